"""Questions to one parsed sentence: who stands where around a verb. Knows grammar only, no words of politics.

The parse is taken with a grain of salt: where a subject or an object is missing, the words beside the verb are looked at,
because on short news sentences the parser often hangs a name in the wrong place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from foedus.reading import frames

Token = Any
"""A spaCy token; untyped here so that spaCy is imported only by the parser."""

CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "acl", "acl:relcl", "parataxis", "xcomp", "csubj", "csubj:pass"})
NOMINAL_TAGS = ("NN", "NNS", "NNP", "NNPS", "PRP", "CD", "JJ", "JJS", "DT", "FW", "ADD")
RELATIVES = frozenset({"who", "which", "that", "whom", "whose", "where"})
_SUBORDINATE = frozenset(
    [
        "after",
        "before",
        "since",
        "until",
        "when",
        "while",
        "as",
        "because",
        "once",
        "that",
        "which",
        "who",
        "where",
        "whose",
    ]
)
_AUX = ("aux", "aux:pass", "cop")


def is_verb(token: Token) -> bool:
    """Whether the token is a verb that says something (no auxiliary)."""
    if token.tag_ == "JJ":
        return token.lower_ in frames.past_forms() and any(child.dep_ == "aux:pass" for child in token.children)
    return bool(token.tag_.startswith("VB")) and token.dep_ not in _AUX


def children(token: Token, *deps: str) -> list[Token]:
    """Children with one of the relations, in order of the text."""
    return [child for child in token.children if child.dep_ in deps]


def particle(verb: Token) -> str:
    """The particle of a phrasal verb (`break off`), also where the parser calls it an adverb."""
    for child in verb.children:
        if child.dep_ == "compound:prt":
            return str(child.lower_)
    for child in verb.children:
        if child.dep_ == "advmod" and child.i > verb.i and child.i <= verb.i + 2 and len(child.lower_) <= 4:
            return str(child.lower_)
    after = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else None
    return str(after.lower_) if after is not None and after.tag_ in ("RP", "IN") else ""


def listed(token: Token) -> list[Token]:
    """Names joined to a name by commas and `and`, read from the words where the parse may have lost them."""
    doc = token.doc
    known = doc.user_data["mentions"]
    if token.i not in known:
        return []
    found = [token]
    joined = False
    for step in (1, -1):
        at = token.i
        while 0 <= at + 2 * step < len(doc):
            link, other = _next_in_list(doc, at, step)
            if link.lower_ not in (",", "and", "&", "or") or other.i not in known or known[other.i].code == "UNK":
                break
            left, right = (token, other) if step == 1 else (other, token)
            if not _is_people_word(known[left.i]):
                if (
                    step == 1
                    and other.dep_ in ("nsubj", "nsubj:pass")
                    and other.head.i > token.i
                    and token.dep_ != "nsubj"
                ):
                    break
                if step == -1 and other.dep_ not in ("amod", "compound", "nmod", "conj", "appos", token.dep_):
                    break
            elif right.lower_ == left.lower_:
                break
            joined = joined or link.lower_ in ("and", "&", "or")
            found.append(other)
            at = other.i
    return sorted(found, key=lambda one: one.i) if joined else []


def _next_in_list(doc: Any, at: int, step: int) -> tuple[Token, Token]:
    """The comma or `and` beside a name, and the name on its other side; an article between them is passed over."""
    link, other = doc[at + step], doc[at + 2 * step]
    if step == 1 and other.lower_ == "the" and at + 3 < len(doc):
        return link, doc[at + 3]
    if step == -1 and link.lower_ == "the" and at >= 3:
        return other, doc[at - 3]
    return link, other


def _is_people_word(mention: Any) -> bool:
    """Whether a mention is a bare adjective of nationality, which a noun must follow."""
    return " " not in mention.text and "demonym" in mention.rule


def conjoined(token: Token) -> list[Token]:
    """The token and everything joined to it by `and` or a comma, in order."""
    found = [token]
    for child in token.children:
        if child.dep_ == "conj":
            found.extend(conjoined(child))
    return found


def is_passive(verb: Token) -> bool:
    """Whether the verb stands in the passive, or is a participle that is used so."""
    if any(child.dep_ in ("aux:pass", "nsubj:pass") for child in verb.children):
        return True
    if verb.tag_ == "VBN" and children(verb, "obl:agent") and not children(verb, "aux"):
        return True
    if verb.tag_ != "VBN" or any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.children):
        return False
    if any(child.dep_ == "aux" and child.lemma_ == "be" for child in verb.children):
        return True
    if verb.dep_ == "conj" and verb.head.tag_ == "VBN":
        return is_passive(verb.head)
    return verb.dep_ in ("acl", "amod", "advcl", "acl:relcl", "xcomp") and not children(verb, "nsubj", "obj")


def is_mistaken(verb: Token) -> bool:
    """A past form that must be the finite verb, though the parser takes it for an adjective, participle or noun.

    A name or noun stands right before it, a noun phrase or its particle right after, and no other finite verb before it.
    """
    doc = verb.doc
    if verb.i == 0 or verb.i + 1 >= len(doc) or verb.lower_ not in frames.finite_forms():
        return False
    if verb.tag_ == "VBD" and verb.dep_ not in ("amod", "compound", "acl"):
        return False
    if verb.tag_ not in ("VBN", "JJ", "NN", "NNS", "NNP", "VBD") or is_passive_marked(verb) or verb.text[:1].isupper():
        return False
    left, right = doc[verb.i - 1], doc[verb.i + 1]
    if left.tag_ == "RB" and verb.i > 1:
        left = doc[verb.i - 2]
    if not left.tag_.startswith("NN") and left.i not in doc.user_data["mentions"]:
        return False
    if right.tag_ in ("CC", "WDT", "WP", "POS") or right.is_punct or right.lower_ == "by":
        return False
    before = doc[max(0, verb.i - 10) : verb.i]
    if any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") or token.lower_ in _SUBORDINATE for token in before):
        return False
    if right.tag_ not in ("IN", "TO") or right.lower_ in ("down", "up", "off", "out"):
        return True
    lemma_ = frames.verb_forms()[verb.lower_]
    governs = right.tag_ == "TO" and lemma_ in frames.outer_by_word()
    alone = not any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") and token.i != verb.i for token in doc[: verb.i + 12])
    asks = right.lower_ in ("on", "upon", "for", "that") and lemma_ in frames.outer_by_word()
    return alone and (governs or asks or lemma_ in frames.without_object())


def is_passive_marked(verb: Token) -> bool:
    """Whether an auxiliary of the passive or the perfect belongs to the verb."""
    return any(child.dep_ in ("aux:pass", "aux", "cop") for child in verb.children)


def own_subjects(verb: Token) -> list[Token]:
    """Grammatical subjects: the verb's own, that of the verb it is joined to, or what its clause describes."""
    own = children(verb, "nsubj", "nsubj:pass", "nsubj:outer", "csubj", "expl")
    own = [one for one in own if one.dep_ != "expl" or len(own) == 1]
    if own:
        if own[0].lower_ in RELATIVES and verb.dep_ in ("acl:relcl", "acl"):
            return [verb.head]
        return own
    if verb.dep_ == "conj" and is_verb(verb.head):
        return own_subjects(verb.head)
    if verb.dep_ in ("acl", "amod", "acl:relcl") and not is_verb(verb.head):
        return [verb.head]
    if verb.dep_ in ("advcl", "xcomp", "ccomp", "parataxis") and is_verb(verb.head):
        return own_subjects(verb.head)
    return []


