"""How well acts that were read are matched to what the record holds: `python bench/told.py [--errors]`.

`tests/review/told.jsonl` holds sentences of our own: retellings of rows of the embedded CSTO record (`same` names the rows
that are right), and near misses: another member, day, act or recipient (`same` null). Each is read as a text of its own day.
Recall is over retellings from which the reader found an act at all, precision over all matches made; 95% intervals are exact.
The half of the sentences whose hash is odd was not looked at while the rules were tuned.
"""

from __future__ import annotations

import hashlib
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from foedus.build import open_panel
from foedus.intake.inputs import Input
from foedus.intake.job import Options, read_one
from foedus.measures.intervals import share_interval
from foedus.review.scratch import HELD, Setting, scratch
from foedus.review.withtexts import opened

SET = Path(__file__).parents[1] / "tests" / "review" / "told.jsonl"


class Outcome(NamedTuple):
    """What became of one sentence: the keys of the rows its acts were matched to, and how many acts were read."""

    row: dict[str, Any]
    matched: frozenset[str]
    n_read: int

    @property
    def is_held_out(self) -> bool:
        """Whether the sentence belongs to the half that was not tuned on."""
        return hashlib.sha256(self.row["text"].encode()).digest()[0] % 2 == 1


def outcomes() -> list[Outcome]:
    """Every sentence read and matched against the record as of its own day and a week."""
    base = opened(None)
    found = []
    for row in (json.loads(line) for line in SET.read_text(encoding="utf-8").splitlines()):
        day = date.fromisoformat(row["day"])
        # Long after, since some of the record's own sources are late: more rows to be mistaken for the right one.
        panel = open_panel("csto", date(2026, 11, 1), base)
        document = read_one(Input("one", "one", data=row["text"].encode()), Options(on=day))
        setting = Setting(panel.view, "CSTO", "RUS", frozenset(panel.members))
        laid = scratch([("one", document)], base, setting, date.today())
        keys = {it["id"]: it["key"] for it in panel.view.query("SELECT id, key FROM event")}
        events = laid.rows["event"]
        held = {keys[str(laid.became[it["id"]].same_as)] for it in events if laid.became[it["id"]].what == HELD}
        found.append(Outcome(row, frozenset(held), len(events)))
    return found


def report(found: list[Outcome], errors: bool) -> None:
    """Recall and precision with intervals."""
    retold = [it for it in found if it.row["same"]]
    read = [it for it in retold if it.n_read]
    right = [it for it in read if it.matched & set(it.row["same"])]
    wrong = [it for it in found if it.matched - set(it.row["same"] or ())]
    made = len(right) + len(wrong)
    print(f"  {len(retold)} retellings, {len(read)} with an act read; {len(found) - len(retold)} near misses")
    for name, hits, n in (("recall", len(right), len(read)), ("precision", made - len(wrong), made)):
        low, high = share_interval(hits, n)
        print(f"  {name:10} {hits / n:.3f}  95% {low:.3f} to {high:.3f}  ({hits} of {n})")
    for it in found if errors else ():
        if it in wrong or (it in read and it not in right) or (it in retold and not it.n_read):
            what = "wrong" if it in wrong else "missed" if it.n_read else "not read"
            print(f"    {what}: {it.row['day']} {it.row['text']} {sorted(it.matched)} {it.row['same']}")


if __name__ == "__main__":
    every = outcomes()
    for name, part in (("tuned on", False), ("held out", True)):
        print(name)
        report(
            [it for it in every if it.is_held_out == part], ("--errors" in sys.argv and not part) or "--all" in sys.argv
        )
