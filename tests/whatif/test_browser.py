"""The HTML outlook in a real browser: no request, no complaint, no sideways scrolling, text that stands out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from foedus.brief import whatif_html
from tests.brief.test_browser import CONTRAST, WIDTHS, browser

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

__all__ = ["browser"]

pytestmark = pytest.mark.browser


def opened(browser: Browser, file: Path) -> tuple[Page, list[str]]:
    """A page, and a list that fills with whatever it asks for or complains of."""
    page, noise = browser.new_page(viewport={"width": 1280, "height": 844}), list[str]()
    page.on("request", lambda request: noise.append(request.url) if request.url != file.as_uri() else None)
    page.on("console", lambda message: noise.append(message.text))
    page.goto(file.as_uri())
    return page, noise


@pytest.mark.parametrize("name", ["outlook", "several"])
def test_the_page_in_a_browser(browser: Browser, tmp_path: Path, name: str, request: pytest.FixtureRequest) -> None:
    file = tmp_path / "outlook.html"
    file.write_text(whatif_html.render(request.getfixturevalue(name)), encoding="utf-8")
    page, noise = opened(browser, file)
    page.wait_for_timeout(100)
    assert [one for one in noise if not one.startswith("data:,")] == []
    assert page.evaluate("getComputedStyle(document.querySelector('.line.s1')).fill") == "none", "style was refused"
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        for is_open in ("false", "true"):
            page.evaluate(f"document.querySelectorAll('details').forEach(one => one.open = {is_open})")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (width, is_open)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        worst = page.evaluate(CONTRAST)
        assert worst["ratio"] >= 4.5, (scheme, worst)
    page.close()
