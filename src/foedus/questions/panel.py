"""What every question reads: one alliance as of one day, with its members, hub, names and windows of time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from foedus.assessment import Claim, Finding
from foedus.dates import PartialDate, months_back
from foedus.errors import UnknownName
from foedus.questions.wording import called, listed, tidy
from foedus.record import AsOf
from foedus.record.schema import DISSENTING_ACTS, TABLES
from foedus.rows import Row, made_by

DAYS_PER_YEAR = 365.2425

RECENT_MONTHS = 24
EARLIER_MONTHS = 60
"""Change is read as the last 24 months against the 60 before them: about one term of office against the one before."""


YEARLY = "ucdp@"
"""Method of the conflict rows that a data set counts by year."""

DISPUTES = "cow_mid@"
"""Method of the conflict rows of militarized disputes, which are told apart from wars and outbreaks."""

TREATIES = "atop@"
"""Method of the memberships that a data set knows by number only: they repeat those of named alliances."""

EVERYONE = "UN members"
"""Subject of values about all states, beside which a member's are read."""

VINTAGES = "ideal_point"
"""How the names of values begin that are estimated anew with every year: only those of one year compare."""

SERIES_YEARS = 9
"""How many years of a data set's values are read: five to compare, and the lag of the slowest publisher."""


class Window(NamedTuple):
    """A span of days, both included; one whose last day is the day before its first is empty."""

    first: date
    last: date

    @property
    def years(self) -> float:
        """Length in years."""
        return ((self.last - self.first).days + 1) / DAYS_PER_YEAR

    @property
    def months(self) -> float:
        """Length in months."""
        return self.years * 12


QUIET_DAYS = 92
"""After this long without a newly known event the record is taken to have ended, not the alliance to have fallen quiet."""


