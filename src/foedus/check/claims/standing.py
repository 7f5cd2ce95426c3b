"""Where a state stands, told in passing: belongs, holds its seat, is bound, is still waiting, was never let back in.

The alliance need not be named beside the words: it may be the article's, or that of the sentence before. Both are kept, and
only what is wrong of each of them is contradicted.
"""

# ruff: noqa: RUF001 (the dashes of news)
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from foedus.check.article import Article
from foedus.check.claims.belonging import MEMBER, MONTH, OTHER_BODIES, member_claim, with_list
from foedus.check.line import ALLIANCE, LIST, Line, alliances_in, states_in
from foedus.check.types import Found

KINDS = ("membership",)

_IT = rf"(?:(?:the )?{ALLIANCE}|(?:it|(?:the|its|this) (?:\w+ ){{0,2}}?(?:treaty|pact|charter|community|league|union|group|grouping|council|club|commonwealth|association|organi[sz]ation|alliance|bloc)))"
_ADV = r"(?:still|now|also|today|currently|itself|themselves|to this day|meanwhile|already|since|always|formally|too|likewise|all|both|alone|ever|again|yet|long|once more|in the meantime|on paper|at present|firmly|, (?:too|likewise|meanwhile|however|by contrast) ,)"
_NOT = r"(?P<not>not |no long(?:er)? |never |no )?"
_AUX = rf"(?:(?:have|be|do|{_ADV}) )*{_NOT}(?:(?:have|be|{_ADV}) )*"
_ASIDE = r"(?:,[^,<.;]{0,60}, )?(?:, (?:which|who) )?"
_X = rf"(?P<who>{LIST}) {_ASIDE}"
_ENDS = r"(?= (?:,|\.|;|:|\)|–|—|-|and|but|since|until|from|at|today|now|with|as|for|while|though|although|who|which|that|after|before|when|to this day|too|ever|without|despite|all|on paper|throughout|again)(?= |$)|$)"
_M = rf"(?:{MEMBER}|(?:full|nato|treaty|loyal|formal) ally|ally(?= since))"
_BREAK = r"(?:without (?:an? |any )?(?:break|interruption|pause|gap|interval|let - up)|continuously|uninterruptedly|uninterrupted|unbroken|with no (?:break|interruption|gap))"
_BE_LET = r"(?:be (?:let|take|bring|allow|wave) in(?:side)?|be (?:admit|accept|receive|invite in)|join|accede|enter|get in|come in|become (?:an? )?(?:full )?(?:member|party|ally)|complete its accession)"
_ORDINAL = r"(?:\w+(?:st|nd|rd|th)|first|second|third|\w+ - \w+)"

_SEAT = rf"(?:membership|participation|belonging)(?: (?:in|of) {_IT})?"
_ITS = rf"(?P<who>{LIST}) (?:'s|, whose) (?:own )?(?:full )?{_SEAT}"
"""`Egypt's membership`, `Egypt, whose own membership`."""


class Way(NamedTuple):
    """A way to say where a state stands: the family of the claim, its pattern, and whether it is told of now, whatever its tense."""

    family: str
    pattern: re.Pattern[str]
    is_present: bool = False


def _p(words: str) -> re.Pattern[str]:
    return re.compile(words)


