"""The ledger of calls for help: each call with its answers, the class they amount to, and each side's version."""

from __future__ import annotations

from foedus.assessment import Answer, Call, Claim
from foedus.questions.help import Outcome, outcomes
from foedus.questions.panel import Panel


def ledger(panel: Panel, member: str | None = None) -> tuple[Call, ...]:
    """Calls known by the day, newest first; with `member`, those it made."""
    found = [it for it in outcomes(panel) if member in (None, it.call["caller"])]
    standing = panel.standing("event")
    events = [str(it.call["event_id"]) for it in found]
    return tuple(
        _call(it, panel.versions.get(standing.get(event, event), ()))
        for it, event in zip(found[::-1], events[::-1], strict=True)
    )


def _call(it: Outcome, told: tuple[Claim, ...]) -> Call:
    row, wait = it.call, it.wait_days
    return Call(
        id=row["id"],
        key=row["key"],
        date=row["called_on"],
        caller=row["caller"],
        addressee=row["addressee"],
        adversary=row["adversary"],
        situation=row["situation"],
        legal_basis=row["legal_basis"],
        is_formal=row["is_formal"],
        is_verified=row["is_verified"],
        overall_class=it.overall_class,
        answered_on=it.deciding["answered_on"] if it.deciding else None,
        wait_days_low=wait[0] if wait else None,
        wait_days_high=wait[1] if wait else None,
        answers=tuple(
            Answer(
                id=answer["id"],
                date=answer["answered_on"],
                responder=answer["responder"],
                answer_class=answer["answer_class"],
                sentence=answer["content"],
                is_verified=answer["is_verified"],
            )
            for answer in it.answers
        ),
        versions=told,
    )
