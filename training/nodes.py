"""Words with what hangs on them, forms of words, and small words ready made: the bricks of `grammar.py`."""

from __future__ import annotations

from dataclasses import dataclass, field

import lexicon as lex
from treebank import Tree

PAST = "Mood=Ind|Number={}|Person=3|Tense=Past|VerbForm=Fin"
NOW = "Mood=Ind|Number={}|Person=3|Tense=Pres|VerbForm=Fin"
PASSIVE = "Tense=Past|VerbForm=Part|Voice=Pass"
DIGITS = "NumForm=Digit|NumType=Card"
KINDS = {
    "NN": ("NOUN", "Number=Sing"), "NNS": ("NOUN", "Number=Plur"), "NNP": ("PROPN", "Number=Sing"),
    "NNPS": ("PROPN", "Number=Plur"), "JJ": ("ADJ", "Degree=Pos"), "DT": ("DET", "Definite=Def|PronType=Art"),
    "IN": ("ADP", ""), "TO": ("PART", ""), "CC": ("CCONJ", ""), "CD": ("NUM", "NumForm=Word|NumType=Card"),
    "MD": ("AUX", "VerbForm=Fin"), "VB": ("VERB", "VerbForm=Inf"), "VBG": ("VERB", "VerbForm=Ger"),
    "VBN": ("VERB", "Tense=Past|VerbForm=Part"), "RB": ("ADV", ""), "RP": ("ADP", ""), "POS": ("PART", ""),
    "PRP": ("PRON", "Case=Nom|Number=Plur|Person=3|PronType=Prs"), "WP": ("PRON", "PronType=Rel"),
    "PRP$": ("PRON", "Case=Gen|Number=Plur|Person=3|Poss=Yes|PronType=Prs"), "WDT": ("PRON", "PronType=Rel"),
    ",": ("PUNCT", ""), ".": ("PUNCT", ""), "``": ("PUNCT", ""), "''": ("PUNCT", ""), "JJS": ("ADJ", "Degree=Sup"),
    "WRB": ("ADV", "PronType=Int"),
}  # fmt: skip
"""Universal part of speech and features of a Penn tag, where a node does not say otherwise."""


@dataclass
class Node:
    """A word with what hangs on it to its left and right."""

    word: str
    tag: str
    dep: str = ""
    left: list[Node] = field(default_factory=list)
    right: list[Node] = field(default_factory=list)
    lemma: str = ""
    pos: str = ""
    morph: str | None = None
    tight: bool = False
    plural: bool = False

    def as_(self, dep: str) -> Node:
        """The same node with its relation set."""
        self.dep = dep
        return self

    def on(self, *left: Node) -> Node:
        """Hangs nodes before everything that is there."""
        self.left = [*left, *self.left]
        return self

    def then(self, *right: Node) -> Node:
        """Hangs nodes after everything that is there."""
        self.right.extend(right)
        return self


def flat_tree(root: Node, name: str) -> Tree:
    """The words in order, with heads and relations."""
    order: list[tuple[Node, Node | None]] = []

    def walk(node: Node, parent: Node | None) -> None:
        for child in node.left:
            walk(child, node)
        order.append((node, parent))
        for child in node.right:
            walk(child, node)

    walk(root, None)
    at = {id(node): i for i, (node, _) in enumerate(order)}
    tree = Tree(name=name)
    for i, (node, parent) in enumerate(order):
        pos, morph = KINDS.get(node.tag, ("VERB", ""))
        first = i == 0 or (i == 1 and order[0][0].tag == "``")
        tree.words.append(node.word[:1].upper() + node.word[1:] if first else node.word)
        following = order[i + 1][0] if i + 1 < len(order) else None
        tree.spaces.append(following is not None and not following.tight and node.tag != "``")
        tree.lemmas.append(node.lemma or (node.word if node.tag.startswith("NNP") else node.word.lower()))
        tree.pos.append(node.pos or pos)
        tree.tags.append(node.tag)
        tree.morphs.append(morph if node.morph is None else node.morph)
        tree.heads.append(i if parent is None else at[id(parent)])
        tree.deps.append("root" if parent is None else node.dep)
    return tree


# --- forms of words ------------------------------------------------------------------------------------------------


