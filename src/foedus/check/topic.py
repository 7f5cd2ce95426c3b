"""What a sentence is about: its words as concepts, names of states and dates aside, and how alike two sentences are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from math import log, sqrt

from foedus.check.stems import stem

_STOP = frozenset(
    """a an the of to in on at for by with from and or but that this these those it its his her their our they he she
    who which whom whose as is are was were be been being has have had do does did not no nor so than then
    there here also into onto over under between among against after before during since until while when
    where why how what if unless up out off down about more most some any all each every other another such
    own same will would could should may might must can shall one two three four five six seven eight nine ten
    first second third said say says told tell according year month day week time later earlier ago still
    already just only even both either neither very much many few new old state states country countries
    government alliance organization organisation bloc member members treaty president prime minister foreign
    official officials leader leaders spokesman spokeswoman ministry mr mrs dr january february march april
    june july august september october november december monday tuesday wednesday thursday friday saturday sunday
    although though because them him too however instead rather whether upon within without again once ever never
    far get got put let made make makes went""".split()  # noqa: SIM905
)
_SAME = (
    "exercise drill manoeuvre maneuver wargame training war-game",
    "summit session meeting gathering conference meet gather convene",
    "troop soldier force contingent battalion serviceman servicemen army military unit brigade paratrooper infantry",
    "peacekeeper peacekeeping",
    "freeze suspend halt pause frozen froze suspension",
    "pay contribute contribution due fee money budget finance financial fund payment subsidy",
    "sign signature signatory undersign",
    "help assist aid assistance support",
    "refuse decline reject refusal turn deny rebuff spurn",
    "skip boycott absent absence stay away miss snub shun",
    "leave quit withdraw exit depart departure withdrawal pull pullout evacuate",
    "declaration document text statement communique draft paper resolution",
    "observer monitor mission factfinding",
    "ceasefire truce armistice",
    "border frontier boundary demarcate delimit delimitation",
    "clash fight fighting hostility battle skirmish combat shooting fire shot shoot gunfire",
    "war conflict invasion invade offensive attack assault intervention intervene incursion",
    "unrest protest riot demonstration upheaval turmoil",
    "recognise recognize recognition",
    "criticise criticize blame reproach condemn accuse rebuke denounce deplore regret censure lament",
    "threat threaten warn warning",
    "join accede accession enter admit admission",
    "ratify ratification approve approval parliament lawmaker deputy",
    "base garrison facility installation headquarter seat",
    "host hosting stage",
    "cancel scrap call",
    "chair chairmanship preside presidency",
    "expel expulsion exclude",
    "sanction embargo blockade boycott",
    "coup putsch junta overthrow mutiny takeover topple oust depose",
    "consult consultation talk discuss negotiation dialogue negotiate phone telephone ring",
    "kill dead death die casualty toll slain fatality",
    "missile rocket patriot",
    "aircraft plane jet fighter airplane warplane squadron",
    "agreement accord pact deal",
    "deploy send dispatch deployment",
    "launch start begin open",
    "end finish close conclude dissolve disband dissolution terminate",
    "agree adopt decide decision resolve",
    "reaction rapid response",
    "nuclear atomic tactical",
    "customs tariff dairy ban bar",
    "envoy ambassador representative recall diplomat",
    "terrorist terrorism militant insurgent guerrilla armed",
    "coordinate joint",
    "annexation annex annexe",
    "ship vessel destroyer warship frigate naval navy fleet",
    "obligation duty commitment bind owe",
    "bill law legislation statute",
    "neighbour neighbouring",
    "independence independent sovereignty",
    "election vote poll",
    "oil energy gas",
)  # fmt: skip


@cache
def _same() -> dict[str, str]:
    return {stem(word): group.split()[0] for group in _SAME for word in group.split()}


@cache
def _concept(word: str) -> str:
    bare = stem(word)
    return _same().get(bare) or _same().get(bare.removesuffix("e")) or bare.removesuffix("e")


def topic(text: str, leave_out: frozenset[str] = frozenset()) -> frozenset[str]:
    """The concepts of a text; words of `leave_out` (lower case) do not count, nor do numbers."""
    from foedus.check.lexicon import concepts

    return concepts(re.sub(r"<@?[A-Z-]+>", " ", text), leave_out)


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
