"""What lies over an act on the way from its words to the top of the sentence, and says that it was not done.

Outer words (`outers`) change the act they govern and go first. This looks once more at every act that is left as done: an
infinitive, a gerund behind `without`, a clause behind `if`, a noun under `risk of` is done only where the word above it says
so. Words are in `frames/veil.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from foedus.reading import frames, modality
from foedus.reading.act import Act, Note
from foedus.reading.scene import find, hearsay, image, is_image_noun, runs, story, words
from foedus.reading.tree import Token, children, is_verb, lemma, particle, preposition

_CLAUSAL = ("xcomp", "ccomp", "csubj", "csubj:outer", "advcl", "acl", "acl:relcl", "parataxis", "obl", "nmod", "appos")
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_STOPS = frozenset(
    (";", ":", "—", "\u2013", "but", "while", "after", "when", "which", "who", "although", "though", "because")
)
_FAR = 5
_GERUND_MARKS = ("by", "after", "in", "while", "for", "when", "since")
_AUXILIARIES = frozenset(
    (
        "has",
        "have",
        "had",
        "did",
        "does",
        "do",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "will",
        "would",
        "could",
        "ca",
        "wo",
    )
)


def veiled(act: Act, doc: Sequence[Token]) -> Act | None:
    """The act with what lies over it; None where it belongs to a story, a game or an exercise."""
    if act.modality not in ("actual", "reported", "future") or not act.at:
        return act
    if (
        act.outer == "refuse"
        and act.modality == "actual"
        and any(note.text == "outer.toml: begin" or note.kind == "modality" for note in act.notes)
    ):
        return act
    tokens = doc if hasattr(doc, "text") else next(iter(doc)).doc
    top = min((tokens[i] for i in act.at), key=lambda one: (len(list(one.ancestors)), one.i))
    if story(tokens, top, act.plover_type in ("ASSAULT", "COERCE", "RETREAT")) is not None:
        return None
    kept = _without_images(act, tokens, top)
    if kept is None or act.modality != "actual":
        return kept
    act, found = kept, None if is_presupposed(kept, top) else _over(kept, top)
    if found is None:
        is_deed = bool(act.actors) and act.plover_type not in _in_words()
        source = hearsay(tokens, top, act.actors, act.recipients) if is_deed else None
        if source is None:
            return act
        found = ("reported", (source.i,), f"told by {source.text}")
    standing, at, why = found
    return act._replace(modality=standing, notes=(*act.notes, Note("modality", why, at)))


def is_presupposed(act: Act, top: Token) -> bool:
    """`X's aggression against Y`: whoever speaks of it so takes it for done, whatever is denied of the rest."""
    if act.plover_type != "ASSAULT" or not top.tag_.startswith("NN"):
        return False
    owned = any(one.dep_ == "nmod:poss" and one.i < top.i for one in top.children)
    return owned and top.head.i != top.i and _noun(top) is None


def _without_images(act: Act, doc: Sequence[Token], top: Token) -> Act | None:
    """An act of violence that is one in words only: a charge, or none."""
    if act.plover_type not in ("ASSAULT", "RETREAT", "COERCE", "MOBILIZE"):
        return act
    meant = image(top) or (
        "none" if any(doc[i].tag_.startswith("NN") and is_image_noun(doc[i]) for i in act.at) else ""
    )
    if meant == "none":
        return None
    return act._replace(plover_type=meant, mode="", act="") if meant else act


def _over(act: Act, top: Token) -> tuple[str, tuple[int, ...], str] | None:
    """The first word over the act that takes it away: standing, where, and why."""
    checks = [_negation, _inverted, _short, _clause, _asked, _that, _anyone, _headline, _wished]
    if not act.outer:
        checks += [_not_done, _ahead]
    if act.plover_type not in ("AGREE", "THREATEN", "REJECT", "ACCUSE", "REQUEST"):
        checks.append(_scheme)
    for check in checks:
        at = check(top)
        if at:
            return (
                ("negated" if check in (_negation, _inverted, _short, _not_done) else "hypothetical"),
                at,
                _text(top, at),
            )
    at = () if act.outer else _modal(top)
    if at:
        return ("future" if top.doc[at[0]].lower_ in ("will", "'ll", "shall") else "hypothetical"), at, _text(top, at)
    kept = ("outer.toml: attempt", "outer.toml: begin")
    taken = {*act.at, *(i for note in act.notes if note.text in kept for i in note.at)}
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
    if token.dep_ == "acl" and (_supposed(token.head) or _noun(token.head) is not None):
        return False
    return bool(token.dep_ == "acl" and token.tag_ == "VBN" and not _marked(token, "that", "to"))


def _or_else(verb: Token) -> bool:
    """`shut it or Bahrain expels them`: a threat, in the present tense."""
    edge = verb.left_edge.i
    led = {one.lower_ for one in verb.doc[max(0, edge - 1) : verb.i]} if edge < verb.i else set()
    return verb.tag_ in ("VBZ", "VBP", "VB") and bool(led & {"or", "otherwise", "else"}) and not led & {"either", "and"}


def _supposed(noun: Token) -> bool:
    """`a shot fired by X could`: any such shot, not one that fell."""
    if noun.dep_ not in ("nsubj", "nsubj:pass") or not any(
        one.lower_ in ("a", "an", "any", "every") for one in noun.children
    ):
        return False
    return modality.standing(noun.head).auxiliary in ("may", "can", "would", "will", "must")


def _step(act: Act, token: Token, taken: set[int]) -> tuple[str, tuple[int, ...], str] | None:
    """What the word right above a token says of it."""
    return _as_part(act, token, taken) or _as_clause(token, taken)


def _as_part(act: Act, token: Token, taken: set[int]) -> tuple[str, tuple[int, ...], str] | None:
    """An infinitive, a gerund, a clause with its mark, or a noun."""
    head = token.head
    joined = _as_joined(act, token)
    if joined is not None:
        return "hypothetical", (joined.i,), f"behind {joined.text}"
    if token.tag_.startswith("VB") and token.dep_ != "conj":
        above = _infinitive(act, token) or _gerund(act, token) or _finite(token)
        if above is not None and above.i not in taken:
            ahead = words("infinitive", "future").single
            standing = "future" if {lemma(above), above.lower_} & ahead else "hypothetical"
            return standing, (above.i,), f"under {above.text}"
        if token.dep_ == "acl" and _supposed(head):
            return "hypothetical", (head.i,), f"under {head.text}"
        at = _clause(token)
        if at and token.i not in taken:
            return "hypothetical", at, _text(token, at)
    elif token.dep_ == "acl:relcl" and token.tag_ != "VBD" and lemma(head) in words("noun", "above").single:
        return "hypothetical", (head.i,), f"under {head.text}"
    if token.tag_.startswith("NN") and head.i != token.i and head.i not in taken:
        if _supposed(token):
            return "hypothetical", (head.i,), f"under {head.text}"
        above = _noun(token)
        if above is not None:
            return "negated" if above.tag_.startswith("VB") else "hypothetical", (above.i,), f"under {above.text}"
    return None


def _as_joined(act: Act, token: Token) -> Token | None:
    """Joined by `or`, or a gerund joined to a verb that only thinks of it (`proposed attacks and blaming Cuba`)."""
    head = token.head
    if token.dep_ in ("conj", "ROOT", "parataxis", "ccomp") and not act.outer and _or_else(token):
        return token
    undone = words("finite", "undone").single | words("noun", "verbs").single
    bare = token.tag_ == "VBG" and token.dep_ == "conj" and head.tag_ in (*_FINITE, "VBN")
    return head if bare and lemma(head) in undone else None


def _as_clause(token: Token, taken: set[int]) -> tuple[str, tuple[int, ...], str] | None:
    """A clause under a verb that is itself denied or conditional."""
    head = token.head
    led = token.tag_ == "VBG" and _marked(token, "into", "in", "of", "from", "to", "for", "by")
    governed = token.dep_ in ("xcomp", "ccomp", "csubj", "csubj:outer") or (token.dep_ == "advcl" and led)
    if head.i == token.i or head.i in taken or not governed:
        return None
    status = modality.standing(head)
    subject = token.dep_.startswith("csubj") and token.tag_ == "VBG"
    past = head.tag_ == "VBD" or any(one.lower_ in ("was", "were") for one in head.children)
    if subject and not past:
        return "hypothetical", (head.i,), f"as subject of {head.text}"
    denied = _negation(head)
    if denied:
        return "negated", denied, _text(head, denied)
    if status.negated and (not _speaks(head) or words("finite", "undone").hit({lemma(head)})):
        return "negated", status.span, _text(head, status.span)
    if status.conditional:
        return "hypothetical", status.span, _text(head, status.span)
    return None


def _marked(verb: Token, *words: str) -> bool:
    return any(one.lower_ in words and one.dep_ in ("mark", "case") for one in verb.children)


def _infinitive(act: Act, verb: Token) -> Token | None:
    """What stands over `to` and the verb, unless it says that the act was done."""
    doc = verb.doc
    if verb.tag_ != "VB" or not ((verb.i and doc[verb.i - 1].lower_ == "to") or _marked(verb, "to")):
        return None
    if any(one.dep_ == "aux" and one.lower_ == "have" for one in verb.children):
        return None
    head = verb.head
    if head.i == verb.i:
        return doc[verb.i - 1] if verb.i else None
    done = words("infinitive", "done").single
    close = doc[verb.i - 2] if verb.i > 1 else None
    if close is not None and close.tag_.startswith("NN") and lemma(close) in words("noun", "above").single:
        return close
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
    if verb.tag_ not in ("VBG", "VB") or any(one.dep_ == "aux" and one.lemma_ == "be" for one in verb.children):
        return None
    doc = verb.doc
    start = max(0, verb.i - _FAR)
    window = [one.lower_ for one in doc[start : verb.i]]
    for run in runs("gerund", "undone"):
        at = find(window, run)
        if at >= 0 and not any(one.tag_ in _FINITE or one.is_punct for one in doc[start + at : verb.i]):
            return doc[start + at]
    return _governed_gerund(act, verb) if verb.tag_ == "VBG" else None


def _governed_gerund(act: Act, verb: Token) -> Token | None:
    """The word over a gerund and its preposition, unless it tells it as done."""
    doc = verb.doc
    marks = [one for one in verb.children if one.dep_ in ("mark", "case") and one.i < verb.i]
    edge = verb.left_edge.i
    case = marks[-1] if marks else doc[verb.i - 1] if verb.i else None
    if case is not None and not marks and edge and case.lower_ not in words("gerund", "governed").single:
        case = doc[edge - 1]
    if case is None or case.lower_ not in words("gerund", "governed").single:
        return None
    over = doc[case.i - 1] if case.i else None
    done = words("gerund", "done").single
    if verb.head.lower_ == "aimed" and act.plover_type in ("REQUEST", "ACCUSE", "REJECT", "PROTEST"):
        return None
    if lemma(verb.head) in done or (over is not None and lemma(over) in done):
        return None
    plain = case.lower_ in ("with", "of", "about", "against", "from", "over")
    for above in (over, verb.head):
        if above is not None and (
            plain or lemma(above) in frames.outer_by_word() or above.tag_.startswith(("NN", "JJ", "RP", "RB"))
        ):
            return above
    return None


def _speaks(word: Token) -> bool:
    return any(outer.who == "speech" for outer in frames.outer_by_word().get(lemma(word), ()))


def _finite(verb: Token) -> Token | None:
    """The word over a clause (`fears that`, `it is likely that`) that does not tell it as done."""
    head = verb.head
    if verb.dep_ not in ("ccomp", "csubj", "csubj:outer", "acl", "acl:relcl", "xcomp", "advcl") or head.i > verb.i:
        return None
    that = _marked(verb, "that") or _right_behind_that(verb, head)
    if verb.dep_ in ("acl", "acl:relcl", "advcl") and not that:
        return None
    said = {lemma(head), head.lower_}
    if said & words("finite", "undone").single:
        return head
    if verb.tag_ == "VBG" and verb.dep_ in ("xcomp", "ccomp") and is_verb(head) and not _marked(verb, *_GERUND_MARKS):
        return None if said & words("gerund", "seen").single or _speaks(head) else head
    if verb.tag_ == "VBG" or verb.dep_ == "xcomp" or not (that or verb.dep_ == "ccomp"):
        return None
    if verb.dep_ == "acl:relcl" or (verb.dep_ == "advcl" and not head.tag_.startswith(("NN", "JJ"))):
        return None
    if _speaks(head) or head.tag_.startswith("NNP") or said & words("finite", "done").single:
        return None
    return head


def _that(top: Token) -> tuple[int, ...]:
    """`rumours that`, `unlikely that` before the act, read from the words where the parse lost the clause."""
    doc, undone = top.doc, words("finite", "undone").single
    for i in range(top.i - 1, max(0, top.i - 12), -1):
        one = doc[i]
        if one.lower_ in ("that", "whether", "if") and doc[i - 1].tag_[:2] in ("NN", "JJ", "VB"):
            return (i - 1, i) if lemma(doc[i - 1]) in undone or doc[i - 1].lower_ in undone else ()
        if (one.tag_ in _FINITE and not one.dep_.startswith("aux")) or one.lower_ in _STOPS:
            return ()
    return ()


def _right_behind_that(verb: Token, head: Token) -> bool:
    doc = verb.doc
    return bool(head.i + 1 < verb.i and doc[head.i + 1].lower_ == "that" and head.tag_.startswith(("NN", "JJ")))


def _noun(noun: Token) -> Token | None:
    """The word over an act that a noun names that says that it was not done."""
    head = noun.head
    for one in noun.children:
        if one.dep_ in ("amod", "compound") and one.lower_ in words("noun", "adjectives").single:
            return one
    said = [one for one in head.children if one.dep_ in ("xcomp", "obj", "attr", "obl") and one.i > head.i]
    if noun.dep_ == "nsubj" and lemma(head) in ("seem", "look", "remain", "appear", "become", "stay", "sound", "prove"):
        for one in said:
            if lemma(one) in words("noun", "predicates").single | words("noun", "above").single:
                return one
    if noun.dep_ == "nsubj" and {head.lower_, lemma(head)} & words("noun", "predicates").single and not is_verb(head):
        return head
    if preposition(noun) in words("noun", "prepositions").single:
        return next(one for one in noun.children if one.lower_ == preposition(noun))
    if head.tag_.startswith(("NN", "JJ")) and lemma(head) in words("noun", "above").single and head.i < noun.i:
        return head
    behind = noun.dep_ == "obl" and preposition(noun) in ("in", "for", "off", "about", "on", "over", "against")
    if behind and lemma(head) in words("noun", "verbs_behind").single:
        return head
    return _governed_noun(noun)


def _governed_noun(noun: Token) -> Token | None:
    """The verb over an act that a noun names that says that it was not done."""
    head = noun.head
    named = {lemma(head), f"{lemma(head)}_{particle(head)}"} if is_verb(head) else {lemma(head)}
    if noun.dep_ in ("obj", "nsubj:pass", "nsubj") and named & words("noun", "verbs").single:
        passive_or_object = noun.dep_ != "nsubj" or lemma(head) in ("fail", "collapse", "founder", "stall", "fall")
        return head if passive_or_object else None
    return None


def _negation(top: Token) -> tuple[int, ...]:
    """Words of denial in front of the act in its clause, read from the words: `no longer`, `at no point did`."""
    doc = top.doc
    start = top.i
    while start > max(0, top.i - 16) and not (
        doc[start - 1].lower_ in _STOPS or doc[start - 1].lower_ in (".", '"', "“")
    ):
        start -= 1
    window = [one.lower_ for one in doc[start : top.i]]
    for run in runs("negation", "near"):
        at = find(window, run)
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


def _inverted(top: Token) -> tuple[int, ...]:
    """A word of denial in front, then the auxiliary before its subject: `by no stretch was Moldova occupied`."""
    doc = top.doc
    for aux in (one for one in top.children if one.dep_.startswith("aux") and one.i < top.i):
        subjects = [one for one in top.children if one.dep_.startswith("nsubj") and aux.i < one.i < top.i]
        denied = [
            one
            for one in doc[: aux.i]
            if one.lower_ in ("no", "never", "not", "nor", "neither", "hardly", "little", "none", "vain")
        ]
        if subjects and denied and doc[denied[0].i + 1].lower_ not in ("only", "sooner"):
            return (denied[0].i, aux.i)
    return ()


def _short(top: Token) -> tuple[int, ...]:
    """`stopped short of`; `no evidence that` anywhere before the act."""
    doc = top.doc
    if top.i + 1 < len(doc) and doc[top.i + 1].lower_ == "short":
        return (top.i + 1,)
    lows = [one.lower_ for one in doc[: top.i]]
    for run in runs("negation", "no_proof"):
        at = find(lows, run)
        if at >= 0:
            return tuple(range(at, at + len(run)))
    return ()


def _ahead(top: Token) -> tuple[int, ...]:
    """A present tense with a day to come, or with a condition behind it: `sends tanks next week`, `closes it if`."""
    doc = top.doc
    if top.tag_ not in ("VBZ", "VBP", "VB"):
        return ()
    for child in children(top, "advcl"):
        if child.i > top.i and _marked(child, "if", "unless", "provided", "once"):
            return (child.i,)
    lows = [one.lower_ for one in doc]
    for run in runs("clause", "ahead"):
        at = find(lows, run)
        if at >= 0:
            return tuple(range(at, at + len(run)))
    return ()


def _wished(top: Token) -> tuple[int, ...]:
    """A bare form behind one name: `that Sweden extradite`."""
    if (
        top.tag_ not in ("VB", "VBP")
        or top.text != top.lemma_
        or any(one.dep_.startswith("aux") for one in top.children)
    ):
        return ()
    doc = top.doc
    for noun in children(top, "nsubj"):
        known = doc.user_data["mentions"].get(noun.i)
        single = known is not None and known.kind in ("state", "place") and "demonym" not in known.rule
        if not single or " " in noun.text or noun.lower_.endswith("s") or children(noun, "conj"):
            continue
        if noun.i and doc[noun.i - 1].lower_ in ("that", "whether", "lest"):
            return (noun.i - 1,)
    return ()


def _not_done(top: Token) -> tuple[int, ...]:
    """`has not` right before the act, where the parse hung it elsewhere."""
    doc = top.doc
    for i in range(top.i - 1, max(0, top.i - 9), -1):
        one = doc[i]
        if one.lower_ in ("not", "n't", "cannot") and (one.lower_ == "cannot" or doc[i - 1].lower_ in _AUXILIARIES):
            return (i - 1, i)
        is_stop = one.lower_ in _STOPS or one.lower_ == "only" or one.dep_.startswith("nsubj")
        if is_stop or (one.tag_.startswith("VB") and one.lower_ not in _AUXILIARIES):
            return ()
    return ()


def _modal(top: Token) -> tuple[int, ...]:
    """A modal right before the act, where the parse hung it elsewhere."""
    doc = top.doc
    if not top.tag_.startswith("VB"):
        return ()
    have = next((one for one in top.children if one.dep_ == "aux" and one.lower_ == "have" and one.i < top.i), None)
    if have is not None and have.i and doc[have.i - 1].lower_ == ",":
        return next(((one.i,) for one in doc[: have.i] if one.tag_ == "MD"), ())
    for i in range(top.i - 1, max(-1, top.i - 5), -1):
        one = doc[i]
        if one.tag_ == "MD":
            return (i,)
        if one.tag_ not in ("RB", "VB", "VBN") or (one.tag_ != "RB" and one.lower_ not in ("be", "have", "been")):
            return ()
    return ()


def _anyone(top: Token) -> tuple[int, ...]:
    """`Whoever attacks`, `any state that arms`: nobody has."""
    if not top.tag_.startswith("VB"):
        return ()
    for noun in [*children(top, "nsubj"), *([top.head] if top.dep_ == "acl:relcl" else [])]:
        for one in [noun, *noun.children]:
            if one.lower_ in words("negation", "anyone").single:
                return (one.i,)
    first = top.doc[top.left_edge.i]
    return (first.i,) if first.lower_ in words("negation", "anyone").single and top.tag_ in ("VBZ", "VBP", "VB") else ()


def _headline(top: Token) -> tuple[int, ...]:
    """A verb that the parser took for a name in a headline: `NATO scrubs air drill`."""
    doc = top.doc
    if not top.tag_.startswith("NN") or any(one.tag_ in _FINITE for one in doc):
        return ()
    undone = words("noun", "verbs").single
    for one in doc[: top.i]:
        forms = {one.lower_, one.lower_.removesuffix("s"), one.lower_.removesuffix("es"), lemma(one)}
        if forms & undone and one.i != top.i:
            return (one.i,)
    return ()


def _clause(verb: Token) -> tuple[int, ...]:
    """Words at the edge of the act's clause that make it a condition: `provided that`, `as long as`, `in case`."""
    doc = verb.doc
    if not verb.tag_.startswith("VB"):
        return ()
    edge = verb.left_edge.i
    for start in range(edge, min(edge + 4, verb.i)):
        for run in runs("clause", "unreal"):
            here = tuple(one.lower_ for one in doc[start : start + len(run)]) == run and start + len(run) <= verb.i
            if here and (start == edge or not any(one.lower_ == "," for one in doc[start : verb.i])):
                return tuple(range(start, start + len(run)))
    return _after_stop(verb) or _not_yet(verb)


