"""A news server on the loopback address that misbehaves as the web does, the same way for the same seed.

It knows what it has published, so that a test can say what must be in the record. Nothing real is contacted, and every text
is made up here.
"""

from __future__ import annotations

import email.utils
import gzip
import html
import json
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

STATES = (
    "Armenia",
    "Belarus",
    "Kazakhstan",
    "Kyrgyzstan",
    "Russia",
    "Tajikistan",
    "Azerbaijan",
    "France",
    "Iran",
    "China",
)
DEEDS = (
    ("criticised", ""),
    ("met officials of", ""),
    ("sent aid to", ""),
    ("accused", " of breaking a promise"),
    ("signed an agreement with", ""),
    ("warned", " about the border"),
    ("recalled its ambassador from", ""),
    ("imposed sanctions on", ""),
)
NOUNS = (
    *("bridge", "harvest", "railway", "lake", "market", "school", "valley", "customs", "pipeline", "museum", "border"),
    *(
        "orchard",
        "dam",
        "festival",
        "hospital",
        "mine",
        "road",
        "station",
        "forest",
        "tunnel",
        "garden",
        "tower",
        "square",
    ),
    *(
        "airport",
        "ferry",
        "canal",
        "library",
        "stadium",
        "factory",
        "pasture",
        "vineyard",
        "meadow",
        "archive",
        "workshop",
    ),
    *(
        "quarry",
        "harbour",
        "theatre",
        "reservoir",
        "causeway",
        "granary",
        "mill",
        "depot",
        "clinic",
        "academy",
        "barracks",
    ),
)
PLACES = ("north", "south", "east", "west", "upper district", "lower district", "old town", "capital", "coast", "hills")

PLAIN = ("plain",)
FAULTS = (
    *(
        "moved",
        "moved twice",
        "moved for good",
        "loop",
        "far",
        "gone",
        "busy",
        "busy for ever",
        "slow",
        "slow for ever",
    ),
    *("bomb", "double bomb", "packed", "cut", "picture", "refused", "later", "odd bytes"),
)
"""What a page may do: the first time only (`busy`, `slow`, `cut`, `later`), or always."""

HEALED = frozenset({"busy", "slow", "cut", "later"})
HOPELESS = frozenset(
    {"loop", "far", "gone", "busy for ever", "slow for ever", "bomb", "double bomb", "picture", "refused"}
)
"""Pages that never come: what the feed says itself is read in their place."""

TEDIOUS, MOST_TEDIOUS = frozenset({"slow for ever", "busy for ever"}), 300
"""Pages that are asked for twelve times, each to the end of patience: of these there are a few, however many items."""

BAD_DATES = (
    "yesterday-ish",
    "Thu, 01 Jan 1970 00:00:00 GMT",
    "Tue, 01 Jan 2126 00:00:00 GMT",
    "",
    "2026-13-45T00:00:00Z",
)


@dataclass(frozen=True)
class Story:
    """One item that was published."""

    number: int
    text: str
    told: str
    fault: str
    is_own: bool
    """Whether the feed carries the text itself, and no page is linked."""
    copy_of: int | None
    feeds: tuple[int, ...]

    @property
    def is_hopeless(self) -> bool:
        """Whether the page never comes."""
        return not self.is_own and self.fault in HOPELESS


@dataclass
class News:
    """Everything that is published, and what has been asked."""

    stories: list[Story]
    n_feeds: int
    feed_faults: dict[int, str]
    slow_seconds: float = 3.0
    shown: int = 0
    """Stories that the feeds show so far; more later."""
    url: str = ""
    """The first host."""
    n_hosts: int = 1
    urls: list[str] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)
    at_once: int = 0
    """The most requests that were open at one time."""
    open_now: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    hooks: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    """Headers and bodies that were posted."""
    hook_faults: list[int] = field(default_factory=list)


def made(n: int, seed: int, n_feeds: int = 6, share_faulty: float = 0.25, slow_seconds: float = 3.0) -> News:
    """News of `n` stories, of which a share misbehaves, some are copies, and some stand in two feeds."""
    chance = random.Random(seed)  # noqa: S311 (no secret hangs on it)
    stories: list[Story] = []
    for number in range(n):
        copied = chance.randrange(number) if number > 20 and chance.random() < 0.04 else None
        if copied is not None and (stories[copied].copy_of is not None or stories[copied].is_hopeless):
            copied = None
        text = _text(chance, number) if copied is None else stories[copied].text
        told = chance.choice(BAD_DATES) if chance.random() < 0.06 else _date(chance)
        is_own = chance.random() < 0.35
        fault = chance.choice(FAULTS) if chance.random() < share_faulty and not is_own else "plain"
        if fault in TEDIOUS and chance.random() > MOST_TEDIOUS / n:
            fault = "plain"
        feeds = (number % n_feeds, (number + 1) % n_feeds) if chance.random() < 0.1 else (number % n_feeds,)
        if copied is not None:
            fault = "plain"
        stories.append(Story(number, text, told, fault, is_own, copied, feeds))
    faults = dict(enumerate(("plain", "busy", "moved for good", "packed", "broken", "slow", "entities")))
    return News(stories, n_feeds, {at: faults.get(at, "plain") for at in range(n_feeds)}, slow_seconds, shown=n)


