"""What the model foretold of cases that it was not fitted on: answers, dissent, freezes and exits after a day.

Parameters come from a vintage learned by a day before the case, and every forecast uses only what was known before the call, or
before the month. The model is scored against forecasts without its mechanism: base rates, own past shares, own rates. A gain is a
difference of mean scores; its 90% interval comes from a bootstrap over alliances. Not here: what was known when (`asknown`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import log

import numpy as np
from numpy.typing import NDArray

from foedus.odds import predict
from foedus.questions.panel import Panel
from foedus.record import Record
from foedus.whatif.asknown import KINDS, Past, answered_before, counted_before, read
from foedus.whatif.design import DISSENT, LEAVE, at_risk_of, held_of
from foedus.whatif.fit import FRAILTY, SHAPE, WEIGHT, Posterior
from foedus.whatif.model import COLUMN

Floats = NDArray[np.float64]

FIRST = date(2009, 12, 31)
SMOOTH = 0.5
PLAIN = ("base rate", "base rate of the vintage", "hub's past", "caller's past")
"""Forecasts of answers without the model."""

RESAMPLES = 2000
LEAST = 1e-9

Vintages = Callable[[date], Posterior]
"""The posterior that was there by a day."""


@dataclass(frozen=True)
class Forecasts:
    """Cases of one kind: whose, whether it came, and the chance that each forecast gave it, by name; `model` is ours."""

    what: str
    alliances: NDArray[np.str_]
    came: NDArray[np.bool_]
    chances: Mapping[str, Floats]


@dataclass(frozen=True)
class Gain:
    """The model against one other forecast of the same cases.

    `log_gain` in nats a case, `brier_gain` in squared probability a case: above 0 the model is better; each with the ends of its
    90% interval. `expected`: how many cases the model foretold to come. `log_score`, `brier`: the model's own, less is better.
    """

    what: str
    against: str
    n: int
    n_came: int
    expected: float
    log_gain: tuple[float, float, float]
    brier_gain: tuple[float, float, float]
    log_score: float
    brier: float

    @property
    def is_told(self) -> bool:
        """Whether the interval of the log score's gain lies on one side of 0."""
        return self.log_gain[1] > 0 or self.log_gain[2] < 0


def heldout(
    record: Record, last: date, vintages: Vintages, *, first: date = FIRST, is_rolling: bool = False
) -> list[Forecasts]:
    """Forecasts of all calls, dissents, freezes and exits after `first`, known by `last`.

    The parameters are those of `first` throughout, or with `is_rolling` the last that were there before each case.
    """
    past = read(record.as_of(last))
    days = _vintage_days(first, last) if is_rolling else [first]
    spans = list(zip(days, [*days[1:], date.max], strict=True))
    return [_answers(past, vintages, spans), *_choices(past, record, vintages, spans)]


def _vintage_days(first: date, last: date) -> list[date]:
    """Half-years from one day to another."""
    found = [first]
    while found[-1] < last:
        year, is_mid = found[-1].year, found[-1].month == 6
        found.append(date(year, 12, 31) if is_mid else date(year + 1, 6, 30))
    return [day for day in found if day <= last]


def _answers(past: Past, vintages: Vintages, spans: Sequence[tuple[date, date]]) -> Forecasts:
    """Forecasts of whether a hub helps: ours, the share of all calls, and own past shares drawn to it."""
    made = past.calls
    chosen, came = [], []
    told: dict[str, list[float]] = {
        name: [] for name in ("model", "base rate", "base rate of the vintage", "hub's past", "caller's past")
    }
    for day, until in spans:
        posterior = vintages(day)
        _, by_vintage = answered_before(past, day + timedelta(days=1))
        for at in np.flatnonzero(made.is_settled & (made.answerers == "hub")):
            when: date = made.days[at].item()
            if not day < when <= until:
                continue
            places, helped = answered_before(past, when)
            base = _share(helped)
            told["model"].append(float(_chance(posterior, past, int(at)).mean()))
            told["base rate"].append(base)
            told["base rate of the vintage"].append(_share(by_vintage))
            told["hub's past"].append(_drawn(helped[made.hubs[places] == made.hubs[at]], base))
            told["caller's past"].append(_drawn(helped[made.callers[places] == made.callers[at]], base))
            chosen.append(int(at))
            came.append(made.given[at] > 0)
    return Forecasts(
        "answer",
        made.alliances[chosen],
        np.array(came, bool),
        {name: np.array(values) for name, values in told.items()},
    )


