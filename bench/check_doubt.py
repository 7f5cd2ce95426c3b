"""When is a claim in doubt: fits the weights of `foedus.check.judge.doubt`, and prints what doubting wins and costs.

A logit with a ridge over the figures of `judge/figures.py`, on the claims of the articles in sight: does the claim meet a
planted falsehood (1), or a true or undecided row of the table (0)? `python bench/check_doubt.py` prints the weights;
`--without news_m,news_n` fits on the other sets and prints for these, by threshold, how many falsehoods that the rules miss are
found and how many true claims that they support are called partly.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from statsmodels.api import GLM, families  # type: ignore[import-untyped,import-not-found,unused-ignore]

import check as scoring
from foedus.check import run
from foedus.check.article import open_article
from foedus.check.claims import find
from foedus.check.judge import doubt
from foedus.check.judge.act import joint
from foedus.check.judge.figures import figures
from foedus.check.types import Checked, Claim, SentenceSpan

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "check" / "articles"
SETS = tuple(it for it in scoring.NEWS if it not in ("news_q", "news_r"))
"""The sets that the weights were fitted on; the two others were in sight only after that."""
RIDGE = 50.0
"""Penalty on the weights of standardised figures, halved and squared, beside the summed log loss."""
THRESHOLDS = (0.5, 0.4, 0.3, 0.25, 0.2, 0.15)
Array = NDArray[np.float64]


class Case(NamedTuple):
    """A claim: its set, the rows of the table that it overlaps, and its figures."""

    part: str
    claim: Claim
    meets: tuple[scoring.Scored, ...]
    figures: dict[str, float]

    @property
    def is_planted(self) -> bool | None:
        """Whether it meets a falsehood; None where it meets a true claim too, or nothing."""
        if not self.meets:
            return None
        planted = any(it.row.planted for it in self.meets)
        is_mixed = planted and any(it.row.expected == "supported" and not it.row.planted for it in self.meets)
        return None if is_mixed else planted


def cases(part: str) -> list[Case]:
    """The claims of one set of articles, as the rules alone judge them."""
    record, today = run._record(None), date.today()
    found: list[Case] = []
    for path in sorted((FOLDER / part).glob("*.txt")):
        source = run._source(path.read_bytes(), path.name, today)
        now, then = run._desk(record, today), run._desk(record, source.on)
        now.horizon = source.on
        article = open_article(
            source.text, source.on, now.alliances, None, source.outlet, source.title, then.closeness, then.members_ever
        )
        told = find(article)
        claims = [run._claim(it, article, then, now, source.on) for it in told]
        kept = run.settled(claims)
        spans = tuple(SentenceSpan(it.n + 1, *it.span) for it in article.reading.sentences)
        checked = Checked(1, "", "", "", None, "", (), source.text, spans, kept, (), ())
        table = scoring.scored_all(scoring.expected(path.with_suffix(".csv")), checked)
        rows = [(scoring.span(it.row, checked), it) for it in table]
        for one, claim in zip(told, claims, strict=True):
            is_held = claim.kind in doubt.KINDS["not_in_record"] and not doubt.is_told_apart(one.query, now)
            if claim not in kept or not is_held:
                continue
            meets = tuple(it for at, it in rows if at and min(claim.end, at[1]) > max(claim.start, at[0]))
            found.append(Case(part, claim, meets, figures(one.query, joint(one.query, now), now)))
    return found


def fitted(some: Sequence[Case], names: Sequence[str]) -> Array:
    """Weights of the figures and, last, the constant."""
    known = [it for it in some if it.is_planted is not None]
    told = np.array([[it.figures.get(name, 0.0) for name in names] for it in known])
    mean, spread = told.mean(axis=0), told.std(axis=0)
    standard = np.column_stack([(told - mean) / spread, np.ones(len(known))])
    wanted = np.array([float(bool(it.is_planted)) for it in known])
    penalty = np.append(np.full(len(names), RIDGE / len(known)), 0.0)
    fit = GLM(wanted, standard, family=families.Binomial()).fit_regularized(alpha=penalty, L1_wt=0.0)
    weights = fit.params[:-1] / spread
    return np.append(weights, fit.params[-1] - weights @ mean)


def told(some: Sequence[Case], names: Sequence[str], weights: Array) -> None:
    """Print what each threshold wins and costs."""
    shares = {id(it): _doubt(it, names, weights) for it in some}
    rows = {_key(it): it for one in some for it in one.meets}.values()
    missed = [it for it in rows if it.row.planted and not it.is_found]
    held = [it for it in rows if it.row.expected == "supported" and not it.row.planted and it.outcome in doubt.KINDS]
    print(f"{len(missed)} falsehoods missed, {len(held)} true claims supported or not in the record")
    for least in THRESHOLDS:
        over = [
            it for it in some if shares[id(it)] >= least and it.claim.kind in doubt.KINDS.get(it.claim.then.outcome, ())
        ]
        flagged = {_key(it) for one in over for it in one.meets}
        won, cost = (sum(_key(it) in flagged for it in one) for one in (missed, held))
        print(f"  doubted from {least}: {won} more found, {cost} true claims partly")


def _key(it: scoring.Scored) -> tuple[str, int, str]:
    return it.row.article, it.row.sentence, it.row.words


def _doubt(case: Case, names: Sequence[str], weights: Array) -> float:
    score = sum(w * case.figures.get(name, 0.0) for name, w in zip(names, weights[:-1], strict=True)) + weights[-1]
    return float(1.0 / (1.0 + np.exp(-score)))


def main() -> None:
    """Fit, and print weights or what doubting comes to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", default="", help="sets to leave out and to judge, with commas")
    given = parser.parse_args()
    out = tuple(filter(None, given.without.split(",")))
    by_set = {part: cases(part) for part in SETS}
    train = [it for part, some in by_set.items() if part not in out for it in some]
    names = sorted({name for it in train for name in it.figures})
    weights = fitted(train, names)
    if out:
        told([it for part in out for it in by_set[part]], names, weights)
        return
    for name, weight in zip((*names, "CONSTANT"), weights, strict=True):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
