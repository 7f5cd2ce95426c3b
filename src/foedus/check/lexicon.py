"""Which groups of `lexicon.toml` a text speaks of: the same said in other words, and the contrary about the same matter.

A group holds the words for one act or thing. Whether an act is denied or only asked for is found by `polarity`; what a
claim and a row come to is for the judges to say.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from foedus.check.keys import STOP, key, keys_of, lexicon
from foedus.check.polarity import GAP, STOPS, Mood, Reading, polarity, reading

MOODS: tuple[Mood, ...] = ("told", "asked")
"""The moods in which a contrary counts; what hangs on a condition contradicts nothing."""
NEAR = 7
"""How many words apart the parts of a joint phrase (`lift+@sanction`) may stand at most."""
SHORT = 4
"""How many words a phrase may span, for a `no` within it to deny nothing else."""

_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)*|[,;:.!?()—–]")  # noqa: RUF001
_TAG = re.compile(r"<@?[A-Z-]+>")
_CLOSE = frozenset("in at on no not none by to as without for".split())  # noqa: SIM905
"""Words of a phrase that bear no other word beside them."""
_BREAKS = STOPS | frozenset("when while who which whom because whereas".split())  # noqa: SIM905
"""No phrase goes on behind these: in `was present when the council met` nothing is presented."""
_COMMON = keys_of(" ".join(STOP))
_ASIDE = re.compile(r", (?:however|though|therefore|moreover|so far|of course|in fact|(?:he|she|it) said|on \w+day),")
_RISING = re.compile(
    r"(?<=\b(?:a|e|n) )(?:popular |armed )?rising\b(?! (?:number|tide|cost|price|tension|power|share))"
)
_MONTH = re.compile(r"(?<=[\w,] )(?:March|May)\b")


class Group(NamedTuple):
    """Words that say the same; `opposite` names the groups that say the contrary, `weak` ones only of the very same thing.

    `broader` names acts that are told along with it: who signs, agrees.
    """

    name: str
    part: str
    opposite: frozenset[str]
    broader: frozenset[str]
    weak: bool
    words: tuple[str, ...]


class Heard(NamedTuple):
    """A group heard in a text: `sign` is -1 where its words are denied; `mood` tells acts done from acts asked for."""

    group: str
    sign: int
    mood: Mood


class _Phrase(NamedTuple):
    """Several words that are of some groups together; an element is a run of keys, `@group` being any word of a thing group."""

    elements: tuple[tuple[str, ...], ...]
    needs: frozenset[str]
    gap: int
    groups: tuple[str, ...]


class _Index(NamedTuple):
    """Where to look first: groups by the key of a word, phrases by their longest key."""

    single: Mapping[str, tuple[str, ...]]
    phrases: Mapping[str, tuple[_Phrase, ...]]


class _Span(NamedTuple):
    """The words from `start` up to, not including, `end`, and the groups they are of; `own` are the words that count."""

    start: int
    end: int
    own: tuple[int, ...]
    groups: tuple[str, ...]


@cache
def groups() -> dict[str, Group]:
    """All groups by name, as the file gives them."""
    return {
        it["name"]: Group(
            it["name"],
            it["part"],
            frozenset(it.get("opposite", ())),
            frozenset(it.get("broader", ())),
            it.get("weak", False),
            tuple(it["words"]),
        )
        for it in lexicon()["group"]
    }


@cache
def acts() -> frozenset[str]:
    """The names of the act groups."""
    return frozenset(it.name for it in groups().values() if it.part == "act")


@cache
def _index() -> _Index:
    single: defaultdict[str, list[str]] = defaultdict(list)
    several: defaultdict[tuple[tuple[str, ...], ...], list[str]] = defaultdict(list)
    for group in groups().values():
        for words in group.words:
            elements = tuple(tuple(map(key, run.split())) for run in words.split("+"))
            alone = len(elements) == len(elements[0]) == 1
            (single[elements[0][0]] if alone else several[elements]).append(group.name)
    for name in lexicon()["names"]:
        several[(tuple(map(key, name.split())),)] = []
    phrases: defaultdict[str, list[_Phrase]] = defaultdict(list)
    for elements, names in sorted(several.items(), key=lambda it: -sum(map(len, it[0]))):
        first = elements[0][0]
        needs = frozenset(it for run in elements for it in run)
        is_act = not acts().isdisjoint(names)
        gap = GAP if is_act and first not in STOP and not _CLOSE & {*elements[0][:2]} else 0
        phrase = _Phrase(elements, needs, gap, tuple(dict.fromkeys(names)))
        phrases[max(needs, key=_telling)].append(phrase)
    return _Index(
        {first: tuple(dict.fromkeys(names)) for first, names in single.items()},
        {first: tuple(all_) for first, all_ in phrases.items()},
    )


def _telling(word: str) -> tuple[bool, bool, int, str]:
    """How seldom a key stands in texts, as far as its look tells: a phrase is looked for by its most telling one."""
    return not word.startswith("@"), word not in _COMMON, len(word), word


@cache
def _labels(word: str) -> frozenset[str]:
    """The key of a word and `@group` for each thing group it is of alone."""
    names = _index().single.get(word, ())
    return frozenset((word, *(f"@{name}" for name in names if name not in acts())))


def _read(text: str) -> Reading:
    plain = _TAG.sub(" ", text) if "<" in text else text
    plain = _MONTH.sub("", plain) if "May" in plain or "March" in plain else plain
    plain = _ASIDE.sub("", plain).replace("\u2019", "'").lower()
    plain = _RISING.sub("revolt", plain)  # nothing grows that is a rising
    plain = plain.replace("cease-fire", "ceasefire")  # nothing ceases that is agreed beside it
    words = _TOKEN.findall(plain.replace("'s ", " "))
    return reading(tuple(words), tuple(map(key, words)))


def _run(keys: tuple[str, ...], run: tuple[str, ...], at: int, gap: int) -> tuple[int, ...]:
    """Where the words of a run stand from `at` on, up to `gap` others after the first; empty where they do not."""
    if run[0] not in _labels(keys[at]):
        return ()
    rest = len(run) - 1
    for skip in range(gap + 1 if rest else 1):
        after = at + 1 + skip
        if skip and (keys[after - 1 : after] in ((), ("and",)) or keys[after - 1] in _BREAKS):
            return ()
        if len(keys) >= after + rest and all(run[i + 1] in _labels(keys[after + i]) for i in range(rest)):
            return (at, *range(after, after + rest))
    return ()


def _stands(keys: tuple[str, ...], phrase: _Phrase, at: int) -> tuple[int, ...]:
    return _near(keys, phrase, at) if len(phrase.elements) > 1 else _run(keys, phrase.elements[0], at, phrase.gap)


def _near(keys: tuple[str, ...], phrase: _Phrase, at: int) -> tuple[int, ...]:
    """Where the elements of a joint phrase stand around its first at `at`; empty where one is missing."""
    own = _run(keys, phrase.elements[0], at, 0)
    if not own:
        return ()
    low, high = _clause(keys, at)
    for run in phrase.elements[1:]:
        around = sorted(range(max(low, at - NEAR), min(high, at + NEAR + 1)), key=lambda it: abs(it - at))
        found = next((it for where in around if where not in own and (it := _run(keys, run, where, 0))), ())
        if not found:
            return ()
        own = (*own, *found)
    return own


def _clause(keys: tuple[str, ...], at: int) -> tuple[int, int]:
    low, high = at, at
    while low > 0 and at - low < NEAR and keys[low - 1] not in STOPS:
        low -= 1
    while high < len(keys) and high - at <= NEAR and keys[high] not in STOPS:
        high += 1
    return low, high


def _all(keys: tuple[str, ...], phrase: _Phrase) -> list[tuple[int, ...]]:
    """Wherever a phrase stands in a text."""
    first = phrase.elements[0][0]
    if first.startswith("@"):
        starts = [at for at, word in enumerate(keys) if first in _labels(word)]
    else:
        starts = [at for at, word in enumerate(keys) if first == word]
    return [own for at in starts if (own := _stands(keys, phrase, at))]


def _longest(found: tuple[tuple[int, ...], _Phrase]) -> tuple[object, ...]:
    own, phrase = found
    weighty = sum(word != "be" for run in phrase.elements for word in run)  # `moved back`, not `was moved`
    return -weighty, -len(own), max(own) - min(own), own, phrase.elements


def _spans(keys: tuple[str, ...]) -> Iterator[_Span]:
    """All words and phrases of a text that are of some group; a phrase hides what its words mean alone."""
    index, used = _index(), set[int]()
    have = frozenset[str]().union(*map(_labels, keys))
    found: list[tuple[tuple[int, ...], _Phrase]] = []
    for word in dict.fromkeys(keys):
        for phrase in index.phrases.get(word, ()):
            if phrase.needs <= have:
                found += ((own, phrase) for own in _all(keys, phrase))
    told, claimed = set[int](), set[tuple[int, ...]]()
    for own, phrase in sorted(found, key=_longest):
        words = (word for run in phrase.elements for word in run)
        literal = tuple(at for at, word in zip(own, words, strict=True) if not word.startswith("@"))
        if used.isdisjoint(literal) or (literal in claimed and len(phrase.elements) > 1):
            used.update(literal)
            claimed.add(literal)
            told.update(own)
            yield _Span(min(own), max(own) + 1, own, phrase.groups)
    for at, word in enumerate(keys):
        names = index.single.get(word, ()) if at not in used else ()
        if at in told:  # in `cancelled the meeting` nobody met
            names = tuple(name for name in names if name not in acts())
        if names:
            yield _Span(at, at + 1, (at,), names)


@cache
def _parsed(text: str) -> tuple[Reading, tuple[_Span, ...]]:
    read = _read(text)
    return read, tuple(_spans(read.keys))


@cache
def _heard(names: tuple[str, ...], sign: int, mood: Mood) -> frozenset[Heard]:
    return frozenset(Heard(name, sign, mood) for name in names)


@cache
def heard(text: str) -> frozenset[Heard]:
    """Every group heard in a text, each with its sign and whether the act is told as done."""
    read, spans = _parsed(text)
    known = acts()
    told = [it for it in spans if not known.isdisjoint(it.groups)]
    starts = frozenset(it.start for it in told)
    taken = frozenset(at for it in told if len(it.own) > 1 for at in _taken(it))
    found = (_heard(it.groups, *polarity(read, starts, taken, it.own)) for it in spans)
    return frozenset[Heard]().union(*found)


def _taken(span: _Span) -> Iterable[int]:
    """The words whose `no` is the phrase's own: all of a short one, but of one told apart only those of the phrase."""
    return range(span.start, span.end) if span.end - span.start <= SHORT else span.own


