"""Faults in the gazetteer of actors, found by reading its rows together; an empty list is a clean gazetteer.

Checked: codes that no state or body bears, terms and rows that end before they begin, overlapping terms of one office,
the same row twice, a person's term outside the life of the state, titles of offices nobody holds, unknown kinds and roles,
names in `ambiguous.csv` that nothing bears. What a file's columns must hold is checked where it is read (`actor_rows`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from foedus.reading.actor_names import Node, names, words_of
from foedus.reading.actor_rows import Days, Row, Rule, Term, Title, rows, rules, spellings, terms, titles
from foedus.reading.actor_rules import code_of
from foedus.states.gazetteer import gazetteer

ROLES = frozenset("GOV MIL COP SPY LEG JUD OPP REB CVL REF MED BUS EDU REL LAB PTY CRM NGO ELI".split())  # noqa: SIM905  # fmt: skip
KINDS = frozenset(("person", "state", "group", "owned", "owned-state", "owned-group", "honorific"))
RULES = frozenset(
    ["stop", "never", "unless", "near", "us_state", "stands_for", "firstname", "prefer", "common", "given"]
)
SHARED_OFFICES = frozenset(("presidency_member", "captain_regent"))
"""Offices that several persons hold at one time."""
NO_STATE = frozenset(("NSA", "UNK", "ESH"))
SLACK_DAYS = 400
"""Terms may end this long before COW and Gleditsch-Ward count the state: governments precede recognition."""


def faults() -> list[str]:
    """Every fault of the shipped gazetteer, one sentence each, with file and line."""
    return [
        *of_rows(rows()),
        *of_terms(terms()),
        *of_titles(titles()),
        *of_rules(rules(), names()),
        *(f'spellings.csv: "{name}" is of no state: "{key}"' for name, key, _ in spellings() if key not in _states()),
    ]


def of_rows(of: Sequence[Row]) -> Iterator[str]:
    """Faults of the rows that name bodies, groups, institutions and places."""
    bodies = {row.code for row in of if row.sort == "body"}
    for row in of:
        if row.code not in _states() and row.code not in bodies and row.code not in NO_STATE:
            yield f'{row.where}: "{row.code}" is the code of no state or body'
        if row.home and row.home not in _states() and row.home not in bodies and row.home not in NO_STATE:
            yield f'{row.where}: "{row.home}" is no state or body to be at home in'
        if row.role and row.role not in ROLES:
            yield f'{row.where}: "{row.role}" is no role'
        yield from _of_days(row.days, row.where)
    yield from _overlapping_rows(of)


def of_terms(of: Sequence[Term]) -> Iterator[str]:
    """Faults of terms of office."""
    bodies = {row.code for row in rows() if row.sort == "body"}
    for one in of:
        if one.code not in _states() and one.code not in bodies and one.code not in NO_STATE:
            yield f'{one.where}: "{one.code}" is the code of no state or body'
        if not one.source or one.days.first is None:
            yield f"{one.where}: a term needs a source and a first day"
        yield from _of_days(one.days, one.where)
        yield from _outside_state(one)
    yield from _overlapping_terms(of)


def of_titles(of: Sequence[Title]) -> Iterator[str]:
    """Faults of the words for offices and roles."""
    offices = {one.office for one in terms()}
    for words, n in Counter(one.words for one in of).items():
        if n > 1:
            yield f'titles.csv, roles.csv: "{words}" stands in {n} rows'
    for one in of:
        if one.words != one.words.casefold():
            yield f'{one.where}: write "{one.words}" in lower case'
        if one.kind not in KINDS or (one.role and one.role not in ROLES):
            yield f'{one.where}: "{one.kind}" or "{one.role}" is unknown'
        for office in one.office.split("|") if one.office else ():
            if office not in offices:
                yield f'{one.where}: nobody holds the office "{office}"'


def of_rules(of: Sequence[Rule], known: Node) -> Iterator[str]:
    """Faults of the rules for names with a second meaning."""
    for one in of:
        if one.rule not in RULES:
            yield f'{one.where}: "{one.rule}" is no rule'
        elif one.rule in ("unless", "near", "us_state", "prefer", "firstname") and not _is_known(one.name, known):
            yield f'{one.where}: no row of the gazetteer bears the name "{one.name}"'
        if one.rule in ("unless", "near", "us_state", "prefer", "common", "given") and not one.words:
            yield f'{one.where}: the rule "{one.rule}" needs words'


def _states() -> dict[str, object]:
    return dict(gazetteer().by_key)


def _is_known(name: str, known: Node) -> bool:
    node = known
    for word in words_of(name):
        if word not in node:
            return False
        node = node[word]
    return "" in node


def _of_days(days: Days, where: str) -> Iterator[str]:
    if days.first and days.last and days.last.last < days.first.first:
        yield f"{where}: it ends on {days.last}, before it begins on {days.first}"


def _outside_state(one: Term) -> Iterator[str]:
    spells = [spell for spell in gazetteer().spells if code_of(spell) == one.code and one.code not in NO_STATE]
    if spells and one.days.first:
        begins = min(spell.from_on for spell in spells) - timedelta(days=SLACK_DAYS)
        ends = max(spell.to_on or date.max for spell in spells)
        if one.days.first.first > ends or (one.days.last and one.days.last.last < begins):
            yield f"{one.where}: {one.person} held office of {one.code} ({one.days}) when there was no such state"


def _overlapping_terms(of: Iterable[Term]) -> Iterator[str]:
    """Terms of one office that certainly hold together; on one day one may follow the other."""
    by_office: dict[tuple[str, str], list[Term]] = {}
    for one in of:
        if one.office not in SHARED_OFFICES and one.days.first is not None:
            by_office.setdefault((one.code, one.office), []).append(one)
    for (code, office), held in by_office.items():
        held.sort(key=lambda one: (_first(one), _last(one)))
        for one, other in pairwise(held):
            if one.days.last is None or (other.days.first and one.days.last.first > other.days.first.last):
                yield f"{other.where}: {other.person} begins as {office} of {code} before {one.person} ends ({one.where})"
            if one.person == other.person and one.days == other.days:
                yield f"{other.where}: the same term as {one.where}"


def _overlapping_rows(of: Iterable[Row]) -> Iterator[str]:
    """The same name twice in one file on one day."""
    by_name: dict[tuple[str, str], list[Row]] = {}
    for one in of:
        for name in dict.fromkeys((one.name, *one.other_names)):
            by_name.setdefault((one.sort, name), []).append(one)
    for (_, name), bearing in by_name.items():
        for one, other in pairwise(bearing):
            is_apart = one.days.last and other.days.first and one.days.last.first <= other.days.first.last
            is_apart = is_apart or (other.days.last and one.days.first and other.days.last.first <= one.days.first.last)
            if not is_apart:
                yield f'{other.where}: "{name}" stands in {one.where} too'


def _first(one: Term) -> str:
    return one.days.first.first.isoformat() if one.days.first else ""


def _last(one: Term) -> str:
    return one.days.last.last.isoformat() if one.days.last else "9999"
