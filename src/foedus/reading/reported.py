"""Reported speech: the clause behind a verb of speech, before it, around it, or beside `according to`."""

# ruff: noqa: RUF001 (the marks of news are curly)
from __future__ import annotations

import re

from foedus.reading.cast import Cast
from foedus.reading.direct import direct
from foedus.reading.lexicon import words as listed
from foedus.reading.names import PERSON_NOUNS, SPEAKING_THINGS, is_speaker
from foedus.reading.phrases import Found, left_phrase
from foedus.reading.quotes import HOLE
from foedus.reading.speakers import NOBODY, Speaker, identify
from foedus.reading.speech import CLAUSE, FINITE, LEAD, NOUNS, PAST, Cue, cues, that_after
from foedus.reading.stretches import DATELINE, LONGEST, Said, Stretch, trimmed
from foedus.reading.types import StatementKind

_ENOUGH = re.compile(r"[^\W\d_]{2}")
_CUT = re.compile(
    r";\s|:\s*(?=\ue000)|,\s+(?:adding|saying|noting|claiming|insisting|stressing|warning|arguing|posting|writing|declaring|telling|calling|citing|accusing|"
    r"describing|denouncing|condemning|blaming|urging|reiterating|emphasi[sz]ing|underlining|asserting|alleging|according to)\b"
    r"|,?\s+(?:and|but)\s+(?:also\s+|then\s+)?(?:said|says|added|adds|promised|warned|claimed|vowed|insisted|pledged|urged|called|told|"
    r"stressed|noted|denied|announced|argued|declared|praised|accused|condemned|demanded|rejected|thanked|blamed|welcomed|described|"
    r"criticised|criticized|denounced|dismissed|expressed|voiced|reiterated|cautioned|conceded|acknowledged|admitted|underlined|"
    r"underscored|emphasi[sz]ed|maintained|asserted|alleged|confirmed|suggested|explained|reaffirmed|hailed|slammed|countered|(?:agreed|observed|hoped|repeated)(?=\s+that\s))\b"
)
_JOINT = re.compile(r",\s+(?:but|while|whereas|and)\s+$")


def clause_right(cast: Cast, stretch: Stretch, cue: Cue, phrase: Found, who: Speaker) -> list[Said]:
    """`X said (on Tuesday) (that) clause`."""
    mask = cast.mask
    if phrase.span.start >= cue.end:
        return []
    at = that_after(mask, cue.end, stretch.end)
    why = "clause behind `that`"
    if at < 0:
        at, why = _bare_clause(mask, cue, stretch.end), "clause behind the verb"
    if at < 0:
        return []
    if (
        why.endswith("verb")
        and cue.end < at - 1
        and _VERB_FIRST.match(mask, at)
        and mask[max(0, phrase.span.start - 2) : phrase.span.start] == ", "
    ):
        return []
    end = _clause_end(cast, at, stretch.end)
    means = _MEANS.search(cast.mask[at:end])
    end = at + means.start() if means else end
    words = trimmed(cast.text, at, end)
    if cue.word not in _SAYS and not CLAUSE.search(words.of(cast.mask)) and HOLE not in words.of(cast.mask):
        return []
    if words.end - words.start < 4 or not _ENOUGH.search(words.of(cast.text)):
        return []
    kind: StatementKind = "mixed" if HOLE in mask[words.start : words.end] else "indirect"
    return [Said(words, who, kind, cue.word, why)]


def _bare_clause(mask: str, cue: Cue, end: int) -> int:
    """Where a clause begins right behind the verb, without `that`; -1 where what follows is no clause."""
    at = cue.end
    lead = LEAD.match(mask, at, end)
    at = lead.end() if lead else at
    while at < end and mask[at] == " ":
        at += 1
    window = mask[at : min(end, at + 160)]
    if cue.kind == "tell" or not window[:1].strip() or window[:1] in ",.:;)" or _NO_CLAUSE.match(window):
        return -1
    if cue.word in NOUNS or (
        cue.word.endswith("ing") and cue.word not in ("saying", "adding", "claiming", "insisting")
    ):
        return -1
    if cue.word in _SAYS:
        return at if CLAUSE.search(window, 1) or HOLE in window[1:70] else -1
    sign = (PAST if cue.word in _FREE else FINITE).search(window, 1)
    if sign is None:
        return -1
    head = window[: sign.start()]
    is_relative = re.search(r"\b(?:that|which|who|whose|to|where|when|and|or|,)\s*(?:\w+\s+)?$|[,;]\s", head)
    if is_relative or (cue.word in _FREE and (window[0].isdigit() or not head.strip())):
        return -1
    return at


