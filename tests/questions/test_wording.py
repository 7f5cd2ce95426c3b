"""Small words: nothing is rounded to a certainty, and one is not many."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from foedus.questions.wording import chance, count_of, day_words, number, percent, span_words, years_words


@pytest.mark.parametrize(
    ("word", "value", "text"),
    [
        (number, 0, "0"),
        (number, 0.0004, "under 0.001"),
        (number, 0.0043, "0.0043"),
        (number, 0.171, "0.17"),
        (number, 9.96, "10.0"),
        (number, 11.78, "11.8"),
        (percent, 0, "0%"),
        (percent, 0.004, "under 1%"),
        (percent, 0.5, "50%"),
        (percent, 0.996, "over 99%"),
        (percent, 1, "100%"),
        (chance, 0.9987, "over 0.99"),
        (chance, 0.5, "0.50"),
        (chance, 0.001, "under 0.01"),
        (span_words, 730 / 365.2425, "24 months"),
        (span_words, 31 / 365.2425, "1 month"),
        (span_words, 9 / 365.2425, "9 days"),
        (span_words, 1 / 365.2425, "1 day"),
        (years_words, 1.5, "18 months"),
        (years_words, 730 / 365.2425, "2 years"),
        (years_words, 28.6, "29 years"),
    ],
)
def test_numbers_in_words(word: Callable[[float], str], value: float, text: str) -> None:
    assert word(value) == text


@pytest.mark.parametrize(("n", "text"), [(0, "no clashes"), (1, "1 clash"), (2, "2 clashes")])
def test_one_is_not_many(n: int, text: str) -> None:
    assert count_of(n, "clash", "clashes") == text


@pytest.mark.parametrize(
    ("date", "text"), [("2022-09-13", "13 September 2022"), ("2022-09", "September 2022"), ("2022", "2022")]
)
def test_a_date_says_no_more_than_its_source(date: str, text: str) -> None:
    assert day_words(date) == text
