"""Alerts on their way out: printed, and posted to a webhook with a signed body, again and again until it is taken.

Signed as Standard Webhooks are (standardwebhooks.com, 1.0): HMAC-SHA256 over `id.timestamp.body`, so that a receiver knows who
sent it, refuses what is old, and knows by the id what it has had. The id stays the same at every try, the timestamp does not.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from foedus.watch.fetch import AGENT, retry_after
from foedus.watch.state import State, WatchError

LOG = logging.getLogger("foedus.watch")

TIMEOUT_SECONDS = 15.0
FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 5.0, 3_600.0
SHORTEST_SECRET = 16
PREFIX = "whsec_"


def secret_of(path: Path) -> bytes:
    """The key in a file: `whsec_` and base64 as Standard Webhooks write it, or any other line as it stands."""
    try:
        told = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as bad:
        raise WatchError(f"{path} cannot be read ({bad}); it should hold the secret of the webhook") from None
    try:
        key = base64.b64decode(told.removeprefix(PREFIX), validate=True) if told.startswith(PREFIX) else told.encode()
    except ValueError:
        raise WatchError(f"{path}: what follows {PREFIX} is not base64") from None
    if len(key) < SHORTEST_SECRET:
        raise WatchError(
            f"{path}: the secret is shorter than {SHORTEST_SECRET} bytes; make one: "
            f"printf {PREFIX}%s $(openssl rand -base64 32) > {path}"
        )
    return key


def signature(key: bytes, id_: str, timestamp: int, body: bytes) -> str:
    """The signature of a body: `v1,` and the HMAC in base64."""
    made = hmac.new(key, f"{id_}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(made).decode()}"


def is_signed(key: bytes, headers: dict[str, str], body: bytes, now: float, tolerance_seconds: float = 300) -> bool:
    """What a receiver does: whether a body was signed with the key, not long ago."""
    lower = {name.casefold(): value for name, value in headers.items()}
    timestamp = lower.get("webhook-timestamp", "")
    if not timestamp.isdigit() or abs(now - int(timestamp)) > tolerance_seconds:
        return False
    made = signature(key, lower.get("webhook-id", ""), int(timestamp), body)
    return any(hmac.compare_digest(made, one) for one in lower.get("webhook-signature", "").split())


def print_new(state: State, write: Callable[[dict[str, Any]], None], now: float) -> int:
    """Hand what was not printed yet to `write`, oldest first; a kill in between prints it once more, never not."""
    found = state.rows("SELECT id, body FROM outbox WHERE printed_at IS NULL ORDER BY made_at, id")
    for row in found:
        write(json.loads(row["body"]))
        state.do("UPDATE outbox SET printed_at = ? WHERE id = ?", now, row["id"])
    return len(found)


def send_due(state: State, url: str, key: bytes, now: float) -> int:
    """Post what is due; returns how many were taken. What is not taken stays, and waits longer each time."""
    waiting = state.rows("SELECT * FROM outbox WHERE is_to_send = 1 AND sent_at IS NULL ORDER BY made_at, id")
    n = 0
    for row in waiting:
        if now < row["due_at"] <= now + 2 * LONGEST_WAIT_SECONDS:
            # The order of alerts is kept: what comes after one that was not taken waits too.
            break
        why, wait = _post(url, key, row["id"], row["body"].encode(), now)
        if not why:
            state.do("UPDATE outbox SET sent_at = ?, why = '' WHERE id = ?", now, row["id"])
            n += 1
            continue
        own = min(FIRST_WAIT_SECONDS * 2 ** min(row["n_tries"], 20), LONGEST_WAIT_SECONDS)
        LOG.warning("webhook: %s; alert %s is kept and sent again", why, row["id"])
        state.do(
            "UPDATE outbox SET n_tries = n_tries + 1, due_at = ?, why = ? WHERE id = ?",
            *(now + max(own, min(wait, LONGEST_WAIT_SECONDS)), why[:300], row["id"]),
        )
        break
    return n


def next_due(state: State) -> float | None:
    """When the next alert is due; None where none is waiting."""
    found = state.one("SELECT min(due_at) FROM outbox WHERE is_to_send = 1 AND sent_at IS NULL")
    return None if found is None else float(found)


def _post(url: str, key: bytes, id_: str, body: bytes, now: float) -> tuple[str, float]:
    """Post once: why it was not taken, empty where it was, and how long the receiver asks to wait."""
    import httpx

    timestamp = int(now)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": AGENT,
        "webhook-id": id_,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signature(key, id_, timestamp, body),
    }
    try:
        # Redirects are not followed: a signed body goes where the user said, and nowhere else.
        answer = httpx.post(url, content=body, headers=headers, timeout=TIMEOUT_SECONDS, follow_redirects=False)
    except (httpx.HTTPError, httpx.InvalidURL) as bad:
        return f"{str(bad) or type(bad).__name__}", 0.0
    if answer.is_success:
        return "", 0.0
    return f"the receiver answered {answer.status_code}", retry_after(answer.headers.get("Retry-After", ""), now)
