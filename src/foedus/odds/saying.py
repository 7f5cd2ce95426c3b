"""Odds in words: ICD 203's terms, sentences for ranges, drivers, signs and limits. Not here: any number (`predict`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from foedus.assessment import Driver, OutcomeOdds
from foedus.odds.covariates import COVARIATES
from foedus.odds.outcomes import Spell
from foedus.odds.present import Present
from foedus.questions.panel import Panel
from foedus.questions.wording import count_of, day_words
from foedus.rows import Row

ICD_203 = (
    (0.05, "almost no chance", "1-5%"),
    (0.20, "very unlikely", "5-20%"),
    (0.45, "unlikely", "20-45%"),
    (0.55, "roughly even chance", "45-55%"),
    (0.80, "likely", "55-80%"),
    (0.95, "very likely", "80-95%"),
    (1.01, "almost certain", "95-99%"),
)
"""Terms of Intelligence Community Directive 203 (2015), each with its upper bound and its numbers."""

LOWEST = 0.01

ACT_WORDS = {
    "threaten_leave": "said that they may leave",
    "freeze": "stopped taking part",
    "stop_paying": "stopped paying",
    "give_notice": "gave notice",
    "refuse_attend": "stayed away from a meeting or exercise",
    "refuse_host": "declined to host",
    "refuse_sign": "declined to sign a document",
}

OUTCOME_WORDS = {
    "exit": "membership ends by its own choice",
    "notice": "gives notice of leaving",
    "freeze": "stops taking part",
    "lost a member": "at least one member leaves",
    "end by break": "the treaty ends for all before its term",
}

TOLD_DRIVERS = 4
LEAST_DRIVER = 0.1
_COVARIATES = {one.name: one for one in COVARIATES}


def word(low: float, high: float) -> str:
    """ICD 203's term with its numbers, or two where the range spans several; below 1% it has none, and that is said."""
    first, last = _term(low), _term(high)
    return first if first == last else f"{first} to {last}"


def _term(chance: float) -> str:
    if chance < LOWEST:
        return "less than almost no chance (below ICD 203's 1%)"
    return next(f"{name} ({numbers})" for top, name, numbers in ICD_203 if chance < top)


def share(chance: float) -> str:
    """A chance as a percentage: two digits where it is small."""
    percent = 100 * chance
    return f"{percent:.0f}%" if percent >= 10 else f"{percent:.1f}%" if percent >= 0.95 else f"{percent:.2g}%"


def told(panel: Panel, row: OutcomeOdds) -> OutcomeOdds:
    """The same row with its sentence."""
    if row.outcome == "hollow":
        own = "Its calls and all calls of the record" if len(row.methods) > 1 else "All calls of the record"
        sentence = f"{own} say that a call gets no help with a chance of {_range(row)}; {row.word}."
        return replace(row, sentence=sentence)
    who = f"{panel.bare_name(row.member)}: " if row.member else ""
    within = f"within {count_of(row.horizon_years, 'year')}"
    beside = "apart from it by every method" if row.is_apart else "the difference is inside the noise"
    methods = "one method" if len(row.methods) == 1 else f"{len(row.methods)} methods"
    base = (
        f"base rate {share(row.base_rate)}, {beside}" if row.outcome != "end by break" else "the rate of all alliances"
    )
    sentence = f"{who}{OUTCOME_WORDS[row.outcome]} {within}: {_range(row)} by {methods} ({base}); {row.word}."
    return replace(row, sentence=sentence[0].upper() + sentence[1:])


def _range(row: OutcomeOdds) -> str:
    low, high = share(row.low), share(row.high)
    wide = f"90% intervals {share(row.widest_low)} to {share(row.widest_high)}"
    return f"{low}, {wide}" if low == high else f"{low} to {high}, {wide}"


