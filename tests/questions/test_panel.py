"""What every question reads: windows of time, who was a member when, and which row stands for which."""

from __future__ import annotations

from datetime import date

import pytest

from foedus.errors import UnknownName
from foedus.questions import QUESTIONS
from foedus.questions.ledger import ledger
from foedus.questions.panel import Panel, Window
from foedus.questions.timeline import timeline
from foedus.rows import Row
from tests.questions.ask import (
    EARLIER_YEARS,
    RECENT_YEARS,
    bare,
    base_ids,
    base_record,
    joined,
    panel_of,
    plain,
    record_of,
    rejoined,
)
from tests.rows import (
    act,
    add,
    answer,
    call,
    conflict,
    indicator,
    link,
    membership,
    obligation,
    statement,
    vote,
)


def window(first: str, last: str) -> Window:
    return Window(date.fromisoformat(first), date.fromisoformat(last))


def test_the_windows_are_the_last_24_months_and_the_60_before() -> None:
    panel = panel_of(record_of("AAA"))
    assert panel.recent == window("2009-01-01", "2010-12-31")
    assert panel.earlier == window("2004-01-01", "2008-12-31")
    # 365 + 365 days, and 5 * 365 + 2 leap days (2004, 2008).
    assert (panel.recent.years, panel.earlier.years) == (RECENT_YEARS, EARLIER_YEARS)


@pytest.mark.parametrize(
    ("founded", "recent", "earlier", "earlier_days"),
    [
        # The earlier window is cut at the founding.
        ("2006-07-01", ("2009-01-01", "2010-12-31"), ("2006-07-01", "2008-12-31"), 915),
        # No time before: the earlier window is empty, and the recent one is as short as the alliance is young.
        ("2009-01-01", ("2009-01-01", "2010-12-31"), ("2009-01-01", "2008-12-31"), 0),
        ("2010-12-01", ("2010-12-01", "2010-12-31"), ("2010-12-01", "2010-11-30"), 0),
        ("2010-12-31", ("2010-12-31", "2010-12-31"), ("2010-12-31", "2010-12-30"), 0),
        # Known only by its year, it counts from the last day of that year.
        ("2009", ("2009-12-31", "2010-12-31"), ("2009-12-31", "2009-12-30"), 0),
    ],
)
def test_a_young_alliance_has_short_windows(
    founded: str, recent: tuple[str, str], earlier: tuple[str, str], earlier_days: int
) -> None:
    panel = panel_of(bare(None, *(joined(code, founded, known_on="2010-12-01") for code in ("AAA", "BBB"))))
    assert panel.recent == window(*recent)
    assert panel.earlier == window(*earlier)
    assert panel.earlier.years == pytest.approx(earlier_days / 365.2425)


@pytest.mark.parametrize(
    ("last_news", "covered_to"),
    [
        ("2010-12-30", "2010-12-31"),
        ("2010-10-01", "2010-12-31"),
        ("2010-03-01", "2010-03-02"),
        ("1985-01-01", "2010-12-31"),
    ],
)
def test_the_record_ends_with_its_last_news_where_that_is_long_ago(last_news: str, covered_to: str) -> None:
    # News is known the day after it happened. News from before the founding says nothing about the end.
    panel = panel_of(record_of("AAA", last_news=last_news))
    assert panel.covered_to == panel.recent.last == date.fromisoformat(covered_to)


def test_a_member_was_one_only_where_every_day_of_the_date_says_so() -> None:
    # Spells of AAA: 1 January 1990 to 30 June 2005, both included, and from 1 July 2009.
    was_member = {
        "1989-12-31": False,
        "1990-01-01": True,
        "1990": True,
        "2005-06-30": True,
        "2005-07-01": False,
        "2005-06": True,
        "2005": False,
        "2007": False,
        "2009-06": False,
        "2009-07": True,
        "2009": False,
        "2010": True,
    }
    record = rejoined()
    record.add("event", [act("AAA", "HUB", on, known_on="2010-12-30", key=on) for on in was_member])
    panel = panel_of(record)
    assert {row["key"]: panel.was_member("AAA", row) for row in panel.events if row["key"]} == was_member


def test_a_member_that_rejoined_is_one_member_with_two_spells() -> None:
    panel = panel_of(rejoined())
    assert panel.members == ("AAA", "BBB", "HUB")
    assert panel.spell_of("AAA")["spell"] == 2
    # 1 July 2009 to 31 December 2010 is 549 days; 1 January 2004 to 30 June 2005 is 547.
    assert panel.member_years(["AAA"], panel.recent) == pytest.approx(549 / 365.2425)
    assert panel.member_years(["AAA"], panel.earlier) == pytest.approx(547 / 365.2425)
    assert panel.member_years(["AAA", "BBB"], panel.recent) == pytest.approx((549 + 730) / 365.2425)
    assert panel.member_years([], panel.recent) == 0


