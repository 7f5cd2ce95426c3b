"""That somebody said something: held part by part against the rows it may be about; what was said is judged apart."""

from __future__ import annotations

from dataclasses import replace

from foedus.check.desk import Desk
from foedus.check.judge import act
from foedus.check.judge.ruling import Ruling
from foedus.check.types import Found

KINDS = ("statement",)


def judge(found: Found, desk: Desk) -> Ruling:
    """A row of the same speaker, with the same substance, on the day given."""
    ruling = act.ruled(replace(found.query, is_sure=bool(found.query.actors)), desk)
    if ruling.outcome == "not_in_record":
        return Ruling("not_in_record", "The record holds no such statement; what was said is judged apart.")
    return ruling
