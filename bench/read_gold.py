"""Reads the gold records and prints the scorer's figures with 95% bootstrap intervals, and a table of error classes.

    python bench/read_gold.py [--part gsr|petrarch|both] [--errors N] [--out FILE] [--draws 1000]

The gold and its scorer are not part of the project; where they are absent the bench says so and stops. Intervals come from
drawing records with replacement. Rows are scored as `foedus read` gives them: one row a dyad, negated and hypothetical
acts left out. Names that no gazetteer holds (Arnor, Gondor) are handed to `read` as a user's own.
"""

from __future__ import annotations

import argparse
import collections
import importlib.util
import json
import os
import random
import sys
from datetime import date
from pathlib import Path
from typing import Any

from foedus.reading import read
from foedus.reading.actor_rows import Days, Row

GOLD = Path(os.environ.get("FOEDUS_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "reading"
NOT_EVENTS = {"negated", "hypothetical", "denied"}
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
    scorer = _scorer()
    for part in ("gsr", "petrarch") if args.part == "both" else (args.part,):
        gold = scorer.read(str(GOLD / f"{part}_dev.jsonl"))
        predicted = {key: predict(record, part) for key, record in gold.items()}
        if args.out:
            with args.out.open("a", encoding="utf-8") as handle:
                handle.writelines(json.dumps(one) + "\n" for one in predicted.values())
        report(part, scorer, gold, predicted, args)


def _scorer() -> Any:
    spec = importlib.util.spec_from_file_location("score_events", GOLD / "score_events.py")
    if spec is None or spec.loader is None:
        sys.exit("no scorer")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predict(record: dict[str, Any], part: str) -> dict[str, Any]:
    """The rows that reading gives for one record, in the scorer's form."""
    day = None if record["date"].startswith("2000-01-01") else date.fromisoformat(record["date"])
    own = invented() if part == "petrarch" and record["id"].startswith("UNIT") else ()
    reading = read(record["text"], dateline=day, actors=own)
    rows = []
    for event in reading.events:
        if event.modality in NOT_EVENTS:
            continue
        rows.append(
            {
                "actor": _entity(event.actor, event.actor_text),
                "recipient": _entity(event.recipient, event.recipient_text),
                "type": event.plover_type,
            }
        )
    return {"id": record["id"], "events": rows}


def _entity(code: str, text: str) -> list[dict[str, str]]:
    """Bodies and groups are compared by their words and as IGO; states by code."""
    if not code:
        return []
    if len(code) == 3 and code not in ("UNK", "NSA") and not _is_body(code):
        return [{"code": code, "text": text}]
    return [{"text": text, "code": "IGO" if _is_body(code) else ""}]


def _is_body(code: str) -> bool:
    from foedus.reading.actor_rows import rows

    return any(row.code == code and row.sort == "body" for row in rows())


def invented() -> tuple[Row, ...]:
    """The invented states of the PETRARCH records as a user's own names."""
    return tuple(
        Row("state", names.split(";")[0], tuple(names.split(";")[1:]), code, "", "", Days(None, None), "bench")
        for code, names in INVENTED.items()
    )


def report(part: str, scorer: Any, gold: dict[str, Any], predicted: dict[str, Any], args: argparse.Namespace) -> None:
    """Figures with intervals, then what went wrong."""
    out, _ = scorer.score(gold, predicted)
    draws = _bootstrap(scorer, gold, predicted, args.draws)
    print(f"{part}: {out['records']} records, {out['gold_events']} gold events, {out['predicted_events']} predicted")
    for name, value in figures(out).items():
        low, high = _interval([one[name] for one in draws])
        print(f"  {name:24} {value:.3f}  95% {low:.3f} to {high:.3f}")
    for plover_type, one in out["by_type"].items():
        print(f"    {plover_type:10} n {one['n']:3}  P {one['p']:.2f} R {one['r']:.2f}")
    classes: collections.Counter[str] = collections.Counter()
    shown = 0
    for key, record in gold.items():
        error = _error(scorer, record, predicted[key])
        classes[error] += 1
        if error != "right" and shown < args.errors:
            shown += 1
            _show(error, record, predicted[key])
    for error, n in classes.most_common():
        print(f"  {n:4}  {error}")


def figures(out: dict[str, Any]) -> dict[str, float]:
    """The measures that have a bar."""
    accuracy = out["accuracy"]
    return {
        "type": accuracy["type"] or 0.0,
        "dyad": accuracy["dyad"] or 0.0,
        "dyad and type": accuracy["dyad_type"] or 0.0,
        "exact record": accuracy["exact_record"] or 0.0,
        "extra events a record": out["extra_events_per_record"],
    }


def _bootstrap(scorer: Any, gold: dict[str, Any], predicted: dict[str, Any], draws: int) -> list[dict[str, float]]:
    chance = random.Random(7)  # noqa: S311 (not for secrets)
    keys = list(gold)
    found = []
    for _ in range(draws):
        drawn = [chance.choice(keys) for _ in keys]
        some_gold = {f"{key}#{i}": gold[key] for i, key in enumerate(drawn)}
        some = {f"{key}#{i}": predicted[key] for i, key in enumerate(drawn)}
        found.append(figures(scorer.score(some_gold, some)[0]))
    return found


def _interval(values: list[float]) -> tuple[float, float]:
    if not values:
        return 0.0, 0.0
    ordered = sorted(values)
    return ordered[int(0.025 * len(ordered))], ordered[min(int(0.975 * len(ordered)), len(ordered) - 1)]


def _error(scorer: Any, record: dict[str, Any], predicted: dict[str, Any]) -> str:
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
