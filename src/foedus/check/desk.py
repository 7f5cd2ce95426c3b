"""The rows of a record as of a day, ready to be held against claims. Later knowledge does not exist here."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from functools import cache, cached_property
from math import sqrt
from typing import TYPE_CHECKING, Any, NamedTuple

from foedus.check.names import Alliances, StateNames
from foedus.check.numbers import Quantity, quantities
from foedus.check.parts import Told, told_in
from foedus.check.topic import Weights, topic
from foedus.dates import PartialDate
from foedus.errors import BadDate
from foedus.rows import Row

if TYPE_CHECKING:
    from foedus.assessment import Assessment
    from foedus.questions.panel import Panel
    from foedus.record import AsOf, Record


class Fact(NamedTuple):
    """One row that tells of something done or said, in the words that matching needs."""

    table: str
    row: Row
    alliance: str
    actor: str
    recipient: str
    act: str
    first: date
    last: date
    text: str
    states: frozenset[str]
    topic: frozenset[str]
    numbers: tuple[Quantity, ...]
    sentence: str
    stripped: str
    told: Told

    @property
    def id(self) -> str:
        """Id of the row."""
        return str(self.row["id"])

    @property
    def key(self) -> str:
        """The row's readable key, or its id."""
        return str(self.row["key"] or self.row["id"])

    @property
    def on(self) -> str:
        """Its date as the record has it."""
        return str(self.row[_DATES[self.table]])


_DATES = {
    "event": "happened_on",
    "statement": "said_on",
    "call": "called_on",
    "answer": "answered_on",
    "conflict": "began_on",
}
_TEXTS = {
    "event": "{sentence} {note}",
    "statement": "{content}",
    "call": "{situation} {legal_basis}",
    "answer": "{content}",
    "conflict": "fighting {place}",
}
_ACTS = {"statement": "statement", "call": "call", "answer": "answer", "conflict": "clash"}
_WHO = {
    "event": ("actor", "recipient"),
    "statement": ("speaker", "about"),
    "call": ("caller", "addressee"),
    "conflict": ("side_a", "side_b"),
}


