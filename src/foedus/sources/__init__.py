"""Sources: one module a data set, each with its `CARD` and `load(files) -> Loaded`; and the shelf where users keep the files.

Readers turn a publisher's own file into rows of the record and know nothing else of foedus. Not here: what the rows mean
for an alliance (`foedus.questions`), and how they are kept (`foedus.record`).
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from foedus.errors import UnknownName
from foedus.sources.card import BadSource, Card, FileSpec, Loaded, Report

__all__ = ["SOURCES", "BadSource", "Card", "FileSpec", "Loaded", "Report", "Source", "source"]

NAMES = (
    "atop",
    "cow_mid",
    "cow_system",
    "dots",
    "gdelt",
    "polecat",
    "remittances",
    "sipri",
    "trade",
    "ucdp",
    "un_votes",
    "vdem",
    "wdi",
)
"""One name a data set: its module, its card and its folder on the shelf."""


class Source(Protocol):
    """What every module of a data set offers."""

    CARD: Card
    load: Callable[[Sequence[Path]], Loaded]


class _Sources(Mapping[str, Source]):
    """The modules by name, each imported when it is asked for."""

    def __getitem__(self, name: str) -> Source:
        if name not in NAMES:
            raise KeyError(name)
        return cast(Source, import_module(f"foedus.sources.{name}"))

    def __iter__(self) -> Iterator[str]:
        return iter(NAMES)

    def __len__(self) -> int:
        return len(NAMES)


SOURCES: Mapping[str, Source] = _Sources()


def source(name: str) -> Source:
    """The module of a data set by its name; raises `UnknownName` with the names there are."""
    asked = name.strip().lower().replace("-", "_")
    if asked in NAMES:
        return SOURCES[asked]
    near = difflib.get_close_matches(asked, NAMES, n=1)
    hint = f"did you mean {near[0]}? " if near else ""
    raise UnknownName(f'"{name}" is not a data set of foedus; {hint}names: {", ".join(NAMES)}')
