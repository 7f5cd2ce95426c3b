"""ATOP's member and alliance level as rows: alliances, spells of membership, obligations, codes of provisions.

`yrexit` in the file closes a *phase*, and a phase ends also when the treaty is amended: NATO's founders "exit" in 1951 and
re-enter the same day. A row that begins on the day on which another of the same state ends is the same spell. Rows are joined
by ISO code, so that Germany in 1990 (COW 260, then 255) does not leave. Where the code of a state changes (the Soviet Union and
Russia, one COW number) the spell is cut, and ends by `succession`. Phases that run beside each other stay two spells: when
Czechoslovakia ended, Cambodia's treaty with it went on as one with each of its successors.

An exit is the first day out: the same day begins the next phase, and counts on 31 December leave it out. `to_on` is the day
before it. How a spell ended: `succession` where the same state goes on within a day; `state-ended` where the state ends then;
`lapse` where the term ran out (ATOP's manner 1); `dissolution` where nobody who was in the phase stays (an alliance that all
leave and take up again years later is dissolved meanwhile); `withdrawal` where others stay, which ATOP does not tell from
suspension and expulsion. ATOP's own codes stand in the note.

A spell whose end was published later than its beginning is two rows: the open one, and the closed one that supersedes it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from foedus.dates import PartialDate
from foedus.errors import BadDate
from foedus.rows import Row, row_id
from foedus.sources.atop_codes import (
    KINDS,
    LAST_DAY,
    PROMISES,
    PROVISIONS,
    changes_of,
    check_version,
    has_ended,
    known,
    member_of,
    name_in_rows,
)
from foedus.sources.card import Report
from foedus.sources.columns import Cells
from foedus.sources.origin import Known, Origin


@dataclass(frozen=True, slots=True)
class Phase:
    """A state in a phase of an alliance, under one code: a row of the file, or a part of it; `exit_on` is the first day out."""

    cells: Cells
    cow: int
    member: str
    entry: PartialDate
    exit_on: PartialDate | None
    is_succeeded: bool = False
    """Whether it ends because the state has another code from then on."""

    @property
    def is_new(self) -> bool:
        """Whether version 5 added or revised the alliance."""
        return "1" in (self.cells.text("new5"), self.cells.text("rev5"))

    @property
    def entry_known(self) -> Known:
        """When the entry was known."""
        return known(self.entry.first.year, self.is_new)


Spell = list[Phase]
"""Phases of one state in one alliance that follow each other without a gap."""


def member_rows(made: Origin, rows: Iterable[Cells], report: Report) -> Iterator[tuple[str, Row]]:
    """All rows of the member file, alliance by alliance in the order of their numbers."""
    by_alliance: dict[int, list[Phase]] = defaultdict(list)
    unnamed: dict[str, int] = defaultdict(int)
    for cells in rows:
        report.n_read += 1
        by_alliance[cells.needed("atopid")].extend(_phases(cells, unnamed))
        report.n_used += 1
    for name, n_rows in sorted(unnamed.items()):
        report.notes.append(f"no ISO 3166 code, kept under its name: {name} ({n_rows} rows)")
    for number, phases in sorted(by_alliance.items()):
        spells = _spells(phases)
        yield from _alliance(made, number, spells)
        yield from _memberships(made, number, spells)
        yield from _obligations(made, number, phases)
        yield from _codes(made, number, phases)


def alliance_rows(made: Origin, rows: Iterable[Cells], report: Report) -> Iterator[tuple[str, Row]]:
    """All rows of the alliance file: an alliance row, its obligations and its codes."""
    for cells in rows:
        report.n_read += 1
        check_version(cells)
        number, begins = cells.needed("atopid"), _partial(cells, "begyr", "begmo", "begday")
        ends = _partial(cells, "endyr", "endmo", "endday") if cells.needed("endyr") else None
        _check_in_effect(cells, ends)
        is_new = "1" in (cells.text("new5"), cells.text("rev5"))
        since, locator = known(begins.first.year, is_new), cells.where
        own = _alliance_columns(number, cells) | {"in_force_on": begins.text}
        if ends is None:
            yield "alliance", made.row(locator, since, **own)
        else:
            closing = {"ended_on": _last_day(ends, begins)}
            yield from _as_known(made, "alliance", locator, since, known(ends.first.year, is_new), own, closing)
        for column in KINDS:
            if cells.whole(column) == 1:
                yield "obligation", _obligation(made, locator, since, number, column, begins, "treaty")
        for column in (*PROMISES, *PROVISIONS):
            yield from _code(made, locator, since, f"ATOP {number}", None, begins.first.year, column, cells)
        report.n_used += 1


def _phases(cells: Cells, unnamed: dict[str, int]) -> list[Phase]:
    """The row of a state in a phase, cut where the code of the state changes."""
    check_version(cells)
    cow, entry = cells.needed("member"), _partial(cells, "yrent", "moent", "dayent")
    exit_on = _partial(cells, "yrexit", "moexit", "dayexit") if cells.needed("yrexit") else None
    if exit_on and exit_on.last < entry.first:
        raise cells.bad("yrexit", "is before the entry")
    _check_in_effect(cells, exit_on)
    cuts = changes_of(cow, entry.last, exit_on.first if exit_on else LAST_DAY)
    begins = [entry, *(PartialDate.parse(day.isoformat()) for day in cuts)]
    phases = []
    for place, since in enumerate(begins):
        state = member_of(cow, since.first)
        until = begins[place + 1] if place < len(cuts) else exit_on
        phases.append(Phase(cells, cow, name_in_rows(state), since, until, place < len(cuts)))
        if not state.code:
            unnamed[state.name] += 1
    return phases


def _check_in_effect(cells: Cells, end: PartialDate | None) -> None:
    """Raise `BadSource` where ATOP's mark of being in effect at the end of 2018 contradicts the end."""
    if cells.needed("ineffect") != (end is None):
        raise cells.bad("ineffect", f"contradicts the end, {end or 'of which there is none'}")


