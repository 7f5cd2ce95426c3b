"""Claims of membership by lists and in passing: `the bloc unites X and Y`, `X, a fellow member`, `founded by X, Y and Z`."""

# ruff: noqa: RUF001 (the dashes of news)
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from foedus.check.article import Article
from foedus.check.claims.among import doers
from foedus.check.claims.belonging import ENDS, MEMBER, OF, OTHER_BODIES, ally_of, member_claim, with_list
from foedus.check.line import ALLIANCE, LIST, STATE, Line, states_in
from foedus.check.numbers import NUMBER
from foedus.check.types import Found

KINDS = ("membership",)

_A = rf"(?P<ally>{ALLIANCE})"
_X = rf"(?P<who>{LIST})"
_BOTH = rf"(?P<who>{LIST}(?: ,? ?(?:with|to|and|plus|as well as|alongside|together with|along with) (?:the )?{LIST})?)"
"""One list, or two that are tied to each other: `Russia with Belarus and Armenia`."""
_ONE = rf"(?P<who>{STATE})(?: of [a-z]+)?"
_ADV = r"(?:now|also|still|today|currently|once|then|itself|long|formally|already|only|just|alone|formerly)"
_THE = r"(?:the )?(?:republic of )?"
_NOT = r"(?P<not>not |no long(?:er)? |never |no )?"
PASSING = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_ONE} ,(?: (?:which|who) (?:be|remain|have be) {_NOT}(?:{_ADV} )?(?:an? |one of the )?| (?:{_ADV} )?(?:an? |another |one of the |the (?:\w+ )?|like <[A-Z]{{3}}> an? ))"
        rf"(?:\w+ )?{MEMBER}{OF}?{ENDS}",
        rf"{_ONE} ,(?: (?:which|who) be {_NOT}(?:{_ADV} )?)? (?:{_ADV} )?(?:an? |another |one of the )?(?:fellow )?{_A} (?:fellow )?{MEMBER}{ENDS}",
        rf"{_ONE} (?:be|remain|stay) {_NOT}(?:{_ADV} )?(?:an? |one of the |one of its )?(?:\w+ )?{MEMBER}{OF}?{ENDS}",
        rf"{_ONE} (?:be )?among (?:them|they) ,? ?(?:all )?belong to (?:it|{_A})",
        rf"(?:fellow )?(?:member state|fellow member|non - member|treaty party|party) {_THE}(?P<who>{STATE})",
        rf"{_A} 's (?:\w+ )?(?:new|late|young|old|small|large|poor|only|recent|first|late) (?:\w+ )?{MEMBER} ,? ?(?:be )?{_X}",
        rf"{_X} (?:be|,) (?:\w+ )?{_A} 's (?:\w+ )?(?:new|late|young|old|small|large|poor|only|recent|first) (?:\w+ )?{MEMBER}",
        rf"{_ONE} (?:, )?(?:which |who )?(?:be|remain|stay|sit|have be|have remain|have stay|have sit)? ?{_NOT}(?:{_ADV} )*(?:be )?in(?:side)? {_A} (?=since)",
        rf"{_ONE} (?:, )?(?:which |who )?(?:be|remain|stay|continue) {_NOT}(?:{_ADV} )?in(?:side)? (?:the )?{_A}",
        rf"{_ONE} , [^,<]{{0,60}} , (?:be|remain) {_NOT}(?:{_ADV} )?(?:an? |one of the )?(?:\w+ )?{MEMBER}{OF}?{ENDS}",
        rf"{_ONE} , the (?:last|first|latter|former) of (?:which|who|whom|they) (?:be|have be|remain) {_NOT}(?:{_ADV} )?(?:an? )?(?:\w+ )?{MEMBER}{OF}?{ENDS}",
    )
)  # fmt: skip
OUTSIDE = re.compile(
    rf"{_ONE} (?:, )?(?:which |who )?(?:be|remain|stay|keep|have (?:be|remain|stay|keep)|wait|(?:be|remain|stand|live) (?:{_ADV} )?(?:wait|stand|sit|leave|keep|shut)?) ?(?:{_ADV} )*(?:wait )?"
    rf"outside(?: (?:of )?(?:the )?{_A}|(?= (?:since|\.|,|;|and|but|until|for)))"
    rf"|(?P<who2>{STATE}) , outside (?:the )?(?P<ally2>{ALLIANCE})"
)
_JOINS = (
    r"(?:include|comprise|bring together|group|link|unite|consist of|be make up of|be compose of|take in|embrace|bind|encompass|cover|count|tie|gather|assemble|join together|"
    r"number|be form (?:of|by)|be a (?:\w+ )?(?:pact|alliance|union|club|treaty) (?:of|between|among)|be leave with|have|keep|retain)"
)
LISTS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_A} (?:organi[sz]ation |treaty |alliance |pact )?(?:,[^,<]{{0,50}}, )?(?:which |that )?(?:{_ADV} )*{_JOINS} (?:{_ADV} )*(?:{NUMBER} (?:\w+ ){{1,2}}[:,–—-] ?)?{_THE}{_BOTH}(?! (?:troops|of|force|soldier|army|'s))",
        rf"{_A} (?:–|—|-|\() ?(?:that be , |namely )?{_THE}(?P<who>{LIST}) (?=–|—|-|\))",
        rf"(?:member|ally|party|signatory|member state) (?:–|—|\() ?{_THE}(?P<who>{LIST}) (?=–|—|\))",
        rf"{_A} : {_THE}(?P<who>{LIST})(?= [.;])",
        rf"{_A} , (?:in|of) which {_BOTH.replace('with|', '')} (?:{_ADV} )*(?:sit|belong|be|take part|join hands)(?: (?:with|alongside|together with|beside) (?P<more>{LIST}))?",
        rf"\b(?:make up|form|compose) (?:{_A}|(?:the|its|that) (?:\w+ )?(?:council|league|pact|group|club|union|membership|community|association)) ?(?::|–|—|-|\() ?{_THE}{_X}",
        rf"(?:its|the|their|whose|all|these|those|our|<@[A-Z-]+> 's) (?:(?:remain(?:ing)?|current|other|present|full|exist|{NUMBER}|{_ADV}|old|leave) )*(?:member|signatory|party|member state|member country|member nation) ?(?:be (?:{_ADV} )?|include |,|:|–|—|-|\(|remain )+ ?{_THE}{_X}",
        rf"{_X} be (?:{_ADV} )?(?:the |its |all |their )(?:(?:{NUMBER}|{_ADV}|remain(?:ing)?|current|other|full) )*(?:member|signatory|party)(?: state)?{OF}?(?= [.,;])",
        rf"\b(?:the|these|those|all) {NUMBER} (?:member )?be (?:{_ADV} )?{_THE}{_X}(?= [.;])",
        rf"(?:belong|member)(?: of it)?(?: be)? ?(?:–|—|:) ?{_THE}{_X}(?= [.;–—])",
        rf"{_A} 's (?:(?:{NUMBER}|{_ADV}|remain(?:ing)?|current|other|present|full|exist|leave) )*(?:state|nation|country|republic|capital|government|power) ?(?:be (?:{_ADV} )?|,|:|–|—|-|\(|remain )+ ?{_THE}{_X}",
        rf"(?:that|this|it|which|departure|exit|withdrawal|lapse|suspension) (?:{_ADV} |thus |therefore )?leave (?:behind |only |just |it with |they with |{ALLIANCE} with |the \w+ with |an? (?:\w+ )?(?:club|pact|bloc|rump|group|alliance) of )*{_THE}{_X}(?= [.,;–—])",
        rf"(?:{_A}|\b(?:it|the (?:\w+ )?(?:treaty|club|group|community|league|union|rump))) (?:(?:{_ADV}|therefore|thus|have|simply|merely) )*(?:continue|carry on|go on|soldier on|be leave|make do|be reduce|be down|shrink|be back) (?:with|to) (?:only |just )?{_THE}{_X}(?= [.,;–—])",
        rf"{_A} (?:,|\() ?(?:previously |until then |so far |before that |hitherto |once |then |now |still )?(?:(?:an? )?(?:\w+ )?(?:club|group|grouping|bloc|pact|circle|alliance|forum|quartet|trio|union) of|make up of|compose of|form by|consist of) {_THE}{_X}",
        rf"(?:{_A}|\bit) (?:\( {ALLIANCE} \) )?be (?:{ALLIANCE}|an? (?:[\w-]+ ){{0,4}}?(?:organi[sz]ation|alliance|union|grouping|bloc|group|club|pact|treaty|league|association)) (?:of|between|among|link|unite) {_THE}{_X}(?= [.,;–—])",
        rf"\b(?:once|after|when|with|without)\b[^.;]*\b(?:leave|unite|united|withdraw|out|depart|exit|go|departure|withdrawal) [^.;]*? {_A} will (?:then |only |still )?(?:consist of|be make up of|be leave with|comprise|be down to|be reduce to|number) {_THE}{_X}",
    )
)  # fmt: skip
_AMONG_REMAINING = re.compile(
    rf"(?:its|their) \w+(?:n|ese|ern|i|ish) (?:member|party|signatory|ally)s? be (?:{_ADV} )?{_THE}(?P<who2>{LIST})|{NUMBER} (?:\w+ )?(?:state|country|nation|member|government|party|signatory)s? (?:be |have )?(?:{_ADV} )?(?:remain|leave|stay|be in)\b[^<.]{{0,30}}?(?:among they|include|:|–|—|,) {_X}"
)
FOUNDERS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:{_A}|\b(?:treaty|pact|charter|organisation|organization|league|body|community|bloc|group)\b)[^.<]{{0,60}}?\b(?P<verb>found|sign|establish|set up|create|launch|conclude|form|negotiate|draw up|agree|enter into|forge|hammer out|strike|make|work|creation|child|brainchild|handiwork|product|invention)(?: (?:in|at|on|there in) (?:<[A-Z]{{3}}>|[^<.]{{1,30}}?))*? (?:by|between|among|of) {_THE}{_X}",
        rf"\bfounder(?: member)?s?(?: {OF.strip()})?(?: (?:of|in|from) (?:\w+ )?\d{{4}})? ?(?:be|:|,|include|–|—|\()[^<.]{{0,30}}?{_THE}{_X}",
        rf"\b(?:founding|found|founder|original) (?:member|state|party|signatory|nation)s?(?: {OF.strip()})? ?(?:be|:|,|include|–|—|\()* ?{_THE}{_X}",
        rf"{_X} (?:be|,) (?:{_ADV} )?{_NOT}(?:{_ADV} )?(?:an? |the |all )?(?:founding|found|founder|original|charter) (?:member|state|party|signatory|nation)",
        rf"{_X} (?:be|,|itself) (?:{_ADV} )?{_NOT}(?:{_ADV} )?(?:among|one of) (?:the|its) (?:{NUMBER} )?(?:founder|(?:found|original|first|founding) (?:member|signatory|party|state)|signatory(?= [.,]))",
        rf"{_X} (?:be|,) {_NOT}(?:{_ADV} )?(?:among|one of) the (?:original |first )?{NUMBER} (?:\w+ )?(?:that|which|who|to) (?:\w+ )?(?:found|sign|create|form|launch|establish|widen|set up)",
        rf"^ (?P<verb>found|set up|establish|create|launch|form)(?: (?:in|at|on) (?:<[A-Z]{{3}}>|[^<.]{{1,30}}?))*? by {_THE}{_X} , (?={ALLIANCE}|it |the (?:\w+ )?(?:treaty|pact|association|community|league|union|group|council|club|commonwealth|body))",
        rf"{_X} (?P<verb>found|set up|establish|create|launch) (?:the )?{_A}",
        rf"\b{NUMBER} (?:\w+ )?(?:state|country|nation|government|power|member|republic)s? (?P<verb>found|set up|establish|create|launch|sign|conclude|form|make)\b[^.;:]{{0,60}} : {_THE}{_X}",
    )
)  # fmt: skip
_WHO_ARE = re.compile(
    r"\bwho (?:else )?(?:its|the|their)? ?(?:be (?:still |leave )?(?:in|member)|member be|be (?:the|its) member)\b|\bits member be\b[^<]{0,12}$|\bwho (?:else |still )?belong\b|\bwho (?:be )?(?:leave|remain|stay|sit)\b[^<]{0,20}\?|\bwho be in (?:it|<@)|\bwhich (?:country|state|nation)[^<]{0,20}(?:belong|member|in <@|in it)"
)
_ALONE = re.compile(
    rf"^ (?:(?:they|these|those|it) be |and |also |only )*{_THE}(?P<who>{LIST})(?: , too| too)? (?:\.|!) ?$"
)
LOOSE = ("sign", "conclude", "negotiate", "draw up", "agree", "enter into", "forge", "hammer out", "strike", "make", "work", "creation",
         "child", "brainchild", "handiwork", "product", "invention")  # fmt: skip
