"""Acts, meetings and fighting: each part of the claim is held against the rows that it is likely to be about.

Every row has a probability of being the one meant (`likeness`). All parts borne out: that counts for the claim. A part that the
row has otherwise counts against it; a part on which the rows are silent leaves it partly borne out.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from foedus.check.claims.among import OUTSIDE
from foedus.check.desk import Desk, Fact, gap_days
from foedus.check.judge import bearing, clash
from foedus.check.judge.another import COVERED, PLAINLY, another
from foedus.check.judge.days import when
from foedus.check.judge.likeness import NONE, likely
from foedus.check.judge.part import Part
from foedus.check.judge.ruling import NOTHING, WORDS, Ruling, told
from foedus.check.types import Found, Query
from foedus.questions.wording import listed

KINDS = ("act", "meeting", "clash", "date")

CERTAIN, ENOUGH, ABOUT = 0.5, 0.3, 0.4
"""How likely the claim must be about rows that exclude it, that bear it out, or that tell of the matter at all."""
SURELY = 0.12
"""Less will do where a row bears out both who did it and what."""


class Held(NamedTuple):
    """A row, how likely the claim is about it, and how it stands to each part of the claim."""

    fact: Fact
    p: float
    parts: tuple[Part, ...]

    def of(self, bearing: str) -> tuple[Part, ...]:
        """The parts with that bearing; names of places and persons count apart."""
        return tuple(it for it in self.parts if it.bearing == bearing and it.name != "name")


def judge(found: Found, desk: Desk) -> Ruling:
    """Hold the claim against the rows that it may be about."""
    return ruled(found.query, desk)


def held(query: Query, desk: Desk, none: float = NONE) -> list[Held]:
    """The likely rows, each with its parts."""
    claim = bearing.claimed(query, desk)
    return [Held(it.fact, it.p, bearing.parts(claim, it.fact, desk)) for it in likely(query, desk, none)]


def joint(query: Query, desk: Desk) -> list[Held]:
    """The likely rows with their parts, each seen together with the others."""
    return _joined(_softened(held(query, desk)))


def _softened(rows: list[Held]) -> list[Held]:
    """A part that one row has otherwise and another likely row bears out is not excluded: it may be the other's."""
    borne = {
        (part.name, part.words)
        for row in rows
        if row.p >= LIKELY
        for part in row.parts
        if part.bearing == "borne" and part.words
    }
    return [
        row._replace(
            parts=tuple(
                it._replace(bearing="open") if it.bearing == "excluded" and (it.name, it.words) in borne else it
                for it in row.parts
            )
        )
        for row in rows
    ]


LIKELY = 0.02
"""How likely a row must be for what it bears out to keep another from excluding it."""
JOINED_DAYS = 400
"""How far apart two rows may lie that bear out one claim together."""


def _joined(rows: list[Held]) -> list[Held]:
    """Rows with days that they leave open borne out by another likely row: `gave notice in December and was out a year later`."""
    return [row._replace(parts=tuple(_with_others(it, row, rows) for it in row.parts)) for row in rows]


def _with_others(part: Part, row: Held, rows: list[Held]) -> Part:
    if part.bearing != "open" or part.name != "date" or not _is_told_on(row):
        return part
    beside = [it for it in rows if it is not row and it.p >= LIKELY and _is_near(it.fact, row.fact)]
    borne = any(
        one.bearing == "borne" and (one.name, one.words) == ("date", part.words) for it in beside for one in it.parts
    )
    return part._replace(bearing="borne") if borne else part


def _is_told_on(row: Held) -> bool:
    """Whether a row bears out the act with who did it, and, of several days, one itself."""
    borne = [it.name for it in row.of("borne")]
    return {"act", "date"} <= set(borne) and ("actor" in borne or "recipient" in borne)


def _is_near(one: Fact, other: Fact) -> bool:
    return one.alliance == other.alliance and abs((one.first - other.first).days) <= JOINED_DAYS


