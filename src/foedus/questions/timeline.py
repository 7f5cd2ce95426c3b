"""The dated acts of an alliance in order, each with both sides' versions where it is disputed."""

from __future__ import annotations

from foedus.assessment import Claim, TimelineItem
from foedus.questions.panel import Panel
from foedus.rows import Row


def timeline(panel: Panel, member: str | None = None) -> tuple[TimelineItem, ...]:
    """Events of the alliance known by the day, oldest first; with `member`, those it did or that were done to it."""
    rows = [row for row in panel.events if member in (None, row["actor"], row["recipient"])]
    dissent = {row["id"] for row in panel.dissent}
    return tuple(_item(row, panel.versions.get(row["id"], ()), row["id"] in dissent) for row in rows)


def _item(row: Row, told: tuple[Claim, ...], is_dissent: bool) -> TimelineItem:
    return TimelineItem(
        id=row["id"],
        key=row["key"],
        date=row["happened_on"],
        actor=row["actor"],
        recipient=row["recipient"],
        act=row["alliance_act"],
        plover_type=row["plover_type"],
        modality=row["modality"],
        sentence=row["sentence"],
        is_verified=row["is_verified"],
        is_dissent=is_dissent,
        versions=told,
        note=row["note"],
    )
