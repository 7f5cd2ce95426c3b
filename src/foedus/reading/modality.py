"""How far an act went, as the words around its verb say: done, denied, feared, announced, demanded.

Looks at one verb and its auxiliaries, negations and conjunctions; what outer verbs do is in `frames/outer.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from foedus.reading.tree import Token, children

_NEGATIONS = frozenset({"not", "n't", "never", "neither", "nor", "no", "hardly", "scarcely", "nobody", "none"})
_CONDITIONS = frozenset({"if", "unless", "whether", "lest", "in case", "provided"})
_TIMES = frozenset(
    {
        "after",
        "before",
        "since",
        "until",
        "till",
        "when",
        "while",
        "as",
        "once",
        "following",
        "because",
        "though",
        "although",
    }
)
_REPORTED = frozenset({"reportedly", "allegedly", "supposedly", "purportedly", "apparently"})
_DUE = frozenset(
    [
        "due",
        "set",
        "expected",
        "likely",
        "about",
        "scheduled",
        "going",
        "poised",
        "supposed",
        "slated",
        "tipped",
        "bound",
    ]
)
_NOT_YET = frozenset(["yet", "unlikely", "unable"])
_MAYBE = frozenset({"almost", "nearly", "narrowly", "perhaps", "maybe", "possibly", "potentially", "probably"})
_AUX = {
    "will": "will",
    "'ll": "will",
    "wo": "will",
    "shall": "will",
    "would": "would",
    "'d": "would",
    "may": "may",
    "might": "may",
    "could": "may",
    "can": "can",
    "ca": "can",
    "must": "must",
    "should": "must",
    "ought": "must",
}


class Standing(NamedTuple):
    """What the auxiliaries and adverbs of one verb say."""

    negated: bool
    auxiliary: str
    """`will`, `would`, `may`, `can`, `must`, or empty."""
    conditional: bool
    reported: bool
    perfect: bool
    """`should have acted`: not done."""
    span: tuple[int, ...]
    """Token indices of the words that say so."""


def standing(verb: Token) -> Standing:
    """The standing that the verb's own words give it; joined verbs share auxiliaries of the first."""
    found = _own(verb)
    if verb.dep_ == "conj" and verb.head.tag_.startswith("VB") and not found.auxiliary and not found.negated:
        first = standing(verb.head)
        if verb.tag_ == "VB" and not children(verb, "nsubj"):
            return first._replace(reported=found.reported or first.reported)
        return found._replace(conditional=found.conditional or first.conditional)
    return found


def _own(verb: Token) -> Standing:
    lead = _before_to(verb)
    told: dict[str, list[int]] = {kind: [] for kind in ("negated", "conditional", "reported", "perfect", "auxiliary")}
    auxiliary = "due" if lead == "due" else ""
    if lead == "not":
        told["negated"].append(verb.i - 2)
    if not children(verb, "nsubj", "nsubj:pass"):
        told["negated"].extend(i for i in range(max(0, verb.i - 6), verb.i) if verb.doc[i].lower_ in ("neither", "nor"))
    for child in verb.children:
        kind = _kind(verb, child)
        if kind == "auxiliary":
            auxiliary = _AUX.get(child.lower_, auxiliary or "may")
        if kind:
            told[kind].append(child.i)
    words = sorted(i for kind, found in told.items() if kind != "perfect" for i in found)
    return Standing(
        bool(told["negated"]),
        auxiliary,
        bool(told["conditional"]) or _is_inverted(verb),
        bool(told["reported"]),
        bool(told["perfect"]),
        tuple(words),
    )


def _kind(verb: Token, child: Token) -> str:
    """What one child of a verb says of its standing; empty for nothing."""
    low = child.lower_
    if low == "longer" and child.i and verb.doc[child.i - 1].lower_ == "no":
        return "negated"
    if low in _NEGATIONS and child.dep_ in ("advmod", "cc:preconj", "det", "neg", "cc", "aux", "discourse"):
        return "negated"
    if (child.dep_ in ("aux", "aux:pass") and low in _AUX) or low in _MAYBE:
        return "auxiliary"
    if child.dep_ == "aux" and child.lemma_ == "have":
        return "perfect"
    if child.dep_ == "mark" and low in _CONDITIONS:
        return "conditional"
    if low in _REPORTED:
        return "reported"
    return "negated" if child.dep_ in ("nsubj", "nsubj:pass", "obj") and _is_none(child) else ""


def _is_inverted(verb: Token) -> bool:
    """`Had Iran attacked`, `Should Iran attack`: a condition without `if`."""
    first = verb.doc[verb.left_edge.i] if verb.left_edge.i < verb.i else verb
    if first.lower_ not in ("had", "should", "were") or first.i + 1 >= verb.i:
        return False
    return first.i == 0 or verb.doc[first.i - 1].lower_ in (",", "and", "but")


def is_question(sentence: Sequence[Token]) -> bool:
    """Whether the sentence ends with a question mark."""
    return any(token.lower_ == "?" for token in list(sentence)[-2:])


def _before_to(verb: Token) -> str:
    """What stands before `to` and the verb: `due to leave`, `yet to sign`; empty for nothing of the kind."""
    if verb.i < 2 or verb.doc[verb.i - 1].lower_ != "to":
        return ""
    word = verb.doc[verb.i - 2].lower_
    return "not" if word in _NOT_YET else "due" if word in _DUE else ""


def _is_none(noun: Token) -> bool:
    lead = [token.lower_ for token in noun.doc[max(0, noun.left_edge.i - 1) : noun.left_edge.i + 2]]
    if "neither" in lead or "not" in lead[:2]:
        return True
    return noun.lower_ in ("nobody", "none", "neither", "nothing") or any(
        child.lower_ in ("no", "neither") and child.dep_ in ("det", "cc:preconj", "advmod", "cc")
        for child in noun.children
    )


def is_time_clause(verb: Token) -> bool:
    """Whether the verb stands in a clause that only says when or why (`after crowds burned ...`)."""
    return any(child.dep_ in ("mark", "advmod", "case") and child.lower_ in _TIMES for child in verb.children)
