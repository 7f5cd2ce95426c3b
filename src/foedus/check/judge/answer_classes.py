"""The class of answer that is claimed (forces, a mission, a refusal) against the classes that were given."""

from __future__ import annotations

import re

from foedus.check.desk import Desk, Fact, gap_days
from foedus.check.judge import answer_parts, replies
from foedus.check.judge.ruling import NOTHING, Ruling, told
from foedus.check.topic import topic
from foedus.check.types import Outcome, Query
from foedus.questions.help import HELP

WANTED = {
    "force": {"force"},
    "mission": {"mission"},
    "declined": {"declined"},
    "helped": set(HELP),
    "material": {*HELP},
    "political": {"political"},
    "relief": {"humanitarian", "material"},
    "pledged": {"force"},
}
"""The classes of answer that bear a claim out."""


def classed(query: Query, call: Fact, answers: list[Fact], desk: Desk) -> Ruling:
    """The class of answer that is claimed against the classes that were given: by whom it is claimed of, on the day claimed."""
    mine = answer_parts.own_answers(query, call, answers, desk)
    by = mine or answers
    dated = [it for it in by if query.is_dated and query.on and gap_days(it.first, it.last, query.on) <= 2]
    given, own = {it.row["answer_class"] for it in answers}, {it.row["answer_class"] for it in (dated or by)}
    rows = (call.id, *(it.id for it in (dated or by)[:4]))
    what = f"The record's answers: {', '.join(sorted(given))}. {told((dated or by)[0])}"
    if query.family == "none":
        return _none(query, own if mine else given, rows, what, dated or mine)
    wanted = WANTED[query.family]
    if query.family == "helped" and _FORCE.search(query.detail):
        wanted = {"force"}
    best = [it for it in (dated or by) if it.row["answer_class"] in wanted]
    if best and mine and query.family == "force":
        others = answer_parts.without_answer(query, call, answers, desk)
        if others:
            why = f"The record has no such answer by {desk.names_of(others)}. {told(best[0])}."
            return Ruling("partly", why, rows, ("actor",))
    if best and (mine or not answer_parts.names_responder(query, call, desk)):
        return Ruling("supported", f"{told(best[0])}.", (call.id, *(it.id for it in best[:3])))
    if best and query.family != "declined":
        swapped = answer_parts.other_responder(query, best, desk)
        return swapped._replace(rows=rows) if swapped is not None else NOTHING
    return _against(query, own, given, bool(mine), bool(dated), rows, what, desk)


def _against(
    query: Query,
    own: set[str],
    given: set[str],
    is_mine: bool,
    is_dated: bool,
    rows: tuple[str, ...],
    what: str,
    desk: Desk,
) -> Ruling:
    """No answer of the class claimed: whether those that there are exclude it."""
    if query.family == "declined":
        return _offered(query, rows, desk) or _not_declined(own, given, is_mine, is_dated, rows, what)
    is_told = _excludes(query, own, given, is_mine)
    if is_told:
        return Ruling("contradicted", f"{is_told} {what}.", rows, ("answer",))
    if query.family == "mission":
        never = never_came(query, desk)
        if never is not None:
            return Ruling("contradicted", f"None was sent. {told(never)}.", (never.id,), ("answer",))
    if query.family == "mission" and own & {"force"}:
        return Ruling("partly", f"Force was sent. {what}.", rows, ("answer",))
    if query.family == "mission" and own <= {"political", "declined"} and is_mine:
        outcome: Outcome = "contradicted" if "nothing else" in what else "partly"
        return Ruling(outcome, f"No mission was sent. {what}.", rows, ("answer",))
    return NOTHING


_NEVER = re.compile(
    r"\b(?:none|no \w+) (?:has|have|had|was|were) (?:been )?(?:sent|deployed|posted|come)\b|\bnever (?:came|arrived|deployed)\b"
)
NEVER_DAYS = 500
"""That a mission has never come may be told this long after it was agreed on."""


