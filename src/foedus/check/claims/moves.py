"""Claims that a state joined an alliance, left it, came back, gave notice or let its membership lapse."""

# ruff: noqa: RUF001 (the dashes of news)
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from foedus.check.article import Article
from foedus.check.claims.belonging import MONTH, ally_of, member_claim, outer_subject
from foedus.check.clauses import Clause
from foedus.check.line import ALLIANCE, LIST, STATE, Line, states_in
from foedus.check.types import Found

KINDS = ("membership",)

_A = rf"(?:the )?(?:(?:\w+ )?(?P<ally>{ALLIANCE})|(?P<it>(?:the )?(?:\w+ ){{0,2}}?(?:treaty|charter|community|league|union|commonwealth|bloc|pact|group)\b))"
_X = rf"(?P<who>{LIST}|it|they|the country|the republic)"
_WHO = rf"(?P<who>{LIST})"
_ADV = r"(?:(?:\w+ly|have|be|already|later|late|then|also|both|all|alone|never|not|no|do|meanwhile|in turn|soon|once|itself|, meanwhile ,|, too ,|, however ,|first|again|thereupon|at last|so|duly) ){0,4}"
_DATE = rf"(?:in|on|from|by|since) (?:early |late |mid - |the (?:spring|summer|autumn|winter|fall|end) of )?(?:\d|{MONTH}|last|this|the same|that)"
_REST = rf"(?= (?:{_DATE}|[,.;:–—)]|and\b|but\b|again\b|for good|altogether|early\b|late\b|earlier|later|before\b|after\b|when\b|while\b|a (?:year|decade|month|week|day)|\w+ (?:year|decade|month|day)s? (?:late|early|after|before|ago)|at the same|that year|only\b|in protest|last |this |as (?:its|the|a)\b|with\b|rather than|together|too\b|at (?:<|the)|under\b|along))"
_OWN = r"(?:its|their|the country 's|his country 's)"
_PART = r"(?:membership|participation|part|place|seat|signature|adherence|commitment|tie|accession)"


class Move(NamedTuple):
    """A way to say that a state moved: the family of the claim, its pattern, and whether words of membership must be around."""

    family: str
    pattern: re.Pattern[str]
    is_loose: bool = False


def _p(words: str) -> re.Pattern[str]:
    return re.compile(words)


