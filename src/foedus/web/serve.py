"""Runs the review queue on this machine: one process, bound to the loopback address only."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

from foedus.errors import FoedusError

HOST = "127.0.0.1"


def serve(folder: Path, who: str, port: int) -> None:
    """Serve the queue of a record until the user stops it; raises `FoedusError` where the record or the port is no use."""
    import uvicorn

    from foedus.record import Record
    from foedus.web.app import app

    Record.open(folder)
    bound = _bound(port)
    sys.stderr.write(f"Reviewing {folder} as {who} at http://{HOST}:{bound.getsockname()[1]}/ (stop with Ctrl-C)\n")
    sys.stderr.flush()
    config = uvicorn.Config(app(folder, who), log_level="warning", access_log=False, server_header=False)
    uvicorn.Server(config).run(sockets=[bound])


def _bound(port: int) -> socket.socket:
    """A socket on the port of this machine; 0 takes any that is free."""
    if not 0 <= port <= 65535:
        raise FoedusError(f"{port} is no port: give one from 1024 to 65535, or 0 for any that is free")
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((HOST, port))
    except OSError as bad:
        made.close()
        raise FoedusError(f"port {port} cannot be had ({bad.strerror}): give another with --port") from None
    return made
