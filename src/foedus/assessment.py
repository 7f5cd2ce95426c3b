"""What foedus says about one alliance as of one day: findings, odds, gaps, and the rows behind them.

Made by `foedus.build`, shown by `foedus.brief`. Plain data: nothing here computes or renders. `foedus.brief.notebook` draws
what is marked as shown at the end.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from foedus.errors import UnknownName
from foedus.shown import shown
from foedus.tables import Rows, rows_of

ASSESSMENT_VERSION = 4


@dataclass(frozen=True)
class Claim:
    """One sentence shown to a user, with the ids of the rows it rests on."""

    sentence: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Finding:
    """One answer to one question, for one member or (member None) for the alliance.

    `low` and `high` bound `value` at `interval_level` where the value estimates a rate or share; all three are in
    `unit`. `n` is the number of rows counted. `label` is the sentence in a few words, for table cells. `n_machine_read` says
    how many rows of the evidence a machine read out of articles and nobody corrected.
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
    n_machine_read: int = 0


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
    """A row of the record as it is shown beside a claim.

    `made` says how the row came to be: `hand`, `data set` or `machine`. `n_sources_read` counts the independent sources, read
    by machine, that tell it, as known on the as-of date: those of the row itself and of its duplicates; one publisher is one
    source, and so are nearly the same words. `review` says what a reviewer decided of a machine-read row, None where nobody did.
    """

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
    made: str = "hand"
    n_sources_read: int = 0
    review: str | None = None


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
class MethodOdds:
    """What one method says: the chance, its own 90% interval, and how many events in how many member-years stand behind it."""

    method: str
    chance: float
    low: float
    high: float
    n_events: int
    n_years: float


@dataclass(frozen=True)
class OutcomeOdds:
    """How likely an outcome is within some years of the as-of day, for a member or (member None) for the alliance.

    `low` and `high` are the least and the most that a method says, `middle` the mean of the methods, `widest_low` and
    `widest_high` the ends of all the methods' 90% intervals, `base_rate` what holds of all alliances. `word` is that of ICD 203.
    For `hollow` the chance is that of one call, and `horizon_years` is 0.
    """

    outcome: str
    member: str | None
    horizon_years: int
    low: float
    high: float
    middle: float
    widest_low: float
    widest_high: float
    base_rate: float
    word: str
    is_apart: bool
    """Whether all methods' intervals lie on one side of the base rate: otherwise the difference from it is inside the noise."""
    methods: tuple[MethodOdds, ...]
    sentence: str


@dataclass(frozen=True)
class Driver:
    """What one covariate adds to a member's log odds of exit; `value` None where the data hold none, which adds nothing."""

    covariate: str
    words: str
    value: float | None
    mean: float
    log_odds: float


@dataclass(frozen=True)
class Drivers:
    """Why the covariates say what they say of a member: `base_log_odds` and all drivers add up to `log_odds`, of one year."""

    member: str
    base_log_odds: float
    log_odds: float
    drivers: tuple[Driver, ...]
    sentence: str


@dataclass(frozen=True)
class Sign:
    """An act that the record watches for: how often members left within five years of it, and the member's own, if any."""

    act: str
    n_seen: int
    n_left: int
    sentence: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Odds:
    """Question 9. `is_available` False means that no odds were computed, and `sentence` says why."""

    is_available: bool
    sentence: str
    outcomes: tuple[OutcomeOdds, ...] = ()
    drivers: tuple[Drivers, ...] = ()
    signs: tuple[Sign, ...] = ()
    score: str = ""
    """How the method did in its back-test."""
    limits: tuple[str, ...] = ()
    """What is missing or assumed, and what that does to the range."""


@dataclass(frozen=True)
class TextRead:
    """One text given with an assessment; `left_out` says why its rows are not in it, None where they are."""

    name: str
    title: str
    publisher: str | None
    published: str | None
    n_rows: int
    left_out: str | None
    source_id: str | None


@dataclass(frozen=True)
class RowRead:
    """One act or statement that a text tells, the text's sentence, and what became of it.

    `became` is `new`, `already in the record` (the same act stands there: `same_as`), or `told twice` by these texts (`same_as`
    stands for both).
    """

    id: str
    table: str
    text: str
    sentence: str
    became: str
    same_as: str | None
    why: str | None


@dataclass(frozen=True)
class Moved:
    """One thing that an assessment says otherwise, or says or drops, because of the texts.

    `kind` is `finding`, `headline`, `call` or `odds`. `before` and `after` are sentences, None where there is none. `rows`
    are the read rows that moved it: those it rests on itself (`is_direct`), else those without any one of which it would
    read otherwise; empty where only all of them together move it.
    """

    kind: str
    what: str
    member: str | None
    before: str | None
    after: str | None
    label_before: str | None
    label_after: str | None
    value_before: float | None
    value_after: float | None
    unit: str
    rows: tuple[str, ...]
    is_direct: bool


@dataclass(frozen=True)
class Texts:
    """What texts that were read by machine add to an assessment, against the same one without them."""

    sentence: str
    texts: tuple[TextRead, ...]
    rows: tuple[RowRead, ...]
    moved: tuple[Moved, ...]


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
    texts: Texts | None = None
    """Texts that were read for this assessment only; None where none were given."""

    def table(self, name: str) -> Rows:
        """One part as rows for pandas, polars or DuckDB; `answers` names its call, `methods` its outcome, `drivers` its member.

        Raises `UnknownName` with the names there are.
        """
        if name not in TABLES:
            raise UnknownName(f'"{name}" is not a table of an assessment; tables: {", ".join(TABLES)}')
        if name in ("members", "answers", "methods", "drivers"):
            return Rows(getattr(self, f"_{name}")())
        part = self.odds if name in ("outcomes", "signs") else self
        return rows_of(getattr(part, name))

    def _members(self) -> list[dict[str, object]]:
        rows = zip(self.members, rows_of(self.members), strict=True)
        return [row | {"status": it.status.sentence, "evidence": it.status.evidence} for it, row in rows]

    def _answers(self) -> list[dict[str, object]]:
        return [{"call": it.id, "caller": it.caller} | row for it in self.calls for row in rows_of(it.answers)]

    def _methods(self) -> list[dict[str, object]]:
        keys = ("outcome", "member", "horizon_years")
        return [
            {key: getattr(it, key) for key in keys} | row for it in self.odds.outcomes for row in rows_of(it.methods)
        ]

    def _drivers(self) -> list[dict[str, object]]:
        return [{"member": it.member} | row for it in self.odds.drivers for row in rows_of(it.drivers)]


TABLES = (
    "headline",
    "members",
    "findings",
    "calls",
    "answers",
    "timeline",
    "outcomes",
    "methods",
    "drivers",
    "signs",
    "gaps",
    "evidence",
    "sources",
)
"""Parts of an assessment that are tables."""

for _kind in (Claim, Finding, Call, Odds, Assessment):
    shown(_kind)
