"""What words say of a duty under a treaty: notice and term, who must agree, how binding, by what means, when, where.

The words of an article and those of a row go through the same reading, so that the two can be held against each other term by term.
"""

# ruff: noqa: RUF001 (the marks of news are curly)
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from foedus.check.numbers import NUMBER, value_of

_DURATION = re.compile(
    rf"\b(?P<n>{NUMBER}|half an?|an?|several)[ -](?:(?:full|whole|further|more) )?(?P<unit>day|week|month|year|decade)s?\b(?P<of>['’]s?)?",
    re.IGNORECASE,
)
_MONTHS = {"day": 1 / 30, "week": 7 / 30, "month": 1.0, "year": 12.0, "decade": 120.0}
_NOTICE_AFTER = re.compile(
    r"['’]?s?(?:,? (?:\w+ ){0,2}notice| of (?:\w+ )?notice| or more ahead| (?:\w+ ){0,2}(?:ahead|in advance|beforehand|before|prior|earlier)\b"
    r"| (?:after|from|following|later|on|to (?:complete|take effect|go through|leave))\b)"
)
_NOTICE_BEFORE = re.compile(
    r"(?:notice(?: period)? (?:of|is|was|runs to|lasts)|in advance by|takes?|takes effect|in writing|effective|ceases[^.;]{0,30}|leave[^.;]{0,12}|\bis out after|(?:out|free|effect) (?:after|in|within)) (?:only |at least |some |about |a full |just |not less than |no less than )*$"
)
_TERM_BEFORE = re.compile(
    r"(?:\bterms? of|\bperiods? of|\bfor|\blasts?|\bran|\bruns?(?: for)?|\bvalid(?:ity)?(?: of| for)?|\bevery|\bduration (?:of|is)|\b(?:fixed|set|agreed) at|\bprolonged (?:for|by)|\bextended (?:for|by)|\brenewed (?:for|by|every)|\band|\banother|\bthen|\bat|\bwas|\bfirst) (?:(?:a|an|the|another|an? (?:initial|first|fixed|further)|at least|successive|further|some|about|only|just|fixed|term of|periods? of|and) )*$"
)
_TERM_AFTER = re.compile(
    r"^[ -](?:\w+[ -]){0,2}?(?:terms?|periods?|treaty|pact|duration|span|validity|life|at a time|each time|more|agreement|alliance|extension|renewal)\b"
)
_MORE = re.compile(rf"\b(?:and|for|then|of) (?P<n>{NUMBER}) (?:more|at a time|each time)\b")
"""`thirty years and five more each time`."""
_AFTER_YEARS = re.compile(r"\b(?:after|once|until|for the first|in force for)\b[^.;,]{0,40}$")
_NO_TERM = re.compile(
    r"\b(?:no|without (?:an? |any )?|has no|knows no|sets no) ?(?:fixed |set |time |agreed )?(?:term|limit|expiry(?: date)?|end date|time limit|duration)\b|\bindefinite\w*|\bopen-ended|\bunlimited (?:duration|term|time)|\bfor good\b|\bin perpetuity\b|\bnever expires\b|\bno expiry\b"
)
_NO_NOTICE = re.compile(
    r"\bwithout (?:any |prior |giving )?(?:notice|warning)|\bno (?:prior |advance )?notice (?:is |was |being )?(?:needed|required|necessary|owed)|\bneeds? (?:to give )?no notice|\bat any (?:time|moment)\b(?!.{0,60}notice)|\bwith immediate effect|\bovernight\b|\bknows no notice"
)
_NUMBER_AGREE = r"(?:agree\w*|consent\w*|assent\w*|approv\w*|vot\w+|accept\w*|support\w*|say[s]? yes|back\w*|favour)"
_RULES = (
    ("two-thirds", re.compile(r"\btwo[- ]thirds\b")),
    ("three-quarters", re.compile(r"\bthree[- ]quarters\b|\bthree[- ]fourths\b")),
    ("majority", re.compile(r"\b(?:simple |absolute |mere |qualified |bare )?majority\b|\bmost (?:of the |of its )?(?:members|states|parties)\b.{0,30}" + _NUMBER_AGREE + r"|\bmore than half\b|\bhalf (?:of )?(?:the|its) (?:members|states|parties)\b")),
    ("all", re.compile(
        r"\bunanim\w+|\bconsensus\b|\bveto\b|\bnothing passes against\b"
        r"|\b(?:consent|assent|agreement|approval|accord|blessing|leave|permission|nod|backing|green light|support|yes|acceptance) (?:of|from|by) (?:(?:all|every|each)\b|the (?:others?|rest|entire|whole|remaining)\b)"
        r"|\b(?:all|every|each)(?: (?:of )?(?:the |its |their )?(?:other |existing |remaining |present |current |\w+-)?(?:members?(?: states?)?|part(?:y|ies)|allies|ally|partners?|states?|signatories|them|governments|one|capitals?))?(?: (?:has|have|had|must|to|first))* " + _NUMBER_AGREE +
        r"|\b(?:no|not one|not a single|none of the|none)(?: (?:other|of the))?(?: (?:member|party|state|ally|one|others?|government|country|members|capital|allies))?(?: (?:state|at all))? object\w*|\bnobody object\w*|\bno objections?\b|\bwithout (?:any )?objection"
        r"|\b(?:if|when|should|as soon as|once|where) (?:even )?(?:one|a single|any|anyone)(?: (?:ally|member|party|state|of them|country|government))?(?: (?:state))? (?:object|say no|disagree|refus|dissent|vote against)\w*|\b(?:one|a|any) (?:single )?(?:member|state|ally|country|party)(?:['’]s)? (?:objection|veto|no)\b|\bmutual consent\b"
        r"|\bonly (?:with|when|if|by) all\b|\bagreed? (?:to )?by all\b|\beverybody['’]?s?\b.{0,12}\b(?:consent|agree\w*)|\beveryone (?:else )?(?:agree|consent)\w*|\bif both agree|\bboth agree\b")),
    ("none", re.compile(r"\bwithout (?:asking|consulting|the (?:consent|assent|agreement|approval) of) (?:the )?(?:others|anyone|allies|any|other members|partners|its partners|its allies)|\bon its own authority|\bfreely\b.{0,20}\b(?:host|admit|decide)|\bneeds? (?:nobody|no one)['’]?s? (?:consent|agreement|leave|approval|permission)")),
)  # fmt: skip
_PROCEDURE = re.compile(r"\bprocedur\w+")
_EXCEPT = re.compile(
    r"\b(?:except|other than|apart from|save|aside from|excluding|barring|beyond|outside|but)\b[^.;,]{0,25}$"
)
_STRICT_CLAIM = re.compile(
    r"\bautomatic\w*|\b(?:every|each|all)\b[^.;]{0,40}\bto (?:send|commit|dispatch|deploy|provide) (?:\w+ )?(?:troops|forces|soldiers)|\bmust (?:send|fight|go to war)\b|\bwithout (?:any )?(?:discretion|choice|further decision)|\bno (?:choice|discretion)\b"
)
_FREE = re.compile(
    r"\b(?:as|what(?:ever)?|which|that|how|if|where) (?:it|they|each|the parties|every (?:party|member))(?: \w+)? deems?\b|\bdeems? (?:it |them )?(?:necessary|fit|needed|appropriate|proper|useful|best|right)|\bdeemed (?:necessary|fit|needed|appropriate|proper|useful)|\bconsider(?:s|ed)? (?:it )?(?:necessary|fit|needed|appropriate)|\b(?:finds?|found|sees?|thinks?|judges?) (?:it )?(?:fit|necessary|needed|right|appropriate|proper|best)|\bconstitution(?:s|al(?: process(?:es)?| procedures?| rules?)?)? (?:provides?|allow\w*|permit\w*|require\w*|prescribe\w*)|\b(?:in (?:line|accordance|keeping) with|under|according to|within|by) (?:its|their|each|the)(?: own)?(?: \w+['’]?s?)? constitution\w*|\bconstitutional process\w*|\bchooses?\b|\bas may be agreed|\bas the summit decides|\bfree to (?:choose|decide)|\b(?:up|leaves? (?:it|that|the (?:form|choice|kind)[^.;]{0,25})|left) to each\b|\bof its own choosing|\bdiscretion\b|\b(?:each|every) (?:\w+ )?(?:decides?|chooses?) (?:for itself|what|how|itself)|\bagree on (?:military and other )?help"
)
_STRICT = re.compile(
    r"\bat once gives?|\bgives? it immediate help|\bby every means (?:it|they) ha[sv]|\bwith all (?:its|the) means|\ball (?:military and other )?(?:help|means)|\bowed the help|\bwithout delay by every|\bhelp it at once|\bowe (?:it )?help"
)
_ARMED = re.compile(
    r"\b(?:armed|military)(?: or other| and other)? (?:help|assistance|aid|force|forces|support|action|means)|\b(?:troops|soldiers|arms|use of force|force of arms)\b"
)
_NOT_ARMED = re.compile(
    r"\b(?:excluding|not|no|without|short of|never|other than|rules? out|nothing about|stops? short of)\b(?: \w+){0,3}? (?:armed|military)\b(?: \w+)?|\b(?:only|purely|solely|merely|just|exclusively) (?:political|economic|diplomatic|non-military|humanitarian|moral|civilian)|\b(?:armed|military) \w+ (?:is|was|are|were) (?:expressly |explicitly )?(?:excluded|ruled out|forbidden|not (?:foreseen|meant|covered|included))|\bnon-military (?:help|aid|assistance)"
)
_ONLY_ONCE = re.compile(
    r"\bonly (?:if|when|once|after|where|in (?:the )?(?:case|event) of)\b[^.;]{0,50}\b(?:attack|aggress|invad)\w*"
)
_THREAT = re.compile(r"\bthreat\w*|\bdanger\b|\bendanger\w*|\bat risk\b")
_ATTACK = re.compile(r"\battack\w*|\baggress\w*|\binvad\w*|\binvasion|\bassault\w*|\bencroach\w*|\bvictim\b")
_ANY = re.compile(
    r"\b(?:any|every|all|whatever|whichever)(?: kinds? of| forms? of| sorts? of)? (?:armed |foreign |outside )?(?:attacks?|aggression|assault)|\bwhoever (?:commit|the|is|attack|it|may|launch)\w*|\bwherever it\b|\bwhatever (?:its|the) (?:source|origin|kind)"
)
_ONLY_KIND = re.compile(r"\bcovers (?P<kind>\w+) (?:attack|aggression) only|\bonly against (?P<how>armed attack)")
_REGIONS = {
    "europe": r"europe(?:an)?\b(?! (?:union|convention|court|commission|state that|states that))",
    "north america": r"north america\w*",
    "pacific": r"pacific\b",
    "atlantic": r"atlantic area",
    "far east": r"far east",
    "asia": r"(?:central |east |south-?east |southeast )?asia\b",
    "africa": r"(?:west |central |southern |north )?africa\b",
    "middle east": r"middle east",
    "americas": r"americas\b|western hemisphere|south america|latin america",
    "world": r"anywhere(?: in the world)?|worldwide|world-wide|across the (?:globe|world)|anywhere on (?:earth|the globe)",
}
_IN_REGION = re.compile(
    r"\b(?:attack\w*|aggression|assault)\b[^.;]{0,60}?(?:\bin\b|on\b|against\b|within\b|to\b|occurring\b|,|(?=anywhere|worldwide)) ?(?:(?:the|territory|of|one|or|more|a|any|other|either|member|party|parties|members|both|states|them|on|in|whether|western) )*(?P<list>"
    + "|".join(_REGIONS.values())
    + r")"
)
_BOUND = re.compile(
    r"\b(?:remain\w*|stay\w*|is|are|keeps?|still|continue\w*)\b (?:\w+ ){0,2}?(?:bound|to its obligations|liable|obliged)|\bduties taken on stay"
)
_UNBOUND = re.compile(
    r"\b(?:no longer bound|free of (?:all|its) (?:duties|obligations)|released at once|duties (?:end|lapse) at once)\b"
)
_BINDS_ALL = re.compile(
    r"\b(?:binds?|binding (?:on|for|upon)) (?:(?:all|every|each)\b|the (?:whole|entire)|members\b|its members|the members)"
)
_BINDS_SOME = re.compile(
    r"\b(?:binds?|binding (?:on|for|upon)) (?:only )?(?:those|the states|the members|members|states|the parties|whoever|a member|those members|those states)?(?: \w+)? ?(?:that|who|which|if it|when it) (?:\w+ ){0,2}?(?:accept|vot|agree|approv|support|consent)\w*|\bonly (?:on |upon )?(?:those|the (?:states|members)|states|members)\b"
)


