"""Plain data that the stages of reading hand to each other; no stage keeps anything else between calls.

All spans are character offsets into the clean text of one document (`Reading.text`), end excluded, so that
`text[span.start:span.end]` is always the words meant. Nothing here computes more than a shape of itself.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from foedus.shown import shown

MentionKind = Literal["state", "body", "group", "person", "place"]
Granularity = Literal["day", "month", "year"]
Modality = Literal["actual", "negated", "hypothetical", "future", "threatened", "demanded", "denied", "reported"]
ReasonKind = Literal["frame", "outer", "actor", "recipient", "date", "modality", "alliance"]
StatementKind = Literal["direct", "indirect", "mixed"]
Stance = Literal["supports", "criticises", "neutral", "unclear"]

MODALITIES: tuple[Modality, ...] = (
    "actual",
    "negated",
    "hypothetical",
    "future",
    "threatened",
    "demanded",
    "denied",
    "reported",
)


class Span(NamedTuple):
    """Character offsets into the clean text: first, and one past the last."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that the span covers."""
        return text[self.start : self.end]


class Sentence(NamedTuple):
    """One sentence of the clean text; `n` counts from 0 over the document."""

    span: Span
    text: str
    n: int


class Mention(NamedTuple):
    """A known name in the text, as of the day of the text."""

    span: Span
    text: str
    code: str
    """ISO alpha-3 of a state on the day, the short name of a body (NATO, CSTO, EU, UN), NSA, or UNK."""
    kind: MentionKind
    role: str | None
    """PLOVER sector where the words give one: GOV, MIL, COP, OPP, LEG, JUD, CVL, MED, REB ..."""
    rule: str
    """Which row of the gazetteer was meant, and why."""


class Dating(NamedTuple):
    """A date as the text gives it, resolved against the dateline as far as it goes."""

    text: str
    """The words it was read from; empty where only the dateline gives the date."""
    on: str
    """Partial date: `2022-11-23`, `2022-11` or `2022`; empty where nothing is known."""
    granularity: Granularity
    rule: str
    span: Span | None = None


class Reason(NamedTuple):
    """One reason why a row is what it is: a rule in words, and the words of the text that it rests on."""

    kind: ReasonKind
    text: str
    span: Span | None = None


class Event(NamedTuple):
    """One act of one actor towards one recipient, as one sentence tells it."""

    id: str
    """Hash of document words, place and claim: the same reading twice gives the same id."""
    sentence: int
    """`Sentence.n` of the sentence that tells it."""
    span: Span
    """The word or words that name the act."""
    actor: str
    recipient: str
    """Codes as in `Mention.code`; empty where the act has no recipient."""
    plover_type: str
    plover_mode: str
    """Mode of the type in PLOVER of 2024; empty where the words give none."""
    alliance_act: str
    """What it is in the life of an alliance (`foedus.record.schema.ALLIANCE_ACTS`); empty for none."""
    modality: Modality
    when: Dating
    place: str
    confidence: float
    """0 to 1: product of what each rule that was used is trusted with; not a probability that was calibrated."""
    reasons: tuple[Reason, ...]
    actor_role: str = ""
    recipient_role: str = ""
    source: str = ""
    """Code of who reports it, where the text gives the act as somebody's claim."""
    actor_text: str = ""
    recipient_text: str = ""
    """The words that name the two."""
    inner_type: str = ""
    """PLOVER type of the act that an outer verb governs: ASSAULT in `threatened to attack`."""
    inner: str = ""
    """How that inner act stands: threatened, demanded, future, negated, denied ...; empty where there is none."""


class Statement(NamedTuple):
    """What one speaker said in one stretch of speech."""

    id: str
    sentence: int
    span: Span
    speaker: str
    """Code as in `Mention.code`; UNK where the speaker is not known."""
    speaker_role: str
    speaker_name: str
    kind: StatementKind
    quote: str
    """Verbatim words of the text: inside the quotation marks, or of the reported clause."""
    quote_span: Span
    about: str
    stance: Stance
    reasons: tuple[Reason, ...]


@shown
class Reading(NamedTuple):
    """All that was read from one document."""

    text: str
    dateline: str
    """Day of the text, `YYYY-MM-DD`; empty where none is known."""
    outlet: str
    title: str
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    events: tuple[Event, ...]
    statements: tuple[Statement, ...]
    method: str
    """`reader@version`, or `llm:model`."""
