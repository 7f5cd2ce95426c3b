"""Who speaks: from the words beside a verb of speech to a name, a code and a role.

A speaker is named in full once, and by surname, office or pronoun after that.
"""

# ruff: noqa: RUF001 (the marks of news are curly)
from __future__ import annotations

import re
from typing import NamedTuple

from foedus.reading.cast import Cast
from foedus.reading.names import PERSON_NOUNS, PRONOUNS, sex_of
from foedus.reading.quotes import HOLE
from foedus.reading.types import Mention, Span


class Speaker(NamedTuple):
    """Who speaks, and which words say so."""

    name: str
    code: str
    role: str
    span: Span
    why: str
    sex: str = ""
    is_person: bool = False


NOBODY = Speaker("", "UNK", "", Span(0, 0), "no speaker named")


def identify(cast: Cast, start: int, end: int, last: Speaker, since: int) -> Speaker:
    """Who the phrase at `start:end` is. `last` spoke last; `since` is where the sentence before begins."""
    text = cast.text
    phrase = text[start:end]
    low = phrase.casefold().strip()
    span = Span(start, end)
    if low in PRONOUNS:
        return _pronoun(cast, low, span, last, since)
    name = cast.name_in(start, end)
    if name:
        return _named(cast, name, span)
    found = cast.inside(start, end)
    known = [one for one in found if one.code != "UNK"]
    head = re.findall(r"[\w-]+", re.split(r"\s(?:of|for|in|from|at|who|on|with|to|close)\s", low)[0])
    nouns = head[-1:] if head and head[-1] in PERSON_NOUNS else []
    if nouns and low.startswith(("the ", "mr ", "ms ")) and not known and " of " not in low and " for " not in low:
        return _office(cast, nouns[-1], span, last)
    same = _same_office(cast, known, nouns, low, start, last)
    if same is not None:
        return same._replace(span=span)
    bare = re.sub(r"^(?:the|a|an)\s+", "", phrase.strip(), flags=re.IGNORECASE)
    if known:
        best = next((one for one in known if one.kind == "person"), known[0])
        role = best.role or next((one.role for one in found if one.role), "") or ""
        return Speaker(bare, best.code, role, span, f"named: {best.rule}", is_person=bool(nouns))
    role = next((one.role for one in found if one.role), "") or ""
    owner = _owner(cast, low, start, last)
    return Speaker(bare, owner or "UNK", role, span, "named by role only", is_person=bool(nouns))


def _same_office(
    cast: Cast, known: list[Mention], nouns: list[str], low: str, start: int, last: Speaker
) -> Speaker | None:
    """`the Turkish president` behind `Erdogan`: a person of that state, who spoke last or was named with that office."""
    if not (known and nouns and low.startswith("the ")) or nouns[-1] in (
        "official",
        "diplomat",
        "source",
        "spokesman",
        "spokeswoman",
    ):
        return None
    if last.is_person and last.name[:1].isupper() and last.code == known[0].code and nouns[-1] not in _PLURAL:
        person = cast.fullest(last.name, start)
        if person is None or not person.words & PERSON_NOUNS or nouns[-1] in person.words:
            return last._replace(why=f"`{low}`: {last.name}, of that state, spoke last")
    other = cast.by_office(nouns[-1], start)
    if other is not None and other.code == known[0].code:
        return Speaker(other.name, other.code, other.role, Span(0, 0), f"`{low}`: {other.name}", other.sex, True)
    return None


_PLURAL = frozenset(("officials", "leaders", "ministers", "presidents", "diplomats", "analysts", "experts", "people"))


_MANY = _PLURAL | {
    "sources",
    "witnesses",
    "residents",
    "commanders",
    "lawmakers",
    "observers",
    "activists",
    "researchers",
}


def _named(cast: Cast, name: str, span: Span) -> Speaker:
    person = cast.fullest(name, span.start)
    code, role, around = cast.code_of(span.start, span.end)
    sex = sex_of(frozenset(re.findall(r"[\w-]+", around.casefold())))
    if person is None:
        is_org = not any(one.kind == "person" for one in cast.inside(span.start, span.end)) and name.isupper()
        return Speaker(name, code, role, span, "named", sex, not is_org)
    if code == "UNK" and person.code == "UNK":
        code = _home(cast, role or person.role, span.start)
    full = person.name if set(name.casefold().split()) <= set(person.name.casefold().split()) else name
    why = "named" if full == name else f"named in full elsewhere: {full}"
    return Speaker(
        full, code if code != "UNK" else person.code, role or person.role, span, why, sex or person.sex, True
    )


