"""A page as a tree of elements, with what is asked of it; only markup that closes what it opens is expected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from rashomon.errors import InputError

_VOID = frozenset({"meta", "input", "br", "link", "img", "hr", "rect"})
# Elements within each other; a page has some thirty, where many passages overlap.
DEEPEST = 200


@dataclass(eq=False)
class Element:
    """An element: its tag, attributes, and in order the texts and elements within."""

    tag: str
    attributes: dict[str, str]
    inner: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())

    @property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.inner)

    def all(self, tag: str = "", kind: str = "", *, having: str = "") -> Iterator[Element]:
        """Elements within, in reading order: of a tag, of a class, having an attribute."""
        for part in self.inner:
            if isinstance(part, str):
                continue
            if (
                (not tag or part.tag == tag)
                and (not kind or kind in part.classes)
                and (not having or having in part.attributes)
            ):
                yield part
            yield from part.all(tag, kind, having=having)

    def first(self, tag: str = "", kind: str = "", *, having: str = "") -> Element | None:
        return next(self.all(tag, kind, having=having), None)

    def called(self, id: str) -> Element:
        """The element of an id; an empty one where there is none."""
        return next((e for e in self.all(having="id") if e.attributes["id"] == id), Element("", {}))


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inner.append(made)
        if tag not in _VOID:
            if len(self.open) > DEEPEST:
                raise InputError("page", f"has more than {DEEPEST} elements within each other")
            self.open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].inner.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if any(e.tag == tag for e in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].inner.append(data)


def tree(page: str) -> Element:
    """The root, whose inner parts are those of the page. Raises InputError when it is nested too deeply."""
    builder = _Builder()
    builder.feed(page)
    builder.close()
    return builder.open[0]
