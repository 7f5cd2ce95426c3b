"""Published findings on alliances, computed again: ours beside theirs.

Run with the Python that has foedus and numpy: `python bench/replications.py`. It reads replication files and ATOP from the shared
folder beside the repository, or from `FOEDUS_SHARED`; a study whose files are not there is skipped, and said to be. Exits 1 where
a number differs from the published one by more than its tolerance.

1. Berkemeier and Fuhrmann 2018, "Reassessing the fulfillment of alliance commitments in war", Research & Politics 5: how often
   commitments were honoured in war, their coding LLM (after Leeds, Long and Mitchell 2000).
2. Leeds and Anac 2005, "Alliance institutionalization and alliance performance", International Interactions 31: the logit of
   honouring on institutions, formality, changes of capability and of institutions, and being an original target.
3. Leeds, Mattes and Vogel 2009, "Interests, institutions, and the reliability of international commitments", American Journal of
   Political Science 53: bilateral alliances, 1919 to 2001. Changes of a leader's supporting coalition go with abrogation before
   the scheduled end in non-democracies, and not in democracies (from the abstract). Their data on coalitions (CHISOLS) are not
   here. What stands in is a PROXY, a change of regime: see `coalitions`.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from math import exp, sqrt
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from foedus.sources.tabular import Member
from plain_logit import Logit, clustered, fit_logit
from stata import Columns, Value, read

DATA = Path(os.environ.get("FOEDUS_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "data"

WAR, INSTITUTIONS = "BerkemeierFuhrmannRAP2018_0303.dta", "LeedsAnacIIrep.dta"
MEMBERS, REGIMES, CODES = "atop5_1m.csv.gz", "row_regime.csv", "cow_iso.csv"

HONOURED = {
    "all": (73, 146),
    "1816-1944": (61, 92),
    "1945-2003": (12, 54),
    "defence": (42, 102),
    "offence": (31, 42),
    "neutrality": (35, 45),
    "non-aggression": (18, 49),
}
"""Honoured, and honoured or violated, as Berkemeier and Fuhrmann print them."""

PERIODS = {"1816-1944": 1, "1945-2003": 0}
TYPES = {"defence": "defense", "offence": "offense", "neutrality": "neutral", "non-aggression": "nonagg"}

LOGIT = {
    "milinst": -0.709,
    "formal": -0.929,
    "chcap2d": -1.547,
    "dinstch2": -1.460,
    "origtar1": -1.359,
    "constant": 3.691,
    "log likelihood": -57.35,
}
"""What Leeds and Anac print for `honor3`, 137 commitments. Their likelihood differs from ours by .005; why is not known."""

TOLERANCE = 0.01


class Line(NamedTuple):
    """One number: theirs as printed, ours, and whether they agree."""

    what: str
    theirs: str
    ours: str
    agrees: bool


class Odds(NamedTuple):
    """Endings by violation among member-years of one kind of regime, after a change and without one.

    `ratio` is the odds ratio by Firth's logit and its 95% interval, alliances as clusters; None where one side has no ending,
    for which an interval by cluster means nothing.
    """

    regime: str
    changed: tuple[int, int]
    unchanged: tuple[int, int]
    ratio: tuple[float, float, float] | None


def honoured(columns: Columns) -> dict[str, tuple[int, int]]:
    """Commitments honoured in war, and all that were put to the test, by period and by type of promise."""
    rows = [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
    periods = {"all": rows} | {name: [row for row in rows if row["sample"] == own] for name, own in PERIODS.items()}
    by_type = {name: [row for row in rows if row[column] == 1] for name, column in TYPES.items()}
    return {name: _count(own) for name, own in (periods | by_type).items()}


def _count(rows: list[dict[str, Value]]) -> tuple[int, int]:
    n_honoured = sum(row["honorLLM"] == 1 for row in rows)
    return n_honoured, n_honoured + sum(row["violateLLM"] == 1 for row in rows)


def institutions(columns: Columns) -> tuple[Logit, dict[str, float]]:
    """The logit of Leeds and Anac: the fit, and its numbers by name."""
    names = [name for name in LOGIT if name not in ("constant", "log likelihood")]
    design = np.array([columns[name] for name in names], dtype=float).T
    outcome = np.array(columns["honor3"], dtype=float)
    fit = fit_logit(np.column_stack([design, np.ones(len(design))]), outcome)
    return fit, dict(zip(LOGIT, [*fit.coefficients, fit.log_likelihood], strict=True))


NUMBERS = {260: "DEU", 265: "OWID_GDR", 315: "CZE", 345: "SRB", 678: "OWID_YAR", 680: "OWID_YPR", 817: "OWID_RVN"}
"""Correlates of War numbers whose code in the list of regimes is not that of the list of codes."""

FIRST, LAST = 1919, 2001
BROKEN = "2"
"""ATOP's `term`: ended by a violation, or willfully before the scheduled date."""


class MemberYear(NamedTuple):
    """A state in a bilateral alliance in one year; `regimes` are those of the year, the year before, and so on back."""

    alliance: str
    is_broken: bool
    regimes: tuple[int, ...]


