"""An assessment on a terminal, with Rich: plain words at any width from 40 columns, colour only where it is wanted.

Text of a record is never read as Rich markup. Claims carry the numbers of their sources, findings also ids of rows.
"""

from __future__ import annotations

import io
from itertools import islice
from textwrap import wrap
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.panel import Panel
from rich.style import Style
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from foedus.brief import outline, words
from foedus.brief.trace import Trace, trace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from foedus.assessment import Assessment, Call, Claim, Finding, Source, TimelineItem

WIDE = 100
"""From this width on members are shown as a table, where the longest word of each column fits."""

FIRST_WIDE = "\u1100"
"""No character before this one is wider than a column."""

N_TIMELINE = 15
N_SOURCES = 5
N_ROWS = 3

STYLES = {
    "brief.title": "bold",
    "brief.head": "bold cyan",
    "brief.name": "bold",
    "brief.soft": "dim",
    "brief.thin": "yellow",
    "brief.good": "green",
    "brief.mid": "yellow",
    "brief.bad": "red",
    "brief.rule": "cyan",
    "table.header": "bold",
}

ANSWER_STYLES = {
    "force": "brief.good",
    "mission": "brief.mid",
    "material": "brief.good",
    "political": "brief.mid",
    "humanitarian": "brief.mid",
}


def render(assessment: Assessment, width: int = 100) -> str:
    """The terminal brief as plain text without colours, at most `width` columns wide."""
    page = io.StringIO()
    show(assessment, Console(file=page, width=width, no_color=True, force_terminal=False, legacy_windows=False))
    return "\n".join(line.rstrip() for line in page.getvalue().splitlines()) + "\n"


def show(assessment: Assessment, console: Console) -> None:
    """Print the brief; where the console has no colour, no other styling is sent either."""
    styles = {name: Style.null() if console.no_color else Style.parse(style) for name, style in STYLES.items()}
    with console.use_theme(Theme(styles)):
        _Page(assessment, console).print()


