(() => {
  "use strict";
  // Lights up every piece of the passage the address names, and leads back to where the reader came from.
  const back = document.getElementById("back");
  const trail = [];
  document.documentElement.classList.add("scripted"); // from here on .lit says what :target says without a script
  let lit = [];

  // Laid out in a stack on a narrow screen, a table stays one to a screen reader.
  const roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
  const tables = "table:is(.synopsis, .timeline, .manifest)";
  for (const e of document.querySelectorAll(`${tables}, ${tables} :is(thead, tbody, tr, th, td)`)) {
    e.setAttribute("role", roles[e.tagName] || (e.scope === "row" ? "rowheader" : "columnheader"));
  }

  const pieces = (id) => document.querySelectorAll(`[id="${CSS.escape(id)}"], [data-p="${CSS.escape(id)}"]`);
  const light = () => {
    for (const piece of lit) piece.classList.remove("lit");
    lit = [];
    const id = decodeURIComponent(location.hash.slice(1));
    const first = id ? document.getElementById(id) : null;
    if (!first) return;
    if (!first.matches(".text [id], tr")) return;
    lit = [...pieces(id)];
    for (const piece of lit) piece.classList.add("lit");
    first.setAttribute("tabindex", "-1");
    first.focus({ preventScroll: true });
  };

  // At a gap stands how likely something was missed; whoever points there reads the passage that came nearest.
  const near = (event) => {
    const gap = event.target.closest && event.target.closest("a.gap");
    if (!gap || gap.querySelector(".near")) return;
    let words = "", last = null;
    for (const piece of pieces(gap.hash.slice(1))) {
      const paragraph = piece.closest("p");
      words += (last && last !== paragraph ? " " : "") + piece.textContent;
      last = paragraph;
    }
    const note = document.createElement("span");
    note.className = "near";
    const told = document.createElement("bdi");
    told.className = "w";
    told.lang = last ? last.closest("[lang]").lang : "";
    told.textContent = words.replace(/\s+/g, " ").trim();
    note.append(`Nearest passage, rejected (${gap.dataset.s}): `, told);
    gap.append(note);
  };

  const goBack = () => {
    const from = trail.pop();
    if (!from) return false;
    history.replaceState(null, "", from.at); // at once: history.back() is lost when pages are busy
    light();
    from.link.focus();
    back.hidden = trail.length === 0;
    return true;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (!link || link.closest("nav, .skip")) return;
    trail.push({ link, at: location.href });
    back.hidden = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.activeElement;
    if (open && open.matches("a.gap") && !open.classList.contains("shut")) {
      open.classList.add("shut"); // first the note at the gap, then the way back
      open.addEventListener("blur", () => open.classList.remove("shut"), { once: true });
      return;
    }
    if (goBack()) event.preventDefault();
  });
  addEventListener("pointerover", near);
  addEventListener("focusin", near);
  back.addEventListener("click", goBack);
  addEventListener("hashchange", light);
  light();
})();