def ruled(query: Query, desk: Desk) -> Ruling:
    """What the likely rows come to, taken together."""
    if query.unit == OUTSIDE:
        return _turned(ruled(replace(query, unit=""), desk), desk)
    fought = clash.judge(query, desk) if query.kind == "clash" else None
    if fought is not None:
        return fought
    rows = joint(query, desk)
    bearing_out = [it for it in rows if not it.of("excluded") and not it.of("open") and _says_it(it, query, desk)]
    against = [it for it in rows if it.of("excluded") and it.of("borne")]
    silent = [it for it in rows if it not in bearing_out and it not in against]
    ruling = _ruling(query, bearing_out, against, silent)
    ruling = NOTHING if _is_elsewhere(query, ruling, desk) else ruling
    is_past = query.is_dated and gap_days(date.min, desk.horizon, query.on) == 0
    ruling = _misdated(query, desk) if ruling is NOTHING and is_past else ruling
    return _by_whom(query, ruling, desk)


def _turned(ruling: Ruling, desk: Desk) -> Ruling:
    """The ruling on what some did, turned into one on their not having been among those that did it."""
    if ruling.outcome == "supported":
        return ruling._replace(outcome="contradicted", wrong=("actor",))
    if ruling.outcome == "contradicted":
        is_theirs = set(ruling.wrong) <= {"actor", "act"}
        return Ruling("supported", f"{told(desk.by_id[ruling.rows[0]])}.", ruling.rows) if is_theirs else ruling
    return ruling


def _is_elsewhere(query: Query, ruling: Ruling, desk: Desk) -> bool:
    """Whether a claim is called partly by a row of another alliance that bears out neither who nor what."""
    is_bare = ruling.outcome == "partly" and {"actor", "act"} <= set(ruling.wrong)
    return is_bare and bool(query.alliance) and desk.by_id[ruling.rows[0]].alliance != query.alliance


def _by_whom(query: Query, ruling: Ruling, desk: Desk) -> Ruling:
    """A claim that no row decides, or that rows of others than its own states bear out: who did it by the record, if another."""
    if ruling.outcome == "supported" and not any(_is_their_act(query, desk.by_id[it], desk) for it in ruling.rows):
        return another(query, desk, PLAINLY) or ruling
    return another(query, desk) or ruling if ruling is NOTHING else ruling


def _is_their_act(query: Query, fact: Fact, desk: Desk) -> bool:
    """Whether a row is of the claim's own state and tells all that its verb says was done."""
    claim = bearing.claimed(query, desk)
    return fact.actor in query.actors and bearing.acts_shared(claim, fact.stripped) >= len(claim.verb or claim.core)


def _misdated(query: Query, desk: Desk) -> Ruling:
    """A claim whose day no row has, held again without it: what lies at another day leaves the date open."""
    undated = replace(query, on="", days=(), is_dated=False, date_from="", nearby=())
    rows = [it for it in held(undated, desk, NONE - DATED) if _is_same(it)]
    dates = {it.fact.id: {part.bearing for part in when(query, it.fact, desk)} for it in rows}
    if not rows or sum(it.p for it in rows) < ENOUGH or any("borne" in it for it in dates.values()):
        return NOTHING
    best = max(rows, key=lambda it: it.p)
    if not dates[best.fact.id]:
        return NOTHING
    return Ruling("partly", f"{_unborne(('date',))} {told(best.fact)}.", (best.fact.id,), ("date",))


def _is_same(it: Held) -> bool:
    """Whether a row tells of the same thing, whenever that was."""
    borne = {part.name for part in it.parts if part.bearing == "borne"}
    return not it.of("excluded") and not it.of("open") and bool(borne & {"act", "number", "name"})


DATED = 2.5
"""What a day that fits adds to a row's likeness: a claim held without its day need look like a row by that much less."""


def is_whole(borne: set[str]) -> bool:
    """Whether a row bears out who did it and what, or what with how many."""
    return "act" in borne and bool({"actor", "number"} & borne)


