"""Download one file: resumed where it broke off, repeated on passing faults, whole or not there.

Proxies are taken from the environment (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`), certificates too
(`SSL_CERT_FILE`). Not here: which files there are, and what they mean.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from foedus.errors import FoedusError
from foedus.sources.tabular import sha256_of

if TYPE_CHECKING:
    import httpx

ATTEMPTS = 5
WAIT_SECONDS = 0.5
"""Before the second try; doubled each time, with jitter, up to ten seconds."""

TIMEOUT_SECONDS = 30

Told = Callable[[int, int | None], None]
"""Hears of progress: bytes there, and bytes of the whole file where the server says."""


class FetchError(FoedusError):
    """A download that did not succeed: offline, refused, not there, or not the file that was expected."""


class _Passing(Exception):
    """A fault that may be gone at the next try."""


def fetch(
    url: str, target: Path, *, sha256: str | None = None, told: Told | None = None, attempts: int = ATTEMPTS
) -> Path:
    """Download `url` to `target`; returns `target`.

    What an earlier call had of the file is resumed, if the server says that the file is still the same. With `sha256` a file
    that differs is refused and removed. Raises `FetchError`.
    """
    import httpx
    import stamina

    # Each retry is logged; where nobody listens to logs Python would print it.
    logging.getLogger("stamina").addHandler(logging.NullHandler())
    part = target.with_name(f"{target.name}.part")
    passing = (httpx.TransportError, _Passing)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with httpx.Client(follow_redirects=True, timeout=TIMEOUT_SECONDS) as client:
            for attempt in stamina.retry_context(
                on=passing, attempts=attempts, wait_initial=WAIT_SECONDS, wait_max=10, timeout=None
            ):
                with attempt:
                    _receive(client, url, part, told or (lambda there, whole: None))
    except httpx.ConnectError as bad:
        raise FetchError(
            f"{httpx.URL(url).host} cannot be reached ({bad}): this computer is offline, or a proxy is needed (HTTPS_PROXY)"
        ) from None
    except (httpx.HTTPError, httpx.InvalidURL, _Passing) as bad:
        raise FetchError(f"{url}: the download failed after {attempts} tries ({bad or type(bad).__name__})") from None
    except OSError as bad:
        raise FetchError(f"{part} cannot be written: {bad.strerror}; what is there is kept and resumed") from None
    if sha256 and sha256_of(part) != sha256:
        _drop(part)
        raise FetchError(
            f"{url}: the file is not the one that foedus knows (its hash differs); the publisher may have changed it, or "
            "something on the way did: download it by hand, look at it, and use `foedus data add`"
        )
    part.replace(target)
    _mark(part).unlink(missing_ok=True)
    return target


def _receive(client: httpx.Client, url: str, part: Path, told: Told) -> None:
    """One try: ask for what is missing, and write it behind what is there."""
    there, mark = _there(part, url)
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={there}-", "If-Range": mark} if there else {})
    with client.stream("GET", url, headers=headers) as answer:
        if answer.status_code == 416:
            _drop(part)
            raise _Passing("the part that was there did not fit the file")
        _check(answer, url)
        is_rest = answer.status_code == 206
        there = there if is_rest else 0
        _remember(part, url, answer)
        whole = _whole(answer, there)
        with part.open("ab" if is_rest else "wb") as out:
            told(there, whole)
            # Pieces as they come: larger ones would be lost where the line breaks.
            for piece in answer.iter_raw():
                out.write(piece)
                there += len(piece)
                told(there, whole)
    if whole is not None and there != whole:
        raise _Passing(f"{there} of {whole} bytes came")


def _check(answer: httpx.Response, url: str) -> None:
    code = answer.status_code
    if code == 429 or code >= 500:
        raise _Passing(f"the server answered {code}")
    if code not in (200, 206):
        words = "is not there any more (404)" if code in (404, 410) else f"was refused: the server answered {code}"
        raise FetchError(f"{url} {words}; look at the publisher's page, download it by hand and use `foedus data add`")


def _whole(answer: httpx.Response, there: int) -> int | None:
    length = answer.headers.get("Content-Length", "")
    return there + int(length) if length.isdigit() else None


def _there(part: Path, url: str) -> tuple[int, str]:
    """How many bytes are there, and the mark by which the server knows the file; none where that cannot be told."""
    try:
        told = json.loads(_mark(part).read_text(encoding="utf-8"))
        if told["url"] == url and told["mark"]:
            return part.stat().st_size, str(told["mark"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return 0, ""


def _remember(part: Path, url: str, answer: httpx.Response) -> None:
    """Keep the strong ETag or the date of the file: without one a resumed file could be two halves of different ones."""
    tag = answer.headers.get("ETag", "")
    mark = tag if tag and not tag.startswith("W/") else answer.headers.get("Last-Modified", "")
    _mark(part).write_text(json.dumps({"url": url, "mark": mark}), encoding="utf-8")


def _mark(part: Path) -> Path:
    return part.with_name(f"{part.name}.json")


def _drop(part: Path) -> None:
    part.unlink(missing_ok=True)
    _mark(part).unlink(missing_ok=True)
