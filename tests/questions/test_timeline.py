"""The dated acts in order: everything known, each marked for what it is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.questions.timeline import timeline
from tests.questions.ask import (
    THIN_RECORDS,
    panel_of,
    quick,
    record_of,
    rejoined,
    thin_panel,
    what_is_known_later_changes_nothing,
)
from tests.rows import act, add, event, link, statement


def test_every_known_act_is_there_in_order_of_date() -> None:
    acts = [
        act("AAA", "HUB", "2010-06-01", key="d"),
        act("AAA", "HUB", "2009", key="b"),
        act("AAA", "HUB", "2009-12-30", key="a"),
        act("AAA", "HUB", "2011-02-01", key="e", modality="announced", known_on="2010-12-01"),
        act("AAA", "HUB", "2010-01-01", key="c", modality="disputed"),
        act("AAA", "HUB", "2010-12-31", key="later"),
        act("AAA", "HUB", "2010-07-01", key="other", alliance="ABC"),
    ]
    items = [it for it in timeline(panel_of(record_of("AAA", acts=acts))) if it.key]
    # A vague date stands after the days it may be: "2009" after 30 December 2009.
    assert [(it.key, it.modality) for it in items] == [
        ("a", "actual"),
        ("b", "actual"),
        ("c", "disputed"),
        ("d", "actual"),
        ("e", "announced"),
    ]


def test_with_a_member_only_its_acts_and_those_towards_it() -> None:
    acts = [act("AAA", "HUB", "2010-01-01"), act("BBB", "AAA", "2010-01-02"), act("BBB", "HUB", "2010-01-03")]
    items = timeline(panel_of(record_of("AAA", "BBB", acts=acts)), "AAA")
    assert [it.date for it in items] == ["2010-01-01", "2010-01-02"]


def test_what_is_marked_as_dissent() -> None:
    record = rejoined()
    table: list[tuple[str, str, dict[str, str], bool]] = [
        ("AAA", "XYZ", {}, True),
        ("AAA", "BBB", {}, True),
        ("AAA", "XYZ", {"alliance_act": "meet"}, False),
        ("OUT", "XYZ", {}, False),  # an outsider's reproach is no dissent
        ("AAA", "OUT", {}, False),
        ("XYZ", "AAA", {}, False),
        ("AAA", "XYZ", {"modality": "disputed"}, False),
        ("AAA", "XYZ", {"happened_on": "2011-03-01", "modality": "announced"}, False),
        ("AAA", "XYZ", {"happened_on": "2007-03-01"}, False),  # between its two spells
        ("AAA", "XYZ", {"happened_on": "2005-06-30"}, True),
    ]
    own = {"happened_on": "2010-05-01", "alliance_act": "criticise", "known_on": "2010-12-30"}
    acts = [event(actor=a, recipient=b, key=str(n), **(own | given)) for n, (a, b, given, _) in enumerate(table)]
    record.add("event", acts)
    marked = {it.key: it.is_dissent for it in timeline(panel_of(record)) if it.key}
    assert marked == {str(n): is_dissent for n, (_, _, _, is_dissent) in enumerate(table)}


def test_a_disputed_act_has_each_sides_version() -> None:
    record = record_of("AAA")
    made = add(record, "event", **act("AAA", "HUB", "2010-01-01", key="it", modality="disputed"))
    said = [
        statement("HUB", "2010-01-03", content="It was not so."),
        statement("AAA", "2010-01-02", content="It was so."),
    ]
    record.add("statement", [row | {"event_id": made, "is_version": True} for row in said])
    (it,) = [it for it in timeline(panel_of(record)) if it.key == "it"]
    assert [version.sentence for version in it.versions] == ["It was so.", "It was not so."]
    assert all(len(version.evidence) == 1 for version in it.versions)


def test_a_corrected_act_is_there_once_from_the_correction_on() -> None:
    record = record_of("AAA")
    old, new = (add(record, "event", **act("AAA", "HUB", "2009-01-01", sentence=text)) for text in ("Ten.", "Twelve."))
    record.add("link", [link(new, "supersedes", old, "2009-03-01")])
    for day, told in ((date(2009, 2, 1), {"Ten.", "Twelve."}), (date(2010, 12, 31), {"Twelve."})):
        assert {it.sentence for it in timeline(panel_of(record, day)) if it.date == "2009-01-01"} == told


@pytest.mark.parametrize("name", THIN_RECORDS)
def test_a_record_without_acts_has_an_empty_timeline(name: str) -> None:
    assert [it for it in timeline(thin_panel(name)) if it.act != "meet"] == []


@given(st.data())
@quick
def test_later_knowledge_changes_nothing(data: st.DataObject) -> None:
    what_is_known_later_changes_nothing(timeline, data)
