"""One request for one address, answered or not, within bounds of time, size and kind; redirects are told, not followed.

What an answer means is plain data: `Got`, `Same` (not changed), `Moved`, `Later` (a passing fault), `Never` (no use to ask
again). Not here: when to ask (`foedus.watch.pace`), and what to make of it.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import httpcore

from foedus._version import __version__
from foedus.watch.guard import Guarded, Refused, TooSlow, check_address

if TYPE_CHECKING:
    import ssl

AGENT = f"foedus/{__version__} (reads public news feeds; honours robots.txt; one request at a time)"
STEP_SECONDS = 15.0
"""Silence on the line after which a request is given up; the whole of it has its own limit."""

LONGEST_WAIT_SECONDS = 86_400.0
KINDS = ("text/", "application/xhtml", "application/xml", "application/rss", "application/atom", "application/rdf")
KINDS_MORE = ("application/feed+json", "application/json", "message/rfc822")
MOVED_FOR_GOOD, MOVED = frozenset({301, 308}), frozenset({301, 302, 303, 307, 308})
PASSING, OF_HOST = frozenset({408, 425, 429}), frozenset({429, 503})


class Limits(NamedTuple):
    """What one answer may cost."""

    seconds: float = 60.0
    n_bytes: int = 5_000_000
    """After decompression."""
    is_private_allowed: bool = False
    is_any_kind: bool = False
    """Whether content types other than text are taken: zips of event data."""


class Got(NamedTuple):
    """An answer with a body."""

    data: bytes
    etag: str
    modified: str


class Same(NamedTuple):
    """The server says that nothing changed."""


class Moved(NamedTuple):
    """The server names another address."""

    to: str
    is_for_good: bool


class Later(NamedTuple):
    """A passing fault: why, and how many seconds the server asks to wait (0 where it says nothing)."""

    why: str
    wait_seconds: float = 0.0
    is_of_host: bool = False
    """Whether the whole host is to be left alone; else one page of it is at fault."""


class Never(NamedTuple):
    """A fault that stays: not there, refused, too large, no text."""

    why: str
    is_gone: bool = False


Answer = Got | Same | Moved | Later | Never


def ask(url: str, limits: Limits, etag: str = "", modified: str = "") -> Answer:
    """Ask once. `etag` and `modified` are what the server said the last time, so that it can answer `Same`."""
    try:
        check_address(url, limits.is_private_allowed)
        headers = _headers(url, etag, modified)
        with _pool(url, limits) as pool, pool.stream("GET", _plain(url), headers=headers, extensions=_STEPS) as answer:
            return _read(url, answer, limits)
    except (Refused, httpcore.LocalProtocolError, httpcore.UnsupportedProtocol) as bad:
        return Never(str(bad))
    except TooSlow:
        return Later(f"{url}: not finished after {limits.seconds:g} seconds")
    except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, httpcore.ProxyError) as bad:
        return Later(f"{url}: {str(bad) or type(bad).__name__}", 0.0, isinstance(bad, _UNREACHED))
    except (ValueError, UnicodeError) as bad:
        return Never(f"{url[:200]}: is no address ({bad})")


_UNREACHED = (httpcore.ConnectError, httpcore.ConnectTimeout, httpcore.ProxyError)
_STEPS = {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), STEP_SECONDS)}


def _plain(url: str) -> str:
    """The address as it goes over the line: names of hosts in IDNA, other letters escaped."""
    import httpx

    return str(httpx.URL(url).copy_with(fragment=None))


def _headers(url: str, etag: str, modified: str) -> list[tuple[str, str]]:
    headers = [("Host", urlsplit(_plain(url)).netloc), ("User-Agent", AGENT), ("Accept-Encoding", "gzip")]
    headers += [("Accept", "application/atom+xml, application/rss+xml, application/feed+json, text/html, */*;q=0.5")]
    headers += [("Connection", "close")]
    headers += [("If-None-Match", etag)] if etag else []
    return headers + ([("If-Modified-Since", modified)] if modified else [])


@cache
def _trusted() -> ssl.SSLContext:
    """Certificates as `httpx` trusts them: made once, since it takes long."""
    import httpx

    return httpx.create_ssl_context()


def _pool(url: str, limits: Limits) -> httpcore.ConnectionPool:
    """A connection for one request, by the proxy of the environment where there is one."""
    scheme, host = urlsplit(url).scheme, urlsplit(url).hostname or ""
    trusted = _trusted() if scheme == "https" else None
    proxies = getproxies()
    proxy = proxies.get(scheme) or proxies.get("all")
    if proxy and not proxy_bypass(host):
        # The proxy looks the name up; to reach the proxy itself is the user's own wish.
        way = Guarded(True, limits.seconds)
        return httpcore.HTTPProxy(proxy, ssl_context=trusted, network_backend=way, max_keepalive_connections=0)
    way = Guarded(limits.is_private_allowed, limits.seconds)
    return httpcore.ConnectionPool(ssl_context=trusted, network_backend=way, max_keepalive_connections=0)


def _read(url: str, answer: httpcore.Response, limits: Limits) -> Answer:
    told = {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in answer.headers}
    code = answer.status
    if code == 304:
        return Same()
    if code in MOVED:
        return _moved(url, code, told)
    if code in PASSING or code >= 500:
        wait = retry_after(told.get("retry-after", ""), time.time())
        return Later(f"{url}: the server answered {code}", wait, code in OF_HOST or wait > 0)
    if code != 200:
        return Never(f"{url}: the server answered {code}", code == 410)
    kind = told.get("content-type", "text/html").strip().lower()
    if not limits.is_any_kind and not kind.startswith(KINDS + KINDS_MORE):
        return Never(f"{url}: is {kind.partition(';')[0]}, no text")
    encoding = told.get("content-encoding", "identity").strip().lower()
    length = told.get("content-length", "")
    if length.isdigit() and int(length) > limits.n_bytes:
        return Never(f"{url}: larger than {limits.n_bytes:,} bytes")
    try:
        data = b"".join(within(inflated(answer.iter_stream(), encoding), limits.n_bytes))
    except TooLarge:
        return Never(f"{url}: larger than {limits.n_bytes:,} bytes" + (" unpacked" if encoding != "identity" else ""))
    except (zlib.error, EOFError) as bad:
        return Later(f"{url}: the packed body is damaged ({bad})")
    except UnknownEncoding:
        return Never(f"{url}: is packed as {encoding}, which was not asked for")
    return Got(data, told.get("etag", ""), told.get("last-modified", ""))


def _moved(url: str, code: int, told: Mapping[str, str]) -> Answer:
    if not told.get("location"):
        return Never(f"{url}: the server answered {code} without saying where to")
    try:
        return Moved(urljoin(url, told["location"].strip()), code in MOVED_FOR_GOOD)
    except ValueError:
        return Never(f"{url}: is said to have moved to what is no address")


class TooLarge(Exception):
    """More bytes than may come."""


class UnknownEncoding(Exception):
    """A content encoding that was not asked for, such as packed twice."""


_PIECE = 65_536


def inflated(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The body unpacked, never more than a small piece at a time, so that a bomb is met by `within` and not by memory."""
    if encoding in ("identity", ""):
        yield from pieces
        return
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise UnknownEncoding
    unpacker = zlib.decompressobj(wbits=47)
    for piece in pieces:
        while piece and not unpacker.eof:
            yield unpacker.decompress(piece, _PIECE)
            piece = unpacker.unconsumed_tail
    if not unpacker.eof:
        raise EOFError("it breaks off")


def within(pieces: Iterable[bytes], n_bytes: int) -> Iterator[bytes]:
    """The pieces, as long as they are no more than so many bytes together; raises `TooLarge`."""
    n = 0
    for piece in pieces:
        n += len(piece)
        if n > n_bytes:
            raise TooLarge
        yield piece


def retry_after(told: str, now: float) -> float:
    """Seconds to wait by a `Retry-After`, in seconds or as a date; at most a day, 0 where it cannot be read."""
    told = told.strip()
    try:
        wait = float(told) if told.isdigit() else _seconds_until(told, now)
    except (ValueError, TypeError, IndexError, OverflowError):
        return 0.0
    return min(max(wait, 0.0), LONGEST_WAIT_SECONDS)


def _seconds_until(told: str, now: float) -> float:
    when = parsedate_to_datetime(told)
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp() - now


def day_now(now: float) -> str:
    """The day of a time in UTC, `YYYY-MM-DD`."""
    return datetime.fromtimestamp(now, UTC).date().isoformat()
