"""The crises of docs/cases.md: what stands before a case was known on its eve, what came was not."""

from __future__ import annotations

import pytest

import cases
from foedus.build import find_member, open_panel
from foedus.record import Record


@pytest.fixture(scope="module")
def embedded() -> Record:
    return cases.embedded()


def test_there_are_25_each_once() -> None:
    assert [one.number for one in cases.cases()] == [str(number) for number in range(1, 26)]
    assert {one.number for one in cases.cases() if not one.alliance} == set(cases.OUTSIDE)


@pytest.mark.parametrize("case", [one for one in cases.cases() if one.alliance], ids=lambda one: one.number)
def test_the_members_were_members_on_the_eve_and_what_came_was_not_known(embedded: Record, case: cases.Case) -> None:
    before = open_panel(case.alliance, case.as_of, embedded)
    for member in case.members:
        assert find_member(before, member) in before.members
    after = open_panel(case.alliance, cases.TODAY, embedded)
    for key in case.came:
        _, row = after.view.find(key)
        assert row["alliance"] == case.alliance
        assert row["happened_to"] > case.as_of
        assert row["known_on"] > case.as_of


def test_a_case_is_told_as_of_its_eve_before_what_happened(embedded: Record) -> None:
    france = cases.cases()[0]
    text = "\n".join(cases.section(france, embedded))
    eve, _, later = text.partition("*What happened*")
    assert "As of 6 March 1966" in eve
    assert "7 March" not in eve
    assert "7 March 1966: The president of France wrote" in later
    assert "within five years of the eve, France: no exit, no notice, freeze 1966-07-01" in later
