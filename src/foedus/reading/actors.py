"""Who is named in a text, as of its day: states, bodies, groups, offices, persons, roles, places, each as a `Mention`.

`mentions` needs no parse and takes time linear in the text. Conventions that the stages behind it rely on:

* Codes are those of the day: `Russia` in 1985 is SUN, `Zaire` is COD. A state or body that is gone keeps its own code.
* An office is a person, coded as its state: `the Armenian prime minister` is ARM, GOV; the holder on the day is named in
  `Mention.rule`. Without a state (`the prime minister`) the code is UNK: which state, is for coreference.
* Capitals (`Moscow`) are of kind `place` without a role: whether the city or the government is meant shows only in the
  parse (subject of a verb of saying or doing). Buildings that stand for offices (`the Kremlin`, `Downing Street`) are of
  kind `place` too, with the role of the office.
* Named armed groups are NSA, with the home state in the rule; unnamed ones beside a state's name (`Malian rebels`) are of
  kind `group` with the state's code and role REB; unnamed ones alone are NSA.
* A person out of office on the day is coded as the state, with role ELI.
* `search` and `add` serve the command line; a user's own rows go into `mentions` as `extra`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from foedus.errors import BadRow
from foedus.reading.actor_names import Found, Node, Token, longest, names, roles, tokens_of, user_names, words_of
from foedus.reading.actor_phrases import joined
from foedus.reading.actor_rows import Row, cells_of, days_of, parts, rows
from foedus.reading.actor_rules import Context, Meant, code_of, meaning
from foedus.reading.actor_terms import Person, covers, described, persons
from foedus.reading.types import Mention
from foedus.states.gazetteer import gazetteer

USER_FILE = "actors.csv"
COLUMNS = ("sort", "name", "other_names", "code", "role", "home", "from_on", "to_on")
_SORTS = ("state", "body", "group", "institution", "place", "person")


class Hit(NamedTuple):
    """One row of the gazetteer that a search found."""

    name: str
    code: str
    sort: str
    """`state`, `person`, or a sort of `actor_rows.Row`."""
    role: str
    detail: str
    """Offices with their days, other names, home."""
    where: str


def mentions(text: str, day: date | None, extra: Sequence[Row] = ()) -> list[Mention]:
    """All actors, offices, roles and places named in a text, as of a day, in order and without overlaps.

    Day None reads the text as of today, without saying who held an office. `extra` are the user's rows (`user_rows`);
    they win over the shipped ones where both name the same words.
    """
    tokens = tokens_of(text)
    found = _found(tokens, user_names(extra) if extra else {})
    known = {at for one in found if not _is_surname(one) for at in range(one.first, one.last)}
    full = frozenset(
        entry.key for one in found for entry in one.entries if entry.sort == "person" and isinstance(entry.what, Person)
    )
    context = Context(tokens, day, frozenset(token.text for token in tokens), known, full)
    meant = [one for one in (meaning(name, context) for name in found) if one is not None]
    return joined(text, [_of_user(one) for one in meant], context)


def _found(tokens: Sequence[Token], own: Node) -> list[Found]:
    """The longest names and roles from left to right."""
    found: list[Found] = []
    shipped, words = names(), roles()
    at = 0
    while at < len(tokens):
        if not tokens[at].text[0].isalpha():
            at += 1
            continue
        best = longest(own, tokens, at) if own else None
        for other in (longest(shipped, tokens, at), longest(words, tokens, at, folded=True)):
            if other is not None and (best is None or other.last > best.last):
                best = other
        if best is None:
            at += 1
        else:
            found.append(best)
            at = best.last
    return found


def _is_surname(one: Found) -> bool:
    """Whether a name is no more than somebody's surname; such words may as well belong to a stranger."""
    return all(entry.sort == "surname" for entry in one.entries)


def _of_user(one: Meant) -> Meant:
    """A user's row of a person or a state, in the form of the shipped ones."""
    return one if not isinstance(one.what, Row) or one.sort != "state" else one._replace(what=None)


def search(text: str, day: date | None = None) -> list[Hit]:
    """Rows of the gazetteer whose names hold all the words of `text`, in any case; with a day, only rows of that day.

    States first, then bodies, groups, institutions and places, then persons with their offices.
    """
    wanted = {word.casefold() for word in words_of(text)}
    if not wanted:
        return []
    return [*_states(wanted, day), *_rows(wanted, day), *_persons(wanted, day)]


def _matches(wanted: set[str], written: Iterable[str]) -> bool:
    return any(wanted <= {word.casefold() for word in words_of(name)} for name in written)


def _states(wanted: set[str], day: date | None) -> Iterable[Hit]:
    for spells in gazetteer().by_key.values():
        held = [spell for spell in spells if day is None or spell.covers(day)]
        if held and _matches(wanted, {word for spell in held for word in (*spell.words(), spell.capital, spell.key)}):
            last = held[-1]
            detail = f"{', '.join((*last.other_names, *last.demonyms))}; capital {last.capital}"
            yield Hit(last.name, code_of(last), "state", "", detail, "states.csv")


def _rows(wanted: set[str], day: date | None) -> Iterable[Hit]:
    for row in rows():
        if (day is None or covers(row.days, day)) and _matches(wanted, (row.name, *row.other_names, row.code)):
            detail = "; ".join(
                part for part in (", ".join(row.other_names), row.home, str(row.days)) if part not in ("", "to")
            )
            yield Hit(row.name, row.code, row.sort, row.role, detail, row.where)


def _persons(wanted: set[str], day: date | None) -> Iterable[Hit]:
    for person in persons():
        held = [term for term in person.terms if day is None or covers(term.days, day)]
        offices = [f"{owner} {term.office.replace('_', ' ')}" for term in held for owner in _owners(person.code)]
        if held and _matches(wanted, (*person.words(), *offices)):
            detail = "; ".join(described(term).partition(": ")[2] for term in held)
            yield Hit(person.name, person.code, "person", "GOV", detail, held[0].where)


def _owners(code: str) -> tuple[str, ...]:
    """What an office may be looked up by: the code of the state or body, the names and demonyms of the state."""
    spells = gazetteer().by_key.get(code, ())
    return (code, *dict.fromkeys(name for spell in spells for name in (spell.name, *spell.demonyms)))


def add(row: Row, folder: Path) -> Path:
    """Append a row to the user's own gazetteer `actors.csv` in a folder; returns the file. The same row twice is one.

    Raises `BadRow` where the row lacks a name or a code, or its sort is none of those known.
    """
    if not row.name.strip() or not row.code.strip():
        raise BadRow("a row of the gazetteer needs a name and a code; give both")
    if row.sort not in _SORTS:
        raise BadRow(f'"{row.sort}" is no sort of actor; write one of {", ".join(_SORTS)}')
    path = folder / USER_FILE
    if row[:-1] in {known[:-1] for known in user_rows(folder)}:
        return path
    folder.mkdir(parents=True, exist_ok=True)
    is_new = not path.exists()
    with path.open("a", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        if is_new:
            writer.writerow(COLUMNS)
        days = [str(day or "") for day in row.days]
        writer.writerow([row.sort, row.name, ";".join(row.other_names), row.code, row.role, row.home, *days])
    return path


def user_rows(folder: Path) -> list[Row]:
    """The rows of the user's own gazetteer in a folder; none where there is no file. Raises `BadRow` with file and line."""
    path = folder / USER_FILE
    if not path.exists():
        return []
    return [
        Row(cells["sort"], cells["name"], parts(cells["other_names"]), cells["code"], cells["role"], cells["home"],
            days_of(cells, where), where)
        for where, cells in cells_of(path)
    ]  # fmt: skip