def agents(verb: Token) -> list[Token]:
    """Who did it according to a passive: the noun after `by`."""
    below = [*verb.children, *(one for child in verb.children if child.lower_ == "dead" for one in child.children)]
    return [one for one in below if one.dep_ == "obl:agent" or (one.dep_ == "obl" and preposition(one) == "by")]


def doers(verb: Token) -> list[Token]:
    """Heads of the noun phrases that do what the verb says."""
    return agents(verb) if is_passive(verb) else own_subjects(verb)


def undergoers(verb: Token) -> list[Token]:
    """Heads of the noun phrases that undergo it."""
    if is_passive(verb):
        return [one for one in own_subjects(verb) if one.i != verb.i]
    found = children(verb, "obj")
    if found or verb.dep_ != "conj":
        return found
    return []


def preposition(noun: Token) -> str:
    """The preposition that governs a noun phrase; empty for none."""
    for child in noun.children:
        if child.dep_ == "case" and child.i < noun.i and child.tag_ != "POS":
            return str(child.lower_)
    return ""


def clause_of(token: Token) -> Token:
    """The verb (or other head) of the clause that a token stands in."""
    for _ in range(60):
        if token.head.i == token.i or (token.dep_ == "conj" and is_verb(token)):
            return token
        if token.dep_ in CLAUSES and (token.dep_ != "xcomp" or is_verb(token)):
            return token
        token = token.head
    return token


