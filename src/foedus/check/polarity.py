"""Whether an act at some words of a text is told as done, denied ("refused to sign") or only in the air ("asked to sign").

Rules look at the words of the same clause alone; which act the words tell of is the business of `lexicon`.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import cache
from typing import Literal, NamedTuple

from foedus.check.keys import key, keys_of

Mood = Literal["told", "asked", "maybe"]
"""An act told as done or to be done, one asked for, planned, threatened or offered, and one that hangs on a condition."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


STOPS = frozenset(",;:.!?()—–")  # noqa: RUF001
_CLAUSE = STOPS | _set(
    "but while whereas although though because which who whom whose when where after before since until unless"
)
_BE = _set("is are was were be been being has had have")
_NOT = _set("not never no nobody none neither nor hardly scarcely cannot non nothing without instead lacking")
_ADVERB = _set("not never hardly scarcely cannot")
_DETERMINER = _set("the a an its his her their any")
_LIGHT = _set(
    "make made give given hold held take taken have had receive received get issue issued be send sent see reach reached"
)
"""With these a noun is the act: "did not make an announcement", but not "did not hurt the growth"."""
_SUBJECT = _set("no nobody none neither nothing")
_AFTER_NO = _set("only just least doubt fewer less more later matter sooner merely surprise wonder secret earlier")
_OTHER = _set("that to and whether as")
_AS_MUCH = _set("much many often fully")
"""`nobody gave as much help` denies no help."""
_PARTICLE = {
    "turn": ("down", "away"),
    "vote": ("down",),
    "rule": ("out",),
    "want": ("of",),
    "call": ("for", "on", "upon", "to"),
}
"""Words that deny, or ask, only with another beside them."""


class _Deniers(NamedTuple):
    """Keys of words that deny an act, by how they are joined to it."""

    plans: frozenset[str]  # "dropped plans to sign", "turned down a request to stay"
    to: frozenset[str]  # "refused to sign"
    direct: frozenset[str]  # "denied sending", "withheld its signature"
    that: frozenset[str]  # "denied that it signed"
    from_: frozenset[str]  # "refrained from signing"
    asking: frozenset[str]  # "asked to sign": not denied, but not done
    asked: frozenset[str]  # "rejected the request": the request was made all the same
    saying: frozenset[str]  # "said no troops were sent": it was said all the same
    particles: dict[str, tuple[str, ...]]

    def all(self) -> frozenset[str]:
        return self.plans | self.to | self.direct | self.that | self.from_ | self.asking


@cache
def _deniers() -> _Deniers:
    plans = keys_of(
        "reject shelve scrap drop abandon cancel ignore block veto defeat spurn dismiss resist turn vote rebuff thwart"
    )
    return _Deniers(
        plans,
        plans
        | keys_of(
            "refuse refusal decline fail failure unwilling unable inability neglect omit forget yet rule against"
            " reluctance unwillingness impossible"
        ),
        keys_of(
            "refuse refusal decline avoid stop cease withhold lack absence deny denial reject rejection bar ban forbid"
            " prohibit prohibition block veto rule rather shun prevent turn dismiss spurn refrain abstain want freeze halt"
            " suspend revoke rescind cancel"
        ),
        keys_of("deny denial dispute refute"),
        keys_of("refrain abstain bar ban prevent keep stop dissuade exclude discourage deter"),
        keys_of(
            "threaten threat ask call urge want demand propose proposal plan offer consider intend intention hope expect"
            " seek request recommend prepare prepared ready appeal promise pledge vow invite invitation willing plea plead"
            " mull weigh wish aim mean draft bid wait right possible"
        ),
        keys_of(
            "request plea appeal call proposal bid plan demand offer motion invitation application petition idea wish"
        ),
        keys_of("say tell announce declare warn state insist claim know think believe hold report add note"),
        {key(word): others for word, others in _PARTICLE.items()},
    )


@cache
def _nouns() -> frozenset[str]:
    """Those that are nouns too, and then may be what did the act told right after them."""
    return keys_of("veto refusal denial rejection ban prohibition block lack absence rule")


@cache
def _will() -> frozenset[str]:
    """With `not` before them these deny what follows: `did not intend to leave`, but not `did not ask to leave`."""
    return keys_of("intend intention willing ready prepared prepare want wish plan mean consider threaten seek")


