"""What the two strongest findings of the fit rest on: refits with cases read otherwise, left out, or shuffled.

Shuffling deals the record's answers out anew among its calls: whatever the model then still learns of lost belief has nothing to
do with who was helped. Usage: python bench/whatif_doubts.py [DAY] [SHUFFLES]
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from foedus.record import Record, embedded
from foedus.whatif.apart import learned
from foedus.whatif.cases import Cases, cases
from foedus.whatif.design import FREEZE, LEAVE, STAY, Design, from_cases
from foedus.whatif.fit import fit

DAY, SHUFFLES, DRAWS, MOST, SEED = date(2026, 6, 30), 19, 300, 6, 20221128
SHOWN = ("disbelief", "dependence", "outside")


def line(job: tuple[str, Design]) -> tuple[str, float, str]:
    """A row of the table: which reading, the Bayes factor of lost belief, and medians with 90% intervals."""
    name, design = job
    told = {it.name: it for it in learned(fit(design, seed=SEED, draws=DRAWS))}
    cells = [
        f"{x.posterior[1]:+.2f} ({x.posterior[0]:+.2f} to {x.posterior[2]:+.2f})" for x in map(told.__getitem__, SHOWN)
    ]
    factor = told["disbelief"].bayes_factor or 0.0
    return name, factor, f"| {name} | {' | '.join(cells)} | {min(factor, 1000):.1f} |"


def given_anew(made: Cases, given: NDArray[np.float64]) -> Cases:
    """The same cases with other answers."""
    return replace(made, calls=replace(made.calls, given=given))


def departures_once(made: Cases) -> Cases:
    """Cases in which an exit of a member that had frozen or given notice before is not counted a second time."""
    months = made.months
    choices = np.where((months.choices == LEAVE) & months.is_frozen, STAY, months.choices)
    return replace(made, months=replace(months, choices=choices.astype(np.int8)))


def blocs_once(made: Cases) -> Cases:
    """Cases in which of the freezes and exits of one alliance within twelve months only the first is counted."""
    months, choices = made.months, made.months.choices.copy()
    for kind in (FREEZE, LEAVE):
        last: dict[str, int] = {}
        rows = np.flatnonzero(choices == kind)
        for at in rows[np.argsort(months.months[rows], kind="stable")]:
            code, month = str(months.alliances[at]), int(months.months[at])
            if month - last.get(code, -999) < 12:
                choices[at] = STAY
            else:
                last[code] = month
    return replace(made, months=replace(months, choices=choices))


def without(made: Cases, code: str) -> Cases:
    """Cases without the member-months of one alliance."""
    months = made.months
    kept = months.alliances != code
    columns = {
        name: getattr(months, name)[kept]
        for name in type(months).__dataclass_fields__
        if isinstance(getattr(months, name), np.ndarray)
    }
    evidence = tuple(ids for ids, is_kept in zip(months.evidence, kept, strict=True) if is_kept)
    return replace(made, months=replace(months, **columns, evidence=evidence))


def otherwise(made: Cases) -> Cases:
    """Cases in those months only that would be followed if dissent did not count."""
    months = made.months
    kept = months.is_followed_otherwise
    columns = {
        name: getattr(months, name)[kept]
        for name in type(months).__dataclass_fields__
        if isinstance(getattr(months, name), np.ndarray)
    }
    evidence = tuple(ids for ids, is_kept in zip(months.evidence, kept, strict=True) if is_kept)
    return replace(made, months=replace(months, **columns, evidence=evidence))


def main() -> None:
    """Print the table."""
    day = date.fromisoformat(sys.argv[1]) if len(sys.argv) > 1 else DAY
    n = int(sys.argv[2]) if len(sys.argv) > 2 else SHUFFLES
    made = cases(Record.open(*embedded.folders()).as_of(day))
    rng = np.random.default_rng(SEED)
    plain = from_cases(made)
    codes, n_acts = np.unique(made.months.alliances[made.months.choices > 0], return_counts=True)
    readings = [
        ("each departure counted once", departures_once(made)),
        ("of departures within a year from one alliance the first", blocs_once(departures_once(made))),
        ("months followed by other than dissent", otherwise(made)),
        *((f"without {code}", without(made, str(code))) for code in codes[np.argsort(-n_acts)][:MOST]),
    ]
    jobs = [
        ("as fitted", plain),
        ("every call counts as unanswered", replace(plain, blow=np.full(len(plain.blow), plain.centre.belief))),
        *((name, from_cases(other)) for name, other in readings),
    ]
    answers = [rng.permutation(made.calls.given) for _ in range(n)]
    shuffled = [(f"shuffled {at}", from_cases(given_anew(made, given))) for at, given in enumerate(answers)]
    with ProcessPoolExecutor(2) as pool:
        done = list(pool.map(line, jobs))
        of_shuffled = np.array([factor for _, factor, _ in pool.map(line, shuffled)])
    print("| cases | lost belief | dependence | outside options | Bayes factor of lost belief |")
    print("|---|---|---|---|---|")
    print("\n".join(text for _, _, text in done))
    low, middle, high = np.percentile(of_shuffled, [0, 50, 100])
    as_large = int((of_shuffled >= done[0][1]).sum())
    print(
        f"\nAnswers shuffled {n} times: Bayes factor of lost belief {low:.2f} to {high:.2f}, middle {middle:.2f}; "
        f"at least as large as fitted in {as_large} of {n}"
    )


if __name__ == "__main__":
    main()
