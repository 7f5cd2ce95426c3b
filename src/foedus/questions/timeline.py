"""The dated acts of an alliance in order, each with both sides' versions where it is disputed."""

from __future__ import annotations

from collections import defaultdict

from foedus.assessment import Claim, TimelineItem
from foedus.questions.panel import Panel
from foedus.record.schema import DISSENTING_ACTS
from foedus.rows import Row

EVENTS = """
SELECT * FROM event
WHERE alliance = $alliance AND ($member IS NULL OR actor = $member OR recipient = $member)
ORDER BY happened_to, happened_from, key, id
"""

VERSIONS = "SELECT id, event_id, content FROM statement WHERE is_version ORDER BY event_id, happened_to, speaker, id"


def timeline(panel: Panel, member: str | None = None) -> tuple[TimelineItem, ...]:
    """Events of the alliance known by the day, oldest first; with `member`, those it did or that were done to it."""
    told = versions(panel)
    rows = panel.query(EVENTS, {"member": member})
    return tuple(_item(row, told.get(row["id"], ())) for row in rows)


def versions(panel: Panel) -> dict[str, tuple[Claim, ...]]:
    """Each side's version of a disputed event, by the event's id."""
    told: dict[str, list[Claim]] = defaultdict(list)
    for row in panel.query(VERSIONS):
        told[row["event_id"]].append(Claim(row["content"], (row["id"],)))
    return {event: tuple(claims) for event, claims in told.items()}


def _item(row: Row, told: tuple[Claim, ...]) -> TimelineItem:
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
        is_dissent=row["alliance_act"] in DISSENTING_ACTS,
        versions=told,
        note=row["note"],
    )
