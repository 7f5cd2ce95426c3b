"""Claims of how many members an alliance has, had, was founded by, or was left with, and of who was the thirty-first."""

# ruff: noqa: RUF001 (the dashes of news)
from __future__ import annotations

import re
from collections.abc import Iterator

from foedus.check.article import Article
from foedus.check.claims.belonging import OF, OTHER_BODIES, ally_of, date_after
from foedus.check.claims.common import by_when, made, over
from foedus.check.line import ALLIANCE, STATE, Line
from foedus.check.numbers import NUMBER, value_of
from foedus.check.types import Found, Query

KINDS = ("number",)

_A = rf"(?P<ally>{ALLIANCE})"
_N = rf"(?P<n>{NUMBER})"
_MEMBER = r"(?:(?:full|present|current|remain|remaining|exist|sovereign|independent|equal|fellow|soviet|former|ex|post|-|european|african|arab|nato|west|american) )*(?:member|member state|member country|member nation|signatory|party)"
_STATE = r"(?:state|nation|country|republic|government|capital|member|party|signatory|power|ally)"
_ADV = r"(?:now|only|just|still|today|currently|some|about|all|a total of|barely|no more than|then|exactly|by then|at present|as many as)"
_NOT_SOME = r"(?! (?:of the|that|which|who|have (?:vote|sign|refuse|send)|vote|refuse|sign|send|abstain|attend|oppose|stay away))"
WHOLE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_A} (?:'s )?(?:{_ADV} )*(?:have|count|number|comprise|consist of|bring together|unite|group|be make up of|keep|retain|bind|link|encompass|embrace|take in) (?:{_ADV} )*{_N} (?:\w+ )?{_STATE}\b{_NOT_SOME}",
        rf"{_A} 's {_N} {_MEMBER}\b",
        rf"\b(?:all|its|whose|their) {_N} {_MEMBER}\b",
        rf"\b(?:the|these) {_N} (?:(?:current|present|exist|remain) )?(?:member|member state|member country|signatory|party)(?: state)? (?:of|to|in) (?:the )?{_A}",
        rf"\b(?:the (?:remain(?:ing)? )?)?{_N} (?:remain(?:ing)?|current|present) (?:member|party|signatory|ally)",
        rf"\b(?:leave|keep) (?:it|the {ALLIANCE}|{ALLIANCE}|the treaty|the bloc|they) ?(?:with )?(?:{_ADV} )*{_N}\b(?: (?:member|party|state|signatory|country|nation))?(?! (?:\w+ )?(?:day|week|month|year|choice|hour|option))",
        rf"\bleave (?:behind )?(?:{_ADV} )*{_N} (?:member|party|signatory|member state|state in)",
        rf"\b{_N} (?:\w+ )?(?:state|member|party|country|nation|signatory|government) (?:{_ADV} )?(?:remain|stay)(?= (?:,|\.|:|;|–|and|in|today|now|member))",
        rf"\b(?:membership|number of (?:member|party|signatory)|(?:it|its|the) rank|tally of member|roster)s? (?:have |be )?(?:{_ADV} )*(?:fall|drop|shrink|rise|grow|increase|be|go|stand|be reduce|be down|be up|swell|climb|dwindle|reach|bring|come)(?: back| again| down| up)?(?: from (?:{NUMBER}))? (?:to|at|by then) (?:{_ADV} )*{_N}(?! (?:per|%|million))",
        rf"\bbring (?:the )?(?:(?:number|total|tally) of member(?: state)?|membership|total|roster|bloc|(?:it )?member|{ALLIANCE}) (?:{ALLIANCE} )?(?:back |up |down )?to {_N}\b",
        rf"\b{_A} (?:{_ADV} )?(?:shrink|grow|fall|swell|expand|be reduce|be down|be leave|dwindle|be up)(?: from (?:{NUMBER})(?: (?:member|state))?)? (?:to|with|at) {_N}\b(?! (?:per|%|million|day|year))",
        rf"\ba (?:body|club|league|bloc|pact|alliance|union|group|grouping|community|treaty) of {_N}\b(?! (?:\w+ )?(?:year|people|million|soldier|troop))",
        rf"\b{_A} , (?:a (?:body|club|league|group) of|with) {_N}(?: (?:member|state|nation|country))?\b(?! (?:year|million|people))",
        rf"\b(?:in|of) its {_N} {_MEMBER}",
        rf"\b(?:have|number|count|there be) (?:{_ADV} )*{_N} (?:full |remain )?member(?: state| country)?\b{_NOT_SOME}(?! of <[A-Z])",
        rf"\b{_N} - (?:member|nation|state|country|strong|power|party) {_A}",
        rf"\b(?:be|of|have|unite|group) (?:all |the )?{_N} (?:\w+ )?(?:member|state|republic)(?: state)? (?:of|in) {_A}",
        rf"\b(?:have|number|count) (?:{_ADV} )*{_N} (?:today|now|at present|left)\b",
        rf"^ (?:so )?{_N} (?:state|member|country)s? \. $",
    )
)  # fmt: skip
OTHERS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:all|its|{STATE} 's|whose) {_N} (?:treaty )?(?:ally|partner)\b",
        rf"\b(?:the|all|its|all the) (?:other|remain(?:ing)?) {_N} (?:\w+ )?(?:ally|member|signatory|party|partner)\b",
        rf"\b(?:the|all|its) {_N} (?:other|fellow) (?:\w+ )?(?:ally|member|signatory|party|partner)\b",
        rf"\bbusiness of {_N} ally\b|\b(?:shield|guarantee|protection|umbrella) of (?:its |the )?(?:other )?(?P<n2>{NUMBER}) ally\b",
    )
)  # fmt: skip
"""`the other five members`, `all five allies`: one more belongs, if the one they are told beside is a member."""
FOUNDED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_N} (?:\w+ )?(?:founder|founding|found|original|charter)(?: (?:member|state|nation|party|signatory))*\b",
        rf"\b{_N} (?:\w+ ){{0,2}}?{_STATE} (?:{_ADV} )?(?:sign|found|set up|establish|create|form|conclude|launch|put their name to|promise one another|bind themselves|come together)\b(?P<what>[^.;]{{0,60}})",
        rf"\b(?:sign|found|set up|establish|create|form|conclude|launch)(?: (?:in|at|on) (?:<[A-Z]{{3}}>|[^<.]{{1,24}}?))*? by (?:the )?{_N} (?:\w+ ){{0,2}}?{_STATE}",
    )
)  # fmt: skip
_TREATY = re.compile(
    rf"treaty|pact|charter|{ALLIANCE}|organi[sz]ation|alliance|community|league|commonwealth|in (?:<[A-Z]{{3}}>|lagos|manila|warsaw|tashkent|windhoek|bangkok)|common defence|founder|founding|found"
)
_ELSE = re.compile(
    r"\b(?:protocol|force|friendship|statement|declaration|agreement|motion|letter|document|resolution|ceasefire|free trade|deal|end|dissolution|termination|remain|remaining|withdrawal|accession)\b"
)
_HYPHENED = re.compile(
    rf"\b(?P<n>{NUMBER})[- ](?:member|nation|state|country|strong|power|party)(?:[- ]strong)?\s(?:\w+[- ]?\w*\s){{0,2}}?(?:alliance|bloc|organi[sz]ation|grouping|group|pact|treaty|league|community|union|council|club|body|commonwealth|association|(?P<name>[A-Z]{{3,}}|Nato|Asean|Ecowas|Warsaw|Arab|African|Gulf|Southern))",
    re.IGNORECASE,
)
_ORDINALS = {
    "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
    "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "thirtieth": 30, "fortieth": 40, "first": 1, "second": 2,
}  # fmt: skip
_NTH = re.compile(
    rf"(?P<who>{STATE})[^<.]{{0,60}}?\b(?P<nth>(?:(?:twenty|thirty|forty|fifty)(?: - | ))?(?:{'|'.join(_ORDINALS)})|\d{{1,2}} ?(?:st|nd|rd|th)) (?:\w+ )?(?:member|party|member state|state to (?:join|accede)|country to (?:join|accede)|signatory)\b{OF}?"
)
GONE = re.compile(
    rf"(?:(?P<n2>no few than|at least|more than|at most|only|just) )?{_N} (?:\w+ )?(?:member|state|country|party|capital|nation|ally)(?: state)? (?:have )?(?:already |since |now )*"
    rf"(?:go that way|go the same way|leave|quit|walk out|drop out|pull out|withdraw|take that (?:road|path|step)|do so|do the same|turn (?:its|their) back(?: on it)?)(?: (?:it|{ALLIANCE}|the (?:treaty|pact|bloc)))? since(?= )"
)
_BOUNDS = {
    "no few than": "at least",
    "at least": "at least",
    "more than": "more than",
    "at most": "at most",
    "only": "exactly",
    "just": "exactly",
}
MOST = 80
"""No alliance of the record has more members: a larger number counts something else."""
_LOOSE = ("least", "than", "up", "almost", "nearly", "over", "about", "some")


