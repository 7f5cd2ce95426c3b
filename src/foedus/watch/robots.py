"""What a host allows programs to ask, by its robots.txt (RFC 9309); kept for a day.

Protego reads it, since the standard library's reader knows no wildcards and takes the first rule instead of the longest.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from protego import Protego

from foedus.watch.fetch import Answer, Got, Later, Limits, Moved, ask

AGENT = "foedus"
KEPT_SECONDS = 86_400.0
LARGEST_BYTES = 500_000
"""RFC 9309, 2.5: at least 500 KiB are to be read."""

MOST_MOVES = 5
LONGEST_DELAY_SECONDS = 60.0


class Robots(NamedTuple):
    """The rules of one host: the file's text, and when it was asked for (seconds since 1970)."""

    text: str
    asked_at: float

    def is_fresh(self, now: float) -> bool:
        """Whether the rules are of the last day; those from a future, after the clock was put back, are not."""
        return 0 <= now - self.asked_at < KEPT_SECONDS

    def allows(self, url: str) -> bool:
        """Whether foedus may ask for an address."""
        return bool(_parsed(self.text).can_fetch(url, AGENT))

    @property
    def delay_seconds(self) -> float:
        """The pause between requests that the host asks for; 0 where it asks for none."""
        asked = _parsed(self.text).crawl_delay(AGENT)
        return min(float(asked or 0), LONGEST_DELAY_SECONDS)


@lru_cache(maxsize=64)
def _parsed(text: str) -> Protego:
    return Protego.parse(text)


def fetch_robots(url: str, limits: Limits, now: float) -> Robots | Later:
    """The rules of an address' host: none where it has none; `Later` where it cannot tell now, and must not be asked then."""
    address = urljoin(url, "/robots.txt")
    answer: Answer = Later("")
    for _ in range(MOST_MOVES + 1):
        answer = ask(address, limits._replace(n_bytes=LARGEST_BYTES, is_any_kind=True))
        if not isinstance(answer, Moved):
            break
        address = answer.to
    if isinstance(answer, Got):
        return Robots(answer.data.decode("utf-8", "replace"), now)
    if isinstance(answer, Later):
        return Later(
            f"{urlsplit(url).netloc}: its robots.txt cannot be had now ({answer.why})", answer.wait_seconds, True
        )
    return Robots("", now)
