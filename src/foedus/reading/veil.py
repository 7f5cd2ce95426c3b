"""What lies over an act on the way from its words to the top of the sentence, and says that it was not done.

Outer words (`outers`) change the act they govern and go first. This looks once more at every act that is left as done: an
infinitive, a gerund behind `without`, a clause behind `if`, a noun under `risk of` is done only where the word above it says
so. Words are in `frames/veil.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from foedus.reading import frames, modality
from foedus.reading.act import Act, Note
from foedus.reading.frames import Words
from foedus.reading.tree import Token, children, is_verb, lemma, preposition

_CLAUSAL = ("xcomp", "ccomp", "csubj", "csubj:outer", "advcl", "acl", "acl:relcl", "parataxis", "obl", "nmod", "appos")
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_STOPS = frozenset((";", ":", "—", "–", "but", "while", "after", "when", "which", "who", "although", "though", "because"))
_FAR = 5


def veiled(act: Act, doc: Sequence[Token]) -> Act | None:
    """The act with what lies over it; None where it belongs to a story, a game or an exercise."""
    if act.modality not in ("actual", "reported", "future") or not act.at:
        return act
    tokens = doc if hasattr(doc, "text") else next(iter(doc)).doc
    top = min((tokens[i] for i in act.at), key=lambda one: (len(list(one.ancestors)), one.i))
    story = _story(tokens, top)
    if story is not None:
        return None
    if act.modality != "actual":
        return act
    found = _over(act, top)
    if found is None:
        return act
    standing, at, why = found
    return act._replace(modality=standing, notes=(*act.notes, Note("modality", why, at)))


@cache
def _words(table: str, key: str) -> Words:
    return frames.listed(frames.table("veil.toml")[table][key])


@cache
def _runs(table: str, key: str) -> tuple[tuple[str, ...], ...]:
    """Word runs (`no+longer`) and single words of a list, in order of the text."""
    return tuple(tuple(word.split("+")) for word in frames.table("veil.toml")[table][key].split())


def _over(act: Act, top: Token) -> tuple[str, tuple[int, ...], str] | None:
    """The first word over the act that takes it away: standing, where, and why."""
    for check in (_negation, _clause):
        at = check(top)
        if at:
            return ("negated" if check is _negation else "hypothetical"), at, _text(top, at)
    taken = {*act.at, *(i for note in act.notes if note.kind == "outer" for i in note.at)}
    token = top
    for _ in range(8):
        if _tells_done(token):
            break
        found = _step(act, token, taken)
        if found is not None:
            return found
        if token.head.i == token.i:
            break
        token = token.head
    return None


def _text(token: Token, at: tuple[int, ...]) -> str:
    return "under " + " ".join(token.doc[i].text for i in at)


def _tells_done(token: Token) -> bool:
    """A clause of its own that tells what was done, whatever stands above it: `after crowds burned`, `which it invaded`."""
    if token.dep_ == "acl:relcl":
        return token.tag_ == "VBD" and not _right_behind_that(token, token.head)
    if token.dep_ == "advcl":
        return token.tag_ in ("VBD", "VBN") and modality.is_time_clause(token)
    return bool(token.dep_ == "acl" and token.tag_ == "VBN" and not _marked(token, "that", "to"))


def _step(act: Act, token: Token, taken: set[int]) -> tuple[str, tuple[int, ...], str] | None:
    """What the word right above a token says of it."""
    head = token.head
    if token.tag_.startswith("VB") and token.dep_ != "conj":
        above = _infinitive(act, token) or _gerund(act, token) or _finite(token)
        if above is not None and above.i not in taken:
            return "hypothetical", (above.i,), f"under {above.text}"
        at = _clause(token)
        if at and token.i not in taken:
            return "hypothetical", at, _text(token, at)
    elif token.tag_.startswith("NN") and head.i != token.i and head.i not in taken:
        above = _noun(token)
        if above is not None:
            return "negated" if above.tag_.startswith("VB") else "hypothetical", (above.i,), f"under {above.text}"
    if head.i == token.i or head.i in taken or token.dep_ not in ("xcomp", "ccomp", "csubj", "csubj:outer"):
        return None
    status = modality.standing(head)
    if status.negated and (not _speaks(head) or _words("finite", "undone").hit({lemma(head)})):
        return "negated", status.span, _text(head, status.span)
    if status.conditional:
        return "hypothetical", status.span, _text(head, status.span)
    return None


def _marked(verb: Token, *words: str) -> bool:
    return any(one.lower_ in words and one.dep_ in ("mark", "case") for one in verb.children)


def _infinitive(act: Act, verb: Token) -> Token | None:
    """What stands over `to` and the verb, unless it says that the act was done."""
    doc = verb.doc
    if verb.tag_ != "VB" or not (verb.i and doc[verb.i - 1].lower_ == "to" or _marked(verb, "to")):
        return None
    if any(one.dep_ == "aux" and one.lower_ == "have" for one in verb.children):
        return None
    head = verb.head
    if head.i == verb.i:
        return verb
    done = _words("infinitive", "done").single
    if lemma(head) in done or (_speaks(head) and act.plover_type in _in_words()):
        return None
    before = _before_to(verb)
    if before is not None and lemma(before) in done:
        return None
    if verb.dep_ not in ("xcomp", "ccomp") and act.plover_type in _in_words() and is_verb(head):
        return None
    return head


@cache
def _in_words() -> frozenset[str]:
    return frozenset(frames.table("veil.toml")["infinitive"]["in_words"].split())


def _before_to(verb: Token) -> Token | None:
    for i in range(verb.i - 1, max(-1, verb.i - 4), -1):
        if verb.doc[i].lower_ == "to":
            return verb.doc[i - 1] if i else None
    return None


def _gerund(act: Act, verb: Token) -> Token | None:
    """The preposition or the word over a gerund that says that it was not done."""
    if verb.tag_ != "VBG" or any(one.dep_ == "aux" and one.lemma_ == "be" for one in verb.children):
        return None
    doc = verb.doc
    start = max(0, verb.i - _FAR)
    window = [one.lower_ for one in doc[start : verb.i]]
    for run in _runs("gerund", "undone"):
        at = _find(window, run)
        if at >= 0 and not any(one.tag_ in _FINITE or one.is_punct for one in doc[start + at : verb.i]):
            return doc[start + at]
    case = doc[verb.i - 1] if verb.i else None
    if case is None or case.lower_ not in _words("gerund", "governed").single:
        return None
    over = doc[verb.i - 2] if verb.i > 1 else None
    done = _words("gerund", "done").single
    if verb.head.lower_ == "aimed" and act.plover_type in ("REQUEST", "ACCUSE", "REJECT", "PROTEST"):
        return None
    if lemma(verb.head) in done or (over is not None and lemma(over) in done):
        return None
    for above in (over, verb.head):
        if above is not None and (lemma(above) in frames.outer_by_word() or above.tag_.startswith(("NN", "JJ", "RP", "RB"))):
            return above
    return None


def _find(window: Sequence[str], run: Sequence[str]) -> int:
    return next((i for i in range(len(window) - len(run), -1, -1) if tuple(window[i : i + len(run)]) == tuple(run)), -1)


def _speaks(word: Token) -> bool:
    return any(outer.who == "speech" for outer in frames.outer_by_word().get(lemma(word), ()))


def _finite(verb: Token) -> Token | None:
    """The word over a clause (`fears that`, `it is likely that`) that does not tell it as done."""
    head = verb.head
    if verb.dep_ not in ("ccomp", "csubj", "csubj:outer", "acl", "acl:relcl", "xcomp", "advcl") or head.i > verb.i:
        return None
    if verb.dep_ in ("acl", "acl:relcl", "advcl") and not _marked(verb, "that") and not _right_behind_that(verb, head):
        return None
    return head if lemma(head) in _words("finite", "undone").single or head.lower_ in _words("finite", "undone").single else None


def _right_behind_that(verb: Token, head: Token) -> bool:
    doc = verb.doc
    return bool(head.i + 1 < verb.i and doc[head.i + 1].lower_ == "that" and head.tag_.startswith(("NN", "JJ")))


def _noun(noun: Token) -> Token | None:
    """The word over an act that a noun names that says that it was not done."""
    head = noun.head
    if preposition(noun) in _words("noun", "prepositions").single:
        return next(one for one in noun.children if one.lower_ == preposition(noun))
    if head.tag_.startswith(("NN", "JJ")) and lemma(head) in _words("noun", "above").single and head.i < noun.i:
        return head
    if noun.dep_ in ("obj", "nsubj:pass", "nsubj") and lemma(head) in _words("noun", "verbs").single:
        passive_or_object = noun.dep_ != "nsubj" or lemma(head) in ("fail", "collapse", "founder", "stall")
        return head if passive_or_object else None
    return None


def _negation(top: Token) -> tuple[int, ...]:
    """Words of denial in front of the act in its clause, read from the words: `no longer`, `at no point did`."""
    doc = top.doc
    start = top.i
    while start > max(0, top.i - 16) and not (doc[start - 1].lower_ in _STOPS or doc[start - 1].lower_ in (".", "\"", "“")):
        start -= 1
    window = [one.lower_ for one in doc[start : top.i]]
    for run in _runs("negation", "near"):
        at = _find(window, run)
        if at < 0:
            continue
        first = start + at
        between = doc[first + len(run) : top.i]
        finite = [one for one in between if one.tag_ in _FINITE and one.dep_ not in ("aux", "aux:pass")]
        if finite or (len(run) == 1 and any(one.lower_ == "," for one in between)):
            continue
        if len(run) == 1 and run[0] in ("without",):
            continue
        return tuple(range(first, first + len(run)))
    return ()


def _clause(verb: Token) -> tuple[int, ...]:
    """Words at the edge of the act's clause that make it a condition: `provided that`, `as long as`, `in case`."""
    doc = verb.doc
    if not verb.tag_.startswith("VB"):
        return ()
    edge = verb.left_edge.i
    for start in range(edge, min(edge + 4, verb.i)):
        for run in _runs("clause", "unreal"):
            if tuple(one.lower_ for one in doc[start : start + len(run)]) == run and start + len(run) <= verb.i:
                if not any(one.is_punct and one.lower_ == "," for one in doc[start : verb.i]) or start == edge:
                    return tuple(range(start, start + len(run)))
    if verb.dep_ != "advcl" or verb.i < 2:
        return ()
    present = verb.tag_ in ("VBZ", "VBP") or any(
        one.dep_ == "aux" and one.tag_ in ("VBZ", "VBP") and one.lemma_ == "have" for one in verb.children
    )
    will = any(one.lower_ in ("will", "would", "must", "should", "may", "can") for one in verb.head.children)
    for run in _runs("clause", "until"):
        if present and will and tuple(one.lower_ for one in doc[edge : edge + len(run)]) == run:
            return tuple(range(edge, edge + len(run)))
    return ()


def _story(doc: Sequence[Token], top: Token) -> Token | None:
    """The word that makes the sentence tell a story, a game or an exercise; None for a sentence about the world."""
    places, about = _words("fiction", "places").single, _words("fiction", "about").single
    lows = [one.lower_ for one in doc]
    for run in _runs("fiction", "plain"):
        at = _find(lows, run)
        if at >= 0:
            return doc[at]
    for token in doc:
        if not token.tag_.startswith("NN") or lemma(token) not in places:
            continue
        if preposition(token) == "in" and not _is_real_place(token):
            return token
        if token.dep_ == "nsubj" and is_verb(token.head) and lemma(token.head) in about and token.head.i != top.i:
            return token
    return None


def _is_real_place(token: Token) -> bool:
    """`in the exercise` of states that took part in it: the taking part is real."""
    above: Iterator[Token] = token.ancestors
    return any(lemma(one) in ("participate", "part", "join", "involve", "role", "interest", "invest", "star") for one in above) or bool(
        children(token, "acl")
    )
