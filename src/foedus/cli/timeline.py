"""`foedus timeline`: the dated acts of an alliance, or of one member."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from foedus.cli.options import (
    Format,
    alliance_argument,
    as_of_option,
    format_option,
    member_option,
    record_option,
)


@click.command("timeline")
@alliance_argument
@member_option
@as_of_option
@record_option
@format_option
def command(alliance: str, member: str | None, as_of: str | None, record: Path | None, form: Format) -> None:
    """List the dated acts of ALLIANCE, oldest first."""
    from foedus.build import assess
    from foedus.cli.output import print_rows

    assessment = assess(alliance, as_of, member=member, record=record)
    rows = [asdict(item) for item in assessment.timeline]
    for row in rows:
        marks = [row["modality"]] if row["modality"] != "actual" else []
        marks += [] if row["is_verified"] else ["not verified"]
        row["marks"] = ", ".join(marks)
    print_rows(rows, ("date", "act", "sentence", "marks", "key"), form)
