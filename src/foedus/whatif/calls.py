"""Calls for help as arrays: who called, about what, what came of it within six months, and what was known the day before.

The class is the strongest of the answers in the order force, mission, material, political, humanitarian, declined: what was
given counts before what was refused. (Question 2 of a brief puts a refusal before words.) Not here: member-months.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from foedus.dates import month_of, months_back
from foedus.questions.help import ARTICLE
from foedus.rows import Row
from foedus.whatif import covariates
from foedus.whatif.facts import Facts, named_states, state_of

Floats = NDArray[np.float64]
Texts = NDArray[np.str_]
Flags = NDArray[np.bool_]
Evidence = tuple[tuple[str, ...], ...]

CLASSES = ("force", "mission", "material", "political", "humanitarian", "declined", "none")
"""Classes of a call by its answers, strongest first."""

WEIGHTS = {"force": 1.0, "mission": 0.5, "material": 0.5}
"""How much of the help asked for each class gives; others give none."""

KINDS = ("outside", "member", "inside")
"""What a call is about: a threat by a state or group from outside, by a member or the hub, or from inside the caller's own
country."""

ANSWER_MONTHS = 6

FROM_OUTSIDE = re.compile(
    r"\b(border|crossed|across|attacks of 11|been attacked|come in from)\b|\bfrom abroad\b", re.IGNORECASE
)
FROM_INSIDE = re.compile(
    r"\b(unrest|protest\w*|revolt|coup|overthr\w+|mutin\w*|civil war|ethnic|election|insurg\w*|rising|"
    r"war in (Lebanon|Tajikistan)|power|army)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, eq=False)
class Calls:
    """One place a call, oldest first. `hubs` is empty where the alliance has none on the day.

    `answerers` is `hub` where a member calls an alliance with a hub, else `alliance`. `given` is 0..1. `hub_given` is the same
    of the answers by the hub or by the alliance as a body. `is_settled` is False where the six months are not over yet,
    `is_consultation` True where the article named promises consultation and no help.
    `attention` and `attention_own` are log ratios, `stakes` 0..1, `load` log(1 + conflicts), `overlap` a number of alliances
    shared with the hub beside this one; NaN where the record tells nothing, and for a hub's own calls. `evidence` holds the
    ids of the call and of the answer that decided its class.
    """

    alliances: Texts
    hubs: Texts
    callers: Texts
    days: NDArray[np.datetime64]
    months: NDArray[np.int64]
    adversaries: Texts
    kinds: Texts
    answerers: Texts
    classes: Texts
    given: Floats
    hub_given: Floats
    is_settled: Flags
    is_formal: Flags
    is_consultation: Flags
    attention: Floats
    attention_own: Floats
    stakes: Floats
    load: Floats
    overlap: Floats
    evidence: Evidence

    def __len__(self) -> int:
        return len(self.months)


def calls(facts: Facts, alliances: Sequence[str] | None = None, weights: Mapping[str, float] = WEIGHTS) -> Calls:
    """Calls of some alliances, or of all, known by the day of the facts."""
    wanted = [row for row in facts.calls if alliances is None or row["alliance"] in alliances]
    made = [_call(facts, row, weights) for row in wanted]

    def column(name: str, kind: type) -> NDArray[np.generic]:
        return np.array([one[name] for one in made], kind)

    return Calls(
        **{name: column(name, np.str_) for name in TEXTS},  # type: ignore[arg-type]
        days=np.array([one["day"] for one in made], "datetime64[D]"),
        months=np.array([month_of(one["day"]) for one in made], np.int64),
        **{name: column(name, np.bool_) for name in FLAGS},  # type: ignore[arg-type]
        **{name: column(name, np.float64) for name in NUMBERS},  # type: ignore[arg-type]
        evidence=tuple(one["evidence"] for one in made),
    )


TEXTS = ("alliances", "hubs", "callers", "adversaries", "kinds", "answerers", "classes")
FLAGS = ("is_settled", "is_formal", "is_consultation")
NUMBERS = ("given", "hub_given", "attention", "attention_own", "stakes", "load", "overlap")


def _call(facts: Facts, row: Row, weights: Mapping[str, float]) -> Row:
    day: date = row["happened_from"]
    alliance, caller = row["alliance"], row["caller"]
    hub = hub_on(facts, alliance, month_of(day)) or _hub_to_be(facts, alliance, month_of(day))
    is_own = hub is not None and state_of(hub, day.year) == state_of(caller, day.year)
    answers = in_time(row, facts.answers.get(row["id"], ()))
    overall, deciding = class_of(answers)
    by_hub = class_of([one for one in answers if one["responder"] in (hub, facts.hubs.get(alliance), alliance)])[0]
    known = _known(facts, alliance, caller, hub, day) if hub and not is_own else {}
    nan = float("nan")
    return {
        "alliances": alliance,
        "hubs": hub or "",
        "callers": caller,
        "day": day,
        "adversaries": row["adversary"] or "",
        "kinds": kind_of(facts, row),
        "answerers": "hub" if hub and not is_own else "alliance",
        "classes": overall,
        "given": weights.get(overall, 0.0),
        "hub_given": weights.get(by_hub, 0.0),
        "is_settled": months_back(facts.day, ANSWER_MONTHS) >= row["happened_to"],
        "is_formal": bool(row["is_formal"]),
        "is_consultation": _is_consultation(facts, row),
        "attention": known.get("attention", nan),
        "attention_own": known.get("attention_own", nan),
        "stakes": known.get("stakes", nan),
        "load": covariates.load(facts.fights, hub, caller, day - timedelta(days=1)) if hub and not is_own else nan,
        "overlap": known.get("overlap", nan),
        "evidence": (row["id"], *((deciding["id"],) if deciding else ())),
    }


def hub_on(facts: Facts, alliance: str, month: int) -> str | None:
    """The code under which the hub is a member in a month (the Soviet Union before Russia); None where it is none."""
    hub = facts.hubs.get(alliance)
    if hub is None:
        return None
    year = month // 12
    for spell in facts.spells.get(alliance, ()):
        last = spell.last if spell.last is not None else month
        if spell.first <= month <= last and state_of(spell.member, min(year, last // 12)) == state_of(hub, 2000):
            return spell.member
        if spell.first <= month <= last and spell.member == hub:
            return hub
    return None


def _hub_to_be(facts: Facts, alliance: str, month: int) -> str | None:
    """The hub of a treaty that was signed but not in force yet: states called under it before it was (CSTO 1993)."""
    spells = [spell for spell in facts.spells.get(alliance, ()) if spell.member == facts.hubs.get(alliance)]
    return facts.hubs.get(alliance) if spells and month < min(spell.first for spell in spells) else None


def in_time(call: Row, answers: Sequence[Row]) -> list[Row]:
    """Answers that may have come within six months of a call, or before it."""
    return [row for row in answers if months_back(row["happened_from"], ANSWER_MONTHS) <= call["happened_to"]]


def class_of(answers: Sequence[Row]) -> tuple[str, Row | None]:
    """The strongest class among some answers, with the first answer of that class."""
    for name in CLASSES[:-1]:
        for row in answers:
            if row["answer_class"] == name:
                return name, row
    return CLASSES[-1], None


def kind_of(facts: Facts, row: Row) -> str:
    """What a call is about, by rule: states among its adversaries, then words of its situation; without either `inside`."""
    alliance, day = row["alliance"], row["happened_from"]
    states = [one for one in named_states(row["adversary"] or "", day) if one != row["caller"]]
    if states:
        members = {spell.member for spell in facts.spells.get(alliance, ()) if spell.holds(month_of(day))}
        return "member" if members & set(states) else "outside"
    if FROM_INSIDE.search(f"{row['adversary'] or ''} {row['situation']}"):
        return "inside"
    return "outside" if FROM_OUTSIDE.search(row["situation"]) else "inside"


def _is_consultation(facts: Facts, row: Row) -> bool:
    """Whether the article that a call names promises consultation and no help."""
    kinds: dict[str, set[str]] = {}
    for one in facts.obligations.get(row["alliance"], ()):
        kinds.setdefault(one["article"], set()).add(one["obligation_kind"])
    named = ARTICLE.findall((row["legal_basis"] or "").partition("Article")[2])
    told = {kind for article in named for kind in kinds.get(article, ())}
    return "consultation" in told and not told & {"defence", "aid"}


def hub_acts(facts: Facts, alliance: str, hub: str) -> list[Row]:
    """Acts of the hub towards members, as question 4 counts them: neither disputed nor only announced."""
    members = {spell.member for spell in facts.spells.get(alliance, ())}
    return [
        row
        for row in facts.events.get(alliance, ())
        if row["actor"] == hub != row["recipient"] and row["modality"] == "actual" and row["recipient"] in members
    ]


def _known(facts: Facts, alliance: str, caller: str, hub: str, day: date) -> dict[str, float]:
    month = month_of(day)
    members = {spell.member for spell in facts.spells.get(alliance, ()) if spell.holds(month)} - {hub}
    beside, past = covariates.attention_on(hub_acts(facts, alliance, hub), caller, len(members), day)
    at = np.array([month])
    return {
        "attention": beside,
        "attention_own": past,
        "stakes": float(covariates.forces(facts, alliance, caller, hub, at)[0]),
        "overlap": float(covariates.elsewhere(facts, alliance, caller, hub, at)[1][0]),
    }