WAYS = (
    Way("unbroken", _p(rf"{_X}{_AUX}(?P<verb>belong|be|remain|stay|sit|hold|keep)[^<.;]{{0,40}}?(?:<@[A-Z-]+>[^<.;]{{0,20}}?)?{_BREAK}")),
    Way("unbroken", _p(rf"(?P<who>{LIST}) , (?:(?:an? )?{_M}|in(?:side)?|within|part of|on board)\b(?: (?:of|to|in))?(?: {_IT})? ?,? {_BREAK}")),
    Way("unbroken", _p(rf"\b(?:so|nor) (?:, )?{_BREAK} (?:, )?(?:have|do|be) (?P<who>{LIST})")),
    Way("unbroken", _p(rf"{_X}(?:have |do )?(?P<never>never|at no time) (?:once )?(?P<verb>leave|quit|walk out|drop out|withdraw)(?: {_IT})?(?= (?:,|\.|;|and|but|since|–))")),
    Way("suspended", _p(rf"(?P<who>{LIST}) (?:, )?(?:{_ADV} |which |who |be |have )*(?P<verb>suspend|bar|shut out|exclude|expel)\b[^<.;]{{0,50}}? (?:have |be )?(?:still |yet )*(?:not|never|yet to)(?: \w+)? (?:be )?(?:readmit|reinstate|restore|let back|take back|allow back|welcome back|return|come back|rejoin|re - admit)")),
    Way("suspended", _p(rf"{_X}(?:be|remain|stay|have be|have remain) (?:{_ADV} )*(?P<verb>suspend)(?= (?:,|\.|;|from {_IT}|since|to this day|and|but))"), True),
    Way("suspended", _p(rf"{_ITS} (?:be|remain|stay|stand|have be|have remain) (?:{_ADV} )*(?P<verb>suspend|in suspension|on ice|in abeyance)\b"), True),
    Way("not_returned", _p(rf"(?P<who>{LIST}|\band|\bbut) {_ASIDE}(?:have|do|be) (?:{_ADV} )*(?:never|not|yet to)(?: {_ADV})* (?P<verb>return|come back|go back|rejoin|re - join|re - enter|be readmit|be take back|be let back|find (?:its|their) way back)(?: (?:to|in|into|inside) {_IT}| {_IT})?{_ENDS}")),
    Way("suspended", _p(rf"(?P<who>{LIST}) 's suspension (?:be|have|remain|stand)(?: {_ADV})* (?:(?:not|never|yet to|to)(?: \w+)? be (?P<verb>lift|end|revoke|withdraw)|in (?P<verb2>force|place|effect))")),
    Way("returned", _p(rf"{_X}(?:{_ADV} |have )*(?P<verb>be (?:\w+ly )?(?:since |meanwhile |now )?(?:readmit|reinstate|let back in|take back|allow back|welcome back))(?= (?:,|\.|;|in|on|to|after|and|but|at|last|this))")),
    Way("not_member", _p(rf"{_X}(?:be|remain|stay|have be|keep) (?:{_ADV} )*(?:keep )?(?P<verb>wait|knock|queue|stand in line|hover|leave|stick)\b (?:{_ADV} )*(?:outside|to {_BE_LET}|for (?:its |their |an? |the )?(?:admission|accession|entry|membership|turn|seat|invitation|place|admittance)|at the (?:door|gate|threshold)|in the (?:wing|queue|antechamber|cold)|out in the cold)"), True),
    Way("not_member", _p(rf"{_X}(?:be|have|remain) (?:{_ADV} )*(?:yet to|(?:still )?wait to) (?P<verb>{_BE_LET}|obtain membership|win admission|gain entry)(?: {_IT})?"), True),
    Way("not_member", _p(rf"{_X}(?:have|be) (?:{_ADV} )*not (?:yet |so far |so much as )(?P<verb>{_BE_LET})(?: {_IT})?{_ENDS}"), True),
    Way("not_member", _p(rf"(?P<who>{LIST}|\band|\bbut) {_ASIDE}{_AUX}(?P<verb>be) (?:{_ADV} )*out(?: of {_IT})?(?= (?:by|since|from|\w+ year (?:late|after that)|the (?:following|next|same) year|in \d{{4}}))")),
    Way("member", _p(rf"(?:{_IT} |\b(?:club|pact|bloc|body|league|group|alliance|treaty|organi[sz]ation|rump|circle) )(?:, )?(?:in|to|of|by) which (?P<who>{LIST}) {_AUX}(?P<verb>hold (?:a |its |their )?seat|sit|belong|be (?:{_ADV} )*(?:an? )?{_M}|remain|be (?:{_ADV} )*(?:bind|bound|part|represent)|keep (?:a |its |their )?seat)")),
    Way("member", _p(rf"{_X}{_AUX}(?P<verb>belong)(?: to {_IT}(?! (?:of|for)\b)|{_ENDS})")),
    Way("member", _p(rf"{_X}(?:still |also |to this day |continue to |(?:have|do) {_NOT}(?:long(?:er)? )?)*(?P<verb>hold|keep|have|retain|occupy) (?:{_ADV} )*(?:a |its |their |full )?(?:seat|membership|place)(?: (?:in|on|at|of) (?:{_IT}|(?:its|the) table)|(?= (?:there|in it|,|\.|;|to this day|today))(?! in (?!it)))")),
    Way("member", _p(rf"{_X}(?P<verb>be|remain|stay|continue to be|have be|have remain) {_NOT}(?:{_ADV} )*(?:bind|bound|tie|commit)(?: {_ADV})*(?: (?:by|to) {_IT}|{_ENDS})")),
    Way("member", _p(rf"{_X}{_AUX}(?P<verb>sit|be) (?:{_ADV} )*at (?:its|the) table(?= (?:since|as a member))")),
    Way("not_member", _p(rf"{_X}(?:have )?(?P<verb>remain|stay|be|keep|stand) (?:{_ADV} )*outside {_IT}"), True),
    Way("member", _p(rf"{_X}(?P<verb>be|remain|stay|have be|have remain|continue) {_NOT}(?:{_ADV} )*(?:on board|aboard|in the fold|within the fold|inside {_IT}|within {_IT}|part of {_IT}|in {_IT}){_ENDS}")),
    Way("member", _p(rf"{_X}{_AUX}(?P<verb>remain|stay|be) (?:{_ADV} )*(?:an? |as |as an? )?{_M}(?: (?:of|to|in) {_IT})?{_ENDS}")),
    Way("member", _p(rf"(?P<who>{LIST}) , (?:itself |{_ADV} )*(?:an? |one of the )?{_M}(?: (?:of|to|in) {_IT})?(?= (?:to this day|ever since|since|from the (?:start|beginning|outset)))")),
    Way("member", _p(rf"(?P<who>{LIST}) , (?:{_ADV} )*(?:in|inside|within|part of) {_IT}(?= (?:ever )?since)")),
    Way("member", _p(rf"{_X}(?:{_ADV} )*(?P<verb>be|count|rank|number) {_NOT}(?:{_ADV} )*(?:among|one of) (?:its|the|their|<@[A-Z-]+> 's) (?:\w+ )?(?:member|party|ally)s?(?: of {_IT})?{_ENDS}")),
    Way("member", _p(rf"(?P<who>{LIST}) , (?:{_ADV} )*(?:{ALLIANCE} 's|its) (?:{_ORDINAL}|\w+est|late|new|only \w+|\w+) {_M}(?= ,)")),
    Way("left", _p(rf"(?P<who>{LIST}) (?:{_ADV} |have |formally )*(?P<verb>lose|forfeit) (?:its|their) (?:membership|seat|place in {_IT})")),
    Way("left", _p(rf"(?P<who>{LIST}|its|their) ?(?:'s |, whose )?(?:own )?{_SEAT} (?:{_ADV} |have |formally |officially |legally |duly )*(?P<verb>end|lapse|expire|cease|be terminate|run out|be over|come to an end|be cancel)(?= (?:,|\.|;|in|on|at|with|after|and|last|this|when|a |from))")),
    Way("joined", _p(rf"{_X}(?:(?:have|{_ADV}|formally|finally|just) )*(?P<verb>take(?: up)?|assume) (?:its|their) (?:place|seat)(?: (?:in|at) {_IT})? as (?:an? |its |the |their )?(?:\w+ ){{0,2}}?(?:member|state|country|nation|party|ally)")),
    Way("joined", _p(rf"{_X}(?:(?:have|{_ADV}|formally|finally|just|by now) )*(?P<verb>become) (?:an? |its |the |(?=full |proper ))(?:{_ORDINAL} |new(?:est)? |late |full |proper |fully - fledged )*(?:member|ally|party|signatory|member state)(?! (?:of|to|in) (?:the )?(?!<@|treaty|pact|bloc|alliance|organi|\d|early |late |{MONTH}\b))")),
    Way("joined", _p(rf"{_X}(?:(?:have|{_ADV}|formally|finally|just) )*(?P<verb>complete|conclude|finalise|finalize) (?:its|their) (?:accession|entry|admission|membership)")),
    Way("joined", _p(rf"{_X}(?:(?:have|{_ADV}|formally|finally|just) )*(?P<verb>gain|obtain|win|secure|receive|be grant|be give) (?:full |formal )?(?:membership|admission|entry)(?! (?:talk|action|bid))")),
    Way("joined", _p(rf"{_X}have (?:since|meanwhile|now|recently|finally|in the meantime|by now) (?:also )?(?P<verb>join|accede|be admit|be let in|be take in|enter|come in|come aboard)(?: {_IT})?{_ENDS}")),
)  # fmt: skip
_ABOUT_MEMBERS = re.compile(
    rf"{ALLIANCE}|\bmember|treaty|\bpact\b|charter|accede|accession|\bpart(?:y|ies)\b|signator|founder|\bbloc\b|\bleave\b|\bjoin\b|\bclub\b|association|organi[sz]ation|alliance|suspen|withdraw|depart|\bexit|denounc|article \d|\bnotice\b|expire|\bally\b|\b(?:go|out|absent|outside) since \d{{4}}"
)
_OTHER = re.compile(
    r"\b(?:convention|statute|protocol|non - proliferation|nuclear|eurozone|euro|schengen|world cup|assembly|geneva|court|olympic|customs|currency|eurasian|free trade|trade area|command|battlegroup|g\d+|security council)\b"
)
_CRY = ("could", "will", "would", "should", "must", "can")


