"""What a notebook shows, as plain data, and its forms: a fragment of HTML, GitHub Markdown, and lines of text.

Colours come from the page round it (`currentColor`), so that it reads on light and on dark without asking which; marks are words
with a coloured edge, never colour alone. Everything that comes from a record or a text is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import NamedTuple

from foedus.brief import markdown as md
from foedus.brief.words import one_line

NONE = "\N{EN DASH}"
IDS_SHOWN = 3
SHORT = 18
"""Characters up to which a cell is not broken: dates, ids, names."""


class Say(NamedTuple):
    """A sentence with the ids of the rows it rests on, and a mark before it such as a verdict."""

    sentence: str
    evidence: tuple[str, ...] = ()
    mark: str = ""


class Sayings(NamedTuple):
    """Sentences under each other."""

    items: tuple[Say, ...]


class Grid(NamedTuple):
    """A table; `numbers` are the places of columns that are set to the right."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()
    more: str = ""
    """What is said under it, such as how many rows are not shown."""


class Fold(NamedTuple):
    """Blocks that stand folded away under a title."""

    title: str
    blocks: tuple[Sayings | Grid, ...]


Block = Sayings | Grid | Fold


class Show(NamedTuple):
    """What an object shows: a title, a line under it, and blocks."""

    title: str
    under: str
    blocks: tuple[Block, ...]


# `!important`: Jupyter sets every table to the right.
STYLE = """
.foedus-shown{font:13px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;color:inherit;
max-width:64rem;margin:.3rem 0}
.foedus-shown h4{font-size:15px;line-height:1.3;margin:0;font-weight:600;color:inherit}
.foedus-shown p{margin:.1rem 0 .5rem;opacity:.8}
.foedus-shown ul{list-style:none;margin:.4rem 0;padding:0 0 0 .7rem;border-left:2px solid rgba(128,128,128,.5)}
.foedus-shown li{margin:.25rem 0;overflow-wrap:anywhere}
.foedus-shown small{font-size:11px;opacity:.75;margin-left:.3em;display:inline-block;
font-family:ui-monospace,Menlo,Consolas,monospace}
.foedus-shown .wide{overflow-x:auto}
.foedus-shown table{border-collapse:collapse;margin:.5rem 0;font-size:12.5px;border:0}
.foedus-shown caption{text-align:left;font-weight:600;padding:.2rem 0;color:inherit;caption-side:top}
.foedus-shown th,.foedus-shown td{text-align:left!important;vertical-align:top;padding:.2rem .7rem .2rem 0;max-width:26rem;
white-space:normal;border:0;border-bottom:1px solid rgba(128,128,128,.3);background:none;color:inherit}
.foedus-shown thead th{border-bottom:1px solid rgba(128,128,128,.8);font-weight:600}
.foedus-shown tbody th{font-weight:600}
.foedus-shown table .n{text-align:right!important;font-variant-numeric:tabular-nums;white-space:nowrap}
.foedus-shown table .k{white-space:nowrap}
.foedus-shown summary{cursor:pointer;font-weight:600;margin:.3rem 0}
.foedus-shown b.m{display:inline-block;font-size:11.5px;font-weight:600;padding:0 .4em;margin-right:.4em;
border:1px solid rgba(128,128,128,.6);border-left:4px solid #8a8f98;border-radius:2px;white-space:nowrap}
.foedus-shown b.good{border-left-color:#2f9e5f}.foedus-shown b.bad{border-left-color:#d24a58}
.foedus-shown b.mid{border-left-color:#c98714}
""".strip().replace("\n", "")

KINDS = {
    "supported": "good",
    "contradicted": "bad",
    "partly": "mid",
    "force": "good",
    "mission": "mid",
    "material": "good",
    "declined": "bad",
    "none": "bad",
    "political": "mid",
}
"""Colours of the edge of a mark."""


def html(show: Show) -> str:
    """A fragment of HTML that stands alone."""
    inner = "".join(_html(block) for block in show.blocks)
    under = f"<p>{text(show.under)}</p>" if show.under else ""
    return f'<div class="foedus-shown"><style>{STYLE}</style><h4>{text(show.title)}</h4>{under}{inner}</div>'


def text(raw: str) -> str:
    """Text of a record on one line, escaped for HTML."""
    return escape(one_line(raw))


