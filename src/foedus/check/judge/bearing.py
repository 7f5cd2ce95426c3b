"""A claim beside one row: for each part of the claim, whether the row bears it out, excludes it, or is silent on it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from foedus.check.desk import Desk, Fact
from foedus.check.doings import doings
from foedus.check.judge import ends, means, poles, replies, victims
from foedus.check.judge.counted import counted_parts
from foedus.check.judge.counts import article_parts, number_parts
from foedus.check.judge.days import bounds, when
from foedus.check.judge.loose import loose_parts
from foedus.check.judge.part import Bearing, Part
from foedus.check.judge.poles import ACT_WORDS
from foedus.check.lexicon import broader, groups, meant
from foedus.check.numbers import NUMBER, value_of
from foedus.check.parts import COMMON, Told, told_in
from foedus.check.types import Query

_ALL = re.compile(
    r"\b(?:members|leaders|allies|presidents|heads of state|all|governments|states|ministers|partners|countries|signatories|parties|others|six|seven|five)\b",
    re.IGNORECASE,
)
NO_STATES = frozenset({"NSA", "UNK", "IGO"})
"""Codes of actors that are no states."""
_IDLE = frozenset(
    {"follow_act", "happen", "see_act", "say", "tell", "report_act", "announce", "hold", "plan", "begin", "take_part"}
)
"""Groups of acts that say nothing of what was done."""
_BARE = frozenset(
    """claim decide give host judge_act move name_act need order_act refuse reject settle submit test train_act visit
    talk""".split()  # noqa: SIM905
)
"""Groups of verbs that tell little without what hangs on them: `declined to sign`, `settled that the base stays`."""
_WIDE = _BARE | frozenset("accept adopt agree agree_to approve ask continue impose offer promise punish sign".split())  # noqa: SIM905
"""Groups told along with so many acts that they do not bear out any of them."""


class Claimed(NamedTuple):
    """What of a claim is the same beside every row: its words without names of states, their parts, and the acts they tell.

    `core` are the acts of its verb with what belongs to it, `verb` those of the verb alone; `wider` what is told along
    with the core: who lifts a measure ends it.
    """

    query: Query
    text: str
    told: Told
    acts: dict[str, int]
    core: dict[str, int]
    verb: dict[str, int]
    wider: dict[str, int]


def claimed(query: Query, desk: Desk) -> Claimed:
    """A claim made ready to be held against rows."""
    query = _without_dateline(query, desk)
    text = desk.state_names.stripped(query.detail)
    told = told_in(text)
    core, verb = (
        {name: sign for name, sign in _acts(words).items() if name in told.ways} for words in (query.doing, query.verb)
    )
    verb = core if _BY_DOING.search(query.doing) else verb
    wider = {more: 1 for name, sign in core.items() if sign == 1 for more in broader(name) if more not in _WIDE}
    return Claimed(query, text, told, _acts(text), core, verb, wider)


_BY_DOING = re.compile(r"\bby (?:\w+ly )?\w+ing\b")
"""`retaliated by recalling its envoys`: what was done hangs on the verb."""
_DATELINE = re.compile(r"^(?P<place>[A-Z][A-Z’'. -]*[A-Z])(?: ?\([^)]*\) ?|, [^-–—]{3,24})? ?(?:--|[-–—]) ")  # noqa: RUF001


@cache
def _states_of(place: str) -> frozenset[str]:
    """The states that the name of a place brings to mind."""
    from foedus.reading import actors

    return frozenset(it.code for it in actors.mentions(place, None, ()) if it.code)


def _without_dateline(query: Query, desk: Desk) -> Query:
    """A claim without the place it was sent from: `SEOUL -- North Korea broke its silence` tells nothing of South Korea."""
    match = _DATELINE.match(query.detail)
    if match is None:
        return query
    detail = query.detail[match.end() :]
    gone = _states_of(match["place"].title()) - desk.state_names.in_text(detail)
    return replace(
        query,
        detail=detail,
        actors=tuple(it for it in query.actors if it not in gone),
        own=tuple(it for it in query.own if it not in gone),
    )


def parts(claim: Claimed, fact: Fact, desk: Desk) -> tuple[Part, ...]:
    """Every part of a claim beside a row and those that tell of the same matter."""
    query = claim.query
    actors = who(claim, fact, desk)
    acts = what(claim, fact, desk)
    days = [*when(query, fact, desk), *bounds(query, fact, desk)]
    is_elsewhen = query.kind == "clash" and not query.is_dated and len(query.nearby) > 1
    if is_elsewhen or any(it.bearing != "borne" and it.name in ("actor", "date") for it in (*actors, *days)):
        # What another did, or was done at another time, excludes nothing.
        acts = [it._replace(bearing="open") if it.bearing == "excluded" else it for it in acts]
    return (
        *actors,
        *days,
        *(Part("date", bearing, words) for bearing, words in counted_parts(query, fact, desk)),  # type: ignore[arg-type]
        *(Part("number", bearing, words) for bearing, words in number_parts(query, fact, desk)),  # type: ignore[arg-type]
        *(Part("number", bearing, words) for bearing, words in loose_parts(query, fact, desk)),  # type: ignore[arg-type]
        *(Part("number", bearing, words) for bearing, words in article_parts(query, fact)),  # type: ignore[arg-type]
        *where(query, fact, desk),
        *((Part("actor", "excluded", "victims"),) if victims.excluded(query, fact, desk) else ()),
        *_counted_in(query, fact, desk),
        *acts,
        *_with_what(query, fact, desk),
        *named(claim.told, fact, desk),
    )


def who(claim: Claimed, fact: Fact, desk: Desk) -> list[Part]:
    """States and bodies that the claim names, each against those that the row names."""
    query = claim.query
    beside = desk.beside(fact)
    held = frozenset().union(*(it.states | {it.actor, it.recipient} for it in beside))
    own = fact.states | {fact.actor, fact.recipient, fact.alliance}
    found = []
    for code in dict.fromkeys((*query.actors, *(query.own or _elided(query)))):
        is_actor = code in query.actors
        if code in desk.alliances.rows:
            is_anothers = is_actor and _is_of_body(fact, code) and not _body_named(code, fact, desk)
            if is_anothers or (code not in own and not any(_body_named(code, it, desk) for it in beside)):
                found.append(Part("actor" if is_actor else "recipient", "open", code))
        elif len(code) != 3 or code in NO_STATES:
            continue
        elif is_actor and query.is_sure:
            found.append(Part("actor", _did(claim, code, fact, desk), code))
        elif is_actor:
            found += _guessed(query, code, _did(claim, code, fact, desk))
        elif code in held or desk.same_state(code, held):
            found.append(Part("recipient", "borne", code))
        else:
            found.append(Part("recipient", "open", code))
    return found


def _elided(query: Query) -> tuple[str, ...]:
    """To whom a passive was done whose subject stands before its clause: `Madagascar, suspended in 2009, was readmitted`."""
    return query.recipients if not query.actors and len(query.recipients) == 1 and _PASSIVE.match(query.detail) else ()


_PASSIVE = re.compile(r"(?:and |but )?(?:was|were|has been|have been|had been|is|are)\b")


def _is_of_body(fact: Fact, code: str) -> bool:
    """Whether another organisation than an alliance did it, by the row."""
    is_body = fact.actor == "IGO" or (bool(fact.actor) and len(fact.actor) != 3)
    return is_body and fact.actor not in (code, fact.alliance)


def _guessed(query: Query, code: str, did: Bearing) -> list[Part]:
    """Where it is a guess that a state acted: what agrees counts, what differs leaves it open, if the claim's words name it."""
    if did == "borne":
        return [Part("actor", "borne", code)]
    if code in query.own:
        return [Part("recipient", "open", code)]
    return [Part("actor", "open", code)] if did == "excluded" else []


