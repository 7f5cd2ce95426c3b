"""Is the hub attending to its members: its acts towards each, their change, and its silence after a call."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.measures.intervals import probability_rate_rose, rate_interval
from foedus.questions.attention import answer
from foedus.record import Record
from tests.questions.ask import (
    EARLIER_YEARS,
    RECENT_YEARS,
    THIN_RECORDS,
    ask,
    ask_panel,
    evidence_of,
    one,
    quick,
    record_of,
    rejoined,
    thin_panel,
    what_is_known_later_changes_nothing,
)
from tests.rows import Row, act, call, ids, link


def aid(to: str, happened_on: str, **given: object) -> Row:
    """The hub's aid to a state, known by the as-of day; its key is the two."""
    own = {"plover_type": "AID", "key": f"{to} {happened_on}", "known_on": "2010-12-30"}
    return act("HUB", to, happened_on, "aid", **(own | given))


def test_acts_of_the_hub_towards_a_member_are_counted_in_two_windows() -> None:
    record = record_of(
        "AAA",
        "BBB",
        acts=[
            aid("AAA", "2009-01-01"),
            aid("AAA", "2009", sentence="Some time in 2009."),
            aid("AAA", "2010-12-30", plover_type="ACCUSE"),
            aid("AAA", "2008-12-31"),
            aid("AAA", "2003-12-31"),  # before both windows
            aid("AAA", "2010-06-01", modality="disputed"),
            aid("AAA", "2010-06-02", modality="announced"),
            aid("AAA", "2010-06-03", alliance="ABC"),
            aid("AAA", "2011-01-05"),  # known before the day it is for
            aid("BBB", "2010-06-04"),
            aid("XYZ", "2010-06-05"),
            aid("OUT", "2010-06-06"),
            act("AAA", "HUB", "2010-06-07", "support", plover_type="SUPPORT"),
        ],
    )
    found = ask(answer, record)
    own = one(found, "acts of the hub towards the member", "AAA")
    assert evidence_of(own, record) == {"AAA 2009-01-01", "AAA 2009", "AAA 2010-12-30", "AAA 2008-12-31"}
    assert (own.value, own.n) == pytest.approx((3 / RECENT_YEARS, 4))
    assert (own.low, own.high) == pytest.approx(rate_interval(3, RECENT_YEARS))
    # 3 acts in 1.999 years, 1 in 5.002: Garwood's limits of 3 are .619 and 8.77.
    assert probability_rate_rose(1, EARLIER_YEARS, 3, RECENT_YEARS) == pytest.approx(0.97, abs=0.005)
    assert own.sentence == (
        "HUB towards AAA: 3 recorded acts in the 24 months to 31 December 2010 (2 cooperative; 1.5 a year, 95% interval 0.31 "
        "to 4.4), 1 in the 60 months before; too few to call a change (probability that the rate of its acts rose, on these "
        "counts, 0.97)."
    )
    assert own.label == "3 acts in 24 months (1 in 60 months before)"


def test_the_shares_of_the_hubs_acts() -> None:
    record = record_of(
        "AAA", "BBB", acts=[aid("AAA", f"2010-0{month}-01") for month in (1, 2, 3)] + [aid("BBB", "2009")]
    )
    found = one(ask(answer, record), "acts of the hub")
    assert found.sentence == (
        "In the 24 months to 31 December 2010 the record holds 4 acts of HUB towards other members: AAA 3 (75%), BBB 1 (25%). "
        "Reports on some members are denser than on others."
    )
    assert (found.n, found.value) == pytest.approx((4, 4 / RECENT_YEARS))
    assert found.label == "4 acts"


def test_a_year_that_straddles_the_windows_is_in_neither() -> None:
    # The record ends on 29 June 2010: the recent window begins on 30 June 2008.
    record = record_of("AAA", last_news="2010-06-28", acts=[])
    early = [aid("AAA", on, known_on="2010-06-29") for on in ("2008", "2008-06", "2008-07", "2008-05")]
    record.add("event", early)
    own = one(ask(answer, record), "acts of the hub towards the member", "AAA")
    assert own.label == "1 act in 24 months (1 in 60 months before)"
    assert evidence_of(own, record) == {"AAA 2008-07", "AAA 2008-05"}
    assert "24 months to 29 June 2010" in own.sentence


def test_acts_towards_a_state_count_while_it_is_a_member() -> None:
    record = rejoined()
    when = ("2005-06-30", "2005-07-01", "2009-06-30", "2009-07-01", "2010-01-01", "2009")
    record.add("event", [aid("AAA", on) for on in when])
    own = one(ask(answer, record), "acts of the hub towards the member", "AAA")
    assert evidence_of(own, record) == {"AAA 2005-06-30", "AAA 2009-07-01", "AAA 2010-01-01"}
    # 549 days of the recent window and 547 of the earlier one in membership: 18 months each.
    assert own.value == pytest.approx(2 / (549 / 365.2425))
    assert own.label == "2 acts in 18 months (1 in 18 months before)"


def test_what_the_hub_did_towards_a_member_that_then_left_is_in_the_alliances_count() -> None:
    record = record_of("BBB", acts=[aid("AAA", "2009-02-01"), aid("AAA", "2010-02-01"), aid("BBB", "2010-03-01")])
    from tests.rows import membership

    record.add("membership", [membership("AAA", to_on="2009-12-31", known_on="2010-01-01")])
    found = ask(answer, record)
    assert evidence_of(one(found, "acts of the hub"), record) == {"AAA 2009-02-01", "BBB 2010-03-01"}
    assert {it.member for it in found} == {None, "BBB"}


