"""Which row a claim is about: fits the weights of `foedus.check.judge.likeness` and prints them, with how often it is right.

A conditional logit (McFadden 1974) over all rows that a claim may be about, and none, on the claims of the training
articles whose tables name their rows: `python bench/check_likeness.py`. `--without SET` fits on the other sets and prints the
ranks on that one.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from foedus.check import run
from foedus.check.article import open_article
from foedus.check.claims import find
from foedus.check.desk import Desk
from foedus.check.judge.likeness import FEATURES, OTHER, features, side
from foedus.check.types import Found

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "check" / "articles"
SETS = ("own", "dev", "second", "heldout", *(f"news_{it}" for it in "abcdef"))
KINDS = ("act", "meeting", "clash", "answer", "call", "statement")
LEFT_OUT = ("odds", "prediction", "opinion", "trend", "obligation", "membership", "comparison")
STEPS, RATE, RIDGE = 400, 0.05, 1.0
LATE = 300
"""From this step on the rate is a fifth."""
Array = NDArray[np.float64]


class Case(NamedTuple):
    """A claim beside the rows that it may be about: their figures, and which its table names (none: not in the record)."""

    part: str
    figures: Array
    is_meant: NDArray[np.bool_]


def cases(part: str) -> list[Case]:
    """The claims of one set of articles."""
    record = run._record(None)
    found: list[Case] = []
    for path in sorted((FOLDER / part).glob("*.txt")):
        source = run._source(path.read_bytes(), path.name, date.today())
        desk = run._desk(record, source.on)
        article = open_article(
            source.text, source.on, desk.alliances, None, source.outlet, source.title, desk.closeness, desk.members_ever
        )
        claims = find(article)
        keys = {it.key: it.id for it in desk.facts}
        with path.with_suffix(".csv").open(newline="", encoding="utf-8") as handle:
            for row in csv.DictReader(handle):
                made = _case(part, row, source.text, claims, keys, desk)
                found += [made] if made is not None else []
    return found


def _case(
    part: str, row: dict[str, str], text: str, claims: Sequence[Found], keys: dict[str, str], desk: Desk
) -> Case | None:
    meant = {keys[it] for it in row["keys"].split(";") if it in keys}
    at = text.find(row["words"])
    if at < 0 or row["as_of"] or row["wrong_part"] == "knowledge" or row["kind"] in LEFT_OUT:
        return None
    if not meant and row["expected"] != "not_in_record":
        return None
    end = at + len(row["words"])
    over = [it for it in claims if min(it.end, end) > max(it.start, at) and it.query.topic and it.query.kind in KINDS]
    if not over:
        return None
    one = max(over, key=lambda it: (min(it.end, end) - max(it.start, at)) / max(it.end - it.start, end - at))
    claim = side(one.query, desk)
    rows = [
        it
        for it in desk.facts
        if it.first <= desk.horizon
        and (it.alliance in claim.alliances or it.id in meant or claim.own.get(it.id, 0.0) >= OTHER)
    ]
    figures = np.array([features(claim, it, desk) for it in rows], dtype=np.float64).reshape(len(rows), len(FEATURES))
    return Case(part, figures, np.array([it.id in meant for it in rows], dtype=bool))


def fitted(some: Sequence[Case]) -> Array:
    """Weights of the figures and, last, of none: least penalised log loss by Adam (Kingma and Ba 2015)."""
    weights, first, second = (np.zeros(len(FEATURES) + 1) for _ in range(3))
    for step in range(1, STEPS + 1):
        slope = RIDGE * weights
        for it in some:
            p = shares(it, weights)
            wanted = np.append(p[:-1] * it.is_meant, 0.0) if it.is_meant.any() else np.eye(len(p))[-1]
            off = p - wanted / wanted.sum()
            slope += np.append(it.figures.T @ off[:-1], off[-1])
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        pace = RATE if step < LATE else RATE / 5
        weights = weights - pace * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return weights


def shares(case: Case, weights: Array) -> Array:
    """Probability of each row, and of none."""
    scores = np.append(case.figures @ weights[:-1], weights[-1])
    grown = np.exp(scores - scores.max())
    return np.asarray(grown / grown.sum())


def told(name: str, some: Sequence[Case], weights: Array) -> None:
    """Print how high the row meant stands, and how often none is rightly the likeliest."""
    ranks = [
        int(np.argmax(it.is_meant[np.argsort(-shares(it, weights)[:-1], kind="stable")]))
        for it in some
        if it.is_meant.any()
    ]
    none = [int(shares(it, weights).argmax() == len(it.is_meant)) for it in some if not it.is_meant.any()]
    within = ", ".join(f"{sum(it < n for it in ranks) / len(ranks):.1%} among {n}" for n in (1, 3, 10))
    print(
        f"{name}: row meant {within} of {len(ranks)} claims; none is likeliest for {sum(none)} of {len(none)} without"
    )


def main() -> None:
    """Fit, and print weights or ranks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", choices=SETS)
    given = parser.parse_args()
    by_set = {part: cases(part) for part in SETS}
    train = [it for part, some in by_set.items() if part != given.without for it in some]
    weights = fitted(train)
    told("fitted on", train, weights)
    if given.without:
        told(given.without, by_set[given.without], weights)
        return
    for name, weight in zip((*FEATURES, "none"), weights, strict=True):
        print(f"  {name:<20} {weight:6.2f}")


if __name__ == "__main__":
    main()
