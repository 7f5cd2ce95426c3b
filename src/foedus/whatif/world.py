"""The inputs of the model for one alliance as of a day: what the record holds of threats, calls, attention, dependence, dissent.

The rates of freezing and leaving are set so that, with no lever moved, the chances over 60 months are the odds of question 9,
over the range of its methods: what the model adds is how a change would move them. Not here: levers, and what the odds are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import log
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from foedus.assessment import Odds, OutcomeOdds
from foedus.dates import month_of, months_back
from foedus.errors import FoedusError
from foedus.odds import predict
from foedus.questions.panel import Panel
from foedus.whatif import covariates
from foedus.whatif import facts as read_facts
from foedus.whatif.calls import Calls, calls, hub_acts, hub_on
from foedus.whatif.design import Centre, Rows, ToldCalls, at_risk_of
from foedus.whatif.design import build as build_design
from foedus.whatif.facts import Facts
from foedus.whatif.fit import SHAPE, WEIGHT, Choices, Posterior
from foedus.whatif.model import MONTHS, Past, World
from foedus.whatif.months import Months, known_beside, months
from foedus.whatif.simulate import simulate
from foedus.whatif.threats import Threats, threats

Floats = NDArray[np.float64]

PILOT = 60
"""Runs a draw that set the rates of freezing and leaving."""

TINY = 1e-6
Z90 = 1.6448536269514722
MOST = 0.98
SHARES_OF = ("exit", "freeze")


@dataclass(frozen=True)
class KnownCall:
    """A call that members saw before the first month: its place in `World.past`, and what came of it."""

    id: str
    member: str
    day: date
    answer_class: str
    given: float
    place: int


@dataclass(frozen=True)
class Ground:
    """A world with what it was made from. `dependence`, `outside`, `attention`, `stakes`: raw values by member, NaN unknown.

    `draws` (D, parameters) belong to the rates in `world`, draw by draw. `notes` say what is missing or assumed. `evidence`
    holds the ids of the rows that each member's inputs rest on.
    """

    world: World
    draws: Floats
    hub: str
    calls: tuple[KnownCall, ...]
    dependence: Floats
    outside: Floats
    attention: Floats
    stakes: Floats
    wars: float
    odds: Odds
    notes: tuple[str, ...]
    evidence: Mapping[str, tuple[str, ...]]
    centre: Centre
    """The means that the raw values are told against: they stand where a value is not known."""


def build(panel: Panel, posterior: Posterior, *, seed: int = 0) -> Ground:
    """The world of an alliance as of a day. Raises `FoedusError` where it has no hub that is a member, or nobody beside it."""
    facts = read_facts.read(panel.view)
    hub = hub_on(facts, panel.alliance, month_of(panel.day)) if panel.hub else None
    members = tuple(it for it in panel.members if it != hub)
    if hub is None or not members:
        what = "no hub that is a member" if hub is None else "no member beside its hub"
        raise FoedusError(f"{panel.alliance} has {what} as of {panel.day}: the model is one of a hub and its members")
    told = calls(facts, [panel.alliance])
    past, known = _past(panel, told, members)
    raw = _now(facts, panel, hub, members)
    wars = float(np.expm1(covariates.load(facts.fights, hub, None, panel.day)))
    centre, draws = posterior.centre, posterior.draws
    held = months(facts, panel.view, [panel.alliance])
    shape, years = _threats(threats(facts, told, [panel.alliance]), told, members, posterior)
    frozen = _frozen(held, members)
    world = World(
        members=members,
        threat_shape=shape,
        threat_years=years,
        attention=np.nan_to_num(raw["attention"] / log(2) - centre.attention),
        stakes=np.nan_to_num(raw["stakes"] - centre.stakes),
        load=np.full(len(members), np.nan_to_num(np.log1p(wars) - centre.load)),
        dependence=np.nan_to_num(raw["dependence"] - centre.dependence),
        outside=np.nan_to_num(raw["outside"] - centre.outside),
        dissent=_dissent(held, told, members, posterior, seed),
        freeze=np.full((len(members), len(draws)), TINY),
        leave=np.full((len(members), len(draws)), TINY),
        belief=centre.belief,
        weight=WEIGHT,
        help=centre.help,
        frozen=frozen,
        past=past,
    )
    odds = predict.odds(panel)
    notes = [*_notes(panel, raw, held, members), *([] if odds.is_available else [_without_odds(odds)])]
    return Ground(
        _anchored(world, draws, odds, centre.freeze, centre.leave, seed),
        draws,
        hub,
        known,
        raw["dependence"],
        raw["outside"],
        raw["attention"],
        raw["stakes"],
        wars,
        odds,
        tuple(notes),
        _evidence(facts, panel, hub, members, told, held),
        centre,
    )


def _past(panel: Panel, told: Calls, members: Sequence[str]) -> tuple[tuple[Past, ...], tuple[KnownCall, ...]]:
    """Calls that members saw; of those by present members also what a lever needs to change their answer."""
    place = {member: at for at, member in enumerate(members)}
    now = month_of(panel.day)
    past, known = [], []
    for at in range(len(told)):
        caller = str(told.callers[at])
        past.append(Past(place.get(caller, -1), float(now - told.months[at]), float(told.given[at])))
        if caller in place:
            day: date = told.days[at].item()
            known.append(KnownCall(told.evidence[at][0], caller, day, str(told.classes[at]), float(told.given[at]), at))
    return tuple(past), tuple(known)


def _now(facts: Facts, panel: Panel, hub: str, members: Sequence[str]) -> dict[str, Floats]:
    """What is known of each member by the end of the day; NaN where nothing is."""
    acts = hub_acts(facts, panel.alliance, hub)
    at = np.array([month_of(panel.day) + 1])
    found: dict[str, list[float]] = {name: [] for name in ("attention", "stakes", "dependence", "outside")}
    for member in members:
        beside = known_beside(facts, panel.alliance, member, hub, at, np.array([float(len(members))]))
        attention, _ = covariates.attention_on(acts, member, len(members), panel.day + timedelta(days=1))
        found["attention"].append(attention)
        found["stakes"].append(float(beside["forces"][0]))
        found["dependence"].append(float(beside["dependence"][0]))
        found["outside"].append(float(beside["outside"][0]))
    return {name: np.array(values) for name, values in found.items()}


def _threats(made: Threats, told: Calls, members: Sequence[str], posterior: Posterior) -> tuple[Floats, Floats]:
    """Equation (1): shape and years of each member's gamma: one threat at the rate of all, and what came to the member itself."""
    shape, years = np.ones(len(members)), np.full(len(members), 1 / posterior.threats_a_year)
    for at, member in enumerate(members):
        for row in np.flatnonzero(made.members == member):
            shape[at] += made.n[row]
            years[at] += made.years[row]
        shape[at] += int(((told.callers == member) & (told.kinds != "outside")).sum())
    return shape, years


