"""What a part of a claim is beside a row: borne out, excluded, or left open."""

from __future__ import annotations

from typing import Literal, NamedTuple

Bearing = Literal["borne", "excluded", "open"]


class Part(NamedTuple):
    """One part of a claim and how a row stands to it; `words` is what the claim has."""

    name: str
    bearing: Bearing
    words: str = ""
