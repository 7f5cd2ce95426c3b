"""The review queue in the terminal: one row after the other, one key each; every answer is saved before the next row is shown."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from foedus.errors import FoedusError

if TYPE_CHECKING:
    from foedus.review.decisions import Decision
    from foedus.review.queue import Item

HELP = "a accept   r reject   c correct   s skip   u undo the last   w why   q quit"
KEYS = {"a": "accept", "r": "reject"}


def go_through(folder: Path, who: str, filters: dict[str, str]) -> None:
    """Show each row of the queue and take decisions from standard input until it is empty or the reviewer stops."""
    from foedus.record import Record
    from foedus.review.queue import items

    waiting = items(Record.open(folder), filters)
    if not waiting:
        _say("Nothing to review.")
        return
    _say(f"{len(waiting)} to review in {folder}, as {who}. {HELP}")
    sitting = _Sitting(folder, who, waiting)
    while sitting.step():
        pass
    _say(f"{sitting.n_done} decided, {len(waiting) - sitting.n_done} left.")


class _Sitting:
    """One reviewer's way through the queue: where they are, and what they decided last."""

    def __init__(self, folder: Path, who: str, waiting: list[Item]) -> None:
        self.folder, self.who, self.waiting = folder, who, waiting
        self.at = self.n_done = 0
        self.last: Decision | None = None

    def step(self) -> bool:
        """Ask for one key and do what it says; False where the sitting is over."""
        if self.at >= len(self.waiting):
            # The last row is as easily mistaken as any other.
            if self.last is None or _asked("That was the last; u undoes it, anything else ends: ") != "u":
                return False
            self.undo()
            return True
        item = self.waiting[self.at]
        _show(item, self.at + 1, len(self.waiting))
        said = _asked("> ")
        if said is None or said in ("q", "quit"):
            return False
        if said in ("a", "r", "c"):
            self.decide(item, said)
        elif said == "s":
            self.at += 1
        elif said == "u":
            self.undo()
        elif said in ("w", "why"):
            _why(item)
        else:
            _say(HELP)
        return True

    def decide(self, item: Item, said: str) -> None:
        """Take the decision; stay at the row where none came of it."""
        made = _decided(self.folder, item, said, self.who)
        if made is not None:
            self.last, self.n_done, self.at = made, self.n_done + 1, self.at + 1

    def undo(self) -> None:
        """Take the last decision back and go to its row."""
        if self.last is None:
            _say("Nothing to undo in this sitting; `foedus review undo ID` undoes an earlier one.")
            return
        row_id = self.last.row_id
        _undo(self.folder, self.last, self.who)
        self.at = next(n for n, one in enumerate(self.waiting) if one.id == row_id)
        self.last, self.n_done = None, self.n_done - 1


def _decided(folder: Path, item: Item, said: str, who: str) -> Decision | None:
    """The decision, saved; None where the reviewer thought better of it or somebody was quicker."""
    from foedus.review.decisions import decide, kept

    values = None
    if said == "c":
        values = _values(item)
        if not values:
            _say("Nothing corrected.")
            return None
    seen = item.decision.id if item.decision else None
    try:
        made = kept(
            folder, lambda record: decide(record, item.id, KEYS.get(said, "correct"), who, values=values, seen=seen)
        )
    except FoedusError as wrong:
        _say(str(wrong))
        return None
    _say(f"{made.verdict}: saved")
    return made


def _undo(folder: Path, last: Decision, who: str) -> None:
    from foedus.review.decisions import kept, undo

    try:
        kept(folder, lambda record: undo(record, last.row_id, who))
        _say(f"undone: {last.verdict} {last.row_id}")
    except FoedusError as wrong:
        _say(str(wrong))


def _values(item: Item) -> dict[str, str]:
    """What a correction says, field by field as the reviewer types it; an empty line ends."""
    from foedus.review.decisions import CORRECTABLE

    if item.table not in CORRECTABLE:
        _say("A link cannot be corrected: accept or reject it.")
        return {}
    fields = CORRECTABLE[item.table]
    _say("; ".join(f"{name}={item.row[name] if item.row[name] is not None else ''}" for name in fields))
    values: dict[str, str] = {}
    while said := _asked("field=value, or an empty line: "):
        name, equals, value = said.partition("=")
        if not equals or name.strip() not in fields:
            _say(f"Write field=value; fields: {', '.join(fields)}")
            continue
        values[name.strip()] = value.strip()
    return values


def _show(item: Item, n: int, of: int) -> None:
    from foedus.cli.read import wrapped

    source = item.source or {}
    where = ", ".join(str(one) for one in (source.get("publisher") or source.get("title"), item.row["known_on"]) if one)
    sure = f", confidence {item.confidence:g}" if item.confidence is not None else ""
    decided = f", {item.decision.verdict} by {item.decision.by}" if item.decision else ""
    _say(f"\n{n} of {of}  {item.id}  {item.table}{sure}{decided}  ({where})")
    for line in (item.sentence, *(str(one.get("original_text") or one.get("sentence") or "") for one in item.ends)):
        if line:
            wrapped(f"“{line}”", 2)
    wrapped(item.text, 4)


def _why(item: Item) -> None:
    from foedus.review.reasons import reasons

    told = reasons(item)
    if told.words:
        _say(f"  {told.before}[{told.words}]{told.after}")
    for line in told.lines:
        _say(f"    {line}")


def _asked(prompt: str) -> str | None:
    """One line from standard input without blanks at its ends; None at its end."""
    sys.stdout.write(prompt)
    sys.stdout.flush()
    line = sys.stdin.readline()
    return line.strip() if line else None


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
