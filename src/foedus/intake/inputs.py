"""Where texts come from: a file, standard input, an address, a feed, a folder; each as bytes under a name."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from foedus.errors import FoedusError

ENDINGS = frozenset({".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".eml"})
"""What is read in a folder; a file that is named is read whatever its ending."""

LARGEST_BYTES = 60_000_000
TIMEOUT_SECONDS = 30


class InputError(FoedusError):
    """A text that cannot be found, opened or fetched."""


class Input(NamedTuple):
    """One text before it is opened: what it is called, and where it is."""

    name: str
    """As the user wrote it, or as it was found: for messages."""
    doc: str
    """The file's stem, the last part of an address, or the title of a feed's item: `doc` of what is read."""
    path: Path | None = None
    url: str | None = None
    data: bytes | None = None
    """The bytes, where they are there already: standard input, an item of a feed."""


def inputs(names: Sequence[str]) -> Iterator[Input]:
    """The texts that these names mean, in their order; a folder's in alphabetical order. Raises `InputError`."""
    for name in names:
        if name == "-":
            yield Input("standard input", "stdin", data=sys.stdin.buffer.read(LARGEST_BYTES))
        elif name.startswith(("http://", "https://")):
            yield from _of_address(name)
        else:
            yield from _of_path(Path(name))


def _of_path(path: Path) -> Iterator[Input]:
    if path.is_dir():
        found = sorted(one for one in path.rglob("*") if one.is_file() and one.suffix.lower() in ENDINGS)
        if not found:
            raise InputError(f"{path}: the folder holds no text ({', '.join(sorted(ENDINGS))})")
        for one in found:
            yield Input(str(one), one.stem, path=one)
        return
    if not path.exists():
        raise InputError(f"{path}: there is no such file; write `-` for standard input")
    if path.suffix.lower() in (".xml", ".rss", ".atom", ".json"):
        from foedus.intake.feeds import items

        yield from items(path.read_bytes(), str(path))
        return
    yield Input(str(path), path.stem, path=path)


def _of_address(url: str) -> Iterator[Input]:
    from foedus.intake.feeds import is_feed, items

    data = fetched(url)
    if is_feed(data):
        yield from items(data, url)
        return
    yield Input(url, url.rstrip("/").rpartition("/")[2].partition("?")[0] or "page", url=url, data=data)


def opened(one: Input) -> bytes:
    """The bytes of a text; raises `InputError`."""
    if one.data is not None:
        return one.data
    if one.url is not None:
        return fetched(one.url)
    try:
        assert one.path is not None  # noqa: S101 (for the type checker)
        if one.path.stat().st_size > LARGEST_BYTES:
            raise InputError(
                f"{one.name}: larger than {LARGEST_BYTES // 1_000_000} MB; foedus reads articles, split it first"
            )
        return one.path.read_bytes()
    except OSError as bad:
        raise InputError(f"{one.name}: cannot be read ({bad.strerror}); check the name and the rights") from None


def fetched(url: str) -> bytes:
    """The bytes at an address; raises `InputError`."""
    import httpx

    try:
        with (
            httpx.Client(follow_redirects=True, timeout=TIMEOUT_SECONDS, max_redirects=5) as client,
            client.stream(
                "GET", url, headers={"User-Agent": "foedus (reads public news; one page at a time)"}
            ) as answer,
        ):
            if answer.status_code != 200:
                raise InputError(f"{url}: the server answered {answer.status_code}")
            data = b""
            for piece in answer.iter_bytes():
                data += piece
                if len(data) > LARGEST_BYTES:
                    raise InputError(f"{url}: larger than {LARGEST_BYTES // 1_000_000} MB")
            return data
    except (httpx.HTTPError, httpx.InvalidURL) as bad:
        raise InputError(f"{url}: cannot be fetched ({bad or type(bad).__name__})") from None
