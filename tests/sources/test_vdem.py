"""V-Dem 15: invented values under columns of the country-year core file, and the real slim file.

Codebook: V-Dem Codebook v15 (2025): country_text_id is V-Dem's own, COWcode is empty where COW counts no state; v2x_polyarchy and
v2x_libdem run from 0 to 1, with bounds in _codelow and _codehigh.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from pathlib import Path

import duckdb
import pytest

from foedus.sources.card import BadSource
from foedus.sources.vdem import CARD, INDICES, known, load
from tests.sources.loading import FILES, assert_planted, changed, in_record, taken

NAME = "V-Dem-CY-Core-v15.csv"


def test_values_stand_under_the_state_of_the_year() -> None:
    rows = taken(load([FILES / NAME]))
    in_record(rows)
    found = {
        (row["subject"], row["year"]): row["value"] for row in rows["indicator"] if row["name"] == "electoral_democracy"
    }
    assert found == {
        ("ARM", 2018): 0.5,
        ("ARM", 2019): 0.75,
        ("ARM", 2024): 0.625,
        ("SUN", 1970): 0.125,
        ("RUS", 1995): 0.5,
        ("CSK", 1930): 0.625,
        ("DEU", 1960): 0.875,
        ("DDR", 1980): 0.0625,
        ("YEM", 1970): 0.0625,
        ("Modena", 1850): 0.02,
        ("GEO", 2023): 0,
        ("Republic of Vietnam", 1960): 0.25,
        ("VDR", 1960): 0.125,
        ("VNM", 1980): 0.1875,
        ("YUG", 1990): 0.25,
        ("SCG", 2004): 0.5,
        ("SRB", 2016): 0.375,
    }, "V-Dem's letters are not ISO's: its VDR is South Vietnam, ISO's was North Vietnam"


def test_the_two_indices_and_the_bounds_of_one_are_read() -> None:
    rows = taken(load([FILES / NAME]))["indicator"]
    of_2019 = {row["name"]: row["value"] for row in rows if (row["subject"], row["year"]) == ("ARM", 2019)}
    assert of_2019 == {
        "electoral_democracy": 0.75,
        "electoral_democracy_low": 0.7,
        "electoral_democracy_high": 0.8,
        "liberal_democracy": 0.5,
    }
    assert "liberal_democracy" not in {row["name"] for row in rows if row["subject"] == "SUN"}, "empty is no value"
    assert {row["value"] for row in rows if row["subject"] == "GEO"} == {0, 1}, "both ends of the scale are values"
    assert rows[0]["locator"] == "V-Dem-CY-Core-v15.csv, line 2 (ARM 2018)"


def test_what_is_left_out_is_named() -> None:
    loaded = load([FILES / NAME])
    taken(loaded)
    assert (loaded.report.n_read, loaded.report.n_used) == (21, 17)
    assert dict(loaded.report.left_out) == {
        "no state then: Armenia": 1,
        "no state then: Mexico": 1,
        "no COW number: Hong Kong": 1,
        "no value of the indices read": 1,
    }


def test_a_value_is_invisible_before_its_release() -> None:
    rows = taken(load([FILES / NAME]))
    for subject, year, released in (
        ("ARM", 2018, "2019-04-30"),
        ("ARM", 2024, "2025-03-31"),
        ("SRB", 2016, "2017-05-31"),
    ):
        chosen = [row for row in rows["indicator"] if (row["subject"], row["year"]) == (subject, year)]
        assert {str(row["known_on"]) for row in chosen} == {released}
        places = {row["locator"] for row in chosen}
        assert_planted(rows, "indicator", lambda row, places=places: row["locator"] in places)  # type: ignore[misc]
    assert [str(known(year).on) for year in (1789, 2015, 2017, 2019)] == [
        *["2016-12-31"] * 2,
        "2018-04-30",
        "2020-03-31",
    ]


def test_the_zip_as_downloaded_is_read(tmp_path: Path) -> None:
    path = tmp_path / "V-Dem-CY-Core-v15_csv.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(FILES / NAME, f"V-Dem-CY-Core-v15_csv/{NAME}")
        archive.writestr("V-Dem-CY-Core-v15_csv/V-Dem Codebook v15.pdf", b"%PDF")
    assert len(taken(load([path]))["indicator"]) == 63


@pytest.mark.parametrize(
    ("change", "new_name", "told"),
    [
        (lambda text: text, "V-Dem-CY-Core-v14.csv", "this is V-Dem 14; foedus reads .* V-Dem 15"),
        (lambda text: text, "V-Dem-CY-Full+Others-v15.1.csv", r"this is V-Dem 15\.1"),
        (lambda text: text, "V-Dem-CD-v15.csv", "these are country-dates"),
        (lambda text: text[:-3].rsplit(",", 2)[0], NAME, "line 22: .* cells where the header has 21"),
        (lambda text: text[: text.index("\n") + 1], NAME, "a header and no rows"),
        (lambda text: text.replace("v2x_libdem,", "v2x_liberal,", 1), NAME, "column `v2x_libdem` not found"),
        (lambda text: text.replace("COWcode", "country_code", 1), NAME, "column `cowcode` not found"),
        (lambda _: "stateabb,ccode\nUSA,2\n", NAME, "none of the columns of this data set"),
        (lambda text: text.replace("371,0.75,", "371,1.75,"), NAME, "`v2x_polyarchy`: .* is not between 0 and 1"),
        (lambda text: text.replace("371,0.75,", "371,-0.1,"), NAME, "`v2x_polyarchy`: .* is not between 0 and 1"),
        (lambda text: text.replace("371,0.75,", "371,high,"), NAME, '"high" is not a number'),
        (lambda text: text.replace("371,0.75,", "371,inf,"), NAME, '"inf" is not a number'),
        (lambda text: text.replace("371,0.75,", "37.1,0.75,"), NAME, "`cowcode`: .* is not a whole number"),
        (lambda text: text.replace("1,2019,", "1,,"), NAME, "`year`: .* is empty where a number is needed"),
    ],
)
def test_a_wrong_file_is_told_plainly(tmp_path: Path, change: object, new_name: str, told: str) -> None:
    path = changed(tmp_path, NAME, change, new_name)  # type: ignore[arg-type]
    with pytest.raises(BadSource, match=told):
        taken(load([path]))


@pytest.mark.parametrize(
    ("name", "raw", "told"),
    [
        (NAME, b"", "the file is empty"),
        (NAME, bytes(range(256)), "is not utf-8-sig text"),
        (NAME, b"\0\0\0", "this is no text"),
        ("V-Dem-CY-Core-v15_csv.zip", b"PK junk", "the zip is cut short or damaged"),
        ("vdem_slim.parquet", b"PAR1 junk PAR1", "cut short, damaged or no Parquet"),
    ],
)
def test_what_is_no_table_is_told_plainly(tmp_path: Path, name: str, raw: bytes, told: str) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    with pytest.raises(BadSource, match=told):
        taken(load([path]))


def test_the_card_allows_shipping_as_a_file_of_its_own() -> None:
    with pytest.raises(BadSource, match="no file given"):
        load([])
    assert CARD.may_redistribute
    assert "SA" in CARD.licence


def test_the_real_slim_file_loses_no_state(shared: Path) -> None:
    """All country-years are used or left out by name; none with a value is left out in a year in which COW counts the state."""
    data = shared / "data"
    with duckdb.connect() as connection:
        counted = connection.execute(
            f"""
            SELECT v.number FROM (SELECT *, row_number() OVER () AS number FROM '{data / "vdem_slim.parquet"}') AS v
            SEMI JOIN read_csv('{data / "states.csv"}') AS s
              ON s.system = 'COW' AND s.code = v.cown AND v.year BETWEEN year(s.start) AND year(coalesce(s."end", '2024-12-31'))
            WHERE coalesce({", ".join(f"v.{column}" for column in INDICES)}) NOT NULL
            """
        ).fetchall()
    loaded = load([data / "vdem_slim.parquet"])
    rows = taken(loaded)["indicator"]
    report = loaded.report
    assert (report.n_read, report.n_used) == (19_678, 14_089)
    used = {int(row["locator"].split("row ")[1].split()[0]) for row in rows}
    assert len(used) == report.n_used
    assert {number for (number,) in counted} <= used
    assert Counter(why.partition(":")[0] for why in report.left_out.elements()) == {
        "no state then": 5138,
        "no COW number": 402,
        "no value of the indices read": 49,
    }
    claims = {(row["subject"], row["year"], row["name"]) for row in rows}
    assert len(claims) == len(rows) == 56_309, "one value of an index for a state and year"