def phrases(verb: Token) -> Iterator[tuple[str, Token]]:
    """Prepositional phrases after a verb in its own clause, in order of the text: preposition and head noun."""
    end = clause_end(verb)
    for token in verb.doc[verb.i + 1 : end]:
        if token.dep_ != "case" and not (token.dep_ == "mark" and token.head.tag_ in ("NNS", "NNP")):
            continue
        if token.head.i <= token.i:
            continue
        if clause_of(token.head).i in (verb.i, clause_of(verb).i) or token.head.head.i == verb.i:
            yield token.lower_, token.head
    for token in verb.doc[max(0, verb.i - 30) : verb.i]:
        if token.dep_ == "case" and token.head.i > token.i and token.head.head.i == verb.i:
            yield token.lower_, token.head


def clause_end(verb: Token) -> int:
    """One past the last token that may belong to the verb's own clause."""
    right = int(verb.right_edge.i)
    if not verb.tag_.startswith("VB") or verb.dep_ in ("amod", "compound"):
        right = max(right, int(verb.head.right_edge.i))
    return min(right + 1, int(verb.i) + 45)


def noun_lemmas(noun: Token, depth: int = 2) -> set[str]:
    """Lemmas of a noun, of what stands in front of it, and of nouns joined to it or behind `of`."""
    found = {lemma(noun), noun.lower_, *merged_words(noun)}
    for child in noun.children:
        if child.dep_ in ("compound", "amod", "nummod", "flat", "nmod:poss") and child.i < noun.i:
            found.update((lemma(child), *merged_words(child)))
            if child.dep_ in ("compound", "amod"):
                found.update(lemma(below) for below in child.children if below.dep_ in ("compound", "conj", "amod"))
        elif (depth and child.dep_ == "conj") or (
            depth and child.dep_ in ("nmod", "obl") and preposition(child) == "of"
        ):
            found |= noun_lemmas(child, depth - 1)
    return found


def merged_words(token: Token) -> list[str]:
    """Lemmas of the words inside a name that was merged into one token (`Russian troops`)."""
    return [_singular(word.lower()) for word in token.text.split() if word] if " " in token.text else []


def _singular(word: str) -> str:
    if word.endswith("men") and len(word) > 4:
        return word[:-2] + "an"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is", "'s")) and len(word) > 3 else word


def lemma(token: Token) -> str:
    """Lemma in lower case, mended where the tag misled the lemmatizer; of a merged name that of its head noun."""
    known: dict[int, str] = token.doc.user_data.setdefault("lemmas", {})
    found = known.get(token.i)
    if found is None:
        found = known[token.i] = _lemma(token)
    return found


def _lemma(token: Token) -> str:
    if " " in token.text.strip():
        words = token.text.split()
        head = words[words.index("of") - 1] if "of" in words[1:] else words[-1]
        return _singular(head.lower())
    text = token.lemma_.lower() or token.lower_
    if token.lower_ in frames.finite_forms() and is_mistaken(token):
        return frames.verb_forms()[token.lower_]
    if token.tag_.startswith("VB") or (token.tag_ == "JJ" and is_verb(token)):
        return str(frames.verb_forms().get(token.lower_, text))
    if token.tag_.startswith("JJ") and token.lower_ in frames.outer_by_word():
        return str(token.lower_)
    if text == token.lower_ and token.tag_.startswith(("NNP", "NNS")) and text.endswith("s") and len(text) > 3:
        if text.endswith(("shes", "ches", "xes", "sses")):
            return str(text[:-2])
        if text.endswith("ies"):
            return str(text[:-3] + "y")
        if not text.endswith(("ss", "us", "is")):
            return str(text[:-1])
    return str(text)
