"""A sentence taken apart into clauses: one finite verb each, with who stands where, its dates, and how it stands.

The shape of a clause is its words as lemmas, known names as `<CODE>`: finders match on it.
"""

# ruff: noqa: RUF001 (the marks of news are curly)
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from foedus.check.deadlines import is_deadline
from foedus.reading.tree import agents, children, is_passive, is_verb, lemma, own_subjects, preposition
from foedus.reading.types import Dating, Mention, Sentence

Token = Any

_HEADS = frozenset({"ROOT", "ccomp", "advcl", "acl:relcl", "parataxis", "conj", "csubj"})
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_MODALS = {
    "could": "could",
    "may": "could",
    "might": "could",
    "can": "can",
    "would": "would",
    "will": "will",
    "'ll": "will",
    "should": "should",
    "must": "must",
    "shall": "will",
}
_NOT = frozenset({"not", "n't", "n’t", "never", "without", "neither", "nor", "no", "nobody", "none", "nothing"})
_PRONOUNS = frozenset({"it", "he", "she", "they", "its", "his", "her", "their", "who", "which", "that"})
_NOT_ITSELF = frozenset(
    {"partner", "ally", "neighbour", "neighbor", "rival", "foe", "enemy", "opponent", "friend", "critic"}
)
"""Whose these are does not act with them."""
_MARKS = ("if", "unless", "whether", "because", "after", "before", "when", "since")
_PLACES_WITHIN = frozenset(
    {"in", "at", "near", "against", "with", "outside", "inside", "over", "on", "into", "towards", "to", "from"}
)


@dataclass
class Clause:
    """One clause: its head, own words in order, and what they say of who, when and how.

    `subjects` and `others` are codes of who stands before and behind the verb; `dates` those given in the clause itself,
    `deadlines` those that only bound it; `modal` is empty for what is told as done.
    """

    sentence: int
    head: Token
    tokens: list[Token]
    start: int
    end: int
    text: str
    shape: str
    subjects: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    dates: tuple[Dating, ...] = ()
    deadlines: tuple[Dating, ...] = ()
    is_negated: bool = False
    modal: str = ""
    is_conditional: bool = False
    is_passive: bool = False
    mark: str = ""
    is_guessed: bool = False
    parent: Clause | None = field(default=None, repr=False)

    @property
    def is_dated(self) -> bool:
        """Whether its own words give a date or a deadline."""
        return bool(self.dates or self.deadlines)

    @property
    def is_past(self) -> bool:
        """Whether its verb is told in a past tense; false for what is told as present, such as what is planned for a day."""
        verbs = (self.head, *(one for one in self.head.children if one.dep_ in ("aux", "aux:pass", "cop")))
        tags = {one.tag_ for one in verbs}
        has = any(one.lower_ in ("has", "have", "had", "having") for one in verbs)
        return "VBD" in tags or has or not tags & {"VBZ", "VBP", "MD", "VBG", "VB"}

    @property
    def before(self) -> str:
        """The shape up to the head."""
        return shape_of([one for one in self.tokens if one.i <= self.head.i])

    @property
    def codes_own(self) -> tuple[str, ...]:
        """Everybody whom the clause's own words name."""
        known = self.head.doc.user_data["mentions"]
        return tuple(known[it.i].code for it in self.tokens if it.i in known and known[it.i].code not in ("UNK", ""))

    @property
    def codes_doing(self) -> tuple[str, ...]:
        """Everybody whom the clause's own words name as somebody, and not as the place where a thing was."""
        known = self.head.doc.user_data["mentions"]
        return tuple(
            known[it.i].code
            for it in self.tokens
            if it.i in known and known[it.i].code not in ("UNK", "") and not _is_place(it, known[it.i])
        )

    def codes(self) -> tuple[str, ...]:
        """Everybody whom the clause names, in order."""
        return tuple(dict.fromkeys((*self.subjects, *self.others)))


