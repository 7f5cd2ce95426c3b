"""UCDP/PRIO conflict-years and GED events: invented ones under the headers of version 25.1, chosen rows of the slim file (facts;
CC BY 4.0, Gleditsch et al. 2002, Davies et al. 2025), and the real slim file.

Codebooks: UCDP/PRIO Armed Conflict Dataset 25.1: intensity_level 1 and 2, type_of_conflict 1 to 4, several numbers in one cell,
start_prec2, ep_end; UCDP Georeferenced Event Dataset 25.1: type_of_violence, date_prec, low, best and high.
"""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

import pytest

from foedus.rows import Row, row_id
from foedus.sources.card import BadSource
from foedus.sources.ucdp import CARD, known_event, known_year, load
from tests.sources.loading import FILES, assert_planted, changed, in_record, taken

YEARS, EVENTS, SLIM = "UcdpPrioConflict_v25_1.csv", "GEDEvent_v25_1.csv", "ucdp_acd.csv"


def told(row: Row) -> tuple[object, ...]:
    """Sides, first and last day, fewest and most deaths, first day known."""
    return (
        *(row.get(name) for name in ("side_a", "side_b", "began_on", "ended_on", "deaths_low", "deaths_high")),
        str(row["known_on"]),
    )


def test_conflict_years_become_pairs_of_sides() -> None:
    loaded = load([FILES / YEARS])
    rows = taken(loaded)
    in_record(rows)
    assert [told(row) for row in rows["conflict"]] == [
        ("ARM", "AZE", "2020-09-27", "2020", 1000, None, "2021-06-30"),
        ("ARM", "AZE", "2020-09-27", "2020-11-10", 1000, None, "2022-06-30"),
        ("TJK", "UTO", "1993", "1993", None, None, "2002-12-31"),
        ("RUS", "UTO", "1993", "1993", None, None, "2002-12-31"),
        ("UTO", "UZB", "1993", "1993", None, None, "2002-12-31"),
        ("Invented Front", "SRB", "2010-03", "2010", 25, 999, "2011-12-31"),
        ("FRA", "Invented League", "1956", "1956", 1000, None, "2002-12-31"),
        ("IRQ", "KWT", "1991", "1991", None, None, "2002-12-31"),
        ("IRQ", "KWT", "1991", "1991-02-28", None, None, "2002-12-31"),
        ("IRQ", "USA", "1991", "1991", None, None, "2002-12-31"),
        ("IRQ", "USA", "1991", "1991-02-28", None, None, "2002-12-31"),
        ("Invented Republic", "SUN", "1990-01-19", "1990", 25, 999, "2002-12-31"),
        ("Invented Republic", "SUN", "1990-01-19", "1990-12", 25, 999, "2002-12-31"),
        ("Invented Army", "YUG", "1991", "1991", 1000, None, "2002-12-31"),
        ("Invented Army", "YUG", "1992", "1992", 25, 999, "2002-12-31"),
    ]
    assert loaded.report.n_used == 8
    notes = [row["note"] for row in rows["conflict"]]
    assert notes[3] == (
        "UCDP conflict 90002, inside a state, with troops of other states: 25 deaths or more in the year, among 3 pairs of "
        "sides; RUS sent troops in support"
    ), "deaths of the year are not divided among pairs"
    assert rows["conflict"][0]["place"] == "Armenia, Azerbaijan"


def test_the_end_of_fighting_is_published_a_year_later() -> None:
    rows = taken(load([FILES / YEARS]))
    record = in_record(rows)
    sql = "SELECT ended_on FROM conflict WHERE side_b = 'AZE'"
    assert record.as_of(known_year(2020).on).query(sql) == [{"ended_on": "2020"}]
    assert record.as_of(known_year(2021).on).query(sql) == [{"ended_on": "2020-11-10"}]
    assert len(rows["link"]) == 4
    before = "SELECT ended_on FROM conflict WHERE side_b = 'KWT'"
    assert record.as_of(known_year(1991).on).query(before) == [{"ended_on": "1991-02-28"}], "both in the first release"