def find(article: Article) -> Iterator[Found]:
    """Numbers of members, of founders, and places in the order of accession."""
    for line in article.lines:
        yield from _whole(article, line)
        yield from _hyphened(article, line)
        yield from _founders(article, line)
        yield from _nth(article, line)
        yield from _gone(article, line)


def _is_of_alliance(article: Article, line: Line, match: re.Match[str]) -> bool:
    """Whether the sentence, or the one before, speaks of an alliance, and of no other body that has members."""
    start, end = line.span(match.start(), match.end())
    raw = article.text[max(line.sentence.span.start, start - 40) : min(line.sentence.span.end, end + 40)].lower()
    if OTHER_BODIES.search(line.shape[max(0, match.start() - 40) : match.end() + 40]) or OTHER_BODIES.search(raw):
        return False
    if "ally" in match.re.groupindex and match["ally"]:
        return True
    if "business of" in match.group() or match.re is _NTH:
        return bool(article.main)
    around = line.shape + (article.lines[line.n - 1].shape if line.n else "")
    return bool(
        re.search(rf"{ALLIANCE}|treaty|pact|charter|league|community|join|accede|leave|membership|bloc\b", around)
    )


def _whole(article: Article, line: Line) -> Iterator[Found]:
    for pattern in (*WHOLE, *OTHERS):
        for match in pattern.finditer(line.shape):
            place = match.start("n") if match["n"] else match.start()
            clause = line.clause_at(place)
            value = _value(match)
            before = line.shape[:place].split()
            if (
                value is None
                or not 2 <= value <= MOST
                or (before and before[-1] in _LOOSE)
                or not _is_of_alliance(article, line, match)
            ):
                continue
            if (
                re.match(r"\s?(?:\w+ )?other\b|\sof (?:its|the|they)", line.shape[place + len(match["n"] or "") :][:14])
                and pattern not in OTHERS
            ):
                continue
            if clause is None or clause.is_conditional or clause.modal in ("could", "will", "should", "must", "can"):
                continue
            family = "members"
            if pattern in OTHERS:
                family = "others"
            yield _claim(article, line, match, value, family)


