"""The commands as a user runs them, on the embedded record."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from foedus.brief import jsonform
from tests.cli.run import foedus

DAY = ("--as-of", "2022-11-28")


def test_help_names_the_commands_and_gives_an_example() -> None:
    done = foedus("--help")
    assert done.code == 0
    for word in ("assess", "evidence", "timeline", "record", "foedus assess csto"):
        assert word in done.out
    assert foedus("--version").out.startswith("foedus 0.")


def test_assess_prints_the_brief() -> None:
    done = foedus("assess", "csto", *DAY)
    assert (done.code, done.err) == (0, "")
    for word in (
        "Collective Security Treaty",
        "28 November 2022",
        "Armenia",
        "Tajikistan",
        "Back-test, forecasts of 1950 to 2017",
    ):
        assert word in done.out


def test_any_name_of_the_alliance_will_do() -> None:
    by_name = foedus("assess", "Collective Security Treaty Organization", *DAY, "--format", "json").out
    assert by_name == foedus("assess", "CSTO", *DAY, "--format", "json").out


@pytest.mark.parametrize("width", [60, 80, 140])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    done = foedus("assess", "csto", *DAY, env={"COLUMNS": str(width)})
    assert max(len(line) for line in done.out.splitlines()) <= width


def test_no_colour_where_it_is_not_wanted() -> None:
    assert "\x1b" not in foedus("assess", "csto", *DAY, env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).out
    assert "\x1b" not in foedus("assess", "csto", *DAY).out


def test_a_terminal_without_unicode_gets_the_brief_all_the_same() -> None:
    done = foedus("assess", "csto", *DAY, env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert done.code == 0
    assert "Armenia" in done.out


@pytest.mark.parametrize("ending", ["html", "md", "json"])
def test_a_brief_is_written_whole_to_a_file(tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"csto.{ending}"
    done = foedus("assess", "csto", *DAY, "-o", str(target))
    assert (done.code, done.out) == (0, "")
    assert [path.name for path in tmp_path.iterdir()] == [target.name]
    assert "Armenia" in target.read_text(encoding="utf-8")
    assert target.stat().st_mode & 0o777 == 0o666 & ~_umask()


def _umask() -> int:
    import os

    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_the_same_brief_twice_is_the_same_to_the_letter() -> None:
    once = foedus("assess", "csto", *DAY, "--format", "html").out
    assert once == foedus("assess", "csto", *DAY, "--format", "html").out


def test_one_member_only() -> None:
    told = jsonform.parse(foedus("assess", "csto", "--member", "ARM", *DAY, "--format", "json").out)
    assert {member.code for member in told.members} == {"ARM"}
    assert {finding.member for finding in told.findings} == {None, "ARM"}
    assert all("ARM" in (item.actor, item.recipient) for item in told.timeline)
    assert {call.caller for call in told.calls} == {"ARM"}
    assert told == jsonform.parse(foedus("assess", "csto", "--member", "armenia", *DAY, "--format", "json").out)


def test_timeline_in_three_forms() -> None:
    table = foedus("timeline", "csto", "--member", "ARM", *DAY)
    assert "csto-0159" in table.out
    told = json.loads(foedus("timeline", "csto", "--member", "ARM", *DAY, "--format", "json").out)
    listed = list(
        csv.DictReader(io.StringIO(foedus("timeline", "csto", "--member", "ARM", *DAY, "--format", "csv").out))
    )
    assert [row["id"] for row in listed] == [row["id"] for row in told]
    assert all("ARM" in (row["actor"], row["recipient"]) for row in told)


def test_evidence_by_key_and_by_id() -> None:
    (by_key,) = json.loads(foedus("evidence", "csto-0159", "--format", "json").out)
    (by_id,) = json.loads(foedus("evidence", by_key["id"], "--format", "json").out)
    assert by_key == by_id
    assert by_key["known_on"] == "2022-09-14"
    assert by_key["sources"][0]["url"].startswith("https://www.rt.com/")
    table = foedus("evidence", "csto-0159").out
    assert "2022-09-14" in table
    assert "rt.com" in table.replace("\n", "")


def test_a_copy_of_the_record_is_read_like_the_embedded_one(tmp_path: Path) -> None:
    folder = str(tmp_path / "copy")
    assert foedus("record", "export", folder).code == 0
    own = foedus("assess", "csto", *DAY, "--record", folder, "--format", "json")
    assert own.out == foedus("assess", "csto", *DAY, "--format", "json").out


def test_rows_are_added_from_a_file_once(tmp_path: Path) -> None:
    folder, rows = str(tmp_path / "copy"), tmp_path / "event.csv"
    foedus("record", "export", folder)
    names = "alliance,happened_on,actor,recipient,alliance_act,modality,sentence,method,known_on,known_basis,is_verified,key"
    rows.write_text(
        f"{names}\nCSTO,2022-10-01,KAZ,RUS,criticise,actual,Kazakhstan said something.,hand,2022-10-02,inferred,false,mine-1\n"
    )
    added = foedus("record", "add", folder, "event", str(rows))
    assert (added.code, added.err.strip().endswith("1 new rows in event")) == (0, True)
    assert foedus("record", "add", folder, "event", str(rows)).err.strip().endswith("0 new rows in event")
    assert "Kazakhstan said something" in foedus("timeline", "csto", *DAY, "--record", folder, "--format", "csv").out
    rows.write_text(
        f"{names}\nCSTO,2022-10-32,KAZ,RUS,criticise,actual,Bad day.,hand,2022-10-02,inferred,false,mine-2\n"
    )
    refused = foedus("record", "add", folder, "event", str(rows))
    assert refused.code == 2
    assert 'event.csv, row 1, column `happened_on`: "2022-10-32" is not a date' in refused.err
