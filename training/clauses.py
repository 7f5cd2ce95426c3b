"""Clauses of the grammar: active, passive, control verbs, calls and accusations, nominal events, to be."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import lexicon as lex
from nodes import Node, finite_now, finite_past, gerund, has, is_, mark, not_, of, participle, perfect, was
from topics import Topics

Rule = tuple[str, str, str, list[str]]
"""Slot of the subject, verb with its particle, slot of the object, phrases as `word SLOT`."""

ADDRESSED = ("ask", "tell", "urge", "warn")
"""Verbs whose person spoken to is `iobj` in EWT."""
NOUNS_WITH_PHRASE = ("RESP", "CONCERN", "SUPPORT", "TALKS", "VISIT", "TIES", "ATTACK", "COMPLAINT", "DEAL")
"""Slots whose noun, not the verb, takes the phrase: talks with, ties with, an attack on, responsibility for."""
TENSES = {"past": 52, "now": 14, "perfect": 9, "will": 8, "may": 5, "not": 6, "prog": 4, "pluperfect": 2}
ADVERBS = "also again strongly repeatedly reportedly immediately formally already openly sharply briefly".split()
BLAMES = ["accuse of", "accuse of", "blame for", "prevent from", "ban from", "thank for"]
REACTIONS = ["protests", "criticism", "condemnation", "anger", "outrage", "concern"]


def lemma_of(rule: Rule) -> str:
    """The verb without its particle."""
    return rule[1].split("+")[0]


def is_many(node: Node) -> bool:
    """Whether a subject takes a plural verb."""
    return node.plural or (node.tag in ("NNS", "NNPS") and node.word not in ("States", "Nations", "Emirates"))


class Clauses(Topics):
    """Draws clauses, without adjuncts and full stop."""

    def __init__(self, rng: Random) -> None:
        super().__init__(rng)
        self.rules: list[Rule] = []
        for line in lex.VERBS.split(";"):
            if line.strip():
                subject, verb, thing, *phrases = (part.strip() for part in line.split("|"))
                self.rules.append((subject, verb, thing, [phrase for phrase in phrases if phrase]))

    # verbs with what they take

    def rule(self, subject: str = "", needs_object: bool = False) -> Rule:
        """A rule of the lexicon."""
        while True:
            found = self.rng.choice(self.rules)
            if subject in ("", found[0]) and (found[2] or not needs_object):
                return found

    def complements(self, verb: Node, rule: Rule, with_object: bool = True) -> Node:
        """Particle, object and prepositional phrases after a verb."""
        _, name, thing, phrases = rule
        obj = self.slot(thing).as_("iobj" if name in ADDRESSED else "obj") if thing and with_object else None
        after = [obj] if obj is not None else []
        if "+" in name:
            part = Node(name.split("+")[1], "RP", "compound:prt")
            is_late = after and not after[0].right and thing not in NOUNS_WITH_PHRASE and self.chance(0.15)
            after = [*after, part] if is_late else [part, *after]
        verb.then(*after)
        if phrases and phrases[0].startswith("@"):
            return self.given_to(verb, self.slot(phrases[0].split()[1]).as_("iobj"), with_object)
        for i, phrase in enumerate(phrases):
            word, slot = phrase.split()
            if not self.chance((0.6 if thing else 0.9) if i == 0 else 0.3):
                continue
            if obj is not None and thing in NOUNS_WITH_PHRASE and word not in ("from", "in", "of"):
                obj.then(of(self.slot(slot), word))
            else:
                verb.then(of(self.slot(slot), word, "obl"))
        return verb

    def given_to(self, verb: Node, person: Node, with_object: bool) -> Node:
        """gave someone something; something was given to someone"""
        if with_object:
            verb.right.insert(len(verb.right) - 1, person)
            return verb
        return verb.then(of(person, "to", "obl"))

    def infinitive(self) -> Node:
        """to do something"""
        rule = self.rule("A")
        verb = Node(lemma_of(rule), "VB", lemma=lemma_of(rule))
        return self.complements(verb, rule).on(Node("to", "TO", "mark"))

    def doing(self, subject: str, *left: Node) -> Node:
        """doing something"""
        rule = self.rule(subject)
        verb = Node(gerund(lemma_of(rule)), "VBG", lemma=lemma_of(rule))
        return self.complements(verb, rule).as_("advcl").on(*left)

    def of_people(self) -> Node | None:
        """stationed somewhere, accused of doing something, doing something, who did something; mostly nothing"""
        draw = self.rng.random()
        if draw > 0.12:
            return None
        if draw < 0.03:
            verb = participle(self.pick(["station", "base", "deploy", "hold", "trap"]))
            return verb.as_("acl").then(of(self.place(), "in", "obl"))
        if draw < 0.045:
            return participle(self.pick(["accuse", "suspect"])).as_("acl").then(self.doing("A", mark("of")))
        if draw < 0.06:
            return self.doing("P").as_("acl")
        return self.finite(self.rule("P"), True, "past").as_("acl:relcl").on(Node("who", "WP", "nsubj"))

    def verb(self, lemma: str, many: bool, tense: str) -> Node:
        """A verb with its auxiliaries."""
        if tense in ("past", "now"):
            return (finite_past if tense == "past" else finite_now)(lemma, many)
        if tense == "perfect":
            return perfect(lemma, has(many))
        if tense == "pluperfect":
            had = finite_past("have", many).as_("aux")
            had.pos = "AUX"
            return perfect(lemma, had)
        if tense == "prog":
            auxiliary = (is_ if self.chance(0.6) else was)(many)
            return Node(gerund(lemma), "VBG", "", [auxiliary], lemma=lemma, morph="Tense=Pres|VerbForm=Part")
        if tense == "not":
            draw = self.rng.random()
            if 0.5 <= draw < 0.75:
                return perfect(lemma, has(many), not_())
            did = finite_past("do", many).as_("aux")
            did.pos = "AUX"
            first = did if draw < 0.5 else Node(self.pick(["will", "would", "could"]), "MD", "aux")
            return Node(lemma, "VB", "", [first, not_()], lemma=lemma)
        words = ["will", "would"] if tense == "will" else ["may", "could", "might", "should", "must", "can"]
        return Node(lemma, "VB", "", [Node(self.pick(words), "MD", "aux")], lemma=lemma)

    def finite(self, rule: Rule, many: bool, tense: str = "") -> Node:
        """A verb with auxiliaries and complements, active."""
        tense = tense or self.rng.choices(list(TENSES), list(TENSES.values()))[0]
        verb = self.verb(lemma_of(rule), many, tense)
        if self.chance(0.07):
            verb.left.append(Node(self.pick(ADVERBS), "RB", "advmod"))
        return self.complements(verb, rule)

    def simple_verb(self, lemma: str, subject: Node) -> Node:
        """A finite verb without complements, with its subject."""
        tense = self.rng.choices(["now", "perfect", "past"], [15, 12, 73])[0]
        return self.verb(lemma, is_many(subject), tense).on(subject.as_("nsubj"))

    # clauses

    def active(self, tense: str = "") -> Node:
        """Someone does something."""
        rule = self.rule()
        subject = self.people() if rule[0] == "P" and self.chance(0.85) else self.actor()
        return self.finite(rule, is_many(subject), tense).on(subject.as_("nsubj"))

    def passive(self) -> Node:
        """Someone was attacked by someone."""
        rule = self.rule(needs_object=True)
        subject = self.slot(rule[2]) if rule[2] != "FIRE" else self.people()
        many = subject.plural or subject.tag in ("NNS", "NNPS")
        verb = participle(lemma_of(rule))
        draw = self.rng.random()
        if draw < 0.6:
            verb.left = [was(many, "aux:pass")]
        elif draw < 0.8:
            verb.left = [has(many), Node("been", "VBN", "aux:pass", lemma="be", pos="AUX")]
        elif draw < 0.92:
            modal = Node(self.pick(["will", "would", "may", "could"]), "MD", "aux")
            verb.left = [modal, Node("be", "VB", "aux:pass", pos="AUX")]
        else:
            verb.left = [is_(many), Node("being", "VBG", "aux:pass", lemma="be", pos="AUX")]
        self.complements(verb, rule, with_object=False)
        if self.chance(0.6):
            verb.then(of(self.people() if rule[0] == "P" else self.actor(), "by", "obl:agent"))
        return verb.on(subject.as_("nsubj:pass"))

    def control(self) -> Node:
        """Someone refused to do something; someone urged someone to do something; someone was urged to."""
        if self.chance(0.6):
            verb = self.simple_verb(self.pick(lex.SUBJECT_CONTROL), self.actor())
            return verb.then(self.infinitive().as_("xcomp"))
        lemma = self.pick(lex.OBJECT_CONTROL)
        inner = self.infinitive().as_("xcomp")
        if self.chance(0.15):
            inner.on(not_())
        if self.chance(0.3):
            subject = self.actor().as_("nsubj:pass")
            return participle(lemma).on(subject, was(is_many(subject), "aux:pass")).then(inner)
        obj = self.actor().as_("iobj" if lemma in ADDRESSED else "obj")
        return self.simple_verb(lemma, self.actor()).then(obj, inner)

    def calling(self) -> Node:
        """call on someone to do; accuse someone of doing; prevent someone from doing"""
        if self.chance(0.4):
            verb = self.simple_verb("call", self.actor())
            return verb.then(of(self.actor(), "on", "obl"), self.infinitive().as_("xcomp"))
        lemma, word = self.pick(BLAMES).split()
        inner = self.doing("", mark(word))
        return self.simple_verb(lemma, self.actor()).then(self.actor(True).as_("obj"), inner)

    def nominal(self) -> Node:
        """Talks collapsed, an attack killed people, a decision drew protests."""
        draw = self.rng.random()
        if draw < 0.4:
            verbs = ["collapse", "fail", "end", "begin", "resume", "continue", "start", "stall"]
            verb = self.simple_verb(self.pick(verbs), self.talks())
            if self.chance(0.4):
                verb.then(of(self.place(), "in", "obl"))
            elif self.chance(0.3):
                verb.then(of(Node("agreement", "NN"), "without", "obl"))
            return verb
        if draw < 0.75:
            verbs = ["kill", "wound", "injure", "destroy", "hit", "spark", "trigger", "threaten", "displace"]
            verb = self.simple_verb(self.pick(verbs), self.assault())
            return verb.then((self.people() if self.chance(0.7) else self.place()).as_("obj"))
        subject = self.slot(self.pick(["ISSUE", "DEAL", "MEASURE"]))
        if self.chance(0.5):
            verbs = ["anger", "alarm", "divide", "undermine", "please"]
            return self.simple_verb(self.pick(verbs), subject).then(self.actor().as_("obj"))
        word = self.pick(REACTIONS)
        obj = Node(word, "NNS" if word == "protests" else "NN", "obj", lemma=word.removesuffix("s"))
        verb = self.simple_verb(self.pick(["draw", "provoke", "spark"]), subject).then(obj)
        return verb.then(of(self.actor(True), "from", "obl")) if self.chance(0.5) else verb

    def copular(self) -> Node:
        """Someone is ready to do; someone is a member of."""
        subject = self.actor()
        be = (was if self.chance(0.5) else is_)(is_many(subject), "cop")
        draw = self.rng.random()
        if draw < 0.5:
            head = Node(self.pick(["ready", "willing", "unable", "reluctant", "free", "likely", "unwilling"]), "JJ")
            head.then(self.infinitive().as_("xcomp"))
        elif draw < 0.75:
            head = Node(self.pick(["concerned", "angry", "silent", "responsible", "optimistic", "critical"]), "JJ")
            word = {"responsible": "for", "critical": "of"}.get(head.word, "about")
            head.then(of(self.assault(), word, "obl"))
        else:
            nouns = ["member", "ally", "founder", "critic", "supporter", "target", "partner", "signatory"]
            head = self.with_article(Node(self.pick(nouns), "NN"), 0.3).then(of(self.actor(True)))
        return head.on(subject.as_("nsubj"), be)

    def core(self, tense: str = "") -> Node:
        """A clause of any kind; only active ones where a tense is asked for."""
        if tense:
            return self.active(tense)
        kinds: list[Callable[[], Node]] = [
            self.active, self.passive, self.control, self.calling, self.nominal, self.copular,
        ]  # fmt: skip
        return self.rng.choices(kinds, [50, 18, 14, 6, 9, 3])[0]()

    def headline(self) -> Node:
        """Present tense, `to` for the future, a bare participle for the passive."""
        draw = self.rng.random()
        if draw < 0.6:
            return self.active("now")
        if draw < 0.8:
            return self.infinitive().on(self.actor(True).as_("nsubj"))
        rule = self.rule("P", needs_object=True)
        subject = self.slot(rule[2]).as_("nsubj:pass")
        return self.complements(participle(lemma_of(rule)), rule, with_object=False).on(subject)
