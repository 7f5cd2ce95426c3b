"""Resources of the server, by address: the alliance list, the questions and how to read their numbers, rows, sources, data sets.

They are read as of today unless the address says `?as_of=YYYY-MM-DD`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus._version import __version__
from foedus.errors import FoedusError
from foedus.mcp import asking
from foedus.mcp.cites import cited
from foedus.mcp.lines import QuestionLine
from foedus.mcp.pages import compact, plain
from foedus.mcp.records import Desk, view

if TYPE_CHECKING:
    from typing import Any

MOST_CITING = 40
"""Rows listed with a source."""

CITING = "SELECT id FROM {table} WHERE source_id = $id"


def alliance_list(desk: Desk) -> str:
    """Every alliance of the record, as JSON."""
    return compact(asking.alliances(desk, None, 0))


def questions() -> str:
    """What the eight questions ask, their formulas and literature, as JSON."""
    import json

    from foedus.questions import QUESTIONS

    told = [
        QuestionLine(
            question=it.meaning.question,
            title=it.meaning.title,
            asks=it.meaning.asks,
            n_findings=0,
            formula=it.meaning.formula,
            reading=it.meaning.reading,
            literature=list(it.meaning.literature),
        ).model_dump(exclude={"n_findings"})
        for it in QUESTIONS
    ]
    return json.dumps({"foedus_version": __version__, "questions": told}, ensure_ascii=False, indent=1)


def evidence(desk: Desk, id_: str, as_of: str | None = None) -> str:
    """One row with its source, as JSON."""
    return compact(asking.evidence(desk, [id_], as_of, 0))


def source(desk: Desk, key: str, as_of: str | None = None) -> str:
    """One source by id or key, with the rows that cite it, as JSON; raises `UnknownName`."""
    import json

    from foedus.assessment import Source
    from foedus.record.schema import TABLES

    known = view(desk, as_of)
    table, row = known.find(key)
    if table != "source":
        raise FoedusError(f'"{plain(key)[:80]}" is a row of {table}, not a source: read foedus://evidence/{row["id"]}')
    names = ("id", "key", "title", "publisher", "url", "published", "licence")
    told: dict[str, Any] = {"as_of": known.day.isoformat(), "foedus_version": __version__}
    told |= cited(Source(**{name: row[name] for name in names}), row["method"]).model_dump()
    told |= {"kind": row["kind"], "known_on": row["known_on"].isoformat(), "note": row["note"]}
    tables = [name for name in TABLES if name not in ("source", "link")]
    ids = [it["id"] for name in tables for it in known.query(CITING.format(table=name), {"id": row["id"]})]
    return json.dumps(told | {"rows": sorted(ids)[:MOST_CITING], "n_rows": len(ids)}, ensure_ascii=False, indent=1)


def data_set(name: str) -> str:
    """The card of a data set: licence, citation, coverage, when its values become known, what it cannot say; as JSON."""
    import json

    from foedus.sources import source as module

    card = module(name).CARD
    kept = ("name", "title", "publisher", "version", "home", "licence", "citation", "coverage", "units", "lag")
    told = {one: getattr(card, one) for one in (*kept, "says", "cannot_say", "may_redistribute")}
    return json.dumps(told, ensure_ascii=False, indent=1)
