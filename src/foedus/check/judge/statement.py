"""That somebody said something: held part by part against the rows it may be about; what was said is judged apart."""

from __future__ import annotations

from dataclasses import replace

from foedus.check.desk import Desk
from foedus.check.judge import act
from foedus.check.judge.ruling import Ruling
from foedus.check.types import Found

KINDS = ("statement",)
UNSAID = Ruling("not_in_record", "The record holds no such statement; what was said is judged apart.")
"""Also of a speaker whom no code stands for: an analyst, a passer-by."""


def judge(found: Found, desk: Desk) -> Ruling:
    """A row of the same speaker, with the same substance, on the day given."""
    if not found.query.actors:
        return UNSAID
    ruling = act.ruled(replace(found.query, is_sure=True), desk)
    if ruling.outcome == "not_in_record":
        return UNSAID
    return ruling
