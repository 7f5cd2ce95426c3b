"""Question 6: is dissent growing? Dissenting acts per year, their change, and votes apart from the hub."""

from __future__ import annotations

from datetime import date

from foedus.assessment import Finding, Meaning
from foedus.measures.intervals import change_point, probability_rate_rose, rate_interval, share_interval
from foedus.questions.panel import Panel, Window, inside
from foedus.questions.wording import MONTHS, THIN, count_of, number, percent, rose_words
from foedus.record.schema import DISSENTING_ACTS
from foedus.rows import Row

MEANING = Meaning(
    number=6,
    question="dissent",
    title="Is dissent growing?",
    asks="How often members refuse, stay away, reproach or announce leaving, whether that rose, and how far they vote from "
    "the hub.",
    formula=(
        "Event rows of a member towards the alliance, the hub or another member whose alliance act is one of "
        f"{', '.join(sorted(DISSENTING_ACTS))}; rate per year with exact gamma interval; P(rose) by gamma-Poisson, last 24 "
        "months against the 60 before; one change point over the last 120 months. Votes: share equal to the hub's, and "
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

DISSENT = f"""
SELECT e.* FROM event e
WHERE e.alliance = $alliance AND e.modality <> 'disputed' AND e.happened_to <= $day
  AND e.alliance_act IN ({", ".join(repr(act) for act in sorted(DISSENTING_ACTS))})
  AND e.actor <> $alliance
ORDER BY e.happened_to, e.happened_from, e.id
"""

VOTES_BESIDE_HUB = """
SELECT v.id, v.member, v.vote, h.id AS hub_id, h.vote AS hub_vote, v.happened_to
FROM vote v JOIN vote h ON h.resolution_id = v.resolution_id AND h.member = $hub
WHERE v.member <> $hub
ORDER BY v.happened_to, v.id
"""

SCORE = {"yes": 1, "abstain": 2, "no": 3}


def answer(panel: Panel) -> list[Finding]:
    """The alliance's rate and change point, then each member's acts and votes."""
    within = {panel.alliance, *(spell["member"] for spell in panel.spells)}
    acts = [row for row in panel.query(DISSENT) if row["actor"] in within and row["recipient"] in within]
    votes = panel.query(VOTES_BESIDE_HUB) if panel.hub else []
    return [
        _rate(panel, None, acts),
        *_change(panel, acts),
        *(_rate(panel, member, [row for row in acts if row["actor"] == member]) for member in panel.members),
        *(_votes(panel, member, votes) for member in panel.members if panel.hub and member != panel.hub),
    ]


def _rate(panel: Panel, member: str | None, acts: list[Row]) -> Finding:
    recent, earlier = inside(acts, panel.recent), inside(acts, panel.earlier)
    low, high = rate_interval(len(recent), panel.recent.years)
    p_rose = probability_rate_rose(len(earlier), panel.earlier.years, len(recent), panel.recent.years)
    rate = len(recent) / panel.recent.years
    who = panel.name(member) if member else f"All members of {panel.alliance}"
    return panel.finding(
        MEANING.question,
        "dissenting acts",
        member=member,
        sentence=(
            f"{who}: {count_of(len(recent), 'recorded dissenting act')} in the last 24 months ({number(rate)} a year, 95% "
            f"interval {number(low)} to {number(high)}), {len(earlier)} in the 60 months before; on these counts the rate "
            f"{rose_words(p_rose)} (probability that it rose {p_rose:.2f})."
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


def _change(panel: Panel, acts: list[Row]) -> list[Finding]:
    """A change point over the last ten years, on acts dated at least to the month."""
    last = panel.day.year * 12 + panel.day.month - 1
    first = max(last - CHANGE_MONTHS + 1, panel.founded.year * 12 + panel.founded.month - 1)
    dated = [row for row in acts if len(row["happened_on"]) >= 7 and _month(row["happened_from"]) >= first]
    if last - first < 11 or not dated:
        return []
    counts = [0] * (last - first + 1)
    for row in dated:
        counts[_month(row["happened_from"]) - first] += 1
    change = change_point(counts)
    place = f"{_month_words(first + change.first)} (95% between {_month_words(first + change.early)} and "
    place += f"{_month_words(first + change.late)})"
    return [
        panel.finding(
            MEANING.question,
            "change point",
            sentence=(
                f"Over the last {len(counts)} months the probability that the monthly rate of dissenting acts changed once is "
                f"{change.p_change:.2f}; the likeliest month is {place}, from {number(change.rate_before * 12)} to "
                f"{number(change.rate_after * 12)} a year. Denser reporting in later years would look the same."
            ),
            label=f"change near {_month_words(first + change.first)}",
            value=change.p_change,
            unit="probability",
            n=len(dated),
            method="Poisson change point, even prior odds",
            rows=dated,
            window=Window(date(first // 12, first % 12 + 1, 1), panel.day),
            is_thin=len(dated) < THIN,
        )
    ]


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month_words(index: int) -> str:
    return f"{MONTHS[index % 12]} {index // 12}"


def _votes(panel: Panel, member: str, votes: list[Row]) -> Finding:
    both = [row for row in votes if row["member"] == member and row["vote"] in SCORE and row["hub_vote"] in SCORE]
    hub, name = panel.name(panel.hub or ""), panel.name(member)
    rows = [{"id": row[column]} for row in both for column in ("id", "hub_id")]
    if not both:
        sentence, value, bounds = f"The record holds no resolution on which {name} and {hub} both voted.", None, None
    else:
        equal = sum(row["vote"] == row["hub_vote"] for row in both)
        gap = sum(abs(SCORE[row["vote"]] - SCORE[row["hub_vote"]]) for row in both)
        value, bounds = equal / len(both), share_interval(equal, len(both))
        sentence = (
            f"On the {count_of(len(both), 'contested resolution')} in the record on which both voted, {name} voted as {hub} on "
            f"{equal} ({percent(value)}, 95% interval {percent(bounds[0])} to {percent(bounds[1])}); S = "
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
        rows=rows,
        is_thin=len(both) < 2 * THIN,
    )
