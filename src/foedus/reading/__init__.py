"""Reading: from the text of an article to events and statements, each with its reason.

`read()` runs the stages in order; every stage is a module with plain data in and out (`foedus.reading.types`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from foedus._version import __version__
from foedus.dates import parse_day
from foedus.reading.lines import as_lines
from foedus.reading.types import Dating, Event, Mention, Reading, Reason, Sentence, Span, Statement

if TYPE_CHECKING:
    from foedus.reading.actor_rows import Row

__all__ = [
    "Dating",
    "Event",
    "Mention",
    "Reading",
    "Reason",
    "Sentence",
    "Span",
    "Statement",
    "as_lines",
    "read",
]


def read(
    text: str,
    *,
    dateline: date | str | None = None,
    outlet: str = "",
    title: str = "",
    actors: Sequence[Row] = (),
) -> Reading:
    """Read clean text into sentences, mentions, events and statements.

    `dateline` is the day of the text: names, offices and relative dates are read as of that day; without one, offices are
    read as of today and relative dates stay unknown. `actors` are names of the user's own (`foedus.reading.actors`).
    Nothing is fetched; the same text gives the same reading.
    """
    from foedus.reading import pipeline

    day = parse_day(dateline) if isinstance(dateline, str) and dateline else dateline or None
    assert not isinstance(day, str)  # noqa: S101 (for the type checker)
    return pipeline.read(text, day, outlet, title, tuple(actors), f"reader@{__version__}")
