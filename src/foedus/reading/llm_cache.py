"""Answers already given, one JSON file each, named by a hash of the endpoint and the whole request.

An entry holds what the model answered: no key, no header, no address. Files are put in place in one step, so several
readers may share the folder. A damaged entry counts as none.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

_VERSION = 1
_LARGEST = 8_000_000


class Entry(NamedTuple):
    """One answer of the model."""

    content: str
    is_cut: bool
    """Whether the answer was cut off at its longest; asking again would give the same."""
    model: str
    """Name under which the server says that it answered."""


def name_of(endpoint: str, body: dict[str, Any]) -> str:
    """The file's name for a request: the same words to the same endpoint have the same."""
    text = json.dumps([_VERSION, endpoint, body], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest() + ".json"


def get(folder: Path | None, name: str) -> Entry | None:
    """The entry of that name; None where there is none that can be used."""
    if folder is None:
        return None
    path = folder / name[:2] / name
    try:
        if path.stat().st_size > _LARGEST:
            return None
        told = json.loads(path.read_text(encoding="utf-8"))
        content, is_cut, model = told["content"], told["is_cut"], told["model"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    fits = isinstance(content, str) and isinstance(is_cut, bool) and isinstance(model, str)
    return Entry(content, is_cut, model) if fits else None


def put(folder: Path | None, name: str, entry: Entry) -> str:
    """Keep an entry; returns what went wrong, empty for nothing: a full disk is no reason to lose a reading that was paid for."""
    if folder is None:
        return ""
    path = folder / name[:2] / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, part = tempfile.mkstemp(dir=path.parent, prefix=".part-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                out.write(json.dumps(entry._asdict()) + "\n")
            Path(part).replace(path)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise
    except OSError as bad:
        return f"the answer could not be kept in {folder}: {bad.strerror}"
    return ""
