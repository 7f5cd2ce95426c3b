"""What the tools answer about the record: alliances, an assessment in parts, its timeline, rows as evidence.

Each takes the desk and plain arguments and gives one answer. Not here: odds (`chances`), checks and what-ifs (`judging`),
anything that writes (`writing`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, get_args

from foedus._version import __version__
from foedus.dates import PartialDate
from foedus.errors import FoedusError, UnknownName
from foedus.mcp.answers import Alliances, Assessed, EvidenceRows, PartName, Timeline
from foedus.mcp.cites import Sources, line, listed, said
from foedus.mcp.lines import (
    AllianceLine,
    AnswerLine,
    CallLine,
    Cited,
    EvidenceLine,
    FindingLine,
    MemberLine,
    QuestionLine,
    Said,
    TimelineLine,
)
from foedus.mcp.pages import paged
from foedus.mcp.records import Desk, opened, view

if TYPE_CHECKING:
    from foedus.assessment import Assessment, Call, Finding, Meaning, Member, TimelineItem

MOST_IDS = 50
"""Rows that may be asked for in one call."""


def alliances(desk: Desk, as_of: str | None, offset: int) -> Alliances:
    """The alliances of the record with their members on the day."""
    from foedus.build import list_alliances

    known = view(desk, as_of)
    names = ("code", "name", "treaty", "in_force_on", "ended_on", "hub")
    lines = [
        AllianceLine(**{name: row[name] for name in names}, n_members=row["members"]) for row in list_alliances(known)
    ]
    shown, page, _ = paged(lines, offset, _no_sources)
    return Alliances(as_of=known.day.isoformat(), foedus_version=__version__, alliances=shown, page=page)


def assess(
    desk: Desk,
    alliance: str,
    as_of: str | None,
    member: str | None,
    part: PartName,
    offset: int,
    *,
    is_whole: bool = False,
) -> Assessed:
    """An alliance as of a day: the overview, the findings of one question or of all, or the calls for help."""
    from foedus import build

    if part not in get_args(PartName):
        raise UnknownName(f'"{part}" is no part of an assessment: ask for one of {", ".join(get_args(PartName))}')
    made = build.assess(alliance, as_of or None, member=member or None, record=opened(desk))
    base = Assessed(
        as_of=made.as_of,
        foedus_version=__version__,
        alliance=made.alliance,
        alliance_name=made.alliance_name,
        hub=made.hub,
        part=part,
        only_member=made.only_member,
    )
    sources = Sources(made.evidence, made.sources)
    if part == "overview":
        return _overview(made, sources, base)
    if part == "calls":
        calls = [_call(one) for one in sorted(made.calls, key=lambda it: it.date, reverse=True)]
        shown_calls, page, cited = paged(calls, offset, lambda it: sources.of(_ids_of_call(it)))
        return base.model_copy(update={"calls": shown_calls, "page": page, "sources": cited})
    found = [it for it in made.findings if part in ("findings", it.question)]
    shown, page, cited = paged([_finding(it, is_whole) for it in found], offset, lambda it: sources.of(it.evidence))
    meanings = [_question(it, len(found)) for it in made.meanings if it.question == part]
    told = {"questions": meanings, "findings": shown, "page": page, "sources": cited}
    return base.model_copy(update=told)


def _overview(made: Assessment, sources: Sources, base: Assessed) -> Assessed:
    counted = Counter(it.question for it in made.findings)
    claims = [said(it) for it in made.headline]
    told = {
        "headline": claims,
        "members": [_member(it) for it in made.members],
        "questions": [
            QuestionLine(question=it.question, title=it.title, asks=it.asks, n_findings=counted[it.question])
            for it in made.meanings
        ],
        "odds": [it.sentence for it in made.odds.outcomes if it.member is None] or [made.odds.sentence],
        "gaps": [said(it) for it in made.gaps],
        "sources": sources.of(id_ for it in claims for id_ in it.evidence),
    }
    return base.model_copy(update=told)


def _member(it: Member) -> MemberLine:
    return MemberLine(
        code=it.code,
        name=it.name,
        since=it.since,
        left_on=it.left_on,
        end_mode=it.end_mode,
        is_hub=it.is_hub,
        n_rows=it.n_rows,
    )


def _question(it: Meaning, n_findings: int) -> QuestionLine:
    return QuestionLine(
        question=it.question,
        title=it.title,
        asks=it.asks,
        n_findings=n_findings,
        formula=it.formula,
        reading=it.reading,
        literature=list(it.literature),
    )


def _finding(it: Finding, is_whole: bool) -> FindingLine:
    return FindingLine(
        sentence=it.sentence,
        evidence=listed(it.evidence, is_whole),
        n_evidence=len(it.evidence),
        question=it.question,
        measure=it.measure,
        member=it.member,
        period=f"{it.period_from} to {it.period_to}",
        value=it.value,
        unit=it.unit,
        low=it.low,
        high=it.high,
        n=it.n,
        is_thin=it.is_thin,
    )


def _call(it: Call) -> CallLine:
    return CallLine(
        id=it.id,
        date=it.date,
        caller=it.caller,
        addressee=it.addressee,
        adversary=it.adversary,
        situation=it.situation,
        overall_class=it.overall_class,
        wait_days_low=it.wait_days_low,
        wait_days_high=it.wait_days_high,
        answers=[
            AnswerLine(
                id=one.id,
                date=one.date,
                responder=one.responder,
                answer_class=one.answer_class,
                sentence=one.sentence,
            )
            for one in it.answers
        ],
        versions=[said(one) for one in it.versions],
    )


def _ids_of_call(it: CallLine) -> list[str]:
    return [it.id, *(one.id for one in it.answers), *_of_versions(it.versions)]


def _of_versions(versions: Sequence[Said]) -> list[str]:
    return [id_ for one in versions for id_ in one.evidence]


def timeline(
    desk: Desk,
    alliance: str,
    as_of: str | None,
    member: str | None,
    since: str | None,
    until: str | None,
    is_dissent_only: bool,
    offset: int,
    *,
    is_newest_first: bool = True,
) -> Timeline:
    """Dated acts, the newest first unless asked otherwise; those that may lie in the span, where one is given."""
    from foedus import build

    made = build.assess(alliance, as_of or None, member=member or None, record=opened(desk))
    first, last = (PartialDate.parse(one) if one else None for one in (since, until))
    found = [it for it in made.timeline if _is_within(it, first, last) and (it.is_dissent or not is_dissent_only)]
    if is_newest_first:
        found.reverse()
    sources = Sources(made.evidence, made.sources)
    shown, page, cited = paged(
        [_item(it) for it in found], offset, lambda it: sources.of([it.id, *_of_versions(it.versions)])
    )
    return Timeline(
        as_of=made.as_of, foedus_version=__version__, alliance=made.alliance, items=shown, page=page, sources=cited
    )


def _is_within(it: TimelineItem, first: PartialDate | None, last: PartialDate | None) -> bool:
    """Whether an act may lie in a span: an act known to its year only is not left out for want of a day."""
    on = PartialDate.parse(it.date)
    return not ((first and on.last < first.first) or (last and on.first > last.last))


def _item(it: TimelineItem) -> TimelineLine:
    return TimelineLine(
        id=it.id,
        date=it.date,
        actor=it.actor,
        recipient=it.recipient,
        act=it.act,
        plover_type=it.plover_type,
        modality=it.modality,
        sentence=it.sentence,
        is_verified=it.is_verified,
        is_dissent=it.is_dissent,
        versions=[said(one) for one in it.versions],
        note=it.note,
    )


def evidence(desk: Desk, ids: Sequence[str], as_of: str | None, offset: int) -> EvidenceRows:
    """Rows by id or key with their sources; raises `UnknownName` where the record holds none of them."""
    from foedus.build import find_evidence

    if not ids or len(ids) > MOST_IDS:
        raise FoedusError(f"ids: give 1 to {MOST_IDS} ids or keys of rows, not {len(ids)}")
    known = view(desk, as_of)
    lines: list[EvidenceLine] = []
    missing: list[str] = []
    cited: dict[str, list[Cited]] = {}
    for id_ in dict.fromkeys(ids):
        try:
            shown, sources, row = find_evidence(known, id_)
        except UnknownName:
            missing.append(id_)
            continue
        lines.append(line(shown, row))
        cited[shown.id] = Sources([shown], sources).of([shown.id])
    if not lines:
        raise UnknownName(f"the record holds no row {', '.join(missing)} as of {known.day}")
    some, page, sources_shown = paged(lines, offset, lambda it: cited[it.id])
    return EvidenceRows(
        as_of=known.day.isoformat(),
        foedus_version=__version__,
        rows=some,
        missing=missing,
        page=page,
        sources=sources_shown,
    )


def _no_sources(_: object) -> tuple[Cited, ...]:
    return ()
