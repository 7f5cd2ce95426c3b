"""Acts that a verb tells by itself: a verb frame, a light verb with an act noun, or `must` under a speaker."""

from __future__ import annotations

from collections.abc import Sequence

from foedus.reading import frames, match, modality, nominal
from foedus.reading.act import Act, Note, Setting
from foedus.reading.frames import Frame
from foedus.reading.match import Around
from foedus.reading.roles import Party, parties
from foedus.reading.tree import Token, children, is_mistaken, is_passive, is_verb, lemma, preposition, undergoers


def framed(verb: Token, subjects: Sequence[Party], heads: Sequence[Token]) -> list[Act]:
    """The act of the most demanding frame that fits a verb; empty for none."""
    if not is_verb(verb) and not is_mistaken(verb):
        return []
    look = match.around(verb, subjects, heads)
    fit = match.fitting(look)
    if fit is None:
        return []
    frame, asked = fit
    actors = list(subjects)
    if frame.from_ != ("subj",):
        actors = [one for slot in frame.from_ for noun in _slot(slot, look) for one in parties(noun)]
    without_agent = is_passive(verb) and not actors and not is_mistaken(verb)
    recipients, trust = _recipients(frame, look, asked, actors, heads)
    if not without_agent and _is_empty(frame, actors, recipients):
        return []
    if without_agent and "needs" in frame.flags and "reciprocal" in frame.flags and not _codes(recipients):
        return []
    if not actors and heads and not is_passive(verb) and not _is_weapon(heads[0]):
        return []
    if without_agent and "own_forces" in frame.flags and asked is not None:
        actors = [one for one in parties(asked) if one.code != "UNK"]
        codes = {one.code for one in actors}
        recipients = [one for one in recipients if one.code not in codes] or match.anywhere(look, actors)
    elif without_agent:
        actors = _from_place(look, recipients)
        trust *= 0.8
    at = _spots(verb, asked)
    return [
        Act(
            frame.plover_type,
            frame.mode,
            frame.act,
            tuple(actors),
            tuple(recipients),
            "actual",
            at,
            (Note("frame", frame.place, at),),
            trust * (0.8 if "weak" in frame.flags else 1.0),
            "reciprocal" in frame.flags,
            frame=frame.id,
            is_by_object=bool(frame.object) or frame.rank >= 6,
        )
    ]


def _recipients(
    frame: Frame, look: Around, asked: Token | None, actors: Sequence[Party], heads: Sequence[Token]
) -> tuple[list[Party], float]:
    """Who it is done to, and how far that is trusted: by the frame's slots, else anywhere behind the verb."""
    found = match.recipients(frame, look, asked, actors)
    trust = 0.9
    if "reciprocal" in frame.flags and len(_codes(actors)) > 1:
        doc, verb = look.verb.doc, look.verb
        own = _codes(actors)
        found = [
            one
            for one in found
            if one.first > verb.i and preposition(doc[one.last]) not in ("in", "at", "on") and one.code not in own
        ]
    elif frame.to and "strict" not in frame.flags and not _codes(found) and not match.names_peers(frame, look):
        wider = match.anywhere(look, actors)
        found = wider or found
        trust *= 0.8 if wider else 0.9
    if heads and frame.to and not _codes(found):
        told = [nominal.named(head) for head in heads]
        found = [one for act in told if act for one in act.recipients] or found
    return found, trust


def _codes(found: Sequence[Party]) -> set[str]:
    return {one.code for one in found if one.code != "UNK"}


def _is_empty(frame: Frame, actors: Sequence[Party], recipients: Sequence[Party]) -> bool:
    """Whether a frame that needs two sides has found one only."""
    return "needs" in frame.flags and not recipients and len({one.code for one in actors}) < 2


def _is_weapon(head: Token) -> bool:
    """Whether a subject that is no party may hurt all the same: a bomb, an attack."""
    if lemma(head) not in frames.classes()["weapon"]:
        return False
    return nominal.named(head) is not None or lemma(head) not in frames.nouns_by_word()


def must(verb: Token, subjects: Sequence[Party], status: modality.Standing, setting: Setting) -> list[Act]:
    """`X must do something, Z said`, whatever it is that X must do."""
    speaker = setting.speaker
    if status.auxiliary != "must" or speaker is None or speaker.code == "UNK" or status.perfect:
        return []
    others = [one for one in subjects if one.code not in ("UNK", speaker.code)]
    if not others:
        return []
    note = Note("frame", "must: what a speaker says that another must do", (verb.i,))
    return [Act("", "", "", tuple(others), (), "actual", (verb.i,), (note,), 0.75)]


def _slot(slot: str, look: Around) -> list[Token]:
    return [noun for prep, noun in look.phrases if prep == slot]


def _spots(verb: Token, asked: Token | None) -> tuple[int, ...]:
    spots = [verb.i, *(child.i for child in children(verb, "compound:prt"))]
    return tuple(sorted([*spots, asked.i] if asked is not None else spots))


def _from_place(look: Around, recipients: Sequence[Party]) -> list[Party]:
    """An unnamed doer: somebody in the place where it happened, as PLOVER codes it."""
    codes = {one.code for one in recipients}
    for prep, noun in look.phrases:
        if prep in ("in", "near", "at", "outside", "inside", "around", "over"):
            for one in parties(noun):
                if one.code not in codes and one.code != "UNK" and one.kind != "body":
                    return [one._replace(role="UAF", kind="place", rule=f"unnamed, in {one.text}")]
    return []


def light(verb: Token, subjects: Sequence[Party]) -> list[Act]:
    """An act noun carried by a verb that says nothing itself."""
    base = lemma(verb)
    words = {base} | {f"{base}_{child.lower_}" for child in children(verb, "compound:prt", "advmod")}
    if verb.i + 1 < len(verb.doc):
        words.add(f"{base}_{verb.doc[verb.i + 1].lower_}")
    if frames.light_verbs().isdisjoint(words):
        return []
    for noun in undergoers(verb):
        found = nominal.named(noun, base)
        if found is None or ("only_inner" in found.frame.flags and base != "announce"):
            continue
        actors, recipients = list(subjects), list(found.recipients)
        if base in frames.undergoing_verbs():
            actors, recipients = [one for one in found.actors if one not in subjects], list(subjects)
        if not actors:
            actors = list(found.actors)
        others = [one for one in found.actors if one.code not in {two.code for two in actors}]
        if not recipients:
            look = match.around(verb, actors, ())
            recipients = others or match.anywhere(look, actors)
        return [of_noun(found, actors, recipients, (verb.i, found.noun.i), 0.85)]
    return []


def of_noun(
    found: nominal.Named, actors: Sequence[Party], recipients: Sequence[Party], at: tuple[int, ...], trust: float
) -> Act:
    frame = found.frame
    return Act(
        frame.plover_type,
        frame.mode,
        frame.act,
        tuple(actors),
        tuple(recipients),
        "actual",
        tuple(sorted(at)),
        (Note("frame", frame.place, (found.noun.i,)),),
        trust,
        "reciprocal" in frame.flags,
        frame=frame.id,
    )
