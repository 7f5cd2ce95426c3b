"""The record's schema: every table and column once, with type, unit, range and meaning.

From it come the DuckDB tables (`create_sql`), the checks on incoming rows (`foedus.record.checks`)
and the page `docs/record.md` (`foedus.record.pages`). Nothing here reads or writes a record.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

SCHEMA_VERSION = 2

Kind = Literal["text", "partial_date", "day", "integer", "number", "boolean", "utc_time"]

SQL_TYPES: dict[Kind, str] = {
    "text": "VARCHAR",
    "partial_date": "VARCHAR",
    "day": "DATE",
    "integer": "INTEGER",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "utc_time": "TIMESTAMP",
}

PLOVER_TYPES = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "COOPERATE",
    "AID",
    "CONCEDE",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "SANCTION",
    "PROTEST",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)

ALLIANCE_ACTS = {
    "found": "sign, ratify, bring into force, prolong or amend the treaty or its bodies",
    "join": "sign, ratify or restore membership as one state",
    "call": "ask for help or consultation under the alliance or a treaty beside it",
    "answer": "respond to a call, or to fighting, in deed or by convening",
    "deploy_for": "send forces for a member or for the alliance",
    "withdraw_from": "take forces or personnel back from a member or a mission",
    "meet": "hold a summit or session, adopt or fail to adopt its documents",
    "exercise": "hold or announce a joint exercise",
    "support": "speak or act in favour of the alliance or of a member",
    "aid": "give material or other help without a call being named",
    "pressure": "ban, downgrade, charge, or demand against a member",
    "refuse_help": "decline help that was asked for",
    "refuse_sign": "decline to sign a document of the alliance",
    "refuse_attend": "stay away from a summit, session, exercise or post",
    "refuse_host": "decline to host or cancel an exercise or meeting",
    "refuse_align": "publicly decline to follow the hub or the allies on a matter of theirs",
    "criticise": "blame or reproach the alliance, the hub or another member",
    "freeze": "stop taking part while membership stays in law",
    "stop_paying": "decline to pay assessed contributions",
    "threaten_leave": "say that leaving is intended, conditional or under way",
    "give_notice": "notify the alliance of leaving or of suspended membership",
    "leave": "cease to be a member: by notice, lapse or decision",
    "suspend": "suspend or expel a member by decision of the others",
    "restore": "lift a suspension, or come back from a step aside or a notice",
    "base": "open, extend, reduce or close a base or a guard post of one member on another's soil",
    "outside_tie": "agree, exercise or integrate with a state or body outside the alliance",
    "clash": "dated violence between actors",
    "other": "an act of no class above",
}

DISSENTING_ACTS = frozenset(
    {
        "refuse_sign",
        "refuse_attend",
        "refuse_host",
        "refuse_align",
        "criticise",
        "freeze",
        "stop_paying",
        "threaten_leave",
        "give_notice",
        "leave",
    }
)
"""Alliance acts that count as dissent when a member does them towards the alliance, its hub or another member."""

OBLIGATION_KINDS = (
    "defence",
    "aid",
    "consultation",
    "non-aggression",
    "exclusivity",
    "compatibility",
    "self-defence",
    "institution",
    "decisions",
    "aims",
    "hosting",
    "term",
    "withdrawal-notice",
    "suspension",
    "financing",
    "dispute-settlement",
    "accession",
    "binding-force",
    "use-of-force",
    "notice-to-UN",
)

ANSWER_CLASSES = {
    "force": "troops or peacekeepers sent",
    "mission": "observers or fact-finders sent, no force",
    "material": "arms, equipment or a reserve formed for the caller",
    "declined": "the help asked for was refused",
    "political": "consultation, mediation, an offer or a draft; nothing sent",
    "humanitarian": "relief goods, not the help asked for",
}
"""Classes of one answer, strongest first; a call with no answer in the record is of class `none`."""

VOTES = ("yes", "no", "abstain", "absent")
END_MODES = (
    "lapse",
    "suspension-at-own-request",
    "withdrawal",
    "expulsion",
    "dissolution",
    "succession",
    "state-ended",
)
VERDICTS = ("accept", "correct", "reject", "undo")
KNOWN_BASES = ("published_day", "published_month", "published_year", "inferred")


class Column(NamedTuple):
    """One column: its name, kind and meaning; `choices` and `low`/`high` bound what it may hold."""

    name: str
    kind: Kind
    meaning: str
    required: bool = False
    unit: str | None = None
    choices: tuple[str, ...] | None = None
    low: float | None = None
    high: float | None = None
    refers_to: str | None = None


class Table(NamedTuple):
    """One table: what a row is, the prefix of its ids, its own columns (origin columns come after).

    `happened` and `ended` name the partial dates of its beginning and end, for which as-of views give the bounds.
    Files are sorted by `sorted_by`, so that what is asked for together lies together.
    """

    name: str
    prefix: str
    meaning: str
    own: tuple[Column, ...]
    happened: str | None = None
    ended: str | None = None
    sorted_by: tuple[str, ...] = ("id",)

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns in order: id and key, the table's own, then the origin columns."""
        origin = SOURCE_ORIGIN if self.name == "source" else ORIGIN
        return (*IDENTITY, *self.own, *origin)

    def column(self, name: str) -> Column | None:
        """The column of that name, or None."""
        return next((column for column in self.columns if column.name == name), None)