def _value(match: re.Match[str]) -> float | None:
    groups = [it for name, it in match.groupdict().items() if name.startswith("n") and it and name in ("n", "n2")]
    return value_of(groups[0]) if groups else None


def _claim(article: Article, line: Line, match: re.Match[str], value: float, family: str) -> Found:
    clause = line.clause_at(match.start("n") if match["n"] else match.start())
    on, own = by_when(article, clause, line.n)
    near = date_after(article, line, match.end())
    if near:
        on, own = near, True
    ally = ally_of(article, line, match)
    is_past = clause is not None and any(it.tag_ == "VBD" for it in clause.tokens) and not own
    query = Query(
        "number", ally, family=family, number=value, unit="members", on=on, is_dated=own, bound="exactly",
        detail="past" if is_past else "", topic=frozenset(),
    )  # fmt: skip
    told = {"founders": "was founded by", "others": "has, one apart,"}.get(family, "has")
    return made(article, line, match.start(), match.end(), f"{ally} {told} {value:g} members", query)


def _hyphened(article: Article, line: Line) -> Iterator[Found]:
    """`the seven-nation grouping`, `the 31-member alliance`: read from the text, as the shape has only the name."""
    for match in _HYPHENED.finditer(line.sentence.text):
        value = value_of(match["n"].replace("-", " ") if match["n"].count("-") else match["n"])
        base = line.sentence.span.start
        inside = [it.code for it in article.named if base + match.start() <= it.start < base + match.end() + 30]
        if value is None or value < 2:
            continue
        if match["name"] and not inside:
            continue
        ally = inside[0] if inside else article.alliance_of(base + match.start(), base + match.end(), line.n)[0]
        clause = line.clause_at(line.place_of(base + match.start()))
        on, own = by_when(article, clause, line.n)
        is_past = clause is not None and any(it.tag_ == "VBD" for it in clause.tokens) and not own
        query = Query(
            "number",
            ally,
            family="members",
            number=value,
            unit="members",
            on=on,
            is_dated=False,
            detail="past" if is_past else "",
        )
        yield over(article, line.n, base + match.start(), base + match.end(), f"{ally} has {value:g} members", query)


