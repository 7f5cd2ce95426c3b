"""The page of the schema is in step with the schema."""

from __future__ import annotations

from foedus.record.pages import page
from foedus.record.schema import TABLES
from tests.conftest import ROOT


def test_the_page_is_in_step() -> None:
    written = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
    assert written == page(), "docs/record.md is stale: run `make docs`"


def test_every_column_has_a_meaning_and_every_prefix_one_table() -> None:
    assert all(column.meaning for table in TABLES.values() for column in table.columns)
    assert len({table.prefix for table in TABLES.values()}) == len(TABLES)