_UNDONE = _set(
    """refused denied rejected declined withheld vetoed blocked missing lacking absent shelved scrapped dropped abandoned
    defeated there"""
)
"""Words after a noun that deny it ("its admission was refused"); `there` only after `not`."""
_ANSWERED = _set("refused denied rejected declined vetoed blocked")
_NOT_SO = _set("under possible planned on an there due meant allowed in") | STOPS
"""What may follow `expulsion was not`, for the expulsion to be denied."""
_LINKS = _set("to for that on of a the its")
_MAYBE = _set("should could might may if whether unless reluctant hesitant hesitates hesitated wary loath")
_BESIDE = _set("to that whether as at against by after over with")
"""Behind these a word is not what is refused or halted: `suspended at its own request`."""
_UPON = _set("at on upon")
_UPON_REACH = 5
_REACH = 9
_NEAR = 6
"""How many words back, or ahead, a word that denies is looked for; `_REACH` where `to` links it to the act."""
GAP = 3
"""How many other words may stand within a phrase after its first word."""


class Reading(NamedTuple):
    """A text as words in lower case with its punctuation, the key of each, and where a word may deny or ask."""

    words: tuple[str, ...]
    keys: tuple[str, ...]
    telling: tuple[int, ...]


_WORDS = _NOT | _UNDONE | _MAYBE


def reading(words: tuple[str, ...], keys: tuple[str, ...]) -> Reading:
    """A text made ready for `polarity`."""
    pairs = enumerate(zip(words, keys, strict=True))
    known = _telling_keys()
    return Reading(
        words, keys, tuple(at for at, (word, key) in pairs if key in known or word in _WORDS or _is_not(word))
    )


@cache
def _telling_keys() -> frozenset[str]:
    return _deniers().all()


def _is_not(word: str) -> bool:
    return word in _NOT or word.endswith("n't")


def polarity(text: Reading, acts: Set[int], taken: Set[int], own: Sequence[int]) -> tuple[int, Mood]:
    """Sign (+1, or -1 when denied; two denials are +1) and whether the act is told, asked for, or hangs on a condition.

    `acts` holds where acts start in the text, `taken` the words within phrases ("took no part"), whose `no` is their own;
    `own` are the words of the act itself.
    """
    if not text.telling:
        return 1, "told"
    start, end = min(own), max(own) + 1
    near = [at for at in text.telling if start - _REACH - 2 < at < end + _NEAR]
    if not near:
        return 1, "told"
    first = _clause_start(text, start)
    before = [at for at in near if first <= at < start]
    denials = sum(_denies(text, acts, at, start) for at in before if at not in taken or not _is_not(text.words[at]))
    within = [at for at in near if start < at < end and at not in own]
    denials += sum(_is_not(text.words[at]) and text.words[at] != "nor" for at in within)
    if not denials:
        denials = _denied_after(text, start, end)
    after = text.words[end : end + _NEAR]
    if denials % 2 and ("until" in after or "unless" in after):
        return 1, "told" if "until" in after else "maybe"
    return (-1 if denials % 2 else 1), _mood(text, before, start) if before else "told"


def _clause_start(text: Reading, start: int) -> int:
    """Where the clause before `start` begins, as far back as a denial can stand."""
    for at in range(start - 1, max(-1, start - 2 - _REACH), -1):
        word = text.words[at]
        if word in _CLAUSE:
            return at + (word not in ("until", "unless"))
        if word == "and" and not (text.words[at + 1 : start] in ((), ("to",)) and _is_bare(text, start)):
            return at + 1
    return max(0, start - 1 - _REACH)


def _is_bare(text: Reading, at: int) -> bool:
    """`refused to sign and ratify`: the bare verb still hangs on the word that denied the one before."""
    return not text.words[at].endswith(("ed", "s")) and text.words[at][:3] == text.keys[at][:3]


def _denies(text: Reading, acts: Set[int], at: int, start: int) -> bool:
    """Whether the word at `at` denies the act that begins at `start`."""
    between = text.words[at + 1 : start]
    linked = _is_linked(text.words, start) or (start - 1 in acts and _is_linked(text.words, start - 1))
    if _is_not(text.words[at]):
        return _not_reaches(text, acts, at, start, linked)
    known, own = _deniers(), text.keys[at]
    if not _has_particle(own, between):
        return False
    if own in known.that and "that" in between:
        return True
    if not between and own in _nouns() and text.words[start].endswith("ed"):
        return False  # `its veto blocked the text`
    if any(it in _BE for it in between) or (not linked and any(it in acts for it in range(at + 1, start))):
        return False
    if text.keys[start] in known.asked or text.words[start] in _BESIDE:
        return False
    return _verb_denies(own, between, linked)


def _has_particle(own: str, between: Sequence[str]) -> bool:
    """Whether what must stand beside a word stands there: `turned down`, `called for`."""
    needed = _deniers().particles.get(own)
    return needed is None or any(it in between[:4] for it in needed)


