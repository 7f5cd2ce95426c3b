"""The act as the stages of one sentence hand it to each other, before it becomes rows; and what a verb inherits."""

from __future__ import annotations

from typing import NamedTuple

from foedus.reading.roles import Party

COOPERATIVE = frozenset({"AGREE", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})
HOSTILE = frozenset({"SANCTION", "COERCE", "ASSAULT", "PROTEST", "MOBILIZE"})


class Note(NamedTuple):
    """A reason in the making: what kind, in which words, and which tokens it rests on."""

    kind: str
    text: str
    at: tuple[int, ...]


class Act(NamedTuple):
    """One act with its parties, before it becomes rows."""

    plover_type: str
    mode: str
    act: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    modality: str
    at: tuple[int, ...]
    notes: tuple[Note, ...]
    trust: float
    reciprocal: bool = False
    source: Party | None = None
    inner_type: str = ""
    inner: str = ""
    outer: str = ""
    frame: str = ""
    is_by_object: bool = False
    """Whether the frame asked for its object by class: such a frame goes before what an outer noun could say."""


class Setting(NamedTuple):
    """What a verb inherits from the words that govern it."""

    given: tuple[Party, ...] = ()
    """Who does it where the verb has no subject of its own, or only a pronoun."""
    before: tuple[Party, ...] = ()
    """Main actor of the sentence before, for a pronoun at the start of a sentence."""
    is_said: bool = False
    speaker: Party | None = None
    depth: int = 0
