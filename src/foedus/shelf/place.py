"""Where the shelf is, and what stands on it.

One folder a data set: `installed.json` names the record folder in use and the files that it was made from. The JSON file is
replaced in one step, so that a crash leaves the last good state.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from foedus.errors import FoedusError

VARIABLE = "FOEDUS_DATA"
"""Environment variable that moves the shelf."""

ENTRY = "installed.json"


class ShelfError(FoedusError):
    """A shelf that cannot be read or written, or a data set that is not on it."""


@dataclass(frozen=True, slots=True)
class File:
    """One file of the publisher that a data set was made from."""

    name: str
    sha256: str
    n_bytes: int
    url: str | None = None
    """Where it was fetched; None where the user gave the file."""


@dataclass(frozen=True, slots=True)
class Installed:
    """A data set on the shelf: its record folder, the files it was made from, and what became of their rows."""

    name: str
    folder: Path
    files: tuple[File, ...]
    added_at: str
    """UTC time at which it was put there, ISO 8601."""
    rows: dict[str, int]
    """Rows by table of the record."""
    n_read: int
    n_used: int
    left_out: dict[str, int]
    """Rows of the files that made no row of the record, by reason."""


def root() -> Path:
    """The shelf's folder: `FOEDUS_DATA` where set, else the place for a user's data by the platform's convention."""
    chosen = os.environ.get(VARIABLE)
    if chosen:
        return Path(chosen).expanduser()
    from platformdirs import user_data_path

    return user_data_path("foedus", appauthor=False)


def folders() -> list[Path]:
    """The record folders in use, by name of the data set; empty where nothing is installed. Quick: briefs ask every time."""
    return [one.folder for one in installed().values()]


def installed() -> dict[str, Installed]:
    """What stands on the shelf, by name; raises `ShelfError` for an entry that is damaged."""
    try:
        entries = sorted(root().glob(f"*/{ENTRY}"))
    except OSError as bad:
        raise ShelfError(f"{root()} cannot be read: {bad.strerror}") from None
    return {path.parent.name: read(path) for path in entries}


def read(path: Path) -> Installed:
    """One entry; raises `ShelfError` where it is damaged or its record folder is gone."""
    name = path.parent.name
    try:
        told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        found = Installed(
            name=name,
            folder=path.parent / Path(told["folder"]).name,
            files=tuple(File(**one) for one in told["files"]),
            added_at=told["added_at"],
            rows=dict(told["rows"]),
            n_read=int(told["n_read"]),
            n_used=int(told["n_used"]),
            left_out=dict(told["left_out"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        raise ShelfError(f"{path} is damaged; `foedus data remove {name}` clears it, then install it again") from None
    if not found.folder.is_dir():
        raise ShelfError(f"{found.folder} is gone; `foedus data remove {name}` clears the entry, then install it again")
    return found


def write(entry: Installed) -> None:
    """Put an entry in place in one step."""
    path = root() / entry.name / ENTRY
    part = path.with_name(f".{ENTRY}.part")
    part.write_text(
        json.dumps(asdict(entry) | {"folder": entry.folder.name}, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    part.replace(path)
