"""Whether a sentence tells of the world at all, and whose word it is: stories, games, images of war, hearsay.

Words are in `frames/veil.toml`; `veil` asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from foedus.reading import frames
from foedus.reading.frames import Words
from foedus.reading.roles import Party, mentions_of, parties
from foedus.reading.tree import Token, children, is_verb, lemma, preposition

_SHARED = ("participate", "part", "join", "involve", "role", "interest", "invest", "star")


@cache
def words(table: str, key: str) -> Words:
    """A list of `veil.toml`."""
    return frames.listed(frames.table("veil.toml")[table][key])


@cache
def runs(table: str, key: str) -> tuple[tuple[str, ...], ...]:
    """Word runs (`no+longer`) and single words of a list, in order of the text."""
    spelled = (word.replace("-", "+-+") for word in frames.table("veil.toml")[table][key].split())
    return tuple(tuple(word.split("+")) for word in spelled)


def find(window: Sequence[str], run: Sequence[str]) -> int:
    """Where a run of words stands last in a window; -1 for nowhere."""
    wide = len(run)
    return next((i for i in range(len(window) - wide, -1, -1) if tuple(window[i : i + wide]) == tuple(run)), -1)


def story(doc: Sequence[Token], top: Token, is_force: bool = False) -> Token | None:
    """The word that makes the sentence tell a story, a game or an exercise; None for a sentence about the world."""
    lows = [one.lower_ for one in doc]
    for run in runs("fiction", "plain"):
        at = find(lows, run)
        if at >= 0:
            return doc[at]
    for run in runs("fiction", "memory"):
        at = find(lows[: top.i], run)
        if at >= 0 and top.i - at < 10:
            return doc[at]
    return _teller(top, is_force) or _work(doc, top, is_force)


def _teller(top: Token, is_force: bool) -> Token | None:
    """Who tells the act, where that is one who makes things up."""
    tellers = words("fiction", "tellers").single | (words("fiction", "drills").single if is_force else frozenset())
    for head in top.ancestors:
        for noun in children(head, "nsubj") if is_verb(head) else ():
            told = {lemma(one) for one in [noun, *noun.children]} & tellers
            if told and noun.i < top.i:
                return noun
    return None


def _work(doc: Sequence[Token], top: Token, is_force: bool) -> Token | None:
    """A story, a game or an exercise that the act stands in: `in the novel`, `the film shows`, `a thriller in which`."""
    places, about = words("fiction", "places").single, words("fiction", "about").single
    above = {one.i for one in top.ancestors}
    for token in doc:
        if not token.tag_.startswith("NN") or lemma(token) not in places or token.i == top.i:
            continue
        drilled = is_force and lemma(token) in words("fiction", "drills").single
        inside = ("in", "during", "of", "for", "at", "under") if drilled else ("in", "during")
        if preposition(token) in inside and not _is_shared(token):
            return token
        if token.dep_ == "nsubj" and is_verb(token.head) and lemma(token.head) in about and token.head.i != top.i:
            return token
        following = [one.lower_ for one in doc[token.i + 1 : token.i + 5]]
        told = any(word in following for word in ("which", "where", "wherein", "whose"))
        if (token.i in above or (told and token.i < top.i)) and lemma(token) in words("fiction", "works").single:
            return token
    return None


def _is_shared(token: Token) -> bool:
    """`in the exercise` of states that took part in it: the taking part is real."""
    above = [near for one in token.ancestors for near in (one, *one.children)]
    return any(lemma(one) in _SHARED for one in above) or bool(children(token, "acl"))


def image(top: Token) -> str:
    """What an image of war stands for: `ACCUSE` for `fired a broadside at`, `none` for `invaded the market`; else empty."""
    verb = lemma(top)
    for noun in children(top, "nsubj"):
        if lemma(noun) in words("image", "things").single and noun.i not in mentions_of(top):
            return "none"
    objects = [
        lemma(one) for one in top.children if one.dep_ in ("obj", "nsubj:pass") and one.i not in mentions_of(top)
    ]
    around = [one for one in top.children if one.dep_ == "obl" and preposition(one) in ("with", "over", "in")]
    behind = [lemma(one) for one in around]
    if any(
        is_image_noun(one)
        for one in around
        if lemma(one) in ("war", "battle", "fight", "spat", "row", "feud", "dispute")
    ):
        return "none"
    if "hostage" in objects + [one.lower_ for one in top.children] and words("image", "abstract").hit(set(behind)):
        return "none"
    if words("image", "words_of_war").hit(set(objects)) and verb in words("image", "throw").single:
        return "ACCUSE"
    if verb in words("image", "throw").single and words("image", "abstract").hit(set(behind)):
        return "ACCUSE"
    if verb in words("image", "attack").single and words("image", "abstract").hit(set(objects)):
        return "ACCUSE" if verb in words("image", "blame").single else "none"
    if verb in words("image", "attack").single and words("image", "means").hit(set(behind)):
        return "none"
    return ""


def is_image_noun(noun: Token) -> bool:
    """`a war of words`, `a charm offensive`, `a price war`."""
    front = {lemma(one) for one in noun.children if one.dep_ in ("compound", "amod") and not one.tag_.startswith("VB")}
    behind = {lemma(one) for one in noun.children if one.dep_ == "nmod" and preposition(one) in ("of", "on", "against")}
    nouns = words("image", "fronts").single
    return bool(front & nouns) or "word" in behind or bool(behind & words("image", "abstract").single)


def hearsay(doc: Sequence[Token], top: Token, actors: Sequence[Party], recipients: Sequence[Party]) -> Token | None:
    """The word by which another than the doer claims it (`allegedly`, `according to` the other side, `claims that`)."""
    own, others = {one.code for one in actors}, {one.code for one in recipients if one.code != "UNK"}
    near = doc[max(0, top.i - 12) : top.i + 12]
    for token in near:
        if token.lower_ in words("hearsay", "adverbs").single:
            return token
    for above in top.ancestors:
        verb = lemma(above)
        if not above.tag_.startswith(("VB", "NN")):
            continue
        told = {party.code for noun in children(above, "nsubj", "nmod:poss") for party in parties(noun)}
        if verb in words("hearsay", "claims").single and not told & own:
            return above
    for token in doc:
        if token.lower_ == "according" and token.i + 2 < len(doc):
            named = [party for one in doc[token.i + 2 : token.i + 9] for party in parties(one, inside=False)]
            told = {party.code for party in named if party.role != "MED"}
            if told & others and not told & own:
                return token
    return None