def _after_stop(verb: Token) -> tuple[int, ...]:
    """`if` at the start of the stretch between stops that the act stands in, read from the words."""
    doc = verb.doc
    start = verb.i
    while start and doc[start - 1].lower_ not in _STOPS and doc[start - 1].lower_ not in (",", '"', "“"):
        start -= 1
    for run in runs("clause", "unreal"):
        if tuple(one.lower_ for one in doc[start : start + len(run)]) == run and verb.i - start < 14:
            return tuple(range(start, start + len(run)))
    return ()


def _not_yet(verb: Token) -> tuple[int, ...]:
    """`once it pays` under `will`."""
    doc, edge = verb.doc, verb.left_edge.i
    if verb.dep_ != "advcl" or verb.i < 2:
        return ()
    present = verb.tag_ in ("VBZ", "VBP") or any(
        one.dep_ == "aux" and one.tag_ in ("VBZ", "VBP") and one.lemma_ == "have" for one in verb.children
    )
    will = any(one.lower_ in ("will", "would", "must", "should", "may", "can") for one in verb.head.children)
    soon = {"until", "till", "once", "when", "before", "by"} & {one.lower_ for one in doc[edge : edge + 2]}
    if present and soon and not any(one.lower_ in ("every", "each") for one in doc[edge : verb.i]):
        return (edge,)
    for run in runs("clause", "until"):
        if present and will and tuple(one.lower_ for one in doc[edge : edge + len(run)]) == run:
            return tuple(range(edge, edge + len(run)))
    return ()


