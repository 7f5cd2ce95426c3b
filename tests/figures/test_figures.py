"""Figures from votes: equal to reference values, untouched by later votes, and in step with what ships."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from foedus.figures import agreement, positions
from foedus.figures.agreement import Bloc
from foedus.figures.blocs import blocs_by_year, hubs
from foedus.figures.shipped import figures_origin, licence_text, main
from foedus.figures.votes import Votes, from_rows
from foedus.record import Record, embedded
from foedus.rows import Row
from foedus.sources import source
from foedus.states import convert
from foedus.states.actors import actor
from tests.rows import membership, small_record

ORIGIN = figures_origin()


def votes_of(first: int, last: int, n_states: int = 12, n_calls: int = 30, seed: int = 7) -> Votes:
    """Votes of states on a line, the first of them the United States, on texts that divide the line."""
    rng = np.random.default_rng(seed)
    codes = ["USA", "RUS", "ARM", "BLR", "KAZ", "KGZ", "TJK", "FRA", "GBR", "IND", "BRA", "NGA"][:n_states]
    place = np.linspace(2, -2, n_states)
    rows: list[tuple[str, Row]] = []
    for year in range(first, last + 1):
        for call in range(n_calls):
            cut, noise = rng.normal(), rng.normal(scale=0.5, size=n_states)
            for code, score in zip(codes, place + noise, strict=True):
                vote = "no" if score > cut + 0.4 else "yes" if score < cut - 0.4 else "abstain"
                rows.append(
                    ("vote", {"member": code, "resolution_id": f"{year}-{call}", "vote": vote, "voted_on": f"{year}"})
                )
    return from_rows(rows)


def by_name(rows: Iterator[Row]) -> dict[tuple[str, str, str | None, int], Row]:
    return {(row["name"], row["subject"], row.get("partner"), row["year"]): row for row in rows}


def test_absences_and_years_with_few_roll_calls_are_left_out() -> None:
    def vote(call: int, year: int, cast: str) -> tuple[str, Row]:
        return "vote", {"member": "FRA", "resolution_id": f"{year}-{call}", "vote": cast, "voted_on": f"{year}-10-01"}

    rows = [vote(call, 2000, "yes") for call in range(20)] + [vote(call, 2001, "no") for call in range(19)]
    found = from_rows([("source", {}), *rows, vote(30, 2000, "absent")])
    assert found.years.tolist() == [2000] * 20
    assert from_rows([]).years.size == 0


def test_one_actor_through_all_its_codes() -> None:
    assert actor("SUN", 1980) == actor("RUS", 2000) == "365"
    assert actor("DDR", 1980) != actor("DEU", 2000)


def test_a_hubs_pairs_its_median_and_a_blocs_cohesion() -> None:
    votes = votes_of(2000, 2000)
    blocs = {2000: [Bloc("XYZ", "RUS", ("ARM", "BLR", "RUS")), Bloc("NOH", None, ("FRA", "GBR", "IND"))]}
    found = by_name(agreement.agreement_rows(votes, {"RUS": frozenset({"ARM", "BLR", "RUS", "UZB"})}, blocs, ORIGIN))
    assert {key[1] for key in found if key[2] == "RUS"} == {"ARM", "BLR", "UN members"}
    own = found["vote_s", "ARM", "RUS", 2000]
    assert (own["n_cases"], own["known_on"]) == (30, date(2001, 1, 1))
    pairs = [found["vote_s", code, "RUS", 2000]["value"] for code in ("ARM", "BLR")]
    assert found["vote_cohesion_s", "XYZ", None, 2000]["value"] <= max(pairs) + 0.5
    assert found["vote_cohesion_s", "XYZ", None, 2000]["n_cases"] == 3
    assert found["vote_s", "FRA", "NOH", 2000]["n_cases"] == 2
    assert ("vote_kappa", "FRA", "NOH", 2000) not in found
    assert found["vote_cohesion_s", "UN members", None, 2000]["n_cases"] == 66


def test_no_figure_rests_on_a_later_vote() -> None:
    short, long = votes_of(2000, 2006), votes_of(2000, 2006)
    changed = Votes(
        long.states,
        long.actors,
        long.years,
        long.roll_calls,
        np.where(long.years == 2006, 4 - long.scores, long.scores),
    )
    until = date(2006, 1, 1)
    for make in (positions.position_rows, _agreements):
        first = [row for row in make(short, ORIGIN) if row["known_on"] <= until]
        assert first
        assert first == [row for row in make(changed, ORIGIN) if row["known_on"] <= until]


def _agreements(votes: Votes, made: object) -> Iterator[Row]:
    return agreement.agreement_rows(votes, {"RUS": frozenset({"ARM", "BLR"})}, {}, ORIGIN)


def test_a_vintage_holds_its_year_and_the_year_five_before() -> None:
    rows = list(positions.position_rows(votes_of(2000, 2006), ORIGIN))
    assert {row["year"] for row in rows if row["known_on"] == date(2007, 1, 1)} == {2001, 2006}
    assert {row["name"] for row in rows} == {"ideal_point", "ideal_point_error"}
    usa = [row["value"] for row in rows if row["subject"] == "USA" and row["name"] == "ideal_point"]
    assert min(usa) > 0


def test_members_are_those_known_at_the_end_of_the_year() -> None:
    record = small_record("AAA")
    record.add("membership", [membership("BBB", from_on="1995-06-01", known_on="1996-02-01")])
    blocs = blocs_by_year(record, [1995, 1996])
    assert [bloc.members for bloc in blocs[1995]] == [("AAA", "HUB")]
    assert [bloc.members for bloc in blocs[1996]] == [("AAA", "BBB", "HUB")]
    assert hubs(record) == {"HUB": frozenset({"AAA", "BBB", "HUB"})}


def test_agreement_equals_the_reference_values(shared: Path) -> None:
    votes = _all_votes(shared)
    with (shared / "data/checks/reference_similarity.csv").open() as file:
        wanted = list(csv.DictReader(file))
    found: dict[tuple[str, str, str | None, int], Row] = {}
    for row in wanted:
        row["one"], row["other"] = (_iso(row[name], int(row["year"])) for name in ("ccode1", "ccode2"))
    pairs: dict[str, set[str]] = {}
    for row in wanted:
        pairs.setdefault(row["one"], set()).add(row["other"])
    states = {hub: frozenset(others) for hub, others in pairs.items()}
    found = by_name(agreement.agreement_rows(votes, states, {}, ORIGIN))
    checked = 0
    for row in wanted:
        own = found.get(("vote_s", row["other"], row["one"], int(row["year"])))
        if own is not None:
            checked += 1
            assert own["value"] == pytest.approx(float(row["S"]), abs=6e-5)
            assert own["n_cases"] == int(row["n"])
    assert checked > 150


def test_what_ships_is_in_step_with_the_votes(shared: Path) -> None:
    votes, record = _all_votes(shared), Record.open(embedded.FOLDER)
    blocs = blocs_by_year(record, sorted(set(votes.years.tolist())))
    made = list(agreement.agreement_rows(votes, hubs(record), blocs, ORIGIN))
    early = list(positions.position_rows(votes.up_to(1950), ORIGIN))
    shipped = Record.open(embedded.DATA_FOLDER / "un_figures")
    held = shipped.query("SELECT name, subject, partner, year, value, n_cases, known_on FROM indicator")
    values = {_key(row): row["value"] for row in held}
    assert len(values) == len(held)
    assert {_key(row) for row in made} == {key for key in values if str(key[0]).startswith("vote")}
    # Another processor may round the fit's last steps otherwise; figures have four decimals.
    for row in [*made, *early]:
        assert values[_key(row)] == pytest.approx(row["value"], abs=2e-3), _key(row)


def _key(row: Row) -> tuple[object, ...]:
    return (*(row.get(name) for name in ("name", "subject", "partner", "year", "n_cases")), row["known_on"])


def _all_votes(shared: Path) -> Votes:
    files = [shared / "data/un_votes.parquet", shared / "data/un_rollcalls.parquet"]
    return from_rows(source("un_votes").load(files).rows)


def _iso(cow: str, year: int) -> str:
    return convert(int(cow), "cow", "iso3", date(year, 7, 1))


def test_an_unknown_folder_is_told_plainly(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["atop"]) == 2
    assert '"atop" is not a folder that ships; name one of un_figures, ucdp, vdem, states' in capsys.readouterr().err


@pytest.mark.parametrize("name", ["un_figures", "ucdp", "vdem", "states"])
def test_each_folder_tells_its_licence_and_citation(name: str) -> None:
    folder = embedded.DATA_FOLDER / name
    assert (folder / "LICENCE.txt").read_text(encoding="utf-8") == licence_text(name)
    assert Record.open(folder).counts()["source"] == 1
