"""Is the briefing plainer than the reports, and does it hold more of an expert's summary than one report's beginning?

    python evals/neutral.py NEUS_FOLDER [--stories N] [--part develop|report] [--lexicons FOLDER] [--cache FOLDER]
        [--beside TEXTS …]

NEUS_FOLDER holds `val.source` and `val.target`: short reports of three sides on one event and a neutral summary. N
stories are drawn by seed: those to develop on have an even number in the file, those to report on an odd one, and
none of these was drawn by salience.py, on whose draw the first figures were made. The briefing may have as many words
as the summary; each report's lead is cut to as many as the briefing then has. Printed are ROUGE-1 recall of both
against the summary with its headline (a story without a briefing counts as nothing found by either, and is told), the
same without the words of the briefing's fixed forms, and the share of common words (a name is not charged; once more
without the fixed forms) that stand in each list of the folder of lexicons: strong clues of subjectivity, and the
lexicon of biased edits, which holds everyday words too. Beside it stands what the share is in the expert's own
summary, and in the plainest choice there is: whole sentences of the reports, those with the smallest share of words
of that very list first, until no other fits. Less than that no choice of sentences has. --beside: other texts, a folder
of SGML files or a file of reports, one JSON object a line; their share is told as a ratio to the leads' too. A
bootstrap over stories gives 95 % of the differences. The lists are read here only: the program's own are `charged.txt`
and `coloured.txt` of `src/rashomon/lang/en/`.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from salience import aligned
from salience import stories as drawn

from rashomon.brief import brief
from rashomon.compare import compare
from rashomon.model import Alignment

SEED = 5
PART_SEED = 20261201
# Stories of salience.py's draw, by the same seed, that were looked at before the halves were made.
LOOKED_AT = 80
RESAMPLES = 1000
TAG = re.compile(r"<[^>]+>")
WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
# Words of a sentence that may be chosen as it stands, as the briefing's may have, and how it ends.
LENGTHS = (8, 42)
ENDS = (".", "”", '"')
# What the fixed forms of a briefing say, in no story's words.
FORMS = re.compile(
    r"Only outlet \d reports|, cited (?:only )?in outlet \d(?:(?:, | and )outlet \d)*,?|According to"
    r"|Both reports say that"
    r"|All the reports say that|The reports differ on [^:]*:|outlet \d(?:(?:, | and )outlet \d)*(?: says? that| writes)?",
    re.IGNORECASE,
)


def tokens(text: str) -> list[str]:
    return WORD.findall(text.lower().replace("’", "'"))


def common(text: str) -> list[str]:
    """The words that are written small: a name is not charged, whatever word it is."""
    return [w for w in re.findall(r"[A-Za-z0-9]+(?:'[a-z]+)?", text.replace("’", "'")) if w[0].islower()]


def recall(ours: Sequence[str], gold: Sequence[str]) -> float:
    """ROUGE-1 recall in [0, 1]."""
    return sum((Counter(ours) & Counter(gold)).values()) / max(1, len(gold))


def lexicons(folder: Path) -> Mapping[str, frozenset[str]]:
    clues = folder / "bias_related_lexicons/subjectivity_clues_hltemnlp05/subjclueslen1-HLTEMNLP05.tff"
    strong = re.findall(r"type=strongsubj .*?word1=(\S+)", clues.read_text(encoding="utf-8"))
    biased = (folder / "bias-lexicon/bias-lexicon.txt").read_text(encoding="utf-8").split("\n")
    return {
        "strong clues": frozenset(strong),
        "biased edits": frozenset(w.strip().lower() for w in biased if w.strip() and not w.startswith("#")),
    }


def part_of(folder: Path, size: int, part: str) -> list[tuple[str, list[tuple[str, str]], str]]:
    """The stories to develop on, or to report on: drawn from halves of the file."""
    looked_at = {int(name[1:]) for name, *_ in drawn(folder, LOOKED_AT)}
    if part == "develop":
        return drawn(folder, size, lambda n: n % 2 == 0, PART_SEED)
    return drawn(folder, size, lambda n: n % 2 == 1 and n not in looked_at, PART_SEED)


def plainest(alignment: Alignment, entries: frozenset[str], most: int) -> str:
    """Whole sentences of the reports, at most so many words, those with the smallest share of a list's words first."""
    found = [s.of(a.article.text) for a in alignment.articles for s in a.parse.sentences]
    whole = [x for x in found if LENGTHS[0] <= len(x.split()) <= LENGTHS[1] and x.rstrip().endswith(ENDS)]
    chosen: list[str] = []
    for text in sorted(whole, key=lambda x: (share(common(x), entries), x)):
        if sum(len(x.split()) for x in (*chosen, text)) <= most:
            chosen.append(text)
    return " ".join(chosen)


