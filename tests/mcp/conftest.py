"""A server over standard input and output, started once and talked to by the SDK's own client; and servers in this process."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from mcp.types import CallToolResult

from foedus.mcp.records import Desk
from foedus.mcp.server import make
from mcp import Client, StdioServerParameters
from tests.conftest import ROOT


class Talk:
    """A client that tests call without a loop of their own."""

    def __init__(self, portal: BlockingPortal, client: Client) -> None:
        self.portal, self.client = portal, client

    def call(self, name: str, **arguments: Any) -> CallToolResult:
        """The result of a tool."""
        return self.portal.call(lambda: self.client.call_tool(name, arguments))

    def told(self, name: str, **arguments: Any) -> dict[str, Any]:
        """What a tool answers, which is no error."""
        made = self.call(name, **arguments)
        assert not made.is_error, made.content
        told = made.structured_content
        assert isinstance(told, dict)
        return told

    def refused(self, name: str, **arguments: Any) -> str:
        """The one sentence with which a tool refuses."""
        made = self.call(name, **arguments)
        assert made.is_error, made.structured_content
        (only,) = made.content
        assert only.type == "text"
        assert "\n" not in only.text
        return only.text

    def tools(self) -> list[str]:
        """Names of the tools."""
        return [it.name for it in self.portal.call(self.client.list_tools).tools]

    def resource(self, uri: str) -> str:
        """The text of a resource."""
        (only,) = self.portal.call(lambda: self.client.read_resource(uri)).contents
        return str(getattr(only, "text"))  # noqa: B009 (text or blob)


@contextmanager
def talking(client: Client) -> Iterator[Talk]:
    """A client, connected."""
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(client) as connected:
        yield Talk(portal, connected)


def parameters(*options: str, shelf: str = "") -> StdioServerParameters:
    """How a client starts `foedus mcp`."""
    kept = {name: os.environ[name] for name in ("PYTHONPATH", "FOEDUS_DATA") if name in os.environ}
    return StdioServerParameters(
        command=sys.executable,
        args=["-m", "foedus", "mcp", *options],
        env={"PYTHONPATH": str(ROOT / "src"), **kept, "FOEDUS_DATA": shelf or kept.get("FOEDUS_DATA", "")},
        cwd=ROOT,
    )


@pytest.fixture(scope="session")
def stdio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talk]:
    """The server as a client starts it, with nothing allowed."""
    with talking(Client(parameters(shelf=str(tmp_path_factory.mktemp("shelf"))))) as talk:
        yield talk


@pytest.fixture
def local() -> Iterator[Callable[[Desk], Talk]]:
    """A server in this process for a desk."""
    from contextlib import ExitStack

    with ExitStack() as open_now:
        yield lambda desk: open_now.enter_context(talking(Client(make(desk))))


ARTICLE = (
    "Yerevan, 24 November 2022. Armenia asked the CSTO for military help in September 2022. Belarus left the CSTO in "
    "October 2022. The prime minister of Armenia refused to sign the final declaration on Wednesday."
)
"""A text of our own."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one text in it."""
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "article.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path / "texts"
