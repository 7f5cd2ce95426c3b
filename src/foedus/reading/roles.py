"""From a noun phrase of the parse to the parties it means: whose code, in which role.

A party is found in the head of the phrase, before it (`Russian troops`, `Russia's president`), or behind it (`the
president of Russia`, `rebels in Chad`); nouns for people and organs give the role.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from foedus.reading import frames
from foedus.reading.tree import Token, conjoined, lemma, listed, preposition
from foedus.reading.types import Mention

_INSIDE = (
    "of",
    "by",
    "from",
    "between",
    "in",
    "at",
    "with",
    "to",
    "on",
    "against",
    "for",
    "among",
    "near",
    "into",
    "loyal",
)
_PRONOUNS = frozenset(
    {"it", "he", "she", "they", "its", "his", "her", "their", "him", "them", "who", "which", "that", "we", "i"}
)
_MEASURES = frozenset(
    [
        "one",
        "number",
        "group",
        "hundred",
        "thousand",
        "dozen",
        "member",
        "part",
        "some",
        "some",
        "score",
        "part",
        "third",
        "half",
        "majority",
    ]
)


class Party(NamedTuple):
    """Who is meant by a phrase."""

    code: str
    role: str
    text: str
    first: int
    last: int
    """Token indices of the words meant, both included."""
    kind: str
    rule: str


_PERSON = re.compile(r"(?:owner|worker|keeper|holder|seeker|dweller|[a-z]{3}ist|[a-z]{2}smen|women)s?$")
"""Endings of nouns for people that no list can hold all of: landowners, aid workers, loyalists."""

_PEERS = frozenset(("ally", "partner", "counterpart", "neighbour", "neighbor", "foe", "rival"))
_MEMBERS = frozenset(
    ("member", "ally", "neighbour", "neighbor", "state", "nation", "candidate", "partner", "country", "rival", "foe")
)
_PARTICIPLE_PREPOSITIONS = frozenset(("by", "in", "to", "from", "into", "with", "on", "against"))
UNKNOWN = Party("UNK", "", "", -1, -1, "", "")


def mentions_of(token: Token) -> dict[int, Mention]:
    """The mentions of the sentence by token index."""
    found: dict[int, Mention] = token.doc.user_data["mentions"]
    return found


def role_of(token: Token) -> str:
    """PLOVER sector of the noun itself; empty for none."""
    known = frames.role_words().get(lemma(token), "") or frames.role_words().get(token.lower_, "")
    return known or ("CVL" if _PERSON.search(token.lower_) and token.tag_.startswith("NN") else "")


def is_pronoun(token: Token) -> bool:
    """Whether the phrase is only a pronoun that points back."""
    return token.lower_ in _PRONOUNS and token.tag_ in ("PRP", "PRP$", "WP", "WDT", "DT")


def parties(token: Token, inside: bool = True) -> list[Party]:
    """All parties of a phrase, joined ones apart; empty where none is known by code or role."""
    found: list[Party] = []
    heads = conjoined(token)
    known = {head.i for head in heads}
    heads += [one for one in listed(token) if one.i not in known]
    heads.sort(key=lambda one: int(one.i))
    for head in heads:
        if head.tag_.startswith("VB") and head.i != token.i:
            continue
        for one in _of_head(head, inside, 3):
            if all((one.code, one.role) != (other.code, other.role) for other in found):
                found.append(one)
    return [one for one in found if one.code != "UNK"] or found[:1]


def _of_head(head: Token, inside: bool, depth: int) -> list[Party]:
    known = mentions_of(head)
    own = known.get(head.i)
    role = (own.role if own is not None else None) or role_of(head)
    before = _before(head, role)
    if own is not None and own.code == "NSA" and before and (not role or lemma(head) in frames.role_words()):
        return [one._replace(role=role or "CVL") for one in before]
    if lemma(head) in _MEMBERS and (own is None or own.kind == "body"):
        named = _in_apposition(head, inside, 1) or _right_behind(head)
        if named:
            return named
    if own is not None and own.code != "UNK":
        return [_party(head, head, own, role or "")]
    if before:
        return (
            before
            if role or before[0].kind in ("body", "group", "person") or _is_actor_noun(head)
            else [one._replace(kind="thing") for one in before]
        )
    behind = _behind(head, role, depth, inside) if depth else []
    if behind:
        plain = role or _is_actor_noun(head) or lemma(head) in _MEASURES or head.tag_ in ("CD", "JJ", "DT")
        return behind if plain else [one._replace(kind="thing") for one in behind]
    if role:
        return [Party("UNK", role, head.doc[head.left_edge.i : head.i + 1].text, head.left_edge.i, head.i, "group", "")]
    return []


def _right_behind(head: Token) -> list[Party]:
    """The state named right behind `member`, `ally`, `neighbour` (`NATO member Poland`)."""
    at = head.i + 1
    known = mentions_of(head)
    if at < len(head.doc) and at in known and known[at].kind == "state":
        return [_party(head.doc[at], head.doc[at], known[at], known[at].role or "")]
    return []


def _is_actor_noun(head: Token) -> bool:
    """Whether a noun without a role of its own may act all the same (`the Greek side`), or is a person's name."""
    return (
        head.tag_.startswith("NNP")
        or lemma(head) in frames.collective_words()
        or lemma(head) in frames.classes()["weapon"]
    )


