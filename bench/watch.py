"""How `foedus watch` stands a bad web and being killed: items lost and doubled, and what one costs.

    python bench/watch.py [--items 10000] [--kills 10] [--seed 8]

A fake server on the loopback address publishes items with redirects, loops, 304s, gzip bombs, bad dates, duplicates, 5xx and slow
bodies (`fake_news`); the command runs as its own process and is killed at random times; then what the record holds is
compared with what was published.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import fake_news
from fake_news import News, Story
from foedus.intake.feeds import day_of
from foedus.intake.inputs import Input
from foedus.intake.job import Options, read_one
from foedus.intake.rows import Document
from foedus.record import Record
from foedus.rows import Row

QUICK = ("--pause", "0.0005s", "--timeout", "1s", "--allow-private", "--once")


class Ran(NamedTuple):
    """How a run went."""

    n_kills: int
    seconds: float
    n_runs: int


def watch(feeds: list[str], folder: Path, *more: str) -> subprocess.Popen[bytes]:
    """The command as a process of its own, with its log beside the folder."""
    command = [sys.executable, "-m", "foedus", "watch", *feeds, "--into", str(folder), *QUICK, *more]
    command += ["--log", str(folder.with_suffix(".log"))]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(
        command, stdout=quiet, stderr=quiet, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    )


def run_killed(news: News, folder: Path, kills: list[float], *more: str) -> Ran:
    """Run to the end, killed so many seconds after each start; then again until nothing waits any more."""
    began, n_kills, n_runs = time.monotonic(), 0, 0
    for seconds in kills:
        process = watch(fake_news.feeds(news), folder, *more)
        n_runs += 1
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            n_kills += 1
    for _ in range(6):
        n_runs += 1
        if watch(fake_news.feeds(news), folder, *more).wait() == 0 and not n_left(folder):
            break
    return Ran(n_kills, time.monotonic() - began, n_runs)


def n_left(folder: Path) -> int:
    """Items that wait in the state."""
    with closing(sqlite3.connect(folder / "watch.sqlite")) as state:
        sql = "SELECT count(*) FROM item WHERE status IN ('wanted', 'ready')"
        return int(state.execute(sql).fetchone()[0])


def faults(news: News, folder: Path, n_sample: int = 60) -> dict[str, list[str]]:
    """What is wrong with the record of a watch, by kind; empty lists where nothing is."""
    record = Record.open(folder)
    sources = record.query("SELECT * FROM source WHERE kind = 'article'")
    by_number: dict[int, list[Row]] = {}
    for row in sources:
        by_number.setdefault(int(row["title"].split()[1]), []).append(row)
    stories = news.stories[: news.shown]
    there = {one.number: by_number[one.number][0] for one in stories if one.number in by_number}
    return {
        "lost": [str(one.number) for one in stories if one.number not in there],
        "twice": [str(number) for number, rows in by_number.items() if len(rows) > 1],
        "waiting": [str(n)] if (n := n_left(folder)) else [],
        "known from a wrong day": [str(one.number) for one in stories if _is_day_wrong(one, there.get(one.number))],
        "not the text that was published": [
            str(one.number) for one in stories if _is_text_wrong(one, there.get(one.number))
        ],
        "copies wrong": _copies_wrong(record, stories, there),
        "told again in circles": _circles(record),
        "acts other than when read alone": _acts_wrong(record, stories[:: max(len(stories) // n_sample, 1)], there),
    }


def _is_day_wrong(one: Story, row: Row | None) -> bool:
    if row is None:
        return False
    told, seen = day_of(one.told), datetime.now(UTC).date().isoformat()
    is_good = told > "2000" and told <= seen
    if is_good:
        return str(row["known_on"]) != told or row["known_basis"] != "published_day"
    return row["known_basis"] != "inferred" or "first seen" not in (row["note"] or "") or row["published"] is not None


def _is_text_wrong(one: Story, row: Row | None) -> bool:
    """Whether a page that came was replaced by the feed's summary, or the other way round."""
    return row is not None and ("summary" in (row["note"] or "")) != one.is_hopeless


