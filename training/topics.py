"""What acts are about: talks, deals, attacks, measures, ties, issues; and the slots of the verb rules."""

from __future__ import annotations

from collections.abc import Callable

import lexicon as lex
from nodes import Node, finite_past, mark, of, plural, the
from phrases import Phrases

LIKE_NOUNS = {
    *lex.DEAL_MODIFIERS, *lex.ATTACK_MODIFIERS, *lex.MEETING_MODIFIERS, "trade", "arms", "oil", "travel", "import", "border",
} - {"nuclear", "bilateral"}  # fmt: skip
PLAIN = {
    "RESP": ["responsibility"],
    "CONCERN": ["concern", "anger", "alarm", "regret"],
    "SUPPORT": ["support", "hope", "backing"],
}
SMALL = {
    "DELEGATION": ["delegation", "mission", "team", "envoy"],
    "COMPLAINT": ["complaint", "protest", "lawsuit"],
    "ELECTION": ["election", "referendum", "poll"],
}
OFFERS = ["offer", "demand", "request", "invitation", "proposal", "apology", "explanation", "appeal"]


class Topics(Phrases):
    """Draws the phrases that verbs take."""

    def infinitive(self) -> Node:
        """to do something: comes from a subclass."""
        raise NotImplementedError

    def topic(self, nouns: list[str], modifiers: list[str], is_plural: bool = False) -> Node:
        """A noun of some list, with modifiers of another."""
        node = self.noun(self.pick(nouns))
        if not node.plural and not is_plural and self.chance(0.15) and node.tag == "NN":
            node = Node(plural(node.word), "NNS", lemma=node.word, plural=True)
        if modifiers and self.chance(0.5):
            word = self.pick(modifiers)
            compound = Node(word, "NNS" if word == "arms" else "NN", "compound")
            node.on(compound if word in LIKE_NOUNS else self.adjective(word))
        draw = self.rng.random()
        if draw < 0.12:
            node.on(self.demonym())
        elif draw < 0.2:
            node.on(Node(self.pick([*lex.BODIES, "U.S.", "US", "UN", "EU", "U.N."]), "NNP", "compound"))
        return node

    def slot(self, name: str) -> Node:
        """The phrase for a slot of a verb rule."""
        kinds: dict[str, Callable[[], Node]] = {
            "A": self.actor,
            "AA": lambda: self.joined(self.actor(True), self.actor(True)),
            "P": self.people,
            "L": self.place,
            "WEAPON": lambda: self.noun(self.pick(lex.WEAPONS)),
            "FIRE": lambda: Node("fire", "NN"),
            "THING": self.thing,
            "TALKS": self.talks,
            "VISIT": lambda: self.with_article(self.topic(["visit", "trip", "tour"], ["official", "planned"])),
            "DEAL": self.deal,
            "ATTACK": self.assault,
            "MEASURE": self.measure,
            "TIES": lambda: self.topic(lex.TIES, lex.TIE_MODIFIERS, True),
            "ISSUE": lambda: self.issue(lex.ISSUES, False),
            "OFFER": lambda: self.issue(OFFERS, True),
        }
        if name in PLAIN:
            return Node(self.pick(PLAIN[name]), "NN")
        if name in SMALL:
            return self.with_article(self.topic(SMALL[name], ["high-level", "formal", "new", "early"]), 0.2)
        return kinds[name]()

    def thing(self) -> Node:
        """Aid, weapons."""
        node = self.topic(lex.THINGS, lex.THING_MODIFIERS)
        return self.with_article(node, 0.8) if self.chance(0.1) else node

    def talks(self) -> Node:
        """Peace talks with someone on something."""
        node = self.topic(lex.MEETINGS, lex.MEETING_MODIFIERS)
        self.about(node)
        return node if node.plural else self.with_article(node)

    def deal(self) -> Node:
        """An agreement between two."""
        node = self.topic(lex.DEALS, lex.DEAL_MODIFIERS)
        self.about(node)
        return self.with_article(node)

    def measure(self) -> Node:
        """Sanctions, an embargo."""
        if self.chance(0.7):
            return self.topic(lex.MEASURES[:1] * 4 + lex.MEASURES, lex.MEASURE_MODIFIERS)
        return self.with_article(self.topic(lex.MEASURES, lex.MEASURE_MODIFIERS))

    def issue(self, nouns: list[str], is_offer: bool) -> Node:
        """Someone's decision, an offer to do something."""
        node = self.topic(nouns, lex.ISSUE_MODIFIERS)
        if self.chance(0.3):
            return self.with_article(node) if node.left else node.on(self.owner(self.actor(True)))
        node = self.with_article(node)
        if self.chance(0.2):
            node.then(self.infinitive().as_("acl") if is_offer else of(self.place(), "in"))
        return node

    def about(self, node: Node) -> None:
        """Between whom, with whom, on what, aimed at what."""
        draw = self.rng.random()
        if draw < 0.15:
            node.then(of(self.joined(self.actor(True), self.actor(True)), "between"))
        elif draw < 0.25:
            node.then(of(self.actor(True), "with"))
        elif draw < 0.35:
            node.then(of(self.topic(lex.ISSUES, lex.ISSUE_MODIFIERS).on(the()), "on"))
        elif draw < 0.4:
            ending = Node("ending", "VBG", "advcl", [mark("at")], [self.assault().as_("obj")], lemma="end")
            node.then(Node("aimed", "VBN", "acl", right=[ending], lemma="aim"))

    def assault(self) -> Node:
        """An attack, with whose, on whom, where."""
        node = self.topic(lex.ATTACKS, lex.ATTACK_MODIFIERS)
        if self.rng.random() < 0.25 and not node.left:
            node.on(self.owner(self.actor(True)))
        else:
            self.with_article(node, 0.5)
        draw = self.rng.random()
        if draw < 0.3:
            node.then(of(self.place() if self.chance(0.6) else self.people(), self.pick(["on", "on", "against"])))
        elif draw < 0.4:
            node.then(of(self.place(), "in"))
        elif draw < 0.47:
            node.then(of(self.people(), "by"))
        elif draw < 0.53:
            killed = finite_past("kill", False).as_("acl:relcl").on(Node("that", "WDT", "nsubj"))
            node.then(killed.then(self.people().as_("obj")))
        return node