def never_came(query: Query, desk: Desk) -> Fact | None:
    """The row that says that the mission agreed on has never come."""
    for it in desk.facts:
        is_near = query.on and gap_days(it.first, it.last, query.on) <= NEVER_DAYS
        is_known = it.alliance == query.alliance and it.first <= desk.horizon
        if is_near and is_known and _NEVER.search(it.sentence) and topic(query.detail) & it.topic:
            return it
    return None


def _offered(query: Query, rows: tuple[str, ...], desk: Desk) -> Ruling | None:
    """What a state is said to have refused and its own row of the same matter says that it offered."""
    for fact in (desk.by_id[it] for it in rows[1:]):
        if (
            fact.actor in query.actors
            and replies.reply_in(fact.sentence) == "granted"
            and desk.weights.alike(query.topic, fact.topic) >= 0.15
        ):
            return Ruling("contradicted", f"It was offered. {told(fact)}.", (rows[0], fact.id), ("answer",))
    return None


def _excludes(query: Query, own: set[str], given: set[str], is_mine: bool) -> str:
    """Why the answers given exclude the one claimed; empty where they do not."""
    if query.family == "force" and (is_mine or "force" not in given):
        return "" if _PEACEFUL.search(query.detail) else "No force was sent."
    if query.family == "pledged" and is_mine and own <= {"declined"}:
        return "Help was declined."
    if query.family == "political" and "force" in own:
        return "Force was sent."
    if query.family == "material":
        return "Help was declined." if is_mine and own <= {"declined", "political"} and "declined" in own else ""
    if query.family != "helped":
        return ""
    if "declined" in own and not own & set(HELP):
        return "Help was declined."
    if (
        _FORCE.search(query.detail)
        and (is_mine or "force" not in given)
        and own <= {"declined", "political", "mission"}
    ):
        return "No force was sent."
    helped = own if is_mine else given
    return "" if own & set(HELP) or "humanitarian" in own or helped & set(HELP) else "No help of that kind was given."


def _not_declined(
    own: set[str], given: set[str], is_mine: bool, is_dated: bool, rows: tuple[str, ...], what: str
) -> Ruling:
    """Help said to be declined, where those who are said to have declined gave some."""
    if own & {"force", "mission", "material"} and (is_mine or is_dated):
        return Ruling("contradicted", f"Help was given. {what}.", rows, ("answer",))
    if "force" in given:
        return Ruling("partly" if is_mine else "contradicted", f"Force was sent. {what}.", rows, ("answer",))
    if "humanitarian" in own:
        return Ruling("partly", f"Something was given. {what}.", rows, ("answer",))
    return NOTHING


_PEACEFUL = re.compile(
    r"\b(?:humanitarian|relief|cargo|supplies|food|medicines?|goods|transports?|garrison|base)\b", re.IGNORECASE
)
"""Aircraft with relief goods, and soldiers sent to a base of their own, are no force in answer to a call."""
_FORCE = re.compile(r"\b(?:troops?|soldiers?|forces?|military|peacekeepers?|contingent|brigade)\b")


_NO_TROOPS = re.compile(r"\bno (?:\w+ ){0,2}(?:troops|soldiers|forces)\b", re.IGNORECASE)


def _none(query: Query, given: set[str], rows: tuple[str, ...], what: str, own: list[Fact]) -> Ruling:
    if any(_NO_TROOPS.search(it.sentence) for it in own) and _NO_TROOPS.search(query.detail):
        return Ruling("supported", f"{what}.", rows)
    if "force" in given:
        return Ruling("contradicted", f"The call was answered with force. {what}.", rows, ("answer",))
    if given & {"mission", "material"}:
        if _FORCE.search(query.detail):
            return Ruling("supported", f"No force was sent. {what}.", rows)
        return Ruling("partly", f"Something was sent. {what}.", rows, ("answer",))
    return Ruling("supported", f"Nothing was sent. {what}.", rows)
