"""The first lines of a brief: who is in, whether help came, whether dissent rose; and what is not known.

Nothing here counts anew: each line picks findings, calls and members that were made before.
"""

from __future__ import annotations

from collections.abc import Sequence

from foedus.assessment import Call, Claim, Finding, Member, TimelineItem
from foedus.questions.panel import Panel
from foedus.questions.wording import count_of, day_words

FREEZING_ACTS = ("freeze", "stop_paying", "give_notice", "suspend", "leave")


def headline(
    panel: Panel,
    members: Sequence[Member],
    findings: Sequence[Finding],
    calls: Sequence[Call],
    items: Sequence[TimelineItem],
) -> tuple[Claim, ...]:
    """At most six sentences, each with the evidence of what it says."""
    lines = [
        _who(panel, members),
        *_of_findings(findings, (("help", "calls answered with help"), ("dissent", "dissenting acts"))),
        *_last_call(panel, calls),
        *_last_refusal(panel, items),
        *_frozen(panel, items),
    ]
    return tuple(lines[:6])


def gaps(panel: Panel, findings: Sequence[Finding], members: Sequence[Member]) -> tuple[Claim, ...]:
    """What the record does not tell, as of the day."""
    found = [
        *_unverified(panel),
        *_coverage(members),
        *_thin(findings),
        Claim(
            "Trade, arms, energy and remittances, and what each member could do without the alliance, are not weighed yet.",
            (),
        ),
        Claim("No odds are given yet: no outcome model has been fitted and back-tested for this version.", ()),
    ]
    return tuple(found)


def _who(panel: Panel, members: Sequence[Member]) -> Claim:
    here = [member for member in members if member.left_on is None]
    gone = [member for member in members if member.left_on is not None]
    left = (
        f"; {count_of(len(gone), 'spell')} of membership ended before ({', '.join(f'{m.name} {m.left_on}' for m in gone)})"
        if gone
        else ""
    )
    names = panel.names_of(member.code for member in here)
    return Claim(
        f"As of {day_words(panel.day.isoformat())} {panel.row['name']} has {count_of(len(here), 'member')}: {names}{left}.",
        tuple(evidence for member in members for evidence in member.status.evidence),
    )


def _of_findings(findings: Sequence[Finding], wanted: tuple[tuple[str, str], ...]) -> list[Claim]:
    """The alliance's own findings of these questions and measures."""
    return [
        Claim(it.sentence, it.evidence)
        for question, measure in wanted
        for it in findings
        if it.question == question and it.measure == measure and it.member is None
    ]


def _last_call(panel: Panel, calls: Sequence[Call]) -> list[Claim]:
    if not calls:
        return []
    last = calls[0]
    came = (
        "the record holds no answer"
        if not last.answers
        else f"the record holds {count_of(len(last.answers), 'response')}, which amount to: {last.overall_class}"
    )
    return [
        Claim(
            f"The latest call in the record is {panel.name(last.caller)}'s of {day_words(last.date)} "
            f"({last.situation.rstrip('.')}); {came}.",
            (last.id, *(answer.id for answer in last.answers)),
        )
    ]


def _last_refusal(panel: Panel, items: Sequence[TimelineItem]) -> list[Claim]:
    """The latest dissenting act inside the recent window."""
    recent = [it for it in items if it.is_dissent and it.date >= panel.recent.first.isoformat()[: len(it.date)]]
    if not recent:
        return []
    last = recent[-1]
    return [Claim(f"The latest dissenting act, {day_words(last.date)}: {last.sentence}", (last.id,))]


def _frozen(panel: Panel, items: Sequence[TimelineItem]) -> list[Claim]:
    """The latest step short of leaving by a present member, where there is one."""
    steps = [it for it in items if it.act in FREEZING_ACTS and it.actor in panel.members]
    return [Claim(f"{day_words(it.date)}: {it.sentence}", (it.id,)) for it in steps[-1:]]


def _unverified(panel: Panel) -> list[Claim]:
    rows = panel.query("SELECT id FROM event WHERE alliance = $alliance AND NOT is_verified ORDER BY id")
    if not rows:
        return []
    ids = tuple(row["id"] for row in rows)
    return [Claim(f"For {count_of(len(ids), 'event row')} no page was opened; they are shown as not verified.", ids)]


def _coverage(members: Sequence[Member]) -> list[Claim]:
    here = [member for member in members if member.left_on is None]
    if len(here) < 2:
        return []
    most, least = max(here, key=lambda m: (m.n_rows, m.code)), min(here, key=lambda m: (m.n_rows, m.code))
    return [
        Claim(
            f"The record is uneven: it holds {most.n_rows} event rows on {most.name} and {least.n_rows} on {least.name}. Counts "
            "reflect coverage as well as behaviour.",
            (),
        )
    ]


def _thin(findings: Sequence[Finding]) -> list[Claim]:
    thin = sum(it.is_thin for it in findings)
    if not thin:
        return []
    return [Claim(f"{thin} of {len(findings)} findings rest on thin evidence and are marked so.", ())]
