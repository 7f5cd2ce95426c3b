"""Each part of a claim beside a row: borne out, excluded, or left open where the row is silent."""

from __future__ import annotations

from functools import cache

import pytest

from foedus.check.desk import Desk
from foedus.check.judge.act import held
from foedus.check.judge.part import Part
from foedus.record import Record
from tests import rows
from tests.check.world import checked, desk, queries, world

pytest.importorskip("spacy", reason="checking needs the extra `text`")


@pytest.fixture(scope="module")
def record() -> Record:
    made = world()
    for actor, day, act, sentence in (
        ("BLR", "1999-03-02", "refuse_attend", "Belarus stayed away from the summit in Yerevan."),
        ("ARM", "1998-10-02", "other", "At the summit in Yerevan the leaders adopted 15 of 17 drafts."),
        ("BLR", "1997-06-01", "withdraw_from", "Belarus withdrew 2,000 soldiers from the border under Article 4."),
        ("ARM", "1996-02-03", "criticise", "Armenia criticised the protocol, but Georgia praised it."),
    ):
        rows.add(made, "event", **rows.act(actor, "XYZ", day, act, sentence=sentence))
    return made


@cache
def opened(record: Record) -> Desk:
    """The rows, made ready once."""
    return desk(record)


def parts(text: str, record: Record, about: str) -> tuple[Part, ...]:
    """The parts of the first claim of a text beside the row whose sentence holds some words."""
    at = opened(record)
    found = [one for query in queries(text, at)[:1] for one in held(query, at, none=-20)]
    return next(it.parts for it in found if about in it.fact.sentence)


def bearing(found: tuple[Part, ...], name: str) -> set[str]:
    return {it.bearing for it in found if it.name == name}


@pytest.mark.parametrize(
    ("text", "about", "name", "outcome"),
    [
        ("Belarus refused to sign the declaration on 10 May 2000.", "declaration", "actor", "borne"),
        ("Armenia refused to sign the declaration on 10 May 2000.", "declaration", "actor", "excluded"),
        ("Belarus refused to sign the declaration on 10 May 2000.", "declaration", "date", "borne"),
        ("Belarus refused to sign the declaration in May 2000.", "declaration", "date", "borne"),
        ("Belarus refused to sign the declaration on 12 June 1999.", "declaration", "date", "excluded"),
        ("Belarus refused to sign the declaration on 10 May 2000.", "declaration", "act", "borne"),
        ("Belarus signed the declaration on 10 May 2000.", "declaration", "act", "excluded"),
        ("Belarus printed the declaration on 10 May 2000.", "declaration", "act", "open"),
        ("Belarus attended the summit in Yerevan on 2 March 1999.", "stayed away", "act", "excluded"),
        ("Belarus boycotted the summit in Yerevan on 2 March 1999.", "stayed away", "act", "borne"),
        ("The leaders met in Yerevan on 2 October 1998.", "15 of 17", "act", "borne"),
        ("The leaders adopted 15 drafts in Yerevan in October 1998.", "15 of 17", "number", "borne"),
        ("Belarus withdrew 2,000 soldiers from the border in June 1997.", "2,000", "number", "borne"),
        ("Belarus withdrew 5,000 soldiers from the border in June 1997.", "2,000", "number", "excluded"),
        ("Belarus withdrew soldiers from the border under Article 4 in June 1997.", "2,000", "number", "borne"),
        ("Belarus withdrew soldiers from the border under Article 7 in June 1997.", "2,000", "number", "excluded"),
        ("Georgia praised the protocol in February 1996.", "protocol", "actor", "borne"),
    ],
)
def test_parts(record: Record, text: str, about: str, name: str, outcome: str) -> None:
    found = parts(text, record, about)
    assert bearing(found, name) == {outcome}, found


def test_what_another_did_excludes_nothing_of_what_this_one_did(record: Record) -> None:
    found = parts("Armenia signed the declaration on common defence on 10 May 2000.", record, "declaration")
    assert bearing(found, "actor") != {"borne"}
    assert bearing(found, "act") <= {"open", "borne"}


def test_a_name_that_no_row_gives_is_left_open(record: Record) -> None:
    found = parts("Belarus stayed away from the summit in Yerevan, said Ivanov.", record, "stayed away")
    assert Part("name", "borne", "Yerevan") in found
    assert all(it.bearing != "excluded" for it in found if it.name == "name")


def test_a_part_without_words_in_the_claim_is_no_part(record: Record) -> None:
    found = parts("Belarus refused to sign the declaration.", record, "declaration")
    assert not {"date", "number", "place"} & {it.name for it in found}


@pytest.mark.parametrize(
    ("text", "outcome", "wrong"),
    [
        ("Belarus stayed away from the summit in Yerevan on 2 March 1999.", "supported", ()),
        ("Belarus came to the summit in Yerevan on 2 March 1999.", "contradicted", ("act",)),
        ("Belarus stayed away from the summit in Yerevan on 2 March 1997.", "contradicted", ("date",)),
        ("Belarus withdrew 2,000 soldiers from the border in June 1997.", "supported", ()),
        ("Belarus withdrew 5,000 soldiers from the border in June 1997.", "contradicted", ("number",)),
    ],
)
def test_parts_decide_the_verdict(record: Record, text: str, outcome: str, wrong: tuple[str, ...]) -> None:
    found = [it.then for it in checked(text, record).claims if it.kind in ("act", "meeting", "answer")]
    assert [(it.outcome, it.wrong) for it in found] == [(outcome, wrong)]


def test_what_another_organisation_did_is_not_the_alliances() -> None:
    record = world()
    sentence = "The African Union suspends Georgia after the coup."
    rows.add(
        record,
        "event",
        **rows.act("AU", "GEO", "2000-05-22", "suspend", sentence=sentence, plover_type="SANCTION", alliance="XYZ"),
    )
    found = [
        it for it in checked("The Example Pact suspended Georgia on 22 May 2000.", record).claims if it.kind == "act"
    ]
    assert found
    assert all(it.then.outcome != "supported" for it in found)


def test_to_whom_a_passive_was_done_is_held_though_the_name_stands_before() -> None:
    made = world()
    rows.add(
        made,
        "event",
        **rows.act("XYZ", "GEO", "2000-05-23", "restore", sentence="Georgia is readmitted after an election."),
    )
    text = "Armenia, suspended in March 1999, was readmitted on 23 May 2000."
    found = [it for it in checked(text, made).claims if "readmitted" in it.words and it.kind == "act"]
    assert all(it.then.outcome != "supported" for it in found)
