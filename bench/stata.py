"""Stata files (`.dta`): columns by name, from the formats in which replication files are published.

Formats 113 to 115 (Stata 8 to 12) and 117 to 119 (13 and later), as Stata's `help dta` describes them. Text longer than 2,045
letters (`strL`) and value labels are not read: no replication here needs them. Every fault is a `BadSource` that names the file.
A part of `bench/replications.py`; nothing that ships needs it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from math import nextafter
from pathlib import Path
from typing import Any, NamedTuple

from foedus.sources.card import BadSource

Value = float | str | None
"""A cell: a number, a text, or None where Stata has a missing value (`.`, `.a` to `.z`)."""

Columns = dict[str, list[Value]]


class _Kind(NamedTuple):
    """How a number is stored, and the largest stored number that is not a missing value."""

    letter: str
    largest: float


_BYTE, _INT, _LONG = _Kind("b", 100), _Kind("h", 32_740), _Kind("i", 2_147_483_620)
_FLOAT, _DOUBLE = _Kind("f", nextafter(2.0**127, 0)), _Kind("d", nextafter(2.0**1023, 0))

_OLD = {251: _BYTE, 252: _INT, 253: _LONG, 254: _FLOAT, 255: _DOUBLE}
_NEW = {65_530: _BYTE, 65_529: _INT, 65_528: _LONG, 65_527: _FLOAT, 65_526: _DOUBLE}
_LONG_TEXT = 32_768


class _Shape(NamedTuple):
    """What a file's head says: its columns, how each is stored (a kind, or the length of a text), its rows, where they begin."""

    order: str
    names: list[str]
    kinds: list[_Kind | int]
    n_rows: int
    begins: int


def read(path: Path) -> Columns:
    """The columns of a Stata file by name, all of one length; raises `BadSource` where it is no such file or is cut short."""
    try:
        raw = path.read_bytes()
    except OSError as bad:
        raise BadSource(f"{path} cannot be read: {bad.strerror}") from None
    try:
        shape = _new(raw) if raw.startswith(b"<stata_dta>") else _old(raw)
        return _cells(raw, shape)
    except (struct.error, IndexError, ValueError):
        raise BadSource(f"{path.name}: this is no Stata file, or it is cut short; take it as published") from None
    except _NotRead as bad:
        raise BadSource(f"{path.name}: {bad}; save it in Stata as version 12 or 14") from None


class _NotRead(Exception):
    """A Stata file of a sort that is not read here."""


def _cells(raw: bytes, shape: _Shape) -> Columns:
    layout = struct.Struct(shape.order + "".join(k.letter if isinstance(k, _Kind) else f"{k}s" for k in shape.kinds))
    ends = shape.begins + layout.size * shape.n_rows
    rows = list(layout.iter_unpack(raw[shape.begins : ends]))
    if len(rows) != shape.n_rows:
        raise ValueError("rows are missing")
    return {
        name: _values(kind, (row[place] for row in rows))
        for place, (name, kind) in enumerate(zip(shape.names, shape.kinds, strict=True))
    }


def _values(kind: _Kind | int, cells: Iterable[Any]) -> list[Value]:
    if isinstance(kind, _Kind):
        return [float(cell) if cell <= kind.largest else None for cell in cells]
    return [cell.split(b"\0")[0].decode("utf-8", "replace") for cell in cells]


def _old(raw: bytes) -> _Shape:
    """Formats 113 to 115: a head of fixed lengths."""
    release, order = raw[0], "<" if raw[1] == 2 else ">"
    if release not in (113, 114, 115):
        raise _NotRead(f"Stata format {release} is not read")
    n_columns, n_rows = struct.unpack(f"{order}HI", raw[4:10])
    format_length = 12 if release == 113 else 49
    at = 109
    types = raw[at : at + n_columns]
    at += n_columns
    names = _texts(raw, at, n_columns, 33)
    at += 33 * n_columns + 2 * (n_columns + 1) + format_length * n_columns + 33 * n_columns + 81 * n_columns
    while True:
        kind, length = struct.unpack(f"{order}bi", raw[at : at + 5])
        at += 5 + length
        if kind == 0 and length == 0:
            return _Shape(order, names, [_kind(code, _OLD) for code in types], n_rows, at)


def _new(raw: bytes) -> _Shape:
    """Formats 117 to 119: a map of offsets, each to a section between tags."""
    release = int(_between(raw, b"<release>", b"</release>"))
    if release not in (117, 118, 119):
        raise _NotRead(f"Stata format {release} is not read")
    order = "<" if _between(raw, b"<byteorder>", b"</byteorder>") == b"LSF" else ">"
    for_columns, for_rows = ("I" if release == 119 else "H"), ("I" if release == 117 else "Q")
    (n_columns,) = struct.unpack_from(order + for_columns, raw, raw.index(b"<K>") + 3)
    (n_rows,) = struct.unpack_from(order + for_rows, raw, raw.index(b"<N>") + 3)
    offsets = struct.unpack_from(f"{order}14Q", raw, raw.index(b"<map>") + 5)
    types = struct.unpack_from(f"{order}{n_columns}H", raw, offsets[2] + len(b"<variable_types>"))
    names = _texts(raw, offsets[3] + len(b"<varnames>"), n_columns, 33 if release == 117 else 129)
    kinds = [_kind(code, _NEW) for code in types]
    return _Shape(order, names, kinds, n_rows, offsets[9] + len(b"<data>"))


def _kind(code: int, numbers: dict[int, _Kind]) -> _Kind | int:
    if code == _LONG_TEXT:
        raise _NotRead("it holds long texts (strL), which are not read")
    return numbers.get(code, code)


def _texts(raw: bytes, at: int, n: int, length: int) -> list[str]:
    """Names of fixed length, each ended by a zero byte."""
    begins = range(at, at + n * length, length)
    return [raw[place : place + length].split(b"\0")[0].decode("utf-8") for place in begins]


def _between(raw: bytes, opens: bytes, closes: bytes) -> bytes:
    begins = raw.index(opens) + len(opens)
    return raw[begins : raw.index(closes, begins)]
