"""A small OpenAI-compatible server on the loopback address: it answers by a function, and fails in the ways real ones do."""

from __future__ import annotations

import gzip
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Told = dict[str, list[Any]]


def nothing(_: dict[int, str]) -> Told:
    """A model that finds nothing."""
    return {"events": [], "statements": []}


@dataclass
class Oracle:
    """What the model says to numbered sentences, and faults to play, each once, before the next answer that is right."""

    model: Callable[[dict[int, str]], Told] = nothing
    faults: list[str] = field(default_factory=list)
    """A status (`503`, `429 2` with its `Retry-After`), or a name in `_bodies` and `_play`."""
    asked: list[dict[str, Any]] = field(default_factory=list)
    """Body of every request."""
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    url: str = ""
    is_over: threading.Event = field(default_factory=threading.Event)


@contextmanager
def serving(oracle: Oracle) -> Iterator[Oracle]:
    """Serve on a free port of the loopback address until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(oracle))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    oracle.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield oracle
    finally:
        oracle.is_over.set()
        server.shutdown()
        server.server_close()


def shown(body: dict[str, Any]) -> dict[int, str]:
    """The sentences of a request by number, context among them."""
    lines = body["messages"][-1]["content"].split("\n")[1:-1]
    found = [re.fullmatch(r"\[(\d+)\] (.*)", line) for line in lines]
    assert all(found), "every line between the marks is one numbered sentence"
    return {int(one[1]): one[2] for one in found if one}


def _envelope(content: Any, finish: str = "stop", **message: Any) -> dict[str, Any]:
    return {
        "model": "small-1",
        "choices": [{"message": {"role": "assistant", "content": content, **message}, "finish_reason": finish}],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20},
    }


def _bodies(good: str, key: str) -> dict[str, Any]:
    """Answers that are wrong in what they hold."""
    told = json.loads(good)
    return {
        "prose": _envelope("Here is the JSON you asked for: " + good),
        "list": _envelope("[]"),
        "extra": _envelope(json.dumps(told | {"secrets": []})),
        "lists": _envelope('{"events": {}, "statements": []}'),
        "deep": _envelope("[" * 200_000),
        "length": _envelope(good[: len(good) // 2], "length"),
        "refusal": _envelope(None, refusal="I can't help with\nviolence."),
        "filter": _envelope("", "content_filter"),
        "null": _envelope(None),
        "parts": _envelope([{"type": "text", "text": good}]),
        "no-message": {"choices": []},
        "no-usage": {name: value for name, value in _envelope(good).items() if name != "usage"},
        "echo": _envelope(json.dumps(told | {"events": [key]})),
    }


def _handler(oracle: Oracle) -> type[BaseHTTPRequestHandler]:  # noqa: C901 (a list of faults)
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            oracle.asked.append(body)
            oracle.headers.append(dict(self.headers))
            oracle.paths.append(self.path)
            fault = oracle.faults.pop(0) if oracle.faults else ""
            good = json.dumps(oracle.model(shown(body)))
            bodies = _bodies(good, self.headers.get("Authorization", "").removeprefix("Bearer "))
            with suppress(ConnectionError):
                self._play(fault, json.dumps(bodies.get(fault, _envelope(good))).encode())

        def _play(self, fault: str, body: bytes) -> None:  # noqa: C901 (a list of faults)
            status, _, after = fault.partition(" ")
            if status.isdigit():
                extra = {"Retry-After": after} if after else {}
                extra |= {"Location": "http://127.0.0.1:9/"} if status == "307" else {}
                words = f"Incorrect key {self.headers.get('Authorization', '')}\nplease look"
                self._send(json.dumps({"error": {"message": words}}).encode(), int(status), headers=extra)
            elif fault == "html":
                self._send(b"<html>log in</html>", headers={"Content-Type": "text/html; charset=utf-8"})
            elif fault == "gzip":
                self._send(gzip.compress(body), headers={"Content-Encoding": "gzip"})
            elif fault == "bytes":
                self._send(b"\xff\xfe not json")
            elif fault == "empty":
                self._send(b"")
            elif fault == "half":
                self._send(body, sent=len(body) // 2)
            elif fault == "hang":
                oracle.is_over.wait(10)
            elif fault == "drip":
                self._send(body, sent=1)
                while not oracle.is_over.wait(0.05):
                    self.wfile.write(b" ")
            elif fault == "huge":
                self._send(b" " * 6_000_000)
            else:
                self._send(body)

        def _send(
            self, body: bytes, status: int = 200, sent: int | None = None, headers: dict[str, str] | None = None
        ) -> None:
            self.send_response(status)
            for name, value in ({"Content-Type": "application/json"} | (headers or {})).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body) if sent != 1 else 10_000_000))
            self.end_headers()
            self.wfile.write(body[:sent])
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Tests are quiet."""

    return Handler
