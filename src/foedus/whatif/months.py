"""Member-months of alliances with a hub: what each member did, and what was known of it and its hub beforehand.

A month counts where the record follows the alliance: events of it at most 24 months apart, in a stretch of a year at least.
Without that rule an empty stretch of the record would look like loyalty. Stretches are bounded by events, dissent among them,
so that the months kept lean to those in which something happened; `is_followed_otherwise` tells which would stay if dissent did
not count, and a result should be shown for both. Not here: calls, threats, and any model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from foedus.dates import month_of
from foedus.odds.outcomes import OWN_CHOICE
from foedus.questions.panel import Panel
from foedus.record import AsOf
from foedus.record.schema import DISSENTING_ACTS
from foedus.rows import Row
from foedus.whatif import covariates
from foedus.whatif.calls import Evidence, Flags, Floats, Texts, hub_acts, hub_on
from foedus.whatif.facts import Facts, Spell, state_of

Ints = NDArray[np.int64]

STAY, DISSENT, FREEZE, LEAVE = range(4)
CHOICES = ("stay", "dissent", "freeze", "leave")

GAP_MONTHS = 24
LEAST_MONTHS = 12
NOTICE_MONTHS = 24
STEPPED_ASIDE = frozenset({"freeze", "give_notice"})
COME_BACK = frozenset({"restore", "join"})

COVARIATES = (
    "dependence",
    "outside",
    "attention",
    "attention_own",
    "shares",
    "forces",
    "overlap",
    "elsewhere",
    "ties",
    "vote_distance",
    "vote_apart",
    "vote_drift",
    "regime_gap",
    "density",
)
"""Columns of values: see `Months`."""


@dataclass(frozen=True, slots=True, eq=False)
class Months:
    """One place a member and month, by alliance, member and month; the hub itself is left out.

    `choices` is 0 stay, 1 dissent (a dissenting act dated to that month), 2 freeze (a freeze or a notice), 3 leave (membership
    ends by the member's will); of several the highest. `n_acts` counts recorded acts of the member of any kind in the month,
    `n_dissent` those that dissent. `is_frozen`: a freeze or notice of an earlier month was not taken back.

    Of the values, NaN where the record tells nothing: `dependence` 0..1, the mean of published shares of its ties with the hub
    (`shares`), else the hub's forces on its soil (`forces`); `outside` 0..1, the mean of n / (n + 1) over alliances without the
    hub (`elsewhere`), of the same over acts of outside tie in 60 months (`ties`), and of the distance of its UN votes
    (`vote_distance`), NaN where the last is unknown; `overlap` other alliances with the hub; `vote_apart` and `vote_drift` beyond
    that of all states; `regime_gap` 0..1; `attention`, `attention_own` log ratios; `density` events of the alliance in the
    24 months before that are not dissent, as log(1 + n). `evidence` holds the ids of the acts behind a choice other than stay.
    """

    alliances: Texts
    members: Texts
    hubs: Texts
    months: Ints
    choices: NDArray[np.int8]
    n_dissent: Ints
    n_acts: Ints
    is_frozen: Flags
    is_followed_otherwise: Flags
    dependence: Floats
    outside: Floats
    attention: Floats
    attention_own: Floats
    shares: Floats
    forces: Floats
    overlap: Floats
    elsewhere: Floats
    ties: Floats
    vote_distance: Floats
    vote_apart: Floats
    vote_drift: Floats
    regime_gap: Floats
    density: Floats
    evidence: Evidence
    covered: dict[str, dict[str, float]]
    """By alliance, the share of its member-months for which each value is known."""
    undated: tuple[str, ...]
    """Ids of dissenting acts that are dated to the year only, and so are in no month."""

    def __len__(self) -> int:
        return len(self.months)


@dataclass(slots=True)
class _Block:
    """The months of one member."""

    alliance: str
    member: str
    hubs: list[str]
    months: Ints
    choices: NDArray[np.int8]
    n_dissent: Ints
    n_acts: Ints
    is_frozen: Flags
    is_followed_otherwise: Flags
    values: dict[str, Floats]
    evidence: list[tuple[str, ...]]


def months(facts: Facts, view: AsOf, alliances: Sequence[str] | None = None) -> Months:
    """Member-months of some alliances, or of all with a hub, up to the day of the view."""
    wanted = [code for code, hub in facts.hubs.items() if hub and (alliances is None or code in alliances)]
    blocks: list[_Block] = []
    undated: list[str] = []
    for code in sorted(wanted):
        dissent = Panel(view, code).dissent
        undated += [row["id"] for row in dissent if _month(row) is None]
        blocks += _of_alliance(facts, code, dissent)
    return _joined(blocks, tuple(undated))


def _month(row: Row) -> int | None:
    """The month of an act; None where only the year is known."""
    month = month_of(row["happened_from"])
    return month if month == month_of(row["happened_to"]) else None


def _of_alliance(facts: Facts, code: str, dissent: Sequence[Row]) -> list[_Block]:
    events = facts.events.get(code, [])
    dated = [month for row in events if (month := _month(row)) is not None and month <= month_of(facts.day)]
    dissenting = {row["id"] for row in events if row["alliance_act"] in DISSENTING_ACTS}
    otherwise = [month for row in events if row["id"] not in dissenting and (month := _month(row)) is not None]
    stretches = covariates.runs(dated, GAP_MONTHS, LEAST_MONTHS)
    without = covariates.runs(otherwise, GAP_MONTHS, LEAST_MONTHS)
    every = np.array([month for first, last in stretches for month in range(first, last + 1)], np.int64)
    hubs = {month: hub for month in every.tolist() if (hub := hub_on(facts, code, month))}
    spells = facts.spells.get(code, [])
    others = sum((_held(spell, every) for spell in spells), np.zeros(len(every))) - 1.0
    density = np.log1p(
        covariates.acts_before([row for row in events if row["id"] not in dissenting], every, 1, GAP_MONTHS)
    )
    blocks = []
    for member in sorted({spell.member for spell in spells}):
        own = [spell for spell in spells if spell.member == member]
        held = sum((_held(spell, every) for spell in own), np.zeros(len(every))) > 0
        is_other = np.array(
            [
                bool(hub := hubs.get(at)) and state_of(hub or "", at // 12) != state_of(member, at // 12)
                for at in every.tolist()
            ],
            bool,
        )
        kept = held & is_other
        if kept.any():
            block = _block(facts, code, member, every[kept], hubs, dissent)
            block.is_followed_otherwise = np.array(
                [covariates.within(without, at) for at in block.months.tolist()], bool
            )
            block.values |= _values(facts, code, member, block, others[kept]) | {"density": density[kept]}
            blocks.append(block)
    return blocks


def _held(spell: Spell, every: Ints) -> Floats:
    last = np.inf if spell.last is None else spell.last
    return ((spell.first < every) & (every <= last)).astype(np.float64)


def _block(facts: Facts, code: str, member: str, every: Ints, hubs: dict[int, str], dissent: Sequence[Row]) -> _Block:
    place = {month: index for index, month in enumerate(every.tolist())}
    choices = np.zeros(len(every), np.int8)
    n_dissent, n_acts = np.zeros(len(every), np.int64), np.zeros(len(every), np.int64)
    evidence: list[tuple[str, ...]] = [()] * len(every)
    for row in facts.events.get(code, ()):
        if row["actor"] == member and (at := place.get(_month(row) or -1)) is not None:
            n_acts[at] += 1
    aside: list[int] = []
    for row in dissent:
        at = place.get(_month(row) or -1)
        if row["actor"] != member or at is None:
            continue
        is_aside = row["alliance_act"] in STEPPED_ASIDE and row["modality"] == "actual"
        choices[at] = max(choices[at], FREEZE if is_aside else DISSENT)
        n_dissent[at] += 1
        evidence[at] = (*evidence[at], row["id"])
        if is_aside:
            aside.append(int(every[at]))
    for spell in left(facts, code, member):
        at = place.get(spell.last or -1)
        if at is not None:
            choices[at], evidence[at] = LEAVE, (*evidence[at], spell.id)
    return _Block(
        code,
        member,
        [hubs[month] for month in every.tolist()],
        every,
        choices,
        n_dissent,
        n_acts,
        _frozen(facts, code, member, every, aside),
        np.zeros(len(every), bool),
        {},
        evidence,
    )


def left(facts: Facts, code: str, member: str) -> list[Spell]:
    """Spells that the member ended by its own will: withdrawal, suspension at its request, or a term that it let run out.

    A lapse counts where others stay on, or where the member gave notice in the two years before; not where the hub did.
    """
    beside = facts.spells.get(code, [])
    found = []
    for spell in beside:
        if spell.member != member or spell.last is None:
            continue
        stay = any(other.member != member and (other.last is None or other.last > spell.last) for other in beside)
        noticed = any(
            row["actor"] == member
            and row["alliance_act"] == "give_notice"
            and 0 <= spell.last - month_of(row["happened_to"]) <= NOTICE_MONTHS
            for row in facts.events.get(code, ())
        )
        if spell.how in OWN_CHOICE or (spell.how == "lapse" and (stay or noticed)):
            found.append(spell)
    return found


def _frozen(facts: Facts, code: str, member: str, every: Ints, aside: Sequence[int]) -> Flags:
    """Months after a freeze or notice that the member has not taken back; a new spell begins afresh."""
    returned = [
        month_of(row["happened_from"])
        for row in facts.events.get(code, ())
        if row["actor"] == member and row["alliance_act"] in COME_BACK and row["modality"] == "actual"
    ]
    returned += [spell.first for spell in facts.spells.get(code, ()) if spell.member == member]
    turns = sorted([(month, True) for month in aside] + [(month, False) for month in returned])
    frozen = np.zeros(len(every), bool)
    for (month, is_aside), (until, _) in pairwise([*turns, (int(1e9), False)]):
        if is_aside:
            frozen |= (every > month) & (every <= until)
    return frozen


def _values(facts: Facts, code: str, member: str, block: _Block, others: Floats) -> dict[str, Floats]:
    """Covariates of one member, its hub's predecessors each for their own time."""
    found: dict[str, Floats] = {name: np.full(len(block.months), np.nan) for name in COVARIATES if name != "density"}
    codes = np.array(block.hubs)
    for hub in dict.fromkeys(block.hubs):
        chosen = codes == hub
        at = block.months[chosen]
        for name, value in known_beside(facts, code, member, hub, at, others[chosen]).items():
            found[name][chosen] = value
    return found


def known_beside(facts: Facts, code: str, member: str, hub: str, at: Ints, others: Floats) -> dict[str, Floats]:
    """What was known of a member and its hub before each month of `at`, by name; `others` counts the members beside the hub."""
    beside, own = covariates.attention(hub_acts(facts, code, hub), member, others, at)
    without, overlap = covariates.elsewhere(facts, code, member, hub, at)
    ties = covariates.ties(facts, code, member, at)
    distance, apart, drift = covariates.votes(facts, member, hub, at)
    shares = covariates.shares(facts, member, hub, at)
    forces = covariates.forces(facts, code, member, hub, at)
    return {
        "dependence": np.where(np.isnan(shares), forces, shares),
        "outside": (without / (without + 1) + ties / (ties + 1) + distance) / 3,
        "attention": beside,
        "attention_own": own,
        "shares": shares,
        "forces": forces,
        "overlap": overlap,
        "elsewhere": without,
        "ties": ties,
        "vote_distance": distance,
        "vote_apart": apart,
        "vote_drift": drift,
        "regime_gap": covariates.regime_gap(facts, member, hub, at),
    }


def _joined(blocks: Sequence[_Block], undated: tuple[str, ...]) -> Months:
    def whole(parts: Sequence[NDArray[np.generic]], kind: type) -> NDArray[np.generic]:
        return np.concatenate([*parts, np.zeros(0, kind)]).astype(kind)

    sizes = [len(block.months) for block in blocks]
    alliances = np.repeat(np.array([block.alliance for block in blocks], np.str_), sizes)
    values = {name: whole([block.values[name] for block in blocks], np.float64) for name in COVARIATES}
    covered = {
        str(code): {name: float(np.mean(~np.isnan(column[alliances == code]))) for name, column in values.items()}
        for code in np.unique(alliances)
    }
    return Months(
        alliances,
        np.repeat(np.array([block.member for block in blocks], np.str_), sizes),
        np.array([hub for block in blocks for hub in block.hubs], np.str_),
        whole([block.months for block in blocks], np.int64),  # type: ignore[arg-type]
        whole([block.choices for block in blocks], np.int8),  # type: ignore[arg-type]
        whole([block.n_dissent for block in blocks], np.int64),  # type: ignore[arg-type]
        whole([block.n_acts for block in blocks], np.int64),  # type: ignore[arg-type]
        whole([block.is_frozen for block in blocks], np.bool_),  # type: ignore[arg-type]
        whole([block.is_followed_otherwise for block in blocks], np.bool_),  # type: ignore[arg-type]
        **values,  # type: ignore[arg-type]
        evidence=tuple(ids for block in blocks for ids in block.evidence),
        covered=covered,
        undated=undated,
    )
