"""Calls for help: who asked, whom, when, under which article, held against the record's list of calls.

The lists are followed from each treaty's beginning, and calls are public by their nature: they are made to be heard. So a call
that the record has by another member at the time claimed excludes the claimed caller; with no such row it is not in the record.
"""

from __future__ import annotations

import re
from dataclasses import replace

from foedus.check.claims.callers import wanted
from foedus.check.desk import Desk, Fact, covers, gap_days, ids, spans
from foedus.check.judge import call_parts, requests
from foedus.check.judge.another import another
from foedus.check.judge.ruling import NOTHING, Ruling, told
from foedus.check.types import Found, Query

KINDS = ("call",)

NEAR_DAYS = 2
CONTEXT_DAYS = 45
SAME = 0.2
"""How alike a claim must be to a call of another day for that day to be the wrong one."""
CLEARLY = 0.3
"""How alike it must be to a call that another alliance was asked for."""
YEAR_DAYS, CLEARER = 366, 1.5
"""How far back a call by another may lie to be meant instead of an old one, and how much more alike it must be."""
LEAST = 0.08
"""How alike an undated claim must be to an old call to be taken for it."""
_NONE = re.compile(
    r"\b(?:no (?:such )?(?:\w+ )?request|not asked|not requested|made no|had not (?:asked|requested)|received no"
    r"|never (?:asked|requested|used (?:its|the|that) right))\b"
)
_OFFICE = re.compile(r"\b(?:secretariat|headquarter|secretary general|council)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"\bArticles? (\d+)")


def judge(found: Found, desk: Desk) -> Ruling:
    """Hold a claimed call against calls, and against rows that say that none was made."""
    query = found.query
    near = _near(query, desk)
    denied = _denied(query, desk)
    if not near and denied is None and query.date_from == "running":
        query, near = _undated(query, desk)
    own = [it for it in near if is_caller(it, query, desk)]
    own = own or _by_basis(query, desk) or _before(query, desk)
    if not own and denied is None:
        own = _elsewhere(query, near, desk)
    if denied is not None and own and query.basis:
        denied = None
    if denied is not None and _OFFICE.search(query.detail):
        # A plea to the alliance's own office is not one to another state.
        own = [it for it in own if it.recipient in desk.alliances.rows]
    if denied is not None and (query.is_negated or not own):
        return _on_denial(query, denied, desk)
    if query.is_negated:
        return _negated(query, own, desk)
    return _with_own(query, own, desk) if own else _without_own(query, near, desk)


def _undated(query: Query, desk: Desk) -> tuple[Query, list[Fact]]:
    """A claim whose day, told of before, fits no call: another day of its sentence, else none, with the calls then near."""
    for on in query.nearby:
        other = replace(query, on=on)
        near = _near(other, desk)
        if near:
            return other, near
    other = replace(query, on="", date_from="")
    return other, _near(other, desk)


def _elsewhere(query: Query, near: list[Fact], desk: Desk) -> list[Fact]:
    """Calls by the claimed caller on another alliance or at another time, where the words are like them.

    In the alliance of the article it is enough that no call at the day, which was told of before, is as like.
    """
    if query.is_dated or query.date_from == "sentence" or query.is_negated:
        return []
    known = [it for it in desk.calls if it.actor in query.actors and it.first <= desk.horizon]
    least = min(CLEARLY, max([SAME, *(_alike(query, it, desk) for it in near)]))
    return [
        it for it in known
        if (alike := _alike(query, it, desk)) >= CLEARLY or (alike > least and it.alliance in (query.alliance, query.main))
    ]  # fmt: skip


def _on_denial(query: Query, denied: Fact, desk: Desk) -> Ruling:
    """Beside a row that says that no request was made."""
    if query.is_negated:
        return Ruling("supported", f"{told(denied)}.", (denied.id,))
    if _BOTH.search(denied.text) and desk.weights.alike(query.topic, denied.topic) >= 0.5:
        return Ruling("partly", f"Whether it was asked is disputed. {told(denied)}.", (denied.id,), ("version",))
    why = f"The record says that no request was made. {told(denied)}."
    return Ruling("contradicted", why, (denied.id,), ("caller", "act"))


def _with_own(query: Query, own: list[Fact], desk: Desk) -> Ruling:
    """The claimed caller did call: the call that is meant, part by part."""
    best = _best(query, own, desk)
    if not query.on and _alike(query, best, desk) < LEAST and (desk.horizon - best.last).days > 400:
        return NOTHING
    recent = _recent(query, best, desk)
    return _other_caller(query, recent, desk)._replace(outcome="partly") if recent else _checked(query, best, desk)


def _recent(query: Query, own: Fact, desk: Desk) -> Fact | None:
    """A call of the last year by another that an undated claim is clearly more like than an old call of its own caller."""
    if query.on or (desk.horizon - own.last).days <= CONTEXT_DAYS:
        return None
    lately = [
        it for it in desk.calls
        if it.alliance == own.alliance and it.actor not in query.actors and 0 <= (desk.horizon - it.first).days <= YEAR_DAYS
    ]  # fmt: skip
    best = max(lately, key=lambda it: _alike(query, it, desk), default=None)
    least = max(SAME, CLEARER * _alike(query, own, desk))
    return best if best is not None and _alike(query, best, desk) >= least else None


def _without_own(query: Query, near: list[Fact], desk: Desk) -> Ruling:
    """No call by the claimed caller at that time: an event of the day may tell of it, another call may exclude it."""
    event = requests.borne_out(query, desk)
    if event is not None:
        return Ruling("supported", f"{told(event)}.", (event.id,))
    ruling = _not_own(query, near, desk)
    if ruling.outcome == "not_in_record":
        ruling = requests.excluded(query, desk) or another(query, desk) or ruling
    return ruling._replace(outcome="partly") if ruling.outcome == "contradicted" and not query.is_sure else ruling


def is_caller(call: Fact, query: Query, desk: Desk) -> bool:
    """Whether a call is by one of those claimed: the row's caller, or a member that is said to have asked together with it."""
    if call.actor in query.actors:
        return True
    if not _TOGETHER.search(call.text):
        return False
    members = desk.members_on(call.alliance, call.first)
    return any(it in call.states and it in members for it in query.actors)


_TOGETHER = re.compile(r"\basked together\b|\bjointly\b|\bparties\b")
_BOTH = re.compile(r"\bhad asked\b|\brequested\b|\basked for\b")


def _near(query: Query, desk: Desk) -> list[Fact]:
    """Calls that may be the one meant: at the time claimed, or, without a date, of the alliance."""
    wanted = {query.alliance, *query.others} - {""}
    known = [it for it in desk.calls if it.first <= desk.horizon]
    calls = [it for it in known if it.alliance in wanted or it.recipient in wanted] or known
    if query.on:
        near = [it for it in calls if gap_days(it.first, it.last, query.on) <= NEAR_DAYS]
        met = [it for it in calls if any(gap_days(a.first, a.last, query.on) <= 1 for a in desk.answers.get(it.id, []))]
        return near or [
            it for it in met if "meet" in query.detail or "session" in query.detail or query.date_from == "running"
        ]
    return calls


def _by_basis(query: Query, desk: Desk) -> list[Fact]:
    """Calls by the claimed caller that rest on the treaty which the words name, where no date of their own tells another."""
    if not query.basis:
        return []
    return [
        it for it in desk.calls
        if it.actor in query.actors and it.first <= desk.horizon
        and (not query.is_dated or gap_days(it.first, it.last, query.on) <= CONTEXT_DAYS) and any(year in str(it.row["legal_basis"] or "") for year in query.basis)
    ]  # fmt: skip


def _before(query: Query, desk: Desk) -> list[Fact]:
    """Calls by the claimed caller in the weeks before a day that is another clause's: `it met on Tuesday after X had asked`."""
    if not query.on or query.date_from != "sentence" or not _EARLIER.search(query.detail):
        return []
    wanted = {query.alliance, *query.others} - {""}
    return [
        it for it in desk.calls
        if it.actor in query.actors and {it.alliance, it.recipient} & wanted and it.first <= desk.horizon
        and any(0 <= (ends - it.first).days <= CONTEXT_DAYS for _, ends in spans(query.on))
    ]  # fmt: skip


_EARLIER = re.compile(
    r"^ (?:after|since|because|as) |\bhave (?:\w+ ){0,2}?(?:request|ask|appeal|turn|call|invoke|seek)\b"
)
"""A clause that tells of what came before the day of its sentence."""


def _best(query: Query, own: list[Fact], desk: Desk) -> Fact:
    def score(it: Fact) -> tuple[float, int]:
        fits = query.article and query.article in _ARTICLE.findall(it.row["legal_basis"] or "")
        against = 0.2 if it.row["adversary"] in query.recipients else 0.0
        return desk.weights.alike(query.topic, it.topic) + against + (0.05 if fits else 0.0), it.first.toordinal()

    return max(own, key=score)


def _checked(query: Query, call: Fact, desk: Desk) -> Ruling:
    """A call by the claimed caller at the claimed time: article, basis, addressee and what was asked for are still to be held."""
    rows = (call.id, *_event(call))
    named = _ARTICLE.findall(call.row["legal_basis"] or "")
    if query.article and named and query.article not in named and "not invoked" not in (call.row["legal_basis"] or ""):
        is_same = bool(query.on) or desk.weights.alike(query.topic, call.topic) > 0.2
        if is_same:
            return Ruling(
                "contradicted", f"The request rested on {call.row['legal_basis']}. {told(call)}.", rows, ("article",)
            )
    wrong = (
        call_parts.callers(query, call, desk)
        or call_parts.basis(query, call, desk)
        or call_parts.addressee(query, call, desk)
        or call_parts.wanted(query, call, desk)
    )
    wrong = wrong or call_parts.number(query, call, desk)
    if wrong is not None:
        return wrong._replace(rows=rows)
    later = call_parts.knowledge(query, call, desk)
    if later is not None:
        return later._replace(rows=rows)
    return Ruling("supported", f"{desk.name(call.actor)} asked {desk.name(call.recipient)}. {told(call)}.", rows)


def _not_own(query: Query, near: list[Fact], desk: Desk) -> Ruling:
    if not query.actors or (not query.is_sure and not set(query.actors) & {it.actor for it in desk.calls}):
        return _without_caller(query, near, desk)
    if (
        query.on
        and query.date_from in ("own", "sentence")
        and any(end.toordinal() - begin.toordinal() <= 31 for begin, end in spans(query.on))
    ):
        others = [it for it in near if it.actor not in query.actors]
        if others:
            return _other_caller(query, max(others, key=lambda it: _alike(query, it, desk)), desk)
        return _other_date(query, desk)
    pool = near or [it for it in desk.calls if it.alliance in (query.alliance, query.main) and it.first <= desk.horizon]
    close = [it for it in pool if _alike(query, it, desk) >= 0.3 and it.actor not in query.actors]
    own = [it for it in pool if it.actor in query.actors and _alike(query, it, desk) >= 0.2]
    if close and not own:
        return _other_caller(query, max(close, key=lambda it: _alike(query, it, desk)), desk)
    swapped = [it for it in near if query.on and it.recipient in query.actors and it.actor in query.recipients]
    if swapped and not own:
        return _other_caller(query, swapped[-1], desk)
    soft = [it for it in near if query.on and not set(query.actors) & it.states]
    if soft and not own:
        ruling = _other_caller(query, soft[-1], desk)
        # Nothing but a day told of before speaks for that call.
        return ruling if _alike(query, soft[-1], desk) >= LEAST else ruling._replace(outcome="partly")
    return NOTHING


def _alike(query: Query, call: Fact, desk: Desk) -> float:
    """How alike a claim is to a call, or to the event row of the same request."""
    event = desk.by_id.get(call.row["event_id"] or "")
    alike = desk.weights.alike(query.topic, call.topic)
    return max(alike, desk.weights.alike(query.topic, event.topic)) if event else alike


def _without_caller(query: Query, near: list[Fact], desk: Desk) -> Ruling:
    """`Article 4 was invoked`: some call at the time, under the article named."""
    if query.article:
        fits = [it for it in near if query.article in _ARTICLE.findall(it.row["legal_basis"] or "")]
        if fits:
            return Ruling("supported", f"{told(fits[-1])}.", ids(fits[-2:]))
    near = [it for it in near if query.on]
    return Ruling("supported", f"{told(near[-1])}.", ids(near[-1:])) if near and not query.article else NOTHING


def _other_caller(query: Query, call: Fact, desk: Desk) -> Ruling:
    why = f"The record has another caller: {desk.name(call.actor)} asked {desk.name(call.recipient)}. {told(call)}."
    return Ruling("contradicted", why, (call.id, *_event(call), *_members(query, call, desk)), ("caller",))


def _other_date(query: Query, desk: Desk) -> Ruling:
    """The member did ask, at another time: contradicted where the words are about that same request."""
    wanted = {query.alliance, *query.others}
    own = [it for it in desk.calls if it.actor in query.actors and it.alliance in wanted]
    close = [it for it in own if gap_days(it.first, it.last, query.on) <= 370]
    if not close:
        return NOTHING
    best = max(close, key=lambda it: desk.weights.alike(query.topic, it.topic))
    alike = _alike(query, best, desk)
    if len(close) == 1 or alike >= 0.2:
        return Ruling(
            "contradicted" if alike >= SAME else "partly",
            f"{desk.name(best.actor)} asked at another time. {told(best)}.",
            (best.id, *_event(best)),
            ("date",),
        )
    return NOTHING


def _negated(query: Query, own: list[Fact], desk: Desk) -> Ruling:
    if re.search(r"\bnever\b", query.detail):
        own = [it for it in desk.calls if it.actor in query.actors and it.first <= desk.horizon]
        own = [it for it in own if {query.alliance, *query.others} & {it.alliance, it.recipient}] or own
        asked = wanted(query.detail)
        own = [it for it in own if not asked or asked & wanted(call_parts.words_of(it, desk).lower())]
    elif not query.on:
        return NOTHING
    if own:
        why = f"The record has the request. {told(own[-1])}."
        return Ruling("contradicted", why, (own[-1].id, *_event(own[-1])), ("act",))
    return NOTHING


def _denied(query: Query, desk: Desk) -> Fact | None:
    """A row that says that the claimed caller made no request at that time."""
    rows = [
        it for it in desk.facts
        if it.table in ("event", "statement") and set(query.actors) & it.states and _NONE.search(it.sentence)
        and re.search(r"request|asked|right to call", it.text)
    ]  # fmt: skip
    days = (query.on, *(query.nearby if not query.is_dated else ())) if query.on else query.nearby
    if days:
        rows = [it for it in rows if min(gap_days(it.first, it.last, on) for on in days) <= CONTEXT_DAYS]
    else:
        rows = [it for it in rows if abs((desk.horizon - it.last).days) <= CONTEXT_DAYS]
    return max(rows, key=lambda it: (it.table == "event", desk.weights.alike(query.topic, it.topic)), default=None)


def _members(query: Query, call: Fact, desk: Desk) -> tuple[str, ...]:
    """Membership rows that show a claimed caller to be no member, where it is none."""
    for state in query.actors:
        if not any(covers(it, call.first) for it in desk.spells_of(call.alliance, state)):
            return tuple(it["id"] for it in desk.spells_of(call.alliance, state))
    return ()


def _event(call: Fact) -> tuple[str, ...]:
    return (call.row["event_id"],) if call.row["event_id"] else ()