class Panel:
    """One alliance seen through an as-of view. Questions get everything from here."""

    def __init__(self, view: AsOf, alliance: str, row: Row | None = None, *, is_followed: bool = False) -> None:
        """`is_followed`: whoever asks follows the alliance up to the day, so that a quiet time is quiet (see `covered_to`)."""
        self.view = view
        self.is_followed = is_followed
        self.day = view.day
        if row is None:
            found = view.query("SELECT * FROM alliance WHERE code = $code", {"code": alliance})
            if not found:
                raise UnknownName(f"the record holds no alliance {alliance} as of {view.day}")
            row = found[0]
        self.row: Row = row
        self.alliance = alliance
        self.hub: str | None = self.row["hub"]

    def finding(
        self,
        question: str,
        measure: str,
        *,
        sentence: str,
        label: str,
        value: float | None,
        unit: str,
        method: str,
        rows: Iterable[Row],
        member: str | None = None,
        window: Window | None = None,
        bounds: tuple[float, float] | None = None,
        level: float = 0.95,
        n: int | None = None,
        is_thin: bool = False,
    ) -> Finding:
        """A finding of one question; evidence is the ids of `rows`, and `n` their number unless given."""
        evidence = tuple(dict.fromkeys(row["id"] for row in rows))
        period = window or Window(self.founded, self.day)
        return Finding(
            question=question,
            measure=measure,
            member=member,
            period_from=period.first.isoformat(),
            period_to=period.last.isoformat(),
            sentence=tidy(sentence),
            label=label,
            value=value,
            unit=unit,
            interval_level=level,
            n=len(evidence) if n is None else n,
            method=method,
            evidence=evidence,
            low=bounds[0] if bounds else None,
            high=bounds[1] if bounds else None,
            is_thin=is_thin,
        )

    def query(self, sql: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Rows as of the day, with `$alliance`, `$hub` and `$day` set where the query names them."""
        own = {"alliance": self.alliance, "hub": self.hub, "day": self.day}
        named = {name: value for name, value in (own | dict(parameters or {})).items() if f"${name}" in sql}
        return self.view.query(sql, named)

    @cached_property
    def spells(self) -> list[Row]:
        """Every membership spell known by the day, by member and spell; `happened_from` is its first day."""
        return [row for row in self._memberships if row["alliance"] == self.alliance]

    @cached_property
    def memberships_elsewhere(self) -> list[Row]:
        """Spells of present members in other named alliances that last on the day, by member and alliance."""
        lasting = {row["code"] for row in self.alliances if row["ended_from"] is None or row["ended_from"] > self.day}
        return [
            row
            for row in self._memberships
            if row["alliance"] in lasting - {self.alliance}
            and not row["method"].startswith(TREATIES)
            and row["member"] in self.members
            and row["happened_to"] <= self.day
            and (row["ended_from"] is None or row["ended_from"] > self.day)
        ]

    @cached_property
    def data_sets(self) -> frozenset[str]:
        """Names of the data sets of which the record holds anything that was known by the day."""
        rows = self.view.query("SELECT DISTINCT split_part(method, '@', 1) AS name FROM source WHERE kind = 'dataset'")
        return frozenset(row["name"] for row in rows)

    @cached_property
    def alliances(self) -> list[Row]:
        """Every alliance of the record known by the day."""
        return self.view.query("SELECT * FROM alliance ORDER BY code")

    @cached_property
    def _memberships(self) -> list[Row]:
        """Spells, in any alliance, of every state that ever was a member of this one."""
        ever = {row["member"] for row in self.every_spell if row["alliance"] == self.alliance}
        return [row for row in self.every_spell if row["member"] in ever]

    @cached_property
    def every_spell(self) -> list[Row]:
        """Every membership spell of every alliance known by the day."""
        return self.query("SELECT * FROM membership ORDER BY member, spell, alliance, id")

    @cached_property
    def members(self) -> tuple[str, ...]:
        """Codes of the states that are members on the day, in alphabetical order."""
        return tuple(sorted({row["member"] for row in self.spells if _covers(row, self.day, self.day)}))

    def was_member(self, code: str, row: Row) -> bool:
        """Whether an actor certainly was a member on the date of a row, whichever day of its span that was."""
        return any(
            spell["member"] == code and _covers(spell, row["happened_from"], row["happened_to"])
            for spell in self.spells
        )

    def spell_of(self, member: str) -> Row:
        """The spell by which a present member is one."""
        return [row for row in self.spells if row["member"] == member and _covers(row, self.day, self.day)][-1]

    def member_years(self, members: Iterable[str], window: Window) -> float:
        """Years inside a window in which these states certainly were members, all together."""
        wanted = set(members)
        days = 0
        for spell in self.spells:
            last = min(spell["ended_from"] or window.last, window.last)
            if spell["member"] in wanted:
                days += max(0, (last - max(spell["happened_to"], window.first)).days + 1)
        return days / DAYS_PER_YEAR

    @cached_property
    def names(self) -> dict[str, str]:
        """Name of each actor by code, as of the day: the latest where it had several."""
        return {row["code"]: row["name"] for row in self._actors}

    @cached_property
    def exists_from(self) -> dict[str, date]:
        """First day of each state that the record dates, by code."""
        found: dict[str, date] = {}
        for row in self._actors:
            if row["from_on"] and row["code"] not in found:
                found[row["code"]] = PartialDate.parse(row["from_on"]).first
        return found

    @cached_property
    def _actors(self) -> list[Row]:
        return self.query("SELECT code, name, from_on, cow FROM actor ORDER BY code, from_on NULLS FIRST")

    @cached_property
    def numbers(self) -> dict[str, str]:
        """COW number of each state by code, as text: the latest where it had several."""
        return {row["code"]: str(row["cow"]) for row in self._actors if row["cow"] is not None}

    def bare_name(self, code: str) -> str:
        """The name of an actor as lists have it, or the code where the record has no name for it."""
        return self.names.get(code, code)

    def name(self, code: str) -> str:
        """The name of an actor as running text has it: `the United States`."""
        return called(self.bare_name(code))

    def names_of(self, codes: Iterable[str]) -> str:
        """Several names as one phrase in alphabetical order: `Armenia, Belarus and Kazakhstan`."""
        return listed([called(name) for name in sorted(self.bare_name(code) for code in codes)]) or "none"

    @cached_property
    def events(self) -> list[Row]:
        """Every event of the alliance known by the day, oldest first: a brief lists them all, so they are read once."""
        return [row for row in self.acts if row["alliance"] == self.alliance]

    @cached_property
    def acts(self) -> list[Row]:
        """Events of the alliance, and of all alliances those acts by which dissent is shown, oldest first."""
        shown = ", ".join(f"'{act}'" for act in sorted(DISSENTING_ACTS))
        return self.query(
            f"SELECT * FROM event WHERE alliance = $alliance OR alliance_act IN ({shown}) "
            "ORDER BY happened_to, happened_from, key, id"
        )

    @cached_property
    def calls(self) -> list[Row]:
        """Calls for help known by the day, oldest first."""
        return [row for row in self.every_call if row["alliance"] == self.alliance]

    @cached_property
    def every_call(self) -> list[Row]:
        """Calls for help in any alliance known by the day, oldest first."""
        return self.query("SELECT * FROM call ORDER BY happened_to, happened_from, id")

    @cached_property
    def answers(self) -> list[Row]:
        """Answers to any call known by the day, oldest first."""
        return self.query("SELECT * FROM answer ORDER BY happened_to, happened_from, id")

    @cached_property
    def fights(self) -> list[tuple[Row, tuple[str, ...]]]:
        """Dated outbreaks in which a member fought, oldest first, each with the sides that were members on its date.

        Fighting whose date leaves open whether a side was a member is neither inside nor outside, and left out. Rows of
        data sets that count by year are no outbreaks: see `wars`.
        """
        outbreaks = [row for row in self._conflicts if not row["method"].startswith(YEARLY)]
        sides = [(row, self._sides_within(row)) for row in outbreaks]
        return [(row, tuple(sorted(within))) for row, within in sides if within and all(within.values())]

    @cached_property
    def wars(self) -> list[Row]:
        """Conflict-years of UCDP between two states of which one is or was a member, oldest first."""
        return [row for row in self._conflicts if row["method"].startswith(YEARLY)]

    @cached_property
    def wars_to(self) -> int | None:
        """The last year that the conflict-years known by the day cover; None where they tell of no state of the alliance."""
        return next((int(row["wars_to"]) for row in self.wars), None)

    @cached_property
    def _conflicts(self) -> list[Row]:
        """Fighting in which a state that ever was a member took part; of yearly data sets only that between two states."""
        return [
            row
            for row in self.fighting
            if not row["method"].startswith(YEARLY) or len(row["side_a"]) == len(row["side_b"]) == 3
        ]

    @cached_property
    def fighting(self) -> list[Row]:
        """Fighting of every state that ever was a member: of conflict-years with groups that are no states those of late."""
        covered = f"SELECT max(left(began_on, 4)) FROM conflict WHERE starts_with(method, '{YEARLY}')"
        return self.query(
            f"SELECT *, ({covered}) AS wars_to FROM conflict "
            "WHERE (list_contains($ever, side_a) OR list_contains($ever, side_b)) "
            f"AND NOT starts_with(method, '{DISPUTES}') "
            f"AND (NOT starts_with(method, '{YEARLY}') OR (length(side_a) = 3 AND length(side_b) = 3) OR began_on >= $late) "
            "ORDER BY happened_to, id",
            {
                "ever": sorted({row["member"] for row in self.spells}),
                "late": str(self.day.year - SERIES_YEARS),
            },
        )

    def _sides_within(self, row: Row) -> dict[str, bool]:
        """The sides of a conflict that may have been members on its date, each with whether they certainly were."""
        found: dict[str, bool] = {}
        for spell in self.spells:
            side = spell["member"]
            began, ended = spell["happened_from"], spell["ended_to"]
            if side not in (row["side_a"], row["side_b"]) or began > row["happened_to"]:
                continue
            if ended is None or ended >= row["happened_from"]:
                is_certain = spell["happened_to"] <= row["happened_from"] and (
                    spell["ended_from"] is None or spell["ended_from"] >= row["happened_to"]
                )
                found[side] = is_certain or found.get(side, False)
        return found

    @cached_property
    def indicators(self) -> list[Row]:
        """Measured values of the members, the hub and the alliance, and shares from the literature, known by the day.

        Values of data sets by year are those of the last years only, and ideal points those of the last vintage.
        """
        inside = [*self.members, self.hub, self.alliance]
        rows = self.query(
            "SELECT * FROM indicator WHERE name = 'share_honoured' OR (list_contains($subjects, subject) "
            "AND (partner IS NULL OR list_contains($partners, partner)) AND (method = 'hand' OR year >= $since)) "
            "ORDER BY subject, name, year, known_on, id",
            {"subjects": [*inside, EVERYONE], "partners": inside, "since": self.day.year - SERIES_YEARS},
        )
        vintage = max((row["known_on"] for row in rows if row["name"].startswith(VINTAGES)), default=None)
        return [row for row in rows if not row["name"].startswith(VINTAGES) or row["known_on"] == vintage]

    @cached_property
    def series(self) -> dict[tuple[str, str, str | None], dict[int, Row]]:
        """Values by name, subject and partner, then by year; of several values the one known last."""
        found: dict[tuple[str, str, str | None], dict[int, Row]] = {}
        for row in self.indicators:
            found.setdefault((row["name"], row["subject"], row["partner"]), {})[row["year"]] = row
        return found

    @cached_property
    def obligations(self) -> list[Row]:
        """Obligations of the alliance known by the day."""
        return [row for row in self.every_obligation if row["alliance"] == self.alliance]

    @cached_property
    def every_obligation(self) -> list[Row]:
        """Obligations of all alliances known by the day."""
        return self.query("SELECT * FROM obligation ORDER BY happened_to, instrument, article")

    @cached_property
    def dissent(self) -> list[Row]:
        """Dissenting acts that had happened by the day, oldest first, none of them disputed.

        Each is by a state that was a member on its date, towards the alliance, its hub or another member of that date.
        An announced refusal counts: to say so in public is the dissent.
        """
        bodies = {self.alliance, self.hub}
        return [
            row
            for row in self.events
            if row["alliance_act"] in DISSENTING_ACTS
            and row["modality"] != "disputed"
            and row["happened_to"] <= self.day
            and row["actor"] != row["recipient"]
            and self.was_member(row["actor"], row)
            and (row["recipient"] in bodies or self.was_member(row["recipient"], row))
        ]

    def is_taken_back(self, member: str, day: date) -> bool:
        """Whether a member's step aside or notice of a day was followed by its own restored membership."""
        return any(
            row["alliance_act"] in ("join", "restore")
            and row["actor"] == member
            and day < row["happened_from"] <= self.day
            for row in self.events
            if row["modality"] == "actual"
        )

    def standing(self, table: str) -> dict[str, str]:
        """For each row of a table that was corrected or told twice by the day, the row that stands in its place."""
        prefix = f"{TABLES[table].prefix}-"
        return {old: new for old, new in self.view.standing.items() if old.startswith(prefix)}

    @cached_property
    def versions(self) -> dict[str, tuple[Claim, ...]]:
        """Each side's version of a disputed event, by the event's id."""
        rows = self.query(
            "SELECT * FROM statement WHERE is_version AND event_id IS NOT NULL ORDER BY happened_to, speaker, id"
        )
        standing = self.standing("event") if rows else {}
        told: dict[str, list[Claim]] = {}
        for row in rows:
            event = str(row["event_id"])
            told.setdefault(standing.get(event, event), []).append(Claim(row["content"], (row["id"],)))
        return {event: tuple(claims) for event, claims in told.items()}

    @cached_property
    def covered_to(self) -> date:
        """The day up to which the record follows the alliance: the as-of day, unless no event became known for long.

        A record that ends earlier than the as-of day would make every count seem to fall. For the same reason what was read
        by machine carries it on only from article to article: one of long after its end does not mean that it was followed
        meanwhile.
        """
        if self.is_followed:
            return self.day
        last = _followed_to(self.events)
        is_followed = last is None or last < self.founded or (self.day - last).days <= QUIET_DAYS
        return self.day if is_followed or last is None else last

    @cached_property
    def recent(self) -> Window:
        """The last 24 months that the record covers, cut where the alliance's own record begins."""
        first = months_back(self.covered_to, RECENT_MONTHS) + timedelta(days=1)
        return Window(max(first, self.founded), self.covered_to)

    @cached_property
    def earlier(self) -> Window:
        """The 60 months before the recent window, cut where the alliance's own record begins; empty where none is left."""
        last = self.recent.first - timedelta(days=1)
        first = max(months_back(last, EARLIER_MONTHS) + timedelta(days=1), self.founded)
        return Window(first, last)

    @cached_property
    def founded(self) -> date:
        """First day on which somebody certainly was a member; the as-of day where nobody was one by then."""
        first: date = min([row["happened_to"] for row in self.spells] + [self.day])
        return first


def _followed_to(events: Iterable[Row]) -> date | None:
    """The last day on which a person's or a data set's row became known, or from there on one read by machine without a gap."""
    last: date | None = None
    read: list[date] = []
    for row in events:
        known: date = row["known_on"]
        if made_by(row["method"]) == "machine":
            read.append(known)
        elif last is None or known > last:
            last = known
    if last is None:
        return max(read, default=None)
    for known in sorted(read):
        if last < known <= last + timedelta(days=QUIET_DAYS):
            last = known
    return last


def inside(rows: Iterable[Row], window: Window) -> list[Row]:
    """Rows whose date lies in the window whichever day of its span it was."""
    return [row for row in rows if row["happened_from"] >= window.first and row["happened_to"] <= window.last]


def _covers(spell: Row, first: date, last: date) -> bool:
    """Whether a spell certainly began by the first day and certainly had not ended before the last."""
    return bool(spell["happened_to"] <= first) and (spell["ended_from"] is None or spell["ended_from"] >= last)
