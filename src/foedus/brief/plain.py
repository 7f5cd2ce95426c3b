"""Paper without colours: plain text for pipes, files and terminals that want none. It does without Rich, to start quickly."""

from __future__ import annotations

from textwrap import TextWrapper
from unicodedata import east_asian_width

from foedus.brief.spans import Spans

FIRST_WIDE = "\u1100"
"""No character before this one is wider than a column."""


class PlainPaper:
    """Lines of plain text, none wider than `width` columns."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.lines: list[str] = []

    def panel(self, text: Spans) -> None:
        """The top of the page: its paragraphs, with no box round them."""
        for paragraph in text.plain.split("\n"):
            self.put(Spans(paragraph), 0)

    def head(self, title: str) -> None:
        """A heading, after an empty line."""
        self.lines.append("")
        self.put(Spans(title), 0)

    def put(self, text: Spans, indent: int, mark: str = "") -> None:
        """A paragraph wrapped at words, indented, with a mark before its first line."""
        first, rest = (f"{mark:>{indent - 1}} " if mark else " " * indent), " " * indent
        width = max(self.width, indent + 10)
        plain = text.plain
        if plain.isascii() or not any(c >= FIRST_WIDE and east_asian_width(c) in "WF" for c in plain):
            wrapper = TextWrapper(width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
            self.lines += wrapper.wrap(plain) or [""]
        else:
            self._put_wide(plain, width - indent, first, rest)

    def table(self, heads: list[Spans], rows: list[list[Spans]]) -> bool:
        """No table: rows side by side would need rules, and plain text is read line by line."""
        return False

    def text(self) -> str:
        """The whole page."""
        return "\n".join(line.rstrip() for line in self.lines) + "\n"

    def _put_wide(self, plain: str, width: int, first: str, rest: str) -> None:
        """Letters that take two columns: Rich knows how to wrap those."""
        from rich.console import Console
        from rich.text import Text

        lines = Text(plain).wrap(Console(width=width), width, overflow="fold")
        self.lines += [(rest if number else first) + line.plain for number, line in enumerate(lines)]
