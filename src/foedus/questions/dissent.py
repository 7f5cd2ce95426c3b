"""Question 6: is dissent growing? Dissenting acts per year, their change, and votes apart from the hub."""

from __future__ import annotations

from datetime import date

from foedus.assessment import Finding, Meaning
from foedus.dates import month_of
from foedus.measures.intervals import change_point, probability_share_rose, share_interval
from foedus.questions import alignment
from foedus.questions.pace import LEAST_EVENTS, pace
from foedus.questions.panel import Panel, Window, inside
from foedus.questions.wording import MONTHS, THIN, chance, count_of, day_words, number, percent, rose_words, span_words
from foedus.record.schema import DISSENTING_ACTS
from foedus.rows import Row

MEANING = Meaning(
    number=6,
    question="dissent",
    title="Is dissent growing?",
    asks="How often members refuse, stay away, reproach or announce leaving, whether that rose, and how far they vote from "
    "the hub.",
    formula=(
        "Event rows of a member of that date towards the alliance, the hub or another member, not disputed, whose alliance "
        f"act is one of {', '.join(sorted(DISSENTING_ACTS))}; rate per year with exact gamma interval; P(rose) as in question "
        f"3, told where the record holds {LEAST_EVENTS} events of any kind in the five years before; the same acts as a "
        "share of all recorded acts of members; one change point over the last 120 months. Votes: share equal to the hub's, and "
        "S = 1 - 2 * sum|a - b| / (2n) with yes, abstain, no scored 1, 2, 3 and absence left out."
    ),
    reading=(
        "Rate 0: no dissenting act recorded. S = 1: every vote equal; S = -1: every vote opposite. The votes here are few and "
        "were chosen because they were contested: they show how members voted on these texts, not in general."
    ),
    literature=(
        "Garwood 1936, Biometrika 28; Gelman and others 2013, Bayesian Data Analysis, section 2.6",
        "Raftery and Akman 1986, Biometrika 73: change point of a Poisson process",
        "Signorino and Ritter 1999, International Studies Quarterly 43: S",
    ),
)

CHANGE_MONTHS = 120

VOTES = """
SELECT v.*, r.body, r.number
FROM vote v LEFT JOIN resolution r ON r.id = v.resolution_id
WHERE list_contains($members, v.member) AND v.method = 'hand'
ORDER BY v.happened_to, v.id
"""

SCORE = {"yes": 1, "abstain": 2, "no": 3}


def answer(panel: Panel) -> list[Finding]:
    """The alliance's rate and change point, then each member's acts and votes."""
    acts = panel.dissent
    votes = panel.query(VOTES, {"members": list(panel.members)}) if panel.hub in panel.members else []
    aligned = alignment.findings(panel)
    return [
        _rate(panel, None, acts),
        *_share(panel, acts),
        *_change(panel, acts),
        *[it for it in aligned if it.member is None],
        *(_rate(panel, member, [row for row in acts if row["actor"] == member]) for member in panel.members),
        *[it for it in aligned if it.member is not None],
        *(_votes(panel, member, votes) for member in panel.members if panel.hub and member != panel.hub and votes),
    ]


