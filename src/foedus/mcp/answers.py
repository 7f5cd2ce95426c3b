"""What the tools answer: one model a tool, from which the output schemas are made.

Every answer says as of which day it holds and lists the sources of the rows it names; what may be long comes in pages.
Not here: how an answer is put together (`foedus.mcp.asking`, `chances`, `judging`, `writing`).
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from foedus.mcp.lines import (
    AllianceLine,
    CallLine,
    ChangeLine,
    Cited,
    ClaimLine,
    DriversLine,
    EvidenceLine,
    FindingLine,
    LeverLine,
    MemberLine,
    NearCase,
    OddsLine,
    Page,
    Part,
    QuestionLine,
    Said,
    TimelineLine,
)

Verdict = Literal["accept", "correct", "reject", "undo"]
"""What can be decided of a row that was read by machine."""

PartName = Literal[
    "overview",
    "promises",
    "help",
    "deterrence",
    "attention",
    "dependence",
    "dissent",
    "friction",
    "options",
    "findings",
    "calls",
]
"""The overview, one of the eight questions, every finding, or the calls for help."""


class Answer(Part):
    """What every answer about the record says."""

    as_of: str
    """The day (YYYY-MM-DD) whose knowledge this is: nothing known later was used."""
    foedus_version: str


class Alliances(Answer):
    """The alliances that the record holds."""

    alliances: list[AllianceLine]
    page: Page


class Assessed(Answer):
    """What foedus says of an alliance: the overview, or the part that was asked for, page by page."""

    alliance: str
    alliance_name: str
    hub: str | None
    part: str
    only_member: str | None
    headline: list[Said] = Field(default_factory=list)
    members: list[MemberLine] = Field(default_factory=list)
    questions: list[QuestionLine] = Field(default_factory=list)
    odds: list[str] = Field(default_factory=list)
    """Sentences of the odds of the alliance; the tool `odds` has the numbers."""
    gaps: list[Said] = Field(default_factory=list)
    """What the record does not hold."""
    findings: list[FindingLine] = Field(default_factory=list)
    calls: list[CallLine] = Field(default_factory=list)
    page: Page | None = None
    """Of the findings or calls, where they were asked for."""
    sources: list[Cited] = Field(default_factory=list)


class Timeline(Answer):
    """Dated acts of an alliance, or of one member."""

    alliance: str
    items: list[TimelineLine]
    page: Page
    sources: list[Cited]


class EvidenceRows(Answer):
    """Rows by id or key."""

    rows: list[EvidenceLine]
    missing: list[str]
    """What was asked for and is not in the record as of the day."""
    page: Page
    sources: list[Cited]


class OddsTold(Answer):
    """The odds, their base rates, how the method did in its back-test, and its limits."""

    alliance: str
    is_available: bool
    sentence: str
    outcomes: list[OddsLine]
    drivers: list[DriversLine]
    signs: list[Said]
    """Acts that the record watches for."""
    score: str
    limits: list[str]
    page: Page
    sources: list[Cited]


class AnaloguesTold(Answer):
    """The nearest past cases to a member. Likeness is no forecast."""

    alliance: str
    member: str
    near: list[NearCase]
    n_near_exits: int
    n_cases: int
    n_exits: int
    sentence: str
    sources: list[Cited] = Field(default_factory=list)


class Judged(Answer):
    """An article's claims, each judged by rules over rows of the record."""

    dateline: str | None
    alliances: list[str]
    n_by_outcome: dict[str, int]
    """Claims by verdict as of the as-of day, of the whole article."""
    claims: list[ClaimLine]
    evidence: list[EvidenceLine]
    """The rows that these verdicts name."""
    notes: list[str]
    page: Page
    """Of the claims."""
    sources: list[Cited]


class Simulated(Answer):
    """What a model of hub and members says before and after a change; `mark` says that it is a model."""

    alliance: str
    mark: str
    levers: list[LeverLine]
    """What was changed, what that means for this alliance on this day, and the rows it rests on."""
    months: int
    n_runs: int
    n_draws: int
    seed: int
    headline: list[str]
    changes: list[ChangeLine]
    carried_by: list[str]
    """Which parameters of the model the uncertainty of the differences comes from."""
    inputs: list[Said]
    """The members as the model takes them, with the rows that this rests on; of the members that the changes name."""
    told_apart: list[str]
    notes: list[str]
    page: Page
    """Of the changes."""
    sources: list[Cited]
    """Of the levers first, then of the inputs, as many as fit; `evidence` shows those of any row."""


class ReadIn(Part):
    """What reading an article added to the record."""

    record: str
    """Name of the record's folder."""
    n_new: dict[str, int]
    """New rows by table; empty where the article was there already."""
    was_there: bool
    rows: list[EvidenceLine]
    """The rows that were read: unverified, from one source, until somebody reviews them."""
    page: Page


class Reviewed(Part):
    """A decision on a row that was read by machine; kept with who and when, and never deleted."""

    record: str
    row_id: str
    verdict: str
    by: str
    at: str
    corrected_id: str | None
    """The row by hand that says it instead, where it was corrected."""
    reason: str | None


class Waiting(Part):
    """Rows read by machine that nobody has verified yet."""

    record: str
    rows: list[EvidenceLine]
    page: Page