def test_rows_of_the_slim_file_are_put_together() -> None:
    loaded = load([FILES / SLIM])
    rows = taken(loaded)
    in_record(rows)
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows["conflict"]:
        found.setdefault(row["locator"].rpartition("conflict ")[2], []).append((row["side_a"], row["side_b"]))
    group = "UCDP conflict 300, side B"
    assert found == {
        "300, 1979": [("KHM", group), ("KHM", "VNM"), ("LAO", group), (group, "VNM")],
        "395, 1992": [
            ("TJK", "UCDP conflict 395, side B"),
            ("TJK", "UZB"),
            ("UCDP conflict 395, side B", "UZB"),
        ],
        "11342, 2012": [("IND", "UCDP conflict 11342, side B")] * 2,
        "11343, 1967": [("EGY", "ISR")] * 2,
    }, "Vietnam helped both sides in 1979, and is no opponent of itself; ends are told again when known"
    assert loaded.report.n_used == 5


def test_events_become_conflicts_with_three_counts_of_deaths() -> None:
    loaded = load([FILES / EVENTS])
    rows = taken(loaded)
    in_record(rows)
    assert [
        (*told(row)[:4], *(row[f"deaths_{which}"] for which in ("low", "best", "high"))) for row in rows["conflict"]
    ] == [
        ("ARM", "AZE", "2020-10-01", "2020-10-01", 9, 12, 30),
        ("Civilians", "SYR", "2013-05", "2013-05", 5, 5, 5),
        ("Clan A", "Clan B", "2005", "2005", 0, 7, 9),
    ], "a month or a year where no more is known"
    assert rows["conflict"][0]["place"] == "a village, near a hill, Jabrayil district, Azerbaijan"
    assert rows["conflict"][2]["note"] == (
        "UCDP: fighting between groups that are no states, Clan A - Clan B; the conflict stayed below 25 deaths in the year"
    )
    assert loaded.report.n_used == 3


def test_nothing_is_known_before_its_release() -> None:
    rows = taken(load([FILES / YEARS]))
    assert_planted(rows, "conflict", lambda row: "AZE" in row["side_b"])
    assert_planted(rows, "conflict", lambda row: row["side_b"] == "SRB")
    events = taken(load([FILES / EVENTS]))
    assert_planted(events, "conflict", lambda row: row["side_b"] == "SYR")
    assert [str(known_year(year).on) for year in (1946, 2001, 2014, 2015, 2016, 2024)] == [
        *["2002-12-31"] * 2,
        "2015-12-31",
        "2016-12-31",
        "2017-06-30",
        "2025-06-30",
    ]
    assert [str(known_event(2013, country).on) for country in (None, 652)] == ["2016-12-31", "2018-12-31"]
    assert str(known_event(2020, 652).on) == "2021-06-30"


