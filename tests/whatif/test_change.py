"""What levers mean for an alliance: the world after, the sentences, and what cannot be."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.errors import FoedusError
from foedus.whatif.change import Turned, turn
from foedus.whatif.model import Shock, World
from foedus.whatif.shipped import NOTHING
from tests.whatif.ground import NAMED, ground, world


def turned(*levers: str, made: World | None = None, wars: float = 2.0) -> Turned:
    return turn(ground(wars, made), levers, NAMED, months=60)


def test_the_latest_call_is_answered_anew_and_nothing_else_changes() -> None:
    after = turned("answer AAA=force")
    assert [it.given for it in after.world.past] == [0.5, 0.0, 1.0, 1.0, 1.0]
    same = {field.name for field in dataclasses.fields(after.world)} - {"past"}
    for name in same:
        before_value, after_value = getattr(world(), name), getattr(after.world, name)
        assert (
            np.array_equal(before_value, after_value)
            if isinstance(before_value, np.ndarray)
            else before_value == after_value
        )
    (said,) = after.said
    assert said.sentence == (
        "Aland's call of 13 September 2022 is taken as answered thus: force (in the record: a mission, no force)."
    )
    assert said.evidence == ("ca-4",)
    assert after.places == (0,)


def test_an_earlier_call_is_named_by_its_date_as_the_source_has_it() -> None:
    assert [it.given for it in turned("answer AAA@2021-05=force").world.past] == [0.5, 1.0, 1.0, 1.0, 0.5]
    assert "of 1999 is taken" in turned("answer Aland@1999=none").said[0].sentence


def test_an_answer_as_the_record_has_it_is_said_to_be_one() -> None:
    assert turned("answer AAA=mission").said[0].sentence.endswith("a mission, no force, as the record has it.")


def test_all_members_that_called_are_answered_and_of_the_others_that_is_noted() -> None:
    after = turned("answer *=force")
    assert [it.given for it in after.world.past] == [0.5, 0.0, 1.0, 1.0, 1.0]
    assert after.notes == ("answer *=force: the record holds no call by Carpania as of 28 November 2022.",)


def test_levers_hold_from_their_month_until_the_next() -> None:
    after = turned("threat AAA=x2", "threat BBB=x3@6", "threat AAA=x1@12").world.threat_times
    assert {month: list(values) for month, values in after.items()} == {1: [2, 1, 1], 6: [2, 3, 1], 12: [1, 3, 1]}


def test_amounts() -> None:
    after = turned(
        "threat AAA=1/year",
        "attention BBB=0.25",
        "dependence AAA=-50%",
        "outside BBB==0.4",
        "dependence CCC=+0.1",
        "load =5",
        "answer-chance CCC=0.9",
        "call AAA@6=none",
        "call BBB@7=hub",
    ).world
    assert after.threat_times[1] == pytest.approx([4, 1, 1])  # 5 in 20 years: one in four
    assert after.attention_plus[1] == pytest.approx([0, -2, 0])
    assert after.dependence_plus[1] == pytest.approx([-0.3, 0, 0.1])
    assert after.outside_plus[1] == pytest.approx([0, 0.3, 0])
    assert after.load_plus[1] == pytest.approx([math.log(2)] * 3)  # log(6) - log(3)
    assert np.isnan(after.answered[1][:2]).all() and after.answered[1][2] == 0.9
    assert after.shocks == (Shock(6, 0, 0.0), Shock(7, 1, None))


@given(st.floats(0, 1), st.sampled_from(["dependence", "outside"]))
def test_a_value_that_is_set_is_there_afterwards(value: float, name: str) -> None:
    before = ground()
    after = turn(before, [f"{name} AAA={value:.6f}"], NAMED, months=60).world
    plus = (after.dependence_plus if name == "dependence" else after.outside_plus)[1]
    assert getattr(before, name)[0] + plus[0] == pytest.approx(value, abs=1e-6)
    assert list(plus[1:]) == [0, 0]


IMPOSSIBLE = [
    (["threat ZZZ=x2"], '"ZZZ" is no member of XYZ'),
    (["threat HUB=x2"], "Hubland is the hub"),
    (["threat Dorn=x2"], "Dorn is no longer a member"),
    (["answer CCC=force"], "the record holds no call by Carpania as of 28 November 2022"),
    (["answer AAA@2020=force"], "its calls are of 1999, 2021-05-12, 2022-09-13"),
    (["dependence AAA=+0.9"], "would be 1.50, and it lies between 0 and 1"),
    (["outside AAA=-0.3"], "would be -0.05"),
    (["dependence CCC=-20%"], "is not known as of 28 November 2022"),
    (["threat AAA=x2", "threat AAA=x3"], "contradict each other on Aland"),
    (["threat AAA=x2", "threat *=x3"], "contradict each other on Aland"),
    (["answer AAA=force", "answer AAA=none"], "contradict each other"),
    (["answer AAA=force", "answer AAA@2022-09=none"], "contradict each other"),
    (["load x2", "load =7"], "contradict each other on the hub"),
    (["attention AAA=2", "answer-chance AAA=0.9"], "attention decides nothing"),
    (["attention AAA=2@9", "answer-chance AAA=0.9@6"], "attention decides nothing"),
    (["load x2", "answer-chance *=0.9"], "load decides nothing"),
    (["threat AAA=x2@61"], "beyond the 60 months"),
]


@pytest.mark.parametrize(("levers", "why"), IMPOSSIBLE)
def test_what_cannot_be_gets_one_sentence(levers: list[str], why: str) -> None:
    with pytest.raises(FoedusError) as told:
        turned(*levers)
    assert why in str(told.value)
    assert "\n" not in str(told.value)


def test_what_looks_alike_and_is_no_contradiction() -> None:
    assert turned("threat AAA=x2", "threat AAA=x2").world.threat_times[1][0] == 2
    assert len(turned("attention AAA=2", "answer-chance AAA=0.9@6").said) == 2
    assert len(turned("answer AAA=force", "answer AAA@2021=none").said) == 2
    assert len(turned("load x2", "answer-chance AAA=0.9").said) == 2


def test_one_that_has_frozen_its_part_makes_no_calls() -> None:
    frozen = world(frozen=(0,))
    with pytest.raises(FoedusError, match="Aland has frozen its part"):
        turned("threat AAA=x2", made=frozen)
    after = turned("threat *=x2", made=frozen)
    assert list(after.world.threat_times[1]) == [1, 2, 2]
    assert "Aland has frozen its part" in after.notes[0]


def test_wars_that_are_not_there_cannot_be_doubled() -> None:
    with pytest.raises(FoedusError, match="Hubland has no war of its own"):
        turned("load x2", wars=0.0)
    with pytest.raises(FoedusError, match="how many wars Hubland has is not known"):
        turned("load x2", wars=math.nan)
    unknown = turned("load =1", wars=math.nan)
    assert unknown.world.load_plus[1][0] == pytest.approx(math.log(2) - NOTHING.load)
    assert unknown.said[0].sentence == "Hubland has 1 war of its own (not known)."
    assert turned("load =1", wars=0.0).world.load_plus[1][0] == pytest.approx(math.log(2))