def _home(cast: Cast, role: str, at: int) -> str:
    """Code for an office whose state is not beside it: the state that the sentence before begins with."""
    if role == "REB":
        return "NSA"
    if role not in ("GOV", "MIL", "LEG", "JUD", "COP"):
        return "UNK"
    around = cast.inside(max(0, at - 200), at)
    before = [one for one in around if one.kind == "state" and one.code != "UNK" and cast.mask[one.span.start] != HOLE]
    return before[0].code if before and len({one.code for one in before}) == 1 else "UNK"


def _pronoun(cast: Cast, low: str, span: Span, last: Speaker, since: int) -> Speaker:
    found = None
    if low in ("he", "she"):
        found = _he_or_she(cast, low, span, last, since)
    elif low in ("it", "they"):
        found = _it_or_they(cast, low, span, last, since)
    return found or Speaker("", "UNK", "", span, f"`{low}`: nobody named before")


def _again(last: Speaker, low: str, span: Span) -> Speaker:
    return last._replace(span=span, why=f"`{low}`: who spoke last, {last.name}")


def _he_or_she(cast: Cast, low: str, span: Span, last: Speaker, since: int) -> Speaker | None:
    """Who spoke last, unless a person has been named since; else the person of the sentence before, or right behind."""
    sex = "m" if low == "he" else "f"
    if last.is_person and last.name and last.sex in ("", sex) and last.span.start >= since - 1500:
        newer = cast.last_person(span.start, sex, max(since, last.span.end))
        if newer is None or last.span.start >= since:
            return _again(last, low, span)
    person = cast.last_person(span.start, sex, since) or cast.last_person(span.start, sex, max(0, since - 600))
    if person is not None:
        return Speaker(person.name, person.code, person.role, span, f"`{low}`: {person.name}, named before", sex, True)
    if last.name:
        return _again(last, low, span)
    after = cast.first_after(span.end)
    why = f"`{low}`: {after.name}, named right behind" if after else ""
    if after:
        return Speaker(after.name, after.code, after.role, span, why, sex, True)
    return _office_before(cast, low, span, since)


def _office_before(cast: Cast, low: str, span: Span, since: int) -> Speaker | None:
    """`the premier` of the sentence before, who has no name in the text."""
    for match in _THE_OFFICE.finditer(cast.mask, max(0, since), span.start):
        noun = match.group(1).casefold()
        if noun in PERSON_NOUNS and (low == "they") == (noun in _MANY or noun in _PLURAL):
            return Speaker(noun, "UNK", "", span, f"`{low}`: the {noun}, named before", is_person=True)
    return None


_THE_OFFICE = re.compile(r"\b(?:[Tt]he|[Oo]ne|[Aa]n?)\s(?:\w+\s){0,2}?(\w+)\b(?!['’])")


def _it_or_they(cast: Cast, low: str, span: Span, last: Speaker, since: int) -> Speaker | None:
    """Who spoke last where that was no person; else the first state or body of the sentence before."""
    many = low == "they" and bool(_MANY & set(last.name.casefold().split()))
    if last.name and (many or not last.is_person) and last.span.start >= since:
        return _again(last, low, span)
    near = [one for one in cast.inside(since, span.start) if one.code != "UNK" and one.kind != "person"]
    if near:
        return Speaker(near[0].text, near[0].code, near[0].role or "", span, f"`{low}`: {near[0].text}, named before")
    return _again(last, low, span) if last.name else _office_before(cast, low, span, since) if low == "they" else None


def _office(cast: Cast, noun: str, span: Span, last: Speaker) -> Speaker:
    """`the minister`: the last person with that office, else who spoke last where that was a person of no other office."""
    person = cast.by_office(noun, span.start)
    if person is not None:
        return Speaker(person.name, person.code, person.role, span, f"`the {noun}`: {person.name}", person.sex, True)
    if (
        last.is_person
        and last.name
        and noun in ("minister", "president", "premier", "official", "leader", "diplomat", "analyst")
    ):
        known = cast.fullest(last.name, span.start)
        if known is None or not known.words & PERSON_NOUNS:
            return last._replace(span=span, why=f"`the {noun}`: who spoke last, {last.name}")
    return Speaker(noun, "UNK", "", span, f"`the {noun}`: nobody of that office named before", is_person=True)


def _owner(cast: Cast, low: str, start: int, last: Speaker) -> str:
    """Code of the owner in `its president`, `his adviser`, `one of them`: the state or speaker named last."""
    if "them" in low.split():
        return last.code
    if low.split()[0] in ("its", "their") or " its " in low:
        before = [
            one
            for one in cast.inside(max(0, start - 250), start)
            if one.kind in ("state", "body") and one.code != "UNK"
        ]
        return before[0].code if before else last.code
    if re.search(r"\b(?:his|her)\b", low):
        person = cast.last_person(start, "", max(0, start - 300))
        return person.code if person is not None else last.code
    return ""