@cache
def spoken(text: str) -> dict[str, int]:
    """For each act group that a text speaks of, +1, -1 where it is denied, 0 where it is told both ways. Not to be changed."""
    return _signs(it for it in heard(text) if it.group in acts())


def _signs(several: Iterable[Heard]) -> dict[str, int]:
    signs: dict[str, int] = {}
    for name, sign, _ in several:
        signs[name] = sign if signs.get(name, sign) == sign else 0
    return signs


@cache
def concepts(text: str, leave_out: frozenset[str] = frozenset()) -> frozenset[str]:
    """The groups a text speaks of, and the bare keys of its words in no group; stop words and `leave_out` do not count alone."""
    read, spans = _parsed(text)
    names: set[str] = set()
    covered: set[int] = set()
    for span in spans:
        alone = len(span.own) == 1 and (read.words[span.start] in STOP or read.words[span.start] in leave_out)
        names.update(() if alone else span.groups)
        covered.update(span.own)
    bare = (
        read.keys[at]
        for at, word in enumerate(read.words)
        if at not in covered and len(word) > 2 and word not in STOP and word not in leave_out
    )
    return frozenset(names) | frozenset(bare)


@cache
def meant(text: str, mood: Mood = "told", weak: bool = False) -> dict[str, int]:
    """The groups of one mood with what follows: what is said denies its opposites and tells broader acts. Not to be changed.

    A group is 0 where it is both said and denied. Things count only where they have opposites. Weak groups follow only
    with `weak`.
    """
    said, found = _said(text, mood), dict(_denying(text, mood, weak))
    for name, sign in said.items():
        for other in broader(name):
            found.setdefault(other, sign)
    return found


