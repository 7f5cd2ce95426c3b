"""Who asked whom, on what basis and for what: the parts of a call for help, read from a line of lemmas."""

from __future__ import annotations

import re

from foedus.check.article import Article
from foedus.check.clauses import Clause
from foedus.check.line import LIST, STATE, Line, states_in

_ASIDE = re.compile(r" , (?:[a-z][^,]*?) ,(?= )")
_BEFORE = r"(?:in|at|of|over|from|by|against|into|near|with|on|to|for|than|across|as|between|after|around)"
_NOT_SUBJECT = re.compile(rf"\b{_BEFORE} (?:the )?(?:\w+ ){{0,1}}?{STATE}(?:(?: ,| and) {STATE})*")
_TO = r"(?:the |its |their |his |her )?(?:\w+ ){0,2}?"
_WHOM = r"(?P<whom><@?[A-Z-]{2,}>|ally|partner|fellow member|other member|member|council|secretariat|secretary|organi[sz]ation|bloc|alliance|community|league|union|commonwealth|guarantor)"
_TARGETS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^(?:\w+ ){{0,1}}?(?:ask|beg|implore|urge|petition|press|invite|approach|solicit|call (?:on|upon)) {_TO}{_WHOM}",
        rf"^(?:appeal|turn|apply|write|go|plead|address|call|cry|look)\b(?: [a-z-]+){{0,6}}? (?:to|with|before) {_TO}{_WHOM}",
        rf"^(?:\w+ ){{0,2}}?(?:request|appeal|plea|call|petition|letter)\b[^.;<]{{0,50}}? (?:be |have be |was )?(?:address|direct|make|send|go|put|submit|lodge|file)?\b[^.;<]{{0,25}}? (?:to|with|before) {_TO}{_WHOM}",
        rf"^(?:make|put|file|send|issue|submit|lodge|address|direct)\b[^.;<]{{0,40}}? (?:to|with|before) {_TO}{_WHOM}",
        rf"^(?:seek|request|want|ask|demand|solicit)\b[^.;<]{{0,60}}? (?:of|with) {_TO}{_WHOM}",
        rf"^(?:seek|request|want|ask|demand|solicit)\b[^.;]{{0,60}}? from {_TO}{_WHOM}",
        rf"^(?:{STATE} 's (?:\w+ ){{0,3}}?)?(?:request|appeal|plea|call|petition|letter)\b[^.;]{{0,80}}? reach {_TO}{_WHOM}",
    )
)  # fmt: skip
_BASIS_YEAR = re.compile(
    r"\b(?:treaty|pact|agreement|accord|decision|protocol|charter|convention|resolution)s? (?:(?:taken|signed|made|adopted|concluded|dating|dated|reached|passed) )?(?:of|from|in|back to) (?:\w+ )?(?P<y>(?:19|20)\d\d)\b"
    r"|\b(?P<z>(?:19|20)\d\d) (?:\w+ ){0,3}?(?:treaty|pact|agreement|accord|decision|protocol|charter|convention)\b"
    r"|\b(?:bilateral )?one of (?P<w>(?:19|20)\d\d)\b"
)
_RULERS = r"\b(?:leadership|government|leader|authority|ruler|president|cabinet|regime|junta|man|power|council|king|emir|minister|general|envoy)s?"
"""Those who speak for a state: `the new leadership in Bucharest`."""
_ASKING = (
    r"(?:ask|request|approach|call (?:on|upon|in)|invite|seek|summon|urge|petition|implore|solicit|appeal to|turn to)"
)
_ASKED = r"(?:request|appeal|plea|call|cry|petition|invitation|letter|complaint|demand)"
_BY = rf"(?:the )?(?:[a-z]+ (?:of |in )?(?:the )?){{0,4}}?(?P<who>{LIST})"
_BEHIND = (
    re.compile(rf"(?:(?P<whom>{STATE}|<@[A-Z-]+>|<UN>)(?: [a-z]+){{0,3}}? )?(?:receive|get|register) (?:a |the |an )?(?:[\w<>-]+ ){{0,3}}?{_ASKED}\b[^.;]{{0,60}}? (?:from|by) {_BY}"),
    re.compile(rf"(?:(?P<whom>{STATE}|<@[A-Z-]+>|<UN>)(?: [a-z]+){{0,3}}? )?(?:have )?be (?:\w+ ){{0,2}}?(?:ask|approach|call (?:on|upon)|urge|invite|petition)\b[^.;]{{0,60}}? by {_BY}"),
    re.compile(rf"\bbe (?:\w+ ){{0,2}}?{_ASKING}\b[^.;]{{0,60}}? by {_BY}"),
    re.compile(rf"\b{_ASKED}\b[^.;]{{0,60}}? (?:come|make|send|lodge|file|submit|issue|arrive)(?: in)?(?: \w+){{0,3}}? (?:from|by) {_BY}"),
)  # fmt: skip
"""Who asked told behind the verb: `had been requested by`, `received a plea from`, `the request came from`."""
WANTED = {
    "troops": r"troops?|soldier|forces?\b|peacekeeper|contingent|battalion|brigade|paratroop|armed|military|intervention|intervene|aircraft|patriot|battery|special force|marine|arms",
    "observers": r"observer|monitor|fact - find|fact-find|mission",
    "talks": r"consultation|consult|meeting|session|organ of consultation|sitting|convene|summon",
    "strikes": r"air strike|strike|bomb",
    "police": r"police|law enforcement|riot",
    "sanctions": r"sanction|embargo|blockade",
}
"""What a call may be for, in groups of words."""


