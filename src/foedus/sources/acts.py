"""Event rows from event data sets: one act of one state towards another, in a neutral sentence made from the codes.

Events of the wide world concern no alliance; they stand under the code that the caller gives (`ALL`), so that no question
about an alliance counts them unless it asks for them.
"""

from __future__ import annotations

from datetime import date

from foedus.rows import Row
from foedus.sources.naming import Place
from foedus.sources.origin import Known, Origin


def act(
    made: Origin,
    locator: str,
    day: date,
    reported: date,
    actor: Place,
    recipient: Place,
    plover_type: str,
    plover_mode: str | None,
    alliance: str,
    note: str | None,
) -> Row:
    """One event row. An act whose day lies after the report's is announced, not actual: the report can tell the plan only."""
    does = f"{plover_type.lower()}, {plover_mode}" if plover_mode else plover_type.lower()
    return made.row(
        locator,
        Known(reported, "published_day"),
        alliance=alliance,
        happened_on=day.isoformat(),
        actor=actor.code,
        recipient=recipient.code,
        plover_type=plover_type,
        plover_mode=plover_mode,
        alliance_act="other",
        modality="announced" if day > reported else "actual",
        sentence=f"{actor.name} to {recipient.name}: {does}",
        note=note,
    )
