"""What a check is made of: claims found in an article, what each asks of the record, and the verdicts. Plain data only.

`Checked`, `Claim` and `Verdict` are the published form (`foedus.check.jsonform`); a change of theirs raises `CHECK_VERSION`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from foedus.assessment import Evidence, Source
from foedus.shown import shown

CHECK_VERSION = 1

Outcome = Literal["supported", "contradicted", "partly", "not_in_record", "opinion", "prediction"]
"""`partly`: some parts hold and some do not, or each side has its own version; `not_in_record`: no row decides it."""

Kind = Literal[
    "membership",
    "obligation",
    "call",
    "answer",
    "act",
    "meeting",
    "clash",
    "number",
    "vote",
    "date",
    "comparison",
    "trend",
    "odds",
    "statement",
    "opinion",
]

WRONG_PARTS = (
    "actor",
    "recipient",
    "caller",
    "member",
    "act",
    "answer",
    "date",
    "place",
    "number",
    "article",
    "knowledge",
    "version",
    "vote",
    "order",
)
"""What may be wrong in a claim; `knowledge`: nobody could know it on the article's day; `version`: told in two ways."""


@dataclass(frozen=True)
class Verdict:
    """What the record says of a claim as of a day, with the rows that decide it.

    `why` is one sentence. `evidence` holds ids of rows, most telling first; `later` those of them that became known only
    after the article's own day. `wrong` names the parts that the rows exclude, or on which versions differ.
    """

    outcome: Outcome
    why: str
    as_of: str
    evidence: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    later: tuple[str, ...] = ()


@dataclass(frozen=True)
class Query:
    """What a claim asks of the record: the fields that its words fill; empty or None where they say nothing.

    `acts` are alliance acts of the record that would bear it out. `number` goes with `bound` (`exactly`, `at least`,
    `more than`, `at most`, `less than`, `about`) and `unit`. `is_dated` is true where the date stands in the claim's own
    clause; a date taken from elsewhere supports, and excludes nothing; `deadlines` only bound it. `is_past` is false for what
    is told in the present, and may lie ahead. `topic` are
    the concepts of the claim's own words, `context` those around it; `is_sure` is false where the actors are a guess;
    `nearby` are all dates of the sentence and the last one before it, `named` all states of the sentence.
    Of a call, `addressee` is a code or `alliance`, and `basis` the years of the treaties that it is said to rest on.
    `nearby` are all dates of the sentence and the last one before it, `named` all states of the sentence, `around` its words.
    """

    kind: Kind
    alliance: str = ""
    others: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    family: str = ""
    acts: tuple[str, ...] = ()
    on: str = ""
    since: str = ""
    is_dated: bool = False
    places: tuple[str, ...] = ()
    number: float | None = None
    bound: str = "exactly"
    unit: str = ""
    article: str = ""
    is_negated: bool = False
    topic: frozenset[str] = frozenset()
    context: frozenset[str] = frozenset()
    is_sure: bool = True
    main: str = ""
    date_from: str = ""
    deadlines: tuple[str, ...] = ()
    is_past: bool = True
    nearby: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    sentence: str = ""
    days: tuple[str, ...] = ()
    doing: str = ""
    verb: str = ""
    around: str = ""
    detail: str = ""
    addressee: str = ""
    basis: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """A claim as it was found, not yet judged: where it stands, what it says, and who is made to say it."""

    sentence: int
    start: int
    end: int
    says: str
    query: Query
    said_by: str = ""
    speaker: str = ""
    by: str = "rules"


@dataclass(frozen=True)
class Claim:
    """One checkable claim of an article with its two verdicts: as of the article's own day, and as of the later day.

    `sentence` counts from 1; `start` and `end` are offsets of `words` in the text. `says` is the claim as foedus reads it.
    `said_by` names whom the article makes say it: that it was said is a claim of its own, of kind `statement`.
    `fields` is what the words fill of the query, `by` who read it (`rules`, or `llm:model`).
    """

    id: str
    sentence: int
    start: int
    end: int
    words: str
    kind: Kind
    says: str
    said_by: str
    fields: dict[str, str]
    by: str
    then: Verdict
    now: Verdict


@dataclass(frozen=True)
class SentenceSpan:
    """One sentence of the text: its number from 1, and its offsets."""

    n: int
    start: int
    end: int


@shown
@dataclass(frozen=True)
class Checked:
    """An article, checked: every claim with its verdicts, and the rows and sources that they name."""

    check_version: int
    foedus_version: str
    title: str
    outlet: str
    dateline: str | None
    as_of: str
    alliances: tuple[str, ...]
    text: str
    sentences: tuple[SentenceSpan, ...]
    claims: tuple[Claim, ...]
    evidence: tuple[Evidence, ...]
    sources: tuple[Source, ...]
    notes: tuple[str, ...] = ()
    names: dict[str, str] = field(default_factory=dict)
