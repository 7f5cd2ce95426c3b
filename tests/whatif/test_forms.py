"""An outlook in every form: marked as a model, traceable, escaped, and the same numbers everywhere."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import jsonschema
import pytest

from foedus.brief import whatif_html, whatif_json, whatif_markdown, whatif_outline, whatif_terminal
from foedus.brief.whatif_html import axis
from foedus.errors import FoedusError
from foedus.whatif.outlook import Outlook
from tests.conftest import ROOT


def plain(text: str) -> str:
    return " ".join(text.split())


def test_every_form_says_that_it_is_a_model(outlook: Outlook) -> None:
    for text in (
        plain(whatif_terminal.render(outlook)),
        whatif_markdown.render(outlook),
        whatif_html.render(outlook),
        whatif_json.render(outlook),
    ):
        assert "This is a model" in text


def test_every_form_tells_the_same_numbers(outlook: Outlook) -> None:
    (scenario,) = outlook.scenarios
    texts = (plain(whatif_terminal.render(outlook)), whatif_markdown.render(outlook), whatif_html.render(outlook))
    for row in whatif_outline.rows(outlook, scenario):
        for cell in row.cells:
            assert all(f"{cell.before} → {cell.after}" in text for text in texts)
        assert all(row.verdict.replace("+", "") in text.replace("&#43;", "").replace("+", "") for text in texts)
    for text in texts:
        assert "Base rate" in text or "base rate" in text


def test_links_lead_to_rows_and_sources(outlook: Outlook) -> None:
    page = whatif_html.render(outlook)
    anchors = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= anchors
    assert len(re.findall(r'id="([^"]+)"', page)) == len(anchors)
    text = whatif_markdown.render(outlook)
    assert set(re.findall(r"\[\^([^\]]+)\](?!:)", text)) == set(re.findall(r"^\[\^([^\]]+)\]:", text, re.MULTILINE))


def test_the_page_needs_nothing_from_outside(outlook: Outlook, several: Outlook) -> None:
    for page in map(whatif_html.render, (outlook, several)):
        assert "<script" not in page and " style=" not in page
        assert "default-src 'none'; style-src 'sha256-" in page.replace("&#39;", "'")
        assert not re.search(r'(src|href)="(?!#|data:,|https?://)', page)
        assert not re.search(r"<(link|img)[^>]+https?://", page)


def test_charts_have_a_table_behind_each(outlook: Outlook) -> None:
    page = whatif_html.render(outlook)
    assert page.count("<figure>") == 6 + 5
    assert page.count("The numbers behind the charts") == 2
    path = next(it for it in outlook.before if it.member == "ARM" and it.outcome == "leave")
    assert whatif_outline.told(path, 60) in page


def test_scenarios_stand_side_by_side_and_their_words_are_escaped(several: Outlook) -> None:
    page, text = whatif_html.render(several), whatif_markdown.render(several)
    assert "Turning &lt;away&gt;" in page and "<away>" not in page
    assert "Turning \\<away\\>" in text
    assert "Scenarios compared" in page and "Scenarios compared" in text
    assert "Scenarios compared" in whatif_terminal.render(several)
    rows = whatif_outline.compared(several)
    assert len(rows) == 1 + 3 * 5 and all(len(row.after) == 2 for row in rows)


def test_the_terminal_keeps_to_its_width(outlook: Outlook, several: Outlook) -> None:
    for one in (outlook, several):
        for width in (60, 100):
            lines = whatif_terminal.render(one, width).splitlines()
            assert all(len(line) <= width or " " not in line.strip() for line in lines)


def test_json_keeps_to_its_published_schema(outlook: Outlook, several: Outlook) -> None:
    schema = json.loads((ROOT / "docs" / "whatif.schema.json").read_text(encoding="utf-8"))
    assert schema == whatif_json.schema()
    for one in (outlook, several):
        jsonschema.validate(json.loads(whatif_json.render(one)), schema)


def test_a_broken_trace_is_not_shown(outlook: Outlook) -> None:
    broken = replace(outlook, evidence=outlook.evidence[1:])
    for form in (whatif_html, whatif_markdown, whatif_terminal):
        with pytest.raises(FoedusError, match="rests on row"):
            form.render(broken)


@pytest.mark.parametrize("top", [0.0, 0.0003, 0.012, 0.05, 0.12, 0.33, 0.5, 0.99, 1.0])
def test_an_axis_is_round_and_high_enough(top: float) -> None:
    marks = axis(top)
    assert marks[0] == 0 and marks[-1] >= top * 0.999
    assert 2 <= len(marks) <= 6
    assert top == 0 or marks[-1] <= 2.1 * top


def test_a_sparkline_runs_from_low_to_high() -> None:
    assert whatif_outline.sparkline([0, 0.5, 1], 1) == "▁▅█"
    assert len(whatif_outline.sparkline([0.1] * 60, 1)) == 20
    assert whatif_outline.sparkline([0, 0], 0) == "▁▁"
