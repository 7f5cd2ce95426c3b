"""SIPRI arms transfers: invented deals in the register's form since 2025, in its older form, and in a TIV table.

Formats: the exports of armstransfers.sipri.org and their own text before the header; SIPRI, "Sources and methods", on empty
fields, zeros, and the stars of armed groups (*) and organisations (**).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from foedus.sources.card import BadSource
from foedus.sources.sipri import CARD, known, load
from tests.sources.loading import FILES, assert_planted, changed, in_record, taken

REGISTER, TABLE = "trade-register.csv", "TIV-Import-ARM-2005-2008.csv"


def test_deliveries_of_the_register_are_summed_by_pair_and_year() -> None:
    loaded = load([FILES / REGISTER])
    rows = taken(loaded)
    in_record(rows)
    assert [(row["subject"], row["partner"], row["year"], row["value"]) for row in rows["indicator"]] == [
        ("ARM", "FRA", 2023, 0),
        ("ARM", "IND", 2024, 2),
        ("ARM", "RUS", 2019, 240.25),
        ("AFG", "SUN", 1987, 12),
    ]
    assert rows["indicator"][2]["note"] == "sum of 2 deliveries, 1 with an estimated number or year"
    assert rows["indicator"][2]["locator"].endswith("ids 1, 2")
    assert dict(loaded.report.left_out) == {
        "an organisation: African Union": 1,
        "an armed group: Anti-Castro rebels (Cuba)": 1,
        "not known: unknown supplier(s)": 1,
        "ordered, not delivered": 1,
    }


def test_a_table_says_in_its_title_whose_it_is() -> None:
    loaded = load([FILES / TABLE])
    rows = taken(loaded)
    in_record(rows)
    assert [(row["subject"], row["partner"], row["year"], row["value"]) for row in rows["indicator"]] == [
        ("ARM", "BIH", 2007, 2),
        ("ARM", "RUS", 2005, 151),
        ("ARM", "RUS", 2006, 0),
    ]
    assert rows["indicator"][2]["note"] == "0 stands for less than 0.5"
    assert dict(loaded.report.left_out) == {
        "no deliveries found": 7,
        "no value: not available": 1,
        "not known: unknown supplier(s)": 1,
        "total of other rows": 4,
        "a footnote": 4,
    }


def test_a_table_of_a_supplier(tmp_path: Path) -> None:
    path = changed(
        tmp_path,
        TABLE,
        lambda text: text.replace("exports to Armenia", "exports from Russia").replace("Russia,151", "Armenia,151"),
    )
    assert ("ARM", "RUS") in {(row["subject"], row["partner"]) for row in taken(load([path]))["indicator"]}


def test_deliveries_are_unknown_before_march_or_the_day_of_the_file() -> None:
    rows = taken(load([FILES / REGISTER]))
    days = {(row["subject"], row["partner"]): str(row["known_on"]) for row in rows["indicator"]}
    assert days["ARM", "IND"] == "2025-03-13", "the file of 13 March 2025 holds 2024"
    assert days["ARM", "RUS"] == "2020-03-31"
    assert days["AFG", "SUN"] == "1988-12-31"
    assert known(1955, None).on == date(1969, 12, 31)
    assert_planted(rows, "indicator", lambda row: row["partner"] == "RUS")


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        ("trade-register-2024.csv", lambda text: text, "the old form of the trade register"),
        (REGISTER, lambda text: text.replace("Delivery year,", "Year delivered,"), "`Delivery year` not found"),
        (REGISTER, lambda text: text[:-30], "cut short or damaged"),
        (REGISTER, lambda text: text.replace("40.25", "-1"), '"-1" is not a volume in TIV'),
        (REGISTER, lambda text: text.replace(",2019,No,New,50", ",soon,No,New,50"), '"soon" is not a number'),
        (REGISTER, lambda _: "a,b\n1,2\n", "no header of a trade register"),
        (
            TABLE,
            lambda text: text.replace("TIV of arms exports to Armenia", "TIV of arms"),
            "does not say whose deliveries",
        ),
        (TABLE, lambda text: text.replace("Russia,151,0,,Not available,151,", "Russia,151,0"), "cut short or damaged"),
    ],
)
def test_a_wrong_file_is_told_plainly(tmp_path: Path, name: str, change: object, told: str) -> None:
    path = changed(tmp_path, name, change)  # type: ignore[arg-type]
    with pytest.raises(BadSource, match=told):
        taken(load([path]))


def test_no_file_and_an_empty_file(tmp_path: Path) -> None:
    with pytest.raises(BadSource, match="give the trade register"):
        load([])
    empty = tmp_path / "trade-register.csv"
    empty.touch()
    with pytest.raises(BadSource, match="the file is empty"):
        load([empty])
    assert not CARD.may_redistribute
