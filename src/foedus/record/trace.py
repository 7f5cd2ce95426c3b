"""From an id to what a person can check: the row in words, its source, when and how it became known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from foedus.assessment import Evidence, Source
from foedus.record.checks import table_of
from foedus.record.corroboration import sources_read
from foedus.record.schema import TABLES
from foedus.rows import Row, made_by

if TYPE_CHECKING:
    from foedus.record.asof import AsOf

TEXT = {
    "source": "{title}",
    "actor": "{name} ({code})",
    "alliance": "{name} ({code}): {treaty}",
    "membership": "{member} in {alliance}, spell {spell}, from {from_on}{until}{ending}",
    "obligation": "{instrument}, Article {article} ({obligation_kind}): {paraphrase}",
    "event": "{sentence}",
    "statement": "{speaker}{as_office}: {content}",
    "call": "{caller} to {addressee}: {situation}",
    "answer": "{responder} ({answer_class}): {content}",
    "resolution": "{body} {number}: {subject}",
    "vote": "{member}: {vote} on {resolution}",
    "conflict": "{side_a} and {side_b}: fighting{at_place}{toll}",
    "indicator": "{subject}, {year}: {name} = {value:g} {unit}",
    "decision": "{decided_by}: {verdict} {row_id}",
    "link": "{from_id} {relation} {to_id}: {reason}",
}
"""How each table's row reads as one line."""


def evidence(view: AsOf, ids: Iterable[str]) -> tuple[tuple[Evidence, ...], tuple[Source, ...]]:
    """The rows with these ids as of the view's day, and the sources they cite, each once, in order of date and id."""
    by_table: dict[str, list[str]] = defaultdict(list)
    for any_id in dict.fromkeys(ids):
        by_table[table_of(any_id).name].append(any_id)
    found = [(name, row) for name, some in by_table.items() for row in view.rows_by_id(name, some)]
    resolutions = _resolutions(view, found)
    told, reviews = sources_read(view, found), _reviews(view, found)
    listed = (in_words(name, row, resolutions, told.get(row["id"], 0), reviews.get(row["id"])) for name, row in found)
    shown = sorted(listed, key=lambda it: (it.date or "", it.id))
    cited = sorted({row["source_id"] for name, row in found if name != "source" and row["source_id"]})
    return tuple(shown), tuple(_source(row) for row in view.rows_by_id("source", cited))


def in_words(
    table_name: str,
    row: Row,
    resolutions: dict[str, str] | None = None,
    n_sources_read: int = 0,
    review: str | None = None,
) -> Evidence:
    """One row as evidence; `n_sources_read` independent texts tell it, and `review` says what a reviewer decided of it."""
    table = TABLES[table_name]
    happened = row.get(table.happened) if table.happened else None
    return Evidence(
        id=row["id"],
        key=row["key"],
        table=table_name,
        date=happened or (str(row["year"]) if "year" in row else None),
        text=TEXT[table_name].format_map(row | _extras(row, resolutions or {})),
        source_id=row.get("source_id"),
        locator=row.get("locator"),
        method=row["method"],
        known_on=row["known_on"].isoformat(),
        known_basis=row["known_basis"],
        is_verified=row["is_verified"],
        note=row["note"],
        made=made_by(row["method"]),
        n_sources_read=n_sources_read,
        review=review,
    )


VERDICTS = {"accept": "accepted", "correct": "corrected", "reject": "rejected"}


def _reviews(view: AsOf, found: list[tuple[str, Row]]) -> dict[str, str]:
    """What stands decided of machine-read rows, in words, by the row's id: the last decision that was not undone."""
    if all(made_by(row["method"]) != "machine" for _, row in found):
        return {}
    rows = view.query("SELECT * FROM decision ORDER BY decided_at, id")
    undone = {row["undoes"] for row in rows}
    return {
        row["row_id"]: f"{VERDICTS[row['verdict']]} by {row['decided_by']}"
        for row in rows
        if row["verdict"] in VERDICTS and row["id"] not in undone
    }


def _extras(row: Row, resolutions: dict[str, str]) -> dict[str, str]:
    """Parts of a line that are there only where the row holds them."""
    tolls = (row.get("deaths_low"), row.get("deaths_best"), row.get("deaths_high"))
    toll = next((f", {count} deaths reported" for count in (tolls[1], tolls[0], tolls[2]) if count is not None), "")
    if tolls[0] is not None and tolls[1] is None and tolls[2] is None:
        toll = f", at least {tolls[0]} deaths reported"
    return {
        "until": f" until {row['to_on']}" if row.get("to_on") else "",
        "ending": f" ({row['end_mode'].replace('-', ' ')})" if row.get("end_mode") else "",
        "as_office": f", {row['office']}" if row.get("office") else "",
        "at_place": f", {row['place']}" if row.get("place") else "",
        "toll": toll,
        "resolution": resolutions.get(row.get("resolution_id") or "", "a resolution"),
    }


def _resolutions(view: AsOf, found: list[tuple[str, Row]]) -> dict[str, str]:
    votes = [row for name, row in found if name == "vote"]
    # Votes that a question read together with their resolutions bring its name along.
    told = {row["resolution_id"]: f"{row['body']} {row['number']}" for row in votes if row.get("number")}
    ids = sorted({row["resolution_id"] for row in votes} - told.keys())
    asked = view.rows_by_id("resolution", ids) if ids else []
    return told | {row["id"]: f"{row['body']} {row['number']}" for row in asked}


def _source(row: Row) -> Source:
    return Source(
        id=row["id"],
        key=row["key"],
        title=row["title"],
        publisher=row["publisher"],
        url=row["url"],
        published=row["published"],
        licence=row["licence"],
    )
