"""Items of feeds and folders in the state: noted once, fetched or taken as they are, until they are put or given up.

Status: `wanted` (its page is to be fetched), `ready` (its text is here), `put` (in the record), `given up` (with the reason).
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from foedus.intake.feeds import WHOLE, Entry, day_of, page_of
from foedus.watch.state import State, ahead

MOST_VERSIONS = 8
"""Texts of one item that are read: some feeds change a counter in every item each time they are asked."""

MOST_TRIES = 12
"""Tries to fetch a page; the waits double from two pauses to an hour, so that with a pause of a second they take two hours."""

DAY_SECONDS = 86_400.0
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|yclid", re.IGNORECASE)


class Found(NamedTuple):
    """One thing to read, as a feed, folder or address showed it."""

    key: str
    """What makes it the same thing when it is seen again."""
    digest: str
    """What changes when its text does."""
    kind: str
    """`text`, or the data set of a day file."""
    title: str
    address: str
    told: str
    body: bytes | None
    """Its text, where it is here already."""
    summary: bytes | None = None
    """What the feed itself says, for the case that the page cannot be had."""


def of_entry(entry: Entry, feed: str, address: str) -> Found:
    """An item of a feed; `feed` is its name, `address` where it was fetched, to which links are relative."""
    link = _bare(_joined(address, entry.link))
    digest = _hash(*(" ".join(words.split()) for words in (entry.title, entry.words)))
    title = " ".join(entry.title.split()) or link.rpartition("/")[2] or feed
    own = page_of(title, day_of(entry.told), entry.words or title)
    key = key_of(entry.guid, link, feed) or f"{feed} {digest}"
    is_page_needed = len(entry.words) < WHOLE and link.startswith(("http://", "https://"))
    if is_page_needed:
        return Found(key, digest, "text", title, link, entry.told, None, own)
    return Found(key, digest, "text", title, link, entry.told, own)


def key_of(guid: str, link: str, feed: str) -> str:
    """The identity of an item: its guid, within its feed unless it is an address or tag, and its link; empty without both.

    Both, since some feeds give one guid, others one link to all their items.
    """
    if guid and "://" not in guid and not guid.startswith(("tag:", "urn:")):
        guid = f"{feed} {guid}"
    return "\n".join(dict.fromkeys(one for one in (_bare(guid), _bare(link)) if one))


def _bare(address: str) -> str:
    """An address without fragment and without what only tells where a reader came from."""
    if "://" not in address:
        return address
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    query = parse_qsl(parts.query, True)
    kept = [pair for pair in query if not _TRACKING.fullmatch(pair[0])]
    # What need not change stays as it is written: not every server takes another way of escaping.
    rest = urlencode(kept) if len(kept) < len(query) else parts.query
    return urlunsplit((parts.scheme, parts.netloc.lower(), parts.path, rest, ""))


def _joined(address: str, link: str) -> str:
    try:
        return urljoin(address, link) if link and address.startswith("http") else link
    except ValueError:
        return link


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


def note(state: State, found: Sequence[Found], feed: str, now: float, today: str) -> int:
    """Put what is new in a feed or folder into the state; returns how many. The caller makes it one step with the marks."""
    n = 0
    for one in found:
        if _is_known(state, one, now):
            continue
        body = None if one.body is None else zlib.compress(one.body, 6)
        summary = None if one.summary is None else zlib.compress(one.summary, 6)
        status = "wanted" if one.body is None and one.address.startswith(("http://", "https://")) else "ready"
        n += state.do(
            "INSERT OR IGNORE INTO item (key, digest, feed, kind, title, address, host, told, seen_on, listed_at, status, "
            "body, summary) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(one.key, one.digest, feed, one.kind, one.title[:500], one.address, host_of(one.address), one.told[:200]),
            *(today, now, status),
            *(body, summary),
        )
    return n


def _is_known(state: State, one: Found, now: float) -> bool:
    """Whether a thing is known, or one version too many of it; what is still listed is kept in mind."""
    known = state.rows("SELECT id, digest, listed_at FROM item WHERE key = ?", one.key)
    for row in known:
        if abs(now - row["listed_at"]) > DAY_SECONDS:
            state.do("UPDATE item SET listed_at = ? WHERE id = ?", now, row["id"])
    return any(row["digest"] == one.digest for row in known) or len(known) >= MOST_VERSIONS


def host_of(address: str) -> str:
    """The host of an address with its port, by which requests are paced; empty for what is on disk."""
    if not address.startswith(("http://", "https://")):
        return ""
    try:
        return urlsplit(address).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


def hosts(state: State, now: float) -> dict[str, float]:
    """Hosts of which pages are wanted, and when the first of each is due."""
    found = state.rows("SELECT host, min(due_at) FROM item WHERE status = 'wanted' GROUP BY host")
    return {row[0]: ahead(float(row[1]), now) for row in found}


def wanted(state: State, host: str, now: float, most: int) -> list[sqlite3.Row]:
    """Pages of a host that are to be fetched now, longest waiting first."""
    sql = "SELECT id, address, kind FROM item WHERE status = 'wanted' AND host = ? AND due_at <= ? ORDER BY due_at, id LIMIT ?"
    return state.rows(sql, host, now, most)


def arrived(state: State, id_: int, data: bytes, address: str) -> None:
    """A page came."""
    state.do(
        "UPDATE item SET status = 'ready', body = ?, address = ?, n_tries = n_tries + 1, summary = NULL, why = '' WHERE id = ?",
        *(zlib.compress(data, 6), address, id_),
    )


def put_off(state: State, id_: int, why: str, due_at: float) -> bool:
    """A page did not come: it is asked for again, or after the last try given up; returns whether it is given up."""
    state.do("UPDATE item SET n_tries = n_tries + 1, due_at = ?, why = ? WHERE id = ?", due_at, why[:500], id_)
    if state.one("SELECT n_tries FROM item WHERE id = ?", id_) < MOST_TRIES:
        return False
    return give_up(state, id_, f"{why}, after {MOST_TRIES} tries")


def give_up(state: State, id_: int, why: str) -> bool:
    """A page will not come. What the feed itself says of the item is read in its place; returns whether nothing is left.

    An item of which nothing is left stays in the state, with the reason.
    """
    row = state.rows("SELECT status, summary FROM item WHERE id = ?", id_)[0]
    if row["status"] == "wanted" and row["summary"] is not None:
        note_ = f"the feed's own summary; the page could not be had ({why})"
        state.do(
            "UPDATE item SET status = 'ready', body = summary, summary = NULL, why = ? WHERE id = ?", note_[:500], id_
        )
        return False
    state.do("UPDATE item SET status = 'given up', why = ?, body = NULL, summary = NULL WHERE id = ?", why[:500], id_)
    return True


def ready(state: State, most: int) -> list[sqlite3.Row]:
    """Items whose text is here, oldest first; without the text, so that a batch is never in memory as a whole."""
    columns = "id, feed, kind, title, address, told, seen_on, why"
    return state.rows(f"SELECT {columns} FROM item WHERE status = 'ready' ORDER BY id LIMIT ?", most)  # noqa: S608


def text_of(state: State, row: sqlite3.Row) -> bytes:
    """The text of an item that is ready; raises `OSError` where its file is gone."""
    body = state.one("SELECT body FROM item WHERE id = ?", row["id"])
    return Path(row["address"]).read_bytes() if body is None else zlib.decompress(body)


def counts(state: State) -> dict[str, int]:
    """How many items there are by status."""
    return {row[0]: row[1] for row in state.rows("SELECT status, count(*) FROM item GROUP BY status")}