def _partial(cells: Cells, year: str, month: str, day: str) -> PartialDate:
    """A date as far as ATOP knows it: an empty day is a month, an empty or zero month a year."""
    y, m, d = cells.needed(year), cells.whole(month), cells.whole(day)
    text = f"{y:04d}" if not m else f"{y:04d}-{m:02d}" if not d else f"{y:04d}-{m:02d}-{d:02d}"
    try:
        return PartialDate.parse(text)
    except BadDate:
        raise cells.bad(day, f"gives no date with year {y} and month {m}") from None


def _spells(phases: list[Phase]) -> dict[str, list[Spell]]:
    """Spells of each member in order: a phase that begins on the day another ends goes on with it."""
    spells: dict[str, list[Spell]] = defaultdict(list)
    for phase in sorted(phases, key=lambda one: (one.member, one.entry.first, one.cells.number)):
        own = spells[phase.member]
        before = next((spell for spell in own if _goes_on(spell[-1], phase)), None)
        if before:
            before.append(phase)
        else:
            own.append([phase])
    return spells


def _goes_on(before: Phase, after: Phase) -> bool:
    """Whether a phase begins on the day on which the other ends."""
    ends = before.exit_on
    return ends is not None and ends.first <= after.entry.first <= ends.last


def _end(spell: Spell) -> Phase | None:
    """The phase with which a spell ended, None while it lasts."""
    return spell[-1] if spell[-1].exit_on else None


def _last_day(exit_on: PartialDate, entry: PartialDate) -> str:
    """The day before an exit, no earlier than the entry; a month or year stays one."""
    if exit_on.basis != "day":
        return exit_on.text
    return max(exit_on.first - timedelta(days=1), entry.first).isoformat()


def _alliance_columns(number: int, cells: Cells) -> dict[str, str | None]:
    cow = cells.whole("cowid")
    return {
        "code": f"ATOP {number}",
        "name": f"Alliance {number} of ATOP",
        "aliases": f"COW alliance {cow}" if cow else None,
    }


def _alliance(made: Origin, number: int, spells: dict[str, list[Spell]]) -> Iterator[tuple[str, Row]]:
    """The alliance, known with its first entry; its end, where no member is left, with the last exit."""
    every = [phase for own in spells.values() for spell in own for phase in spell]
    first = min(every, key=lambda phase: phase.entry.first)
    locator = f"{first.cells.file}, atopid {number}"
    own = _alliance_columns(number, first.cells) | {"in_force_on": first.entry.text}
    ends = [_end(spell) for of_member in spells.values() for spell in of_member]
    last = max(
        (end for end in ends if end), key=lambda end: end.exit_on.last if end.exit_on else date.max, default=None
    )
    if None in ends or last is None or last.exit_on is None:
        yield "alliance", made.row(locator, first.entry_known, **own)
        return
    closing = {"ended_on": _last_day(last.exit_on, first.entry)}
    ended = known(last.exit_on.first.year, last.is_new)
    yield from _as_known(made, "alliance", locator, first.entry_known, ended, own, closing)


def _memberships(made: Origin, number: int, spells: dict[str, list[Spell]]) -> Iterator[tuple[str, Row]]:
    every = [spell for own in spells.values() for spell in own]
    for member, own in spells.items():
        for place, spell in enumerate(own, start=1):
            yield from _membership(made, number, member, place, spell, every)


def _membership(
    made: Origin, number: int, member: str, place: int, spell: Spell, every: list[Spell]
) -> Iterator[tuple[str, Row]]:
    lines = ", ".join(str(phase.cells.number) for phase in spell)
    locator = f"{spell[0].cells.file}, line{'s' if len(spell) > 1 else ''} {lines}"
    begins, end = spell[0].entry_known, _end(spell)
    own = {"alliance": f"ATOP {number}", "member": member, "spell": place, "from_on": spell[0].entry.text}
    if end is None or end.exit_on is None:
        yield "membership", made.row(locator, begins, **own)
        return
    how = _end_mode(end, end.exit_on, every)
    closing = {"to_on": _last_day(end.exit_on, spell[0].entry), "end_mode": how, "note": _end_note(end, how)}
    ended = known(end.exit_on.first.year, end.is_new)
    yield from _as_known(made, "membership", locator, begins, ended, own, closing)


