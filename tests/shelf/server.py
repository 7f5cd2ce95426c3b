"""A small web server on the loopback address that fails in the ways real ones do; and one that plays a proxy."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Shop:
    """Files by path, and faults to play, each once, before the next answer that is right."""

    files: dict[str, bytes] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    """`503`, `404`, `cut` (half of the body, then the line breaks), `short` (half of it, said to be whole)."""
    tag: str = '"one"'
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    """Path (whole address where a proxy was asked) and `Range` of every request."""
    url: str = ""


@contextmanager
def serving(shop: Shop) -> Iterator[Shop]:
    """Serve on a free port of the loopback address until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(shop))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    shop.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield shop
    finally:
        server.shutdown()
        server.server_close()


def _handler(shop: Shop) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = self.headers.get("Range")
            shop.asked.append((self.path, asked))
            fault = shop.faults.pop(0) if shop.faults else ""
            body = shop.files.get("/" + self.path.rpartition("/")[2])
            if fault.isdigit() or body is None:
                self.send_response(int(fault) if fault.isdigit() else 404)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            first = int(asked.removeprefix("bytes=").rstrip("-")) if asked else 0
            is_rest = bool(asked) and self.headers.get("If-Range") == shop.tag
            if is_rest and first >= len(body):
                self.send_response(416)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            rest = body[first:] if is_rest else body
            self.send_response(206 if is_rest else 200)
            self.send_header("ETag", shop.tag)
            self.send_header("Content-Length", str(len(rest)))
            self.end_headers()
            self.wfile.write(rest[: len(rest) // 2] if fault == "cut" else rest)
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Tests are quiet."""

    return Handler
