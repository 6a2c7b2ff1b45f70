"""Each sentence of a briefing derived again: its form, whom it names, its words, its values.

A sentence is one of the forms below, filled with words of the passages it cites. What a form leaves open is found in
the passages or the sentence fails; what it does not know, it does not pass.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rashomon.contract import quoted
from rashomon.lang import entries
from rashomon.model import Attribution, Claim, Finding, Line, Passage, Point
from rashomon.verify import whole
from rashomon.verify.book import Book, Failure, Rule, changes, content, rules_of, spoken

ALL = re.compile(r"(?P<who>.+?) says? that (?P<clause>[^“”;]+)\.", re.DOTALL)
PART = re.compile(
    r"(?P<who>.+?)(?:, citing (?P<speaker>.+?),)? (?:says that (?P<clause>[^“”]+)|writes(?: of)? “(?P<quote>[^“”]+)”)"
)
QUOTED = re.compile(
    r"(?P<name>.+?) is quoted (?P<only>only )?in (?P<who>.+?) (?P<how>as saying:|with the words)"
    r" “(?P<quote>[^“”]+)”(?: \((?P<notes>.+)\))?\.?"
)
ACCORDING = re.compile(r"According to (?P<name>.+?), cited (?P<only>only )?in (?P<rest>[^“”]+)\.")
ONLY = re.compile(r"Only (?P<who>.+?) reports that (?P<clause>[^“”]+)\.")
CONFLICT = re.compile(
    r"(?P<opening>[^:“”]+?)(?:, between (?P<low>[\d,.]+) and (?P<high>[\d,.]+))?: (?P<parts>.+)\."
)
WRITES = re.compile(r"(?P<who>.+?) writes “(?P<quote>[^“”]+)”")
NOTE = re.compile(
    r"(?P<who>.+?) (?:in slightly other words"
    r"|has (?P<has>“[^“”]+” for “[^“”]+”(?:, “[^“”]+” for “[^“”]+”)*)(?: and adds (?P<also>.+))?|adds (?P<adds>.+))"
)
# What a sentence on a conflict says it is about, and comes to.
ABOUT = {"polarity": "whether it is so", "name": "a name", "person": "a name"}
COMES_TO = {
    "update": "The reports differ on {}, which may have changed between them",
    "scope": "The reports count different things",
    "rounding": "The reports are not equally exact on {}",
    "estimates": "The reports give different estimates of {}",
}
# Words of the forms themselves.
FORM_WORDS = frozenset(
    "reports report says say that both all writes citing quoted saying words according cited only differ between slightly"
    " other adds has for different count things estimates equally exact changed whether name who it is headline".split()
)
# Share of a sentence's own words that have to stand in what it cites for it to be of this passage at all, in [0, 1].
SUPPORTED = 0.6
# Share of the quoted words that a report's version has when it is named as quoting them, in [0, 1].
SAME_WORDS = 0.75


def sentences(book: Book) -> Iterator[Failure]:
    """What fails in each sentence of the briefing."""
    before: Line | None = None
    for number, line in enumerate(book.comparison.briefing, start=1):
        check = Check(book, f"briefing {number}", line)
        check.run()
        if not check.found and not whole.led(book, before, line):
            check.fail(
                "span", "begins with a pronoun, and its report's sentence before is not told right before"
            )
        yield from check.found
        before = line


class Check:
    """One sentence and what was found wrong with it."""

    def __init__(self, book: Book, where: str, line: Line) -> None:
        self.book, self.where, self.line = book, where, line
        self.found: list[Failure] = []

    def fail(self, rule: Rule, why: str, passage: str | None = None) -> None:
        self.found.append(Failure(rule, self.where, why, self.line.text, passage))

    def run(self) -> None:
        points = [self.book.points[p] for p in self.line.points if p in self.book.points]
        bad = [p for p in self.line.passages if p.end > len(self.book.texts.get(p.article, ""))]
        if len(points) < len(self.line.points) or not points or bad:
            self.fail("span" if bad else "operator", "cites a passage or point that is not there")
            return
        self._supported(points)
        kinds = {
            "agreed": self.agreed,
            "attributed": self.attributed,
            "conflict": self.conflict,
            "single": self.single,
        }
        kinds[self.line.operator](points)
        if self.found:
            told = {*spoken(self._cited()), *(w for n in self.book.called for w in spoken(n))}
            for rule in sorted(rules_of(w for w in spoken(self.line.text) if w not in told)):
                if all(f.rule != rule for f in self.found):
                    self.fail(rule, "has words that are in none of its passages", self._cited())

    def _supported(self, points: Sequence[Point]) -> None:
        """Most of the sentence's own words, those of its form apart, stand in what it cites or name its speakers."""
        told = content(self.book.of(p) for p in self.line.passages)
        for q in self._attributions(points):
            told |= content(self.book.speakers(q))
        for p in self.line.passages:
            for (article, start), rows in self.book.mentioned.items():
                if article == p.article and p.start <= start < p.end:
                    told |= content(b for _, name in rows for b in (name, *whole.beside(self.book, name)))
        form = entries("function_words") | FORM_WORDS | content(self.book.called)
        ours = [w for w in spoken(self.line.text) if w not in form]
        if sum(w in told for w in ours) < SUPPORTED * len(ours):
            self.fail("unsupported", "its words are in none of its passages", self._cited())

    # ------------------------------------------------------------ kinds

    def agreed(self, points: Sequence[Point]) -> None:
        point = points[0]
        if point.status != "agreed":
            self.fail("operator", f"told as agreed, but {point.id} is {point.status}")
        self._claims_cited(point)
        body = self.line.text
        one = ALL.fullmatch(body)
        if one and (who := self._who(one["who"])) is not None:
            self._counted(who, [a for a, _ in point.cells])
            claims = [c for c in self.book.in_point(point) if c.voice == "outlet"]
            if {c.article for c in claims} != {a for a, _ in point.cells}:
                self.fail("operator", "told in the reports' own voice, but one has it from a speaker only")
            if chosen := self._clause(one["clause"], claims):
                self._carried(chosen, point)
                self._held(chosen)
            return
        parts = [PART.fullmatch(p) for p in _split(body.removesuffix("."))]
        if not body.endswith(".") or len(parts) < 2 or any(p is None for p in parts):
            self.fail("form", "is no form of what is agreed", self._cited())
            return
        named: list[str] = []
        for part in parts:
            assert part is not None
            articles = self.book.listed(part["who"])
            if articles is None or len(articles) != 1:
                self.fail("count", f"{part['who']!r} is no report")
                continue
            named += articles
            claims = [c for c in self.book.in_point(point) if c.article == articles[0]]
            if part["clause"]:
                self._clause(part["clause"], [c for c in claims if c.voice == "outlet"])
            else:
                chosen = self._whole_quote(part["quote"], claims)
                self._cited_speaker(part["speaker"], chosen)
        self._counted(named, [a for a, _ in point.cells])

    def single(self, points: Sequence[Point]) -> None:
        for point in points:
            if point.status != "single":
                self.fail("operator", f"told as of one report only, but {point.id} is {point.status}")
        if self._whole(points):
            return
        self._claims_cited(*points)
        claims, text = [c for p in points for c in self.book.in_point(p)], self.line.text
        form: Mapping[str, str] | None
        if only := ONLY.fullmatch(text):
            form = only.groupdict()
            clauses = re.split(r"; (?:and )?that ", form["clause"])
            for clause in clauses:
                self._clause(clause, [c for c in claims if c.voice == "outlet"])
        elif (form := self._said(text)) and form["only"]:
            claims = [c for c in claims if c.attribution]
            if "clause" in form:
                clauses = re.split(r"; (?:and )?", form["clause"])
                told = [self._clause(clause, claims) for clause in clauses]
            else:
                clauses = [form["quote"]]
                told = [self._whole_quote(form["quote"], claims)]
                self._whole_sentence(form)
            said = [self.book.attributions[c.attribution] for c in told if c and c.attribution]
            for q in said or self._attributions(points):
                self._spoken_by(form["name"], [q])
            self._not_denied(said)
        else:
            self.fail("form", "is no form of what one report tells", self._cited())
            return
        if len(clauses) != len(points):
            self.fail("unsupported", f"tells {len(clauses)} things of {len(points)} points", self._cited())
        for point in points:
            self._counted(self.book.listed(form["who"]), [a for a, _ in point.cells])

    def attributed(self, points: Sequence[Point]) -> None:
        if self._whole(points) or self._headline(points):
            return
        if len(points[0].cells) < 2:
            self.fail("operator", f"told as cited in several reports, but {points[0].id} is in one")
        form = self._said(self.line.text)
        if form is None or form["only"]:
            self.fail("form", "is no form of what somebody says", self._cited())
        elif "clause" in form:
            point = points[0]
            self._claims_cited(point)
            self._counted(self.book.listed(form["who"]), [a for a, _ in point.cells])
            claims = [c for c in self.book.in_point(point) if c.voice == "attributed"]
            self._spoken_by(form["name"], self._attributions([point]))
            self._not_denied(self._attributions([point]))
            if chosen := self._clause(form["clause"], claims):
                self._carried(chosen, point)
        else:
            self._utterance(form, points)

    def conflict(self, points: Sequence[Point]) -> None:
        point = points[0]
        findings = self.book.conflicts.get(point.id, [])
        if point.status != "conflict" or not findings:
            self.fail("operator", f"told as a conflict, but {point.id} is {point.status}")
        form = CONFLICT.fullmatch(self.line.text)
        parts = [WRITES.fullmatch(p) for p in _split(form["parts"])] if form else []
        if form is None or any(p is None for p in parts):
            self.fail("form", "is no form of a conflict", self._cited())
            return
        cited = set(self.line.passages)
        fitting = [f for f in findings if set(f.passages) <= {*cited} | _within(cited, f)] or findings[:1]
        openings = {
            COMES_TO.get(f.judgement or "", "The reports differ on {}").format(
                ABOUT.get(f.type, f"the {f.type}")
            )
            for f in fitting
        }
        if form["opening"] not in openings:
            self.fail("operator", f"the conflict is told otherwise: {' or '.join(sorted(openings))}")
        values = [p for f in fitting for p in f.passages]
        for passage in self.line.passages:
            if not any(_contains(passage, v) for v in values):
                self.fail("span", "cites a passage without the value that differs", self.book.of(passage))
        if any(not any(_contains(p, v) for p in self.line.passages) for v in values):
            self.fail("span", "a value that differs is in none of its passages", self._cited())
        named = []
        for part in parts:
            assert part is not None
            articles = self.book.listed(part["who"])
            if articles is None or len(articles) != 1:
                self.fail("count", f"{part['who']!r} is no report")
                continue
            named += articles
            self._exact(part["quote"], [p for p in self.line.passages if p.article == articles[0]])
        self._counted(named, [p.article for p in fitting[0].passages] if fitting else [])
        if form["low"]:
            self._spread(form["low"], form["high"], values)

    # ------------------------------------------------------------ whole sentences

    def _whole(self, points: Sequence[Point]) -> bool:
        """Checks a whole sentence of one report; False where the sentence is of another form."""
        quote = QUOTED.fullmatch(self.line.text)
        if quote and self.book.listed(quote["who"]):
            return False
        form = whole.parts(self.book, self.line.text)
        if form is None:
            return False
        passage = self.line.passages[0]
        if len(self.line.passages) != 1:
            self.fail("span", "a whole sentence cites that sentence only", self._cited())
        self._counted(self.book.listed(form["who"]), [passage.article])
        for point in points:
            claims = self.book.in_point(point)
            if not any(_contains(passage, self.book.hull(c)) for c in claims):
                self.fail("span", f"no claim of {point.id} is in its passage", self.book.of(passage))
        if not whole.bounds(self.book.texts[passage.article], passage):
            self.fail("span", "its passage is no whole sentence", self.book.of(passage))
        if whole.spoken(self.book, passage):
            self.fail("speaker", "words of a transcript are told as the report's own", self.book.of(passage))
        if not whole.follows(self.book, form["words"], passage):
            theirs = quoted(self.book.of(passage))
            for words in quoted(form["words"]):
                if words not in theirs:
                    self._misquoted(words, theirs or [self.book.of(passage)])
            self._other_person(form["words"], passage)
            self._differs(form["words"], [self.book.of(passage)])
        return True

    def _other_person(self, words: str, passage: Passage) -> None:
        """Names somebody whom the passage does not."""
        there = self.book.of(passage)
        changed = set(changes(spoken(words), spoken(there)))
        for name in sorted({e.name for e in self.book.comparison.entities if e.kind == "person"}):
            if words.count(name) > there.count(name) and not changed.isdisjoint(spoken(name)):
                self.fail("speaker", f"{name} is not named there in its passage", there)

    def _headline(self, points: Sequence[Point]) -> bool:
        form = whole.HEADLINE.fullmatch(self.line.text)
        if form is None:
            return False
        passage = self.line.passages[0]
        blocks = [b for a in self.book.comparison.articles if a.id == passage.article for b in a.blocks]
        if not blocks or not whole.heads(self.book.texts[passage.article], blocks, passage):
            self.fail("span", "its passage is no headline", self.book.of(passage))
        self._counted(self.book.listed(form["who"]), [passage.article])
        self._exact(form["quote"], [passage])
        for point in points:
            if not any(_contains(passage, self.book.hull(c)) for c in self.book.in_point(point)):
                self.fail("span", f"no claim of {point.id} is in its passage", self.book.of(passage))
        return True

    # ------------------------------------------------------------ parts

    def _said(self, text: str) -> Mapping[str, str] | None:
        """The parts of a sentence on what somebody says: of a list of reports and a clause, the longest list."""
        form = ACCORDING.fullmatch(text)
        if form is None:
            quote = QUOTED.fullmatch(text)
            return quote.groupdict() if quote else None
        cuts = [m.start() for m in re.finditer(", ", form["rest"])]
        lists = [c for c in cuts if self.book.listed(form["rest"][:c]) is not None] or cuts[:1]
        if not lists:
            return None
        return {**form.groupdict(), "who": form["rest"][: lists[-1]], "clause": form["rest"][lists[-1] + 2 :]}

    def _utterance(self, form: Mapping[str, str], points: Sequence[Point]) -> None:
        quote = form["quote"]
        ids = {p.id for p in points}
        versions = [
            [self.book.attributions[v] for v in u.versions]
            for u in self.book.comparison.utterances
            if any(c.attribution in u.versions and p.id in ids for p in points for c in self.book.in_point(p))
        ]
        claims = self._attributions(points)
        candidates = [v for v in versions if any(_holds(self.book, q, quote) for q in v)] or [claims]
        first = self.line.passages[0]
        listed = self.book.listed(form["who"])
        around = [v for v in candidates if any(_in_content(q, first) for q in v)] or candidates
        chosen = next((v for v in around if self._holding(v, quote) == set(listed or ())), around[0])
        self._exact(quote, [first])
        for passage in self.line.passages:
            hulls = [Passage(q.article, q.content[0].start, q.content[-1].end) for v in candidates for q in v]
            hulls += [self.book.hull(c) for p in points for c in self.book.in_point(p)]
            if passage not in hulls and not (passage == first and any(_in_content(q, first) for q in chosen)):
                self.fail(
                    "span", "cites a passage that is no version of the quotation", self.book.of(passage)
                )
        cells = [a for a, _ in points[0].cells]
        of_point = len(points) == 1 and self._all_claims(points[0]) and set(listed or ()) == set(cells)
        self._counted(listed, self._holding(chosen, quote) if versions and not of_point else cells)
        self._spoken_by(form["name"], chosen)
        self._not_denied([q for q in chosen if _holds(self.book, q, quote)])
        self._whole_sentence(form)
        for note in (form["notes"] or "").split("; ") if form["notes"] else ():
            self._note(note, chosen, quote)

    def _whole_sentence(self, form: Mapping[str, str]) -> None:
        if (form["how"] == "as saying:") != (form["quote"][0].isupper() or form["quote"][0].isdigit()):
            self.fail("form", "a part of a sentence is told as a whole one, or the other way round")

    def _holding(self, versions: Sequence[Attribution], quote: str) -> set[str]:
        """The articles of the versions that have nearly all the words of a quotation."""
        return {q.article for q in versions if _holds(self.book, q, quote)}

    def _note(self, note: str, versions: Sequence[Attribution], quote: str) -> None:
        form = NOTE.fullmatch(note)
        articles = self.book.listed(form["who"]) if form else None
        if form is None or articles is None or len(articles) != 1:
            self.fail("form", f"is no note on a version: {note}")
            return
        theirs = " ".join(
            self.book.texts[q.article][q.content[0].start : q.content[-1].end]
            for q in versions
            if q.article == articles[0]
        )
        if quote in theirs and not any((form["has"], form["also"], form["adds"])):
            self.fail("count", f"{form['who']} has just these words", theirs)
        pairs = re.findall(r"“([^“”]+)” for “([^“”]+)”", form["has"] or "")
        added = quoted(form["also"] or form["adds"] or "")
        for words in (*(a for a, _ in pairs), *added):
            if words not in theirs:
                self.fail("quotation", f"“{words}” is not in the version it is given to", theirs)
        for _, words in pairs:
            if words not in quote:
                self.fail("quotation", f"“{words}” is not in the quotation", quote)

    def _who(self, text: str) -> list[str] | None:
        """The articles a subject stands for; None where it is no list of reports."""
        every = [a.id for a in self.book.comparison.articles]
        if text in {"Both reports", "All the reports"}:
            if (text == "Both reports") != (len(every) == 2):
                self.fail("count", f"{text!r}, but there are {len(every)}")
            return every
        return self.book.listed(text)

    def _counted(self, named: Sequence[str] | None, carrying: Iterable[str]) -> None:
        if named is None:
            self.fail("count", "names a report that there is not")
        elif set(named) != set(carrying) or len(set(named)) != len(named):
            self.fail("count", f"names {len(named)} reports, but {len(set(carrying))} carry it, or others")

    def _spoken_by(self, name: str, attributions: Sequence[Attribution]) -> None:
        name = whole.untitled(self.book, name)
        names = [self.book.speakers(q) for q in attributions]
        others = [n for q, n in zip(attributions, names, strict=True) if q.source.entity and name not in n]
        if not any(name in n for n in names):
            told = ", ".join(sorted(min(n) for n in names if n)) or "nobody"
            self.fail("speaker", f"{name} is not who says it: {told}", self._cited())
        elif len(others) > len(names) - len(others):
            self.fail("speaker", f"most have another speaker than {name}", self._cited())

    def _held(self, claim: Claim) -> None:
        """What a claim hangs on before it, or what a list in it goes on with, is not told."""
        text, span = self.book.texts[claim.article], claim.spans[0]
        before = re.split(r"[.!?]\s|\n", text[: span.start])[-1]
        governing = [w for w in spoken(before) if w != "that"][-1:]
        if whole.spoken(self.book, self.book.hull(claim)):
            self.fail("speaker", "words of a transcript are told as the report's own", span.of(text))
        if any(w.removesuffix(e) in entries("hedges") for w in governing for e in ("", "ed", "d", "s")):
            self.fail("hedge", f"“{governing[0]}” before it is not told", f"{before}{span.of(text)}")
        if re.match(r"\s+(?:and|or|but)\b", text[claim.spans[-1].end :]):
            self.fail("operator", "what it says goes on", span.of(text))

    def _cited_speaker(self, name: str | None, claim: Claim | None) -> None:
        if claim is None:
            return
        attribution = self.book.attributions.get(claim.attribution or "")
        names = self.book.speakers(attribution) if attribution else set()
        if (name is None) != (attribution is None) or (name is not None and name not in names):
            self.fail(
                "speaker", f"cited is {min(names, default='nobody')}, not {name or 'nobody'}", self._cited()
            )

    def _not_denied(self, attributions: Sequence[Attribution]) -> None:
        for q in attributions:
            cue = [w for s in q.cue for w in spoken(s.of(self.book.texts[q.article]))]
            if any(w.startswith(d[:-1]) and len(w) <= len(d) + 3 for w in cue for d in entries("denials")):
                self.fail("negation", "told as said, but it is denied", " ".join(cue))

    def _clause(self, clause: str, claims: Sequence[Claim]) -> Claim | None:
        """The claim that a clause tells, word for word but for a name in place of the pronoun that begins it."""
        cited = [c for c in claims if self.book.hull(c) in self.line.passages]
        for claim in cited:
            if any(_same(clause, told) for told in self._tellings(claim)):
                return claim
        self._differs(clause, [t for c in cited or claims for t in self._tellings(c)])
        return None

    def _tellings(self, claim: Claim) -> Iterator[str]:
        text = self.book.texts[claim.article]
        span = claim.spans[0]
        yield span.of(text)
        if (pronoun := self.book.starting.get((claim.article, span.start))) is not None:
            place, name = pronoun
            for called in (name, f"the {name}"):
                yield called + text[place.end : span.end]

    def _differs(self, ours: str, theirs: Sequence[str]) -> None:
        words = spoken(ours)
        nearest = min(theirs, key=lambda t: len(list(changes(words, spoken(t)))), default="")
        changed = list(changes(words, spoken(nearest)))
        if len(changed) > len(words):
            self.fail("unsupported", "says what its passages do not", nearest or self._cited())
        for rule in sorted(rules_of(changed)) or ["wording"]:
            self.fail(rule, f"differs from its passage in {', '.join(changed) or 'marks'}", nearest)

    def _whole_quote(self, quote: str, claims: Sequence[Claim]) -> Claim | None:
        cited = [c for c in claims if self.book.hull(c) in self.line.passages]
        for claim in cited:
            if self.book.of(self.book.hull(claim)) == quote:
                return claim
        self._misquoted(quote, [self.book.of(self.book.hull(c)) for c in cited or claims])
        return None

    def _exact(self, quote: str, passages: Sequence[Passage]) -> None:
        if not any(self.book.of(p) == quote for p in passages):
            self._misquoted(quote, [self.book.of(p) for p in passages])

    def _misquoted(self, quote: str, theirs: Sequence[str]) -> None:
        if any(quote in self.book.texts[p.article] for p in self.line.passages):
            self.fail("span", "its quotation stands elsewhere than in its passage", self._cited())
        words = spoken(quote)
        nearest = min(theirs, key=lambda t: len(list(changes(words, spoken(t)))), default="")
        self.fail("quotation", f"“{quote}” does not stand so in its passage", nearest)
        for rule in sorted(rules_of(changes(words, spoken(nearest)))):
            self.fail(rule, "changed within a quotation", nearest)

    def _carried(self, chosen: Claim, point: Point) -> None:
        """Every value of a wording that stands for several reports is in each of them."""
        for article, ids in point.cells:
            theirs = self._values([self.book.claims[c] for c in ids])
            if missing := self._values([chosen]) - theirs:
                self.fail("value", f"{', '.join(sorted(missing))} is not told in {article}", self._cited())

    def _values(self, claims: Sequence[Claim]) -> set[str]:
        found = set[str]()
        for claim in claims:
            for span in claim.spans:
                for d in self.book.comparison.dates:
                    if d.article == claim.article and span.contains(d.span):
                        found.add(d.value or d.span.of(self.book.texts[d.article]).casefold())
                for n in self.book.comparison.quantities:
                    if n.article == claim.article and span.contains(n.span):
                        found.add(f"{n.low}-{n.high}")
        return found

    def _spread(self, low: str, high: str, values: Sequence[Passage]) -> None:
        amounts = [
            n
            for n in self.book.comparison.quantities
            if any(n.article == p.article and p.span.overlaps(n.span) for p in values)
        ]
        numbers = [x for n in amounts for x in (n.low, n.high) if x is not None]
        told = [float(x.replace(",", "")) for x in (low, high)]
        if not numbers or told != [min(numbers), max(numbers)]:
            self.fail("value", f"the values are not between {low} and {high}", self._cited())

    def _all_claims(self, point: Point) -> bool:
        """Whether a sentence cites the claims of a point, and nothing else."""
        return set(self.line.passages) == {self.book.hull(c) for c in self.book.in_point(point)}

    def _claims_cited(self, *points: Point) -> None:
        hulls = [self.book.hull(c) for p in points for c in self.book.in_point(p)]
        for passage in self.line.passages:
            if passage not in hulls:
                self.fail("span", "cites a passage that is no claim of its point", self.book.of(passage))

    def _attributions(self, points: Sequence[Point]) -> list[Attribution]:
        ids = [c.attribution for p in points for c in self.book.in_point(p) if c.attribution]
        return [self.book.attributions[i] for i in dict.fromkeys(ids)]

    def _cited(self) -> str:
        return " … ".join(self.book.of(p) for p in self.line.passages)


def _split(text: str) -> list[str]:
    """Parts set apart by semicolons outside quotation marks."""
    return re.split(r"; (?=[^“”]*(?:“[^“”]*”[^“”]*)*$)", text)


def _same(ours: str, theirs: str) -> bool:
    """One wording but for white space, the case of its first letter and a full stop."""
    a, b = (" ".join(t.split()).rstrip(".") for t in (ours, theirs))
    return a[:1].casefold() == b[:1].casefold() and a[1:] == b[1:]


def _contains(outer: Passage, inner: Passage) -> bool:
    return outer.article == inner.article and outer.span.contains(inner.span)


def _within(cited: set[Passage], finding: Finding) -> set[Passage]:
    return {v for v in finding.passages if any(_contains(p, v) for p in cited)}


def _in_content(q: Attribution, passage: Passage) -> bool:
    return q.article == passage.article and any(s.contains(passage.span) for s in q.content)


def _holds(book: Book, q: Attribution, quote: str) -> bool:
    theirs = Counter(w for s in q.content for w in spoken(s.of(book.texts[q.article])))
    ours = Counter(spoken(quote))
    return sum((ours & theirs).values()) >= SAME_WORDS * sum(ours.values())
