"""An assessment on a terminal: the words and their order, for paper with colours (`colour`) and without (`plain`).

Text of a record is never read as markup. Claims carry the numbers of their sources, findings also ids of rows.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Protocol

from foedus.brief import oddsform, outline, pointer, textsform, words
from foedus.brief.plain import PlainPaper
from foedus.brief.spans import Spans
from foedus.brief.trace import Trace, trace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from foedus.assessment import Assessment, Call, Claim, Finding, Moved, Source, Texts, TimelineItem

N_TIMELINE = 15
N_SOURCES = 5
N_ROWS = 3
N_ODDS = 12
"""How many members' odds are listed: those likeliest to exit."""

ANSWER_STYLES = {
    "force": "good",
    "mission": "mid",
    "material": "good",
    "political": "mid",
    "humanitarian": "mid",
}


class Paper(Protocol):
    """What a page is written on."""

    def panel(self, text: Spans) -> None:
        """The box at the top."""

    def head(self, title: str) -> None:
        """A heading, after an empty line."""

    def put(self, text: Spans, indent: int, mark: str = "") -> None:
        """A paragraph wrapped at words, indented, with a mark before its first line."""

    def table(self, heads: list[Spans], rows: list[list[Spans]]) -> bool:
        """A table over the whole width; False, and nothing written, where the paper has no room for one."""


def render(assessment: Assessment, width: int = 100) -> str:
    """The terminal brief as plain text without colours, at most `width` columns wide."""
    paper = PlainPaper(width)
    _Page(assessment, paper).write()
    return paper.text()


def show(assessment: Assessment, console: Console) -> None:
    """Print the brief with Rich, in colour where the console has colours."""
    from foedus.brief.colour import RichPaper

    paper = RichPaper(console)
    _Page(assessment, paper).write()
    paper.flush()