def clauses(doc: Any, sentence: Sentence, dates: Sequence[Dating]) -> list[Clause]:
    """The clauses of a parsed sentence in order of their heads; offsets are those of the whole text."""
    tokens = [one for one in doc if not one.is_space]
    heads = {one.i for one in tokens if _is_head(one)}
    if tokens and not heads:
        heads = {next((one.i for one in tokens if one.head.i == one.i), tokens[0].i)}
    owned: dict[int, list[Token]] = {i: [] for i in heads}
    for token in tokens:
        owned[_owner(token, heads)].append(token)
    made = {i: _clause(doc, doc[i], own, sentence) for i, own in owned.items() if own}
    for i, clause in made.items():
        above = _above(doc[i], heads)
        clause.parent = made.get(above) if above is not None else None
    for dating in dates:
        if dating.span is not None and made:
            holder = _holder(list(made.values()), dating)
            if is_deadline(dating):
                holder.deadlines += (dating,)
            else:
                holder.dates += (dating,)
    return [made[i] for i in sorted(made)]


def absolutes(sentence: Sentence, clause: Clause) -> list[Clause]:
    """Participles in a clause that have a known doer of their own: `the motion passed, Mexico abstaining`."""
    doc = clause.head.doc
    found = []
    for head in clause.tokens:
        if head.tag_ == "VBG" and head.dep_ in ("advcl", "acl") and children(head, "nsubj"):
            inside = set(head.subtree)
            made = _clause(doc, head, [it for it in clause.tokens if it in inside], sentence)
            if made.subjects and not any(len(it) != 3 for it in made.subjects):
                found.append(made)
    return found


def _holder(made: list[Clause], dating: Dating) -> Clause:
    """The clause whose own word begins the date."""
    assert dating.span is not None  # noqa: S101 (asked before)
    first, last = dating.span
    for clause in made:
        base = clause.start - _within(clause.tokens)[0].idx
        if any(first < base + one.idx + len(one) and base + one.idx < last for one in clause.tokens):
            return clause
    return made[0]


def _is_head(token: Token) -> bool:
    if token.dep_ == "ROOT" or token.head.i == token.i:
        return True
    if token.dep_ not in _HEADS:
        return False
    has_copula = any(one.dep_ == "cop" for one in token.children)
    if not is_verb(token) and not has_copula:
        return False
    if token.dep_ == "conj":
        return (is_verb(token.head) or has_copula) and _is_finite(token)
    return _is_finite(token)


def _is_finite(token: Token) -> bool:
    if token.tag_ in _FINITE:
        return True
    if any(one.tag_ in _FINITE for one in token.children if one.dep_ in ("aux", "aux:pass", "cop")):
        return True
    return token.dep_ in ("ccomp", "acl:relcl", "parataxis", "csubj") and bool(children(token, "nsubj", "nsubj:pass"))


def _owner(token: Token, heads: set[int]) -> int:
    for _ in range(80):
        if token.i in heads:
            return int(token.i)
        if token.head.i == token.i:
            break
        token = token.head
    return min(heads, key=lambda i: abs(i - token.i))


def _above(token: Token, heads: set[int]) -> int | None:
    while token.head.i != token.i:
        token = token.head
        if token.i in heads:
            return int(token.i)
    return None


def _clause(doc: Any, head: Token, own: list[Token], sentence: Sentence) -> Clause:
    base = sentence.span.start
    words = _within(own)
    start, end = base + words[0].idx, base + max(one.idx + len(one) for one in words)
    subjects = tuple(dict.fromkeys(_subjects(doc, head)))
    known = doc.user_data["mentions"]
    others = [known[one.i].code for one in own if one.i in known and known[one.i].code not in ("UNK", "")]
    inside = [one for one in own if one.dep_ in ("aux", "advmod", "det", "mark", "case", "cc", "nsubj")]
    modal = next((_MODALS[one.lower_] for one in own if one.tag_ == "MD" and one.lower_ in _MODALS), "")
    marks = [one.lower_ for one in head.children if one.dep_ in ("mark", "advmod") and one.i < head.i]
    return Clause(
        sentence=sentence.n,
        head=head,
        tokens=own,
        start=start,
        end=end,
        text=" ".join(sentence.text[start - base : end - base].split()),
        shape=shape_of(own),
        subjects=subjects,
        others=tuple(dict.fromkeys(code for code in others if code not in subjects)),
        is_negated=any(one.lower_ in _NOT for one in inside if abs(one.i - head.i) < 8 or one.head.i == head.i),
        modal=modal,
        is_conditional=bool({"if", "unless", "whether"} & set(marks)),
        is_passive=is_verb(head) and is_passive(head),
        mark=next((one for one in marks if one in _MARKS), ""),
    )  # fmt: skip


