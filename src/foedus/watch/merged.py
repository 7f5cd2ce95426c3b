"""The watched record together with the embedded one, as findings are to see it: an act told in both counts once.

News retells: an article of today that says that a member froze its participation two years ago makes an event of two years
ago. Where the embedded record holds that act, the retelling is linked to it in memory; neither folder is changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from foedus.dates import PartialDate
from foedus.record import Record, embedded
from foedus.record.asof import AsOf
from foedus.rows import Row
from foedus.shelf.place import folders as installed_folders
from foedus.watch.again import link

NEAR = timedelta(days=3)
"""Days by which an article may date an act otherwise than the record does."""


def merged(folder: Path) -> Record:
    """The record of a watch, the embedded one and the installed data sets as one record in memory."""
    record = Record.open(*embedded.folders(installed_folders()), folder)
    found = list(_retold(record))
    if found:
        record.add("link", found)
    return record


def _retold(record: Record) -> Iterator[Row]:
    """Links from standing machine-read acts to the act of the embedded record that they tell of."""
    columns = "id, alliance, actor, recipient, alliance_act, happened_on, known_on, method"
    standing = "id NOT IN (SELECT from_id FROM link WHERE relation = 'duplicates')"
    read = record.query(
        f"SELECT {columns} FROM event WHERE (starts_with(method, 'reader@') OR starts_with(method, 'llm:')) "  # noqa: S608
        f"AND alliance_act <> 'other' AND {standing}"
    )
    if not read:
        return
    by_hand: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in record.query(
        f"SELECT {columns} FROM event WHERE method = 'hand' AND actor IN (SELECT unnest($who)) AND {standing}",  # noqa: S608
        {"who": sorted({row["actor"] for row in read})},
    ):
        by_hand[row["actor"], row["alliance_act"]].append(row)
    for row in read:
        first = next((one for one in by_hand[row["actor"], row["alliance_act"]] if _is_same(row, one)), None)
        if first is not None:
            yield link(row, first, "the record holds this act", row["method"])


def _is_same(read: Row, held: Row) -> bool:
    """Whether the dates can be the same day, nearly, and the act concerns the same side or the alliance as a whole."""
    one, other = PartialDate.parse(read["happened_on"]), PartialDate.parse(held["happened_on"])
    is_near = one.first - NEAR <= other.last and other.first - NEAR <= one.last
    sides = {read["recipient"], read["alliance"]} & {held["recipient"], held["alliance"]}
    return is_near and bool(sides)


def tellings(view: AsOf, id_: str) -> list[str]:
    """The ids of a row and of every row that tells the same, as of the view's day."""
    return [id_, *(one for one, first in view.standing.items() if first == id_)]


def n_independent(view: AsOf, table: str, ids: Sequence[str]) -> int:
    """How many sources stand behind rows that tell the same: copies of one story, and one publisher's stories, count once."""
    sources = {row["source_id"] for row in view.rows_by_id(table, ids) if row["source_id"]}
    stories = sorted({view.standing.get(one, one) for one in sources})
    rows = view.rows_by_id("source", stories)
    return len({(row["publisher"] or row["id"]).casefold() for row in rows})
