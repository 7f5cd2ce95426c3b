"""What a user's words for a thing to watch mean: an address, a folder, a file; and what is new in those that are on disk."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

from foedus.intake.feeds import entries, is_feed
from foedus.intake.inputs import ENDINGS, InputError
from foedus.watch.fetch import Limits
from foedus.watch.guard import Refused, check_address
from foedus.watch.items import Found, of_entry
from foedus.watch.state import WatchError

FEEDS = frozenset({".xml", ".rss", ".atom", ".json"})

SETTLED_SECONDS = 2.0
"""A file that changed so recently may still be being written."""

_DAY_FILES = {
    "gdelt": re.compile(r"\d{14}\.export\.csv(?:\.zip)?", re.IGNORECASE),
    "polecat": re.compile(r"ngecevents.*\.(?:txt|zip)", re.IGNORECASE),
}


def kind_of(name: str) -> str:
    """The data set of a file by its name, or `text`."""
    last = name.rpartition("/")[2].partition("?")[0]
    return next((kind for kind, shape in _DAY_FILES.items() if shape.fullmatch(last)), "text")


def check(names: list[str], limits: Limits) -> list[str]:
    """The names, each once; raises `WatchError` for one that can be nothing to watch."""
    for name in names:
        if name.startswith(("http://", "https://")):
            try:
                check_address(name, limits.is_private_allowed)
            except Refused as bad:
                raise WatchError(str(bad)) from None
        elif not Path(name).exists():
            hint = f"; write http:// or https:// before an address: https://{name}" if _like_address(name) else ""
            raise WatchError(f"{name}: there is no such folder or file{hint}")
    return list(dict.fromkeys(names))


def _like_address(name: str) -> bool:
    return bool(re.match(r"(?:www\.)?[\w-]+(\.[\w-]+)+(/|$)", name))


def on_disk(name: str, own: Path) -> list[Found]:
    """What a folder or file holds; `own` is the watch's folder, which is never read. Raises `InputError`."""
    path = Path(name)
    if path.is_dir():
        return [one for file in _files(path, own) for one in _of_file(file, is_named=False)]
    if not path.exists():
        raise InputError(f"{name}: is gone")
    return list(_of_file(path, is_named=True))


def unsettled_seconds(name: str, own: Path) -> float:
    """Seconds until every file of a folder has rested long enough to be read; 0 for a file and for a folder at rest."""
    path = Path(name)
    if not path.is_dir():
        return 0.0
    try:
        last = max((file.stat().st_mtime for file in _files(path, own)), default=0.0)
    except OSError:
        return SETTLED_SECONDS
    since = time.time() - last
    return SETTLED_SECONDS - since if 0 <= since < SETTLED_SECONDS else 0.0


def _files(folder: Path, own: Path) -> Iterator[Path]:
    own = own.resolve()
    for path in sorted(folder.resolve().rglob("*")):
        if own in path.parents or path.name.startswith("."):
            continue
        if path.is_file() and (path.suffix.lower() in ENDINGS or kind_of(path.name) != "text"):
            yield path


def _of_file(path: Path, is_named: bool) -> Iterator[Found]:
    """A file as one thing to read, a feed as many; one that is still being written is left for the next time."""
    try:
        about = path.stat()
    except OSError:
        return
    if not is_named and 0 <= time.time() - about.st_mtime < SETTLED_SECONDS:
        return
    if is_named and path.suffix.lower() in FEEDS:
        data = path.read_bytes()
        if is_feed(data) or path.suffix.lower() != ".json":
            yield from (of_entry(one, str(path), "") for one in entries(data, str(path)))
            return
    where = str(path.absolute())
    mark = f"{about.st_size}-{about.st_mtime_ns}"
    yield Found(f"file {where}", mark, kind_of(path.name), path.stem, where, "", None)


def in_answer(data: bytes, name: str, address: str) -> list[Found]:
    """What an address that is watched gave: the items of a feed, the day files that a list names, or the page itself.

    Raises `InputError` for a feed that cannot be read.
    """
    if is_feed(data):
        return [of_entry(one, name, address) for one in entries(data, address)]
    listed = _listed(data)
    if listed:
        return [Found(one, "", kind_of(one), one.rpartition("/")[2], one, "", None) for one in listed]
    import hashlib

    digest = hashlib.sha256(data).hexdigest()[:32]
    title = address.rstrip("/").rpartition("/")[2] or "page"
    return [Found(address, digest, "text", title, address, "", data)]


def _listed(data: bytes) -> list[str]:
    """Addresses of day files in a plain list, such as GDELT's `lastupdate.txt`; none in anything else."""
    head = data[:100_000]
    if b"<" in head[:200]:
        return []
    words = head.decode("utf-8", "replace").split()
    return [word for word in words if word.startswith(("http://", "https://")) and kind_of(word) != "text"]