def _text(name: str, meaning: str, required: bool = False, **more: object) -> Column:
    return Column(name, "text", meaning, required, **more)  # type: ignore[arg-type]


IDENTITY = (
    Column("id", "text", "hash of the claim with the table's prefix; the same claim has the same id everywhere", True),
    Column("key", "text", "a readable name that whoever wrote the row gave it; unique where present"),
)

SOURCE_ORIGIN = (
    _text("method", "how the row was made: `hand`, `reader@version`, `dataset@version` or `llm:model`", True),
    Column("known_on", "day", "first day on which the public could have known the row", True),
    _text("known_basis", "how `known_on` was found; see the rules above", True, choices=KNOWN_BASES),
    Column("is_verified", "boolean", "whether the cited page was read and states the core of the row", True),
    _text("note", "a remark shown with the row; it may hold nothing learned after `known_on`"),
    Column("recorded_at", "utc_time", "when the row entered this record; no part of its id"),
)

ORIGIN = (
    _text("source_id", "the document or data set that states the row; empty where none was opened", refers_to="source"),
    _text("locator", "where in the source: character span, file row, article or section"),
    _text("original_text", "the words of the source where the row was read by machine"),
    *SOURCE_ORIGIN,
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table(
            "source",
            "so",
            "a document or data set that rows cite",
            (
                _text("title", "title, or a short description where the page shows none", True),
                _text("publisher", "who published it"),
                _text("url", "address at which it was read; it may have moved since"),
                Column("published", "partial_date", "date of publication, as far as known"),
                _text("licence", "licence of the document or data set, where stated"),
                _text("sha256", "hash of the file read, where one was kept"),
                _text("kind", "what it is", True, choices=("page", "treaty", "dataset", "study", "article")),
            ),
        ),
        Table(
            "actor",
            "ac",
            "a state, body or person's office, under one name, for a span of time",
            (
                _text("code", "ISO 3166 alpha-3 for states, a short name for bodies and groups", True),
                _text("name", "name in English as sources give it", True),
                _text("actor_kind", "what it is", True, choices=("state", "body", "alliance", "group", "person")),
                _text("demonym", "adjective of nationality"),
                _text("capital", "seat of government"),
                Column("cow", "integer", "Correlates of War number", low=2, high=990),
                Column("gw", "integer", "Gleditsch-Ward number", low=2, high=990),
                _text("role", "office, where the row is a person's office"),
                Column("from_on", "partial_date", "first day under this name or in this office"),
                Column("to_on", "partial_date", "last day under this name or in this office"),
            ),
        ),
        Table(
            "alliance",
            "al",
            "an alliance and its treaty",
            (
                _text("code", "short name, such as `CSTO`", True),
                _text("name", "full name", True),
                _text("hub", "code of the member around which the alliance is built, where there is one"),
                _text("treaty", "name of the founding treaty"),
                Column("signed_on", "partial_date", "signature of the treaty"),
                Column("in_force_on", "partial_date", "entry into force"),
                Column("ended_on", "partial_date", "end of the alliance, where it ended"),
                _text("end_mode", "how it ended"),
                _text("aliases", "other names, separated by semicolons"),
                _text("region", "region whose conflicts serve as comparison"),
            ),
            "in_force_on",
            "ended_on",
        ),
        Table(
            "membership",
            "me",
            "one spell of one state's membership; a known end is a later row that supersedes the open one",
            (
                _text("alliance", "code of the alliance", True),
                _text("member", "code of the member", True),
                Column("spell", "integer", "number of the spell, from 1", True, low=1, high=20),
                Column("from_on", "partial_date", "first day of membership", True),
                _text("from_basis", "what makes that the first day"),
                Column("to_on", "partial_date", "last day of membership; empty while it lasts"),
                _text("end_mode", "how it ended", choices=END_MODES),
            ),
            "from_on",
            "to_on",
        ),
        Table(
            "obligation",
            "ob",
            "what one article of an instrument binds the members to, paraphrased",
            (
                _text("alliance", "code of the alliance", True),
                _text("instrument", "treaty, protocol, charter or decision", True),
                _text("article", "article and paragraph", True),
                _text("obligation_kind", "kind of obligation", True, choices=OBLIGATION_KINDS),
                _text("paraphrase", "its content in our own words", True),
                Column("signed_on", "partial_date", "signature or adoption of the instrument", True),
                Column("in_force_on", "partial_date", "entry into force of the instrument, where known"),
                Column(
                    "notice_months",
                    "integer",
                    "notice a member must give before leaving",
                    unit="months",
                    low=0,
                    high=60,
                ),
            ),
            "signed_on",
        ),
        Table(
            "event",
            "ev",
            "one act of one actor towards another on one date",
            (
                _text("alliance", "code of the alliance it concerns", True),
                Column("happened_on", "partial_date", "when it happened, as far as the source tells", True),
                _text("actor", "code or name of who acted", True),
                _text("recipient", "code or name of whom the act was towards", True),
                _text("plover_type", "PLOVER event type; empty for neutral acts", choices=PLOVER_TYPES),
                _text("plover_mode", "PLOVER mode, where the text gives one"),
                _text("alliance_act", "what it is in the life of the alliance", True, choices=tuple(ALLIANCE_ACTS)),
                _text(
                    "modality",
                    "`actual`, or `announced` where the source, written before the date, reports the plan only; "
                    "`disputed` where a party to it denies that it happened",
                    True,
                    choices=("actual", "announced", "disputed"),
                ),
                _text("sentence", "the act in one sentence of our own", True),
                _text("responds_to", "the event it answers", refers_to="event"),
            ),
            "happened_on",
        ),
        Table(
            "statement",
            "st",
            "what a named office or body said; also each side's version of a disputed event",
            (
                _text("alliance", "code of the alliance it concerns", True),
                Column("said_on", "partial_date", "when it was said", True),
                _text("speaker", "code or name of the state or body that spoke", True),
                _text("office", "office of the person who spoke"),
                Column("is_direct", "boolean", "whether `content` is a verbatim quotation", True),
                _text("content", "what was said: reported in our words, or a verbatim span", True),
                _text("about", "code or name of whom it is about"),
                _text("stance", "towards whom it is about", choices=("supports", "criticises", "neutral", "unclear")),
                _text("event_id", "the event it is a version of, or that it makes up", refers_to="event"),
                Column("is_version", "boolean", "whether it is one side's version of a disputed event", True),
            ),
            "said_on",
        ),
        Table(
            "call",
            "ca",
            "a request for help or consultation under the alliance, or beside it to the hub",
            (
                _text("alliance", "code of the alliance", True),
                Column("called_on", "partial_date", "date of the request", True),
                _text("caller", "code of the member that asked", True),
                _text("addressee", "code of whom it asked", True),
                _text("adversary", "against whom or what, as the caller put it"),
                _text("situation", "what it was about", True),
                _text("legal_basis", "the provision invoked, or that none was"),
                Column("is_formal", "boolean", "whether help under the treaty was formally asked for", True),
                _text("event_id", "the event row of the request", refers_to="event"),
            ),
            "called_on",
        ),
        Table(
            "answer",
            "an",
            "one response to a call",
            (
                _text("call_id", "the call it responds to", True, refers_to="call"),
                Column("answered_on", "partial_date", "date of the response", True),
                _text("responder", "code of who responded", True),
                _text("answer_class", "what it amounted to", True, choices=tuple(ANSWER_CLASSES)),
                _text("content", "the response in our words", True),
                _text("event_id", "the event row of the response", refers_to="event"),
            ),
            "answered_on",
        ),
        Table(
            "resolution",
            "re",
            "a text put to a roll-call vote",
            (
                _text("body", "where it was voted on", True),
                _text("number", "number of the resolution", True),
                Column("voted_on", "partial_date", "date of the vote", True),
                _text("subject", "what it is about, in our words", True),
            ),
            "voted_on",
        ),
        Table(
            "vote",
            "vo",
            "one state's vote on one resolution",
            (
                _text("resolution_id", "the resolution", True, refers_to="resolution"),
                _text("member", "code of the state", True),
                _text("vote", "its vote; `absent` where it took no part", True, choices=VOTES),
                Column("voted_on", "partial_date", "date of the vote", True),
            ),
            "voted_on",
        ),
        Table(
            "conflict",
            "co",
            "dated violence between two sides, in alphabetical order: the order does not say who began",
            (
                _text("side_a", "code or name of one side", True),
                _text("side_b", "code or name of the other", True),
                Column("began_on", "partial_date", "first day", True),
                Column("ended_on", "partial_date", "last day, where known"),
                _text("place", "where"),
                Column("deaths_low", "integer", "lowest count in the source", unit="deaths", low=0),
                Column("deaths_best", "integer", "count the source holds best", unit="deaths", low=0),
                Column("deaths_high", "integer", "highest count in the source", unit="deaths", low=0),
                _text("event_id", "the event row of the fighting", refers_to="event"),
            ),
            "began_on",
            "ended_on",
            sorted_by=("side_a", "side_b", "began_on", "id"),
        ),
        Table(
            "indicator",
            "in",
            "one measured value of one state, or of a class of cases, for one year",
            (
                _text("subject", "code of the state, or name of the class of cases", True),
                _text("partner", "code of the other state, where there is one"),
                Column("year", "integer", "year the value is for", True, low=1500, high=2200),
                _text("name", "what is measured", True),
                Column("value", "number", "the value; a missing value has no row", True),
                _text("unit", "unit of the value", True),
                Column("n_events", "integer", "number of events among the cases, where it is a share", low=0),
                Column("n_cases", "integer", "number of cases that it rests on, where they were counted", low=0),
            ),
            sorted_by=("name", "subject", "partner", "year", "id"),
        ),
        Table(
            "decision",
            "de",
            "what a reviewer decided of one row that a machine read: whether it says what the text says. It is about the reading "
            "and not about the world, so that it is known from the day of the row itself and holds in every as-of view of that "
            "row; `decided_at` says when it was made",
            (
                _text("row_id", "the row decided on", True),
                _text("verdict", "what was decided; `undo` takes an earlier decision back", True, choices=VERDICTS),
                _text("decided_by", "name of the reviewer, as given", True),
                Column("decided_at", "utc_time", "when it was decided", True),
                _text("corrected_id", "the row that a correction put in its place"),
                _text("undoes", "the decision that is taken back", refers_to="decision"),
                _text("reason", "why, in the reviewer's words"),
            ),
        ),
        Table(
            "link",
            "li",
            "a relation between two rows; the target stays in the record. A link that another link supersedes holds no longer",
            (
                _text("from_id", "the row that supersedes, or the duplicate", True),
                _text("relation", "what it is to the other", True, choices=("supersedes", "duplicates")),
                _text("to_id", "the row superseded, or the one that stands for both", True),
                _text("reason", "why", True),
            ),
        ),
    )
}


def create_sql(table: Table, schema: str = "main") -> str:
    """The DuckDB statement that creates one table, with its key and range constraints."""
    lines = [_column_sql(column) for column in table.columns]
    lines.append("PRIMARY KEY (id)")
    return f"CREATE TABLE {schema}.{table.name} (\n  " + ",\n  ".join(lines) + "\n)"


def _column_sql(column: Column) -> str:
    parts = [column.name, SQL_TYPES[column.kind]]
    if column.required:
        parts.append("NOT NULL")
    parts.extend(f"CHECK ({check})" for check in _checks(column))
    return " ".join(parts)


def _checks(column: Column) -> Iterator[str]:
    if column.choices:
        yield f"{column.name} IN ({', '.join(repr(choice) for choice in column.choices)})"
    if column.low is not None:
        yield f"{column.name} >= {column.low}"
    if column.high is not None:
        yield f"{column.name} <= {column.high}"
    if column.kind == "partial_date":
        yield f"regexp_full_match({column.name}, '\\d{{4}}(-\\d{{2}}(-\\d{{2}})?)?')"
