"""Propensities from the record: worked by hand, traced to their rows, and blind to what is known later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.questions.panel import Panel
from foedus.record import Record
from foedus.rows import Row
from foedus.whatif.propensities import Propensity, propensities
from tests.questions.ask import (
    DAY,
    THIN_RECORDS,
    panel_of,
    quick,
    record_of,
    rows_behind,
    thin_panel,
    what_is_known_later_changes_nothing,
)
from tests.rows import act, conflict, indicator, membership


def towards(actor: str, recipient: str, plover_type: str, on: str = "2010-01-01", **given: Any) -> Row:
    own = {"plover_type": plover_type, "known_on": "2010-12-30", "key": f"{actor} {recipient} {plover_type} {on}"}
    return act(actor, recipient, on, **(own | given))


def point(subject: str, value: float, year: int = 2009, known_on: str = "2010-01-01", **given: Any) -> Row:
    own = {"partner": None, "unit": "unit", "method": "figures@1", "n_cases": 50, "key": f"{subject} {year}"}
    return indicator(subject, year, value, name="ideal_point", known_on=known_on, **(own | given))


def of(record: Record, first: str, second: str) -> Propensity:
    panel = panel_of(record)
    (found,) = [it for it in propensities(panel, panel.members) if it.pair == (first, second)]
    return found


def keys(record: Record, it: Propensity) -> list[str]:
    by_id = {row["id"]: str(row["key"]) for row in rows_behind(record.as_of(DAY), it.evidence)}
    return [by_id[id_] for id_ in it.evidence]


def test_without_acts_or_votes_the_treaty_alone_counts() -> None:
    it = of(record_of("AAA"), "AAA", "HUB")
    # In one alliance together: 1 / 2.
    assert (it.value, it.acts, it.votes, it.treaties, it.shared) == (0.5, None, None, 0.5, ("XYZ",))
    assert it.n_acts == 0
    assert len(it.evidence) == 2


def test_a_treaty_elsewhere_counts_while_it_lasts() -> None:
    record = record_of("AAA", "BBB")
    base = {"known_on": "1990-01-02", "is_verified": False, "method": "hand", "known_basis": "inferred"}
    record.add("alliance", [{"code": code, "name": f"{code} Pact", **base} for code in ("OTH", "OLD")])
    spells = [membership(one, alliance="OTH") for one in ("AAA", "HUB")]
    spells += [membership(one, alliance="OLD", to_on="2000-01-01", end_mode="withdrawal") for one in ("AAA", "HUB")]
    record.add("membership", [*spells, membership("BBB", alliance="OTH", from_on="2011-01-01", known_on="2010-06-01")])
    assert of(record, "AAA", "HUB").shared == ("OTH", "XYZ")
    assert of(record, "AAA", "HUB").treaties == pytest.approx(2 / 3)
    assert of(record, "BBB", "HUB").shared == ("XYZ",)


def test_acts_decide_as_far_as_they_are_clear() -> None:
    good = [towards("AAA", "HUB", "AID"), towards("HUB", "AAA", "SUPPORT")]
    record = record_of("AAA", "BBB", acts=[*good, towards("HUB", "BBB", "SANCTION"), towards("BBB", "HUB", "AGREE")])
    # (2 - 0) / 3, and a third of what is in common: 2/3 + 1/3 * 1/2.
    it = of(record, "AAA", "HUB")
    assert it.acts == pytest.approx(2 / 3)
    assert it.value == pytest.approx(5 / 6)
    assert keys(record, it)[:2] == ["AAA HUB AID 2010-01-01", "HUB AAA SUPPORT 2010-01-01"]
    # One each: nothing said.
    assert (of(record, "BBB", "HUB").acts, of(record, "BBB", "HUB").value) == (0, 0.5)


def test_words_loosen_and_only_deeds_and_threats_set_apart() -> None:
    words = [towards("AAA", "HUB", kind, f"2010-0{n}-01") for n, kind in enumerate(("ACCUSE", "REJECT", "PROTEST"), 1)]
    record = record_of("AAA", "BBB", acts=[*words, towards("HUB", "BBB", "SANCTION"), towards("HUB", "BBB", "ACCUSE")])
    # -3 / 4: a quarter of 1 / 2 is left.
    assert of(record, "AAA", "HUB").value == pytest.approx(1 / 8)
    assert of(record, "AAA", "HUB").acts == -3 / 4
    # -2 / 3 with a sanction among it: -2/3 + 1/3 * 1/2.
    assert of(record, "BBB", "HUB").value == pytest.approx(-1 / 2)


def test_who_fought_would_be_apart_whatever_else() -> None:
    record = record_of(
        "AAA", acts=[towards("AAA", "HUB", "AID"), towards("AAA", "HUB", "ASSAULT", alliance_act="clash")]
    )
    record.add("conflict", [conflict("AAA", "HUB", "2010-03-01", known_on="2010-03-02")])
    it = of(record, "AAA", "HUB")
    # The outbreak is told as news and as fighting: one thing, two rows.
    assert (it.value, it.n_clashes, it.n_hostile, it.n_cooperative, it.n_acts) == (-1, 1, 0, 1, 3)


def test_dissent_towards_the_alliance_is_towards_the_hub() -> None:
    record = record_of("AAA", acts=[towards("AAA", "XYZ", "REJECT", alliance_act="refuse_sign")])
    it = of(record, "AAA", "HUB")
    assert (it.acts, it.n_hostile, it.value) == (-0.5, 1, 0.25)
    assert keys(record, it)[0] == "AAA XYZ REJECT 2010-01-01"


def test_votes_are_read_beside_the_distance_of_all_states() -> None:
    record = record_of("AAA", "BBB")
    # Distances 1, 2, 3, 1, 2, 1: mean 10 / 6. BBB has no point of 2009.
    record.add("indicator", [point(code, x) for code, x in (("AAA", 0), ("HUB", 1), ("OUT", 2), ("FAR", 3))])
    record.add("indicator", [point("BBB", 0, 2008), point("HUB", 0, 2008, known_on="2009-01-01")])
    it = of(record, "AAA", "HUB")
    assert it.votes == pytest.approx(1 - 6 / 10)
    assert it.value == pytest.approx((0.4 + 0.5) / 2)
    assert keys(record, it)[:2] == ["AAA 2009", "HUB 2009"]
    assert of(record, "BBB", "HUB").votes is None


def test_votes_far_apart_take_nothing_away_and_old_ones_say_nothing() -> None:
    record = record_of("AAA")
    record.add("indicator", [point("AAA", -3), *(point(code, 3) for code in ("HUB", "OUT", "FAR"))])
    assert of(record, "AAA", "HUB").votes == 0
    old = record_of("AAA")
    old.add("indicator", [point(code, 0, 2006, "2007-01-01") for code in ("AAA", "HUB")])
    old.add("indicator", [point("OUT", 1, 2006, "2007-01-01")])
    assert of(old, "AAA", "HUB").votes is None


@dataclass(frozen=True)
class Told:
    pair: tuple[str, str]
    value: float
    acts: float | None
    votes: float | None
    evidence: tuple[str, ...]


def told(panel: Panel) -> list[Told]:
    found = propensities(panel, panel.members)
    return [Told(it.pair, it.value, it.acts, it.votes, it.evidence) for it in found]


@settings(quick, max_examples=8)
@given(st.data())
def test_what_is_known_later_changes_no_propensity(data: st.DataObject) -> None:
    what_is_known_later_changes_nothing(told, data)


@pytest.mark.parametrize("kind", ["conflict", "event", "indicator", "membership"])
def test_each_kind_of_row_moves_a_number_once_it_is_known_and_not_before(kind: str) -> None:
    record = record_of("AAA")
    base = {"known_on": "1990-01-02", "is_verified": False, "method": "hand", "known_basis": "inferred"}
    record.add("alliance", [{"code": "OTH", "name": "Other Pact", **base}])
    before = of(record, "AAA", "HUB")
    for known_on, is_same in (("2011-01-01", True), ("2010-12-31", False)):
        known: dict[str, Any] = {"known_on": known_on, "key": None}
        rows = {
            "conflict": [conflict("AAA", "HUB", "2010-03-01", **known)],
            "event": [towards("AAA", "HUB", "AID", **known)],
            "indicator": [point(code, x, **known) for code, x in (("AAA", 0), ("HUB", 1), ("OUT", 9))],
            "membership": [membership(one, alliance="OTH", **known) for one in ("AAA", "HUB")],
        }
        record.add(kind, rows[kind])
        assert (of(record, "AAA", "HUB") == before) is is_same


@pytest.mark.parametrize("name", THIN_RECORDS)
def test_thin_records_have_propensities_in_their_range(name: str) -> None:
    panel = thin_panel(name)
    for it in propensities(panel, panel.members):
        assert -1 <= it.value <= 1
        assert it.evidence
