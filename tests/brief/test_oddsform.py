"""The odds section in every form: the same ranges, base rate and limits, none of them left out."""

from __future__ import annotations

from html import unescape

import pytest

from foedus.assessment import Assessment
from foedus.brief import html, jsonform, markdown, oddsform, terminal
from foedus.build import assess


@pytest.fixture(scope="module")
def made() -> Assessment:
    return assess("csto", "2022-11-28")


def test_members_stand_in_order_of_their_odds_with_nine_cells(made: Assessment) -> None:
    rows = oddsform.rows(made)
    assert rows[0].name == "Tajikistan" and len(rows) == 6
    assert all(len(row.cells) == 9 and "%" in row.cells[0] for row in rows)
    base = oddsform.base_row(made)
    assert base is not None and base.cells[0] == "0.25%"


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(0.0094, 0.012, "0.94\N{EN DASH}1.2%"), (0.046, 0.0461, "4.6%"), (0.000001, 0.2, "0.01\N{EN DASH}20%")],
)
def test_a_range_reads_as_one_value_where_its_ends_do(low: float, high: float, said: str) -> None:
    assert oddsform.span(low, high) == said


def test_every_form_says_range_base_rate_score_and_limits(made: Assessment) -> None:
    cell = oddsform.rows(made)[0].cells[2]
    plain = " ".join(terminal.render(made, 100).split())
    page = unescape(html.render(made))
    text = markdown.render(made).replace("\\", "")
    for form in (plain, page, text):
        assert cell in form and "Base rate" in form and "within-year AUC" in form
        assert "compiled with hindsight" in form and "number of members x2.2" in form
        assert "Of 12 members that gave notice, 10 left within five years" in form


def test_json_gives_the_odds_back(made: Assessment) -> None:
    assert jsonform.parse(jsonform.render(made)).odds == made.odds


def test_one_member_alone_has_its_own_odds_and_the_alliances() -> None:
    told = assess("csto", "2022-11-28", member="ARM").odds
    assert {it.member for it in told.outcomes} == {None, "ARM"} and [it.member for it in told.drivers] == ["ARM"]


def test_signs_rest_on_rows_that_the_brief_holds(made: Assessment) -> None:
    held = {row.id for row in made.evidence}
    assert all(set(sign.evidence) <= held for sign in made.odds.signs)
    assert any(sign.evidence for sign in made.odds.signs)