MOVES = (
    Move("joined", _p(rf"{_X} (?:[\w,]+ ){{0,4}}?(?P<verb>join(?! by)|accede to|enter|be admit (?:to|into)|be take into|be bring into|adhere to|sign up to|be accept into|become (?:a |the \w+ )?(?:full )?(?:member|party|signatory) (?:of|to)|become part of|obtain membership of|gain membership of) {_A}")),
    Move("joined", _p(rf"{_X} (?:[\w,]+ ){{0,4}}?(?P<verb>join) (?P<them>it|they)(?= (?:on|in|at|last|this|from|,|\.|a |after|before|as))")),
    Move("joined", _p(rf"{_A} (?:have |also |then |in \d{{4}} |soon |late )*(?P<verb>admit|take in|welcome|absorb|bring in|let in|add|accept) (?:the )?{_WHO}(?! (?:'s|delegat|troops|peace|minister|offer|request|decision|move))")),
    Move("joined", _p(rf"(?:round|wave|enlargement|expansion|intake|accession) ?,?[^<.]{{0,30}}? (?P<verb>bring in|take in|admit|add|welcome|let in|bring|include|embrace|cover) (?:the )?{_WHO}")),
    Move("joined", _p(rf"(?:{_A}|\bit) (?:have )?(?P<verb>be) join (?:(?:[^<\s]+ ){{0,4}}?\d{{4}} (?:[^<\s]+ ){{0,2}}?by (?:the )?{_WHO}|(?:[^<\s]+ ){{0,4}}?by (?:the )?(?P<who2>{LIST})(?= (?:in|on) (?:\d+ )?(?:\w+ )?\d{{4}}))")),
    Move("joined", _p(rf"(?P<verb>accession|admission) (?:to {ALLIANCE} )?(?:of|by) (?:the )?{_WHO}")),
    Move("joined", _p(rf"{_WHO} 's (?P<verb>accession|admission|entry into {ALLIANCE}|accession to {ALLIANCE})(?! (?:talk|bid|process|hope|negotiation|protocol|application|request|treaty|to the (?!bloc|alliance)))")),
    Move("joined", _p(rf"{_X} (?:, (?:which|who) )?{_ADV}(?P<verb>join|accede|be admit|come in|come aboard|sign up|be take in|be bring in|be let in|be accept){_REST}"), True),
    Move("joined", _p(rf"{_X} {_ADV}(?P<verb>become) (?:an? |its |the )?(?:full|proper|new|\w+(?:th|st|nd|rd)) (?:\w+ )?(?:member|party|ally|signatory){_REST}"), True),
    Move("follow", _p(rf"{_WHO} {_ADV}(?P<verb>follow|follow suit|come next|come){_REST}"), True),
    Move("follow", _p(rf"(?:,|;|and) (?:the )?{_WHO} (?P<verb>in|on|(?:a|one|two|three|four|five|ten) year (?:late|after that)|(?:last|this|that|the (?:same|next|follow(?:ing)?)) year) ?(?={MONTH}|\d|[.,;]| and)")),
    Move("joined", _p(rf"\b(?P<verb>join) (?:last|most recently|lately|late of all) by (?:the )?{_WHO}")),
    Move("returned", _p(rf"{_X} (?:, (?:which|who) )?{_ADV}(?P<verb>return to|come back to|rejoin|re - join|re-?enter|be readmit to|be welcome back (?:in|into|to)|be back in|go back to|find its way back to) {_A}")),
    Move("returned", _p(rf"{_X} (?:, (?:which|who) )?{_ADV}(?P<verb>return|come back|be readmit|be back)(?= (?:as a (?:full )?(?:member|party)|to the fold|to membership|to full membership))")),
    Move("returned", _p(rf"{_X} (?:, (?:which|who) )?{_ADV}(?P<verb>rejoin){_REST}"), True),
    Move("back", _p(rf"(?:{_X} |and |but |, |; ){_ADV}(?P<verb>return|come back|rejoin|be back){_REST}")),
    Move("gone", _p(rf"{_WHO} {_ADV}(?P<verb>go)(?= in \d{{4}})")),
    Move("left", _p(rf"{_WHO} 's (?:departure|withdrawal|exit|denunciation)(?: from (?:the )?(?:{ALLIANCE}|\w+))? (?:have )?(?P<verb>become effective|take effect|come into effect|become final)")),
    Move("left", _p(rf"{_X} (?:[\w,]+ ){{0,5}}?(?P<verb>leave|quit|withdraw from|exit|walk out (?:of|on)|pull out of|drop out of|abandon|part company with|part way with|secede from|break away from|break with|turn (?:its|their) back on|resign from|desert|forsake|depart from) {_A}")),
    Move("left", _p(rf"{_X} (?:, (?:which|who) )?{_ADV}(?P<verb>leave|quit|pull out|drop out|exit|walk out|depart|bow out|opt out|break away|withdraw|secede|leave it|quit it|leave altogether){_REST}"), True),
    Move("left", _p(rf" , {_ADV}(?P<verb>leave|quit|withdraw from|exit|walk out of|pull out of|drop out of|abandon) {_A}")),
    Move("joined", _p(rf" , {_ADV}(?P<verb>join|accede to|enter|be admit to) {_A}")),
    Move("left", _p(rf" , {_ADV}(?P<verb>leave|quit|pull out|drop out|walk out|depart){_REST}"), True),
    Move("joined", _p(rf" , {_ADV}(?P<verb>join|accede|be admit){_REST}"), True),
    Move("left", _p(rf" (?:and|but) {_ADV}(?P<verb>leave|quit|pull out|drop out|walk out|depart){_REST}"), True),
    Move("left", _p(rf"{_X} (?:\w+ ){{0,3}}?(?P<verb>end|terminate|cancel|give up|relinquish|renounce|surrender|lay down|resign) {_OWN} (?:\w+ )?(?:membership|participation|part)\b")),
    Move("left", _p(rf"{_X} (?:\w+ ){{0,3}}?(?P<verb>let) (?:(?:its|their|the|his) (?:\w+ ){{0,2}}?(?:{_PART}|treaty|pact|term)|it|they) (?:\w+ )?(?:lapse|expire|run out)")),
    Move("left", _p(rf"{_X} (?:\w+ ){{0,2}}?(?P<verb>cease|stop) (?:to be|be) (?:an? )?(?:member|party|one)(?: of (?:the )?(?P<ally>{ALLIANCE}))?")),
    Move("left", _p(rf"{_WHO} 's (?P<verb>departure|withdrawal|exit|walk - ?out|walkout) (?:from|in|on|of)(?: the)? (?:(?P<ally>{ALLIANCE})|\d{{4}}|{MONTH})")),
    Move("left", _p(rf"(?P<verb>departure|withdrawal|exit) of (?:the )?{_WHO}(?: from (?:the )?(?P<ally>{ALLIANCE})|(?= (?:in|on) (?:\d|{MONTH})))"), True),
    Move("left", _p(rf"{_X} (?:\w+ ){{0,2}}?(?P<verb>be (?:\w+ )?(?:expel|exclude|eject|throw out|oust)) from {_A}")),
    Move("denounced", _p(rf"{_X} (?:\w+ ){{0,2}}?(?P<verb>denounce) {_A}")),
    Move("not_left", _p(rf"{_X} (?:, (?:which|who) )?{_ADV}(?P<verb>stay in|stay inside|stay on|remain inside|remain in the fold|stay put|keep its seat)(?= (?:[.,;:]|and|but|it|while|altogether|all|as|to this day|ever since|{_DATE}))"), True),
    Move("not_left", _p(rf"{_X} (?:, (?:which|who) )?{_ADV}(?P<verb>stay in|remain in) {_A}")),
)  # fmt: skip
_LET_LAPSE = _p(r" (?P<verb>let (?:its|their) membership lapse|walk out|quit)(?= (?:rather|:|it ))")
SIGN = _p(
    rf"(?P<who>{LIST}) (?:also |then |never |do not |not )*(?P<verb>sign) (?:it|the (?:\w+ ){{0,2}}(?:treaty|charter|pact))(?P<ally>)(?! of friend)"
)
AS_DID = _p(
    rf"(?:\bas|\bso|\blike|\bjust as) (?:do|have|be)(?: \w+ly)? (?:the )?{_WHO}(?= (?:[.,;:)]|and|before|after|in|too))|(?P<who2>{LIST}) (?:do|have do) (?:so|likewise|the same)|(?:\bas|\bjust as) (?P<who3>{LIST}) (?:do|have)(?= [.,;])"
)
_WANTED = re.compile(
    r"\b(?:threaten|want|wish|refuse|decline|intend|plan|consider|think|apply|hope|try|ask|vow|promise|say|announce|declare|confirm|notify|indicate|warn|force|talk|decide|vote|invite|urge|free|able|right|ready|agree|seek|aim|expect|about|likely|close|attempt|bid|due|allow|let|prepare|choose|application|plan|threat|intention|desire|wish|decision|if|whether|unless) (?:\w+ ){0,4}?(?:to |of |about |on )?\W*$"
)
_DISCUSSED = re.compile(
    r"\b(?:approve|ratify|back|block|support|negotiate|oppose|protocol|vote|apply|application|debate|delay|veto|hold up|object|favour|welcome|talk|bid|ratification|approval|consider|propose|seek|demand|threaten)\b[^.;<]{0,40}$"
)
_MEMBERSHIP = re.compile(
    rf"{ALLIANCE}|member|treaty|pact|charter|accede|accession|\bparty\b|signator|founder|\bbloc\b|first term|\bfound\b|\badmit\b|admission|enlarge"
)
_OTHER_THINGS = re.compile(
    r"^ ?(?:the )?(?:war|talk|negotiation|summit|session|meeting|room|hall|table|base|exercise|operation|coalition|mission|force|country|capital|city|fight|condemn|call|appeal|protest|vote|army|front|chorus|queue|effort|team|council|court|european|un\b|united)"
)