def _frozen(held: Months, members: Sequence[str]) -> tuple[int, ...]:
    """Members that had stepped aside in their last month."""
    found = []
    for at, member in enumerate(members):
        rows = np.flatnonzero(held.members == member)
        if len(rows) and (held.is_frozen[rows[-1]] or held.choices[rows[-1]] == 2):
            found.append(at)
    return tuple(found)


def _dissent(held: Months, told: Calls, members: Sequence[str], posterior: Posterior, seed: int) -> Floats:
    """Equation (12): each member's monthly rate of dissent at average belief, a draw from its gamma for every draw, (M, D)."""
    order = np.lexsort((held.months, held.members))
    rows = Rows(
        held.alliances[order],
        held.members[order],
        held.months[order],
        held.choices[order].astype(np.int64),
        at_risk_of(held.choices[order], held.is_frozen[order]),
        np.zeros((len(order), 2)),
    )
    design = build_design(
        rows,
        ToldCalls(told.alliances, told.callers, told.months, told.given),
        covariates=np.zeros((0, 3)),
        answered=np.zeros(0, dtype=bool),
        n_threats=0,
        n_calls=0,
        centre=posterior.centre,
    )
    counts, exposed = Choices(design).exposures(posterior.draws)
    names = list(dict.fromkeys(held.members[order].tolist()))
    rng = np.random.default_rng([seed, 1])
    rates = np.empty((len(members), len(posterior.draws)))
    mean = posterior.centre.dissent
    for at, member in enumerate(members):
        here = names.index(member) if member in names else None
        shape = SHAPE + (counts[here] / posterior.dispersion if here is not None else 0)
        years = SHAPE / mean + (exposed[:, here] / posterior.dispersion if here is not None else 0.0)
        rates[at] = rng.gamma(shape, 1.0, len(posterior.draws)) / years
    return rates