class Desk:
    """A record as of a day. `own` is the record where odds and findings may be asked of it."""

    def __init__(self, view: AsOf, record: Record) -> None:
        self.view, self.record, self.day = view, record, view.day
        self.horizon = view.day
        """What lies after it is not taken for what a claim means: the article's own day, where that is earlier."""
        self.scores: dict[Hashable, list[Any]] = {}
        """What `judge.likeness` reckoned last."""
        self._panels: dict[str, Panel] = {}
        self._assessed: dict[str, Assessment] = {}
        self._similar: dict[frozenset[str], dict[str, float]] = {}
        self._beside: dict[str, tuple[Fact, ...]] = {}

    @cached_property
    def alliance_rows(self) -> list[Row]:
        """Every alliance known by the day."""
        return self.view.query("SELECT * FROM alliance ORDER BY code")

    @cached_property
    def alliances(self) -> Alliances:
        """Their names."""
        return Alliances(self.alliance_rows)

    @cached_property
    def names(self) -> dict[str, str]:
        """Name of each actor and alliance by code."""
        found = {row["code"]: row["name"] for row in self._actors}
        return found | {row["code"]: row["code"] for row in self.alliance_rows}

    @cached_property
    def _actors(self) -> list[Row]:
        return self.view.query(
            "SELECT code, name, demonym, capital, actor_kind FROM actor ORDER BY code, from_on NULLS FIRST"
        )

    @cached_property
    def state_names(self) -> StateNames:
        """States by their names in the record's sentences."""
        return StateNames(self._actors)

    def name(self, code: str) -> str:
        """The name of an actor in running text."""
        from foedus.questions.wording import called

        return called(self.names.get(code, code))

    def names_of(self, codes: Iterable[str]) -> str:
        """Several names as one phrase."""
        from foedus.questions.wording import listed

        told = [self.name(code) for code in codes]
        return listed(told) or "nobody"

    # --- memberships ----------------------------------------------------------------------------------------------

    @cached_property
    def spells(self) -> list[Row]:
        """Every membership spell of a named alliance."""
        rows = self.view.query("SELECT * FROM membership ORDER BY alliance, member, spell, id")
        return [row for row in rows if row["alliance"] in self.alliances.rows]

    def spells_of(self, alliance: str, member: str | None = None) -> list[Row]:
        """Spells in one alliance, of one state or of all."""
        return [it for it in self.spells if it["alliance"] == alliance and member in (None, it["member"])]

    def members_on(self, alliance: str, day: date) -> dict[str, Row]:
        """Spells that may cover a day, by member."""
        return {it["member"]: it for it in self.spells_of(alliance) if covers(it, day)}

    def members_ever(self, alliance: str) -> frozenset[str]:
        """Every state with a spell in an alliance."""
        return frozenset(it["member"] for it in self.spells_of(alliance))

    # --- facts ----------------------------------------------------------------------------------------------------

    @cached_property
    def facts(self) -> list[Fact]:
        """Events, statements, calls, answers and hand-coded outbreaks of fighting."""
        found: list[Fact] = []
        for table in ("event", "statement", "call", "answer"):
            found += [self._fact(table, row) for row in self.view.query(f"SELECT * FROM {table} ORDER BY id")]
        rows = self.view.query("SELECT * FROM conflict WHERE method = 'hand' ORDER BY id")
        return found + [self._fact("conflict", row) for row in rows]

    def _fact(self, table: str, row: Row) -> Fact:
        actor, recipient = self._who(table, row)
        text = _TEXTS[table].format_map({name: value or "" for name, value in row.items()})
        sentence = str(row.get("sentence") or row.get("content") or row.get("situation") or text)
        stripped = self.state_names.stripped(sentence)
        states = self.state_names.in_text(text) | {actor, recipient}
        return Fact(
            table=table,
            row=row,
            alliance=self._alliance(table, row),
            actor=actor,
            recipient=recipient,
            act=row.get("alliance_act") or _ACTS[table],
            first=row["happened_from"],
            last=row["happened_to"],
            text=text,
            states=states,
            topic=topic(self.state_names.stripped(text)),
            numbers=tuple(quantities(sentence)),
            sentence=sentence,
            stripped=stripped,
            told=told_in(stripped),
        )

    def _who(self, table: str, row: Row) -> tuple[str, str]:
        if table == "answer":
            call = self._calls.get(row["call_id"])
            return row["responder"], call["caller"] if call else ""
        one, other = _WHO[table]
        return row[one] or "", row[other] or ""

    def _alliance(self, table: str, row: Row) -> str:
        if table == "answer":
            call = self._calls.get(row["call_id"])
            return str(call["alliance"]) if call else ""
        return str(row.get("alliance") or "")

    @cached_property
    def _calls(self) -> dict[str, Row]:
        rows = self.view.query("SELECT * FROM call ORDER BY happened_from, id")
        return {row["id"]: row for row in rows}

    @cached_property
    def calls(self) -> list[Fact]:
        """Calls for help, oldest first."""
        return sorted((it for it in self.facts if it.table == "call"), key=lambda it: (it.first, it.id))

    @cached_property
    def answers(self) -> dict[str, list[Fact]]:
        """Answers by the id of their call, oldest first."""
        standing = {old: new for old, new in self.view.standing.items() if old.startswith("ca-")}
        found: dict[str, list[Fact]] = {}
        for fact in sorted((it for it in self.facts if it.table == "answer"), key=lambda it: (it.first, it.id)):
            call = str(fact.row["call_id"])
            found.setdefault(standing.get(call, call), []).append(fact)
        return found

    @cached_property
    def events(self) -> list[Fact]:
        """Acts only."""
        return [it for it in self.facts if it.table == "event"]

    @cached_property
    def by_id(self) -> dict[str, Fact]:
        """Facts by id."""
        return {it.id: it for it in self.facts}

    @cached_property
    def weights(self) -> Weights:
        """How telling each concept is here."""
        return Weights(it.topic for it in self.facts)

    @cached_property
    def _by_concept(self) -> dict[str, list[Fact]]:
        found: dict[str, list[Fact]] = {}
        for fact in self.facts:
            for word in fact.topic:
                found.setdefault(word, []).append(fact)
        return found

    @cached_property
    def _sizes(self) -> dict[str, float]:
        return {it.id: self.weights.size(it.topic) for it in self.facts}

    def similar(self, about: frozenset[str]) -> dict[str, float]:
        """How alike each row is to a topic, by id; rows that share no concept are left out."""
        if about not in self._similar:
            shared: dict[str, float] = {}
            for word in about:
                weight = self.weights.of(word)
                for fact in self._by_concept.get(word, ()):
                    shared[fact.id] = shared.get(fact.id, 0.0) + weight
            size = self.weights.size(about)
            self._similar[about] = {id_: both / sqrt(size * self._sizes[id_]) for id_, both in shared.items()}
        return self._similar[about]

    def about(self, text: str) -> frozenset[str]:
        """The concepts of a text without names of states."""
        return topic(self.state_names.stripped(text))

    def covered(self, about: frozenset[str], fact: Fact) -> float:
        """Share of the weight of a topic that a row holds."""
        return self.weights.size(about & fact.topic) / self.weights.size(about) if about else 0.0

    def closeness(self, about: frozenset[str], states: frozenset[str]) -> dict[str, float]:
        """Alliances whose rows come near a sentence, each with how near the nearest does."""
        found: dict[str, float] = {}
        if not states:
            return found
        for id_, alike in self.similar(about).items():
            fact = self.by_id[id_]
            if alike >= 0.25 and fact.first <= self.horizon and len(states & fact.states) >= min(2, len(states)):
                found[fact.alliance] = max(found.get(fact.alliance, 0.0), alike)
        best = max(found.values(), default=0.0)
        return {code: alike for code, alike in found.items() if alike >= 0.8 * best}

    def beside(self, fact: Fact) -> tuple[Fact, ...]:
        """A row with those that tell of the same matter: linked to it, or of the same day, alliance and states."""
        if fact.id not in self._beside:
            links = self._links_of(fact)
            found = [fact]
            for it in self._by_alliance.get(fact.alliance, ()):
                if it is fact or it.first > self.day:
                    continue
                near = (
                    abs((it.first - fact.first).days) <= 1
                    and (it.last - it.first).days <= 3
                    and (fact.last - fact.first).days <= 3
                )
                if links & self._links_of(it) or (
                    near and (it.states & fact.states) and self.weights.alike(it.topic, fact.topic) >= 0.1
                ):
                    found.append(it)
            self._beside[fact.id] = tuple(found)
        return self._beside[fact.id]

    @staticmethod
    def _links_of(fact: Fact) -> set[str]:
        return {str(fact.row.get(name)) for name in ("id", "event_id", "call_id") if fact.row.get(name)}

    @cached_property
    def _by_alliance(self) -> dict[str, list[Fact]]:
        found: dict[str, list[Fact]] = {}
        for it in self.facts:
            found.setdefault(it.alliance, []).append(it)
        return found

    @staticmethod
    def same_state(code: str, others: frozenset[str]) -> bool:
        """Whether a state is among others under the name of its predecessor or successor."""
        return any(code in group and group & others for group in SUCCESSORS)

    @cached_property
    def versions(self) -> dict[str, list[Fact]]:
        """Each side's version of a disputed event, by the event's id."""
        found: dict[str, list[Fact]] = {}
        for fact in self.facts:
            if fact.table == "statement" and fact.row["is_version"] and fact.row["event_id"]:
                event = str(fact.row["event_id"])
                found.setdefault(self.view.standing.get(event, event), []).append(fact)
        return found

    @cached_property
    def obligations(self) -> list[Row]:
        """What articles bind members to, those in force first."""
        rows = self.view.query("SELECT * FROM obligation ORDER BY alliance, in_force_on NULLS LAST, article, id")
        return list(rows)

    @cached_property
    def votes(self) -> list[Row]:
        """Votes with their resolution."""
        return self.view.query(
            "SELECT v.*, r.body, r.number, r.subject FROM vote v JOIN resolution r ON r.id = v.resolution_id "
            "WHERE v.method = 'hand' ORDER BY v.id"
        )

    @cached_property
    def indicators(self) -> list[Row]:
        """Hand-coded values: shares of trade and arms, troops, money."""
        return self.view.query("SELECT * FROM indicator WHERE method = 'hand' ORDER BY subject, name, year, id")

    # --- what foedus says -----------------------------------------------------------------------------------------

    def panel(self, alliance: str) -> Panel:
        """What questions read of an alliance."""
        from foedus.build import open_panel

        if alliance not in self._panels:
            self._panels[alliance] = open_panel(alliance, self.day, self.record)
        return self._panels[alliance]

    def assessed(self, alliance: str) -> Assessment:
        """What foedus says of an alliance on the day."""
        from foedus.build import assess

        if alliance not in self._assessed:
            self._assessed[alliance] = assess(alliance, self.day, record=self.record)
        return self._assessed[alliance]


