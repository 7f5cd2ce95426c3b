"""Dates against a dateline: Monday, 28 November 2022, unless said otherwise."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.dates import PartialDate
from foedus.reading.dateline import dateline
from foedus.reading.when import dating

MONDAY = date(2022, 11, 28)
PAST = [
    "They met on {day}.",
    "They clashed last {day}.",
    "Tensions rose in {month}.",
    "They met on {n} {month}.",
    "They met on {month} {n}.",
    "Troops left yesterday.",
    "He left two days ago.",
    "He left earlier this month.",
    "It began last week.",
    "It began last year.",
    "It began last month.",
    "It began three weeks ago.",
    "It began {few} months ago.",
    "It began last {month}.",
    "It was held at the weekend.",
    "He said on {day} that they had left.",
    "It ended last summer.",
    "They have fought since {day}.",
    "He left on the {n}th.",
]
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("The group met in Yerevan on Wednesday.", "2022-11-23"),
        ("They met on Monday.", "2022-11-28"),
        ("They met last Monday.", "2022-11-21"),
        ("They will meet on Wednesday.", "2022-11-30"),
        ("On Friday, the leaders will meet.", "2022-12-02"),
        ("Talks are scheduled for Thursday.", "2022-12-01"),
        ("They meet next Monday.", "2022-12-05"),
        ("Tensions rose in September.", "2022-09"),
        ("It fell in December.", "2021-12"),
        ("The treaty was signed on 15 May 1992.", "1992-05-15"),
        ("It was signed on Nov. 23, 2022, in Yerevan.", "2022-11-23"),
        ("On Nov. 23 they met.", "2022-11-23"),
        ("The last ones will leave by Jan. 19.", "2023-01-19"),
        ("Since 2014 they have fought.", "2014"),
        ("The 2020 war ended badly.", "2020"),
        ("It happened last week.", "2022-11"),
        ("It happened yesterday.", "2022-11-27"),
        ("It happens next year.", "2023"),
        ("He left two days earlier, on Nov. 21.", "2022-11-21"),
        ("On 2022-11-23 they met.", "2022-11-23"),
        ("He left a year ago.", "2021"),
    ],
)
def test_dates(text: str, on: str) -> None:
    assert dating(text, MONDAY)[0].on == on


@pytest.mark.parametrize(
    "text",
    [
        "It may leave.",
        "They march in 2000 people.",
        "Resolution 1973 failed.",
        "On 31 February.",
        "Up to today nothing was done.",
        "",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert [one.on for one in dating(text, MONDAY)] in ([], [""])


def test_later_counts_from_the_date_before() -> None:
    assert [one.on for one in dating("They met on Nov. 21; two days later they split.", MONDAY)] == [
        "2022-11-21",
        "2022-11-23",
    ]
    assert dating("Two days earlier they met.", MONDAY, date(2022, 11, 10))[0].on == "2022-11-08"


def test_without_a_dateline_relative_dates_stay_open() -> None:
    assert [one.on for one in dating("On Wednesday and on 5 May 1992.", None)] == ["", "1992-05-05"]


@given(
    st.sampled_from(PAST), st.dates(date(1950, 1, 1), date(2090, 12, 31)), st.sampled_from(DAYS), st.sampled_from(MONTHS),
    st.integers(1, 28), st.sampled_from(["two", "five", "11"]),
)  # fmt: skip
def test_past_forms_are_never_after_the_dateline(
    pattern: str, day: date, weekday: str, month: str, n: int, few: str
) -> None:
    text = pattern.format(day=weekday, month=month, n=n, few=few)
    for one in dating(text, day):
        assert one.on == "" or PartialDate.parse(one.on).first <= day
        assert one.span is not None
        assert one.span.of(text) == one.text
        assert one.granularity == (PartialDate.parse(one.on).basis if one.on else one.granularity)


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)), st.sampled_from(DAYS))
def test_the_last_such_day_is_within_a_week(day: date, weekday: str) -> None:
    found = date.fromisoformat(dating(f"They met on {weekday}.", day)[0].on)
    assert 0 <= (day - found).days < 7
    assert DAYS[found.weekday()] == weekday


@pytest.mark.parametrize(
    ("text", "on", "outlet"),
    [
        ("DATELINE: 2022-11-28 | Reuters\nText", date(2022, 11, 28), "Reuters"),
        ("YEREVAN, Nov 23 (Reuters) - Leaders met", date(2022, 11, 23), "Reuters"),
        ("MOSCOW, November 25. /TASS/. Russia said", date(2022, 11, 25), "TASS"),
        ("28 November 2022\n\nHeadline", date(2022, 11, 28), ""),
        ("Headline\nPublished: Mon 28 Nov 2022 10.15 GMT\nText", date(2022, 11, 28), ""),
        ("WASHINGTON (AP) - The", None, "AP"),
        ("Armenia said on 23 November 2022 that it would leave.", None, ""),
        ("", None, ""),
    ],
)
def test_datelines(text: str, on: date | None, outlet: str) -> None:
    found = dateline(text, MONDAY)
    assert (found.on, found.outlet) == (on, outlet)
