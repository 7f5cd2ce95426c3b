"""The acts that one parsed sentence tells: frames, changed by the outer verbs and by the standing of each verb.

`acts()` gives them with parties as the sentence names them; `foedus.reading.events` makes rows of them. Main clauses are
read first; clauses that only say when, or which, are read only where the main clauses tell nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from foedus.reading import frames, match, modality, nominal, outers
from foedus.reading.act import Act, Note, Setting
from foedus.reading.complements import joined_verbs
from foedus.reading.framed import framed, light, must, of_noun
from foedus.reading.roles import Party, is_pronoun, mentions_of, parties
from foedus.reading.settled import headline, settled
from foedus.reading.together import of_the_same, ordered, told_once
from foedus.reading.tree import (
    Token,
    children,
    doers,
    is_mistaken,
    is_passive,
    is_verb,
    lemma,
    own_subjects,
    preposition,
)

__all__ = ["Act", "acts"]

_DEEPEST = 5


def acts(doc: Iterable[Token], before: Sequence[Party] = ()) -> list[Act]:
    """All acts of one sentence; empty where it tells none that the frames know."""
    tokens = list(doc)
    setting = Setting(before=tuple(before))
    done: set[int] = set()
    found: list[Act] = []
    mistaken = [token for token in tokens if is_mistaken(token)]
    for verb in [*mistaken[:2], *_main(tokens)]:
        found.extend(outers.aside(verb, setting, done, _read))
    if found:
        found = [_by_its_clause(one, tokens, setting, done) for one in found]
        told = {(one.plover_type, party.code) for one in found for party in one.actors}
        found.extend(
            one
            for one in _participles(tokens, setting, done)
            if not any((one.plover_type, party.code) in told for party in one.actors)
        )
    if not found:
        has_verb = any(token.dep_ == "ROOT" and is_verb(token) for token in tokens)
        for token in tokens:
            if (
                token.i in done
                or children(token, "det")
                or (token.dep_ == "amod" and not is_mistaken(token))
                or not (is_verb(token) or is_mistaken(token))
            ):
                continue
            if not modality.is_time_clause(token) and not _below_time(token):
                found.extend(_spared(token, one) for one in outers.aside(token, setting, done, _read))
                if found and has_verb:
                    break
    found = found or _bare_nouns(tokens) or _deaths(tokens)
    found.extend(_beside(tokens, setting, done))
    if modality.is_question(tokens):
        found = [one._replace(modality="hypothetical") for one in found]
    found = [ordered(one, tokens) for one in found]
    return told_once(of_the_same((_pointed_back(one, found, setting) for one in found), tokens))


def _participles(tokens: Sequence[Token], setting: Setting, done: set[int]) -> list[Act]:
    """What a participle behind a comma adds to the main verb: `suspended the accord, accusing Y of war crimes`."""
    found: list[Act] = []
    for verb in tokens:
        if (
            verb.tag_ != "VBG"
            or verb.dep_ != "advcl"
            or verb.i in done
            or verb.i < 2
            or verb.doc[verb.i - 1].text != ","
        ):
            continue
        if verb.head.tag_ not in ("VBD", "VBZ", "VBP") or verb.head.i > verb.i or children(verb, "mark", "nsubj"):
            continue
        below = setting._replace(given=tuple(party for head in doers(verb.head) for party in parties(head)))
        found.extend(one._replace(trust=one.trust * 0.9) for one in _read(verb, below, done) if _hits(one))
    return found


def _hits(one: Act) -> bool:
    return any(party.code != "UNK" for party in one.recipients)


def _by_its_clause(one: Act, tokens: Sequence[Token], setting: Setting, done: set[int]) -> Act:
    """Whoever opened fire, in `soldiers were wounded when X's units opened fire`, did the wounding."""
    if one.plover_type != "ASSAULT" or one.actors:
        return one
    for verb in children(tokens[min(one.at)], "advcl"):
        if any(child.lower_ in ("when", "after", "as") for child in verb.children):
            doers_ = [
                party for act in _read(verb, setting, done) if act.plover_type == "ASSAULT" for party in act.actors
            ]
            if doers_:
                return one._replace(actors=tuple(doers_))
    return one


def _beside(tokens: Sequence[Token], setting: Setting, done: set[int]) -> list[Act]:
    """Refusals and failures that a noun names beside the main act: `over Russia's reluctance to help`."""
    found: list[Act] = []
    for noun in tokens:
        if not noun.tag_.startswith("NN") or lemma(noun) not in frames.outer_by_word():
            continue
        for verb in children(noun, "acl", "xcomp"):
            if verb.i in done or verb.tag_ != "VB":
                continue
            told = outers.aside(verb, setting, done, _read)
            found.extend(
                one._replace(trust=0.6) for one in told if one.plover_type == "REJECT" or one.modality == "negated"
            )
    return found


def _pointed_back(one: Act, found: Sequence[Act], setting: Setting) -> Act:
    """The act with a pronoun as recipient replaced by the main actor of the sentence, if that is another."""
    if match.POINTS_BACK not in one.recipients:
        return one
    own = {party.code for party in one.actors}
    main = [party for other in found for party in other.actors if other is not one] + list(setting.before)
    return one._replace(recipients=tuple(party for party in main if party.code not in own | {"UNK", "PRON"})[:1])


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
            if token.tag_ == "VBG" and not children(token, "aux"):
                found.extend(one for one in children(token, "advcl", "ccomp", "parataxis") if _stands_alone(one))
            found.extend(joined_verbs(token))
            for one in children(token, "parataxis"):
                if is_verb(one) and not _is_say(one):
                    found.extend((one, *joined_verbs(one)))
    return found


def _stands_alone(verb: Token) -> bool:
    """A finite verb without a mark: the main one, where the parse took a participle before it (`X, facing Y, called`)."""
    return (
        verb.tag_ in ("VBD", "VBZ", "VBP") and not children(verb, "mark", "nsubj") and not modality.is_time_clause(verb)
    )


def _below_time(token: Token) -> bool:
    return any(is_verb(above) and modality.is_time_clause(above) for above in list(token.ancestors)[:6])


def _is_say(token: Token) -> bool:
    return any(outer.who == "speech" for outer in frames.outer_by_word().get(lemma(token), ()))


def _read(verb: Token, setting: Setting, done: set[int]) -> list[Act]:
    """The acts of one predicate and of what it governs, each verb once."""
    if verb.i in done or setting.depth > _DEEPEST:
        return []
    done.add(verb.i)
    subjects, heads = _subjects(verb, setting)
    status = headline(verb, modality.standing(verb))
    found = outers.under_outer(verb, subjects, setting, done, _read)
    if not found:
        own = framed(verb, subjects, heads)
        by_object = own if own and own[0].is_by_object else []
        found = (
            _behind_document(verb, subjects, setting, done)
            or by_object
            or outers.outer_nouns(verb, subjects)
            or light(verb, subjects)
            or own
        )
    if not found:
        found = outers.bare_outers(verb, subjects) or must(verb, subjects, status, setting)
    return [settled(one, status, verb, setting) for one in found]


_ISSUE = frozenset(
    ("adopt", "issue", "pass", "approve", "sign", "release", "send", "submit", "publish", "deliver", "write")
)


_IN_DOCUMENTS = ("REQUEST", "ACCUSE", "THREATEN", "REJECT", "SUPPORT")


def _behind_document(verb: Token, subjects: list[Party], setting: Setting, done: set[int]) -> list[Act]:
    """What a document that somebody adopts or sends says: `adopted a resolution demanding`; `joined X in imposing`."""
    base = lemma(verb)
    below = setting._replace(given=tuple(subjects), depth=setting.depth + 1)
    if base == "join":
        inner = [one for one in verb.children if one.tag_ == "VBG" and one.i > verb.i and _is_marked(one, "in")]
    elif base in _ISSUE:
        inner = [
            one for noun in children(verb, "obj", "nsubj:pass") for one in children(noun, "acl") if one.tag_ == "VBG"
        ]
    else:
        return []
    told = [
        act for one in inner for act in _read(one, below, done) if base == "join" or act.plover_type in _IN_DOCUMENTS
    ]
    return [act if act.actors else act._replace(actors=tuple(subjects)) for act in told]


def _is_marked(verb: Token, word: str) -> bool:
    return verb.doc[verb.i - 1].lower_ == word or any(one.lower_ == word for one in children(verb, "mark", "case"))


def _subjects(verb: Token, setting: Setting) -> tuple[list[Party], list[Token]]:
    """Who does it: by the parse, by what governs the verb, or by the words to its left."""
    if is_mistaken(verb):
        return _to_the_left(verb), [verb.doc[verb.i - 1]]
    heads = doers(verb)
    if is_passive(verb) and not heads:
        if not _is_say(verb) and verb.lower_ not in frames.state_words():
            return [], []
        heads = own_subjects(verb)
    found = _named_subjects(verb, heads, setting)
    if found:
        return found, heads
    if heads and all(is_pronoun(head) for head in heads):
        return list(setting.given or setting.before), heads
    if not heads and setting.given:
        return list(setting.given), heads
    if not heads or verb.tag_ == "VBD":
        return _to_the_left(verb), heads
    return [], heads


def _named_subjects(verb: Token, heads: Sequence[Token], setting: Setting) -> list[Party]:
    """The parties that the subject itself names."""
    found = _behind_dash(verb) or [party for head in heads for party in parties(head)]
    if found and setting.given and all(one.kind == "thing" for one in found):
        return list(setting.given)
    return found or [party for head in heads if head.lower_ in ("which", "who") for party in _right_before(head)]


def _behind_dash(verb: Token) -> list[Party]:
    """`Armenia - which lost a war`: whom the relative behind a dash means, wherever the parse hung the clause."""
    for one in children(verb, "nsubj", "nsubj:pass"):
        if one.lower_ in ("which", "who") and one.i and one.doc[one.i - 1].lower_ in ("-", "\u2013", "\u2014"):
            return _right_before(one)
    return []


def _right_before(relative: Token) -> list[Party]:
    """Whom `- which` or `, who` behind a name means, where the parse hung the clause elsewhere."""
    at = relative.i - 1
    while at >= 0 and relative.doc[at].is_punct:
        at -= 1
    known = mentions_of(relative)
    return parties(relative.doc[at], inside=False) if at >= 0 and at in known else []


def _to_the_left(verb: Token) -> list[Party]:
    """The nearest party left of the verb that no preposition governs."""
    known = mentions_of(verb)
    for i in range(verb.i - 1, max(-1, verb.i - 14), -1):
        token = verb.doc[i]
        if is_verb(token) and token.tag_ in ("VBD", "VBZ", "VBP", "MD"):
            break
        if (i in known or (token.tag_.startswith("NN") and parties(token))) and not preposition(token):
            after = verb.doc[i + 1]
            if (after.i < verb.i and after.tag_ == "POS") or (after.i < verb.i and after.tag_.startswith("NN")):
                continue
            while token.dep_ == "conj" and not is_verb(token.head) and token.head.i < token.i:
                token = token.head
            return parties(token)
    return []


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
        one = of_noun(found, found.actors, found.recipients, (found.noun.i,), 0.6)
        one = one._replace(modality=_around_noun(token))
        return [one]
    return []


_TOLL = frozenset(("die", "kill", "perish", "lose", "wound", "injure"))
_STRIFE = frozenset(
    ("conflict", "fighting", "war", "clash", "battle", "skirmish", "hostilities", "violence", "flare-up")
)


def _deaths(tokens: Sequence[Token]) -> list[Act]:
    """Soldiers who died in a conflict, with its two sides behind `between`, though no verb says who did it."""
    verb = next((one for one in tokens if is_verb(one) and lemma(one) in _TOLL), None)
    where = next((one for one in tokens if lemma(one) in _STRIFE and preposition(one) in ("in", "during")), None)
    sides = next((parties(one) for one in tokens if preposition(one) == "between" and len(parties(one)) > 1), [])
    if verb is None or where is None or len({one.code for one in sides}) < 2:
        return []
    status = modality.standing(verb)
    if status.negated or status.conditional or status.auxiliary:
        return []
    note = Note("frame", "deaths in a conflict between two sides", (verb.i, where.i))
    spots = tuple(sorted((verb.i, where.i)))
    return [
        Act(
            "ASSAULT",
            "",
            "clash",
            tuple(sides[:1]),
            tuple(sides[1:2]),
            "actual",
            spots,
            (note,),
            0.6,
            True,
            frame="die-by",
        )
    ]


_ONLY_THOUGHT = frozenset(
    (
        "risk",
        "danger",
        "possibility",
        "prospect",
        "fear",
        "chance",
        "likelihood",
        "plan",
        "proposal",
        "idea",
        "hope",
        "warning",
        "denial",
        "threat",
        "improbable",
        "unlikely",
        "impossible",
        "possible",
        "probable",
        "talk",
        "rumour",
        "rumor",
        "scenario",
        "case",
        "absence",
        "speculation",
    )
)
_CAME_TO_NOTHING = frozenset(
    ("fail", "cancel", "postpone", "avert", "avoid", "prevent", "foil", "thwart", "shelve", "scrap")
)


def _around_noun(noun: Token) -> str:
    """The standing of an act that a noun names, by the words above it: `the risk of an attack`, `talks failed to begin`."""
    if any(lemma(above) in _ONLY_THOUGHT for above in list(noun.ancestors)[:3]):
        return "hypothetical"
    verbs = [noun.head] if noun.dep_ in ("nsubj", "nsubj:pass", "obj") else []
    for above in [noun, *verbs]:
        if above.i != noun.i and lemma(above) in _CAME_TO_NOTHING:
            return "negated"
        status = modality.standing(above)
        if status.negated:
            return "negated"
        if status.conditional or status.auxiliary in ("may", "can", "would", "must"):
            return "hypothetical"
        if status.auxiliary in ("will", "due"):
            return "future"
    return "actual"
