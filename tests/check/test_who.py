"""Who did it: another by the record, one of those that did, all but some, lists of doers, and whose people died."""

from __future__ import annotations

import pytest

from foedus.check.desk import Desk
from foedus.check.doings import doings
from foedus.check.judge.victims import victims
from foedus.record import Record
from tests import rows
from tests.check.world import checked, desk, queries, world

pytest.importorskip("spacy", reason="checking needs the extra `text`")

ROWS = (
    ("XYZ", "2000-03-01", "found", "Four states sign a joint patrols pact: Armenia, Georgia, Kazakhstan, Tajikistan.", "AGREE"),
    ("BLR", "2000-03-01", "refuse_sign", "Belarus does not sign the joint patrols pact with the others.", "REJECT"),
    ("GEO", "2000-04-01", "criticise", "The president of Georgia condemned the raid in public, as a breach of law.", "ACCUSE"),
    ("XYZ", "2000-04-20", "answer", "Seven states vote to close the base at Gyumri; Belarus and Kazakhstan abstain.", "AGREE"),
    ("ARM", "2000-05-20", "clash", "Shots were exchanged near Tavush, and a soldier of Armenia lost his life.", "ASSAULT"),
)  # fmt: skip


@pytest.fixture(scope="module")
def plain() -> Desk:
    return desk()


@pytest.fixture(scope="module")
def record() -> Record:
    made = world()
    for actor, day, act, sentence, kind in ROWS:
        row = rows.act(actor, "XYZ" if actor != "XYZ" else "ARM", day, act, sentence=sentence, plover_type=kind)
        rows.add(made, "event", **row)
    return made


FALSE, TRUE, NOT_DENIED = {"contradicted", "partly"}, {"supported"}, {"supported", "partly"}
SIGNED = "On 1 March 2000 four states signed the joint patrols pact"
VOTED = "On 20 April seven states voted to close the base at Gyumri"


@pytest.mark.parametrize(
    ("text", "words", "outcomes"),
    [
        ("On 1 April the president of Georgia condemned the raid in public.", "condemned", TRUE),
        ("On 1 April the president of Armenia condemned the raid in public.", "condemned", FALSE),
        (f"{SIGNED}. Belarus was among those that signed it.", "Belarus was", FALSE),
        (f"{SIGNED}. Georgia was among those that signed it.", "Georgia was", TRUE),
        (f"{SIGNED}, with Kyrgyzstan among them.", "Kyrgyzstan among", FALSE),
        (f"{SIGNED}, with Tajikistan among them.", "Tajikistan among", TRUE),
        (f"{SIGNED}. The four were Armenia, Georgia, Kazakhstan and Belarus.", "The four", FALSE),
        (f"{SIGNED}. The four were Armenia, Georgia, Kazakhstan and Tajikistan.", "The four", TRUE),
        ("On 1 March 2000 all members but Belarus signed the joint patrols pact.", "all members", NOT_DENIED),
        (f"{VOTED}; Kazakhstan was one of the seven.", "Kazakhstan was", FALSE),
        (f"{VOTED}; Kazakhstan was not one of the seven.", "Kazakhstan was", TRUE),
        ("On 20 May a soldier of Armenia was killed near Tavush.", "soldier", TRUE),
        ("On 20 May a soldier of Azerbaijan was killed near Tavush.", "soldier", FALSE),
    ],
)  # fmt: skip
def test_who_did_it_is_held_against_the_rows_of_the_act(
    record: Record, text: str, words: str, outcomes: set[str]
) -> None:
    found = [it for it in checked(text, record).claims if words in it.words and it.kind != "number"]
    assert found
    assert {it.then.outcome for it in found} <= outcomes


@pytest.mark.parametrize(
    ("text", "who", "negated"),
    [
        ("The pact was concluded in 1995, Georgia putting its name to it.", ("GEO",), False),
        ("The motion on the base passed, with Belarus abstaining.", ("BLR",), False),
        ("Ten states signed the pact in 1995, with Georgia and Belarus among them.", ("GEO", "BLR"), False),
        ("Every member except Georgia signed the pact in 1995.", ("GEO",), True),
    ],
)
def test_who_is_told_beside_the_subject_is_a_claim_of_its_own(
    plain: Desk, text: str, who: tuple[str, ...], negated: bool
) -> None:
    told = [it for it in queries(text, plain) if it.actors == who]
    assert told
    assert {it.unit == "outside" for it in told} == {negated}


def test_a_list_at_the_head_of_a_row_did_what_it_tells() -> None:
    told = "Iran, Iraq and Turkey, meeting in Tehran without Britain, condemn the raid; Pakistan abstains."
    assert [sorted(it.who) for it in doings(told, None)] == [["IRN", "IRQ", "TUR"], ["PAK"]]


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("Two Georgian soldiers were killed by Armenian troops.", {"GEO"}),
        ("Armenian troops shot dead a Georgian officer.", {"GEO"}),
        ("The clash cost a serviceman of Belarus his life.", {"BLR"}),
        ("Armenian soldiers killed three people.", set()),
        ("Georgian soldiers met Armenian officers.", set()),
    ],
)
def test_whose_people_died(plain: Desk, text: str, whose: set[str]) -> None:
    assert victims(text, plain) == whose