def _text(chance: random.Random, number: int) -> str:
    """Two or three sentences: one act, and what no other story says."""
    actor, other = chance.sample(STATES, 2)
    verb, rest = chance.choice(DEEDS)
    things = chance.sample(NOUNS, 6)
    places = chance.sample(PLACES, 2)
    return (
        f"{actor} {verb} {other}{rest}. The {things[0]} and the {things[1]} in the {places[0]} are older than the {things[2]}, "
        f"file {number * 7 + 1000} says. The {things[3]} near the {things[4]} of the {places[1]} needs a {things[5]}."
    )


def _date(chance: random.Random) -> str:
    return email.utils.formatdate(1_790_000_000 + chance.randrange(60) * 86_400, usegmt=True)


# --- feeds -------------------------------------------------------------------------------------------------------------


def feed_of(news: News, number: int) -> bytes:
    """A feed as RSS, Atom or JSON by its number, newest first."""
    listed = [one for one in news.stories[: news.shown] if number in one.feeds][::-1]
    form = (_rss, _atom, _json)[number % 3]
    return form(news, listed, number)


def link_of(news: News, one: Story) -> str:
    """The address of a story's page."""
    return f"{news.urls[one.number % news.n_hosts]}/page/{one.number}"


def _rss(news: News, listed: list[Story], number: int) -> bytes:
    rows = []
    for one in listed:
        link = "" if one.is_own else f"<link>{link_of(news, one)}?utm_source=feed{number}</link>"
        words = one.text if one.is_own else f"In short: story {one.number}. {one.text[:60]}"
        rows.append(
            f"<item><title>Story {one.number}</title>{link}<guid>urn:story:{one.number}</guid>"
            f"<pubDate>{html.escape(one.told)}</pubDate><description>{html.escape(words)}</description></item>"
        )
    body = "".join(rows)
    name = "F&nbsp;&hellip; A & B\x0b" if news.feed_faults[number] == "entities" else "F"
    head = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{name}</title>'
    return f"{head}{body}</channel></rss>".encode()


def _atom(news: News, listed: list[Story], number: int) -> bytes:
    rows = []
    # Links are relative to the feed where there is one host.
    near = news.url if news.n_hosts == 1 else " "
    for one in listed:
        link = "" if one.is_own else f'<link href="{link_of(news, one).removeprefix(near)}#top"/>'
        words = one.text if one.is_own else f"In short: story {one.number}. {one.text[:60]}"
        rows.append(
            f"<entry><title>Story {one.number}</title>{link}<id>urn:story:{one.number}</id>"
            f"<published>{html.escape(one.told)}</published><content>{html.escape(words)}</content></entry>"
        )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title>{"".join(rows)}</feed>'.encode()


def _json(news: News, listed: list[Story], number: int) -> bytes:
    rows = [
        {
            "id": f"urn:story:{one.number}",
            "title": f"Story {one.number}",
            "date_published": one.told,
            "content_text": one.text if one.is_own else f"In short: story {one.number}. {one.text[:60]}",
        }
        | ({} if one.is_own else {"url": link_of(news, one)})
        for one in listed
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "F", "items": rows}).encode()


# --- the server --------------------------------------------------------------------------------------------------------


@contextmanager
def serving(news: News) -> Iterator[News]:
    """Serve on free ports of the loopback address, one a host, until the block ends."""
    handler = type("Handler", (_Handler,), {"news": news})
    servers = [ThreadingHTTPServer(("127.0.0.1", 0), handler) for _ in range(news.n_hosts)]
    for server in servers:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    news.urls = [f"http://127.0.0.1:{server.server_port}" for server in servers]
    news.url = news.urls[0]
    for n_times in (1, 2):
        _bomb(n_times)
    try:
        yield news
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


def feeds(news: News) -> list[str]:
    """The addresses of all feeds."""
    return [f"{news.urls[number % news.n_hosts]}/feed/{number}" for number in range(news.n_feeds)]


@cache
def _bomb(n_times: int) -> bytes:
    """Fifty megabytes of one letter, packed so many times; made once, since to make it takes longer than anybody waits."""
    body = b"0" * 50_000_000
    for _ in range(n_times):
        body = gzip.compress(body, 9)
    return body


