"""From a claim to its rows and from a row to its source: the numbers and anchors that every form shares.

A brief whose trace is broken is not shown: `trace` raises where a claim names a row that the assessment lacks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from foedus.errors import FoedusError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from foedus.assessment import Assessment, Claim, Evidence, Source

_PLAIN_ID = re.compile(r"[A-Za-z0-9_.-]+")


class Trace(NamedTuple):
    """Rows and sources by id, each numbered from 1 in the order given; `mentioned` are the rows that claims name."""

    rows: dict[str, Evidence]
    sources: dict[str, Source]
    row_numbers: dict[str, int]
    source_numbers: dict[str, int]
    rows_of_source: dict[str, tuple[str, ...]]
    mentioned: frozenset[str]

    def row_anchor(self, row_id: str) -> str:
        """The anchor of a row: its id, or its number where the id would not do as an anchor."""
        return f"row-{row_id if _PLAIN_ID.fullmatch(row_id) else self.row_numbers[row_id]}"

    def source_anchor(self, source_id: str) -> str:
        """The anchor of a source, by its number."""
        return f"source-{self.source_numbers[source_id]}"

    def source_of(self, row_id: str) -> Source | None:
        """The source that states a row, or None where no page was opened."""
        source_id = self.rows[row_id].source_id
        return None if source_id is None else self.sources[source_id]

    def cited(self, row_ids: Iterable[str]) -> tuple[int, ...]:
        """The numbers of the sources behind some rows, each once, in ascending order."""
        sources = (self.rows[row_id].source_id for row_id in row_ids)
        return tuple(sorted({self.source_numbers[source_id] for source_id in sources if source_id is not None}))


def trace(assessment: Assessment) -> Trace:
    """Number the rows and sources of an assessment; raises `FoedusError` where a claim or row points nowhere."""
    return trace_of(assessment.evidence, assessment.sources, _named(assessment))


def trace_of(
    evidence: Iterable[Evidence], cited: Iterable[Source], named: Iterable[tuple[str, tuple[str, ...]]]
) -> Trace:
    """The same of any page: its rows, its sources, and everything that it says with the rows that this rests on."""
    evidence, cited = tuple(evidence), tuple(cited)
    _check_unique("evidence", [row.id for row in evidence])
    _check_unique("sources", [source.id for source in cited])
    rows, sources = {row.id: row for row in evidence}, {source.id: source for source in cited}
    mentioned: set[str] = set()
    for what, row_ids in named:
        missing = next((row_id for row_id in row_ids if row_id not in rows), None)
        if missing is not None:
            raise FoedusError(f'{what} rests on row "{missing}", which the assessment does not hold among its evidence')
        mentioned.update(row_ids)
    rows_of_source = _rows_of_source(evidence, sources)
    return Trace(rows, sources, _numbers(rows), _numbers(sources), rows_of_source, frozenset(mentioned))


def _rows_of_source(evidence: Iterable[Evidence], sources: dict[str, Source]) -> dict[str, tuple[str, ...]]:
    citing: dict[str, list[str]] = {source_id: [] for source_id in sources}
    for row in evidence:
        if row.source_id is None:
            continue
        if row.source_id not in sources:
            raise FoedusError(f'row "{row.id}" cites source "{row.source_id}", which the assessment does not hold')
        citing[row.source_id].append(row.id)
    return {source_id: tuple(row_ids) for source_id, row_ids in citing.items()}


def _numbers(by_id: Iterable[str]) -> dict[str, int]:
    return {one: number for number, one in enumerate(by_id, start=1)}


def _check_unique(what: str, ids: list[str]) -> None:
    if len(set(ids)) < len(ids):
        twice = next(one for one in ids if ids.count(one) > 1)
        raise FoedusError(f'the assessment holds "{twice}" twice among its {what}')


def _named(assessment: Assessment) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every thing that a brief says, in a few words, with the ids of the rows it rests on."""
    yield from _claims("the headline", assessment.headline)
    yield from _claims("the gap", assessment.gaps)
    for member in assessment.members:
        yield from _claims(f"the status of {member.code}", (member.status,))
    for finding in assessment.findings:
        yield f'the finding "{finding.sentence}"', finding.evidence
    for call in assessment.calls:
        yield f"the call {call.id}", (call.id, *(answer.id for answer in call.answers))
        yield from _claims("the version", call.versions)
    if assessment.texts is not None:
        for moved in assessment.texts.moved:
            yield f'what moved "{moved.what}"', moved.rows
        for row in assessment.texts.rows:
            yield f"the row read {row.id}", (row.id, *([row.same_as] if row.same_as else ()))
    for item in assessment.timeline:
        yield f"the timeline entry {item.id}", (item.id,)
        yield from _claims("the version", item.versions)


def _claims(what: str, claims: Iterable[Claim]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for claim in claims:
        yield f'{what} "{claim.sentence}"', claim.evidence
