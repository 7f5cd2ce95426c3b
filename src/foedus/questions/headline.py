"""The first lines of a brief: who is in, whether help came, whether dissent rose; and what is not known.

Nothing here counts anew: each line picks findings, calls and members that were made before.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from foedus.assessment import Call, Claim, Finding, Member, TimelineItem
from foedus.dates import PartialDate
from foedus.questions.help import class_words
from foedus.questions.panel import Panel
from foedus.questions.wording import count_of, day_words, span_words, tidy
from foedus.record.schema import ANSWER_CLASSES
from foedus.rows import Row, made_by

STEPS = ("freeze", "stop_paying", "give_notice", "leave")
"""Acts by which a state stops taking part or begins to leave; a present member's own, in its present spell."""


def headline(
    panel: Panel,
    members: Sequence[Member],
    findings: Sequence[Finding],
    calls: Sequence[Call],
    items: Sequence[TimelineItem],
) -> tuple[Claim, ...]:
    """At most eight sentences, each with the evidence of what it says."""
    lines = [
        _who(panel),
        *_suspended(panel),
        *_notice(panel),
        *_of_findings(findings, "help", "calls answered with help"),
        *_recent_calls(panel, calls),
        *_of_findings(findings, "dissent", "dissenting acts"),
        *_last_refusal(panel, items),
        *_pressure(panel, items),
        *_leaving(panel, items),
        *_frozen(panel, items),
    ]
    return tuple(Claim(tidy(line.sentence), line.evidence) for line in lines[:8])


def gaps(panel: Panel, findings: Sequence[Finding], members: Sequence[Member]) -> tuple[Claim, ...]:
    """What the record does not tell, as of the day."""
    found = [
        *_ended(panel),
        *_unverified(panel),
        *_machine_read(panel),
        *_coverage(members),
        *_thin(findings),
        *_not_installed(panel),
    ]
    return tuple(found)


ADDS = {
    "trade": "each member's and the hub's goods trade in both directions",
    "sipri": "arms deliveries in both directions",
    "remittances": "remittances in both directions",
    "wdi": "capability ratios",
    "cow_mid": "militarized disputes short of war",
}
"""What a brief tells more once a data set that does not come with foedus is installed."""


def _not_installed(panel: Panel) -> list[Claim]:
    missing = [f"{told} ({name})" for name, told in ADDS.items() if name not in panel.data_sets]
    if not missing:
        return []
    return [
        Claim(
            f"Data sets that are not installed would add: {', '.join(missing)}; `foedus data list` says how to get them.",
            (),
        )
    ]


def _who(panel: Panel) -> Claim:
    """The members on the day and the spells that ended before, whichever member the brief is kept to."""
    begun = [row for row in panel.spells if row["happened_to"] <= panel.day]
    here = [panel.spell_of(member) for member in panel.members]
    gone = [row for row in begun if row["to_on"] and row["ended_from"] < panel.day and row not in here]
    listed = ", ".join(f"{panel.name(row['member'])} {day_words(row['to_on'])}" for row in gone)
    left = f"; {count_of(len(gone), 'spell')} of membership ended before ({listed})" if gone else ""
    names = f": {panel.names_of(panel.members)}" if here else " in the record"
    return Claim(
        f"As of {day_words(panel.day.isoformat())} {panel.row['name']} has {count_of(len(here), 'member')}{names}{left}.",
        tuple(row["id"] for row in (*here, *gone)),
    )


def _suspended(panel: Panel) -> list[Claim]:
    """Present members that the others suspended in the two windows of time, where no restoring is recorded since."""
    first = min(panel.earlier.first, panel.recent.first)
    rows: dict[str, Row] = {}
    for row in panel.events:
        if row["modality"] != "actual" or row["happened_to"] > panel.day:
            continue
        if row["alliance_act"] == "suspend" and row["recipient"] in panel.members and row["happened_from"] >= first:
            rows[row["recipient"]] = row
        elif row["alliance_act"] in ("restore", "join"):
            rows.pop(row["recipient"], None)
            rows.pop(row["actor"], None)
    if not rows:
        return []
    listed = ", ".join(
        f"{panel.name(code)} ({day_words(row['happened_on'])}, by {panel.name(row['actor'])})"
        for code, row in rows.items()
    )
    return [
        Claim(
            f"Suspended, with no return in the record: {listed}.",
            tuple(row["id"] for row in rows.values()),
        )
    ]


