"""BACI: invented flows in the published form (t,i,j,k,v,q with padded numbers and NA), with country_codes of V202501.

Format: CEPII, "BACI: International Trade Database at the Product-Level", page of the data set, section "Variables"; HS92.
"""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from foedus.sources.card import BadSource
from foedus.sources.trade import CARD, load
from tests.sources.loading import FILES, assert_planted, changed, in_record, taken

YEAR, CODES = FILES / "BACI_HS92_Y2021_V202501.csv", FILES / "country_codes_V202501.csv"


def test_products_are_summed_to_pairs_in_usd() -> None:
    loaded = load([YEAR, CODES])
    rows = taken(loaded)
    in_record(rows)
    assert [(row["subject"], row["partner"], row["year"], row["value"]) for row in rows["indicator"]] == [
        ("ARM", "RUS", 2021, 100_127.0),
        ("CIV", "RUS", 2021, 30_100.0),
        ("RUS", "ARM", 2021, 500_000_001.0),
    ]
    assert loaded.report.n_read == 6
    assert dict(loaded.report.left_out) == {"no state then: Aruba": 1, "no state then: Other Asia, nes": 1}
    assert rows["indicator"][0]["method"] == "trade@V202501"


def test_the_zip_gives_the_same_rows(tmp_path: Path) -> None:
    path = tmp_path / "BACI_HS92_V202501.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in (YEAR, CODES):
            archive.write(file, file.name)
        archive.writestr("Readme.txt", "not read")
    values = [[row["value"] for row in taken(load(files))["indicator"]] for files in ([path], [YEAR, CODES])]
    assert values[0] == values[1]


def test_a_year_is_unknown_before_the_release_that_first_held_it() -> None:
    rows = taken(load([YEAR, CODES]))
    assert {str(row["known_on"]) for row in rows["indicator"]} == {"2023-02-28"}
    assert_planted(rows, "indicator", lambda row: row["subject"] == "ARM")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda text: text.replace("t,i,j,k,v,q", "t,i,j,k,v"), "the header must be t,i,j,k,v,q"),
        (lambda text: text[:-20], "not every row can be read"),
        (lambda text: text.replace("100.125", "about"), "not every row can be read"),
        (lambda text: text.replace("2021,51,643,22", "2020,51,643,22"), "rows of year 2020"),
        (lambda text: text.replace("2021,384", "2021,999"), "economy 999 is not in country_codes"),
        (lambda text: text.splitlines()[0] + "\n", "a header and no rows"),
    ],
)
def test_a_wrong_year_file_is_told_plainly(tmp_path: Path, change: object, told: str) -> None:
    path = changed(tmp_path, YEAR.name, change)  # type: ignore[arg-type]
    with pytest.raises(BadSource, match=told):
        taken(load([path, CODES]))


def test_other_releases_products_and_names(tmp_path: Path) -> None:
    def named(name: str) -> Path:
        return Path(shutil.copy(YEAR, tmp_path / name))

    with pytest.raises(BadSource, match="releases 202401, 202501 together"):
        load([named("BACI_HS92_Y2021_V202401.csv"), CODES])
    with pytest.raises(BadSource, match="products in HS17"):
        load([named("BACI_HS17_Y2021_V202501.csv"), CODES])
    with pytest.raises(BadSource, match=r"trade\.csv"):
        load([named("trade.csv"), CODES])
    with pytest.raises(BadSource, match="the one country_codes"):
        load([YEAR])
    assert CARD.may_redistribute
