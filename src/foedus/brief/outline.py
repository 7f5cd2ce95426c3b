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


class Section(NamedTuple):
    """One question with its findings, the alliance's first, then the members' in their order."""

    meaning: Meaning
    groups: tuple[Group, ...]

    @property
    def methods(self) -> tuple[str, ...]:
        """The methods behind the findings, each once."""
        return tuple(dict.fromkeys(finding.method for group in self.groups for _, finding in group.findings))


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
        Section(known.get(question) or _unexplained(question), _groups(assessment, findings))
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


def _groups(assessment: Assessment, findings: list[tuple[int, Finding]]) -> tuple[Group, ...]:
    order: list[str | None] = [None, *(member.code for member in assessment.members)]
    by_member: dict[str | None, list[tuple[int, Finding]]] = {code: [] for code in order}
    for position, finding in findings:
        by_member.setdefault(finding.member, []).append((position, finding))
    return tuple(
        Group(name_of(assessment, code) or "Alliance", tuple(some)) for code, some in by_member.items() if some
    )