def _notice(panel: Panel) -> list[Claim]:
    """Whether a present member gave formal notice in its present spell: freeze and notice are not the same.

    Read from the panel, so that a brief kept to one member does not say it of all.
    """
    given = [
        row
        for row in panel.dissent
        if row["alliance_act"] == "give_notice"
        and row["actor"] in panel.members
        and row["happened_from"] >= max(panel.spell_of(row["actor"])["happened_to"], panel.earlier.first)
        and not panel.is_taken_back(row["actor"], row["happened_to"])
    ]
    if given:
        last = given[-1]
        when = day_words(last["happened_on"])
        return [Claim(f"The latest formal notice by a present member, {when}: {last['sentence']}", (last["id"],))]
    spells = tuple(panel.spell_of(member)["id"] for member in panel.members)
    # A notice runs out in a year or two: one from long before, by a state that still is a member, came to nothing.
    none = "The record holds no formal notice of leaving by a present member."
    return [Claim(none, spells)] if spells else []


def _of_findings(findings: Sequence[Finding], question: str, measure: str) -> list[Claim]:
    """The alliance's own finding of a question and measure."""
    return [
        Claim(it.sentence, it.evidence)
        for it in findings
        if it.question == question and it.measure == measure and it.member is None
    ]


def _recent_calls(panel: Panel, calls: Sequence[Call]) -> list[Claim]:
    """Calls of the recent window by what came of them, or the latest call of all where the window holds none."""
    recent = [it for it in calls if _is_inside(it.date, panel.recent.first, panel.recent.last)]
    if not recent:
        return _last_call(panel, calls)
    came: dict[str, list[Call]] = {}
    for it in reversed(recent):
        came.setdefault(it.overall_class, []).append(it)
    listed = "; ".join(
        f"{class_words(answer)}: {', '.join(f'{panel.name(it.caller)}, {day_words(it.date)}' for it in came[answer])}"
        for answer in (*ANSWER_CLASSES, "none")
        if answer in came
    )
    return [
        Claim(
            f"{count_of(len(recent), 'call').capitalize()} for help in the {span_words(panel.recent.years)} to "
            f"{day_words(panel.recent.last.isoformat())}, by what came of them: {listed}.",
            tuple(id_ for it in recent for id_ in (it.id, *(answer.id for answer in it.answers))),
        )
    ]


def _last_call(panel: Panel, calls: Sequence[Call]) -> list[Claim]:
    return [
        Claim(
            f"The latest call in the record is {panel.name(it.caller)}'s of {day_words(it.date)}; what came of it: "
            f"{class_words(it.overall_class)}.",
            (it.id, *(answer.id for answer in it.answers)),
        )
        for it in calls[:1]
    ]


def _last_refusal(panel: Panel, items: Sequence[TimelineItem]) -> list[Claim]:
    """The latest dissenting act certainly inside the recent window, or after it: an article may tell of what came later."""
    recent = [it for it in items if it.is_dissent and _is_inside(it.date, panel.recent.first, panel.day)]
    return [Claim(f"The latest dissenting act, {day_words(it.date)}: {it.sentence}", (it.id,)) for it in recent[-1:]]


def _pressure(panel: Panel, items: Sequence[TimelineItem]) -> list[Claim]:
    """Acts of pressure on a present member inside the recent window, by another or by the alliance as a body."""
    recent = [
        it
        for it in items
        if it.act == "pressure"
        and it.modality == "actual"
        and it.actor != it.recipient
        and it.recipient in panel.members
        and it.actor in {*panel.members, panel.alliance}
        and _is_inside(it.date, panel.recent.first, panel.recent.last)
    ]
    if not recent:
        return []
    by = panel.names_of({it.actor for it in recent})
    upon = panel.names_of({it.recipient for it in recent})
    return [
        Claim(
            f"In the {span_words(panel.recent.years)} to {day_words(panel.recent.last.isoformat())} the record holds "
            f"{count_of(len(recent), 'act')} of pressure on a member by another or by the alliance (by {by}; on {upon}); "
            f"the latest, {day_words(recent[-1].date)}: {recent[-1].sentence}",
            tuple(it.id for it in recent),
        )
    ]


def _is_inside(text: str, first: date, last: date) -> bool:
    known = PartialDate.parse(text)
    return first <= known.first and known.last <= last


