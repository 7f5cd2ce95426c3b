"""Numbers of a claim against numbers of rows: same unit, same things counted, sums and lists."""

from __future__ import annotations

import re
from functools import cache

from foedus.check.desk import Desk, Fact
from foedus.check.numbers import NUMBER, Quantity, holds, quantities, value_of
from foedus.check.topic import topic
from foedus.check.types import Query

DAYS = {"days": 1.0, "weeks": 7.0, "months": 30.4, "years": 365.25}
"""Days in each unit of time."""
TOLERANCE = 0.02
"""Share by which a rounded number may differ."""
_AND_MORE = re.compile(
    r"\b(?:and|with) (?:\w+ )?(?:other|more|states|members|countries|two|three|four|five|six|seven|eight|nine|ten)\b"
)
"""`the Soviet Union and seven states`: eight in all."""
_MORE = re.compile(r"\b(?:further|other|others|more|besides)\b")
_HEADS = frozenset({"deaths", "people"})


def number_parts(query: Query, fact: Fact, desk: Desk) -> list[tuple[str, str]]:
    """For each quantity of the claim `borne`, `excluded` or `open`, with its words."""
    claimed = [it for it in [*quantities(query.detail), *bare(query.detail)] if it.unit not in DAYS or _same(it, fact)]
    rows = desk.beside(fact)
    found = []
    for one in claimed:
        if one.unit in DAYS and _OFFSET.match(query.detail[one.end :]):
            continue  # `four days after`: that tells when.
        bearing = _bearing(one, claimed, fact, rows, desk)
        if bearing == "excluded" and _OF.search(query.detail[: one.start]):
            bearing = "open"  # `five of the seven`: the seven are told in passing.
        found.append((bearing, one.words))
    return found


_OFFSET = re.compile(r"\W*(?:\w+ )?(?:after|before|later|earlier|ago)\b")
_OF = re.compile(r"\bof (?:the|its|their) $")
_BARE = re.compile(
    rf"\b(?:and|against|to|,) (?P<n>{NUMBER})(?= (?:in|on|from|against|among|went|passed|were|was|had)\b)",
    re.IGNORECASE,
)


def bare(text: str) -> list[Quantity]:
    """Numbers that count what the one before them counts: `63 people died in Kyrgyzstan and 41 in Tajikistan`."""
    before = quantities(text)
    found = []
    for match in _BARE.finditer(text):
        value = value_of(match["n"])
        earlier = [it for it in before if it.end <= match.start()]
        if value is not None and earlier:
            found.append(
                earlier[-1]._replace(value=value, start=match.start("n"), end=match.end("n"), words=match["n"])
            )
    return found


def number_fits(query: Query, fact: Fact, desk: Desk) -> bool | None:
    """Whether a row's numbers allow those claimed; None where the claim or the row gives none that can be compared."""
    found = {bearing for bearing, _ in number_parts(query, fact, desk)}
    return False if "excluded" in found else True if "borne" in found else None


def article_parts(query: Query, fact: Fact) -> list[tuple[str, str]]:
    """Articles of a treaty that the claim names against those that the row names."""
    claimed, held = articles_in(query.detail), articles_in(fact.text)
    if not held:
        return []
    return [("borne" if it in held else "excluded", f"Article {it}") for it in claimed]


_ARTICLES = re.compile(r"\b[Aa]rticles? (?P<list>(?:\d+|[IVX]+)(?:(?:, | and | or |, and )(?:\d+|[IVX]+)\b)*)")


@cache
def articles_in(text: str) -> tuple[str, ...]:
    """Numbers of the articles that a text names, in order."""
    found = [it for match in _ARTICLES.finditer(text) for it in re.findall(r"\d+|\b[IVX]+\b", match["list"])]
    return tuple(dict.fromkeys(found))


def _bearing(one: Quantity, claimed: list[Quantity], fact: Fact, rows: tuple[Fact, ...], desk: Desk) -> str:
    """How the rows stand to one number, beside the other numbers of the claim."""
    found = [it for row in rows for it in _same(one, row)]
    if _fits(one, found) or _fits(one, _summed(one, fact)) or _is_counted(one, claimed, found, fact, rows, desk):
        return "borne"
    alike = [it for it in fact.numbers if _noun(it) and _noun(it) == _noun(one)]
    if one.unit == "things" and alike and not _fits(one, alike):
        return "excluded"  # `5,000 sappers and 1,000 builders`: both figures are the row's, of other things.
    if any(one.value in numerals(it.text) for it in rows):
        return "borne"
    if one.unit == "members" and (_MORE.search(one.words) or _is_borne_beside(one, claimed, found)):
        return "borne" if any(abs(one.value - it.value) <= 1 for it in found) else "open"
    return _against(one, claimed, found, fact)