def _rate(panel: Panel, member: str | None, acts: list[Row]) -> Finding:
    it = pace(panel, acts, [member] if member else None)
    who = panel.name(member) if member else f"All members of {panel.alliance}"
    return panel.finding(
        MEANING.question,
        "dissenting acts",
        member=member,
        sentence=f"{who}: {it.words('recorded dissenting act')}.",
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


def _share(panel: Panel, acts: list[Row]) -> list[Finding]:
    """Dissenting acts among all that members did: a share does not grow only because more is recorded."""
    done = [row for row in panel.events if row["modality"] != "disputed" and panel.was_member(row["actor"], row)]
    windows = [(inside(acts, window), inside(done, window)) for window in (panel.earlier, panel.recent)]
    (before, all_before), (now, all_now) = windows
    if len(all_before) < THIN or len(all_now) < THIN:
        return []
    p = probability_share_rose(len(before), len(all_before), len(now), len(all_now))
    low, high = share_interval(len(now), len(all_now))
    return [
        panel.finding(
            MEANING.question,
            "share of acts that dissent",
            sentence=(
                f"Of {count_of(len(all_now), 'act')} of members that the record holds in the "
                f"{span_words(panel.recent.years)} to {day_words(panel.recent.last.isoformat())}, {len(now) or 'none'} "
                f"{'was' if len(now) == 1 else 'were'} dissenting ({percent(len(now) / len(all_now))}, 95% interval "
                f"{percent(low)} to {percent(high)}), of {len(all_before)} in the {span_words(panel.earlier.years)} before "
                f"{len(before) or 'none'} ({percent(len(before) / len(all_before))}); on these counts the share {rose_words(p)} "
                f"(probability that it rose {chance(p)}). Unlike a rate, a share does not rise only because more is recorded."
            ),
            label=f"{percent(len(now) / len(all_now))} of acts, before {percent(len(before) / len(all_before))}",
            value=len(now) / len(all_now),
            unit="share",
            bounds=(low, high),
            n=len(all_now),
            method="exact Beta interval; Beta-binomial, uniform priors",
            rows=[*before, *now] or all_now,
            window=Window(panel.earlier.first, panel.recent.last),
            is_thin=len(now) + len(before) < THIN,
        )
    ]


def _change(panel: Panel, acts: list[Row]) -> list[Finding]:
    """A change point over the last ten years, on acts dated at least to the month."""
    last = month_of(panel.covered_to)
    first = max(last - CHANGE_MONTHS + 1, month_of(panel.founded))
    window = Window(max(date(first // 12, first % 12 + 1, 1), panel.founded), panel.covered_to)
    dated = [row for row in inside(acts, window) if len(row["happened_on"]) >= 7]
    followed = len(inside(panel.events, window)) - len(inside(panel.events, panel.recent))
    if last - first < 11 or not dated or followed < LEAST_EVENTS:
        return []
    counts = [0] * (last - first + 1)
    for row in dated:
        counts[month_of(row["happened_from"]) - first] += 1
    change = change_point(counts)
    place = f"{_month_words(first + change.first)} (95% between {_month_words(first + change.early)} and "
    place += f"{_month_words(first + change.late)})"
    return [
        panel.finding(
            MEANING.question,
            "change point",
            sentence=(
                f"Over the {len(counts)} months to {_month_words(last)} the probability that the monthly rate of dissenting "
                f"acts changed once is {chance(change.p_change)}; if it did, the likeliest month is {place}, "
                f"from {number(change.rate_before * 12)} to {number(change.rate_after * 12)} a year. Denser reporting in "
                "later years would look the same."
            ),
            label=f"change near {_month_words(first + change.first)}",
            value=change.p_change,
            unit="probability",
            n=len(dated),
            method="Poisson change point, even prior odds",
            rows=dated,
            window=window,
            is_thin=len(dated) < THIN,
        )
    ]


def _month_words(index: int) -> str:
    return f"{MONTHS[index % 12]} {index // 12}"


def _votes(panel: Panel, member: str, votes: list[Row]) -> Finding:
    beside = {row["resolution_id"]: row for row in votes if row["member"] == panel.hub and row["vote"] in SCORE}
    own = [row for row in votes if row["member"] == member and row["vote"] in SCORE]
    both = [(row, beside[row["resolution_id"]]) for row in own if row["resolution_id"] in beside]
    hub, name = panel.name(panel.hub or ""), panel.name(member)
    if not both:
        sentence, value, bounds = f"The record holds no resolution on which {name} and {hub} both voted.", None, None
    else:
        equal = sum(row["vote"] == other["vote"] for row, other in both)
        gap = sum(abs(SCORE[row["vote"]] - SCORE[other["vote"]]) for row, other in both)
        value, bounds = equal / len(both), share_interval(equal, len(both))
        sentence = (
            f"{name} voted as {hub} on {equal} of {count_of(len(both), 'resolution')} on which the record holds a vote of both "
            f"({percent(value)}, 95% interval {percent(bounds[0])} to {percent(bounds[1])}); S = "
            f"{1 - 2 * gap / (2 * len(both)):.2f}."
        )
    return panel.finding(
        MEANING.question,
        "votes with the hub",
        member=member,
        sentence=sentence,
        label=f"voted with {panel.hub} {percent(value)} of {len(both)}" if value is not None else "no votes",
        value=value,
        unit="share",
        bounds=bounds,
        n=len(both),
        method="share of equal votes, exact Beta interval; S (Signorino and Ritter 1999)",
        rows=[row for pair in both for row in pair],
        is_thin=len(both) < 2 * THIN,
    )
