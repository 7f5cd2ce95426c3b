"""Militarized Interstate Disputes 5.0: invented disputes under the published header.

Codebook: MID 5.0 "MIDA" and "MIDB" codebook (2020), pages 3-8: -9 for what is missing, fatality levels 0-6, hostility levels 1-5,
sidea, and ongo2014.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.sources.card import BadSource
from foedus.sources.cow_mid import CARD, load
from tests.sources.loading import FILES, assert_planted, changed, in_record, taken

A, B = FILES / "MIDA 5.0.csv", FILES / "MIDB 5.0.csv"


def test_pairs_of_opponents_with_force_are_conflicts_and_all_have_a_level() -> None:
    rows = taken(load([A, B]))
    in_record(rows)
    levels = {(row["subject"], row["partner"], row["year"]): row["value"] for row in rows["indicator"]}
    assert levels == {
        ("GBR", "USA", 1903): 3,
        ("GBR", "IRN", 1858): 5,
        ("Austrian Empire", "Modena", 1849): 5,
        ("Austrian Empire", "ITA", 1849): 5,
        ("Austrian Empire", "Tuscany", 1849): 5,
        ("ARM", "AZE", 1993): 5,
        ("GEO", "RUS", 2009): 4,
        ("TJK", "UZB", 2010): 4,
        ("KAZ", "TJK", 2010): 4,
        ("KGZ", "UZB", 2010): 3,
    }
    found = {(row["side_a"], row["side_b"]): row for row in rows["conflict"]}
    assert set(found) == {pair[:2] for pair, level in levels.items() if level >= 4}


def test_dates_are_as_vague_as_the_file_and_overlap() -> None:
    found = {(row["side_a"], row["side_b"]): row for row in taken(load([A, B]))["conflict"]}
    assert (found["GBR", "IRN"]["began_on"], found["GBR", "IRN"]["ended_on"]) == ("1858", "1859-02-14")
    assert found["ARM", "AZE"]["began_on"] == "1993-04", "one side's day is not known"
    assert found["KAZ", "TJK"]["began_on"] == "2010-02-06", "Kazakhstan came in later"
    assert "ended_on" not in found["GEO", "RUS"], "it went on at the end of 2014"


def test_deaths_come_from_bands_and_are_not_divided_among_opponents() -> None:
    found = {(row["side_a"], row["side_b"]): row for row in taken(load([A, B]))["conflict"]}

    def deaths(pair: tuple[str, str]) -> tuple[int | None, ...]:
        return tuple(found[pair].get(f"deaths_{which}") for which in ("low", "best", "high"))

    assert deaths(("GEO", "RUS")) == (41, 41, 41), "12 and 29, stated exactly"
    assert deaths(("GBR", "IRN")) == (2000, None, None), "more than 999 each"
    assert deaths(("ARM", "AZE")) == (251, None, None), "one side's are missing"
    assert deaths(("Austrian Empire", "ITA")) == (None, None, None), "four states share them"
    assert deaths(("TJK", "UZB")) == (0, 0, 0)
    assert "26 to 100 deaths" in found["Austrian Empire", "Modena"]["note"]


def test_what_is_left_out_is_named() -> None:
    loaded = load([A, B])
    taken(loaded)
    assert dict(loaded.report.left_out) == {
        "no state then: COW 371 (ARM)": 1,
        "its opponent is no state then": 1,
    }


def test_a_dispute_is_unknown_before_a_version_covered_it() -> None:
    rows = taken(load([A, B]))
    assert {str(row["known_on"]) for row in rows["conflict"] if "AZE" in row["side_b"]} == {"2004-12-31"}
    assert_planted(rows, "conflict", lambda row: row["side_b"] == "AZE")
    assert_planted(rows, "indicator", lambda row: row["subject"] == "GEO")


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        ("MIDB 5.0.csv", lambda text: "\r\n".join(text.splitlines()[:6]) + "\r\n", "dispute 9003 has 1 participants"),
        ("MIDB 5.0.csv", lambda text: text[:-12], "cells where the header has 19"),
        ("MIDB 5.0.csv", lambda text: text.replace(",hostlev,", ",hostility,"), "`hostlev` not found"),
        ("MIDB 5.0.csv", lambda text: text.replace(",0,5\r\n", ",0,4.3\r\n"), "reads version 5 only"),
        ("MIDB 5.0.csv", lambda text: text.replace(",6,-9,20,5,1,5", ",7,-9,20,5,1,5"), "not in the codebook"),
        ("MIDB 5.0.csv", lambda text: text.replace("9001,", "1,"), "dispute 1 is not in MIDA"),
        ("MIDB 5.0.csv", lambda text: text.replace(",4,4,1993", ",31,4,1993"), "not a date in the calendar"),
        ("MIDA 5.0.csv", lambda text: text.replace("dispnum,", "dispnum3,"), "`dispnum` not found"),
    ],
)
def test_a_wrong_file_is_told_plainly(tmp_path: Path, name: str, change: object, told: str) -> None:
    path = changed(tmp_path, name, change)  # type: ignore[arg-type]
    with pytest.raises(BadSource, match=told):
        taken(load([path, B if "MIDA" in name else A]))


def test_both_files_are_needed() -> None:
    with pytest.raises(BadSource, match=r"no MIDA 5\.0\.csv"):
        load([B])
    assert not CARD.may_redistribute
