"""When a host may be asked again: one request at a time, a pause after each, and longer ones after faults.

Times are of the monotonic clock, so that a clock put forward or back changes nothing. The waits grow by doubling, with
jitter over the upper half (as AWS' "equal jitter", Brooker 2015), so that many programs do not come back together.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

LONGEST_SECONDS = 3_600.0


@dataclass
class Host:
    """How one host stands."""

    due_at: float = 0.0
    """Monotonic time before which it is not asked."""
    n_failed: int = 0
    """Faults in a row."""
    is_busy: bool = False


@dataclass
class Pace:
    """All hosts asked so far. `pause_seconds` is the least between two requests to one host."""

    pause_seconds: float
    chance: random.Random = field(default_factory=random.Random)
    hosts: dict[str, Host] = field(default_factory=dict)

    def of(self, host: str) -> Host:
        """How a host stands; a new one may be asked at once."""
        return self.hosts.setdefault(host, Host())

    def went_well(self, host: str, now: float, delay_seconds: float = 0.0) -> None:
        """An answer came: the next request waits for the pause, or for the delay that the host asks for."""
        one = self.of(host)
        one.is_busy, one.n_failed = False, 0
        one.due_at = now + max(self.pause_seconds, delay_seconds)

    def went_badly(self, host: str, now: float) -> None:
        """One page was at fault, perhaps since the host is tired: it is left alone for a few pauses."""
        self.went_well(host, now, 4 * self.pause_seconds)

    def failed(self, host: str, now: float, wait_seconds: float) -> None:
        """A passing fault: the host is left alone for longer each time, and as long as it asks for."""
        one = self.of(host)
        one.is_busy, one.n_failed = False, one.n_failed + 1
        one.due_at = now + max(wait_seconds, self.back_off(one.n_failed))

    def back_off(self, n_failed: int) -> float:
        """Seconds to wait after faults in a row: two pauses, doubled each time, at most an hour; the upper half is random."""
        whole = min(2.0 * self.pause_seconds * 2.0 ** min(n_failed - 1, 30), LONGEST_SECONDS)
        return whole * self.chance.uniform(0.5, 1.0)

    def forget(self, now: float) -> None:
        """Drop hosts that owe nothing, so that weeks of links to many hosts do not fill memory."""
        for name in [name for name, one in self.hosts.items() if not one.is_busy and one.due_at < now - 600]:
            del self.hosts[name]
