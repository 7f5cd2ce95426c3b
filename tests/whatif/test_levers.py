"""Levers as they are written: what each form means, and that what makes no sense gets one sentence."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.errors import FoedusError
from foedus.whatif.levers import EXAMPLES, MEANS, Amount, parse

WRITTEN = [
    ("answer ARM=force", "answer", "ARM", Amount("class", 1.0, "force"), 1),
    ("--answer ARM=mission", "answer", "ARM", Amount("class", 0.5, "mission"), 1),
    ("answer ARM=political", "answer", "ARM", Amount("class", 0.0, "political"), 1),
    ("answer-chance ARM=0.9@6", "answer-chance", "ARM", Amount("set", 0.9), 6),
    ("answer_chance ARM=90%", "answer-chance", "ARM", Amount("set", 0.9), 1),
    ("threat ARM=x2", "threat", "ARM", Amount("times", 2.0), 1),
    ("threat ARM@6=x2", "threat", "ARM", Amount("times", 2.0), 6),
    ("threat ARM=1.5/year", "threat", "ARM", Amount("set", 1.5), 1),
    ("threat  Sao Tome =x0 @ 12", "threat", "Sao Tome", Amount("times", 0.0), 12),
    ("attention *=0.5", "attention", "*", Amount("times", 0.5), 1),
    ("attention ARM=x4", "attention", "ARM", Amount("times", 4.0), 1),
    ("dependence ARM=-20%", "dependence", "ARM", Amount("share", -0.2), 1),
    ("dependence ARM=+0.1", "dependence", "ARM", Amount("plus", 0.1), 1),
    ("dependence ARM==0.4", "dependence", "ARM", Amount("set", 0.4), 1),
    ("dependence ARM=0.4", "dependence", "ARM", Amount("set", 0.4), 1),
    ("outside ARM=x0.5", "outside", "ARM", Amount("times", 0.5), 1),
    ("outside ARM=\N{MINUS SIGN}20%", "outside", "ARM", Amount("share", -0.2), 1),
    ("load x2@6", "load", None, Amount("times", 2.0), 6),
    ("load =3", "load", None, Amount("set", 3.0), 1),
    ("load 3 wars", "load", None, Amount("set", 3.0), 1),
    ("call ARM@6=force", "call", "ARM", Amount("class", 1.0, "force"), 6),
    ("call ARM=none@6", "call", "ARM", Amount("class", 0.0, "none"), 6),
]


@pytest.mark.parametrize(("text", "name", "member", "amount", "month"), WRITTEN)
def test_every_way_of_writing_a_lever(text: str, name: str, member: str | None, amount: Amount, month: int) -> None:
    found = parse(text)
    assert (found.name, found.member, found.month) == (name, member, month)
    assert (found.amount.kind, found.amount.word) == (amount.kind, amount.word)
    assert found.amount.number == pytest.approx(amount.number)


def test_an_answer_may_name_the_date_of_its_call() -> None:
    assert parse("answer ARM@2021-05=force").call == "2021-05"
    assert parse("answer ARM=force").call is None


def test_of_a_call_the_hub_may_decide() -> None:
    assert math.isnan(parse("call ARM@3=hub").amount.number)


WRONG = [
    ("thret ARM=x2", "did you mean threat?"),
    ("bribe ARM=x2", "there are answer, answer-chance"),
    ("threat ARM", "write it as threat ARM=x2"),
    ("threat =x2", "write it as"),
    ("threat ARM=", "write it as"),
    ("threat ARM=2", "how many times as often (x2)"),
    ("threat ARM=x-1", "less than never"),
    ("threat ARM=-1/year", "less than never"),
    ("threat ARM=xnan", "not a number"),
    ("threat ARM=xinf", "not a number"),
    ("threat ARM=x1e9", "not a number"),
    ("threat ARM=x99999", "no more than 1000"),
    ("threat ARM@3=x2@4", "two months"),
    ("threat ARM=x2@0", "whole number from 1 to 240"),
    ("threat ARM=x2@241", "whole number from 1 to 240"),
    ("threat ARM=x2@1.5", "whole number from 1 to 240"),
    ("attention ARM=0", "positive"),
    ("attention ARM=-2", "positive"),
    ("attention ARM=1000000", "between 0.001 and 1000"),
    ("answer-chance ARM=1.2", "between 0 and 1"),
    ("answer-chance ARM=-0.1", "between 0 and 1"),
    ("answer-chance ARM=120%", "between 0 and 1"),
    ("answer ARM=maybe", "one of force, mission, material"),
    ("answer ARM=force@6", "a call that was made already"),
    ("dependence ARM=1.5", "between 0 and 1"),
    ("outside ARM=x-1", "below 0"),
    ("load ARM=x2", "takes no member"),
    ("load x-2", "fewer than no wars"),
    ("load", "how many times as many wars"),
    ("call ARM=force", "needs its month"),
    ("", "there is no lever"),
]


@pytest.mark.parametrize(("text", "why"), WRONG)
def test_what_makes_no_sense_gets_one_sentence(text: str, why: str) -> None:
    with pytest.raises(FoedusError) as told:
        parse(text)
    assert why in str(told.value)
    assert "\n" not in str(told.value)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([*EXAMPLES, "x"]), st.text(max_size=20))
def test_any_text_is_read_or_refused(name: str, rest: str) -> None:
    try:
        found = parse(f"{name} {rest}")
    except FoedusError as told:
        assert "\n" not in str(told)
    else:
        assert 1 <= found.month <= 240
        assert found.amount.number >= 0 or found.amount.kind in ("share", "plus") or found.amount.word == "hub"


def test_every_lever_has_an_example_that_can_be_read_and_a_meaning() -> None:
    assert set(EXAMPLES) == set(MEANS)
    assert [parse(text).name for text in EXAMPLES.values()] == list(EXAMPLES)
