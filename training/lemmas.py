"""The lemmatizer of the pipeline: spaCy's rules with the tables of spacy-lookups-data, and exceptions counted in the treebank.

spaCy's rules give adjectives of nationality in small letters ("Armenian troops": armenian), where the treebank keeps the
capital. An attribute ruler with our demonyms mended that and cost a third of the speed, so it was left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from treebank import Tree

OPEN = ("noun", "verb", "adj", "adv")


def counted(trees: list[Tree]) -> dict[str, dict[str, list[str]]]:
    """Part of speech to form to lemma: all of the closed classes, and irregular ones of the open that come twice."""
    count: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for tree in trees:
        for pos, word, lemma in zip(tree.pos, tree.words, tree.lemmas, strict=True):
            if pos not in ("PROPN", "X", "SYM", "PUNCT") and " " not in word:
                count[pos.lower(), word.lower()][lemma] += 1
    tables: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for (pos, form), lemmas in count.items():
        best, n = lemmas.most_common(1)[0]
        if pos not in OPEN or (n >= 2 and best != form):
            tables[pos][form] = [best]
    return tables


def add_lemmatizer(folder: Path, trees: list[Tree]) -> None:
    """Adds the lemmatizer to a pipeline on disk."""
    import spacy

    nlp = spacy.load(folder)
    lemmatizer: Any = nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    lemmatizer.initialize()
    rules, exceptions, index = (lemmatizer.lookups.get_table(f"lemma_{name}") for name in ("rules", "exc", "index"))
    for pos, own in sorted(counted(trees).items()):
        base = dict(exceptions.get(pos, exceptions.get("verb", {}) if pos == "aux" else {}))
        exceptions[pos] = {**base, **own}
        for table in (rules, index):
            if pos not in table:
                table[pos] = []
    nlp.to_disk(folder)
