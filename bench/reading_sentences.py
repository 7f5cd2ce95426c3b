"""Sentence splitting on the dev part of UD English-EWT, rules beside parser: `python bench/reading_sentences.py FOLDER`.

FOLDER holds `en_ewt-ud-dev.conllu.gz`. Two texts: paragraphs kept apart, and ten sentences joined by blanks as the parser
was scored. A sentence counts where both its first and its last letter are right. Not committed data; skipped if absent.
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from foedus.reading.sentences import sentences

Spans = list[tuple[int, int]]


def gold(path: Path) -> Iterator[tuple[str, bool, bool]]:
    """Each sentence: its text, whether a paragraph begins with it, whether a blank follows."""
    text, par, gap = "", False, True
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        lines = handle.readlines()
    for line in lines:
        if line.startswith(("# newpar", "# newdoc")):
            par = True
        elif line.startswith("# text = "):
            text = line[9:].rstrip("\n")
        elif line.startswith("#"):
            continue
        elif line.strip():
            gap = "SpaceAfter=No" not in line
        elif text:
            yield text, par, gap
            text, par = "", False


def join(rows: list[tuple[str, bool, bool]], paragraphs: bool) -> tuple[str, Spans]:
    """The text and the spans of its sentences."""
    text, spans = "", []
    last_gap = True
    for words, par, gap in rows:
        if text:
            text += "\n\n" if paragraphs and par else " " if last_gap or par else ""
        spans.append((len(text), len(text) + len(words)))
        text += words
        last_gap = gap
    return text, spans


def score(split: Callable[[str], Spans], texts: list[tuple[str, Spans]]) -> tuple[float, float, float]:
    """Precision, recall, F1 over sentence spans."""
    hit = said = meant = 0
    for text, spans in texts:
        found = split(text)
        hit += len(set(found) & set(spans))
        said += len(found)
        meant += len(spans)
    p, r = hit / said, hit / meant
    return p, r, 2 * p * r / (p + r)


def rules(text: str) -> Spans:
    """Spans by `foedus.reading.sentences`."""
    return [(one.span.start, one.span.end) for one in sentences(text)]


def parser(path: Path) -> Callable[[str], Spans]:
    """Spans by a spaCy pipeline."""
    import spacy

    nlp = spacy.load(path)

    def split(text: str) -> Spans:
        spans = []
        for sent in nlp(text).sents:
            words = sent.text.strip()
            if words:
                lead = sent.start_char + len(sent.text) - len(sent.text.lstrip())
                spans.append((lead, lead + len(words)))
        return spans

    return split


def main(folder: Path, model: Path | None) -> None:
    """Print the table."""
    path = folder / "en_ewt-ud-dev.conllu.gz"
    if not path.exists():
        print(f"skipped: no {path}")
        return
    rows = list(gold(path))
    tens = [join(rows[at : at + 10], False) for at in range(0, len(rows), 10)]
    apart = [join(rows[at : at + 10], True) for at in range(0, len(rows), 10)]
    print(f"{'splitter':10}{'text':24}{'P':>7}{'R':>7}{'F1':>7}")
    for name, split in [("rules", rules), *([("parser", parser(model))] if model else [])]:
        for kind, texts in (
            ("ten, joined by blanks", tens),
            ("paragraphs apart", apart),
        ):
            p, r, f = score(split, texts)
            print(f"{name:10}{kind:24}{p:7.3f}{r:7.3f}{f:7.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
