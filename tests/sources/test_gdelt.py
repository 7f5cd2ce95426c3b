"""GDELT 2.0 events: invented events in 61 tab-separated columns without a header, quotes meaning nothing.

Format: "The GDELT Event Database, Data Format Codebook V2.0", 19 February 2015, pages 2-8; CAMEO codes: CAMEO 1.1b3, 2012.
"""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

import pytest

from foedus.sources.cameo import plover
from foedus.sources.card import BadSource
from foedus.sources.gdelt import CARD, load
from tests.sources.loading import FILES, assert_planted, changed, in_record, taken

NAME = "20221123101500.export.CSV"


def test_acts_between_states_become_plover_events() -> None:
    loaded = load([FILES / NAME])
    rows = taken(loaded)
    in_record(rows)
    assert [
        (
            row["actor"],
            row["recipient"],
            row["plover_type"],
            row.get("plover_mode"),
            row["happened_on"],
            row["modality"],
        )
        for row in rows["event"]
    ] == [
        ("RUS", "ARM", "CONSULT", "visit", "2022-11-23", "actual"),
        ("RUS", "ARM", "CONSULT", "visit", "2022-11-23", "actual"),
        ("ROU", "TLS", "REQUEST", "assist", "2012-11-23", "actual"),
        ("AZE", "ARM", "ASSAULT", None, "2022-11-24", "announced"),
    ], "043, hosting a visit, is the visitor's act; ROM and TMP are older codes"
    assert rows["event"][0]["sentence"] == "Russia to Armenia: consult, visit"
    assert rows["event"][0]["locator"] == f"{NAME}, event 1, https://example.org/1"
    assert rows["event"][0]["note"].startswith("coded by machine: CAMEO 042, first in its article; 10 mentions")
    assert dict(loaded.report.left_out) == {
        "CAMEO 01, public statements: no PLOVER type": 1,
        "no state named as recipient": 1,
        "no state then: EUR": 1,
        "inside one state": 1,
        "no CAMEO code: ---": 1,
    }


def test_the_zip_is_read(tmp_path: Path) -> None:
    path = tmp_path / f"{NAME}.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(FILES / NAME, NAME)
    assert len(taken(load([path]))["event"]) == 4


def test_an_event_is_unknown_before_it_was_added() -> None:
    rows = taken(load([FILES / NAME]))
    assert_planted(rows, "event", lambda row: row["actor"] == "ROU")


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        ("old_gdelt.export.CSV", lambda text: text, "58 columns where GDELT 2.0 has 61: a file of GDELT 1.0"),
        (NAME, lambda text: text[:-40], "the file is cut short"),
        (NAME, lambda text: "GlobalEventID" + text[1:], "not the number of an event"),
        (NAME, lambda text: text.replace("20221123101500", "20221123", 1), "column 60"),
        (NAME, lambda text: text.replace("\t20221123\t", "\t20221323\t", 1), "column 2"),
    ],
)
def test_a_wrong_file_is_told_plainly(tmp_path: Path, name: str, change: object, told: str) -> None:
    path = changed(tmp_path, name, change)  # type: ignore[arg-type]
    with pytest.raises(BadSource, match=told):
        taken(load([path]))
    assert CARD.may_redistribute


def test_every_cameo_code_has_the_type_of_the_reviewed_table(shared: Path) -> None:
    with (shared / "reading" / "cameo_to_plover.csv").open(newline="", encoding="utf-8") as handle:
        table = list(csv.DictReader(handle))
    assert len(table) == 302
    for row in table:
        found = plover(row["cameo"])
        assert found is not None
        assert (found.type or "", found.mode or "") == (row["plover"], row["mode"]), row["cameo"]
        assert found.is_swapped == (row["cameo"] == "043")


@pytest.mark.parametrize("code", ["", "---", "0", "21", "00", "12345", "X4"])
def test_what_is_no_cameo_code_has_no_type(code: str) -> None:
    assert plover(code) is None
