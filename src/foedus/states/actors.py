"""One name for a state through all its codes, so that the Soviet Union and Russia are one actor in a series of years."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from foedus.errors import FoedusError


@lru_cache(maxsize=50_000)
def actor(code: str, year: int) -> str:
    """The COW number, as text, of the state that holds an ISO code in a year; the code itself where there is none."""
    from foedus.states.lookup import convert

    for day in (date(year, 7, 1), date(year, 12, 31), date(year, 1, 1)):
        try:
            return str(convert(code, "iso3", "cow", day))
        except FoedusError:
            continue
    return code
