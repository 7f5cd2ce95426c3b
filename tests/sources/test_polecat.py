"""POLECAT: invented events under the 40 columns of the weekly files.

Format: POLECAT documentation (doi 10.7910/DVN/LMFPIP), list of variables; the two known malformations after Andreas Beger,
"POLECAT Event Data" (2024): empty cells at the end of rows, and a header that names columns without cells.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from foedus.sources.card import BadSource
from foedus.sources.polecat import CARD, COLUMNS, load
from tests.sources.loading import FILES, assert_planted, changed, in_record, taken

NAME = "ngecEvents.20221128111842.Release598.DV.txt"


def test_events_between_states_become_rows() -> None:
    loaded = load([FILES / NAME])
    rows = taken(loaded)
    in_record(rows)
    assert [
        (row["actor"], row["recipient"], row["plover_type"], row.get("plover_mode"), row["modality"], row["sentence"])
        for row in rows["event"]
    ] == [
        ("RUS", "ARM", "CONSULT", "meet", "actual", "Russia to Armenia: consult, meet"),
        ("ARM", "RUS", "REJECT", None, "actual", "Armenia to Russia: reject"),
        ("ARM", "BLR", "REJECT", None, "actual", "Armenia to Belarus: reject"),
        ("RUS", "KGZ", "CONSULT", "visit", "announced", "Russia to Kyrgyzstan: consult, visit"),
    ]
    assert {row["alliance"] for row in rows["event"]} == {"ALL"}
    assert not any(row["is_verified"] for row in rows["event"])
    assert "sectors GOV to GOV" in rows["event"][0]["note"]
    assert dict(loaded.report.left_out) == {
        "inside one state": 1,
        "no state named as recipient": 1,
        "no state then: IGO": 1,
        "no date": 1,
    }


def test_an_alliance_may_be_named() -> None:
    assert taken(load([FILES / NAME], alliance="CSTO"))["event"][0]["alliance"] == "CSTO"


def test_malformed_headers_and_ends_are_read(tmp_path: Path) -> None:
    def with_tabs(text: str) -> str:
        return "".join(f"{line}\t\t\n" for line in text.splitlines())

    def with_headline(text: str) -> str:
        header, rest = text.split("\n", 1)
        return header.replace("Event Type", "Headline\tEvent Type") + "\n" + rest

    right = [row["sentence"] for row in taken(load([FILES / NAME]))["event"]]
    for number, change in enumerate((with_tabs, with_headline)):
        path = changed(tmp_path, NAME, change, f"ngecEvents.{number}.txt")
        assert [row["sentence"] for row in taken(load([path]))["event"]] == right


def test_a_yearly_zip_holds_monthly_files(tmp_path: Path) -> None:
    path = tmp_path / "ngecEventsDV-2022.txt.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(FILES / NAME, "ngecEventsDV-2022-11.txt")
    rows = taken(load([path]))
    assert len(rows["event"]) == 4
    assert rows["event"][0]["locator"] == "ngecEventsDV-2022.txt.zip/ngecEventsDV-2022-11.txt, event EV-1"


def test_an_event_is_unknown_before_its_article() -> None:
    rows = taken(load([FILES / NAME]))
    assert str(rows["event"][0]["known_on"]) == "2022-11-24"
    assert_planted(rows, "event", lambda row: row["actor"] == "RUS")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda text: text.replace("Actor Country", "source_country"), "`Actor Country` not found"),
        (lambda text: text.replace("CONSULT", "FIGHT"), '"FIGHT" is none of the 16 types'),
        (lambda text: text.replace("2022-11-24", "24/11/2022"), '"24/11/2022" is not a date'),
        (lambda text: text[:-60], "cut short or damaged"),
        (lambda text: text.replace('"the ""prime', '"the "prime'), "cut short or damaged"),
    ],
)
def test_a_wrong_file_is_told_plainly(tmp_path: Path, change: object, told: str) -> None:
    path = changed(tmp_path, NAME, change)  # type: ignore[arg-type]
    with pytest.raises(BadSource, match=told):
        taken(load([path]))


def test_the_card_names_the_columns() -> None:
    assert len(COLUMNS) == 40
    assert not CARD.may_redistribute
