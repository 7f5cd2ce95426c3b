"""The acts that one parsed sentence tells: frames, changed by the outer verbs and by the standing of each verb.

`acts()` gives them with parties as the sentence names them; `foedus.reading.events` makes rows of them. Main clauses are
read first; clauses that only say when, or which, are read only where the main clauses tell nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from foedus.reading import frames, match, modality, nominal
from foedus.reading.frames import Outer
from foedus.reading.match import Around
from foedus.reading.roles import Party, is_pronoun, mentions_of, parties
from foedus.reading.tree import (
    Token,
    children,
    doers,
    is_mistaken,
    is_passive,
    is_verb,
    lemma,
    own_subjects,
    phrases,
    preposition,
    undergoers,
)

COOPERATIVE = frozenset({"AGREE", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})
HOSTILE = frozenset({"SANCTION", "COERCE", "ASSAULT", "PROTEST", "MOBILIZE"})
_DEEPEST = 5
_HELP = frozenset("help aid assistance support troop weapon intervention protection force".split())


class Note(NamedTuple):
    """A reason in the making: what kind, in which words, and which tokens it rests on."""

    kind: str
    text: str
    at: tuple[int, ...]


class Act(NamedTuple):
    """One act with its parties, before it becomes rows."""

    plover_type: str
    mode: str
    act: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    modality: str
    at: tuple[int, ...]
    notes: tuple[Note, ...]
    trust: float
    reciprocal: bool = False
    source: Party | None = None
    inner_type: str = ""
    inner: str = ""
    outer: str = ""
    frame: str = ""
    is_by_object: bool = False
    """Whether the frame asked for its object by class: such a frame goes before what an outer noun could say."""


class Setting(NamedTuple):
    """What a verb inherits from the words that govern it."""

    given: tuple[Party, ...] = ()
    """Who does it where the verb has no subject of its own, or only a pronoun."""
    before: tuple[Party, ...] = ()
    """Main actor of the sentence before, for a pronoun at the start of a sentence."""
    is_said: bool = False
    speaker: Party | None = None
    depth: int = 0


def acts(doc: Iterable[Token], before: Sequence[Party] = ()) -> list[Act]:
    """All acts of one sentence; empty where it tells none that the frames know."""
    tokens = list(doc)
    setting = Setting(before=tuple(before))
    done: set[int] = set()
    found: list[Act] = []
    mistaken = [token for token in tokens if is_mistaken(token)]
    for verb in [*mistaken[:2], *_main(tokens)]:
        found.extend(_read(verb, setting, done))
    if not found:
        for token in tokens:
            if token.i in done or children(token, "det") or not (is_verb(token) or is_mistaken(token)):
                continue
            if not modality.is_time_clause(token) and not _below_time(token):
                found.extend(_spared(token, one) for one in _read_aside(token, setting, done))
                if found:
                    break
    found = found or _bare_nouns(tokens)
    found.extend(_beside(tokens, setting, done))
    return [_pointed_back(one, found, setting) for one in found]


def _beside(tokens: Sequence[Token], setting: Setting, done: set[int]) -> list[Act]:
    """Refusals and failures that a noun names beside the main act: `over Russia's reluctance to help`."""
    found: list[Act] = []
    for noun in tokens:
        if not noun.tag_.startswith("NN") or lemma(noun) not in frames.outer_by_word():
            continue
        for verb in children(noun, "acl", "xcomp"):
            if verb.i in done or verb.tag_ != "VB":
                continue
            told = _read_aside(verb, setting, done)
            found.extend(one._replace(trust=0.6) for one in told if one.plover_type == "REJECT" or one.modality == "negated")
    return found


def _pointed_back(one: Act, found: Sequence[Act], setting: Setting) -> Act:
    """The act with a pronoun as recipient replaced by the main actor of the sentence, if that is another."""
    if match.POINTS_BACK not in one.recipients:
        return one
    own = {party.code for party in one.actors}
    main = [party for other in found for party in other.actors if other is not one] + list(setting.before)
    return one._replace(recipients=tuple(party for party in main if party.code not in own | {"UNK", "PRON"})[:1])


def _read_aside(verb: Token, setting: Setting, done: set[int]) -> list[Act]:
    """A verb outside the main clauses; behind a noun that is an outer word (`the refusal to sign`) under that word."""
    noun = verb.head
    if verb.dep_ in ("acl", "xcomp", "ccomp") and noun.tag_.startswith("NN") and lemma(noun) in frames.outer_by_word():
        before = [one for one in noun.children if one.dep_ in ("nmod:poss", "compound", "amod")]
        owner = [party for one in before for party in parties(one)]
        if not owner and any(one.tag_ == "PRP$" for one in before):
            owner = _named_before(noun)
        for outer in _outers(noun):
            if outer.who != "speech":
                found = _over(noun, verb, outer, owner, setting, done)
                if found:
                    return found
        return []
    return _read(verb, setting, done)


def _named_before(noun: Token) -> list[Party]:
    """The last party named before a noun, for `his`."""
    known = mentions_of(noun)
    for i in range(noun.i - 1, max(-1, noun.i - 12), -1):
        if i in known and known[i].code != "UNK":
            return parties(noun.doc[i], inside=False)
    return []


def _spared(verb: Token, one: Act) -> Act:
    """An act read outside the main clauses is trusted less; an infinitive there does not say that it was done."""
    infinitive = verb.tag_ == "VB" and verb.i > 0 and verb.doc[verb.i - 1].lower_ == "to"
    standing = "hypothetical" if infinitive and one.modality == "actual" and not one.outer else one.modality
    return one._replace(trust=one.trust * 0.8, modality=standing)


def _main(tokens: Sequence[Token]) -> list[Token]:
    """Predicates of main clauses: the root and what is joined to it."""
    found: list[Token] = []
    for token in tokens:
        if token.dep_ == "ROOT":
            found.append(token)
            found.extend(_joined_verbs(token))
            found.extend(one for one in children(token, "parataxis") if is_verb(one) and not _is_say(one))
    return found


def _joined_verbs(verb: Token) -> list[Token]:
    found = []
    for child in verb.children:
        if child.dep_ == "conj" and (is_verb(child) or children(child, "cop")):
            found.append(child)
            found.extend(_joined_verbs(child))
    return found


def _below_time(token: Token) -> bool:
    for above in list(token.ancestors)[:6]:
        if is_verb(above) and modality.is_time_clause(above):
            return True
    return False


def _is_say(token: Token) -> bool:
    return any(outer.who == "speech" for outer in frames.outer_by_word().get(lemma(token), ()))


def _read(verb: Token, setting: Setting, done: set[int]) -> list[Act]:
    """The acts of one predicate and of what it governs, each verb once."""
    if verb.i in done or setting.depth > _DEEPEST:
        return []
    done.add(verb.i)
    subjects, heads = _subjects(verb, setting)
    status = modality.standing(verb)
    found = _under_outer(verb, subjects, setting, done)
    if not found:
        framed = _framed(verb, subjects, heads)
        if framed and framed[0].is_by_object:
            found = framed
        else:
            found = _outer_nouns(verb, subjects) or _light(verb, subjects) or framed
    if not found:
        found = _bare_outers(verb, subjects) or _must(verb, subjects, status, setting)
    return [_settled(one, status, verb, setting) for one in found]


def _subjects(verb: Token, setting: Setting) -> tuple[list[Party], list[Token]]:
    """Who does it: by the parse, by what governs the verb, or by the words to its left."""
    if is_mistaken(verb):
        return _to_the_left(verb), [verb.doc[verb.i - 1]]
    heads = doers(verb)
    if is_passive(verb) and not heads:
        if not _is_say(verb) and verb.lower_ not in frames.state_words():
            return [], []
        heads = own_subjects(verb)
    found = [party for head in heads for party in parties(head)]
    if found:
        return found, heads
    if heads and all(is_pronoun(head) for head in heads):
        return list(setting.given or setting.before), heads
    if not heads and setting.given:
        return list(setting.given), heads
    if not heads or verb.tag_ == "VBD":
        return _to_the_left(verb), heads
    return [], heads


def _to_the_left(verb: Token) -> list[Party]:
    """The nearest party left of the verb that no preposition governs."""
    known = mentions_of(verb)
    for i in range(verb.i - 1, max(-1, verb.i - 14), -1):
        token = verb.doc[i]
        if is_verb(token) and token.tag_ in ("VBD", "VBZ", "VBP", "MD"):
            break
        if (i in known or (token.tag_.startswith("NN") and parties(token))) and not preposition(token):
            after = verb.doc[i + 1]
            if after.i < verb.i and after.tag_ == "POS" or (after.i < verb.i and after.tag_.startswith("NN")):
                continue
            while token.dep_ == "conj" and not is_verb(token.head) and token.head.i < token.i:
                token = token.head
            return parties(token)
    return []


# --- frames of the verb itself ---------------------------------------------------------------------------------------


def _framed(verb: Token, subjects: Sequence[Party], heads: Sequence[Token]) -> list[Act]:
    if not is_verb(verb) and not is_mistaken(verb):
        return []
    look = match.around(verb, subjects, heads)
    fit = match.fitting(look)
    if fit is None:
        return []
    frame, asked = fit
    actors = list(subjects)
    notes = [Note("frame", f"{frame.place}", _spots(verb, asked))]
    trust = 0.9
    if frame.from_ != ("subj",):
        actors = [one for slot in frame.from_ for noun in _slot(slot, look) for one in parties(noun)]
    recipients = match.recipients(frame, look, asked, actors)
    passive_without_agent = is_passive(verb) and not actors and not is_mistaken(verb)
    mutual = "reciprocal" in frame.flags and len({one.code for one in actors if one.code != "UNK"}) > 1
    if mutual:
        recipients = [
            one
            for one in recipients
            if one.first > verb.i and preposition(verb.doc[one.last]) not in ("in", "at", "on")
        ]
    elif frame.to and not any(one.code != "UNK" for one in recipients):
        wider = match.anywhere(look, actors)
        recipients = wider or recipients
        trust *= 0.8 if wider else 0.9
    if heads and frame.to and not any(one.code != "UNK" for one in recipients):
        told = [nominal.named(head) for head in heads]
        recipients = [one for found in told if found for one in found.recipients] or recipients
    if (
        "needs" in frame.flags
        and not passive_without_agent
        and not recipients
        and len({one.code for one in actors}) < 2
    ):
        return []
    if not actors and heads and not is_passive(verb) and not _is_weapon(heads[0]):
        return []
    if "reciprocal_to" in frame.flags and len(recipients) > 1:
        notes.append(Note("recipient", "both sides of what is mediated", ()))
    if passive_without_agent and "own_forces" in frame.flags and asked is not None:
        actors = [one for one in parties(asked) if one.code != "UNK"]
        codes = {one.code for one in actors}
        recipients = [one for one in recipients if one.code not in codes] or match.anywhere(look, actors)
    elif passive_without_agent:
        actors = _from_place(look, recipients)
        trust *= 0.8
    reciprocal = "reciprocal" in frame.flags
    return [
        Act(
            frame.plover_type,
            frame.mode,
            frame.act,
            tuple(actors),
            tuple(recipients),
            "actual",
            _spots(verb, asked),
            tuple(notes),
            trust * (0.8 if "weak" in frame.flags else 1.0),
            reciprocal,
            frame=frame.id,
            is_by_object=bool(frame.object) or frame.rank >= 6,
        )
    ]


def _is_weapon(head: Token) -> bool:
    """Whether a subject that is no party may hurt all the same: a bomb, an attack."""
    if lemma(head) not in frames.classes()["weapon"]:
        return False
    return nominal.named(head) is not None or lemma(head) not in frames.nouns_by_word()


def _must(verb: Token, subjects: Sequence[Party], status: modality.Standing, setting: Setting) -> list[Act]:
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


# --- nouns ------------------------------------------------------------------------------------------------------------


def _light(verb: Token, subjects: Sequence[Party]) -> list[Act]:
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
        return [_of_noun(found, actors, recipients, (verb.i, found.noun.i), 0.85)]
    return []


def _of_noun(
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


def _bare_nouns(tokens: Sequence[Token]) -> list[Act]:
    """Act nouns that stand alone (`Talks between A and B ended`), where no verb told an act."""
    for token in tokens:
        if not token.tag_.startswith("NN") or lemma(token) not in frames.nouns_by_word():
            continue
        found = nominal.named(token)
        if found is None or "only_inner" in found.frame.flags or "light" in found.frame.flags:
            continue
        if not found.actors or not (found.recipients or found.frame.plover_type in ("PROTEST",)):
            continue
        if any(one.code == "UNK" for one in found.actors):
            continue
        above = [one for one in token.ancestors if is_verb(one)]
        status = modality.standing(above[0]) if above else None
        one = _of_noun(found, found.actors, found.recipients, (found.noun.i,), 0.6)
        if status is not None and (status.conditional or status.auxiliary in ("may", "can", "would", "must")):
            one = one._replace(modality="hypothetical")
        elif status is not None and status.auxiliary == "will":
            one = one._replace(modality="future")
        return [one]
    return []


# --- outer words -------------------------------------------------------------------------------------------------------


def _under_outer(verb: Token, subjects: list[Party], setting: Setting, done: set[int]) -> list[Act]:
    """What an outer word makes of the verb it governs; empty where it governs none that the frames know."""
    for outer in _outers(verb):
        if outer.id in ("refuse", "welcome") and any(nominal.named(noun) for noun in undergoers(verb)):
            continue
        for inner in _complements(verb, outer):
            found = _over(verb, inner, outer, subjects, setting, done)
            if found:
                return found
    return _over_noun_outer(verb, subjects, setting, done)


def _outers(verb: Token) -> list[Outer]:
    return [outer for outer in frames.outer_by_word().get(lemma(verb), ()) if _called(outer, verb)]


def _outer_nouns(verb: Token, subjects: list[Party]) -> list[Act]:
    """What an outer word makes of an act that a noun names."""
    for outer in _outers(verb):
        if outer.who != "speech" and outer.id not in ("begin", "want", "scheduled", "attempt"):
            noun = _over_noun(verb, outer, subjects)
            if noun:
                return noun
    return []


def _bare_outers(verb: Token, subjects: list[Party]) -> list[Act]:
    """An outer word over a verb that no frame knows."""
    for outer in _outers(verb):
        if outer.who == "speech" or not outer.becomes.get("*") or outer.id in ("stop", "allow", "prevent"):
            continue
        for inner in _complements(verb, outer)[:1]:
            bare = _bare_outer(verb, inner, outer, subjects)
            if bare:
                return bare
    return []


def _called(outer: Outer, verb: Token) -> bool:
    base = lemma(verb)
    if base in outer.words:
        return True
    after = verb.doc[verb.i + 1].lower_ if verb.i + 1 < len(verb.doc) else ""
    return any(
        word.partition("_")[0] == base and word.partition("_")[2] == after for word in outer.words if "_" in word
    )


def _complements(verb: Token, outer: Outer) -> list[Token]:
    """Verbs that the outer word governs, nearest relation first."""
    if outer.flags & {"nominal_only"}:
        return []
    found = [one for one in verb.children if one.dep_ in ("xcomp", "ccomp") and _tells(one)]
    for noun in children(verb, "ccomp") if not found else ():
        found.extend(one for one in noun.children if one.dep_ in ("compound", "amod") and _is_hidden_verb(one))
    for noun in [*children(verb, "obj", "obl", "iobj", "nsubj:pass")]:
        found.extend(one for one in children(noun, "acl", "acl:relcl") if one.i > noun.i and _to_or_that(one))
    for child in verb.children:
        if child.dep_ in ("advcl", "obl", "acl") and child.tag_.startswith("VB") and child.i > verb.i:
            marks = {one.lower_ for one in child.children if one.dep_ in ("mark", "case")}
            if outer.flags & {"keep"} and outer.id != "scheduled" and outer.who != "speech" and "to" in marks:
                continue
            if marks & {"to", "of", "from", "for", "that", "against", "with", "on", "into", "as"} or outer.flags & {
                "gerund"
            }:
                found.append(child)
    if outer.who == "speech":
        found.extend(
            one for one in verb.children if one.dep_ in ("parataxis", "advcl", "dep") and _tells(one) and one.i < verb.i
        )
        found = [one for one in found if not modality.is_time_clause(one)]
    if not found and outer.who != "speech" and not children(verb, "obj") and not outer.flags & {"keep"}:
        found = _right_after(verb)
    if not found and outer.who != "speech" and verb.i + 1 < len(verb.doc):
        after = verb.doc[verb.i + 1]
        if after.lower_ in ("having", "being") and after.head.i > after.i and is_verb(after.head):
            found = [after.head]
        elif after.tag_ == "VBG":
            found = [after]
    if not found and outer.flags & {"keep"} and verb.i + 2 < len(verb.doc) and verb.doc[verb.i + 1].tag_ == "TO":
        found = [one for one in [verb.doc[verb.i + 2]] if one.tag_ == "VB"]
    return found


def _is_hidden_verb(token: Token) -> bool:
    """A verb that the parser hung on a noun, told by its auxiliary."""
    return is_mistaken(token) or (token.tag_ in ("VB", "VBD", "VBZ", "VBP") and bool(children(token, "aux")))


def _tells(token: Token) -> bool:
    return is_verb(token) or bool(children(token, "cop")) or lemma(token) in frames.outer_by_word()


def _to_or_that(verb: Token) -> bool:
    return any(one.dep_ == "mark" and one.lower_ in ("to", "that") for one in verb.children) or verb.tag_ == "VB"


def _right_after(verb: Token) -> list[Token]:
    """`to` and a verb close by, where the parser hung it elsewhere."""
    doc = verb.doc
    for i in range(verb.i + 1, min(verb.i + 9, len(doc) - 1)):
        if doc[i].tag_ == "TO" and doc[i + 1].tag_ == "VB":
            return [doc[i + 1]]
        if doc[i].tag_ in ("VBD", "VBZ", "VBP", ".", ":", "MD"):
            break
    return []


def _over(
    verb: Token, inner: Token, outer: Outer, subjects: list[Party], setting: Setting, done: set[int]
) -> list[Act]:
    objects = [party for head in children(verb, "obj", "iobj") for party in parties(head)]
    if outer.who == "object":
        objects = objects or [
            party
            for prep, head in phrases(verb)
            if prep in ("on", "upon", "to", "of") and head.i < inner.i
            for party in parties(head)
        ]
        if is_passive(verb):
            objects = [party for head in own_subjects(verb) for party in parties(head)]
        given: Sequence[Party] = objects
    elif outer.who == "same" and is_passive(verb):
        given = [party for head in own_subjects(verb) for party in parties(head)] or subjects
    else:
        given = subjects
    said = outer.who == "speech" or setting.is_said
    speaker = subjects[0] if outer.who == "speech" and subjects else setting.speaker
    below = Setting(tuple(given), setting.before, said, speaker, setting.depth + 1)
    found = []
    for one in _with_joined(inner):
        found.extend(_read(one, below, done))
    return [_outered(one, outer, verb, subjects, objects) for one in found]


def _with_joined(inner: Token) -> list[Token]:
    return [inner, *_joined_verbs(inner)]


def _outered(one: Act, outer: Outer, verb: Token, subjects: Sequence[Party], objects: Sequence[Party]) -> Act:
    """The act as the outer word leaves it."""
    note = Note("outer", f"{outer.place}", (verb.i,))
    if outer.who == "speech":
        source = subjects[0] if subjects else one.source
        return one._replace(source=one.source or source, notes=(*one.notes, note))
    becomes = outer.outcome(one.plover_type)
    if outer.id == "begin" and one.modality == "negated" and lemma(verb) in ("decide", "decision", "choose", "opt", "vote"):
        return _refused(one, verb, subjects, note)
    if not becomes:
        kept = outer.modality if one.modality == "actual" and one.plover_type not in outer.only else ""
        if kept and outer.id == "scheduled":
            kept = "future"
        return one._replace(
            modality=kept or one.modality, notes=(*one.notes, note), outer=outer.id if kept else one.outer
        )
    if one.modality == "negated" and outer.id in ("promise", "ready", "threaten", "plan"):
        becomes = "REJECT" if one.plover_type in COOPERATIVE | {"CONSULT"} else "AGREE"
    actors = tuple(subjects) or (one.actors if outer.who == "same" else ())
    recipients = _outer_recipients(one, outer, actors, objects)
    return one._replace(
        plover_type=becomes,
        mode=outer.mode_by_inner.get(one.plover_type, ""),
        actors=actors,
        recipients=recipients,
        modality=outer.modality or ("actual" if one.modality in ("negated", "future") else one.modality),
        at=tuple(sorted({verb.i, *one.at})),
        notes=(*one.notes, note),
        trust=one.trust * 0.95,
        inner_type=one.inner_type or one.plover_type,
        inner=outer.inner,
        outer=outer.id,
        reciprocal=one.reciprocal and outer.id in ("promise", "ready", "plan"),
    )


def _refused(one: Act, verb: Token, subjects: Sequence[Party], note: Note) -> Act:
    """`decided not to sign`: a refusal."""
    return one._replace(
        plover_type="REJECT",
        mode="",
        actors=tuple(subjects) or one.actors,
        modality="actual",
        at=tuple(sorted({verb.i, *one.at})),
        notes=(*one.notes, note),
        inner_type=one.plover_type,
        inner="negated",
        outer="refuse",
    )


def _outer_recipients(one: Act, outer: Outer, actors: Sequence[Party], objects: Sequence[Party]) -> tuple[Party, ...]:
    own = {party.code for party in actors}
    if outer.who == "object":
        choices = (objects, one.actors, one.recipients)
    else:
        choices = (one.recipients, objects, ())
    second: tuple[Party, ...] = ()
    for choice in choices:
        other = tuple(party for party in choice if party.code not in own and party.code != "UNK")
        if other:
            return other
        second = second or tuple(choice)
    return second


def _bare_outer(verb: Token, inner: Token, outer: Outer, subjects: list[Party]) -> list[Act]:
    """An outer word over something that no frame knows: the outer act itself, towards whom the words name."""
    if not subjects or outer.id in ("say", "ready") and not subjects:
        return []
    objects = [party for head in children(verb, "obj", "iobj") for party in parties(head)]
    if outer.who == "object":
        objects = objects or [party for head in doers(inner) for party in parties(head)]
    look = match.around(inner, subjects, ())
    codes = {one.code for one in subjects}
    recipients = [one for one in objects if one.code not in codes and one.code != "UNK"]
    recipients = recipients or [one for head in look.objects for one in parties(head) if one.code not in codes]
    recipients = recipients or match.anywhere(look, subjects) or objects
    becomes = outer.outcome("")
    note = Note("outer", f"{outer.place}", (verb.i,))
    return [
        Act(
            becomes,
            "",
            "",
            tuple(subjects),
            tuple(recipients),
            outer.modality or "actual",
            (verb.i,),
            (note,),
            0.7,
            reciprocal=lemma(verb) == "agree",
            inner=outer.inner,
            outer=outer.id,
            frame=outer.id,
        )
    ]


def _over_noun(verb: Token, outer: Outer, subjects: list[Party]) -> list[Act]:
    """An outer word over a noun that names an act: `demanded the withdrawal of`, `rejected a request by`."""
    nouns = undergoers(verb)
    behind = [(prep, noun) for prep, noun in phrases(verb) if noun.i > verb.i and noun.head.i == verb.i][:2]
    nouns += [noun for prep, noun in behind if prep in ("for", "to", "of", "from", "on", "with", "over")]
    for noun in nouns:
        found = nominal.named(noun, lemma(verb))
        if found is None:
            continue
        actors = list(subjects)
        codes = {one.code for one in actors}
        first, second = (found.actors, found.recipients)
        if outer.who == "same" and outer.id != "refuse":
            first, second = second, first
        objects = [party for head in children(verb, "obj", "iobj") for party in parties(head, inside=False)]
        addressed = [party for prep, head in phrases(verb) if prep in ("on", "upon", "to") for party in parties(head)]
        if outer.id == "demand":
            objects = objects or addressed
        options = [objects, first, second, match.anywhere(match.around(verb, actors, ()), actors)]
        recipients = next(
            (
                kept
                for option in options
                if (kept := [one for one in option if one.code not in codes and one.code != "UNK"])
            ),
            [],
        )
        base = _of_noun(found, found.actors, recipients, (verb.i, found.noun.i), 0.85)
        if found.frame.id == "n-demand" and any(lemma(one) in _HELP for _, one in nominal.phrases_of(found.noun)):
            base = base._replace(act="aid")
        if not outer.outcome(base.plover_type) and outer.modality:
            base = base._replace(actors=tuple(actors))
        one = _outered(base._replace(recipients=tuple(recipients)), outer, verb, actors, objects)
        if outer.outcome(found.frame.plover_type):
            one = one._replace(actors=tuple(actors), recipients=tuple(recipients))
        return [one]
    return []


def _over_noun_outer(verb: Token, subjects: list[Party], setting: Setting, done: set[int]) -> list[Act]:
    """A light verb with an outer noun that governs a verb: `issued a demand that`, `made an offer to send`."""
    if lemma(verb) not in frames.light_verbs():
        return []
    for noun in undergoers(verb):
        for outer in frames.outer_by_word().get(lemma(noun), ()):
            if outer.who == "speech":
                continue
            for inner in children(noun, "acl", "ccomp"):
                found = _over(noun, inner, outer, subjects, setting, done)
                if found:
                    return found
    return []


# --- standing ------------------------------------------------------------------------------------------------------------


def _settled(one: Act, status: modality.Standing, verb: Token, setting: Setting) -> Act:
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
    if inner in COOPERATIVE:
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
