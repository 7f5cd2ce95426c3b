"""Which state a data set means: by code or by the name that its publisher uses, in a year or on a day.

Facts about states are `foedus.states`; here are only publishers' spellings. A place that is no state on the day is not
guessed: the answer is the reason, for the report of what was left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from foedus.errors import FoedusError
from foedus.states import System, find, held_by, name_of


@dataclass(frozen=True, slots=True)
class Place:
    """A state's ISO code and name, or why there is none."""

    code: str | None
    name: str
    why_not: str = ""
    exists: bool = True
    """Whether it is a state at all: one without an ISO code (Bavaria, Zanzibar) is."""


SPELLINGS = {
    "China, P.R.: Mainland": "China",
    "Congo, Dem. Rep. of the": "Democratic Republic of the Congo",
    "Congo, Dem. Rep.": "Democratic Republic of the Congo",
    "DR Congo": "Democratic Republic of the Congo",
    "Zaire": "Democratic Republic of the Congo",
    "Congo, Rep. of": "Republic of the Congo",
    "Congo, Rep.": "Republic of the Congo",
    "Congo": "Republic of the Congo",
    "Korea, Dem. People's Rep. of": "North Korea",
    "Korea, Dem. People's Rep.": "North Korea",
    "Korea, Dem. Rep.": "North Korea",
    "Korea, Rep. of": "South Korea",
    "Korea, Rep.": "South Korea",
    "Czech Rep.": "Czech Republic",
    "Slovak Rep.": "Slovakia",
    "Kyrgyz Rep.": "Kyrgyzstan",
    "Dominican Rep.": "Dominican Republic",
    "Central African Rep.": "Central African Republic",
    "Lao People's Dem. Rep.": "Laos",
    "Lao PDR": "Laos",
    "Syrian Arab Rep.": "Syria",
    "East Germany (GDR)": "German Democratic Republic",
    "West Bank and Gaza": "Palestine",
}
"""Names of the IMF, the World Bank and SIPRI that the gazetteer does not hold, or holds for two states."""

_QUALIFIED = re.compile(
    r"(.+), (?:The|RB|RB de|(?:The |Islamic |Arab |United |Federal |The Federal )*(?:Dem\. )?(?:Rep\.|Republic|State|States|Sts\."
    r"|Kingdom|Principality|Union|Fed\. Sts\.|Federated States)(?: Bolivariana de| of| of the)?)\s*"
)
"""`Armenia, Rep. of`, `Egypt, Arab Rep.`, `Bahamas, The`: the name, then the kind of state."""


@lru_cache(maxsize=100_000)
def named(name: str, year: int) -> Place:
    """The state that a publisher's name means in a year: on 1 July, else on its last or first day (states born or gone in it)."""
    asked = SPELLINGS.get(name.strip(), name.strip())
    qualified = _QUALIFIED.fullmatch(asked)
    return _in_year(qualified[1] if qualified else asked, None, year)


@lru_cache(maxsize=100_000)
def coded(code: str, system: System, year: int) -> Place:
    """The state that holds a code in a year, found on the same days."""
    return _in_year(code, system, year)


@lru_cache(maxsize=200_000)
def on_day(code: str, system: System, day: date) -> Place:
    """The state that holds a code on a day."""
    return _one(code, system, day)


def _in_year(asked: str, system: System | None, year: int) -> Place:
    places = [_one(asked, system, day) for day in (date(year, 7, 1), date(year, 12, 31), date(year, 1, 1))]
    existing = [place for place in places if place.exists]
    return next((place for place in existing if place.code), existing[0] if existing else places[0])


def _one(asked: str, system: System | None, day: date) -> Place:
    try:
        state = held_by(asked, system, day) if system else find(asked, day)
    except FoedusError:
        return Place(None, asked, f"no state then: {asked}", exists=False)
    if state.iso3 is None:
        return Place(None, state.name, f"no ISO 3166 code: {state.name}")
    return Place(state.iso3, name_of(state.iso3, day))
