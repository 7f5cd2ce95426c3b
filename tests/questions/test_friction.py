"""Are members fighting each other: clashes inside, and the balance of the members' recorded relations."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.measures.intervals import rate_interval
from foedus.questions.friction import answer
from foedus.record import Record
from foedus.rows import Row
from tests.questions.ask import (
    THIN_RECORDS,
    ask,
    ask_panel,
    evidence_of,
    joined,
    one,
    quick,
    record_of,
    rejoined,
    thin_panel,
    what_is_known_later_changes_nothing,
)
from tests.rows import act, add, conflict, link

YEARS = 7670 / 365.2425
"""1 January 1990 to 31 December 2010, both included."""


def clash(side_a: str, side_b: str, began_on: str) -> Row:
    return conflict(side_a, side_b, began_on, key=f"{side_a} {side_b} {began_on}", known_on="2010-12-30")


def towards(actor: str, recipient: str, plover_type: str | None, happened_on: str = "2010-01-01", **given: str) -> Row:
    own: dict[str, Any] = {
        "plover_type": plover_type,
        "known_on": "2010-12-30",
        "key": f"{actor} {recipient} {plover_type} {happened_on}",
    }
    return act(actor, recipient, happened_on, **(own | given))


def test_clashes_are_between_two_members_of_that_date() -> None:
    record = record_of("AAA", "BBB", "CCC")
    record.add(
        "conflict", [clash("AAA", "BBB", "2009-01-01"), clash("AAA", "BBB", "2000"), clash("BBB", "HUB", "1999-05")]
    )
    record.add("conflict", [clash("AAA", "OUT", "2009-01-01"), clash("AAA", "BBB", "1989-12-31")])
    found = ask(answer, record)
    whole, own, none = (one(found, "fighting between members", member) for member in (None, "BBB", "CCC"))
    assert (whole.value, whole.n) == pytest.approx((3 / YEARS, 3))
    assert (whole.low, whole.high) == pytest.approx(rate_interval(3, YEARS))
    assert evidence_of(whole, record) == {"AAA BBB 2009-01-01", "AAA BBB 2000", "BBB HUB 1999-05"}
    # 3 in 21 years; Garwood's limits of 3 are .619 and 8.77, over 21: .029 and .42.
    assert whole.sentence == (
        "In 21 years the record holds 3 dated outbreaks of fighting between members (AAA and BBB 2; BBB and HUB 1), the latest "
        "of 1 January 2009: 0.14 a year (95% interval 0.029 to 0.42)."
    )
    assert own.sentence == "BBB: 3 dated outbreaks of fighting with AAA and HUB, the latest of 1 January 2009."
    assert (own.label, own.value) == ("3 with AAA, HUB", 3.0)
    assert none.sentence == "The record holds no fighting between CCC and another member."
    assert (none.n, none.evidence, none.is_thin) == (0, (), True)


def test_a_clash_between_spells_is_not_inside() -> None:
    record = rejoined()
    when = ("2005-06-30", "2005-07-01", "2007", "2009", "2009-07-01")
    record.add("conflict", [clash("AAA", "BBB", on) for on in when])
    whole = one(ask(answer, record), "fighting between members")
    assert evidence_of(whole, record) == {"AAA BBB 2005-06-30", "AAA BBB 2009-07-01"}


def test_corrected_and_doubled_rows_count_once() -> None:
    record = record_of("AAA", "BBB")
    first, second, third = (add(record, "conflict", **clash("AAA", "BBB", f"2009-0{n}-01")) for n in (1, 2, 3))
    record.add(
        "link", [link(first, "supersedes", second, "2010-12-30"), link(third, "duplicates", first, "2010-12-30")]
    )
    assert one(ask(answer, record), "fighting between members").evidence == (first,)


def balance(record: Record) -> tuple[str, float | None, int]:
    it = one(ask(answer, record), "balance of relations")
    return it.sentence, it.value, it.n


def test_signs_come_from_acts_and_clashes_of_the_recent_window() -> None:
    # AAA-BBB: two hostile, one cooperative, so minus. AAA-HUB: plus. BBB-HUB: one each, so no sign. AAA-CCC: a clash, minus,
    # whatever else. CCC-HUB: only before the window, disputed or announced. Neutral acts and acts beside a member give none.
    acts = [
        towards("AAA", "BBB", "ACCUSE"),
        towards("BBB", "AAA", "SANCTION"),
        towards("AAA", "BBB", "AID"),
        towards("HUB", "AAA", "SUPPORT"),
        towards("BBB", "HUB", "AGREE"),
        towards("HUB", "BBB", "REJECT"),
        towards("AAA", "CCC", "AGREE"),
        towards("CCC", "HUB", "AID", "2008-12-31"),
        towards("CCC", "HUB", "AID", "2010-02-01", modality="disputed"),
        towards("CCC", "HUB", "AID", "2010-03-01", modality="announced"),
        towards("CCC", "HUB", None),
        towards("CCC", "HUB", "RETREAT"),
        towards("CCC", "CCC", "AID"),
        towards("CCC", "XYZ", "AID"),
        towards("CCC", "OUT", "AID"),
    ]
    record = record_of("AAA", "BBB", "CCC", acts=acts)
    record.add("conflict", [clash("AAA", "CCC", "2010-05-01"), clash("BBB", "CCC", "2008-12-31")])
    it = one(ask(answer, record), "balance of relations")
    assert it.sentence == (
        "In the 24 months to 31 December 2010 the record gives a sign to 3 of 6 pairs of members, a minus to 2 (AAA and BBB; AAA "
        "and CCC); no triangle complete; frustration index 0."
    )
    counted = {str(row["key"]) for row in acts[:7]} | {"AAA CCC 2010-05-01"}
    assert evidence_of(it, record) == counted
    assert (it.value, it.n, it.unit) == (0.0, 3, "pairs")


def test_three_who_accuse_each_other_are_not_balanced() -> None:
    pairs = (("AAA", "BBB"), ("AAA", "HUB"), ("BBB", "HUB"))
    record = record_of("AAA", "BBB", acts=[towards(a, b, "ACCUSE") for a, b in pairs])
    # Minus times minus times minus is minus; one change of sign makes two against one.
    sentence, value, n = balance(record)
    assert sentence.endswith(
        "a sign to 3 of 3 pairs of members, a minus to 3 (AAA and BBB; AAA and HUB; BBB and HUB); 0 of 1 complete triangle "
        "balanced; frustration index 1."
    )
    assert (value, n) == (1.0, 3)


def test_a_year_that_straddles_the_window_gives_no_sign() -> None:
    # The record ends on 29 June 2010: the window begins on 30 June 2008.
    early = [towards("AAA", "HUB", "AID", on, known_on="2010-06-29") for on in ("2008", "2008-06")]
    record = record_of("AAA", last_news="2010-06-28", acts=early)
    record.add("conflict", [clash("AAA", "HUB", "2008"), clash("AAA", "HUB", "2010-12-01")])
    sentence, value, n = balance(record)
    assert (
        sentence == "In the 24 months to 29 June 2010 the record gives no sign, plus or minus, to any pair of members."
    )
    assert (value, n) == (0.0, 0)


def test_relations_count_while_both_are_members() -> None:
    record = rejoined()
    record.add("event", [towards("AAA", "BBB", "ACCUSE", "2009-06-30"), towards("AAA", "HUB", "AID", "2009-07-01")])
    it = one(ask(answer, record), "balance of relations")
    assert evidence_of(it, record) == {"AAA HUB AID 2009-07-01"}


def test_many_members_of_whom_few_have_a_sign_are_no_hindrance() -> None:
    record = record_of(*(f"M{i:02}" for i in range(40)), acts=[towards("M01", "M02", "AID")])
    it = one(ask(answer, record), "balance of relations")
    assert (it.value, it.label) == (0.0, "frustration 0")


def test_frustration_is_not_computed_where_too_many_hang_together() -> None:
    ring = [f"M{i:02}" for i in range(29)]
    acts = [towards(a, b, "AID") for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)]
    it = one(ask(answer, record_of(*ring, acts=acts)), "balance of relations")
    assert (it.value, it.label) == (None, "not computed")
    assert it.sentence.endswith("frustration not computed where more than 28 members hang together.")


def test_support_of_the_alliance_said_against_a_member_is_no_support_of_it() -> None:
    acts = [
        towards("AAA", "HUB", "REJECT", alliance_act="support"),
        towards("BBB", "HUB", "MOBILIZE", alliance_act="support"),
    ]
    sentence, _, n = balance(record_of("AAA", "BBB", acts=acts))
    assert n == 2
    assert "a minus to 1 (AAA and HUB)" in sentence


def test_the_alliance_of_last_month() -> None:
    record = THIN_RECORDS["founded last month"]()
    record.add("membership", [joined("BBB", "2010-12-01")])
    record.add("conflict", [clash("AAA", "BBB", "2010-12-05")])
    whole = one(ask(answer, record), "fighting between members")
    # 31 days: 1 / .0849 = 11.8 a year.
    assert whole.sentence == (
        "In 1 month the record holds 1 dated outbreak of fighting between members (AAA and BBB 1), the latest of 5 December "
        "2010: 11.8 a year (95% interval 0.3 to 65.6)."
    )


@pytest.mark.parametrize("name", THIN_RECORDS)
def test_a_record_without_friction_says_so(name: str) -> None:
    found = ask_panel(answer, thin_panel(name))
    assert all((it.n, it.evidence, it.is_thin) == (0, (), True) for it in found)
    assert one(found, "fighting between members").label == "no clashes"
    assert "gives no sign, plus or minus, to any pair" in one(found, "balance of relations").sentence


@given(st.data())
@quick
def test_later_knowledge_changes_nothing(data: st.DataObject) -> None:
    what_is_known_later_changes_nothing(answer, data)
