"""A check as one HTML file: the article with its claims marked, and under each sentence the reasons and rows.

No script and no network: reasons open with mouse, touch and keyboard (`details`), and all are open in print. Everything
that comes from an article or a record is escaped. The page is `templates/check.html.j2`; its looks are the brief's and
`templates/check.css`.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from foedus.brief import words as brief_words
from foedus.check import words

if TYPE_CHECKING:
    from jinja2 import Environment

    from foedus.assessment import Evidence, Source
    from foedus.check.types import Checked, Claim


class Piece(NamedTuple):
    """A stretch of a sentence, with the verdict that marks it; empty for none."""

    text: str
    outcome: str


class Part(NamedTuple):
    """One sentence: its number, pieces, claims, and whether a paragraph begins with it."""

    n: int
    pieces: tuple[Piece, ...]
    claims: tuple[Claim, ...]
    outcome: str
    begins: bool


def render(checked: Checked) -> str:
    """The check as one self-contained page in HTML 5."""
    rows: dict[str, Evidence] = {it.id: it for it in checked.evidence}
    sources: dict[str, Source] = {it.id: it for it in checked.sources}
    return (
        _environment()
        .get_template("check.html.j2")
        .render(
            c=checked,
            parts=parts(checked),
            rows=rows,
            sources=sources,
            numbers={it.id: n for n, it in enumerate(checked.evidence, start=1)},
            css=_css(),
            policy=policy(),
        )
    )


def parts(checked: Checked) -> tuple[Part, ...]:
    """The article sentence by sentence."""
    found: list[Part] = []
    end = 0
    for sentence in checked.sentences:
        claims = words.of_sentence(checked, sentence.n)
        begins = "\n" in checked.text[end : sentence.start] or not found
        found.append(
            Part(
                sentence.n,
                _pieces(checked, sentence.start, sentence.end, claims),
                claims,
                words.strongest(claims),
                begins,
            )
        )
        end = sentence.end
    return tuple(found)


def _pieces(checked: Checked, start: int, end: int, claims: tuple[Claim, ...]) -> tuple[Piece, ...]:
    """A sentence cut where marks begin and end; where claims lie over each other the graver verdict shows."""
    cuts = sorted({start, end, *(min(max(at, start), end) for it in claims for at in (it.start, it.end))})
    pieces = []
    for first, last in pairwise(cuts):
        over = tuple(it for it in claims if it.start <= first and last <= it.end)
        pieces.append(Piece(" ".join(checked.text[first:last].split("\n")), words.strongest(over)))
    return tuple(pieces)


def policy() -> str:
    """The Content-Security-Policy under which the page works: its own style sheet by hash, and nothing else."""
    digest = b64encode(hashlib.sha256(_css().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("foedus.check", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(words=words, brief=brief_words)
    environment.filters.update(line=brief_words.one_line, day=brief_words.date_words)
    return environment


@cache
def _css() -> str:
    from markupsafe import Markup

    brief = (files("foedus.brief") / "templates" / "brief.css").read_text(encoding="utf-8").strip()
    own = (files("foedus.check") / "templates" / "check.css").read_text(encoding="utf-8").strip()
    return Markup(f"{brief}\n{own}")  # noqa: S704
