"""Claims of what came of a call for help: who answered, with what, how soon, how many, led by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from foedus.check.article import Article
from foedus.check.claims import calls
from foedus.check.claims.callers import caller
from foedus.check.claims.calls import CALL, skips, span
from foedus.check.claims.common import is_sure, over, topic_of, when, who
from foedus.check.claims.echoes import attached, echoes
from foedus.check.clauses import Clause
from foedus.check.line import LIST, Line, alliances_in, states_in
from foedus.check.numbers import quantities
from foedus.check.types import Found, Query
from foedus.reading.tree import lemma

KINDS = ("answer",)

_FORCE = r"(?:troops?|soldiers?|forces?|peacekeepers?|contingents?|paratroopers?|battalions?|units?|brigades?|army|armies|combat|aircraft|planes?|jets?|fighters?|squadrons?|warships?|frigates?|tanks?|men|marines?|missiles?|regiments?|divisions?|reinforcements?)"
_MISSION = r"(?:observers?|monitors?|mission|fact-?finders?|fact - ?find\w*|delegation|experts|envoy|team|group)"
_SEND = r"(?:send|deploy|dispatch|contribute|commit|rush|airlift|fly|provide|supply|move|assign|launch|despatch|order|land|post)"
_REQUEST = r"(?:call|request|appeal|plea|wish|petition)"
_LIGHTLY = r"(?:(?:already|also|now|soon|then|since|promptly|quickly|later|even|indeed|duly) )*"
_WANTED = r"(?:help|aid|assistance|support|backing|troops?|soldiers?|forces?|weapons?|arms?|patriots?|batter(?:y|ies)) (?:(?:that|which) )?(?:<@?[A-Z-]+>|it|he|she|they) (?:have )?(?:want|seek|ask for|request|wish for|demand|desire) (?:have )?be"
_GIVEN = r"(?:grant|approve|accept|meet|heed|provide|supply|give|send|fulfil|satisfy|honour)"
_OFFERED = r"(?:offer|proposal|plan|demand|invitation|idea|list|force|terms)"
_REFUSED = r"(?:reject|refuse|turn down|deny|decline|rebuff|dismiss|spurn|veto|block|vote down|throw out|withhold|brush aside|shelve)"
_PLAN = r"(?:plan|programme|draft|proposal|package|scheme|idea|measure|decision|mission|operation|force)s?"
_HELPING = r"(?:help|intervene|interven\w*|assist\w*|send|troops?|request|appeal|plea|wish|aid|support|involve\w*|soldiers?|contribut\w*|step in|take part|act\b|base\b|intrude|mediat\w*|peacekeep\w*|force)"
ANSWER = (
    ("none", re.compile(r"\bignore\b.{0,40}\b(?:call|request|appeal|plea)|\b(?:go|leave|remain|stay) (?:\w+ )?(?:unanswered|unheard|unheeded|without (?:a |an )?(?:answer|response|reply))|\bno (?:answer|reply|response|help|assistance|aid)\b|\b(?:not|never|fail to|neither)\b(?:(?! ask| request| seek| appeal).){0,25}\b(?:answer|respond|react|help|assist|come to)\b|\bhave (?:have )?(?:a |an )?(?:answer|response|reply)\b|\breluctance to (?:come|help|aid|intervene|assist)\b|\bdo nothing\b"
                        rf"|\b(?:get|receive|see|obtain|be give) (?:neither|nothing|not (?:one|a single)|no (?:\w+ )?(?:{_FORCE}|help|aid|assistance|support))\b|\bfall on deaf ear\b|\bwait in vain\b"
                        rf"|\bkeep (?:its|their|his|her) (?:own )?(?:{_FORCE}|man) (?:at home|out|away|in (?:the |their )?barracks?)\b|\b(?:stay|remain) at home\b|\b(?:sit|stay) (?:it|the (?:\w+ ){{1,2}}) out\b|\btake no part\b(?= [.,;]| in the (?:operation|intervention|mission|campaign|fight|force))")),
    ("declined", re.compile(rf"\b(?:refuse|decline|reject|rule out|turn down|rebuff|unwilling|hold back|withhold|deny|spurn|dismiss|brush aside|shelve)\b(?!.{{0,30}}\b(?:sign|attend|host|pay|recogni|join\b|responsib|charge|claim|report|allegation|accus))(?:.{{0,60}}\b{_HELPING}\b)|\bdecline(?= ,| \.)"
                            rf"|\b(?:see|find) no (?:ground|reason|condition|cause|need|basis|case)s? (?:for|to|under|in)\b|\bturn the {_REQUEST} down\b|\b{_REQUEST} (?:[\w<>'@-]+ ){{0,8}}?be {_LIGHTLY}{_REFUSED}\b|\b{_WANTED} {_LIGHTLY}{_REFUSED}\b|\b{_PLAN} (?:[\w<>'@-]+ ){{0,7}}?be {_LIGHTLY}{_REFUSED} by (?:the )?(?:leader|head|ally|member|partner|council|minister|summit|<@)|\b{_OFFERED} (?:that |which )?<[A-Z]{{3}}> (?:have )?(?:reject|refuse|turn down|decline|spurn|rebuff|dismiss)\b|> (?:turn (?:it|they|the {_OFFERED}) down|turn down (?:it|they|(?:the|this) {_OFFERED})|(?:reject|refuse|decline|spurn) (?:it|they|(?:the|this) {_OFFERED})|refuse)(?= [.,;]| and)|\bobject to (?:the )?(?:plan|help|send|protect)\w*|\bkeep out of it\b|\bstay out of it\b")),
    ("force", re.compile(rf"\b{_SEND}\b(?:(?! observer| monitor| mission).){{0,50}}\b{_FORCE}\b(?! - find)|\b{_FORCE} (?:\w+ ){{0,4}}(?:be {_LIGHTLY}(?:send|deploy|dispatch|assign|fly|order|on the ground|in place|post|move(?! (?:out|back|home|away))|bring in|station|rush|airlift)|arrive|land|come(?! (?:home|back|under))|set (?:out|off)|take part|go in|march in|move in|enter)\b|\breceive (?:[\w-]+ ){{0,3}}{_FORCE}\b|\bintervene\b|\bcome to (?:\w+ |<[A-Z]{{3}}> )?(?:'s )?(?:\w+ )?(?:aid|help|rescue|defen[cs]e|assistance)\b|\bpeacekeep\w* mission\b|\bnobody\b.{{0,20}}\bsend\b|\b{_SEND} (?:nobody|no one|nothing)\b"
                         rf"|\b(?:respond|answer|react|reply|come|join (?:<[A-Z]{{3}}>|they|it|he)) with (?:[\w-]+ ){{0,4}}?{_FORCE}\b|\bgo to war (?:for|on behalf)|\bagree to (?:bomb|strike|intervene)\b|\b(?:agree on|approve|launch|undertake|conduct) (?:(?:joint|collective|common) )?(?:military (?:action|measure|operation)|joint military|air strike)|\bsend they into\b|\b(?:joint|common) military measure\b")),
    ("mission", re.compile(rf"\b{_SEND}\b.{{0,50}}\b{_MISSION}\b|\breceive (?:\w+ ){{0,2}}{_MISSION}\b|\bfact-?find\w*|\bfact - ?find|\b{_MISSION} (?:, )?(?:(?:who|which|that) )?(?:[\w<>-]+ ){{0,6}}?(?:be {_LIGHTLY}(?:send|deploy|dispatch|post|station|place|on the ground|in place|patrol)|arrive|come(?! (?:home|back|under))|take up (?:their|its) (?:post|position|place|duty)|start patrol|begin patrol|patrol)\b|\bmission , (?:head|lead) by\b")),
    ("pledged", re.compile(rf"\b(?:pledge|promise|offer)\b(?: \S+){{0,4}}? {_FORCE}\b|\b(?:be|stand) ready to (?:help|send|intervene|assist|fight)\b"
                           rf"|\bwould (?:\w+ )?(?:defend (?:its|their|the) (?:\w+ )?(?:member|ally|partner)|come to (?:\w+ |<[A-Z]{{3}}> )?(?:'s )?(?:aid|help|rescue|defen[cs]e|assistance)|send (?:\w+ )?{_FORCE}|fight for|intervene)\b")),
    ("helped", re.compile(rf"\b(?:answer|respond to|meet (?:the|its|their|his)|heed|grant|approve|accept|comply with|accede to|agree to|satisfy|honour|fulfil)\b.{{0,25}}\b{_REQUEST}\b|\b(?:agree|say yes|consent|oblige) at once\b|\b(?:the|a) <?\w*>? ?\w* ?(?:consent|oblige)(?= [.,;]| and)|<[A-Z]{{3}}> (?:(?:consent|oblige|agree|accept|say yes)(?= [.;]| at once)|(?:consent|oblige|accept)(?= ,| and)|accept (?:it|they|(?:the|this) {_OFFERED})\b)|\b{_OFFERED} (?:that |which )?<[A-Z]{{3}}> (?:have )?(?:accept|welcome|take up|agree to|embrace|approve)\b|\bto the (?:aid|rescue) of\b|\bbe answer\b|\banswer (?:<[A-Z]{{3}}>|it|the call)|\b{_REQUEST} (?:[\w<>'@-]+ ){{0,8}}?be {_LIGHTLY}{_GIVEN}\b|\b{_WANTED} {_LIGHTLY}{_GIVEN}\b")),
    ("material", re.compile(r"\b(?:supply|send|deliver|provide|ship|give|sell|airlift) (?:\w+ |<[A-Z]{3}> ){0,4}?(?:weapons?|arms?|ammunition|munitions|military equipment|hardware)\b")),
    ("leave", re.compile(r"\b(?:open (?:the|a) (?:door|way|path) (?:to|for)|allow(?: for)?|authori[sz]e|permit|provide for|sanction|clear the way for|pave the way for|include|envisage|foresee|leave to use|endorse) (?:the )?(?:use of )?(?:\w+ )?(?:force|military force|armed force|military action|armed action|military intervention)\b(?! (?:to|of \d))|\b(?:rule out|exclude|stop short of|reject|forbid|not mention|leave out|avoid) (?:the use of |any use of |all use of )?(?:armed |military )?force\b")),
    ("term", re.compile(rf"\b(?:{_MISSION}|{_FORCE}|peacekeeping|operation|deployment)\b[^.;]{{0,60}}?\b(?:(?:with )?no (?:time )?limit|without (?:a |any )?(?:time )?limit|open - ended|open-ended|indefinite(?:ly)?|unlimited|of limited duration|for a limited (?:time|period)|limited in time|no end date)\b|\b(?:open - ended|open-ended|indefinite|time - limited) (?:\w+ )?(?:{_MISSION}|operation|deployment)\b")),
    ("political", re.compile(r"\b(?:consult and|get consultation|offer (?:to )?mediat\w+|only (?:consult|talk)|call for (?:calm|restraint|a peaceful))\b|\bconfine (?:itself|themselves|himself) to\b|\blimit (?:itself|themselves) to\b|\bdo no more than\b|\bgo no (?:further|far) than\b|\bmake do with (?:a )?(?:statement|declaration|resolution)")),
)  # fmt: skip
_TELLS = {
    "force": "sent forces", "mission": "sent a mission", "declined": "declined to help", "none": "gave no help", "helped": "helped",
    "political": "only consulted", "pledged": "promised forces", "relief": "sent relief", "material": "sent arms", "leave": "let force be used", "term": "set a limit in time",
}  # fmt: skip
_RELIEF = re.compile(r"\b(?:humanitarian|relief|medical|food|medicine|blanket|tent|aid (?:supply|cargo|flight))\b")
_NO_DELEGATES = re.compile(r"\bno (?:\w+ ){0,2}(?:delegation|envoy|delegate)")


_LOOSE = re.compile(
    r"\b(?:march in|move in|go in|enter|in place|post|order|land|on the ground|consent|oblige|accept|object to|dismiss|shelve|deny|confine|limit|do no more|go no|make do|get|obtain|be give|see (?:neither|nothing)|ready to|joint (?!force)|move|bring in|station|approve|respond with|react with|undertake|conduct)\b"
)
"""Words that tell of an answer only where a call was told of just before."""
_GETS = re.compile(r"^ ?(?:get|receive|see|obtain|be give|have|wait|fall)\b")
"""Verbs whose subject is the one who called."""


def find(article: Article) -> Iterator[Found]:
    """Answers, sentence by sentence."""
    asked: dict[int, list[Query]] = {}
    for call in calls.find(article):
        asked.setdefault(call.sentence - 1, []).append(call.query)
    last: list[Found] = []
    for line in article.lines:
        told = sorted(_told(article, line, asked), key=lambda it: it.start)
        told += attached(article, line, partial(_beside, article, line))
        told += echoes(article, line, [*last, *told])
        yield from told
        last = told


def _beside(article: Article, line: Line, clause: Clause, match: re.Match[str]) -> Query:
    """What a clause says of an answer to which men of another state are added."""
    return _called(_answer(article, line, clause, match, "force"), [])


def _told(article: Article, line: Line, asked: dict[int, list[Query]]) -> Iterator[Found]:
    """The answers that a line tells in words of its own."""
    taken: set[tuple[int, tuple[str, ...]]] = set()
    spots: dict[int, list[tuple[int, int]]] = {}
    before = [it for n in range(line.n, line.n - 6, -1) for it in reversed(asked.get(n, []))]
    for family, pattern in ANSWER:
        for match in pattern.finditer(line.shape):
            clause = line.clause_at(_verb_place(match))
            if clause is None or _is_none(line, clause, match, family):
                continue
            if _is_loose(match, family) and not before and not _offer(article, line, match, family):
                continue
            if any(match.start() < end and first < match.end() for first, end in spots.get(id(clause), [])):
                continue
            query = _called(_answer(article, line, clause, match, family), before)
            if _is_own_call(query, asked.get(line.n, [])):
                continue  # Whoever asks for aid does not send it.
            key = (id(clause), query.actors)
            if key in taken or (spots.get(id(clause)) and not query.actors):
                continue
            taken.add(key)
            spots.setdefault(id(clause), []).append(match.span())
            start, end = _where(line, clause, match, family)
            who_ = " ".join(query.actors) or "the allies"
            yield over(article, line.n, start, end, f"{who_} {_TELLS[query.family]}", query)


def _where(line: Line, clause: Clause, match: re.Match[str], family: str) -> tuple[int, int]:
    """Offsets of the words that claim the answer: the clause, but of an aside only the aside, as the rest is a claim of its own."""
    limit = _LIMIT.search(match.group()) if family == "term" else None
    if limit:
        return (line.span(match.start() + limit.start(), match.end())[0], span(line, clause, match)[1])
    is_offer = family in ("helped", "declined") and _OF_OFFER.search(match.group())
    if family in ("leave", "term") or is_offer or re.match(_WANTED, match.group()):
        return line.span(match.start(), match.end())
    return span(line, clause, match)


def _verb_place(match: re.Match[str]) -> int:
    """Where the verb of an answer stands: behind `who`, where observers are told of whom a clause says that they came."""
    relative = re.search(r" (?:who|which|that) (?!<)", match.group())
    return match.end() - 2 if relative and not match.group().lstrip().startswith("who") else match.start()


def _is_own_call(query: Query, asked: list[Query]) -> bool:
    return query.family not in ("declined", "none", "political") and any(
        set(query.actors) & set(it.actors) for it in asked
    )


_OFFER = re.compile(
    r"\b(?:propose|offer|suggest|invite|demand|urge|plan|decide on|decide to|ultimatum|proposal|invitation|list)\b"
)
"""What may be accepted or refused beside a call for help."""
_REPLY = re.compile(
    r"> (?:consent|oblige|agree|say yes|accept|turn|reject|refuse|decline|spurn)|\b(?:consent|oblige|agree|say yes) at once|"
    rf"^{_OFFERED} "
)


def _offer(article: Article, line: Line, match: re.Match[str], family: str) -> str:
    """The words of the offer to which a reply is given: what the sentence says before, or the one before it; empty for none."""
    if family not in ("helped", "declined") or not _REPLY.search(match.group()):
        return ""
    own = line.shape[: match.start()]
    if _OFFER.search(own):
        return article.text[line.sentence.span.start : line.span(0, max(match.start(), 2))[1]]
    earlier = article.lines[line.n - 1] if line.n else line
    return earlier.sentence.text if line.n and _OFFER.search(earlier.shape) else ""


def _is_loose(match: re.Match[str], family: str) -> bool:
    """Whether the words tell of an answer only where a call was told of before."""
    if family in ("mission", "leave", "term") or _COMMON.search(match.group()):
        return False
    return bool(_LOOSE.match(match.group()) if family == "declined" else _LOOSE.search(match.group()))


_COMMON = re.compile(r"\b(?:joint|common|collective|standby|response|rapid) (?:\w+ )?force\b")
"""Forces that only an alliance has."""


def _called(query: Query, before: list[Query]) -> Query:
    """The claim, with who called last before it, where its own words name no other caller."""
    for call in before:
        callers = [it for it in call.actors if it not in query.actors]
        if callers and not call.is_negated:
            recipients = tuple(dict.fromkeys((*callers, *query.recipients)))
            return replace(query, recipients=recipients, since=call.on if "|" not in call.on else "")
    return query


def _is_none(line: Line, clause: Clause, match: re.Match[str], family: str) -> bool:
    """What is no answer: conditional, hoped for, only asked for, or a delegation that stayed away."""
    if _is_promise(clause, family):
        return False
    if skips(clause) or clause.modal == "would" or _NO_DELEGATES.search(match.group()):
        return True
    if family in ("force", "mission", "pledged") and _asked_for(line, clause, match):
        return True
    if re.match(rf"{_SEND}\b", match.group()) and not line.token_at(match.start()).tag_.startswith("V"):
        return True  # `supplies`, `orders`: a noun.
    if family in ("force", "mission", "pledged") and CALL.search(match.group()):
        return True
    if family not in ("force", "mission", "pledged", "declined", "helped", "none") and CALL.search(match.group()):
        return True
    return family == "helped" and "approve" in match.group() and not re.search(rf"{_REQUEST}", match.group())


_PROMISING = frozenset(
    ["say", "declare", "announce", "promise", "vow", "pledge", "assure", "warn", "state", "tell", "confirm"]
)


def _is_promise(clause: Clause, family: str) -> bool:
    """`The secretary general declared that the bloc would defend its member`: that is said, and can be held against answers."""
    return (
        family == "pledged"
        and clause.modal == "would"
        and clause.parent is not None
        and not clause.is_conditional
        and lemma(clause.parent.head) in _PROMISING
    )


def _asked_for(line: Line, clause: Clause, match: re.Match[str]) -> bool:
    """Whether the troops were only asked for, offered, or belong to somebody's attack."""
    before = line.shape[max(line.place_of(clause.start) - 1, match.start() - 60) : match.start()]
    return bool(
        re.search(
            r"\b(?:ask|request|beg|plead|appeal|urge|call for|want|threaten|offer|readiness|prepare|demand|oblige|commit|require|must|owe|unlikely|likely|expect)\b(?: \S+){0,6} $",
            before,
        )
    )