class _Page:
    """One printing of one assessment; remembers which sources were cited, to list them at the end."""

    def __init__(self, assessment: Assessment, console: Console) -> None:
        self.assessment = assessment
        self.console = console
        self.known: Trace = trace(assessment)
        self.cited: set[int] = set()
        self.waiting: list[Text] = []
        self.is_plain = console.no_color or console.color_system is None

    def print(self) -> None:
        self.top()
        self.members()
        self.head("Odds")
        self.line(Text(words.one_line(self.assessment.odds.sentence)))
        for section in outline.sections(self.assessment):
            self.section(section)
        self.calls()
        self.timeline()
        self.head("What is not known")
        for claim in self.assessment.gaps:
            self.item(self.claim(claim))
        if not self.assessment.gaps:
            self.line(Text("No gap was noted."))
        self.sources()
        self.flush()

    def top(self) -> None:
        as_of = f"As of {words.date_words(self.assessment.as_of)}. {words.hub_words(self.assessment)}."
        body = Text(words.title_words(self.assessment), style="brief.title")
        body.append(f"\n{words.one_line(as_of)}", style="brief.soft")
        for claim in self.assessment.headline:
            body.append("\n\n").append(self.claim(claim))
        if not self.assessment.headline:
            body.append("\n\nThe record gives no headline for this day.")
        self.console.print(Panel(body, border_style="brief.rule", padding=(0, 1)), highlight=False)

    def members(self) -> None:
        self.head("Members")
        rows = outline.member_rows(self.assessment)
        if not rows:
            self.line(Text("The record names no member on this day."))
        table = self.member_table(rows) if rows and self.console.width >= WIDE else None
        if table is not None:
            self.flush()
            self.console.print(table, highlight=False)
        else:
            self.member_list(rows)
        former = outline.former_members(self.assessment)
        if former:
            self.line(Text("Former members", style="brief.name"))
        for member in former:
            self.item(self.claim(member.status))

    def member_list(self, rows: tuple[outline.MemberRow, ...]) -> None:
        for row in rows:
            self.line(self.member_name(row))
            for column, position in zip(outline.table_columns(self.assessment), row.cells, strict=True):
                self.line(Text(f"{_column_name(column.question)}: ", "brief.soft").append(self.cell(position)), 4)

    def member_table(self, rows: tuple[outline.MemberRow, ...]) -> Table | None:
        """The members as a table that fills the width, or None where its longest words would not fit."""
        columns = outline.table_columns(self.assessment)
        heads = [Text("Member"), *(Text(_column_name(column.question)) for column in columns)]
        body = [[self.member_name(row), *(self.cell(position) for position in row.cells)] for row in rows]
        widths = _widths([heads, *body], self.console.width - 3 * len(heads))
        if widths is None:
            return None
        table = Table(box=SIMPLE_HEAD, padding=(0, 1), pad_edge=False, show_lines=True, border_style="brief.rule")
        for head, width in zip(heads, widths, strict=True):
            table.add_column(head, width=width)
        for cells in body:
            table.add_row(*cells)
        return table

    def member_name(self, row: outline.MemberRow) -> Text:
        hub = ", hub" if row.member.is_hub else ""
        name = Text(words.one_line(row.member.name) + hub, style="brief.name")
        since = self.said(words.member_words(row.member), row.member.status.evidence)
        return name.append(" (", style="brief.soft").append(since).append(")", style="brief.soft")

    def cell(self, position: int | None) -> Text:
        if position is None:
            return Text(words.NOT_IN_RECORD, style="brief.soft")
        finding = self.assessment.findings[position]
        text = Text(words.one_line(finding.label))
        return text.append(" (thin)", style="brief.thin") if finding.is_thin else text

    def section(self, section: outline.Section) -> None:
        meaning = section.meaning
        self.head((f"{meaning.number}. " if meaning.number else "") + words.one_line(meaning.title))
        if meaning.asks:
            self.line(Text(words.one_line(meaning.asks), style="brief.soft"))
        if not section.groups:
            self.line(Text("No finding on this question."))
        for group in section.groups:
            self.line(Text(group.name, style="brief.name"))
            for _, finding in group.findings:
                self.finding(finding)

    def finding(self, finding: Finding) -> None:
        self.line(self.said(finding.sentence, finding.evidence), 4)
        numbers = Text(words.finding_numbers(finding), style="brief.soft")
        if finding.is_thin:
            numbers.append("; ").append(words.THIN, style="brief.thin")
        if finding.evidence:
            more = len(finding.evidence) - N_ROWS
            ids = " ".join(words.one_line(one) for one in finding.evidence[:N_ROWS])
            numbers.append(f"; evidence {ids}" + (f" +{more} more" if more > 0 else ""))
        self.line(numbers, 6)

    def calls(self) -> None:
        self.head("Calls and answers")
        if not self.assessment.calls:
            self.line(Text("The record holds no call for help by this day."))
        for call in self.assessment.calls:
            self.call(call)

    def call(self, call: Call) -> None:
        caller, addressee = (words.name_of(self.assessment, code) for code in (call.caller, call.addressee))
        head = Text(f"{words.date_words(call.date)}  {caller} → {addressee}: ", style="brief.name")
        self.line(
            head.append(words.answer_words(call.overall_class), ANSWER_STYLES.get(call.overall_class, "brief.bad"))
        )
        against = f" Against: {words.name_of(self.assessment, call.adversary)}." if call.adversary else ""
        self.line(self.said(f"{_stopped(call.situation)}{against}", (call.id,)), 4)
        formal = "formal request" if call.is_formal else "no formal request"
        doubt = "" if call.is_verified else "; not verified"
        basis = words.one_line(call.legal_basis or "not stated")
        wait = words.waited(call, self.assessment.as_of)
        self.line(Text(f"{formal}; legal basis: {basis}; waited: {wait}{doubt}", style="brief.soft"), 4)
        for answer in call.answers:
            who = words.name_of(self.assessment, answer.responder)
            lead = f"{words.date_words(answer.date)}, {who}, {words.answer_words(answer.answer_class)}: "
            self.item(Text(lead).append(self.said(answer.sentence, (answer.id,))), 4)
        self.versions(call.versions)

    def timeline(self) -> None:
        items = outline.newest_first(self.assessment)
        self.head("Timeline")
        if not items:
            self.line(Text("The record holds no dated act by this day."))
            return
        for item in islice(items, N_TIMELINE):
            self.entry(item)
        if (more := len(items) - N_TIMELINE) > 0:
            earlier = "1 earlier entry" if more == 1 else f"{more:,} earlier entries"
            self.line(Text(f"{earlier}: `foedus timeline` lists them.", style="brief.soft"))

    def entry(self, item: TimelineItem) -> None:
        head = Text(words.date_words(item.date), style="brief.name")
        head.append(f"  {outline.parties(self.assessment, item)}, {words.act_words(item.act)}", style="brief.soft")
        if item.is_dissent:
            head.append("; dissent", style="brief.bad")
        if item.modality in words.MODALITIES:
            head.append(f"; {words.MODALITIES[item.modality]}", style="brief.mid")
        if not item.is_verified:
            head.append("; not verified", style="brief.mid")
        self.line(head)
        self.line(self.said(item.sentence, (item.id,)), 4)
        self.versions(item.versions)
        if item.note:
            self.line(Text(f"Note: {words.one_line(item.note)}", style="brief.soft"), 4)

    def versions(self, claims: Iterable[Claim]) -> None:
        for claim in claims:
            self.item(Text("Version: ").append(self.claim(claim)), 4)

    def sources(self) -> None:
        every = list(enumerate(self.assessment.sources, start=1))
        cited = [(number, source) for number, source in every if number in self.cited]
        self.head("SOURCES")
        for number, source in cited:
            self.source(number, source)
        if more := len(every) - len(cited):
            self.line(Text(f"{more:,} more stand behind rows not named above.", style="brief.soft"))
        if self.assessment.evidence:
            self.line(Text("`foedus evidence ID` shows a row and its source.", style="brief.soft"))
        else:
            self.line(Text("No row of the record is cited."))

    def source(self, number: int, source: Source) -> None:
        published = words.date_words(source.published) if source.published else "date not known"
        facts = "; ".join(words.one_line(one) for one in (source.publisher, published) if one)
        self.item(Text(words.one_line(source.title)).append(f" ({facts})", style="brief.soft"), mark=f"{number:>3}.")
        url = words.safe_url(source.url)
        if source.url:
            style = Style(link=url) if url and self.console.is_terminal and not self.console.no_color else Style.null()
            self.line(Text(words.one_line(source.url), style=style), 7)

    def claim(self, claim: Claim) -> Text:
        return self.said(claim.sentence, claim.evidence)

    def said(self, sentence: str, row_ids: tuple[str, ...]) -> Text:
        """A sentence with the numbers of its sources, such as [3,7]."""
        text = Text(words.one_line(sentence))
        if not row_ids:
            return text
        numbers = self.known.cited(row_ids)
        shown = numbers[:N_SOURCES]
        self.cited.update(shown)
        more = f",+{len(numbers) - N_SOURCES}" if len(numbers) > N_SOURCES else ""
        marks = f"[{','.join(map(str, shown))}{more}]" if shown else "[no page opened]"
        return text.append(f" {marks}", style="brief.soft")

    def head(self, title: str) -> None:
        self.waiting += [Text(), Text(title, style="brief.head")]

    def item(self, text: Text, indent: int = 2, mark: str = "-") -> None:
        """Text with a mark before its first line and the rest aligned under it."""
        self.put(text, indent + len(mark) + 1, mark)

    def line(self, text: Text, indent: int = 2) -> None:
        self.put(text, indent)

    def put(self, text: Text, indent: int, mark: str = "") -> None:
        """Text wrapped at words and indented; it waits, because a write a line costs ten times as much."""
        width = max(self.console.width, indent + 10)
        first, rest = (f"{mark:>{indent - 1}} " if mark else " " * indent), " " * indent
        if self.is_plain and max(text.plain, default="") < FIRST_WIDE:
            # With no style to keep, Python's own wrapping does the same in a fraction of the time.
            lines = wrap(text.plain, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
            self.waiting.append(Text("\n".join(lines), end=""))
            return
        body = Text(first)
        body.append_text(Text(f"\n{rest}").join(text.wrap(self.console, width - indent, overflow="fold")))
        self.waiting.append(body)

    def flush(self) -> None:
        """Write the lines that wait."""
        if self.is_plain:
            self.console.file.write("".join(f"{text.plain}\n" for text in self.waiting))
        elif self.waiting:
            self.console.print(Text("\n").join(self.waiting), highlight=False, soft_wrap=True)
        self.waiting.clear()


def _column_name(question: str) -> str:
    return words.one_line(question.replace("_", " ")).capitalize()


def _stopped(sentence: str) -> str:
    """The sentence with a full stop, so that another can follow."""
    line = words.one_line(sentence)
    return line if line.endswith((".", "!", "?")) else f"{line}."


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
