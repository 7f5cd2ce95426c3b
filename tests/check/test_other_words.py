"""Claims told in other words than their rows, or over two rows, are borne out; what no row holds stays open."""

from __future__ import annotations

import pytest

from foedus.check.judge.act import Held, _is_elsewhere, _joined, _nearest_in_parts
from foedus.check.judge.part import Part
from foedus.check.judge.ruling import Ruling
from foedus.check.types import Query
from foedus.record import Record
from tests import rows
from tests.check.world import checked, desk, world

pytest.importorskip("spacy", reason="checking needs the extra `text`")


@pytest.fixture(scope="module")
def record() -> Record:
    made = world()
    for actor, day, act, sentence in (
        ("BLR", "1999-03-02", "refuse_sign", "Belarus refused to sign the declaration of the summit in Yerevan."),
        ("ARM", "1998-10-02", "other", "Armenia ended its sanctions against Georgia."),
        ("GEO", "1997-06-01", "other", "Georgia and Armenia settled that the base at Gyumri stays until 2042."),
    ):
        rows.add(made, "event", **rows.act(actor, "XYZ", day, act, sentence=sentence))
    return made


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Belarus declined on 2 March 1999 to put its name to the declaration of the summit in Yerevan.", "supported"),
        ("MINSK -- Belarus refused on 2 March 1999 to sign the declaration of the summit in Yerevan.", "supported"),
        ("TBILISI -- Belarus refused on 2 March 1999 to sign the declaration of the summit in Yerevan.", "supported"),
        ("Armenia lifted its sanctions against Georgia on 2 October 1998.", "supported"),
    ],
)
def test_the_same_told_in_other_words_is_borne_out(text: str, wanted: str, record: Record) -> None:
    assert {it.then.outcome for it in checked(text, record).claims} == {wanted}


@pytest.mark.parametrize(
    "text",
    [
        "Belarus agreed on 2 March 1999 to sign the declaration of the summit in Yerevan.",
        "Armenia imposed sanctions against Georgia on 2 October 1998.",
        "Belarus declined on 2 March 1999 to withdraw its soldiers from Georgia.",
    ],
)
def test_what_no_row_holds_is_not_borne_out(text: str, record: Record) -> None:
    assert "supported" not in {it.then.outcome for it in checked(text, record).claims}


DONE, THEN = ("actor", "borne", "BLR"), ("date", "open", "1999")


def _held(record: Record, about: str, p: float, *parts: tuple[str, str, str]) -> Held:
    fact = next(it for it in desk(record).facts if about in it.sentence)
    return Held(fact, p, tuple(Part(*it) for it in parts))  # type: ignore[arg-type]


def test_two_likely_rows_bear_out_a_claim_together(record: Record) -> None:
    one = _held(record, "of the summit in Yerevan", 0.6, DONE, ("act", "borne", ""), ("date", "borne", "2000"), THEN)
    other = _held(record, "ended its", 0.3, ("date", "borne", "1999"))
    assert not _joined([one, other])[0].of("open")


def test_a_row_without_the_act_takes_nothing_from_another(record: Record) -> None:
    one = _held(record, "of the summit in Yerevan", 0.6, DONE, ("act", "open", "sign"), THEN)
    other = _held(record, "ended its", 0.3, ("date", "borne", "1999"))
    assert len(_joined([one, other])[0].of("open")) == 2


def test_the_row_shown_bears_out_most_and_is_of_the_day(record: Record) -> None:
    likeliest = _held(record, "of the summit in Yerevan", 0.5, ("actor", "borne", "BLR"), ("date", "open", "1998"))
    other = _held(record, "ended its", 0.2, ("actor", "open", "BLR"), ("date", "borne", "1998"))
    hardly = _held(record, "settled that", 0.02, ("actor", "borne", "BLR"), ("date", "borne", "1998"))
    assert _nearest_in_parts([likeliest, other, hardly]) is other


@pytest.mark.parametrize(
    ("alliance", "wrong", "is_elsewhere"),
    [("ABC", ("actor", "act"), True), ("XYZ", ("actor", "act"), False), ("ABC", ("act",), False)],
)
def test_a_row_of_another_alliance_with_another_doer_and_act_is_of_another_matter(
    record: Record, alliance: str, wrong: tuple[str, ...], is_elsewhere: bool
) -> None:
    at = desk(record)
    ruling = Ruling("partly", "", (at.facts[0].id,), wrong)
    assert at.facts[0].alliance == "XYZ"
    assert _is_elsewhere(Query("act", alliance), ruling, at) is is_elsewhere
