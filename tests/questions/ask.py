"""Asking one question of a small record, and what every finding must be whatever was asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import date, timedelta
from functools import cache
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from foedus.assessment import Finding
from foedus.questions.panel import Panel
from foedus.record import AsOf, Record
from foedus.record.checks import table_of
from foedus.record.schema import DISSENTING_ACTS, TABLES
from tests.rows import (
    ORIGIN,
    Row,
    act,
    answer,
    call,
    conflict,
    decision,
    event,
    ids,
    indicator,
    link,
    membership,
    obligation,
    resolution,
    small_record,
    statement,
    vote,
)

DAY = date(2010, 12, 31)
"""The recent window is then the years 2009 and 2010 (730 days), the earlier one 2004 to 2008 (1,827 days)."""

RECENT_YEARS, EARLIER_YEARS = 730 / 365.2425, 1827 / 365.2425

quick = settings(deadline=None, max_examples=15)


def record_of(*members: str, acts: Iterable[Row] = (), last_news: str = "2010-12-30") -> Record:
    """A record of `XYZ` with its hub and these members that is followed up to `DAY`: sessions, the last the day before."""
    record = small_record(*members)
    years = range(2004, 2009) if last_news >= "2009" else ()
    sessions = [act("XYZ", "XYZ", f"{year}-{month}-15", "meet") for year in years for month in ("02", "06", "10")]
    record.add("event", [*sessions, act("XYZ", "XYZ", last_news, "meet"), *acts])
    return record


def panel_of(record: Record, day: date = DAY) -> Panel:
    return Panel(record.as_of(day), "XYZ")


Answer = Callable[[Panel], list[Finding]]


def ask(question: Answer, record: Record, day: date = DAY) -> list[Finding]:
    """The findings, each of them checked."""
    return ask_panel(question, panel_of(record, day))


def ask_panel(question: Answer, panel: Panel) -> list[Finding]:
    """The findings of a panel, each of them checked."""
    found = question(panel)
    assert found
    for it in found:
        check(it)
        assert len(set(it.evidence)) == len(it.evidence)
    assert all(
        row["known_on"] <= panel.day for row in rows_behind(panel.view, {id_ for it in found for id_ in it.evidence})
    )
    return found


def rows_behind(view: AsOf, wanted: Iterable[str]) -> list[Row]:
    """The rows with these ids, every one of which is known by the view's day."""
    all_ids = sorted(wanted)
    tables = sorted({table_of(id_).name for id_ in all_ids})
    found = [
        row for name in tables for row in view.rows_by_id(name, (id_ for id_ in all_ids if table_of(id_).name == name))
    ]
    assert sorted(row["id"] for row in found) == all_ids
    return found


def one(found: list[Finding], measure: str, member: str | None = None) -> Finding:
    """The only finding of a measure about a member, or about the alliance."""
    (only,) = [it for it in found if it.measure == measure and it.member == member]
    return only


def evidence_of(it: Finding, record: Record) -> set[str]:
    """What the rows a finding rests on are, by their keys."""
    return {str(row["key"]) for row in rows_behind(record.as_of(DAY), it.evidence)}


def check(it: Finding) -> None:
    """What holds for every finding."""
    assert it.period_from <= it.period_to
    assert it.n >= 0
    if it.low is not None and it.high is not None:
        assert it.value is not None
        assert it.low <= it.value <= it.high
    if it.n == 0 and it.measure != "rate in the literature":
        assert it.is_thin, it
    assert 0 < len(it.label) <= 60, it.label
    for text in (it.sentence, it.label):
        check_words(text)
    assert it.sentence.endswith(".")


BAD = ("  ", " ,", " .", "..", "()", "nobody", "None", "nan", "of no ", "aggressor", "victim", "rightly", "wrongly")
ONE_OF_MANY = re.compile(r"\b1 (?:(?:recorded|dissenting|dated|such|complete) )*(?!was\b)[a-z]+s\b")
MANY_OF_ONE = re.compile(
    r"\b(?:[02-9]|\d\d+|no) (?:act|call|day|month|clause|obligation|row|member|spell|outbreak)(?![-\w])"
)


def check_words(text: str) -> None:
    """Plain, grammatical as far as numbers go, and on nobody's side."""
    for bad in BAD:
        assert bad not in text, text
    assert not ONE_OF_MANY.search(text), text
    assert not MANY_OF_ONE.search(text.replace("holds no ", "").replace("no call for", "")), text


# Records in which a question has little or nothing to read.


