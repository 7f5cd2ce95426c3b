"""Quantities in words: how many of what, and whether exactly, at least or at most."""

from __future__ import annotations

import re
from typing import NamedTuple

WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90, "dozen": 12,
}  # fmt: skip
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ONES = "one|two|three|four|five|six|seven|eight|nine"
NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|(?:{_TENS})[- ](?:{_ONES})|{'|'.join(sorted(WORDS, key=len, reverse=True))})"
_BOUNDS = {
    "more than": "more than", "over": "more than", "above": "more than", "upwards of": "more than", "exceeding": "more than",
    "at least": "at least", "no fewer than": "at least", "no less than": "at least", "not less than": "at least",
    "fewer than": "less than", "less than": "less than", "under": "less than", "below": "less than",
    "up to": "at most", "at most": "at most", "no more than": "at most", "as many as": "at most",
    "about": "about", "around": "about", "some": "about", "nearly": "about", "almost": "about", "roughly": "about",
    "approximately": "about", "close to": "about",
}  # fmt: skip
BOUND = "|".join(sorted(_BOUNDS, key=len, reverse=True))
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "hundred": 1e2}
_MORE = re.compile(r" and (\d+|[a-z]+(?:-[a-z]+)?)")
_QUANTITY = re.compile(
    rf"(?:\b(?P<bound>{BOUND}) )?(?<![\w/.-])(?P<n>{NUMBER})(?P<scale> (?:thousand|million|billion|hundred))?"
    r"(?P<percent> ?(?:%|percent\b|per cent\b))?(?=(?:[- ](?P<rest>[a-zA-Z]+(?:[ -][a-zA-Z]+){0,3}))?)",
    re.IGNORECASE,
)
_MONTHS = frozenset(
    (  # noqa: SIM905
        "january february march april may june july august september october november december "
    ).split()
)

UNITS = {
    "deaths": r"dead|deaths?|killed|died|casualties|lives|fatalities",
    "people": r"soldiers?|people|troops?|servicem[ea]n|civilians?|peacekeepers?|forces?|personnel|guards?|"
    r"citizens|nationals|workers|participants|men|observers?|monitors?",
    "members": r"members?|states?|countries|nations|republics|allies|signatories|parties|governments|capitals",
    "documents": r"documents?|drafts?|agreements?|texts?|papers?|decisions?",
    "days": r"days?",
    "weeks": r"weeks?",
    "months": r"months?",
    "years": r"years?|decades?",
    "calls": r"calls?|requests?|appeals?|times?",
    "dollars": r"dollars|usd|\$",
    "aircraft": r"aircraft|planes|jets|fighters|helicopters",
    "ships": r"ships?|warships?|frigates?|vessels",
    "measures": r"measures",
}


_NO_UNIT = frozenset(
    """of and or in on within during to the a an by for with from at as who which that it he she they was were is are had has have
    said says but than more other others after before when while if so such did would will could may can not""".split()  # noqa: SIM905
)


class Quantity(NamedTuple):
    """A number with its unit: a key of `UNITS`, `percent`, or `things` where only the words tell; offsets in the words given."""

    value: float
    bound: str
    unit: str
    start: int
    end: int
    words: str


def value_of(words: str) -> float | None:
    """The number that words say; None where they say none."""
    plain = words.lower().strip().replace(",", "")
    if re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return float(plain)
    parts = re.split(r"[- ]", plain)
    if all(part in WORDS for part in parts) and parts:
        return float(sum(WORDS[part] for part in parts))
    return None


def quantities(text: str) -> list[Quantity]:
    """Every quantity with a unit that words give; dates, years and numbers of articles are none."""
    found = []
    for match in _QUANTITY.finditer(text):
        value = value_of(match["n"])
        rest = (match["rest"] or "").lower()
        if value is None or _is_label(text, match, rest):
            continue
        if match["scale"]:
            value *= _SCALES[match["scale"].strip().lower()]
        if rest.startswith("decade"):
            value *= 10
        unit = (
            "percent"
            if match["percent"]
            else _unit(rest, text[match.start("rest") : match.start("rest") + 70].lower() if match["rest"] else "")
        )
        if (
            not unit
            and re.search(r"\b(?:signed|founded|joined|agreed|ratified) by $", text[: match.start()])
            and not match["n"].isdigit()
        ):
            unit = "members"
        if not unit and rest and rest.split(" ")[0] not in _NO_UNIT:
            unit = "things"
        if unit:
            bound = _BOUNDS[match["bound"].lower()] if match["bound"] else "exactly"
            words = f"{match.group()} {match['rest'] or ''}".strip()
            found.append(Quantity(value, bound, unit, match.start(), match.end(), words))
    return found


def _is_label(text: str, match: re.Match[str], rest: str) -> bool:
    before = text[: match.start()].rstrip().rpartition(" ")[2].lower()
    if before in ("article", "articles", "resolution", "protocol", "chapter", "no", "number", "section", "paragraph"):
        return True
    if value_of(match["n"]) == 1 and not match["n"].isdigit() and not re.match(r"(?:day|week|month|year)", rest):
        return True
    if before in _MONTHS or rest.split(" ")[0] in _MONTHS:
        return True
    digits = match["n"]
    return (
        digits.isdigit()
        and len(digits) == 4
        and 1800 <= int(digits) <= 2100
        and not match["percent"]
        and _unit(rest, "") in ("", "years")
    )


_OF_THEM = re.compile(r"^of (?:its|the|their|his|her|these|those) ")
"""`53 of its soldiers`: soldiers are counted."""


def _unit(rest: str, after: str) -> str:
    if _OF_THEM.match(rest):
        rest, after = _OF_THEM.sub("", rest), _OF_THEM.sub("", after)
    words = re.split(r"[ -]", rest)[:4]
    stop = next((i for i, word in enumerate(words) if word in _NO_UNIT), len(words))
    words, rest = words[:stop], " ".join(words[:stop])
    if not words:
        return ""
    joined = after or rest
    if re.match(rf"(?:\w+ ){{0,3}}(?:{UNITS['people']})\b.{{0,30}}\b(?:{UNITS['deaths']})\b", joined):
        return "deaths"
    for word in words:
        for unit, pattern in UNITS.items():
            if re.fullmatch(pattern, word):
                return unit
    return ""


def holds(claimed: float, bound: str, low: float, high: float, tolerance: float = 0.0) -> bool:
    """Whether a claim of `bound` `claimed` can be true of a value between `low` and `high`; `tolerance` is a share."""
    if bound == "more than":
        return high > claimed
    if bound == "at least":
        return high >= claimed
    if bound == "less than":
        return low < claimed
    if bound == "at most":
        return low <= claimed
    slack = max(tolerance, 0.1 if bound == "about" else 0.0) * max(abs(claimed), 1.0)
    return low - slack <= claimed <= high + slack
