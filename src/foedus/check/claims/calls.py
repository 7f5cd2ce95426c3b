"""Claims of calls for help and of what came of them: who asked whom, under which article, who answered, how, how soon."""

from __future__ import annotations

import re
from collections.abc import Iterator

from foedus.check.article import Article
from foedus.check.claims.common import is_sure, over, speaker_of, topic_of, when, who
from foedus.check.clauses import Clause
from foedus.check.line import Line, alliances_in, states_in
from foedus.check.numbers import quantities, value_of
from foedus.check.types import Found, Query

KINDS = ("call", "answer")

_HELP = r"(?:help|assistance|aid|support|intervention|intervene|troops?|soldiers?|peacekeepers?|consultations?|consult|protection|military|mission|force|unit|reinforcement|observers?|backing|meeting|council|contingent|aircraft|come to|defen[cd])"
CALL = re.compile(
    rf"\b(?:ask|request|appeal|plead|beg|seek|apply|petition|press)\b(?! (?:how|why|whether|when|who|what|if|several|a reader)\b)(?:(?! said|tell).){{0,70}}?\b{_HELP}"
    rf"|\b(?:turn|appeal|go|apply|write) to (?:the )?(?:<@[A-Z-]+>|<[A-Z]{{3}}>|ally|partner|its|they|member)"
    rf"|\b(?:call|ask) (?:on|for|in|upon)\b.{{0,40}}\b(?:{_HELP}|partner|ally|<@)"
    rf"|\b(?:invoke|trigger|activate|resort to|turn to it)\b"
    rf"|\b(?:request|appeal|plea|call|cry) (?:by <[A-Z]{{3}}> |from <[A-Z]{{3}}> |of <[A-Z]{{3}}> )?for\b.{{0,30}}\b{_HELP}"
    rf"|\bmeeting be call by\b|\b(?:meeting|session|consultation)\b.{{0,12}}\b(?:be )?(?:call|request|ask for) by\b|\bcall (?:a|an|for) (?:emergency |urgent )?meeting\b|\bask it to\b|\bappeal under\b|\bpress (?:the|its|his|for) (?:issue|case|demand|help)\b"
    rf"|\b(?:make|put|file|send|issue|submit|lodge)\b.{{0,20}}\b(?:request|appeal|plea|call)\b|\bsend (?:it|they) (?:a )?plea\b|\bplea (?:that )?<[A-Z]{{3}}> have\b"
)  # fmt: skip
_FORCE = r"(?:troops?|soldiers?|forces?|peacekeepers?|contingents?|paratroopers?|battalions?|units?|brigades?|army|armies|combat|aircraft|planes|jets|warships?|tanks)"
_MISSION = r"(?:observers?|monitors?|mission|fact-?finders?|fact - ?find\w*|delegation|experts|envoy|team|group)"
_SEND = r"(?:send|deploy|dispatch|contribute|commit|rush|airlift|fly|provide|supply|move|assign|launch)"
ANSWER = (
    ("none", re.compile(r"\bignore\b.{0,40}\b(?:call|request|appeal|plea)|\b(?:go|leave|remain|stay) (?:\w+ )?(?:unanswered|unheard|without (?:a |an )?(?:answer|response|reply))|\bno (?:answer|reply|response|help|assistance|aid)\b|\b(?:not|never|fail to|neither)\b.{0,25}\b(?:answer|respond|react|help|assist|come to)\b|\bhave (?:have )?(?:a |an )?(?:answer|response|reply)\b|\breluctance to (?:come|help|aid|intervene|assist)\b|\bdo nothing\b")),
    ("declined", re.compile(r"\b(?:refuse|decline|reject|rule out|turn down|rebuff|unwilling|hold back|withhold)\b(?!.{0,30}\b(?:sign|attend|host|pay|recogni|take part|join))(?:.{0,60}\b(?:help|intervene|assist\w*|send|troops?|request|appeal|plea|aid|involve\w*|soldiers|support)\b)|\bdecline(?= ,| \.)")),
    ("force", re.compile(rf"\b{_SEND}\b(?:(?! observer| monitor).){{0,50}}\b{_FORCE}\b|\b{_FORCE} (?:\w+ ){{0,4}}(?:be (?:send|deploy|dispatch|assign|fly)|arrive|land|come|set out|take part)\b|\breceive (?:[\w-]+ ){{0,3}}{_FORCE}\b|\bintervene\b|\bcome to (?:\w+ |<[A-Z]{{3}}> )?(?:'s )?(?:\w+ )?(?:aid|help|rescue|defen[cs]e|assistance)\b|\bpeacekeep\w* mission\b|\bnobody\b.{{0,20}}\bsend\b|\b{_SEND} (?:nobody|no one|nothing)\b")),
    ("mission", re.compile(rf"\b{_SEND}\b.{{0,50}}\b{_MISSION}\b|\breceive (?:\w+ ){{0,2}}{_MISSION}\b|\bfact-?find\w*|\bfact - ?find|\b{_MISSION} (?:\w+ ){{0,3}}(?:be (?:send|deploy)|arrive|come)\b")),
    ("helped", re.compile(r"\b(?:answer|respond to|meet (?:the|its|their|his)|heed|grant)\b.{0,25}\b(?:call|request|appeal|plea)\b|\b(?:agree|say yes) at once\b|\bto the (?:aid|rescue) of\b|\bbe answer\b|\banswer (?:<[A-Z]{3}>|it|the call)")),
    ("political", re.compile(r"\b(?:consult and|get consultation|offer (?:to )?mediat\w+|only (?:consult|talk)|call for (?:calm|restraint|a peaceful))\b")),
)  # fmt: skip
_SOON = re.compile(r"\b(?:within|in|after|take|take it|later|next day|following day|day after)\b")
_ARTICLE = re.compile(r"\barticle (?P<n>\d+|one|two|three|four|five|six|seven|eight|nine|ten)\b")


