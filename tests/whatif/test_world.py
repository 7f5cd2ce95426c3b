"""The world of an alliance as of a day: nothing known later is in it, and with no lever moved it says what the odds say."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pytest

from foedus.errors import FoedusError
from foedus.questions.panel import Panel
from foedus.record import Record
from foedus.whatif.fit import Posterior
from foedus.whatif.model import COLUMN, prior_draws
from foedus.whatif.shipped import NOTHING
from foedus.whatif.simulate import simulate
from foedus.whatif.world import Ground, build
from tests.rows import Row, act, answer, call, conflict, indicator, link, membership, small_record

DAY = date(2010, 12, 31)
LATE = {"known_on": "2011-01-01"}
IN_TIME = {"known_on": "2010-06-01"}


def posterior(n: int = 24) -> Posterior:
    """Priors, with memory long and belief strong enough that a call is felt."""
    draws = prior_draws(n, 1)
    draws[:, COLUMN["disbelief"]] = np.abs(draws[:, COLUMN["disbelief"]]) + 1
    draws[:, COLUMN["half_life"]] += 60
    return Posterior(draws, NOTHING, 9, 8, 7, (3, 2, 1))


def record() -> Record:
    """A hub and three members over eleven years, with one call of each of two members and some of everything else."""
    made = small_record("AAA", "BBB", "CCC")
    sessions = [act("XYZ", "XYZ", f"{year}-{month}-15", "meet") for year in range(2000, 2011) for month in ("06", "12")]
    acts = [
        act("AAA", "XYZ", "2006-02-01", "criticise"),
        act("BBB", "XYZ", "2007-02-01", "criticise"),
        act("HUB", "AAA", "2010-02-01"),
        act("HUB", "BBB", "2010-03-01"),
        act("HUB", "AAA", "2009-01-01", "base", plover_type="COOPERATE"),
    ]
    made.add("event", [*sessions, *acts])
    made.add("call", [call("AAA", "2009-05-10", adversary="AZE"), call("BBB", "2005-05-10", situation="Mutiny.")])
    first = made.query("SELECT id FROM call WHERE caller = 'AAA'")[0]["id"]
    made.add("answer", [answer(first, "2009-05-11", "political")])
    ucdp = {"method": "ucdp@25.1", "note": "UCDP conflict 9, between states: 25 deaths"}
    made.add(
        "conflict",
        [conflict("AAA", "AZE", "2009-05-09"), conflict("HUB", "EEE", "2009", known_on="2010-06-30", **ucdp)],
    )
    made.add(
        "indicator",
        [
            indicator("AAA", 2009, 0.5, name="vote_s", partner="HUB", method="un_figures@1", known_on="2010-01-01"),
            indicator("AAA", 2009, 20.0, name="trade_with_partner_share_of_gdp", partner="HUB", known_on="2010-01-15"),
        ],
    )
    return made


def ground(of: Record, day: date = DAY, learned: Posterior | None = None) -> Ground:
    return build(Panel(of.as_of(day), "XYZ"), learned or posterior())


@cache
def baseline() -> Ground:
    return ground(record())


def equal(one: Any, other: Any) -> bool:
    """Whether two values agree, arrays and classes of them part by part."""
    if isinstance(one, np.ndarray):
        return np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
    if hasattr(one, "__dataclass_fields__"):
        return all(equal(getattr(one, it.name), getattr(other, it.name)) for it in fields(one))
    return bool(one == other)


PLANTED: list[tuple[str, Row]] = [
    ("call", call("CCC", "2010-05-10", adversary="AZE")),
    ("event", act("AAA", "XYZ", "2010-05-01", "criticise")),
    ("event", act("BBB", "XYZ", "2010-05-01", "freeze")),
    ("event", act("HUB", "CCC", "2010-05-01")),
    ("event", act("HUB", "CCC", "2010-05-01", "base", plover_type="COOPERATE")),
    ("event", act("AAA", "DDD", "2010-05-01", "outside_tie")),
    ("conflict", conflict("CCC", "DDD", "2008-05-01")),
    ("indicator", indicator("BBB", 2009, 9.0, name="partner_troops", partner="HUB")),
    ("indicator", indicator("BBB", 2009, -0.5, name="vote_s", partner="HUB", method="un_figures@1")),
    ("membership", membership("DDD")),
]


@pytest.mark.parametrize(("table", "row"), PLANTED, ids=[f"{it[0]}-{at}" for at, it in enumerate(PLANTED)])
def test_a_row_known_in_time_changes_something(table: str, row: Row) -> None:
    """Without this the test below could not fail."""
    planted = record()
    planted.add(table, [row | IN_TIME])
    assert not equal(ground(planted), baseline())


def test_rows_known_a_day_later_change_nothing() -> None:
    planted = record()
    for table, row in PLANTED:
        planted.add(table, [row | LATE])
    assert equal(ground(planted), baseline())
    assert not equal(ground(planted, date(2011, 1, 1)), baseline())


def test_an_answer_and_an_exit_known_a_day_later_change_nothing() -> None:
    planted = record()
    called = planted.query("SELECT id FROM call WHERE caller = 'AAA'")[0]["id"]
    planted.add("answer", [answer(called, "2009-06-11", "force", **LATE)])
    old = planted.query("SELECT id FROM membership WHERE member = 'CCC'")[0]["id"]
    planted.add("membership", [membership("CCC", to_on="2010-05-01", end_mode="withdrawal", **LATE)])
    new = planted.query("SELECT id FROM membership WHERE member = 'CCC' AND to_on IS NOT NULL")[0]["id"]
    planted.add("link", [link(new, "supersedes", old, **LATE)])
    assert equal(ground(planted), baseline())
    later = ground(planted, date(2011, 1, 1))
    assert later.world.members == ("AAA", "BBB")
    assert [it.given for it in later.calls if it.member == "AAA"] == [1.0]


def test_what_is_known_of_each_member() -> None:
    made = baseline()
    assert made.hub == "HUB"
    assert made.world.members == ("AAA", "BBB", "CCC")
    assert [(it.member, it.day, it.answer_class, it.given) for it in made.calls] == [
        ("BBB", date(2005, 5, 10), "none", 0.0),
        ("AAA", date(2009, 5, 10), "political", 0.0),
    ]
    assert [it.months_ago for it in made.world.past] == [67, 19]
    assert made.dependence[0] == pytest.approx(0.4)
    assert made.stakes[0] == 0.5
    assert np.isnan(made.dependence[1:]).all()
    assert made.wars == pytest.approx(1)
    # One threat of AAA's own and one that all had beforehand; BBB's mutiny; nothing of CCC.
    assert made.world.threat_shape.tolist() == [2, 2, 1]
    assert (made.world.threat_years > 1 / posterior().threats_a_year).all()
    assert any("dependence on the hub the record tells nothing for" in note for note in made.notes)
    assert made.evidence["AAA"]


def test_a_member_that_dissented_has_the_higher_rate() -> None:
    rates = baseline().world.dissent.mean(axis=1)
    assert rates[0] > rates[2]
    assert rates[1] > rates[2]


def test_who_froze_is_frozen_and_keeps_to_it() -> None:
    planted = record()
    planted.add("event", [act("BBB", "XYZ", "2010-05-01", "freeze")])
    assert ground(planted).world.frozen == (1,)
    planted.add("event", [act("BBB", "XYZ", "2010-09-01", "restore")])
    assert ground(planted).world.frozen == ()


def test_with_no_lever_moved_the_chances_are_the_middle_of_the_odds() -> None:
    made = ground(record(), learned=posterior(128))
    assert made.odds.is_available
    paths = simulate([made.world], made.draws, runs=25_600, seed=0)[0]
    middles = {
        outcome: [
            next(
                it.middle
                for it in made.odds.outcomes
                if (it.outcome, it.member, it.horizon_years) == (outcome, member, 5)
            )
            for member in made.world.members
        ]
        for outcome in ("exit", "freeze")
    }
    assert paths.left[:, :, -1].mean(axis=0) == pytest.approx(middles["exit"], rel=0.05)
    frozen_in = (paths.frozen[:, :, -1] - paths.left[:, :, -1]).mean(axis=0)
    assert frozen_in == pytest.approx(middles["freeze"], rel=0.05)


def test_without_odds_that_is_said_and_base_rates_stand() -> None:
    pair = small_record("AAA")
    pair.add("event", [act("XYZ", "XYZ", f"{year}-06-15", "meet") for year in range(2000, 2011)])
    made = ground(pair)
    assert not made.odds.is_available
    assert any("base rates of all recorded member-months" in note for note in made.notes)
    paths = simulate([made.world], made.draws, runs=4800, seed=0)[0]
    assert 0.2 < paths.left[:, 0, -1].mean() / (1 - np.exp(-NOTHING.leave * 60)) < 3


def test_an_alliance_without_a_hub_or_members_is_refused_in_one_sentence() -> None:
    without = Record.in_memory()
    row = {"code": "XYZ", "name": "Example Pact", "method": "hand", "known_on": "1990-01-02", "known_basis": "inferred"}
    without.add("alliance", [row | {"is_verified": True}])
    without.add("membership", [membership("AAA"), membership("BBB")])
    with pytest.raises(
        FoedusError, match=r"^XYZ has no hub that is a member as of 2010-12-31: the model is one of a hub"
    ):
        ground(without)
    with pytest.raises(FoedusError, match=r"^XYZ has no member beside its hub as of 2010-12-31"):
        ground(small_record())


def test_the_same_seed_makes_the_same_world() -> None:
    made, again = ground(record()), ground(record())
    assert equal(made, again)
    assert not equal(made.world, replace(again.world, belief=0.1))