"""Words that tell of a founding only where those who did it are a list."""
_CLOSED = 3
"""The fewest states that make a bare list a list of members."""


def find(article: Article) -> Iterator[Found]:
    """Members in passing, lists of members, founders."""
    for line in article.lines:
        yield from _passing(article, line)
        yield from _lists(article, line)
        yield from _founders(article, line)
        yield from _alone(article, line)


def _is_aside(line: Line, match: re.Match[str]) -> bool:
    """Whether the words are conditional, wished for, or about another body."""
    clause = line.clause_at(match.start())
    modal = "" if clause is None or " will " in match.group() else clause.modal
    if clause is None or clause.is_conditional or modal in ("could", "will", "would", "should", "must", "can"):
        return True
    behind = line.shape[match.end() : match.end() + 40]
    if re.match(r" (?:of|to|in) (?:the |a |its )?(?!<@)", behind) and not match.groupdict().get("ally"):
        if re.match(
            r" in (?:\d|january|february|march|april|may|june|july|august|september|october|november|december)", behind
        ):
            return False
        return not re.match(r" (?:of|to|in) (?:the )?(?:<@|treaty|pact|bloc|alliance|organi)", behind)
    return bool(OTHER_BODIES.search(line.shape[match.start() : match.end() + 40]))


def _passing(article: Article, line: Line) -> Iterator[Found]:
    for pattern in PASSING:
        for match in pattern.finditer(line.shape):
            if _is_aside(line, match):
                continue
            groups = match.groupdict()
            told = (groups.get("not") or "").strip()
            family = {"": "member", "never": "never"}.get(told, "not_member")
            if "non - member" in match.group():
                family = "not_member"
            if re.search(r"\b(?:once|formerly|former)\b", match.group()) and family == "member":
                family = "former"
            for state in states_in(match["who"]):
                yield member_claim(article, line, match, state, ally_of(article, line, match), family)
    for match in OUTSIDE.finditer(line.shape):
        for state in states_in(match["who"] or match["who2"]):
            if not _is_aside(line, match):
                yield member_claim(article, line, match, state, ally_of(article, line, match), "not_member")