_NO_CLAUSE = re.compile(
    r"(?:to|at|in|on|during|after|before|by|from|for|with|of|about|as|so|nothing|little|much|goodbye|"
    r"yes|no)\b|\w+ing\s(?:to|the|a)\b"
)
_VERB_FIRST = re.compile(r"(?:is|are|was|were|will|would|has|have|had|can|could|may|might|must|should|did|does)\b")
_SAYS = listed("say says said saying")
_FREE = listed("add adds added claim claims claimed insist insists insisted adding claiming insisting")


def _clause_end(cast: Cast, at: int, end: int) -> int:
    """Where a reported clause ends: at the next speech of the same or another speaker, else with the sentence."""
    end = min(end, at + LONGEST)
    cut = _CUT.search(cast.mask, at, end)
    if cut:
        end = cut.start()
    for cue in cues(cast.mask, at, end):
        phrase = left_phrase(cast, at, cue.start)
        if phrase is not None and _is_last(cast, cue, phrase, end) and cast.mask[at : phrase.span.start].endswith(", "):
            return phrase.span.start - 2
        if phrase is not None and _JOINT.search(cast.mask[at : phrase.span.start]):
            return phrase.span.start - len(_JOINT.search(cast.mask[at : phrase.span.start]).group())  # type: ignore[union-attr]
    return end


def _is_last(cast: Cast, cue: Cue, phrase: Found, end: int) -> bool:
    """Whether a word of speech inside a clause is the one that the whole clause hangs on: `..., his office said Tuesday`."""
    behind = cast.mask[max(cue.end, phrase.end) : end]
    return cue.kind in ("say", "tell") and len(behind.split()) <= 4 and not PAST.search(behind)


def clause_left(
    cast: Cast, stretch: Stretch, cue: Cue, phrase: Found, who: Speaker, done: int, edge: int
) -> list[Said]:
    """`Clause, X said.` and `Half a clause, X said, the other half.`"""
    mask = cast.mask
    start = max(done, stretch.start)
    before = mask[start:edge]
    if cue.kind not in ("say", "tell") or not before.rstrip().endswith((",", " -", " –", " —")):
        return []
    dateline = DATELINE.match(before)
    scene = (
        re.match(r"\s(?:in|at|on|after|during|while|before|to)\s[^,]{1,70},(?=\s)", before)
        if done > stretch.start
        else None
    )
    start += dateline.end() if dateline else scene.end() if scene else 0
    before = mask[start:edge]
    start += len(before) - len(before.lstrip(" ,;–—-"))
    joint = re.match(r"(?:and|but|while)\s", mask[start:edge])
    start += joint.end() if joint and start > stretch.start else 0
    words = trimmed(cast.text, start, edge)
    clause = words.of(mask)
    lead = LEAD.match(mask, cue.end, stretch.end) if phrase.span.end <= cue.start else None
    if cue.kind == "tell" and lead is None and phrase.span.end <= cue.start:
        lead = _TOLD.match(mask, cue.end, stretch.end)
    behind = mask[(lead.end() - 1 if lead and mask[lead.end() - 1] == "," else max(cue.end, phrase.end)) : stretch.end]
    if (
        behind.startswith(",")
        and re.match(r",\s+(?!and|but|who|which|adding|saying|an?|the)[a-z]", behind)
        and phrase.span.end <= cue.start
    ):
        end = _clause_end(cast, cue.end + 1, stretch.end)
        is_broken = bool(
            re.search(
                r"\b(?:is|are|was|were|will|would|has|have|had|can|could|may|might|must|should)$", clause.strip(" ,")
            )
        )
        if is_broken or (FINITE.search(mask[cue.end : end]) and (not FINITE.search(clause) or len(clause.split()) < 4)):
            around = trimmed(cast.text, start, end)
            form: StatementKind = "mixed" if HOLE in around.of(mask) else "indirect"
            return [Said(around, who, form, cue.word, "clause around its speaker")]
    is_short = len(clause.split()) < (2 if start > stretch.start else 3)
    if (
        is_short
        or not (CLAUSE.search(clause) or HOLE in clause or start > stretch.start)
        or _SCENE.match(clause)
        or (_PLACE.match(clause) and not PAST.search(clause))
    ):
        return []
    kind: StatementKind = "mixed" if HOLE in clause else "indirect"
    return [Said(words, who, kind, cue.word, "clause before its speaker")]


