"""How likely a claim is to be about each row: the likeliest is the one it tells of, and all of them share one whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from math import isfinite

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.check.desk import Desk
from foedus.check.judge.likeness import FEATURES, NONE, WEIGHTS, features, likely, side
from foedus.check.types import Query
from foedus.record import Record
from tests import rows
from tests.check.world import desk, queries, world

pytest.importorskip("spacy", reason="checking needs the extra `text`")

REFUSED = "Belarus refused to sign the declaration on common defence on 10 May 2000."
ACTS = (
    ("BLR", "refuse_sign", "Belarus refused to sign the protocol on customs."),
    ("ARM", "criticise", "Armenia criticised the declaration on common defence."),
    ("BLR", "exercise", "Belarus held an exercise on its border with observers of the pact."),
    ("ARM", "refuse_attend", "Armenia stayed away from the summit."),
    ("BLR", "support", "Belarus said that it would support the declaration."),
)


def with_acts(order: list[int], day: date = date(2000, 4, 1)) -> Record:
    """The small record with more acts, added in an order of one's own."""
    record = world()
    for n in order:
        actor, act, sentence = ACTS[n]
        on = str(day + timedelta(days=n))
        rows.add(record, "event", **rows.act(actor, "XYZ", on, act, sentence=sentence))
    return record


@cache
def asked(text: str) -> Query:
    """What the one claim of a text asks; which rows there are does not matter for that."""
    (query,) = queries(text, desk())
    return query


def test_each_figure_has_a_weight() -> None:
    assert tuple(WEIGHTS) == FEATURES


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (REFUSED, "Belarus refused to sign the declaration on common defence at the summit."),
        ("The customs protocol was rejected by Belarus in April 2000.", ACTS[0][2]),
        ("In April 2000 Armenia found fault with the declaration on common defence.", ACTS[1][2]),
        ("Belarus carried out drills along its border in April 2000.", ACTS[2][2]),
        ("Armenia boycotted the summit in April 2000.", ACTS[3][2]),
    ],
)
def test_the_row_told_of_is_the_likeliest(text: str, told: str) -> None:
    at = all_of_them()
    query = asked(text)
    assert likely(query, at, least=0.0)[0].fact.sentence == told


@settings(max_examples=6, deadline=None)
@given(
    order=st.permutations(range(len(ACTS))),
    none=st.floats(min_value=-5, max_value=15),
    text=st.sampled_from([REFUSED, *(it for _, _, it in ACTS)]),
)
def test_probabilities_share_one_whole_whatever_the_order_of_rows(order: list[int], none: float, text: str) -> None:
    at = desk(with_acts(order))
    query = asked(text)
    found = likely(query, at, none, least=0.0)
    assert all(0 <= it.p <= 1 for it in found)
    assert sum(it.p for it in found) <= 1 + 1e-9
    assert [it.p for it in found] == sorted((it.p for it in found), reverse=True)
    plain = likely(query, all_of_them(), none, least=0.0)
    assert {it.fact.id: it.p for it in found} == pytest.approx({it.fact.id: it.p for it in plain})


@cache
def all_of_them() -> Desk:
    return desk(with_acts(list(range(len(ACTS)))))


@cache
def two_more() -> Desk:
    return desk(with_acts([0, 1]))


@settings(max_examples=10, deadline=None)
@given(none=st.floats(min_value=0, max_value=10), more=st.floats(min_value=0.1, max_value=5))
def test_the_more_no_row_weighs_the_less_each_row_does(none: float, more: float) -> None:
    at, query = two_more(), asked(REFUSED)
    less = {it.fact.id: it.p for it in likely(query, at, none + more, least=0.0)}
    for it in likely(query, at, none, least=0.0):
        assert less[it.fact.id] <= it.p


def test_rows_under_the_least_are_left_out() -> None:
    at = all_of_them()
    query = asked(REFUSED)
    assert all(it.p >= 0.02 for it in likely(query, at))
    assert len(likely(query, at)) < len(likely(query, at, least=0.0))


def test_nothing_after_the_horizon_is_likely() -> None:
    record = with_acts(list(range(len(ACTS))))
    query = asked(REFUSED)
    found = likely(query, desk(record, horizon="2000-04-02"), least=0.0)
    assert found
    assert max(it.fact.first for it in found) <= date(2000, 4, 2)


@settings(max_examples=3, deadline=None)
@given(days=st.integers(min_value=1, max_value=4000))
def test_a_row_known_later_than_the_day_is_not_there(days: int) -> None:
    plain, planted = world(), world()
    known = str(date(2000, 6, 1) + timedelta(days=days))
    told = "Belarus refused to sign the declaration on common defence on 10 May."
    rows.add(
        planted, "event", **rows.act("BLR", "XYZ", "2000-05-10", "refuse_sign", sentence=told, known_on=known)
    )  # fmt: skip
    query = asked(REFUSED)
    before, after = (likely(query, desk(it, "2000-06-01"), least=0.0) for it in (plain, planted))
    assert [(it.fact.id, it.p) for it in before] == [(it.fact.id, it.p) for it in after]
    assert len(likely(query, desk(planted, known), least=0.0)) == len(before) + 1


def test_a_row_of_another_alliance_needs_words_of_its_own() -> None:
    record = world()
    rows.add(
        record, "event", **rows.act("BLR", "XYZ", "2000-05-10", "other", alliance="ABC", sentence="Belarus sold grain.")
    )
    at = desk(record)
    query = asked(REFUSED)
    assert all(it.fact.alliance == "XYZ" for it in likely(query, at, NONE, least=0.0))


@settings(max_examples=10, deadline=None)
@given(shift=st.integers(min_value=-800, max_value=800))
def test_figures_are_finite_and_a_day_fits_or_does_not(shift: int) -> None:
    at = two_more()
    day = date(2000, 5, 10) + timedelta(days=shift)
    one = side(replace(asked(REFUSED), on=str(day), days=(str(day),), nearby=(str(day),)), at)
    for fact in at.facts:
        values = dict(zip(FEATURES, features(one, fact, at), strict=True))
        assert all(isfinite(it) for it in values.values())
        fits = values["day"] + values["month"] + values["year"]
        assert fits == (1.0 if abs((fact.first - day).days) <= 1 else 0.0)
        assert not (fits and values["day_missing"])
