"""What the tools answer about the future: the odds and what drives them, and the nearest past cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus._version import __version__
from foedus.errors import FoedusError
from foedus.mcp.answers import AnaloguesTold, OddsTold
from foedus.mcp.cites import Sources, listed
from foedus.mcp.lines import Cited, DriverLine, DriversLine, MethodLine, NearCase, OddsLine, Said
from foedus.mcp.pages import paged
from foedus.mcp.records import Desk, opened

if TYPE_CHECKING:
    from foedus.assessment import Drivers, Odds, OutcomeOdds

HORIZONS = (1, 2, 5)
MOST_DRIVERS = 6
MOST_CASES = 25


def odds(
    desk: Desk, alliance: str, as_of: str | None, member: str | None, horizon_years: int | None, offset: int
) -> OddsTold:
    """The odds of an alliance and its members; of one member with every method and what drives them."""
    from foedus import build

    if horizon_years is not None and horizon_years not in HORIZONS:
        raise FoedusError(f"horizon_years: there are odds for 1, 2 and 5 years, not for {horizon_years}")
    made = build.assess(alliance, as_of or None, member=member or None, record=opened(desk))
    told = made.odds
    wanted = [it for it in told.outcomes if horizon_years is None or it.horizon_years in (0, horizon_years)]
    lines = [_outcome(it, has_methods=made.only_member is not None) for it in wanted]
    shown, page, _ = paged(lines, offset, _no_sources)
    signs = _signs(told)
    return OddsTold(
        as_of=made.as_of,
        foedus_version=__version__,
        alliance=made.alliance,
        is_available=told.is_available,
        sentence=told.sentence,
        outcomes=shown,
        drivers=[_drivers(it) for it in told.drivers] if made.only_member else [],
        signs=signs,
        score=told.score,
        limits=list(told.limits),
        page=page,
        sources=Sources(made.evidence, made.sources).of(id_ for it in signs for id_ in it.evidence),
    )


def _outcome(it: OutcomeOdds, has_methods: bool) -> OddsLine:
    return OddsLine(
        outcome=it.outcome,
        member=it.member,
        horizon_years=it.horizon_years,
        low=it.low,
        high=it.high,
        middle=it.middle,
        widest_low=it.widest_low,
        widest_high=it.widest_high,
        base_rate=it.base_rate,
        word=it.word,
        is_apart=it.is_apart,
        sentence=it.sentence,
        methods=[
            MethodLine(
                method=one.method,
                chance=one.chance,
                low=one.low,
                high=one.high,
                n_events=one.n_events,
                n_years=one.n_years,
            )
            for one in (it.methods if has_methods else ())
        ],
    )


def _drivers(it: Drivers) -> DriversLine:
    strongest = sorted(it.drivers, key=lambda one: -abs(one.log_odds))[:MOST_DRIVERS]
    return DriversLine(
        member=it.member,
        sentence=it.sentence,
        drivers=[
            DriverLine(words=one.words, value=one.value, mean=one.mean, log_odds=one.log_odds) for one in strongest
        ],
    )


def _signs(told: Odds) -> list[Said]:
    return [Said(sentence=it.sentence, evidence=listed(it.evidence), n_evidence=len(it.evidence)) for it in told.signs]


def analogues(desk: Desk, alliance: str, member: str, as_of: str | None, number: int) -> AnaloguesTold:
    """The nearest past cases to a member, with what happened to each within five years."""
    from foedus.build import find_member, open_panel
    from foedus.odds import analogues as cases

    if not 1 <= number <= MOST_CASES:
        raise FoedusError(f"number: ask for 1 to {MOST_CASES} cases, not {number}")
    panel = open_panel(alliance, as_of or None, opened(desk))
    code = find_member(panel, member)
    found = cases.analogues(panel.view, panel.alliance, code, k=number)
    return AnaloguesTold(
        as_of=panel.day.isoformat(),
        foedus_version=__version__,
        alliance=panel.alliance,
        member=code,
        near=[
            NearCase(
                alliance=one.case.alliance,
                member=one.case.member,
                on=one.case.day.isoformat(),
                distance=round(one.distance, 3),
                n_shared=one.n_shared,
                why=cases.why(one),
                after=one.after.words,
                allies=list(one.allies),
            )
            for one in found.near
        ],
        n_near_exits=found.n_near_exits,
        n_cases=found.n_cases,
        n_exits=found.n_exits,
        sentence=f"{found.n_near_exits} of these {len(found.near)} left by their own choice within five years; of all "
        f"{found.n_cases:,} member-years compared {found.n_exits:,}. Likeness is no forecast.",
    )


def _no_sources(_: object) -> tuple[Cited, ...]:
    return ()