@pytest.mark.parametrize(("day", "members"), [(date(2005, 6, 30), 3), (date(2005, 7, 1), 2), (date(2009, 7, 1), 3)])
def test_the_last_day_of_a_spell_is_still_one_of_membership(day: date, members: int) -> None:
    record = bare("HUB", membership("HUB"), membership("BBB"))
    first = membership("AAA", to_on="2005-06-30", known_on="2005-01-01")
    record.add("membership", [first, joined("AAA", "2009-07-01", spell=2)])
    assert len(panel_of(record, day).members) == members


def test_a_membership_told_twice_is_one_member() -> None:
    panel = panel_of(
        bare("HUB", membership("HUB"), membership("AAA"), membership("AAA", from_on="1990", known_on="1991-01-01"))
    )
    assert panel.members == ("AAA", "HUB")


def test_before_it_was_known_there_was_no_alliance() -> None:
    record = record_of("AAA")
    with pytest.raises(UnknownName, match="holds no alliance XYZ as of 1990-01-01"):
        Panel(record.as_of(date(1990, 1, 1)), "XYZ")
    assert Panel(record.as_of(date(1990, 1, 2)), "XYZ").members == ("AAA", "HUB")


def test_rows_corrected_twice_stand_as_the_last() -> None:
    record = record_of("AAA")
    first, second, third = (
        add(record, "call", **call("AAA", "2009-01-01", situation=name)) for name in ("a", "b", "c")
    )
    record.add(
        "link", [link(second, "supersedes", first, "2009-02-01"), link(second, "duplicates", third, "2009-03-01")]
    )
    assert panel_of(record).standing("call") == {first: third, second: third}
    assert panel_of(record, date(2009, 2, 1)).standing("call") == {first: second}


def test_versions_follow_the_corrected_event_and_need_one() -> None:
    record = record_of("AAA")
    old, new = (add(record, "event", **act("AAA", "HUB", "2009-01-01", sentence=text)) for text in ("Old.", "New."))
    said: list[Row] = [
        statement("AAA", "2009-02-01", event_id=old, is_version=True, content="It was so."),
        statement("HUB", "2009-02-02", event_id=old, is_version=False),
        statement("HUB", "2009-02-03", is_version=True, content="A version of nothing."),
    ]
    record.add("statement", said)
    record.add("link", [link(new, "supersedes", old, "2009-03-01")])
    told = panel_of(record).versions
    assert {event: [it.sentence for it in claims] for event, claims in told.items()} == {new: ["It was so."]}


def test_fights_whose_date_leaves_membership_open_are_left_out() -> None:
    record = rejoined()
    dates = ("2004", "2005", "2007", "2009", "2010")
    record.add("conflict", [conflict("AAA", "OUT", on, known_on="2010-12-01", place=on) for on in dates])
    record.add("conflict", [conflict("AAA", "BBB", on, known_on="2010-12-01", place=on) for on in dates])
    # In 2005 and in 2009 AAA was a member for part of the year only; in 2007 not at all.
    assert sorted((row["place"], row["side_b"], members) for row, members in panel_of(record).fights) == [
        ("2004", "BBB", ("AAA", "BBB")),
        ("2004", "OUT", ("AAA",)),
        ("2007", "BBB", ("BBB",)),
        ("2010", "BBB", ("AAA", "BBB")),
        ("2010", "OUT", ("AAA",)),
    ]


def everything(panel: Panel) -> list[object]:
    answers = [plain(question.answer(panel)) for question in QUESTIONS]
    return [*answers, plain(timeline(panel)), plain(ledger(panel))]


def test_what_is_planted_would_be_seen_if_it_were_known() -> None:
    """The property of every question can fail: one row of each table, known on the day, changes an answer."""
    before = everything(panel_of(base_record()))
    asked, put = base_ids("call")[0], base_ids("resolution")[0]
    on, known = "2010-06-01", {"known_on": "2010-12-31"}
    rows: dict[str, Row] = {
        "event": act("AAA", "HUB", on, "refuse_sign", **known),
        "conflict": conflict("AAA", "OUT", on, **known),
        "call": call("AAA", on, **known),
        "answer": answer(asked, on, "force", **known),
        "obligation": obligation("aid", "9", **known),
        "membership": membership("NEW", from_on=on, **known),
        "vote": vote(put, "BBB", "yes", on, **known),
        "statement": statement("HUB", on, event_id=base_ids("event")[0], is_version=True, **known),
        "indicator": indicator("commitments in war", 1990, 0.5, **known),
        "link": link(base_ids("conflict")[0], "supersedes", base_ids("conflict")[1], "2010-12-31"),
    }
    for table, row in rows.items():
        record = base_record()
        record.add(table, [row])
        assert everything(panel_of(record)) != before, table
