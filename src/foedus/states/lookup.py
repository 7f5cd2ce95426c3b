"""Questions to the gazetteer, as of a day: which state is meant, what is its code, which states exist.

Nothing is guessed: a name or code that two states share on the day, or that none bears, raises an error of one sentence
that names the states and the days.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Literal, NoReturn, overload

from foedus.errors import AmbiguousName, FoedusError, UnknownName
from foedus.states.gazetteer import SYSTEMS, State, System, folded, gazetteer

_TITLES = {"iso3": "ISO", "cow": "COW", "gw": "GW"}
_NUMBER = re.compile(r"(?:(cow|gw)[ :-]?)?([0-9]{1,3})", re.IGNORECASE)
_FIRST_DAY = date(1816, 1, 1)


def find(name_or_code: str | int, as_of: date | None = None) -> State:
    """The state that a code, name, former name or demonym means on a day.

    Codes: ISO alpha-3 in capitals, `COW 365`, `GW 365`, or a bare number where COW and GW do not disagree. Names need no
    case or accents; names of the day come first, then names the state has had on other days (Swaziland in 2020, Myanmar in
    1970). Without a day (None): states of today first, then former states at their last. Raises `AmbiguousName` where
    several states are meant, `UnknownName` where none is.
    """
    bearing = _bearing(name_or_code)
    if not bearing:
        _unknown(name_or_code)
    if as_of is None:
        of_today = _one_each(spell for spell in bearing if spell.to_on is None)
        return _only(
            of_today or _last_of(bearing), f'"{name_or_code}"', "; write the code or name of one of them, or a day"
        )
    what = f'"{name_or_code}" on {as_of}'
    meant = _on(bearing, as_of) or ([] if _is_code(name_or_code) else _on(_whole(bearing), as_of))
    if not meant:
        raise _absent(what, "", _whole(bearing), as_of)
    return _only(meant, what, "; write the code or name of one of them")


def held_by(code: str | int, system: System, as_of: date) -> State:
    """The state that holds a code of one system on a day; raises `AmbiguousName` or `UnknownName` where none does.

    Withdrawn alpha-3 codes of a state that only changed its name (BUR, ZAR) are read on every day of the state.
    """
    _check(system)
    known = gazetteer()
    asked = str(code).strip().upper()
    if system == "iso3":
        spells = known.by_code.get(("iso3", asked)) or known.by_other_iso3.get(asked, [])
    else:
        spells = known.by_code.get((system, int(asked)), []) if re.fullmatch("[0-9]{1,3}", asked) else []
    if not spells:
        raise UnknownName(
            f'"{code}" is no {_TITLES[system]} code of a state; the codes are in foedus/states/states.csv'
        )
    held = _on(spells, as_of)
    if held:
        return held[0]
    raise _absent(f"{_TITLES[system]} {asked} on {as_of}", asked, spells, as_of, system)


@overload
def convert(code: str | int, from_system: System, to_system: Literal["iso3"], as_of: date) -> str: ...
@overload
def convert(code: str | int, from_system: System, to_system: Literal["cow", "gw"], as_of: date) -> int: ...
def convert(code: str | int, from_system: System, to_system: System, as_of: date) -> str | int:
    """A state's code in another system on a day: text for `iso3`, a number for `cow` and `gw`.

    Where both codes exist on the day the way back gives the code that was put in. Raises `AmbiguousName` where the code
    is another state's on other days and several may be meant, `UnknownName` where no state holds it or where the
    other system does not count the state on that day.
    """
    _check(to_system)
    state = held_by(code, from_system, as_of)
    found = state.code(to_system)
    if found is not None:
        return found
    whole = gazetteer().by_key[state.key]
    days = _spans(spell for spell in whole if spell.code(to_system) is not None)
    reason = f"; it has one {days}" if days else f": {state.note}" if state.note else ""
    raise UnknownName(f"{_described(state)} has no {_TITLES[to_system]} code on {as_of}{reason}".rstrip("."))


def existing(day: date, system: System | None = None) -> list[State]:
    """The states of a day, by key; with a system, those that have a code in it (`cow`: the members of its state system)."""
    if system is not None:
        _check(system)
    states = (spell for spell in gazetteer().spells if spell.covers(day))
    return sorted((one for one in states if system is None or one.code(system) is not None), key=lambda one: one.key)


def name_of(iso3: str, day: date) -> str:
    """The usual English name of a state on a day (SWZ: Swaziland to 2018-04-18, then Eswatini)."""
    return held_by(iso3, "iso3", day).name


def _check(system: str) -> None:
    if system not in SYSTEMS:
        raise UnknownName(f'"{system}" is no code system of foedus; the systems are {", ".join(SYSTEMS)}')


def _is_code(asked: str | int) -> bool:
    text = str(asked).strip()
    return _NUMBER.fullmatch(text) is not None or text in gazetteer().by_key


def _bearing(asked: str | int) -> Sequence[State]:
    """All spells, of any day, that bear a code or name."""
    known, text = gazetteer(), str(asked).strip()
    if number := _NUMBER.fullmatch(text):
        system, code = number[1], int(number[2])
        systems: tuple[System, ...] = (
            ("cow", "gw") if system is None else ("cow",) if system.lower() == "cow" else ("gw",)
        )
        return [spell for one in systems for spell in known.by_code.get((one, code), [])]
    return known.by_key.get(text) or known.by_other_iso3.get(text) or known.by_word.get(folded(text), [])


def _only(meant: Sequence[State], what: str, advice: str) -> State:
    if len(meant) == 1:
        return meant[0]
    raise AmbiguousName(f"{what} may be {' or '.join(_described(state) for state in meant)}{advice}")


def _whole(spells: Iterable[State]) -> list[State]:
    """All spells of the states that these spells belong to."""
    return [spell for key in _keys(spells) for spell in gazetteer().by_key[key]]


def _keys(spells: Iterable[State]) -> list[str]:
    return list(dict.fromkeys(spell.key for spell in spells))


def _one_each(spells: Iterable[State]) -> list[State]:
    return list({spell.key: spell for spell in spells}.values())


def _on(spells: Iterable[State], day: date) -> list[State]:
    return _one_each(spell for spell in spells if spell.covers(day))


def _last_of(spells: Iterable[State]) -> list[State]:
    """Each state at its last spell, states of today first: former ones only where there are none."""
    last = [gazetteer().by_key[key][-1] for key in _keys(spells)]
    return [state for state in last if not state.is_former] or last


def _absent(what: str, code: str, bearing: Sequence[State], day: date, system: System | None = None) -> FoedusError:
    """The error for a code or name that no state bears on the day: who bears it when, and what may be meant."""
    held = "; ".join(_held(code, [one for one in bearing if one.key == key]) for key in _keys(bearing))
    others = [see for spell in bearing for see in spell.see]
    meant = _on((spell for key in [*_keys(bearing), *others] for spell in gazetteer().by_key[key]), day)
    if not meant:
        return UnknownName(f"{what}: {held}; foedus knows no state to use on that day")
    use = " or ".join(_described(state, system) for state in meant)
    return (AmbiguousName if len(meant) > 1 else UnknownName)(f"{what}: {held}; on that day use {use}")


def _held(code: str, spells: Sequence[State]) -> str:
    """`255 is Germany to 1945-05-08 and from 1990-10-03`; without a code `Bangladesh exists from 1971-12-16`."""
    last = spells[-1]
    if last.to_on is not None:
        last = max(spells, key=lambda one: (one.to_on or date.max) - one.from_on)
    return f"{code} is {last.name} {_spans(spells)}" if code else f"{last.name} exists {_spans(spells)}"


def _unknown(asked: str | int) -> NoReturn:
    from difflib import get_close_matches

    words = gazetteer().by_word
    close = get_close_matches(folded(str(asked)), words, n=1, cutoff=0.8)
    hint = f' (did you mean "{words[close[0]][-1].name}"?)' if close else ""
    raise UnknownName(
        f'"{asked}" is no state that foedus knows{hint}; write an ISO alpha-3 code, "COW 365", "GW 365" or an English name'
    )


def _described(state: State, system: System | None = None) -> str:
    """A state with its codes, as in errors; in one system: `260 (Federal Republic of Germany)`."""
    own = state.code(system) if system else None
    if own is not None:
        return f"{own} ({state.name})"
    codes = ", ".join(f"{_TITLES[one]} {state.code(one)}" for one in SYSTEMS if state.code(one) is not None)
    return f"{state.name} ({codes}; no {_TITLES[system]} code)" if system else f"{state.name} ({codes})"


def _spans(spells: Iterable[State]) -> str:
    """The days of spells in words: `to 1945-05-08 and from 1990-10-03`."""
    joined: list[tuple[date, date | None]] = []
    for spell in sorted(spells, key=lambda one: one.from_on):
        if joined and joined[-1][1] is not None and spell.from_on <= joined[-1][1] + timedelta(days=1):
            joined[-1] = (joined[-1][0], spell.to_on)
        else:
            joined.append((spell.from_on, spell.to_on))
    return " and ".join(_span(begins, ends) for begins, ends in joined)


def _span(begins: date, ends: date | None) -> str:
    if ends is None:
        return f"from {begins}"
    return f"to {ends}" if begins == _FIRST_DAY else f"{begins} to {ends}"
