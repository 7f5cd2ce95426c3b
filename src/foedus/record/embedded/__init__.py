"""The record that comes with foedus: text files by alliance for review, and the Parquet made from them.

`python -m foedus.record.build` makes the Parquet; a test shows that the two are in step.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

TEXT_FOLDER = Path(__file__).parent
FOLDER = TEXT_FOLDER / "parquet"
COMPILED_AT = datetime(2026, 11, 24)
"""When the embedded text files were last worked on: the `recorded_at` of every embedded row."""