@dataclass
class _Last:
    """The move told last: what `as did X` and `Y followed` refer to."""

    family: str = ""
    ally: str = ""
    line: int = -9


def find(article: Article) -> Iterator[Found]:
    """Every move, and those told by `as did X` or `followed in 1952`."""
    last = _Last()
    for line in article.lines:
        made: list[tuple[int, Found]] = []
        for move, match in _matches(line):
            told = _told(article, line, move, match, last)
            if told is None:
                continue
            family, states, ally = told
            verb = match["verb"].split()[0]
            made += [(match.start(), member_claim(article, line, match, it, ally, family, acts=verb)) for it in states]
            if states:
                last = _Last(family.removeprefix("not_"), ally, line.n)
        made += _likewise(article, line, last)
        yield from (found for _, found in sorted(made, key=lambda it: it[0]))


def _told(
    article: Article, line: Line, move: Move, match: re.Match[str], last: _Last
) -> tuple[str, tuple[str, ...], str] | None:
    """What a match tells: the family of the claim, whose moves, and in which alliance; None where it is no move."""
    family = _family(move, line, match, last)
    around = "".join(it.shape for it in article.lines[max(0, line.n - 2) : line.n + 1])
    clause = line.clause_at(match.start("verb"))
    if not family or clause is None or _is_no_move(line, match, move, around) or _is_unreal(line, clause, match, move):
        return None
    states = _states(article, line, match, clause)
    family = _negated(family) if _is_not(line, match, clause) else family
    return family, states, _named_ally(article, line, match, move, last)


