"""The terminal brief: within the width, without broken words, and without colour where none is wanted."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from foedus.brief import terminal, words

from .sample import LONG_WORD, bare, sample


def squeezed(text: str) -> str:
    """Text without spaces, line ends and frames, so that wrapping does not matter."""
    return "".join(c for c in text if not c.isspace() and c not in "│╭╮╰╯─")


def printed(width: int, **more: bool) -> str:
    page = io.StringIO()
    terminal.show(sample(), Console(file=page, width=width, legacy_windows=False, **more))  # type: ignore[arg-type]
    return page.getvalue()


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 160])
@pytest.mark.parametrize("made", [sample(), bare()], ids=["sample", "bare"])
def test_no_line_is_longer_than_the_width(width: int, made: object) -> None:
    text = terminal.render(sample() if made != bare() else bare(), width)
    assert max(cell_len(line) for line in text.splitlines()) <= width


@pytest.mark.parametrize("width", [60, 80, 120])
def test_holds_every_sentence(width: int) -> None:
    made, text = sample(), squeezed(terminal.render(sample(), width))
    latest = sorted(made.timeline, key=lambda item: item.date[:4])[-15:]
    said = [one.sentence for one in (*made.headline, *made.gaps)] + [item.sentence for item in latest]
    said += [finding.sentence for finding in made.findings]
    said += [claim.sentence for call in made.calls for claim in call.versions]
    assert [one for one in said if squeezed(words.one_line(one)) not in text] == []


@pytest.mark.parametrize("width", [60, 120])
def test_no_word_is_broken_that_fits_a_line(width: int) -> None:
    made = sample()
    text = terminal.render(made, width)
    tokens = set(text.split())
    said = " ".join(words.one_line(one.sentence) for one in made.findings).split()
    assert [word for word in said if word not in tokens and LONG_WORD not in word] == []


def test_brackets_are_text_and_not_markup() -> None:
    assert "[bold red]not markup[/]" in " ".join(terminal.render(sample(), 120).split())


def test_sources_cited_are_listed() -> None:
    text = terminal.render(sample(), 100)
    assert "Borland called twice; one call was answered, by observers. [2]" in text
    assert "\n    2. A page <script>" in text
    assert "evidence ev-000000000001 ca-1 ca-2 +1 more" in text
    assert "5 earlier entries: `foedus timeline` lists them." in text


def test_escape_codes_only_where_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b[" in printed(80, force_terminal=True)
    assert "\x1b" not in printed(80), "piped"
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in printed(80, force_terminal=True)


def test_members_are_a_table_only_where_they_fit() -> None:
    fits = replace(sample(), members=sample().members[:2])

    def shown(width: int) -> str:
        page = io.StringIO()
        terminal.show(fits, Console(file=page, width=width, legacy_windows=False))
        return page.getvalue()

    assert "Promises" in shown(120).split("Members\n")[1].split("Odds")[0].splitlines()[1]
    assert "Promises: aid, consultation" in shown(90)
    assert max(cell_len(line) for line in shown(120).splitlines()) <= 120
    assert "Promises: aid, consultation" in terminal.render(fits, 120), "plain text has no table"


def test_paper_with_and_without_colours_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    for width in (60, 90):
        assert squeezed(printed(width)) == squeezed(terminal.render(sample(), width))


def test_bare_assessment() -> None:
    text = terminal.render(bare(), 60)
    assert "No hub" in text
    assert "No row of the record is cited." in text
