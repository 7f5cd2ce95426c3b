"""Scores events that were read against gold: type, dyad, both, and events too many; the rules of the project's own scorer.

Gold and predictions are mappings from a record's id to `{"id", "events": [{"actor", "recipient", "type"}]}`; an actor or
recipient is a text or code, an object of `text`, `code` and `sector`, a list of these, or empty. A gold record without
predictions counts as "no events"; a prediction for an unknown id is ignored.

Two entities match when their codes share the first three letters, or their texts share a content word or one with the same
first four letters (Syria, Syrian); `is_strict` asks for equal codes and sectors, or for all words of the shorter text. A gold
event without recipient matches any; if it lists several actors, two must be covered. Two events of one type with sides swapped
are one. Old PLOVER names are read as new ones. A gold event without type counts for dyads only.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

OLD = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT", "THREAT": "THREATEN"}
STOP = frozenset(
    ("the", "a", "an", "of", "and", "or", "in", "on", "at", "to", "for", "with", "from", "by", "his", "her", "its", "their",
     "our", "my", "mr", "mrs", "ms", "dr", "new", "former", "senior", "official", "officials", "government", "president",
     "minister", "prime", "leader", "leaders", "people", "members")
)  # fmt: skip


class Entity(NamedTuple):
    """One actor or recipient as it is compared."""

    code: str
    sector: str
    words: frozenset[str]


class Coded(NamedTuple):
    """One event as it is compared; no type where gold leaves it open."""

    actors: tuple[Entity, ...]
    recipients: tuple[Entity, ...]
    types: frozenset[str]


Test = Callable[[Coded, Coded], bool]


def entities(value: Any) -> tuple[Entity, ...]:
    """The entities of one side of an event."""
    found = []
    for one in (value if isinstance(value, list) else [value]) if value else []:
        given = one
        if isinstance(one, str):
            given = {"code": one} if re.fullmatch(r"[A-Z]{3}([A-Z]{3})*", one) else {"text": one}
        code = str(given.get("code") or "").upper()
        code = "" if code.startswith("---") and len(code) == 3 else code
        words = re.findall(r"[^\W_]+", str(given.get("text") or "").lower())
        content = frozenset(word for word in words if word not in STOP) or frozenset(words)
        if code or content:
            found.append(Entity(code, str(given.get("sector") or "").upper(), content))
    return tuple(found)


def same(a: Entity, b: Entity, is_strict: bool = False) -> bool:
    """Whether two entities are one."""
    if a.code and b.code:
        if is_strict:
            alike = a.code == b.code and (not a.sector or not b.sector or a.sector == b.sector)
            return alike or a.code + a.sector == b.code + b.sector
        if a.code[:3] == b.code[:3]:
            return True
    if not a.words or not b.words:
        return False
    if is_strict:
        small, large = sorted((a.words, b.words), key=len)
        return small <= large
    shared = bool(a.words & b.words)
    return shared or any(len(x) > 3 and len(y) > 3 and x[:4] == y[:4] for x in a.words for y in b.words)


def _hit(some: Sequence[Entity], others: Sequence[Entity], is_strict: bool) -> bool:
    return any(same(one, other, is_strict) for one in some for other in others)


def types_of(event: Mapping[str, Any]) -> frozenset[str]:
    """The types that an event may have; empty where gold leaves it open."""
    if not event.get("type"):
        return frozenset()
    found: set[str] = set()
    for name in [event["type"], *(event.get("type_also") or [])]:
        now = OLD.get(name.upper(), name.upper())
        found |= {"YIELD", "CONCEDE", "RETREAT"} if now == "YIELD" else {now}
    return frozenset(found)


def prepared(events: Sequence[Mapping[str, Any]] | None, is_strict: bool = False) -> list[Coded]:
    """The events as they are compared, each once: of two that tell the same, sides swapped or not, the first."""
    made: list[Coded] = []
    for event in events or []:
        one = Coded(entities(event.get("actor")), entities(event.get("recipient")), types_of(event))
        if not any(_is_again(one, other) for other in made):
            made.append(one)
    return made


def _is_again(one: Coded, other: Coded) -> bool:
    if other.types != one.types or not (one.actors and one.recipients and other.actors and other.recipients):
        return False
    straight = _hit(other.actors, one.actors, True) and _hit(other.recipients, one.recipients, True)
    return straight or (_hit(other.actors, one.recipients, True) and _hit(other.recipients, one.actors, True))


def is_dyad(gold: Coded, read: Coded, is_strict: bool = False) -> bool:
    """Whether the two sides are those of gold; for consultations either way round."""
    if not gold.recipients:
        if len(gold.actors) > 1:
            pool = (*read.actors, *read.recipients)
            return sum(_hit((one,), pool, is_strict) for one in gold.actors) > 1
        return _hit(gold.actors, read.actors, is_strict) if gold.actors else True
    if not gold.actors:
        return _hit(gold.recipients, read.recipients, is_strict)
    if _hit(gold.actors, read.actors, is_strict) and _hit(gold.recipients, read.recipients, is_strict):
        return True
    swapped = _hit(gold.actors, read.recipients or read.actors, is_strict) and _hit(
        gold.recipients, read.actors, is_strict
    )
    return "CONSULT" in gold.types and swapped


def matched(gold: Sequence[Coded], read: Sequence[Coded], test: Test) -> dict[int, int]:
    """A largest one-to-one matching: the place of the read event for each gold event that has one."""
    owner: dict[int, int] = {}

    def augment(place: int, seen: set[int]) -> bool:
        for at, one in enumerate(read):
            if at not in seen and test(gold[place], one):
                seen.add(at)
                if at not in owner or augment(owner[at], seen):
                    owner[at] = place
                    return True
        return False

    for place in range(len(gold)):
        augment(place, set())
    return {place: at for at, place in owner.items()}


def score(
    gold: Mapping[str, Mapping[str, Any]], read: Mapping[str, Mapping[str, Any]], is_strict: bool = False
) -> tuple[dict[str, Any], list[str]]:
    """The figures, and the ids of typed records of which no event was right in dyad and type.

    `accuracy` is over gold records with events: the share in which at least one gold event is hit. `extra_events_per_record`
    counts read events that no gold event matches by dyad and type, nor one without type by dyad. Shares are 0 to 1, None where
    there is nothing to count.
    """
    tally = _Tally(is_strict)
    for id_, record in gold.items():
        tally.take(id_, record, read.get(id_) or {})
    return tally.figures(), tally.errors


class _Tally:
    """Counts over records."""

    def __init__(self, is_strict: bool) -> None:
        self.is_strict = is_strict
        self.hits: Counter[str] = Counter()
        self.n: Counter[str] = Counter()
        self.per: dict[str, Counter[str]] = defaultdict(Counter)
        self.errors: list[str] = []
        self.tests: dict[str, Test] = {
            "type": lambda g, p: bool(g.types & p.types),
            "dyad": lambda g, p: is_dyad(g, p, is_strict),
            "dyad_type": lambda g, p: bool(g.types & p.types) and is_dyad(g, p, is_strict),
        }

    def take(self, id_: str, record: Mapping[str, Any], predicted: Mapping[str, Any]) -> None:
        """Count one record."""
        gold = prepared(record.get("events"), self.is_strict)
        read = prepared(predicted.get("events"), self.is_strict)
        typed, loose = [it for it in gold if it.types], [it for it in gold if not it.types]
        both = matched(typed, read, self.tests["dyad_type"])
        rest = [it for at, it in enumerate(read) if at not in set(both.values())]
        spare = len(matched(loose, rest, self.tests["dyad"])) if loose else 0
        self.n.update(records=1, read=len(read), gold=len(gold), extra=len(read) - len(both) - spare)
        if not gold:
            self.n.update(empty=1, read_typed=len(read))
            self.hits.update(empty=not read, exact=not read)
            return
        self.n.update(with_events=1, gold_typed=len(typed), read_typed=len(read) - spare)
        found = {name: matched(gold if name == "dyad" else typed, read, test) for name, test in self.tests.items()}
        self.hits.update({f"n_{name}": len(pairs) for name, pairs in found.items()})
        self.hits.update(dyad=bool(found["dyad"]))
        if typed:
            self.n.update(with_typed=1)
            self.hits.update(type=bool(found["type"]), dyad_type=bool(found["dyad_type"]))
            if not found["dyad_type"]:
                self.errors.append(id_)
        n_loose = len(matched(loose, read, self.tests["dyad"])) if loose else 0
        self.hits.update(exact=len(both) + n_loose == len(gold) and len(read) == len(both) + spare)
        self._take_types(record, typed, read, found["type"], spare)

    def _take_types(
        self, record: Mapping[str, Any], typed: list[Coded], read: list[Coded], pairs: dict[int, int], spare: int
    ) -> None:
        for place, one in enumerate(typed):
            name = (record["events"][0].get("type") if len(typed) == 1 else None) or min(one.types)
            name = OLD.get(name.upper(), name.upper())
            self.per[name].update(gold=1, right=place in pairs)
        for at, one in enumerate(read):
            if at not in set(pairs.values()) and not spare and one.types:
                self.per[min(one.types)].update(wrong=1)

    def figures(self) -> dict[str, Any]:
        """Everything that was counted, as shares."""
        by = {
            name: _prf(it["right"], it["gold"], it["right"] + it["wrong"]) | {"n": it["gold"]}
            for name, it in sorted(self.per.items())
        }
        live = [it["f1"] for it in by.values() if it["n"]]
        n, hits = self.n, self.hits
        return {
            "records": n["records"],
            "gold_events": n["gold"],
            "predicted_events": n["read"],
            "accuracy": {
                "type": _share(hits["type"], n["with_typed"]),
                "dyad": _share(hits["dyad"], n["with_events"]),
                "dyad_type": _share(hits["dyad_type"], n["with_typed"]),
                "exact_record": _share(hits["exact"], n["records"]),
                "empty_kept_empty": _share(hits["empty"], n["empty"]),
            },
            "events": {
                "type": _prf(hits["n_type"], n["gold_typed"], n["read_typed"]),
                "dyad": _prf(hits["n_dyad"], n["gold"], n["read"]),
                "dyad_type": _prf(hits["n_dyad_type"], n["gold_typed"], n["read_typed"]),
            },
            "type_macro_f1": round(sum(live) / len(live), 4) if live else None,
            "extra_events_per_record": _share(n["extra"], n["records"]),
            "by_type": by,
        }


def _share(hits: int, of: int) -> float | None:
    return round(hits / of, 4) if of else None


def _prf(right: int, n_gold: int, n_read: int) -> dict[str, float]:
    p, r = right / n_read if n_read else 0.0, right / n_gold if n_gold else 0.0
    return {"p": round(p, 4), "r": round(r, 4), "f1": round(2 * p * r / (p + r), 4) if p + r else 0.0}
