"""An OpenAI-compatible endpoint on 127.0.0.1 that answers what it is told to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

# What is written to one request: a text is a model's message, bytes are a body, a function writes by itself.
Reply = str | bytes | Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Endpoint:
    """Where it is, and what it was asked: path, headers, body."""

    url: str
    asked: list[tuple[str, dict[str, str], dict[str, Any]]] = field(default_factory=list)


def message(text: str) -> bytes:
    """The body of an answer whose message is a text."""
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}).encode()


def status(code: int, body: bytes = b"", **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    """An answer with another status."""

    def write(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return write


def endless(handler: BaseHTTPRequestHandler) -> None:
    """An answer without an end."""
    handler.send_response(200)
    handler.end_headers()
    with suppress(OSError):
        for _ in range(300):
            handler.wfile.write(b'{"choices": ' + b" " * 2**20)


def dripping(handler: BaseHTTPRequestHandler) -> None:
    """An answer of which a byte comes now and then."""
    handler.send_response(200)
    handler.end_headers()
    with suppress(OSError):
        for _ in range(400):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.05)


def broken(handler: BaseHTTPRequestHandler) -> None:
    """An answer that breaks off."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"choices"')


@contextmanager
def serving(*replies: Reply) -> Iterator[Endpoint]:
    """Answers each request in turn; the last reply goes on."""
    endpoint = Endpoint("")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            reply = replies[min(len(endpoint.asked), len(replies) - 1)]
            endpoint.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            if callable(reply):
                reply(self)
            else:
                status(200, message(reply) if isinstance(reply, str) else reply)(self)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    endpoint.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield endpoint
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