def _leaving(panel: Panel, items: Sequence[TimelineItem]) -> list[Claim]:
    """Present members that spoke of leaving inside the recent window, each with its latest word."""
    latest = {
        it.actor: it
        for it in items
        if it.act == "threaten_leave"
        and it.is_dissent
        and it.actor in panel.members
        and _is_inside(it.date, panel.recent.first, panel.recent.last)
        and not panel.is_taken_back(it.actor, PartialDate.parse(it.date).last)
    }
    if not latest:
        return []
    by_name = sorted(latest.values(), key=lambda it: panel.bare_name(it.actor))
    listed = ", ".join(f"{panel.name(it.actor)} ({day_words(it.date)})" for it in by_name)
    return [
        Claim(
            f"Spoke of leaving in the {span_words(panel.recent.years)} to {day_words(panel.recent.last.isoformat())}: "
            f"{listed}.",
            tuple(it.id for it in by_name),
        )
    ]


def _frozen(panel: Panel, items: Sequence[TimelineItem]) -> list[Claim]:
    """The latest step towards standing aside or leaving that a present member took in its present spell."""
    steps = [
        it
        for it in items
        if it.act in STEPS
        and it.is_dissent
        and it.actor in panel.members
        and _is_inside(it.date, panel.spell_of(it.actor)["happened_to"], panel.day)
        and (it.act == "freeze" or PartialDate.parse(it.date).first >= panel.earlier.first)
        and not panel.is_taken_back(it.actor, PartialDate.parse(it.date).last)
    ]
    weighty = [it for it in steps if it.act != "stop_paying"] or steps
    return [
        Claim(f"The latest step of a member towards standing aside, {day_words(it.date)}: {it.sentence}", (it.id,))
        for it in weighty[-1:]
    ]


def _ended(panel: Panel) -> list[Claim]:
    if panel.covered_to == panel.day:
        return []
    last = day_words(panel.covered_to.isoformat())
    later = tuple(row["id"] for row in panel.events if row["known_on"] > panel.covered_to)
    if not later:
        none = f"The record holds no event that became known after {last}; counts of the last 24 months end there."
        return [Claim(none, ())]
    they = "it is" if len(later) == 1 else "they are"
    return [
        Claim(
            f"The record follows the alliance to {last}, and counts of the last 24 months end there; of the time after it holds "
            f"only {count_of(len(later), 'event')} read by machine: {they} in the timeline and in no rate.",
            later,
        )
    ]


def _unverified(panel: Panel) -> list[Claim]:
    rows = [row for row in panel.events if not row["is_verified"] and made_by(row["method"]) != "machine"]
    if not rows:
        return []
    ids = tuple(row["id"] for row in rows)
    they = "it is" if len(ids) == 1 else "they are"
    return [Claim(f"For {count_of(len(ids), 'event row')} no page was opened; {they} shown as not verified.", ids)]


def _machine_read(panel: Panel) -> list[Claim]:
    """Rows of the alliance that a machine read and that are counted: a reader must be told that they count like others."""
    rows = [row for row in panel.events if made_by(row["method"]) == "machine" and row["known_on"] <= panel.covered_to]
    if not rows:
        return []
    was, says, they = ("was", "it says", "it counts") if len(rows) == 1 else ("were", "they say", "they count")
    return [
        Claim(
            f"{count_of(len(rows), 'event row').capitalize()} {was} read by machine out of articles, and no person wrote or "
            f"corrected what {says}; {they} like any other and {'is' if len(rows) == 1 else 'are'} marked.",
            tuple(row["id"] for row in rows),
        )
    ]


def _coverage(members: Sequence[Member]) -> list[Claim]:
    here = [member for member in members if member.left_on is None]
    if len(here) < 2:
        return []
    most, least = max(here, key=lambda m: (m.n_rows, m.code)), min(here, key=lambda m: (m.n_rows, m.code))
    if most.n_rows == least.n_rows:
        return []
    return [
        Claim(
            f"The record is uneven: it holds {count_of(most.n_rows, 'event row')} on {most.name} and "
            f"{least.n_rows or 'none'} on {least.name}. Counts reflect coverage as well as behaviour.",
            (),
        )
    ]


def _thin(findings: Sequence[Finding]) -> list[Claim]:
    thin = sum(it.is_thin for it in findings)
    if not thin:
        return []
    rest = "rests on thin evidence and is" if thin == 1 else "rest on thin evidence and are"
    return [Claim(f"{thin} of {count_of(len(findings), 'finding')} {rest} marked so.", ())]