SUCCESSORS = (
    frozenset({"DEU", "DDR"}),
    frozenset({"RUS", "SUN"}),
    frozenset({"CZE", "SVK", "CSK"}),
    frozenset({"SRB", "YUG", "SCG"}),
    frozenset({"VNM", "VDR"}),
    frozenset({"COD", "ZAR"}),
)
"""States that texts call by one name."""


@cache
def dates_in(text: str) -> tuple[tuple[date, date], ...]:
    """First and last day of every date that a row's own words give with its year."""
    from foedus.reading.when import dating

    found = []
    for one in dating(text, None, None):
        if one.on and "|" not in one.on:
            try:
                known = PartialDate.parse(one.on)
            except BadDate:
                continue
            found.append((known.first, known.last))
    return tuple(found)


def covers(spell: Row, day: date) -> bool:
    """Whether a spell may cover a day, whichever days its own dates were."""
    return bool(spell["happened_from"] <= day) and (spell["ended_to"] is None or spell["ended_to"] >= day)


@cache
def spans(on: str) -> list[tuple[date, date]]:
    """First and last day of each way to read a date: `2022-09`, or two ways joined by `|`."""
    found = []
    for one in on.split("|"):
        try:
            known = PartialDate.parse(one)
        except BadDate:
            continue
        found.append((known.first, known.last))
    return found


def gap_days(first: date, last: date, on: str) -> int:
    """Fewest days between a row's span and a date in words; 0 where they may be the same day."""
    gaps = []
    for begins, ends in spans(on):
        gaps.append(max((first - ends).days, (begins - last).days, 0))
    return min(gaps, default=0)


def ids(facts: Sequence[Fact]) -> tuple[str, ...]:
    """Ids of the rows, each once."""
    return tuple(dict.fromkeys(it.id for it in facts))


def plain(text: str) -> str:
    """A text with its blanks put in order."""
    return re.sub(r"\s+", " ", text).strip()