def bare(hub: str | None, *members: Row) -> Record:
    record = Record.in_memory()
    row = {"code": "XYZ", "name": "Example Pact", "hub": hub} | ORIGIN | {"known_on": "1990-01-02"}
    record.add("alliance", [row])
    record.add("membership", members)
    return record


def joined(member: str, from_on: str, **given: Any) -> Row:
    return membership(member, from_on=from_on, **({"known_on": from_on} | given))


def rejoined() -> Record:
    """`AAA` was a member from 1990 to 30 June 2005 and again from 1 July 2009; `BBB` and the hub always were."""
    record = record_of("BBB")
    first = membership("AAA", to_on="2005-06-30", end_mode="withdrawal", known_on="2005-07-01")
    record.add("membership", [first, joined("AAA", "2009-07-01", spell=2)])
    return record


THIN_RECORDS: dict[str, Callable[[], Record]] = {
    "nobody a member": lambda: bare("HUB"),
    "nobody a member, no hub": lambda: bare(None),
    "no hub": lambda: bare(None, membership("AAA"), membership("BBB")),
    "hub no member": lambda: bare("HUB", membership("AAA"), membership("BBB")),
    "the hub alone": lambda: bare("HUB", membership("HUB")),
    "one member alone": lambda: bare(None, membership("AAA")),
    "no rows": lambda: bare("HUB", membership("HUB"), membership("AAA"), membership("BBB")),
    "founded last month": lambda: bare("HUB", *(joined(code, "2010-12-01") for code in ("HUB", "AAA"))),
    "founded today": lambda: bare("HUB", *(joined(code, "2010-12-31") for code in ("HUB", "AAA"))),
    "to be founded": lambda: bare(
        "HUB", *(joined(code, "2011-02-01", known_on="2010-12-01") for code in ("HUB", "AAA"))
    ),
    "not followed since 2001": lambda: record_of("AAA", last_news="2001-03-01"),
    "rejoined": rejoined,
}


@cache
def thin_panel(name: str) -> Panel:
    """One of these records, built and read once for all questions."""
    return panel_of(THIN_RECORDS[name]())


# Whether later knowledge, or the same knowledge twice, changes an answer.

MEMBERS = ("AAA", "BBB", "HUB", "OUT")


def base_rows() -> dict[str, list[Row]]:
    """A little of everything, all of it known by `DAY`."""
    refused = [act("AAA", "HUB", f"{year}-05-01", "refuse_sign", plover_type="REJECT") for year in (2003, 2006, 2009)]
    helped = [act("HUB", "AAA", f"{year}-06-01", "aid", plover_type="AID") for year in (2005, 2010)]
    return {
        "event": [*refused, *helped, act("XYZ", "XYZ", "2010-12-30", "meet")],
        "obligation": [obligation("defence", "4"), obligation("withdrawal-notice", "11", notice_months=6)],
        "conflict": [
            conflict("AAA", "OUT", "2007-01-01"),
            conflict("AAA", "BBB", "2009-01-01"),
            conflict("AAA", "OUT", "2008", method="ucdp@1"),
            conflict("AAA", "BBB", "2007", method="ucdp@1"),
        ],
        "call": [call("AAA", "2008-01-01"), call("BBB", "2010-01-01")],
        "resolution": [resolution("1", "2007-01-01"), resolution("2", "2009-01-01")],
        "indicator": [indicator("commitments in war", 1990, 0.5, n_events=5, n_cases=10), *yearly_values()],
    }


def yearly_values() -> list[Row]:
    """Figures of votes, a regime index and flows for two years."""
    found = []
    for year, s in ((2004, 0.6), (2009, 0.2)):
        found += [figure("AAA", year, s, "vote_s"), figure("AAA", year, s + 0.2, "vote_agreement")]
        found += [figure("UN members", year, s + 0.1, "vote_s"), figure("AAA", year, 0.4, "goods_exports")]
        found += [figure("HUB", year, 0.9, "goods_exports", partner="AAA")]
        for subject in ("AAA", "HUB"):
            found.append(figure(subject, year, s, "electoral_democracy", partner=None))
            # Both years of one vintage: what compares is known on one day.
            for name in ("ideal_point", "ideal_point_error"):
                found.append(figure(subject, year, s, name, partner=None, known_on="2010-01-01"))
    return found


def figure(subject: str, year: int, value: float, name: str, **given: Any) -> Row:
    """A value of a data set about votes or flows with the hub, known from the year after."""
    own = {"name": name, "partner": "HUB", "unit": "unit", "method": "figures@1", "n_cases": 50}
    return indicator(subject, year, value, **(own | given))


