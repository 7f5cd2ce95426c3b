"""Runs the stages in order and makes an Assessment: the one place where they meet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from foedus._version import __version__
from foedus.assessment import (
    ASSESSMENT_VERSION,
    Assessment,
    Call,
    Claim,
    Evidence,
    Finding,
    Member,
    Odds,
    Source,
    TimelineItem,
)
from foedus.dates import PartialDate, parse_day
from foedus.errors import FoedusError, UnknownName
from foedus.odds import predict
from foedus.questions import QUESTIONS
from foedus.questions.headline import gaps, headline
from foedus.questions.ledger import ledger
from foedus.questions.panel import Panel
from foedus.questions.timeline import timeline
from foedus.questions.wording import day_words
from foedus.record import AsOf, Record
from foedus.record import embedded as embedded_record
from foedus.record.trace import evidence, in_words
from foedus.rows import Row
from foedus.shelf.place import folders as installed_folders

if TYPE_CHECKING:
    from foedus.odds.live import Forecast
    from foedus.whatif.outlook import Outlook
    from foedus.whatif.scenario import Story


def assess(
    alliance: str,
    as_of: date | str | None = None,
    *,
    member: str | None = None,
    record: Record | Path | None = None,
    is_followed: bool = False,
) -> Assessment:
    """What the record says about an alliance as of a day (default: today), from the embedded record unless one is given.

    `member` (ISO 3166 alpha-3 code or name) keeps findings, calls and timeline to one member. `is_followed` says that the record
    is followed up to the day, as by a watch: rates then end with the day, however long nothing became known. Raises
    `UnknownName` for an alliance or member that the record does not hold as of the day, `BadDate` for a bad day, `RecordError`
    for a record that cannot be read.
    """
    panel = open_panel(alliance, as_of, record, is_followed=is_followed)
    only = find_member(panel, member) if member else None
    found = [it for question in QUESTIONS for it in question.answer(panel)]
    findings = tuple(it for it in found if only is None or it.member in (None, only))
    members = tuple(it for it in _members(panel) if only in (None, it.code))
    calls, items = ledger(panel, only), timeline(panel, only)
    first, missing = headline(panel, members, findings, calls, items), gaps(panel, findings, members)
    named, told = _named(panel, items, calls), _only(predict.odds(panel), only)
    shown, sources = evidence(panel.view, _cited(first, missing, members, findings, calls, items, told))
    read = {row.id for row in shown if row.made == "machine"}
    return Assessment(
        assessment_version=ASSESSMENT_VERSION,
        foedus_version=__version__,
        alliance=panel.alliance,
        alliance_name=panel.row["name"],
        hub=panel.hub,
        as_of=panel.day.isoformat(),
        only_member=only,
        headline=first,
        members=members,
        meanings=tuple(question.meaning for question in QUESTIONS),
        findings=_with_machine_read(findings, read),
        calls=calls,
        timeline=items,
        odds=told,
        gaps=missing,
        evidence=shown,
        sources=sources,
        names={code: name for code, name in panel.names.items() if code in named},
    )


def _with_machine_read(findings: tuple[Finding, ...], read: set[str]) -> tuple[Finding, ...]:
    """The findings, each with the number of its rows that were read by machine (`read`)."""
    if not read:
        return findings
    counts = (sum(id_ in read for id_ in it.evidence) for it in findings)
    return tuple(replace(it, n_machine_read=n) if n else it for it, n in zip(findings, counts, strict=True))


def forecasts(
    alliance: str,
    as_of: date | str | None = None,
    *,
    member: str | None = None,
    record: Record | Path | None = None,
) -> list[Forecast]:
    """The odds of an alliance's members as of a day, in the form in which they are saved and scored later.

    The same defaults and errors as `assess`; raises `FoedusError` where there are no odds.
    """
    from foedus.odds.live import BASE, Forecast, inputs_hash

    panel = open_panel(alliance, as_of, record)
    told = _only(predict.odds(panel), find_member(panel, member) if member else None)
    if not told.is_available:
        raise FoedusError(f"{panel.alliance}: {told.sentence}")
    inputs = {"drivers": {it.member: {d.covariate: d.value for d in it.drivers} for it in told.drivers}}
    sha256 = inputs_hash(inputs | {"rates": [asdict(it) for row in told.outcomes for it in row.methods]})
    return [
        Forecast(
            made_on=panel.day,
            alliance=panel.alliance,
            member=row.member,
            outcome=row.outcome,
            horizon_months=12 * row.horizon_years,
            probabilities={it.method: it.chance for it in row.methods} | {TOGETHER: row.middle, BASE: row.base_rate},
            inputs_sha256=sha256,
            foedus_version=__version__,
        )
        for row in told.outcomes
        if row.horizon_years and row.outcome in SAVED
    ]


def whatif(
    alliance: str,
    as_of: date | str | None = None,
    *,
    levers: Sequence[str] = (),
    scenarios: Sequence[Story | Path | str] = (),
    months: int = 60,
    runs: int = 100_000,
    seed: int = 0,
    threads: int = 2,
    needed: Sequence[str] | None = None,
    posterior: Path | None = None,
    record: Record | Path | None = None,
) -> Outlook:
    """What would change the odds of an alliance's members, by a model: question 10.

    `levers` are written as on the command line without the dashes, such as "answer ARM=force" or "threat ARM=x2";
    `scenarios` are files, or stories as `foedus.whatif.scenario` has them, that are compared with each other. `needed` names
    members of whom to say what would halve their chance to leave ("*": all). `posterior` is a file of `foedus fit-whatif`, to be
    used instead of the draws that ship. The same defaults and errors as `assess`; raises `FoedusError` for an alliance without
    a hub, and for what cannot be, in one sentence.
    """
    try:
        from foedus.whatif.ask import Runs, ask
        from foedus.whatif.scenario import Story, read
    except ModuleNotFoundError as missing:
        if missing.name != "numpy":
            raise
        raise FoedusError("a what-if needs numpy: install foedus with its extra `stats`") from None

    panel = open_panel(alliance, as_of, record)
    if panel.hub is None:
        with_hub = ", ".join(row["code"] for row in panel.alliances if row["hub"])
        raise FoedusError(f"{panel.alliance} has no hub, and the model is of one: alliances with a hub are {with_hub}")
    if not set(panel.members) - {panel.hub}:
        raise FoedusError(
            f"{panel.alliance} has no member but its hub as of {panel.day}, so that there is nothing to change"
        )
    stories = [it if isinstance(it, Story) else read(Path(it)) for it in scenarios]
    if levers or not stories:
        stories.insert(0, Story("As asked", "", tuple(levers)))
    return ask(
        panel, lambda name: find_member(panel, name), stories, Runs(runs, months, seed, threads), needed, posterior
    )


SAVED = ("exit", "notice", "freeze", "lost a member")
"""Outcomes that the live record can settle."""

TOGETHER = "together"


def _only(told: Odds, member: str | None) -> Odds:
    """The odds of one member and of the alliance."""
    if member is None:
        return told
    return replace(
        told,
        outcomes=tuple(it for it in told.outcomes if it.member in (None, member)),
        drivers=tuple(it for it in told.drivers if it.member == member),
    )


def open_panel(
    alliance: str,
    as_of: date | str | None = None,
    record: Record | Path | None = None,
    *,
    is_followed: bool = False,
) -> Panel:
    """An alliance, by any of its names, as of a day; the same defaults and errors as `assess`."""
    view = open_view(as_of, record)
    row = find_alliance(view, alliance)
    return Panel(view, row["code"], row, is_followed=is_followed)


def open_view(as_of: date | str | None = None, record: Record | Path | None = None) -> AsOf:
    """A record as of a day (default: today); where none is given the embedded one, with the data sets that are installed."""
    day = parse_day(as_of) if isinstance(as_of, str) else as_of or date.today()
    if not isinstance(record, Record):
        record = Record.open(record) if record else Record.open(*embedded_record.folders(installed_folders()))
    return record.as_of(day)


ALLIANCES = """
SELECT a.code, a.name, a.treaty, a.signed_on, a.in_force_on, a.ended_on, a.hub, a.aliases,
  count(DISTINCT m.member) FILTER (WHERE m.happened_to <= $day AND (m.ended_from IS NULL OR m.ended_from > $day)) AS members
