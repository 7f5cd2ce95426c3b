"""Reads the gold records and prints the scorer's figures with 95% bootstrap intervals, and a table of error classes.

    python bench/read_gold.py [--part gsr|petrarch|both] [--errors N] [--out FILE] [--draws 1000]

The gold is not part of the project; where it is absent the bench says so and stops. Intervals come from
drawing records with replacement. Rows are scored as `foedus read` gives them: one row a dyad, negated and hypothetical
acts left out. Names that no gazetteer holds (Arnor, Gondor) are handed to `read` as a user's own.
"""

from __future__ import annotations

import argparse
import collections
import json
import os
from pathlib import Path
from typing import Any

from foedus.reading import read, scorer, scoring
from foedus.reading.actor_rows import Days, Row

GOLD = Path(os.environ.get("FOEDUS_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "reading"
INVENTED = {
    "ARN": "Arnor", "GON": "Gondor;Minas Tirith", "OSG": "Osgiliath", "CAL": "Calenardhon", "ITH": "Ithilen", "BRE": "Bree",
    "DAG": "Dagolath", "ERI": "Eriador;Eriadorian;Eriadorians;Eriadori", "MOR": "Mordor;Cirith Ungol;Barad-dur",
    "ROH": "Rohan;Rohans", "FOR": "Fornost", "DOL": "Dol Amroth;Dol_Amroth", "ELF": "Galadriel",
    "HOB": "Hamfast Gamgee;Smeagol;Gollum;Stinker;Slinker;Frodo;Sam Gamgee", "SHR": "Michel Delving", "FRO": "Shire",
    "GAL": "Lorien", "MRG": "Morgul Orcs",
}  # fmt: skip


def main() -> None:
    """Print the figures of the parts asked for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--part", default="both", choices=("gsr", "petrarch", "both"))
    asked.add_argument("--errors", type=int, default=0)
    asked.add_argument("--out", type=Path)
    asked.add_argument("--draws", type=int, default=1000)
    args = asked.parse_args()
    if not GOLD.exists():
        print(f"{GOLD} is not here: nothing to score")
        return
    for part in ("gsr", "petrarch") if args.part == "both" else (args.part,):
        gold = scoring.load(GOLD / f"{part}_dev.jsonl")
        predicted = {key: predict(record, part) for key, record in gold.items()}
        if args.out:
            with args.out.open("a", encoding="utf-8") as handle:
                handle.writelines(
                    json.dumps({"id": one["id"], "events": one["events"]}) + "\n" for one in predicted.values()
                )
        report(part, gold, predicted, args)


def predict(record: dict[str, Any], part: str) -> dict[str, Any]:
    """The rows that reading gives for one record, in the scorer's form."""
    own = invented() if part == "petrarch" and record["id"].startswith("UNIT") else ()
    return scoring.predict(record, lambda text, day, actors: read(text, dateline=day, actors=actors), own)


def invented() -> tuple[Row, ...]:
    """The invented states of the PETRARCH records as a user's own names."""
    return tuple(
        Row("state", names.split(";")[0], tuple(names.split(";")[1:]), code, "", "", Days(None, None), "bench")
        for code, names in INVENTED.items()
    )


def report(part: str, gold: dict[str, Any], predicted: dict[str, Any], args: argparse.Namespace) -> None:
    """Figures with intervals, then what went wrong."""
    out, measures = scoring.scored(gold, predicted, args.draws)
    print(f"{part}: {out['records']} records, {out['gold_events']} gold events, {out['predicted_events']} predicted")
    for one in measures:
        print(f"  {one.name:24} {one.value:.3f}  95% {one.low:.3f} to {one.high:.3f}")
    for plover_type, of_type in out["by_type"].items():
        print(f"    {plover_type:10} n {of_type['n']:3}  P {of_type['p']:.2f} R {of_type['r']:.2f}")
    classes: collections.Counter[str] = collections.Counter()
    shown = 0
    for key, record in gold.items():
        error = _error(record, predicted[key])
        classes[error] += 1
        if error != "right" and shown < args.errors:
            shown += 1
            _show(error, record, predicted[key])
    for error, n in classes.most_common():
        print(f"  {n:4}  {error}")


def _error(record: dict[str, Any], predicted: dict[str, Any]) -> str:
    if not record["events"]:
        return "nothing to find, but an event given" if predicted["events"] else "right"
    one = {record["id"]: record}
    accuracy = scorer.score(one, {record["id"]: predicted})[0]["accuracy"]
    if accuracy["dyad_type"] is None:
        return "right" if accuracy["dyad"] else "untyped gold: dyad missed"
    if accuracy["dyad_type"]:
        return "right"
    if not predicted["events"]:
        return "no event given"
    if accuracy["type"]:
        return "type right, parties wrong" if not accuracy["dyad"] else "type and parties in different rows"
    return "type wrong, parties right" if accuracy["dyad"] else "type and parties wrong"


def _show(error: str, record: dict[str, Any], predicted: dict[str, Any]) -> None:
    print(f"- {error}: {record['id']}: {record['text']}")
    for name, rows in (("gold", record["events"]), ("read", predicted["events"])):
        for row in rows:
            sides = [
                ",".join(str(x.get("code") or x.get("text")) for x in row[side] or [])
                for side in ("actor", "recipient")
            ]
            print(f"    {name} {sides[0]} > {sides[1]} {row['type']}")


if __name__ == "__main__":
    main()
