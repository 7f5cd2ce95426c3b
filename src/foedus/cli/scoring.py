"""`foedus read --score`: the reader held to a gold file, with the figures that the project's own bench prints."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from foedus.errors import FoedusError

if TYPE_CHECKING:
    from foedus.reading.scoring import Figure


def show_score(arguments: Namespace) -> None:
    """Read every sentence of the gold file by itself and print how well it went."""
    from foedus.reading import read
    from foedus.reading.actors import user_rows
    from foedus.reading.scoring import load, predict, scored
    from foedus.shelf import root

    if arguments.texts or arguments.into or arguments.llm:
        raise FoedusError(
            "--score reads the sentences of the gold file by the rules, and no other texts: leave the rest away"
        )
    gold = load(arguments.score)
    own = user_rows(root() / "actors")
    predicted = {
        key: predict(record, lambda text, day, actors: read(text, dateline=day, actors=actors), own)
        for key, record in gold.items()
    }
    out, measures = scored(gold, predicted)
    if arguments.form == "jsonl":
        import json

        sys.stdout.write(json.dumps(out | {"figures": [one._asdict() for one in measures]}) + "\n")
        return
    sys.stdout.write(
        f"{arguments.score}: {out['records']} sentences, {out['gold_events']} events in gold, {out['predicted_events']} read\n"
    )
    sys.stdout.writelines(_line(one) for one in measures)
    for plover_type, one in out["by_type"].items():
        sys.stdout.write(f"    {plover_type:10} n {one['n']:3}  P {one['p']:.2f} R {one['r']:.2f}\n")


def _line(one: Figure) -> str:
    if one.value is None or one.low is None or one.high is None:
        return f"  {one.name:24} nothing to count\n"
    return f"  {one.name:24} {one.value:.3f}  95% {one.low:.3f} to {one.high:.3f}\n"