def find(article: Article) -> Iterator[Found]:
    """Every state said to belong, to stand outside, to be suspended or to have come in meanwhile."""
    for line in article.lines:
        for way in WAYS:
            for match in way.pattern.finditer(line.shape):
                if _is_told(article, line, way, match):
                    yield from _claims(article, line, way, match)


def _is_told(article: Article, line: Line, way: Way, match: re.Match[str]) -> bool:
    """Whether the words tell of membership in an alliance as a fact, and of no other body."""
    place = match.start("verb") if match.groupdict().get("verb") else match.start()
    clause = line.clause_at(place)
    around = "".join(it.shape for it in article.lines[max(0, line.n - 2) : line.n + 1])
    inside = line.shape[max(0, match.start() - 10) : match.end() + 40]
    if clause is None or clause.is_conditional or clause.modal in _CRY or not article.main:
        return False
    if not _ABOUT_MEMBERS.search(around) or OTHER_BODIES.search(inside) or _OTHER.search(inside):
        return False
    if re.search(
        r"\b(?:if|whether|unless|until|before|that|than|between|against|for|of|by|with|from|in) (?:the )?$",
        line.shape[: match.start() + 1],
    ):
        return way.family in ("left", "suspended") or line.shape[: match.start() + 1].endswith(("that ", "that the "))
    return not (way.is_present and _is_past(line, match))


