"""Whether an act at some words of a text is told as done, denied ("refused to sign") or only in the air ("asked to sign").

Rules look at the words of the same clause alone; which act the words tell of is `lexicon`'s business.
"""

from __future__ import annotations

from collections.abc import Set
from typing import NamedTuple

STOPS = frozenset(",;:.!?()—–")  # noqa: RUF001
_CLAUSE = STOPS | frozenset(
    ["but", "while", "whereas", "although", "though", "because", "which", "who", "whom", "whose", "when", "where", "after", "before"]
)
_BE = frozenset("is are was were be been being has had have".split())  # noqa: SIM905
_NOT = frozenset(
    ["not", "never", "no", "nobody", "none", "neither", "nor", "hardly", "scarcely", "cannot", "non", "nothing", "without", "instead", "lacking"]
)
_SUBJECT = frozenset("no nobody none neither nothing".split())  # noqa: SIM905
_AFTER_NO = frozenset(
    "only just least doubt fewer less more later matter sooner merely surprise wonder secret earlier".split()  # noqa: SIM905
)
_NO_OBJECT = frozenset("no none neither nobody nothing".split())  # noqa: SIM905
_TO = frozenset(
    """refus refusal declin fail failur unwil unabl inability unwilingnes reluctanc neglect omit forget yet reject rejection
    turn vote rule shelv scrap drop abandon cancel ignor bloc block veto defeat spurn dismis resist against opose""".split()  # noqa: SIM905
)
"""Keys of words that deny an act told with `to` ("refused to sign", "dropped plans to sign")."""
_DOWN = {"turn": "down", "vote": "down", "rule": "out", "short": "of"}
"""Verbs that deny only with their particle."""
_DIRECT = frozenset(
    """refus refusal declin avoid stop ceas withhold lack absenc deny denial reject rejection bar ban forbid prohibit block bloc
    veto rule rather shun prevent turn dismis spurn short refrain abstain prohibition""".split()  # noqa: SIM905
)
"""Keys of words that deny an act told right after them ("denied sending", "without a signature")."""
_THAT = frozenset("deny denial disput refut".split())  # noqa: SIM905
_FROM = frozenset("refrain abstain bar ban prevent kep kept keep stop dissuad exclud discourag deter".split())  # noqa: SIM905
_UNDONE = frozenset(
    "refused denied rejected declined withheld vetoed blocked missing lacking absent shelved scrapped dropped abandoned defeated".split()  # noqa: SIM905
)
_UNREAL = frozenset(
    """threaten threat ask cal urg want demand propos proposal plan offer consider intend intention hop hope expect sek request
    recomend prepar prepared ready apeal promis pledg vow invit invitation wil willing plea plead mull weigh wish aim mean draft
    considering bid aply aplication whether if should could might may would opose seek""".split()  # noqa: SIM905
)
_LINKS = frozenset(("to", "for", "that", "on", "of", "if", "whether", "a", "its", "the"))
_MODAL = frozenset("should could might may if whether unles".split())  # noqa: SIM905
_TELLING = _TO | _DIRECT | _THAT | _FROM | _UNREAL | _MODAL
_WORDS = _NOT | _UNDONE | _NO_OBJECT
_REACH = 6
"""How many words back a word that denies, asks or plans is looked for."""
GAP = 3
"""How many other words may stand within a phrase after its first word."""


class Reading(NamedTuple):
    """A text as words in lower case with its punctuation, the key of each, and where a word may deny or ask."""

    words: tuple[str, ...]
    keys: tuple[str, ...]
    telling: tuple[int, ...]


def reading(words: tuple[str, ...], keys: tuple[str, ...]) -> Reading:
    """A text made ready for `polarity`."""
    pairs = enumerate(zip(words, keys, strict=True))
    telling = tuple(at for at, (word, key) in pairs if key in _TELLING or word in _WORDS or word.endswith("n't"))
    return Reading(words, keys, telling)