def _likewise(article: Article, line: Line, last: _Last) -> list[tuple[int, Found]]:
    """`as did X and Y`: the move told last, of others."""
    if last.line not in (line.n, line.n - 1) or last.family not in ("joined", "left", "returned"):
        return []
    return [
        (match.start(), member_claim(article, line, match, state, last.ally, last.family, acts="as"))
        for match in AS_DID.finditer(line.shape)
        for state in states_in(match["who"] or match["who2"] or match["who3"])
    ]


def _matches(line: Line) -> list[tuple[Move, re.Match[str]]]:
    found = [(move, match) for move in MOVES for match in move.pattern.finditer(line.shape)]
    found += [(Move("left", _LET_LAPSE), match) for match in _LET_LAPSE.finditer(line.shape)]
    found += [(Move("signed", SIGN), match) for match in SIGN.finditer(line.shape)]
    return sorted(found, key=lambda it: it[1].start("verb"))


def _family(move: Move, line: Line, match: re.Match[str], last: _Last) -> str:
    """What a move comes to: `followed` is what was told before it, a bare `came back` counts behind a leaving only."""
    is_near = last.line in (line.n, line.n - 1)
    if move.family == "follow":
        if not is_near or last.family not in ("joined", "left"):
            return ""
        if _WHEN.match(match["verb"]):
            return last.family if last.line == line.n else ""
        return last.family
    if move.family == "back":
        return "returned" if last.family == "left" and is_near else ""
    if move.family == "gone":
        return "left" if last.family == "left" and is_near else ""
    return move.family


_JOINED_BY = re.compile(r"join[^<.;]{0,40}? by\b")
_WHEN = re.compile(r"(?:in|on)$|.* year (?:late|after that)$|.* year$")
"""A verb left out: `and Belarus last year`."""
_DRILL = re.compile(
    r" (?:the |its? |<[\w-]+> )*(?:bloc |alliance |organi[sz]ation )?(?:'s )?(?:[\w-]+ ){0,3}(?:exercise|drill|man(?:oe|e)uver|manoeuvre|war game|training)"
)
"""What is joined and is no alliance: `joined the bloc's autumn drills`."""

_FORCE_IN = re.compile(
    r"(?:force|mission|troop|soldier|contingent|peacekeeper|observer|monitor|battalion|unit|envoy|ambassador)s? (?:in|to|for|from|at) (?:the )?$"
)
"""Who is said to have left, where a state is only the place: `the force in X, which departed`."""


