"""An outlook as GitHub Markdown, with every row that an input rests on as a footnote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.brief import whatif_outline as outline
from foedus.brief import words
from foedus.brief.markdown import bullets, note_name, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from foedus.brief.trace import Trace
    from foedus.whatif.outlook import Outlook, Scenario


NONE = "\N{EN DASH}"


def render(outlook: Outlook) -> str:
    """The outlook as GitHub Markdown."""
    known = outline.trace(outlook)
    parts = (
        _top(outlook),
        _compared(outlook) if len(outlook.scenarios) > 1 else (),
        *(_scenario(outlook, scenario, known) for scenario in outlook.scenarios),
        _paths(outlook),
        _listed("What would halve the chance to leave", outline.needed(outlook)),
        _members(outlook, known),
        _listed("What the data do not tell", outlook.told_apart),
        _listed("What is missing or assumed", outlook.notes),
        _notes(outlook, known),
    )
    return "\n\n".join(block for part in parts for block in part if block) + "\n"


def _top(outlook: Outlook) -> Iterator[str]:
    yield f"# What would change it: {text(outline.title(outlook))}"
    yield text(outline.as_of(outlook))
    yield f"> **A model.** {text(outlook.mark)}"
    is_many = len(outlook.scenarios) > 1
    for it in outlook.scenarios:
        lead = f"**{text(it.name)}.** " if is_many else ""
        yield lead + " ".join(map(text, it.headline))


def _compared(outlook: Outlook) -> Iterator[str]:
    yield f"## Scenarios compared, within {outlook.months} months"
    rows = outline.compared(outlook)
    heads = ("Member", "Outcome", "Before", *(it.name for it in outlook.scenarios))
    cells = ((row.name, row.head, row.before, *(f"{after}: {moved}" for after, moved in row.after)) for row in rows)
    yield _table(heads, cells)


def _scenario(outlook: Outlook, scenario: Scenario, known: Trace) -> Iterator[str]:
    yield f"## {text(scenario.name)}" if len(outlook.scenarios) > 1 else "## Before and after"
    yield text(scenario.about)
    yield bullets(
        f"{text(it.sentence)}{_refs(it.evidence, known)} (`{it.text.replace('`', '')}`)" for it in scenario.levers
    )
    rows = outline.rows(outlook, scenario)
    months = [f"{cell.months} months" for cell in rows[0].cells]
    cells = (
        (row.name, row.head, *(f"{it.before} → {it.after}" for it in row.cells), row.base or NONE, row.verdict)
        for row in rows
    )
    yield _table(("Member", "Outcome", *months, "Base rate", f"Difference within {outlook.months} months"), cells)
    yield f"<sub>{text(outline.CHANCE)} {text(outline.SIZES)}</sub>"
    for title, sentences in (
        ("By chance alone", outline.luck(outlook, scenario)),
        ("Which parameter carries the difference", outline.carried(scenario)),
        ("With a mechanism switched off", outline.switched_off(outlook, scenario)),
    ):
        if sentences:
            yield f"### {title}"
            yield bullets(map(text, sentences))


def _paths(outlook: Outlook) -> Iterator[str]:
    """The chance to leave month by month, as a table folded away."""
    yield f"## Paths over {outlook.months} months"
    for chart in outline.charts(outlook, "leave"):
        cells = (
            (str(month), *(outline.told(line.path, month) for line in chart.lines))
            for month in outline.table_months(outlook)
        )
        table = _table(("Month", *(line.name for line in chart.lines)), cells)
        told = f"{text(chart.name)}: chance to have left, mean (90% interval over the parameters)"
        yield f"<details><summary>{told}</summary>\n\n{table}\n\n</details>"


def _members(outlook: Outlook, known: Trace) -> Iterator[str]:
    yield "## Members as the model takes them"
    yield bullets(
        f"**{text(it.name)}**{' (frozen)' if it.is_frozen else ''}: "
        + " ".join(f"{text(claim.sentence)}{_refs(claim.evidence, known)}" for claim in it.inputs)
        for it in outlook.members
    )


def _listed(title: str, sentences: Iterable[str]) -> Iterator[str]:
    some = [text(it) for it in sentences]
    if some:
        yield f"## {title}"
        yield bullets(some)


def _notes(outlook: Outlook, known: Trace) -> Iterator[str]:
    lines = []
    for row in outlook.evidence:
        source = known.source_of(row.id)
        url = words.safe_url(source.url) if source else None
        cited = f" Source: {text(source.title)}{f' ({text(url)})' if url else ''}." if source else ""
        date = f"{text(words.date_words(row.date))}. " if row.date else ""
        facts = f"{text(words.known_words(row))}; {words.verified_words(row)}; {text(row.table)}; {text(row.id)}"
        lines.append(f"[^{note_name(row.id, known)}]: {date}{text(row.text)} ({facts}.){cited}")
    yield "\n".join(lines)


def _refs(row_ids: tuple[str, ...], known: Trace) -> str:
    return "".join(f"[^{note_name(row_id, known)}]" for row_id in row_ids)


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = [text(it) for it in heads]
    lines = [head, ["---"] * len(head), *([text(it) for it in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
