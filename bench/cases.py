"""Twenty-five crises of alliances: what foedus says as of the eve of each, beside what happened. Prints docs/cases.md.

Run with the Python that has foedus installed: `python bench/cases.py > docs/cases.md`. It reads the embedded record alone, and
the days in `bench/cases.csv`. All that stands before what happened is read through a view as of the eve.
"""

from __future__ import annotations

import csv
import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from foedus.build import find_member, forecasts, open_panel
from foedus.errors import FoedusError
from foedus.odds.live import BASE, HORIZONS, Forecast
from foedus.odds.outcomes import OUTCOMES
from foedus.odds.track import horizon_end, record_events, span_words
from foedus.questions.panel import Panel
from foedus.questions.wording import day_words
from foedus.record import Record
from foedus.record.embedded import folders
from foedus.record.trace import evidence

HERE = Path(__file__).resolve().parent
TODAY = date(2026, 2, 28)
"""The last day that the embedded record follows."""

LAST_ACTS = 3
YEARS_BEFORE = 5

HEAD = """# Crises of alliances, and what foedus says on their eve

This page is made by `python bench/cases.py > docs/cases.md`; do not edit it by hand.

Each case has two parts. The first is as of the eve of the crisis: what the record of that day holds of the member's dissent, and
the odds that foedus gives with no knowledge of anything later. The second, under *What happened*, was known only afterwards and
is used for nothing.

**How to read it.** The cases were chosen because something happened, and their days because it was about to. They are a check of
the story that the numbers tell, not of the numbers: odds of one in fifty that are followed by an exit here are no sign of bad
odds, since the many quiet members with the same odds are not on the page. The back-test counts those. Where a crisis came out of
nothing that treaty, votes, regime and past dissent could show (a coup, a revolution, an uprising), low odds on the eve are what
an honest method gives, and the page shows how often that was so.
"""

OUTSIDE = {
    "23": "Mali announced on 15 May 2022 that it left the group, after it had not been given the presidency that was its turn.",
    "25": "Egypt sent the Soviet military advisers home in July 1972 and ended the treaty of friendship in March 1976.",
}
"""Cases whose alliance the embedded record does not hold; no source was opened for them."""


class Case(NamedTuple):
    """A crisis: the alliance (empty where the record does not hold it), the members, the eve, keys of the rows of what came."""

    number: str
    title: str
    alliance: str
    members: tuple[str, ...]
    as_of: date
    came: tuple[str, ...]


def cases() -> list[Case]:
    """The cases in order."""
    with (HERE / "cases.csv").open(encoding="utf-8", newline="") as handle:
        return [
            Case(
                row["case"],
                row["title"],
                row["alliance"],
                tuple(row["members"].split(";")),
                date.fromisoformat(row["as_of"]),
                tuple(filter(None, row["came"].split(";"))),
            )
            for row in csv.DictReader(handle)
        ]


def embedded() -> Record:
    """The embedded record alone."""
    return Record.open(*folders())


def seen(panel: Panel, member: str) -> list[str]:
    """The member's last dissenting acts of the five years before, as known on the eve."""
    since = panel.day.replace(year=panel.day.year - YEARS_BEFORE)
    own = [row for row in panel.dissent if row["actor"] == member and row["happened_from"] >= since]
    told = [f"{len(own)} dissenting act{'' if len(own) == 1 else 's'} of {panel.name(member)} in the five years before"]
    return [*told, *(f"{day_words(row['happened_on'])}: {row['sentence']}" for row in own[-LAST_ACTS:])]


def odds_on(case: Case, member: str, record: Record) -> list[Forecast]:
    """The odds on the eve; none where foedus gives none."""
    try:
        return forecasts(case.alliance, case.as_of, member=member, record=record)
    except FoedusError as none:
        sys.stderr.write(f"case {case.number}, {member}: {none}\n")
        return []


def came_within(after: Panel, case: Case, member: str, outcome: str) -> str:
    """When an outcome came within five years of the eve, as the record knows today."""
    asked = Forecast(case.as_of, after.alliance, member, outcome, HORIZONS[-1], {}, "", "")
    ends = horizon_end(asked)
    spans = [span for span in record_events(after, asked) or () if span[0] > case.as_of and span[1] <= ends]
    if spans:
        return f"{outcome} {span_words(min(spans))}"
    return f"no {outcome}" + (f" up to {day_words(after.day.isoformat())}" if ends > after.day else "")


def table(made: list[Forecast]) -> Iterator[str]:
    """Range and base rate by outcome and horizon."""
    yield "| outcome | within | odds | base rate |"
    yield "|---|---|---|---|"
    for one in made:
        told = [p for name, p in one.probabilities.items() if name != BASE]
        months = one.horizon_months
        within = f"{months // 12} year{'' if months == 12 else 's'}"
        yield f"| {one.outcome} | {within} | {min(told):.1%} to {max(told):.1%} | {one.probabilities[BASE]:.1%} |"


def section(case: Case, record: Record) -> Iterator[str]:
    """One case in Markdown."""
    yield f"\n## {case.number}. {case.title}\n"
    if not case.alliance:
        yield "The embedded record does not hold this alliance: no odds.\n"
        yield f"*What happened* (from general knowledge; no source was opened). {OUTSIDE[case.number]}"
        return
    before, after = open_panel(case.alliance, case.as_of, record), open_panel(case.alliance, TODAY, record)
    yield f"**As of {day_words(case.as_of.isoformat())}**, {before.row['name']}:\n"
    for member in case.members:
        find_member(before, member)
        for line in seen(before, member):
            yield f"- {line}"
        made = odds_on(case, member, record)
        if made:
            yield ""
            yield from table(made)
        yield "" if made else "- no odds\n"
    yield "*What happened*\n"
    shown, sources = evidence(after.view, [after.view.find(key)[1]["id"] for key in case.came])
    by_id = {source.id: source for source in sources}
    by_key = {one.key: one for one in shown}
    for key in case.came:
        one = by_key[key]
        source = by_id.get(one.source_id or "")
        cited = (
            f"[{source.title}]({source.url})"
            if source and source.url
            else source.title
            if source
            else "no source opened"
        )
        yield f"- {day_words(one.date or '')}: {one.text} ({cited}; `{key}`{'' if one.is_verified else '; not verified'})"
    for member in case.members:
        came = [came_within(after, case, member, outcome) for outcome in OUTCOMES]
        yield f"- within five years of the eve, {before.bare_name(member)}: {', '.join(came)}"


def main() -> int:
    """Print the page."""
    with tempfile.TemporaryDirectory() as empty:
        os.environ["FOEDUS_DATA"] = empty
        record = embedded()
        sys.stdout.write(HEAD)
        for case in cases():
            sys.stdout.write("\n".join(section(case, record)) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
