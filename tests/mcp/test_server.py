"""The server's manners: bugs keep their details, cancelled work does not begin, HTTP is for this machine."""

from __future__ import annotations

import logging
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import anyio
import httpx
import pytest

from foedus.mcp import asking, server
from foedus.mcp.records import Desk
from mcp import Client
from tests.cli.run import foedus, refused
from tests.conftest import ROOT
from tests.mcp.conftest import Talk, talking


def test_a_bug_is_logged_and_told_without_its_details(
    local: Callable[[Desk], Talk], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*given: object) -> None:
        raise ValueError("the password is swordfish")

    monkeypatch.setattr(asking, "alliances", broken)
    with caplog.at_level(logging.ERROR):
        told = local(Desk()).refused("alliances")
    assert told == "alliances: foedus failed, which is a fault of its own; the server's log says more"
    assert "swordfish" in caplog.text


def test_cancelled_work_that_had_not_begun_never_begins() -> None:
    begun: list[int] = []
    free = Event()

    def work(number: int) -> int:
        begun.append(number)
        free.wait(10)
        return number

    async def main() -> None:
        workers = server.Workers()
        async with anyio.create_task_group() as group:
            for number in range(server.N_WORKERS):
                group.start_soon(workers.run, lambda number=number: work(number))
            while len(begun) < server.N_WORKERS:
                await anyio.sleep(0.01)
            with anyio.move_on_after(0.05) as scope:
                await workers.run(lambda: work(99))
            assert scope.cancelled_caught
            free.set()
        assert await workers.run(lambda: 5) == 5

    anyio.run(main)
    assert sorted(begun) == list(range(server.N_WORKERS))


def test_the_command_refuses_what_is_not_safe_or_not_there(tmp_path: Path) -> None:
    assert "without a password" in refused("mcp", "--http", "8000", "--write", str(tmp_path / "r"))
    assert "is not a record" in refused("mcp", "--record", str(tmp_path))
    assert "is no port" in foedus("mcp", "--http", "none").err


def test_without_the_sdk_the_command_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "mcp.py").write_text("raise ImportError('not here')\n", encoding="utf-8")
    told = refused("mcp", env={"PYTHONPATH": f"{tmp_path}:{ROOT / 'src'}"})
    assert told == 'the server needs the MCP SDK: install it with `pip install "foedus[mcp]"`'


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A server over HTTP on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number = int(probe.getsockname()[1])
    env = {"PYTHONPATH": str(ROOT / "src"), "FOEDUS_DATA": str(tmp_path_factory.mktemp("shelf")), "PATH": ""}
    command = [sys.executable, "-m", "foedus", "mcp", "--http", str(number)]
    with subprocess.Popen(command, env=env, stderr=subprocess.PIPE) as process:
        try:
            _wait(number)
            yield number
        finally:
            process.terminate()


def _wait(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the server did not start")


def test_over_http_the_same_tools_answer(port: int) -> None:
    with talking(Client(f"http://127.0.0.1:{port}/mcp")) as talk:
        assert "assess" in talk.tools()
        assert talk.told("alliances", as_of="2020-01-01")["as_of"] == "2020-01-01"


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"Origin": "https://example.org"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Host": "example.org"}, 421),
    ],
)
def test_over_http_other_origins_and_hosts_are_refused(port: int, headers: dict[str, str], code: int) -> None:
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    accept = {"Accept": "application/json, text/event-stream"}
    answer = httpx.post(f"http://127.0.0.1:{port}/mcp", json=body, headers=accept | headers, trust_env=False)
    assert answer.status_code == code


def test_a_port_that_is_taken_is_told(port: int) -> None:
    assert refused("mcp", "--http", str(port)).startswith(f"--http {port}: the port cannot be used")