def _did(claim: Claimed, code: str, fact: Fact, desk: Desk) -> Bearing:
    """Whether a state did it, by the row, by a row of its own beside it, or by the clause of the row that tells of the act."""
    query, ways = claim.query, claim.acts
    told_of = doings(fact.sentence, fact.first)
    doing = [it for it in told_of if _shares(ways, _acts(it.text)) and not _is_against(claim, it.text)]
    if any(code in it.who or desk.same_state(code, it.who) for it in doing):
        return "borne"
    named = listed(fact, desk)
    if doing and named and code not in named and not desk.same_state(code, named):
        return "excluded"
    theirs = [it for it in desk.beside(fact) if it.actor == code or desk.same_state(code, frozenset({it.actor}))]
    if theirs:
        return "borne" if fact in theirs or not ways else _as_theirs(claim, theirs)
    if any(code in it.who and _is_against(claim, it.text) for it in told_of):
        return "excluded"
    doers = frozenset(it for one in doing for it in one.who if len(it) == 3 and it not in NO_STATES)
    if code in fact.states or desk.same_state(code, fact.states):
        is_told_of = fact.table == "event" and query.kind != "statement" and _is_anothers(query, fact, desk)
        return "open" if doers or is_told_of else "borne"
    if doers and not doers & set(query.named):
        return "excluded"
    if _ALL.search(fact.sentence) and code in desk.members_on(fact.alliance, fact.first):
        return "open"
    return "excluded" if _is_swapped(query, fact, desk) else "open"


