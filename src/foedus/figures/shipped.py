"""Make the data folders that ship beside the embedded record: `python -m foedus.figures.shipped NAME FILE...`.

NAME is `un_figures` (figures computed from roll calls, CC0), `ucdp` (armed conflicts, CC BY 4.0), `vdem` (electoral
democracy of recent years, CC BY-SA 4.0) or `states` (names of states from the gazetteer of foedus, which takes no FILE);
FILE are the publisher's files, whose licences allow to pass on what is made here. The folders are rebuilt by hand when a
file of a new version is at hand, and committed.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

from foedus.errors import FoedusError, UnknownName
from foedus.figures import agreement, positions
from foedus.figures.blocs import blocs_by_year, hubs
from foedus.figures.votes import from_rows
from foedus.record import Record, embedded
from foedus.rows import Row, row_id
from foedus.sources import source
from foedus.sources.origin import Known, Origin, end_of_year
from foedus.states.gazetteer import gazetteer

FIRST_OF_VDEM = 2005
"""V-Dem's first release that foedus dates is of 2016; a brief compares a value with that of ten years before at most."""

BATCH = 50_000


def main(arguments: Sequence[str] = sys.argv[1:]) -> int:
    """Make one folder; returns the exit code."""
    try:
        name, *files = arguments or ("",)
        if name not in MAKERS:
            raise UnknownName(f'"{name}" is not a folder that ships; name one of {", ".join(MAKERS)}, then its files')
        record = Record.in_memory()
        for table, rows in groupby(MAKERS[name]([Path(file) for file in files]), key=lambda pair: pair[0]):
            record.add(table, [row | {"recorded_at": embedded.COMPILED_AT} for _, row in rows], where=name)
        folder = embedded.DATA_FOLDER / name
        shutil.rmtree(folder, ignore_errors=True)
        record.save(folder)
        (folder / "LICENCE.txt").write_text(licence_text(name), encoding="utf-8")
    except FoedusError as bad:
        sys.stderr.write(f"{bad}\n")
        return 2
    sys.stdout.write(f"{name}: {', '.join(f'{table} {n}' for table, n in record.counts().items() if n)}\n")
    return 0


def licence_text(name: str) -> str:
    """What stands beside the data: under which licence they are, and whom to cite."""
    if name == "states":
        return "Compiled by the foedus authors from facts. CC BY 4.0: cite foedus, with the version.\n"
    card = source("un_votes" if name == "un_figures" else name).CARD
    made = "Computed by foedus from" if name == "un_figures" else "Re-encoded by foedus from"
    return f"{made} {card.title}, {card.publisher}.\nLicence: {card.licence}.\nCite: {card.citation}\n"


def un_figures(files: Sequence[Path]) -> Iterator[tuple[str, Row]]:
    """Agreement with hubs and ideal points by vintage, from the roll calls of the General Assembly."""
    made = figures_origin()
    yield "source", made.source
    votes = from_rows(source("un_votes").load(files).rows)
    alliances = Record.open(embedded.FOLDER)
    blocs = blocs_by_year(alliances, sorted(set(votes.years.tolist())))
    for row in agreement.agreement_rows(votes, hubs(alliances), blocs, made):
        yield "indicator", row
    for row in positions.position_rows(votes, made, hubs=hubs(alliances), told=_tell):
        yield "indicator", row


def figures_origin() -> Origin:
    """The source row of what foedus computes from roll calls, whatever file they came in."""
    card = source("un_votes").CARD
    first = end_of_year(1946)
    row: Row = {
        "title": "Figures of foedus from roll calls of the UN General Assembly: agreement of votes, ideal points by vintage",
        "publisher": f"foedus, from data of {card.publisher}",
        "url": card.home,
        "licence": card.licence,
        "kind": "dataset",
        "method": "un_figures@1",
        "known_on": first.on,
        "known_basis": first.basis,
        "is_verified": True,
        "note": f"Votes: {card.citation}",
    }
    return Origin(row, row_id("so", row), "un_figures@1", True)


def ucdp(files: Sequence[Path]) -> Iterator[tuple[str, Row]]:
    """Armed conflicts as first published: rows that set the end of an episode a release later, and their links, are left out.

    No question asks for that end, and a thousand corrections would slow every brief.
    """
    rows = list(source("ucdp").load(files).rows)
    later = {row["from_id"] for table, row in rows if table == "link"}
    for table, row in rows:
        if table == "source" or (table == "conflict" and row_id("co", row) not in later):
            yield table, row


def vdem(files: Sequence[Path]) -> Iterator[tuple[str, Row]]:
    """Electoral democracy with its bounds, of the years that a brief may show."""
    for table, row in source("vdem").load(files).rows:
        if table == "source" or (row["year"] >= FIRST_OF_VDEM and row["name"].startswith("electoral_democracy")):
            yield table, row


def states(_: Sequence[Path]) -> Iterator[tuple[str, Row]]:
    """Names, codes and capitals of states, each known from the day after its first; an end is told by the next name alone."""
    row: Row = {
        "title": "Gazetteer of states of foedus: ISO 3166, Correlates of War and Gleditsch-Ward codes, names and capitals",
        "publisher": "foedus",
        "kind": "dataset",
        "method": "states@1",
        "known_on": date(1816, 1, 2),
        "known_basis": "inferred",
        "is_verified": True,
    }
    made = Origin(row, row_id("so", row), "states@1", True)
    yield "source", made.source
    told: dict[str, str] = {}
    for state in gazetteer().spells:
        # A name that comes back (Germany, 1990) is told again; the same name through several spells is told once.
        if state.iso3 and told.get(state.iso3) != state.name:
            told[state.iso3] = state.name
            yield (
                "actor",
                made.row(
                    "states.csv",
                    Known(state.from_on + timedelta(days=1), "inferred"),
                    code=state.iso3,
                    name=state.name,
                    actor_kind="state",
                    demonym=state.demonym,
                    capital=state.capital,
                    cow=state.cow,
                    gw=state.gw,
                    from_on=state.from_on.isoformat(),
                ),
            )


def _tell(year: int) -> None:
    sys.stderr.write(f"ideal points to {year}\n")


MAKERS = {"un_figures": un_figures, "ucdp": ucdp, "vdem": vdem, "states": states}


if __name__ == "__main__":
    raise SystemExit(main())
