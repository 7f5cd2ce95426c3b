"""The whole watch over a web that misbehaves: nothing lost, nothing twice, killed or stopped; folders, day files, politeness."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

import fake_news
import watch as bench
from foedus.record import Record
from foedus.watch import items, sources
from foedus.watch.fetch import Limits
from foedus.watch.loop import Settings, Watch
from foedus.watch.state import opened
from tests.cli.run import foedus, refused
from tests.sources.loading import FILES

ACT = (
    "Armenia refused to sign the declaration of the CSTO summit on 18 November 2026. Rain fell on the old town all day."
)

KINDS = (
    *("lost", "twice", "waiting", "known from a wrong day", "not the text that was published", "copies wrong"),
    *("told again in circles", "acts other than when read alone"),
)
NOTHING_WRONG: dict[str, list[str]] = {kind: [] for kind in KINDS}


def run(folder: Path, names: list[str], **more: Any) -> tuple[list[dict[str, Any]], Watch]:
    """One run with `--once`, in this process; what was told."""
    told: list[dict[str, Any]] = []
    limits = Limits(seconds=0.5, is_private_allowed=more.pop("is_private_allowed", True))
    with opened(folder) as state:
        made = Watch(state, Settings(names, is_once=True, pause_seconds=0.0005, limits=limits, **more), told.append)
        made.run()
    return told, made


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A small bad web, watched by the command and killed twice on the way."""
    news = fake_news.made(50, 4, n_feeds=7, slow_seconds=1.6)
    folder = tmp_path_factory.mktemp("watch") / "record"
    with fake_news.serving(news):
        ran = bench.run_killed(news, folder, [1.8, 3.5])
        yield news, folder, ran


def test_killed_and_started_again_nothing_is_lost_and_nothing_twice(world: Any) -> None:
    news, folder, ran = world
    assert ran.n_kills >= 1
    assert bench.faults(news, folder, n_sample=15) == NOTHING_WRONG


def test_looking_again_asks_politely_and_adds_nothing(world: Any) -> None:
    news, folder, _ = world
    before, asked = Record.open(folder).counts(), sum(news.asked.values())
    run(folder, fake_news.feeds(news))
    assert Record.open(folder).counts() == before
    pages = [path for path in news.asked if "/feed/" not in path and path != "/robots.txt"]
    assert sum(news.asked.values()) - asked <= 2 * news.n_feeds + 1, "feeds only, and the rules of the host at most"
    assert pages


def test_one_request_at_a_time_and_a_pause_between(tmp_path: Path) -> None:
    news = fake_news.made(12, 3, n_feeds=3, share_faulty=0)
    news.feed_faults = dict.fromkeys(range(3), "plain")
    began = time.monotonic()
    with fake_news.serving(news), opened(tmp_path / "r") as state:
        settings = Settings(
            fake_news.feeds(news), is_once=True, pause_seconds=0.1, limits=Limits(is_private_allowed=True)
        )
        Watch(state, settings, lambda _: None).run()
        n = sum(news.asked.values())
    assert news.at_once == 1
    assert time.monotonic() - began >= 0.1 * (n - 1)


def test_it_goes_on_looking_and_takes_what_comes_later(tmp_path: Path) -> None:
    news = fake_news.made(8, 3, n_feeds=1, share_faulty=0)
    news.shown = 5
    with fake_news.serving(news), opened(tmp_path / "r") as state:
        limits = Limits(is_private_allowed=True)
        made = Watch(
            state, Settings(fake_news.feeds(news), every_seconds=0.2, pause_seconds=0.001, limits=limits), print
        )

        def publish() -> None:
            ends = time.monotonic() + 30
            while news.asked["/feed/0"] < 4 and time.monotonic() < ends:
                time.sleep(0.05)
            news.shown = 8
            asked = news.asked["/feed/0"]
            while news.asked["/feed/0"] < asked + 3 and time.monotonic() < ends:
                time.sleep(0.05)
            made.stopped.set()

        threading.Thread(target=publish, daemon=True).start()
        made.run()
        assert items.counts(state).get("wanted", 0) == 0
        with_rest = Watch(state, Settings(fake_news.feeds(news), is_once=True, limits=limits), print)
        with_rest.run()
    assert bench.faults(news, tmp_path / "r", n_sample=8) == NOTHING_WRONG


def test_a_link_into_a_private_network_is_not_followed(tmp_path: Path) -> None:
    """The feed is in a folder, so that only its links are at fault."""
    feed = tmp_path / "feed.xml"
    links = ("http://127.0.0.1:9/admin", "http://169.254.169.254/latest/meta-data/", "file:///etc/passwd")
    listed = "".join(f"<item><title>T {n}</title><link>{link}</link></item>" for n, link in enumerate(links))
    feed.write_text(f"<rss><channel>{listed}</channel></rss>")
    run(tmp_path / "r", [str(feed)], is_private_allowed=False)
    notes = [row["note"] for row in Record.open(tmp_path / "r").query("SELECT note FROM source ORDER BY title")]
    assert "private network" in notes[0]
    assert "private network" in notes[1]
    assert "root:" not in str(Record.open(tmp_path / "r").query("SELECT * FROM statement"))


