"""The tools that write, offered only where the server was started with a record to write to.

What is read goes in unverified, from one source, known from the day of the article: a report that somebody may review, never a
fact. Not here: how a
review is kept (`foedus.review`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foedus.dates import parse_day
from foedus.errors import FoedusError
from foedus.mcp.answers import ReadIn, Reviewed, Verdict, Waiting
from foedus.mcp.cites import line
from foedus.mcp.judging import READING, opened_text
from foedus.mcp.lines import EvidenceLine
from foedus.mcp.pages import paged, plain
from foedus.mcp.records import MANIFEST, Desk
from foedus.record.trace import in_words

if TYPE_CHECKING:
    from foedus.record import Record

WAITING = """
SELECT * FROM {table} WHERE (starts_with(method, 'reader@') OR starts_with(method, 'llm:')) AND NOT is_verified
  AND ($source IS NULL OR source_id IN (SELECT id FROM source WHERE sha256 = $source)) ORDER BY known_on DESC, id
"""

LONGEST_NAME = 300
"""Characters of a title or an outlet."""


def read_into(desk: Desk, text: str, dateline: str | None, title: str, outlet: str, alliance: str | None) -> ReadIn:
    """Read an article into the record, all of it or nothing; the same text a second time adds nothing."""
    from foedus.intake.job import hashes, put
    from foedus.intake.rows import Document
    from foedus.reading import read

    folder = _folder(desk)
    whole = opened_text(desk, text, None)
    day = parse_day(dateline) if dateline else None
    for name, value in (("title", title), ("outlet", outlet)):
        if len(value) > LONGEST_NAME:
            raise FoedusError(f"{name}: {len(value)} characters are too many; give at most {LONGEST_NAME}")
    sha256 = hashlib.sha256(whole.encode()).hexdigest()
    new: dict[str, int] = {}
    with READING:
        was_there = sha256 in hashes(folder)
        if not was_there:
            reading = read(whole, dateline=day, outlet=plain(outlet), title=plain(title))
            new = put([Document(title or "article", reading, sha256, None)], folder, _code(desk, alliance))
    shown, page, _ = paged(_waiting(folder, sha256), 0, lambda _: ())
    return ReadIn(record=folder.name, n_new=new, was_there=was_there, rows=shown, page=page)


def waiting(desk: Desk, offset: int) -> Waiting:
    """Rows read by machine that nobody has verified, the latest known first."""
    folder = _folder(desk)
    shown, page, _ = paged(_waiting(folder, None), offset, lambda _: ())
    return Waiting(record=folder.name, rows=shown, page=page)


def can_review() -> bool:
    """Whether this foedus has the review."""
    try:
        return find_spec("foedus.review.decisions") is not None
    except ModuleNotFoundError:
        return False


def review(
    desk: Desk, row: str, verdict: Verdict, by: str, reason: str, values: Mapping[str, str] | None = None
) -> Reviewed:
    """Keep a person's decision on one row, all of it or nothing; `by` is kept with how it came."""
    from foedus.review.decisions import decide, kept, undo

    who = plain(by).strip()
    if not who or len(who) > LONGEST_NAME:
        raise FoedusError(f"by: give the name of the person who decided, in at most {LONGEST_NAME} characters")
    name = f"{who} ({THROUGH})"

    def change(record: Record) -> Any:
        if verdict == "undo":
            return undo(record, row, name)
        return decide(record, row, verdict, name, values=values, reason=plain(reason).strip() or None)

    made = kept(_folder(desk), change)
    return Reviewed(
        record=_folder(desk).name,
        row_id=made.row_id,
        verdict=made.verdict,
        by=made.by,
        at=made.at.isoformat(timespec="seconds"),
        corrected_id=made.corrected_id,
        reason=made.reason,
    )


THROUGH = "through a language model"
"""Stands after the name of who decided."""


def _folder(desk: Desk) -> Path:
    if desk.write is None:
        raise FoedusError("this server writes nothing: start it with `--write DIR`")
    return desk.write


def _code(desk: Desk, alliance: str | None) -> str | None:
    """The code of an alliance by any of its names, so that no row stands under a name that no alliance has."""
    if not alliance:
        return None
    from foedus.build import find_alliance
    from foedus.mcp.records import view

    return str(find_alliance(view(desk, None), alliance)["code"])


def _waiting(folder: Path, sha256: str | None) -> list[EvidenceLine]:
    from foedus.record import Record

    if not (folder / MANIFEST).exists():
        return []
    record = Record.open(folder)
    return [
        line(in_words(table, row), row)
        for table in ("event", "statement")
        for row in record.query(WAITING.format(table=table), {"source": sha256})
    ]
