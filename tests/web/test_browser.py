"""The review queue in a real browser: without scripts, by keyboard, on a phone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("starlette", reason="the web needs the extra `web`")

from foedus.record import Record
from foedus.review.decisions import standing
from foedus.review.queue import items
from foedus.review.withtexts import assess_with_read, keep
from tests.review.world import text, world

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no chromium on the PATH")
    with api.sync_playwright() as play:
        opened = play.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield opened
        opened.close()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The address of a server over a record, and the record's folder."""
    folder = tmp_path / "record"
    record = world()
    words = "Kazakhstan refused to attend the CSTO exercise on Tuesday. Belarus criticised the CSTO on Monday."
    keep(assess_with_read("csto", [text(words)], "2022-11-30", record=record).scratch, folder, record)
    command = [sys.executable, "-m", "foedus", "review", "--record", str(folder), "--by", "Ana", "--web", "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ)
    try:
        assert process.stderr is not None
        line = process.stderr.readline()
        assert " at http://127.0.0.1:" in line, line
        yield line.partition(" at ")[2].split()[0], folder
    finally:
        process.terminate()
        process.wait(20)


def test_a_review_by_keyboard_without_scripts_on_a_phone(browser: Browser, served: tuple[str, Path]) -> None:
    address, folder = served
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    noise: list[str] = []
    page.on("console", lambda message: noise.append(message.text))
    page.on(
        "request", lambda request: noise.append(request.url) if not request.url.startswith((address, "data:")) else None
    )
    page.goto(address)
    wanted = items(Record.open(folder))[0].id
    page.locator(".rows .what").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/row/{wanted}")
    assert page.locator("mark").inner_text().startswith("refused to attend")
    accept = page.get_by_role("button", name="Accept")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.locator("button.accept:focus").count():
            break
    assert accept.is_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**said=accept**")
    assert standing(Record.open(folder))[wanted].verdict == "accept"
    for url in (address, f"{address}row/{wanted}", f"{address}decisions"):
        page.goto(url)
        box = page.locator("main").bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= 390, url
    assert noise == []
    context.close()
