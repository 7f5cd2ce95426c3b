"""Draws of the parameters that ship: a vintage for every half year, each learned from what was known by its day.

    python -m foedus.whatif.shipped

makes `shipped.json` anew (some minutes). Before the first vintage, and for whoever wants none of ours, there are the priors.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from foedus.whatif.design import Centre, from_cases
from foedus.whatif.fit import Posterior, fit
from foedus.whatif.model import NAMES, prior_draws

if TYPE_CHECKING:
    from foedus.record import Record

FILE = Path(__file__).with_name("shipped.json")
FORM = 1
KEPT = 128
"""Draws that ship of each vintage."""

MADE = 640
"""Draws that they are thinned from."""

SEED = 20221128
DIGITS = 4
NOTHING = Centre(0, 0.5, 0.7, 0.5, 0.15, belief=0.5, help=0.85, dissent=0.006, freeze=0.001, leave=0.001)
"""Means where no case is known yet: round figures of those of all cases."""


def days(last: date) -> Iterator[date]:
    """Days of vintages: every five years to 1989, every year to 1999, every half year since."""
    for year in range(1949, last.year + 1):
        if year < 1990 and year % 5 != 4:
            continue
        if year >= 2000 and date(year, 6, 30) <= last:
            yield date(year, 6, 30)
        if date(year, 12, 31) <= last:
            yield date(year, 12, 31)


def learn(record: Record, day: date, *, seed: int = SEED, draws: int = MADE) -> Posterior:
    """The posterior of all cases of a record known by a day."""
    from foedus.whatif.cases import cases

    return fit(from_cases(cases(record.as_of(day))), seed=seed, draws=draws)


def posterior(day: date) -> Posterior:
    """The last vintage that was learned by a day; the priors before the first."""
    lines = [line for line in _lines() if line[0] <= day]
    if not lines:
        return Posterior(prior_draws(KEPT, SEED), NOTHING, 0, 0, 0, (0, 0, 0))
    return _read(lines[-1][1])


@cache
def _lines() -> list[tuple[date, str]]:
    """Each vintage as text beside its day: one is needed, and reading all takes longer."""
    found = []
    for line in FILE.read_text(encoding="utf-8").splitlines()[1:-1]:
        at = line.index('"day":"') + 7
        found.append((date.fromisoformat(line[at : at + 10]), line.removesuffix(",")))
    return found


@cache
def _read(line: str) -> Posterior:
    told: dict[str, Any] = json.loads(line)
    return Posterior(
        np.array(told["draws"]),
        Centre(**told["centre"]),
        told["n_threats"],
        told["n_calls"],
        told["n_answers"],
        tuple(told["n_acts"]),
        told["threats_a_year"],
        told["dispersion"],
        date.fromisoformat(told["day"]),
    )


def vintage(made: Posterior, day: date) -> dict[str, Any]:
    """A posterior as plain data, its draws thinned."""
    kept = np.random.default_rng(SEED).choice(len(made.draws), KEPT, replace=False)
    return {
        "day": day.isoformat(),
        "centre": {name: _short(value) for name, value in asdict(made.centre).items()},
        "n_threats": made.n_threats,
        "n_calls": made.n_calls,
        "n_answers": made.n_answers,
        "n_acts": list(made.n_acts),
        "threats_a_year": _short(made.threats_a_year),
        "dispersion": _short(made.dispersion),
        "draws": [[_short(value) for value in row] for row in made.draws[kept].tolist()],
    }


def make(record: Record, last: date, told: Callable[[date], object] = print) -> str:
    """All vintages to a day, as JSON, a line each."""
    lines = []
    for day in days(last):
        told(day)
        lines.append(json.dumps(vintage(learn(record, day), day), separators=(",", ":")))
    head = json.dumps({"form": FORM, "parameters": list(NAMES)})
    return f'{head[:-1]}, "vintages": [\n' + ",\n".join(lines) + "\n]}\n"


def _short(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


if __name__ == "__main__":
    from foedus.record import Record, embedded

    FILE.write_text(make(Record.open(*embedded.folders()), date(2026, 6, 30)), encoding="utf-8")
