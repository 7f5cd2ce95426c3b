"""Is dissent growing: whose acts count, how often, where the rate changed, and votes beside the hub's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.measures.intervals import rate_interval, share_interval
from foedus.questions.dissent import answer
from foedus.questions.wording import rose_words
from foedus.record import Record
from foedus.record.schema import DISSENTING_ACTS
from foedus.rows import Row
from tests.questions.ask import (
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
from tests.rows import act, add, link, resolution, vote


def refusal(actor: str, recipient: str, happened_on: str, **given: object) -> Row:
    """A refusal to sign, known by the as-of day; its key is who, towards whom and when."""
    own = {"key": f"{actor} {recipient} {happened_on}", "known_on": "2010-12-30"}
    return act(actor, recipient, happened_on, str(given.pop("alliance_act", "refuse_sign")), **(own | given))


def test_whose_acts_count() -> None:
    counted = [
        refusal("AAA", "XYZ", "2009-01-01"),
        refusal("AAA", "XYZ", "2004-01-01"),
        refusal("AAA", "HUB", "2009"),
        refusal("AAA", "BBB", "2010-06"),
        refusal("HUB", "AAA", "2010-06"),
        refusal("AAA", "XYZ", "2010"),  # by 31 December it had happened
        refusal("AAA", "XYZ", "2010-11-01", modality="announced"),
    ]
    others = [
        refusal("AAA", "XYZ", "2003-12-31"),
        refusal("AAA", "XYZ", "2011-02-01", modality="announced"),
        refusal("AAA", "XYZ", "2010-11-02", modality="disputed"),
        refusal("AAA", "XYZ", "2010-11-03", alliance_act="meet"),
        refusal("AAA", "XYZ", "2010-11-04", alliance="ABC"),
        refusal("AAA", "OUT", "2010-11-01"),
        refusal("AAA", "AAA", "2010-11-01"),
        refusal("OUT", "XYZ", "2010-11-01"),
        refusal("XYZ", "AAA", "2010-11-01"),
    ]
    record = record_of("AAA", "BBB", acts=[*counted, *others])
    found = ask(answer, record)
    assert evidence_of(one(found, "dissenting acts"), record) == {row["key"] for row in counted}
    assert {member: one(found, "dissenting acts", member).n for member in ("AAA", "BBB", "HUB")} == {
        "AAA": 6,
        "BBB": 0,
        "HUB": 1,
    }


def test_each_kind_of_dissenting_act_counts() -> None:
    days = enumerate(sorted(DISSENTING_ACTS), start=10)
    acts = [refusal("AAA", "XYZ", f"2010-01-{day}", alliance_act=name) for day, name in days]
    assert one(ask(answer, record_of("AAA", acts=acts)), "dissenting acts", "AAA").n == len(DISSENTING_ACTS) == 10


def test_the_rate_and_its_change() -> None:
    acts = [refusal("AAA", "XYZ", f"2010-0{month}-01") for month in (1, 2, 3)]
    record = record_of(
        "AAA", "BBB", acts=[*acts, refusal("BBB", "HUB", "2009-05-01"), refusal("AAA", "XYZ", "2005-01-01")]
    )
    found = ask(answer, record)
    everyone, own = one(found, "dissenting acts"), one(found, "dissenting acts", "AAA")
    assert (everyone.value, everyone.n) == pytest.approx((4 / RECENT_YEARS, 5))
    assert (everyone.low, everyone.high) == pytest.approx(rate_interval(4, RECENT_YEARS))
    # Garwood's limits of 4 are 1.09 and 10.24, over 1.999 years .55 and 5.1.
    assert everyone.sentence == (
        "All members of XYZ: 4 recorded dissenting acts in the 24 months to 31 December 2010 (2 a year, 95% interval 0.55 to "
        "5.1), 1 in the 60 months before; on these counts the rate almost certainly rose (probability that it rose over 0.99)."
    )
    assert own.label == "3 acts in 24 months (1 in 60 months before)"
    assert evidence_of(own, record) == {
        "AAA XYZ 2010-01-01",
        "AAA XYZ 2010-02-01",
        "AAA XYZ 2010-03-01",
        "AAA XYZ 2005-01-01",
    }


def test_a_former_members_acts_count_up_to_its_last_day() -> None:
    record = rejoined()
    when = ("2005-06-01", "2005-07-01", "2007-01-01", "2009-06-30", "2009-07-01", "2005")
    record.add("event", [refusal("AAA", "XYZ", on) for on in when])
    leaving = refusal("AAA", "XYZ", "2005-06-30", alliance_act="leave")
    record.add("event", [leaving, refusal("BBB", "AAA", "2007-02-01"), refusal("BBB", "AAA", "2010-02-01")])
    found = ask(answer, record)
    counted = {"AAA XYZ 2005-06-01", "AAA XYZ 2005-06-30", "AAA XYZ 2009-07-01"}
    assert evidence_of(one(found, "dissenting acts", "AAA"), record) == counted
    assert evidence_of(one(found, "dissenting acts"), record) == counted | {"BBB AAA 2010-02-01"}
    # 18 months of either window in membership: 2 before, 1 since.
    assert one(found, "dissenting acts", "AAA").label == "1 act in 18 months (2 in 18 months before)"


def test_corrected_and_doubled_acts_count_once() -> None:
    record = record_of("AAA")
    first, second, third = (add(record, "event", **refusal("AAA", "XYZ", f"2010-0{n}-01")) for n in (1, 2, 3))
    record.add(
        "link", [link(first, "supersedes", second, "2010-12-30"), link(third, "duplicates", first, "2010-12-30")]
    )
    assert one(ask(answer, record), "dissenting acts").evidence == (first,)


def test_no_act_in_either_window_is_no_change() -> None:
    # The earlier window is longer than the recent one: a flat prior called this "likely rose".
    found = one(ask(answer, record_of("AAA")), "dissenting acts", "AAA")
    assert found.sentence == (
        "AAA: no recorded dissenting acts in the 24 months to 31 December 2010 (0 a year, 95% interval 0 to 1.8), none in the "
        "60 months before; with none in either there is no change to tell."
    )
    assert (found.value, found.evidence, found.is_thin) == (0.0, (), True)


def test_a_change_point_is_the_month_in_which_the_new_rate_begins() -> None:
    # Nothing from January 2001 to December 2008, then an act a month; "2009" has no month and is left out.
    monthly = [refusal("AAA", "XYZ", f"{year}-{month:02}-15") for year in (2009, 2010) for month in range(1, 12)]
    record = record_of("AAA", acts=[*monthly, refusal("AAA", "XYZ", "2009"), refusal("AAA", "XYZ", "2000-12-31")])
    found = one(ask(answer, record), "change point")
    # 22 acts in the 24 months from January 2009: 11 a year.
    assert found.sentence.startswith(
        "Over the 120 months to December 2010 the probability that the monthly rate of dissenting acts changed once is over "
        "0.99; if it did, the likeliest month is January 2009 (95% between "
    )
    assert found.sentence.endswith(", from 0 to 11.0 a year. Denser reporting in later years would look the same.")
    assert (found.n, found.label, found.period_from) == (22, "change near January 2009", "2001-01-01")
    assert not {"AAA XYZ 2009", "AAA XYZ 2000-12-31"} & evidence_of(found, record)


def test_a_change_point_ends_with_the_record() -> None:
    # The last news is of March 2009; an announced refusal of August lies after it.
    acts = [refusal("AAA", "XYZ", "2009-02-01", known_on="2009-02-02")]
    acts += [refusal("AAA", "XYZ", "2009-08-01", known_on="2009-02-03", modality="announced")]
    record = record_of("AAA", last_news="2009-03-09", acts=acts)
    found = one(ask(answer, record), "change point")
    assert found.n == 1
    assert found.sentence.startswith("Over the 120 months to March 2009")


def test_the_alliance_of_last_month_has_no_change_point() -> None:
    record = THIN_RECORDS["founded last month"]()
    record.add("event", [refusal("AAA", "XYZ", "2010-12-12")])
    found = ask(answer, record)
    assert not [it for it in found if it.measure == "change point"]
    assert one(found, "dissenting acts", "AAA").label == "1 act in 1 month"


def voted(record: Record, **votes: list[str]) -> None:
    """Votes on as many resolutions as there are: y, a, n, or - for absent; a blank is no row."""
    names = {"y": "yes", "a": "abstain", "n": "no", "-": "absent"}
    for number in range(max(map(len, votes.values()))):
        made = add(record, "resolution", **resolution(str(number), "2010-01-01"))
        cast = [(member, one_each[number]) for member, one_each in votes.items() if one_each[number] != " "]
        rows = [vote(made, member, names[it], "2010-01-01", key=f"{member} {number}") for member, it in cast]
        record.add("vote", rows)


def test_votes_beside_the_hubs() -> None:
    record = record_of("AAA", "BBB")
    voted(record, HUB=[*"nnnny-"], AAA=[*"nyan-y"], BBB=[*"yyyy y"])
    found = ask(answer, record)
    own, other = (one(found, "votes with the hub", member) for member in ("AAA", "BBB"))
    # AAA: equal, opposite (2), half-way (1), equal; absences of either are left out. S = 1 - 2 * 3 / (2 * 4) = .25.
    assert (own.value, own.n, (own.low, own.high)) == (0.5, 4, share_interval(2, 4))
    assert own.sentence == (
        "AAA voted as HUB on 2 of 4 resolutions on which the record holds a vote of both (50%, 95% interval 7% to 93%); "
        "S = 0.25."
    )
    assert evidence_of(own, record) == {f"{member} {n}" for member in ("AAA", "HUB") for n in range(4)}
    # BBB: opposite on all four.
    assert (other.value, other.label) == (0.0, "voted with HUB 0% of 4")
    assert other.sentence.endswith("S = -1.00.")


def test_equal_votes_have_s_of_one() -> None:
    record = record_of("AAA")
    voted(record, HUB=["y"], AAA=["y"])
    own = one(ask(answer, record), "votes with the hub", "AAA")
    assert own.sentence.startswith("AAA voted as HUB on 1 of 1 resolution on which")
    assert own.sentence.endswith("S = 1.00.")


@pytest.mark.parametrize("name", THIN_RECORDS)
def test_a_record_without_dissent_says_so(name: str) -> None:
    found = ask_panel(answer, thin_panel(name))
    assert all((it.n, it.evidence, it.is_thin) == (0, (), True) for it in found)
    assert not [it for it in found if it.measure == "votes with the hub"], (
        "no votes at all: nothing to say of each member"
    )


@pytest.mark.parametrize(
    ("p_rose", "words"),
    [
        # ICD 203: almost certain 95-99, very likely 80-95, likely 55-80, roughly even 45-55, and mirrored below.
        (0.99, "almost certainly rose"),
        (0.95, "almost certainly rose"),
        (0.949, "very likely rose"),
        (0.80, "very likely rose"),
        (0.799, "likely rose"),
        (0.55, "likely rose"),
        (0.549, "has a roughly even chance of having risen"),
        (0.5, "has a roughly even chance of having risen"),
        (0.451, "has a roughly even chance of having risen"),
        (0.45, "likely fell"),
        (0.201, "likely fell"),
        (0.20, "very likely fell"),
        (0.051, "very likely fell"),
        (0.05, "almost certainly fell"),
        (0.0, "almost certainly fell"),
    ],
)
def test_the_words_for_a_probability(p_rose: float, words: str) -> None:
    assert rose_words(p_rose) == words


@given(st.data())
@quick
def test_later_knowledge_changes_nothing(data: st.DataObject) -> None:
    what_is_known_later_changes_nothing(answer, data)