def _answer(article: Article, line: Line, clause: Clause, match: re.Match[str], family: str) -> Query:
    start, end = span(line, clause, match)
    actors, others = who(article, line, clause, _verb_place(match))
    by_whom = _OF_OFFER.search(match.group()) if family in ("helped", "declined") else None
    if _PASSIVE.search(match.group()):
        actors, others = _passive(article, line, match)
    elif by_whom:
        actors = states_in(by_whom.group())
    elif not clause.subjects or clause.is_guessed:
        named, is_told = caller(article, line, clause, match.start())
        actors = named if is_told else (actors if clause.subjects else ())
    alone = _ALONE.search(line.shape)
    if alone and not clause.subjects:
        actors = states_in(alone["who"])
    beside = _BESIDE.search(line.shape[: match.start()])
    actors = states_in(beside["who"]) if beside else actors
    if _GETS.search(match.group().strip()):
        others, actors = (*actors, *others), ()
    ally, more = article.alliance_of(start, end, line.n)
    on, own = when(article, clause, line.n)
    family = _turned(line, clause, match, family)
    days = next((it for it in quantities(line.sentence.text) if it.unit in ("days", "weeks", "months")), None)
    scale = {"days": 1, "weeks": 7, "months": 30}
    soon = days is not None and re.search(
        r"\b(?:within|in|after|took|take|takes)\b[^.]{0,40}$", line.sentence.text[: days.start + 8]
    )
    number = days.value * scale[days.unit] if days is not None and soon else None
    subject_alliances = alliances_in(clause.before)
    return Query(
        "answer",
        ally,
        others=more,
        actors=tuple(dict.fromkeys((*actors, *subject_alliances))),
        recipients=tuple(
            it
            for it in (*others, *states_in(line.shape), *article.states_before(line, match.start() + 1))
            if it not in actors
        ),
        family=family,
        acts=("answer", "deploy_for", "aid", "refuse_help"),
        on=on,
        is_dated=own,
        number=number,
        unit="days" if number else "",
        bound="at most" if number and re.search(r"\bwithin\b", line.sentence.text) else "exactly",
        topic=topic_of(line.tokens),
        context=article.contexts[line.n],
        is_sure=is_sure(clause) or bool(by_whom),
        is_negated=bool((_NO_LEAVE.match if family == "leave" else _NO_TERM.search)(match.group()))
        if family in ("leave", "term")
        else False,
        detail=article.text[start:end] if by_whom else _detail(line, clause, match),
        around=_offer(article, line, match, family),
        addressee=leader(line.sentence.text),
    )


