"""States by what the record's sentences call them."""

from __future__ import annotations

import pytest

from foedus.check.names import StateNames


@pytest.fixture(scope="module")
def names() -> StateNames:
    return StateNames([])


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("a force of 1,300 Nigerians to Liberia", {"NGA", "LBR"}),
        ("about 120 Togolese take the place of the Guineans", {"TGO", "GIN"}),
        ("the US secretary of state met Britons, Turks and Emiratis", {"USA", "GBR", "TUR", "ARE"}),
        ("Kazakhstan's parliament", {"KAZ"}),
        ("the French and the Belarusians", {"FRA", "BLR"}),
        ("troops from North Korea", {"PRK"}),
        ("at Korean initiative", set()),
        ("Nigeriansome", set()),
    ],
)
def test_a_people_names_its_state(names: StateNames, text: str, codes: set[str]) -> None:
    assert names.in_text(text) == codes


def test_a_text_without_its_states_keeps_its_capitals(names: StateNames) -> None:
    assert names.stripped("Armenians met in Yerevan").split() == ["met", "in", "Yerevan"]