def _is_no_move(line: Line, match: re.Match[str], move: Move, around: str) -> bool:
    """Words that look like a move and are of other things: joining talks, leaving a room, a state in a phrase of its own."""
    behind = line.shape[match.end() : match.end() + 30]
    if " by " not in match.group() and _JOINED_BY.match(line.shape[match.start("verb") :]):
        return True  # `it was joined at the outset by seven states`: others joined it.
    is_of_force = _FORCE_IN.search(line.shape[max(0, match.start() - 40) : match.start()])
    if is_of_force or (match["verb"].startswith("join") and _DRILL.match(line.shape[match.end("verb") :])):
        return True
    if move.is_loose:
        is_told = match["verb"] in _PLAIN and re.match(r" in \d{4}|[,.]? (?:altogether|for good)| ,", behind)
        if not _MEMBERSHIP.search(around) and move.family != "follow" and not is_told:
            return True
        if _OTHER_THINGS.match(behind) or _OTHER_THINGS.match(re.sub(r"^ ?(?:in|on|at|with) ", "", behind)):
            return True
        if match["verb"] == "withdraw" and re.search(
            r"\b(?:troops?|force|soldier|army|signature|offer|contingent)\b", line.shape
        ):
            return True
    if move.pattern is SIGN and re.search(r"<[A-Z]{3}>", behind[:10]):
        return True
    who = match.groupdict().get("who") or ""
    if STATE_AT.match(who) and "which" not in match.group() and "who" not in match.group():
        before = line.shape[max(0, match.start("who") - 24) : match.start("who")]
        if re.search(
            r"\b(?:of|in|from|with|against|between|at|over|near|into|for|by|than) (?:the )?(?:\w+ )?$", before
        ) and move.family not in ("follow",):
            return move.pattern.pattern.startswith((r"(?P<who>", "(?P<who>")) and match["verb"].split()[0] not in (
                "accession",
                "admission",
            )
    return False


_PLAIN = ("quit", "walk out", "pull out", "drop out", "break away")
"""Verbs that say of a state that it left its alliance, even with no word of membership around."""
STATE_AT = re.compile(r"(?:the )?<")


def _is_unreal(line: Line, clause: Clause, match: re.Match[str], move: Move) -> bool:
    """What was only wanted, threatened, advised or left open."""
    if clause.modal in ("could", "will", "would", "should", "must", "can") or clause.is_conditional:
        return True
    before = line.shape[: match.start("verb")]
    if match["verb"].split()[0] in (
        "accession",
        "admission",
        "entry",
        "departure",
        "withdrawal",
        "exit",
    ) and _DISCUSSED.search(before):
        return True
    if re.search(
        r"\b(?:first|last|late|only|second|third|next|one|state|member|country|party) (?:of they |of the \w+ )?to (?:have )?$",
        before,
    ):
        return False
    if _WANTED.search(before):
        return True
    return bool(re.search(r" to $", before)) and not move.family.startswith("not")


def _states(article: Article, line: Line, match: re.Match[str], clause: Clause) -> tuple[str, ...]:
    """Who moved: the names before the verb, those listed behind a colon, or the last state spoken of."""
    groups = match.groupdict()
    named = states_in(groups.get("who") or groups.get("who2") or "")
    listed = re.match(rf"[^<]{{0,60}}? : (?P<who>{LIST})(?= [.,;])", line.shape[match.end() :])
    if listed and not named:
        return states_in(listed["who"])
    if named:
        outer = (
            outer_subject(line, match.start("who"))
            if groups.get("who") and re.match(rf"(?:the )?{STATE} ,", line.shape[match.start("who") :])
            else ""
        )
        return states_in(outer) or named
    subjects = tuple(it for it in clause.subjects if it not in article.alliances.rows and len(it) == 3)
    return subjects or article.states_before(line, match.start() + 1)


def _named_ally(article: Article, line: Line, match: re.Match[str], move: Move, last: _Last) -> str:
    if match.groupdict().get("ally"):
        return ally_of(article, line, match)
    if move.family in ("follow", "back", "gone") and last.ally:
        return last.ally
    if "them" in match.re.groupindex or move.pattern is SIGN:
        return article.alliance_before(line.span(match.start(), match.end())[0])
    return ally_of(article, line, match)


def _is_not(line: Line, match: re.Match[str], clause: Clause) -> bool:
    """Whether the move itself is denied: `never`, `not` or `no` shortly before its verb."""
    first = max(line.place_of(clause.start) - 1, match.start("verb") - 45, 0)
    before = line.shape[first : match.start("verb")]
    return bool(re.search(r"\b(?:not|never|neither|nor|yet to)\b(?: \S+){0,3} ?$", before)) or (
        clause.is_negated and bool(re.search(r"\b(?:not|never)\b", before))
    )


def _negated(family: str) -> str:
    return family.removeprefix("not_") if family.startswith("not_") else f"not_{family}"
