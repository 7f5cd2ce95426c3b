"""The contrary of an act, other means and other ends: never borne out, and excluded where the row says so of the same doer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from foedus.check.judge import ends, means, poles
from foedus.check.lexicon import contraries
from foedus.check.types import Query
from foedus.record import Record
from tests import rows
from tests.check.world import checked, desk

pytest.importorskip("spacy", reason="checking needs the extra `text`")

TOLD = (
    ("ARM", "2000-05-22", "refuse_attend", "The president of Armenia stays away from the talks in Gomel and sends a minister."),
    ("ARM", "2000-03-02", "refuse_attend", "Armenia stays away from the summit in Minsk, which the head of Belarus attends."),
    ("XYZ", "2000-03-27", "deploy_for", "The members coordinated their ships in the Black Sea; Belarus sent none."),
    ("BLR", "2000-03-20", "deploy_for", "Belarus sends naval vessels to the coast of Armenia, but no ground troops."),
    ("BLR", "2000-04-11", "support", "Belarus drops its plan to withdraw its garrison from Armenia."),
    ("ARM", "2000-04-28", "threaten_leave", "The parliament of Armenia voted to be out of the pact within a year."),
)  # fmt: skip


@pytest.fixture(scope="module")
def record() -> Record:
    made = rows.small_record("ARM", "BLR")
    for actor, on, act, sentence in TOLD:
        rows.add(made, "event", **rows.act(actor, "XYZ", on, act, sentence=sentence))
    return made


@pytest.mark.parametrize(
    ("text", "outcomes"),
    [
        ("The Armenian president was present at the summit in Minsk on 2 March.", {"contradicted"}),
        ("The Armenian president attended the summit in Minsk on 2 March.", {"contradicted"}),
        ("The Armenian president skipped the summit in Minsk on 2 March.", {"supported"}),
        ("The Belarusian president attended the summit in Minsk on 2 March.", {"supported", "partly"}),
        ("Belarus sent an infantry battalion to Armenia on 20 March.", {"contradicted"}),
        ("Belarus sent a squadron of jets to Armenia on 20 March.", {"partly"}),
        ("Belarus sent warships to Armenia on 20 March.", {"supported"}),
        ("The Armenian president stayed away from the talks in Gomel on 22 May.", {"supported"}),
        ("On 22 May an Armenian minister stood in for the president at the talks in Gomel.", {"supported", "partly"}),
        (
            "On 27 March the members coordinated their ships in the Black Sea, Belarus among them.",
            {"contradicted", "partly"},
        ),
        (
            "On 27 March the members coordinated their ships in the Black Sea, Armenia among them.",
            {"supported", "partly"},
        ),
        ("Belarus completed the withdrawal of its garrison from Armenia on 11 April.", {"contradicted"}),
        ("Belarus dropped its plan to withdraw its garrison from Armenia on 11 April.", {"supported"}),
        ("The Armenian parliament voted to remain in the pact on 28 April.", {"partly", "contradicted"}),
        ("The Armenian parliament voted on 28 April to leave the pact.", {"supported", "partly"}),
    ],
)
def test_a_claim_of_the_contrary_is_never_borne_out(text: str, outcomes: set[str], record: Record) -> None:
    found = {it.then.outcome for it in checked(text, record).claims if it.kind in ("act", "answer", "meeting")}
    assert found & {"contradicted", "partly", "supported"}
    assert found - {"not_in_record"} <= outcomes, [(it.kind, it.words, it.then) for it in checked(text, record).claims]


@pytest.mark.parametrize(
    ("one", "other", "is_contrary"),
    [
        ("troops joined the exercises", "forces stayed away from the exercises that the alliance held", True),
        ("the emir was present when the council met", "the emir stays away from the summit", True),
        ("kept its name off that condemnation", "the ten members condemned the strikes", True),
        ("put its name to that condemnation", "the ten members condemned the strikes", False),
        ("a cease-fire was agreed two days later", "the two sides came to an agreement to cease fire", False),
        ("froze new licences for arms", "would grant no new permits for arms", False),
        ("granted new licences for arms", "would grant no new permits for arms", True),
        ("challenged a ruling that no unanimity was required", "disputes the ruling that a majority is enough", False),
    ],
)
def test_contrary_words(one: str, other: str, is_contrary: bool) -> None:
    assert bool(contraries(one, other)) is is_contrary


@pytest.mark.parametrize(
    ("one", "other", "is_turned"),
    [
        ("the seat moved from Cairo to Baghdad", "they move the seat from Cairo to Tunis", True),
        ("the seat moved from Cairo to Tunis", "they move the seat from Cairo to Tunis", False),
        ("the seat moved from Tunis to Cairo", "they move the seat from Cairo to Tunis", True),
        ("the seat moved to Cairo", "they move the seat from Cairo to Tunis", True),
        ("the seat moved to Tunis", "they move the seat from Cairo to Tunis", False),
        ("they flew from Paris to Rome", "they move the seat from Cairo to Tunis", False),
        ("the first exercise began", "the last joint exercise ends", True),
        ("the last exercise began", "the last joint exercise ends", False),
        ("the last week of the exercise", "the first week of the talks", False),
    ],
)
def test_ends(one: str, other: str, is_turned: bool) -> None:
    assert ends.is_turned(one, other) is is_turned


@pytest.mark.parametrize(
    ("text", "told", "denied"),
    [
        ("Ships were sent; no ground troops.", {"ships"}, {"troops"}),
        ("About 500 police and 1,000 soldiers came", {"police", "troops"}, set()),
        ("It sent observers instead of soldiers", {"observers"}, {"troops"}),
        ("It sent forces and units", set(), set()),
    ],
)
def test_kinds_of_means(text: str, told: set[str], denied: set[str]) -> None:
    assert [set(it) for it in means.kinds(text)] == [told, denied]


def test_only_the_doer_of_a_row_is_held_by_its_code(record: Record) -> None:
    made = desk(record)
    row = next(it for it in made.facts if it.act == "refuse_attend" and "Minsk" in it.text)
    query = Query("act", "XYZ", actors=("ARM",))
    assert "attend" in poles.contrary("attended the summit", row, query)
    assert "attend" not in poles.contrary("attended the summit", row, replace(query, actors=("BLR",)))
    assert "attend" not in poles.contrary("attended the summit", row, replace(query, is_sure=False))


@pytest.mark.parametrize("text", ["The president neither confirmed", "the president neither confirmed nor denied it"])
def test_who_neither_confirms_nor_denies_says_nothing_that_a_row_could_exclude(text: str) -> None:
    at = desk()
    fact = next(iter(at.facts))._replace(stripped="The chamber confirms the treaty and denies the report.")
    assert poles.contrary(text, fact, Query("act", "XYZ", detail=text)) == []


HELP = "declines to send troops and promises humanitarian help at once"


def test_a_row_that_declines_one_help_and_promises_another_excludes_no_offer() -> None:
    fact = next(iter(desk().facts))._replace(stripped=HELP, sentence=HELP)
    assert "deny_help" not in poles.contrary("is offering medical supplies", fact, Query("act", "XYZ"))


def test_words_for_the_contrary_alone_make_partly_and_with_the_very_day_contradict(record: Record) -> None:
    for text, outcome in (
        ("The Armenian president attended the summit in Minsk on 2 March.", "contradicted"),
        ("The Armenian president attended the summit in Minsk.", "partly"),
    ):
        assert outcome in {it.then.outcome for it in checked(text, record).claims}, text
