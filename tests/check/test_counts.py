"""Numbers of a claim against numbers of rows."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.check.desk import Desk
from foedus.check.judge.counts import TOLERANCE, article_parts, articles_in, number_parts, numerals, span
from foedus.check.numbers import Quantity, quantities
from foedus.check.types import Query
from foedus.record import Record
from tests import rows
from tests.check.world import checked, desk, world

pytest.importorskip("spacy", reason="checking needs the extra `text`")


@cache
def told(*sentences: str) -> Desk:
    """A record with one act for each sentence, a year apart."""
    record = world()
    for n, sentence in enumerate(sentences):
        rows.add(record, "event", **rows.act("ARM", "XYZ", f"{1992 + n}-03-04", sentence=sentence))
    return desk(record)


def bearings(claim: str, *sentences: str) -> list[str]:
    """How the row of the first sentence stands to each number of a claim."""
    at = told(*sentences)
    fact = next(it for it in at.facts if it.sentence == sentences[0])
    return [it for it, _ in number_parts(Query("act", "XYZ", detail=claim), fact, at)]


@pytest.mark.parametrize(
    ("claim", "row", "outcome"),
    [
        ("53 soldiers were killed", "Armenia lost 53 soldiers.", ["borne"]),
        ("53 soldiers were killed", "Armenia said that 35 soldiers were killed.", ["excluded"]),
        ("more than 200 soldiers were killed", "Armenia said that at least 280 soldiers were killed.", ["borne"]),
        ("fewer than 200 soldiers were killed", "Armenia said that at least 280 soldiers were killed.", ["excluded"]),
        ("about 5,000 soldiers took part", "Armenia hosted 5,200 soldiers.", ["borne"]),
        ("fifteen documents were signed", "The leaders signed 15 documents.", ["borne"]),
        ("17 documents were signed", "The leaders signed 15 documents.", ["excluded"]),
        ("The vote took two weeks", "The vote took 14 days.", ["borne"]),
        ("The vote took three weeks", "The vote took 14 days.", ["excluded"]),
        ("The vote took three weeks", "Armenia voted.", []),
        ("40 soldiers were killed", "Armenia closed its border.", ["open"]),
        ("63 people died in Minsk and 41 in Yerevan", "63 people died in Minsk and 41 people in Yerevan.", ["borne", "borne"]),
        ("104 people died", "63 people died in Minsk and 41 people died in Yerevan.", ["borne"]),
        ("nobody was there", "Armenia lost 53 soldiers.", []),
    ],
)  # fmt: skip
def test_numbers(claim: str, row: str, outcome: list[str]) -> None:
    assert bearings(claim, row) == outcome


@settings(max_examples=60, deadline=None)
@given(n=st.integers(20, 9000), off=st.floats(-1, 1))
def test_within_tolerance_is_borne_and_far_off_is_excluded(n: int, off: float) -> None:
    claimed = round(n * (1 + off))
    gap = abs(claimed - n)
    at = told("Armenia lost 1,000 soldiers.")
    fact = next(it for it in at.facts if it.sentence.startswith("Armenia lost"))
    fact = fact._replace(
        sentence=f"Armenia lost {n:,} soldiers.", text="", numbers=tuple(quantities(f"{n:,} soldiers"))
    )
    found = [
        it
        for it, _ in number_parts(Query("act", "XYZ", detail=f"{claimed:,} soldiers died"), fact, _alone(at, fact.id))
    ]
    if 1800 <= claimed <= 2100 or claimed < 2:
        return
    if gap <= TOLERANCE * n:
        assert found == ["borne"]
    elif gap > 0.05 * n and claimed != n:
        assert found == ["excluded"]


def _alone(at: Desk, id_: str) -> Desk:
    """The desk with nothing beside a row."""
    found = Desk(at.view, at.record)
    found._beside = {id_: ()}
    return found


@given(
    value=st.floats(1, 1e6),
    bound=st.sampled_from(["exactly", "at least", "more than", "at most", "less than", "about"]),
)
def test_a_number_lies_in_its_own_span(value: float, bound: str) -> None:
    low, high = span(Quantity(value, bound, "people", 0, 0, ""))
    assert 0 <= low <= value <= high


@pytest.mark.parametrize(
    ("text", "articles"),
    [
        ("under Article 4 of the Treaty", ("4",)),
        ("under Articles 2, 4 and 7", ("2", "4", "7")),
        ("under articles 2 or 4 and Article 2 again", ("2", "4")),
        ("under Article V of the pact", ("V",)),
        ("an article of 4 pages", ()),
    ],
)
def test_articles_in_words(text: str, articles: tuple[str, ...]) -> None:
    assert articles_in(text) == articles


def test_articles_are_held_against_those_that_the_row_names() -> None:
    call = next(it for it in desk().facts if it.table == "call")
    claims = ("under Article 4", "under Article 2", "under the treaty")
    found = [article_parts(Query("call", "XYZ", detail=it), call) for it in claims]
    assert found == [[("borne", "Article 4")], [("excluded", "Article 2")], []]


def test_numerals_are_digits_and_no_part_of_a_word() -> None:
    assert numerals("The 17 drafts of 2,000 pages, T-72 tanks and 4.5 percent") == {17.0, 2000.0, 4.5}


def answered(content: str) -> Record:
    record = rows.small_record("ARM", "BLR")
    call = rows.add(record, "call", **rows.call("ARM", "2000-05-05", situation="an attack on its border"))
    rows.add(record, "answer", **rows.answer(call, "2000-05-07", "mission", content=content))
    return record


@pytest.mark.parametrize(
    ("text", "outcome", "wrong"),
    [
        ("The Example Pact sent 40 observers to Armenia in May 2000.", "supported", ()),
        ("The Example Pact sent 90 observers to Armenia in May 2000.", "contradicted", ("number",)),
        ("The Example Pact sent observers to Armenia in May 2000.", "supported", ()),
    ],
)
def test_numbers_beside_an_answer_are_held_too(text: str, outcome: str, wrong: tuple[str, ...]) -> None:
    found = checked(text, answered("40 observers were sent to Armenia."))
    then = next(it.then for it in found.claims if it.kind == "answer")
    assert (then.outcome, then.wrong) == (outcome, wrong)
    assert then.evidence


def test_a_number_on_which_the_answer_is_silent_is_not_contradicted() -> None:
    found = checked(
        "The Example Pact sent 90 observers to Armenia in May 2000.", answered("Observers were sent to Armenia.")
    )
    assert "contradicted" not in {it.then.outcome for it in found.claims}


@pytest.mark.parametrize(
    ("claim", "row", "outcome"),
    [
        ("nine members boycotted the meeting", "Iraq, with eight others, boycotts the meeting of members.", "borne"),
        ("ten members boycotted the meeting", "Twelve members meet; Iraq, with eight others, stays away.", "excluded"),
    ],
)
def test_others_are_counted_with_the_one_that_is_named(claim: str, row: str, outcome: str) -> None:
    assert bearings(claim, row) == [outcome]


@pytest.mark.parametrize("words", ["four days after the coup", "two weeks earlier", "three months ago"])
def test_how_long_before_or_after_is_no_number_of_the_act(words: str) -> None:
    assert (
        bearings(
            f"the officers were given an ultimatum {words}", "The summit gives the officers seven days and a year."
        )
        == []
    )