def _is_full(row: Held) -> bool:
    """Whether a row bears out who, what and when, and leaves nothing open."""
    borne = {it.name for it in row.of("borne")}
    return is_whole(borne) and "date" in borne


FULLY = 0.06
"""How likely a row need be that bears out who, what and when."""
SHOWN = 0.15
"""How likely, beside the likeliest, a row must be to be shown in its place where it bears out more."""


def _nearest_in_parts(rows: list[Held]) -> Held:
    """The row to show: among likely ones that of which most parts agree, those that the date does not exclude first."""
    least = SHOWN * max(it.p for it in rows)
    return max((it for it in rows if it.p >= least), key=lambda it: (_dated(it), _parts_agreed(it), it.p))


def _dated(row: Held) -> bool:
    return not any(it.name == "date" for it in (*row.of("excluded"), *row.of("open")))


def _parts_agreed(row: Held) -> int:
    return len(row.of("borne")) - len(row.of("open")) - 2 * len(row.of("excluded"))


def _unborne(names: tuple[str, ...]) -> str:
    """What the row leaves open, in words: `The number and the act are not borne out.`"""
    told_of = listed([f"the {it}" for it in names])
    return f"{told_of[0].upper()}{told_of[1:]} {'is' if len(names) == 1 else 'are'} not borne out."


def _is_plain(query: Query, row: Held) -> bool:
    """Whether what a row excludes is beyond doubt; words for the contrary alone are not, unless who and the very day are the row's.

    On articles at first sight, words for the contrary denied nearly as many true claims as they found falsehoods.
    """
    borne = {it.name for it in row.of("borne")}
    is_alone = {it.name for it in row.of("excluded")} == {"act"}
    return not is_alone or (query.is_dated and {"actor", "date"} <= borne)


TELLING = frozenset({"act", "date", "number"})


def _says_it(it: Held, query: Query, desk: Desk) -> bool:
    """Whether a row says what the claim says, and not only whom it is about."""
    return bool(TELLING & {part.name for part in it.of("borne")}) or desk.covered(query.topic, it.fact) >= COVERED


def _ruling(query: Query, bearing_out: list[Held], against: list[Held], silent: list[Held]) -> Ruling:
    p_for, p_against, p_open = (sum(it.p for it in some) for some in (bearing_out, against, silent))
    whole = [it for it in bearing_out if is_whole({part.name for part in it.of("borne")})]
    is_told = sum(it.p for it in whole) >= SURELY or sum(it.p for it in whole if _is_full(it)) >= FULLY
    if (p_for >= ENOUGH or is_told) and p_for >= p_against:
        bearing_out = whole or bearing_out
        rows = tuple(it.fact.id for it in bearing_out[:3])
        return Ruling("supported", f"{told(bearing_out[0].fact)}.", rows)
    if p_against >= CERTAIN and p_against > 2 * p_for:
        best = against[0]
        part = best.of("excluded")[0]
        why = f"{WORDS.get(part.name, 'The record has it otherwise.')} {told(best.fact)}."
        names = tuple(dict.fromkeys(it.name for it in best.of("excluded")))
        return Ruling("contradicted" if _is_plain(query, best) else "partly", why, (best.fact.id,), names)
    if p_for + p_against + p_open >= ABOUT:
        likeliest = max(against + silent + bearing_out, key=lambda it: it.p)
        if likeliest in bearing_out:
            return Ruling("supported", f"{told(likeliest.fact)}.", (likeliest.fact.id,))
        best = _nearest_in_parts(against + silent + bearing_out)
        names = tuple(dict.fromkeys(it.name for it in (*best.of("excluded"), *best.of("open")))) or ("act",)
        return Ruling("partly", f"{_unborne(names)} {told(best.fact)}.", (best.fact.id,), names)
    return NOTHING


def nearest(found: Found, desk: Desk) -> tuple[str, ...]:
    """Rows that speak of the same matter as an opinion, for the reader to look at; empty where none comes near."""
    return tuple(it.fact.id for it in likely(found.query, desk)[:2] if it.p >= ENOUGH)
