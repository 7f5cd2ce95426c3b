"""What a sentence is about: its words as concepts, names of states and dates aside, and how alike two sentences are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from math import log, sqrt

_STOP = frozenset(
    """a an the of to in on at for by with from and or but that this these those it its his her their our they he she
    who which whom whose as is are was were be been being has have had do does did not no nor so than then
    there here also into onto over under between among against after before during since until while when
    where why how what if unless up out off down about more most some any all each every other another such
    own same will would could should may might must can shall one two three four five six seven eight nine ten
    first second third said say says told tell according year month day week time later earlier ago still
    already just only even both either neither very much many few new old state states country countries
    government alliance organization organisation bloc member members treaty president prime minister foreign
    official officials leader leaders spokesman spokeswoman ministry mr mrs dr""".split()  # noqa: SIM905
)
_SAME = (
    "exercise drill manoeuvre maneuver wargame training",
    "summit session meeting gathering conference meet gather convene",
    "troop soldier force contingent battalion serviceman servicemen army military unit",
    "peacekeeper peacekeeping",
    "freeze suspend halt pause frozen froze suspension",
    "pay contribute contribution due fee money budget finance financial fund",
    "sign signature signatory undersign",
    "help assist aid assistance support",
    "refuse decline reject refusal turn deny rebuff",
    "skip boycott absent absence stay away miss snub shun",
    "leave quit withdraw exit depart departure withdrawal pull",
    "declaration document text statement communique draft paper resolution",
    "observer monitor mission factfinding",
    "ceasefire truce armistice",
    "border frontier boundary",
    "clash fight fighting hostility battle skirmish combat shooting fire shot",
    "war conflict invasion invade offensive attack assault",
    "unrest protest riot demonstration upheaval turmoil",
    "recognise recognize recognition",
    "criticise criticize blame reproach condemn accuse rebuke denounce",
    "threat threaten warn warning",
    "join accede accession enter admit admission",
    "ratify ratification approve approval parliament lawmaker deputy",
    "base garrison facility installation",
    "host hosting stage",
    "cancel scrap call",
    "chair chairmanship preside presidency",
    "expel expulsion exclude oust",
    "sanction embargo blockade boycott",
    "coup putsch junta overthrow mutiny takeover",
    "consult consultation talk discuss negotiation dialogue",
    "kill dead death die casualty toll",
    "missile rocket patriot",
    "aircraft plane jet fighter",
    "agreement accord pact deal",
    "deploy send dispatch deployment",
    "launch start begin open",
    "end finish close conclude",
    "agree adopt decide decision",
    "reaction rapid response",
    "nuclear atomic tactical",
    "customs tariff dairy ban bar",
    "envoy ambassador representative recall",
    "terrorist terrorism militant insurgent guerrilla armed",
    "coordinate joint",
    "annexation annex",
    "election vote poll",
    "oil energy gas",
)  # fmt: skip


_ENDINGS = (
    ("isation", "ise"),
    ("ization", "ize"),
    ("ies", "y"),
    ("ing", ""),
    ("ied", "y"),
    ("edly", ""),
    ("ed", ""),
    ("es", ""),
    ("s", ""),
)


@cache
def _same() -> dict[str, str]:
    return {_stem(word): group.split()[0] for group in _SAME for word in group.split()}


@cache
def _stem(word: str) -> str:
    for ending, new in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return word[: len(word) - len(ending)] + new
    return word.removesuffix("e") if len(word) > 4 else word


@cache
def _concept(word: str) -> str:
    stem = _stem(word)
    return _same().get(stem) or _same().get(stem.removesuffix("e")) or stem.removesuffix("e")


def topic(text: str, leave_out: frozenset[str] = frozenset()) -> frozenset[str]:
    """The concepts of a text; words of `leave_out` (lower case) do not count, nor do numbers."""
    words = re.findall(r"[a-z][a-z'’-]*[a-z]", re.sub(r"<@?[A-Z-]+>", " ", text).lower())  # noqa: RUF001
    parts = (part for word in words for part in re.split(r"['’-]", word))  # noqa: RUF001
    return frozenset(_concept(it) for it in parts if len(it) > 2 and it not in _STOP and it not in leave_out)


UNKNOWN = 1.5
"""Weight of a concept that the record does not know; the rarest that it knows weighs about 8."""


class Weights:
    """How telling each concept is among the rows of a record: rare ones weigh more."""

    def __init__(self, topics: Iterable[frozenset[str]]) -> None:
        known = list(topics)
        counted = Counter(word for one in known for word in one)
        self._all = max(len(known), 1)
        self._weights: Mapping[str, float] = {word: log(1 + self._all / n) for word, n in counted.items()}

    def of(self, word: str) -> float:
        """The weight of a concept; one that no row holds is the article's own way of putting it, and weighs little."""
        return self._weights.get(word, UNKNOWN)

    def size(self, one: frozenset[str]) -> float:
        """Sum of the weights of a topic."""
        return sum(self.of(word) for word in one)

    def alike(self, one: frozenset[str], other: frozenset[str]) -> float:
        """0 where two sentences share no concept, 1 where they hold the same ones: the cosine of their weighted concepts."""
        if not one or not other:
            return 0.0
        return self.size(one & other) / sqrt(self.size(one) * self.size(other))
