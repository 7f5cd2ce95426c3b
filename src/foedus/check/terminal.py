"""A check on a terminal: each sentence that makes claims, under it its claims with verdict, reason and rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.brief.plain import PlainPaper
from foedus.brief.spans import Spans
from foedus.brief.words import date_words, one_line
from foedus.check import words

if TYPE_CHECKING:
    from rich.console import Console

    from foedus.assessment import Evidence
    from foedus.brief.terminal import Paper
    from foedus.check.types import Checked, Claim, Verdict

N_ROWS = 3
"""Rows named beside a claim; the HTML and JSON forms name all."""


def render(checked: Checked, width: int = 100) -> str:
    """The check as plain text, at most `width` columns wide."""
    paper = PlainPaper(width)
    _write(checked, paper)
    return paper.text()


def show(checked: Checked, console: Console) -> None:
    """Print the check with Rich."""
    from foedus.brief.colour import RichPaper

    paper = RichPaper(console)
    _write(checked, paper)
    paper.flush()


def _write(checked: Checked, paper: Paper) -> None:
    body = Spans(words.title(checked), style="title")
    about = f" About {', '.join(checked.alliances)}." if checked.alliances else ""
    body.append(f"\n{words.days(checked)}{about}", style="soft").append(f"\n{words.counts(checked)}.")
    for note in checked.notes:
        body.append(f"\n{one_line(note)}", style="thin")
    paper.panel(body)
    rows = {it.id: it for it in checked.evidence}
    for sentence in checked.sentences:
        claims = words.of_sentence(checked, sentence.n)
        if not claims:
            continue
        paper.head(f"{sentence.n}. {one_line(checked.text[sentence.start : sentence.end])}")
        for claim in claims:
            _claim(claim, rows, paper)


def _claim(claim: Claim, rows: dict[str, Evidence], paper: Paper) -> None:
    text = Spans(f"{words.outcome_words(claim.then)}", style=words.STYLES[claim.then.outcome])
    text.append(f"  {claim.kind}: ", style="soft").append(one_line(claim.words))
    if claim.said_by:
        text.append(f"  (said by {one_line(claim.said_by)})", style="soft")
    paper.put(text, 4, "-")
    paper.put(Spans(one_line(claim.then.why)).append(_refs(claim.then, rows)), 6)
    if words.is_changed(claim):
        later = Spans(f"With what was known by {date_words(claim.now.as_of)}: ", style="soft")
        later.append(words.outcome_words(claim.now), style=words.STYLES[claim.now.outcome])
        paper.put(later.append(f". {one_line(claim.now.why)}").append(_refs(claim.now, rows)), 6)


def _refs(verdict: Verdict, rows: dict[str, Evidence]) -> Spans:
    """Keys of the deciding rows: `foedus evidence KEY` shows each."""
    if not verdict.evidence:
        return Spans()
    keys = [rows[it].key or it for it in verdict.evidence[:N_ROWS] if it in rows]
    more = len(verdict.evidence) - len(keys)
    later = ", known only later" if verdict.later and len(verdict.later) == len(verdict.evidence) else ""
    return Spans(f" [{', '.join(keys)}{f' and {more} more' if more else ''}{later}]", style="soft")
