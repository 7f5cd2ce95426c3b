"""What each kind of claim comes to, worked by hand on a small record."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedus.record import Record
from tests.check.world import checked, only, world

pytest.importorskip("spacy", reason="checking needs the extra `text`")


@pytest.fixture(scope="module")
def record() -> Record:
    return world()


@pytest.mark.parametrize(
    ("text", "kind", "outcome", "wrong"),
    [
        ("Armenia is a member of the Example Pact.", "membership", "supported", ()),
        ("Georgia is a member of the Example Pact.", "membership", "contradicted", ("member",)),
        ("Armenia is no longer a member of the Example Pact.", "membership", "contradicted", ("member",)),
        ("Armenia joined the Example Pact in 1990.", "membership", "supported", ()),
        ("Armenia joined the Example Pact in 1995.", "membership", "contradicted", ("date",)),
        ("Armenia has left the Example Pact.", "membership", "contradicted", ("act",)),
        ("The Example Pact has three members.", "number", "supported", ()),
        ("The Example Pact has five members.", "number", "contradicted", ("number",)),
        ("Armenia asked the Example Pact for help on 5 May 2000.", "call", "supported", ()),
        ("Armenia asked the Example Pact for help under Article 2 on 5 May 2000.", "call", "contradicted", ("article",)),
        ("Belarus asked the Example Pact for help on 5 May 2000.", "call", "contradicted", ("caller",)),
        ("The Example Pact sent troops to Armenia in May 2000.", "answer", "contradicted", ("answer",)),
        ("The Example Pact sent observers to Armenia in May 2000.", "answer", "supported", ()),
        ("Under Article 4 of the Example Pact an attack on one member is an attack on all.", "obligation", "supported", ()),
        ("Belarus refused to sign the declaration on common defence on 10 May 2000.", "act", "supported", ()),
        ("Belarus refused to sign the declaration on common defence on 10 March 2000.", "act", "contradicted", ("date",)),
        ("Armenia refused to sign the declaration on common defence on 10 May 2000.", "act", "contradicted", ("actor",)),
        ("Belarus signed the declaration on common defence at the summit on 10 May 2000.", "meeting", "contradicted", ("act",)),
        ("The Example Pact could collapse within five years.", "odds", "prediction", ()),
        ("The Example Pact is a hollow and toothless club.", "opinion", "opinion", ()),
    ],
)  # fmt: skip
def test_verdicts(record: Record, text: str, kind: str, outcome: str, wrong: tuple[str, ...]) -> None:
    claims = [it for it in checked(text, record).claims if it.kind == kind or (kind == "meeting" and it.kind == "act")]
    assert claims, text
    assert (claims[0].then.outcome, claims[0].then.wrong) == (outcome, wrong), claims[0]
    if outcome in ("supported", "contradicted", "partly"):
        assert claims[0].then.evidence, "a verdict names its rows"


def test_absence_is_no_contradiction(record: Record) -> None:
    for text in (
        "Belarus opened a joint exercise with Peru on 3 April 1999.",
        "Armenia bought aircraft from Brazil on 2 May 1998.",
    ):
        outcomes = {it.then.outcome for it in checked(text, record).claims}
        assert outcomes <= {"not_in_record", "opinion"}, text


def test_that_it_was_said_and_what_was_said_are_two_claims(record: Record) -> None:
    found = checked('"Georgia is a member of the Example Pact," said Maria Jones, an analyst.', record)
    assert only(found, "statement").then.outcome == "not_in_record"
    said = only(found, "membership")
    assert said.then.outcome == "contradicted"
    assert said.said_by == "Maria Jones"


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(shift=st.integers(min_value=-25, max_value=20))
def test_a_moved_day_is_told(record: Record, shift: int) -> None:
    from datetime import date, timedelta

    day = date(2000, 5, 10) + timedelta(days=shift)
    text = f"On {day.day} {day:%B} {day.year} Belarus refused to sign the declaration on common defence."
    claim = next(it for it in checked(text, record).claims if it.kind == "act")
    if shift == 0:
        assert claim.then.outcome == "supported"
    elif abs(shift) == 1:
        assert (claim.then.outcome, claim.then.wrong) == ("partly", ("date",))
    else:
        assert (claim.then.outcome, claim.then.wrong) == ("contradicted", ("date",))


@pytest.mark.parametrize("when", ["in May 2000", "in 2000"])
def test_a_coarser_date_is_borne_out(record: Record, when: str) -> None:
    claim = next(
        it
        for it in checked(f"Belarus refused to sign the declaration on common defence {when}.", record).claims
        if it.kind == "act"
    )
    assert claim.then.outcome == "supported"
