"""Whether a frame fits the words around its verb or noun, and who stands in its slots."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from foedus.reading import frames
from foedus.reading.frames import Frame
from foedus.reading.roles import Party, mentions_of, parties
from foedus.reading.tree import (
    Token,
    children,
    clause_of,
    is_mistaken,
    is_passive,
    lemma,
    noun_lemmas,
    particle,
    phrases,
    preposition,
    undergoers,
)

POINTS_BACK = Party("PRON", "", "", -1, -1, "", "a pronoun")
"""A recipient that is only `his` or `their`: the main actor of the sentence, where that is another."""

CROWD_ROLES = frozenset({"CVL", "OPP", "LAB", "EDU", "REF", "REL", "REB", "CRM", "MED", "PTY", "BUS"})
STATE_ROLES = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "REB", "OPP", "SPY", ""})


_FARTHEST = 2
_NEVER_TO = ("than", "despite", "since", "after", "before", "like", "unlike", "during", "amid", "without", "besides")


class Around(NamedTuple):
    """What stands around one verb, looked up once and asked by every frame."""

    verb: Token
    subjects: tuple[Party, ...]
    subject_words: frozenset[str]
    objects: tuple[Token, ...]
    phrases: tuple[tuple[str, Token], ...]
    lemmas: frozenset[str]
    particle: str


def around(verb: Token, subjects: Sequence[Party], subject_heads: Sequence[Token]) -> Around:
    """The surroundings of a verb; objects include what stands to its right where the parse gives none."""
    mistaken = is_mistaken(verb)
    objects = [] if mistaken else undergoers(verb) + children(verb, "iobj")
    if mistaken or not is_passive(verb):
        objects += [noun for noun in _to_the_right(verb) if noun.i not in {one.i for one in objects}]
    nearby = verb.doc[max(verb.i - 14, 0) : verb.i + 24]
    words = {word for head in subject_heads for word in noun_lemmas(head)}
    return Around(
        verb,
        tuple(subjects),
        frozenset(words),
        tuple(objects),
        tuple(phrases(verb)),
        frozenset(lemma(token) for token in nearby),
        particle(verb),
    )


def _to_the_right(verb: Token) -> list[Token]:
    """Heads of up to two noun phrases right of the verb that no preposition governs."""
    found: list[Token] = []
    doc = verb.doc
    for i in range(verb.i + 1, min(verb.i + 14, len(doc))):
        token = doc[i]
        if i == verb.i + 1 and token.lower_ in ("down", "up", "off", "out", "over"):
            continue
        if (token.dep_ == "case" and token.tag_ in ("IN", "TO")) or token.tag_ in (
            "VBD",
            "VBZ",
            "VBP",
            "WDT",
            "WP",
            ":",
        ):
            break
        following = doc[i + 1] if i + 1 < len(doc) else None
        run_on = following is not None and following.tag_.startswith(("NN", "POS"))
        odd = token.tag_ == "RB" and token.dep_ == "advmod" and token.lower_.endswith("s") and i == verb.i + 1
        if (token.tag_.startswith("NN") or odd or _is_people_of(token)) and not run_on:
            found.append(token)
            if len(found) == 2:
                break
    return found


def _is_people_of(token: Token) -> bool:
    """`the wounded`: a participle or adjective that stands for people."""
    before = token.doc[token.i - 1] if token.i else None
    return token.tag_ in ("VBN", "JJ", "VBD") and before is not None and before.lower_ in ("the", "many", "some")


def fitting(look: Around) -> tuple[Frame, Token | None] | None:
    """The most demanding verb frame that fits, with the object that it asked for."""
    for frame in frames.verbs_by_word().get(_base(look.verb), ()):
        if not _called(frame, look):
            continue
        fits, asked = _object_fits(frame, look)
        if fits and _fits(frame, look):
            return frame, asked
    return None


def _base(verb: Token) -> str:
    return frames.verb_forms()[verb.lower_] if is_mistaken(verb) else lemma(verb)


def _called(frame: Frame, look: Around) -> bool:
    base = _base(look.verb)
    for word in frame.words:
        first, _, rest = word.partition("_")
        if first != base:
            continue
        if not rest or _follows(look, rest.split("_")):
            return True
    return False


def _follows(look: Around, rest: Sequence[str]) -> bool:
    doc, at = look.verb.doc, look.verb.i
    after = [token.lower_ for token in doc[at + 1 : at + 1 + len(rest)]]
    if after == list(rest):
        return True
    if rest == ["out"] and any(
        token.lower_ == "out" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "of"
        for token in doc[at + 1 : at + 9]
    ):
        return True
    if len(rest) == 1 and rest[0] in ("out", "off", "up", "down", "over", "back", "home", "free", "in"):
        for token in doc[at + 1 : at + 9]:
            if token.lower_ == rest[0] and (token.head.i == at or token.tag_ in ("RP", "RB")):
                return True
            if token.tag_ in ("VBD", "VBZ", "VBP", ",", "."):
                break
    return look.particle == rest[0] and (len(rest) == 1 or any(prep == rest[1] for prep, _ in look.phrases))


def _object_fits(frame: Frame, look: Around) -> tuple[bool, Token | None]:
    heads = list(look.objects)
    if frame.prep_object:
        heads += [noun for prep, noun in look.phrases if prep in (frame.prep_object, "in", "into", "for", "to")]
    if frame.not_object and any(frame.not_object.hit(_plain(head)) for head in look.objects[:1]):
        return False, None
    if "patient" in frame.flags and look.objects and not frame.object and not _are_people(look.objects[0]):
        return False, None
    if frame.object_kind:
        heads = [head for head in heads if kind_fits(parties(head, inside=False), frame.object_kind)]
        if not heads:
            return False, None
        if not frame.object:
            return True, heads[0]
    if frame.object:
        for head in heads:
            if frame.object.hit(noun_lemmas(head)):
                return True, head
        return False, None
    return True, None


def _are_people(head: Token) -> bool:
    """Whether a phrase may mean people: parties, numbers, names, nouns for people."""
    if head.tag_ in ("CD", "NNP", "NNPS", "PRP") or _is_people_of(head) or parties(head):
        return True
    words = noun_lemmas(head)
    return frames.listed("@people @prisoners").hit(words) or not words.isdisjoint(frames.role_words())


def _plain(head: Token) -> set[str]:
    """Lemmas of a head and its compounds, without what stands behind it."""
    return {lemma(head)} | {lemma(one) for one in head.children if one.dep_ in ("compound", "amod")}


def kind_fits(found: Sequence[Party], kind: str) -> bool:
    """Whether one of the parties is of a kind: actor, people, crowd, state or body; a state's things are none of them."""
    found = [one for one in found if one.kind != "thing"]
    if kind == "actor":
        return any(one.code != "UNK" or one.role in STATE_ROLES for one in found)
    if kind == "people":
        return bool(found)
    if kind == "crowd":
        return any(one.role in CROWD_ROLES or (not one.role and one.text.endswith("s")) for one in found)
    return any(one.kind == kind and (kind != "state" or not one.role) for one in found)


