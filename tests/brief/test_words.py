"""Wording that all forms share."""

from __future__ import annotations

from dataclasses import replace

import pytest

from foedus.brief import words
from foedus.record import schema

from .sample import CONTROLS, calls, findings, sample


def test_every_class_of_the_record_has_its_words() -> None:
    assert list(words.ANSWERS) == [*schema.ANSWER_CLASSES, "none"]
    assert list(words.ACTS) == list(schema.ALLIANCE_ACTS)
    assert list(words.KNOWN_BASES) == list(schema.KNOWN_BASES)
    assert list(words.END_MODES) == list(schema.END_MODES)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2022-11-23", "23 November 2022"),
        ("2022-09-01", "1 September 2022"),
        ("2022-09", "September 2022"),
        ("2022", "2022"),
        ("0999-01", "January 999"),
        ("2022-02-30", "2022-02-30"),
        ("", ""),
    ],
)
def test_dates(text: str, shown: str) -> None:
    assert words.date_words(text) == shown


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (0.0, "share", "0%"),
        (0.004, "share", "under 1%"),
        (0.33333, "probability", "33%"),
        (0.996, "share", "over 99%"),
        (1.0, "share", "100%"),
        (48.6, "percent of GDP", "49 percent of GDP"),
        (1.0, "days", "1 day"),
        (3.0, "calls", "3 calls"),
        (0.31428, "attacks_per_year", "0.31 attacks per year"),
        (9.96, "acts", "10 acts"),
        (1.0, "acts per year", "1 act per year"),
        (1234567.8, "usd", "1,230,000 usd"),
        (1234567.0, "rows", "1,234,567 rows"),
        (-3.26, "months", "-3.3 months"),
        (0.000012, "per day", "1.2e-05 per day"),
    ],
)
def test_quantities_have_no_false_precision(value: float, unit: str, shown: str) -> None:
    assert words.quantity(value, unit) == shown


def test_numbers_of_a_finding() -> None:
    first = words.finding_numbers(findings()[0])
    assert first == "share answered: 50%; 95% interval 9% to 91%; n = 2; May 2021 to 28 November 2022"


@pytest.mark.parametrize(
    ("low", "high", "answered", "shown"),
    [
        (None, None, None, "no answer in the record by 28 November 2022"),
        (None, None, "2022", "not known"),
        (0, 0, "2022", "same day"),
        (1, 1, "2022", "1 day"),
        (33, 63, "2022", "33 to 63 days"),
        (-4, 20, "2022", "at most 20 days"),
        (None, 20, "2022", "at most 20 days"),
        (20, None, "2022", "at least 20 days"),
    ],
)
def test_waits(low: int | None, high: int | None, answered: str | None, shown: str) -> None:
    call = replace(calls()[0], wait_days_low=low, wait_days_high=high, answered_on=answered)
    assert words.waited(call, "2022-11-28") == shown


def test_members_that_left_say_how() -> None:
    assert words.member_words(sample().members[2]) == "April 1999 to 19 December 2012, suspended at its own request"


def test_control_characters_do_not_pass() -> None:
    line = words.one_line(CONTROLS)
    assert line == "a bell , an escape [31m red, an override desrever and a second line"


NOT_LINKED = ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "file:///etc/passwd", "//a.org", ""]
NOT_LINKED += [" https://a.org", "https://a.org\n", "https:\\\\a.org", "http://", "http://[x"]


@pytest.mark.parametrize("url", [*NOT_LINKED, None])
def test_addresses_that_are_not_linked(url: str | None) -> None:
    assert words.safe_url(url) is None


def test_addresses_that_are_linked() -> None:
    assert words.safe_url("HTTPS://a.org/x?y=1#z") == "HTTPS://a.org/x?y=1#z"
