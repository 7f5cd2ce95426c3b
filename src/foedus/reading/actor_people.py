"""Which person a name means on the day of a text, when a surname alone will do, and how far an unknown name reaches.

A surname alone is read where a title stands before it, where the text names the person in full, or where it is no common
surname and exactly one person of the gazetteer bears it and is in office on the day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from foedus.reading.actor_rows import Term, Title, words
from foedus.reading.actor_rules import Context, Meant, words_with
from foedus.reading.actor_terms import Person, covers, described
from foedus.states.gazetteer import gazetteer

_ROLES = {
    "army_chief": "MIL",
    "quds_commander": "MIL",
    "supreme_commander": "MIL",
    "opposition_leader": "OPP",
    "chief_prosecutor": "JUD",
}
"""Sectors of offices that are not of a government."""
_GRACE_DAYS = 30
"""A holder's surname is still understood this long after the term has ended."""


class Named(NamedTuple):
    """What a person's name is coded as."""

    code: str
    role: str
    rule: str
    is_past: bool
    """Whether the person holds no office on the day."""


def accepted(one: Meant, title: Title | None, context: Context) -> bool:
    """Whether a surname that stands alone names the office holder."""
    if title is not None:
        return not (context.touches(one.last - 1) and context.is_strange(one.last))
    people: Sequence[Person] = one.what
    if any(person.name in context.full for person in people):
        return not _other_persons(one, context)
    surname = context.word(one.last - 1)
    if _of_own_state(one, people, context):
        return True
    if surname in words_with("common") or _other_persons(one, context):
        return False
    if context.touches(one.last - 1) and context.is_strange(one.last):
        return False
    held = _in_office(people, context)
    return len({person.name for person in held}) == 1 and (context.day is not None or len(people) == 1)


def _of_own_state(one: Meant, people: Sequence[Person], context: Context) -> bool:
    """Whether the name of the state stands before the surname of who is in office: `Germany's Scholz`."""
    at = one.first - 1
    if at >= 1 and context.word(at) in ("'s", "\u2019s", "s"):
        at -= 1
    while at >= 0 and context.word(at) in ("'", "\u2019"):
        at -= 1
    if at < 0:
        return False
    before = context.word(at)
    names = {
        name
        for person in _in_office(people, context)
        for spell in gazetteer().by_key.get(person.code, ())
        for name in (spell.name, *spell.other_names, *spell.demonyms)
    }
    return before in names


def _other_persons(one: Meant, context: Context) -> bool:
    """Whether a first name that is not the person's stands before the surname: `Ivanka Trump`."""
    before = one.first - 1
    if not context.touches(before) or not context.is_strange(before):
        return False
    return context.word(before) not in words("no_part_of_a_name")


def _in_office(people: Sequence[Person], context: Context) -> list[Person]:
    return [person for person in people if person.on(context.day) or _just_left(person, context)]


def _just_left(person: Person, context: Context) -> bool:
    if context.day is None:
        return False
    ends = [term.days.last.last for term in person.terms if term.days.last]
    return any(0 <= (context.day - end).days <= _GRACE_DAYS for end in ends)


def of_name(one: Meant, title: Title | None, code: str, context: Context) -> Named | None:
    """The person that a name means: the text's state and office first, then who holds office on the day."""
    people: Sequence[Person] = one.what
    chosen = _chosen(people, title, code, context)
    if chosen is not None and one.sort == "surname" and code == "UNK" and _is_doubtful(chosen, context):
        return None
    if chosen is None:
        codes = {person.code for person in people} if code == "UNK" else {code}
        if title is None or len(codes) > 1:
            return None
        return Named(codes.pop(), title.role, "a surname that several persons bear", False)
    held = chosen.on(context.day)
    term = held or chosen.nearest(context.day)
    is_past = held is None and context.day is not None
    rule = described(term, context.day) + ("; not in office on the day" if is_past else "")
    return Named(term.code, _role(is_past, term), rule, is_past)


def _is_doubtful(person: Person, context: Context) -> bool:
    """Whether a surname that many bear is unlikely to mean a person who is neither in office nor named in full."""
    is_known = person.name in context.full or person.on(context.day) is not None or context.day is None
    return not is_known and (person.surname in words_with("common") or one_word(person))


def _role(is_past: bool, term: Term) -> str:
    """The sector of an office holder; none for those of bodies, ELI for those who have left a government."""
    if term.code == "NSA":
        return "REB"
    if term.office in _ROLES:
        return _ROLES[term.office]
    if term.code not in gazetteer().by_key:
        return ""
    return "ELI" if is_past else "GOV"


def _chosen(people: Sequence[Person], title: Title | None, code: str, context: Context) -> Person | None:
    """The one person meant, or None."""
    narrowed = list(people)
    tests: list[Callable[[Person], object]] = [
        lambda person: person.code == code,
        lambda person: person.name in context.full,
        lambda person: title is not None and _held(person, title, context),
        lambda person: person.on(context.day) is not None,
        lambda person: _just_left(person, context),
    ]
    for test in tests:
        if len(narrowed) > 1:
            narrowed = [person for person in narrowed if test(person)] or narrowed
    if len({person.name for person in narrowed}) > 1:
        return None
    if title is not None and code not in ("UNK", narrowed[0].code) and one_word(narrowed[0]) and len(people) == 1:
        return None
    return narrowed[0]


def one_word(person: Person) -> bool:
    """Whether the person's surname is so short that it may be somebody else's."""
    return len(person.surname) < 4


def _held(person: Person, title: Title, context: Context) -> bool:
    offices = title.office.split("|")
    return any(term.office in offices and covers(term.days, context.day) for term in person.terms)


def unknown_name(first: int, at: Mapping[int, Meant], context: Context) -> int:
    """The token after a name of up to five words that begins at `first`; `first` itself where no name begins."""
    last, reached = first, first
    while reached < len(context.tokens) and reached - first < 7 and (reached == first or context.touches(reached - 1)):
        word = context.word(reached)
        if reached in at and at[reached].sort not in ("surname",):
            break
        if word in words("name_particles") or (word == "." and len(context.word(reached - 1)) == 1):
            reached += 1
            if reached - 1 == first:
                break
            continue
        if not word[0].isupper() or word in words("no_part_of_a_name") or (word.isupper() and len(word) > 3):
            break
        reached += 1
        last = reached
    return last if last > first and len(context.word(last - 1)) > 1 else first
