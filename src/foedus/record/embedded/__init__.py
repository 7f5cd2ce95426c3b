"""The record that comes with foedus: text files by alliance for review, the Parquet made from them, and open data beside it.

`python -m foedus.record.build` makes the Parquet; a test shows that the two are in step. `python -m foedus.figures.shipped`
makes the data folders.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

TEXT_FOLDER = Path(__file__).parent
FOLDER = TEXT_FOLDER / "parquet"
DATA_FOLDER = TEXT_FOLDER / "data"
"""One record folder a data set that may be passed on, named as on the shelf; an installed one takes its place."""

COMPILED_AT = datetime(2026, 11, 24)
"""When the embedded text files were last worked on: the `recorded_at` of every embedded row."""


def folders(installed: Iterable[Path] = ()) -> list[Path]:
    """The record's own folder, then its data folders but those that an installed set of the same name replaces, then these."""
    own = list(installed)
    replaced = {folder.parent.name for folder in own}
    shipped = sorted(folder for folder in DATA_FOLDER.iterdir() if folder.is_dir() and folder.name not in replaced)
    return [FOLDER, *shipped, *own]
