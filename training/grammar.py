"""Writes short news sentences with their Universal Dependencies trees, from a small grammar and `lexicon.py`.

    python training/grammar.py --count 400 --seed 2 --out training/news.conllu

A sentence is built as a tree of `Node`, so heads are right by construction; the relations follow UD_English-EWT 2.16. The
sentences say nothing about the world: subjects, verbs and objects are drawn at random. CC BY-SA 4.0.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from random import Random

import lexicon as lex
import treebank
from clauses import Clauses
from nodes import DIGITS, Node, comma, flat_tree, mark, of, without_articles
from treebank import Tree

DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
LONGEST = 32


class Writer(Clauses):
    """Draws whole sentences."""

    def time(self) -> Node:
        """on Tuesday, Tuesday, last week, yesterday, in November 2022, on November 23, two days ago"""
        draw = self.rng.random()
        if draw < 0.35:
            return of(Node(self.pick(DAYS), "NNP"), "on", "obl")
        if draw < 0.5:
            return Node(self.pick(DAYS), "NNP", "obl:unmarked")
        if draw < 0.62:
            unit = self.pick(["week", "month", "year", "night"])
            return Node(unit, "NN", "obl:unmarked", [Node("last", "JJ", "amod")])
        if draw < 0.7:
            return Node(self.pick(["yesterday", "today"]), "NN", "obl:unmarked")
        month = Node(self.pick(MONTHS), "NNP")
        if draw < 0.8:
            if self.chance(0.4):
                month.then(Node(str(self.rng.randint(1990, 2026)), "CD", "nmod:unmarked", morph=DIGITS))
            return of(month, "in", "obl")
        if draw < 0.9:
            day = Node(str(self.rng.randint(1, 30)), "CD", morph=DIGITS)
            if self.chance(0.5):
                return of(day.on(month.as_("nmod:unmarked")), "on", "obl")
            return of(month.on(day.as_("nummod")), "on", "obl")
        unit = self.pick(["days", "weeks", "months", "years"])
        count = Node(self.pick(["two", "three", "five", "ten"]), "CD", "nummod")
        return Node("ago", "RB", "advmod", [Node(unit, "NNS", "obl:unmarked", [count], lemma=unit[:-1])])

    def adjuncts(self, verb: Node) -> Node:
        """Time and place after or before the clause; a clause or event beside it."""
        draw = self.rng.random()
        if draw < 0.4:
            verb.then(self.time())
        elif draw < 0.45 and verb.left and verb.left[0].dep.startswith("nsubj"):
            verb.left.insert(1, self.time())
        elif draw < 0.53:
            phrase = self.time() if self.chance(0.6) else of(self.place(), "in", "obl")
            verb.on(phrase, comma()) if self.chance(0.7) else verb.on(phrase)
        if self.chance(0.12):
            verb.then(of(self.place(), self.pick(["in", "near", "at", "outside"]), "obl"))
        beside = self.beside()
        return verb.then(beside) if beside is not None else verb

    def beside(self) -> Node | None:
        """after talks, after doing, because someone did, to do, doing, if someone does; mostly nothing"""
        draw = self.rng.random()
        if draw < 0.05:
            event = self.assault() if self.chance(0.6) else self.talks()
            return of(event, self.pick(["after", "before", "during", "despite", "following"]), "obl")
        if draw < 0.1:
            return self.doing("A", mark(self.pick(["after", "by", "before", "without"])))
        if draw < 0.15:
            word = self.pick(["after", "because", "as", "when", "before"])
            return self.core("past").as_("advcl").on(mark(word))
        if draw < 0.19:
            return self.infinitive().as_("advcl")
        if draw < 0.23:
            return self.doing("A", comma())
        if draw < 0.26:
            return self.core().as_("advcl").on(mark(self.pick(["if", "unless", "until"])))
        return None

    def speaker(self) -> Node:
        """Who says it."""
        return self.person() if self.chance(0.6) else self.actor(True)

    def reported(self) -> Node:
        """Someone said that ...; ..., someone said; "...," someone said; according to someone."""
        draw = self.rng.random()
        inner = self.adjuncts(self.core())
        if draw < 0.45:
            verb = self.simple_verb(self.pick(["say"] * 12 + lex.SAY), self.speaker())
            if self.chance(0.25):
                verb.then(self.time())
            if self.chance(0.5):
                inner.on(mark("that"))
            return verb.then(inner.as_("ccomp"))
        if draw < 0.8:
            return self.said_after(inner)
        to = Node("to", "IN", "fixed")
        according = Node("according", "VBG", "case", [], [to], "accord", "VERB", "ExtPos=ADP|Tense=Pres|VerbForm=Part")
        source = self.speaker().as_("obl").on(according)
        if self.chance(0.3):
            return inner.on(source, comma())
        return inner.then(*([comma()] if self.chance(0.7) else []), source)

    def said_after(self, inner: Node) -> Node:
        """..., someone said; ..., said someone; the same with quotation marks"""
        if self.chance(0.25):
            inner.on(Node('"', "``", "punct")).then(comma(), Node('"', "''", "punct", tight=True))
        else:
            inner.then(comma())
        speaker = self.speaker()
        verb = self.simple_verb("say", speaker)
        if len(verb.left) == 1 and self.chance(0.2):
            verb.left, verb.right = [], [speaker]
        verb.on(inner.as_("ccomp"))
        return verb.then(self.time()) if self.chance(0.3) else verb

    def two_verbs(self) -> Node:
        """Someone did one thing and did another; one did this, but another did that."""
        first = self.active("past") if self.chance(0.7) else self.active()
        if self.chance(0.6):
            second = self.finite(self.rule("A"), False, "past").on(Node("and", "CC", "cc"))
        elif self.chance(0.5):
            second = self.active("past").on(comma(), Node("but", "CC", "cc"))
        else:
            second = self.active("past").on(Node("and", "CC", "cc"))
        return first.then(second.as_("conj"))

    def sentence(self) -> Node:
        """A whole sentence with its full stop; a headline without."""
        draw = self.rng.random()
        if draw < 0.6:
            root = self.adjuncts(self.core())
        elif draw < 0.85:
            root = self.reported()
        elif draw < 0.93:
            root = self.adjuncts(self.two_verbs())
        else:
            root = self.headline()
            if self.chance(0.2):
                root.then(of(self.place(), "in", "obl"))
            without_articles(root)
            return root
        return root if self.chance(0.08) else root.then(Node(".", ".", "punct", tight=True))


def sentences(count: int, seed: int) -> list[Tree]:
    """Sentences with their trees; none twice, none too long; raises ValueError for a tree with a fault of shape."""
    writer = Writer(Random(seed))
    found: list[Tree] = []
    seen = set()
    while len(found) < count:
        tree = tidied(flat_tree(writer.sentence(), f"news-{len(found) + 1:05d}"))
        if not 3 <= len(tree) <= LONGEST or tree.text in seen:
            continue
        if wrong := treebank.faults(tree):
            raise ValueError(f"{tree.text}: {wrong}")
        seen.add(tree.text)
        found.append(tree)
    return found


def tidied(tree: Tree) -> Tree:
    """Without a comma that stands before another mark."""
    after = [*tree.words[1:], "."]
    kept = [i for i, word in enumerate(tree.words) if word != "," or after[i] not in (".", ",")]
    new = {old: i for i, old in enumerate(kept)}
    made = Tree(name=tree.name)
    for column in ("words", "lemmas", "pos", "tags", "morphs", "deps"):
        setattr(made, column, [getattr(tree, column)[i] for i in kept])
    made.spaces = [tree.spaces[i] or (i + 1 not in new and after[i] == "," and tree.spaces[i + 1]) for i in kept]
    made.heads = [new[tree.heads[i]] for i in kept]
    return made


def main() -> None:
    """Writes the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "news.conllu")
    a = parser.parse_args()
    treebank.write(sentences(a.count, a.seed), a.out)


if __name__ == "__main__":
    main()
