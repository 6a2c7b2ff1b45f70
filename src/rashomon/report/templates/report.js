(() => {
  "use strict";
  // Lights up every piece of the passage the address names, and leads back to where the reader came from.
  const back = document.getElementById("back");
  const trail = [];
  document.documentElement.classList.add("scripted"); // from here on .lit says what :target says without a script
  let lit = [];

  const light = () => {
    for (const piece of lit) piece.classList.remove("lit");
    lit = [];
    const id = decodeURIComponent(location.hash.slice(1));
    const first = id ? document.getElementById(id) : null;
    if (!first) return;
    if (!first.matches(".p, tr")) return;
    lit = [first, ...document.querySelectorAll('[data-p="' + CSS.escape(id) + '"]')];
    for (const piece of lit) piece.classList.add("lit");
    first.setAttribute("tabindex", "-1");
    first.focus({ preventScroll: true });
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
  back.addEventListener("click", goBack);
  addEventListener("hashchange", light);
  light();
})();
