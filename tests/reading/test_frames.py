"""Every frame's example is read as the frame says; the files of frames have no fault."""

from __future__ import annotations

import pytest

from foedus.reading import frames, lint, read
from foedus.reading.alliance import ALLIANCE_ACTS
from foedus.record.schema import ALLIANCE_ACTS as OF_THE_RECORD
from foedus.record.schema import PLOVER_TYPES

EVERY = [(one.place, one.example, one.expect) for one in (*frames.verb_frames(), *frames.noun_frames())]
EVERY += [(outer.place, outer.example, outer.expect) for outer in frames.outers()]


@pytest.mark.parametrize(("place", "example", "expect"), EVERY, ids=[place for place, _, _ in EVERY])
def test_example(place: str, example: str, expect: str) -> None:
    actor, plover_type, recipient, *modality = expect.split()
    found = [
        (one.actor, one.plover_type, one.recipient or "-", one.modality)
        for one in read(example, dateline="2022-11-28").events
    ]
    assert (actor, plover_type, recipient, modality[0] if modality else "actual") in found, place


def test_no_faults() -> None:
    assert lint.faults() == []


def test_words_of_the_record() -> None:
    assert frozenset(OF_THE_RECORD) == ALLIANCE_ACTS
    assert frozenset(PLOVER_TYPES) == lint.TYPES


def test_many_frames() -> None:
    verbs = {word for one in frames.verb_frames() for word in one.words}
    assert len(verbs) > 400
    assert {one.plover_type for one in frames.verb_frames()} == lint.TYPES


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"type": "HUG"}, 'type "HUG" is no type'),
        ({"mode": "dance"}, 'mode "dance" is no mode'),
        ({"to": ["behind"]}, 'slot "behind"'),
        ({"example": ""}, "no example"),
        ({"expect": "ARM hugs AZE"}, "`expect` is"),
        ({"act": "hug"}, 'act "hug"'),
        ({"object_kind": "cat"}, 'kind "cat"'),
    ],
)
def test_lint_finds(change: dict[str, object], fault: str) -> None:
    row = {"id": "x", "verbs": "hug", "type": "SUPPORT", "to": ["obj"], "example": "A.", "expect": "ARM SUPPORT AZE"}
    found = list(lint._of_frame(frames.frame(row | change, "x.toml: x")))
    assert len(found) == 1
    assert fault in found[0]
