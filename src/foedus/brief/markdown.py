"""An assessment as GitHub Markdown: the order of the HTML brief, with every row of evidence as a footnote.

Whatever comes from a record is escaped, so that its marks are read as text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from foedus.brief import oddsform, outline, pointer, textsform, words
from foedus.brief.trace import Trace, trace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from foedus.assessment import Assessment, Call, Claim, Evidence, Finding, Moved, Source, TimelineItem

NONE = "\N{EN DASH}"
VISIBLE_NOTES = 6
"""How many footnotes stand beside a sentence before the rest is folded away."""


def render(assessment: Assessment) -> str:
    """The brief as GitHub Markdown."""
    known = trace(assessment)
    parts = (
        _top(assessment, known),
        _texts(assessment, known),
        _members(assessment, known),
        _odds(assessment, known),
        *(_section(section, known) for section in outline.sections(assessment)),
        _pointer(assessment),
        _calls(assessment, known),
        _timeline(assessment, known),
        ("## What is not known", bullets(_claim(claim, known) for claim in assessment.gaps) or "No gap was noted."),
        _evidence(assessment, known),
        _sources(assessment),
        _notes(assessment, known),
    )
    return "\n\n".join(block for part in parts for block in part if block) + "\n"


def _odds(assessment: Assessment, known: Trace) -> Iterator[str]:
    odds, rows, base = assessment.odds, oddsform.rows(assessment), oddsform.base_row(assessment)
    yield "## Odds"
    yield text(odds.sentence)
    if not odds.is_available:
        return
    yield bullets(text(sentence) for sentence in oddsform.of_alliance(assessment))
    heads = ("Member", *oddsform.columns())
    lines = [_row((text(row.name), *map(text, row.cells))) for row in (*rows, *((base,) if base else ()))]
    yield "\n".join((_row(heads), _row(["---", *("---:" for _ in heads[1:])]), *lines))
    yield text(oddsform.MEANS)
    yield bullets(text(row.driver) for row in rows if row.driver)
    yield "### What would be seen if they rose"
    yield bullets(f"{text(sign.sentence)}{_refs(sign.evidence, known)}" for sign in odds.signs)
    yield bullets(text(sentence) for sentence in (odds.score, *odds.limits) if sentence)


def text(raw: str) -> str:
    """Text of a record on one line, with everything escaped that Markdown or GitHub would act on."""
    escaped = re.sub(r"([\\`*_\[\]<>|~$#])", r"\\\1", words.one_line(raw))
    escaped = escaped.replace("&", "&amp;").replace("@", "&#64;")
    escaped = re.sub(r"(?i)\b(https?|ftp)://", r"\1&#58;//", escaped)
    escaped = re.sub(r"(?i)\bwww\.", "www&#46;", escaped)
    return re.sub(r"^(\d+)([.)])(?=\s|$)", r"\1\\\2", re.sub(r"^([-+=])", r"\\\1", escaped))


def _top(assessment: Assessment, known: Trace) -> Iterator[str]:
    yield f"# {text(words.title_words(assessment))}"
    as_of = words.date_words(assessment.as_of)
    yield f"As of **{text(as_of)}**. Nothing that became known later is used. {text(words.hub_words(assessment))}."
    headline = bullets(_claim(claim, known) for claim in assessment.headline)
    yield headline or "The record gives no headline for this day."


def _texts(assessment: Assessment, known: Trace) -> Iterator[str]:
    """What texts read for this brief moved, with the sentences that did it."""
    texts = assessment.texts
    if texts is None:
        return
    yield "## What the texts moved"
    yield text(texts.sentence)
    yield "\n".join(line for moved in texts.moved for line in _moved(assessment, moved, known))
    yield "### What they tell"
    yield (
        bullets(
            f"{text(row.text)} *({text(row.mark)})*{_refs((row.id,), known)}"
            f"<br><sub>{text(row.where)}: {text(row.sentence)}</sub>"
            for row in textsform.read_rows(assessment, known)
        )
        or "No act and no statement."
    )
    yield bullets(f"Left out: {text(it.name)}: {text(it.left_out)}." for it in texts.texts if it.left_out)


def _moved(assessment: Assessment, moved: Moved, known: Trace) -> Iterator[str]:
    short = words.shift_words(moved)
    yield f"- **{text(words.moved_words(assessment, moved))}**{': ' + text(short) if short else ''}{_refs(moved.rows, known)}"
    if moved.before:
        yield f"  - before: {text(moved.before)}"
    yield f"  - after: {text(moved.after)}" if moved.after else "  - after: not said"
    assert assessment.texts is not None  # noqa: S101 (asked before)
    for sentence in textsform.why(assessment.texts, moved):
        yield f"  - {text(sentence)}"


def _members(assessment: Assessment, known: Trace) -> Iterator[str]:
    yield "## Members"
    rows, former = outline.member_rows(assessment), outline.former_members(assessment)
    quiet = outline.quiet_members(assessment, rows)
    if rows:
        yield _member_table(assessment, tuple(row for row in rows if row not in quiet), known)
    else:
        yield "The record names no member on this day."
    if quiet:
        yield "### Nothing counted on these questions"
        yield bullets(
            f"**{text(row.member.name)}**, {text(words.member_words(row.member))}{_refs(row.member.status.evidence, known)}; "
            f"{words.rows(row.member.n_rows)} in the record"
            for row in quiet
        )
    if former:
        yield "### Former members"
        yield bullets(_claim(member.status, known) for member in former)


def _member_table(assessment: Assessment, rows: tuple[outline.MemberRow, ...], known: Trace) -> str:
    lines = [f"“{NONE}” means {words.NOT_IN_RECORD}.", ""]
    columns = outline.table_columns(assessment)
    heads = ("Member", *(column.question.replace("_", " ").capitalize() for column in columns))
    lines += [_row(text(head) for head in heads), _row("---" for _ in heads)]
    for row in rows:
        name = f"**{text(row.member.name)}**" + (" (hub)" if row.member.is_hub else "")
        since = f"{name}<br>{text(words.member_words(row.member))}{_refs(row.member.status.evidence, known)}"
        since += f"; {words.rows(row.member.n_rows)} in the record"
        cells = (NONE if at is None else _label(assessment.findings[at]) for at in row.cells)
        lines.append(_row((since, *cells)))
    return "\n".join(lines)


def _section(section: outline.Section, known: Trace) -> Iterator[str]:
    meaning = section.meaning
    yield "## " + (f"{meaning.number}\\. " if meaning.number else "") + text(meaning.title)
    if meaning.asks:
        yield f"*{text(meaning.asks)}*"
    for group in section.groups:
        yield f"**{text(group.name)}**"
        yield bullets(_finding(finding, known) for _, finding in group.findings)
    for some in section.quiet:
        thin = f" *({words.THIN})*" if some.is_thin else ""
        yield f"**{text(words.first_up(some.label))}**: {', '.join(text(name) for name in some.names)}{thin}"
    if not section.groups and not section.quiet:
        yield "No finding on this question."
    how = [
        *([f"- Formula: {text(meaning.formula)}"] if meaning.formula else []),
        *([f"- Reading: {text(meaning.reading)}"] if meaning.reading else []),
        *(f"- Method: {text(method)}" for method in section.methods),
        *(f"- Literature: {text(work)}" for work in meaning.literature),
    ]
    if how:
        yield "<details><summary>How this is measured and read</summary>\n\n" + "\n".join(how) + "\n\n</details>"


def _pointer(assessment: Assessment) -> Iterator[str]:
    command = pointer.command(assessment)
    yield f"## {pointer.NUMBER}\\. {pointer.TITLE}"
    yield text(pointer.lead(assessment)) + (f"\n\n    {command}" if command else "")


def _finding(finding: Finding, known: Trace) -> str:
    thin = f"; **{words.THIN}**" if finding.is_thin else ""
    numbers = f"<br><sub>{text(words.finding_numbers(finding))}{thin}</sub>"
    return _said(finding.sentence, finding.evidence, known) + numbers


def _calls(assessment: Assessment, known: Trace) -> Iterator[str]:
    yield "## Calls and answers"
    if not assessment.calls:
        yield "The record holds no call for help by this day."
        return
    heads = ("Date", "Caller → addressee", "Situation and legal basis", "Outcome", "Answers")
    lines = [_row(heads), _row("---" for _ in heads)]
    lines.extend(_row(_call(assessment, call, known)) for call in assessment.calls)
    yield "\n".join(lines)


def _call(assessment: Assessment, call: Call, known: Trace) -> Iterator[str]:
    yield text(words.date_words(call.date)) + _refs((call.id,), known)
    against = f"<br>against: {text(words.name_of(assessment, call.adversary))}" if call.adversary else ""
    yield " → ".join(text(words.name_of(assessment, code)) for code in (call.caller, call.addressee)) + against
    formal = "formal request" if call.is_formal else "no formal request"
    basis = f"<br>{formal}; legal basis: {text(call.legal_basis or 'not stated')}"
    verified = "" if call.is_verified else "; *not verified*"
    versions = "".join(f"<br>Version: {_claim(claim, known)}" for claim in call.versions)
    yield text(call.situation) + basis + verified + versions
    yield f"**{text(words.answer_words(call.overall_class))}**<br>waited: {words.waited(call, assessment.as_of)}"
    answers = (
        f"{text(words.date_words(answer.date))}, {text(words.name_of(assessment, answer.responder))}, "
        f"*{text(words.answer_words(answer.answer_class))}{'' if answer.is_verified else ', not verified'}*: "
        f"{_said(answer.sentence, (answer.id,), known)}"
        for answer in call.answers
    )
    yield "<br>".join(answers) or NONE


def _timeline(assessment: Assessment, known: Trace) -> Iterator[str]:
    yield "## Timeline"
    years = outline.years(assessment)
    if not years:
        yield "The record holds no dated act by this day."
        return
    counts = [_row((str(year.year), str(len(year.items)), str(year.n_dissent))) for year in years]
    table = "\n".join((_row(("Year", "Entries", "Dissent")), _row(("---:",) * 3), *counts))
    yield (
        "<details><summary>Entries in the record per year: how much is recorded, not how much happened</summary>"
        f"\n\n{table}\n\n</details>"
    )
    for year in years:
        yield f"### {year.year}"
        yield bullets(_entry(assessment, item, known) for item in year.items)


def _entry(assessment: Assessment, item: TimelineItem, known: Trace) -> str:
    marks = [words.act_words(item.act)]
    marks += ["dissent"] if item.is_dissent else []
    marks += [words.MODALITIES[item.modality]] if item.modality in words.MODALITIES else []
    marks += [] if item.is_verified else [words.machine_words(known.rows[item.id]) or "not verified"]
    who = f"{text(outline.parties(assessment, item))} ({text('; '.join(marks))})"
    lines = [f"**{text(words.date_words(item.date))}**, {who}: {text(item.sentence)}{_refs((item.id,), known)}"]
    lines += [f"  - Version: {_claim(claim, known)}" for claim in item.versions]
    lines += [f"  - Note: {text(item.note)}"] if item.note else []
    return "\n".join(lines)


def _evidence(assessment: Assessment, known: Trace) -> Iterator[str]:
    yield "## Evidence"
    yield (
        "The footnotes are the rows of the record that this brief rests on."
        if assessment.evidence
        else "No row of the record is cited."
    )
    yield bullets(_evidence_text(row, known) for row in assessment.evidence if row.id not in known.mentioned)


def _sources(assessment: Assessment) -> Iterator[str]:
    yield "## Sources"
    yield (
        "\n".join(f"{n}. {_source(source)}" for n, source in enumerate(assessment.sources, 1)) or "No source is cited."
    )


def _source(source: Source) -> str:
    published = f"published {text(words.date_words(source.published))}" if source.published else "date not known"
    details = [text(one) for one in (source.publisher, source.licence) if one]
    return "; ".join((_link(source), *details, published))


def _notes(assessment: Assessment, known: Trace) -> Iterator[str]:
    yield "\n".join(
        f"[^{note_name(row.id, known)}]: {_evidence_text(row, known)}"
        for row in assessment.evidence
        if row.id in known.mentioned
    )


def _evidence_text(row: Evidence, known: Trace) -> str:
    date = f"{text(words.date_words(row.date))}. " if row.date else ""
    note = f" Note: {text(row.note)}" if row.note else ""
    source = known.source_of(row.id)
    where = f", {text(row.locator)}" if row.locator else ""
    cited = f" Source {known.source_numbers[source.id]}: {_link(source)}{where}." if source else ""
    verified = words.verified_words(row)
    names = " ".join(text(one) for one in (row.id, row.key) if one)
    facts = f"{text(words.known_words(row))}; {verified}; {words.made_words(row)}; {text(row.table)}, method {text(row.method)}"
    return f"{date}{text(row.text)}{note} ({facts}; {names}.){cited}"


def _link(source: Source) -> str:
    url = words.safe_url(source.url)
    if url is None:
        return text(source.title) + (f" ({text(source.url)}, not linked)" if source.url else "")
    safe = re.sub(r'[<>()|"`*_\[\]]', lambda found: f"%{ord(found.group()):02X}", url)
    return f"[{text(source.title)}](<{safe}>)"


def _label(finding: Finding) -> str:
    return text(finding.label) + (" *(thin)*" if finding.is_thin else "")


def _claim(claim: Claim, known: Trace) -> str:
    return _said(claim.sentence, claim.evidence, known)


def _said(sentence: str, row_ids: tuple[str, ...], known: Trace) -> str:
    read = words.machine_share(known.rows[row_id] for row_id in row_ids)
    return text(sentence) + (f" *({text(read)})*" if read else "") + _refs(row_ids, known)


def _refs(row_ids: tuple[str, ...], known: Trace) -> str:
    notes = [f"[^{note_name(row_id, known)}]" for row_id in row_ids]
    shown, folded = "".join(notes[:VISIBLE_NOTES]), notes[VISIBLE_NOTES:]
    if not folded:
        return shown
    return f"{shown} <details><summary>+ {len(folded)} more</summary>{''.join(folded)}</details>"


def note_name(row_id: str, known: Trace) -> str:
    """The name of a row's footnote."""
    return known.row_anchor(row_id).removeprefix("row-")


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def bullets(lines: Iterable[str]) -> str:
    """A list, an item a line."""
    return "\n".join(f"- {line}" for line in lines)