def find(article: Article) -> Iterator[Found]:
    """Calls, then answers, sentence by sentence."""
    for line in article.lines:
        yield from _calls(article, line)
        yield from _answers(article, line)


def _skips(clause: Clause | None) -> bool:
    return clause is None or clause.is_conditional or clause.modal in ("could", "will", "should", "must", "can")


def _calls(article: Article, line: Line) -> Iterator[Found]:
    seen: set[int] = set()
    for match in CALL.finditer(line.shape):
        clause = line.clause_at(match.start())
        if clause is None or _skips(clause) or id(clause) in seen:
            continue
        seen.add(id(clause))
        query = _call(article, line, clause, match)
        if query is None:
            continue
        start, end = _span(line, clause, match)
        verb = "did not ask" if query.is_negated else "asked"
        asked = " ".join(query.actors) or "somebody"
        yield over(article, line.n, start, end, f"{asked} {verb} {query.alliance or 'an ally'} for help", query)


def _call(article: Article, line: Line, clause: Clause, match: re.Match[str]) -> Query | None:
    start, end = _span(line, clause, match)
    actors, others = who(article, line, clause, match.start())
    behind = re.search(
        r"\b(?:call|request|ask for|invoke) by (?:the )?<([A-Z]{3})>", line.shape[match.start() : match.end() + 12]
    )
    by = re.search(r"\b(?:by|from|of) (?:the )?(?:[a-z]+ (?:of )?(?:the )?){0,2}?<([A-Z]{3})>", match.group())
    by = by or re.search(r"\b(?:request|appeal|plea|call) (?:by|from|of) the [a-z ]{3,30}?<([A-Z]{3})>", line.shape)
    possessive = re.search(r"<([A-Z]{3})> 's (?:\w+ ){0,3}$", line.shape[: match.start()])
    if behind or by:
        actors = ((behind or by).group(1),)  # type: ignore[union-attr]
    elif possessive and not clause.subjects:
        actors = (possessive.group(1),)
    states = tuple(it for it in actors if it not in article.alliances.rows)
    named = _ARTICLE.search(line.shape)
    invokes = bool(re.match(r"(?:invoke|trigger|activate)", match.group().strip()))
    if invokes and not named and not re.search(r"\btreaty\b|\bpact\b", line.shape[match.start() : match.end() + 60]):
        return None
    if not states and not (invokes or clause.is_passive):
        return None
    ally, more = article.alliance_of(start, end, line.n)
    on, own = when(article, clause, line.n)
    negated = (clause.is_negated and bool(re.search(r"\b(?:not|never|no)\b", clause.before))) or bool(
        re.search(r"\bno (?:such |formal |official )?(?:request|appeal|call|plea)\b", clause.shape)
    )
    return Query(
        "call",
        ally,
        others=more,
        actors=states,
        recipients=tuple(it for it in others if it not in states),
        family="call",
        acts=("call",),
        on=on,
        is_dated=own,
        article=f"{value_of(named['n']):g}" if named and value_of(named["n"]) is not None else "",
        is_negated=negated,
        topic=topic_of(line.tokens),
        context=article.contexts[line.n],
        is_sure=is_sure(clause) or bool(behind or by),
        detail=line.shape[line.place_of(clause.start) : line.place_of(clause.end)],
    )


