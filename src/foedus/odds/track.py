"""A track record: what came of saved forecasts by a day, and how well they did beside the base rate.

Nothing is scored with hindsight. A forecast that was made or saved after the day of scoring is refused; one that was saved more
than a few days after the day it speaks from is counted apart, since its outcome may have been known; of several forecasts of one
subject the first saved counts. A forecast whose event came is settled before its horizon has passed, one of a quiet time only
then: taken together that would favour whoever foretold trouble. So scores are of forecasts whose horizon has passed, in a time
that the record follows, and those settled early are counted beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from math import fsum, log
from typing import Literal, NamedTuple

from foedus.dates import PartialDate, months_back
from foedus.errors import UnknownName
from foedus.odds.live import BASE, Forecast, Saved
from foedus.odds.outcomes import Spell, exit_day, spells
from foedus.questions.panel import Panel
from foedus.record import AsOf

Verdict = Literal[
    "happened", "did not happen", "open", "not followed", "undecided", "unknown subject", "repeated", "refused"
]
"""`open`: the horizon has not passed. `not followed`: the record does not reach its end. `undecided`: the dates cannot tell.
`unknown subject`: the record holds no such member, or cannot tell the outcome. `repeated`: another of the subject came first."""

DAYS_TO_SAVE = 7
"""A forecast saved later after the day it speaks from is no live one: weekends and a long run fit in."""

Span = tuple[date, date]
"""The first and the last day that an event may have happened on."""

Events = Callable[[Panel, Forecast], list[Span] | None]
"""Says when the outcome of a forecast happened, by what the panel knows; None where it cannot tell the outcome."""


class Settled(NamedTuple):
    """What came of one forecast: the verdict, whether it was saved in time, whether its horizon has passed."""

    saved: Saved
    verdict: Verdict
    is_live: bool
    is_over: bool
    happened: str | None = None
    """When it happened, as far as the record knows."""

    @property
    def y(self) -> int:
        """1 where it happened, else 0."""
        return int(self.verdict == "happened")


class Score(NamedTuple):
    """How one method did over a set of forecasts, beside the base rate on the same ones.

    `brier` is the mean squared error, 0 to 1, 0 the best (Brier 1950); `log_score` the mean of -ln of the probability given to
    what came (Good 1952), 0 the best. Skills are 1 - score / score of the base rate: 0 is no better than it, below 0 worse.
    `expected` is the sum of the probabilities, to be read beside `n_events`. `n_distinct` counts events once however many
    forecasts they settle: forecasts of one event are not independent of each other.
    """

    method: str
    n: int
    n_events: int
    n_distinct: int
    expected: float
    brier: float
    log_score: float
    brier_base: float
    log_score_base: float
    brier_skill: float
    log_score_skill: float


def settle(saved: Iterable[Saved], view: AsOf, events: Events | None = None) -> list[Settled]:
    """What came of each forecast by the day of a view, in their order."""
    panels: dict[str, Panel | None] = {}
    seen: set[tuple[date, str, str | None, str, int]] = set()
    found = []
    for one in saved:
        code = one.forecast.alliance
        if code not in panels:
            panels[code] = _panel(view, code)
        is_first = one.forecast.subject not in seen
        if _is_known(one, view.day):
            seen.add(one.forecast.subject)
        found.append(_settled(one, view.day, panels[code], is_first, events or record_events))
    return found


def _is_known(one: Saved, day: date) -> bool:
    return one.forecast.made_on <= day and one.saved_on <= day


def _settled(one: Saved, day: date, panel: Panel | None, is_first: bool, events: Events) -> Settled:
    forecast = one.forecast
    is_live = one.saved_on <= forecast.made_on + timedelta(days=DAYS_TO_SAVE)
    ends = horizon_end(forecast)
    if not _is_known(one, day):
        return Settled(one, "refused", is_live, False)
    if not is_first:
        return Settled(one, "repeated", is_live, False)
    at_risk = _at_risk(panel, forecast) if panel else []
    told = events(panel, forecast) if panel and at_risk else None
    if panel is None or told is None:
        return Settled(one, "unknown subject", is_live, False)
    within = [span for span in sorted(told) if span[1] > forecast.made_on and span[0] <= ends]
    certain = next((span for span in within if span[0] > forecast.made_on and span[1] <= ends), None)
    is_gone = all(spell.out_on is not None and spell.out_on <= ends for spell in at_risk)
    is_over = ends <= day and (ends <= panel.covered_to or is_gone)
    if certain:
        return Settled(one, "happened", is_live, is_over, span_words(certain))
    if within:
        return Settled(one, "undecided", is_live, is_over)
    if ends > day:
        return Settled(one, "open", is_live, False)
    return Settled(one, "did not happen" if is_over else "not followed", is_live, is_over)


def _at_risk(panel: Panel, forecast: Forecast) -> list[Spell]:
    """Spells of the member, or of all, that held on the day of the forecast."""
    own = spells(panel.spells).get(panel.alliance, [])
    return [spell for spell in own if forecast.member in (None, spell.member) and spell.holds(forecast.made_on)]


def horizon_end(forecast: Forecast) -> date:
    """The last day that a forecast speaks of."""
    return months_back(forecast.made_on, -forecast.horizon_months)


def span_words(span: Span) -> str:
    """A day, or the first and the last day that it may have been."""
    return span[0].isoformat() if span[0] == span[1] else f"{span[0]} to {span[1]}"


def _panel(view: AsOf, code: str) -> Panel | None:
    try:
        return Panel(view, code)
    except UnknownName:
        return None


ACTS = {"notice": "give_notice", "freeze": "freeze"}


def record_events(panel: Panel, forecast: Forecast) -> list[Span] | None:
    """When an outcome happened by what a record holds: exits from spells, notices and freezes from acts, as in `outcomes`.

    A notice or freeze that was taken back later has still happened. None for outcomes that need more than the record.
    """
    if forecast.outcome in ACTS:
        return [
            (row["happened_from"], row["happened_to"])
            for row in panel.events
            if row["alliance_act"] == ACTS[forecast.outcome]
            and row["modality"] == "actual"
            and forecast.member in (None, row["actor"])
            and row["happened_to"] <= panel.day
        ]
    if forecast.outcome in ("exit", "lost a member"):
        return _exits(panel, forecast.member)
    return None


def _exits(panel: Panel, member: str | None) -> list[Span]:
    beside = spells(panel.spells).get(panel.alliance, [])
    vague = {
        (row["member"], PartialDate.parse(row["to_on"]).last): row["ended_from"]
        for row in panel.spells
        if row["to_on"] and PartialDate.parse(row["to_on"]).basis != "day"
    }
    found = []
    for spell in beside:
        out = exit_day(spell, beside)
        if out and out <= panel.day and member in (None, spell.member):
            # The first day out; of a month or a year, any of its days.
            found.append((vague.get((spell.member, out), out), out))
    return found


class Group(NamedTuple):
    """Scores of one outcome at one horizon, of live forecasts or of those saved afterwards.

    `n_early` are events that came before their horizon had passed: they are settled, and not scored yet.
    """

    is_live: bool
    outcome: str
    horizon_months: int
    n_early: int
    scores: tuple[Score, ...]


def groups(settled: Sequence[Settled]) -> list[Group]:
    """Scores by outcome and horizon, live forecasts first; none of which nothing is settled. Outcomes are never mixed."""
    found: dict[tuple[bool, str, int], list[Settled]] = {}
    for it in settled:
        forecast = it.saved.forecast
        found.setdefault((not it.is_live, forecast.outcome, forecast.horizon_months), []).append(it)
    made = []
    for (is_late, outcome, months), own in sorted(found.items()):
        n_early = sum(it.y and not it.is_over for it in own)
        told = tuple(scores(own))
        if told or n_early:
            made.append(Group(not is_late, outcome, months, n_early, told))
    return made


def scores(settled: Sequence[Settled], *, is_early_in: bool = False) -> list[Score]:
    """How each method did, in order of name and the base rate first; none where nothing is settled.

    Of forecasts whose horizon has passed; `is_early_in` takes in those whose event came before it, which leans to trouble.
    """
    counted = [it for it in settled if it.verdict in ("happened", "did not happen") and (it.is_over or is_early_in)]
    methods = {name for it in counted for name in it.saved.forecast.probabilities}
    ordered = sorted(methods, key=lambda name: (name != BASE, name))
    return [_score(name, [it for it in counted if name in it.saved.forecast.probabilities]) for name in ordered]


def _score(method: str, counted: Sequence[Settled]) -> Score:
    own = [(it.saved.forecast.probabilities[method], it.y) for it in counted]
    base = [(it.saved.forecast.probabilities[BASE], it.y) for it in counted]
    told = {
        (it.saved.forecast.alliance, it.saved.forecast.member, it.saved.forecast.outcome, it.happened)
        for it in counted
        if it.y
    }
    b, b_base, s, s_base = brier(own), brier(base), log_score(own), log_score(base)
    return Score(
        method=method,
        n=len(own),
        n_events=sum(y for _, y in own),
        n_distinct=len(told),
        expected=fsum(p for p, _ in own),
        brier=b,
        log_score=s,
        brier_base=b_base,
        log_score_base=s_base,
        brier_skill=1 - b / b_base,
        log_score_skill=1 - s / s_base,
    )


def brier(pairs: Sequence[tuple[float, int]]) -> float:
    """The mean squared distance of probabilities from what came (0 or 1): 0 to 1, 0 the best."""
    return fsum((p - y) ** 2 for p, y in pairs) / len(pairs)


def log_score(pairs: Sequence[tuple[float, int]]) -> float:
    """The mean of -ln of the probability that was given to what came (0 or 1): 0 and up, 0 the best."""
    return fsum(-log(p if y else 1 - p) for p, y in pairs) / len(pairs)
