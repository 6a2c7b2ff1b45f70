"""Every error Rashomon raises on purpose.

RashomonError
├── InputError        an input cannot be read as an article (carries its origin)
│   ├── NotFetched    its address gives no page: not found, not allowed, too slow, too large, on a private network, …
│   ├── NotText       binary, or bytes in no known encoding
│   └── NoArticle     readable, but there is no article in it
├── TooFewArticles    a comparison needs two articles
├── OptionError       an option's value is not one of those that work
├── LibraryError      a library cannot be opened, read or written, or what was asked for is not in it
└── ModelError        a shipped model is missing or is not the one its checksum names
"""

from __future__ import annotations


class RashomonError(Exception):
    """Base of all errors a caller may want to catch; the message is one line for a person."""


class InputError(RashomonError):
    """An input that gives no article. ``origin`` is the path or URL as given, ``reason`` one phrase."""

    def __init__(self, origin: str, reason: str) -> None:
        super().__init__(f"{origin}: {reason}")
        self.origin = origin
        self.reason = reason


class NotFetched(InputError):
    """An address whose page could not be fetched, or may not be."""


class NotText(InputError):
    """The bytes are no text in an encoding that can be told."""


class NoArticle(InputError):
    """The input was read but holds no article text."""


class TooFewArticles(RashomonError):
    """Fewer articles than the job needs were left after reading."""


class OptionError(RashomonError):
    """An option was given a value that does not work; the message lists what would."""


class LibraryError(RashomonError):
    """A library of articles that cannot be opened, read or written, or does not hold what was asked for."""


class ModelError(RashomonError):
    """A model that ships with the package is missing or damaged."""