def _fits(frame: Frame, look: Around) -> bool:
    if frame.subject and not frame.subject.hit(look.subject_words):
        return False
    if frame.not_subject and frame.not_subject.hit(look.subject_words):
        return False
    if frame.subject_kind and not kind_fits(look.subjects, frame.subject_kind) and not is_passive(look.verb):
        return False
    if frame.near and not frame.near.hit(look.lemmas):
        return False
    if frame.prep and not _has_prep(frame, look):
        return False
    if frame.not_with and any(frame.not_with.hit(_plain(noun)) for _, noun in look.phrases[:2]):
        return False
    if "leaders" in frame.flags and not _are_leaders(look.subjects):
        return False
    if "single" in frame.flags and not _is_single(look):
        return False
    return not frame.to_kind or kind_fits(recipients(frame, look, None), frame.to_kind)


def _are_leaders(found: Sequence[Party]) -> bool:
    """Whether the parties are politicians or a government, so that a clash with them is one of words."""
    return any(one.role in ("GOV", "LEG") for one in found) and not any(
        one.role in ("MIL", "COP", "REB", "OPP", "CVL") for one in found
    )


def _has_prep(frame: Frame, look: Around) -> bool:
    doc, at = look.verb.doc, look.verb.i
    found = [noun for prep, noun in look.phrases if prep in frame.prep]
    if frame.with_noun:
        return any(frame.with_noun.hit(noun_lemmas(noun, 0)) for noun in found)
    return bool(found) or (at + 1 < len(doc) and doc[at + 1].lower_ in frame.prep)


def _is_single(look: Around) -> bool:
    codes = {one.code for one in look.subjects}
    return (
        len(codes) == 1
        and "joint" not in look.lemmas
        and not any(prep in ("with", "alongside") and parties(noun) for prep, noun in look.phrases)
    )


