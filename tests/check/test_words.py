"""What words mean before rows are asked: stems, seasons, and which way a row points."""

from __future__ import annotations

from datetime import date

import pytest

from foedus.check.lexicon import contraries
from foedus.check.seasons import more_dates
from foedus.check.stems import stem
from foedus.check.topic import topic
from foedus.reading.types import Dating, Sentence, Span


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("left", "leaves"),
        ("sent", "sending"),
        ("cancelled", "cancel"),
        ("withdrew", "withdraws"),
        ("fought", "fighting"),
    ],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_months_are_no_topic() -> None:
    assert topic("the drill in October") == topic("the drill")
    assert topic("the drill") & topic("the exercise")


def _dates(text: str, year: str = "", own: tuple[Dating, ...] = ()) -> list[str]:
    sentence = Sentence(n=0, text=text, span=Span(0, len(text)))
    return [it.on for it in more_dates(sentence, year, date(2022, 10, 21), own)]


@pytest.mark.parametrize(
    ("text", "year", "inside", "outside"),
    [
        ("in the spring of 2021 people died", "", "2021-04", "2021-10"),
        ("early in 2012 it left", "", "2012-02", "2012-11"),
        ("at the very end of 2000 it was signed", "", "2000-12", "2000-03"),
        ("that autumn it left", "1998", "1998-10", "2022-10"),
        ("over the winter of 2015 it met", "", "2014-12", "2015-07"),
        ("they signed in May 2002 a charter, that October another", "1994", "2002-10", "1994-10"),
        ("In January Prague said so", "", "2022-01", "2021-01"),
    ],
)
def test_seasons_and_parts_of_a_year_are_months(text: str, year: str, inside: str, outside: str) -> None:
    on = _dates(text, year)[-1].split("|")
    assert inside in on
    assert outside not in on


def test_a_season_without_a_year_is_no_date() -> None:
    assert _dates("in the spring it left") == []


def test_a_row_never_denies_its_own_words() -> None:
    for text in (
        "Peru reproaches the United States, which it had supported and endorsed.",
        "The government approved the drafts by which the treaty is denounced.",
        "Parliament voted against the law.",
    ):
        assert not contraries(text, text)
    assert contraries("It approved the law.", "It rejects the law.")
