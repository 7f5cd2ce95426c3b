"""Small words that findings share: dates, counts, shares, how likely a rise is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from foedus.dates import PartialDate

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

WITH_ARTICLE = (
    *(
        "Bahamas",
        "Central African Republic",
        "Comoros",
        "Czech Republic",
        "Democratic Republic of",
        "Dominican Republic",
    ),
    *("Federal Republic of", "Gambia", "German Democratic Republic", "Maldives", "Marshall Islands", "Netherlands"),
    *("Philippines", "Republic of the Congo", "Russian Federation", "Solomon Islands", "Soviet Union"),
    *("United Arab Emirates", "United Kingdom", "United States", "Yemen Arab Republic"),
)
"""How names of states begin that running text puts an article before."""

THIN = 5
"""Below this many counted rows a finding says that its evidence is thin."""


def day_words(text: str) -> str:
    """A date as the source gave it: `13 September 2022`, `September 2022` or `2022`."""
    known = PartialDate.parse(text)
    month = MONTHS[known.first.month - 1]
    words = {
        "year": text,
        "month": f"{month} {known.first.year}",
        "day": f"{known.first.day} {month} {known.first.year}",
    }
    return words[known.basis]


def called(name: str) -> str:
    """A name as it stands in running text: `the United States`, `Armenia`."""
    return f"the {name}" if name.startswith(WITH_ARTICLE) else name


def listed(names: Sequence[str]) -> str:
    """Names as one phrase: `Armenia, Belarus and Kazakhstan`; empty for none."""
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def tidy(sentence: str) -> str:
    """A sentence with a capital at its head and `States'` for `States's`."""
    whole = re.sub(r"s's(?![\w'])", "s'", sentence)
    return f"T{whole[1:]}" if whole.startswith("the ") else whole


def count_of(n: int, singular: str, plural: str | None = None) -> str:
    """`1 call`, `3 calls`, `no calls`."""
    many = plural or f"{singular}s"
    return f"no {many}" if n == 0 else f"{n} {singular if n == 1 else many}"


def percent(share: float) -> str:
    """A share in 0..1 as a whole percentage; never 0% or 100% for what is neither."""
    if 0 < share < 0.005:
        return "under 1%"
    if 0.995 <= share < 1:
        return "over 99%"
    # A bound of exactly 97.5 may come out a hair below it; it is still to round as 97.5 does.
    return f"{round(share * 100, 6):.0f}%"


def number(value: float) -> str:
    """A rate with two significant figures, or one decimal from ten up; never a 0 for what is above it."""
    if value == 0:
        return "0"
    if value < 0.001:
        return "under 0.001"
    return f"{value:.1f}" if value >= 9.95 else f"{value:.2g}"


def signed(value: float) -> str:
    """A change with two decimals and its sign; `0.00` has none."""
    text = f"{value:+.2f}"
    return "0.00" if text in ("+0.00", "-0.00") else text.replace("-", "\N{MINUS SIGN}")


def chance(p: float) -> str:
    """A probability with two decimals; never a certainty that was not computed."""
    if p > 0.99:
        return "over 0.99"
    return "under 0.01" if p < 0.01 else f"{p:.2f}"


def span_words(years: float) -> str:
    """A length of time in months, or in days where it is under a month: `24 months`, `1 month`, `9 days`."""
    months = round(years * 12)
    return count_of(months, "month") if months else count_of(round(years * 365.2425), "day")


def years_words(years: float) -> str:
    """A length of time in years, or as `span_words` has it where it is under two years."""
    return f"{years:.0f} years" if years >= 1.96 else span_words(years)


def rose_words(p_rose: float) -> str:
    """What a probability of a rise amounts to, in the words of the ICD 203 table (ODNI 2015).

    From 95 almost certainly, from 80 very likely, from 55 likely, from 45 a roughly even chance; a fall mirrors a rise.
    """
    # Rounded so that 1 - 0.8 is the same 0.2 from either side.
    p = round(max(p_rose, 1 - p_rose), 12)
    which = "rose" if p_rose > 0.5 else "fell"
    table = ((0.95, f"almost certainly {which}"), (0.80, f"very likely {which}"), (0.55, f"likely {which}"))
    return next((words for bound, words in table if p >= bound), "has a roughly even chance of having risen")
