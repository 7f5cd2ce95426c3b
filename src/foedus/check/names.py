"""Names in running text: which alliances of the record are meant, and which states a row of the record speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from foedus.rows import Row

_VAGUE = frozenset(
    (  # noqa: SIM905
        "commonwealth, sahel, west africa, west-africa, southern africa, southern-africa, central africa, "
        "central-africa, gulf states, ua, ue, las, mdt, gus, cei, ocs, five powers, charter, constitutive "
        "act, western union, charter of bogota, cst, wto, anpo, sno, sng, rio, russia-belarus, "
        "belarus-russia, china-soviet union, china-ussr, sino soviet, pacific pact, minsk agreement, bangkok "
        "declaration"
    ).split(", ")
)
"""Aliases that name other things in running text more often than the alliance."""

_PARTNERS = {
    "US-JAPAN": (r"(?:US|U\.S\.|United States|American|America)", r"Japan(?:ese)?"),
    "US-KOREA": (r"(?:US|U\.S\.|United States|American|America)", r"(?:South Korean?|Republic of Korea|ROK|Seoul)"),
    "US-PHILIPPINES": (r"(?:US|U\.S\.|United States|American|America)", r"(?:the )?Philippines?"),
    "RUSSIA-DPRK": (r"(?:Russian?|Moscow)", r"(?:North Korean?|DPRK|Pyongyang)"),
    "CHINA-DPRK": (r"(?:China|Chinese|Sino)", r"(?:North Korean?|DPRK|Korean)"),
    "SUN-DPRK": (r"(?:Soviet(?: Union)?|USSR)", r"(?:North Korean?|DPRK)"),
}
_TIE = r"\s(?:\w+\s){0,3}(?:alliance|treaty|pact|partnership)"
_BLOC = re.compile(
    r"\b(?:the|this|its|their|our|an?|Moscow-led|Russian-led|Russia-led|US-led)\s(?:\w+-?\w*\s){0,2}?"
    r"(?:alliance|bloc|organi[sz]ation|grouping|pact|block|treaty organi[sz]ation)\b",
    re.IGNORECASE,
)


_SHORT = {
    "US": "USA",
    "U.S.": "USA",
    "UK": "GBR",
    "UAE": "ARE",
    "Turk": "TUR",
    "Turks": "TUR",
    "Briton": "GBR",
    "Britons": "GBR",
}
"""Names of states that the gazetteer has not, or has for its parser alone."""

_SHARED = frozenset({"Korean", "Koreans"})
"""Words that name the people of two states in the same rows."""


class Named(NamedTuple):
    """An alliance named in a text: its code and where."""

    code: str
    start: int
    end: int


class Alliances:
    """The alliances of a record by what texts call them."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = {row["code"]: row for row in rows}
        words: dict[str, str] = {}
        for row in rows:
            for name in _names_of(row):
                words.setdefault(name.casefold(), row["code"])
        self._words = words
        exact = sorted(words, key=len, reverse=True)
        self._pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, exact))})(?![\w-])", re.IGNORECASE)
        self._ties = [
            (code, re.compile(rf"\b(?:{one}\b.{{1,8}}\b{other}|{other}\b.{{1,8}}\b{one}){_TIE}", re.IGNORECASE))
            for code, (one, other) in _PARTNERS.items()
            if code in self.rows
        ]

    def of_word(self, word: str) -> str | None:
        """The code of the alliance that a name means; None for none."""
        return word if word in self.rows else self._words.get(word.casefold())

    def find(self, text: str) -> list[Named]:
        """Every alliance named in a text, in order; an acronym counts in capitals only."""
        found = []
        for match in self._pattern.finditer(text):
            word = match.group()
            if len(word) <= 6 and " " not in word and not (word.isupper() or word == "Nato"):
                continue
            found.append(Named(self._words[word.casefold()], match.start(), match.end()))
        for code, pattern in self._ties:
            found += [Named(code, it.start(), it.end()) for it in pattern.finditer(text)]
        return sorted(found, key=lambda it: it.start)


def blocs(text: str) -> list[tuple[int, int]]:
    """Where a text speaks of `the alliance`, `the bloc`, `the organisation`."""
    return [match.span() for match in _BLOC.finditer(text)]


def _names_of(row: Row) -> Iterable[str]:
    names = [row["code"], row["name"].partition(" (")[0], *(row["aliases"] or "").split(";")]
    for name in names:
        plain = name.strip()
        is_slug = plain.islower() and " " not in plain
        if plain and not is_slug and plain.casefold() not in _VAGUE:
            yield plain
    if row["code"] == "GUAM":
        yield "GUUAM"


class StateNames:
    """States by what sentences of the record call them: names, adjectives and capitals."""

    def __init__(self, actors: Sequence[Row]) -> None:
        words: dict[str, str] = {}
        self.capitals: dict[str, str] = {}
        for row in actors:
            if row["actor_kind"] not in ("state", "alliance", "body"):
                continue
            for name in (row["name"], *_people(row["demonym"])):
                if name and len(name) > 2:
                    words.setdefault(name, row["code"])
            if row["capital"]:
                self.capitals[row["capital"]] = row["code"]
        words.update(_extra())
        self._words = words
        self._pattern = re.compile(
            rf"(?<!\w)(?:{'|'.join(re.escape(one) for one in sorted(words, key=len, reverse=True))})(?!\w)"
        )

    def stripped(self, text: str) -> str:
        """A text without names of states and alliances; capitals stay, they tell places apart."""
        return self._pattern.sub(" ", text)

    def in_text(self, text: str) -> frozenset[str]:
        """Codes of the states that a sentence of the record names."""
        return frozenset(self._words[one] for one in self._pattern.findall(text))

    def places(self, text: str) -> list[tuple[int, str]]:
        """Where states are named in a text, and which."""
        return [(match.start(), self._words[match.group()]) for match in self._pattern.finditer(text)]


@cache
def _extra() -> dict[str, str]:
    """Short names and adjectives of the gazetteer."""
    from foedus.states.gazetteer import gazetteer

    found: dict[str, str] = {}
    for spells in gazetteer().by_key.values():
        for state in spells:
            if state.iso3:
                people = [one for demonym in state.demonyms for one in _people(demonym)]
                for word in (state.name, *(one for one in (*people, *state.other_names) if len(one) > 3)):
                    found.setdefault(word, state.iso3)
    return {it: code for it, code in found.items() if it not in _SHARED} | _SHORT


def _people(demonym: str | None) -> tuple[str, ...]:
    """An adjective of a state and the noun for its people: `Nigerian`, `Nigerians`; one that takes no s stands alone."""
    if not demonym:
        return ()
    return (demonym,) if demonym.endswith(("s", "se", "sh", "ch", "z")) else (demonym, f"{demonym}s")
