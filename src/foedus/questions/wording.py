"""Small words that findings share: dates, counts, shares, how likely a rise is."""

from __future__ import annotations

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


def count_of(n: int, singular: str, plural: str | None = None) -> str:
    """`1 call`, `3 calls`, `no calls`."""
    many = plural or f"{singular}s"
    return f"no {many}" if n == 0 else f"{n} {singular if n == 1 else many}"


def percent(share: float) -> str:
    """A share in 0..1 as a whole percentage."""
    return f"{share * 100:.0f}%"


def number(value: float) -> str:
    """A rate with two significant figures, or one decimal from ten up."""
    if value == 0:
        return "0"
    if value >= 10:
        return f"{value:.1f}"
    return f"{value:.2g}" if value >= 0.1 else f"{value:.2f}"


def rose_words(p_rose: float) -> str:
    """What a probability of a rise amounts to, on the ICD 203 table (ODNI 2015)."""
    table = (
        (0.95, "almost certainly rose"),
        (0.80, "very likely rose"),
        (0.55, "likely rose"),
        (0.45, "shows no change either way"),
        (0.20, "likely fell"),
        (0.05, "very likely fell"),
        (0.0, "almost certainly fell"),
    )
    return next(words for bound, words in table if p_rose >= bound)
