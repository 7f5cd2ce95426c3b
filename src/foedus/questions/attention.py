"""Question 4: is the hub attending to its members? The hub's recorded acts towards each, and its silence after a call."""

from __future__ import annotations

from collections import Counter
from datetime import date

from foedus.assessment import Finding, Meaning
from foedus.questions.pace import LEAST_EVENTS, pace
from foedus.questions.panel import Panel, Window, inside
from foedus.questions.wording import THIN, count_of, day_words, percent, span_words
from foedus.rows import Row

MEANING = Meaning(
    number=4,
    question="attention",
    title="Is the hub attending to its members?",
    asks="How often the hub acted towards each member, in what share to whom, how that changed, and how long it was silent "
    "after a member's last call.",
    formula=(
        "Event rows with the hub as actor and a member of that date as recipient, neither disputed nor only announced, per "
        "year, exact gamma interval; share of all such acts; days from a member's last call dated to the day to the hub's "
        "next recorded act towards it. Change as in question 3."
    ),
    reading=(
        "0: no recorded act. Rows are what was reported in the sources read: coverage differs between members, so compare a "
        "member with its own past, not with another member."
    ),
    literature=(
        "Lake 2009, Hierarchy in International Relations: what a dominant state owes its subordinates",
        "Garwood 1936, Biometrika 28: exact interval of a Poisson rate",
    ),
)

COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE"})


def answer(panel: Panel) -> list[Finding]:
    """Each member's share of the hub's acts, rate, change and silence; a single finding where there is no hub."""
    if panel.hub is None or panel.hub not in panel.members:
        return [_no_hub(panel)]
    acts = [
        row
        for row in panel.events
        if row["actor"] == panel.hub != row["recipient"]
        and row["modality"] == "actual"
        and row["happened_to"] <= panel.day
        and panel.was_member(panel.hub, row)
        and panel.was_member(row["recipient"], row)
    ]
    others = [member for member in panel.members if member != panel.hub]
    return [
        _all_acts(panel, acts),
        *(_member(panel, member, acts) for member in others),
        *(finding for member in others for finding in _silence(panel, member, acts)),
    ]


def _no_hub(panel: Panel) -> Finding:
    day = day_words(panel.day.isoformat())
    return panel.finding(
        MEANING.question,
        "acts of the hub",
        sentence=(
            f"The record names {panel.name(panel.hub)} as the hub of {panel.alliance}, but not as its member on {day}."
            if panel.hub
            else f"The record names no hub of {panel.alliance} as of {day}."
        ),
        label="hub not a member" if panel.hub else "no hub",
        value=None,
        unit="acts per year",
        method="count of event rows",
        rows=[],
        is_thin=True,
    )


def _all_acts(panel: Panel, acts: list[Row]) -> Finding:
    it = pace(panel, acts, [panel.hub or ""])
    to_whom = Counter(row["recipient"] for row in it.recent)
    listed = ", ".join(
        f"{panel.name(member)} {n} ({percent(n / len(it.recent))})"
        for member, n in sorted(to_whom.items(), key=lambda item: (-item[1], item[0]))
    )
    return panel.finding(
        MEANING.question,
        "acts of the hub",
        sentence=(
            f"In the {span_words(it.recent_years)} to {day_words(panel.recent.last.isoformat())} the record holds "
            f"{count_of(len(it.recent), 'act')} of {panel.name(panel.hub or '')} towards other members"
            f"{': ' if listed else ''}{listed}. Reports on some members are denser than on others."
        ),
        label=count_of(len(it.recent), "act"),
        value=it.rate,
        unit="acts per year",
        bounds=it.bounds,
        n=len(it.recent),
        method="exact gamma interval",
        rows=it.recent,
        window=panel.recent,
        is_thin=len(it.recent) < THIN,
    )


def _member(panel: Panel, member: str, acts: list[Row]) -> Finding:
    it = pace(panel, [row for row in acts if row["recipient"] == member], [member])
    friendly = sum((row["plover_type"] in COOPERATIVE) for row in it.recent)
    said = it.words("recorded act", about=f"{friendly} cooperative", subject="the rate of its acts")
    return panel.finding(
        MEANING.question,
        "acts of the hub towards the member",
        member=member,
        sentence=f"{panel.name(panel.hub or '')} towards {panel.name(member)}: {said}.",
        label=it.label("act"),
        value=it.rate,
        unit="acts per year",
        bounds=it.bounds,
        n=len(it.rows),
        method="exact gamma interval; gamma-Poisson, Jeffreys priors",
        rows=it.rows,
        window=it.window,
        is_thin=it.is_thin,
    )


def _silence(panel: Panel, member: str, acts: list[Row]) -> list[Finding]:
    """Days from the member's last call to the hub's next recorded act towards it, or until the record ends."""
    calls = [row for row in panel.calls if row["caller"] == member and row["happened_from"] == row["happened_to"]]
    if not calls:
        return []
    if calls[-1]["happened_to"] < panel.recent.first and len(inside(panel.events, panel.earlier)) < LEAST_EVENTS:
        # The record hardly follows the years since: an empty stretch of it is no silence.
        return []
    last, called = calls[-1], calls[-1]["happened_from"]
    later = [row for row in acts if row["recipient"] == member and row["happened_from"] >= called][:1]
    until = panel.covered_to if panel.covered_to >= called else panel.day
    fewest, most = ((it - called).days for it in _span(later[0])) if later else [(until - called).days] * 2
    hub, name, called_on = panel.name(panel.hub or ""), panel.name(member), day_words(last["called_on"])
    sentence = (
        f"After {name}'s call of {called_on} the next recorded act of {hub} towards {name} came {_after(fewest, most)}"
        if later
        else f"The record, as far as it goes to {day_words(until.isoformat())}, holds no act of {hub} towards {name} since "
        f"its call of {called_on} ({count_of(most, 'day')})"
    )
    days = f"{fewest}" if fewest == most else f"{fewest} to {most}"
    return [
        panel.finding(
            MEANING.question,
            "silence after the last call",
            member=member,
            sentence=f"{sentence}. Acts by the alliance as a body are not counted.",
            label=f"{days} day{'' if most == 1 else 's'}{'' if later else ' and counting'}",
            value=(fewest + most) / 2,
            unit="days",
            n=1,
            method="days from the call to the hub's next recorded act",
            rows=[last, *later],
            window=Window(called, later[0]["happened_to"] if later else until),
            is_thin=True,
        )
    ]


def _span(row: Row) -> tuple[date, date]:
    return row["happened_from"], row["happened_to"]


def _after(fewest: int, most: int) -> str:
    if fewest < most:
        return f"{fewest} to {most} days later"
    return "the same day" if most == 0 else f"{count_of(most, 'day')} later"
