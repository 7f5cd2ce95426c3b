"""Who does what in a sentence of the record, and the parts that texts are taken into."""

from __future__ import annotations

from datetime import date

import pytest

from foedus.check.doings import doings
from foedus.check.parts import names_in, told_in
from tests.check.world import desk, queries

pytest.importorskip("spacy", reason="checking needs the extra `text`")

DAY = date(2000, 5, 10)


def doers(text: str) -> list[set[str]]:
    return [set(it.who) for it in doings(text, DAY)]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Belarus refused to sign the declaration.", [{"BLR"}]),
        ("Belarus refused to sign the declaration, but Armenia signed it.", [{"BLR"}, {"ARM"}]),
        ("The declaration was rejected by Belarus.", [{"BLR"}]),
        ("Armenia and Belarus signed the declaration.", [{"ARM", "BLR"}]),
        ("The declaration was signed.", [set()]),
        ("", []),
    ],
)
def test_who_does_it(text: str, who: list[set[str]]) -> None:
    assert doers(text) == who


def test_whom_it_is_done_to_is_no_doer() -> None:
    (one,) = doings("Armenia criticised Belarus.", DAY)
    assert (one.who, one.others) == (frozenset({"ARM"}), frozenset({"BLR"}))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The leaders met in Khujand on Monday.", {"Khujand"}),
        ("In May the President of the Council spoke.", set()),
        ("The Unbreakable Brotherhood drills, Putin's spokesman said.", {"Unbreakable", "Brotherhood", "Putin"}),
        ("no names here", set()),
    ],
)
def test_names_are_no_months_offices_or_first_words(text: str, names: set[str]) -> None:
    assert names_in(text) == names


def test_a_text_in_parts() -> None:
    told = told_in("The leaders signed 3 documents in Khujand.")
    assert told.ways == {"sign": 1}
    assert [(it.value, it.unit) for it in told.numbers] == [(3.0, "documents")]
    assert told.names == {"Khujand"}


def test_a_denial_is_told_with_its_sign() -> None:
    assert told_in("The leaders did not sign the document.").ways["sign"] == -1


@pytest.mark.parametrize(
    ("text", "doing"),
    [
        ("Belarus refused to sign the declaration on customs.", "refused to sign the declaration on"),
        ("Belarus has not signed it.", "has not signed it"),
        ("Belarus openly criticised the pact.", "openly criticised the pact"),
        ("No member of the pact signed the declaration.", "No signed the declaration"),
    ],
)
def test_what_is_done_is_the_verb_with_what_belongs_to_it(text: str, doing: str) -> None:
    (query,) = queries(text, desk())
    assert query.doing.rstrip(" .") == doing


def test_what_is_denied_keeps_its_denial() -> None:
    found = queries("Belarus dismissed that its troops had crossed the border of Armenia.", desk())
    assert any(it.detail.startswith("dismissed that its troops") for it in found), [it.detail for it in found]