class Terms(NamedTuple):
    """Terms of a duty; empty or None where the words say nothing.

    `notice` months before leaving (0 for none), `term` years of the treaty (0 for no term), `after` years that must have
    passed first. `rules` pairs of scope (`substance`, `procedure`) and who must agree. `duty` is `strict`, `free` or empty,
    `armed` True or False, `bound` whether a member is bound until it is out, `binds` pairs of rule and whom it binds.
    """

    notice: tuple[float, ...] = ()
    term: tuple[float, ...] = ()
    after: tuple[float, ...] = ()
    rules: frozenset[tuple[str, str]] = frozenset()
    duty: str = ""
    armed: bool | None = None
    trigger: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    bound: bool | None = None
    binds: frozenset[tuple[str, str]] = frozenset()


def terms(text: str, *, of_row: bool = False) -> Terms:
    """Read the terms of a piece of text; `of_row` for a row's paraphrase, whose wording is known to be plain."""
    low = text.lower()
    notice, term, after = _durations(low)
    if _NO_TERM.search(low):
        term = (*term, 0.0)
    if _NO_NOTICE.search(low) and not notice:
        notice = (0.0,)
    return Terms(
        notice, term, after, _rules(low), _duty(low, of_row), _armed(low), _triggers(low), _regions(low, of_row),
        True if _BOUND.search(low) else False if _UNBOUND.search(low) else None, _binds(low),
    )  # fmt: skip


