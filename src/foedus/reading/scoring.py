"""The reader held to a gold file: its rows in the scorer's form, the figures with intervals, and statements.

Gold is JSON Lines: one object a line of `id`, `text`, `date` and `events` (see `foedus.reading.scorer`), and `statements` where
they are scored too: `name`, `code`, `kind` and `quote` each, the quote verbatim in the text. What reviewers decided makes such a
file (`foedus review --gold FILE`).
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from foedus.dates import parse_day
from foedus.errors import FoedusError
from foedus.reading.scorer import score

if TYPE_CHECKING:
    from foedus.reading import Reading, Statement
    from foedus.reading.actor_rows import Row

NOT_EVENTS = frozenset({"negated", "hypothetical", "denied"})
NO_DAY = "2000-01-01"
"""Date of gold records that have none."""

Read = Callable[[str, "date | None", Sequence["Row"]], "Reading"]
Record = dict[str, Any]


class Figure(NamedTuple):
    """A measure with its 95% interval by bootstrap over records; None where nothing was counted."""

    name: str
    value: float | None
    low: float | None
    high: float | None


def load(path: Path) -> dict[str, Record]:
    """The gold records of a file by id; raises `FoedusError` that names the line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as bad:
        raise FoedusError(f"{path}: cannot be read ({getattr(bad, 'strerror', None) or 'it is not UTF-8'})") from None
    found: dict[str, Record] = {}
    for number, line in enumerate(lines, start=1):
        if line.strip():
            record = _checked(path, number, line)
            found[str(record["id"])] = record
    if not found:
        raise FoedusError(f"{path}: holds no gold record; `foedus review --gold FILE` makes some of what was decided")
    return found


def _checked(path: Path, number: int, line: str) -> Record:
    try:
        record = json.loads(line)
    except ValueError:
        raise FoedusError(f"{path}, line {number}: is not JSON; gold is one object a line") from None
    is_whole = isinstance(record, dict) and isinstance(record.get("events"), list) and record.get("id")
    if not is_whole or not isinstance(record.get("text"), str):
        raise FoedusError(f"{path}, line {number}: a gold record needs `id`, `text` and `events`")
    if record.get("date"):
        parse_day(str(record["date"]))
    return dict(record)


def predict(record: Mapping[str, Any], read: Read, actors: Sequence[Row] = ()) -> Record:
    """The rows that a reader gives for one gold record, in the scorer's form; negated and hypothetical acts left out."""
    given = str(record.get("date") or NO_DAY)
    reading = read(record["text"], None if given.startswith(NO_DAY) else date.fromisoformat(given), actors)
    rows = [
        {
            "actor": entity(event.actor, event.actor_text),
            "recipient": entity(event.recipient, event.recipient_text),
            "type": event.plover_type,
        }
        for event in reading.events
        if event.modality not in NOT_EVENTS
    ]
    return {"id": record["id"], "events": rows, "statements": reading.statements}


def entity(code: str, text: str) -> list[dict[str, str]]:
    """Bodies and groups are compared by their words and as IGO; states by code."""
    if not code:
        return []
    if len(code) == 3 and code not in ("UNK", "NSA") and not is_body(code):
        return [{"code": code, "text": text}]
    return [{"text": text, "code": "IGO" if is_body(code) else ""}]


def is_body(code: str) -> bool:
    """Whether a code is that of a body."""
    from foedus.reading.actor_rows import rows

    return any(row.code == code and row.sort == "body" for row in rows())


def figures(out: Mapping[str, Any]) -> dict[str, float]:
    """The measures of events that have a bar, from what the scorer gives."""
    accuracy = out["accuracy"]
    return {
        "type": accuracy["type"] or 0.0,
        "dyad": accuracy["dyad"] or 0.0,
        "dyad and type": accuracy["dyad_type"] or 0.0,
        "exact record": accuracy["exact_record"] or 0.0,
        "extra events a record": out["extra_events_per_record"] or 0.0,
    }


