"""The record: schema, store, as-of views, checks, folders of Parquet, and the embedded record."""

from foedus.record.asof import AsOf
from foedus.record.store import Record

__all__ = ["AsOf", "Record"]