def _lists(article: Article, line: Line) -> Iterator[Found]:
    for pattern in (*LISTS, _AMONG_REMAINING):
        for match in pattern.finditer(line.shape):
            groups = match.groupdict()
            states = states_in((groups.get("who") or groups.get("who2") or "") + (groups.get("more") or ""))
            if len(states) < 2 or _is_aside(line, match) or _is_new(line, match):
                continue
            if pattern is LISTS[0] and _acts_on(line, match, states):
                continue
            clause = line.clause_at(match.start())
            if clause is not None and doers(article, line, clause) is not None:
                continue
            ally = ally_of(article, line, match)
            is_named = bool(match.groupdict().get("ally"))
            is_past = pattern is not _AMONG_REMAINING and _is_past(line, match)
            is_part = pattern is _AMONG_REMAINING and not match["who"]
            for state in states:
                one = with_list(member_claim(article, line, match, state, ally, "member"), states, is_named)
                yield replace(one, query=replace(one.query, unit="past")) if is_past else one
            if not is_past and not is_part and len(states) >= _CLOSED and _is_whole(line, match):
                whole = member_claim(article, line, match, states[0], ally, "roster")
                yield replace(whole, query=replace(whole.query, actors=states, is_sure=is_named))


def _is_past(line: Line, match: re.Match[str]) -> bool:
    """Whether the list is told of an earlier day: `the bloc united X and Y`, `previously a club of X and Y`."""
    if _BEFORE.search(match.group()):
        return True
    inside = line.shape[match.start() : match.start("who") if match["who"] else match.start("who2")]
    places = [match.start() + it.start() + 1 for it in re.finditer(r" (?=\S)", inside)]
    return any(line.token_at(it).tag_ == "VBD" for it in places)