def caller(article: Article, line: Line, clause: Clause, place: int) -> tuple[tuple[str, ...], bool]:
    """Who asks, and whether the words say so: the clause's subject, or the name before the verb without asides."""
    states = tuple(it for it in clause.subjects if it not in article.alliances.rows and len(it) == 3)
    is_behind_aside = bool(re.search(r" , [a-z][^,]* , (?:[a-z]+ )?$", line.shape[:place]))
    if clause.subjects and not clause.is_guessed and not is_behind_aside:
        return states, bool(states)
    first = max(line.place_of(clause.start) - 1, 0)
    told = line.shape[first if place - first > 6 else 0 : place]
    for _ in range(3):
        told = _ASIDE.sub(" ,", told)
    ruled = re.search(rf"{_RULERS} (?:in|of) (?:the )?(?P<who>{STATE}) ?,? ?(?:[a-z]+ ){{0,3}}$", told)
    if ruled:
        return states_in(ruled["who"]), True
    told = _NOT_SUBJECT.sub(" ", told)
    named = re.findall(rf"({LIST})(?: of [a-z]+)?(?: 's [a-z -]{{2,40}})?(?: , too)? ?,? ?(?:[a-z]+ ){{0,5}}$", told)
    if named and not clause.is_passive:
        return states_in(named[-1]), True
    return states, bool(states) and not clause.is_guessed


def behind(shape: str) -> tuple[tuple[str, ...], str]:
    """Who asked, where words tell it behind the verb, and the code of whom they make the one asked; empty for neither."""
    for pattern in _BEHIND:
        match = pattern.search(shape)
        if match is not None:
            whom = match.groupdict().get("whom") or ""
            return states_in(match["who"]), whom.strip("<@>")
    return (), ""


def addressee(line: Line, place: int, clause: Clause) -> tuple[str, str]:
    """Whom a call is said to be addressed to: a code, or `alliance` where a word stands for it; empty for none."""
    end = min(line.place_of(clause.end) + 12, len(line.shape))
    words = line.shape[place:end].strip()
    for pattern in _TARGETS:
        match = pattern.search(words)
        if match is None:
            continue
        if re.search(r"\bnot (?:to |with )?$", words[: match.start("whom")]):
            continue
        whom = match["whom"]
        if whom.startswith("<@"):
            return "alliance", whom.strip("<@>")
        if whom.startswith("<"):
            behind = words[match.end("whom") : match.end("whom") + 16]
            if re.match(r" (?:troops|soldier|force|'s (?:troops|help|support|army))", behind):
                return "", ""
            return "state", whom.strip("<>")
        return "alliance", ""
    return "", ""


def basis_years(text: str) -> tuple[str, ...]:
    """Years of treaties, agreements and decisions that words name: `a bilateral treaty of 1997`, `a 2013 decision`."""
    return tuple(dict.fromkeys(year for it in _BASIS_YEAR.finditer(text.lower()) for year in it.groups() if year))


def wanted(text: str) -> frozenset[str]:
    """Which groups of `WANTED` words speak of."""
    return frozenset(name for name, words in WANTED.items() if re.search(rf"\b(?:{words})", text))