def _founders(article: Article, line: Line) -> Iterator[Found]:
    for pattern in FOUNDED:
        for match in pattern.finditer(line.shape):
            value = value_of(match["n"])
            clause = line.clause_at(match.start("n"))
            if value is None or value < 2 or clause is None or clause.modal or clause.is_conditional:
                continue
            what = match.groupdict().get("what")
            around = line.shape[max(0, match.start() - 70) : match.end() + 10]
            if what is not None and (_ELSE.search(what) or not _TREATY.search(what)):
                continue
            if what is None and (_ELSE.search(around) or not _TREATY.search(around)):
                continue
            if re.search(r"\bof (?:its|the|their) $", line.shape[: match.start()]):
                continue
            yield _claim(article, line, match, value, "founders")


def _gone(article: Article, line: Line) -> Iterator[Found]:
    """`four members have gone that way since 2020`: how many have left since a day."""
    for match in GONE.finditer(line.shape):
        value = value_of(match["n"])
        near = date_after(article, line, match.end())
        if value is None or not near or (match["n2"] and match["n2"] not in _BOUNDS):
            continue
        ally = ally_of(article, line, match)
        query = Query(
            "number", ally, family="gone", number=value, unit="members", on=near, is_dated=True,
            bound=_BOUNDS.get(match["n2"] or "", "exactly"),
        )  # fmt: skip
        yield made(article, line, match.start(), match.end(), f"{value:g} members have left {ally} since {near}", query)


def _nth(article: Article, line: Line) -> Iterator[Found]:
    for match in _NTH.finditer(line.shape):
        value = _ordinal(match["nth"])
        clause = line.clause_at(match.start())
        if value is None or value < 3 or clause is None or clause.modal or clause.is_negated:
            continue
        if not _is_of_alliance(article, line, match):
            continue
        ally = ally_of(article, line, match)
        state = match["who"].strip("<>")
        on, own = by_when(article, clause, line.n)
        query = Query(
            "membership",
            ally,
            actors=(state,),
            family="nth",
            number=float(value),
            on=on,
            is_dated=own,
            detail=line.shape,
        )
        yield made(article, line, match.start(), match.end(), f"{state} is member number {value} of {ally}", query)


def _ordinal(words: str) -> int | None:
    digits = re.match(r"\d+", words)
    if digits:
        return int(digits.group())
    parts = [it for it in re.split(r"[ -]+", words) if it]
    return sum(_ORDINALS.get(it, 0) for it in parts) or None
