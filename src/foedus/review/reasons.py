"""Why a row was read as it was: its sentence with the words of the act marked, and the rules behind it, by reading it again.

The record keeps the sentence of a text and not the text, so that what was read with the help of other sentences (a pronoun, a
bare surname) may read otherwise by itself; then the sentence is shown without reasons, and says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from foedus.review.queue import Item

if TYPE_CHECKING:
    from foedus.reading import Event, Reading


class Reasons(NamedTuple):
    """The sentence in three parts (before the words of the act, those words, after them) and lines that say why."""

    before: str
    words: str
    after: str
    lines: tuple[str, ...]


def reasons(item: Item) -> Reasons:
    """The reasons of one row of the queue; without any where the reader cannot give them again."""
    if item.table == "link":
        return Reasons("", "", "", (str(item.row["reason"]),))
    if item.table == "statement":
        return _of_statement(item)
    try:
        from foedus.reading import read

        reading = read(item.sentence, dateline=item.row["known_on"])
    except ImportError:
        return Reasons(item.sentence, "", "", ("The reasons need the extra `text`: pip install 'foedus[text]'.",))
    event = _same(item, reading)
    if event is None:
        return Reasons(
            item.sentence, "", "", ("By itself the sentence reads otherwise: other sentences had a part in it.",)
        )
    return _of_event(event, reading)


def _same(item: Item, reading: Reading) -> Event | None:
    """The act of a new reading that is the row's: the parties and the type count, the act's own words break ties."""
    row = item.row
    own = [it for it in reading.events if it.plover_type == row["plover_type"] and it.actor.upper() == row["actor"]]
    return max(own, key=lambda it: (it.recipient or it.actor).upper() == row["recipient"], default=None)


def _of_event(event: Event, reading: Reading) -> Reasons:
    from foedus.reading.explain import explain

    sentence = next(it for it in reading.sentences if it.n == event.sentence)
    lines = explain(event, reading).splitlines()[3:]
    return Reasons(
        reading.text[sentence.span.start : event.span.start],
        event.span.of(reading.text),
        reading.text[event.span.end : sentence.span.end],
        tuple(line.strip() for line in lines),
    )


def _of_statement(item: Item) -> Reasons:
    before, found, after = item.sentence.partition(item.row["content"])
    kind = "verbatim words" if item.row["is_direct"] else "reported words"
    if not found:
        return Reasons(item.sentence, "", "", (kind,))
    return Reasons(before, found, after, (kind,))