def _chance(posterior: Posterior, past: Past, at: int) -> Floats:
    """Equation (3) for a call, by draw; what is not known stands at the mean."""
    made, centre = past.calls, posterior.centre
    values = np.array(
        [made.attention[at] / log(2) - centre.attention, made.stakes[at] - centre.stakes, made.load[at] - centre.load]
    )
    slopes = posterior.draws[:, [COLUMN[name] for name in ("attention", "stakes", "load")]]
    return np.asarray(1 / (1 + np.exp(-(posterior.draws[:, COLUMN["answer"]] + slopes @ np.nan_to_num(values)))))


def _share(helped: NDArray[np.bool_]) -> float:
    return float((helped.sum() + SMOOTH) / (len(helped) + 2 * SMOOTH))


def _drawn(helped: NDArray[np.bool_], base: float) -> float:
    """An own share, drawn to that of all as if it were worth two calls."""
    return float((helped.sum() + WEIGHT * base) / (len(helped) + WEIGHT))


def _choices(past: Past, record: Record, vintages: Vintages, spans: Sequence[tuple[date, date]]) -> list[Forecasts]:
    """Forecasts of every member-month: ours, own rates without the mechanism, and base rates."""
    month = past.months.months[past.order]
    choice = past.months.choices[past.order].astype(int)
    at_risk = at_risk_of(choice.astype(np.int8), past.months.is_frozen[past.order]) > 0
    parts: dict[str, list[dict[str, Floats]]] = {name: [] for name in KINDS}
    rows: dict[str, list[NDArray[np.intp]]] = {name: [] for name in KINDS}
    for day, until in spans:
        begin, end = day.year * 12 + day.month, until.year * 12 + until.month
        here = (month >= begin) & (month < end)
        if not here.any():
            continue
        made = _monthly(past, vintages(day), at_risk)
        odds = _odds_base(record, day)
        for column, name in enumerate(KINDS):
            chosen = np.flatnonzero(here & at_risk[:, column])
            rows[name].append(chosen)
            told = {key: values[chosen] for key, values in made[name].items()}
            if name in odds:
                told["base rate of the odds"] = np.full(len(chosen), odds[name])
            parts[name].append(told)
    alliances = past.months.alliances[past.order]
    return [
        Forecasts(
            name,
            alliances[np.concatenate(rows[name])],
            choice[np.concatenate(rows[name])] == kind,
            {
                key: np.concatenate([part[key] for part in parts[name]])
                for key in parts[name][0]
                if all(key in part for part in parts[name])
            },
        )
        for name, kind in KINDS.items()
        if rows[name]
    ]


def _odds_base(record: Record, day: date) -> dict[str, float]:
    """The monthly chances that the base rates of question 9 amount to, as of a day; those of any alliance are those of all."""
    view = record.as_of(day)
    rows = view.query(
        "SELECT m.alliance AS code FROM membership m JOIN alliance a ON a.code = m.alliance "
        "GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
    )
    if not rows:
        return {}
    return {
        it.outcome: 1 - (1 - it.base_rate) ** (1 / 12)
        for it in predict.odds(Panel(view, rows[0]["code"])).outcomes
        if it.horizon_years == 1 and it.outcome in ("exit", "freeze")
    }