def durations(text: str) -> Iterator[tuple[float, int, int]]:
    """Each length of time in months with where it stands; `a year` is one, `several` is none."""
    for match in _DURATION.finditer(text):
        words = match["n"].lower()
        value = 0.5 if words.startswith("half") else 1.0 if words in ("a", "an") else value_of(words)
        if value is not None:
            yield value * _MONTHS[match["unit"].lower()], match.start(), match.end()


def _durations(low: str) -> tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]:
    notice: list[float] = []
    term: list[float] = []
    after: list[float] = []
    for months, start, end in durations(low):
        behind, before = low[end : end + 60], low[max(0, start - 60) : start]
        if low[end - 2 : end] in ("'s", "’s") or low[end - 1 : end] in ("'", "’"):
            if re.match(r" (?:\w+ )?(?:notice|warning)", behind):
                notice.append(round(months, 2))
        elif _NOTICE_AFTER.match(behind) or _NOTICE_BEFORE.search(before):
            notice.append(round(months, 2))
        elif _AFTER_YEARS.search(before) and not _TERM_AFTER.match(behind):
            after.append(months / 12)
            term.append(months / 12)
        elif months >= 12 and (_TERM_BEFORE.search(before) or _TERM_AFTER.match(behind)):
            term.append(months / 12)
    term += [value for it in _MORE.finditer(low) if term and (value := value_of(it["n"])) is not None]
    return tuple(notice), tuple(term), tuple(after)