def _answers(article: Article, line: Line) -> Iterator[Found]:
    taken: set[int] = set()
    for family, pattern in ANSWER:
        for match in pattern.finditer(line.shape):
            clause = line.clause_at(match.start())
            if (
                clause is None
                or _skips(clause)
                or clause.modal == "would"
                or id(clause) in taken
                or CALL.search(match.group())
            ):
                continue
            if _asked_for(line, clause, match) or re.search(
                r"\bno (?:\w+ ){0,2}(?:delegation|envoy|delegate)", match.group()
            ):
                continue  # `sent no delegation` stays away, and refuses nobody help.
            taken.add(id(clause))
            query = _answer(article, line, clause, match, family)
            start, end = _span(line, clause, match)
            told = {"force": "sent forces", "mission": "sent a mission", "declined": "declined to help", "none": "gave no help",
                    "helped": "helped", "political": "only consulted"}[query.family]  # fmt: skip
            yield over(article, line.n, start, end, f"{' '.join(query.actors) or 'the allies'} {told}", query)


def _asked_for(line: Line, clause: Clause, match: re.Match[str]) -> bool:
    """Whether the troops were only asked for, offered, or belong to somebody's attack."""
    before = line.shape[max(line.place_of(clause.start) - 1, match.start() - 60) : match.start()]
    return bool(
        re.search(
            r"\b(?:ask|request|beg|plead|appeal|urge|call for|want|threaten|offer|readiness|ready|prepare|demand|promise|oblige|commit|require|must|owe)\b(?: \S+){0,6} $",
            before,
        )
    )


def _answer(article: Article, line: Line, clause: Clause, match: re.Match[str], family: str) -> Query:
    start, end = _span(line, clause, match)
    actors, others = who(article, line, clause, match.start())
    ally, more = article.alliance_of(start, end, line.n)
    on, own = when(article, clause, line.n)
    before = line.shape[max(line.place_of(clause.start), match.start() - 40) : match.end()]
    negated = bool(re.search(r"\b(?:not|never|no|nobody|none|neither|nothing)\b", before)) and family in (
        "force",
        "mission",
        "helped",
    )
    family = "none" if negated else family
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
        is_sure=is_sure(clause),
        detail=clause.text,
    )


def _span(line: Line, clause: Clause, match: re.Match[str]) -> tuple[int, int]:
    start, end = line.span(match.start(), match.end())
    return min(start, clause.start), max(end, clause.end)


__all__ = ["ANSWER", "CALL", "KINDS", "find", "speaker_of"]
