"""Captions of speech: WebVTT and SRT. The words of the cues, one paragraph a speaker or a stretch without a pause.

Requirement: the words are those of the cues, in their order; a line that a rolling caption repeats stands once. Who
speaks stands before the paragraph as the cue has it ("Ida Brandl: …"). What is no speech ("[Applause]") is "other".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from rashomon.errors import NoArticle
from rashomon.ingest.composed import Line, composed
from rashomon.ingest.draft import Draft, Item
from rashomon.ingest.shape import ends_sentence
from rashomon.ingest.source import Source

# Seconds of silence after which a new paragraph begins if the sentence was ended; and words after which it begins
# without one. Set by hand: broadcast captions pause for under a second within a paragraph.
PAUSE = 2.0
LONG = 80

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMES = re.compile(rf"^[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}[^\n]*$", re.MULTILINE)
_NUMBERED = re.compile(r"\s*(?:\d{1,6}\s*\n)?[ \t]*(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}[ \t]*-->")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")
_TAG = re.compile(r"</?[a-zA-Z0-9.:][^<>]{0,200}>|\{\\[^{}]{0,100}\}")
_TURN = re.compile(r"^(?:>>+|[-–—]\s)\s*")
_NOISE = re.compile(r"^(?:\[[^\[\]]{1,60}\]|\([^()]{1,60}\)|♪.*|[♪♫\s]+)$")


@dataclass(frozen=True, slots=True)
class _Cue:
    start: float
    end: float
    voice: str | None
    lines: tuple[str, ...]


def is_vtt(source: Source) -> bool:
    """Whether an input is WebVTT."""
    return bool(re.match(r"\s*WEBVTT(?:[ \t\r\n]|$)", source.opening))


def is_srt(source: Source) -> bool:
    """Whether an input begins with a cue of SRT."""
    return bool(_NUMBERED.match(source.opening.replace("\r\n", "\n")))


def read(source: Source) -> Iterator[Item]:
    """One article of all cues. Raises NoArticle when no cue says a word."""
    text = source.text.replace("\r\n", "\n").replace("\r", "\n")
    header = re.match(r"\s*WEBVTT[ \t]+(?:-[ \t]*)?(\S[^\n]*)", text)
    yield _draft(list(_cues(text)), header[1].strip() if header else None, source.origin)


def _cues(text: str) -> Iterator[_Cue]:
    found = list(_TIMES.finditer(text))
    shown: tuple[str, ...] = ()
    for match, following in zip(found, [*found[1:], None], strict=False):
        payload = text[match.end() : following.start() if following else len(text)].split("\n\n")[0]
        rows = payload.split("\n")
        voice = _VOICE.search(payload)
        lines = tuple(line for row in rows if (line := " ".join(unescape(_TAG.sub("", row)).split())))
        new = lines
        for size in range(min(len(shown), len(lines)), 0, -1):
            if shown[-size:] == lines[:size]:
                new = lines[size:]  # rolling captions show the last line again
                break
        shown = lines or shown
        if new:
            yield _Cue(
                _seconds(match.groups()[:4]),
                _seconds(match.groups()[4:]),
                voice[1].strip() if voice else None,
                new,
            )


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, rest = parts
    return (
        int(hours or 0) * 3600
        + int(minutes or 0) * 60
        + int(seconds or 0)
        + int((rest or "0").ljust(3, "0")) / 1000
    )


def _draft(cues: list[_Cue], title: str | None, origin: str) -> Draft:
    rows: list[Line] = []
    said: list[str] = []
    voice: str | None = None
    end = 0.0

    def flush() -> None:
        if said:
            rows.append(Line((f"{voice}: " if voice else "") + " ".join(said), "body"))
        said.clear()

    for cue in cues:
        paused = cue.start - end >= PAUSE or sum(line.count(" ") + 1 for line in said) >= LONG
        if cue.voice != voice or (paused and said and ends_sentence(said[-1])):
            flush()
        voice, end = cue.voice, cue.end
        for line in cue.lines:
            if _NOISE.match(line):
                flush()
                rows.append(Line(line, "other"))
                continue
            turn = _TURN.match(line)
            if turn and line[turn.end() :]:
                flush()
                line = line[turn.end() :]
            said.append(line)
    flush()
    if not any(row.role == "body" for row in rows):
        raise NoArticle(origin, "holds captions without a word")
    return composed(rows, title)
