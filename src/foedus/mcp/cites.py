"""From rows to what must be named with them: ids, and sources with licence and citation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from foedus.mcp.lines import Cited, EvidenceLine, Said
from foedus.mcp.pages import EVIDENCE_SHOWN, cut, plain
from foedus.sources import NAMES, SOURCES

if TYPE_CHECKING:
    from foedus.assessment import Claim, Evidence, Source
    from foedus.rows import Row

LONGEST_QUOTE = 300
"""Characters of an article's own words that a row shows."""

LONGEST_TEXT = 1_200


class Sources:
    """The sources behind rows, each made ready once."""

    def __init__(self, rows: Iterable[Evidence], sources: Iterable[Source]) -> None:
        self._methods: dict[str, str] = {}
        self._of_row: dict[str, str] = {}
        for row in rows:
            if row.source_id is not None:
                self._of_row[row.id] = row.source_id
                self._methods.setdefault(row.source_id, row.method)
        self._sources = {one.id: one for one in sources}
        self._made: dict[str, Cited] = {}

    def of(self, ids: Iterable[str]) -> list[Cited]:
        """The sources of rows, each once; rows without an opened source bring none."""
        found = dict.fromkeys(self._of_row[id_] for id_ in ids if id_ in self._of_row)
        return [self._cited(id_) for id_ in found if id_ in self._sources]

    def _cited(self, id_: str) -> Cited:
        if id_ not in self._made:
            self._made[id_] = cited(self._sources[id_], self._methods.get(id_, ""))
        return self._made[id_]


def cited(source: Source, method: str) -> Cited:
    """One source; where its rows were made by a data set's reader, as its card asks to be cited."""
    name = method.partition("@")[0]
    card = SOURCES[name].CARD if name in NAMES else None
    return Cited(
        id=source.id,
        key=source.key,
        title=plain(source.title),
        publisher=source.publisher,
        url=source.url,
        published=source.published,
        licence=source.licence or (card.licence if card else None),
        citation=card.citation if card else None,
    )


def said(claim: Claim, *, is_whole: bool = False) -> Said:
    """A sentence with its rows: the first few unless all are asked for."""
    return Said(
        sentence=plain(claim.sentence), evidence=listed(claim.evidence, is_whole), n_evidence=len(claim.evidence)
    )


def listed(ids: Iterable[str], is_whole: bool = False) -> list[str]:
    """Ids of rows, cut to a few unless all are asked for."""
    every = list(ids)
    return every if is_whole else every[:EVIDENCE_SHOWN]


def line(row: Evidence, whole: Row | None = None) -> EvidenceLine:
    """A row as it is shown; `whole` gives what only the record's own columns tell."""
    more = whole or {}
    return EvidenceLine(
        id=row.id,
        key=row.key,
        table=row.table,
        date=row.date,
        text=cut(row.text, LONGEST_TEXT) or "",
        source_id=row.source_id,
        locator=row.locator,
        method=row.method,
        known_on=row.known_on,
        known_basis=row.known_basis,
        is_verified=row.is_verified,
        note=cut(row.note, LONGEST_TEXT),
        superseded_by=more.get("superseded_by"),
        duplicate_of=more.get("duplicate_of"),
        original_text=cut(more.get("original_text"), LONGEST_QUOTE),
    )
