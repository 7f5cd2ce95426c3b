"""Regressions within members for `drivers.py`: which columns go with a member's months of dissent. Run that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from foedus.whatif import drivers, neglect, within
from foedus.whatif.calls import Calls
from foedus.whatif.months import Months

SEED = 20221128
Flags = NDArray[np.bool_]
Texts = NDArray[np.str_]


class Data(Protocol):
    """What is read here of the data of `drivers.py`."""

    @property
    def calls(self) -> Calls: ...
    @property
    def months(self) -> Months: ...


class Draws(Protocol):
    """How many draws there are."""

    @property
    def shifts(self) -> int: ...
    @property
    def labels(self) -> int: ...


BASE = ("unanswered", "answered", "unanswered_others", "answered_others", "overlap", "outside", "vote_drift", "density")
MODELS = {
    "A: all months with votes": BASE,
    "B: with inattention": (*BASE, "inattention"),
    "C: with inattention and published dependence": (*BASE, "inattention", "dependence"),
    "D: parts of outside options": (
        "unanswered",
        "answered",
        "overlap",
        "elsewhere",
        "ties",
        "vote_apart",
        "vote_drift",
        "density",
    ),
    "E: A with a trend of time": (*BASE, "trend"),
    "F: A with outside options of two years before": (
        *(name for name in BASE if name != "outside"),
        "outside_lagged",
        "trend",
    ),
    "G: E on the months of F": (*BASE, "trend"),
}


WHERE = {"G: E on the months of F": "F: A with outside options of two years before"}
"""Models that are fitted to the months for which another one's columns are known."""


def usable(data: Data, names: Sequence[str], arm: Texts, left_out: Sequence[str] = ()) -> tuple[within.Floats, Flags]:
    """Columns, and the months for which all are known; `left_out` leaves alliances out."""
    x = neglect.columns(data.calls, data.months, arm, names)
    return x, ~np.isnan(x).any(axis=1) & ~np.isin(data.months.alliances, list(left_out))


def fitted(
    data: Data, names: Sequence[str], arm: Texts, also: Flags | None = None, left_out: Sequence[str] = ()
) -> within.Fit:
    """One model."""
    x, known = usable(data, names, arm, left_out)
    known &= True if also is None else also
    group, cluster = neglect.groups(data.months)
    return within.fit(x[known], neglect.outcome(data.months)[known], group[known], cluster[known], tuple(names))


def member_months(data: Data, draws: Draws) -> dict[str, float]:
    """Regressions within members, with p-values by shifting outcomes; the contrast of arms by relabelling calls."""
    print("\n## Months of members")
    arm = drivers.arms(data.calls)
    p_values: dict[str, dict[str, float]] = {}
    for title, names in MODELS.items():
        x, known = usable(data, names, arm)
        known &= usable(data, MODELS[WHERE[title]], arm)[1] if title in WHERE else True
        it = fitted(data, names, arm, known)
        group, _ = neglect.groups(data.months)
        y = neglect.outcome(data.months)
        p_values[title] = within.shifted(x[known], y[known], group[known], names, draws.shifts, SEED)
        print(
            f"\n{title}: {it.n_rows} months of {it.n_groups} members with any dissent in {it.n_clusters} alliances, "
            f"{it.n_events} months of dissent, log likelihood {it.log_likelihood:.1f}"
        )
        for name in names:
            print(f"  {name:20s} {ratio_words(it, name):26s} p by shifting {p_values[title][name]:.3f}")
    _exposed(data, arm)
    return _contrast(data, draws, arm) | _primary(p_values)


def _exposed(data: Data, arm: Texts) -> None:
    """Months within two years of an own call, and those of them with dissent, in the CSTO and elsewhere."""
    x, came = neglect.columns(data.calls, data.months, arm, neglect.CONTRAST), neglect.outcome(data.months)
    print()
    for name, chosen in (("CSTO", data.months.alliances == "CSTO"), ("elsewhere", data.months.alliances != "CSTO")):
        told = [
            f"{int(came[chosen & (x[:, at] > 0)].sum())} of {int(x[chosen, at].sum())} after {one} calls"
            for at, one in enumerate(neglect.CONTRAST)
        ]
        print(f"months with dissent within two years of an own call, {name}: {', '.join(told)}")


def ratio_words(it: within.Fit, name: str) -> str:
    """A rate ratio with its interval, or that the months at hand cannot tell it: all or none of them dissent at one value."""
    ratio, low, high = it.interval(name)
    is_told = it.errors[it.names.index(name)] > 1e-6 and 1e-3 < ratio < 1e3
    return f"{ratio:.2f} ({low:.2f} to {high:.2f})" if is_told else "not to be told"


def _contrast(data: Data, draws: Draws, arm: Texts) -> dict[str, float]:
    controls, known = usable(data, BASE[2:], arm)
    ratio, p = neglect.contrast(data.calls, data.months, arm, controls, known, n_draws=draws.labels, seed=SEED)
    print(
        f"\nmonths after unanswered over months after answered own calls: ratio {ratio:.2f}, p by relabelling {p:.3f}"
    )
    return {"neglect: months after unanswered against answered calls": p}


def _primary(p_values: dict[str, dict[str, float]]) -> dict[str, float]:
    first, second = "A: all months with votes", "B: with inattention"
    return {
        "attention: months of inattention (B)": p_values[second]["inattention"],
        "dependence: alliances shared with the hub (A)": p_values[first]["overlap"],
        "outside options: index (A)": p_values[first]["outside"],
        "outside options: drift of votes (A)": p_values[first]["vote_drift"],
    }


BLOCS = ("ALBA", "ECOWAS", "OAS", "RIO")
"""Alliances whose members left, or spoke of it, when they had joined the Bolivarian Alliance or the Alliance of Sahel States."""


def robustness(data: Data) -> None:
    print("\n## Other definitions: months of members, model A")
    arm = drivers.arms(data.calls)
    wanted = ("unanswered", "answered", "overlap", "outside", "vote_drift")
    sets: dict[str, within.Fit] = {
        "all": fitted(data, BASE, arm),
        "help is force only": fitted(data, BASE, drivers.arms(data.calls, ("force",))),
        "followed without dissent": fitted(data, BASE, arm, data.months.is_followed_otherwise),
        "not frozen": fitted(data, BASE, arm, ~data.months.is_frozen),
    }
    for code in np.unique(data.months.alliances).tolist():
        if neglect.outcome(data.months)[data.months.alliances == code].sum() > 0:
            sets[f"without {code}"] = fitted(data, BASE, arm, left_out=[code])
    sets[f"without {', '.join(BLOCS)}"] = fitted(data, BASE, arm, left_out=BLOCS)
    for name, it in sets.items():
        print(f"{name:26s} n {it.n_events:3d}: {'; '.join(f'{one} {ratio_words(it, one)}' for one in wanted)}")