def headline(panel: Panel, outcomes: Sequence[OutcomeOdds]) -> str:
    """One sentence: that a member is lost within five years, and who is likeliest."""
    lost = next(it for it in outcomes if it.outcome == "lost a member" and it.horizon_years == 5)
    each = sorted((it for it in outcomes if it.outcome == "exit" and it.horizon_years == 5), key=lambda it: -it.middle)
    first = each[0]
    spread = first.middle - each[-1].middle
    most = f"the likeliest is {panel.name(first.member or '')} with {share(first.low)} to {share(first.high)}"
    alike = "; members hardly differ" if spread < 0.01 else ""
    return (
        f"That the alliance loses at least one member within five years: {share(lost.low)} to {share(lost.high)} over three "
        f"methods (base rate {share(lost.base_rate)}); {lost.word}. Of its members {most}{alike}. Exits are rare, and these "
        "numbers move the base rate only as far as the back-test supports."
    )


def score_words(score: Mapping[str, Any]) -> str:
    """How the mean of the methods did in the back-test."""
    if not score:
        return "No back-test stands behind these coefficients."
    auc, low, high = score["auc"]
    skill, worst, best = score["log_skill"]
    slope, flat, steep = score["slope"]
    return (
        f"Back-test, forecasts of {score['first']} to {score['last']}, each from what was known then, {score['n_events']} exits "
        f"in {score['n']:,} member-years: within-year AUC {auc:.2f} (95% {low:.2f} to {high:.2f}), log-score skill "
        f"{skill:+.1%} ({worst:+.1%} to {best:+.1%}) over the best of five baselines ({score['best_baseline']}), calibration "
        f"slope {slope:.2f} ({flat:.2f} to {steep:.2f}); exits inside the 90% interval in {score['decades_inside']} of "
        f"{score['decades']} decades."
    )


def covariate(name: str) -> str:
    """A covariate in words."""
    return _COVARIATES[name].words


def driver_words(panel: Panel, member: str, drivers: Sequence[Driver]) -> str:
    """The largest drivers of a member, each with its factor on the odds of an exit."""
    from math import exp

    largest = [it for it in drivers if abs(it.log_odds) >= LEAST_DRIVER][:TOLD_DRIVERS]
    said = [f"{it.words} x{exp(it.log_odds):.1f}" for it in largest]
    unknown = [it.words for it in drivers if it.value is None]
    tail = f"; not known: {', '.join(unknown)}" if unknown else ""
    return f"{panel.bare_name(member)}: {', '.join(said) or 'nothing far from the mean of all'}{tail}."


def sign_words(panel: Panel, act: str, seen: int, left: int, recent: Sequence[Row]) -> str:
    """How often an act was followed by an exit, and whether the alliance has seen it in the last five years."""
    of_all = f"Of {count_of(seen, 'member')} that {ACT_WORDS[act]}, {left or 'none'} left within five years"
    if not recent:
        return f"{of_all}; not seen here in five years."
    who = panel.names_of({row["actor"] for row in recent})
    return f"{of_all}; seen here of {who}, last {day_words(recent[-1]['happened_on'])}."


def limits(
    now: Present, vintage: Mapping[str, Any], members: Sequence[tuple[Spell, Mapping[str, float | None]]]
) -> tuple[str, ...]:
    """What is missing or assumed."""
    notices, freezes = (now.rate(outcome, now.multilateral) for outcome in ("notice", "freeze"))
    found = [
        f"Exits were learned to the end of {vintage['year']} from {vintage['n_events']} in {vintage['n_rows']:,} member-years "
        "of all alliances of three members or more.",
        f"Notices and freezes were counted in the record alone ({notices.events} and {freezes.events} in "
        f"{notices.years:,.0f} member-years); it was compiled with hindsight and their odds were not back-tested. Covariates are "
        "taken to move them as they move exits.",
        "Members are taken as independent; in the past exits of one alliance came together, so that losing several is likelier "
        "and losing none too.",
    ]
    unknown = sorted({covariate(name) for _, known in members for name in NAMED if known[name] is None})
    if unknown:
        found.append(
            f"Not known for some members: {', '.join(unknown)}; the mean of all stands there, and the range is wider."
        )
    return tuple(found)


NAMED = ("drift", "apart", "autocracy", "regime_change", "regime_gap", "war_inside", "war", "civil_war")
"""Covariates of which a record may hold nothing."""