_TOLD = re.compile(r"\s[\w’' ]{2,40},")
_SCENE = re.compile(r"(?:As|When|Asked|After|Before|While|If|Pressed|Since|Told)\b(?!.*,)")
_PLACE = re.compile(
    r"(?:Speaking|In|On|At|During|Earlier|Later|Commenting|Responding|Following|For|Addressing|Writing|Meanwhile|However)\b"
)
_MEANS = re.compile(
    r",\s(?:in|on|at|during)\s(?:an?|the|his|her|its|their)\s[^,]{0,60}\b(?:interview|statement|comments|remarks|speech|letter)\b[^,]*$"
)


def _behind_source(cast: Cast, at: int, end: int) -> int:
    """Where the clause behind `According to X` begins: past `in Kyiv on Monday,` and past `, the minister of Y,`."""
    rest = _TAIL_OF_SOURCE.match(cast.mask, at, end)
    if rest and not FINITE.search(rest.group()):
        at = rest.end() - 1
    beside = _BESIDE_SOURCE.match(cast.mask, at, end)
    if (
        beside
        and PERSON_NOUNS & set(re.findall(r"[\w-]+", beside.group(1).casefold()))
        and not PAST.search(beside.group(1))
    ):
        return beside.end() - 1
    return at


_TAIL_OF_SOURCE = re.compile(r"\s[^,;:\ue000]{1,90},(?=\s)")
_BESIDE_SOURCE = re.compile(r",\s((?:the|an?|its|his|her|their|\w+['’]s)\s[^,;:\ue000]{3,80}),(?=\s)")


def headline(cast: Cast, stretch: Stretch) -> list[Said]:
    """`Minister: clause` and `Clause: minister`, in a line without a stop."""
    line = cast.mask[stretch.start : stretch.end].rstrip()
    if not stretch.opens_paragraph or len(line) > 160 or line[-1:] in ".!?:" or line.count(": ") != 1:
        return []
    colon = stretch.start + line.index(": ")
    left, right = (stretch.start, colon), (colon + 2, stretch.start + len(line))
    for (first, last), (start, end) in ((left, right), (right, left)):
        who = _on_the_line(cast, first, last)
        words = trimmed(cast.text, start, end)
        said = words.of(cast.mask)
        if who is not None and len(said.split()) >= 3 and (CLAUSE.search(said) or HOLE in said):
            return [Said(words, who, "mixed" if HOLE in said else "indirect", "", "headline: colon")]
    return []


def _on_the_line(cast: Cast, start: int, end: int) -> Speaker | None:
    """The speaker of a headline: a person whom the gazetteer knows, or an office or body by its last word."""
    phrase = cast.mask[start:end].strip()
    words = phrase.split()
    if not words or len(words) > 6 or HOLE in phrase or "," in phrase:
        return None
    is_person = any(one.kind == "person" for one in cast.inside(start, end))
    if not is_person and words[-1].casefold() not in PERSON_NOUNS | SPEAKING_THINGS and not _TITLED.match(phrase):
        return None
    if not is_speaker(phrase, is_person):
        return None
    return identify(cast, start, end, NOBODY, start)


_TITLED = re.compile(
    r"(?:\w+ )?(?:PM|FM|President|Minister|Foreign Minister|Prime Minister) [A-Z]|[A-Z]\w+['’]s [A-Z]\w+$"
)


def according(cast: Cast, stretch: Stretch, cue: Cue, phrase: Found, who: Speaker, done: int) -> list[Said]:
    """`According to X, clause.` and `Clause, according to X.`"""
    if cue.word[0] == "a" and cast.mask[cue.start] == "A":
        start = _behind_source(cast, phrase.end, stretch.end)
        end = _clause_end(cast, start, stretch.end)
    else:
        start, end = max(stretch.start, done if done <= cue.start else stretch.start), cue.start
        start += match.end() if (match := DATELINE.match(cast.mask[start:end])) else 0
    words = trimmed(cast.text, start + len(cast.text[start:end]) - len(cast.text[start:end].lstrip(" ,\n")), end)
    if not CLAUSE.search(words.of(cast.mask)) and HOLE not in words.of(cast.mask):
        return []
    inside = [one for one in stretch.quotes if one.span.start >= words.start and one.span.end <= words.end + 1]
    if inside and not words.of(cast.mask).strip(HOLE + " ,."):
        return [direct(one, who, cue) for one in inside]
    return [Said(words, who, "mixed" if inside else "indirect", cue.word, "clause beside `according to`")]
