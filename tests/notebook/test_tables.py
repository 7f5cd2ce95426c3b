"""Parts of an assessment as rows for other tools."""

from __future__ import annotations

import pytest

import foedus
from foedus.assessment import TABLES
from foedus.errors import UnknownName
from foedus.tables import Rows


@pytest.fixture(scope="module")
def brief() -> foedus.Assessment:
    """The CSTO as of the day."""
    return foedus.assess("csto", "2022-11-28")


def test_every_table_has_rows_of_the_same_columns(brief: foedus.Assessment) -> None:
    for name in TABLES:
        rows = brief.table(name)
        assert rows, name
        assert {tuple(row) for row in rows} == {tuple(rows[0])}, name
        for row in rows:
            for value in row.values():
                assert value is None or isinstance(value, str | int | float | bool | tuple), name


def test_tables_hold_what_the_assessment_holds(brief: foedus.Assessment) -> None:
    findings = brief.table("findings")
    assert [row["sentence"] for row in findings] == [it.sentence for it in brief.findings]
    assert [row["evidence"] for row in findings] == [it.evidence for it in brief.findings]
    assert len(brief.table("answers")) == sum(len(it.answers) for it in brief.calls)
    assert {row["call"] for row in brief.table("answers")} <= {row["id"] for row in brief.table("calls")}
    assert len(brief.table("methods")) == sum(len(it.methods) for it in brief.odds.outcomes)
    assert {row["member"] for row in brief.table("drivers")} == {it.member for it in brief.odds.drivers}
    assert brief.table("members")[0]["evidence"] == brief.members[0].status.evidence


def test_an_unknown_table_is_refused_with_the_names(brief: foedus.Assessment) -> None:
    with pytest.raises(UnknownName, match='"odd" is not a table of an assessment; tables: headline, members'):
        brief.table("odd")


def test_rows_give_an_arrow_stream_without_pyarrow(brief: foedus.Assessment) -> None:
    for name in TABLES:
        assert "arrow_array_stream" in repr(brief.table(name).__arrow_c_stream__())
    assert "arrow_array_stream" in repr(Rows().__arrow_c_stream__())
    assert "arrow_array_stream" in repr(Rows([{'a "b"': 1, "c": None}, {'a "b"': 1.5, "c": None}]).__arrow_c_stream__())


def test_arrow_keeps_every_value(brief: foedus.Assessment) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    for name in TABLES:
        rows = brief.table(name)
        told = pyarrow.RecordBatchReader.from_stream(rows).read_all().to_pylist()
        assert told == [{key: list(v) if isinstance(v, tuple) else v for key, v in row.items()} for row in rows], name


def test_pandas_takes_rows_as_they_are(brief: foedus.Assessment) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(brief.table("outcomes"))
    assert list(frame.columns)[:3] == ["outcome", "member", "horizon_years"]
    assert frame["low"].between(0, 1).all()


def test_polars_takes_rows_as_they_are(brief: foedus.Assessment) -> None:
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame(brief.table("findings"), infer_schema_length=None)
    assert frame.height == len(brief.findings)
