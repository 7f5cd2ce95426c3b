"""From the acts of sentences to rows: dyads, standing, confidence and reasons; and what is no political event left out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from foedus.reading import alliance, frames, veil
from foedus.reading.act import Act
from foedus.reading.acts import acts
from foedus.reading.roles import Party, mentions_of
from foedus.reading.tree import Token, lemma, preposition
from foedus.reading.types import Dating, Event, Modality, Reason, Sentence, Span

_ORGANS = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "REB", "OPP", "SPY", "UAF", "PTY", "IGO"})
_CIVIL = frozenset({"CVL", "LAB", "EDU", "MED", "REF"})
_PRIVATE = frozenset({"BUS", "SPT", "MED"})
_LOCALS = frozenset({"CVL", "MED", "REL", "LAB", "EDU", "REF", "OPP", "JUD", "CRM"})
_DOMESTIC = frozenset({"COERCE", "ASSAULT", "PROTEST", "RETREAT"})
_AT_HOME = frozenset({"arrest", "prevent", "crowd-control", "order-stop"})
"""Frames of force that a state uses against its own people where nobody else is named."""
_MOST = 16
"""Dyads of one act that become rows: a list longer than four by four is a list, not an act."""


class Told(NamedTuple):
    """One sentence with its parse and the dates read in it."""

    sentence: Sentence
    doc: Sequence[Token]
    dates: Sequence[Dating]
    """Dates that the sentence gives, or the day of the text alone."""


def events(told: Iterable[Told]) -> list[Event]:
    """The events of all sentences in order; a pronoun at the start of a sentence is the main actor of the one before."""
    found: list[Event] = []
    before: tuple[Party, ...] = ()
    body: Party | None = None
    told = list(told)
    is_sport = _is_mostly_offtopic([one.doc for one in told])
    for one in told:
        if not one.doc or is_offtopic(one.doc) or (is_sport and not _names_an_organ(one.doc)):
            before = ()
            continue
        body = _body_of(one.doc) or body
        sentence_acts = acts(one.doc, before)
        for act in (localised(act, one.doc) for act in sentence_acts):
            kept = veil.veiled(_towards(act, body), one.doc)
            if kept is not None and is_political(kept):
                found.extend(_rows(kept, one))
        main = _main_actor(sentence_acts, one.doc)
        before = tuple(party._replace(first=-1, last=-1) for party in main) or before  # no word of the next sentence
    return found


_OF_A_BODY = frozenset(("refuse_sign", "refuse_attend", "refuse_host", "freeze", "stop_paying", "give_notice", "leave"))


def _towards(act: Act, body: Party | None) -> Act:
    """An act that only a body can be meant by (`decided not to sign the package`) goes to the one the text names last."""
    if body is None or act.recipients or alliance.act_of(act) not in _OF_A_BODY:
        return act
    if act.plover_type not in ("REJECT", "SANCTION") or any(one.kind == "body" for one in act.actors):
        return act
    return act._replace(recipients=(body,), trust=act.trust * 0.7)


def _body_of(doc: Sequence[Token]) -> Party | None:
    """The last body that a sentence names, as a party that no word of another sentence points at."""
    named = [one for token in doc if (one := mentions_of(token).get(token.i)) is not None and one.kind == "body"]
    if not named:
        return None
    last = named[-1]
    return Party(last.code, "", last.text, -1, -1, "body", f"not named here; {last.text} before")


def _main_actor(found: Sequence[Act], doc: Sequence[Token]) -> tuple[Party, ...]:
    for act in found:
        known = tuple(party for party in act.actors if party.code != "UNK")
        if known:
            return known[:1]
    for token in doc:
        mention = mentions_of(token).get(token.i)
        if mention is not None and mention.code != "UNK" and token.dep_ in ("nsubj", "nsubj:pass"):
            return (
                Party(mention.code, mention.role or "", mention.text, token.i, token.i, mention.kind, mention.rule),
            )
    return ()


@cache
def _offtopic() -> tuple[frames.Words, frames.Words]:
    table = frames.table("offtopic.toml")
    return frames.listed(table["plain"]), frames.listed(table["some"])


def is_offtopic(doc: Iterable[Token]) -> bool:
    """Whether a sentence is about sport, cooking, markets or shows by its words."""
    plain, some = _offtopic()
    tokens = list(doc)
    words = {lemma(token) for token in tokens} | {token.lower_ for token in tokens}
    for left, mark, right in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if mark.text in ("-", "\u2013"):
            words |= {f"{left.lower_}-{right.lower_}", f"{left.lower_}-{lemma(right)}"}
            if left.text.isdigit() and right.text.isdigit() and len(left.text + right.text) <= 4:
                words |= {"score", "game"}
    return plain.hit(words) or len(some.single & words) >= 3


def localised(act: Act, doc: Sequence[Token]) -> Act:
    """The act with people of no named state given the one state that the sentence can mean.

    Actors: the state of the place named with them or, alone in the sentence, of any place (`protesters blocked roads in
    Algiers`). Recipients that are people or organs without a state, under an organ of a state: that state's own.
    """
    actors, recipients = act.actors, act.recipients
    actors = tuple(one for one in actors if one.kind != "thing") or actors
    if actors and all(one.code == "UNK" for one in actors) and actors[0].role in _ORGANS | _LOCALS:
        home = _only_state(doc, recipients)
        if home is not None:
            actors = tuple(
                one._replace(code=home.code, rule=f"no state named; {home.text} in the sentence") for one in actors
            )
    actors = tuple(one for one in actors if one.code != "UNK") or actors
    first = next((one for one in actors if one.code not in ("UNK", "NSA")), None)
    if first is not None and not recipients and (act.plover_type == "PROTEST" or act.frame in _AT_HOME):
        role = "GOV" if act.plover_type == "PROTEST" else "CVL"
        own = first._replace(role=role, first=-1, last=-1, text="", rule="nobody named; in the state of the actor")
        recipients = (own,) if first.kind != "body" else ()
    if recipients and all(one.code == "UNK" for one in recipients):
        if first is not None and act.plover_type in _DOMESTIC and recipients[0].role in _LOCALS | {"OPP", "GOV"}:
            recipients = tuple(
                one._replace(code=first.code, rule="no state named; that of the actor") for one in recipients
            )
        elif recipients[0].role not in _LOCALS | {"OPP", "REB"} or act.plover_type not in (
            "ASSAULT",
            "COERCE",
            "AID",
            "RETREAT",
        ):
            recipients = ()
    return act._replace(actors=actors, recipients=recipients)


def _only_state(doc: Sequence[Token], recipients: Sequence[Party]) -> Party | None:
    """The one state that the sentence names besides the recipients; a place where something happens goes first."""
    taken = {one.code for one in recipients}
    places: list[Party] = []
    states: list[Party] = []
    for token in doc:
        mention = mentions_of(token).get(token.i)
        if mention is None or mention.code in ("UNK", "NSA") or mention.kind not in ("state", "place"):
            continue
        one = Party(mention.code, "", mention.text, token.i, token.i, mention.kind, mention.rule)
        if preposition(token) in ("in", "at", "near", "outside", "of") or mention.kind == "place":
            places.append(one)
        if mention.code not in taken:
            states.append(one)
    if places:
        return places[0]
    return states[0] if len({one.code for one in states}) == 1 else None


def _is_mostly_offtopic(docs: Sequence[Sequence[Token]]) -> bool:
    """Whether a text of three sentences or more is about sport, cooking, markets or shows as a whole."""
    plain, some = _offtopic()
    touched = 0
    for doc in docs:
        words = {lemma(token) for token in doc}
        touched += plain.hit(words) or bool(some.single & words)
    return len(docs) >= 3 and touched >= 0.5 * len(docs)


def _names_an_organ(doc: Sequence[Token]) -> bool:
    """Whether a sentence names a government, forces or police of a known state, or a body."""
    for token in doc:
        mention = mentions_of(token).get(token.i)
        if mention is not None and mention.code != "UNK" and (mention.kind == "body" or mention.role in _ORGANS):
            return True
    return False


def is_political(act: Act) -> bool:
    """Whether the parties are such as PLOVER codes: states, bodies, groups, organs of a state, or people of a known state."""
    parties = (*act.actors, *act.recipients)
    if act.actors and all(party.kind == "thing" for party in act.actors):
        return False
    if not parties or any(party.role == "SPT" for party in act.actors or parties):
        return False
    if any(party.role == "SPT" for party in act.recipients) and not any(party.role in _ORGANS for party in act.actors):
        return False
    if act.actors and all(party.role in _PRIVATE for party in act.actors) and act.plover_type not in ("ACCUSE",):
        return False
    if act.plover_type == "CONSULT" and all(party.role in _PRIVATE | _CIVIL for party in act.actors):
        return False
    known = [party for party in parties if party.code != "UNK"]
    if not known:
        return False
    if not act.actors:
        return act.plover_type in ("ASSAULT", "COERCE", "SANCTION", "ACCUSE", "AID", "RETREAT")
    return not all(
        party.code == "UNK" and party.role not in _ORGANS | {"CVL", "MED", "REL", "LAB", "EDU"} for party in act.actors
    )


def _rows(act: Act, told: Told) -> Iterator[Event]:
    seen: set[tuple[str, str]] = set()
    for actor, recipient in list(_dyads(act))[:_MOST]:
        code = (actor.code, recipient.code if recipient else "")
        if code in seen or (act.reciprocal and (code[1], code[0]) in seen):
            continue
        seen.add(code)
        yield _row(act, actor, recipient, told)


def _dyads(act: Act) -> Iterator[tuple[Party, Party | None]]:
    actors = list(act.actors) or [Party("UNK", "", "", -1, -1, "", "no doer named")]
    recipients = list(act.recipients)
    if act.reciprocal and len(actors) > 1 and not recipients:
        for i, actor in enumerate(actors):
            for other in actors[i + 1 :]:
                yield actor, other
        return
    for actor in actors:
        others = [one for one in recipients if (one.code, one.role, one.first) != (actor.code, actor.role, actor.first)]
        for recipient in others:
            yield actor, recipient
        if not others:
            yield actor, None


def _row(act: Act, actor: Party, recipient: Party | None, told: Told) -> Event:
    sentence, doc = told.sentence, told.doc
    base = sentence.span.start
    span = _span(act.at, doc, base)
    reasons = [Reason(note.kind, note.text, _span(note.at, doc, base) if note.at else None) for note in act.notes]  # type: ignore[arg-type]
    reasons.append(_party_reason("actor", actor, doc, base))
    if recipient is not None:
        reasons.append(_party_reason("recipient", recipient, doc, base))
    alliance_act = alliance.act_of(act)
    if alliance_act:
        reasons.append(Reason("alliance", f"{act.outer or act.frame}: {alliance_act}", span))
    dated = _nearest(told.dates, span)
    reasons.append(Reason("date", dated.rule, dated.span))
    source = act.source.code if act.source is not None and act.source.code != "UNK" else ""
    modality = _modality(act, actor, recipient, source)
    trust = act.trust * (0.7 if actor.code == "UNK" else 1.0) * (0.85 if recipient is None else 1.0)
    claim = (
        f"{span.start}|{actor.code}|{recipient.code if recipient else ''}|{act.plover_type}|{modality}|{sentence.text}"
    )
    return Event(
        "ev-" + hashlib.sha256(claim.encode("utf-8", "replace")).hexdigest()[:12],
        sentence.n,
        span,
        actor.code,
        recipient.code if recipient is not None else "",
        act.plover_type,
        act.mode,
        alliance_act,
        modality,
        dated,
        place(doc),
        round(trust, 2),
        tuple(reasons),
        actor.role,
        recipient.role if recipient is not None else "",
        source,
        actor.text,
        recipient.text if recipient is not None else "",
        act.inner_type,
        act.inner,
    )


def _nearest(dates: Sequence[Dating], span: Span) -> Dating:
    """The date closest to the words of the act; of two equally close the one behind them."""

    def gap(one: Dating) -> int:
        if one.span is None:
            return 0
        return one.span.start - span.end if one.span.start >= span.end else span.start - one.span.end + 1

    return min(dates, key=gap)


def _modality(act: Act, actor: Party, recipient: Party | None, source: str) -> Modality:
    """`reported` where one party to it tells it of the other."""
    if (
        act.modality == "actual"
        and source
        and source != actor.code
        and recipient is not None
        and source == recipient.code
    ):
        return "reported"
    return act.modality  # type: ignore[return-value]


def _span(at: Sequence[int], doc: Sequence[Token], base: int) -> Span:
    first, last = doc[min(at)], doc[max(at)]
    return Span(base + first.idx, base + last.idx + len(last.text))


def _party_reason(kind: str, party: Party, doc: Sequence[Token], base: int) -> Reason:
    text = f"{party.text}: {party.code}{' ' + party.role if party.role else ''}; {party.rule}".strip("; ")
    return Reason(kind, text, _span((party.first, party.last), doc, base) if party.first >= 0 else None)  # type: ignore[arg-type]


_WHERE = ("in", "near", "at", "outside")


def _stands_in(token: Token) -> bool:
    """`in Armenia's capital Yerevan`: a preposition of place a few nouns before, where the parse hung it on another."""
    for i in range(token.i - 1, max(-1, token.i - 5), -1):
        before = token.doc[i]
        if before.lower_ in _WHERE:
            return True
        if not before.tag_.startswith(("NN", "POS", "DT", "JJ")):
            return False
    return False


def place(doc: Iterable[Token]) -> str:
    """The first place that the sentence names after `in`, `near` or `at`; empty for none."""
    for token in doc:
        mention = mentions_of(token).get(token.i)
        if (
            mention is not None
            and mention.kind in ("place", "state")
            and (preposition(token) in _WHERE or (mention.kind == "place" and _stands_in(token)))
        ):
            return mention.text
    return ""