def _before(head: Token, role: str) -> list[Party]:
    """Parties named in front of the noun: the last one, and those joined to it by `and`."""
    known = mentions_of(head)
    first = max(int(head.left_edge.i), head.i - 14)
    at = [token.i for token in head.doc[first : head.i] if token.i in known and not _in_clause(token, head)]
    coded = [i for i in at if known[i].code != "UNK"]
    if not coded:
        return []
    chosen = [coded[-1]]
    for i in reversed(coded[:-1]):
        between = {token.lower_ for token in head.doc[i + 1 : chosen[0]]}
        if between and between <= {"and", ",", "or", "-", "both"}:
            chosen.insert(0, i)
        else:
            break
    named = role or next((known[i].role or "" for i in at if known[i].code == "UNK" and known[i].role), "")
    return [_party(head.doc[i], head, known[i], known[i].role or named) for i in chosen]


def _in_clause(token: Token, head: Token) -> bool:
    """Whether a token before the noun stands in a clause or behind a preposition of its own."""
    for _ in range(12):
        if token.i == head.i:
            return False
        if token.dep_ in ("acl:relcl", "advcl", "acl", "ccomp"):
            return True
        if token.dep_ in ("obl", "nmod") and preposition(token):
            return True
        token = token.head
    return False


def _behind(head: Token, role: str, depth: int, inside: bool) -> list[Party]:
    """Parties named behind the noun: in apposition, after a preposition, then in a participle (`staged by students`)."""
    found = _in_apposition(head, inside, depth)
    if found:
        return _with_role(found, role, own_first=True)
    if not inside and not role and lemma(head) not in _MEASURES:
        return []
    unknown: list[Party] = []
    for wanted in _INSIDE[: 3 if lemma(head) in _PEERS else None]:
        for child in head.children:
            if child.i > head.i and child.dep_ in ("nmod", "obl") and preposition(child) == wanted:
                found = [one for joined in conjoined(child) for one in _of_head(joined, inside, depth - 1)]
                coded = [one for one in found if one.code != "UNK"]
                if coded:
                    return _with_role(coded, role)
                unknown = unknown or found
    return _with_role(_in_participle(head, inside, depth) or unknown[:1], role)


def _with_role(found: list[Party], role: str, own_first: bool = False) -> list[Party]:
    """The parties with the role of the noun that they stand behind."""
    return [one._replace(role=(one.role or role) if own_first else (role or one.role)) for one in found]


def _in_apposition(head: Token, inside: bool, depth: int) -> list[Party]:
    for child in head.children:
        if child.dep_ in ("appos", "flat", "compound") and child.i > head.i:
            found = _of_head(child, inside, depth - 1)
            if found and found[0].code != "UNK":
                return found
    return []


def _in_participle(head: Token, inside: bool, depth: int) -> list[Party]:
    for verb in head.children:
        if verb.dep_ != "acl" or verb.i < head.i or verb.tag_ not in ("VBN", "VBG", "JJ"):
            continue
        for below in verb.children:
            if below.dep_ in ("obl", "obl:agent") and preposition(below) in _PARTICIPLE_PREPOSITIONS:
                coded = [one for one in _of_head(below, inside, depth - 1) if one.code != "UNK"]
                if coded:
                    return coded
    return []


def _party(at: Token, head: Token, mention: Mention, role: str) -> Party:
    first, last = sorted((at.i, head.i))
    return Party(mention.code, role, at.doc[first : last + 1].text, first, last, mention.kind, mention.rule)
