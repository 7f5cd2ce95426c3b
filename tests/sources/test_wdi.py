"""World Bank indicators: invented values in the API's bulk CSV (four lines before the header, a comma at every line's end) and
in pages of its JSON. Format: World Bank Data Help Desk, "Basic call structure" and the files API_..._DS2_en_csv_v2 themselves.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from foedus.sources.card import BadSource
from foedus.sources.wdi import CARD, load
from tests.sources.loading import FILES, assert_planted, changed, in_record, taken

NAME = "API_NY.GDP.MKTP.KD_DS2_en_csv_v2_1.csv"
PAGES = [FILES / "wdi_page1.json", FILES / "wdi_page2.json"]


def test_each_cell_of_the_csv_is_a_value_or_left_out_by_name() -> None:
    loaded = load([FILES / NAME])
    rows = taken(loaded)
    in_record(rows)
    found = {
        (row["subject"], row["year"]): (row["value"], row["unit"], str(row["known_on"])) for row in rows["indicator"]
    }
    assert found == {
        ("ARM", 2022): (15_100_000_000.5, "constant 2015 USD", "2023-12-31"),
        ("ARM", 2023): (16_400_000_000, "constant 2015 USD", "2024-05-30"),
        ("USA", 1970): (5_300_000_000_000, "constant 2015 USD", "1978-12-31"),
        ("XKX", 2022): (7_900_000_000, "constant 2015 USD", "2023-12-31"),
        ("ZWE", 2022): (21_000_000_000, "constant 2015 USD", "2023-12-31"),
    }
    assert loaded.report.n_read == 24
    assert dict(loaded.report.left_out) == {
        "no value": 13,
        "no state then: ABW": 1,
        "no state then: ARM": 1,
        "no state then: WLD": 4,
    }


def test_the_zip_as_downloaded_is_read(tmp_path: Path) -> None:
    path = tmp_path / "API_NY.GDP.MKTP.KD_DS2_en_csv_v2_1.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(FILES / NAME, NAME)
        archive.writestr("Metadata_Country_API.csv", "not read")
    assert len(taken(load([path]))["indicator"]) == 5


def test_all_pages_of_the_json_together() -> None:
    loaded = load(PAGES)
    rows = taken(loaded)
    in_record(rows)
    assert [(row["subject"], row["name"], row["value"]) for row in rows["indicator"]] == [
        ("ARM", "military_expenditure_share_of_gdp", 4.3)
    ]
    assert dict(loaded.report.left_out) == {"no state then: EMU": 1, "no value": 1}
    assert "2024-05-30" in rows["source"][0]["title"]


def test_a_value_is_unknown_before_its_day() -> None:
    rows = taken(load([FILES / NAME]))
    assert_planted(rows, "indicator", lambda row: row["subject"] == "ARM" and row["year"] == 2022)
    assert_planted(rows, "indicator", lambda row: row["subject"] == "USA")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda text: text.replace("Data Source", "Source"), "not the World Bank's bulk CSV"),
        (lambda text: text.replace("Country Code", "Code"), "header must begin with"),
        (lambda text: text.replace("2024-05-30", "May 2024"), "not a date YYYY-MM-DD"),
        (lambda text: text[: text.index('"Zimbabwe')], "ends before Zimbabwe"),
        (lambda text: text[:-40], "cut short or damaged"),
        (lambda text: text.replace("NY.GDP.MKTP.KD", "SP.DYN.LE00.IN"), "not an indicator foedus reads"),
        (lambda text: text.replace("16400000000", "about 16"), '"about 16" is not a number'),
        (lambda text: text.replace("GDP (constant 2015 US$)", "GDP (constant prices)"), "base year"),
    ],
)
def test_a_wrong_csv_is_told_plainly(tmp_path: Path, change: object, told: str) -> None:
    path = changed(tmp_path, NAME, change)  # type: ignore[arg-type]
    with pytest.raises(BadSource, match=told):
        taken(load([path]))


def test_a_page_too_few_or_cut_short_or_an_error(tmp_path: Path) -> None:
    with pytest.raises(BadSource, match="2 of 3 rows are there, without page 2"):
        load(PAGES[:1])
    with pytest.raises(BadSource, match="the JSON is cut short"):
        load([changed(tmp_path, "wdi_page1.json", lambda text: text[:-5])])
    error = changed(
        tmp_path, "wdi_page2.json", lambda _: '[{"message":[{"id":"120","key":"Invalid value","value":"x"}]}]'
    )
    with pytest.raises(BadSource, match="answered with an error"):
        load([error])
    with pytest.raises(BadSource, match="no file given"):
        load([])


def test_the_card_allows_shipping() -> None:
    assert CARD.licence == "CC BY 4.0"
    assert CARD.may_redistribute
