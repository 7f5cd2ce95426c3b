"""The acts of one sentence beside each other: what is told twice, and what one says of the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from foedus.reading.act import HOSTILE, Act
from foedus.reading.tree import Token, lemma


def ordered(one: Act, doc: Sequence[Token]) -> Act:
    """What a state orders its own people to do by force is done by it: `ordered the arrest of`, `ordered air strikes`."""
    if one.outer != "demand" or one.inner_type not in HOSTILE or one.modality != "actual":
        return one
    if lemma(doc[min(one.at)]) not in ("order", "authorise", "authorize", "command"):
        return one
    return one._replace(plover_type=one.inner_type, mode="", outer="", inner="", inner_type="", frame="arrest")


def of_the_same(found: Iterable[Act], doc: Sequence[Token]) -> list[Act]:
    """People of no named state behind a second verb are those of the first: `raided a hospital and detained 80 people`."""
    kept: list[Act] = []
    for one in found:
        if kept and one.plover_type in HOSTILE and one.actors == kept[-1].actors and _of_nobody(one, doc):
            one = one._replace(recipients=kept[-1].recipients)
        kept.append(one)
    return kept


def _of_nobody(one: Act, doc: Sequence[Token]) -> bool:
    """Whether an act names people of no state; behind a comma (`shelled X, killing 20`) a place further on is no help."""
    if one.recipients and all(party.code == "UNK" for party in one.recipients):
        return True
    verb = doc[min(one.at)]
    is_outcome = verb.tag_ == "VBG" and verb.i > 0 and doc[verb.i - 1].is_punct and one.plover_type == "ASSAULT"
    return is_outcome and bool(one.recipients) and one.recipients[0].first > verb.i + 5


def told_once(found: Sequence[Act]) -> list[Act]:
    """Without acts that say less of what another act of the sentence has told: the same type, doer and standing."""
    kept: list[Act] = []
    for one in found:
        doers_ = {party.code for party in one.actors}
        done_to = {party.code for party in one.recipients if party.code != "UNK"}
        fuller = [
            other
            for other in found
            if not done_to
            and other is not one
            and _same_deed(other, one, doers_)
            and any(p.code != "UNK" for p in other.recipients)
        ]
        twice = [
            other
            for other in kept
            if _alike(other, one, doers_) and done_to and done_to == {party.code for party in other.recipients}
        ]
        if not fuller and not twice:
            kept.append(one)
    return kept


def _same_deed(other: Act, one: Act, doers_: set[str]) -> bool:
    told = ("actual", "reported")
    alike = other.modality == one.modality or (other.modality in told and one.modality in told)
    return alike and other.plover_type == one.plover_type and {party.code for party in other.actors} == doers_


def _alike(other: Act, one: Act, doers_: set[str]) -> bool:
    same = other.plover_type == one.plover_type and other.modality == one.modality and other.inner == one.inner
    return same and (not one.act or other.act == one.act) and {party.code for party in other.actors} == doers_