class _Handler(BaseHTTPRequestHandler):
    """Answers for one `News`, which the class made for a server carries."""

    news: News
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        with self.news.lock:
            self.news.asked[self.path] += 1
            n = self.news.asked[self.path]
            self.news.open_now += 1
            self.news.at_once = max(self.news.at_once, self.news.open_now)
        try:
            self._answer(n)
        except (BrokenPipeError, ConnectionResetError):
            pass
        finally:
            self.close_connection = True
            with self.news.lock:
                self.news.open_now -= 1

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        code = self.news.hook_faults.pop(0) if self.news.hook_faults else 200
        self.news.hooks.append((dict(self.headers.items()), body))
        self._send(code, b"")

    def _answer(self, n: int) -> None:
        what, _, rest = self.path.lstrip("/").partition("?")[0].partition("/")
        if what == "robots.txt":
            self._send(200, b"User-agent: *\nDisallow: /refused/\n", "text/plain")
        elif what == "feed" and rest.isdigit() and int(rest) < self.news.n_feeds:
            self._feed(int(rest), n)
        elif what in ("page", "moved", "refused", "far") and rest.partition("/")[0].isdigit():
            self._page(what, rest, n)
        else:
            self._send(404, b"none")

    def _feed(self, number: int, n: int) -> None:
        fault = self.news.feed_faults[number]
        if fault == "busy" and n % 3 == 1:
            self._send(503, b"", headers={"Retry-After": "0"})
            return
        if fault == "moved for good" and not self.path.endswith("?new"):
            self._send(301, b"", headers={"Location": f"/feed/{number}?new"})
            return
        body = feed_of(self.news, number)
        tag = f'"{number}-{self.news.shown}"'
        if self.headers.get("If-None-Match") == tag and not (fault == "broken" and n == 1):
            self._send(304, b"", headers={"ETag": tag})
            return
        if fault == "broken" and n == 1:
            body = body[: len(body) // 2]
        if fault == "slow" and n == 1:
            self._trickle(body)
            return
        packed = {"Content-Encoding": "gzip"} if fault == "packed" else {}
        self._send(200, gzip.compress(body) if packed else body, "application/xml", {"ETag": tag} | packed)

    def _page(self, what: str, rest: str, n: int) -> None:
        number = int(rest.partition("/")[0])
        one = self.news.stories[number]
        fault = one.fault
        if what == "far":
            self._send(302, b"", headers={"Location": f"/far/{number}/{n}-{len(rest)}x{rest[-20:]}"})
        elif what == "moved" and fault == "moved twice" and not rest.endswith("/2"):
            self._send(307, b"", headers={"Location": f"/moved/{number}/2"})
        elif what == "page" and fault in _REDIRECTS:
            code, to = _REDIRECTS[fault]
            self._send(code, b"", headers={"Location": to.format(number)})
        else:
            self._text(one, fault, n)

    def _text(self, one: Story, fault: str, n: int) -> None:
        page = f"<html><head><title>Story {one.number}</title></head><body><p>{one.text}</p></body></html>".encode()
        if fault == "gone":
            self._send(410, b"")
        elif fault == "busy for ever" or (fault == "busy" and n < 3):
            self._send(500 + n % 4, b"")
        elif fault == "later" and n == 1:
            self._send(429, b"", headers={"Retry-After": "1"})
        elif fault == "slow for ever" or (fault == "slow" and n == 1):
            self._trickle(page)
        elif fault == "cut" and n == 1:
            self._send(200, page[: len(page) // 2], length=len(page))
        elif fault in ("bomb", "double bomb"):
            twice = {"Content-Encoding": "gzip, gzip"} if fault == "double bomb" else {"Content-Encoding": "gzip"}
            self._send(200, _bomb(2 if fault == "double bomb" else 1), headers=twice)
        elif fault == "packed":
            self._send(200, gzip.compress(page), headers={"Content-Encoding": "gzip"})
        elif fault == "picture":
            self._send(200, b"\x89PNG\r\n\x1a\n", "image/png")
        elif fault == "odd bytes":
            self._send(200, page.replace(b"</p>", b" \xff\xfe caf\xe9</p>"), "text/html; charset=utf-8")
        else:
            self._send(200, page)

    def _trickle(self, body: bytes) -> None:
        """A few bytes at a time, for longer than anybody waits."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        ends = time.monotonic() + self.news.slow_seconds
        for at in range(0, len(body), 2):
            self.wfile.write(body[at : at + 2])
            if time.monotonic() > ends:
                return
            time.sleep(0.05)

    def _send(
        self,
        code: int,
        body: bytes,
        kind: str = "text/html; charset=utf-8",
        headers: dict[str, str] | None = None,
        length: int | None = None,
    ) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Quiet."""


_REDIRECTS = {
    "moved": (302, "/moved/{}"),
    "moved twice": (302, "/moved/{}/1"),
    "moved for good": (301, "/moved/{}"),
    "loop": (302, "/page/{}"),
    "far": (302, "/far/{}/0"),
    "refused": (302, "/refused/{}"),
}