def test_a_folder_is_read_once_and_new_files_later(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text(f"DATELINE: 2026-11-19 | Gazette\n{ACT}")
    (texts / "picture.png").write_bytes(b"\x89PNG")
    told, _ = run(tmp_path / "r", [str(texts)])
    assert [it["n_sources"] for it in told] == [1]
    (texts / "b.txt").write_text("Kazakhstan sent aid to Tajikistan on Tuesday.")
    told, _ = run(tmp_path / "r", [str(texts)])
    assert [it["n_sources"] for it in told] == [1]
    rows = Record.open(tmp_path / "r").query("SELECT publisher, known_on FROM source ORDER BY known_on")
    assert (rows[0]["publisher"], str(rows[0]["known_on"])) == ("Gazette", "2026-11-19")
    assert run(tmp_path / "r", [str(texts)])[0] == []


def test_the_watchs_own_folder_is_never_read_and_a_file_that_goes_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "r"
    folder.mkdir()
    (folder / "own.txt").write_text(ACT)
    (tmp_path / "a.txt").write_text(ACT)
    with opened(Path("r")) as state:
        names = [one.address for one in sources.on_disk(str(tmp_path), state.folder)]
        assert names == [], "it has not rested yet"
        monkeypatch.setattr(sources, "SETTLED_SECONDS", 0)
        found = sources.on_disk(str(tmp_path), state.folder)
        assert [one.address for one in found] == [str(tmp_path / "a.txt")]
        with state.whole():
            items.note(state, found, "f", time.time(), "2026-11-27")
    (tmp_path / "a.txt").unlink()
    run(Path("r"), [str(folder / "own.txt")])
    with opened(Path("r")) as state:
        assert items.counts(state) == {"given up": 1, "put": 1}


def test_day_files_give_machine_coded_acts_of_members(tmp_path: Path) -> None:
    folder = tmp_path / "days"
    folder.mkdir()
    for name in ("20221123101500.export.CSV", "ngecEvents.20221128111842.Release598.DV.txt"):
        shutil.copy(FILES / name, folder)
    (folder / "20221123103000.export.CSV").write_text("cut short")
    told, _ = run(tmp_path / "r", [str(folder)], alliance="CSTO")
    assert sorted(it["file"] for it in told) == sorted(path.name for path in folder.iterdir())
    record = Record.open(tmp_path / "r")
    acts = record.query("SELECT * FROM event")
    assert acts
    assert {row["method"].partition("@")[0] for row in acts} == {"gdelt", "polecat"}
    members = {"ARM", "BLR", "KAZ", "KGZ", "RUS", "TJK", "AZE", "GEO", "UZB"}
    assert all({row["actor"], row["recipient"]} & members for row in acts)
    assert all(row["alliance"] == "ALL" and not row["is_verified"] and row["source_id"] for row in acts)
    assert run(tmp_path / "r", [str(folder)], alliance="CSTO")[0] == []
    with opened(tmp_path / "r") as state:
        assert "columns where GDELT" in state.one("SELECT why FROM item WHERE status = 'given up'")


def test_the_command_tells_alerts_as_lines_of_json_and_posts_them_signed(tmp_path: Path) -> None:
    from foedus.watch.outbox import is_signed

    secret, feed, news = tmp_path / "secret", tmp_path / "feed.xml", fake_news.made(0, 1)
    secret.write_text("a secret of some length")
    feed.write_text("<rss><channel></channel></rss>")
    with fake_news.serving(news):
        more = (
            "--alliance",
            "csto",
            "--alert",
            "any dissent ARM",
            "--webhook",
            f"{news.url}/hook",
            "--secret-file",
            str(secret),
        )
        command = ("watch", str(feed), "--into", str(tmp_path / "r"), "--once", "--format", "jsonl", *more)
        first = foedus(*command)
        assert (first.code, first.out) == (0, ""), first
        item = f"<item><title>T</title><pubDate>Thu, 19 Nov 2026 08:00:00 GMT</pubDate><description>{ACT}</description></item>"
        feed.write_text(f"<rss><channel>{item}</channel></rss>")
        done = foedus(*command)
    lines = [json.loads(one) for one in done.out.splitlines()]
    assert [one["kind"] for one in lines] == ["batch", "alert"], done
    ((headers, body),) = news.hooks
    assert json.loads(body)["id"] == lines[1]["id"]
    assert is_signed(b"a secret of some length", headers, body, now=time.time())


def test_sigterm_ends_it_cleanly_with_what_was_read_in_the_record(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(40):
        (texts / f"{number}.txt").write_text(f"DATELINE: 2026-11-19 | G\n{ACT.replace('Rain', f'Rain {number}')}")
    time.sleep(2.1)
    command = [sys.executable, "-m", "foedus", "watch", str(texts), "--into", str(tmp_path / "r")]
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    )
    state, ends = tmp_path / "r" / "watch.sqlite", time.monotonic() + 60
    while not state.exists() and time.monotonic() < ends:
        time.sleep(0.1)
    time.sleep(1.0)
    process.send_signal(signal.SIGTERM)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 0, told
    assert "Traceback" not in told
    with opened(tmp_path / "r") as after:
        n_put = items.counts(after).get("put", 0)
    assert Record.open(tmp_path / "r").counts()["source"] == n_put
    assert not (tmp_path / "r" / "writing.lock").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("http://127.0.0.1:9/feed",), "--allow-private"),
        (("example.org/feed",), "write http:// or https://"),
        (("no-such-folder",), "there is no such folder or file"),
        ((".", "--alert", "dissent rises"), "--alert needs --alliance"),
        ((".", "--alliance", "nowhere"), 'no alliance "nowhere"'),
        ((".", "--webhook", "http://x"), "go together"),
        ((".", "--every", "soon"), "no time: write a number"),
        ((".", "--every", "5s"), "at most once a minute"),
    ],
)
def test_what_a_user_gets_wrong_is_one_sentence(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    assert told in refused("watch", *arguments, "--into", str(tmp_path / "r"))
    assert not (tmp_path / "r").exists()
