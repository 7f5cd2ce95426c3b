"""What auxiliaries, negation and conditions of its own verb make of an act: `will send` is a promise, `will not` a refusal."""

from __future__ import annotations

from foedus.reading import modality
from foedus.reading.act import COOPERATIVE, HOSTILE, Act, Note, Setting
from foedus.reading.roles import parties
from foedus.reading.tree import Token, children


def headline(verb: Token, status: modality.Standing) -> modality.Standing:
    """`Romania to send tanks`: a headline says of the future what a sentence says with `will`."""
    is_headline = (
        verb.dep_ in ("ROOT", "ccomp") and verb.tag_ == "VB" and verb.i and verb.doc[verb.i - 1].lower_ == "to"
    )
    heads = children(verb, "nsubj", "nsubj:pass")
    heads = [one for one in heads if one.i == verb.i - 2]
    if is_headline and not status.auxiliary and any(one.kind != "thing" for head in heads for one in parties(head)):
        return status._replace(auxiliary="will")
    return status


def settled(one: Act, status: modality.Standing, verb: Token, setting: Setting) -> Act:
    """The act with what auxiliaries, negation and conditions of its verb say."""
    if status.reported and one.modality == "actual":
        one = one._replace(modality="reported")
    if one.modality not in ("actual", "reported"):
        return one
    note = Note("modality", " ".join(verb.doc[i].text for i in status.span), status.span)
    if status.conditional:
        return _noted(one, note, "hypothetical")
    if status.auxiliary == "would" and not setting.is_said:
        return _noted(one, note, "hypothetical")
    if status.auxiliary in ("will", "would"):
        return _promised(one, status, note)
    if status.auxiliary == "must":
        return _required(one, status, note, setting)
    if status.negated:
        return _noted(one, note, "negated")
    if status.auxiliary == "due":
        return _noted(one, note, "future")
    if status.auxiliary in ("may", "can"):
        return _noted(one, note, "hypothetical")
    return one


def _noted(one: Act, note: Note, modality_: str) -> Act:
    return one._replace(modality=modality_, notes=(*one.notes, note))


def _promised(one: Act, status: modality.Standing, note: Note) -> Act:
    inner = one.plover_type
    if status.negated:
        if inner in COOPERATIVE or inner == "CONSULT":
            return _noted(
                one._replace(plover_type="REJECT", mode="", inner_type=inner, inner="negated", outer="refuse"),
                note,
                "actual",
            )
        return _noted(one, note, "negated")
    if inner in COOPERATIVE or one.frame == "deploy":
        return _noted(
            one._replace(plover_type="AGREE", mode="", inner_type=inner, inner="future", outer="promise"),
            note,
            "actual",
        )
    if inner in HOSTILE:
        return _noted(
            one._replace(plover_type="THREATEN", mode="", inner_type=inner, inner="future", outer="threaten"),
            note,
            "actual",
        )
    return _noted(one, note, "future")


def _required(one: Act, status: modality.Standing, note: Note, setting: Setting) -> Act:
    """`X must do Y, Z said` is a request of Z to X; nobody's `must` is only a wish."""
    if setting.speaker is None or status.perfect:
        return _noted(one, note, "hypothetical")
    codes = {setting.speaker.code}
    recipients = tuple(party for party in one.actors if party.code not in codes) or one.recipients
    return _noted(
        one._replace(
            plover_type="REQUEST",
            mode="",
            actors=(setting.speaker,),
            recipients=recipients,
            inner_type=one.plover_type,
            inner="demanded",
            outer="demand",
        ),
        note,
        "actual",
    )