def _html(block: Block) -> str:
    if isinstance(block, Sayings):
        return f"<ul>{''.join(f'<li>{_said(it)}</li>' for it in block.items)}</ul>"
    if isinstance(block, Grid):
        return _table(block)
    inner = "".join(_html(one) for one in block.blocks)
    return f"<details><summary>{text(block.title)}</summary>{inner}</details>"


def _said(it: Say) -> str:
    kind = KINDS.get(it.mark.split(",")[0].strip(), "")
    mark = f'<b class="m {kind}">{text(it.mark.replace("_", " "))}</b>' if it.mark else ""
    ids = f"<small>{text(ids_words(it.evidence))}</small>" if it.evidence else ""
    return f"{mark}{text(it.sentence)}{ids}"


def ids_words(ids: Sequence[str]) -> str:
    """The first ids, and how many more there are."""
    told = ", ".join(ids[:IDS_SHOWN])
    return f"{told} and {len(ids) - IDS_SHOWN} more" if len(ids) > IDS_SHOWN else told


def _table(grid: Grid) -> str:
    def cell(place: int, value: str) -> str:
        kind = ' class="n"' if place in grid.numbers else ' class="k"' * (len(value) <= SHORT)
        return f'<th scope="row"{kind}>{text(value)}</th>' if place == 0 else f"<td{kind}>{text(value)}</td>"

    heads = "".join(
        f'<th scope="col" class="{"n" if place in grid.numbers else "k"}">{text(head)}</th>'
        for place, head in enumerate(grid.heads)
    )
    rows = "".join(f"<tr>{''.join(cell(*pair) for pair in enumerate(row))}</tr>" for row in grid.rows)
    caption = f"<caption>{text(grid.caption)}</caption>" if grid.caption else ""
    more = f"<p>{text(grid.more)}</p>" if grid.more else ""
    body = f"<table>{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    return f'<div class="wide">{body}</div>{more}'


def markdown(show: Show) -> str:
    """GitHub Markdown; what HTML folds away stands open under its title."""
    parts = [f"**{md.text(show.title)}**", md.text(show.under)]
    return "\n\n".join(part for part in (*parts, *_blocks(show.blocks)) if part) + "\n"


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Sayings):
            yield "\n".join(f"- {_md_said(it)}" for it in block.items)
        elif isinstance(block, Grid):
            yield f"**{md.text(block.caption)}**" if block.caption else ""
            rule = ["---:" if place in block.numbers else "---" for place in range(len(block.heads))]
            lines = [[md.text(cell) for cell in row] for row in (block.heads, *block.rows)]
            yield "\n".join(f"| {' | '.join(line)} |" for line in (lines[0], rule, *lines[1:]))
            yield md.text(block.more)
        else:
            yield f"**{md.text(block.title)}**"
            yield from _blocks(block.blocks)


def _md_said(it: Say) -> str:
    mark = f"**{md.text(it.mark.replace('_', ' '))}**: " if it.mark else ""
    ids = f" ({md.text(ids_words(it.evidence))})" if it.evidence else ""
    return f"{mark}{md.text(it.sentence)}{ids}"


LINES_SHOWN = 40
"""Lines of the text form."""


def plain(show: Show) -> str:
    """Lines of text, for terminals and for the text that a notebook file keeps beside the HTML; long ones are cut."""
    lines = [one_line(show.title), *([one_line(show.under)] if show.under else []), *_lines(show.blocks)]
    more = [f"({len(lines) - LINES_SHOWN} more lines)"] if len(lines) > LINES_SHOWN else []
    return "\n".join((*lines[:LINES_SHOWN], *more))


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Sayings):
            yield from (f"- {one_line(f'{it.mark}: ' * bool(it.mark) + it.sentence)}" for it in block.items)
        elif isinstance(block, Grid):
            yield from (" | ".join(map(one_line, row)) for row in (block.heads, *block.rows) if any(row))
        else:
            yield f"({one_line(block.title)})"


def values(value: object) -> str:
    """A cell's value in words: three digits of a fraction, a list by its first items, a dash for nothing."""
    if value is None or value == "":
        return NONE
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.3g}"
    if isinstance(value, tuple | list):
        return ids_words([str(one) for one in value]) or NONE
    return str(value)