def _rules(low: str) -> frozenset[tuple[str, str]]:
    found = set()
    for part in re.split(r";|, (?=(?:while|whereas|matters|but|and|only|of|on)\b)", low):
        match = _PROCEDURE.search(part)
        is_procedure = match is not None and not _EXCEPT.search(part[: match.start()])
        for rule, pattern in _RULES:
            if pattern.search(part):
                found.add(("procedure" if is_procedure else "substance", rule))
    plain = {rule for _, rule in found}
    if "two-thirds" in plain or "three-quarters" in plain:
        found -= {("substance", "majority"), ("procedure", "majority")}
    return frozenset(found)


def _duty(low: str, of_row: bool) -> str:
    if _FREE.search(low):
        return "free"
    return "strict" if (_STRICT if of_row else _STRICT_CLAIM).search(low) else ""


def _armed(low: str) -> bool | None:
    if _NOT_ARMED.search(low):
        return False
    return True if _ARMED.search(low) else None


def _triggers(low: str) -> frozenset[str]:
    found = set()
    if _ONLY_ONCE.search(low):
        found.add("only attack")
    if _THREAT.search(low):
        found.add("threat")
    if _ATTACK.search(low):
        found.add("attack")
    if _ANY.search(low):
        found.add("any attack")
    one = _ONLY_KIND.search(low)
    if one:
        found.add("one kind of attack")
    return frozenset(found)