def _as_known(
    made: Origin, table: str, locator: str, begins: Known, ended: Known, own: Row, closing: Row
) -> Iterator[tuple[str, Row]]:
    """The closed row alone where its end was published with its beginning; else the open row, the closed one and their link."""
    closed = made.row(locator, max(begins, ended, key=lambda one: one.on), **own, **closing)
    if ended.on <= begins.on:
        yield table, closed
        return
    opened = made.row(locator, begins, **own)
    yield table, opened
    yield table, closed
    ids = {"from_id": row_id(table[:2], closed), "relation": "supersedes", "to_id": row_id(table[:2], opened)}
    yield "link", made.row(locator, ended, **ids, reason="the end was published after the beginning")


def _end_mode(end: Phase, out: PartialDate, every: list[Spell]) -> str:
    """How a spell that ends with a phase ended, given all spells of the alliance."""
    if end.is_succeeded or any(_follows(end, out, other) for spell in every for other in spell):
        return "succession"
    if has_ended(end.cow, out.last):
        return "state-ended"
    if end.cells.whole("termmode") == 1:
        return "lapse"
    return "withdrawal" if any(_stays(spell, end, out) for spell in every) else "dissolution"


def _stays(spell: Spell, end: Phase, out: PartialDate) -> bool:
    """Whether another member that was in the phase from which one went out stays in the alliance after it.

    Who comes when an alliance is taken up again did not stay, nor who is bound only in a phase beside the one that ended.
    """
    until, which = spell[-1].exit_on, end.cells.needed("phase")
    shared = any(phase.cells.needed("phase") == which and phase.entry.first <= out.last for phase in spell)
    return shared and spell[-1].member != end.member and (until is None or until.last > out.last)


def _end_note(end: Phase, how: str) -> str:
    if end.is_succeeded:
        return "the same state goes on under another code; ATOP has one row for both"
    codes = ", ".join(f"{name} {end.cells.text(name) or 'missing'}" for name in ("term", "termmode", "termcaus"))
    doubt = "; ATOP does not tell withdrawal from suspension and expulsion" if how == "withdrawal" else ""
    return f"ATOP codes the end: {codes}{doubt}"


def _follows(end: Phase, out: PartialDate, other: Phase) -> bool:
    """Whether another phase takes the same state on within a day."""
    is_same = other is not end and (other.cow == end.cow or other.member == end.member)
    return is_same and out.first <= other.entry.first <= out.last + timedelta(days=1)


def _obligations(made: Origin, number: int, phases: list[Phase]) -> Iterator[tuple[str, Row]]:
    """For each phase, the kinds of promise that at least one member made in it, known with the first such member."""
    by_phase: dict[int, list[Phase]] = defaultdict(list)
    for phase in phases:
        by_phase[phase.cells.needed("phase")].append(phase)
    for which, own in sorted(by_phase.items()):
        for column in KINDS:
            bound = [phase for phase in own if phase.cells.whole(column) == 1]
            if bound:
                first = min(bound, key=lambda phase: (phase.entry.first, phase.cells.number))
                locator = first.cells.where
                instrument = f"treaty, phase {which}" if which else "treaty"
                yield (
                    "obligation",
                    _obligation(made, locator, first.entry_known, number, column, first.entry, instrument),
                )


def _obligation(
    made: Origin, locator: str, when: Known, number: int, column: str, since: PartialDate, instrument: str
) -> Row:
    kind, words = KINDS[column]
    return made.row(
        locator,
        when,
        alliance=f"ATOP {number}",
        instrument=f"{instrument} of alliance {number}",
        article=f"not stated; ATOP's code `{column}`",
        obligation_kind=kind,
        paraphrase=f"At least one member promised to {words}.",
        signed_on=since.text,
    )


def _codes(made: Origin, number: int, phases: list[Phase]) -> Iterator[tuple[str, Row]]:
    """Promises and provisions as coded for each member, for the year in which it entered the phase and from then on."""
    for phase in phases:
        locator = phase.cells.where
        year = phase.entry.first.year
        for column in (*PROMISES, *PROVISIONS):
            yield from _code(
                made, locator, phase.entry_known, phase.member, f"ATOP {number}", year, column, phase.cells
            )


def _code(
    made: Origin, locator: str, when: Known, subject: str, partner: str | None, year: int, column: str, cells: Cells
) -> Iterator[tuple[str, Row]]:
    value = cells.number_of(column)
    if value is not None:
        own = {"subject": subject, "partner": partner, "year": year, "name": f"atop_{column}", "value": value}
        yield "indicator", made.row(locator, when, **own, unit="ATOP code, to the end of the phase")
