"""Readings as rows of a record: the article as a source, what it tells as events and statements, duplicates linked.

Machine-read rows are never verified, and known from the day of the article. What was only supposed, or said not to have
happened, makes no event. The words of the article stand in `original_text`; `sentence` is ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from foedus.dates import PartialDate
from foedus.rows import Row, row_id

if TYPE_CHECKING:
    from foedus.reading import Event, Reading, Statement
    from foedus.record import Record

NONE = "ALL"
"""Code under which acts stand that concern no alliance of the record."""

STANDING = {
    "actual": "actual",
    "threatened": "actual",
    "demanded": "actual",
    "reported": "actual",
    "future": "announced",
    "denied": "disputed",
}
"""How an act that was read stands in the record: a threat is an act of its own; what is hypothetical or negated, none."""


UNDATED = "its sentence gives no date: that of the text is taken"
"""In the note of an act that the text may tell long after it happened."""


class Document(NamedTuple):
    """One text that was read: its reading, where it came from, and the hash of its bytes."""

    doc: str
    reading: Reading
    sha256: str
    url: str | None
    notes: tuple[str, ...] = ()
    """What a user should know of how it was read: tokens, cost, items refused."""
    remark: str = ""
    """The note of its source row: how its day was found where that was not by the text itself."""
    is_day_told: bool = True
    """Whether the day is that of publication; else it is the day on which the text was first seen."""


class Alliances:
    """Members of the alliances that a record holds, as of the day of a text.

    Where both sides of an act are in the `preferred` alliance, it concerns that one.
    """

    def __init__(self, record: Record, preferred: str | None = None) -> None:
        self._preferred = preferred
        self._spells = record.query(
            "SELECT alliance, member, from_on, to_on FROM membership WHERE known_on <= current_date "
            # The end of a membership is a row that supersedes the open one.
            "AND id NOT IN (SELECT to_id FROM link WHERE relation = 'supersedes') ORDER BY alliance, member"
        )
        self._codes = {row["code"] for row in record.query("SELECT DISTINCT code FROM alliance")}

    def of(self, actor: str, recipient: str, day: date | None, named: frozenset[str]) -> str:
        """The alliance that an act concerns: one of the two, else one that both are in, else one that the text names."""
        for code in (actor, recipient):
            if code in self._codes:
                return code
        both = self._shared(actor, recipient, day)
        if self._preferred in both:
            return str(self._preferred)
        for code in both:
            if code in named:
                return code
        if both:
            return both[0]
        return next((code for code in sorted(named & self._codes) if self._is_in(actor, code, day)), NONE)

    def _is_in(self, state: str, alliance: str, day: date | None) -> bool:
        return any(row["member"] == state and row["alliance"] == alliance and _covers(row, day) for row in self._spells)

    def _shared(self, actor: str, recipient: str, day: date | None) -> list[str]:
        """Alliances that both are in, the smallest first: the closer tie says more."""
        of_actor = {row["alliance"] for row in self._spells if row["member"] == actor and _covers(row, day)}
        of_both = {
            row["alliance"]
            for row in self._spells
            if row["member"] == recipient and row["alliance"] in of_actor and _covers(row, day) and actor != recipient
        }
        size = {code: sum(row["alliance"] == code for row in self._spells) for code in of_both}
        return sorted(of_both, key=lambda code: (size[code], code))


def _covers(row: Row, day: date | None) -> bool:
    if day is None:
        return row["to_on"] is None
    ended = PartialDate.parse(row["to_on"]).first if row["to_on"] else None
    return PartialDate.parse(row["from_on"]).last <= day and (ended is None or ended > day)


def rows(
    documents: Sequence[Document], alliances: Alliances, names: Mapping[str, str], today: date, only: str | None = None
) -> Iterator[tuple[str, Row]]:
    """`(table, row)` of documents, sources first, then events and statements, then links between what is told twice.

    `names` gives names by code for the sentences; `only` puts every row under one alliance. A text without a date is known
    from `today`.
    """
    from foedus.reading.same import links

    made: dict[tuple[int, str], str] = {}
    sources = [_bare(_source(one, today)) for one in documents]
    for row in sources:
        yield "source", row
    for place, (one, source) in enumerate(zip(documents, sources, strict=True)):
        maker = _Maker(one, source, alliances, names, today, only)
        for event in one.reading.events:
            if event.modality in STANDING:
                row = _bare(maker.event(event))
                made[place, event.id] = row_id("ev", row)
                yield "event", row
        for statement in one.reading.statements:
            row = _bare(maker.statement(statement))
            made[place, statement.id] = row_id("st", row)
            yield "statement", row
    for link in links([one.reading for one in documents]):
        again, first = made.get((link.reading, link.id)), made.get((link.first_reading, link.first_id))
        if again and first and again != first:
            known = max(sources[at]["known_on"] for at in (link.reading, link.first_reading))
            yield "link", _link(again, first, link.why, known, documents[0].reading.method)


def _bare(row: Row) -> Row:
    """The row as a record keeps it, without blanks at the ends of its texts: its id is that of the row kept."""
    return {name: value.strip() if isinstance(value, str) else value for name, value in row.items()}


def as_told(actor: str, recipient: str, plover_type: str | None, alliance_act: str | None) -> str:
    """An act that an article tells, in one sentence of ours, from the names of the parties."""
    kind = (plover_type or "an act").lower()
    act = f" ({alliance_act.replace('_', ' ')})" if alliance_act and alliance_act != "other" else ""
    return f"{actor} to {recipient}: {kind}{act}, as an article tells it."


def _source(one: Document, today: date) -> Row:
    reading = one.reading
    row: Row = {
        "title": reading.title or one.doc,
        "kind": "article",
        "sha256": one.sha256,
        "method": reading.method,
        "known_on": date.fromisoformat(reading.dateline) if reading.dateline else today,
        "known_basis": "published_day" if reading.dateline and one.is_day_told else "inferred",
        "is_verified": False,
    }
    published = reading.dateline if one.is_day_told else None
    more = {"publisher": reading.outlet, "url": one.url, "published": published, "note": one.remark}
    return row | {name: value for name, value in more.items() if value}


class _Maker:
    """Rows of one document."""

    def __init__(
        self,
        one: Document,
        source: Row,
        alliances: Alliances,
        names: Mapping[str, str],
        today: date,
        only: str | None,
    ) -> None:
        self.one, self.alliances, self.names, self.only = one, alliances, names, only
        self.text, self.today = one.reading.text, today
        self.day = date.fromisoformat(one.reading.dateline) if one.reading.dateline else None
        self.sentences = {it.n: it for it in one.reading.sentences}
        self.named = frozenset(it.code.upper() for it in one.reading.mentions if it.kind == "body")
        self.origin = {
            "source_id": row_id("so", source),
            "method": source["method"],
            "known_on": source["known_on"],
            "known_basis": source["known_basis"],
            "is_verified": False,
        }

    def event(self, it: Event) -> Row:
        """One act; its day is that of the text where the sentence gives none."""
        actor, recipient = it.actor.upper(), (it.recipient or it.actor).upper()
        note = [f"read by machine, confidence {it.confidence:g}"]
        note += [f"by the account of {self._name(it.source)}"] if it.source else []
        note += [f"{it.inner} {it.inner_type}"] if it.inner_type else []
        happened, is_own = self._happened_on(it)
        note += [] if is_own else [UNDATED]
        return (
            self._with_origin(it.sentence, it.span.start, it.span.end)
            | {
                "alliance": self.only or self.alliances.of(actor, recipient, self.day, self.named),
                "happened_on": happened,
                "actor": actor,
                "recipient": recipient,
                "plover_type": it.plover_type,
                "alliance_act": it.alliance_act or "other",
                "modality": STANDING[it.modality],
                "sentence": as_told(self._name(actor), self._name(recipient), it.plover_type, it.alliance_act),
                "note": "; ".join(note),
            }
            | ({"plover_mode": it.plover_mode} if it.plover_mode else {})
        )

    def _happened_on(self, it: Event) -> tuple[str, bool]:
        """When an act happened, and whether its own sentence says so: what is told as done cannot be of after its text."""
        day = self.day or self.today
        if it.when.on and (STANDING[it.modality] != "actual" or PartialDate.parse(it.when.on).first <= day):
            return it.when.on, bool(it.when.text)
        # A date that the sentence gives for something else (what is threatened for Monday) is no sign that it tells of old.
        return str(day), bool(it.when.text)

    def statement(self, it: Statement) -> Row:
        """One statement, with its words where it is direct."""
        about = it.about.upper()
        row = self._with_origin(it.sentence, it.quote_span.start, it.quote_span.end) | {
            "alliance": self.only or self.alliances.of(it.speaker.upper(), about, self.day, self.named),
            "said_on": str(self.day or self.today),
            "speaker": it.speaker.upper(),
            "is_direct": it.kind == "direct",
            "content": it.quote,
            "stance": it.stance,
            "is_version": False,
            "note": "read by machine",
        }
        more = {"office": it.speaker_name or it.speaker_role, "about": about}
        return row | {name: value for name, value in more.items() if value}

    def _with_origin(self, sentence: int, first: int, last: int) -> Row:
        words = self.sentences[sentence].text if sentence in self.sentences else self.text[first:last]
        return self.origin | {"locator": f"characters {first} to {last}", "original_text": words}

    def _name(self, code: str) -> str:
        return self.names.get(code, {"UNK": "an unnamed party", "NSA": "a non-state group"}.get(code, code))


def _link(duplicate: str, first: str, why: str, known_on: date, method: str) -> Row:
    return {
        "from_id": duplicate,
        "relation": "duplicates",
        "to_id": first,
        "reason": why,
        "method": method,
        "known_on": known_on,
        "known_basis": "inferred",
        "is_verified": False,
    }
