"""Text to sentences, before any parse: own rules, one pass, time linear in the text.

The parser that ships was trained on web text and splits news badly; what it sees is therefore one sentence at a time.
A sentence ends at a blank line, at the end of a line (unless the text is wrapped at a fixed width), or at a stop that
the rules below do not explain away: abbreviations, initials, numbers, a quotation whose speaker is still to come.
What was said and by whom is for `quotes` and `statements`.
"""

# ruff: noqa: RUF001 (the marks of news are curly)
from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from foedus.reading.lexicon import words
from foedus.reading.types import Sentence, Span

QUOTES = "\"'“”‘’«»„‟‹›"
_STOP = re.compile(
    r"(?P<stop>\.{2,}|(?:\. ){2,}\.|[.!?…。！？]+)(?P<close>[\"'”’»›)\]]{0,4})"
    r"(?P<gap>[^\S\n]+|(?<=[a-z]{3}\.)(?=[A-Z][a-z']+[\s,])|(?<=[。！？]))"
)
_LINE = re.compile(r"[^\n]*\n?")
_WORD_BEFORE = re.compile(r"[^\s(\[\"“‘]*$")
_NEXT = re.compile(r"[\"'“‘«‹(\[\-–—•*]*\s?([^\s,;:.!?\"”)\]]*)")
_NEVER = words(
    """mr mrs ms messrs mme mlle dr prof rev hon sen rep reps sens gov gen lt col maj capt cmdr adm sgt cpl pvt brig
    supt insp det pres amb sec min dep asst gens cols spc vs v viz cf eg e.g ie i.e fig figs approx ca st ste mt
    ft vol art arts para paras sect pp ed eds al seq mgr fr sr.rev"""
)
_NUMBERED = words("""no nos p pp art vol ch sec fig para jan feb mar apr jun jul aug sep sept oct nov dec op""")
_MAYBE = words(
    """inc corp co ltd llc plc bros jr sr etc dept univ assn ave blvd rd bldg est ext hrs min gov u.s u.n u.k e.u"""
)
_STARTERS = words(
    """the a an he she it they we i you his her its their our my this that these those there here but and or so yet in
    on at by for from with after before during since while when where as if although though however meanwhile
    earlier later last many some several most both all no not what who how why one two three under over about
    according among despite because until once also still now then today yesterday tomorrow to of"""
)
_SPEAKS = re.compile(
    r"[\"'“‘]?(?:(?:[Hh]e|[Ss]he|[Tt]hey|[A-Z][\w’'.-]*)(?:\s+[\w’'.-]+){0,4}?\s+)?"
    r"(?:said|says|asked|asks|told|added|wrote|replied|cried|shouted|exclaimed|declared|tweeted|demanded)\b"
)
_DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
_BULLET = re.compile(r"\s*(?:[•‣▪●*·–—-]\s+|\(?\d{1,2}[.)]\s+)")


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text in order, without the white space around them; never empty ones, never overlapping.

    Offsets are those of `text`, which stays as it is: a line break inside a wrapped sentence stays in its words.
    """
    found: list[Sentence] = []
    for first, last in _blocks(text):
        for start, end in _cut(text, first, last):
            piece = text[start:end]
            words = piece.strip()
            if words:
                lead = start + len(piece) - len(piece.lstrip())
                found.append(Sentence(Span(lead, lead + len(words)), words, len(found)))
    return found


# --- lines ---------------------------------------------------------------------------------------------------------


def is_wrapped(lines: list[str]) -> bool:
    """Whether the lines are those of text broken at a fixed width: most end near the same column, few at a stop."""
    inner = [line for line, after in pairwise(lines) if line.strip() and after.strip()]
    if len(inner) < 3:
        return False
    widths = sorted(len(line.rstrip()) for line in inner)
    widest = widths[-1]
    full = sum(width >= widest - 18 for width in widths)
    return 40 <= widest <= 100 and full >= 0.7 * len(inner)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Stretches that no sentence crosses: paragraphs of a wrapped text, single lines of any other."""
    spans = [(match.start(), match.end()) for match in _LINE.finditer(text) if match.end() > match.start()]
    lines = [text[start:end] for start, end in spans]
    wrapped = is_wrapped(lines)
    open_at, end_at = -1, -1
    for (start, end), line in zip(spans, lines, strict=True):
        words = line.strip()
        goes_on = open_at >= 0 and words and _goes_on(text, end_at, words, wrapped)
        if not goes_on and open_at >= 0:
            yield open_at, end_at
            open_at = -1
        if words:
            open_at = start if open_at < 0 else open_at
            end_at = end
    if open_at >= 0:
        yield open_at, end_at


