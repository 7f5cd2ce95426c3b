"""Numbers of members: counted from the closed lists on the day that the words give; founders from the rows of the founding."""

from __future__ import annotations

from datetime import date, timedelta

from foedus.check.desk import Desk, Fact, gap_days, spans
from foedus.check.judge import roster
from foedus.check.judge.ruling import NOTHING, Ruling, told
from foedus.check.numbers import holds
from foedus.check.types import Query
from foedus.dates import PartialDate
from foedus.questions.wording import day_words

MOST = 250
"""No alliance has more members; `the 1993 charter` tells a year."""


def judge(query: Query, desk: Desk) -> Ruling:
    """Hold a claimed number of members against the lists; `others` leaves room for the one that is told beside them."""
    if query.number is None or query.number > MOST or query.alliance not in desk.alliances.rows:
        return NOTHING
    if query.family == "founders":
        return _founders(query, desk)
    if query.family == "gone":
        return _left(query, desk)
    slack = (0, 1) if query.family == "others" else (0,)
    days = _days(query, desk)
    counts = {day: count for day in days if (count := len(desk.members_on(query.alliance, day)))}
    if not counts or _is_over(query.alliance, max(counts), desk):
        return NOTHING
    wanted = {int(query.number) + it for it in slack}
    fits = next((day for day, count in counts.items() if count in wanted), None)
    day = fits or max(counts)
    listed = desk.members_on(query.alliance, day)
    rows = tuple(it["id"] for it in listed.values())
    numbers = " or ".join(map(str, sorted(set(counts.values()))))
    says = (
        f"{query.alliance} has {len(listed)} members on {day_words(day.isoformat())}: {desk.names_of(sorted(listed))}."
    )
    if fits is not None:
        return Ruling("supported", says, rows)
    acts = [
        it
        for it in roster.foundings(query.alliance, desk)
        if any(q.value == query.number and q.unit == "members" for q in it.numbers)
    ]
    if acts:
        return Ruling("supported", f"{told(acts[0])}.", (acts[0].id,))
    if query.family == "others" and any(count - 2 == query.number for count in counts.values()):
        return Ruling("partly", f"Two apart, {query.number:g} would be left: {says}", rows, ("number",))
    once = _when(query.alliance, wanted, desk)
    if once is not None and not query.is_dated and query.detail == "past":
        why = f"{query.alliance} had {query.number:g} members on {day_words(once.isoformat())}, and {numbers} at the time spoken of."
        return Ruling("partly", why, rows, ("number",))
    return Ruling("contradicted", f"Not {query.number:g}: {says}", rows, ("number",))


def _days(query: Query, desk: Desk) -> list[date]:
    """The days on which the number may have been meant: those of the claim's own date, else the article's and those around."""
    own = [it for it in (spans(query.on) if query.is_dated else []) if it[0] <= desk.day]
    if own:
        return [
            day
            for first, last in own
            for day in (first, last, last + timedelta(days=1), first - timedelta(days=1))
            if day <= desk.day
        ]
    if query.detail != "past":
        return [desk.day, desk.day - timedelta(days=1)]
    around = [it for on in query.nearby for it in spans(on) if it[0] <= desk.day]
    return [
        desk.day,
        *(min(it[1], desk.day) for it in around),
        *(it[0] for it in around),
        *(it[0] - timedelta(days=1) for it in around),
    ]


def _when(alliance: str, wanted: set[int], desk: Desk) -> date | None:
    """A day in the past on which the alliance had that many members."""
    turns: list[date] = sorted(
        {day for it in desk.spells_of(alliance) for day in (it["happened_from"], it["ended_to"]) if day is not None}
    )
    for day in turns:
        for one in (day, day + timedelta(days=1)):
            if one <= desk.day and len(desk.members_on(alliance, one)) in wanted:
                return one
    return None


def _is_over(alliance: str, day: date, desk: Desk) -> bool:
    ended = desk.alliances.rows[alliance]["ended_on"]
    return bool(ended) and PartialDate.parse(ended).last <= day


def _is_founding(on: str, acts: list[Fact], first: date | None) -> bool:
    """Whether a date in words is that of the founding, or of the first memberships, give or take a year or so."""
    days = [it.first for it in acts] + ([first] if first is not None else [])
    return any(gap_days(day, day, on) <= roster.SOON_DAYS for day in days)


def _left(query: Query, desk: Desk) -> Ruling:
    """How many have left since a day: memberships that ended, or were given notice of, since then."""
    known = [it for it in spans(query.on) if it[0] <= desk.day]
    if not known or query.number is None:
        return NOTHING
    begin = known[0][0]
    ended = {
        it["member"]: it["id"] for it in desk.spells_of(query.alliance)
        if it["ended_to"] is not None and begin <= it["ended_to"] <= desk.day
    }  # fmt: skip
    noted = {
        it.actor: it.id for it in desk.events
        if it.alliance == query.alliance and it.act in ("leave", "give_notice") and begin <= it.last <= desk.day
    }  # fmt: skip
    low, high = len(ended), len({*ended, *noted})
    rows = (*ended.values(), *noted.values()) or tuple(
        it["id"] for it in desk.members_on(query.alliance, desk.day).values()
    )
    told_as = f"Since {day_words(begin.isoformat())} {desk.names_of(sorted({*ended, *noted}))} left or gave notice."
    if holds(query.number, query.bound, low, high):
        return Ruling("supported", told_as, rows)
    return Ruling("contradicted", f"Not {query.number:g}. {told_as}", rows, ("number",)) if rows else NOTHING


def _founders(query: Query, desk: Desk) -> Ruling:
    """How many signed the treaty or began the alliance: by the numbers and names of its founding rows, and the first lists."""
    acts = roster.foundings(query.alliance, desk)
    spells = desk.spells_of(query.alliance)
    if not acts and not spells:
        return NOTHING
    told_by = [it for it in acts if any(q.unit == "members" and q.value == query.number for q in it.numbers)]
    named = [
        it
        for it in acts
        if len([code for code in it.states if len(code) == 3 and code not in desk.alliances.rows]) == query.number
    ]
    if told_by or named:
        best = (told_by or named)[0]
        return Ruling("supported", f"{told(best)}.", (best.id,))
    first = min((it["happened_from"] for it in spells), default=None)
    begun = [it for it in spells if first is not None and (it["happened_from"] - first).days <= roster.SOON_DAYS]
    early = [it for it in begun if it["happened_from"] == first]
    if query.number in (len(begun), len(early)):
        return Ruling(
            "supported", f"{query.alliance} began with {query.number:g} members.", tuple(it["id"] for it in begun)
        )
    if query.is_dated and not _is_founding(query.on, acts, first):
        return NOTHING  # Another document of the alliance: `the Charter that six signed in 2002`.
    sizes = [it for it in acts if any(q.unit == "members" for q in it.numbers)]
    if sizes:
        return Ruling("contradicted", f"Not {query.number:g}. {told(sizes[0])}.", (sizes[0].id,), ("number",))
    if begun and len(begun) == len(early):
        why = f"{query.alliance} began with {len(begun)} members, not {query.number:g}: {desk.names_of(sorted(it['member'] for it in begun))}."
        return Ruling("contradicted", why, tuple(it["id"] for it in begun), ("number",))
    return NOTHING
