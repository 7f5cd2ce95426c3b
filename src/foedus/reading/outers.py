"""Outer words: what becomes of an act that another word governs (`refused to`, `a threat to`, `demanded the`).

The inner verb is read by `read`, which `acts` hands in: an outer word may stand under another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from foedus.reading import frames, match, modality, nominal
from foedus.reading.act import COOPERATIVE, Act, Note, Setting
from foedus.reading.complements import complements, joined_verbs
from foedus.reading.framed import of_noun
from foedus.reading.frames import Outer
from foedus.reading.roles import Party, mentions_of, parties
from foedus.reading.tree import Token, children, doers, is_passive, lemma, own_subjects, phrases, undergoers

Read = Callable[[Token, Setting, set[int]], list[Act]]

_HELP = frozenset(("help", "aid", "assistance", "support", "troop", "weapon", "intervention", "protection", "force"))
_HEARSAY = frozenset(("report", "rumour", "rumor", "claim", "allegation", "suggestion"))
_RESOLVES = ("decide", "decision", "choose", "opt", "vote")


def aside(verb: Token, setting: Setting, done: set[int], read: Read) -> list[Act]:
    """A verb that may stand behind a noun that is an outer word (`the refusal to sign`): under that word, else alone."""
    noun = noun_over(verb)
    if noun is None:
        return read(verb, setting, done)
    before = [one for one in noun.children if one.dep_ in ("nmod:poss", "compound", "amod")]
    owner = [party for one in before for party in parties(one)]
    if not owner and any(one.tag_ == "PRP$" for one in before):
        owner = _named_before(noun)
    given = setting._replace(given=tuple(owner))
    for outer in outers_of(noun):
        if outer.who != "speech" or outer.modality:
            found = _over(noun, verb, outer, owner, given, done, read)
            if found:
                return found
    return []


def noun_over(verb: Token) -> Token | None:
    """The outer noun that governs a verb, by the parse or because it stands right before `to` or `not to`."""
    doc, noun = verb.doc, verb.head
    that = verb.dep_ == "acl:relcl" and noun.i + 1 < len(doc) and doc[noun.i + 1].lower_ == "that"
    if (that or verb.dep_ in ("acl", "xcomp", "ccomp")) and _is_outer_noun(noun):
        return noun
    at = verb.i - 1
    if at < 1 or doc[at].lower_ != "to":
        return None
    at -= 2 if doc[at - 1].lower_ == "not" else 1
    return doc[at] if at >= 0 and _is_outer_noun(doc[at]) else None


def _is_outer_noun(token: Token) -> bool:
    return bool(token.tag_.startswith("NN")) and lemma(token) in frames.outer_by_word()


def _named_before(noun: Token) -> list[Party]:
    """The last party named before a noun, for `his`."""
    known = mentions_of(noun)
    for i in range(noun.i - 1, max(-1, noun.i - 12), -1):
        if i in known and known[i].code != "UNK":
            return parties(noun.doc[i], inside=False)
    return []


def under_outer(verb: Token, subjects: list[Party], setting: Setting, done: set[int], read: Read) -> list[Act]:
    """What an outer word makes of the verb it governs; empty where it governs none that the frames know."""
    for outer in outers_of(verb):
        if outer.id in ("refuse", "welcome") and any(nominal.named(noun) for noun in undergoers(verb)):
            continue
        for inner in complements(verb, outer):
            found = _over(verb, inner, outer, subjects, setting, done, read)
            if found:
                return found
    return _over_noun_outer(verb, subjects, setting, done, read)


def outers_of(verb: Token) -> list[Outer]:
    return [outer for outer in frames.outer_by_word().get(lemma(verb), ()) if _called(outer, verb)]


def outer_nouns(verb: Token, subjects: list[Party]) -> list[Act]:
    """What an outer word makes of an act that a noun names."""
    for outer in outers_of(verb):
        if outer.who != "speech" and outer.id not in ("begin", "want", "scheduled", "attempt"):
            noun = _over_noun(verb, outer, subjects)
            if noun:
                return noun
    return []


def bare_outers(verb: Token, subjects: list[Party]) -> list[Act]:
    """An outer word over a verb that no frame knows."""
    for outer in outers_of(verb):
        if outer.who == "speech" or not outer.becomes.get("*") or outer.id in ("stop", "allow", "prevent"):
            continue
        for inner in complements(verb, outer)[:1]:
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


def _over(
    verb: Token, inner: Token, outer: Outer, subjects: list[Party], setting: Setting, done: set[int], read: Read
) -> list[Act]:
    objects = [party for head in children(verb, "obj", "iobj") for party in parties(head)]
    outer = _meant(outer, verb, inner, objects)
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
    for one in [inner, *joined_verbs(inner)]:
        found.extend(read(one, below, done))
    return [_outered(one, outer, verb, subjects, objects) for one in found]


def _meant(outer: Outer, verb: Token, inner: Token, objects: Sequence[Party]) -> Outer:
    """`wants Russia to leave` demands it; `rejected reports that` denies them."""
    if outer.id == "want" and verb.tag_.startswith("VB"):
        asked = objects or [party for head in children(inner, "nsubj") for party in parties(head)]
        return _named_outer("demand") if asked else outer
    to = any(one.lower_ == "to" and one.dep_ == "mark" for one in inner.children)
    perfect = any(one.dep_ == "aux" and one.lower_ == "have" for one in inner.children)
    if outer.id == "say" and lemma(verb) in ("tell", "remind") and objects and to and not perfect:
        return _named_outer("demand")
    if outer.id == "refuse" and lemma(inner.head) in _HEARSAY:
        return _named_outer("deny")
    return outer


def _named_outer(name: str) -> Outer:
    return next(one for one in frames.outers() if one.id == name)


def _outered(one: Act, outer: Outer, verb: Token, subjects: Sequence[Party], objects: Sequence[Party]) -> Act:
    """The act as the outer word leaves it."""
    note = Note("outer", f"{outer.place}", (verb.i,))
    if outer.who == "speech":
        source = subjects[0] if subjects else one.source
        doubted = outer.modality or ("hypothetical" if modality.standing(verb).negated else "")
        if doubted and one.modality == "actual":
            one = one._replace(modality=doubted)
        return one._replace(source=one.source or source, notes=(*one.notes, note))
    becomes = outer.outcome(one.plover_type)
    if (
        outer.id == "begin"
        and one.modality == "negated"
        and lemma(verb) in ("decide", "decision", "choose", "opt", "vote")
    ):
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
    choices: tuple[Sequence[Party], ...] = (
        (objects, one.actors, one.recipients) if outer.who == "object" else (one.recipients, objects)
    )
    second: tuple[Party, ...] = ()
    for choice in choices:
        other = tuple(party for party in choice if party.code not in own and party.code != "UNK")
        if other:
            return other
        second = second or tuple(choice)
    return second


def _bare_outer(verb: Token, inner: Token, outer: Outer, subjects: list[Party]) -> list[Act]:
    """An outer word over something that no frame knows: the outer act itself, towards whom the words name."""
    if not subjects or (outer.id in ("say", "ready") and not subjects):
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
        base = of_noun(found, found.actors, recipients, (verb.i, found.noun.i), 0.85)
        if found.frame.id == "n-demand" and any(lemma(one) in _HELP for _, one in nominal.phrases_of(found.noun)):
            base = base._replace(act="aid")
        if not outer.outcome(base.plover_type) and outer.modality:
            base = base._replace(actors=tuple(actors))
        one = _outered(base._replace(recipients=tuple(recipients)), outer, verb, actors, objects)
        if outer.outcome(found.frame.plover_type):
            one = one._replace(actors=tuple(actors), recipients=tuple(recipients))
        return [one]
    return []


def _over_noun_outer(verb: Token, subjects: list[Party], setting: Setting, done: set[int], read: Read) -> list[Act]:
    """A light verb with an outer noun that governs a verb: `issued a demand that`, `made an offer to send`."""
    if lemma(verb) not in frames.light_verbs():
        return []
    for noun in undergoers(verb):
        for outer in frames.outer_by_word().get(lemma(noun), ()):
            if outer.who == "speech":
                continue
            for inner in children(noun, "acl", "ccomp"):
                found = _over(noun, inner, outer, subjects, setting, done, read)
                if found:
                    return found
    return []