def test_corrected_and_doubled_acts_count_once() -> None:
    record = record_of("AAA", acts=[aid("AAA", f"2010-0{month}-01") for month in (1, 2, 3)])
    first, second, third = (
        record.query("SELECT id FROM event WHERE key = $k", {"k": f"AAA 2010-0{n}-01"}) for n in (1, 2, 3)
    )
    record.add(
        "link",
        [
            link(first[0]["id"], "supersedes", second[0]["id"], "2010-12-30"),
            link(third[0]["id"], "duplicates", first[0]["id"], "2010-12-30"),
        ],
    )
    assert evidence_of(one(ask(answer, record), "acts of the hub"), record) == {"AAA 2010-01-01"}


def silence(record: Record, day: date = date(2010, 12, 31)) -> tuple[str, str, float | None]:
    it = one(ask(answer, record, day), "silence after the last call", "AAA")
    return it.sentence.removesuffix(" Acts by the alliance as a body are not counted."), it.label, it.value


@pytest.mark.parametrize(
    ("acts", "sentence", "label", "value"),
    [
        (["2010-05-09"], "The record, as far as it goes to 31 December 2010, holds no act of HUB towards AAA since its call of "
         "10 May 2010 (235 days).", "235 days and counting", 235),
        (["2010-05-10"], "After AAA's call of 10 May 2010 the next recorded act of HUB towards AAA came the same day.",
         "0 days", 0),
        (["2010-05-11", "2010-05-12"], "After AAA's call of 10 May 2010 the next recorded act of HUB towards AAA came 1 day "
         "later.", "1 day", 1),
        # "May 2010" may have come before the call, and does not count; June is 22 to 51 days later.
        (["2010-05", "2010-06"], "After AAA's call of 10 May 2010 the next recorded act of HUB towards AAA came 22 to 51 days "
         "later.", "22 to 51 days", 36.5),
    ],
)  # fmt: skip
def test_days_of_silence_after_the_last_call(acts: list[str], sentence: str, label: str, value: float) -> None:
    record = record_of("AAA", acts=[aid("AAA", on) for on in acts])
    record.add(
        "call", [call("AAA", "2005-01-01"), call("AAA", "2010-05-10"), call("AAA", "2010", known_on="2010-12-30")]
    )
    assert silence(record) == (sentence, label, value)


def test_silence_is_not_counted_past_the_end_of_the_record() -> None:
    record = record_of("AAA", last_news="2009-02-01")
    record.add("call", [call("AAA", "2009-01-03")])
    # The last news became known on 2 February 2009, 30 days after the call.
    sentence, label, value = silence(record)
    assert "as far as it goes to 2 February 2009" in sentence
    assert (label, value) == ("30 days and counting", 30)


def test_evidence_of_a_silence_is_the_call_and_what_ended_it() -> None:
    record = record_of("AAA", acts=[aid("AAA", "2010-06-01"), aid("AAA", "2010-07-01")])
    record.add("call", [call("AAA", "2010-05-10", key="call")])
    it = one(ask(answer, record), "silence after the last call", "AAA")
    assert evidence_of(it, record) == {"call", "AAA 2010-06-01"}
    assert (it.period_from, it.period_to) == ("2010-05-10", "2010-06-01")


@pytest.mark.parametrize("name", THIN_RECORDS)
def test_a_record_without_acts_of_a_hub_says_so(name: str) -> None:
    found = one(ask_panel(answer, thin_panel(name)), "acts of the hub")
    assert (found.n, found.evidence, found.is_thin) == (0, (), True)
    without = {
        "nobody a member": "The record names HUB as the hub of XYZ, but not as its member on 31 December 2010.",
        "to be founded": "The record names HUB as the hub of XYZ, but not as its member on 31 December 2010.",
        "hub no member": "The record names HUB as the hub of XYZ, but not as its member on 31 December 2010.",
        "nobody a member, no hub": "The record names no hub of XYZ as of 31 December 2010.",
        "no hub": "The record names no hub of XYZ as of 31 December 2010.",
        "one member alone": "The record names no hub of XYZ as of 31 December 2010.",
    }
    assert found.sentence == without.get(name, found.sentence)
    assert (found.value is None) is (name in without)


def test_without_acts_in_either_window_there_is_no_change_to_tell() -> None:
    own = one(ask(answer, record_of("AAA")), "acts of the hub towards the member", "AAA")
    assert own.sentence == (
        "HUB towards AAA: no recorded acts in the 24 months to 31 December 2010 (0 a year, 95% interval 0 to 1.8), none in the "
        "60 months before; with none in either there is no change to tell."
    )


def test_a_new_member_has_its_own_time() -> None:
    record = THIN_RECORDS["founded last month"]()
    record.add("event", [aid("AAA", "2010-11-30"), aid("AAA", "2010-12-01")])
    own = one(ask(answer, record), "acts of the hub towards the member", "AAA")
    assert own.value == pytest.approx(365.2425 / 31)
    assert own.sentence == (
        "HUB towards AAA: 1 recorded act in the 1 month to 31 December 2010 (1 cooperative; 11.8 a year, 95% interval 0.3 to "
        "65.6), with no earlier time to compare; too short a time to tell a change."
    )
    assert ids(record, "event")


@given(st.data())
@quick
def test_later_knowledge_changes_nothing(data: st.DataObject) -> None:
    what_is_known_later_changes_nothing(answer, data)
