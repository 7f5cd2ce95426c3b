"""Clauses that the parser got wrong, parsed once more alone, with the doubtful verb shown as a plain one.

The parser reads `its forces had shot down three drones` or `Scholz promised Ukraine money` as noun phrases, above all behind
`X said`. Where a clause of a sentence has no finite verb with a subject, though it holds a past or present form of a verb that
the frames know, the clause is parsed again with `took` or `went` in the verb's place, and the new tree is put where the old
one stood; the words stay those of the text. Costs nothing where the first parse is sound.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from foedus.reading import frames

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_SAYS = frozenset(
    ("said", "says", "announced", "announces", "confirmed", "reported", "declared", "stated", "claimed", "insisted")
) | frozenset(("added", "noted", "acknowledged", "warned", "admitted", "alleged", "revealed", "denied"))
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_HAVE = frozenset(("had", "has", "have", "having", "'ve", "'d"))
_BE = frozenset(("was", "were", "is", "are", "been", "be", "being"))
_WRONG = ("amod", "compound", "nmod", "acl")
_SUBORDINATE = frozenset(
    ("after", "before", "since", "until", "when", "while", "as", "because", "once", "that", "which", "who", "where")
) | frozenset(("whose", "although", "though", "if"))
_STOPS = frozenset((".", "!", "?", '"', "”", "'"))


class Stretch(NamedTuple):
    """Tokens of one sentence that are parsed again: first, one past the last, the word they hang on (or -1)."""

    first: int
    last: int
    above: int
    shown: tuple[str, ...]
    verb: int
    """The verb in doubt, counted from the first."""


def mended(nlp: Language, docs: Sequence[Doc]) -> list[Doc]:
    """The sentences, those with a clause without a verb parsed again in part."""
    found = list(docs)
    asked = [(i, stretch) for i, doc in enumerate(docs) for stretch in [_doubtful(doc)] if stretch is not None]
    if not asked:
        return found
    shown = nlp.pipe((_as_doc(nlp, docs[i], stretch) for i, stretch in asked), batch_size=128)
    for (i, stretch), tree in zip(asked, shown, strict=True):
        if tree[stretch.verb].dep_ == "ROOT" and _is_sound(tree, 0, len(tree)):
            found[i] = _put_in(docs[i], stretch, tree)
    return found


def _doubtful(doc: Doc) -> Stretch | None:
    """The clause of a sentence that has to be parsed again; None where it has a verb with a subject."""
    first, last, above = _clause(doc)
    if last - first < 3 or last - first > 60:
        return None
    at = next((i for i in range(first, last) if _is_suspect(doc, i, first)), -1)
    if (
        at < 0
        or any(token.lower_ in _SUBORDINATE or token.tag_ == "MD" for token in doc[first:at])
        or _is_sound(doc, first, at)
    ):
        return None
    if doc[at].tag_.startswith("VB") and doc[at].dep_ not in _WRONG and _is_sound(doc, first, last):
        return None
    words = [token.text for token in doc[first:last]]
    words[at - first] = _plain(doc, at)
    return Stretch(first, last, above, tuple(words), at - first)


def _clause(doc: Doc) -> tuple[int, int, int]:
    """The clause that is told: behind `X said that`, before `, X said`, or the whole sentence."""
    last = len(doc)
    while last and doc[last - 1].text in _STOPS:
        last -= 1
    for i in range(1, min(last, 14)):
        word = doc[i].lower_
        if word in _SAYS and doc[i].tag_ not in ("NN", "NNS"):
            first = i + 1
            while first < last and doc[first].lower_ in (",", "that", ":"):
                first += 1
            return first, last, i
        if doc[i].lower_ in frames.finite_forms():
            break
    for i in range(last - 1, max(0, last - 12), -1):
        if doc[i].lower_ in _SAYS:
            for comma in range(i, max(0, i - 10), -1):
                if doc[comma].text == ",":
                    return 0, comma, i
            break
    return 0, last, -1


def _is_suspect(doc: Doc, i: int, first: int) -> bool:
    """Whether a word may be the verb of the clause though the parse says otherwise: behind a noun, a pronoun or `had`."""
    token = doc[i]
    if i <= first or token.lower_ in _HAVE or token.lower_ not in frames.finite_forms() or token.text[:1].isupper():
        return False
    left = doc[i - 1]
    if left.tag_ == "RB" and i - 1 > first:
        left = doc[i - 2]
    if left.lower_ in _BE or left.tag_.startswith("JJ") or left.tag_ in ("DT", "IN", "CC", "VBN", "POS"):
        return False
    after = doc[i + 1] if i + 1 < len(doc) else None
    if after is None or after.lower_ in ("by", "'s") or after.tag_ in ("POS", *_FINITE) or after.lower_ in _HAVE:
        return False
    return left.tag_.startswith("NN") or left.tag_ == "PRP" or left.lower_ in _HAVE


def _is_sound(doc: Doc, first: int, last: int) -> bool:
    """Whether a finite verb with a subject of its own stands in the stretch."""
    for token in doc[first:last]:
        below = list(token.children)
        finite = token.tag_ in _FINITE or any(
            one.dep_ in ("aux", "aux:pass", "cop") and one.tag_ in _FINITE for one in below
        )
        own = any(one.dep_ in ("nsubj", "nsubj:pass", "expl") and first <= one.i < last for one in below)
        if finite and own and token.dep_ not in ("amod", "compound", "nmod"):
            return True
    return False


def _plain(doc: Doc, i: int) -> str:
    """A plain verb in the form of the doubtful one."""
    low = doc[i].lower_
    verb = frames.verb_forms()[low]
    alone = verb in frames.without_object() and not _noun_follows(doc, i)
    if low.endswith("s") and low not in frames.past_forms():
        return "goes" if alone else "takes"
    if doc[i - 1].lower_ in _HAVE:
        return "gone" if alone else "taken"
    return "went" if alone else "took"


def _noun_follows(doc: Doc, i: int) -> bool:
    after = doc[i + 1]
    return after.tag_.startswith(("NN", "DT", "CD", "JJ", "PRP"))


def _as_doc(nlp: Language, doc: Doc, stretch: Stretch) -> Doc:
    from spacy.tokens import Doc as Made

    inside = doc[stretch.first : stretch.last]
    return Made(nlp.vocab, words=list(stretch.shown), spaces=[bool(token.whitespace_) for token in inside])


def _put_in(doc: Doc, stretch: Stretch, tree: Doc) -> Doc:
    """The sentence with the new tree in place of the old one."""
    from spacy.tokens import Doc as Made

    heads = [token.head.i for token in doc]
    deps = [token.dep_ for token in doc]
    tags = [token.tag_ for token in doc]
    lemmas = [token.lemma_ for token in doc]
    morphs: list[Any] = [str(token.morph) for token in doc]
    root = next((token.i for token in tree if token.dep_ == "ROOT"), 0) + stretch.first
    is_last = stretch.above > stretch.first
    top = root if stretch.above < 0 or is_last else stretch.above
    for token in tree:
        at = token.i + stretch.first
        heads[at] = token.head.i + stretch.first
        deps[at], tags[at], morphs[at] = token.dep_, token.tag_, str(token.morph)
        same = token.text == doc[at].text
        lemmas[at] = token.lemma_ if same else frames.verb_forms()[doc[at].lower_]
    if stretch.above >= 0 and not is_last:
        heads[root], deps[root] = stretch.above, "ccomp"
    else:
        heads[root], deps[root] = root, "ROOT"
    inside = range(stretch.first, stretch.last)
    for i in range(len(doc)):
        if i in inside:
            continue
        if deps[i] == "ROOT" and top != i and is_last:
            heads[i], deps[i] = root, "parataxis"
        elif heads[i] in inside:
            heads[i], deps[i] = top, ("punct" if doc[i].is_punct else "parataxis" if tags[i] in _FINITE else deps[i])
    if stretch.above >= 0 and not is_last:
        _raise(heads, deps, stretch.above)
    return Made(
        doc.vocab,
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        heads=heads,
        deps=deps,
        tags=tags,
        lemmas=lemmas,
        morphs=morphs,
    )


def _raise(heads: list[int], deps: list[str], above: int) -> None:
    """Makes the verb of saying the root where the old root lay in what was parsed again; no circle may stay."""
    at, seen = above, set()
    while heads[at] != at and at not in seen:
        seen.add(at)
        at = heads[at]
    if at in seen or heads[at] == at:
        for i in seen - {above}:
            heads[i], deps[i] = above, "dep"
        if at != above:
            heads[at], deps[at] = above, "dep"
        heads[above], deps[above] = above, "ROOT"
