"""Trains the shipped pipeline: tagger, morphologizer and parser on one shared layer, on the CPU with one core.

    python training/train.py --ewt FOLDER --out FOLDER --minutes 25        (what was run)
    python training/train.py --ewt FOLDER --out FOLDER --steps 4000        (repeatable)

FOLDER of EWT holds UD_English-EWT 2.16 as `en_ewt-ud-train.conllu.gz` and so on. Needs spacy>=3.8,<3.9 and
spacy-lookups-data. The learning rate rises over the first 2 % and then falls to 0 over the chosen minutes or steps.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import clusters
import grammar
import treebank
from augment import augmented, shape_of
from lemmas import add_lemmatizer
from treebank import Tree

STATES = HERE.parent / "src" / "foedus" / "states"


def arguments() -> argparse.Namespace:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ewt", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--config", type=Path, default=HERE / "config.cfg")
    parser.add_argument("--news", type=int, default=12000, help="sentences that grammar.py writes; 0 for none")
    parser.add_argument("--news-share", type=float, default=0.3, help="share of the news sentences that an epoch shows")
    parser.add_argument("--start", type=Path, help="go on from this pipeline instead of from nothing")
    parser.add_argument("--minutes", type=float, default=0)
    parser.add_argument("--steps", type=int, default=0)
    parser.add_argument("--lr", type=float, default=0.0015)
    parser.add_argument("--words", type=int, default=30000, help="words that are given their class")
    return parser.parse_args()


def known_names() -> list[str]:
    """Single-word names of states and capitals of our own gazetteer, with family names of several languages."""
    found = set()
    with (STATES / "states.csv").open(encoding="utf-8") as f:
        for row in csv.DictReader(f):
            found.update(name for name in (row["name"], *row["other_names"].split(";")) if name.isalpha())
    with (STATES / "capitals.csv").open(encoding="utf-8") as f:
        found.update(row["capital"] for row in csv.DictReader(f) if row["capital"].isalpha())
    return sorted(found)


def document(vocab: Any, trees: list[Tree]) -> Any:
    """One Doc of one or several sentences, with all that is to be learned."""
    from spacy.tokens import Doc

    words, spaces, tags, pos, morphs, heads, deps, starts = [], [], [], [], [], [], [], []
    for tree in trees:
        base = len(words)
        words += tree.words
        spaces += [*tree.spaces[:-1], True]
        tags += tree.tags
        pos += tree.pos
        morphs += tree.morphs
        heads += [base + head for head in tree.heads]
        deps += ["ROOT" if dep == "root" else dep for dep in tree.deps]
        starts += [i == 0 for i in range(len(tree))]
    for word in words:
        if " " in word:
            disguise(vocab, word)
    return Doc(vocab, words=words, spaces=spaces, tags=tags, pos=pos, morphs=morphs, heads=heads, deps=deps)


def disguise(vocab: Any, text: str) -> None:
    """Shows a merged token with the features of another word; the text itself stays."""
    word, shape = shape_of(text)
    shown = word if shape == "xxxx" else word.capitalize()
    lexeme = vocab[text]
    lexeme.norm_, lexeme.prefix_, lexeme.suffix_ = word, shown[:1], shown[-3:]
    lexeme.shape_ = vocab[shown].shape_


def example(vocab: Any, trees: list[Tree]) -> Any:
    """The sentences as they will be met, with the gold tree beside them."""
    from spacy.tokens import Doc
    from spacy.training import Example

    gold = document(vocab, trees)
    plain = Doc(vocab, words=[t.text for t in gold], spaces=[bool(t.whitespace_) for t in gold])
    return Example(plain, gold)


def epochs(vocab: Any, web: list[Tree], news: list[Tree], share: float, rng: Random) -> Iterator[tuple[int, Any]]:
    """Examples without end: all of the treebank and a share of the news sentences in each epoch, shuffled.

    Most sentences come alone, as in use; a quarter in groups, so that raw text can be split too.
    """
    names = known_names()
    epoch = 0
    while True:
        picked = rng.sample(news, int(len(news) * share)) if news else []
        units: list[list[Tree]] = [[tree] for tree in picked]
        at = 0
        while at < len(web):
            size = rng.randint(2, 5) if rng.random() < 0.1 else 1
            units.append(web[at : at + size])
            at += size
        rng.shuffle(units)
        for unit in units:
            yield epoch, example(vocab, [augmented(tree, rng, names) for tree in unit])
        epoch += 1


def scores(nlp: Any, examples: list[Any]) -> dict[str, float]:
    """Accuracy figures on sentences with gold tokens."""
    found = nlp.evaluate(examples)
    kept = ("tag_acc", "pos_acc", "morph_acc", "dep_uas", "dep_las")
    return {key: round(found[key], 4) for key in kept if found.get(key) is not None}


def begun(a: argparse.Namespace, web: list[Tree], always: set[str]) -> Any:
    """The pipeline before training: new, or one trained before without its lemmatizer."""
    import spacy
    from spacy import util
    from spacy.lookups import load_lookups

    if a.start:
        return spacy.load(a.start, exclude=["lemmatizer"])
    nlp = util.load_model_from_config(util.load_config(a.config), auto_fill=True)
    clusters.add(nlp, always, a.words)
    vectors = nlp.vocab.vectors
    nlp.vocab.lookups = load_lookups("en", ["lexeme_norm"])
    sample = [example(nlp.vocab, [tree]) for tree in web]
    nlp.initialize(lambda: sample)
    nlp.vocab.vectors = vectors
    return nlp


def finished(folder: Path) -> None:
    """Leaves norms to the words, as while training, and forgets merged names that training met: they only take room."""
    import spacy
    from spacy.attrs import NORM

    nlp = spacy.load(folder)
    rules = nlp.tokenizer.rules.items()
    nlp.tokenizer.rules = {key: [{k: v for k, v in t.items() if k != NORM} for t in value] for key, value in rules}
    nlp.to_disk(folder)
    path = folder / "vocab" / "strings.json"
    strings = json.loads(path.read_text(encoding="utf-8"))
    kept = [one for one in strings if " " not in one.strip()]
    path.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")


def main() -> None:
    """Trains, writes the pipeline and a log beside it."""
    a = arguments()
    from spacy import util
    from spacy.schemas import ConfigSchemaTraining
    from spacy.util import registry

    util.fix_random_seed(0)
    rng = Random(0)
    web = treebank.read(a.ewt / "en_ewt-ud-train.conllu.gz")
    dev = treebank.read(a.ewt / "en_ewt-ud-dev.conllu.gz")
    news = grammar.sentences(a.news, seed=1)
    always = {word.lower() for tree in [*web, *news] for word in tree.words}
    nlp = begun(a, web, always)
    n_words = len(nlp.vocab.vectors.key2row)
    optimizer = registry.resolve(nlp.config.interpolate()["training"], schema=ConfigSchemaTraining)["optimizer"]
    dev_examples = [example(nlp.vocab, [tree]) for tree in dev]
    print(f"{len(web)} web and {len(news)} news sentences; {n_words} words with a class", flush=True)

    started, step, seen, epoch, losses, marks = time.time(), 0, 0, 0, {}, [0.3, 0.6, 0.85]
    size = 1000.0
    stream = epochs(nlp.vocab, web, news, a.news_share, rng)
    batch: list[Any] = []
    words = 0
    for epoch, one in stream:
        batch.append(one)
        words += len(one)
        if words < size:
            continue
        done = (time.time() - started) / (60 * a.minutes) if a.minutes else step / a.steps
        if done >= 1:
            break
        optimizer.learn_rate = a.lr * (max(done, 0.0004) / 0.02 if done < 0.02 else (1 - done) / 0.98)
        nlp.update(batch, sgd=optimizer, drop=0.1, losses=losses)
        seen += words
        step += 1
        size = min(1500.0, size * 1.002)
        batch, words = [], 0
        if step % 100 == 0:
            told = " ".join(f"{k}={v:.0f}" for k, v in losses.items())
            print(f"step {step} epoch {epoch} words {seen} {time.time() - started:.0f} s {told}", flush=True)
            losses = {}
        if marks and done >= marks[0]:
            marks.pop(0)
            print(f"step {step}", scores(nlp, dev_examples), flush=True)
    seconds = time.time() - started
    raw = scores(nlp, dev_examples)
    with nlp.use_params(optimizer.averages):
        averaged = scores(nlp, dev_examples)
    print("last weights", raw, "averaged", averaged, flush=True)
    is_averaged = averaged["dep_las"] >= raw["dep_las"]
    nlp.meta.update(
        {
            "name": "foedus",
            "version": "0.2.0",
            "license": "CC BY-SA 4.0",
            "description": "Small English UD tagger, morphologizer, parser: UD_English-EWT 2.16 and news sentences of foedus",
            "sources": [
                {"name": "UD_English-EWT", "license": "CC BY-SA 4.0", "url": "universaldependencies.org"},
                {"name": "foedus training/grammar.py", "license": "CC BY-SA 4.0", "url": ""},
                {
                    "name": "Brown clusters and lemma tables: spacy-lookups-data",
                    "license": "MIT; WordNet 3.0",
                    "url": "",
                },
            ],
        }
    )
    if is_averaged:
        with nlp.use_params(optimizer.averages):
            nlp.to_disk(a.out)
    else:
        nlp.to_disk(a.out)
    add_lemmatizer(a.out, web)
    finished(a.out)
    log = {"steps": step, "epochs": epoch, "words_seen": seen, "train_seconds": round(seconds), "lr": a.lr}
    log |= {
        "averaged_weights": is_averaged,
        "news": a.news,
        "news_share": a.news_share,
        "start": str(a.start or ""),
        "dev": averaged if is_averaged else raw,
    }
    Path(f"{a.out}.log.json").write_text(json.dumps(log, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