def scored(
    gold: Mapping[str, Record], read: Mapping[str, Record], draws: int = 1000
) -> tuple[dict[str, Any], list[Figure]]:
    """What the scorer gives, and the measures with 95% intervals from drawing records with replacement (seed 7)."""
    out, _ = score(gold, read)
    made = bootstrap(gold, read, draws)
    counted = {
        "type": out["accuracy"]["type"],
        "dyad": out["accuracy"]["dyad"],
        "dyad and type": out["accuracy"]["dyad_type"],
    }
    listed = []
    for name, value in figures(out).items():
        if counted.get(name, value) is None:
            listed.append(Figure(name, None, None, None))
        else:
            listed.append(Figure(name, value, *interval([one[name] for one in made])))
    return out, [*listed, *_of_statements(gold, read)]


def bootstrap(gold: Mapping[str, Record], read: Mapping[str, Record], draws: int) -> list[dict[str, float]]:
    """The measures of so many draws of records."""
    chance = random.Random(7)  # noqa: S311 (not for secrets)
    keys = list(gold)
    found = []
    for _ in range(draws):
        drawn = [chance.choice(keys) for _ in keys]
        some_gold = {f"{key}#{at}": gold[key] for at, key in enumerate(drawn)}
        some = {f"{key}#{at}": read[key] for at, key in enumerate(drawn)}
        found.append(figures(score(some_gold, some)[0]))
    return found


def interval(values: list[float]) -> tuple[float, float]:
    """The middle 95% of some values."""
    if not values:
        return 0.0, 0.0
    ordered = sorted(values)
    return ordered[int(0.025 * len(ordered))], ordered[min(int(0.975 * len(ordered)), len(ordered) - 1)]


def _of_statements(gold: Mapping[str, Record], read: Mapping[str, Record]) -> list[Figure]:
    """Speaker F1 and quote overlap where gold says of statements."""
    tallies = [
        statement_tally(record["text"], record["statements"], (read.get(key) or {}).get("statements", ()))
        for key, record in gold.items()
        if isinstance(record.get("statements"), list)
    ]
    if not sum(one.gold + one.found for one in tallies):
        return []
    chance = random.Random(7)  # noqa: S311 (not for secrets)
    draws = [statement_figures(chance.choices(tallies, k=len(tallies))) for _ in range(1000)]
    return [
        Figure(name, value, *interval([one[at] for one in draws]))
        for at, (name, value) in enumerate(
            zip(("speaker F1", "quote overlap"), statement_figures(tallies), strict=True)
        )
    ]


class Tally(NamedTuple):
    """Statements of one record: how many in gold and found, how many speakers are right, and the overlap of words summed."""

    gold: int
    found: int
    right: int
    overlap: float


def statement_tally(text: str, gold: Sequence[Mapping[str, Any]], found: Sequence[Statement]) -> Tally:
    """Each gold statement against the one found whose words it overlaps most, by more than half of both together.

    A speaker is right where the code is, or where gold gives none the last word of the name.
    """
    free = list(found)
    right, total = 0, 0.0
    for one in gold:
        at = text.find(one["quote"]) if one.get("quote") else -1
        if at < 0:
            continue
        span = (at, at + len(one["quote"]))
        best = max(free, key=lambda it: overlap(span, tuple(it.quote_span)), default=None)
        share = overlap(span, tuple(best.quote_span)) if best else 0.0
        if best is None or share <= 0.5:
            continue
        free.remove(best)
        total += share
        right += best.speaker == one["code"] if one.get("code") else _last(best.speaker_name) == _last(str(one["name"]))
    return Tally(len(gold), len(found), right, total)


def statement_figures(tallies: Sequence[Tally]) -> tuple[float, float]:
    """Speaker F1, and the mean overlap over gold statements."""
    n_gold, n_found = sum(one.gold for one in tallies), sum(one.found for one in tallies)
    right, total = sum(one.right for one in tallies), sum(one.overlap for one in tallies)
    return 2 * right / max(1, n_gold + n_found), total / max(1, n_gold)


def overlap(a: tuple[int, ...], b: tuple[int, ...]) -> float:
    """Shared letters by all letters of two spans, 0 to 1."""
    shared = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return shared / (max(a[1], b[1]) - min(a[0], b[0])) if shared else 0.0


def _last(name: str) -> str:
    words = name.casefold().split()
    return words[-1].strip(".,") if words else ""
