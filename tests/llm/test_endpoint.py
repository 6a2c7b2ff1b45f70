"""An endpoint that answers rightly, wrongly, slowly and never."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from typing import Any

import pytest
from server import broken, dripping, endless, message, serving, status

from rashomon.errors import NotFetched, OptionError
from rashomon.llm.endpoint import MAX_BYTES, Model, ask
from rashomon.llm.questions import Question

QUESTION = Question("what", "instructions", "material", {"type": "object"})


def test_the_question_is_put_as_openai_puts_it() -> None:
    with serving("yes") as endpoint:
        assert ask(Model(endpoint.url + "/", "small"), QUESTION) == "yes"
    ((path, headers, body),) = endpoint.asked
    assert path == "/v1/chat/completions"
    assert "authorization" not in headers
    assert body["model"] == "small"
    assert [m["content"] for m in body["messages"]] == ["instructions", "material"]
    assert body["response_format"]["json_schema"]["schema"] == {"type": "object"}
    assert body["temperature"] == 0


def test_a_server_that_knows_no_schema_is_asked_once_more_without_one() -> None:
    with serving(status(400, b"unknown response_format"), "yes") as endpoint:
        assert ask(Model(endpoint.url, "small"), QUESTION) == "yes"
    assert [set(body) for _, _, body in endpoint.asked][1] == {"model", "messages"}
    with serving(status(400)) as endpoint, pytest.raises(NotFetched, match="answered 400"):
        ask(Model(endpoint.url, "small"), QUESTION)
    assert len(endpoint.asked) == 2


def test_the_key_is_sent_and_never_comes_back() -> None:
    with serving("your key is s3cret-key") as endpoint:
        model = Model(endpoint.url, "small", key="s3cret-key")
        assert ask(model, QUESTION) == "your key is [key]"
    assert endpoint.asked[0][1]["authorization"] == "Bearer s3cret-key"
    assert "s3cret" not in repr(model)
    with serving(status(401, b"bad key s3cret-key")) as endpoint, pytest.raises(NotFetched) as caught:
        ask(Model(endpoint.url, "small", key="s3cret-key"), QUESTION)
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (b"<html>", "no answer of an OpenAI-compatible endpoint"),
        (b"", "no answer of an OpenAI-compatible endpoint"),
        (b'{"choices": []}', "no answer of an OpenAI-compatible endpoint"),
        (b'{"error": "quota"}', "no answer of an OpenAI-compatible endpoint"),
        (b"[" * 100_000, "no answer of an OpenAI-compatible endpoint"),
        (b"\xff\xfe\x00", "no answer of an OpenAI-compatible endpoint"),
        (b'{"choices": [{"message": {"content": null}}]}', "an answer without a text"),
        (status(500), "answered 500 Internal Server Error"),
        (status(429), "answered 429 Too Many Requests"),
        (status(204), "answered 204 No Content"),
        (status(302, Location="http://127.0.0.1:9/"), "answered 302 Found"),
        (message("x" * MAX_BYTES), "larger than 1,048,576 bytes"),
        (endless, "larger than 1,048,576 bytes"),
        (broken, "breaks off"),
    ],
)
def test_other_answers_are_a_reason(reply: Any, reason: str) -> None:
    with serving(reply) as endpoint, pytest.raises(NotFetched, match=reason):
        ask(Model(endpoint.url, "small", seconds=20), QUESTION)


@pytest.mark.parametrize("reply", [lambda _: time.sleep(9), dripping])
def test_a_slow_answer_is_given_up_when_its_time_is_over(reply: Callable[[Any], None]) -> None:
    with serving(reply) as endpoint:
        start = time.monotonic()
        with pytest.raises(NotFetched, match=r"took longer than 0\.3 s"):
            ask(Model(endpoint.url, "small", seconds=0.3), QUESTION)
        assert time.monotonic() - start < 8


def test_nobody_there_and_somebody_who_never_answers() -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/v1"
        with pytest.raises(NotFetched, match="refuses the connection"):
            ask(Model(url, "small"), QUESTION)
        listening.listen()
        with pytest.raises(NotFetched, match="took longer than"):
            ask(Model(url, "small", seconds=0.2), QUESTION)


@pytest.mark.parametrize(
    "url",
    ["localhost:8080", "ftp://localhost/v1", "http://", "https://me:s3cret@host/v1", "https://host/v1?key=s3cret",
     "https://host/v1#s3cret", "http://host /v1", ""],
)  # fmt: skip
def test_an_address_that_is_no_base_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(OptionError, match="give the base alone") as caught:
        Model(url, "small")
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize("key", ["a b", "a\nHost: evil", "schlüssel"])
def test_a_key_that_would_break_a_header_is_refused_and_not_repeated(key: str) -> None:
    with pytest.raises(OptionError, match="characters that no key has") as caught:
        Model("https://host/v1", "small", key=key)
    assert key not in str(caught.value)


def test_a_key_is_sent_in_the_clear_to_this_machine_only() -> None:
    for url in ("http://localhost:1/v1", "http://127.0.0.1/v1", "http://[::1]:1/v1", "https://host/v1"):
        Model(url, "small", key="key")
    Model("http://host/v1", "small")
    for url in ("http://host/v1", "http://localhost.evil.example/v1", "http://127.0.0.1.evil.example:80/v1"):
        with pytest.raises(OptionError, match="over https"):
            Model(url, "small", key="key")
