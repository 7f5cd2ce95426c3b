"""Question 10 in a brief: one line that points to the command which answers it, because a brief computes no model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.brief import words

if TYPE_CHECKING:
    from foedus.assessment import Assessment

TITLE = "What would change it?"
NUMBER = 10


def lead(assessment: Assessment) -> str:
    """What the command does, or why there is none for this alliance."""
    if assessment.hub is None:
        return "Not answered: the model is of a hub and its members, and this alliance has no hub."
    if _member(assessment) is None:
        return "Not answered: the model is of a hub and its members, and this alliance has no other member on this day."
    return "The odds before and after a changed answer, threat, attention or dependence, by a model, are told by:"


def command(assessment: Assessment) -> str | None:
    """The command for this alliance and day, with a lever that can be pulled there; None where there is no answer."""
    member = _member(assessment)
    if assessment.hub is None or member is None:
        return None
    has_called = any(call.caller == member for call in assessment.calls)
    lever = f"--answer {member}=force" if has_called else f"--threat {member}=x2"
    return f"foedus whatif {words.one_line(assessment.alliance).lower()} --as-of {assessment.as_of} {lever}"


def _member(assessment: Assessment) -> str | None:
    """The member asked for; else the last caller, else the first member; never the hub or a former member."""
    present = [it.code for it in assessment.members if it.left_on is None and not it.is_hub]
    # Calls stand newest first.
    callers = [call.caller for call in assessment.calls if call.caller in present]
    return next(iter([*callers, *present]), None)