def _goes_on(text: str, before: int, words: str, wrapped: bool) -> bool:
    """Whether a line carries on the one that ends at `before`."""
    if _BULLET.match(words):
        return False
    if wrapped:
        return True
    last = text[max(0, before - 3) : before].rstrip()[-1:]
    return (words[0].islower() and last not in ".!?:;") or last == ","


# --- stops ---------------------------------------------------------------------------------------------------------


def _cut(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The sentences of one block, ends before the white space between them."""
    start = first
    for match in _STOP.finditer(text, first, last):
        after = match.end()
        if after < last and match.start() > start and _ends(text, start, match, last):
            yield start, match.end("close")
            start = after
    yield start, last


def _ends(text: str, start: int, match: re.Match[str], last: int) -> bool:
    """Whether a stop ends the sentence that began at `start`."""
    ahead = text[match.end() : min(last, match.end() + 90)].replace("\n", " ")
    head = _NEXT.match(ahead)
    word = head.group(1) if head else ""
    stop, closed = match["stop"], match["close"]
    if word[:1].islower() and stop[-1] not in "。！？":
        return not closed and _is_careless(text[max(start, match.start() - 30) : match.start()], stop, ahead)
    if closed and closed[0] in QUOTES and _SPEAKS.match(ahead) and stop[-1] in "!?…" + ".":
        return stop[-1] == "." and not _inverted(ahead)
    if stop == "." and not closed.strip(QUOTES) == closed != "":
        return _is_full_stop(text, start, match.start(), word)
    if stop[-1] in "!?" and not word[:1].isupper() and not word[:1].isdigit() and ahead[:1] in "–—-,;":
        return False
    return not ahead.startswith((", ", "– ", "— "))


def _is_careless(before: str, stop: str, ahead: str) -> bool:
    """Whether a small letter begins a sentence here: after an ordinary word of four letters, as in unedited text."""
    tail = _WORD_BEFORE.search(before)
    word = tail.group() if tail else ""
    ordinary = len(word) >= 4 and word.isalpha() and word.islower() and word not in _NEVER | _MAYBE
    return ordinary and len(stop) <= 3 and ".." not in stop and not _SPEAKS.match(ahead)


def _inverted(ahead: str) -> bool:
    """Whether the words after a closed quotation begin with the verb: `said the minister`."""
    return ahead[:1].islower()


def _is_full_stop(text: str, start: int, at: int, following: str) -> bool:
    """Whether a single dot is a full stop and not part of an abbreviation, an initial or a number."""
    before = _WORD_BEFORE.search(text[max(start, at - 30) : at])
    word = before.group() if before else ""
    low = word.lower().lstrip("'’")
    if not word:
        return True
    if low in _NEVER:
        return False
    if low in _NUMBERED and following[:1].isdigit():
        return False
    starter = following.lower().rstrip("'’s") in _STARTERS or following.lower() in _STARTERS
    if len(word) == 1 and word.isalpha() and word.isupper():
        return (starter and word != "I") or word == "I"
    if _DOTTED.fullmatch(word) or low in _MAYBE:
        return starter
    is_list_number = word.isdigit() and len(word) <= 2 and not text[start : at - len(word)].strip()
    return not is_list_number
