"""What texts that were read for a brief tell and moved, in the words that all forms share; nothing is computed here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from foedus.brief import words

if TYPE_CHECKING:
    from foedus.assessment import Assessment, Evidence, Moved, Texts
    from foedus.brief.trace import Trace


class ReadRow(NamedTuple):
    """One act or statement that a text tells: our line for it, how it stands, which text, and its sentence."""

    id: str
    text: str
    mark: str
    where: str
    sentence: str
    refs: tuple[str, ...]


def read_rows(assessment: Assessment, known: Trace) -> Iterator[ReadRow]:
    """What the texts tell, in their order, each with how far it can be trusted and what became of it."""
    if assessment.texts is None:
        return
    titles = {text.source_id: text for text in assessment.texts.texts}
    for row in assessment.texts.rows:
        evidence = known.rows[row.id]
        text = titles.get(evidence.source_id)
        where = ", ".join(one for one in ((text.publisher or text.title, text.published) if text else ()) if one)
        became = words.BECAME.get(row.became, row.became)
        if row.same_as:
            same = known.rows[row.same_as]
            became = f"{became} as {same.key or same.id}"
        mark = f"{words.machine_words(evidence)}; {became}"
        refs = (row.id, *([row.same_as] if row.same_as else ()))
        where = words.one_line(where or "a text")
        yield ReadRow(
            row.id, words.one_line(evidence.text), words.one_line(mark), where, words.one_line(row.sentence), refs
        )


def why(texts: Texts, moved: Moved) -> tuple[str, ...]:
    """The sentences of the texts that moved one thing, each once."""
    said = {row.id: words.one_line(row.sentence) for row in texts.rows}
    lead = "Because" if moved.is_direct else "Without this it would read otherwise"
    sentences = tuple(dict.fromkeys(said[id_] for id_ in moved.rows if id_ in said))
    return tuple(f"{lead}: “{sentence}”" for sentence in sentences) or ("Only all of the texts together move it.",)


def rows_of(known: Trace, row_ids: Iterable[str]) -> tuple[Evidence, ...]:
    """The rows with these ids."""
    return tuple(known.rows[row_id] for row_id in row_ids)