def _is_past(line: Line, match: re.Match[str]) -> bool:
    """Whether a verb of the words stands in the simple past: then they tell of an earlier day, which they need not name."""
    inside = line.shape[match.end("who") : match.end()]
    places = [match.end("who") + it.start() + 1 for it in re.finditer(r" (?=[a-z])", inside)]
    return any(line.token_at(it).tag_ == "VBD" for it in places)


def _claims(article: Article, line: Line, way: Way, match: re.Match[str]) -> Iterator[Found]:
    told = (match.groupdict().get("not") or "").strip()
    family = way.family
    if family == "member":
        family = {"": "member", "never": "never"}.get(told, "not_member")
    elif told:
        return
    states = (
        states_in(match["who"])
        or tuple(it for it in article.states_before(line, match.start() + 1) if it not in article.alliances.rows)[:1]
    )
    candidates = _alliances(article, line, match)
    aside = _dates_aside(article, line, match)
    for state in states:
        made = member_claim(article, line, match, state, candidates[0], family, acts=way.family)
        query = replace(made.query, others=candidates[1:])
        if query.on in aside:
            query = replace(query, on="", since="", is_dated=False, family=family)
        is_past = _is_past(line, match)
        if way.family in ("member", "unbroken") and is_past and not query.is_dated:
            query = replace(query, unit="past")
        made = replace(made, query=query)
        # Told of now, it is held against the article's own day; of the past, the days around may be meant too.
        yield with_list(made, states, bool(alliances_in(match.group()))) if is_past and len(states) > 1 else made


def _dates_aside(article: Article, line: Line, match: re.Match[str]) -> tuple[str, ...]:
    """Dates between the name and the verb: `Albania, dormant since 1962, is a member` dates the aside."""
    if not match.groupdict().get("verb"):
        return ()
    first, last = line.span(match.end("who"), match.start("verb"))
    return tuple(it.on for it in article.dates[line.n] if it.span is not None and first <= it.span.start < last)


def _alliances(article: Article, line: Line, match: re.Match[str]) -> tuple[str, ...]:
    """The alliances that may be meant: the one named in the words, else the one of the sentence, of that before, and the article's."""
    named = alliances_in(line.shape[match.start() : match.end() + 12])
    if named:
        return named[-1:]
    before = alliances_in(line.shape[: match.start()])[-1:]
    earlier = alliances_in(article.lines[line.n - 1].shape)[-1:] if line.n else ()
    return tuple(dict.fromkeys((*before, article.main, *earlier, *alliances_in(line.shape)[:1])))
