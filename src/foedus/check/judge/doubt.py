"""Doubt: what rules call supported or not in the record, though all the rows near it together make that unlikely, is `partly`.

Rules hold a claim against rows part by part. A falsehood told in words that no rule knows slips through them, and leaves traces all
the same: rows that exclude it nearly as likely as those that bear it out, another state's row that fits better, a later row
that fits best. A logit over such figures (`figures.py`) says how like the claim is to the falsehoods of the training articles.
It excludes nothing: who is in doubt is told to read the rows.
"""

from __future__ import annotations

from dataclasses import replace
from math import exp

from foedus.check.claims.among import OUTSIDE
from foedus.check.desk import Desk
from foedus.check.judge import clash
from foedus.check.judge.act import Held, joint
from foedus.check.judge.figures import figures
from foedus.check.judge.ruling import told
from foedus.check.types import Query, Verdict

KINDS = {
    "supported": ("act", "meeting", "clash"),
    "not_in_record": ("act", "meeting", "clash", "call", "answer", "vote"),
}
"""What is doubted: not what was held against rows that tell all, as lists, duties, votes, values, and calls that were found."""


WEIGHTS = {
    "contrary_p": 2.22,
    "date_lacking_p": -0.47,
    "excluded_p": 2.20,
    "full_p": -0.58,
    "joint_gap": -1.44,
    "lately_later": 3.48,
    "later_told_p": 2.29,
    "news_later": 2.44,
    "open_p": 1.38,
    "other_actor": 1.07,
    "top_act_open": -0.81,
    "top_actor_excluded": 2.29,
    "top_date_excluded": 3.99,
    "top_number_borne": -0.60,
    "top_number_excluded": 3.24,
    "top_number_open": -0.51,
    "top_p": 0.23,
    "whole_p": -0.53,
    "with_number": -0.48,
    "with_verb": -0.57,
}
"""Weight of each figure in a logit of whether a claim is false, fitted on the articles in sight by `bench/check_doubt.py`."""
CONSTANT = -1.17
DOUBTED = {"supported": 0.25, "not_in_record": 0.3}
"""From where on what the rules say so is in doubt."""
LACKING = ("actor", "act", "date", "number")
"""Parts that a claim in doubt may be in doubt for."""


def doubted(query: Query, verdict: Verdict, desk: Desk) -> Verdict:
    """The verdict of the rules, or `partly` where the rows near a claim make one think that it is false."""
    if query.kind not in KINDS.get(verdict.outcome, ()) or is_told_apart(query, desk):
        return verdict
    rows = joint(query, desk)
    if doubt(figures(query, rows, desk)) < DOUBTED[verdict.outcome]:
        return verdict
    ids = tuple(dict.fromkeys((*_telling(rows), *verdict.evidence)))
    fact = next((desk.by_id[it] for it in ids if it in desk.by_id), None)
    if fact is None:
        return verdict
    part = _weakest(rows)
    why = f"Rows come near it, and the way they tell it leaves doubt, most of all about the {part}. {told(fact)}."
    return replace(verdict, outcome="partly", why=why, evidence=ids, wrong=(part,))


def _telling(rows: list[Held]) -> tuple[str, ...]:
    """The row to show first: the likeliest that excludes a part, where there is one, else the likeliest."""
    against = [it for it in rows if it.of("excluded")] or rows
    return (max(against, key=lambda it: it.p).fact.id,) if against else ()


def is_told_apart(query: Query, desk: Desk) -> bool:
    """Whether a claim was not held against rows of acts part by part, or has no words to be held."""
    is_fought = query.kind == "clash" and clash.judge(query, desk) is not None
    return is_fought or not query.detail or query.unit == OUTSIDE


def doubt(found: dict[str, float]) -> float:
    """How like a claim's figures are to those of falsehoods, from 0 to 1: no probability, since few articles hold as many."""
    score = CONSTANT + sum(weight * found.get(name, 0.0) for name, weight in WEIGHTS.items())
    return 1.0 / (1.0 + exp(-score))


def _weakest(rows: list[Held]) -> str:
    """The part that the likely rows bear out least."""
    lacking = {
        name: sum(it.p for it in rows if any(one.name == name and one.bearing != "borne" for one in it.parts))
        for name in LACKING
    }
    best = max(lacking, key=lambda it: lacking[it])
    return best if lacking[best] else "act"
