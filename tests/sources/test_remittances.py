"""Bilateral remittance estimates: invented values in the form of Data360 and in that of the older matrix.

Formats: World Bank Data360, WB_KNOMAD_BRE (REF_AREA sends, COMP_BREAKDOWN_1 receives, million USD although UNIT_MULT is 0, totals
under WLD); the workbook's sheet "Bilateral_Remittances_2018" saved as CSV: a title, then senders down and receivers across.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.sources.card import BadSource
from foedus.sources.remittances import CARD, load
from tests.sources.loading import FILES, assert_planted, changed, in_record, taken

LIST, MATRIX = "WB_KNOMAD_BRE.csv", "bilateral_remittance_matrix_2018.csv"


def test_the_list_gives_receiver_and_sender_in_usd() -> None:
    loaded = load([FILES / LIST])
    rows = taken(loaded)
    in_record(rows)
    assert [(row["subject"], row["partner"], row["year"], row["value"]) for row in rows["indicator"]] == [
        ("ARM", "RUS", 2021, 868_250_000)
    ]
    assert dict(loaded.report.left_out) == {
        "total of other rows": 1,
        "no state then: HKG": 1,
        "no value": 1,
        "another indicator: inflows": 1,
    }


def test_the_matrix_gives_the_same_kind_of_rows() -> None:
    loaded = load([FILES / MATRIX])
    rows = taken(loaded)
    in_record(rows)
    assert [(row["subject"], row["partner"], row["year"], row["value"]) for row in rows["indicator"]] == [
        ("ARM", "RUS", 2018, 1_032_500_000),
        ("KGZ", "RUS", 2018, 0),
    ]
    assert dict(loaded.report.left_out) == {
        "a state with itself": 1,
        "no value": 1,
        "no state then: Hong Kong SAR, China": 2,
        "total of other rows": 6,
    }


def test_estimates_are_unknown_before_the_end_of_the_next_year() -> None:
    rows = taken(load([FILES / LIST, FILES / MATRIX]))
    assert {str(row["known_on"]) for row in rows["indicator"]} == {"2022-12-31", "2019-12-31"}
    assert_planted(rows, "indicator", lambda row: row["year"] == 2021)


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        (LIST, lambda text: text.replace("OBS_VALUE", "VALUE"), "`OBS_VALUE` not found"),
        (LIST, lambda text: text.replace("USD_CUR,0,A", "USD_CUR,3,A"), '"3"; foedus knows this file in million USD'),
        (LIST, lambda text: text.replace(",2021,", ",2021-Q1,"), "is not a year"),
        (LIST, lambda text: text.replace("WB_KNOMAD_BRE,B", "WB_OTHER,B"), '"WB_OTHER" is not WB_KNOMAD_BRE'),
        (LIST, lambda text: text[:-20], "cut short or damaged"),
        (LIST, lambda text: text.replace("868.25", "many"), '"many" is not a number'),
        (MATRIX, lambda text: text[: text.index("WORLD,1032")], "no last row WORLD"),
        (
            MATRIX,
            lambda text: text.replace("receiving (across) / sending (down)", "country"),
            "neither the Data360 list",
        ),
    ],
)
def test_a_wrong_file_is_told_plainly(tmp_path: Path, name: str, change: object, told: str) -> None:
    path = changed(tmp_path, name, change)  # type: ignore[arg-type]
    with pytest.raises(BadSource, match=told):
        taken(load([path]))


def test_a_matrix_without_a_year_and_a_workbook(tmp_path: Path) -> None:
    nameless = changed(tmp_path, MATRIX, lambda text: text.replace("2018", ""), "matrix.csv")
    with pytest.raises(BadSource, match="which year is this matrix of"):
        taken(load([nameless]))
    book = tmp_path / "bilateral_remittance_matrix_2021.xlsx"
    book.write_bytes(b"PK")
    with pytest.raises(BadSource, match="save its sheet as CSV"):
        taken(load([book]))
    assert CARD.licence == "CC BY 4.0"