def test_the_zips_as_downloaded_are_read_together(tmp_path: Path) -> None:
    paths = []
    for name, inside in (("ucdp-prio-acd-251-csv.zip", YEARS), ("ged251-csv.zip", EVENTS)):
        paths.append(tmp_path / name)
        with zipfile.ZipFile(paths[-1], "w") as archive:
            archive.write(FILES / inside, inside)
    loaded = load(paths)
    rows = taken(loaded)
    in_record(rows)
    assert (len(rows["source"]), loaded.report.n_read, loaded.report.n_used) == (2, 11, 11)


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        (YEARS, lambda text: text.replace(",25.1\n", ",17.2\n"), "is not a version that foedus reads"),
        (YEARS, lambda text: text[:-9], "line 9: .* cells where the header has 28"),
        (EVENTS, lambda text: text[:-9], "line 4: .* cells where the header has 49"),
        (YEARS, lambda text: text[: text.index("\n") + 1], "a header and no rows"),
        (EVENTS, lambda text: text[: text.index("\n") + 1], "a header and no rows"),
        (YEARS, lambda text: text.replace("ep_end_date", "episode_end", 1), "`ep_end_date` not found"),
        (YEARS, lambda text: text.replace("side_a,", "first_side,", 1), "`side_a` not found"),
        (EVENTS, lambda text: text.replace("gwnoa", "gwno_a", 1), "`gwnoa` not found"),
        (YEARS, lambda _: "stateabb,ccode\nUSA,2\n", r"no columns of UCDP \(stateabb, ccode"),
        (YEARS, lambda _: "conflict_id,dyad_id,bd_best\n1,2,3\n", "dyads or battle deaths, which foedus does not read"),
        (YEARS, lambda text: text.replace("2020,2,0,2,", "2020,3,0,2,"), '`intensity_level`: "3" is neither 1 nor 2'),
        (YEARS, lambda text: text.replace("2020,2,0,2,", "2020,2,0,5,"), '`type_of_conflict`: "5" is none of 1 to 4'),
        (YEARS, lambda text: text.replace("2020,2,0,2,", "20x0,2,0,2,"), '`year`: "20x0" is not a number'),
        (YEARS, lambda text: text.replace("2020-09-27", "27.09.2020"), '"27.09.2020" is not a date'),
        (YEARS, lambda text: text.replace("1,371,,373", "1,371,,371"), "is the same state as side A"),
        (EVENTS, lambda text: text.replace("\n1,,2020,1,Clear,1", "\n1,,2020,1,Clear,4"), "is none of 1, 2, 3"),
        (EVENTS, lambda text: text.replace("12,30,9", "12,30,"), "`low`: .* is empty where a number is needed"),
        (EVENTS, lambda text: text.replace("2005-12-31", "2004-12-31"), "is before the start"),
    ],
)
def test_a_wrong_file_is_told_plainly(tmp_path: Path, name: str, change: object, message: str) -> None:
    path = changed(tmp_path, name, change)  # type: ignore[arg-type]
    with pytest.raises(BadSource, match=message):
        taken(load([path]))


@pytest.mark.parametrize("name", ["GEDEvent_v25_0_3.csv", "GEDEvent_v25_01_25_03.csv"])
def test_candidate_events_are_refused(tmp_path: Path, name: str) -> None:
    path = changed(tmp_path, EVENTS, lambda text: text, name)
    with pytest.raises(BadSource, match="a candidate release"):
        taken(load([path]))


@pytest.mark.parametrize(
    ("name", "raw", "message"),
    [
        (YEARS, b"", "the file is empty"),
        (EVENTS, bytes(range(256)), "is not utf-8-sig text"),
        (YEARS, b"\0\0\0", "this is no text"),
        ("ged251-csv.zip", b"PK junk", "the zip is cut short or damaged"),
    ],
)
def test_what_is_no_table_is_told_plainly(tmp_path: Path, name: str, raw: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    with pytest.raises(BadSource, match=message):
        taken(load([path]))


def test_the_card_allows_shipping() -> None:
    with pytest.raises(BadSource, match="no file given"):
        load([])
    assert CARD.may_redistribute
    assert CARD.is_fetched


def test_the_real_slim_file_loses_nothing(shared: Path) -> None:
    path = shared / "data" / "ucdp_acd.csv"
    loaded = load([path])
    rows = taken(loaded)
    assert (loaded.report.n_read, loaded.report.n_used) == (5652, 5652)
    with path.open(newline="", encoding="utf-8") as handle:
        file = list(csv.DictReader(handle))
    years = {f"ucdp_acd.csv, conflict {row['conflict_id']}, {row['year']}" for row in file}
    assert {row["locator"] for row in rows["conflict"]} == years
    assert len(years) == 2752
    ended = {f"ucdp_acd.csv, conflict {row['conflict_id']}, {row['year']}" for row in file if row["ep_end"] == "1"}
    assert {row["locator"] for row in rows["link"]} == ended, "each end of an episode is told, a release later"
    assert len({row_id("co", row) for row in rows["conflict"]}) == len(rows["conflict"]) == 7287
    sides = {row[side] for row in rows["conflict"] for side in ("side_a", "side_b")}
    assert {side for side in sides if side.startswith("GW ")} == {"GW 751"}, (
        "Hyderabad, which the gazetteer does not hold"
    )
    assert {"SUN", "RUS", "YUG", "SRB", "YMD", "YEM", "VDR", "VNM", "Republic of Vietnam"} <= sides
