"""Rules judged on the assessment after each batch; what crossed a line goes into the outbox, with the rows that moved it.

The level of every rule stands in the state and changes in one step with the outbox: a kill rings no bell twice and none
never.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from foedus.record.checks import table_of
from foedus.watch import levels
from foedus.watch.levels import Level, Value
from foedus.watch.merged import merged, n_independent, tellings
from foedus.watch.rules import Rule, parse, watchable

if TYPE_CHECKING:
    from foedus.assessment import Assessment
    from foedus.record import Record
    from foedus.watch.state import State

LOG = logging.getLogger("foedus.watch")

FAR_DAYS = 62
"""Days by which the end of what is counted may move from one batch to the next without a word."""

MOST_ROWS = 25
"""Rows that one alert lists; the number of all is given."""


class Watcher:
    """The rules of one watch over one alliance."""

    def __init__(self, state: State, alliance: str, texts: Sequence[str], today: date, is_sending: bool) -> None:
        """Parse the rules; those that are new start from what holds now. Raises `WatchError`, `UnknownName`."""
        self.state, self.is_sending = state, is_sending
        _, assessment = _assessed(state, alliance, today)
        there = watchable(assessment)
        self.alliance = there.alliance
        self.rules = [parse(text, there) for text in dict.fromkeys(" ".join(text.split()) for text in texts)]
        self._start(assessment)

    def _start(self, assessment: Assessment) -> None:
        with self.state.whole():
            for rule in self.rules:
                if self._level(rule) is None:
                    now = levels.value_of(rule, assessment)
                    self._keep(rule, levels.first(rule, now, assessment.as_of))

    def judge(self, now: float, today: date) -> int:
        """Judge every rule on the record as it stands; returns how many alerts were put into the outbox."""
        record, assessment = _assessed(self.state, self.alliance, today)
        fired = []
        for rule in self.rules:
            before = self._level(rule)
            assert before is not None  # noqa: S101 (made at the start)
            value = levels.value_of(rule, assessment)
            after, is_fired = levels.step(rule, before, value, assessment.as_of)
            _tell_shift(rule, before, value)
            made = _alert(rule, before, value, after, assessment, record) if is_fired else None
            fired.append((rule, after, made))
        with self.state.whole():
            for rule, after, made in fired:
                self._keep(rule, after)
                if made is not None:
                    self._post(made, now)
            self.state.set_meta("is_to_judge", "")
        return sum(made is not None for _, _, made in fired)

    def standing(self) -> list[tuple[Rule, Level]]:
        """Each rule with its level now."""
        return [(rule, level) for rule in self.rules if (level := self._level(rule)) is not None]

    def _name(self, rule: Rule) -> str:
        return f"{self.alliance}: {rule.text.casefold()}"

    def _level(self, rule: Rule) -> Level | None:
        kept = self.state.one("SELECT told FROM rule WHERE text = ?", self._name(rule))
        return None if kept is None else levels.from_kept(json.loads(kept))

    def _keep(self, rule: Rule, level: Level) -> None:
        told = json.dumps(levels.as_kept(level))
        self.state.do("INSERT OR REPLACE INTO rule VALUES (?, ?)", self._name(rule), told)

    def _post(self, made: dict[str, Any], now: float) -> None:
        name = self.state.meta("name")
        seed = f"{name}\0{made['alliance']}\0{made['alert']}\0{made['number']}"
        made = {"id": f"al_{hashlib.sha256(seed.encode()).hexdigest()[:24]}"} | made
        self.state.do(
            "INSERT OR IGNORE INTO outbox (id, body, made_at, is_to_send) VALUES (?, ?, ?, ?)",
            *(made["id"], json.dumps(made, ensure_ascii=False, separators=(",", ":")), now, int(self.is_sending)),
        )


def _assessed(state: State, alliance: str, today: date) -> tuple[Record, Assessment]:
    from foedus.build import assess

    record = merged(state.folder)
    # A watch follows the alliance: its rates end today, however long ago the record that it began with ends.
    return record, assess(alliance, today, record=record, is_followed=True)


def _alert(
    rule: Rule, before: Level, now: Value, after: Level, assessment: Assessment, record: Record
) -> dict[str, Any]:
    """What crossed a line, as plain data: the sentence, before and after, and the rows that are new behind it."""
    new = [id_ for id_ in now.evidence if id_ not in set(before.evidence)]
    rows = _rows(record, date.fromisoformat(assessment.as_of), new[:MOST_ROWS], assessment)
    return {
        "kind": "alert",
        "alert": rule.text,
        "number": after.n_fired,
        "alliance": assessment.alliance,
        "member": rule.member,
        "as_of": assessment.as_of,
        "question": rule.question,
        "measure": rule.measure,
        "sentence": now.sentence or _sentence(rule, rows),
        "unit": now.unit,
        "before": _told(before) | {"as_of": before.as_of},
        "after": _told(now),
        "is_within_noise": levels.is_within_noise(before, now),
        "n_rows_new": len(new),
        "n_rows_gone": len(set(before.evidence) - set(now.evidence)) if rule.question != "any" else 0,
        "rows": rows,
    }


def _tell_shift(rule: Rule, before: Level, now: Value) -> None:
    """Say so where the days that are counted moved far at once: a record that was quiet begins to be counted to the present."""
    ends = [it.period[1] for it in (before, now)]
    if all(ends) and (date.fromisoformat(ends[1]) - date.fromisoformat(ends[0])).days > FAR_DAYS:
        LOG.warning(
            '"%s": the days counted now end on %s, before on %s; the value went from %s to %s by that too, and is compared '
            "with the new one from here on",
            *(rule.text, ends[1], ends[0], before.value, now.value),
        )


def _told(it: Level | Value) -> dict[str, Any]:
    """A value with its interval, its number of rows and the days that it counts."""
    return {"value": it.value, "low": it.low, "high": it.high, "n": it.n, "from": it.period[0], "to": it.period[1]}


def _sentence(rule: Rule, rows: Sequence[dict[str, Any]]) -> str:
    told = "; ".join(f"{row['date']}: {row['text']}" for row in rows[:3])
    more = f"; and {len(rows) - 3} more" if len(rows) > 3 else ""
    return f"New in the record ({rule.measure.replace('_', ' ')}): {told}{more}"


def _rows(record: Record, day: date, ids: Sequence[str], assessment: Assessment) -> list[dict[str, Any]]:
    """The rows in words, each with its source and how many independent sources tell it."""
    view = record.as_of(day)
    shown = {it.id: it for it in assessment.evidence}
    sources = {it.id: it for it in assessment.sources}
    found = []
    for id_ in ids:
        it = shown.get(id_)
        if it is None:
            continue
        n = n_independent(view, table_of(id_).name, tellings(view, id_))
        source = sources.get(it.source_id or "")
        found.append(
            {
                "id": id_,
                "date": it.date,
                "known_on": it.known_on,
                "text": it.text,
                "method": it.method,
                "is_verified": it.is_verified,
                "n_sources": n,
                "is_single_source": n < 2,
                "source": None
                if source is None
                else {"id": source.id, "title": source.title, "publisher": source.publisher, "url": source.url},
            }
        )
    return found
