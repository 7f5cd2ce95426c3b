"""Draws of the parameters that ship: a vintage for every half year, each learned from what was known by its day.

    python -m foedus.whatif.shipped

makes `shipped.json` anew (some minutes). Before the first vintage, and for whoever wants none of ours, there are the priors.
`text` and `read_file` do the same for a user's own file, which `foedus fit-whatif` makes from another record.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from foedus.errors import FoedusError
from foedus.whatif.design import Centre, from_cases
from foedus.whatif.fit import Posterior, fit
from foedus.whatif.model import NAMES, PARAMETERS, prior_draws

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

    return fit(from_cases(cases(record.as_of(day))), seed=seed, draws=draws, is_weighed=True)


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
    return _plain(json.loads(line))


def _plain(told: Mapping[str, Any]) -> Posterior:
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
        told.get("log_alike"),
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
        "log_alike": None if made.log_alike is None else _short(made.log_alike),
        "draws": [[_short(value) for value in row] for row in made.draws[kept].tolist()],
    }


def make(record: Record, last: date, told: Callable[[date], object] = print) -> str:
    """All vintages to a day, as JSON, a line each."""
    lines = []
    for day in days(last):
        told(day)
        lines.append(vintage(learn(record, day), day))
    return text(lines)


def text(vintages: Iterable[Mapping[str, Any]]) -> str:
    """Vintages as the JSON that ships, a line each."""
    head = json.dumps({"form": FORM, "parameters": list(NAMES)})
    lines = [json.dumps(one, separators=(",", ":")) for one in vintages]
    return f'{head[:-1]}, "vintages": [\n' + ",\n".join(lines) + "\n]}\n"


def read_file(path: Path, day: date | None = None) -> Posterior:
    """The last vintage of a user's own file that was learned by a day, or the last where none is given.

    Raises `FoedusError` where the file cannot be read, is no such file, holds values that a parameter cannot have, or was learned
    from what became known after the day.
    """
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except OSError as bad:
        raise FoedusError(f"{path} cannot be read: {bad.strerror}") from None
    except ValueError:
        raise FoedusError(f"{path} is no JSON: make it with `foedus fit-whatif -o {path.name}`") from None
    try:
        if told["form"] != FORM or told["parameters"] != list(NAMES):
            raise FoedusError(f"{path} is of another version of foedus: make it anew with `foedus fit-whatif`")
        found = sorted((_plain(one) for one in told["vintages"]), key=lambda one: one.day or date.min)
        for one in found:
            _check(one)
    except (KeyError, TypeError, ValueError, AttributeError) as bad:
        raise FoedusError(f"{path} holds no draws of the model ({bad!r}): make it with `foedus fit-whatif`") from None
    known = [one for one in found if one.day and (day is None or one.day <= day)]
    if not known:
        first = f"the first learned by {found[0].day}" if found else "none at all"
        raise FoedusError(
            f"{path} holds no draws learned by {day}, {first}: refit with `foedus fit-whatif --as-of {day}`"
            if day
            else f"{path} holds no draws: make it with `foedus fit-whatif`"
        )
    return known[-1]


def _check(made: Posterior) -> None:
    """That draws have the right shape and lie in range; raises `ValueError`."""
    draws = made.draws
    if draws.dtype.kind != "f" or draws.ndim != 2 or draws.shape[1] != len(NAMES) or len(draws) < 2:
        raise ValueError(f"draws are to be two or more rows of {len(NAMES)} numbers")
    low, high = (np.array([getattr(it, end) for it in PARAMETERS]) for end in ("low", "high"))
    wrong = ~np.isfinite(draws) | (draws < low) | (draws > high)
    if wrong.any():
        raise ValueError(f"{NAMES[int(np.argwhere(wrong)[0][1])]} is out of its range")
    if not all(np.isfinite(value) for value in asdict(made.centre).values()):
        raise ValueError("a mean is no number")
    if not (made.threats_a_year > 0 and made.dispersion >= 1 and len(made.n_acts) == 3):
        raise ValueError("counts, threats a year or dispersion are out of range")


def _short(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


if __name__ == "__main__":
    from foedus.record import Record, embedded

    FILE.write_text(make(Record.open(*embedded.folders()), date(2026, 6, 30)), encoding="utf-8")