def coalitions(member_years: list[MemberYear], lag: int = 0) -> list[Odds]:
    """A proxy for Leeds, Mattes and Vogel: endings by violation after a change of the regime's class, in non-democracies and
    in democracies (as they were before it).

    The proxy is a change between the four classes of Regimes of the World (Luehrmann, Tannenberg and Lindberg 2018) in the year
    itself (`lag` 0) or the year before (1). It misses every change of leader inside a regime, which is most changes of
    coalition; and a democracy that changes class by falling is no change of government by election. Years are calendar years:
    in a year that saw both, which came first is not known. Which of the two members broke the treaty is not known either.
    """
    found = []
    for regime, is_wanted in (("non-democracy", (0, 1)), ("democracy", (2, 3))):
        own = [it for it in member_years if it.regimes[lag + 1] in is_wanted]
        changed = np.array([it.regimes[lag] != it.regimes[lag + 1] for it in own])
        broken = np.array([it.is_broken for it in own])
        after, without = [(int(broken[which].sum()), int(which.sum())) for which in (changed, ~changed)]
        ratio = _ratio(changed, broken, [it.alliance for it in own]) if after[0] and without[0] else None
        found.append(Odds(regime, after, without, ratio))
    return found


def _ratio(changed: NDArray[np.bool_], broken: NDArray[np.bool_], alliances: list[str]) -> tuple[float, float, float]:
    design = np.column_stack([np.ones(len(changed)), changed])
    fit = fit_logit(design, broken, is_firth=True)
    slope, error = float(fit.coefficients[1]), sqrt(clustered(fit, design, broken, alliances)[1, 1])
    return exp(slope), exp(slope - 1.96 * error), exp(slope + 1.96 * error)


def bilateral(folder: Path, years_back: int = 2) -> Iterator[MemberYear]:
    """Member-years of bilateral alliances, 1919 to 2001, after the year of entry; those without a regime known are left out."""
    regimes = {
        (row["Code"], int(row["Year"])): int(row["Political regime"])
        for row in _table(folder / REGIMES)
        if row["Political regime"].isdigit()
    }
    codes = {int(row["ccode"]): row["iso3c"] for row in _table(folder / CODES)} | NUMBERS
    for row in _table(folder / MEMBERS):
        if row["bilat"] != "1":
            continue
        ends = int(row["yrexit"]) or LAST + 1
        code = codes.get(int(row["member"]), "")
        for year in range(max(FIRST, int(row["yrent"]) + 1), min(LAST, ends) + 1):
            known = tuple(regimes.get((code, year - back), -1) for back in range(years_back + 1))
            if -1 not in known:
                yield MemberYear(row["atopid"], row["term"] == BROKEN and year == ends, known)


def _table(path: Path) -> Iterator[dict[str, str]]:
    with Member(path).opened() as handle:
        yield from csv.DictReader(handle)


def compare_honoured(columns: Columns) -> list[Line]:
    """Shares honoured, ours beside those of Berkemeier and Fuhrmann."""
    ours = honoured(columns)
    return [Line(name, _share(theirs), _share(ours[name]), theirs == ours[name]) for name, theirs in HONOURED.items()]


def compare_institutions(columns: Columns) -> list[Line]:
    """The logit, ours beside that of Leeds and Anac."""
    fit, ours = institutions(columns)
    lines = [Line("N", "137", str(fit.n), fit.n == 137)]
    for name, theirs in LOGIT.items():
        agrees = abs(ours[name] - theirs) <= TOLERANCE
        lines.append(Line(name, f"{theirs:.3f}", f"{ours[name]:.4f}", agrees))
    return lines


def _share(counts: tuple[int, int]) -> str:
    return f"{counts[0]}/{counts[1]} = {counts[0] / counts[1]:.0%}"


def _show(title: str, lines: list[Line]) -> int:
    print(f"\n{title}\n{'':18}{'theirs':>16}{'ours':>16}")
    for line in lines:
        print(f"{line.what:18}{line.theirs:>16}{line.ours:>16}{'' if line.agrees else '  DIFFERS'}")
    return sum(not line.agrees for line in lines)


def _show_coalitions(member_years: list[MemberYear]) -> None:
    print("\nLeeds, Mattes and Vogel 2009: abrogation of bilateral alliances, 1919-2001")
    print("theirs (abstract): more likely after a change of coalition in non-democracies; no effect in democracies")
    print("ours: a PROXY, change of class in Regimes of the World; no data on coalitions here")
    print(f"{'regime before':16}{'change':>12}{'after change':>16}{'without':>16}{'odds ratio':>12}  95% interval")
    for lag, when in ((0, "same year"), (1, "year before")):
        for it in coalitions(member_years, lag):
            changed, not_changed = (f"{n}/{of} {n / of:.1%}" for n, of in (it.changed, it.unchanged))
            ratio = "{:>12.2f}  {:.2f} to {:.2f}".format(*it.ratio) if it.ratio else f"{'none':>12}  too few endings"
            print(f"{it.regime:16}{when:>12}{changed:>16}{not_changed:>16}{ratio}")


def main() -> int:
    """Print each study; return 1 where a number differs."""
    n_differing, studies = (
        0,
        ((WAR, "Berkemeier and Fuhrmann 2018: honoured in war"), (INSTITUTIONS, "Leeds and Anac 2005")),
    )
    for (file, title), compare in zip(studies, (compare_honoured, compare_institutions), strict=True):
        if (DATA / file).exists():
            n_differing += _show(title, compare(read(DATA / file)))
        else:
            print(f"\n{title}: skipped, {file} is not there")
    if all((DATA / file).exists() for file in (MEMBERS, REGIMES, CODES)):
        _show_coalitions(list(bilateral(DATA)))
    else:
        print("\nLeeds, Mattes and Vogel 2009: skipped, ATOP or the list of regimes is not there")
    print(f"\n{n_differing} numbers differ from those published")
    return 1 if n_differing else 0


if __name__ == "__main__":
    raise SystemExit(main())
