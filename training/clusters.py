"""Word classes as a small fixed table of vectors, so that the parser knows kinds of words that the treebank never shows.

The classes are the 1,000 Brown clusters (Brown and others 1992) in the package spacy-lookups-data (MIT licence). Each
class is a leaf of a binary tree; its vector is the sum of random vectors of its ancestors, so that near classes are near.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np

DEPTHS = (3, 5, 7, 9, 12)
WIDTH = 160


def tables() -> tuple[dict[str, int], dict[str, float]]:
    """Class and log probability of word forms, from the installed package."""
    import spacy_lookups_data

    folder = Path(spacy_lookups_data.__file__).parent / "data"
    with gzip.open(folder / "en_lexeme_cluster.json.gz", "rt") as f:
        cluster = json.load(f)
    with gzip.open(folder / "en_lexeme_prob.json.gz", "rt") as f:
        prob = json.load(f)
    return {word: int(c) for word, c in cluster.items() if int(c)}, prob


def classes(always: set[str], limit: int) -> dict[str, int]:
    """Class of each word in small letters: the most frequent `limit`, and all of `always` that have one."""
    cluster, prob = tables()
    best: dict[str, tuple[float, int]] = {}
    for word, c in cluster.items():
        low = word.lower()
        if not low.replace("-", "").replace("'", "").replace(".", "").isalpha() or len(low) > 24:
            continue
        p = prob.get(word, -30.0)
        if low not in best or p > best[low][0]:
            best[low] = (p, c)
    frequent = sorted(best, key=lambda word: -best[word][0])[:limit]
    return {word: best[word][1] for word in {*frequent, *(always & best.keys())}}


def add(nlp: Any, always: set[str], limit: int, seed: int = 7) -> int:
    """Gives the pipeline its vectors, looked up by the norm of a word; returns how many words have one."""
    from spacy.vectors import Vectors

    of_word = classes(always, limit)
    row_of = {c: row for row, c in enumerate(sorted(set(of_word.values())))}
    node: dict[tuple[int, int], Any] = {}
    data = np.zeros((len(row_of), WIDTH), dtype="f")
    for c, row in row_of.items():
        for depth in (*DEPTHS, 0):
            key = (depth, c & ((1 << depth) - 1) if depth else c)
            if key not in node:
                node[key] = np.random.default_rng([seed, *key]).normal(size=WIDTH)
            data[row] += node[key] * (1.0 if depth else 1.5)
        data[row] /= np.linalg.norm(data[row]) / 6.0
    vectors = Vectors(strings=nlp.vocab.strings, data=data, name="classes", attr="NORM")
    for word, c in sorted(of_word.items()):
        vectors.add(word, row=row_of[c])
    nlp.vocab.vectors = vectors
    return len(of_word)
