"""Errors that foedus raises on purpose: one clear sentence each, told to a user without a traceback.

Anything else that escapes is a bug of ours and keeps its traceback.
"""

from __future__ import annotations


class FoedusError(Exception):
    """What was wrong, where, and what to do next, in one sentence; the command line ends with exit code 2."""


class UnknownName(FoedusError):
    """A name (alliance, member, table, row) that the record does not hold."""


class AmbiguousName(FoedusError):
    """A name or code that may mean several states; the sentence lists them."""


class BadDate(FoedusError):
    """Text that is not a date, a month or a year."""


class BadRow(FoedusError):
    """A row that the schema does not accept; names the file or table, the row and the column."""


class RecordError(FoedusError):
    """A record folder that cannot be opened, is damaged, is newer than this program, or cannot be written."""


class RecordBusy(RecordError):
    """A record that somebody else is writing, or wrote since it was opened: open it again and repeat."""
