"""Later knowledge touches no verdict of the article's own day, and is marked in that of the later day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.record import Record
from tests import rows
from tests.check.world import checked, world

pytest.importorskip("spacy", reason="checking needs the extra `text`")

TEXT = (
    "Armenia asked the Example Pact for help on 5 May 2000. Belarus asked the Example Pact for help on 5 May 2000. "
    "Georgia is a member of the Example Pact. The Example Pact has three members. "
    "The Example Pact sent troops to Armenia in May 2000. "
    "Belarus refused to sign the declaration on common defence on 10 March 2000."
)
REFUSED = "Belarus refused to sign the declaration on common defence."
LATE = "2000-06-02"


def plant(record: Record) -> None:
    """Rows that would turn every verdict, each known the day after the article."""
    late = {"known_on": LATE}
    rows.add(record, "membership", **rows.membership("GEO", from_on="1999-01-01", **late))
    rows.add(record, "call", **rows.call("BLR", "2000-05-05", situation="an attack on its border", **late))
    for one in rows.ids(record, "call"):
        rows.add(
            record, "answer", **rows.answer(one, "2000-05-08", "force", content="Troops were sent to Armenia.", **late)
        )
    rows.add(
        record, "event",
        **rows.act("BLR", "XYZ", "2000-03-10", "refuse_sign", sentence=REFUSED, **late),
    )  # fmt: skip


def test_planted_rows_move_nothing_then() -> None:
    plain, planted = world(), world()
    plant(planted)
    before, after = checked(TEXT, plain), checked(TEXT, planted)
    assert [it.then for it in before.claims] == [it.then for it in after.claims]
    assert [it.now for it in before.claims] != [it.now for it in after.claims]


@settings(max_examples=4, deadline=None)
@given(day=st.dates(min_value=date(2000, 6, 2), max_value=date(2025, 1, 1)))
def test_whatever_day_it_became_known(day: date) -> None:
    record = world()
    rows.add(record, "membership", **rows.membership("GEO", from_on="1999-01-01", known_on=str(day)))
    claim = next(
        it for it in checked("Georgia is a member of the Example Pact.", record).claims if it.kind == "membership"
    )
    assert claim.then.outcome == "contradicted"
    assert claim.now.outcome == "supported"
    assert claim.now.later == claim.now.evidence


def test_nobody_could_know_it() -> None:
    record = world()
    sentence = "Armenia froze its participation in the pact, its prime minister declared."
    rows.add(
        record, "event", **rows.act("ARM", "XYZ", "2004-02-22", "freeze", sentence=sentence, plover_type="SANCTION")
    )
    claim = next(
        it
        for it in checked("Armenia has frozen its participation in the Example Pact.", record).claims
        if it.kind == "act"
    )
    assert claim.then.outcome == "not_in_record"
    assert (claim.now.outcome, claim.now.wrong) == ("contradicted", ("knowledge",))


def test_told_as_done_before_its_day() -> None:
    claim = next(
        it
        for it in checked("On 5 March 2003 Armenia froze its participation in the Example Pact.").claims
        if it.kind == "act"
    )
    assert (claim.then.outcome, claim.then.wrong) == ("contradicted", ("knowledge",))


def test_a_later_day_given_by_the_user_bounds_what_is_known_now() -> None:
    record = world()
    rows.add(record, "membership", **rows.membership("GEO", from_on="1999-01-01", known_on="2010-01-01"))
    text = "Georgia is a member of the Example Pact."
    assert checked(text, record, as_of="2009-12-31").claims[0].now.outcome == "contradicted"
    assert checked(text, record, as_of="2010-01-01").claims[0].now.outcome == "supported"
