"""An outlook on a terminal, in colour and without: that it is a model, what changes, the odds before and after, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.brief import whatif_outline as outline
from foedus.brief import words
from foedus.brief.plain import PlainPaper
from foedus.brief.spans import Spans
from foedus.whatif.words import HEADS, share

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from foedus.brief.terminal import Paper
    from foedus.whatif.outlook import Outlook, Scenario

N_SOURCES = 2


def render(outlook: Outlook, width: int = 100) -> str:
    """The outlook as plain text without colours, at most `width` columns wide."""
    paper = PlainPaper(width)
    _Page(outlook, paper).write()
    return paper.text()


def show(outlook: Outlook, console: Console) -> None:
    """Print the outlook with Rich, in colour where the console has colours."""
    from foedus.brief.colour import RichPaper

    paper = RichPaper(console)
    _Page(outlook, paper).write()
    paper.flush()


class _Page:
    """One printing of one outlook; remembers which sources were cited, to list them at the end."""

    def __init__(self, outlook: Outlook, paper: Paper) -> None:
        self.outlook, self.paper = outlook, paper
        self.known = outline.trace(outlook)
        self.cited: set[int] = set()

    def write(self) -> None:
        self.top()
        if len(self.outlook.scenarios) > 1:
            self.compared()
        for scenario in self.outlook.scenarios:
            self.scenario(scenario)
        self.listed("What would halve the chance to leave", outline.needed(self.outlook))
        self.members()
        self.listed("What the data do not tell", self.outlook.told_apart)
        self.listed("What is missing or assumed", self.outlook.notes)
        self.sources()

    def top(self) -> None:
        body = Spans(f"{outline.KIND}. {outline.title(self.outlook)}", style="title")
        body.append(f"\n{outline.as_of(self.outlook)}", style="soft")
        body.append(f"\n\n{self.outlook.mark}", style="mid")
        for scenario in self.outlook.scenarios:
            lead = f"{words.one_line(scenario.name)}: " if len(self.outlook.scenarios) > 1 else ""
            body.append("\n\n").append(lead, style="name").append(" ".join(map(words.one_line, scenario.headline)))
        self.paper.panel(body)

    def compared(self) -> None:
        """All scenarios side by side at the last month."""
        self.paper.head(f"Scenarios compared, within {self.outlook.months} months")
        names = [words.one_line(it.name) for it in self.outlook.scenarios]
        rows = outline.compared(self.outlook)
        heads = [Spans(name) for name in ("", "Before", *names)]
        cells = [
            [
                Spans(f"{row.name}: {row.head.lower()}", "name"),
                Spans(row.before),
                *(Spans(after).append(f" {moved}", "soft") for after, moved in row.after),
            ]
            for row in rows
        ]
        self.line(Spans(f"{outline.CHANCE} {outline.SIZES}", "soft"))
        if self.paper.table(heads, cells):
            return
        for row in rows:
            self.line(Spans(f"{row.name}, {row.head.lower()}: ", "name").append(f"{row.before} before"))
            for name, (after, verdict) in zip(names, row.after, strict=True):
                self.item(Spans(f"{name}: {after}; {verdict}"), 4)

    def scenario(self, scenario: Scenario) -> None:
        is_one = len(self.outlook.scenarios) == 1
        self.paper.head("What is changed" if is_one else f"Scenario: {words.one_line(scenario.name)}")
        if scenario.about:
            self.line(Spans(words.one_line(scenario.about), "soft"))
        for lever in scenario.levers:
            self.item(self.said(lever.sentence, lever.evidence))
        if is_one:
            self.paper.head("Odds before and after")
            self.line(Spans(f"{outline.CHANCE} {outline.SIZES}", "soft"))
            self.odds(scenario)
        self.listed("By chance alone", outline.luck(self.outlook, scenario))
        self.listed("Which parameter carries the difference", outline.carried(scenario))
        self.listed("With a mechanism switched off", outline.switched_off(self.outlook, scenario))

    def odds(self, scenario: Scenario) -> None:
        """Of the only scenario each outcome in a line, and the chance to leave month by month."""
        charts = {chart.name: chart for chart in outline.charts(self.outlook, "leave")}
        name = ""
        for row in outline.rows(self.outlook, scenario):
            if row.name != name:
                name = row.name
                self.line(Spans(name, "name"))
            cells = "; ".join(f"{it.before} → {it.after} in {it.months} months" for it in row.cells)
            base = f" (base rate {row.base})" if row.base else ""
            self.line(Spans(f"{row.head}: {cells}{base}"), 4)
            self.line(Spans(row.verdict, "" if row.is_shown else "soft"), 6)
            chart = charts.get(name) if row.head == HEADS["leave"] else None
            if chart is not None:
                before, after = (outline.sparkline(line.path.value, chart.top) for line in chart.lines)
                self.line(Spans(f"{before} before   {after} after   (top {share(chart.top)})", "soft"), 6)

    def members(self) -> None:
        self.paper.head("Members as the model takes them")
        for state in self.outlook.members:
            name = Spans(words.one_line(state.name) + (", frozen" if state.is_frozen else ""), style="name").append(
                ": "
            )
            for number, claim in enumerate(state.inputs):
                name.append(" " if number else "").append(self.said(claim.sentence, claim.evidence))
            self.line(name)

    def listed(self, title: str, sentences: Iterable[str]) -> None:
        """A heading and its list, or nothing."""
        some = [words.one_line(it) for it in sentences]
        if some:
            self.paper.head(title)
        for sentence in some:
            self.item(Spans(sentence))

    def sources(self) -> None:
        every = list(enumerate(self.outlook.sources, start=1))
        self.paper.head("SOURCES")
        for number, source in every:
            if number in self.cited:
                facts = "; ".join(filter(None, (source.publisher, words.date_words(source.published or ""))))
                self.item(
                    Spans(words.one_line(source.title)).append(f" ({words.one_line(facts)})", "soft"),
                    mark=f"{number:>3}.",
                )
        self.line(
            Spans("`foedus evidence ID` shows a row and its source; docs/whatif.md has every equation.", style="soft")
        )

    def said(self, sentence: str, row_ids: tuple[str, ...]) -> Spans:
        """A sentence with the numbers of its sources and the ids of its rows."""
        text, numbers = Spans(words.one_line(sentence)), self.known.cited(row_ids)[:N_SOURCES]
        if not row_ids:
            return text
        self.cited.update(numbers)
        marks = f"[{','.join(map(str, numbers))}] " if numbers else ""
        more = f" +{len(row_ids) - 2} more" if len(row_ids) > 2 else ""
        return text.append(f" {marks}({' '.join(row_ids[:2])}{more})", style="soft")

    def item(self, text: Spans, indent: int = 2, mark: str = "-") -> None:
        self.paper.put(text, indent + len(mark) + 1, mark)

    def line(self, text: Spans, indent: int = 2) -> None:
        self.paper.put(text, indent)
