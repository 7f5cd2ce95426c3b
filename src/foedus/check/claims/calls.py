"""Claims of calls for help: who asked whom, for what, when and under which article, told by verbs or by nouns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from foedus.check.article import Article
from foedus.check.claims.callers import addressee, basis_years, behind, caller
from foedus.check.claims.common import is_sure, over, topic_of, when, who
from foedus.check.clauses import Clause
from foedus.check.line import Line
from foedus.check.numbers import value_of
from foedus.check.types import Found, Query

KINDS = ("call",)

_HELP = r"(?:help|assistance|aid|support|intervention|intervene|troops?|soldiers?|peacekeepers?|consultations?|consult|protection|military|mission|force|unit|reinforcement|observers?|backing|meeting|council|contingent|aircraft|come to|defen[cd]|organ of consultation|session|sitting|special force|air strike|patriot|to (?:safeguard|protect|defend|step in|send|intervene|bring|apply|help)|treaty to be|minister to meet|mechanism|talks?\b|to meet\b|common (?:position|statement)|involve\w*)"
_CALLER = r"(?:<[A-Z]{3}>)"
_NOUN = r"(?:request|appeal|plea|call for (?:help|assistance|aid|troop|support|intervention)|cry for help|petition|entreaty|invitation|behest|urging)"
CALL = re.compile(
    rf"\b(?:ask|request|appeal|plead|beg|seek|apply (?:to|for)|petition|press|implore|wish for)\b(?! (?:how|why|whether|when|who|what|if|several|a reader)\b)(?:(?! said|tell).){{0,70}}?\b{_HELP}"
    rf"|\b(?:turn|appeal|go|apply|write|plead|cry) (?:to|with) (?:the )?(?:same )?(?:<@[A-Z-]+>|<[A-Z]{{2,3}}>|ally|partner|its|they|member|council|community|league|organi\w+|secretariat|bloc|union)"
    rf"|\b(?:call|ask) (?:on|for|in|upon)\b.{{0,40}}\b(?:{_HELP}|partner|ally|<@)"
    rf"|\b(?:invoke|trigger|activate|resort to|turn to it|cite article|appeal to article)\b"
    rf"|\b(?:request|appeal|plea|call|cry) (?:by <[A-Z]{{3}}> |from <[A-Z]{{3}}> |of <[A-Z]{{3}}> )?for\b.{{0,30}}\b{_HELP}"
    rf"|\bmeeting be call by\b|\b(?:meeting|session|consultation)\b.{{0,12}}\b(?:be )?(?:call|request|ask for) by\b|\bcall (?:a|an|for) (?:emergency |urgent )?meeting\b|\bask it to\b|\bappeal under\b|\bpress (?:the|its|his|for) (?:issue|case|demand|help)\b"
    rf"|\b(?:make|put|file|send|issue|submit|lodge)\b.{{0,20}}\b(?:request|appeal|plea|call)\b|\bsend (?:it|they) (?:a )?plea\b|\bplea (?:that )?<[A-Z]{{3}}> have\b"
    rf"|\b(?:request|ask for|seek|demand) (?:it|they|one)\b(?= (?:in|on|over|after|under|from|,|\.))|\bsummon (?:the|its|an?) (?:\w+ )?(?:council|ally|ambassador|meeting)\b|\bknock (?:on|at) (?:the|its) door\b"
    rf"|\bdo so (?:with reference to|on the basis of|under|by virtue of|invoke|cite)\b|\b(?:appeal|request|plea) be (?:address|direct|make|send|submit) (?:to|with)\b|\bmake (?:it|she appeal|its appeal) to\b"
    rf"|\b{_HELP}\b[^.;]{{0,40}}? be (?:\w+ ){{0,2}}?(?:request|ask for|seek|invite|call in|summon|solicit)\b|\b(?:want|solicit|look|approach|urge|invite|desire)\b(?! (?:how|why|whether|when|who|what|if)\b)[^.;]{{0,60}}? (?:for|provide|send|help|from|(?:a|the) (?:urgent|emergency|special)) ?(?:\w+ ){{0,3}}?{_HELP}|\b(?:want|solicit)\b[^.;]{{0,30}}?\b{_HELP}[^.;]{{0,40}}? from\b|\bactivate (?:[\w-]+ ){{0,3}}?mechanism"
    rf"|\bconvene (?:the|its|an?) (?:\w+ )?(?:council|ally|partner|meeting|summit|session|<@[A-Z-]+>)"
    rf"|\bcall in (?:<[A-Z]{{3}}>|the ally|foreign|outside|gulf|allied|(?:\w+ )?(?:troop|force|soldier)s?)|\binvite (?:in )?(?:<[A-Z]{{3}}> |<@[A-Z-]+> |foreign |allied |the )?(?:\w+ )?(?:to help|to intervene|force|troop|soldier)"
)  # fmt: skip
NOMINAL = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<who>{_CALLER})(?: of [a-z]+)? 's (?:(?!party|rival)[\w-]+ ){{0,3}}?(?:[\w-]+ 's )?{_NOUN}\b(?! for (?:restraint|calm|comment|peace|talk|dialogue|unity|more))",
        rf"\b{_NOUN}\b(?: for [^.,;<]{{2,40}}?)? (?:by|from|of|lodge by|make by|file by|submit by) (?:the )?(?:[a-z]+ (?:of )?(?:the )?){{0,4}}?(?P<who>{_CALLER})",
        rf"\b{_NOUN} ?, (?:which be )?(?:first |formally )?(?:lodge|make|file|submit|send|issue|address|put) (?:\w+ ){{0,4}}?by (?:the )?(?:[a-z]+ (?:of )?(?:the )?){{0,4}}?(?P<who>{_CALLER})",
        rf"\b(?:invite|call in|summon|request|ask for|ask|seek|solicit)(?: (?:in|on) [\w ]{{3,20}}?| (?:formally|jointly|first|late))? by (?:the )?(?:[a-z]+ (?:of )?(?:the )?){{0,4}}?(?P<who>{_CALLER})",
        rf"\b(?:respond|answer|react|reply) to (?:a |the )?(?:\w+ )?(?:call|cry|letter) (?:for [^.,;<]{{2,40}}? )?(?:from|by) (?:the )?(?:[a-z]+ (?:of )?(?:the )?){{0,4}}?(?P<who>{_CALLER})",
        rf"\b(?:{_HELP})\b[^.;]{{0,60}}? , request (?:[\w ]{{2,25}} )?by (?:the )?(?:[a-z]+ (?:of )?(?:the )?){{0,4}}?(?P<who>{_CALLER})",
        rf"\b{_NOUN} (?:have )?(?:come|arrive) (?:\w+ ){{0,4}}?from (?:the )?(?:[a-z]+ (?:of )?(?:the )?){{0,4}}?(?P<who>{_CALLER})",
        rf"(?P<who>{_CALLER}) request (?=(?:for|that|to|of)\b)",
        rf"(?:the )?(?P<who>{_CALLER})(?: \w+){{0,2}} 's (?:{_NOUN}|wish for)",
    )
)  # fmt: skip
NO_STATES = frozenset({"NSA", "UNK", "IGO", "NGO", "MIL", "REB", "OPP"})
_AWAY = re.compile(r"\b(?:leave|withdraw|pull out|go home|withdrawal|removal|departure)\b")
"""What asks troops to leave is no call for help."""
_AHEAD = re.compile(
    r"\b(?:as soon as|whenever|once|if|until|unless|should) (?:it|he|she|they|<[A-Z]{3}>) $|\b(?:likely|expect|ready|threaten|intend|plan|consider|want|hope|able|free|entitle|right|about|due|prepare|refuse|decline|reluctant|unwilling|vow) (?:not )?to $"
)
FIRST = re.compile(
    rf"\b(?:first|only (?:one|state|member)|last) to (?P<verb>knock on|ask|turn to|appeal|call for|invoke|request|seek)[^<.;]{{0,40}}? be (?P<who>{_CALLER})"
)
LIKEWISE = re.compile(rf"(?P<who>{_CALLER}) (?:have )?do (?:likewise|the same|so)\b")
_ARTICLE = re.compile(r"\barticle (?P<n>\d+|one|two|three|four|five|six|seven|eight|nine|ten)\b")


def find(article: Article) -> Iterator[Found]:
    """Calls, sentence by sentence."""
    last: Query | None = None
    for line in article.lines:
        found = list(_calls(article, line))
        if not found:
            yield from _follows(article, line, last)
        last = found[-1].query if found and not found[-1].query.is_negated else None
        yield from found


_FOLLOWS = re.compile(
    r"(?:it|she|he|they|the (?:request|appeal|plea|call|letter)|its (?:request|appeal|plea)|this|that) (?:have )?(?:\w+ly )?"
    r"(?:do so (?:with reference to|on the (?:basis|strength|ground) of|under|by virtue of|invoke|cite)"
    r"|(?:rely on|rest on|cite|point to|refer to|invoke|be base on|be ground in|be make under|be found on|appeal to|lean on)) "
)
"""Words that say more of the request told of just before: on what it rested."""


def _follows(article: Article, line: Line, last: Query | None) -> Iterator[Found]:
    """`It relied on a decision of 2003`: the basis of the request told of in the sentence before."""
    match = _FOLLOWS.search(line.shape)
    clause = line.clause_at(match.start()) if match else None
    if match is None or last is None or clause is None or skips(clause) or clause.is_negated:
        return
    years = basis_years(clause.text)
    named = _ARTICLE.search(clause.shape)
    article_n = f"{value_of(named['n']):g}" if named and value_of(named["n"]) is not None else ""
    if not years and not article_n:
        return
    query = replace(last, basis=years, article=article_n, detail=clause.shape, addressee="", sentence="")
    yield over(article, line.n, clause.start, clause.end, f"the request rested on {clause.text}", query)


def skips(clause: Clause | None) -> bool:
    """Whether a clause tells of nothing done: conditional, or of what can, will or should be."""
    return clause is None or clause.is_conditional or clause.modal in ("could", "will", "should", "must", "can")


def _calls(article: Article, line: Line) -> Iterator[Found]:
    seen: set[int] = set()
    yield from _nominal(article, line, seen)
    for match in CALL.finditer(line.shape):
        clause = line.clause_at(match.start())
        if clause is None or skips(clause) or id(clause) in seen:
            continue
        if _AHEAD.search(line.shape[: match.start()]) or _AWAY.search(
            match.group() + line.shape[match.end() : match.end() + 24]
        ):
            continue
        seen.add(id(clause))
        query = _call(article, line, clause, match)
        if query is None:
            continue
        start, end = span(line, clause, match)
        verb = "did not ask" if query.is_negated else "asked"
        asked = " ".join(query.actors) or "somebody"
        yield over(article, line.n, start, end, f"{asked} {verb} {query.alliance or 'an ally'} for help", query)


def _nominal(article: Article, line: Line, seen: set[int]) -> Iterator[Found]:
    """`at the request of X`, `X's appeal`, `the plea, lodged by X`, `the first to ask was X`: a call that is no verb of its own."""
    taken: set[str] = set()
    for pattern in (*NOMINAL, FIRST, LIKEWISE):
        for match in pattern.finditer(line.shape):
            clause = line.clause_at(match.start())
            state = match["who"].strip("<>")
            if (
                clause is None
                or clause.is_conditional
                or state in taken
                or state in article.alliances.rows
                or state in NO_STATES
            ):
                continue
            if re.search(r"\b(?:no|without) (?:\w+ )?$", line.shape[max(0, match.start() - 14) : match.start()]):
                continue
            if pattern is LIKEWISE and not _is_call_before(article, line, match.start()):
                continue
            if _is_verb_call(line, match):
                continue
            taken.add(state)
            query = _query(article, line, clause, match.start(), match.end(), (state,), True)
            query = _dated(article, line, clause, match, query)
            start, end = line.span(match.start(), match.end())
            start, end = (start, max(end, clause.end)) if start < clause.end else (start, end)
            if pattern in (NOMINAL[0], *NOMINAL[-2:], FIRST):
                seen.add(id(clause))
            yield over(article, line.n, start, end, f"{state} asked {query.alliance or 'an ally'} for help", query)


_SENT = re.compile(r"\b(?:send|deploy|supply|dispatch|contribute|provide|pledge|refuse|decline)\b")


def _is_call_before(article: Article, line: Line, place: int) -> bool:
    """Whether what `did likewise` points to is a call, and not help that was sent upon it."""
    before = line.shape[:place] if line.n == 0 else article.lines[line.n - 1].shape + line.shape[:place]
    called = list(CALL.finditer(before))
    return bool(called) and not _SENT.search(before[called[-1].end() :])


def _is_verb_call(line: Line, match: re.Match[str]) -> bool:
    """Whether the noun that a pattern found is the verb of its clause: `she called for help from Dakar`."""
    word = re.search(r"\b(?:request|appeal|plea|call|petition)\b", match.group())
    if word is None or not re.match(r" ?(?:call|request|appeal|petition)", match.group()):
        return False
    return bool(line.token_at(match.start() + word.start()).tag_.startswith("VB"))


def _call(article: Article, line: Line, clause: Clause, match: re.Match[str]) -> Query | None:
    actors, is_told = caller(article, line, clause, match.start())
    told, whom = behind(line.shape[line.place_of(clause.start) - 1 : max(match.end(), line.place_of(clause.end)) + 12])
    is_noun = _NOUNS.match(match.group().strip()) and line.token_at(match.start() + 1).tag_.startswith("NN")
    by = _BY_NOUN.search(match.group()) if is_noun else None
    by = by or _OF_OFFICE.search(line.shape)
    by = by or _CALLED_BY.search(line.shape[match.start() : match.end() + 12])
    possessive = re.search(r"<([A-Z]{3})> 's (?:\w+ ){0,3}$", line.shape[: match.start()])
    before = re.search(r"<([A-Z]{3})> , [^<>;.]{3,50} , $", line.shape[: match.start()])
    if told:
        actors, is_told = told, True
    elif by:
        actors, is_told = (by.group(1),), True
    elif (possessive or before) and not clause.subjects:
        actors, is_told = ((possessive or before).group(1),), True  # type: ignore[union-attr]
    if not actors and re.search(
        r"\b(?:she|he|its?|they) (?:appeal|request|plea|be|make|do)\b|\bdo so\b",
        line.shape[max(0, match.start() - 8) : match.end()],
    ):
        actors = article.states_before(line, match.start() + 1)
    states = tuple(it for it in actors if it not in article.alliances.rows and it not in NO_STATES)
    invokes = bool(re.match(r"(?:invoke|trigger|activate)", match.group().strip()))
    named = _ARTICLE.search(line.shape)
    if invokes and not named and not re.search(r"\btreaty\b|\bpact\b", line.shape[match.start() : match.end() + 60]):
        return None
    if not states and not (invokes or clause.is_passive):
        return None
    query = _query(article, line, clause, match.start(), match.end(), states, is_told)
    return replace(query, addressee=whom, recipients=(*query.recipients, whom)) if whom else query


_BY_NOUN = re.compile(r"\b(?:by|from|of) (?:the )?(?:[a-z]+ (?:of )?(?:the )?){0,2}?<([A-Z]{3})>")
_NOUNS = re.compile(r"(?:request|appeal|plea|call|cry)\b")
_OF_OFFICE = re.compile(r"\b(?:request|appeal|plea|call) (?:by|from|of) the [a-z ]{3,30}?<([A-Z]{3})>")
_CALLED_BY = re.compile(r"\b(?:call|request|ask for|invoke) by (?:the )?<([A-Z]{3})>")


def _query(
    article: Article, line: Line, clause: Clause, first: int, last: int, states: tuple[str, ...], is_told: bool
) -> Query:
    start, end = line.span(first, last)
    start, end = min(start, clause.start), max(end, clause.end)
    _, others = who(article, line, clause, first)
    ally, more = article.alliance_of(start, end, line.n)
    text = article.text[start : end + 60]
    years = basis_years(text[: end - start + 1] if ";" in text else text)
    on, own = _on(article, line, clause, years, line.span(first, last)[1])
    kind, code = addressee(line, first, clause)
    named = _ARTICLE.search(line.shape)
    negated = (clause.is_negated and bool(re.search(r"\b(?:not|never|no)\b", clause.before))) or bool(
        re.search(r"\bno (?:such |formal |official )?(?:request|appeal|call|plea)\b", clause.shape)
    )
    negated = negated and not re.search(r"\bnot (?:the|to|under|only)\b", line.shape[first : last + 40])
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
        is_sure=is_told or is_sure(clause),
        detail=line.shape[line.place_of(clause.start) : line.place_of(clause.end)],
        addressee=code or kind,
        basis=years,
    )


BESIDE = 4
"""Characters between a clause and a date that still belongs to it: ` in `."""


def _on(article: Article, line: Line, clause: Clause, years: tuple[str, ...], last: int) -> tuple[str, bool]:
    """When a call was made: the years of treaties are no dates of it, and `after` a day is the weeks behind it."""
    kept = [it for it in clause.dates if it.on and it.on not in years]
    near = [
        it
        for it in kept
        if it.span is None or not re.search(r";|,\s(?:and|but|while|whereas)\s", article.text[last : it.span.start])
    ]
    if kept and not near:
        return article.running[line.n], False
    if len(near) < len(kept):
        return "|".join(dict.fromkeys(it.on for it in near)), True
    if kept and len(kept) < len([it for it in clause.dates if it.on]):
        return "|".join(dict.fromkeys(it.on for it in kept)), True
    on, own = when(article, clause, line.n)
    parts = [it for it in on.split("|") if it and it not in years]
    on, own = ("|".join(parts), own) if parts else (article.running[line.n] if not years else "", False)
    if not own and on and on != article.running[line.n]:
        spans = [it.span for it in article.dates[line.n] if it.span is not None and it.on == on]
        if spans and all(it.start > clause.end + BESIDE for it in spans):
            on = article.running[line.n]
    starts = [it.span.start for it in clause.dates if it.span is not None and it.on == on]
    if own and starts and _AFTER.search(article.text[: starts[0]][-24:]):
        return _weeks_after(on), True
    return on, own


_AFTER = re.compile(r"\b(?:after|following|since|in the wake of)\s+(?:the\s)?$", re.IGNORECASE)


_ADVERBIAL = re.compile(r"\b(?:at|by) (?:the )?(?:\w+ )?$|\bat the request|\b(?:invite|call in|summon) by")
"""`at X's request`, `invited by X`: the call is of the time of what was done upon it."""


def _dated(article: Article, line: Line, clause: Clause, match: re.Match[str], query: Query) -> Query:
    """The date of a call told as a noun: its own, or, of an adverbial, the one date of its sentence."""
    if not _ADVERBIAL.search(line.shape[max(0, match.start() - 12) : match.end()]):
        return _beside(article, line, clause, match, query)
    given = list(dict.fromkeys(it.on for it in article.dates[line.n] if it.on and it.on not in query.basis))
    return replace(query, on=given[0], is_dated=True) if len(given) == 1 else query


def _beside(article: Article, line: Line, clause: Clause, match: re.Match[str], query: Query) -> Query:
    """A call told as a noun is dated by a date close to it only: the clause may date what came of it."""
    start, end = line.span(match.start(), match.end())
    for one in article.dates[line.n]:
        if one.span is None or not one.on or one.on in query.basis or _RELATIVE.search(one.text):
            continue
        if _PARTED.search(article.text[end : one.span.start]):
            continue
        gap = max(one.span.start - end, start - one.span.end)
        if gap <= 40 and clause.start - 2 <= one.span.start <= clause.end:
            return replace(query, on=one.on, is_dated=True)
    return replace(query, on="", is_dated=False)


_PARTED = re.compile(r";|,\s(?:and|but|while|whereas)\s|\sand\s")
"""What parts a date from the words before it."""
_RELATIVE = re.compile(r"\b(?:after|before|later|earlier|next|following|previous)\b", re.IGNORECASE)


def _weeks_after(on: str) -> str:
    """The month of a day and the month behind it."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", on):
        return on
    year, month = int(on[:4]), int(on[5:7])
    after = f"{year + month // 12}-{month % 12 + 1:02d}"
    return f"{on[:7]}|{after}"


def span(line: Line, clause: Clause, match: re.Match[str]) -> tuple[int, int]:
    """Offsets of a clause, or of the match where that reaches further."""
    start, end = line.span(match.start(), match.end())
    return min(start, clause.start), max(end, clause.end)