_BEFORE = re.compile(r"\b(?:previously|until then|so far|before that|hitherto|once|then|formerly)\b")
_PART = re.compile(
    r"\b(?:include|among|such as|some|mainly|chiefly|other|count|as well as|bring in|take in .* too|also|new)\b"
)


def _is_whole(line: Line, match: re.Match[str]) -> bool:
    """Whether a list claims to name every member: not `including`, not `among others`."""
    return not _PART.search(match.group()) and not re.match(
        r" ?(?:,|and) (?:among|other|more|several)", line.shape[match.end() : match.end() + 20]
    )


def _acts_on(line: Line, match: re.Match[str], states: tuple[str, ...]) -> bool:
    """`the bloc has Russia's backing`, `NATO linked Georgia to Ukraine`: no list of members."""
    verb = re.search(
        r"\b(?:have|keep|retain|cover|link|tie|count|join|gather|number|bind|include|take in)\b", match.group()
    )
    return bool(verb) and len(states) < _CLOSED and verb.group() not in ("include", "take in", "count")  # type: ignore[union-attr]


def _is_new(line: Line, match: re.Match[str]) -> bool:
    """`the new members, X and Y`, `the members that voted, X and Y`: of a part of the members; they may be judged all the same."""
    return bool(
        re.search(
            r"\b(?:observer|partner|candidate|applicant|non)\b",
            line.shape[max(0, match.start() - 20) : match.start("who") if match["who"] else match.end()],
        )
    )


