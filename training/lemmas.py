"""The lemmatizer of the pipeline: spaCy's rules with the tables of spacy-lookups-data, and exceptions counted in the treebank.

Adjectives and nouns of nationality keep their capital ("Armenian troops": Armenian), as the treebank has it; spaCy's rules
would make them small.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from treebank import Tree

STATES = Path(__file__).parent.parent / "src" / "foedus" / "states" / "states.csv"
OPEN = ("noun", "verb", "adj", "adv")


def demonyms() -> set[str]:
    """Single-word demonyms of the gazetteer of states."""
    with STATES.open(encoding="utf-8") as f:
        found = {name for row in csv.DictReader(f) for name in row["demonyms"].split(";")}
    return {name for name in found if name.isalpha()}


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
    for name in demonyms():
        tables["adj"][name.lower()] = [name]
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