@cache
def broader(name: str) -> frozenset[str]:
    """All broader acts of a group, those of its broader ones included."""
    own = groups()[name].broader
    return own.union(*map(broader, own))


@cache
def _said(text: str, mood: Mood) -> dict[str, int]:
    known = groups()
    return _signs(it for it in heard(text) if it.mood == mood and (it.group in acts() or known[it.group].opposite))


@cache
def _denying(text: str, mood: Mood, weak: bool) -> dict[str, int]:
    """What is said in one mood, and what is denied by that; 0 where both are said."""
    known, said = groups(), _said(text, mood)
    found = dict(said)
    for name, sign in said.items():
        for other in known[name].opposite if sign == 1 and (weak or not known[name].weak) else ():
            found[other] = -1 if found.get(other, -1) == -1 else 0
            if said.get(other) == 1:
                found[name] = 0
    return found


def contraries(one: str, other: str, weak: bool = False) -> frozenset[str]:
    """The groups that one text says and the other denies, as done in both or as asked for in both."""
    clash: set[str] = set()
    for mood in MOODS:
        mine, theirs = _denying(one, mood, weak), _denying(other, mood, weak)
        clash.update(name for name in mine.keys() & theirs.keys() if mine[name] * theirs[name] == -1)
    return frozenset(name for name in clash if weak or not groups()[name].weak)


def opposed(one: str, other: str) -> bool:
    """Whether two texts say the contrary about the same matter somewhere; both being of that matter is for the caller to know."""
    return bool(contraries(one, other))