def _copies_wrong(record: Record, stories: list[Story], there: dict[int, Row]) -> list[str]:
    """Copies without a link to another telling, and links between stories that differ."""
    number = {row["id"]: n for n, row in there.items()}
    sql = "SELECT from_id, to_id FROM link WHERE relation = 'duplicates' AND starts_with(from_id, 'so-')"
    told = {number.get(row["from_id"]): number.get(row["to_id"]) for row in record.query(sql)}
    family = {one.number: one.number if one.copy_of is None else one.copy_of for one in stories}
    wrong = [f"{a}={b}" for a, b in told.items() if a is None or b is None or family[a] != family[b]]
    for first in {one.copy_of for one in stories if one.copy_of is not None}:
        tellings = [n for n, head in family.items() if head == first and n in there]
        apart = [n for n in tellings if n not in told]
        if len(apart) != 1:
            wrong.append(f"{first}: {len(apart)} apart")
    return wrong


def _circles(record: Record) -> list[str]:
    """Rows that lead back to themselves over links, so that none of them stands."""
    first = {row["from_id"]: row["to_id"] for row in record.query("SELECT * FROM link WHERE relation = 'duplicates'")}
    found = []
    for id_ in first:
        seen, at = {id_}, first[id_]
        while at in first and at not in seen:
            seen.add(at)
            at = first[at]
        if at in seen:
            found.append(id_)
    return found


def _acts_wrong(record: Record, sample: list[Story], there: dict[int, Row]) -> list[str]:
    """Stories whose acts in the record are not those of the text read by itself."""
    wrong = []
    for one in sample:
        if one.is_hopeless or one.number not in there or one.fault == "odd bytes":
            continue
        row = there[one.number]
        alone = read_one(Input("x", "x", data=one.text.encode()), Options(on=row["known_on"]))
        told = alone.reading.events if isinstance(alone, Document) else ()
        found = record.query("SELECT actor, plover_type FROM event WHERE source_id = $id", {"id": row["id"]})
        expected = Counter((it.actor.upper(), it.plover_type) for it in told if it.modality != "hypothetical")
        if Counter((it["actor"], it["plover_type"]) for it in found) != expected:
            wrong.append(f"{one.number}: {len(found)} acts, alone {sum(expected.values())}")
    return wrong


def main() -> int:
    """Run, and print what was measured; 1 where anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=8)
    told = parser.parse_args()
    chance = random.Random(told.seed)  # noqa: S311 (no secret hangs on it)
    news = fake_news.made(told.items, told.seed, n_feeds=7, slow_seconds=1.6)
    news.n_hosts = 6
    longest = max(told.items / 100, 6)
    kills = [chance.uniform(3, longest) for _ in range(told.kills)]
    with tempfile.TemporaryDirectory() as place, fake_news.serving(news):
        folder = Path(place) / "record"
        ran = run_killed(news, folder, kills)
        wrong = faults(news, folder)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        size = sum(path.stat().st_size for path in folder.glob("*.parquet")) / 1e6
        state = sum(path.stat().st_size for path in folder.glob("watch.sqlite*")) / 1e6
    kinds = Counter(one.fault for one in news.stories if not one.is_own)
    print(f"{told.items} items, {ran.n_kills} kills, {ran.n_runs} starts, seed {told.seed}")
    print("pages: " + ", ".join(f"{n} {kind}" for kind, n in kinds.most_common()))
    print(
        f"{ran.seconds:.0f} s, {used.ru_utime + used.ru_stime:.0f} s of processor, "
        f"{1000 * (used.ru_utime + used.ru_stime) / told.items:.1f} ms an item; largest process "
        f"{used.ru_maxrss / 1024:.0f} MB; record {size:.1f} MB, state {state:.1f} MB"
    )
    for kind, found in wrong.items():
        print(f"{kind}: {len(found)}" + (f" ({'; '.join(found[:10])})" if found else ""))
    return int(any(wrong.values()))


if __name__ == "__main__":
    sys.exit(main())
