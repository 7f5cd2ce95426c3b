"""Whom the words of a claim name beside its doer, and who only belongs to somebody else."""

from __future__ import annotations

import pytest

from foedus.record import Record
from tests import rows
from tests.check.world import checked, desk, queries, world

pytest.importorskip("spacy", reason="checking needs the extra `text`")


@pytest.fixture(scope="module")
def record() -> Record:
    made = world()
    call = rows.add(made, "call", **rows.call("BLR", "1998-05-05", situation="a flood on its border with Poland"))
    told = "Armenian and Georgian engineers were sent to Belarus."
    rows.add(made, "answer", **rows.answer(call, "1998-05-07", "mission", content=told))
    return made


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("In May 1998 Belarus asked for help, and Armenian and Georgian engineers were sent to it.", "supported"),
        ("In May 1998 Belarus asked for help, and Armenian and Kazakh engineers were sent to it.", "partly"),
        ("In May 1998 Belarus asked for help, and engineers drawn from Armenia and Brazil were sent.", "contradicted"),
    ],
)
def test_a_state_that_no_row_names_is_not_borne_out(record: Record, text: str, outcome: str) -> None:
    found = [it for it in checked(text, record).claims if "engineers" in it.words or "drawn" in it.words]
    assert found
    assert {it.then.outcome for it in found} == {outcome}


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("None of Armenia's partners recognised the region.", ()),
        ("Armenia's neighbours recognised the region.", ()),
        ("Armenia's rivals froze the talks on the border.", ()),
        ("Armenia's president recognised the region.", ("ARM",)),
        ("Armenia's troops left the region.", ("ARM",)),
        ("Armenia and its partners recognised the region.", ("ARM",)),
    ],
)
def test_whose_partners_they_are_does_not_surely_act_with_them(text: str, actors: tuple[str, ...]) -> None:
    (query,) = queries(text, desk())
    assert (query.actors if query.is_sure else ()) == actors
