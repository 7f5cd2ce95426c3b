"""What an act is in the life of an alliance: `frames/alliance.toml` over what the frames and outer verbs found."""

from __future__ import annotations

from functools import cache
from typing import Any

from foedus.reading import frames
from foedus.reading.act import Act

ALLIANCE_ACTS = frozenset(
    [
        "found",
        "join",
        "call",
        "answer",
        "deploy_for",
        "withdraw_from",
        "meet",
        "exercise",
        "support",
        "aid",
        "pressure",
        "refuse_help",
        "refuse_sign",
        "refuse_attend",
        "refuse_host",
        "refuse_align",
        "criticise",
        "freeze",
        "stop_paying",
        "threaten_leave",
        "give_notice",
        "leave",
        "suspend",
        "restore",
        "base",
        "outside_tie",
        "clash",
        "other",
    ]
)
"""The acts of the record (`foedus.record.schema.ALLIANCE_ACTS`); a test holds the two equal."""

HELPERS = frozenset({"sign", "attend", "host", "pay"})
_BY_TYPE = {
    "REQUEST": "pressure",
    "ACCUSE": "criticise",
    "REJECT": "refuse_align",
    "SANCTION": "pressure",
    "COERCE": "pressure",
    "THREATEN": "pressure",
    "ASSAULT": "clash",
    "CONSULT": "meet",
    "SUPPORT": "support",
    "AID": "aid",
    "AGREE": "support",
    "CONCEDE": "support",
}


@cache
def _rules() -> dict[str, Any]:
    return frames.table("alliance.toml")


def act_of(one: Act) -> str:
    """The alliance act of an act; empty where it is none of them by its words alone."""
    act = one.act
    if one.outer:
        act = _under(one.outer, act or _BY_TYPE.get(one.inner_type, ""))
    if act == "leave" and one.recipients and one.recipients[0].kind != "body":
        act = "pressure" if one.frame != "leave-treaty" else "other"
    if act in HELPERS:
        settled = "settle_in_body" if any(party.kind == "body" for party in one.recipients) else "settle"
        act = _rules()[settled].get(act) or _rules()["settle"].get(act, "")
    return act or _BY_TYPE.get(one.plover_type, "")


def _under(outer: str, act: str) -> str:
    rules: dict[str, str] = _rules()["outer"].get(outer, {})
    if not rules:
        return act
    found = rules.get(act, rules.get("*", "same"))
    return act if found == "same" else found