def past(verb: str) -> tuple[str, str]:
    """Past tense and participle."""
    if verb in lex.IRREGULAR:
        first, second = lex.IRREGULAR[verb].split()
        return first, second
    if verb.endswith("e"):
        form = verb + "d"
    elif verb.endswith("y") and verb[-2] not in "aeou":
        form = verb[:-1] + "ied"
    else:
        form = verb + (verb[-1] if verb in lex.DOUBLED else "") + "ed"
    return form, form


def gerund(verb: str) -> str:
    """The form in -ing."""
    if verb.endswith("e") and not verb.endswith("ee"):
        return verb[:-1] + "ing"
    return verb + (verb[-1] if verb in lex.DOUBLED else "") + "ing"


def third(verb: str) -> str:
    """The form of the third person singular."""
    if verb.endswith(("s", "sh", "ch", "x", "z")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in "aeou":
        return verb[:-1] + "ies"
    return verb + "s"


def singular(noun: str) -> str:
    """A plural of the lexicon in the singular."""
    if noun in ("police", "troops"):
        return noun
    if noun == "ties":
        return "tie"
    if noun.endswith("men"):
        return noun[:-2] + "an"
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    if noun.endswith(("shes", "ches", "sses", "xes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") else noun


def plural(noun: str) -> str:
    """A singular of the lexicon in the plural."""
    if noun.endswith(("s", "sh", "ch", "x")):
        return noun + "es"
    if noun.endswith("y") and noun[-2] not in "aeou":
        return noun[:-1] + "ies"
    return noun + "s"


# --- small words ---------------------------------------------------------------------------------------------------


def number(many: bool) -> str:
    """The feature of number."""
    return "Plur" if many else "Sing"


def comma() -> Node:
    """A comma."""
    return Node(",", ",", "punct", tight=True)


def the() -> Node:
    """The definite article."""
    return Node("the", "DT", "det")


def mark(word: str) -> Node:
    """A word that begins a clause: that, after, of (doing)."""
    return Node("when", "WRB", "advmod") if word == "when" else Node(word, "IN", "mark", pos="SCONJ")


def of(node: Node, word: str = "of", dep: str = "nmod") -> Node:
    """The phrase with its preposition, `of` or another; `out_of` is two words."""
    return node.as_(dep).on(*(Node(one, "IN", "case") for one in word.split("_")))


def has(many: bool) -> Node:
    """have, has"""
    tag, word = ("VBP", "have") if many else ("VBZ", "has")
    return Node(word, tag, "aux", lemma="have", pos="AUX", morph=NOW.format(number(many)))


def is_(many: bool, dep: str = "aux") -> Node:
    """are, is"""
    tag, word = ("VBP", "are") if many else ("VBZ", "is")
    return Node(word, tag, dep, lemma="be", pos="AUX", morph=NOW.format(number(many)))


def was(many: bool, dep: str = "aux") -> Node:
    """were, was"""
    return Node("were" if many else "was", "VBD", dep, lemma="be", pos="AUX", morph=PAST.format(number(many)))


def not_() -> Node:
    """not"""
    return Node("not", "RB", "advmod", pos="PART", morph="Polarity=Neg")


def finite_past(lemma: str, many: bool) -> Node:
    """The past tense of a verb."""
    return Node(past(lemma)[0], "VBD", lemma=lemma, morph=PAST.format(number(many)))


def finite_now(lemma: str, many: bool) -> Node:
    """The present tense of a verb."""
    tag, word = ("VBP", lemma) if many else ("VBZ", third(lemma))
    return Node(word, tag, lemma=lemma, morph=NOW.format(number(many)))


def perfect(lemma: str, *auxiliaries: Node) -> Node:
    """A past participle behind auxiliaries."""
    return Node(past(lemma)[1], "VBN", "", list(auxiliaries), lemma=lemma)


def participle(lemma: str) -> Node:
    """A past participle of the passive."""
    return Node(past(lemma)[1], "VBN", lemma=lemma, morph=PASSIVE)


def without_articles(node: Node) -> None:
    """Drops `a`, `an` and `the` from a tree."""
    node.left = [one for one in node.left if one.word not in ("a", "an", "the")]
    node.right = [one for one in node.right if one.word not in ("a", "an", "the")]
    for child in [*node.left, *node.right]:
        without_articles(child)
