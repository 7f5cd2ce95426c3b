"""What words say of a duty under a treaty, of a vote and of a count of votes, before any row is asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.check.ballots import casts, tallies
from foedus.check.terms import differences, durations, terms


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("A member must give six months' notice.", 6),
        ("A party may leave with a year's notice.", 12),
        ("Whoever leaves says so at least twelve months in advance.", 12),
        ("It may withdraw one year after notifying the depositary.", 12),
        ("A denunciation takes effect two years after receipt.", 24),
        ("The farewell takes half a year to complete.", 6),
        ("The parties can walk away at three months' notice.", 3),
        ("A member may leave without notice.", 0),
    ],
)
def test_notice_in_months(text: str, months: float) -> None:
    assert terms(text).notice == (months,)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("The treaty runs for a term of five years.", (5,)),
        ("It was concluded for twenty years.", (20,)),
        ("The pact is renewed every ten years.", (10,)),
        ("The treaty has no fixed term.", (0,)),
        ("The treaty lasts thirty years and five more each time.", (30, 5)),
        ("A member must give six months' notice.", ()),
        ("The two years of fighting were over.", ()),
    ],
)
def test_term_in_years(text: str, years: tuple[float, ...]) -> None:
    assert terms(text).term == years


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Decisions are taken unanimously.", {("substance", "all")}),
        ("Nothing passes if one member objects.", {("substance", "all")}),
        ("Bases need the assent of all the others.", {("substance", "all")}),
        ("It may be admitted by two thirds of the members.", {("substance", "two-thirds")}),
        ("The Council decides by a two-thirds majority.", {("substance", "two-thirds")}),
        ("A simple majority is enough.", {("substance", "majority")}),
        ("Except on procedure, every member must agree.", {("substance", "all")}),
        ("Matters of substance need consensus, of procedure a majority.", {("substance", "all"), ("procedure", "majority")}),
    ],
)  # fmt: skip
def test_who_must_agree(text: str, rules: set[tuple[str, str]]) -> None:
    assert terms(text).rules == rules


@pytest.mark.parametrize(
    ("text", "duty"),
    [
        ("every ally must send troops automatically", "strict"),
        ("each helps by the action that it deems necessary", "free"),
        ("each acts in accordance with its constitutional processes", "free"),
        ("members help one another", ""),
    ],
)
def test_how_far_bound(text: str, duty: str) -> None:
    assert terms(text).duty == duty


def test_a_term_is_held_against_the_same_term_only() -> None:
    row = terms("The treaty runs for five years; a party may leave with six months' notice.", of_row=True)
    assert differences(terms("It runs for five years."), row) == ({"term"}, set(), set())
    assert differences(terms("A party may leave with a year's notice."), row) == (set(), {"notice"}, set())
    assert differences(terms("Decisions are taken unanimously."), row) == (set(), set(), {"rules"})


@given(st.integers(2, 60))
def test_a_notice_agrees_with_itself_and_no_other(months: int) -> None:
    row = terms(f"A member tells the others {months} months ahead.", of_row=True)
    same = terms(f"Whoever goes gives {months} months' notice.")
    other = terms(f"Whoever goes gives {2 * months} months' notice.")
    assert differences(same, row)[0] == {"notice"}
    assert differences(other, row)[1] == {"notice"}


def test_lengths_of_time() -> None:
    assert [it[0] for it in durations("two years, half a year, a decade and several months")] == [24, 6, 120]


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Belarus voted against the text", ["no"]),
        ("Russia said no, Armenia abstained", ["no", "abstain"]),
        ("two opposed the motion and one cast no vote", ["no", "absent"]),
        ("Uzbekistan voted with Azerbaijan", ["yes"]),
        ("Libya took no part in the vote", ["absent"]),
        ("By 16 votes against one the text passed", []),
    ],
)
def test_ways_of_voting(text: str, how: list[str]) -> None:
    assert [it.how for it in casts(text)] == how


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("by 20 votes to one, with six abstentions", {"yes": 20, "no": 1, "abstain": 6}),
        ("16 states voted in favour, three against, two abstained", {"yes": 16, "no": 3, "abstain": 2}),
        ("by a majority of twelve", {"yes": 12}),
        ("by 18 votes to none", {"yes": 18, "no": 0}),
    ],
)
def test_counts_of_votes(text: str, counted: dict[str, float]) -> None:
    assert tallies(text) == counted