def _asked(top: Token) -> tuple[int, ...]:
    """An auxiliary before its subject at the head of the sentence, or no subject at all under an order."""
    doc = top.doc
    first = next((one for one in doc if not one.is_punct and not one.is_space), None)
    if first is None or first.tag_[:2] not in ("VB", "MD") or not top.tag_.startswith("VB"):
        return ()
    inverted = (
        first.dep_ in ("aux", "aux:pass", "cop") and first.head.i == top.i and first.lower_ not in ("having", "being")
    )
    if inverted and any(one.dep_.startswith("nsubj") and first.i < one.i < top.i for one in top.children):
        return (first.i,)
    bare = top.tag_ == "VB" and not any(
        one.dep_.startswith(("nsubj", "aux", "expl")) or (one.dep_ in ("mark", "conj") and one.i < top.i)
        for one in top.children
    )
    ordered = (
        bare
        and top.dep_ in ("ROOT", "ccomp", "parataxis")
        and (first.i == top.i or doc[top.i - 1].lower_ in ('"', "“", "'", ":", "please", "immediately", "must"))
    )
    return (top.i,) if ordered else ()


def _scheme(top: Token) -> tuple[int, ...]:
    """`Under the plan`, with a verb that is not in the past."""
    if top.tag_ not in ("VBZ", "VBP", "VB", "VBN") or not words("noun", "schemes").single:
        return ()
    past = any(one.dep_.startswith("aux") and one.tag_ == "VBD" for one in top.children)
    for child in top.children:
        under = child.dep_ in ("obl", "nmod") and preposition(child) in ("under", "in", "according")
        if under and not past and lemma(child) in words("noun", "schemes").single:
            return (child.i,)
    return ()
