"""Printing rows as a table, JSON or CSV, and writing files that are whole or not there."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foedus.errors import FoedusError

if TYPE_CHECKING:
    from rich.console import Console


def print_rows(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], form: str) -> None:
    """Print rows; the table shows `columns` only, JSON and CSV everything."""
    if form == "json":
        import json

        sys.stdout.write(json.dumps([dict(row) for row in rows], indent=2, ensure_ascii=False, default=str) + "\n")
    elif form == "csv":
        import csv

        names = list(rows[0]) if rows else list(columns)
        writer = csv.DictWriter(sys.stdout, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    else:
        _table(rows, columns)
    sys.stdout.flush()


def console() -> Console:
    """A Rich console on standard output."""
    from rich.console import Console

    return Console(width=width())


def is_coloured() -> bool:
    """Whether standard output shows colours and the user wants them (no-color.org; FORCE_COLOR as Rich reads it)."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout.isatty() and os.environ.get("TERM") != "dumb")


def width() -> int:
    """Columns: COLUMNS where set, else the terminal's, else 100 where nobody watches."""
    return shutil.get_terminal_size((100, 24)).columns


def write_whole(path: Path, text: str) -> None:
    """Write a file in one step, so that a crash or a full disk leaves the old one; raises `FoedusError`."""
    try:
        handle, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as bad:
        raise FoedusError(f"{path} cannot be written: {bad.strerror}") from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            out.write(text)
        Path(part).chmod(0o666 & ~_umask())
        Path(part).replace(path)
    except OSError as bad:
        Path(part).unlink(missing_ok=True)
        raise FoedusError(f"{path} cannot be written: {bad.strerror}") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _cell(value: Any) -> Any:
    if isinstance(value, list | tuple | dict):
        import json

        return json.dumps(value, ensure_ascii=False, default=str)
    return value


def _table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(show_edge=False, pad_edge=False)
    for name in columns:
        table.add_column(name.replace("_", " "), overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if row[name] is None else str(row[name])) for name in columns))
    console().print(table)