class _Page:
    """One printing of one assessment; remembers which sources were cited, to list them at the end."""

    def __init__(self, assessment: Assessment, paper: Paper) -> None:
        self.assessment = assessment
        self.paper = paper
        self.known: Trace = trace(assessment)
        self.cited: set[int] = set()

    def write(self) -> None:
        self.top()
        if self.assessment.texts is not None:
            self.texts(self.assessment.texts)
        self.members()
        self.odds()
        for section in outline.sections(self.assessment):
            self.section(section)
        self.head(f"{pointer.NUMBER}. {pointer.TITLE}")
        self.line(Spans(" ".join(filter(None, (pointer.lead(self.assessment), pointer.command(self.assessment))))))
        self.calls()
        self.timeline()
        self.head("What is not known")
        for claim in self.assessment.gaps:
            self.item(self.claim(claim))
        if not self.assessment.gaps:
            self.line(Spans("No gap was noted."))
        self.sources()

    def top(self) -> None:
        as_of = f"As of {words.date_words(self.assessment.as_of)}. {words.hub_words(self.assessment)}."
        body = Spans(words.title_words(self.assessment), style="title")
        body.append(f"\n{words.one_line(as_of)}", style="soft")
        for claim in self.assessment.headline:
            body.append("\n\n").append(self.claim(claim))
        if not self.assessment.headline:
            body.append("\n\nThe record gives no headline for this day.")
        self.paper.panel(body)

    def texts(self, texts: Texts) -> None:
        """What texts read for this brief moved, what they tell, and which were left out."""
        self.head("What the texts moved")
        self.line(Spans(words.one_line(texts.sentence)))
        for moved in texts.moved:
            self.item(Spans(words.moved_words(self.assessment, moved), "name").append(_shift(moved)))
            for sentence in textsform.why(texts, moved):
                self.line(Spans(sentence, "soft"), 6)
        self.line(Spans("What they tell", style="name"))
        for row in textsform.read_rows(self.assessment, self.known):
            self.item(Spans(row.text.rstrip(".,")).append(f" ({row.mark})", "mid"))
            self.line(Spans(f"{row.where}: {row.sentence}", "soft"), 6)
        for text in texts.texts:
            if text.left_out:
                self.item(Spans(f"Left out: {words.one_line(text.name)}: {words.one_line(text.left_out)}.", "bad"))

    def members(self) -> None:
        self.head("Members")
        rows = outline.member_rows(self.assessment)
        if not rows:
            self.line(Spans("The record names no member on this day."))
        elif not self.paper.table(*self.member_table(rows)):
            self.member_list(rows)
        former = outline.former_members(self.assessment)
        if former:
            self.line(Spans("Former members", style="name"))
        for member in former:
            self.item(self.claim(member.status))

    def odds(self) -> None:
        """Question 9: the alliance, each member in a line, what drives it, the signs to watch, the back-test."""
        odds = self.assessment.odds
        self.head("Odds")
        self.line(Spans(words.one_line(odds.sentence)))
        for sentence in oddsform.of_alliance(self.assessment):
            self.item(Spans(words.one_line(sentence)))
        rows, base = oddsform.rows(self.assessment), oddsform.base_row(self.assessment)
        for row in (*rows[:N_ODDS], *((base,) if base else ())):
            self.line(Spans(f"{words.one_line(row.name)}: ", "name").append(_horizons(row.cells)))
            if row.driver:
                self.line(Spans(words.one_line(row.driver.partition(": ")[2]), "soft"), 4)
        if len(rows) > N_ODDS:
            self.line(Spans(f"{len(rows) - N_ODDS} more members with lower odds of exit are left out here.", "soft"))
        if odds.signs:
            self.line(Spans("What would be seen if they rose", style="name"))
        for sign in odds.signs:
            self.item(Spans(words.one_line(sign.sentence)))
        for sentence in (odds.score, *odds.limits):
            if sentence:
                self.line(Spans(words.one_line(sentence), "soft"))

    def member_list(self, rows: tuple[outline.MemberRow, ...]) -> None:
        """One block a member; in a long list those of whom nothing is counted stand together."""
        quiet = outline.quiet_members(self.assessment, rows)
        for row in rows:
            if row in quiet:
                continue
            self.line(self.member_name(row))
            for column, position in zip(outline.table_columns(self.assessment), row.cells, strict=True):
                if quiet and (position is None or outline.is_empty(self.assessment.findings[position])):
                    continue
                self.line(Spans(f"{_column_name(column.question)}: ", "soft").append(self.cell(position)), 4)
        if quiet:
            text = Spans("Nothing counted on these questions: ", style="name")
            for number, row in enumerate(quiet):
                text.append("; " if number else "").append(self.member_name(row))
            self.line(text)

    def member_table(self, rows: tuple[outline.MemberRow, ...]) -> tuple[list[Spans], list[list[Spans]]]:
        """Heads and rows of the table of members."""
        columns = outline.table_columns(self.assessment)
        heads = [Spans("Member"), *(Spans(_column_name(column.question)) for column in columns)]
        return heads, [[self.member_name(row), *(self.cell(position) for position in row.cells)] for row in rows]

    def member_name(self, row: outline.MemberRow) -> Spans:
        hub = ", hub" if row.member.is_hub else ""
        name = Spans(words.one_line(row.member.name) + hub, style="name")
        since = self.said(words.member_words(row.member), row.member.status.evidence)
        return name.append(" (", style="soft").append(since).append(")", style="soft")

    def cell(self, position: int | None) -> Spans:
        if position is None:
            return Spans(words.NOT_IN_RECORD, style="soft")
        finding = self.assessment.findings[position]
        text = Spans(words.one_line(finding.label))
        return text.append(" (thin)", style="thin") if finding.is_thin else text

    def section(self, section: outline.Section) -> None:
        meaning = section.meaning
        self.head((f"{meaning.number}. " if meaning.number else "") + words.one_line(meaning.title))
        if meaning.asks:
            self.line(Spans(words.one_line(meaning.asks), style="soft"))
        if not section.groups and not section.quiet:
            self.line(Spans("No finding on this question."))
        for group in section.groups:
            self.line(Spans(group.name, style="name"))
            for _, finding in group.findings:
                self.finding(finding)
        for some in section.quiet:
            text = Spans(f"{words.first_up(words.one_line(some.label))}: ", style="name").append(", ".join(some.names))
            self.line(text.append(f" ({words.THIN})", style="thin") if some.is_thin else text)

    def finding(self, finding: Finding) -> None:
        self.line(self.said(finding.sentence, finding.evidence), 4)
        numbers = Spans(words.finding_numbers(finding), style="soft")
        if finding.is_thin:
            numbers.append("; ").append(words.THIN, style="thin")
        if finding.evidence:
            more = len(finding.evidence) - N_ROWS
            ids = " ".join(words.one_line(one) for one in finding.evidence[:N_ROWS])
            numbers.append(f"; evidence {ids}" + (f" +{more} more" if more > 0 else ""))
        self.line(numbers, 6)

    def calls(self) -> None:
        self.head("Calls and answers")
        if not self.assessment.calls:
            self.line(Spans("The record holds no call for help by this day."))
        for call in self.assessment.calls:
            self.call(call)

    def call(self, call: Call) -> None:
        caller, addressee = (words.name_of(self.assessment, code) for code in (call.caller, call.addressee))
        head = Spans(f"{words.date_words(call.date)}  {caller} → {addressee}: ", style="name")
        self.line(head.append(words.answer_words(call.overall_class), ANSWER_STYLES.get(call.overall_class, "bad")))
        against = f" Against: {words.name_of(self.assessment, call.adversary)}." if call.adversary else ""
        self.line(self.said(f"{_stopped(call.situation)}{against}", (call.id,)), 4)
        formal = "formal request" if call.is_formal else "no formal request"
        doubt = "" if call.is_verified else "; not verified"
        basis = words.one_line(call.legal_basis or "not stated")
        wait = words.waited(call, self.assessment.as_of)
        self.line(Spans(f"{formal}; legal basis: {basis}; waited: {wait}{doubt}", style="soft"), 4)
        for answer in call.answers:
            who = words.name_of(self.assessment, answer.responder)
            doubt = "" if answer.is_verified else ", not verified"
            lead = f"{words.date_words(answer.date)}, {who}, {words.answer_words(answer.answer_class)}{doubt}: "
            self.item(Spans(lead).append(self.said(answer.sentence, (answer.id,))), 4)
        self.versions(call.versions)

    def timeline(self) -> None:
        items = outline.newest_first(self.assessment)
        self.head("Timeline")
        if not items:
            self.line(Spans("The record holds no dated act by this day."))
            return
        for item in islice(items, N_TIMELINE):
            self.entry(item)
        if (more := len(items) - N_TIMELINE) > 0:
            earlier = "1 earlier entry" if more == 1 else f"{more:,} earlier entries"
            self.line(Spans(f"{earlier}: `foedus timeline` lists them.", style="soft"))

    def entry(self, item: TimelineItem) -> None:
        head = Spans(words.date_words(item.date), style="name")
        head.append(f"  {outline.parties(self.assessment, item)}, {words.act_words(item.act)}", style="soft")
        if item.is_dissent:
            head.append("; dissent", style="bad")
        if item.modality in words.MODALITIES:
            head.append(f"; {words.MODALITIES[item.modality]}", style="mid")
        if not item.is_verified:
            head.append(f"; {words.machine_words(self.known.rows[item.id]) or 'not verified'}", style="mid")
        self.line(head)
        self.line(self.said(item.sentence, (item.id,), is_marked=False), 4)
        self.versions(item.versions)
        if item.note:
            self.line(Spans(f"Note: {words.one_line(item.note)}", style="soft"), 4)

    def versions(self, claims: Iterable[Claim]) -> None:
        for claim in claims:
            self.item(Spans("Version: ").append(self.claim(claim)), 4)

    def sources(self) -> None:
        every = list(enumerate(self.assessment.sources, start=1))
        cited = [(number, source) for number, source in every if number in self.cited]
        self.head("SOURCES")
        for number, source in cited:
            self.source(number, source)
        if more := len(every) - len(cited):
            self.line(Spans(f"{more:,} more stand behind rows not named above.", style="soft"))
        if self.assessment.evidence:
            self.line(Spans("`foedus evidence ID` shows a row and its source.", style="soft"))
        else:
            self.line(Spans("No row of the record is cited."))

    def source(self, number: int, source: Source) -> None:
        published = words.date_words(source.published) if source.published else "date not known"
        facts = "; ".join(words.one_line(one) for one in (source.publisher, published) if one)
        self.item(Spans(words.one_line(source.title)).append(f" ({facts})", style="soft"), mark=f"{number:>3}.")
        if source.url:
            url = words.safe_url(source.url)
            self.line(Spans(words.one_line(source.url), f"link {url}" if url else ""), 7)

    def claim(self, claim: Claim) -> Spans:
        return self.said(claim.sentence, claim.evidence)

    def said(self, sentence: str, row_ids: tuple[str, ...], *, is_marked: bool = True) -> Spans:
        """A sentence with the numbers of its sources, such as [3,7], and how many of its rows a machine read."""
        text = Spans(words.one_line(sentence))
        if not row_ids:
            return text
        numbers = self.known.cited(row_ids)
        shown = numbers[:N_SOURCES]
        self.cited.update(shown)
        more = f",+{len(numbers) - N_SOURCES}" if len(numbers) > N_SOURCES else ""
        marks = f"[{','.join(map(str, shown))}{more}]" if shown else "[no page opened]"
        text.append(f" {marks}", style="soft")
        read = words.machine_share(self.known.rows[one] for one in row_ids) if is_marked else ""
        return text.append(f" ({read})", style="mid") if read else text

    def head(self, title: str) -> None:
        self.paper.head(title)

    def item(self, text: Spans, indent: int = 2, mark: str = "-") -> None:
        """Text with a mark before its first line and the rest aligned under it."""
        self.put(text, indent + len(mark) + 1, mark)

    def line(self, text: Spans, indent: int = 2) -> None:
        self.put(text, indent)

    def put(self, text: Spans, indent: int, mark: str = "") -> None:
        self.paper.put(text, indent, mark)


def _column_name(question: str) -> str:
    return words.one_line(question.replace("_", " ")).capitalize()


def _shift(moved: Moved) -> str:
    """From what to what, as it stands after the name."""
    short = words.shift_words(moved)
    if short:
        return f": {short}"
    if moved.after is None:
        return f": no longer said: {words.one_line(moved.before or '')}"
    return f": {words.one_line(moved.after)}"


def _stopped(sentence: str) -> str:
    """The sentence with a full stop, so that another can follow."""
    line = words.one_line(sentence)
    return line if line.endswith((".", "!", "?")) else f"{line}."


def _horizons(cells: tuple[str, ...]) -> str:
    """Cells in a line: `exit 0.9-1.2% in 1 year, 1.9-2.3% in 2, 4.6-5.7% in 5; notice ...`."""
    n = len(oddsform.HORIZONS)
    said = []
    for place, outcome in enumerate(oddsform.OUTCOMES):
        first, *rest = zip(cells[place * n : (place + 1) * n], oddsform.HORIZONS, strict=True)
        later = "".join(f", {cell} in {years}" for cell, years in rest)
        said.append(f"{outcome} {first[0]} in {first[1]} year{later}")
    return "; ".join(said)
