"""What a notebook shows of an assessment, of a finding, a claim and a call in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.brief import oddsform, outline, words
from foedus.brief.notebook.frame import NONE, Block, Fold, Grid, Say, Sayings, Show

if TYPE_CHECKING:
    from foedus.assessment import Assessment, Call, Claim, Finding


def assessment(it: Assessment) -> Show:
    """The headline, the members by question, the odds of the alliance, and what is not known."""
    blocks: list[Block] = [Sayings(tuple(Say(one.sentence, one.evidence) for one in it.headline))]
    rows = outline.member_rows(it)
    quiet = outline.quiet_members(it, rows)
    if rows:
        blocks.append(_members(it, tuple(row for row in rows if row not in quiet), len(quiet)))
    blocks.append(_odds(it))
    if it.gaps:
        blocks.append(
            Fold(f"What is not known ({len(it.gaps)})", (Sayings(tuple(Say(g.sentence, g.evidence) for g in it.gaps)),))
        )
    counts = (
        f"{len(it.findings)} findings, {len(it.calls)} calls, {len(it.timeline)} dated acts, {len(it.evidence)} rows"
    )
    under = f"As of {words.date_words(it.as_of)}; nothing known later is used. {counts}."
    return Show(words.title_words(it), under, tuple(blocks))


def _members(it: Assessment, rows: tuple[outline.MemberRow, ...], n_quiet: int) -> Grid:
    heads = ("Member", *(one.question.replace("_", " ").capitalize() for one in outline.table_columns(it)))
    cells = tuple(
        (
            row.member.name + (" (hub)" if row.member.is_hub else ""),
            *(NONE if at is None else it.findings[at].label for at in row.cells),
        )
        for row in rows
    )
    more = f"and {n_quiet} more of whom nothing is counted on these questions" if n_quiet else ""
    return Grid("Members, by question", heads, cells, more=more)


def _odds(it: Assessment) -> Block:
    if not it.odds.is_available:
        return Sayings((Say(it.odds.sentence),))
    return Fold("Odds of the alliance", (Sayings(tuple(Say(one) for one in oddsform.of_alliance(it))),))


def claim(it: Claim) -> Show:
    """The sentence and its rows."""
    return Show("Claim", "", (Sayings((Say(it.sentence, it.evidence),)),))


def finding(it: Finding) -> Show:
    """The sentence with its numbers, how it was found, and its rows."""
    numbers = words.finding_numbers(it)
    facts = [
        ("value", numbers or NONE),
        ("period", words.period_words(it)),
        ("counted", words.rows(it.n) + (f", {words.THIN}" if it.is_thin else "")),
        ("method", it.method),
    ]
    grid = Grid("", ("", ""), tuple(facts))
    who = f"{it.question}, {it.measure}" + (f", {it.member}" if it.member else "")
    return Show(words.first_up(who), "", (Sayings((Say(it.sentence, it.evidence),)), grid))


def call(it: Call) -> Show:
    """Who asked for help, and what came of it."""
    title = f"Call of {it.caller} to {it.addressee}, {words.date_words(it.date)}"
    told = [Say(it.situation, (it.id,), it.overall_class)]
    told += [
        Say(f"{words.date_words(one.date)}, {one.responder}: {one.sentence}", (one.id,), one.answer_class)
        for one in it.answers
    ]
    told += [Say(f"One version: {one.sentence}", one.evidence) for one in it.versions]
    basis = it.legal_basis or "no provision recorded"
    return Show(title, f"Under: {basis}.", (Sayings(tuple(told)),))
