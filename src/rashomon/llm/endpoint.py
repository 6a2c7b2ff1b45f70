"""One question to an OpenAI-compatible endpoint, and the text of its answer."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from rashomon.errors import NotFetched, OptionError
from rashomon.llm.questions import Question

# Bytes of an answer that are read at most: a hundred proposals are some thirty thousand.
MAX_BYTES = 2**20
# What stands where an answer repeats the key.
HIDDEN = "[key]"
_HERE = frozenset({"localhost", "127.0.0.1", "[::1]"})


@dataclass(frozen=True, slots=True)
class Model:
    """A language model. ``url`` is the base of the endpoint ("http://localhost:8080/v1"), ``name`` the model's there,
    ``seconds`` the time for one answer. The ``key`` is sent to that address, and never written or shown.

    Raises OptionError for an address or key that is not sent."""

    url: str
    name: str
    key: str | None = field(default=None, repr=False)
    seconds: float = 120.0

    def __post_init__(self) -> None:
        scheme, _, rest = self.url.partition("://")
        host = rest.partition("/")[0]
        if scheme not in ("http", "https") or not host or {*"?#@ "} & set(self.url):
            shown = "" if {*"?#@"} & set(self.url) else f" {self.url!r}"  # there may be a key in it
            raise OptionError(
                f"the model's address{shown}: give the base alone, like http://localhost:8080/v1 (a key goes into the"
                " environment)"
            )
        if self.key is not None and not (
            self.key.isascii() and self.key.isprintable() and " " not in self.key
        ):
            raise OptionError("the model's key holds characters that no key has")
        if self.key and scheme == "http" and host.rpartition(":")[0] not in _HERE and host not in _HERE:
            raise OptionError(
                f"the model's key is sent over https, or to this machine, and not to {self.url}"
            )


def ask(model: Model, question: Question) -> str:
    """The text of the model's answer. Raises NotFetched with the reason why there is none."""
    from rashomon.fetch.asking import NotUnderstood, post

    url = f"{model.url.rstrip('/')}/chat/completions"
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if model.key:
        headers["Authorization"] = f"Bearer {model.key}"
    plain = {
        "model": model.name,
        "messages": [
            {"role": "system", "content": question.instructions},
            {"role": "user", "content": question.material},
        ],
    }
    shape = {"name": "proposals", "strict": True, "schema": question.schema}
    exact = {
        **plain,
        "temperature": 0,
        "seed": 1,
        "response_format": {"type": "json_schema", "json_schema": shape},
    }
    try:
        answer = post(url, _bytes(exact), headers, seconds=model.seconds, limit=MAX_BYTES)
    except NotUnderstood:  # older servers know no schema, and some models no temperature
        answer = post(url, _bytes(plain), headers, seconds=model.seconds, limit=MAX_BYTES)
    text = _content(model.url, answer)
    return text.replace(model.key, HIDDEN) if model.key else text


def _bytes(body: dict[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=True, allow_nan=False).encode("ascii")


def _content(url: str, answer: bytes) -> str:
    """The message of an answer in the shape of OpenAI's chat completions."""
    try:
        text = json.loads(answer)["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
        raise NotFetched(url, "sent no answer of an OpenAI-compatible endpoint") from error
    if not isinstance(text, str):
        raise NotFetched(url, "sent an answer without a text")
    return text
