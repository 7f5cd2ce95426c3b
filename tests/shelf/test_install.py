"""The shelf: files become record folders, whole or not at all; a data set replaces what ships; a later row stays unseen."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

import foedus
from foedus import shelf
from foedus.record import Record, embedded
from foedus.shelf import fetch, install, place
from foedus.shelf.place import ShelfError
from foedus.sources import FileSpec, source
from foedus.sources.card import BadSource
from tests.shelf.server import Shop, serving
from tests.sources.loading import FILES

VDEM = FILES / "V-Dem-CY-Core-v15.csv"


def test_the_shelf_is_where_the_environment_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOEDUS_DATA", str(tmp_path / "here"))
    assert shelf.root() == tmp_path / "here"
    monkeypatch.delenv("FOEDUS_DATA")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
    assert shelf.root().name == "foedus"


def test_an_empty_shelf_is_no_error() -> None:
    assert shelf.installed() == {}
    assert shelf.folders() == []


def test_a_file_becomes_a_record_and_its_counts_are_kept() -> None:
    made = install.add("vdem", [VDEM])
    assert shelf.installed() == {"vdem": made}
    assert made.n_read == made.n_used + sum(made.left_out.values())
    record = Record.open(made.folder)
    assert record.counts()["indicator"] == made.rows["indicator"] > 0
    assert made.files[0].name == VDEM.name


def test_again_replaces_and_more_joins() -> None:
    first = install.add("vdem", [VDEM])
    second = install.add("vdem", [VDEM])
    assert not first.folder.exists()
    assert second.rows == first.rows
    joined = install.add("vdem", [VDEM], is_more=True)
    assert joined.rows == first.rows, "the same rows twice add nothing"
    assert joined.n_read == 2 * first.n_read


def test_a_bad_file_leaves_what_was_there(tmp_path: Path) -> None:
    made = install.add("vdem", [VDEM])
    cut = tmp_path / VDEM.name
    cut.write_bytes(VDEM.read_bytes()[:-30])
    with pytest.raises(BadSource):
        install.add("vdem", [cut])
    assert shelf.installed() == {"vdem": made}
    assert [it.name for it in made.folder.parent.iterdir() if it.name.startswith(("record", "."))] == [made.folder.name]
    assert not (made.folder.parent / "installing.lock").exists()


def test_an_installed_set_takes_the_place_of_the_shipped_one() -> None:
    made = install.add("vdem", [VDEM])
    folders = embedded.folders(shelf.folders())
    assert made.folder in folders
    assert embedded.DATA_FOLDER / "vdem" not in folders
    assert embedded.DATA_FOLDER / "ucdp" in folders


def test_a_value_known_a_day_later_moves_no_number(tmp_path: Path) -> None:
    """The installed V-Dem value of Armenia for 2022 was released in March 2023: the brief of the day before is the same."""
    text = VDEM.read_text(encoding="utf-8").splitlines()
    header = text[0].split(",")
    template = dict(zip(header, text[1].split(","), strict=False))

    def row(value: str, year: int) -> str:
        own = template | {"country_name": "Armenia", "country_text_id": "ARM", "cowcode": "371", "year": str(year)}
        return ",".join(own[name] if not name.startswith("v2x") else value for name in header)

    def briefs(value: str) -> tuple[str, str]:
        path = tmp_path / VDEM.name
        path.write_text("\n".join([text[0], row("0.5", 2021), row(value, 2022)]) + "\n", encoding="utf-8")
        install.add("vdem", [path])
        release = next(
            r["known_on"]
            for r in Record.open(shelf.installed()["vdem"].folder).query("SELECT * FROM indicator WHERE year = 2022")
        )
        assert release > date(2023, 1, 1)
        before = release.replace(day=release.day - 1)
        return told(before), told(release)

    def told(day: date) -> str:
        """Everything said, but the ids, which rest on the file's hash."""
        brief = foedus.assess("csto", day)
        numbers = [(it.sentence, it.value, it.low, it.high, it.n) for it in brief.findings]
        return repr((numbers, [it.sentence for it in (*brief.headline, *brief.gaps)], len(brief.evidence)))

    low, high = briefs("0.1"), briefs("0.9")
    assert low[0] == high[0]
    assert low[1] != high[1]


def test_removed_is_gone_and_what_is_not_there_is_told() -> None:
    install.add("vdem", [VDEM])
    install.remove("vdem")
    assert shelf.installed() == {}
    with pytest.raises(ShelfError, match="vdem is not installed; on the shelf: nothing"):
        install.remove("vdem")


def test_a_damaged_entry_says_how_to_clear_it() -> None:
    made = install.add("vdem", [VDEM])
    (made.folder.parent / place.ENTRY).write_text("{")
    with pytest.raises(ShelfError, match="data remove vdem"):
        shelf.folders()
    install.remove("vdem")
    assert shelf.folders() == []


def test_two_at_once_are_refused() -> None:
    folder = shelf.root() / "vdem"
    folder.mkdir(parents=True)
    (folder / "installing.lock").touch()
    with pytest.raises(ShelfError, match="by another foedus"):
        install.add("vdem", [VDEM])


def test_get_fetches_installs_and_leaves_no_download(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(Shop(files={f"/{VDEM.name}": VDEM.read_bytes()})) as shop:
        made = install.get("vdem", [FileSpec(VDEM.name, "a few rows", f"{shop.url}/{VDEM.name}")])
        assert made.files[0].url == f"{shop.url}/{VDEM.name}"
        assert made.rows["indicator"] > 0
        assert not (made.folder.parent / "downloads").exists()
        monkeypatch.setattr(fetch, "ATTEMPTS", 1)
        with pytest.raises(fetch.FetchError, match=r"foedus data add vdem FILE"):
            install.get("vdem", [FileSpec("gone.csv", "nothing", f"{shop.url}/gone.csv")])
    assert shelf.installed() == {"vdem": made}


def test_what_needs_a_form_is_sent_to_the_publisher() -> None:
    with pytest.raises(ShelfError, match=r"cannot be fetched.*data add sipri FILE"):
        install.get("sipri")


@pytest.mark.parametrize("name", ["atop", "ucdp", "vdem", "wdi", "trade", "remittances"])
def test_what_can_be_fetched_has_addresses(name: str) -> None:
    assert source(name).CARD.is_fetched


def test_an_entry_is_plain_json() -> None:
    made = install.add("vdem", [VDEM])
    told = json.loads((made.folder.parent / place.ENTRY).read_text(encoding="utf-8"))
    assert told["folder"] == made.folder.name
    assert str(shelf.root()) not in json.dumps(told)
