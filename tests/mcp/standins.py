"""Checks and what-ifs of the shape that the real ones have, for tests of what the tools make of them."""

from __future__ import annotations

import importlib.util
import re
import sys
import types
from dataclasses import dataclass
from typing import Any

import pytest

from foedus import build
from foedus.assessment import Evidence, Source
from foedus.build import open_view


def has_check() -> bool:
    """Whether the real check is there."""
    return _is_there("foedus.check.types")


def has_whatif() -> bool:
    """Whether the real what-if is there."""
    return hasattr(build, "whatif") and _is_there("foedus.whatif.outlook")


def has_review() -> bool:
    """Whether the real review is there."""
    return _is_there("foedus.review.decisions")


def _is_there(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False


@dataclass(frozen=True)
class Checked:
    """The fields of a check that the tool goes by."""

    as_of: str
    dateline: str | None
    alliances: tuple[str, ...]
    text: str
    claims: tuple[Any, ...]
    evidence: tuple[Evidence, ...]
    sources: tuple[Source, ...]
    notes: tuple[str, ...]


CONTRADICTED = re.compile(r"\b(left|withdrew)\b")


def put_check(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """A check that calls each sentence a claim, and one of leaving contradicted; returns what it is asked."""
    asked: list[dict[str, Any]] = []

    def check(text: str, **given: Any) -> Checked:
        asked.append({"text": text, **given})
        view = open_view(given["as_of"], given["record"])
        row = view.query("SELECT id FROM event WHERE alliance = 'CSTO' ORDER BY happened_from DESC, id LIMIT 1")[0]
        from foedus.record.trace import evidence

        shown, sources = evidence(view, [row["id"]])
        claims = []
        for number, found in enumerate(re.finditer(r"[^.]+\.", text), start=1):
            is_wrong = bool(CONTRADICTED.search(found.group()))
            verdict = {
                "outcome": "contradicted" if is_wrong else "supported",
                "why": "The record says otherwise." if is_wrong else "The record says so.",
                "as_of": view.day.isoformat(),
                "evidence": [row["id"]],
                "wrong": ["act"] if is_wrong else [],
                "later": [],
            }
            claims.append(
                {
                    "id": f"c{number}",
                    "sentence": number,
                    "start": found.start(),
                    "end": found.end(),
                    "words": found.group(),
                    "kind": "act",
                    "says": found.group().strip(),
                    "said_by": "",
                    "fields": {},
                    "by": "rules",
                    "then": verdict,
                    "now": verdict,
                }
            )
        return Checked(view.day.isoformat(), given["dateline"], ("CSTO",), text, tuple(claims), shown, sources, ())

    package = types.ModuleType("foedus.check")
    package.__dict__["check"] = check
    monkeypatch.setitem(sys.modules, "foedus.check", package)
    return asked


@dataclass(frozen=True)
class Outlook:
    """The fields of a what-if that the tool goes by."""

    alliance: str
    as_of: str | None
    mark: str
    months: int
    runs: int
    n_draws: int
    seed: int
    members: tuple[Any, ...]
    scenarios: tuple[Any, ...]
    told_apart: tuple[str, ...]
    notes: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    sources: tuple[Source, ...]


def put_whatif(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """A what-if that halves a chance whatever the levers; returns what it is asked."""
    asked: list[dict[str, Any]] = []

    def whatif(alliance: str, as_of: str | None, **given: Any) -> Outlook:
        asked.append({"alliance": alliance, **given})
        claim = {"sentence": "Armenia's call stands.", "evidence": ("ca-1",)}
        change = {
            "member": "ARM",
            "outcome": "leave",
            "months": 60,
            "before": {"value": 0.1, "low": 0.05, "high": 0.2},
            "after": {"value": 0.05, "low": 0.02, "high": 0.1},
            "difference": {"value": -0.05, "low": -0.1, "high": 0.01, "share_higher": 0.1, "size": "not shown"},
            "base_rate": 0.01,
            "sentence": "Armenia: 10% before, 5% after.",
        }
        levers = tuple(claim | {"text": it, "from_month": 1} for it in given["levers"])
        scenario = {"levers": levers, "headline": ("It halves.",), "changes": (change,), "carriers": ()}
        member = {"code": "ARM", "inputs": (claim,)}
        return Outlook(
            alliance.upper(),
            as_of,
            "A model.",
            60,
            given["runs"],
            100,
            given["seed"],
            (member,),
            (scenario,),
            (),
            (),
            (),
            (),
        )

    monkeypatch.setattr(build, "whatif", whatif, raising=False)
    return asked
