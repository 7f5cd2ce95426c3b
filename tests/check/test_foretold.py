"""Acts of after the article's own day that it tells as done; and that planting later rows changes nothing of its own day."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.check.judge.act import ruled
from foedus.check.judge.foretold import foretold
from foedus.check.judge.ruling import Ruling
from foedus.check.types import Query
from foedus.record import Record
from tests import rows
from tests.check.world import checked, desk, queries, world

pytest.importorskip("spacy", reason="checking needs the extra `text`")

FROZE = "Armenia froze its participation in the pact."
REFUSED = "Belarus refused to sign the declaration on common defence"


def with_freeze(on: str = "2004-02-22", **given: str) -> Record:
    """The small record, and that Armenia froze its participation on a day."""
    record = world()
    told = "Armenia froze its participation in the pact, its prime minister declared."
    rows.add(record, "event", **rows.act("ARM", "XYZ", on, "freeze", sentence=told, plover_type="SANCTION", **given))
    return record


def later_act(text: str, record: Record) -> str:
    """The readable date of the later act that a claim tells of; empty for none."""
    at = desk(record, horizon="2000-06-01")
    (query,) = queries(text, at)
    found = foretold(query, at, False)
    return found.on if found else ""


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("Armenia has frozen its participation in the pact.", "2004-02-22"),
        ("Armenia has not frozen its participation in the pact.", ""),
        ("Armenia bought aircraft from Brazil.", ""),
        (REFUSED + " on 10 May 2000.", ""),
    ],
)
def test_an_act_that_nobody_could_know(text: str, on: str) -> None:
    assert later_act(text, with_freeze()) == on


def test_what_an_earlier_row_tells_as_well_is_not_foretold() -> None:
    record = with_freeze("1999-02-22")
    told = "Armenia froze its participation in the pact, its prime minister declared."
    rows.add(record, "event", **rows.act("ARM", "XYZ", "2004-02-22", "freeze", sentence=told))
    assert later_act("Armenia has frozen its participation in the pact.", record) == ""


def test_looking_ahead_leaves_the_horizon_as_it_was() -> None:
    at = desk(with_freeze(), horizon="2000-06-01")
    for query in queries(FROZE, at):
        foretold(query, at, False)
    assert at.horizon == date(2000, 6, 1)


def test_what_nobody_could_know_is_told_in_the_later_verdict_only() -> None:
    (claim,) = (
        it
        for it in checked("Armenia has frozen its participation in the Example Pact.", with_freeze()).claims
        if it.kind == "act"
    )
    assert claim.then.outcome == "not_in_record"
    assert (claim.now.outcome, claim.now.wrong) == ("contradicted", ("knowledge",))


@cache
def asked() -> list[Query]:
    """What the claims of a few sentences ask; which rows there are does not matter for that."""
    ends = (FROZE, f"{REFUSED} on 10 May 2000.", f"{REFUSED} on 10 March 2000.", "Armenia signed the declaration.")
    return [query for text in ends for query in queries(text, desk())]


def verdicts(record: Record) -> list[Ruling]:
    """What each of them comes to on the article's own day."""
    at = desk(record, "2000-06-01")
    return [ruled(query, at) for query in asked()]


@cache
def without() -> list[Ruling]:
    """The same with nothing planted."""
    return verdicts(world())


@settings(max_examples=6, deadline=None)
@given(after=st.integers(1, 3000), known=st.integers(0, 2000))
def test_a_planted_later_row_changes_no_verdict_of_the_own_day(after: int, known: int) -> None:
    on = date(2000, 6, 1) + timedelta(days=after)
    planted = with_freeze(str(on), known_on=str(on + timedelta(days=known)))
    assert verdicts(planted) == without()


@settings(max_examples=6, deadline=None)
@given(known=st.integers(1, 3000), act=st.sampled_from(["refuse_sign", "support", "other"]), day=st.integers(1, 31))
def test_nor_does_a_row_of_before_that_became_known_after(known: int, act: str, day: int) -> None:
    planted = world()
    known_on = str(date(2000, 6, 1) + timedelta(days=known))
    told = "Armenia signed the declaration on common defence."
    rows.add(planted, "event", **rows.act("ARM", "XYZ", f"2000-05-{day:02}", act, sentence=told, known_on=known_on))
    assert verdicts(planted) == without()


def test_a_planted_row_would_be_seen_if_it_were_known() -> None:
    assert verdicts(with_freeze("2000-05-20", known_on="2000-05-21"))[0].outcome == "supported"
    assert without()[0].outcome == "not_in_record"


@pytest.mark.parametrize(
    ("text", "outcome", "wrong"),
    [
        (f"{REFUSED} on 10 May 2000.", "supported", ()),
        (f"{REFUSED} on 10 March 2000.", "contradicted", ("date",)),
        ("Armenia refused to sign the declaration on common defence on 10 May 2000.", "contradicted", ("actor",)),
        ("Belarus signed the declaration on common defence on 10 May 2000.", "contradicted", ("act",)),
        ("Belarus bought aircraft from Brazil on 2 May 1998.", "not_in_record", ()),
    ],
)
def test_likely_rows_taken_together(text: str, outcome: str, wrong: tuple[str, ...]) -> None:
    at = desk()
    (query,) = queries(text, at)
    found = ruled(query, at)
    assert (found.outcome, found.wrong) == (outcome, wrong)
    assert bool(found.rows) == (outcome != "not_in_record")
