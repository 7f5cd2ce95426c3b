"""Question 4: is the hub attending to its members? The hub's recorded acts towards each, and its silence after a call."""

from __future__ import annotations

from foedus.assessment import Finding, Meaning
from foedus.measures.intervals import probability_rate_rose, rate_interval
from foedus.questions.panel import Panel, Window, inside
from foedus.questions.wording import THIN, count_of, day_words, number, percent, rose_words
from foedus.rows import Row

MEANING = Meaning(
    number=4,
    question="attention",
    title="Is the hub attending to its members?",
    asks="How often the hub acted towards each member, in what share to whom, how that changed, and how long it was silent "
    "after a member's last call.",
    formula=(
        "Event rows with the hub as actor and a member as recipient, per year, exact gamma interval; share of all such acts; "
        "days from a member's call to the hub's next recorded act towards it. Change as in question 3."
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

HUB_ACTS = """
SELECT e.*, e.plover_type IN ('AGREE', 'CONSULT', 'SUPPORT', 'COOPERATE', 'AID', 'CONCEDE') AS is_cooperative
FROM event e
WHERE e.alliance = $alliance AND e.actor = $hub AND e.recipient <> $hub AND e.modality <> 'disputed'
  AND e.happened_to <= $day
ORDER BY e.happened_to, e.happened_from, e.id
"""

CALLS = "SELECT * FROM call WHERE alliance = $alliance ORDER BY happened_to, happened_from, id"


def answer(panel: Panel) -> list[Finding]:
    """Each member's share of the hub's acts, rate, change and silence; a single finding where there is no hub."""
    if panel.hub is None or panel.hub not in panel.members:
        return [_no_hub(panel)]
    acts = [row for row in panel.query(HUB_ACTS) if row["recipient"] in panel.members]
    others = [member for member in panel.members if member != panel.hub]
    return [
        _all_acts(panel, acts),
        *(_member(panel, member, acts) for member in others),
        *(finding for member in others for finding in _silence(panel, member, acts)),
    ]


def _no_hub(panel: Panel) -> Finding:
    return panel.finding(
        MEANING.question,
        "acts of the hub",
        sentence=f"The record names no hub of {panel.alliance} as of {day_words(panel.day.isoformat())}.",
        label="no hub",
        value=None,
        unit="acts per year",
        method="count of event rows",
        rows=[],
        is_thin=True,
    )


def _all_acts(panel: Panel, acts: list[Row]) -> Finding:
    recent = inside(acts, panel.recent)
    shares = {member: sum(row["recipient"] == member for row in recent) for member in panel.members}
    listed = ", ".join(
        f"{panel.name(member)} {n} ({percent(n / len(recent))})"
        for member, n in sorted(shares.items(), key=lambda item: (-item[1], item[0]))
        if n
    )
    return panel.finding(
        MEANING.question,
        "acts of the hub",
        sentence=(
            f"In the 24 months to {day_words(panel.day.isoformat())} the record holds "
            f"{count_of(len(recent), 'act')} of {panel.name(panel.hub or '')} towards other members{': ' if listed else ''}"
            f"{listed}. Reports on some members are denser than on others."
        ),
        label=count_of(len(recent), "act"),
        value=len(recent) / panel.recent.years,
        unit="acts per year",
        bounds=rate_interval(len(recent), panel.recent.years),
        n=len(recent),
        method="exact gamma interval",
        rows=recent,
        window=panel.recent,
        is_thin=len(recent) < THIN,
    )


def _member(panel: Panel, member: str, acts: list[Row]) -> Finding:
    own = [row for row in acts if row["recipient"] == member]
    recent, earlier = inside(own, panel.recent), inside(own, panel.earlier)
    p_rose = probability_rate_rose(len(earlier), panel.earlier.years, len(recent), panel.recent.years)
    low, high = rate_interval(len(recent), panel.recent.years)
    rate = len(recent) / panel.recent.years
    friendly = sum(bool(row["is_cooperative"]) for row in recent)
    return panel.finding(
        MEANING.question,
        "acts of the hub towards the member",
        member=member,
        sentence=(
            f"{panel.name(panel.hub or '')} towards {panel.name(member)}: {count_of(len(recent), 'recorded act')} in the last 24 "
            f"months ({friendly} cooperative; {number(rate)} a year, 95% interval {number(low)} to {number(high)}), "
            f"{len(earlier)} in the 60 months before; on these counts attention {rose_words(p_rose)} "
            f"(probability that it rose {p_rose:.2f})."
        ),
        label=f"{len(recent)} acts in 24 months ({len(earlier)} in 60 before)",
        value=rate,
        unit="acts per year",
        bounds=(low, high),
        n=len(recent) + len(earlier),
        method="exact gamma interval; gamma-Poisson, flat priors",
        rows=[*earlier, *recent],
        window=Window(panel.earlier.first, panel.recent.last),
        is_thin=len(recent) + len(earlier) < THIN,
    )


def _silence(panel: Panel, member: str, acts: list[Row]) -> list[Finding]:
    """Days from the member's last call to the hub's next recorded act towards it, or until the as-of date."""
    calls = [
        row for row in panel.query(CALLS) if row["caller"] == member and row["happened_from"] == row["happened_to"]
    ]
    if not calls:
        return []
    last = calls[-1]
    later = [row for row in acts if row["recipient"] == member and row["happened_from"] >= last["happened_from"]]
    until = later[0]["happened_from"] if later else panel.day
    days = (until - last["happened_from"]).days
    hub, name = panel.name(panel.hub or ""), panel.name(member)
    sentence = (
        f"After {name}'s call of {day_words(last['called_on'])} the next recorded act of {hub} towards {name} came "
        f"{'the same day' if days == 0 else 'after ' + count_of(days, 'day')} (acts by the alliance as a body not counted)."
        if later
        else f"The record holds no act of {hub} towards {name} in the {count_of(days, 'day')} since its call of "
        f"{day_words(last['called_on'])} (acts by the alliance as a body not counted)."
    )
    return [
        panel.finding(
            MEANING.question,
            "silence after the last call",
            member=member,
            sentence=sentence,
            label=f"{days} days" if later else f"{days} days and counting",
            value=float(days),
            unit="days",
            n=1,
            method="days from the call to the hub's next recorded act",
            rows=[last, *later[:1]],
            is_thin=True,
        )
    ]