def recipients(frame: Frame, look: Around, asked: Token | None, actors: Sequence[Party] | None = None) -> list[Party]:
    """Parties in the first slot of the frame that holds one other than the actor."""
    actors = look.subjects if actors is None else actors
    own = {(one.code, one.role) for one in actors}
    second: list[Party] = []
    third: list[Party] = []
    codes = {one.code for one in actors}
    is_assembly = frame.plover_type == "CONSULT" and all(one.kind == "body" for one in actors)
    for slot in frame.to:
        if is_assembly and slot in ("in", "at"):
            continue
        if slot == "subj" and not _slot(slot, look, asked) and look.subjects:
            return [one for one in look.subjects if one.code not in codes]
        for noun in _slot(slot, look, asked):
            if _is_of_peers(noun):
                continue
            found = parties(noun) or _pointed(noun, look, codes)
            if not found and frame.plover_type == "AID" and any(one.tag_ == "PRP$" for one in noun.children):
                return [POINTS_BACK]
            other = [one for one in found if one.code != "UNK" and one.code not in codes]
            if other:
                return other
            second = second or [one for one in found if one.code != "UNK" and (one.code, one.role) not in own]
            third = third or [one for one in found if one.code == "UNK" and (one.code, one.role) not in own]
    return second or third


def _pointed(noun: Token, look: Around, codes: set[str]) -> list[Party]:
    """Whom `it`, `him` or `them` behind a verb means: the party named last before the verb that is not the actor."""
    if noun.lower_ not in ("it", "him", "her", "them") or noun.tag_ != "PRP":
        return []
    known = mentions_of(look.verb)
    for i in range(look.verb.i - 1, -1, -1):
        if i in known and known[i].code not in codes | {"UNK", "NSA"} and known[i].kind != "place":
            return parties(noun.doc[i], inside=False)
    return [POINTS_BACK]


def _slot(slot: str, look: Around, asked: Token | None) -> list[Token]:
    if slot == "obj":
        return ([asked] if asked is not None else []) + [
            one for one in look.objects if asked is None or one.i != asked.i
        ]
    if slot == "iobj":
        return children(look.verb, "iobj") or list(look.objects[:1])
    if slot == "subj":
        return [one for one in look.verb.children if one.dep_ in ("nsubj", "nsubj:pass")]
    return [noun for prep, noun in look.phrases if prep == slot and _hops(noun) <= _FARTHEST]


def anywhere(look: Around, own: Sequence[Party]) -> list[Party]:
    """The first party to the right of the verb in its clause that is not the actor: the last resort for a recipient."""
    codes = {one.code for one in own}
    known = mentions_of(look.verb)
    home = clause_of(look.verb).i
    is_assembly = lemma(look.verb) in ("meet", "gather", "convene") and all(one.kind == "body" for one in own)
    for i in range(look.verb.i + 1, min(int(look.verb.right_edge.i) + 1, look.verb.i + 40)):
        mention = known.get(i)
        if mention is None or mention.code in codes or mention.code == "UNK":
            continue
        token = look.verb.doc[i]
        if not _in_reach(token, home, look.verb.i) or preposition(token) in _NEVER_TO or _is_of_peers(token):
            continue
        if _hops(token) > _FARTHEST or (is_assembly and mention.kind in ("state", "place")):
            continue
        return [Party(mention.code, mention.role or "", mention.text, i, i, mention.kind, mention.rule)]
    return []


def _hops(token: Token) -> int:
    """How many nouns lie between a noun and the verb above it: two in `the response to the neglect of X`."""
    count = 0
    while token.head.i != token.i and not token.tag_.startswith("VB") and count < 6:
        count += token.dep_ == "nmod"
        token = token.head
    return count


_PEERS = frozenset(("ally", "partner", "counterpart", "peer", "friend", "colleague", "rival", "supporter", "critic"))


def names_peers(frame: Frame, look: Around) -> bool:
    """Whether the frame's own place holds `his allies` and the like: somebody is meant, but no state that stands near."""
    return any(prep in frame.to and lemma(noun) in _PEERS for prep, noun in look.phrases)


def _is_of_peers(token: Token) -> bool:
    """`his allies in Armenia`, `its border with Afghanistan`: a place beside a noun that is itself who is meant, or none."""
    return token.dep_ == "nmod" and (
        lemma(token.head) in _PEERS
        or (lemma(token.head) in ("border", "frontier") and any(one.tag_ == "PRP$" for one in token.head.subtree))
    )


def _in_reach(token: Token, home: int, verb: int) -> bool:
    """Whether a token stands in the verb's clause, or in a clause of purpose or condition below it."""
    for _ in range(4):
        clause = clause_of(token)
        if clause.i in (home, verb):
            return True
        marks = {one.lower_ for one in clause.children if one.dep_ == "mark"}
        open_ = (
            clause.tag_ in ("VB", "VBG") or marks & {"to", "if", "unless", "until"} or clause.dep_ in ("xcomp", "ccomp")
        )
        if not open_ or clause.head.i == clause.i:
            return False
        token = clause.head
    return False
