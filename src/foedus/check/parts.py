"""A text taken into the parts that can be compared: states, bodies, days, numbers, names, what is done, and what about.

Rows of the record and claims of an article go through the same functions, so that either says the same thing the same way.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from foedus.check.lexicon import concepts, spoken
from foedus.check.numbers import Quantity, quantities

_NAME = re.compile(r"(?<![\w.’'-])(?:[A-Z][\w’'-]+(?:-\d+)?)(?:\s(?:of|de|al|el|and|the)?\s?(?=[A-Z])[A-Z][\w’'-]+)*")  # noqa: RUF001
COMMON = frozenset(
    """The A An In On At By For From With After Before When While As But And Or If It He She They We I Its His Her Their This
    That These Those There Then Since Under Of To No Not All Some Most Many Few One Two Three Four Five Six Seven Eight
    Nine Ten Eleven Twelve Both Each Neither None Nobody Only Once Later Earlier Meanwhile However Although Though Still
    Also Yet So Such Even Now Today Yesterday Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February
    March April May June July August September October November December President Prime Minister Foreign Defence Defense
    Secretary General Secretary-General Council Parliament Government Ministry Treaty Charter Article Articles Pact
    Protocol Convention Organization Organisation Alliance Bloc Union Leaders Members Ministers Presidents Heads State
    States Member Spokesman Spokeswoman Officials Troops Forces Western Eastern Northern Southern Central Collective
    Security Joint Staff Chief Deputy Speaker Assembly National United Nations What Who How Why Where Which Having
    Speaking Asked According Instead Nor Two-thirds Nearly About Around Over Between During Until Unlike Like Last Next
    Early Late Mid Mr Mrs Ms Dr Marshal King Emir Sheikh Crown Prince Kremlin Analysts Critics Observers""".split()  # noqa: SIM905
)
"""Words with a capital that name nobody and no place."""


class Told(NamedTuple):
    """What one text says. `ways` maps groups of acts to +1, or -1 where they are negated."""

    about: frozenset[str]
    ways: dict[str, int]
    numbers: tuple[Quantity, ...]
    names: frozenset[str]


@cache
def told_in(text: str) -> Told:
    """The parts of a text from which names of states were taken out."""
    return Told(concepts(text), spoken(text), tuple(quantities(text)), names_in(text))


def names_in(text: str) -> frozenset[str]:
    """Proper names that are no state, month or office: places, exercises, persons, each word of them on its own."""
    found: set[str] = set()
    for match in _NAME.finditer(text):
        words = [it for it in re.split(r"[\s]", match.group()) if it and it not in COMMON]
        found |= {re.sub(r"[’']s?$", "", it) for it in words if len(it) > 2}  # noqa: RUF001
    return frozenset(it for it in found if it[0].isupper() and it not in COMMON)