def others(path: Path) -> list[str]:
    """The common words of other texts."""
    if path.is_dir():
        files = [p.read_text(encoding="utf-8", errors="replace") for p in sorted(path.rglob("*.sgm*"))]
        return [w for text in files for w in common(TAG.sub(" ", text))]
    return [
        w for line in path.read_text(encoding="utf-8").splitlines() for w in common(json.loads(line)["text"])
    ]


def share(words: Sequence[str], entries: frozenset[str]) -> float:
    return sum(w in entries for w in words) / max(1, len(words))


def figures(
    folder: Path,
    lists: Path,
    size: int,
    cache: Path | None = None,
    part: str = "report",
    beside: Sequence[Path] = (),
) -> dict[str, float]:
    """Ratios of ours to the leads' shares of words in each list, and the recalls."""
    rows: list[tuple[float, float, float]] = []
    counts: Counter[tuple[str, str]] = Counter()
    named = lexicons(lists)
    empty = 0
    for name, reports, summary in part_of(folder, size, part):
        alignment = aligned(name, reports, cache)
        gold = tokens(summary)
        lines = brief(alignment, compare(alignment), words=len(gold))
        text = " ".join(line.text for line in lines)
        ours, bare = tokens(text), tokens(FORMS.sub(" ", text))
        empty += not ours
        leads = [tokens(body)[: len(ours)] for _, body in reports]
        short = [tokens(body)[: len(bare)] for _, body in reports]
        rows.append(
            (
                recall(ours, gold) - sum(recall(x, gold) for x in leads) / len(leads),
                recall(bare, gold) - sum(recall(x, gold) for x in short) / len(short),
                recall(ours, gold),
            )
        )
        cut = [" ".join(body.split()[: len(text.split())]) for _, body in reports]
        sides = {
            "ours": common(text),
            "forms apart": common(FORMS.sub(" ", text)),
            "leads": [w for x in cut for w in common(x)],
            "expert": common(summary),
        }
        for kind, entries in named.items():
            sides[f"plainest {kind}"] = common(plainest(alignment, entries, len(gold)))
        for side, words in sides.items():
            counts[side, "all"] += len(words)
            for kind, entries in named.items():
                counts[side, kind] += sum(w in entries for w in words)
    print(f"{len(rows)} stories, {empty} without a briefing, {counts['ours', 'all']} words")
    found = {"recall": sum(r for *_, r in rows) / len(rows)}
    dice = random.Random(SEED)
    for n, what in enumerate(("above the leads", "above the leads, forms apart")):
        means = sorted(sum(dice.choice(rows)[n] for _ in rows) / len(rows) for _ in range(RESAMPLES))
        mean = sum(row[n] for row in rows) / len(rows)
        print(
            f"ROUGE-1 recall {what}: {mean:+.3f}, 95 % {means[RESAMPLES // 40]:+.3f} to {means[-RESAMPLES // 40]:+.3f}"
        )
        found[what] = mean
    for kind in named:
        shares = {side: counts[side, kind] / max(1, counts[side, "all"]) for side in sides}
        ratios = {side: value / shares["leads"] for side, value in shares.items()}
        found[kind] = ratios["ours"]
        print(
            f"words in the list of {kind}: ours {shares['ours']:.3f}, leads {shares['leads']:.3f}, "
            f"ratio {found[kind]:.2f}, forms apart {ratios['forms apart']:.2f}; the expert's summary"
            f" {ratios['expert']:.2f}, the plainest choice of sentences {ratios[f'plainest {kind}']:.2f}"
        )
        for path in beside:
            ratio = share(others(path), named[kind]) / shares["leads"]
            print(f"    {path.name}: ratio {ratio:.2f}")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--stories", type=int, default=40)
    parser.add_argument("--part", choices=("develop", "report"), default="report")
    parser.add_argument("--lexicons", type=Path)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--beside", type=Path, nargs="+", default=[])
    given = parser.parse_args()
    lists = given.lexicons or given.folder.parent / "lexicons"
    found = figures(given.folder, lists, given.stories, given.cache, given.part, given.beside)
    print(f"recall {found['recall']:.3f}")


if __name__ == "__main__":
    main()
