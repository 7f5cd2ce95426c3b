"""Reads the gold records with a language model and holds it to the scorer, the intervals and the rows of `read_gold.py`.

    FOEDUS_LLM_URL=... FOEDUS_LLM_MODEL=... python bench/read_gold_llm.py [--part gsr|petrarch|both] [--limit N] [--errors N]

Needs the gold, an endpoint, and its price in money or hours; answers come from the cache the second time. A record that the model
failed on counts as no event and is told. After the figures: what it took, and why items were refused.
"""

from __future__ import annotations

import argparse
import collections
import sys
from typing import Any

import read_gold
from foedus.errors import FoedusError
from foedus.reading.llm import LlmError, LlmReading, Settings, Usage, read_with_llm, settings
from foedus.reading.scoring import load

_MOST_FAILURES = 5


class Reader:
    """`read` by a model, with a tally of what it took."""

    def __init__(self, chosen: Settings) -> None:
        self.settings = chosen
        self.usage: list[Usage] = []
        self.refused: collections.Counter[str] = collections.Counter()

    def __call__(self, text: str, **given: Any) -> LlmReading:
        try:
            reading = read_with_llm(text, settings=self.settings, **given)
        except LlmError as bad:
            self.usage.append(bad.usage)
            raise
        self.usage.append(reading.report.usage)
        self.refused.update(one.reason.partition(" is not in the text")[0] for one in reading.report.rejected)
        return reading

    def told(self) -> str:
        """What it took, in one line."""
        costs = [one.cost for one in self.usage if one.cost is not None]
        least = "" if all(one.is_complete for one in self.usage) else " or more"
        return (
            f"{sum(one.requests for one in self.usage)} requests, {sum(one.cached for one in self.usage)} from the cache, "
            f"{sum(one.prompt_tokens for one in self.usage)} + {sum(one.completion_tokens for one in self.usage)} tokens{least}"
            + (f", cost {sum(costs):.4f}" if costs else "")
        )


def main() -> None:
    """Print the figures of the parts asked for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--part", default="both", choices=("gsr", "petrarch", "both"))
    asked.add_argument("--limit", type=int, default=0, help="records of a part; 0 for all")
    asked.add_argument("--errors", type=int, default=0)
    asked.add_argument("--draws", type=int, default=1000)
    args = asked.parse_args()
    if not read_gold.GOLD.exists():
        print(f"{read_gold.GOLD} is not here: nothing to score")
        return
    try:
        reader = Reader(settings())
    except FoedusError as bad:
        sys.exit(str(bad))
    # The rows are made by `read_gold.predict`, so that both readers are scored by one rule.
    vars(read_gold)["read"] = reader
    for part in ("gsr", "petrarch") if args.part == "both" else (args.part,):
        gold = load(read_gold.GOLD / f"{part}_dev.jsonl")
        gold = dict(list(gold.items())[: args.limit or None])
        read_gold.report(part, gold, _predicted(gold, part), args)
    print(f"{reader.settings.method}: {reader.told()}")
    for reason, n in reader.refused.most_common(20):
        print(f"  {n:4}  refused: {reason}")


def _predicted(gold: dict[str, Any], part: str) -> dict[str, Any]:
    predicted: dict[str, Any] = {}
    failures = 0
    for key, record in gold.items():
        try:
            predicted[key] = read_gold.predict(record, part)
        except LlmError as bad:
            failures += 1
            print(f"{key}: {bad}", file=sys.stderr)
            if failures > _MOST_FAILURES:
                sys.exit(f"{failures} records failed; the endpoint does not do")
            predicted[key] = {"id": key, "events": []}
    return predicted


if __name__ == "__main__":
    main()
