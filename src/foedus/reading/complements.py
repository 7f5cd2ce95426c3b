"""Which verbs an outer word governs, by the parse and, where the parse lost them, by the words beside it."""

from __future__ import annotations

from collections.abc import Iterator

from foedus.reading import frames, modality
from foedus.reading.frames import Outer
from foedus.reading.tree import Token, children, is_mistaken, is_verb, lemma

_MARKS = frozenset(("to", "of", "from", "for", "that", "against", "with", "on", "into", "as"))


def complements(verb: Token, outer: Outer) -> list[Token]:
    """Verbs that the outer word governs, nearest relation first."""
    if "nominal_only" in outer.flags:
        return []
    found = _by_relation(verb)
    for noun in children(verb, "obj", "obl", "iobj", "nsubj:pass"):
        found.extend(one for one in children(noun, "acl", "acl:relcl") if one.i > noun.i and _to_or_that(one))
    found.extend(_clauses(verb, outer))
    if outer.who == "speech":
        before = [one for one in children(verb, "parataxis", "advcl", "dep") if _tells(one) and one.i < verb.i]
        return [one for one in [*found, *before] if not modality.is_time_clause(one)]
    return found or _beside(verb, outer)


def _by_relation(verb: Token) -> list[Token]:
    found = [one for one in children(verb, "xcomp", "ccomp", "csubj", "csubj:outer") if _tells(one)]
    if found:
        return found
    nouns = children(verb, "ccomp")
    return [one for noun in nouns for one in children(noun, "compound", "amod") if _is_hidden_verb(one)]


def _clauses(verb: Token, outer: Outer) -> Iterator[Token]:
    """Clauses behind the verb that the parser calls adverbial, with a mark that outer words take."""
    for child in children(verb, "advcl", "obl", "acl"):
        if not child.tag_.startswith("VB") or child.i < verb.i:
            continue
        marks = {one.lower_ for one in child.children if one.dep_ in ("mark", "case")}
        if "keep" in outer.flags and outer.id != "scheduled" and outer.who != "speech" and "to" in marks:
            continue
        if marks & _MARKS or "gerund" in outer.flags:
            yield child


def _beside(verb: Token, outer: Outer) -> list[Token]:
    """A gerund right behind the outer word, or `to` and a verb close by, where the parser hung it elsewhere."""
    doc = verb.doc
    after = doc[verb.i + 1] if verb.i + 1 < len(doc) else None
    if after is None:
        return []
    found = [] if children(verb, "obj") or "keep" in outer.flags else _right_after(verb)
    if found:
        return found
    if after.lower_ in ("having", "being") and after.head.i > after.i and is_verb(after.head):
        return [after.head]
    if after.tag_ == "VBG":
        return [after]
    if "keep" in outer.flags and after.tag_ == "TO" and verb.i + 2 < len(doc) and doc[verb.i + 2].tag_ == "VB":
        return [doc[verb.i + 2]]
    return []


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


def joined_verbs(verb: Token) -> list[Token]:
    found = []
    for child in verb.children:
        if child.dep_ == "conj" and (is_verb(child) or children(child, "cop")):
            found.append(child)
            found.extend(joined_verbs(child))
    return found
