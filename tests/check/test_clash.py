"""Fighting between two sides: its outbreaks, its dead, and who is said to have attacked."""

from __future__ import annotations

import pytest

from foedus.check.judge import clash
from foedus.check.types import Query
from foedus.record import Record
from tests import rows
from tests.check.world import checked, desk

pytest.importorskip("spacy", reason="checking needs the extra `text`")


def fought(**late: str) -> Record:
    """Two outbreaks between Armenia and Azerbaijan, the later with its dead and two versions; one between others."""
    record = rows.small_record("ARM", "BLR")
    rows.add(
        record, "conflict", **rows.conflict("ARM", "AZE", "1996-04-02", place="the northern border", deaths_best=30)
    )
    event = rows.add(
        record, "event",
        **rows.act("ARM", "AZE", "2000-03-10", "clash", sentence="Fighting broke out between Armenian and Azerbaijani forces."),
    )  # fmt: skip
    rows.add(
        record, "conflict",
        **rows.conflict("ARM", "AZE", "2000-03-10", place="the border", deaths_best=280, deaths_low=280, **late),
    )  # fmt: skip
    rows.add(record, "conflict", **rows.conflict("KGZ", "TJK", "2000-04-14", place="the valley", deaths_best=104))
    for speaker, other in (("ARM", "AZE"), ("AZE", "ARM")):
        rows.add(
            record, "statement",
            **rows.statement(speaker, "2000-03-12", about=other, event_id=event, is_version=True, content=f"{other} began it."),
        )  # fmt: skip
    return record


@pytest.fixture(scope="module")
def record() -> Record:
    return fought()


def ask(detail: str, *states: str, **given: object) -> Query:
    return Query("clash", "XYZ", actors=states[:1], own=states, detail=detail, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "outcome", "wrong"),
    [
        (ask("Armenia and Azerbaijan fought", "ARM", "AZE"), "supported", ()),
        (ask("Armenia and Azerbaijan fought", "ARM", "AZE", on="2000-03"), "supported", ()),
        (ask("Armenia and Azerbaijan fought", "ARM", "AZE", on="1996"), "supported", ()),
        (ask("Armenia and Azerbaijan fought", "ARM", "AZE", on="1998"), None, ()),
        (ask("Armenia and Belarus fought", "ARM", "BLR"), None, ()),
        (ask("Armenia fought", "ARM"), None, ()),
        (ask("280 soldiers were killed", "ARM", "AZE"), "supported", ()),
        (ask("more than 200 soldiers were killed", "ARM", "AZE"), "supported", ()),
        (ask("900 soldiers were killed", "ARM", "AZE"), "contradicted", ("number",)),
        (ask("Azerbaijan attacked Armenia", "AZE", "ARM"), "partly", ("version",)),
        (ask("Armenia attacked Azerbaijan", "ARM", "AZE"), "partly", ("version",)),
        (ask("Azerbaijan did not attack Armenia", "AZE", "ARM", is_negated=True), None, ()),
        (ask("no answer to Azerbaijan's aggression against Armenia", "AZE", "ARM", is_negated=True), "partly", ("version",)),
    ],
)  # fmt: skip
def test_what_fighting_comes_to(record: Record, query: Query, outcome: str | None, wrong: tuple[str, ...]) -> None:
    found = clash.judge(query, desk(record))
    assert (found and found.outcome) == outcome
    if found:
        assert found.wrong == wrong
        assert found.rows


def test_both_versions_are_named(record: Record) -> None:
    found = clash.judge(ask("Azerbaijan attacked Armenia", "AZE", "ARM"), desk(record))
    assert found
    assert set(rows.ids(record, "statement")) <= set(found.rows)


def test_without_a_day_the_last_outbreak_is_meant(record: Record) -> None:
    last = clash.judge(ask("Armenia and Azerbaijan fought", "ARM", "AZE"), desk(record))
    earlier = clash.judge(ask("Armenia and Azerbaijan fought", "ARM", "AZE"), desk(record, horizon="1999-01-01"))
    assert last
    assert earlier
    assert "March 2000" in last.why
    assert "April 1996" in earlier.why


def test_fighting_of_others_is_not_that_of_the_state_named(record: Record) -> None:
    query = Query("clash", "XYZ", actors=("BLR",), own=("AZE",), recipients=("AZE", "KGZ", "TJK"), detail="lost a war")
    assert clash.judge(query, desk(record)) is None


def test_fighting_known_later_than_the_day_is_not_there() -> None:
    query = ask("280 soldiers were killed", "ARM", "AZE", on="2000-03-10")
    late = desk(fought(known_on="2000-07-01"), "2000-06-01")
    found = clash.judge(query, late)
    assert found is None or found.outcome != "contradicted"
    assert not found or "280" not in found.why
    known = clash.judge(query, desk(fought(known_on="2000-05-01"), "2000-06-01"))
    assert known
    assert known.outcome == "supported"


def test_an_article_about_fighting(record: Record) -> None:
    text = "More than 200 soldiers died when Armenia and Azerbaijan clashed in March 2000."
    found = [it for it in checked(text, record).claims if it.then.outcome == "supported"]
    assert found
    assert "contradicted" not in {it.then.outcome for it in checked(text, record).claims}
