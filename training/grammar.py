"""Writes short news sentences with their Universal Dependencies trees, from a small grammar and `lexicon.py`.

    python training/grammar.py --count 6000 --out training/news.conllu

A sentence is built as a tree of `Node`, so heads are right by construction; the relations follow UD_English-EWT 2.16. The
sentences say nothing about the world: subjects, verbs and objects are drawn at random.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))

import lexicon as lex  # noqa: E402
import treebank  # noqa: E402
from treebank import Tree  # noqa: E402

PAST = "Mood=Ind|Number={}|Person=3|Tense=Past|VerbForm=Fin"
NOW = "Mood=Ind|Number={}|Person=3|Tense=Pres|VerbForm=Fin"
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

ADDRESSED = ("ask", "tell", "urge", "warn")
"""Verbs whose person spoken to is `iobj` in EWT."""
NOUNS_WITH_PHRASE = ("RESP", "CONCERN", "SUPPORT", "TALKS", "VISIT", "TIES", "ATTACK", "COMPLAINT", "DEAL")
"""Slots whose noun, not the verb, takes the phrase: talks with, ties with, an attack on, responsibility for."""


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
        word = node.word[:1].upper() + node.word[1:] if first else node.word
        tree.words.append(word)
        following = order[i + 1][0] if i + 1 < len(order) else None
        opens = node.tag == "``"
        tree.spaces.append(following is not None and not following.tight and not opens)
        tree.lemmas.append(node.lemma or (node.word if node.tag.startswith("NNP") else node.word.lower()))
        tree.pos.append(node.pos or pos)
        tree.tags.append(node.tag)
        tree.morphs.append(morph if node.morph is None else node.morph)
        tree.heads.append(i if parent is None else at[id(parent)])
        tree.deps.append("root" if parent is None else node.dep)
    return tree


# --- words -------------------------------------------------------------------------------------------------------------


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


class Writer:
    """Draws phrases and clauses; one `Random` decides everything."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.verbs = [self._rule(rule) for rule in lex.VERBS.split(";") if rule.strip()]

    @staticmethod
    def _rule(rule: str) -> tuple[str, str, str, list[str]]:
        subject, verb, thing, *phrases = (part.strip() for part in rule.split("|"))
        return subject, verb, thing, [phrase for phrase in phrases if phrase]

    def chance(self, p: float) -> bool:
        return self.rng.random() < p

    def pick(self, words: list[str]) -> str:
        return self.rng.choice(words)

    # noun phrases

    def the(self, noun: Node, p_the: float = 0.6) -> Node:
        """A determiner before the noun, as it fits its number."""
        if noun.plural:
            if self.chance(p_the * 0.5):
                noun.on(Node("the", "DT", "det"))
        elif self.chance(p_the):
            noun.on(Node("the", "DT", "det"))
        else:
            first = (noun.left[0] if noun.left else noun).word
            word = "an" if first[:1].lower() in "aeio" else "a"
            noun.on(Node(word, "DT", "det", morph="Definite=Ind|PronType=Art", lemma="a"))
        return noun

    def adjective(self, word: str) -> Node:
        parts = word.split("_")
        node = Node(parts[-1], "JJ", "amod", lemma=parts[-1] if parts[-1][:1].isupper() else "")
        if len(parts) == 2:
            if parts[0] == "human":
                node = Node(parts[-1], "NNS", "compound", [Node("human", "JJ", "amod")], lemma="right")
            else:
                node.on(Node(parts[0], "RB", "advmod"))
        return node

    def noun(self, word: str, is_plural: bool = False) -> Node:
        parts = word.split("_")
        head = parts[-1]
        is_plural = is_plural or (head.endswith("s") and head not in ("gas", "crisis"))
        node = Node(head, "NNS" if is_plural else "NN", lemma=singular(head) if is_plural else head, plural=is_plural)
        if len(parts) == 2:
            adjective = parts[0] in ("rubber_", "prime", "foreign", "interior")
            node.on(Node(parts[0], "JJ" if adjective else "NN", "amod" if adjective else "compound"))
        return node

    def country(self) -> Node:
        words = self.pick(lex.COUNTRIES).split()
        return self._name(words)

    def _name(self, words: list[str]) -> Node:
        before = (
            "New",
            "North",
            "South",
            "East",
            "West",
            "United",
            "Great",
            "Soviet",
            "Western",
            "Central",
            "Equatorial",
        )
        if len(words) == 1:
            return Node(words[0], "NNP")
        if words[0] in before:
            head = Node(words[-1], "NNPS" if words[-1] in ("States", "Emirates") else "NNP", lemma=words[-1])
            left = [Node(w, "NNP", "amod", pos="ADJ", morph="Degree=Pos") for w in words[:-1]]
            head.on(*left)
            if words[0] in ("United", "Soviet"):
                head.on(Node("the", "DT", "det"))
            return head
        head = Node(words[0], "NNP")
        return head.then(*(Node(w, "NNP", "flat") for w in words[1:]))

    def capital(self) -> Node:
        return self._name(self.pick(lex.CAPITALS).split())

    def body(self) -> Node:
        if self.chance(0.5):
            word = self.pick(lex.BODIES)
            node = Node(word, "NNP")
            if word in lex.ARTICLE_BODIES and self.chance(0.8):
                node.on(Node("the", "DT", "det"))
            return node
        left, head = [], None
        for part in self.pick(lex.LONG_BODIES).split():
            word, kind = part.split("/")
            if kind == "A":
                left.append(Node(word, "NNP", "amod", pos="ADJ", morph="Degree=Pos"))
            elif kind == "C":
                left.append(Node(word, "NNP", "compound"))
            else:
                head = Node(word, "NNPS" if kind == "P" else "NNP")
        assert head is not None  # noqa: S101
        return head.on(Node("the", "DT", "det"), *left)

    def demonym(self) -> Node:
        word = self.pick(lex.DEMONYMS)
        return Node(word, "JJ", "amod", lemma=word)

    def nation(self) -> Node:
        """What stands before a noun to say whose: an adjective, a name, or a possessive."""
        draw = self.rng.random()
        if draw < 0.65:
            return self.demonym()
        if draw < 0.8:
            return Node(self.pick(lex.BODIES), "NNP", "compound")
        if draw < 0.9:
            return Node(self.pick(["U.S.", "US", "U.N.", "UN", "EU"]), "NNP", "compound")
        return self.owner(self.country())

    def owner(self, node: Node) -> Node:
        """The phrase with 's, as a possessor."""
        node.right = [one for one in node.right if one.dep in ("flat", "conj", "nmod")]
        last = node
        while last.right:
            last = last.right[-1]
        mark = "'" if last.tag in ("NNS", "NNPS") or (last.word.endswith("s") and self.chance(0.4)) else "'s"
        return node.as_("nmod:poss").then(Node(mark, "POS", "case", tight=True, lemma="'s"))

    def title(self, capital: bool) -> Node:
        words, kind = self.pick(lex.TITLES).split("/")
        parts = words.split("_")
        if capital:
            node = Node(parts[-1].capitalize(), "NNP")
            if len(parts) == 2:
                amod = kind == "J"
                node.on(Node(parts[0].capitalize(), "NNP", "amod" if amod else "compound", pos="ADJ" if amod else ""))
            return node
        node = Node(parts[-1], "NN")
        if len(parts) == 2:
            node.on(Node(parts[0], "JJ" if kind == "J" else "NN", "amod" if kind == "J" else "compound"))
        return node

    def full_name(self) -> Node:
        if self.chance(0.3):
            return Node(self.pick(lex.LAST), "NNP")
        node = Node(self.pick(lex.FIRST), "NNP")
        if self.chance(0.1):
            node.then(Node(self.pick(list("ABCDEFGHJKLMNPRSTW")) + ".", "NNP", "flat"))
        return node.then(Node(self.pick(lex.LAST), "NNP", "flat"))

    def person(self) -> Node:
        draw = self.rng.random()
        name = self.full_name()
        if draw < 0.25:
            return name
        if draw < 0.6:
            title = self.title(capital=self.chance(0.7)).as_("nmod:desc")
            if self.chance(0.6):
                title.on(self.nation())
            elif self.chance(0.2):
                title.on(Node("former", "JJ", "amod"))
            return name.on(title)
        office = self.title(capital=self.chance(0.3))
        if draw < 0.85:
            office.on(self.nation() if self.chance(0.4) else self.owner(self.country()))
            has_owner = office.left[0].dep == "nmod:poss"
            if not has_owner:
                office.on(Node("the", "DT", "det"))
            if self.chance(0.35):
                return self.apposed(office, name)
            return office
        office.on(Node("the", "DT", "det"))
        if self.chance(0.6):
            office.then(self.of(self.country() if self.chance(0.6) else self.body()))
        if self.chance(0.6):
            return self.apposed(name, office)
        return office

    def apposed(self, head: Node, other: Node) -> Node:
        """Head, other,"""
        other.as_("appos").on(Node(",", ",", "punct", tight=True)).then(Node(",", ",", "punct", tight=True))
        return head.then(other)

    def of(self, node: Node, word: str = "of", dep: str = "nmod") -> Node:
        return node.as_(dep).on(*(Node(one, "IN", "case") for one in word.split("_")))

    def people(self) -> Node:
        draw = self.rng.random()
        if draw < 0.08:
            word = self.pick(lex.DEMONYMS)
            if word.endswith(("an", "i")):
                node = Node(word + "s", "NNPS", lemma=word, plural=True)
                return node.on(Node("the", "DT", "det")) if self.chance(0.3) else node
        word = self.pick(lex.PEOPLE)
        node = self.noun(word, is_plural=True)
        if word == "forces" or self.chance(0.12):
            node.on(Node(self.pick(lex.PEOPLE_MODIFIERS), "NN", "compound"))
        if self.chance(0.25):
            node.on(self.adjective(self.pick(lex.PEOPLE_ADJECTIVES)))
        if self.chance(0.35):
            node.on(self.nation())
            if node.left[0].dep == "nmod:poss":
                return node
        if self.chance(0.2):
            return self.counted(node)
        if self.chance(0.08):
            word = self.pick(["its", "their", "his"])
            return node.on(Node(word, "PRP$", "nmod:poss", lemma=word))
        if self.chance(0.12):
            node.on(Node("the", "DT", "det"))
        if self.chance(0.06):
            node.then(self.participle())
        elif self.chance(0.06):
            node.then(self.relative(plural_head=True))
        return node

    def counted(self, node: Node) -> Node:
        draw = self.rng.random()
        if draw < 0.5:
            word = self.pick("two three four five six seven eight nine ten 11 12 15 20 30 50 100 200".split())
            number = Node(word, "CD", "nummod", morph="NumForm=Digit|NumType=Card" if word.isdigit() else None)
            if self.chance(0.2):
                number.on(Node("at", "IN", "case"), Node("least", "JJS", "nmod", lemma="least"))
                number.left = [Node("least", "JJS", "nmod", [Node("at", "IN", "case")])]
            return node.on(number)
        if draw < 0.7:
            head = Node(self.pick(["dozens", "hundreds", "thousands", "scores"]), "NNS", plural=True)
            head.lemma = head.word[:-1]
            return head.then(self.of(node))
        return node.on(self.adjective(self.pick(["several", "many", "some", "more", "other"])))

    def single(self) -> Node:
        node = Node(self.pick(lex.SINGLE), "NN")
        if self.chance(0.15):
            node.on(self.adjective(self.pick(lex.PEOPLE_ADJECTIVES)))
        if self.chance(0.65):
            node.on(self.nation())
            if node.left[0].dep == "nmod:poss":
                return node
        return self.the(node, 0.75)

    def actor(self, simple: bool = False) -> Node:
        """Someone who acts: state, body, person, people, authority; sometimes two."""
        draw = self.rng.random()
        if not simple and draw < 0.1:
            return self.joined(self.actor(True), self.actor(True))
        return self.rng.choices(
            [self.country, self.body, self.person, self.people, self.single, self.capital], [34, 14, 20, 14, 14, 4]
        )[0]()

    def joined(self, first: Node, second: Node) -> Node:
        """First and second."""
        second.as_("conj").on(Node("and", "CC", "cc"))
        first.plural = True
        if self.chance(0.12):
            first.on(Node("both", "CC", "cc:preconj"))
        elif self.chance(0.15):
            third_one = self.actor(True).as_("conj").on(Node(",", ",", "punct", tight=True))
            first.then(third_one)
        return first.then(second)

    def place(self) -> Node:
        draw = self.rng.random()
        if draw < 0.3:
            return self.capital()
        if draw < 0.5:
            return self.country()
        word = self.pick(lex.PLACES)
        node = Node(word, "NN")
        if self.chance(0.2):
            node = Node(plural(word), "NNS", lemma=word, plural=True)
        if self.chance(0.5):
            node.on(
                self.nation()
                if self.chance(0.6)
                else self.adjective(
                    self.pick("northern southern eastern western border coastal main disputed besieged".split())
                )
            )
            if node.left[0].dep == "nmod:poss":
                return node
        self.the(node, 0.8)
        if self.chance(0.2):
            node.then(self.of(self.capital()))
        elif self.chance(0.1):
            node.then(self.of(self.capital(), "near"))
        return node

    def topic(self, nouns: list[str], modifiers: list[str], is_plural: bool = False, p_the: float = 0.5) -> Node:
        """A noun of some list, with modifiers of another."""
        node = self.noun(self.pick(nouns))
        if not node.plural and not is_plural and self.chance(0.15) and node.tag == "NN":
            node = Node(plural(node.word), "NNS", lemma=node.word, plural=True)
        if modifiers and self.chance(0.5):
            word = self.pick(modifiers)
            noun_like = word in lex.DEAL_MODIFIERS + lex.ATTACK_MODIFIERS + lex.MEETING_MODIFIERS + [
                "trade",
                "arms",
                "oil",
                "travel",
                "import",
                "border",
            ]
            noun_like = noun_like and word not in ("nuclear", "bilateral")
            node.on(Node(word, "NNS" if word == "arms" else "NN", "compound") if noun_like else self.adjective(word))
        draw = self.rng.random()
        if draw < 0.12:
            node.on(self.demonym())
        elif draw < 0.2:
            node.on(Node(self.pick(lex.BODIES + ["U.S.", "US", "UN", "EU", "U.N."]), "NNP", "compound"))
        return node

    def slot(self, name: str) -> Node:
        """The phrase for a slot of a verb rule."""
        rng = self.rng
        if name == "A":
            return self.actor()
        if name == "AA":
            return self.joined(self.actor(True), self.actor(True))
        if name == "P":
            return self.people()
        if name == "L":
            return self.place()
        if name == "WEAPON":
            return self.noun(self.pick(lex.WEAPONS))
        if name == "FIRE":
            return Node("fire", "NN")
        if name == "THING":
            node = self.topic(lex.THINGS, lex.THING_MODIFIERS)
            return self.the(node, 0.8) if self.chance(0.1) else node
        if name in ("RESP", "CONCERN", "SUPPORT"):
            return Node(
                {
                    "RESP": "responsibility",
                    "CONCERN": self.pick(["concern", "anger", "alarm", "regret"]),
                    "SUPPORT": self.pick(["support", "hope", "backing"]),
                }[name],
                "NN",
            )
        if name in ("TALKS", "VISIT"):
            node = self.topic(
                lex.MEETINGS if name == "TALKS" else ["visit", "trip", "tour"],
                lex.MEETING_MODIFIERS if name == "TALKS" else ["official", "planned"],
            )
            if name == "TALKS":
                self.about(node)
            return node if node.plural else self.the(node)
        if name == "DEAL":
            node = self.topic(lex.DEALS, lex.DEAL_MODIFIERS)
            self.about(node)
            return self.the(node)
        if name == "ATTACK":
            return self.assault()
        if name == "MEASURE":
            return (
                self.topic(lex.MEASURES[:1] * 4 + lex.MEASURES, lex.MEASURE_MODIFIERS)
                if self.chance(0.7)
                else self.the(self.topic(lex.MEASURES, lex.MEASURE_MODIFIERS))
            )
        if name == "TIES":
            return self.topic(lex.TIES, lex.TIE_MODIFIERS, True)
        if name in ("DELEGATION", "COMPLAINT", "ELECTION"):
            words = {
                "DELEGATION": ["delegation", "mission", "team", "envoy"],
                "COMPLAINT": ["complaint", "protest", "lawsuit"],
                "ELECTION": ["election", "referendum", "poll"],
            }[name]
            return self.the(self.topic(words, ["high-level", "formal", "new", "early"]), 0.2)
        node = self.topic(
            lex.ISSUES
            if name == "ISSUE"
            else ["offer", "demand", "request", "invitation", "proposal", "apology", "explanation", "appeal"],
            lex.ISSUE_MODIFIERS,
        )
        if self.chance(0.3):
            return node.on(self.owner(self.actor(True))) if not node.left else self.the(node)
        node = self.the(node)
        if rng.random() < 0.2:
            node.then(self.infinitive().as_("acl")) if name == "OFFER" else node.then(self.of(self.place(), "in"))
        return node

    def about(self, node: Node) -> None:
        """Between whom, with whom, on what."""
        draw = self.rng.random()
        if draw < 0.15:
            node.then(self.of(self.joined(self.actor(True), self.actor(True)), "between"))
        elif draw < 0.25:
            node.then(self.of(self.actor(True), "with"))
        elif draw < 0.35:
            node.then(self.of(self.topic(lex.ISSUES, lex.ISSUE_MODIFIERS).on(Node("the", "DT", "det")), "on"))
        elif draw < 0.4:
            node.then(
                Node(
                    "aimed",
                    "VBN",
                    "acl",
                    lemma="aim",
                    right=[
                        Node(
                            "ending",
                            "VBG",
                            "advcl",
                            [Node("at", "IN", "mark", pos="SCONJ")],
                            [self.assault().as_("obj")],
                            lemma="end",
                        )
                    ],
                )
            )

    def assault(self) -> Node:
        """An attack, with whose, on whom, where."""
        node = self.topic(lex.ATTACKS, lex.ATTACK_MODIFIERS)
        draw = self.rng.random()
        if draw < 0.25 and not node.left:
            node.on(self.owner(self.actor(True)))
        else:
            self.the(node, 0.5)
        draw = self.rng.random()
        if draw < 0.3:
            node.then(self.of(self.place() if self.chance(0.6) else self.people(), self.pick(["on", "on", "against"])))
        elif draw < 0.4:
            node.then(self.of(self.place(), "in"))
        elif draw < 0.47:
            node.then(self.of(self.people(), "by"))
        elif draw < 0.53:
            killed = Node(
                "killed",
                "VBD",
                "acl:relcl",
                [Node("that", "WDT", "nsubj")],
                [self.people().as_("obj")],
                lemma="kill",
                morph=PAST.format("Sing"),
            )
            node.then(killed)
        return node

    # clauses

    def rule(self, subject: str | None = None, needs_object: bool = False) -> tuple[str, str, str, list[str]]:
        while True:
            found = self.rng.choice(self.verbs)
            if (subject is None or found[0] == subject) and not (needs_object and not found[2]):
                return found

    def complements(self, verb: Node, rule: tuple[str, str, str, list[str]], with_object: bool = True) -> Node:
        """Particle, object and prepositional phrases after a verb."""
        _, name, thing, phrases = rule
        particle = name.split("+")[1] if "+" in name else ""
        obj = self.slot(thing).as_("iobj" if name in ADDRESSED else "obj") if thing and with_object else None
        part = Node(particle, "RP", "compound:prt") if particle else None
        late = obj is not None and part is not None and not obj.right and thing not in NOUNS_WITH_PHRASE
        if obj is not None and part is not None and late and self.chance(0.15):
            verb.then(obj, part)
        else:
            verb.then(*(one for one in (part, obj) if one is not None))
        for i, phrase in enumerate(phrases):
            word, slot = phrase.split()
            wanted = self.chance(0.9 if thing == "" else 0.6) if i == 0 else self.chance(0.3)
            if wanted and obj is not None and thing in NOUNS_WITH_PHRASE and word not in ("from", "in", "of"):
                obj.then(self.of(self.slot(slot), word))
            elif wanted:
                verb.then(self.of(self.slot(slot), word, "obl"))
        return verb

    def bare(self, rule: tuple[str, str, str, list[str]], form: str = "VB") -> Node:
        """A verb in some form without its subject."""
        lemma = rule[1].split("+")[0]
        word = {"VB": lemma, "VBG": gerund(lemma), "VBN": past(lemma)[1]}[form]
        return self.complements(Node(word, form, lemma=lemma), rule)

    def infinitive(self) -> Node:
        """to do something"""
        return self.bare(self.rule("A")).on(Node("to", "TO", "mark"))

    def participle(self) -> Node:
        """accused of something, stationed somewhere"""
        if self.chance(0.5):
            word, lemma = self.rng.choice(
                [
                    ("stationed", "station"),
                    ("based", "base"),
                    ("deployed", "deploy"),
                    ("held", "hold"),
                    ("trapped", "trap"),
                ]
            )
            return Node(
                word,
                "VBN",
                "acl",
                right=[self.of(self.place(), "in", "obl")],
                lemma=lemma,
                morph="Tense=Past|VerbForm=Part|Voice=Pass",
            )
        if self.chance(0.5):
            word, lemma = self.rng.choice([("accused", "accuse"), ("suspected", "suspect")])
            return Node(
                word,
                "VBN",
                "acl",
                right=[self.bare(self.rule("A"), "VBG").as_("advcl").on(Node("of", "IN", "mark", pos="SCONJ"))],
                lemma=lemma,
                morph="Tense=Past|VerbForm=Part|Voice=Pass",
            )
        return self.bare(self.rule("P"), "VBG").as_("acl")

    def relative(self, plural_head: bool) -> Node:
        """who did something"""
        verb = self.finite(self.rule("P" if plural_head else "A"), plural_head, "past")
        return verb.as_("acl:relcl").on(Node("who", "WP", "nsubj"))

    def finite(self, rule: tuple[str, str, str, list[str]], many: bool, tense: str = "") -> Node:
        """A verb with auxiliaries and complements, active."""
        lemma = rule[1].split("+")[0]
        number = "Plur" if many else "Sing"
        tense = (
            tense
            or self.rng.choices(
                ["past", "now", "perfect", "will", "may", "not", "prog", "pluperfect"], [52, 14, 9, 8, 5, 6, 4, 2]
            )[0]
        )
        has = Node(
            "have" if many else "has",
            "VBP" if many else "VBZ",
            "aux",
            lemma="have",
            pos="AUX",
            morph=NOW.format(number),
        )
        if tense == "past":
            verb = Node(past(lemma)[0], "VBD", lemma=lemma, morph=PAST.format(number))
        elif tense == "now":
            verb = Node(
                lemma if many else third(lemma), "VBP" if many else "VBZ", lemma=lemma, morph=NOW.format(number)
            )
        elif tense == "perfect":
            verb = Node(past(lemma)[1], "VBN", "", [has], lemma=lemma)
        elif tense == "pluperfect":
            verb = Node(
                past(lemma)[1],
                "VBN",
                "",
                [Node("had", "VBD", "aux", lemma="have", pos="AUX", morph=PAST.format(number))],
                lemma=lemma,
            )
        elif tense == "prog":
            be = ("are" if many else "is") if self.chance(0.6) else ("were" if many else "was")
            tag = ("VBP" if many else "VBZ") if be in ("are", "is") else "VBD"
            verb = Node(
                gerund(lemma),
                "VBG",
                "",
                [Node(be, tag, "aux", lemma="be", pos="AUX", morph=(NOW if tag != "VBD" else PAST).format(number))],
                lemma=lemma,
                morph="Tense=Pres|VerbForm=Part",
            )
        elif tense == "not":
            kind = self.rng.random()
            if kind < 0.5:
                verb = Node(
                    lemma,
                    "VB",
                    "",
                    [
                        Node("did", "VBD", "aux", lemma="do", pos="AUX", morph=PAST.format(number)),
                        Node("not", "RB", "advmod", pos="PART", morph="Polarity=Neg"),
                    ],
                    lemma=lemma,
                )
            elif kind < 0.75:
                verb = Node(
                    past(lemma)[1],
                    "VBN",
                    "",
                    [has, Node("not", "RB", "advmod", pos="PART", morph="Polarity=Neg")],
                    lemma=lemma,
                )
            else:
                verb = Node(
                    lemma,
                    "VB",
                    "",
                    [
                        Node(self.pick(["will", "would", "could"]), "MD", "aux"),
                        Node("not", "RB", "advmod", pos="PART", morph="Polarity=Neg"),
                    ],
                    lemma=lemma,
                )
        else:
            words = ["will", "would"] if tense == "will" else ["may", "could", "might", "should", "must", "can"]
            verb = Node(lemma, "VB", "", [Node(self.pick(words), "MD", "aux")], lemma=lemma)
        if self.chance(0.07):
            verb.left.append(
                Node(
                    self.pick(
                        "also again strongly repeatedly reportedly immediately formally already openly sharply briefly".split()
                    ),
                    "RB",
                    "advmod",
                )
            )
        return self.complements(verb, rule)

    def passive(self) -> Node:
        """Someone was attacked by someone."""
        rule = self.rule(needs_object=True)
        lemma = rule[1].split("+")[0]
        subject = self.slot(rule[2]) if rule[2] != "FIRE" else self.people()
        many = subject.plural or subject.tag in ("NNS", "NNPS")
        number = "Plur" if many else "Sing"
        verb = Node(past(lemma)[1], "VBN", lemma=lemma, morph="Tense=Past|VerbForm=Part|Voice=Pass")
        draw = self.rng.random()
        if draw < 0.6:
            verb.left = [
                Node("were" if many else "was", "VBD", "aux:pass", lemma="be", pos="AUX", morph=PAST.format(number))
            ]
        elif draw < 0.8:
            has = Node(
                "have" if many else "has",
                "VBP" if many else "VBZ",
                "aux",
                lemma="have",
                pos="AUX",
                morph=NOW.format(number),
            )
            verb.left = [has, Node("been", "VBN", "aux:pass", lemma="be", pos="AUX")]
        elif draw < 0.92:
            verb.left = [
                Node(self.pick(["will", "would", "may", "could"]), "MD", "aux"),
                Node("be", "VB", "aux:pass", pos="AUX"),
            ]
        else:
            verb.left = [
                Node(
                    "are" if many else "is",
                    "VBP" if many else "VBZ",
                    "aux",
                    lemma="be",
                    pos="AUX",
                    morph=NOW.format(number),
                ),
                Node("being", "VBG", "aux:pass", lemma="be", pos="AUX"),
            ]
        self.complements(verb, rule, with_object=False)
        if self.chance(0.6):
            agent = self.people() if rule[0] == "P" else self.actor()
            verb.then(self.of(agent, "by", "obl:agent"))
        if self.chance(0.4) and len(subject.right) > 1:
            subject.right = subject.right[:1] if subject.right[0].dep in ("flat", "conj") else []
        return verb.on(subject.as_("nsubj:pass"))

    def many(self, node: Node) -> bool:
        return node.plural or node.tag in ("NNS", "NNPS") and node.word not in ("States", "Nations", "Emirates")

    def active(self, tense: str = "") -> Node:
        rule = self.rule()
        subject = self.people() if rule[0] == "P" and self.chance(0.85) else self.actor()
        return self.finite(rule, self.many(subject), tense).on(subject.as_("nsubj"))

    def simple_verb(self, lemma: str, subject: Node, now: float = 0.15) -> Node:
        """A finite verb without complements, with its subject."""
        many = self.many(subject)
        number = "Plur" if many else "Sing"
        draw = self.rng.random()
        if draw < now:
            verb = Node(
                lemma if many else third(lemma), "VBP" if many else "VBZ", lemma=lemma, morph=NOW.format(number)
            )
        elif draw < now + 0.12:
            has = Node(
                "have" if many else "has",
                "VBP" if many else "VBZ",
                "aux",
                lemma="have",
                pos="AUX",
                morph=NOW.format(number),
            )
            verb = Node(past(lemma)[1], "VBN", "", [has], lemma=lemma)
        else:
            verb = Node(past(lemma)[0], "VBD", lemma=lemma, morph=PAST.format(number))
        return verb.on(subject.as_("nsubj"))

    def control(self) -> Node:
        """Someone refused to do something; someone urged someone to do something."""
        if self.chance(0.6):
            verb = self.simple_verb(self.pick(lex.SUBJECT_CONTROL), self.actor())
            return verb.then(self.infinitive().as_("xcomp"))
        lemma = self.pick(lex.OBJECT_CONTROL)
        inner = self.infinitive()
        if self.chance(0.15):
            inner.on(Node("not", "RB", "advmod", pos="PART", morph="Polarity=Neg"))
        if self.chance(0.3):
            subject = self.actor()
            many = self.many(subject)
            verb = Node(past(lemma)[1], "VBN", lemma=lemma, morph="Tense=Past|VerbForm=Part|Voice=Pass")
            verb.left = [
                subject.as_("nsubj:pass"),
                Node(
                    "were" if many else "was",
                    "VBD",
                    "aux:pass",
                    lemma="be",
                    pos="AUX",
                    morph=PAST.format("Plur" if many else "Sing"),
                ),
            ]
            return verb.then(inner.as_("xcomp"))
        verb = self.simple_verb(lemma, self.actor())
        obj = self.actor().as_("iobj" if lemma in ADDRESSED else "obj")
        return verb.then(obj, inner.as_("xcomp"))

    def calling(self) -> Node:
        """call on someone to do; accuse someone of doing; prevent someone from doing."""
        if self.chance(0.4):
            verb = self.simple_verb("call", self.actor())
            return verb.then(self.of(self.actor(), "on", "obl"), self.infinitive().as_("xcomp"))
        lemma, word = self.rng.choice(
            [
                ("accuse", "of"),
                ("accuse", "of"),
                ("blame", "for"),
                ("prevent", "from"),
                ("ban", "from"),
                ("thank", "for"),
            ]
        )
        inner = self.bare(self.rule(), "VBG").as_("advcl").on(Node(word, "IN", "mark", pos="SCONJ"))
        return self.simple_verb(lemma, self.actor()).then(self.actor(True).as_("obj"), inner)

    def light(self) -> Node:
        """Nominal events: talks collapsed, an attack killed people, the meeting ended without agreement."""
        draw = self.rng.random()
        if draw < 0.4:
            subject = self.slot("TALKS")
            verb = self.simple_verb(
                self.pick(["collapse", "fail", "end", "begin", "resume", "continue", "start", "stall"]), subject
            )
            if self.chance(0.4):
                verb.then(self.of(self.place(), "in", "obl"))
            elif self.chance(0.3):
                verb.then(self.of(Node("agreement", "NN"), "without", "obl"))
            return verb
        if draw < 0.75:
            subject = self.assault()
            verb = self.simple_verb(
                self.pick(["kill", "wound", "injure", "destroy", "hit", "spark", "trigger", "threaten", "displace"]),
                subject,
            )
            return verb.then((self.people() if self.chance(0.7) else self.place()).as_("obj"))
        subject = self.slot(self.pick(["ISSUE", "DEAL", "MEASURE"]))
        verb = self.simple_verb(
            self.pick(["draw", "provoke", "spark", "anger", "alarm", "divide", "undermine", "please"]), subject
        )
        if verb.lemma in ("anger", "alarm", "divide", "undermine", "please"):
            return verb.then(self.actor().as_("obj"))
        obj = Node(self.pick(["protests", "criticism", "condemnation", "anger", "outrage", "concern"]), "NN")
        obj.tag = "NNS" if obj.word == "protests" else "NN"
        return (
            verb.then(obj.as_("obj"), self.of(self.actor(True), "from", "obl"))
            if self.chance(0.5)
            else verb.then(obj.as_("obj"))
        )

    def copular(self) -> Node:
        """Someone is ready to do; someone is a member of."""
        subject = self.actor()
        many = self.many(subject)
        number = "Plur" if many else "Sing"
        be = Node(
            "are" if many else "is", "VBP" if many else "VBZ", "cop", lemma="be", pos="AUX", morph=NOW.format(number)
        )
        if self.chance(0.5):
            be = Node("were" if many else "was", "VBD", "cop", lemma="be", pos="AUX", morph=PAST.format(number))
        if self.chance(0.5):
            head = Node(self.pick(["ready", "willing", "unable", "reluctant", "free", "likely", "unwilling"]), "JJ")
            head.then(self.infinitive().as_("xcomp"))
        elif self.chance(0.5):
            head = Node(self.pick(["concerned", "angry", "silent", "responsible", "optimistic", "critical"]), "JJ")
            head.then(self.of(self.assault(), {"responsible": "for", "critical": "of"}.get(head.word, "about"), "obl"))
        else:
            head = Node(
                self.pick(["member", "ally", "founder", "critic", "supporter", "target", "partner", "signatory"]), "NN"
            )
            head = self.the(head, 0.3).then(self.of(self.actor(True)))
        return head.on(subject.as_("nsubj"), be)

    def core(self, tense: str = "") -> Node:
        """A clause of any kind."""
        if tense:
            return self.active(tense)
        kinds: list[Callable[[], Node]] = [
            self.active,
            self.passive,
            self.control,
            self.calling,
            self.light,
            self.copular,
        ]
        return self.rng.choices(kinds, [50, 18, 14, 6, 9, 3])[0]()

    # adjuncts and sentences

    def time(self) -> Node:
        """on Tuesday, last week, in November, two days ago"""
        day = self.pick("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
        month = self.pick(
            "January February March April May June July August September October November December".split()
        )
        draw = self.rng.random()
        if draw < 0.35:
            return self.of(Node(day, "NNP"), "on", "obl")
        if draw < 0.5:
            return Node(day, "NNP", "obl:unmarked")
        if draw < 0.62:
            return Node(
                self.pick(["week", "month", "year", "night"]), "NN", "obl:unmarked", [Node("last", "JJ", "amod")]
            )
        if draw < 0.7:
            return Node(self.pick(["yesterday", "today"]), "NN", "obl:unmarked")
        if draw < 0.8:
            node = self.of(Node(month, "NNP"), "in", "obl")
            if self.chance(0.4):
                node.then(
                    Node(str(self.rng.randint(1990, 2026)), "CD", "nmod:unmarked", morph="NumForm=Digit|NumType=Card")
                )
            return node
        if draw < 0.9:
            day_no = Node(str(self.rng.randint(1, 30)), "CD", morph="NumForm=Digit|NumType=Card")
            if self.chance(0.5):
                return self.of(day_no.on(Node(month, "NNP", "nmod:unmarked")), "on", "obl")
            return self.of(Node(month, "NNP").on(day_no.as_("nummod")), "on", "obl")
        unit = Node(
            self.pick(["days", "weeks", "months", "years"]),
            "NNS",
            "obl:unmarked",
            [Node(self.pick(["two", "three", "five", "ten"]), "CD", "nummod")],
        )
        unit.lemma = unit.word[:-1]
        return Node("ago", "RB", "advmod", [unit])

    def adjuncts(self, verb: Node) -> Node:
        """Time and place after or before the clause; clauses of time and purpose behind it."""
        draw = self.rng.random()
        if draw < 0.4:
            verb.then(self.time())
        elif draw < 0.45 and verb.left and verb.left[0].dep.startswith("nsubj"):
            verb.left.insert(1, self.time())
        elif draw < 0.53:
            phrase = self.time() if self.chance(0.6) else self.of(self.place(), "in", "obl")
            verb.on(phrase, Node(",", ",", "punct", tight=True)) if self.chance(0.7) else verb.on(phrase)
        if self.chance(0.12):
            verb.then(self.of(self.place(), self.pick(["in", "near", "at", "outside"]), "obl"))
        draw = self.rng.random()
        if draw < 0.05:
            verb.then(
                self.of(
                    self.assault() if self.chance(0.6) else self.slot("TALKS"),
                    self.pick(["after", "before", "during", "despite", "following"]),
                    "obl",
                )
            )
        elif draw < 0.1:
            verb.then(
                self.bare(self.rule("A"), "VBG")
                .as_("advcl")
                .on(Node(self.pick(["after", "by", "before", "without"]), "IN", "mark", pos="SCONJ"))
            )
        elif draw < 0.15:
            verb.then(
                self.core("past")
                .as_("advcl")
                .on(Node(self.pick(["after", "because", "as", "when", "before"]), "IN", "mark", pos="SCONJ"))
            )
            if verb.right[-1].left[0].word == "when":
                verb.right[-1].left[0] = Node("when", "WRB", "advmod")
        elif draw < 0.19:
            verb.then(self.infinitive().as_("advcl"))
        elif draw < 0.23:
            verb.then(self.bare(self.rule("A"), "VBG").as_("advcl").on(Node(",", ",", "punct", tight=True)))
        elif draw < 0.26:
            verb.then(
                self.core().as_("advcl").on(Node(self.pick(["if", "unless", "until"]), "IN", "mark", pos="SCONJ"))
            )
        return verb

    def speaker(self) -> Node:
        return self.person() if self.chance(0.6) else self.actor(True)

    def reported(self) -> Node:
        """Someone said that ...; ..., someone said; according to someone; "...," someone said."""
        draw = self.rng.random()
        lemma = self.pick(["say"] * 12 + [one for one in lex.SAY if "_" not in one])
        inner = self.adjuncts(self.core())
        if draw < 0.45:
            verb = self.simple_verb(lemma, self.speaker())
            if self.chance(0.25):
                verb.then(self.time())
            if self.chance(0.5):
                inner.on(Node("that", "IN", "mark", pos="SCONJ"))
            return verb.then(inner.as_("ccomp"))
        if draw < 0.8:
            quoted = self.chance(0.25)
            speaker = self.speaker()
            inverted = self.chance(0.2)
            verb = self.simple_verb("say", Node("x", "NN", plural=self.many(speaker)), 0.15)
            verb.left = [one for one in verb.left if one.dep != "nsubj"]
            if quoted:
                inner.on(Node('"', "``", "punct")).then(
                    Node(",", ",", "punct", tight=True), Node('"', "''", "punct", tight=True)
                )
            else:
                inner.then(Node(",", ",", "punct", tight=True))
            verb.on(inner.as_("ccomp"))
            if inverted and not verb.left[1:]:
                verb.then(speaker.as_("nsubj"))
            else:
                verb.left.insert(1, speaker.as_("nsubj"))
            if self.chance(0.3):
                verb.then(self.time())
            return verb
        source = self.speaker().as_("obl")
        case = Node(
            "according",
            "VBG",
            "case",
            right=[Node("to", "IN", "fixed")],
            lemma="accord",
            pos="VERB",
            morph="ExtPos=ADP|Tense=Pres|VerbForm=Part",
        )
        source.on(case)
        if self.chance(0.3):
            return inner.on(source, Node(",", ",", "punct", tight=True))
        if self.chance(0.7):
            inner.then(Node(",", ",", "punct", tight=True))
        return inner.then(source)

    def two_verbs(self) -> Node:
        """Someone did one thing and did another; one did this but another did that."""
        first = self.active("past") if self.chance(0.7) else self.active()
        if self.chance(0.6):
            second = self.finite(self.rule("A"), False, "past")
        else:
            second = self.active("past").on()
            if self.chance(0.5):
                second.on(Node(",", ",", "punct", tight=True))
                second.left.insert(1, Node("but", "CC", "cc"))
                return first.then(second.as_("conj"))
        return first.then(second.as_("conj").on(Node("and", "CC", "cc")))

    def sentence(self) -> Node:
        """A whole sentence with its full stop."""
        draw = self.rng.random()
        if draw < 0.6:
            root = self.adjuncts(self.core())
        elif draw < 0.85:
            root = self.reported()
        elif draw < 0.93:
            root = self.adjuncts(self.two_verbs())
        else:
            return self.headline()
        if not self.chance(0.08):
            root.then(Node(".", ".", "punct", tight=True))
        return root

    def headline(self) -> Node:
        """Without articles and full stop: present tense, `to` for the future, a bare participle for the passive."""
        draw = self.rng.random()
        if draw < 0.6:
            root = self.active("now")
        elif draw < 0.8:
            rule = self.rule("A")
            root = self.bare(rule).on(self.actor(True).as_("nsubj"), Node("to", "TO", "mark"))
        else:
            rule = self.rule("P", needs_object=True)
            subject = self.slot(rule[2]).as_("nsubj:pass")
            lemma = rule[1].split("+")[0]
            root = Node(past(lemma)[1], "VBN", "", [subject], lemma=lemma, morph="Tense=Past|VerbForm=Part|Voice=Pass")
            self.complements(root, rule, with_object=False)
        if self.chance(0.2):
            root.then(self.of(self.place(), "in", "obl"))
        without_articles(root)
        return root


def without_articles(node: Node) -> None:
    """Drops `a`, `an` and `the` from a tree."""
    node.left = [one for one in node.left if one.word not in ("a", "an", "the")]
    node.right = [one for one in node.right if one.word not in ("a", "an", "the")]
    for child in [*node.left, *node.right]:
        without_articles(child)


def sentences(count: int, seed: int, longest: int = 32) -> list[Tree]:
    """Sentences with their trees; none twice, none too long or with a fault of shape."""
    writer = Writer(Random(seed))
    found: list[Tree] = []
    seen = set()
    while len(found) < count:
        tree = tidied(flat_tree(writer.sentence(), f"news-{len(found) + 1:05d}"))
        if 3 <= len(tree) <= longest and tree.text not in seen:
            wrong = treebank.faults(tree)
            if wrong:
                raise ValueError(f"{tree.text}: {wrong}")
            seen.add(tree.text)
            found.append(tree)
    return found


def tidied(tree: Tree) -> Tree:
    """Without a comma that stands before another mark."""
    drop = {i for i in range(len(tree) - 1) if tree.words[i] == "," and tree.words[i + 1] in (".", ",")}
    if tree.words[-1] == ",":
        drop.add(len(tree) - 1)
    if not drop:
        return tree
    kept = [i for i in range(len(tree)) if i not in drop]
    new = {old: i for i, old in enumerate(kept)}
    made = Tree(name=tree.name)
    for column in ("words", "lemmas", "pos", "tags", "morphs", "deps"):
        setattr(made, column, [getattr(tree, column)[i] for i in kept])
    made.spaces = [tree.spaces[i] and not (i + 1 in drop and tree.spaces[i + 1] is False) for i in kept]
    made.heads = [new[tree.heads[i]] for i in kept]
    return made


def main() -> None:
    """Writes the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "news.conllu")
    a = parser.parse_args()
    treebank.write(sentences(a.count, a.seed), a.out)


if __name__ == "__main__":
    main()
