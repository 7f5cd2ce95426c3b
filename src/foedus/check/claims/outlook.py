"""Claims that look ahead (odds), that something grows or falls (trends), and judgements that no row can bear out (opinions)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from foedus.check.article import Article
from foedus.check.claims.common import over, topic_of, who
from foedus.check.clauses import Clause
from foedus.check.line import Line
from foedus.check.types import Found, Query

KINDS = ("odds", "trend", "opinion")

_AHEAD = re.compile(
    r"\b(?:will|'ll|going to|could|may|might|likely|unlikely|expect|forecast|predict|bet|guess|doom|destine|set to|bound to|risk|prospect|certain|before the decade|in the long run|sooner or later|rule out)\b"
)
_HOLDS_AHEAD = re.compile(
    r"\b(?:likely|unlikely|expect|forecast|predict|my own guess|bet|doom|destine|bound to|certain that|put their money|not rule out)\b"
)
_FALL = re.compile(
    r"\b(?:collapse|crumble|fall apart|break (?:up|apart)|disintegrate|dissolve|end|die|survive|last|hold together)\b"
)
_EXIT = re.compile(r"\b(?:leave|quit|withdraw|exit|walk out|be out of|depart|go|out of it)\b")
_FREEZE = re.compile(r"\b(?:freeze|suspend|stay away)\b")
_NOTICE = re.compile(r"\b(?:notice|announce)\b")
_ANSWER = re.compile(r"\b(?:unanswered|answer|respond|help|come to)\b")

_TREND = re.compile(
    r"\b(?:dissent\w*|protest\w* inside|snub\w*|boycott\w*|defian\w+|discontent|disagreement|grumbl\w+|rebel\w+|refus\w+|voice)\b.{0,60}\b(?:grow|rise|increase|multiply|spread|mount|frequent|more often|louder|swell|fall|decline|shrink|fade|fewer|rar\w+|quieter|subside|swell)"
)
_TREND_BACK = re.compile(
    r"\b(?:grow|rise|increase|mount|more|few|fade|decline)\w*\b.{0,12}\b(?:dissent|defiance|discontent)\b"
)
_DOWN = re.compile(r"\b(?:fall|decline|shrink|fade|few|rar\w+|quieter|subside|decrease|drop)\b")

_OPINION = re.compile(
    r"\b(?:despot|dictator\w*|isolated?|snub|neglect\w*|failure|failed|embarrass\w*|humiliat\w*|shame\w*|disgrace\w*|toothless|paper tiger|hollow|fragile|weak\w*|strong\w*|betray\w*|depress\w*|harm|grave|"
    r"influence|image|prestige|credib\w+|irrelevan\w+|relevan\w+|crack|crumbl\w+|vassal|volatile|independent|strange|odd|absurd|cynical|shoulder|blame|fault|natural|serious|tragic|hopeless|pointless|useless|"
    r"best|worst|better|worse|right|wrong|sad\w*|happy|proud|poor|good|bad|empty|dead letter|friend\w*|trust|ingratitude|candour|lack of interest|occupied|umbrella|club|thermometer|(?<!in )(?<!its )(?<!their )favour|precedent|visible|generous|"
    r"landlord|marriage|divorce|theatre|test(?:ed)? with|quarrel|survive|clearly|obviously|sadly|fortunately|simply|merely|at its heart|like a|as a leader|historians|"
    r"noble|shabby|farce|charade|fig leaf|ghost|corpse|shell|myth|illusion|iron(?:y|ic)|paradox\w*|remarkabl\w+|surpris\w+|curious\w*|coward\w*|brave\w*|bold\w*|timid\w*|wise\w*|foolish|folly|clums\w+|admirabl\w+|"
    r"regrettabl\w+|lamentabl\w+|scandal\w*|outrag\w+|worthy|unworthy|dignity|lesson|moral of|too late|too little|hardly|scarcely|arguably|perhaps|one wonders?|one might|we fear|of old age|so readily|"
    r"never much of|nothing more than|little more than|no more than a|impressive|disappoint\w+|painful\w*|comfort\w*|awkward\w*|bitter\w*|ambitious|cheap|costly|solid|sturdy|healthy|sick|dying|alive|"
    r"success\w*|triumph\w*|disast\w+|catastroph\w+|fiasco|mistake|blunder|wisdom|virtue|vice|courage|hypocri\w+|loyal\w*|disloyal\w*|reliable|unreliable|meaningless|meaningful|deserv\w+|welcome change)\b"
)
_HEDGE = re.compile(
    r"\b(?:should|must|ought|deserve|seem|appear|look (?:like|as)|it look|feel|think|believe|hold that|suspect|fear|hope|argue|in my|we hold|consider|impression)\b"
)
_BECAUSE = re.compile(
    r"\b(?:because|direct response|response to|result of|due to|thanks to|caused by|led to|lead to|drive(?! (?:out|off|away|through|into|to|from|home|back))|behind)\b"
)


def find(article: Article) -> Iterator[Found]:
    """Trends first, then predictions, then opinions, clause by clause."""
    for line in article.lines:
        most = list(_most(article, line))
        yield from most or _trends(article, line)
        for clause in line.clauses:
            found = _ahead(article, line, clause)
            if found is None:
                found = _opinion(article, line, clause)
            if found is not None:
                yield found


_MOST = re.compile(
    r"\b(?:dissent\w*|defian\w+|protest\w*|refus\w+|discontent)\b.{0,40}\b(?:fast(?:est)?|most|furthest|loud(?:est)?)\b|\b(?:most|loud(?:est)?|fast(?:est)?)\b.{0,30}\b(?:dissent\w*|defian\w+|critic\w*)"
)


def _most(article: Article, line: Line) -> Iterator[Found]:
    match = _MOST.search(line.shape)
    if match is None:
        return
    cleft = re.search(r"\bit be <([A-Z]{3})> (?:whose|that|who)\b", line.shape)
    named = re.findall(r"<([A-Z]{3})>", line.shape[: match.start()])
    state = cleft.group(1) if cleft else named[-1] if named else ""
    if state:
        start, end = line.span(match.start(), match.end())
        ally, _ = article.alliance_of(start, end, line.n)
        start = min(start, line.span(cleft.start(), cleft.end())[0]) if cleft else start
        query = Query("trend", ally, actors=(state,), family="most", detail="dissent")
        yield over(article, line.n, start, end, f"dissent of {state} is the most in {ally}", query)


def _trends(article: Article, line: Line) -> Iterator[Found]:
    for pattern in (_TREND, _TREND_BACK):
        match = pattern.search(line.shape)
        if match is None:
            continue
        start, end = line.span(match.start(), match.end())
        clause = line.clause_at(match.end() - 2)
        if clause is not None:
            start, end = min(start, clause.start), max(end, clause.end)
            if clause.modal or clause.is_conditional:
                return
        ally, _ = article.alliance_of(start, end, line.n)
        states = tuple(it for it in (clause.codes() if clause else ()) if it not in article.alliances.rows)
        family = "falls" if _DOWN.search(match.group()) else "rises"
        if clause is not None and clause.is_negated:
            family = "falls" if family == "rises" else "rises"
        query = Query("trend", ally, actors=states[:1], family=family, detail="dissent")
        yield over(article, line.n, start, end, f"dissent in {ally} {family}", query)
        return


def _ahead(article: Article, line: Line, clause: Clause) -> Found | None:
    if clause.is_conditional or len(clause.tokens) < 3:
        return None
    is_ahead = clause.modal in ("will", "could") or bool(_HOLDS_AHEAD.search(clause.shape))
    if not is_ahead and clause.modal == "would" and not _OPINION.search(clause.text.lower()):
        is_ahead = bool(re.search(r"\b(?:i|we|analyst|expert)\b", line.shape))
    said_would = clause.modal == "can"
    if not is_ahead or said_would:
        return None
    outcome = (
        "exit" if _EXIT.search(clause.shape)
        else "hollow" if _ANSWER.search(clause.shape)
        else "lost a member" if _FALL.search(clause.shape)
        else "freeze" if _FREEZE.search(clause.shape)
        else "notice" if _NOTICE.search(clause.shape)
        else ""
    )  # fmt: skip
    ally, _ = article.alliance_of(clause.start, clause.end, line.n)
    actors, _ = who(article, line, clause, line.place_of(clause.start + max(0, clause.head.idx - clause.tokens[0].idx)))
    states = tuple(it for it in actors if it not in article.alliances.rows)
    query = Query(
        "odds", ally, actors=states, family=outcome, is_negated=clause.is_negated, topic=topic_of(clause.tokens)
    )
    return over(article, line.n, clause.start, clause.end, "a guess about what is to come", query)


def _opinion(article: Article, line: Line, clause: Clause) -> Found | None:
    words = clause.text.lower()
    if len(clause.tokens) < 4 and not re.search(r"\b(?:despot|isolated|crumbl\w+|toothless|hollow)\b", words):
        return None
    hit = _OPINION.search(words) or _HEDGE.search(clause.shape) or (clause.modal in ("should", "must") and clause.modal)
    cause = _BECAUSE.search(clause.shape)
    if not hit and not cause:
        return None
    ally, _ = article.alliance_of(clause.start, clause.end, line.n)
    query = Query(
        "opinion", ally, actors=clause.subjects, recipients=clause.others, family="cause" if cause and not hit else "judgement",
        topic=topic_of(clause.tokens), detail=clause.shape,
    )  # fmt: skip
    return over(article, line.n, clause.start, clause.end, "a judgement", query)
