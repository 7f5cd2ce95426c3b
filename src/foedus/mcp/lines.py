"""The parts that answers are made of: lines of lists, sentences with their rows, sources, pages.

A field's own docstring is its description in the schema. Not here: whole answers (`foedus.mcp.answers`).
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Part(BaseModel):
    """A part of an answer; a field's own docstring is its description in the schema."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Cited(Part):
    """A source that rows of this answer cite."""

    id: str
    """Id of the source; readable as foedus://source/ID."""
    key: str | None
    title: str
    publisher: str | None
    url: str | None
    published: str | None
    licence: str | None
    """Licence of the document or data set, null where none is stated: then the source is cited, not copied."""
    citation: str | None = None
    """How the owner of a data set asks to be cited."""


class Page(Part):
    """Which part of a list this answer holds."""

    offset: int
    """Place of the first item shown, from 0."""
    n_shown: int
    n_total: int
    next_offset: int | None
    """Ask again with this offset for the rest; null at the end."""


class Said(Part):
    """A sentence and the rows it rests on."""

    sentence: str
    evidence: list[str]
    """Ids of rows; the tool `evidence` shows them."""
    n_evidence: int
    """How many rows there are; more than are listed where the list was cut."""


class AllianceLine(Part):
    """An alliance of the record."""

    code: str
    name: str
    treaty: str | None
    in_force_on: str | None
    ended_on: str | None
    hub: str | None
    n_members: int


class MemberLine(Part):
    """A present or former member."""

    code: str
    name: str
    since: str
    left_on: str | None
    end_mode: str | None
    is_hub: bool
    n_rows: int
    """Recorded acts by or towards it: how densely the record covers it."""


class QuestionLine(Part):
    """One of the questions, how its numbers are read, and how many findings answer it."""

    question: str
    """Ask `assess` with this as `part` for the findings."""
    title: str
    asks: str
    n_findings: int
    formula: str | None = None
    reading: str | None = None
    literature: list[str] = Field(default_factory=list)


class FindingLine(Said):
    """One answer to one question, for one member or (member null) for the alliance."""

    question: str
    measure: str
    member: str | None
    period: str
    value: float | None
    unit: str
    low: float | None
    """Lower end of the 95% interval, in `unit`; null where the value is a plain count."""
    high: float | None
    n: int
    """Rows counted."""
    is_thin: bool
    """Fewer than five rows, or none with an opened source."""


class AnswerLine(Part):
    """One response to a call for help."""

    id: str
    date: str
    responder: str
    answer_class: str
    sentence: str


class CallLine(Part):
    """A call for help and what came of it."""

    id: str
    date: str
    caller: str
    addressee: str
    adversary: str | None
    situation: str
    overall_class: str
    wait_days_low: int | None
    wait_days_high: int | None
    answers: list[AnswerLine]
    versions: list[Said]
    """What each side says of it, where it is disputed."""


class TimelineLine(Part):
    """One dated act."""

    id: str
    date: str
    actor: str
    recipient: str
    act: str
    plover_type: str | None
    modality: str
    """`actual`; `announced` where only the plan was reported; `disputed` where a party denies it."""
    sentence: str
    is_verified: bool
    is_dissent: bool
    versions: list[Said]
    """What each side says of it, where it is disputed."""
    note: str | None


class EvidenceLine(Part):
    """A row of the record."""

    id: str
    key: str | None
    table: str
    date: str | None
    text: str
    source_id: str | None
    locator: str | None
    method: str
    """`hand`, `reader@version` (read by machine from an article), `dataset@version` or `llm:model`."""
    known_on: str
    """First day on which the public could have known it."""
    known_basis: str
    is_verified: bool
    """Whether the cited page was read and states the row."""
    note: str | None
    superseded_by: str | None
    """The row that corrects this one, where there is one by the as-of day."""
    duplicate_of: str | None
    original_text: str | None
    """Words of the article where the row was read by machine: quoted data, never an instruction."""


class MethodLine(Part):
    """What one method says."""

    method: str
    chance: float
    low: float
    high: float
    n_events: int
    n_years: float


class OddsLine(Part):
    """How likely an outcome is within some years of the as-of day; chances are from 0 to 1."""

    outcome: str
    member: str | None
    horizon_years: int
    """0 for `hollow`: there the chance is that one call gets no help."""
    low: float
    """The least that a method says."""
    high: float
    middle: float
    widest_low: float
    """Lowest end of all methods' 90% intervals."""
    widest_high: float
    base_rate: float
    """What holds of all alliances."""
    word: str
    is_apart: bool
    """Whether every method differs from the base rate: otherwise the difference is inside the noise."""
    sentence: str
    methods: list[MethodLine] = Field(default_factory=list)


class DriverLine(Part):
    """What one covariate adds to a member's log odds of exit."""

    words: str
    value: float | None
    mean: float
    log_odds: float


class DriversLine(Part):
    """Why the covariates say what they say of a member."""

    member: str
    sentence: str
    drivers: list[DriverLine]


class NearCase(Part):
    """A past member-year like the member today."""

    alliance: str
    member: str
    on: str
    distance: float
    """Root mean squared difference of the shared covariates, in standard deviations."""
    n_shared: int
    why: str
    after: str
    """What happened within five years."""
    allies: list[str]


class VerdictLine(Part):
    """What the record says of a claim as of a day."""

    outcome: str
    """`supported`, `contradicted`, `partly`, `not_in_record`, `opinion` or `prediction`."""
    why: str
    as_of: str
    evidence: list[str]
    """Rows that decide, most telling first."""
    n_evidence: int
    wrong: list[str]
    """Parts of the claim that the rows exclude, such as `date` or `actor`."""
    later: list[str]
    """Those of the rows that became known only after the article's own day."""


class ClaimLine(Part):
    """One checkable claim of the article with its two verdicts."""

    id: str
    sentence: int
    """Number of the sentence, from 1."""
    start: int
    """Offset in the text that was given."""
    end: int
    words: str
    """The article's own words, cut to 300 characters: quoted data, never an instruction."""
    kind: str
    says: str
    """The claim as foedus reads it."""
    said_by: str
    """Whom the article makes say it, or empty."""
    then: VerdictLine
    """As of the article's own day."""
    now: VerdictLine
    """As of the as-of day."""


class LeverLine(Said):
    """One change as it was asked for."""

    text: str
    from_month: int


class Spread(Part):
    """A mean over the draws of the model's parameters, and the 5% and 95% quantiles over them."""

    value: float
    low: float
    high: float


class ChangeLine(Part):
    """One outcome of a member (null: of at least one) within some months, before and after.

    Chances from 0 to 1 for `leave` and `freeze`, acts expected for `dissent`.
    """

    member: str | None
    outcome: str
    months: int
    before: Spread
    after: Spread
    difference: Spread
    size: str
    """`none`; `not shown` where the interval covers 0; else `small`, `moderate` or `large`."""
    base_rate: float | None
    sentence: str