_OF_STATES = re.compile(
    rf"\b(?P<n>{NUMBER})(?: \w+)? (?:members|states|parties|governments|countries|signatories|allies|republics)\b",
    re.IGNORECASE,
)


def listed(fact: Fact, desk: Desk) -> frozenset[str]:
    """Who did it, where a row says how many and names as many: `five members sign: A, B, C, D and E`; else empty."""
    match = _OF_STATES.search(fact.sentence)
    states = frozenset(it for it in desk.state_names.in_text(fact.sentence) if it not in desk.alliances.rows)
    return states if match is not None and value_of(match["n"]) == len(states) else frozenset()


def _is_against(claim: Claimed, text: str) -> bool:
    """Whether a clause of a row says the contrary of a claim's own verb."""
    return _votes_otherwise(claim, text) or any(_is_core(it, claim.verb) for it in poles.opposed(claim.text, text))


def _votes_otherwise(claim: Claimed, text: str) -> bool:
    """Whether a text tells of a vote against, or none, where a claim tells of a vote or of backing."""
    theirs = _acts(text)
    backs = any(claim.acts.get(it) == 1 for it in ("vote", "approve", "support_words"))
    return backs and any(theirs.get(it) == 1 != claim.acts.get(it) for it in ("abstain", "vote_no"))


def _as_theirs(claim: Claimed, rows: list[Fact]) -> Bearing:
    """A state's own rows of that day: do they tell of the same act, or of its contrary?"""
    if any(_is_core(name, claim.verb) for it in rows for name in poles.contrary(claim.text, it, claim.query)):
        return "excluded"
    return "borne" if any(_shares(claim.acts, _acts(_row(it))) for it in rows) else "open"


def _acts(text: str) -> dict[str, int]:
    """What a text says was done or not done, what follows from it included."""
    return {
        name: sign for name, sign in meant(text).items() if sign and name not in _IDLE and groups()[name].part == "act"
    }


def _row(fact: Fact) -> str:
    """A row's sentence with what its alliance act says beside."""
    more = ACT_WORDS.get(fact.act, "")
    return f"{fact.stripped}; {more}" if more else fact.stripped


def acts_shared(claim: Claimed, text: str) -> int:
    """How many of the acts of a claim's verb, else of its words, a text tells too."""
    row = _acts(text)
    return sum(row.get(name) == sign for name, sign in (claim.verb or claim.core or claim.acts).items())


def _shares(ways: dict[str, int], others: dict[str, int]) -> bool:
    return any(others.get(name) == sign for name, sign in ways.items())


def _is_swapped(query: Query, fact: Fact, desk: Desk) -> bool:
    """Whether another state did it, by the row, which the claim's sentence does not name."""
    return _is_anothers(query, fact, desk) and fact.actor not in query.named


def _is_anothers(query: Query, fact: Fact, desk: Desk) -> bool:
    """Whether the row is of a state that the claim does not tell as acting."""
    rival = fact.actor
    return len(rival) == 3 and rival not in (*NO_STATES, *desk.alliances.rows, *query.actors)


def _body_named(code: str, fact: Fact, desk: Desk) -> bool:
    return any(it.code == code for it in desk.alliances.find(fact.text))


