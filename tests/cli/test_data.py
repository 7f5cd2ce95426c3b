"""`foedus data` as a user runs it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from foedus.sources import NAMES
from tests.cli.run import foedus, refused
from tests.sources.loading import FILES

VDEM = str(FILES / "V-Dem-CY-Core-v15.csv")


def test_list_names_every_data_set_with_its_licence() -> None:
    rows = list(csv.DictReader(io.StringIO(foedus("data", "list", "--format", "csv").out)))
    assert [row["name"] for row in rows] == list(NAMES)
    assert all(row["licence"] for row in rows)
    assert {row["name"] for row in rows if row["status"].startswith("part of it")} == {"ucdp", "un_votes", "vdem"}


def test_add_info_remove() -> None:
    done = foedus("data", "add", "vdem", VDEM)
    assert done.code == 0, done
    assert "Licence: CC BY-SA 4.0. Cite: Coppedge" in done.err
    told = json.loads(foedus("data", "info", "vdem", "--format", "json").out)[0]
    assert "rows read" in told["installed"]
    assert "installed" in foedus("data", "list").out
    assert foedus("data", "remove", "vdem").code == 0
    assert json.loads(foedus("data", "info", "vdem", "--format", "json").out)[0]["installed"] == "no"


def test_what_is_wrong_gets_one_sentence(tmp_path: Path) -> None:
    assert "did you mean vdem?" in refused("data", "info", "vdemm")
    assert "there is no such file" in refused("data", "add", "vdem", str(tmp_path / "none.csv"))
    assert "say which, such as --day" in refused("data", "get", "gdelt")
    assert "GDELT 2.0 begins on" in refused("data", "get", "gdelt", "--day", "2014-01-01")
    assert "leave --day out" in refused("data", "get", "vdem", "--day", "2014-01-01")
    assert "cannot be fetched" in refused("data", "get", "cow_mid")
    assert "is not installed" in refused("data", "remove", "vdem")


def test_offline_is_told_in_one_sentence() -> None:
    said = refused(
        "data", "get", "vdem", env={"HTTPS_PROXY": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
    )
    assert "offline" in said
    assert "foedus data add vdem FILE" in said