def _regions(low: str, of_row: bool) -> frozenset[str]:
    if of_row:
        return frozenset(
            name
            for name, words in _REGIONS.items()
            if re.search(rf"\bin (?:the )?(?:\w+ or )?(?:{words})|\bor (?:{words})", low) and name != "world"
        )
    match = _IN_REGION.search(low)
    if match is None:
        return frozenset()
    around = low[match.start("list") : match.end("list") + 30]
    return frozenset(name for name, words in _REGIONS.items() if re.search(rf"\b(?:{words})", around))


def _binds(low: str) -> frozenset[tuple[str, str]]:
    found = set()
    for part in re.split(r";|, (?:while|whereas|but)\b", low):
        some, all_ = _BINDS_SOME.search(part), _BINDS_ALL.search(part)
        if some or all_:
            rule = next((name for name, pattern in _RULES if name != "none" and pattern.search(part)), "")
            found.add((rule, "accepting" if some else "all"))
    return frozenset(found)


def differences(claim: Terms, row: Terms) -> tuple[set[str], set[str], set[str]]:
    """Terms on which a row agrees with a claim, on which it excludes it, and on which it is silent, by name."""
    said = {
        "notice": _numbers(claim.notice, row.notice),
        "term": _numbers(claim.term, row.term) if not claim.after else None,
        "after": _numbers(claim.after, (*row.after, *row.term)),
        "rules": _same_rules(claim, row),
        "duty": _same_duty(claim, row),
        "armed": None if claim.armed is None else "silent" if row.armed is None else "same" if claim.armed == row.armed else "other",
        "trigger": _same_trigger(claim, row),
        "regions": _same_regions(claim, row),
        "bound": None if claim.bound is None else "silent" if row.bound is None else "same" if claim.bound == row.bound else "other",
    }  # fmt: skip
    return (
        {name for name, it in said.items() if it == "same"},
        {name for name, it in said.items() if it == "other"},
        {name for name, it in said.items() if it == "silent"},
    )


PARTS = {
    "notice": "number",
    "term": "number",
    "after": "number",
    "rules": "number",
    "duty": "act",
    "armed": "act",
    "trigger": "act",
    "regions": "place",
    "bound": "act",
    "recipient": "recipient",
}
"""Which part of a claim each term is."""


def _numbers(claimed: tuple[float, ...], known: tuple[float, ...]) -> str | None:
    if not claimed:
        return None
    if not known:
        return "silent"
    return "same" if all(any(abs(one - it) < 0.06 * max(one, it, 1) for it in known) for one in claimed) else "other"


def _same_rules(claim: Terms, row: Terms) -> str | None:
    if claim.binds and row.binds and any(rule for rule, _ in claim.binds):
        known = dict(row.binds)
        shared = [known.get(rule) == whom for rule, whom in claim.binds if rule in known]
        if shared:
            return "same" if all(shared) else "other"
    if not claim.rules:
        return None
    known_rules = {rule for scope, rule in row.rules if scope in {it for it, _ in claim.rules}} or {
        rule for _, rule in row.rules
    }
    if not known_rules:
        return "silent"
    return "same" if {rule for _, rule in claim.rules} & known_rules else "other"


def _same_duty(claim: Terms, row: Terms) -> str | None:
    if not claim.duty:
        return None
    if not row.duty:
        return "silent"
    return "same" if claim.duty == row.duty else "other"


def _same_trigger(claim: Terms, row: Terms) -> str | None:
    if "only attack" in claim.trigger and "threat" in row.trigger:
        return "other"
    if "any attack" in claim.trigger and "one kind of attack" in row.trigger:
        return "other"
    return None


def _same_regions(claim: Terms, row: Terms) -> str | None:
    if not claim.regions:
        return None
    if not row.regions:
        return "silent"
    return "same" if claim.regions <= row.regions else "other"
