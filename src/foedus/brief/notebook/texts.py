"""What a notebook shows of a text that was read, and of one that was checked.

A check is made above this layer; it is read by its published fields.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from foedus.brief.notebook.frame import NONE, Fold, Grid, Say, Sayings, Show

if TYPE_CHECKING:
    from foedus.reading import Event, Reading


def reading(it: Reading) -> Show:
    """Its events and statements, each with the words it was read from."""
    events = tuple(_event(it, one) for one in it.events)
    said = tuple((one.speaker_name or one.speaker, one.stance, one.about or NONE, one.quote) for one in it.statements)
    grids = [
        Grid("Events", ("Who", "Did", "To", "When", "Stands as", "Words"), events) if events else None,
        Grid("Statements", ("Who", "Stance", "About", "Words"), said) if said else None,
    ]
    under = f"{it.dateline or 'no day of its own'}; {len(it.sentences)} sentences; {it.method}. Read by machine: not verified."
    return Show(it.title or "Reading", under, tuple(one for one in grids if one))


def _event(it: Reading, one: Event) -> tuple[str, ...]:
    did = one.alliance_act.replace("_", " ") or one.plover_type.lower()
    return one.actor, did, one.recipient or NONE, one.when.on or NONE, one.modality, _sentence(it, one)


def _sentence(it: Reading, one: Event) -> str:
    return next((sentence.text for sentence in it.sentences if sentence.n == one.sentence), "")


def checked(it: Any) -> Show:
    """Each claim with its verdict as of the later day, why, and the rows; and as of the article's own day where that differs."""
    counts = Counter(one.now.outcome for one in it.claims)
    told = ", ".join(f"{n} {outcome.replace('_', ' ')}" for outcome, n in counts.most_common()) or "no claim found"
    under = f"Dated {it.dateline or 'not at all'}; judged as of {it.as_of}: {told}. Verdicts come from rules over rows."
    blocks: list[Sayings | Grid | Fold] = [Sayings(tuple(_claim(one) for one in it.claims))]
    if it.notes:
        blocks.append(Fold("Notes", (Sayings(tuple(Say(note) for note in it.notes)),)))
    return Show(it.title or "An article, checked", under, tuple(blocks))


def _claim(one: Any) -> Say:
    mark = one.now.outcome
    if one.then.outcome != mark:
        mark += f", then {one.then.outcome}"
    wrong = f" (wrong: {', '.join(one.now.wrong)})" if one.now.wrong else ""
    says = one.says if not one.said_by else f"{one.said_by}: {one.says}"
    return Say(f"{says.rstrip('.')}{wrong}. {one.now.why}", one.now.evidence, mark)
