"""How many independent sources stand behind what was read by machine, as known on a day.

Tellings of one act are the rows that links call duplicates of one another. Two tellings count as one source where they share
a publisher, where their texts were linked as reprints, or where their sentences share most of their words in a row: a wire
report in twenty papers is one source. What a person wrote into the record is not counted: it was checked otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from foedus.measures.overlap import contained, shingles
from foedus.rows import Row, made_by

if TYPE_CHECKING:
    from foedus.record.asof import AsOf

SAME_WORDS = 0.5
"""Share of runs of three words from which two sentences are one source's."""


def sources_read(view: AsOf, found: Iterable[tuple[str, Row]]) -> dict[str, int]:
    """For rows of tables, the number of independent machine-read sources that tell each, where there is one.

    A row that is a duplicate has the number of the row that stands in its place. Nothing is queried where no machine read
    anything.
    """
    listed = list(found)
    if not view.told_by_machine and all(made_by(row["method"]) != "machine" for _, row in listed):
        return {}
    told: dict[str, set[str]] = {}
    ends: dict[str, str] = {row["id"]: view.standing.get(row["id"], str(row["id"])) for _, row in listed}
    for table, row in listed:
        group = {ends[row["id"]], *view.told_by_machine.get(ends[row["id"]], ())}
        if made_by(row["method"]) == "machine" or len(group) > 1:
            told.setdefault(table, set()).update(group)
    rows = {row["id"]: row for table, ids in told.items() for row in view.rows_by_id(table, ids)}
    papers = _papers(view, rows.values())
    counts: dict[str, int] = {}
    for id_, end in ends.items():
        group = {end, *view.told_by_machine.get(end, ())} & rows.keys()
        tellings = [rows[one] for one in sorted(group) if made_by(rows[one]["method"]) == "machine"]
        if tellings:
            counts[id_] = n_independent(tellings, papers)
    return counts


def n_independent(tellings: list[Row], papers: dict[str, str]) -> int:
    """How many groups the tellings fall into; `papers` names the publisher of a source by the source's id."""
    sentences = [shingles(row["original_text"] or "", 3) for row in tellings]
    group = list(range(len(tellings)))
    for at, row in enumerate(tellings):
        for before in range(at):
            is_one = _paper(row, papers) == _paper(tellings[before], papers)
            if is_one or contained(sentences[at], sentences[before]) >= SAME_WORDS:
                old, new = group[at], group[before]
                group = [new if one == old else one for one in group]
    return len(set(group))


def _paper(row: Row, papers: dict[str, str]) -> str:
    return papers.get(row["source_id"] or "", row["source_id"] or "")


def _papers(view: AsOf, rows: Iterable[Row]) -> dict[str, str]:
    """The publisher of each source, or the host of its address, or the text itself; a reprint has that of what it reprints."""
    ids = {row["source_id"] for row in rows if row["source_id"]}
    first = {id_: view.standing.get(id_, id_) for id_ in ids}
    sources = {row["id"]: row for row in view.rows_by_id("source", {*first.values()})}
    return {id_: _publisher(sources[end]) if end in sources else id_ for id_, end in first.items()}


def _publisher(source: Row) -> str:
    name = "".join(letter for letter in (source["publisher"] or "").casefold() if letter.isalnum())
    try:
        host = (urlsplit(source["url"] or "").hostname or "").removeprefix("www.")
    except ValueError:
        host = ""
    return name or host or str(source["id"])
