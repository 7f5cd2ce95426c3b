"""IMF Direction of Trade Statistics: invented values in the bulk download's time series form.

Format: IMF Data, "Direction of Trade Statistics", bulk download: one row per reporter, indicator, partner and attribute (Value or
Status), columns of years, quarters and months, a comma at every line's end.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.sources.card import BadSource
from foedus.sources.dots import CARD, load
from tests.sources.loading import FILES, assert_planted, changed, in_record, taken

NAME = "DOT_03-28-2022 04-15-57-36_timeSeries.csv"


def test_yearly_values_of_states_are_used() -> None:
    loaded = load([FILES / NAME])
    rows = taken(loaded)
    in_record(rows)
    assert [(row["subject"], row["partner"], row["year"], row["name"], row["value"]) for row in rows["indicator"]] == [
        ("ARM", "RUS", 2019, "goods_exports_reported", 731_000_000),
        ("ARM", "KGZ", 2019, "goods_imports_reported", 1_500_000),
        ("ARM", "KGZ", 2020, "goods_imports_reported", 2_000_000.25),
    ]
    assert dict(loaded.report.left_out) == {
        "no value": 1,
        "status of values": 2,
        "trade balance: the difference of two other rows": 2,
        "no state then: World": 2,
    }
    assert "2022-03-28" in rows["source"][0]["title"]


def test_a_value_is_unknown_before_the_end_of_the_next_year() -> None:
    assert_planted(taken(load([FILES / NAME])), "indicator", lambda row: row["year"] == 2019)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda text: text.replace('"Attribute"', '"Time Period"'), "the panel form"),
        (lambda text: text.replace("Counterpart Country Name", "Partner"), "`Counterpart Country Name` not found"),
        (lambda text: text.replace("TMG_CIF_USD", "TMG_CIF_EUR"), '"TMG_CIF_EUR" is not one of'),
        (lambda text: text.replace('"Status"', '"Note"'), "not Value or Status"),
        (lambda text: text.replace("1.5e6", "n.a."), '"n.a." is not a number'),
        (lambda text: text[:-30], "cut short or damaged"),
        (lambda text: text.replace('"2019","2020",', '"2019Q1","2020Q1",'), "no column is a year"),
    ],
)
def test_a_wrong_file_is_told_plainly(tmp_path: Path, change: object, told: str) -> None:
    path = changed(tmp_path, NAME, change)  # type: ignore[arg-type]
    with pytest.raises(BadSource, match=told):
        taken(load([path]))
    assert not CARD.may_redistribute