_NO_LEAVE = re.compile(r" ?(?:rule out|exclude|stop short|reject|forbid|not mention|leave out|avoid)")

_LIMIT = re.compile(
    r"(?:with |without )(?:no |a |any )?.*$|(?:of|for) (?:a )?limited .*$|open.*$|indefinite.*$|unlimited.*$"
)
_NO_TERM = re.compile(r"\bno (?:time )?limit|without|open|indefinite|unlimited|no end")


def _detail(line: Line, clause: Clause, match: re.Match[str]) -> str:
    """The clause's words, with the noun before a relative clause: `observers who were posted within weeks`."""
    noun = line.token_at(match.start())
    return clause.text if noun in clause.tokens else f"{noun.text} {clause.text}"


def _turned(line: Line, clause: Clause, match: re.Match[str], family: str) -> str:
    """The family as the words have it: denied, or of relief goods rather than of forces."""
    first = max(line.place_of(clause.start), match.start() - 40)
    before = line.shape[first : match.start()].rpartition(" , ")[2] + match.group()
    if family in ("force", "mission", "helped") and re.search(
        r"\b(?:not|never|no|nobody|none|neither|nothing)\b", before
    ):
        return "none"
    if family in ("force", "mission", "material") and _DECLINES.search(line.shape[first : match.start()]):
        return "declined"
    if family == "declined" and re.search(r"\b(?:not|never)\b", line.shape[first : match.start()].rpartition(" , ")[2]):
        return "helped"
    if family == "declined" and _NO_FORCE.search(match.group()):
        return "leave"
    if family == "force" and _RELIEF.search(match.group() + line.shape[match.end() : match.end() + 30]):
        return "relief"
    return family


