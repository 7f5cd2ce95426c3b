"""State System Membership List: the files here hold the header of v2016 and chosen spells of it (facts).

Codebook: State System Membership (v2016), Frequently Asked Questions, pages 1-3: variables of states2016 and system2016.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from foedus.sources.card import BadSource
from foedus.sources.cow_system import CARD, load
from tests.sources.loading import FILES, assert_planted, changed, in_record, taken

NAME = "states2016.csv"


def test_spells_become_actors_with_their_days() -> None:
    loaded = load([FILES / NAME])
    rows = taken(loaded)
    found = {(row["code"], row["from_on"], row.get("to_on"), str(row["known_on"])) for row in rows["actor"]}
    assert found == {
        ("USA", "1816-01-01", None, "1966-01-31"),
        ("EST", "1918-02-24", "1940-06-16", "1966-01-31"),
        ("EST", "1991-09-06", None, "2009-12-31"),
        ("ARM", "1991-12-26", None, "2009-12-31"),
        ("DDR", "1954-03-25", None, "1968-09-30"),
        ("DDR", "1954-03-25", "1990-10-03", "2009-12-31"),
    }
    assert dict(loaded.report.left_out) == {"no ISO 3166 code: Bavaria": 1, "no ISO 3166 code: Austrian Empire": 1}


def test_an_end_learned_later_supersedes_the_open_spell() -> None:
    rows = taken(load([FILES / NAME]))
    assert len(rows["link"]) == 1
    record = in_record(rows)
    sql = "SELECT to_on FROM actor WHERE code = 'DDR'"
    assert record.as_of(rows["link"][0]["known_on"]).query(sql) == [{"to_on": "1990-10-03"}]
    assert record.as_of(rows["actor"][0]["known_on"].replace(year=1980)).query(sql) == [{"to_on": None}]


def test_years_of_the_system_file_become_spells_of_years() -> None:
    rows = taken(load([FILES / "system2016.csv"]))
    assert [(row["code"], row["from_on"], row.get("to_on")) for row in rows["actor"]] == [
        ("EST", "1918", "1919"),
        ("EST", "1940", "1940"),
        ("ARM", "2015", None),
    ]


def test_every_spell_of_the_list_finds_its_state(shared: Path, tmp_path: Path) -> None:
    """All 243 spells of v2016, their days taken from the shared list of states (read there from the R package states)."""
    with (shared / "data" / "states.csv").open(newline="", encoding="utf-8") as handle:
        spells = [row for row in csv.DictReader(handle) if row["system"] == "COW"]
    lines = [
        ",".join(
            [
                *(row["abb"], row["code"], f'"{row["country_name"]}"'),
                *row["start"].split("-"),
                *(row["end"] or "2016-12-31").split("-"),
                "2016",
            ]
        )
        for row in spells
    ]
    header = (FILES / NAME).read_text(encoding="utf-8").splitlines()[0]
    path = tmp_path / NAME
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    loaded = load([path])
    in_record(taken(loaded))
    assert loaded.report.n_read == 243
    assert [why for why in loaded.report.left_out if not why.startswith("no ISO 3166 code")] == []


def test_a_spell_is_unknown_before_a_list_covered_it() -> None:
    assert_planted(taken(load([FILES / NAME])), "actor", lambda row: row["code"] == "ARM")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda text: text.replace("styear", "start_year"), "column"),
        (lambda text: text.replace(",2016\n", ",2008\n"), "releases 2011, 2016, 2024"),
        (lambda text: text[:-9], "cells where the header has 10"),
        (lambda text: text.replace("1918,2,24,", "1918,13,24,"), "is no day"),
        (lambda text: text.replace("EST,366,", "EST,x,"), '"x" is not a number'),
        (lambda text: text[: text.index("\n") + 1], "a header and no rows"),
    ],
)
def test_a_wrong_file_is_told_plainly(tmp_path: Path, change: object, told: str) -> None:
    path = changed(tmp_path, NAME, change)  # type: ignore[arg-type]
    with pytest.raises(BadSource, match=told):
        taken(load([path]))


def test_one_file_is_needed() -> None:
    with pytest.raises(BadSource, match="one file"):
        load([])


def test_the_card_forbids_shipping() -> None:
    assert not CARD.may_redistribute