def _against(one: Quantity, claimed: list[Quantity], found: list[Quantity], fact: Fact) -> str:
    """Whether numbers of the same unit exclude one that no row bears out."""
    own = _same(one, fact)
    if not own:
        return "excluded" if found and len({it.value for it in found}) == 1 else "open"
    if one.unit == "deaths" and one.value < sum(it.value for it in own) and len(re.findall(r"\d+", fact.sentence)) > 2:
        return "open"  # Each side's own dead are fewer than those of both.
    used = {it.value for it in claimed}
    return "excluded" if any(it.value not in used for it in own) else "open"


def _fits(one: Quantity, others: list[Quantity]) -> bool:
    return any(holds(one.value, one.bound, *span(it), TOLERANCE) for it in others)


def _summed(one: Quantity, fact: Fact) -> list[Quantity]:
    """The row's numbers of that unit as one: 1,000 from here and 600 from there."""
    own = _same(one, fact)
    total = sum(it.value for it in own)
    return [own[0]._replace(value=total, bound="exactly")] if total else []


def _is_counted(
    one: Quantity, claimed: list[Quantity], found: list[Quantity], fact: Fact, rows: tuple[Fact, ...], desk: Desk
) -> bool:
    """Whether a number counts what the row lists, or goes with others of the claim to the row's sum."""
    lists = (len(_listed(fact, desk)), len({it.actor for it in rows if len(it.actor) == 3}))
    if one.unit in ("members", "people") and one.value in lists:
        return True
    if one.unit == "members" and any(one.value == it.value + 1 and _AND_MORE.search(fact.sentence) for it in found):
        return True
    if one.unit == "members" and any(one.value == value + 1 for row in rows for value in _others(row.sentence)):
        return True
    same = [it for it in claimed if it.unit == one.unit]
    return len(same) > 1 and any(abs(sum(it.value for it in same) - it.value) <= 0.1 * it.value for it in found)


_OTHERS = re.compile(rf"\b(?:with|and) (?P<n>{NUMBER}) others?\b", re.IGNORECASE)
"""`Iraq, with eight others`: nine."""


def _others(sentence: str) -> list[float]:
    """How many others did it beside the one that a row names."""
    values = [value_of(it["n"]) for it in _OTHERS.finditer(sentence)]
    return [it for it in values if it is not None]


def _is_borne_beside(one: Quantity, claimed: list[Quantity], found: list[Quantity]) -> bool:
    """`five of the seven members`: where the five are in the row, the seven are the membership lists' affair."""
    others = [it for it in claimed if it is not one and it.unit == one.unit]
    return any(holds(it.value, it.bound, *span(row), TOLERANCE) for it in others for row in found)


def _noun(it: Quantity) -> str:
    """What a quantity counts: the first word behind its number."""
    found = re.search(r"[a-z]{3,}", it.words[it.end - it.start :].lower())
    return found.group() if found else ""


@cache
def numerals(text: str) -> frozenset[float]:
    """Every number that a text gives in digits, whatever it counts."""
    return frozenset(
        float(it.replace(",", "")) for it in re.findall(r"(?<![\w.-])\d{1,3}(?:,\d{3})+|(?<![\w.-])\d+(?:\.\d+)?", text)
    )


def _listed(fact: Fact, desk: Desk) -> set[str]:
    return {it for it in fact.states if len(it) == 3 and it not in desk.alliances.rows}


def _same(claimed: Quantity, fact: Fact) -> list[Quantity]:
    """Quantities of a row in the unit of the claim."""
    if fact.table == "conflict" and claimed.unit in _HEADS:
        return _toll(fact)
    if claimed.unit in DAYS:
        return [
            it._replace(value=it.value * DAYS[it.unit] / DAYS[claimed.unit]) for it in fact.numbers if it.unit in DAYS
        ]
    found = [it for it in fact.numbers if it.unit == claimed.unit]
    if claimed.unit == "things":
        own = topic(claimed.words)
        found = [it for it in found if own & topic(it.words)]
    if not found and claimed.unit in _HEADS:
        found = [it for it in fact.numbers if it.unit in _HEADS]
    return found


def _toll(fact: Fact) -> list[Quantity]:
    bounds = (("deaths_best", "exactly"), ("deaths_low", "at least"), ("deaths_high", "exactly"))
    return [
        Quantity(float(fact.row[name]), bound, "deaths", 0, 0, f"{fact.row[name]} deaths")
        for name, bound in bounds
        if fact.row.get(name) is not None
    ]


def span(it: Quantity) -> tuple[float, float]:
    """The values that a number of the record may stand for."""
    if it.bound in ("at least", "more than"):
        return it.value, it.value * 1.25
    if it.bound in ("at most", "less than"):
        return 0.0, it.value
    slack = 0.1 * it.value if it.bound == "about" else 0.0
    return it.value - slack, it.value + slack
