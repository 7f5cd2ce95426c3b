"""Scores pipelines beside each other: EWT test, the hand-written news test, and speed in one run.

    python training/evaluate.py --ewt FOLDER PIPELINE [PIPELINE ...]

A table for each, a pipeline a row. `news merged` shows names as one token, as `reading/parser.py` does before it parses.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import treebank
from augment import merge, name_spans
from train import disguise
from treebank import Tree

KEYS = ("dep_uas", "dep_las", "tag_acc", "pos_acc", "morph_acc", "lemma_acc", "sents_f", "token_f")


def gold(vocab: Any, trees: list[Tree]) -> Any:
    """One Doc of some sentences with everything that is scored."""
    from spacy.tokens import Doc

    columns: dict[str, list[Any]] = {
        key: [] for key in ("words", "spaces", "tags", "pos", "morphs", "lemmas", "heads", "deps")
    }
    for tree in trees:
        base = len(columns["words"])
        for key in ("words", "tags", "pos", "morphs", "lemmas"):
            columns[key] += getattr(tree, key)
        columns["spaces"] += [*tree.spaces[:-1], True]
        columns["heads"] += [base + head for head in tree.heads]
        columns["deps"] += ["ROOT" if dep == "root" else dep for dep in tree.deps]
    return Doc(vocab, **columns)


def on_treebank(nlp: Any, trees: list[Tree]) -> dict[str, dict[str, float]]:
    """With gold tokens one sentence at a time, and as raw text ten sentences at a time."""
    from spacy.tokens import Doc
    from spacy.training import Example

    single = [gold(nlp.vocab, [tree]) for tree in trees]
    ten = [gold(nlp.vocab, trees[at : at + 10]) for at in range(0, len(trees), 10)]
    tokens = [Doc(nlp.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc]) for doc in single]
    runs = {
        "gold tokens, one sentence at a time": [Example(a, b) for a, b in zip(tokens, single, strict=True)],
        "raw text, ten sentences at a time": [Example(nlp.make_doc(doc.text), doc) for doc in ten],
        "raw text, one sentence at a time": [Example(nlp.make_doc(doc.text), doc) for doc in single],
    }
    found = {name: nlp.evaluate(examples) for name, examples in runs.items()}
    return {name: {key: round(s[key], 4) for key in KEYS if s.get(key) is not None} for name, s in found.items()}


def on_news(nlp: Any, trees: list[Tree]) -> dict[str, float]:
    """Heads and relations without punctuation, roots, and sentences without any fault, with gold tokens."""
    from spacy.tokens import Doc

    n = heads = both = roots = whole = 0
    for tree in trees:
        for word in tree.words:
            if " " in word:
                disguise(nlp.vocab, word)
        doc = nlp(Doc(nlp.vocab, words=tree.words, spaces=tree.spaces))
        right = [(t.head.i == tree.heads[t.i], t.dep_.replace("ROOT", "root") == tree.deps[t.i]) for t in doc]
        scored = [pair for pair, dep in zip(right, tree.deps, strict=True) if dep != "punct"]
        n += len(scored)
        heads += sum(a for a, _ in scored)
        both += sum(a and b for a, b in scored)
        whole += all(a and b for a, b in scored)
        gold_root = next(i for i, head in enumerate(tree.heads) if head == i)
        roots += [t.i for t in doc if t.head.i == t.i] == [gold_root]
    size = len(trees)
    return {
        "uas": round(heads / n, 4),
        "las": round(both / n, 4),
        "root": round(roots / size, 4),
        "whole": round(whole / size, 4),
    }


def words_per_second(pipelines: dict[str, Any], trees: list[Tree], rounds: int = 3) -> dict[str, int]:
    """Best of some rounds, in turn, in processor time of one core."""
    from spacy.tokens import Doc

    best: dict[str, float] = {}
    for _ in range(rounds):
        for name, nlp in pipelines.items():
            docs = [Doc(nlp.vocab, words=tree.words, spaces=tree.spaces) for tree in trees]
            started = time.process_time()
            n = sum(len(doc) for doc in nlp.pipe(docs, batch_size=128))
            best[name] = max(best.get(name, 0), n / (time.process_time() - started))
    return {name: round(speed) for name, speed in best.items()}


def main() -> None:
    """Prints the tables as JSON."""
    import spacy

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ewt", type=Path, required=True)
    parser.add_argument("--part", default="test", choices=["dev", "test"])
    parser.add_argument("--news", type=Path, default=HERE / "news_test.conllu")
    parser.add_argument("pipelines", nargs="+")
    a = parser.parse_args()
    web = treebank.read(a.ewt / f"en_ewt-ud-{a.part}.conllu.gz")
    news = treebank.read(a.news)
    merged = [merge(tree, [(first, last) for first, last, _ in merge_spans(tree)]) for tree in news]
    out: dict[str, Any] = {}
    loaded = {}
    for path in a.pipelines:
        started = time.perf_counter()
        loaded[path] = nlp = spacy.load(path)
        row: dict[str, Any] = {"load_seconds": round(time.perf_counter() - started, 2)}
        row["size_mb"] = round(sum(f.stat().st_size for f in Path(path).rglob("*") if f.is_file()) / 1e6, 2)
        row["news"] = on_news(nlp, news)
        row["news merged"] = on_news(nlp, merged)
        row["news, second test"] = on_news(nlp, treebank.read(HERE / "news_blind.conllu"))
        row |= on_treebank(nlp, web)
        out[path] = row
    for path, speed in words_per_second(loaded, web).items():
        out[path]["words_per_second"] = speed
    out["sentences"] = {"web": len(web), "news": len(news), "news words": sum(map(len, news))}
    out["peak_rss_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    print(json.dumps(out, indent=1))


def merge_spans(tree: Tree) -> list[tuple[int, int, bool]]:
    """Names of several capital words in the hand-written test, which has no tags: compounds, flat names and titles."""
    tagged = Tree(
        **{**tree.__dict__, "tags": ["NNP" if word[:1].isupper() and i else "NN" for i, word in enumerate(tree.words)]}
    )
    return [
        span for span in name_spans(tagged) if all(word[:1].isupper() for word in tree.words[span[0] : span[1] + 1])
    ]


if __name__ == "__main__":
    main()
