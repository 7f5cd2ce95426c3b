"""Acts named by nouns: `Russia's attack on Ukraine`, `talks between A and B`, alone or carried by a light verb."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from foedus.reading import frames
from foedus.reading.frames import Frame
from foedus.reading.match import kind_fits
from foedus.reading.roles import Party, parties
from foedus.reading.tree import Token, lemma, preposition


class Named(NamedTuple):
    """An act that a noun names, with who the noun phrase itself says did it, and to whom."""

    frame: Frame
    noun: Token
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]


def named(noun: Token, verb: str = "") -> Named | None:
    """The act that a noun names, or one behind `of` or before it (`a series of attacks`, `a mediation effort`)."""
    for head in [noun, *_near(noun)]:
        for frame in frames.nouns_by_word().get(lemma(head), ()):
            found = _fit(frame, head, noun, verb)
            if found is not None:
                return found
    return None


def _near(noun: Token) -> list[Token]:
    inner = [one for one in noun.children if one.dep_ == "nmod" and preposition(one) == "of"]
    if lemma(noun) in ("effort", "campaign", "operation", "activity", "round", "program", "programme"):
        inner += [one for one in noun.children if one.dep_ in ("compound", "amod")]
    return inner[:2]


def _fit(frame: Frame, head: Token, noun: Token, verb: str) -> Named | None:
    front = {
        lemma(one) for one in head.doc[max(0, head.i - 4) : head.i] if one.head.i == head.i or one.head.head.i == head.i
    }
    front |= {
        lemma(one) for one in head.children if one.dep_ == "nmod" and preposition(one) == "of" and lemma(one) == "word"
    }
    if frame.after and not frame.after.hit(front):
        return None
    if frame.not_of and frame.not_of.hit(front):
        return None
    if frame.under and frame.under != verb:
        return None
    behind = phrases_of(head) + (phrases_of(noun) if noun.i != head.i else [])
    if frame.prep and not any(prep in frame.prep for prep, _ in behind):
        return None
    actors = _in_slots(frame.from_, head, behind, ())
    recipients = _in_slots(frame.to, head, behind, actors)
    if frame.to_kind and not kind_fits(recipients, frame.to_kind):
        return None
    if "reciprocal" in frame.flags and len(actors) > 1 and not recipients:
        recipients, actors = actors[1:], actors[:1]
    return Named(frame, head, tuple(actors), tuple(recipients))


def phrases_of(noun: Token) -> list[tuple[str, Token]]:
    """Prepositional phrases behind a noun, also those that the parser hung on its verb."""
    found = [(preposition(one), one) for one in noun.children if one.i > noun.i and preposition(one)]
    for child in noun.head.children if noun.dep_ in ("obj", "obl", "nsubj:pass", "nsubj", "nmod") else ():
        if noun.dep_ == "nsubj:pass" and preposition(child) == "by":
            continue
        if child.i > noun.i and child.dep_ in ("obl", "nmod") and preposition(child):
            found.append((preposition(child), child))
    for _, one in list(found):
        found.extend((preposition(below), below) for below in one.children if below.i > one.i and preposition(below))
    return sorted(found, key=lambda pair: pair[1].i)


def _in_slots(
    slots: Sequence[str], head: Token, behind: Sequence[tuple[str, Token]], taken: Sequence[Party]
) -> list[Party]:
    own = {(one.code, one.role) for one in taken}
    for slot in slots:
        nouns = children_before(head) if slot == "poss" else [noun for prep, noun in behind if prep == slot]
        found: list[Party] = []
        for noun in nouns:
            found += [one for one in parties(noun) if (one.code, one.role) not in own]
        if found:
            return found
    return []


def children_before(head: Token) -> list[Token]:
    """What stands in front of a noun as its possessor or nationality."""
    return [
        one
        for one in head.children
        if one.i < head.i and one.dep_ in ("nmod:poss", "compound", "amod", "nmod", "nsubj")
    ]
