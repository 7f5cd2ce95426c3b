"""Doubt: what the rules let pass and rows near it make unlikely is `partly`, and never more than that."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.check import Checked, Claim
from foedus.check.claims.among import OUTSIDE
from foedus.check.judge import doubt
from foedus.check.judge.act import joint
from foedus.check.judge.doubt import WEIGHTS, doubted, is_told_apart
from foedus.check.judge.figures import figures
from foedus.check.types import Outcome, Verdict
from foedus.record import Record
from tests import rows
from tests.check.world import checked, desk, queries, world

pytest.importorskip("spacy", reason="checking needs the extra `text`")

SHARES = st.floats(0, 1)
REFUSED = "Belarus refused to sign the declaration on common defence on 10 May 2000."
EXERCISE = "Armenia opened an exercise of mountain troops near Tavush"


@given(st.dictionaries(st.sampled_from(sorted(WEIGHTS)), SHARES))
def test_doubt_is_a_share(found: dict[str, float]) -> None:
    assert 0 < doubt.doubt(found) < 1


@given(st.dictionaries(st.sampled_from(sorted(WEIGHTS)), SHARES))
def test_rows_that_exclude_a_claim_raise_doubt_and_rows_that_bear_it_out_lower_it(found: dict[str, float]) -> None:
    for name in ("excluded_p", "news_later", "later_told_p"):
        assert doubt.doubt({**found, name: 1.0}) >= doubt.doubt({**found, name: 0.0})
    assert doubt.doubt({**found, "full_p": 1.0, "whole_p": 1.0}) < doubt.doubt({**found, "full_p": 0.0, "whole_p": 0.0})


def test_every_figure_has_a_weight_and_every_weight_a_figure() -> None:
    at = desk(horizon="2000-06-01")
    (query,) = queries(REFUSED, at)
    assert figures(query, joint(query, at), at).keys() == WEIGHTS.keys()


def test_what_one_row_bears_out_whole_is_not_doubted() -> None:
    (claim,) = (it for it in checked(REFUSED).claims if it.kind == "act")
    assert claim.then.outcome == "supported"


def verdict(outcome: Outcome) -> Verdict:
    return Verdict(outcome, "So the rules say.", "2000-06-01", ())


def test_doubt_only_ever_makes_partly_of_what_the_rules_say(monkeypatch: pytest.MonkeyPatch) -> None:
    at = desk(horizon="2000-06-01")
    (query,) = queries(REFUSED, at)
    monkeypatch.setattr(doubt, "doubt", lambda found: 1.0)
    outcome: Outcome
    for outcome in ("supported", "not_in_record"):
        found = doubted(query, verdict(outcome), at)
        assert found.outcome == "partly"
        assert found.evidence and found.wrong
        assert "10 May 2000" in found.why
    for outcome in ("contradicted", "partly", "opinion", "prediction"):
        assert doubted(query, verdict(outcome), at) == verdict(outcome)


def test_without_a_row_near_it_there_is_nothing_to_show(monkeypatch: pytest.MonkeyPatch) -> None:
    at = desk(as_of="1999-01-01", horizon="1999-01-01")
    (query,) = queries(REFUSED, at)
    monkeypatch.setattr(doubt, "doubt", lambda found: 1.0)
    assert doubted(query, verdict("not_in_record"), at).outcome == "not_in_record"


def test_lists_duties_and_turned_claims_are_not_doubted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubt, "doubt", lambda found: 1.0)
    (claim,) = (it for it in checked("Armenia is a member of the Example Pact.").claims if it.kind == "membership")
    assert claim.then.outcome == "supported"
    at = desk(horizon="2000-06-01")
    (query,) = queries(REFUSED, at)
    assert not is_told_apart(query, at)
    assert is_told_apart(replace(query, detail=""), at)
    assert is_told_apart(replace(query, unit=OUTSIDE), at)


def exercise(on: str, **given_: str) -> Record:
    """The small record with an exercise of Armenia's."""
    record = world()
    rows.add(
        record,
        "event",
        **rows.act("ARM", "XYZ", on, "exercise", sentence=f"{EXERCISE}.", plover_type="COOPERATE", **given_),
    )
    return record


def test_a_later_row_moves_the_later_verdict_alone() -> None:
    text = "Armenia has also opened drills of alpine soldiers by Tavush."
    before, after = (act(checked(text, it)) for it in (world(), exercise("2003-05-01")))
    assert before.then == after.then
    assert after.now.outcome in ("contradicted", "partly")


def act(found: Checked) -> Claim:
    (claim,) = (it for it in found.claims if it.kind == "act")
    return claim
