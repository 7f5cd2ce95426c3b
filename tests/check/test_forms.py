"""The forms of a check: terminal, HTML and JSON say the same, escape everything, and need nothing from outside."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from foedus.brief.schema import as_text
from foedus.check import Checked, html, jsonform, terminal
from tests.check.world import checked

pytest.importorskip("spacy", reason="checking needs the extra `text`")

ROOT = Path(__file__).resolve().parents[2]
TEXT = (
    "Georgia is a member of the Example Pact. Armenia asked the Example Pact for help on 5 May 2000.\n\n"
    "Nobody <script>alert(1)</script> minds. Belarus & Armenia could leave the Example Pact."
)


@pytest.fixture(scope="module")
def found() -> Checked:
    return checked(TEXT)


def test_terminal_is_as_wide_as_told(found: Checked) -> None:
    text = terminal.render(found, 80)
    assert max(map(len, text.splitlines())) <= 80
    assert "contradicted (member)" in text
    assert "supported" in text


def test_html_stands_alone(found: Checked) -> None:
    page = html.render(found)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert not re.search(r"""(?:src|href)=["'](?!#|data:|https?://)""", page)
    assert "url(" not in page
    assert html.policy().startswith("default-src 'none'")
    assert page.count("<details") >= 2
    for name in ("contradicted", "supported", "prediction"):
        assert f"v-{name}" in page


def test_html_shows_the_whole_article(found: Checked) -> None:
    pieces = ["".join(piece.text for piece in part.pieces) for part in html.parts(found)]
    assert " ".join(" ".join(pieces).split()) == " ".join(found.text.split())


def test_every_row_named_is_there(found: Checked) -> None:
    known = {it.id for it in found.evidence}
    for claim in found.claims:
        assert set(claim.then.evidence) | set(claim.now.evidence) <= known
        assert found.text[claim.start : claim.end] == claim.words


def test_json_keeps_to_its_schema(found: Checked) -> None:
    data = json.loads(jsonform.render(found))
    jsonschema.validate(data, jsonform.schema())
    assert data["check_version"] == 1


def test_the_published_schema_is_this_one() -> None:
    assert (ROOT / "docs" / "check.schema.json").read_text(encoding="utf-8") == as_text(jsonform.schema())


def test_same_text_same_ids(found: Checked) -> None:
    assert checked(TEXT) == found
    assert len({it.id for it in found.claims}) == len(found.claims)