def _founders(article: Article, line: Line) -> Iterator[Found]:
    for pattern in FOUNDERS:
        for match in pattern.finditer(line.shape):
            clause = line.clause_at(match.start("who"))
            if clause is None or clause.is_conditional or clause.modal:
                continue
            states = states_in(match["who"])
            verb = match.groupdict().get("verb") or ""
            if verb in LOOSE and len(states) < _CLOSED and not match.groupdict().get("ally"):
                continue
            if (
                verb
                and verb != "found"
                and re.search(r"\b(?:force|base|fund|protocol|statement|declaration|mission|document)\b", match.group())
            ):
                continue
            is_not = bool(match.groupdict().get("not"))
            for state in states:
                found = member_claim(
                    article, line, match, state, ally_of(article, line, match), "not_founder" if is_not else "founder"
                )
                yield with_list(found, states)


def _alone(article: Article, line: Line) -> Iterator[Found]:
    """A sentence that is a list only, behind a question or a sentence about who the members are."""
    match = _ALONE.match(line.shape)
    if match is None or not line.n:
        return
    states = states_in(match["who"])
    if len(states) < _CLOSED or not _WHO_ARE.search(article.lines[line.n - 1].shape):
        return
    ally, _ = article.alliance_of(*article.sentence(line.n - 1).span, line.n - 1)
    for state in states:
        yield with_list(member_claim(article, line, match, state, ally, "member"), states, False)
