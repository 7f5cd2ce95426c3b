"""What a user wants to hear of: `dissent ARM rises`, `exit ARM within 5 years above 10%`, `any freeze`; words to a rule.

    WHAT [MEMBER] rises | falls | changes | above N | below N      WHAT: a question, a measure of one, or an outcome of the odds
    any ACT [MEMBER]                                               ACT: an act of the alliance, `dissent`, call, answer, notice

What there is to watch is taken from an assessment, so that the list never lags behind the questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from foedus.assessment import Assessment
from foedus.record.schema import ALLIANCE_ACTS, DISSENTING_ACTS
from foedus.watch.state import WatchError

CONDITIONS = ("rises", "falls", "changes", "above", "below")

SHARES = frozenset({"share", "probability", "chance"})
"""Units of which `30%` means 0.3; `percent of GDP` and the like are in per cent already."""

ACTS: dict[str, frozenset[str]] = {
    **{name: frozenset({name}) for name in ALLIANCE_ACTS if name != "other"},
    "dissent": DISSENTING_ACTS,
    "notice": frozenset({"give_notice"}),
    "refusal": frozenset(name for name in ALLIANCE_ACTS if name.startswith("refuse_")),
}
HORIZON_YEARS = 2
ODDS = "odds"


class Rule(NamedTuple):
    """One thing to hear of."""

    text: str
    """As the user wrote it, with single spaces."""
    question: str
    """The question of a finding, `odds`, or `any`."""
    measure: str
    """The measure, the outcome, or the word of the act."""
    member: str | None
    condition: str
    """One of `CONDITIONS`, or `any`."""
    level: float | None = None
    years: int = 0
    """Horizon, of odds."""


class Watchable(NamedTuple):
    """What an assessment has to watch: measures with the members they are told of, and outcomes of the odds."""

    alliance: str
    measures: tuple[tuple[str, str, str, frozenset[str | None]], ...]
    """Question, measure, unit, and the members (None: the alliance) of whom it is told."""
    outcomes: tuple[tuple[str, frozenset[int]], ...]
    members: tuple[tuple[str, str], ...]
    """Code and name."""


def watchable(assessment: Assessment) -> Watchable:
    """What there is to watch in an assessment."""
    told: dict[tuple[str, str, str], set[str | None]] = {}
    for it in assessment.findings:
        told.setdefault((it.question, it.measure, it.unit), set()).add(it.member)
    odds: dict[str, set[int]] = {}
    for row in assessment.odds.outcomes:
        if row.horizon_years:
            odds.setdefault(row.outcome, set()).add(row.horizon_years)
    return Watchable(
        assessment.alliance,
        tuple((*key, frozenset(members)) for key, members in told.items()),
        tuple((outcome, frozenset(years)) for outcome, years in odds.items()),
        tuple((it.code, it.name) for it in assessment.members),
    )


def parse(text: str, there: Watchable) -> Rule:
    """The rule that words mean; raises `WatchError` with what can be watched for words that mean none."""
    words = text.casefold().replace(",", " ").split()
    whole = " ".join(text.split())
    if not words:
        raise WatchError(f'an alert is empty; write for example "dissent ARM rises"; {_listed(there)}')
    if words[0] in ("any", "new"):
        return _any(whole, words[1:], there)
    words, condition, level_word = _condition(whole, words, there)
    words, years = _horizon(words)
    words, member = _member(words, there)
    name = " ".join(words)
    for outcome, horizons in there.outcomes:
        if name in (outcome, f"odds {outcome}", f"odds of {outcome}", f"chance of {outcome}"):
            return _of_odds(whole, outcome, horizons, member, condition, level_word, years)
    if years:
        raise WatchError(f'"{whole}": only odds have a horizon; outcomes: {_of_outcomes(there)}')
    question, measure, unit = _measure(whole, name, member, there)
    return Rule(whole, question, measure, member, condition, _level(whole, level_word, unit))


def _any(whole: str, words: Sequence[str], there: Watchable) -> Rule:
    rest, member = _member(list(words), there)
    name = "_".join(rest)
    if name not in ACTS:
        raise WatchError(
            f'"{whole}": after `any` comes an act and, if you like, a member; acts: {", ".join(sorted(ACTS))}; '
            f"members: {_of_members(there)}"
        )
    return Rule(whole, "any", name, member, "any")


def _condition(whole: str, words: list[str], there: Watchable) -> tuple[list[str], str, str]:
    if len(words) > 1 and words[-1] in CONDITIONS[:3]:
        return words[:-1], words[-1], ""
    if len(words) > 2 and words[-2] in CONDITIONS[3:]:
        return words[:-2], words[-2], words[-1]
    raise WatchError(
        f'"{whole}": an alert ends in rises, falls, changes, above N or below N, or begins with any; {_listed(there)}'
    )


def _horizon(words: list[str]) -> tuple[list[str], int]:
    """`within 5 years`, `5 years` and `5y` taken out."""
    found = re.search(r"(?:\bwithin )?\b(\d+) ?(?:y|years?)\b", " ".join(words))
    if found is None:
        return words, 0
    joined = " ".join(words)
    return (joined[: found.start()] + joined[found.end() :]).split(), int(found.group(1))


def _member(words: list[str], there: Watchable) -> tuple[list[str], str | None]:
    """The member named, by code or name, and the words without it; of several words that name one the last."""
    joined = f" {' '.join(words)} "
    for code, name in there.members:
        for one in (code.casefold(), name.casefold()):
            at = joined.rfind(f" {one} ")
            if at >= 0:
                rest = joined[:at] + " " + joined[at + len(one) + 2 :]
                return [word for word in rest.split() if word not in ("of", "for")], code
    return words, None


def _of_odds(
    whole: str, outcome: str, horizons: frozenset[int], member: str | None, condition: str, level: str, years: int
) -> Rule:
    chosen = years or (HORIZON_YEARS if HORIZON_YEARS in horizons else min(horizons))
    if chosen not in horizons:
        listed = ", ".join(str(one) for one in sorted(horizons))
        raise WatchError(f'"{whole}": odds of {outcome} are told for {listed} years, not {chosen}')
    return Rule(whole, ODDS, outcome, member, condition, _level(whole, level, "chance"), chosen)


def _measure(whole: str, name: str, member: str | None, there: Watchable) -> tuple[str, str, str]:
    """The measure that a name means for a member or the alliance: its own name, its question's first, or part of one name."""
    own = [(question, measure, unit) for question, measure, unit, told in there.measures if member in told]
    for is_meant in (
        lambda it: name in (it[1].casefold(), f"{it[0]} {it[1]}".casefold()),
        lambda it: name == it[0],
        lambda it: name and name in it[1].casefold(),
    ):
        found = [it for it in own if is_meant(it)]
        if found:
            return found[0]
    whom = f"of {member}" if member else f"of {there.alliance} as a whole"
    raise WatchError(f'"{whole}": nothing {whom} is called "{name}"; {_listed(there, member)}')


def _level(whole: str, word: str, unit: str) -> float | None:
    if not word:
        return None
    try:
        value = float(word.removesuffix("%"))
    except ValueError:
        raise WatchError(
            f'"{whole}": "{word}" is no number; write for example above 3, or above 10% for shares'
        ) from None
    if unit in SHARES and (word.endswith("%") or value > 1):
        value /= 100
    return value


def _listed(there: Watchable, member: str | None = None) -> str:
    names = dict.fromkeys(f"{question}: {measure}" for question, measure, _, told in there.measures if member in told)
    return (
        f"to watch {'of ' + member if member else 'of the alliance'}: {'; '.join(names)}; odds: {_of_outcomes(there)}; "
        f"or any {', '.join(('call', 'answer', 'freeze', 'notice', 'dissent'))}; members: {_of_members(there)}"
    )


def _of_outcomes(there: Watchable) -> str:
    return ", ".join(outcome for outcome, _ in there.outcomes) or "none"


def _of_members(there: Watchable) -> str:
    return ", ".join(code for code, _ in _each(there.members))


def _each(members: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    return iter(dict(members).items())
