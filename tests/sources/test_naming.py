"""Publishers' spellings of states, in years when states began and ended."""

from __future__ import annotations

import pytest

from foedus.sources.naming import coded, named


@pytest.mark.parametrize(
    ("name", "year", "code"),
    [
        ("Armenia, Rep. of", 2018, "ARM"),
        ("Egypt, Arab Rep.", 2018, "EGY"),
        ("Egypt, Arab Rep. of", 2018, "EGY"),
        ("Tanzania, United Rep. of", 2018, "TZA"),
        ("Ethiopia, The Federal Dem. Rep. of", 2018, "ETH"),
        ("Korea, Rep. of", 2018, "KOR"),
        ("Korea, Dem. People's Rep. of", 2018, "PRK"),
        ("China, P.R.: Mainland", 2018, "CHN"),
        ("Congo, Dem. Rep. of the", 2018, "COD"),
        ("Congo", 2018, "COG"),
        ("Venezuela, RB", 2018, "VEN"),
        ("Bahamas, The", 2018, "BHS"),
        ("Micronesia, Fed. Sts.", 2018, "FSM"),
        ("Türkiye, Rep. of", 2018, "TUR"),
        ("East Germany (GDR)", 1980, "DDR"),
        ("Soviet Union", 1991, "SUN"),
        ("Russia", 1991, "RUS"),
        ("Russia", 1992, "RUS"),
        ("South Sudan, Rep. of", 2011, "SSD"),
    ],
)
def test_a_name_means_a_state_in_its_year(name: str, year: int, code: str) -> None:
    assert named(name, year).code == code


@pytest.mark.parametrize(("name", "year"), [("World", 2018), ("China, P.R.: Hong Kong", 2018), ("Soviet Union", 2018)])
def test_what_is_no_state_is_told(name: str, year: int) -> None:
    place = named(name, year)
    assert (place.code, place.why_not, place.exists) == (None, f"no state then: {name}", False)


def test_a_state_without_a_code_is_told_apart() -> None:
    place = coded("511", "cow", 1963)
    assert (place.code, place.why_not, place.exists) == (None, "no ISO 3166 code: Zanzibar", True)
