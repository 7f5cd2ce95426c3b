"""Downloads: resumed, repeated, checked, whole or not there, through a proxy, and plain words when nothing can be reached."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from foedus.shelf import fetch as module
from foedus.shelf.fetch import FetchError, fetch
from tests.shelf.server import Shop, serving

BODY = bytes(range(256)) * 500


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WAIT_SECONDS", 0.001)
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def shop() -> Iterator[Shop]:
    with serving(Shop(files={"/data.csv": BODY})) as one:
        yield one


def test_a_file_comes_whole_and_progress_is_told(shop: Shop, tmp_path: Path) -> None:
    heard: list[tuple[int, int | None]] = []
    path = fetch(f"{shop.url}/data.csv", tmp_path / "data.csv", told=lambda n, whole: heard.append((n, whole)))
    assert path.read_bytes() == BODY
    assert heard[0] == (0, len(BODY))
    assert heard[-1] == (len(BODY), len(BODY))
    assert [it.name for it in tmp_path.iterdir()] == ["data.csv"]


def test_a_broken_line_is_resumed_where_it_broke(shop: Shop, tmp_path: Path) -> None:
    shop.faults = ["cut", "cut", "503"]
    assert fetch(f"{shop.url}/data.csv", tmp_path / "data.csv").read_bytes() == BODY
    half = len(BODY) // 2
    assert [asked for _, asked in shop.asked] == [None, f"bytes={half}-", *[f"bytes={half + half // 2}-"] * 2]


def test_the_next_call_resumes_what_this_one_left(shop: Shop, tmp_path: Path) -> None:
    shop.faults = ["cut"]
    with pytest.raises(FetchError, match="failed after 1 tries"):
        fetch(f"{shop.url}/data.csv", tmp_path / "data.csv", attempts=1)
    assert not (tmp_path / "data.csv").exists()
    assert fetch(f"{shop.url}/data.csv", tmp_path / "data.csv").read_bytes() == BODY
    assert shop.asked[-1][1] == f"bytes={len(BODY) // 2}-"


def test_a_file_that_changed_meanwhile_is_taken_from_its_beginning(shop: Shop, tmp_path: Path) -> None:
    shop.faults = ["cut"]
    with pytest.raises(FetchError):
        fetch(f"{shop.url}/data.csv", tmp_path / "data.csv", attempts=1)
    shop.files["/data.csv"], shop.tag = BODY[::-1], '"two"'
    assert fetch(f"{shop.url}/data.csv", tmp_path / "data.csv").read_bytes() == BODY[::-1]


def test_the_right_hash_passes_and_a_wrong_one_is_refused(shop: Shop, tmp_path: Path) -> None:
    right = hashlib.sha256(BODY).hexdigest()
    assert fetch(f"{shop.url}/data.csv", tmp_path / "data.csv", sha256=right).exists()
    with pytest.raises(FetchError, match="not the one that foedus knows"):
        fetch(f"{shop.url}/data.csv", tmp_path / "other.csv", sha256="0" * 64)
    assert [it.name for it in tmp_path.iterdir()] == ["data.csv"]


def test_what_is_not_there_is_told_at_once(shop: Shop, tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="not there any more"):
        fetch(f"{shop.url}/gone.csv", tmp_path / "gone.csv")
    assert len(shop.asked) == 1


def test_a_server_that_goes_on_failing_ends_after_five_tries(shop: Shop, tmp_path: Path) -> None:
    shop.faults = ["503"] * 9
    with pytest.raises(FetchError, match="failed after 5 tries"):
        fetch(f"{shop.url}/data.csv", tmp_path / "data.csv")
    assert len(shop.asked) == 5


def test_offline_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="this computer is offline, or a proxy is needed"):
        fetch("http://127.0.0.1:9/data.csv", tmp_path / "data.csv", attempts=2)


def test_a_proxy_of_the_environment_is_used(shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", shop.url)
    monkeypatch.setenv("NO_PROXY", "")
    monkeypatch.setenv("no_proxy", "")
    assert fetch("http://publisher.invalid/data.csv", tmp_path / "data.csv").read_bytes() == BODY
    assert shop.asked[0][0] == "http://publisher.invalid/data.csv"
