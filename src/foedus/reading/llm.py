"""Reading with a language model: the same types as `read` gives, with every claim held against the text.

    reading = read_with_llm(text, dateline="2022-11-28", settings=settings())
    reading.events, reading.statements      as from `foedus.reading.read`, with method `llm:MODEL`
    reading.report                          what it took, what was refused and why

Any OpenAI-compatible endpoint (`llm_settings`). A text goes out in pieces of numbered sentences (`llm_schema`), answers come
within bounds (`llm_client`) or from the cache (`llm_cache`), items are checked one by one (`llm_check`). What fails is a
`FoedusError`: there is no way from here to the deterministic reader, nor from there to here.

What this can't do: the model may leave out what the text tells, and may misjudge type, modality or who did it to whom among
words that do stand in the text. Passages that speak to a machine are blanked by their wording; one worded otherwise may
reach the model, and what it then gives is held against the text like all else.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple, Self

from foedus.dates import parse_day
from foedus.reading import llm_cache, llm_check, llm_schema
from foedus.reading.actor_rows import Row
from foedus.reading.llm_check import Unfounded
from foedus.reading.llm_client import Answer, Client, LlmError, Usage
from foedus.reading.llm_page import Page
from foedus.reading.llm_settings import Settings, settings
from foedus.reading.types import Event, Reading, Sentence, Statement

__all__ = ["LlmError", "LlmReading", "Rejected", "Report", "Settings", "Usage", "read_with_llm", "settings"]

_CONTEXT = 2
"""Sentences before a piece that are shown with it, for its pronouns."""
_MOST_ITEMS = 12
"""Items of one kind a sentence, on average over a piece; what is beyond is no reading."""
_LONGEST_SENTENCE = 4000


class Rejected(NamedTuple):
    """An item of the model that was not taken."""

    kind: str
    """`event` or `statement`."""
    sentence: int | None
    """As the model gave it; None where it gave none."""
    reason: str
    item: str
    """The item as JSON in ASCII, cut at 400 letters."""


class Report(NamedTuple):
    """How a reading came about."""

    usage: Usage = Usage()
    rejected: tuple[Rejected, ...] = ()
    notes: tuple[str, ...] = ()
    """What was not sent, not kept, or answered under another name."""


class LlmReading(Reading):
    """A `Reading` that also has a `report`; as a tuple it is the same as any other."""

    report: Report = Report()

    @classmethod
    def of(cls, reading: Reading, report: Report) -> Self:
        """The reading with its report."""
        made = cls(*reading)
        made.report = report
        return made

    def _replace(self, **changes: Any) -> Self:
        return type(self).of(super()._replace(**changes), self.report)


class _Piece(NamedTuple):
    """Sentences `first` to `last`, in one request."""

    first: int
    last: int


class _Gathered:
    """What the pieces have given so far; the same claim twice is refused the second time."""

    def __init__(self, page: Page, method: str) -> None:
        self.page, self.method = page, method
        self.events: list[Event] = []
        self.statements: list[Statement] = []
        self.rejected: list[Rejected] = []
        self.notes: list[str] = []
        self._seen: set[tuple[object, ...]] = set()

    def note(self, words: str) -> None:
        if words and words not in self.notes:
            self.notes.append(words)

    def add(self, told: dict[str, list[object]], piece: _Piece) -> None:
        most = _MOST_ITEMS * (piece.last - piece.first + 1)
        for kind, check in (("event", self._event), ("statement", self._statement)):
            items = told[f"{kind}s"]
            for item in items[:most]:
                try:
                    check(item, piece)
                except Unfounded as bad:
                    self._reject(kind, item, str(bad))
            if len(items) > most:
                self._reject(kind, items[most], f"{len(items) - most} items beyond the first {most} of one request")

    def _event(self, item: object, piece: _Piece) -> None:
        one = llm_check.event(item, self.page, *piece, self.method)
        self._once(("event", one.span, one.actor, one.recipient, one.plover_type))
        self.events.append(one)

    def _statement(self, item: object, piece: _Piece) -> None:
        one = llm_check.statement(item, self.page, *piece, self.method)
        self._once(("statement", one.quote_span))
        self.statements.append(one)

    def _once(self, key: tuple[object, ...]) -> None:
        if key in self._seen:
            raise Unfounded("the same was given before")
        self._seen.add(key)

    def _reject(self, kind: str, item: object, reason: str) -> None:
        n = item.get("sentence") if isinstance(item, dict) else None
        known = n if isinstance(n, int) and not isinstance(n, bool) and abs(n) < 10**9 else None
        self.rejected.append(Rejected(kind, known, reason, json.dumps(item)[:400]))


def read_with_llm(
    text: str,
    *,
    dateline: date | str | None = None,
    outlet: str = "",
    title: str = "",
    settings: Settings,
    actors: Sequence[Row] = (),
) -> LlmReading:
    """Read clean text with the model that `settings` name. Raises `LlmError`, whose `usage` says what was spent.

    Of the arguments only the text itself is sent; dates are read from it as of `dateline`, codes come from the gazetteer.
    The same text with the same settings is answered from the cache where there is one.
    """
    day = parse_day(dateline) if isinstance(dateline, str) and dateline else dateline or None
    assert not isinstance(day, str)  # noqa: S101 (for the type checker)
    page = Page(text, day, actors)
    found = _Gathered(page, settings.method)
    usage = Usage()
    if page.sentences:
        for n, _ in page.orders:
            found.note(f"sentence {n}: a passage that speaks to a machine was neither sent nor read")
        usage = _read(page, found, settings)
    reading = Reading(
        text,
        str(day) if day is not None else "",
        outlet,
        title,
        tuple(page.sentences),
        tuple(page.mentions),
        tuple(sorted(found.events, key=lambda one: one.span)),
        tuple(sorted(found.statements, key=lambda one: one.quote_span)),
        settings.method,
    )
    return LlmReading.of(reading, Report(usage, tuple(found.rejected), tuple(found.notes)))


def _read(page: Page, found: _Gathered, chosen: Settings) -> Usage:
    pieces = list(_pieces(page.sentences, chosen.chunk_chars, found.note))
    if len(pieces) > chosen.max_requests:
        raise LlmError(
            f"the text takes {len(pieces)} requests and {chosen.max_requests} are allowed for one text; split it or allow more"
        )
    with Client(chosen) as client:
        try:
            pieces.reverse()
            while pieces:
                piece = pieces.pop()
                answer = _answer(client, page, piece, found.note)
                if answer.is_cut:
                    pieces.extend(reversed(_halves(piece)))
                else:
                    found.add(json.loads(answer.content), piece)
        except LlmError as bad:
            bad.usage = client.usage()
            raise
        return client.usage()


def _pieces(sentences: Sequence[Sentence], most: int, note: Callable[[str], None]) -> Iterator[_Piece]:
    """Runs of sentences of so many letters; a sentence of thousands of letters is no prose and ends a run."""
    first, size = 0, 0
    for one in sentences:
        length = len(one.text)
        is_endless = length > min(_LONGEST_SENTENCE, most)
        if one.n > first and (is_endless or size + length > most):
            yield _Piece(first, one.n - 1)
            first, size = one.n, 0
        if is_endless:
            note(f"sentence {one.n}: has {length} letters, too long for a sentence, and was not sent")
            first, size = one.n + 1, 0
        else:
            size += length
    if first < len(sentences):
        yield _Piece(first, len(sentences) - 1)


def _halves(piece: _Piece) -> list[_Piece]:
    """A piece whose answer was cut off, in two. Raises `LlmError` where it is one sentence."""
    if piece.first == piece.last:
        raise LlmError(
            f"the model's answer about sentence {piece.first} alone was cut off; allow more tokens for an answer"
        )
    middle = (piece.first + piece.last) // 2
    return [_Piece(piece.first, middle), _Piece(middle + 1, piece.last)]


def _answer(client: Client, page: Page, piece: _Piece, note: Callable[[str], None]) -> Answer:
    """The model's answer about one piece, from the cache or from the endpoint."""
    chosen = client.settings
    context = [one for one in page.sentences[max(0, piece.first - _CONTEXT) : piece.first] if len(one.text) < 1000]
    shown = llm_schema.article([*context, *page.sentences[piece.first : piece.last + 1]], piece.first, page.shown)
    body = {
        "model": chosen.model,
        "messages": [{"role": "system", "content": llm_schema.INSTRUCTION}, {"role": "user", "content": shown}],
        "response_format": llm_schema.response_format(),
        "temperature": 0,
        "seed": chosen.seed,
        "max_tokens": chosen.answer_tokens,
    }
    name = llm_cache.name_of(chosen.endpoint, body)
    kept = llm_cache.get(chosen.cache, name)
    if kept is not None and (kept.is_cut or _fits(kept.content)):
        client.cached += 1
        return Answer(*kept)
    answer = client.ask(body)
    if answer.model and answer.model != chosen.model:
        note(f"asked for {chosen.model}, answered by {answer.model}")
    note(llm_cache.put(chosen.cache, name, llm_cache.Entry(*answer)))
    return answer


def _fits(content: str) -> bool:
    """Whether the words of a cache entry are still an answer."""
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        return False
    return isinstance(told, dict) and all(isinstance(told.get(name), list) for name in llm_schema.LISTS)
