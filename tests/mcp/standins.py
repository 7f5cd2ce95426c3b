"""Checks and what-ifs of the shape that the real ones have, for tests of what the tools make of them."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
import types
from typing import Any

import pytest

from foedus.build import open_view


def has_check() -> bool:
    """Whether the real check is there."""
    return _is_there("foedus.check.jsonform")


def has_whatif() -> bool:
    """Whether the real what-if is there."""
    return _is_there("foedus.whatif.jsonform")


def _is_there(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False


CONTRADICTED = re.compile(r"\b(left|withdrew)\b")


def put_check(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """A check that calls each sentence a claim, and one of leaving contradicted; returns what it is asked."""
    asked: list[dict[str, Any]] = []

    def check(text: str, **given: Any) -> dict[str, Any]:
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
        return {
            "as_of": view.day.isoformat(),
            "dateline": given["dateline"],
            "alliances": ["CSTO"],
            "text": text,
            "claims": claims,
            "evidence": [vars(it) for it in shown],
            "sources": [vars(it) for it in sources],
            "notes": [],
        }

    package, form = types.ModuleType("foedus.check"), types.ModuleType("foedus.check.jsonform")
    package.__dict__["check"], form.__dict__["render"] = check, json.dumps
    monkeypatch.setitem(sys.modules, "foedus.check", package)
    monkeypatch.setitem(sys.modules, "foedus.check.jsonform", form)
    return asked


def put_whatif(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """A what-if that tells what it was asked."""
    from foedus import build

    asked: list[dict[str, Any]] = []

    def whatif(alliance: str, as_of: str | None, **given: Any) -> dict[str, Any]:
        asked.append({"alliance": alliance, **given})
        return {"alliance": alliance.upper(), "as_of": as_of, "levers": list(given["levers"])}

    package, form = types.ModuleType("foedus.whatif"), types.ModuleType("foedus.whatif.jsonform")
    form.__dict__["render"] = json.dumps
    monkeypatch.setitem(sys.modules, "foedus.whatif", package)
    monkeypatch.setitem(sys.modules, "foedus.whatif.jsonform", form)
    monkeypatch.setattr(build, "whatif", whatif, raising=False)
    return asked