def _within(own: list[Token]) -> list[Token]:
    """The words of a clause without the full stop behind other clauses: a clause ends with its own last word."""
    words = [one for one in own if not one.is_punct]
    return words or own


def _subjects(doc: Any, head: Token) -> Iterator[str]:
    """Codes of the names in the subject; of a passive those of who did it."""
    known: dict[int, Mention] = doc.user_data["mentions"]
    if is_verb(head) and is_passive(head):
        found = agents(head)
    else:
        found = own_subjects(head) if is_verb(head) else children(head, "nsubj", "nsubj:outer")
    if not found and head.dep_ == "conj" and not (is_verb(head) and is_passive(head)):
        found = children(head.head, "nsubj", "nsubj:pass", "nsubj:outer")
    for subject in found:
        for token in _phrase(subject):
            if token.i in known and known[token.i].kind == "place" and token.dep_ == "compound":
                continue  # `the Abuja accord`
            if token.dep_ == "nmod:poss" and lemma(token.head) in _NOT_ITSELF:
                continue  # `none of Russia's partners`
            if token.i in known and known[token.i].code not in ("UNK", "") and not _leads(doc, token.i):
                yield known[token.i].code


def _is_place(token: Token, mention: Mention) -> bool:
    """Whether a name tells where: `in Cairo`, `the Doha summit`, `at Manila`, `the Rome Statute`."""
    if mention.kind != "place":
        return False
    return token.dep_ in ("compound", "nmod", "obl", "appos", "conj", "amod") or preposition(token) in _PLACES_WITHIN


def _leads(doc: Any, i: int) -> bool:
    """Whether a name only says who leads: `the Russian-led bloc`."""
    behind = "".join(one.text_with_ws for one in doc[i + 1 : i + 3]).lower()
    return behind.startswith(("-led", "- led", "-backed", "- backed"))


def _phrase(noun: Token) -> list[Token]:
    """The noun with what belongs to it, without its clauses and without where it was."""
    found, waiting = [], [noun]
    while waiting:
        one = waiting.pop()
        found.append(one)
        for child in one.children:
            if child.dep_ in (
                "acl:relcl",
                "acl",
                "advcl",
                "parataxis",
                "ccomp",
                "cop",
                "nsubj",
                "obl",
                "punct",
                "advmod",
            ):
                continue
            if child.dep_ == "nmod" and preposition(child) in _PLACES_WITHIN:
                continue
            if any(it.dep_ == "cc" and it.lower_ == "but" for it in child.children):
                continue  # `all members but Angola`
            waiting.append(child)
    return sorted(found, key=lambda it: it.i)


def shape_of(tokens: Sequence[Token]) -> str:
    """Words as lemmas, names as `<CODE>`, one blank between and at both ends."""
    parts = []
    for one in tokens:
        known = one.doc.user_data["mentions"].get(one.i)
        if known is not None and known.code not in ("UNK", ""):
            parts.append(f"<{known.code}>")
            if " " in one.text and known.role in ("MIL", "COP", "LEG", "JUD"):
                parts += [word.lower() for word in one.text.split()[1:]]
        elif " " in one.text:
            parts += [word.lower() for word in one.text.split()]
        else:
            parts.append(lemma(one) if not one.is_punct else one.text)
    return " " + re.sub(r"\s+", " ", " ".join(parts)).strip() + " "


def pronoun_subject(clause: Clause) -> bool:
    """Whether the subject is a pronoun or a bare word such as `the country`."""
    found = own_subjects(clause.head) if is_verb(clause.head) else children(clause.head, "nsubj")
    if any(
        child.lower_ in ("its", "his", "her", "their") for one in found for child in one.children if child.i < one.i
    ):
        return True
    return any(one.lower_ in _PRONOUNS or one.lower_ in ("country", "government", "state", "republic") for one in found)
