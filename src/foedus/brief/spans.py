"""Text in pieces, each with the name of a style: what a terminal page is made of before it meets its paper."""

from __future__ import annotations


class Spans:
    """A text of styled pieces. An empty style name means plain."""

    __slots__ = ("pieces",)

    def __init__(self, text: str = "", style: str = "") -> None:
        self.pieces: list[tuple[str, str]] = [(text, style)] if text else []

    def append(self, more: str | Spans, style: str = "") -> Spans:
        """This text with more after it."""
        if isinstance(more, Spans):
            self.pieces += more.pieces
        else:
            self.pieces.append((more, style))
        return self

    @property
    def plain(self) -> str:
        """The text without styles."""
        return "".join(text for text, _ in self.pieces)
