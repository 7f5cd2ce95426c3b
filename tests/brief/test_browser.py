"""The HTML brief in a real browser: no request, no error, no sideways scrolling, and usable by keyboard."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from foedus.brief import html

from .sample import bare, sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from foedus.assessment import Assessment

pytestmark = pytest.mark.browser

WIDTHS = (320, 390, 768, 1024, 1280)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no chromium on the PATH")
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    with api.sync_playwright() as play:
        opened = play.chromium.launch(executable_path=chromium, args=arguments)
        yield opened
        opened.close()


def opened(browser: Browser, folder: Path, assessment: Assessment, width: int = 1280) -> tuple[Page, list[str]]:
    """The brief in a new page, and a list that fills with whatever the page asks for or complains of."""
    file = folder / "brief.html"
    file.write_text(html.render(assessment), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 844})
    noise: list[str] = []
    page.on("request", lambda request: noise.append(request.url) if request.url != file.as_uri() else None)
    page.on("console", lambda message: noise.append(message.text))
    page.on("pageerror", lambda error: noise.append(str(error)))
    page.goto(file.as_uri())
    return page, noise


def test_no_request_and_no_complaint(browser: Browser, tmp_path: Path) -> None:
    page, noise = opened(browser, tmp_path, sample())
    page.wait_for_timeout(200)
    assert [one for one in noise if not one.startswith("data:,")] == []
    assert page.title().startswith("League of Northern Districts (LOND), as of 28 November 2022")
    assert page.evaluate("getComputedStyle(document.querySelector('.top')).borderTopWidth") == "6px", (
        "style was refused"
    )
    page.close()


@pytest.mark.parametrize("made", [sample(), bare()], ids=["sample", "bare"])
def test_never_scrolls_sideways(browser: Browser, tmp_path: Path, made: Assessment) -> None:
    page, _ = opened(browser, tmp_path, made)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        for is_open in ("false", "true"):
            page.evaluate(f"document.querySelectorAll('details').forEach(one => one.open = {is_open})")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (width, is_open)
    page.close()


def test_prints_on_paper_with_everything_open(browser: Browser, tmp_path: Path) -> None:
    page, _ = opened(browser, tmp_path, sample(), 718)
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 718
    assert page.get_by_text("Leeds (2003)").is_visible()
    assert not page.get_by_role("navigation").is_visible()
    page.close()


def test_skip_link_is_first_and_works(browser: Browser, tmp_path: Path) -> None:
    page, _ = opened(browser, tmp_path, sample())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the brief"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") == 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.close()


def test_evidence_link_leads_to_its_row(browser: Browser, tmp_path: Path) -> None:
    page, _ = opened(browser, tmp_path, sample())
    page.get_by_role("link", name="evidence 1", exact=True).first.click()
    row = page.locator(":target")
    assert row.get_attribute("id") == "row-ev-000000000001"
    assert row.is_visible()
    assert "rgba(0, 0, 0, 0)" not in row.evaluate("one => getComputedStyle(one).backgroundColor")
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out(browser: Browser, tmp_path: Path, scheme: str) -> None:
    page, _ = opened(browser, tmp_path, sample())
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    worst = page.evaluate(CONTRAST)
    assert worst["ratio"] >= 4.5, worst
    page.close()


def test_tables_keep_their_meaning_on_a_phone(browser: Browser, tmp_path: Path) -> None:
    page, _ = opened(browser, tmp_path, sample(), 390)
    assert page.get_by_role("table", name="Members").get_by_role("row").count() == 3
    assert page.get_by_role("rowheader", name="Borland").count() >= 1
    page.close()


CONTRAST = """() => {
  const channel = v => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; };
  const light = c => .2126 * channel(c[0]) + .7152 * channel(c[1]) + .0722 * channel(c[2]);
  const parse = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const behind = one => {
    for (; one; one = one.parentElement) {
      const c = parse(getComputedStyle(one).backgroundColor);
      if (c.length === 3 || c[3] > 0) return c;
    }
    return [255, 255, 255];
  };
  let worst = { ratio: 99, what: '' };
  for (const one of document.querySelectorAll('body *')) {
    if (![...one.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) || one.closest('svg')) continue;
    const [a, b] = [light(parse(getComputedStyle(one).color)), light(behind(one))];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < worst.ratio) worst = { ratio, what: one.className + ': ' + one.textContent.slice(0, 40) };
  }
  return worst;
}"""
