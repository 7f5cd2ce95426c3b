"""Words a second of the whole reading beside the bare spaCy pipeline, in one process on one core.

    python bench/read_speed.py [FILE ...]

Without files the gold texts are read, or, where they are absent, the examples of the frames. Both run over the same
sentences; the best of three runs counts for each. The bar is a third of the bare pipeline's speed.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from foedus.reading import frames, parser, read

GOLD = Path(os.environ.get("FOEDUS_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "reading"


def main() -> None:
    """Print both speeds and their ratio."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[0]})
    texts = _texts()
    words = sum(len(text.split()) for text in texts)
    nlp = parser.pipeline()
    sentences = [text for whole in texts for text in whole.split("\n") if text.strip()]
    read(texts[0], dateline=date(2022, 11, 28))
    bare = _best(lambda: [len(doc) for doc in nlp.pipe(sentences, batch_size=128)])
    whole = _best(lambda: [len(read(text, dateline=date(2022, 11, 28)).events) for text in texts])
    print(f"{words} words in {len(texts)} texts, one core")
    print(f"  bare spaCy pipeline  {words / bare:8.0f} words/s")
    print(f"  whole reading        {words / whole:8.0f} words/s")
    print(f"  ratio                {bare / whole:8.2f}  (bar 0.33)")


def _texts() -> list[str]:
    if sys.argv[1:]:
        return [Path(name).read_text(encoding="utf-8", errors="replace") for name in sys.argv[1:]]
    lines = [one.example for one in (*frames.verb_frames(), *frames.noun_frames())]
    if GOLD.exists():
        lines = [json.loads(line)["text"] for line in (GOLD / "gsr_dev.jsonl").read_text(encoding="utf-8").splitlines()]
    return ["\n\n".join(lines[i : i + 20]) for i in range(0, len(lines), 20)]


def _best(run: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


if __name__ == "__main__":
    main()
