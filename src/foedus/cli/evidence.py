"""`foedus evidence`: one row of the record with its source, and how and when it became known."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from foedus.cli.options import Format, as_of_option, format_option, record_option


@click.command("evidence")
@click.argument("row", metavar="ID")
@as_of_option
@record_option
@format_option
def command(row: str, as_of: str | None, record: Path | None, form: Format) -> None:
    """Show a row with its source.

    ID is a row's id, such as ev-0123456789ab, or its key, such as csto-0159.
    """
    from foedus.build import find_evidence, open_view
    from foedus.cli.output import print_rows

    shown, sources, columns = find_evidence(open_view(as_of, record), row)
    everything = {name: value for name, value in columns.items() if value is not None}
    if form is not Format.table:
        print_rows([asdict(shown) | {"sources": [asdict(source) for source in sources], "row": everything}], (), form)
        return
    lines = [{"field": name, "value": value} for name, value in asdict(shown).items() if value is not None]
    lines += [{"field": name, "value": value} for name, value in everything.items() if name not in asdict(shown)]
    for source in sources:
        parts = (source.title, source.publisher, source.published, source.url)
        lines.append({"field": "source", "value": "; ".join(part for part in parts if part)})
    print_rows(lines, ("field", "value"), form)
