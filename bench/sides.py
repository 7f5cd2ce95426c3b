"""The sides of every alliance of the embedded record on eight days: where landscape theory sees its members apart.

Run with a Python that has foedus and numpy: `python bench/sides.py`. A check by reading, not by a bar: a model under which
allies fall apart over every reproach would be wrong, and one under which none ever does would be empty. Prints each
alliance and day whose lowest minimum has two sides, with the pairs that pull apart, then how many were looked at.
"""

from __future__ import annotations

from foedus.build import list_alliances, open_panel, open_view
from foedus.errors import UnknownName
from foedus.whatif.sides import BadSides, sides

DAYS = (
    "1957-06-01",
    "1968-08-01",
    "1985-01-01",
    "1995-01-01",
    "2008-09-01",
    "2017-07-01",
    "2022-11-28",
    "2025-06-01",
)


def main() -> None:
    n_seen = n_apart = 0
    for alliance in [row["code"] for row in list_alliances(open_view(DAYS[-1]))]:
        for day in DAYS:
            try:
                found = sides(open_panel(alliance, day))
            except (UnknownName, BadSides):
                continue  # Not known, or without two members, on that day.
            n_seen += 1
            deepest = [part.minima[0] for part in found.by_all.parts]
            if any(it.sides[1] for it in deepest):
                n_apart += 1
                apart = "; ".join(f"{' '.join(it.pair)} {it.value:+.2f}" for it in found.pairs if it.value < 0)
                told = "; ".join(" | ".join(map(" ".join, it.sides)) for it in deepest)
                print(f"{alliance} {day}: {told}. Pulling apart: {apart}")
    print(f"{n_apart} of {n_seen} alliances and days with members on two sides")


if __name__ == "__main__":
    main()
