"""What looks ahead is told with the odds, what grows with question 6, and a judgement is called one."""

from __future__ import annotations

from foedus.check.desk import Desk
from foedus.check.judge import act
from foedus.check.judge.ruling import NOTHING, Ruling
from foedus.check.types import Found, Query
from foedus.errors import FoedusError
from foedus.questions.panel import Panel, inside

KINDS = ("odds", "trend", "opinion")

SURE = 0.9
"""A change counts as one from this probability on, in either direction."""


def judge(found: Found, desk: Desk) -> Ruling:
    """Predictions with odds, trends with the probability of a rise, opinions as such."""
    query = found.query
    if query.kind == "odds":
        return Ruling("prediction", _odds(query, desk))
    if query.kind == "trend":
        return _trend(query, desk)
    related = act.nearest(found, desk)
    why = "A judgement: no row can bear it out or exclude it."
    if query.family == "cause":
        why = "A cause is named: that one thing followed another a record can show, that it caused it a record cannot."
    return Ruling("opinion", why, related)


def _odds(query: Query, desk: Desk) -> str:
    """What question 9 says of the outcome that the words come nearest to."""
    plain = "A prediction: nothing known on the day can bear it out or exclude it."
    if query.alliance not in desk.alliances.rows:
        return plain
    try:
        odds = desk.assessed(query.alliance).odds
    except FoedusError:
        return plain
    if not odds.is_available:
        return f"{plain} {odds.sentence}"
    members = [it for it in query.actors if any(row.member == it for row in odds.outcomes)]
    wanted = query.family or "lost a member"
    for member in [*members[:1], None]:
        rows = [it for it in odds.outcomes if it.member == member and it.outcome == wanted] or [
            it for it in odds.outcomes if it.member == member and it.outcome in ("exit", "lost a member")
        ]
        if rows:
            row = next((it for it in rows if it.horizon_years == 5), rows[0])
            return f"{plain} The odds: {row.sentence}"
    return plain


def _trend(query: Query, desk: Desk) -> Ruling:
    """The probability that the rate of dissenting acts rose, of the alliance or of one member, as question 6 has it."""
    from foedus.questions import dissent
    from foedus.questions.pace import pace

    if query.alliance not in desk.alliances.rows:
        return NOTHING
    try:
        panel = desk.panel(query.alliance)
    except FoedusError:
        return NOTHING
    if query.family == "most":
        return _most(query, panel, desk)
    member = next((it for it in query.actors if it in panel.members), None)
    acts = [it for it in panel.dissent if member in (None, it["actor"])]
    found = next((it for it in dissent.answer(panel) if it.measure == "dissenting acts" and it.member == member), None)
    rose = pace(panel, acts, [member] if member else None).p_rose
    if found is None or rose is None:
        return NOTHING
    wanted = rose if query.family == "rises" else 1 - rose
    rows = found.evidence[-12:]
    if wanted >= SURE:
        return Ruling("supported", found.sentence, rows)
    if wanted <= 1 - SURE:
        return Ruling("contradicted", found.sentence, rows, ("act",))
    return Ruling("partly", f"The counts do not tell it either way. {found.sentence}", rows, ("number",))


def _most(query: Query, panel: Panel, desk: Desk) -> Ruling:
    """Which member's dissenting acts are the most in the last 24 months that the record covers."""
    counted = {it: [row for row in inside(panel.dissent, panel.recent) if row["actor"] == it] for it in panel.members}
    state, top = query.actors[0], max(counted, key=lambda it: len(counted[it]), default=None)
    if top is None or not counted[top] or state not in counted:
        return NOTHING
    rows = tuple(row["id"] for row in (*counted[state], *counted[top]))[-10:]
    why = f"Dissenting acts in the record's last 24 months: {desk.name(top)} {len(counted[top])}, {desk.name(state)} {len(counted[state])}."
    if len(counted[state]) == len(counted[top]):
        return Ruling("supported", why, rows)
    return Ruling("contradicted", why, rows, ("actor",))