_DECLINES = re.compile(r"\b(?:refuse|decline|unwilling|balk|baulk|reluctant|hesitate) (?:to|at) (?:\w+ )?$")


def _passive(article: Article, line: Line, match: re.Match[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """`X's wish for patriots was rejected by Y`: Y, who answered, if told, and X, who asked."""
    by = re.match(rf" ?by (?:the )?(?P<who>{LIST}|<@[A-Z-]+>)", line.shape[match.end() :])
    actors = (*states_in(by["who"]), *alliances_in(by["who"])) if by else ()
    asking = re.findall(r"<([A-Z]{3})> (?:'s )?(?:[a-z]+ ){0,3}$", line.shape[: match.start()])
    return actors, tuple(asking[-1:]) or article.states_before(line, match.start() + 1)


_PASSIVE = re.compile(rf"^(?:{_REQUEST}|{_PLAN}) .*\bbe {_LIGHTLY}(?:{_GIVEN}|{_REFUSED})(?: by .*)?$")
_OF_OFFER = re.compile(rf"^{_OFFERED} (?:that |which )?<[A-Z]{{3}}>")
_NO_FORCE = re.compile(r"\b(?:rule out|reject) (?:the |any |all )?(?:use of )?(?:armed |military )?force$")
"""Force left out of what was decided, which is no help refused."""
_ALONE = re.compile(rf"(?P<who>{LIST}) be the (?:one|only|sole) (?:member|ally|state|country) (?:that|who|which)")
_BESIDE = re.compile(
    rf"(?:,|;) (?:and|but|while|whereas) (?:the )?(?P<who>{LIST})(?: , [^,<]*(?:<@?[A-Z-]+>)?[^,<]* ,)? (?:\w+ ){{0,2}}$"
)
"""`X and Y sent soldiers, and Z, then in the chair, joined them`: a new subject within one parsed clause."""
_LED = re.compile(
    r"\b(?:headed|led|under the command|commanded|chaired) (?:by |of )(?:the |its |their |a )?(?P<who>(?:[\w’'.-]+ ){0,5}?(?:secretary[- ]general|foreign minister|defen[cs]e minister|prime minister|president|chief of (?:the )?(?:joint )?staff|general|ambassador|chairman|deputy [\w-]+))",  # noqa: RUF001
    re.IGNORECASE,
)


def leader(text: str) -> str:
    """The office of whoever is said to lead a mission, in small letters; empty where the words name none."""
    match = _LED.search(text)
    return match["who"].lower().replace("-", " ").replace("defence", "defense") if match else ""
