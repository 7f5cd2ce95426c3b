"""Levers as they are written: `answer ARM=force`, `threat ARM=x2`, `attention KGZ=0.5@6`, `load x2`.

Text in, plain data out; what does not make sense by itself is refused here in one sentence. Not here: what a lever means for an
alliance on a day (`change`).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from foedus.errors import FoedusError
from foedus.record.schema import ANSWER_CLASSES

MOST_MONTHS = 240
"""Twenty years: nothing learned from months reaches further."""

EVERY = frozenset({"*", "all"})
"""Stand for all members but the hub."""

GIVEN = {"force": 1.0, "mission": 0.5, "material": 0.5}
"""How much help a class of answer is; all others are none."""

CLASSES = (*ANSWER_CLASSES, "none")

Kind = Literal["class", "times", "plus", "share", "set"]

MOST_TIMES = 1000.0
MOST_WARS = 100.0
MOST_A_YEAR = 120.0


@dataclass(frozen=True)
class Amount:
    """What a lever sets: a class of answer, so many times as much, so much more, a share more, or a value."""

    kind: Kind
    number: float = 0.0
    word: str = ""


@dataclass(frozen=True)
class Lever:
    """One lever: `member` as it was written (None: the hub's own), the date of a past `call`, the `month` from which it holds."""

    name: str
    member: str | None
    amount: Amount
    month: int
    text: str
    call: str | None = None


EXAMPLES = {
    "answer": "answer ARM=force",
    "answer-chance": "answer-chance ARM=0.9",
    "threat": "threat ARM=x2",
    "attention": "attention ARM=0.5",
    "dependence": "dependence ARM=-20%",
    "outside": "outside ARM=+0.1",
    "load": "load x2",
    "call": "call ARM@6=force",
}
"""Every lever, and how it is written."""

MEANS = {
    "answer": "a member's latest call (or M@2021-05: that of a date) was answered so: " + ", ".join(CLASSES),
    "answer-chance": "from now on its calls are answered with this chance, whatever the hub would choose",
    "threat": "threats come to it so many times as often (x2), or at so many months of threat a year (1.5/year)",
    "attention": "the hub attends to it so many times as much",
    "dependence": "its dependence on the hub, from 0 to 1: a share more or less, so much more or less, or a value",
    "outside": "its options outside the alliance, from 0 to 1, written likewise",
    "load": "the hub's own wars elsewhere: so many times as many (x2), or so many (=3)",
    "call": "it calls in that month, and is answered so; hub: the hub decides",
}
"""What each lever changes."""


def parse(text: str) -> Lever:
    """Read one lever; raises `FoedusError` that says what is wrong with it."""
    name, _, rest = " ".join(text.split()).partition(" ")
    name = name.removeprefix("--").replace("_", "-").lower()
    if name not in EXAMPLES:
        near = get_close_matches(name, EXAMPLES, n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(EXAMPLES)}"
        raise FoedusError(f'there is no lever "{name}"; {hint}')
    if name == "load":
        if "=" in rest[1:]:
            raise _wrong(text, "it is the hub's own and takes no member: write load x2")
        value, month = _month_of(name, rest.removeprefix("=").strip(), text)
        return Lever(name, None, _load(value, text), month, f"{name} {rest}")
    left, equals, right = rest.partition("=")
    member, at, when = (part.strip() for part in left.partition("@"))
    if not member or not equals or not right.strip():
        raise _wrong(text, f"write it as {EXAMPLES[name]}")
    value, month = _month_of(name, right.strip(), text)
    shown = f"{name} {rest}"
    if name == "answer":
        return Lever(name, member, _class(value, text), month, shown, when if at else None)
    if at:
        if month != 1:
            raise _wrong(text, "it names two months")
        month = _month(when, text)
    elif name == "call" and "@" not in right:
        raise _wrong(text, f"a call needs its month: {EXAMPLES[name]}")
    return Lever(name, member, _AMOUNTS[name](value, text), month, shown)


def _month_of(name: str, value: str, text: str) -> tuple[str, int]:
    """A value and the month after its `@`, 1 where it names none."""
    value, at, month = (part.strip() for part in value.partition("@"))
    if at and name == "answer":
        raise _wrong(
            text, "an answer is to a call that was made already; name an earlier one as in answer ARM@2021-05=force"
        )
    return value, _month(month, text) if at else 1


def _month(text: str, lever: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text) or not 1 <= int(text) <= MOST_MONTHS:
        raise _wrong(lever, f"a month is a whole number from 1 to {MOST_MONTHS}")
    return int(text)


def _class(value: str, text: str) -> Amount:
    if value not in CLASSES:
        raise _wrong(text, f"an answer is one of {', '.join(CLASSES)}")
    return Amount("class", GIVEN.get(value, 0.0), value)


def _call(value: str, text: str) -> Amount:
    return Amount("class", math.nan, "hub") if value == "hub" else _class(value, text)


def _chance(value: str, text: str) -> Amount:
    share = _number(value.removesuffix("%"), text) / (100 if value.endswith("%") else 1)
    if not 0 <= share <= 1:
        raise _wrong(text, "a chance lies between 0 and 1")
    return Amount("set", share)


def _threat(value: str, text: str) -> Amount:
    number = value.removesuffix("/year")
    if number == value and not _is_times(value):
        raise _wrong(text, "write how many times as often (x2) or how many months of threat a year (1.5/year)")
    found = _number(number[1:] if number == value else number, text)
    if found < 0:
        raise _wrong(text, "threats cannot come less than never")
    most = MOST_TIMES if number == value else MOST_A_YEAR
    if found > most:
        raise _wrong(text, f"no more than {most:g} make sense")
    return Amount("times" if number == value else "set", found)


def _attention(value: str, text: str) -> Amount:
    found = _number(value[1:] if _is_times(value) else value, text)
    if not found > 0:
        raise _wrong(text, "attention is a positive number of times as much; 0.1 is a tenth of it")
    if not 1 / MOST_TIMES <= found <= MOST_TIMES:
        raise _wrong(text, f"it lies between {1 / MOST_TIMES:g} and {MOST_TIMES:g} times as much")
    return Amount("times", found)


def _share(value: str, text: str) -> Amount:
    """A change of a value in 0..1: `-20%`, `x0.5`, `+0.1`, `=0.4` or `0.4`."""
    if _is_times(value):
        found = _number(value[1:], text)
        if found < 0:
            raise _wrong(text, "it cannot fall below 0")
        return Amount("times", found)
    is_signed = value[:1] in ("+", "-", "\N{MINUS SIGN}")
    number = _number(value.removeprefix("=").replace("\N{MINUS SIGN}", "-").removesuffix("%"), text)
    if value.endswith("%"):
        number /= 100
    if is_signed:
        return Amount("share" if value.endswith("%") else "plus", number)
    if not 0 <= number <= 1:
        raise _wrong(text, "it lies between 0 and 1")
    return Amount("set", number)


def _load(value: str, text: str) -> Amount:
    number = re.sub(r"\s*wars?$", "", value)
    if not number:
        raise _wrong(text, "write how many times as many wars (x2) or how many (=3)")
    found = _number(number[1:] if _is_times(number) else number, text)
    if found < 0:
        raise _wrong(text, "the hub cannot have fewer than no wars")
    if found > MOST_WARS:
        raise _wrong(text, f"no more than {MOST_WARS:g} make sense")
    return Amount("times" if _is_times(number) else "set", found)


_AMOUNTS = {
    "answer-chance": _chance,
    "threat": _threat,
    "attention": _attention,
    "dependence": _share,
    "outside": _share,
    "call": _call,
}


def _is_times(value: str) -> bool:
    return value[:1] in ("x", "\N{MULTIPLICATION SIGN}")


def _number(value: str, text: str) -> float:
    """A finite number in plain notation."""
    if not re.fullmatch(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)", value.strip()):
        raise _wrong(text, f'"{value}" is not a number')
    return float(value)


def _wrong(text: str, why: str) -> FoedusError:
    return FoedusError(f'lever "{" ".join(text.split())}": {why}')
