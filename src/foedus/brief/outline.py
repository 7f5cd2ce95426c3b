"""What a brief holds, grouped and ordered once for all forms.

Grouping, ordering and counting rows for display only. Wording is in `words`, markup in the forms.
"""

from __future__ import annotations

from typing import NamedTuple

from foedus.assessment import Assessment, Finding, Meaning, Member, TimelineItem
from foedus.brief.words import name_of
from foedus.dates import PartialDate

MEMBER_TABLE_QUESTIONS = (1, 2, 3, 4, 5, 6, 7)
"""The questions that have a column in the member table."""


class MemberRow(NamedTuple):
    """One row of the member table; `cells` holds the position of a finding for each column, or None."""

    member: Member
    cells: tuple[int | None, ...]


class Group(NamedTuple):
    """The findings on one member, or on the alliance, within one question; each with its position."""

    name: str
    findings: tuple[tuple[int, Finding], ...]


class Quiet(NamedTuple):
    """Findings of one question that say the same of several members: that the record holds nothing."""

    label: str
    is_thin: bool
    findings: tuple[tuple[int, Finding], ...]
    names: tuple[str, ...]
    """Names of the members, in their order."""


class Section(NamedTuple):
    """One question with its findings, the alliance's first, then the members' in their order, then what is alike for many."""

    meaning: Meaning
    groups: tuple[Group, ...]
    quiet: tuple[Quiet, ...]

    @property
    def methods(self) -> tuple[str, ...]:
        """The methods behind the findings, each once."""
        told = [pair for some in self.groups for pair in some.findings]
        told += [pair for some in self.quiet for pair in some.findings]
        return tuple(dict.fromkeys(finding.method for _, finding in told))


class Year(NamedTuple):
    """The timeline entries of one year, newest first."""

    year: int
    items: tuple[TimelineItem, ...]

    @property
    def n_dissent(self) -> int:
        """How many of the entries are acts of dissent."""
        return sum(item.is_dissent for item in self.items)


def table_columns(assessment: Assessment) -> tuple[Meaning, ...]:
    """The questions that head the columns of the member table."""
    return tuple(m for m in _meanings(assessment) if m.number in MEMBER_TABLE_QUESTIONS)


def member_rows(assessment: Assessment) -> tuple[MemberRow, ...]:
    """The member table: for each present member and column the first finding of that question on that member."""
    first: dict[tuple[str | None, str], int] = {}
    for position, finding in enumerate(assessment.findings):
        first.setdefault((finding.member, finding.question), position)
    columns = table_columns(assessment)
    return tuple(
        MemberRow(member, tuple(first.get((member.code, column.question)) for column in columns))
        for member in assessment.members
        if member.left_on is None
    )


LONG = 12
"""From this many members on a list leaves out what is empty."""


def quiet_members(assessment: Assessment, rows: tuple[MemberRow, ...]) -> tuple[MemberRow, ...]:
    """In a long list, the members of whom nothing is counted but their promises; none in a short one."""
    promises = {place for place, column in enumerate(table_columns(assessment)) if column.number == 1}
    if len(rows) < LONG:
        return ()
    return tuple(
        row
        for row in rows
        if not row.member.is_hub
        and all(
            position is None or place in promises or is_empty(assessment.findings[position])
            for place, position in enumerate(row.cells)
        )
    )


def former_members(assessment: Assessment) -> tuple[Member, ...]:
    """Spells of membership that ended by the day."""
    return tuple(member for member in assessment.members if member.left_on is not None)


def sections(assessment: Assessment) -> tuple[Section, ...]:
    """One section per question in the order of their numbers; a question without a meaning comes last."""
    by_question: dict[str, list[tuple[int, Finding]]] = {m.question: [] for m in _meanings(assessment)}
    for position, finding in enumerate(assessment.findings):
        by_question.setdefault(finding.question, []).append((position, finding))
    known = {m.question: m for m in assessment.meanings}
    return tuple(
        Section(known.get(question) or _unexplained(question), *_split(assessment, findings))
        for question, findings in by_question.items()
    )


def years(assessment: Assessment) -> tuple[Year, ...]:
    """The timeline by year, newest first, and newest first within each."""
    by_year: dict[int, list[TimelineItem]] = {}
    for item in newest_first(assessment):
        by_year.setdefault(int(item.date[:4]), []).append(item)
    return tuple(Year(year, tuple(items)) for year, items in sorted(by_year.items(), reverse=True))


def newest_first(assessment: Assessment) -> list[TimelineItem]:
    """All timeline entries, newest first; those of one date in the order of the assessment."""
    return sorted(assessment.timeline, key=lambda item: PartialDate.parse(item.date).listing_key, reverse=True)


def parties(assessment: Assessment, item: TimelineItem) -> str:
    """Who acted towards whom."""
    actor, recipient = name_of(assessment, item.actor), name_of(assessment, item.recipient)
    return actor if item.actor == item.recipient or not recipient else f"{actor} → {recipient}"


def _meanings(assessment: Assessment) -> list[Meaning]:
    return sorted(assessment.meanings, key=lambda meaning: meaning.number)


def _unexplained(question: str) -> Meaning:
    return Meaning(0, question, question.replace("_", " ").capitalize(), "", "", "", ())


MANY = 3
"""From this many members on, findings of nothing that read alike are told together."""


def is_empty(finding: Finding) -> bool:
    """Whether a finding on a member counts nothing."""
    return finding.member is not None and finding.n == 0 and not finding.value


def _split(assessment: Assessment, findings: list[tuple[int, Finding]]) -> tuple[tuple[Group, ...], tuple[Quiet, ...]]:
    """The findings by member, but those of nothing, and in a long list those of one label, that many members share."""
    is_long = sum(member.left_on is None for member in assessment.members) >= LONG
    alike: dict[tuple[str, str, bool], list[tuple[int, Finding]]] = {}
    for position, finding in findings:
        if is_empty(finding) or (is_long and finding.member is not None):
            alike.setdefault((finding.measure, finding.label, finding.is_thin), []).append((position, finding))
    many = {key: some for key, some in alike.items() if len(some) >= MANY}
    folded = {position for some in many.values() for position, _ in some}
    order = {member.code: place for place, member in enumerate(assessment.members)}
    quiet = tuple(
        Quiet(label, is_thin, tuple(some), tuple(name_of(assessment, finding.member) for _, finding in some))
        for (_, label, is_thin), some in (
            (key, sorted(some, key=lambda pair: order.get(pair[1].member or "", 0))) for key, some in many.items()
        )
    )
    return _groups(assessment, [pair for pair in findings if pair[0] not in folded]), quiet


def _groups(assessment: Assessment, findings: list[tuple[int, Finding]]) -> tuple[Group, ...]:
    order: list[str | None] = [None, *(member.code for member in assessment.members)]
    by_member: dict[str | None, list[tuple[int, Finding]]] = {code: [] for code in order}
    for position, finding in findings:
        by_member.setdefault(finding.member, []).append((position, finding))
    return tuple(
        Group(name_of(assessment, code) or "Alliance", tuple(some)) for code, some in by_member.items() if some
    )
