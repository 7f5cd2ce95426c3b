"""Matching read acts to those of the record: parties, kind, dates and words. `bench/told.py` measures it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.intake.rows import UNDATED
from foedus.review.told import Parties, match, match_said

from .world import read_row

CSTO = Parties("CSTO", "RUS")
HELD = read_row(
    "ARM", "CSTO", "2022-11-23", "refuse_sign", sentence="The prime minister refused to sign the declaration."
)
WORDS = "Armenia refused to sign the declaration."


@pytest.mark.parametrize(
    ("actor", "recipient", "day", "what", "more", "is_same"),
    [
        ("ARM", "CSTO", "2022-11-23", "refuse_sign", {}, True),
        ("ARM", "CSTO", "2022-11-26", "refuse_sign", {}, True),
        ("ARM", "CSTO", "2022-11-27", "refuse_sign", {}, False),
        ("ARM", "CSTO", "2022-12-20", "refuse_sign", {"note": UNDATED}, True),
        ("ARM", "CSTO", "2022-11-10", "refuse_sign", {"note": UNDATED}, False),
        ("ARM", "CSTO", "2022-11", "refuse_sign", {}, True),
        ("ARM", "RUS", "2022-11-23", "refuse_sign", {}, True),
        ("KAZ", "CSTO", "2022-11-23", "refuse_sign", {}, False),
        ("ARM", "BLR", "2022-11-23", "refuse_sign", {}, False),
        ("ARM", "CSTO", "2022-11-23", "freeze", {}, False),
        ("ARM", "CSTO", "2022-11-23", "refuse_host", {}, False),
        ("ARM", "CSTO", "2022-11-23", "refuse_attend", {}, False),
        ("ARM", "CSTO", "2022-11-23", "refuse_sign", {"modality": "disputed"}, False),
        ("ARM", "CSTO", "2022-11-23", "refuse_sign", {"modality": "announced"}, False),
    ],
)
def test_what_is_one_act(actor: str, recipient: str, day: str, what: str, more: dict[str, Any], is_same: bool) -> None:
    row = read_row(actor, recipient, day, what, original_text=WORDS, **more)
    assert bool(match([row], [HELD], CSTO)) == is_same


def test_of_two_rows_the_nearer_in_time_is_taken() -> None:
    later = read_row("ARM", "CSTO", "2022-11-25", "refuse_sign", sentence="Another declaration was not signed.")
    row = read_row(
        "ARM", "CSTO", "2022-11-25", "refuse_sign", original_text="Armenia did not sign another declaration."
    )
    (found,) = match([row], [HELD, later], CSTO)
    assert found.record_id == later["id"]


def test_weekly_acts_need_words_in_common() -> None:
    mine = read_row(
        "ARM", "CSTO", "2022-11-02", "criticise", original_text="Armenia criticised it over a late shipment."
    )
    its = read_row("ARM", "CSTO", "2022-11-03", "criticise", sentence="What happened was called a border incident.")
    assert match([mine], [its], CSTO) == []


ROWS = st.builds(
    read_row,
    st.sampled_from(["ARM", "KAZ", "RUS"]),
    st.sampled_from(["CSTO", "RUS", "ARM"]),
    st.sampled_from(["2022-11-23", "2022-11-24", "2022-11", "2022", "2022-12-30"]),
    st.sampled_from(["refuse_sign", "criticise", "call", "clash", "other"]),
    plover_type=st.sampled_from(["REJECT", "ACCUSE", None]),
    original_text=st.sampled_from([WORDS, "It called for help.", None]),
)


@given(st.lists(ROWS, max_size=5), st.lists(ROWS, max_size=5))
def test_each_row_has_at_most_one_and_order_does_not_matter(
    read: list[dict[str, Any]], held: list[dict[str, Any]]
) -> None:
    found = match(read, held, CSTO)
    assert len({it.read_id for it in found}) <= len(read)
    assert {it.record_id for it in found} <= {row["id"] for row in held}
    assert match(read, held[::-1], CSTO) == found


def test_statements_need_a_speaker_and_words() -> None:
    own = {
        "id": "st-1",
        "speaker": "ARM",
        "said_on": "2022-11-23",
        "content": "The alliance failed to help us when we asked",
    }
    same = own | {"id": "st-2", "content": "Armenia said the alliance failed to help when it asked."}
    assert [it.record_id for it in match_said([own], [same])] == ["st-2"]
    assert match_said([own], [same | {"speaker": "KAZ"}]) == []
    assert match_said([own], [same | {"said_on": "2022-12-23"}]) == []
    assert match_said([own], [same | {"content": "Trade grew by a third last year."}]) == []
