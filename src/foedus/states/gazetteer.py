"""The gazetteer's text files read into spells: days on which a state's name, codes and capital stay the same.

`states.csv`, one row per spell of names and codes. Days are the first and the last of the spell; an empty `to_on` is today.
`key` groups the rows of a state: its ISO code, or a word where ISO gave none. ISO codes are carried back from 1974 over
the state that COW and GW number as one. A code that ISO withdrew stands where the state is gone (SUN, DDR, CSK, YUG, SCG,
YMD, VDR); where only the name changed (BUR, ZAR, DHY...) it is in `other_iso3`, read and never written. `other_iso3`,
`see` (states that a reader who looks in vain may mean) and `note` are about the whole state and stand on its last row.

`capitals.csv`, one row per capital: it holds until the next. The first has no date; a date known only to the month or the
year counts from the day after it, when the change is certain.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from foedus.dates import PartialDate, parse_day
from foedus.errors import BadDate, BadRow

System = Literal["iso3", "cow", "gw"]
SYSTEMS: tuple[System, ...] = get_args(System)

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class State:
    """A state over one spell of days, `from_on` to `to_on` (both included; None is today)."""

    key: str
    """The same on every day of the state: its ISO alpha-3 code, or a word where ISO gave none."""
    iso3: str | None
    cow: int | None
    """Correlates of War number; None where COW does not count the state in this spell."""
    gw: int | None
    """Gleditsch-Ward number; None where GW does not count the state in this spell."""
    name: str
    other_names: tuple[str, ...]
    demonyms: tuple[str, ...]
    """Adjectives and nouns for its people, the usual one first."""
    capital: str
    """The capital by law or the seat of government; what is disputed or shared is noted in `capitals.csv`."""
    from_on: date
    to_on: date | None
    is_former: bool
    """Whether the state no longer exists."""
    other_iso3: tuple[str, ...]
    """Withdrawn or user-assigned alpha-3 codes of the same state: read, never written."""
    see: tuple[str, ...]
    """Keys of states that may be meant on a day when this one does not exist."""
    note: str

    @property
    def demonym(self) -> str:
        """The usual demonym."""
        return self.demonyms[0]

    def covers(self, day: date) -> bool:
        """Whether the day lies in this spell."""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)

    def code(self, system: System) -> str | int | None:
        """The state's code in a system, None where the system does not count it in this spell."""
        return self.iso3 if system == "iso3" else self.cow if system == "cow" else self.gw

    def words(self) -> Iterator[str]:
        """Everything it is called: names, then demonyms."""
        yield self.name
        yield from self.other_names
        yield from self.demonyms


@dataclass(slots=True)
class Gazetteer:
    """All spells, and where a key, a code or a folded name leads."""

    spells: tuple[State, ...]
    by_key: dict[str, list[State]] = field(default_factory=dict)
    by_code: dict[tuple[System, str | int], list[State]] = field(default_factory=dict)
    by_other_iso3: dict[str, list[State]] = field(default_factory=dict)
    by_word: dict[str, list[State]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for spell in self.spells:
            self.by_key.setdefault(spell.key, []).append(spell)
            for system in SYSTEMS:
                code = spell.code(system)
                if code is not None:
                    self.by_code.setdefault((system, code), []).append(spell)
            for other in spell.other_iso3:
                self.by_other_iso3.setdefault(other, []).append(spell)
            for word in {folded(word) for word in spell.words()}:
                self.by_word.setdefault(word, []).append(spell)


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer that comes with foedus, read once; raises `BadRow` with file, line and column."""
    return read(_HERE)


def read(folder: Path) -> Gazetteer:
    """The gazetteer of a folder with `states.csv` and `capitals.csv`."""
    capitals = _capitals(folder / "capitals.csv")
    rows = [_spell(cells, place) for place, cells in _cells(folder / "states.csv")]
    by_key: dict[str, list[State]] = {}
    for row in rows:
        by_key.setdefault(row.key, []).append(row)
    spells: list[State] = []
    for key, of_state in by_key.items():
        if key not in capitals:
            raise BadRow(f'capitals.csv: no capital for "{key}" of states.csv; add a row')
        spells.extend(_with_capitals(_with_last_row(of_state), capitals[key]))
    return Gazetteer(tuple(spells))


def folded(text: str) -> str:
    """A name without case, accents, punctuation and a leading "the"; `&` is "and", "St." is "saint"."""
    plain = "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))
    words = re.findall(r"[^\W_]+", plain.casefold().replace("&", " and "))
    words = ["saint" if word == "st" else word for word in words]
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def _cells(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    with path.open(newline="", encoding="utf-8") as handle:
        reader = csv.DictReader(handle, strict=True)
        for row in reader:
            place = f"{path.name}, line {reader.line_num}"
            if None in row or None in row.values():
                raise BadRow(f"{place}: this row has not as many columns as the header")
            yield place, row


def _spell(cells: dict[str, str], place: str) -> State:
    try:
        return State(
            key=cells["key"],
            iso3=cells["iso3"] or None,
            cow=int(cells["cow"]) if cells["cow"] else None,
            gw=int(cells["gw"]) if cells["gw"] else None,
            name=cells["name"],
            other_names=_parts(cells["other_names"]),
            demonyms=_parts(cells["demonyms"]),
            capital="",
            from_on=parse_day(cells["from_on"]),
            to_on=parse_day(cells["to_on"]) if cells["to_on"] else None,
            is_former=False,
            other_iso3=_parts(cells["other_iso3"]),
            see=_parts(cells["see"]),
            note=cells["note"],
        )
    except (ValueError, BadDate) as bad:
        raise BadRow(f"{place}: {bad}") from None


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)


def _capitals(path: Path) -> dict[str, list[tuple[date, str]]]:
    """Each state's capitals with the first day on which each certainly is the capital, in order."""
    capitals: dict[str, list[tuple[date, str]]] = {}
    for place, cells in _cells(path):
        known = PartialDate.parse(cells["from_on"]) if cells["from_on"] else None
        since = date.min if known is None else known.first if known.basis == "day" else known.day_after
        of_state = capitals.setdefault(cells["key"], [])
        is_first = not of_state
        if is_first != (known is None) or (of_state and since <= of_state[-1][0]):
            raise BadRow(
                f"{place}, column `from_on`: write a state's first capital without a date, the others in order"
            )
        of_state.append((since, cells["capital"]))
    return capitals


def _with_last_row(spells: list[State]) -> Iterable[State]:
    """The state's spells with what its last row says about the whole state."""
    last = spells[-1]
    for spell in spells:
        yield replace(spell, is_former=last.to_on is not None, other_iso3=last.other_iso3, see=last.see, note=last.note)


def _with_capitals(spells: Iterable[State], capitals: list[tuple[date, str]]) -> Iterator[State]:
    """The spells, cut where the capital changes."""
    untils = [since - timedelta(days=1) for since, _ in capitals[1:]]
    for spell in spells:
        last_day = spell.to_on or date.max
        for (since, capital), until in zip(capitals, [*untils, date.max], strict=True):
            begins, ends = max(spell.from_on, since), min(last_day, until)
            if begins <= ends:
                yield replace(spell, capital=capital, from_on=begins, to_on=None if ends == date.max else ends)