FROM alliance a LEFT JOIN membership m ON m.alliance = a.code
GROUP BY ALL ORDER BY a.code
"""


def list_alliances(view: AsOf) -> list[Row]:
    """Every alliance of a record as of a day, with the number of its members on that day."""
    return view.query(ALLIANCES, {"day": view.day})


def find_alliance(view: AsOf, name: str) -> Row:
    """The row of an alliance from its code, name or alias in any case; raises `UnknownName` with near names."""
    names: dict[str, Row] = {}
    rows = view.query("SELECT * FROM alliance ORDER BY code")
    for row in rows:
        for one in (row["code"], row["name"], *(row["aliases"] or "").split(";")):
            names.setdefault(_plain(one), row)
    names.pop("", None)
    if _plain(name) in names:
        return names[_plain(name)]
    from difflib import get_close_matches

    known = sorted({row["code"] for row in rows})
    near = sorted({names[one]["code"] for one in get_close_matches(_plain(name), names, n=3, cutoff=0.7)})
    hint = f"did you mean {' or '.join(near)}?" if near else f"it holds {', '.join(known) or 'none'}"
    raise UnknownName(f'the record holds no alliance "{name}" as of {view.day}; {hint}')


def find_member(panel: Panel, name: str) -> str:
    """The code of a present or former member from its code or name; raises `UnknownName`."""
    codes = sorted({str(row["member"]) for row in panel.spells})
    for code in codes:
        if _plain(name) in (_plain(code), _plain(panel.bare_name(code))):
            return code
    listed = ", ".join(f"{code} ({panel.bare_name(code)})" for code in codes)
    raise UnknownName(
        f'"{name}" is no member of {panel.alliance} as of {panel.day}; members then or before: {listed or "none"}'
    )


def find_evidence(view: AsOf, id_or_key: str) -> tuple[Evidence, tuple[Source, ...], Row]:
    """One row in words, the source it cites, and the row itself; raises `UnknownName`."""
    table_name, row = view.find(id_or_key)
    shown, sources = evidence(view, [row["id"]])
    return (shown[0] if shown else in_words(table_name, row)), sources, row


def _plain(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())


def _members(panel: Panel) -> list[Member]:
    """Present members first, then ended spells, each in alphabetical order."""
    counted = Counter(code for row in panel.events for code in {row["actor"], row["recipient"]})
    spells = [row for row in panel.spells if row["happened_to"] <= panel.day]
    listed = [_member(panel, row, counted[row["member"]]) for row in spells]
    return sorted(listed, key=lambda it: (it.left_on is not None, it.name, it.since))


def _member(panel: Panel, spell: Row, n_rows: int) -> Member:
    name, left = panel.bare_name(spell["member"]), spell["to_on"]
    is_over = left is not None and PartialDate.parse(left).first <= panel.day
    sentence = f"{name}: member since {day_words(spell['from_on'])} ({spell['from_basis'] or 'basis not recorded'})"
    if is_over:
        sentence += f", until {day_words(left)} ({(spell['end_mode'] or 'end not classed').replace('-', ' ')})"
    return Member(
        code=spell["member"],
        name=name,
        since=spell["from_on"],
        left_on=left if is_over else None,
        end_mode=spell["end_mode"] if is_over else None,
        is_hub=spell["member"] == panel.hub,
        status=Claim(f"{sentence}.", (spell["id"],)),
        n_rows=n_rows,
    )


def _cited(
    first: Iterable[Claim],
    missing: Iterable[Claim],
    members: Iterable[Member],
    findings: Iterable[Finding],
    calls: Iterable[Call],
    items: Iterable[TimelineItem],
    told: Odds,
) -> Iterable[str]:
    """Ids of every row that anything shown rests on."""
    for claim in (*first, *missing, *(member.status for member in members)):
        yield from claim.evidence
    for finding in findings:
        yield from finding.evidence
    for sign in told.signs:
        yield from sign.evidence
    for item in items:
        yield item.id
        yield from _of_versions(item.versions)
    for call in calls:
        yield call.id
        yield from _of_versions(call.versions)
        yield from (answer.id for answer in call.answers)


def _of_versions(versions: Iterable[Claim]) -> Iterable[str]:
    return (id_ for version in versions for id_ in version.evidence)


def _named(panel: Panel, items: Iterable[TimelineItem], calls: Iterable[Call]) -> set[str | None]:
    """Codes that appear in what is shown, so that their names are needed."""
    return {
        panel.alliance,
        *(spell["member"] for spell in panel.spells),
        *(code for it in items for code in (it.actor, it.recipient)),
        *(code for call in calls for code in (call.caller, call.addressee, call.adversary)),
    }