def _monthly(past: Past, posterior: Posterior, at_risk: NDArray[np.bool_]) -> dict[str, dict[str, Floats]]:
    """The chance of each choice in each member-month, given what was known before it: ours and those without the mechanism."""
    held, order, centre = past.months, past.order, posterior.centre
    month, choice = held.months[order], held.choices[order].astype(int)
    push = np.exp(posterior.draws[:, COLUMN["disbelief"]] * _lost(past, posterior))
    values = np.nan_to_num(held_of(held)[order] - np.array([centre.dependence, centre.outside]))
    pull = push * np.exp(values @ posterior.draws[:, [COLUMN["dependence"], COLUMN["outside"]]].T)
    members = np.unique(np.char.add(np.char.add(held.alliances[order], "|"), held.members[order]), return_inverse=True)[
        1
    ]
    leagues = np.unique(held.alliances[order], return_inverse=True)[1]
    found = {}
    for column, (name, kind) in enumerate(KINDS.items()):
        by_choice = kind == DISSENT
        group, weight = (members, push) if by_choice else (leagues, pull)
        shape, mean = (
            (SHAPE, centre.dissent) if by_choice else (FRAILTY, centre.leave if kind == LEAVE else centre.freeze)
        )
        risk = at_risk[:, column : column + 1].astype(float)
        n = counted_before((choice == kind)[:, None].astype(float), group, month, past.known)
        exposed = counted_before(risk * weight, group, month, month)
        months = counted_before(risk, group, month, month)
        bursts = posterior.dispersion if by_choice else 1.0
        ours = (shape + n / bursts) / (shape / mean + exposed / bursts) * weight
        own = (shape + n / bursts) / (shape / mean + months / bursts)
        found[name] = {
            "model": (ours / (1 + ours)).mean(axis=1),
            "own rate" if by_choice else "the alliance's own rate": (own / (1 + own))[:, 0],
            "base rate": np.full(len(month), mean / (1 + mean)),
        }
    return found


def _lost(past: Past, posterior: Posterior) -> Floats:
    """Equation (6) for each member-month as known before it, (rows, draws)."""
    n, draws = len(past.order), posterior.draws
    z, seen = np.zeros((n, len(draws))), np.zeros((n, len(draws)))
    blow = posterior.centre.belief - past.given
    for at in range(len(draws)):
        share = 2.0 ** (-past.lag / draws[at, COLUMN["half_life"]])
        share = np.where(past.is_own, share, share * draws[at, COLUMN["spill"]])
        z[:, at] = np.bincount(past.pair_row, share * blow, n)
        seen[:, at] = np.bincount(past.pair_row, share, n)
    return z / (WEIGHT + seen)


def gains(made: Forecasts, *, seed: int = 0) -> list[Gain]:
    """The model against each other forecast of the same cases."""
    rng = np.random.default_rng(seed)
    names, group = np.unique(made.alliances, return_inverse=True)
    weights = rng.multinomial(len(names), np.full(len(names), 1 / len(names)), RESAMPLES)
    ours = _scores(made.chances["model"], made.came)
    found = []
    for name, chance in made.chances.items():
        if name == "model":
            continue
        theirs = _scores(chance, made.came)
        compared = [_interval(mine - other, group, weights) for mine, other in zip(ours, theirs, strict=True)]
        found.append(
            Gain(
                made.what,
                name,
                len(made.came),
                int(made.came.sum()),
                float(made.chances["model"].sum()),
                compared[0],
                compared[1],
                float(-ours[0].mean()),
                float(-ours[1].mean()),
            )
        )
    return found


def _scores(chance: Floats, came: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Log and Brier score of each case, turned so that more is better."""
    p = np.clip(chance, LEAST, 1 - LEAST)
    return np.log(np.where(came, p, 1 - p)), -((came - p) ** 2)


def _interval(gain: Floats, group: NDArray[np.intp], weights: NDArray[np.int64]) -> tuple[float, float, float]:
    """The mean gain and the ends of its 90% interval over resampled alliances."""
    sums, counts = np.bincount(group, gain), np.bincount(group).astype(float)
    means = (weights @ sums) / np.maximum(weights @ counts, 1)
    low, high = np.percentile(means, [5, 95])
    return float(gain.mean()), float(low), float(high)