def _verb_denies(own: str, between: Sequence[str], linked: bool) -> bool:
    """The same for a verb or noun that denies, by the words `between` it and the act."""
    known = _deniers()
    if own in known.from_ and {"from", "off"} & set(between) and "away" not in between:
        return True
    if linked and "to" in between:
        return own in known.to and (len(between) <= _NEAR or own in known.plans)
    return own in known.direct and len(between) <= 3 and not _BESIDE & set(between)


def _is_linked(words: Sequence[str], start: int) -> bool:
    """Whether the act hangs on what was said before it: `to sign`, `to openly sign`, `or sign`, `in signing`."""
    last = words[start - 1] if start else ""
    if last in ("to", "or", "nor", "and"):
        return True
    if last in ("in", "from", "by", "of", "for"):
        return words[start].endswith("ing")
    return last.endswith("ly") and words[start - 2] == "to"


def _not_reaches(text: Reading, acts: Set[int], at: int, start: int, linked: bool) -> bool:
    """Whether `not`, `no`, `nobody` at `at` belongs to the act, and not to another one before it."""
    words = text.words
    if words[at] == "nor" and any(_is_not(word) for word in words[max(0, at - _REACH) : at]):
        return False
    if words[at + 1] in _AFTER_NO or (at and words[at - 1] in ("whether", "or", "if", "why")):
        return False
    between = words[at + 1 : start]
    if words[at] in _SUBJECT and _AS_MUCH & set(words[start : start + 4]) and "as" in words[start : start + 4]:
        return False
    if words[at] in _SUBJECT and between and {between[-1], words[start]} & _BE and not _OTHER & set(between):
        return True  # `no air strikes were agreed on`
    if not linked and between[:1] != ("of",) and any(it in acts for it in range(at + 1, start)):
        return False
    if "that" in between or (words[at] in _ADVERB and _DETERMINER & {words[start - 1]} and not _LIGHT & set(between)):
        return False
    return start - at <= (_NEAR if words[at] in _SUBJECT or linked else 4)


def _denied_after(text: Reading, start: int, end: int) -> int:
    """1 for `signed no treaty`, `admission was refused`, `the conditions were not there`; else 0."""
    after = text.words[end : end + _NEAR]
    if text.words[end - 1] == "that":
        return 0  # `the ruling that no unanimity was required` is a ruling
    if after and after[0] in _SUBJECT - _said(text.keys[start]) and not set(after[1:2]) & {"longer", *_AFTER_NO}:
        return 1
    if text.words[start].endswith("ed") or not (_BE & set(after)):
        return 0
    for at, word in enumerate(after):
        if word in _CLAUSE or word in ("and", "to"):
            return 0
        if word == "not" and at == 1 and set(after[2:3]) <= _NOT_SO:
            return 1
        if word in _ANSWERED and text.keys[start] in _deniers().asked:
            return 0  # `its request was rejected`: it was made
        if word in _UNDONE and at and (after[at - 1] in _BE or word == "there"):
            return int(("not" in after[:at]) == (word == "there"))
    return 0


def _said(own: str) -> frozenset[str]:
    return frozenset(("no",)) if own in _deniers().saying else frozenset()


def _mood(text: Reading, before: Sequence[int], start: int) -> Mood:
    """Whether a word before the act asks for it or plans it, or makes it hang on a condition."""
    words = text.words
    if any(words[at] in _MAYBE for at in before) or words[start - 1] in ("until", "unless"):
        return "maybe"
    if sum(_is_not(words[at]) and words[at] != "nor" for at in before) > 1:
        return "maybe"
    for at in reversed(before):
        if any(it in _BE and it not in ("be", "have") for it in words[at + 1 : start]):
            return "told"
        if _asks(text, at, start):
            return "told" if _is_given_up(text, before, at) else "asked"
    return "told"


def _asks(text: Reading, at: int, start: int) -> bool:
    """Whether the word at `at` asks for or plans the act at `start`; who `left at its request` did leave."""
    own, between = text.keys[at], text.words[at + 1 : start]
    if own not in _deniers().asking or not _has_particle(own, between) or not _LINKS & set(between):
        return False
    return own not in _deniers().asked or not _UPON & set(text.words[max(0, at - _UPON_REACH) : at])


def _is_given_up(text: Reading, before: Sequence[int], at: int) -> bool:
    """Whether what the word at `at` plans is told as dropped: `no plan to sign`, `did not intend to sign`."""
    if text.words[at - 1] == "no" or (_is_not(text.words[at - 1]) and text.keys[at] in _will()):
        return True
    return any(text.keys[it] in _deniers().plans for it in before if it < at)
