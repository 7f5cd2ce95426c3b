"""What foedus says about one alliance as of one day: findings, odds, gaps, and the rows behind them.

Made by `foedus.build`, shown by `foedus.brief`. Plain data: nothing here computes or renders.
"""

from __future__ import annotations

from dataclasses import dataclass, field

ASSESSMENT_VERSION = 2


@dataclass(frozen=True)
class Claim:
    """One sentence shown to a user, with the ids of the rows it rests on."""

    sentence: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Finding:
    """One answer to one question, for one member or (member None) for the alliance.

    `low` and `high` bound `value` at `interval_level` where the value estimates a rate or share; all three are in
    `unit`. `n` is the number of rows counted. `label` is the sentence in a few words, for table cells.
    """

    question: str
    measure: str
    member: str | None
    period_from: str
    period_to: str
    sentence: str
    label: str
    value: float | None
    unit: str
    n: int
    method: str
    evidence: tuple[str, ...]
    low: float | None = None
    high: float | None = None
    interval_level: float = 0.95
    is_thin: bool = False


@dataclass(frozen=True)
class Meaning:
    """What a question asks and how its numbers are to be read."""

    number: int
    question: str
    title: str
    asks: str
    formula: str
    reading: str
    literature: tuple[str, ...]


@dataclass(frozen=True)
class Member:
    """A state that is or was a member on the as-of date; `left_on` is None while the spell lasts."""

    code: str
    name: str
    since: str
    left_on: str | None
    end_mode: str | None
    is_hub: bool
    status: Claim
    n_rows: int


@dataclass(frozen=True)
class TimelineItem:
    """One dated act or act of speech, with each side's version where it is disputed."""

    id: str
    key: str | None
    date: str
    actor: str
    recipient: str
    act: str
    plover_type: str | None
    modality: str
    sentence: str
    is_verified: bool
    is_dissent: bool
    versions: tuple[Claim, ...]
    note: str | None


@dataclass(frozen=True)
class Answer:
    """One response to a call."""

    id: str
    date: str
    responder: str
    answer_class: str
    sentence: str
    is_verified: bool


@dataclass(frozen=True)
class Call:
    """A request for help and what came of it, as known on the as-of date."""

    id: str
    key: str | None
    date: str
    caller: str
    addressee: str
    adversary: str | None
    situation: str
    legal_basis: str | None
    is_formal: bool
    is_verified: bool
    overall_class: str
    answered_on: str | None
    wait_days_low: int | None
    wait_days_high: int | None
    answers: tuple[Answer, ...]
    versions: tuple[Claim, ...]


@dataclass(frozen=True)
class Evidence:
    """A row of the record as it is shown beside a claim."""

    id: str
    key: str | None
    table: str
    date: str | None
    text: str
    source_id: str | None
    locator: str | None
    method: str
    known_on: str
    known_basis: str
    is_verified: bool
    note: str | None


@dataclass(frozen=True)
class Source:
    """A document or data set that evidence rows cite."""

    id: str
    key: str | None
    title: str
    publisher: str | None
    url: str | None
    published: str | None
    licence: str | None


@dataclass(frozen=True)
class Odds:
    """Where question 9 stands. `is_available` False means that no odds were computed, and `sentence` says so."""

    is_available: bool
    sentence: str


@dataclass(frozen=True)
class Assessment:
    """Everything foedus says about an alliance as of a day.

    `evidence` holds every row that a claim, finding, call or timeline item names; `sources` every source they cite.
    """

    assessment_version: int
    foedus_version: str
    alliance: str
    alliance_name: str
    hub: str | None
    as_of: str
    only_member: str | None
    headline: tuple[Claim, ...]
    members: tuple[Member, ...]
    meanings: tuple[Meaning, ...]
    findings: tuple[Finding, ...]
    calls: tuple[Call, ...]
    timeline: tuple[TimelineItem, ...]
    odds: Odds
    gaps: tuple[Claim, ...]
    evidence: tuple[Evidence, ...]
    sources: tuple[Source, ...]
    names: dict[str, str] = field(default_factory=dict)