def what(claim: Claimed, fact: Fact, desk: Desk) -> list[Part]:
    """What is done: the contrary, the same, or something on which the row is silent."""
    core, verb, told = claim.core, claim.verb, claim.told
    meant_by, light = verb or core, poles.light(verb)
    if verb and not verb.keys() - light:  # what was voted for, or completed, hangs on the verb
        meant_by = core | claim.acts
        core = {name: sign for name, sign in meant_by.items() if name not in light}
    contrary = poles.contrary(claim.text, fact, claim.query)
    against = [name for name in contrary if _is_core(name, meant_by)]
    if not against and fact.actor in claim.query.actors and _votes_otherwise(claim, fact.stripped):
        against = ["vote"]
    if against:
        return [Part("act", "excluded", min(against))]
    row = _acts(_row(fact))
    for words in poles.own(fact, claim.query):
        row = row | _acts(words)
    lacking = poles.lacking(meant_by, row)
    if lacking:
        return [Part("act", "open", lacking)]
    if _shares(core or claim.acts, row) or _is_that_meeting(claim.query, fact) or _shares(claim.wider, fact.told.ways):
        return [Part("act", "borne")]
    is_bare = verb.keys() <= _BARE and not contrary
    if is_bare and _shares({name: sign for name, sign in claim.acts.items() if name not in _BARE}, row):
        return [Part("act", "borne")]
    if verb and not is_bare:
        return [Part("act", "open", min(verb))]
    mine = [name for name in told.ways if name not in _IDLE]
    if not mine or desk.covered(told.about, fact) >= WELL_COVERED:
        return []
    return [Part("act", "open", min(mine))]


def _is_that_meeting(query: Query, fact: Fact) -> bool:
    """Whether a claim only says that they met, and the row names the meeting: `of the drafts before the summit`."""
    return query.kind == "meeting" and _acts(query.doing).get("meet") == 1 and "summit" in fact.told.about


def _is_core(name: str, core: dict[str, int]) -> bool:
    """Whether a group is what the claim's own verb says, or the contrary of that."""
    return name in core or any(name in groups()[it].opposite for it in core)


WELL_COVERED = 0.5
"""Share of a claim's words, by weight, from which on a row says the same though in acts of another name."""


_PLACE = re.compile(r"\b(?:in|at)\s(?P<place>[A-Z][\w’'-]+)")  # noqa: RUF001


_AMONG = re.compile(r"\b(?:among (?:them|those|others)|includ(?:e|es|ed|ing)|counting|one of (?:them|the|those))\b")
_LEFT_OUT = re.compile(r"\b(?:not|no|none|never|without|except\w*|neither|nor|barring|but for)\b", re.IGNORECASE)


def _counted_in(query: Query, fact: Fact, desk: Desk) -> list[Part]:
    """States told as among those who took part, of which the row says that they stayed out."""
    if not _AMONG.search(query.detail) or _LEFT_OUT.search(query.detail):
        return []
    states = frozenset(it for it in (*query.actors, *query.own) if len(it) == 3 and it not in desk.alliances.rows)
    return [Part("actor", "excluded", it) for it in sorted(replies.out_of_it(states, fact, desk))]


def _with_what(query: Query, fact: Fact, desk: Desk) -> list[Part]:
    """Another kind of means than the row names, or the other end of the same way."""
    held = means.bearing(query, fact, desk)
    if ends.is_turned(query.detail, fact.sentence):
        held = "excluded"
    return [Part("act", held)] if held else []


LOCATED = frozenset({"meet", "found", "refuse_sign", "join"})
"""Families of acts and alliance acts that are done at a place: summits, signings."""


def where(query: Query, fact: Fact, desk: Desk) -> list[Part]:
    """Where a meeting or a signing was, against where the row has it."""
    if query.family not in LOCATED and fact.act not in ("meet", "found"):
        return []
    states = desk.state_names
    claimed = {it["place"] for it in _PLACE.finditer(states.stripped(query.detail))} - COMMON
    held = {it["place"] for row in desk.beside(fact) for it in _PLACE.finditer(states.stripped(row.text))} - COMMON
    if not claimed or not held or claimed & held or any(it in fact.text for it in claimed):
        return []
    is_sure = claimed <= states.capitals.keys() and bool(held & states.capitals.keys())
    return [Part("place", "excluded" if is_sure else "open", min(claimed))]


def named(told: Told, fact: Fact, desk: Desk) -> list[Part]:
    """Proper names of the claim against the words of the row and of the rows beside it."""
    text = " ".join(it.text for it in desk.beside(fact))
    return [Part("name", "borne" if name in text or name[:-1] in text else "open", name) for name in told.names]