def base_record() -> Record:
    record = small_record("AAA", "BBB")
    for table, rows in base_rows().items():
        record.add(table, rows)
    for id_ in ids(record, "call"):
        record.add("answer", [answer(id_, "2010-02-01", "political")])
    for id_ in ids(record, "resolution"):
        record.add("vote", [vote(id_, "HUB", "no", "2009-01-01"), vote(id_, "AAA", "yes", "2009-01-01")])
    disputed = ids(record, "event")[0]
    record.add("statement", [statement("AAA", "2009-05-02", event_id=disputed, is_version=True)])
    return record


def planted(data: st.DataObject, known_on: str) -> tuple[str, Row]:
    """A table, and a row for it about some time before `DAY` that becomes known on the day given."""
    table = data.draw(st.sampled_from(sorted(set(TABLES) - {"source", "actor", "alliance"})), label="table")
    some = st.sampled_from(MEMBERS)
    on = data.draw(st.dates(date(2000, 1, 1), DAY), label="date").isoformat()
    a, b = data.draw(some, label="one"), data.draw(some, label="other")
    known: Row = {"known_on": known_on, "note": "planted"}
    if table in ("link", "answer", "vote"):
        return table, planted_on_another(data, table, on, a, known)
    rows: dict[str, Row] = {
        "membership": membership(a, from_on=on, spell=2, **known),
        "obligation": obligation("aid", "99", signed_on=on, notice_months=1, **known),
        "event": event(
            actor=a,
            recipient=b,
            happened_on=on,
            alliance_act=data.draw(st.sampled_from(sorted(DISSENTING_ACTS))),
            plover_type=data.draw(st.sampled_from(("AID", "REJECT"))),
            **known,
        ),
        "statement": statement(a, on, event_id=base_ids("event")[0], is_version=True, **known),
        "call": call(a, on, **known),
        "resolution": resolution("9", on, **known),
        "conflict": conflict(min(a, b), max(a, b) if a != b else "ZZZ", on, **known),
        "indicator": data.draw(st.sampled_from(planted_values(known)), label="value"),
        "decision": decision(base_ids("event")[0], **known),
    }
    if table == "conflict" and data.draw(st.booleans(), label="counted by year"):
        rows["conflict"] = conflict(a, b, on[:4], method="ucdp@1", **known)
    return table, rows[table]


def planted_values(known: Row) -> list[Row]:
    return [
        indicator("commitments in war", 1980, 0.9, **known),
        *(
            figure("AAA", year, 0.9, name, **known)
            for year in (2004, 2009, 2010)
            for name in ("vote_s", "goods_exports")
        ),
        *(figure("HUB", 2009, 0.9, name, partner=None, **known) for name in ("ideal_point", "electoral_democracy")),
    ]


def planted_on_another(data: st.DataObject, table: str, on: str, member: str, known: Row) -> Row:
    """A row that refers to one of the base: a correction, an answer, a vote."""
    if table == "answer":
        return answer(data.draw(st.sampled_from(base_ids("call"))), on, "force", **known)
    if table == "vote":
        return vote(data.draw(st.sampled_from(base_ids("resolution"))), member, "abstain", on, **known)
    of = data.draw(st.sampled_from(("event", "call", "answer", "conflict", "obligation", "membership")), label="of")
    new, old = data.draw(st.permutations(base_ids(of)))[:2]
    return link(new, data.draw(st.sampled_from(("supersedes", "duplicates"))), old, **known)


@cache
def shared_record() -> Record:
    """One record for every example: what came in before and was known later may not change anything either."""
    return base_record()


def what_is_known_later_changes_nothing(told: Callable[[Panel], Any], data: st.DataObject) -> None:
    """`told` says the same after rows known after `DAY` came in, and after rows of the base came in again."""
    record = shared_record()
    for _ in range(data.draw(st.integers(1, 4), label="rows")):
        later = DAY + timedelta(days=data.draw(st.integers(1, 3000), label="days later"))
        table, row = planted(data, later.isoformat())
        record.add(table, [row])
    again = data.draw(st.sampled_from(sorted(base_rows())), label="again")
    assert record.add(again, base_rows()[again]) == 0
    assert plain(told(panel_of(record))) == on_the_base(told)


@cache
def base_ids(table: str) -> list[str]:
    return ids(base_record(), table)


@cache
def on_the_base(told: Callable[[Panel], Any]) -> Any:
    return plain(told(panel_of(base_record())))


def plain(told: Any) -> Any:
    return [asdict(it) for it in told]
