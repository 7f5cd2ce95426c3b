"""Paper with colours: a Rich console."""

from __future__ import annotations

from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.panel import Panel
from rich.style import Style
from rich.table import Table
from rich.text import Text

from foedus.brief.spans import Spans

WIDE = 100
"""From this width on members are shown as a table, where the longest word of each column fits."""

STYLES = {
    "title": "bold",
    "head": "bold cyan",
    "name": "bold",
    "soft": "dim",
    "thin": "yellow",
    "good": "green",
    "mid": "yellow",
    "bad": "red",
    "rule": "cyan",
}


class RichPaper:
    """A console that is written to in few large pieces: a renderable a line costs ten times as much."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.waiting: list[Text] = []
        # Without colours nothing else is sent either: NO_COLOR means plain text.
        self.is_plain = console.no_color or console.color_system is None
        self.styles = {name: Style.null() if self.is_plain else Style.parse(style) for name, style in STYLES.items()}

    def panel(self, text: Spans) -> None:
        """The box at the top."""
        self.flush()
        self.console.print(Panel(self._text(text), border_style=self.styles["rule"], padding=(0, 1)), highlight=False)

    def head(self, title: str) -> None:
        """A heading, after an empty line."""
        self.waiting += [Text(), Text(title, style=self.styles["head"])]

    def put(self, text: Spans, indent: int, mark: str = "") -> None:
        """A paragraph wrapped at words, indented, with a mark before its first line."""
        first, rest = (f"{mark:>{indent - 1}} " if mark else " " * indent), " " * indent
        width = max(self.console.width, indent + 10) - indent
        body = Text(first)
        body.append_text(Text(f"\n{rest}").join(self._text(text).wrap(self.console, width, overflow="fold")))
        self.waiting.append(body)

    def table(self, heads: list[Spans], rows: list[list[Spans]]) -> bool:
        """A table over the whole width; False where it is too narrow for the longest words."""
        cells = [[self._text(cell) for cell in row] for row in [heads, *rows]]
        widths = _widths(cells, self.console.width - 3 * len(heads)) if self.console.width >= WIDE else None
        if widths is None:
            return False
        rule = self.styles["rule"]
        table = Table(box=SIMPLE_HEAD, padding=(0, 1), pad_edge=False, show_lines=True, border_style=rule)
        for head, width in zip(cells[0], widths, strict=True):
            table.add_column(head, width=width, header_style=self.styles["name"])
        for row in cells[1:]:
            table.add_row(*row)
        self.flush()
        self.console.print(table, highlight=False)
        return True

    def flush(self) -> None:
        """Write the lines that wait."""
        if self.waiting:
            self.console.print(Text("\n").join(self.waiting), highlight=False, soft_wrap=True)
        self.waiting.clear()

    def _text(self, spans: Spans) -> Text:
        text = Text()
        for piece, style in spans.pieces:
            text.append(piece, self._style(style))
        return text

    def _style(self, name: str) -> Style:
        if name.startswith("link "):
            can_link = self.console.is_terminal and not self.is_plain
            return Style(link=name.removeprefix("link ")) if can_link else Style.null()
        return self.styles.get(name, Style.null())


def _widths(rows: list[list[Text]], available: int) -> list[int] | None:
    """Widths of columns that add up to `available`: the longest word of each, and a share of the rest by content."""
    columns = list(zip(*rows, strict=True))
    least = [max(_longest_word(cell) for cell in column) for column in columns]
    spare = available - sum(least)
    if spare < 0:
        return None
    wanted = [
        max(0, max(cell.cell_len for cell in column) - width) for column, width in zip(columns, least, strict=True)
    ]
    total = sum(wanted)
    if total <= spare:
        return [width + more for width, more in zip(least, wanted, strict=True)]
    return [width + spare * more // total for width, more in zip(least, wanted, strict=True)]


def _longest_word(text: Text) -> int:
    return max(_word_lengths(text), default=1)


def _word_lengths(text: Text) -> Iterator[int]:
    return (Text(word).cell_len for word in text.plain.split())
