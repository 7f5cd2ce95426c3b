"""The live record: forecasts as they were made, one JSON line each, in a file that only ever grows.

A line holds the forecast, the time at which it was saved, the hash of the line before it and its own: a line that is changed,
moved or taken out of the middle shows. That the last lines were cut off does not show in the file itself; `save` gives the last
hash, to be noted elsewhere. Saving the same forecast again adds nothing. Not here: what came of them (`track`).
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from foedus.errors import FoedusError
from foedus.shelf.place import root

FORM = 1
"""Version of a line."""

FILE = "forecasts.jsonl"

BASE = "base rate"
"""Name of the base rate among the probabilities: every forecast is scored beside it."""

HORIZONS = (12, 24, 60)
"""Months ahead: 1, 2 and 5 years."""

FIRST_HASH = "0" * 64
"""What the first line has in place of the hash of the line before it."""


class LiveError(FoedusError):
    """A live record that cannot be read or written, or of which a line was changed."""


class Forecast(NamedTuple):
    """How likely an outcome is within a number of months from a day, with what was known on that day.

    `member` is None for an outcome of the alliance. `probabilities` are by name of the method, each above 0 and below 1, the
    `BASE` rate among them. `inputs_sha256` is the hash of what the methods read (see `inputs_hash`).
    """

    made_on: date
    alliance: str
    member: str | None
    outcome: str
    horizon_months: int
    probabilities: Mapping[str, float]
    inputs_sha256: str
    foedus_version: str

    @property
    def subject(self) -> tuple[date, str, str | None, str, int]:
        """What is forecast: two forecasts of one subject are versions of each other."""
        return self.made_on, self.alliance, self.member, self.outcome, self.horizon_months


class Saved(NamedTuple):
    """A line of the live record: the forecast, when it was saved (UTC), the hash of the line before, its own, its number."""

    forecast: Forecast
    saved_at: datetime
    previous: str
    sha256: str
    number: int

    @property
    def saved_on(self) -> date:
        """The day of saving where it is still the earlier one: west of Greenwich, up to 12 hours behind."""
        return (self.saved_at - timedelta(hours=12)).date()


class Report(NamedTuple):
    """What saving did: lines added, forecasts that were there already, and the hash of the last line of the file."""

    n_new: int
    n_there: int
    last_sha256: str


def place() -> Path:
    """Where the live record is kept unless another file is named: beside the installed data sets, see `FOEDUS_DATA`."""
    return root() / FILE


def inputs_hash(inputs: Mapping[str, Any]) -> str:
    """The hash of what a forecast read, whatever the order of its names; dates as ISO 8601."""
    return hashlib.sha256(_text(inputs).encode()).hexdigest()


def save(forecasts: Iterable[Forecast], path: Path | None = None, *, now: datetime | None = None) -> Report:
    """Add forecasts to the live record, all that are not there yet; raises `LiveError` where it cannot be written.

    The lines reach the disk before this returns. Where a crash cuts it short, whole lines stay, the cut line is none, and saving
    again adds what is missing. `now` is the time of saving, the clock's unless a test gives one.
    """
    path, at = path or place(), (now or datetime.now(UTC)).astimezone(UTC)
    wanted = list(forecasts)
    for forecast in wanted:
        check(forecast)
        # East of Greenwich the day begins up to 14 hours earlier.
        if forecast.made_on > (at + timedelta(hours=14)).date():
            raise LiveError(f"a forecast as of {forecast.made_on} cannot be saved before that day")
    with _held(path):
        _mend(path)
        there = read(path)
        known = {_claim(saved.forecast) for saved in there}
        last, lines = there[-1].sha256 if there else FIRST_HASH, []
        for forecast in wanted:
            if (claim := _claim(forecast)) not in known:
                known.add(claim)
                line, last = _line(forecast, at, last)
                lines.append(line)
        if lines:
            _append(path, "".join(lines).encode())
    return Report(len(lines), len(wanted) - len(lines), last)


def read(path: Path | None = None) -> list[Saved]:
    """Every forecast of the live record in the order of saving; none where there is no file.

    A last line without its end was cut short by a crash before it was saved, and is passed over. Raises `LiveError` with the
    number of a line that is damaged, was changed after it was saved, or does not follow the one before it.
    """
    path = path or place()
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return []
    except OSError as bad:
        raise LiveError(f"{path} cannot be read: {bad.strerror}") from None
    found, previous = [], FIRST_HASH
    for number, line in enumerate(_lines(content), start=1):
        saved = _parsed(path, line, number)
        if saved.previous != previous:
            raise LiveError(
                f"{path}, line {number}: the line before it is not the one it was saved after; a line was taken out, added or "
                "moved; restore the file from a copy"
            )
        previous = saved.sha256
        found.append(saved)
    return found


def _lines(content: bytes) -> list[bytes]:
    """The lines, without a last one that a crash cut short: it has no end and is no JSON."""
    lines = content.split(b"\n")
    if lines[-1] == b"" or _is_cut(lines[-1]):
        lines.pop()
    return lines


def _is_cut(line: bytes) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return True
    return False


def check(forecast: Forecast) -> None:
    """Raise `LiveError` for a forecast that could not be scored."""
    who = f"{forecast.alliance}, {forecast.member or 'the alliance'}, {forecast.outcome}"
    if BASE not in forecast.probabilities:
        raise LiveError(f"{who}: a forecast needs the base rate beside it")
    for method, p in forecast.probabilities.items():
        if not 0 < p < 1:
            raise LiveError(f"{who}: {method} gives {p}; a probability of nought or one, or none, cannot be scored")
    if forecast.horizon_months < 1:
        raise LiveError(f"{who}: a horizon of {forecast.horizon_months} months is none")


def _line(forecast: Forecast, at: datetime, previous: str) -> tuple[str, str]:
    """A line with its end, and its hash."""
    fields = _fields(forecast) | {"form": FORM, "saved_at": at.isoformat(timespec="seconds"), "previous": previous}
    sha256 = hashlib.sha256(_text(fields).encode()).hexdigest()
    return _text(fields | {"sha256": sha256}) + "\n", sha256


def _parsed(path: Path, line: bytes, number: int) -> Saved:
    """A line whose hash fits; raises `LiveError`."""
    try:
        fields: dict[str, Any] = json.loads(line)
        is_as_written = _text(fields).encode() == line
        sha256 = fields.pop("sha256")
        fits = is_as_written and hashlib.sha256(_text(fields).encode()).hexdigest() == sha256
        form = fields.pop("form")
    except (ValueError, KeyError, AttributeError, TypeError):
        raise LiveError(f"{path}, line {number}: damaged; restore the file from a copy") from None
    if not fits:
        raise LiveError(f"{path}, line {number}: changed after it was saved; restore the file from a copy")
    if form != FORM:
        raise LiveError(
            f"{path}, line {number}: form {form} is of another version of foedus; this one reads form {FORM}"
        )
    at, previous = datetime.fromisoformat(fields.pop("saved_at")), fields.pop("previous")
    forecast = Forecast(**fields | {"made_on": date.fromisoformat(fields["made_on"])})
    return Saved(forecast, at, previous, sha256, number)


def _fields(forecast: Forecast) -> dict[str, Any]:
    return forecast._asdict() | {"probabilities": dict(forecast.probabilities)}


def _claim(forecast: Forecast) -> str:
    return _text(_fields(forecast))


def _text(value: Any) -> str:
    """JSON that is the same for the same value."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain, allow_nan=False)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a forecast")


def _mend(path: Path) -> None:
    """Take away a last line that was cut short, which never was saved; give a whole one the end that it lacks."""
    try:
        content = path.read_bytes()
        rest = content[content.rfind(b"\n") + 1 :]
        if rest and _is_cut(rest):
            os.truncate(path, len(content) - len(rest))
        elif rest:
            _append(path, b"\n")
    except FileNotFoundError:
        return
    except OSError as bad:
        raise LiveError(f"{path} cannot be written: {bad.strerror}") from None


def _append(path: Path, content: bytes) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
        try:
            while content:
                content = content[os.write(handle, content) :]
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as bad:
        raise LiveError(f"{path} cannot be written: {bad.strerror}; what is there is kept, save again") from None


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """The file for one foedus at a time; the system lets go where one crashes."""
    lock = path.with_name(f".{path.name}.lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as bad:
        raise LiveError(f"{path} cannot be written: {bad.strerror}") from None
    try:
        _lock(handle)
        yield
    finally:
        os.close(handle)


def _lock(handle: int) -> None:
    """Wait for the lock of an open file; closing the file gives it back."""
    try:
        import fcntl
    except ImportError:
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        fcntl.flock(handle, fcntl.LOCK_EX)