def polarity(text: Reading, acts: Set[int], taken: Set[int], start: int, end: int) -> tuple[int, bool]:
    """Sign (+1, or -1 when denied; two denials are +1) and whether the act is only asked for, planned or threatened.

    `acts` holds where acts start in the text, `taken` the words within phrases ("took no part"), which deny those alone;
    the act itself goes from word `start` up to, not including, `end`.
    """
    near = [at for at in text.telling if start - _REACH - 2 < at < end + _REACH]
    if not near:
        return 1, False
    first = _clause_start(text, start)
    before = [at for at in near if first <= at < start and (at not in taken or text.words[start - 1] in ("or", "and"))]
    denials = sum(_denies(text, acts, at, start) for at in before)
    denials += sum(text.words[at] in _NOT or text.words[at].endswith("n't") for at in near if start < at < end - 1)
    if not denials:
        denials = _denied_after(text, start, end)
    if denials % 2 and "until" in text.words[end : end + _REACH]:
        denials += 1
    return (-1 if denials % 2 else 1), bool(before) and _is_unreal(text, first, start)


def _clause_start(text: Reading, start: int) -> int:
    """Where the clause before `start` begins, as far back as a denial can stand."""
    for at in range(start - 1, max(-1, start - 2 - _REACH), -1):
        word = text.words[at]
        if word in _CLAUSE:
            return at + 1
        if word == "and" and not _is_bare(text, start):
            return at + 1
    return max(0, start - 1 - _REACH)


def _is_bare(text: Reading, at: int) -> bool:
    """`refused to sign and ratify`: the bare verb still hangs on the word that denied the one before."""
    return not text.words[at].endswith(("ed", "s")) and text.words[at][:3] == text.keys[at][:3]


def _denies(text: Reading, acts: Set[int], at: int, start: int) -> bool:
    """Whether the word at `at` denies the act that begins at `start`."""
    word, key = text.words[at], text.keys[at]
    between = text.words[at + 1 : start]
    linked = text.words[start - 1] in ("to", "or", "nor") or text.words[start - 1] == "and"
    if word in _NOT or word.endswith("n't"):
        return _not_reaches(text, acts, at, start, linked)
    if key in _DOWN and _DOWN[key] not in between[:4]:
        return False
    if key in _THAT and "that" in between:
        return True
    if any(it in _BE for it in between) or (any(it in acts for it in range(at + 1, start)) and not linked):
        return False
    if key in _FROM and "from" in between:
        return True
    if key in _TO and (linked or (len(between) > 1 and between[-2] == "to")):
        return True
    return key in _DIRECT and len(between) <= 3 and "to" not in between and "that" not in between


def _not_reaches(text: Reading, acts: Set[int], at: int, start: int, linked: bool) -> bool:
    if at + 1 < len(text.words) and text.words[at + 1] in _AFTER_NO:
        return False
    if text.words[at] in ("no", "not") and text.words[at - 1 : at] in (("whether",), ("or",), ("if",)):
        return False
    if any(it in acts for it in range(at + 1, start)) and not linked:
        return False
    if "that" in text.words[at + 1 : start]:
        return False
    return start - at <= (_REACH if text.words[at] in _SUBJECT or linked else 4)


def _denied_after(text: Reading, start: int, end: int) -> int:
    """`signed no treaty`, `admission was refused`."""
    after = text.words[end : end + _REACH]
    if after and after[0] in _NO_OBJECT and after[1:2] != ("longer",) and not set(after[1:2]) & _AFTER_NO:
        return 1
    if text.words[start].endswith("ed") or not (_BE & set(after)):
        return 0
    for at, word in enumerate(after):
        if word in _CLAUSE or word in ("and", "to"):
            return 0
        if word in _UNDONE and after[at - 1] in _BE:
            return 0 if "not" in after[:at] else 1
    return 0


def _is_unreal(text: Reading, first: int, start: int) -> bool:
    """Whether a word before the act asks for it, plans it or makes it a mere possibility."""
    for at in range(start - 1, first - 1, -1):
        if text.words[at] in _BE and text.words[at] not in ("be", "have"):
            return False
        if text.words[at] in _MODAL:
            return True
        if text.keys[at] in _UNREAL and _LINKS & set(text.words[at + 1 : start]):
            return True
    return False