def _anchored(world: World, draws: Floats, odds: Odds, freeze: float, leave: float, seed: int) -> World:
    """The world with rates by which, nothing changed, freezing and leaving have the chances that the odds give them."""
    pilot = simulate([world], draws, runs=PILOT * len(draws), seed=seed)[0]
    exposed = {
        "exit": pilot.left[:, :, -1].T / TINY,
        "freeze": (pilot.frozen[:, :, -1].T / TINY - pilot.left[:, :, -1].T / TINY),
    }
    base = {"exit": leave, "freeze": freeze}
    rng = np.random.default_rng([seed, 2])
    made = {}
    for outcome in SHARES_OF:
        # Each part of the spread and each method gets its share of the draws: by chance 128 draws miss their mean by a sixth.
        z = rng.permutation([NormalDist().inv_cdf((at + 0.5) / len(draws)) for at in range(len(draws))])
        which = rng.permutation(np.arange(len(draws)) % 3)
        rows = np.empty((len(world.members), len(draws)))
        for at, member in enumerate(world.members):
            told = _told(odds, outcome, member)
            chance = _spread(told, z, which) if told else 1 - np.exp(-base[outcome] * MONTHS * np.exp(0.5 * z))
            rows[at] = -np.log1p(-np.minimum(chance, MOST)) / np.maximum(exposed[outcome][at], 1.0)
        made[outcome] = rows
    return replace(world, leave=made["exit"], freeze=made["freeze"])


def _told(odds: Odds, outcome: str, member: str) -> OutcomeOdds | None:
    for it in odds.outcomes:
        if it.outcome == outcome and it.member == member and it.horizon_years * 12 == MONTHS:
            return it
    return None


def _spread(told: OutcomeOdds, z: Floats, which: NDArray[np.int64]) -> Floats:
    """A chance for every draw: that of one of the methods, spread over its own interval on the scale of logs."""
    middle = np.array([it.chance for it in told.methods])
    spread = np.array([log(max(it.high, 1e-9) / max(it.low, 1e-9)) / (2 * Z90) for it in told.methods])
    which = which % len(middle)
    # Kept to its mean, so that the odds of question 9 come out as the middle of what is shown before a change.
    chance = middle[which] * np.exp(spread[which] * z - spread[which] ** 2 / 2)
    return np.asarray(chance * middle.mean() / chance.mean())


def _notes(panel: Panel, raw: Mapping[str, Floats], held: Months, members: Sequence[str]) -> list[str]:
    """What the record does not tell, so that a value at the average stands for it."""
    notes = []
    for name, words in (
        ("attention", "the hub's attention"),
        ("stakes", "the hub's forces on the member's soil"),
        ("dependence", "dependence on the hub"),
        ("outside", "outside options"),
    ):
        missing = [member for member, value in zip(members, raw[name], strict=True) if np.isnan(value)]
        if missing:
            notes.append(
                f"Of {words} the record tells nothing for {panel.names_of(missing)}: the average of all cases stands for it."
            )
    unseen = [member for member in members if not (held.members == member).any()]
    if unseen:
        notes.append(
            f"The record does not follow {panel.names_of(unseen)} closely enough to give it a rate of dissent of its own."
        )
    return notes


def _without_odds(odds: Odds) -> str:
    return f"{odds.sentence} The base rates of all recorded member-months stand for the chances before a change."


def _evidence(
    facts: Facts, panel: Panel, hub: str, members: Sequence[str], told: Calls, held: Months
) -> dict[str, tuple[str, ...]]:
    """Ids of calls and answers, dissenting acts, the hub's acts, values and ties that each member's inputs rest on."""
    acts = hub_acts(facts, panel.alliance, hub)
    first = months_back(panel.day, covariates.ATTENTION_MONTHS)
    found: dict[str, tuple[str, ...]] = {}
    for member in members:
        ids = [id_ for at in np.flatnonzero(told.callers == member) for id_ in told.evidence[at]]
        ids += [id_ for at in np.flatnonzero(held.members == member) for id_ in held.evidence[at]]
        ids += [row["id"] for row in acts if row["recipient"] == member and row["happened_to"] > first]
        ids += [
            row["id"]
            for (name, who, partner), rows in facts.indicators.items()
            if who == member and partner in (hub, None)
            for row in rows
        ]
        ids += [
            row["id"]
            for row in facts.events.get(panel.alliance, ())
            if row["alliance_act"] in ("base", "outside_tie") and member in (row["actor"], row["recipient"])
        ]
        found[member] = tuple(dict.fromkeys(ids))
    return found
