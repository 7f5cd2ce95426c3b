"""Dates that count from another one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.check.article import open_article
from foedus.check.names import Alliances
from foedus.check.relative import after_something, moved, nth_of, with_year_behind
from foedus.reading.types import Dating, Span

DAY = date(2000, 6, 1)


@pytest.mark.parametrize(
    ("coarse", "words", "on"),
    [
        ("1962", "three years later", "1965"),
        ("1962", "two decades earlier", "1942"),
        ("1962-05", "three months later", "1962-08"),
        ("1962-11", "three months later", "1963-02"),
        ("1962-02", "three months earlier", "1961-11"),
        ("1962-05", "a month before", "1962-04"),
        ("1962-05", "the following month", "1962-06"),
        ("1962-12", "the next year", "1963-12|1963"),
        ("1962-05", "two years later", "1964-05|1964"),
        ("1962-05", "two weeks later", "1962-05|1962-06"),
        ("1962-05", "a few moons later", ""),
        ("1962-05", "on Monday", ""),
        ("", "three years later", ""),
        ("spring", "three years later", ""),
    ],
)
def test_a_month_or_year_is_moved(coarse: str, words: str, on: str) -> None:
    assert moved(coarse, words) == on


@given(
    year=st.integers(1900, 2020),
    month=st.integers(1, 12),
    n=st.integers(1, 60),
    unit=st.sampled_from(["month", "year"]),
)
def test_there_and_back_again(year: int, month: int, n: int, unit: str) -> None:
    start = f"{year}-{month:02}"
    there = moved(start, f"{n} {unit}s later").split("|")[0]
    assert there > start
    assert moved(there, f"{n} {unit}s earlier").split("|")[0] == start


def at(text: str, words: str, on: str = "") -> Dating:
    start = text.index(words)
    return Dating(words, on, "day", "a rule", Span(start, start + len(words)))


@pytest.mark.parametrize(
    ("text", "words", "counts"),
    [
        ("It came a day after the request.", "a day after", True),
        ("It came a day after.", "a day after", False),
        ("A week before that it had left.", "A week before", False),
        ("It came a week later in Minsk.", "a week later", False),
    ],
)
def test_what_counts_from_words_has_no_date(text: str, words: str, counts: bool) -> None:
    assert after_something(at(text, words), text) is counts


@pytest.mark.parametrize(
    ("text", "words", "on"),
    [
        ("Signed on 5 April and on the 19th ratified", "on the 19th", "2000-04-19"),
        ("Signed in March 1994 and on the 2nd ratified", "on the 2nd", "1994-03-02"),
        ("Signed in December, and ratified on the 19th", "the 19th", "1999-12-19"),
        ("It was ratified on the 19th", "on the 19th", ""),
        ("Signed on 5 April and ratified in May", "May", ""),
    ],
)
def test_the_nth_is_of_the_month_named_before(text: str, words: str, on: str) -> None:
    assert nth_of(at(text, words), text, DAY) == on


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("in March last year it left", "1999-03"),
        ("in March of last year it left", "1999-03"),
        ("in March this year it left", "2000-03"),
        ("in March it left", ""),
    ],
)
def test_a_year_behind_the_month(text: str, on: str) -> None:
    assert with_year_behind(at(text, "March", "2000-03"), text, DAY) == on


def dates(text: str) -> list[list[str]]:
    article = open_article(text, DAY, Alliances([]), "")
    return [[it.on for it in own] for own in article.dates]


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("It was founded in May 1962. Three years later it was dissolved.", "1965-05|1965"),
        ("It was founded in 1962. Three years later it was dissolved.", "1965"),
        ("It was founded on 3 May 1962. Two days later it was dissolved.", "1962-05-05"),
        ("It was founded in May 1962. It was dissolved in March last year.", "1999-03"),
        ("It left on 20 November.", "1999-11-20"),
        ("It will leave on 20 November.", "2000-11-20"),
    ],
)  # fmt: skip
def test_an_article_counts_from_the_date_before(text: str, on: str) -> None:
    pytest.importorskip("spacy", reason="checking needs the extra `text`")
    assert dates(text)[-1] == [on]


def test_a_day_after_something_is_no_date_of_its_own() -> None:
    pytest.importorskip("spacy", reason="checking needs the extra `text`")
    assert dates("It was founded in May 1962. A day after the request it left.")[-1] == []


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("It was signed on 8 September 1954 and took effect the following February.", "1955-02"),
        ("They announced it on 28 January 1999 and gave notice in the following June.", "1999-06"),
        ("In December 1998 it left. The following March it came back.", "1999-03"),
        ("It was signed in 1955 and took effect the following June.", "1955-06|1956-06"),
        ("It was signed in May 1955 and took effect the following May.", "1956-05"),
    ],
)
def test_the_following_month_is_the_first_after_the_date_before(text: str, on: str) -> None:
    assert dates(text)[-1][-1] == on
