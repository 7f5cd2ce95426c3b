"""Answers that fit a language model's window: lists are cut to a budget of characters, and say where to go on.

The budget counts characters of the JSON text, sources included: a page is short because its items are long or because they
bring many sources, and never because something was dropped.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from foedus.errors import FoedusError
from foedus.mcp.lines import Cited, Page, Part

BUDGET = 24_000
"""Characters of the lists of one answer: about 6,000 tokens."""

LONGEST = 40_000
"""Characters that no answer exceeds, all told."""

EVIDENCE_SHOWN = 12
"""Ids listed with a sentence, unless all are asked for."""

Item = TypeVar("Item", bound=Part)


class BadPage(FoedusError):
    """An offset outside the list."""


def paged(
    items: Sequence[Item], offset: int, sources: Callable[[Item], Iterable[Cited]], budget: int = BUDGET
) -> tuple[list[Item], Page, list[Cited]]:
    """Items from `offset` that fit the budget together with the sources they cite, at least one; raises `BadPage`."""
    if offset < 0 or (offset and offset >= len(items)):
        raise BadPage(f"offset {offset} is outside the list, which has {len(items)} items: begin with offset 0")
    shown: list[Item] = []
    cited: dict[str, Cited] = {}
    spent = 0
    for item in items[offset:]:
        new = {one.id: one for one in sources(item) if one.id not in cited}
        cost = length(item) + sum(length(one) for one in new.values())
        if shown and spent + cost > budget:
            break
        shown.append(item)
        cited |= new
        spent += cost
    after = offset + len(shown)
    page = Page(
        offset=offset, n_shown=len(shown), n_total=len(items), next_offset=after if after < len(items) else None
    )
    return shown, page, list(cited.values())


def length(part: Part) -> int:
    """Characters of a part as JSON, with its comma."""
    return len(part.model_dump_json()) + 1


def compact(part: Part) -> str:
    """A part as one line of JSON."""
    return json.dumps(part.model_dump(mode="json"), ensure_ascii=False, separators=(",", ":"))


HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs"})
"""Classes of characters that nobody sees: control, format (bidirectional marks, tag letters), private use, surrogates."""


def plain(text: str) -> str:
    """Text with what cannot be seen taken out: nothing that a reader cannot see goes to a model."""
    return "".join(one if one in "\n\t" or unicodedata.category(one) not in HIDDEN else " " for one in text)


def cut(text: str | None, most: int) -> str | None:
    """Text of at most so many characters, plain; its end marked where it was cut."""
    if text is None:
        return None
    clean = plain(text)
    return clean if len(clean) <= most else clean[: most - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
