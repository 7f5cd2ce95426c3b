"""Noun phrases of the grammar: states, bodies, persons with their offices, people, places."""

from __future__ import annotations

from random import Random

import lexicon as lex
from nodes import DIGITS, Node, comma, of, plural, singular, the

BEFORE = ("New", "North", "South", "East", "West", "United", "Great", "Soviet", "Western", "Central", "Equatorial")
SHORT_BODIES = ["U.S.", "US", "U.N.", "UN", "EU"]


class Phrases:
    """Draws noun phrases; one `Random` decides everything. Clauses that hang on nouns come from a subclass."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng

    def chance(self, p: float) -> bool:
        """True in a share p of the calls."""
        return self.rng.random() < p

    def pick(self, words: list[str]) -> str:
        """One of the words."""
        return self.rng.choice(words)

    def of_people(self) -> Node | None:
        """A clause that may hang on people: none here."""
        raise NotImplementedError

    # words

    def with_article(self, noun: Node, p_the: float = 0.6) -> Node:
        """A determiner before the noun, as it fits its number."""
        if noun.plural:
            return noun.on(the()) if self.chance(p_the * 0.5) else noun
        if self.chance(p_the):
            return noun.on(the())
        first = (noun.left[0] if noun.left else noun).word
        word = "an" if first[:1].lower() in "aeio" else "a"
        return noun.on(Node(word, "DT", "det", morph="Definite=Ind|PronType=Art", lemma="a"))

    def adjective(self, word: str) -> Node:
        """An adjective of the lexicon; `heavily_armed` has an adverb, `human_rights` is a noun."""
        parts = word.split("_")
        if parts[0] == "human":
            return Node(parts[-1], "NNS", "compound", [Node("human", "JJ", "amod")], lemma="right")
        node = Node(parts[-1], "JJ", "amod", lemma=parts[-1] if parts[-1][:1].isupper() else "")
        return node.on(Node(parts[0], "RB", "advmod")) if len(parts) == 2 else node

    def noun(self, word: str, is_plural: bool = False) -> Node:
        """A noun of the lexicon; `tear_gas` is a compound."""
        *before, head = word.split("_")
        is_plural = is_plural or (head.endswith("s") and head not in ("gas", "crisis"))
        node = Node(head, "NNS" if is_plural else "NN", lemma=singular(head) if is_plural else head, plural=is_plural)
        return node.on(*(Node(one, "NN", "compound") for one in before))

    # names

    def name(self, words: list[str]) -> Node:
        """A name of one or several words: New Delhi hangs on its last word, Sri Lanka on its first."""
        if len(words) == 1:
            return Node(words[0], "NNP")
        if words[0] not in BEFORE:
            return Node(words[0], "NNP").then(*(Node(word, "NNP", "flat") for word in words[1:]))
        head = Node(words[-1], "NNPS" if words[-1] in ("States", "Emirates") else "NNP", lemma=words[-1])
        head.on(*(Node(word, "NNP", "amod", pos="ADJ", morph="Degree=Pos") for word in words[:-1]))
        return head.on(the()) if words[0] in ("United", "Soviet") else head

    def country(self) -> Node:
        """A state."""
        return self.name(self.pick(lex.COUNTRIES).split())

    def capital(self) -> Node:
        """A capital."""
        return self.name(self.pick(lex.CAPITALS).split())

    def body(self) -> Node:
        """An alliance, organisation or authority."""
        if self.chance(0.5):
            word = self.pick(lex.BODIES)
            has_article = word in lex.ARTICLE_BODIES and self.chance(0.8)
            return Node(word, "NNP").on(the()) if has_article else Node(word, "NNP")
        left, head = [], Node("", "NNP")
        for part in self.pick(lex.LONG_BODIES).split():
            word, kind = part.split("/")
            if kind == "A":
                left.append(Node(word, "NNP", "amod", pos="ADJ", morph="Degree=Pos"))
            elif kind == "C":
                left.append(Node(word, "NNP", "compound"))
            else:
                head = Node(word, "NNPS" if kind == "P" else "NNP")
        return head.on(the(), *left)

    def demonym(self) -> Node:
        """An adjective of nationality."""
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
            return Node(self.pick(SHORT_BODIES), "NNP", "compound")
        return self.owner(self.country())

    def owner(self, node: Node) -> Node:
        """The phrase with 's, as a possessor."""
        node.right = [one for one in node.right if one.dep in ("flat", "conj", "nmod")]
        last = node
        while last.right:
            last = last.right[-1]
        mark = "'" if last.tag in ("NNS", "NNPS") or (last.word.endswith("s") and self.chance(0.4)) else "'s"
        return node.as_("nmod:poss").then(Node(mark, "POS", "case", tight=True, lemma="'s"))

    # persons

    def title(self, capital: bool) -> Node:
        """An office: Prime Minister, or prime minister."""
        words, kind = self.pick(lex.TITLES).split("/")
        *before, head = words.split("_")
        dep = "amod" if kind == "J" else "compound"
        if capital:
            pos = "ADJ" if kind == "J" else ""
            return Node(head.capitalize(), "NNP").on(*(Node(w.capitalize(), "NNP", dep, pos=pos) for w in before))
        return Node(head, "NN").on(*(Node(word, "JJ" if kind == "J" else "NN", dep) for word in before))

    def full_name(self) -> Node:
        """Given and family name, or the latter alone."""
        if self.chance(0.3):
            return Node(self.pick(lex.LAST), "NNP")
        node = Node(self.pick(lex.FIRST), "NNP")
        if self.chance(0.1):
            node.then(Node(self.pick(list("ABCDEFGHJKLMNPRSTW")) + ".", "NNP", "flat"))
        return node.then(Node(self.pick(lex.LAST), "NNP", "flat"))

    def person(self) -> Node:
        """A name, an office with a name before or behind, or an office alone."""
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
            if office.left[0].dep != "nmod:poss":
                office.on(the())
            return self.apposed(office, name) if self.chance(0.35) else office
        office.on(the())
        if self.chance(0.6):
            office.then(of(self.country() if self.chance(0.6) else self.body()))
        return self.apposed(name, office) if self.chance(0.6) else office

    def apposed(self, head: Node, other: Node) -> Node:
        """Head, other,"""
        return head.then(other.as_("appos").on(comma()).then(comma()))

    # people and authorities

    def people(self) -> Node:
        """Soldiers, protesters, Armenians, with modifiers and numbers."""
        draw = self.rng.random()
        if draw < 0.08:
            word = self.pick(lex.DEMONYMS)
            if word.endswith(("an", "i")):
                node = Node(word + "s", "NNPS", lemma=word, plural=True)
                return node.on(the()) if self.chance(0.3) else node
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
            node.on(the())
        clause = self.of_people()
        return node.then(clause) if clause is not None else node

    def counted(self, node: Node) -> Node:
        """at least five of them, dozens of them, many of them"""
        draw = self.rng.random()
        if draw < 0.5:
            word = self.pick("two three four five six seven eight nine ten 11 12 15 20 30 50 100 200".split())
            number = Node(word, "CD", "nummod", morph=DIGITS if word.isdigit() else None)
            if self.chance(0.2):
                number.on(Node("least", "JJS", "nmod", [Node("at", "IN", "case")]))
            return node.on(number)
        if draw < 0.7:
            word = self.pick(["dozens", "hundreds", "thousands", "scores"])
            return Node(word, "NNS", lemma=word[:-1], plural=True).then(of(node))
        return node.on(self.adjective(self.pick(["several", "many", "some", "more", "other"])))

    def single(self) -> Node:
        """The Turkish army, a court."""
        node = Node(self.pick(lex.SINGLE), "NN")
        if self.chance(0.15):
            node.on(self.adjective(self.pick(lex.PEOPLE_ADJECTIVES)))
        if self.chance(0.65):
            node.on(self.nation())
            if node.left[0].dep == "nmod:poss":
                return node
        return self.with_article(node, 0.75)

    def actor(self, simple: bool = False) -> Node:
        """Someone who acts: state, body, person, people, authority; sometimes two."""
        draw = self.rng.random()
        if not simple and draw < 0.1:
            return self.joined(self.actor(True), self.actor(True))
        kinds = [self.country, self.body, self.person, self.people, self.single, self.capital]
        return self.rng.choices(kinds, [34, 14, 20, 14, 14, 4])[0]()

    def joined(self, first: Node, second: Node) -> Node:
        """First and second; both first and second; first, another and second."""
        second.as_("conj").on(Node("and", "CC", "cc"))
        first.plural = True
        if self.chance(0.12):
            first.on(Node("both", "CC", "cc:preconj"))
        elif self.chance(0.15):
            first.then(self.actor(True).as_("conj").on(comma()))
        return first.then(second)

    def place(self) -> Node:
        """A city, a state, a village near one."""
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
            node.on(self.nation() if self.chance(0.6) else self.adjective(self.pick(lex.PLACE_ADJECTIVES)))
            if node.left[0].dep == "nmod:poss":
                return node
        self.with_article(node, 0.8)
        if self.chance(0.2):
            node.then(of(self.capital()))
        elif self.chance(0.1):
            node.then(of(self.capital(), "near"))
        return node
