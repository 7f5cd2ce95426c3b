"""Memberships, lists of members, moves and numbers of members, by hand against the lists of the embedded record."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from foedus.check import Claim, check, run

pytest.importorskip("spacy", reason="checking needs the extra `text`")


@pytest.fixture(autouse=True, scope="module")
def one_desk_a_day() -> Iterator[None]:
    """The rows of a day are read once for all texts of this module."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "_desk", cache(run._desk))
        patch.setattr(run, "_record", cache(run._record))
        yield


def claims(text: str, day: str = "2022-11-28", alliance: str = "CSTO", as_of: str = "2026-01-01") -> list[Claim]:
    found = check(text, dateline=day, alliance=alliance, as_of=as_of)
    return [it for it in found.claims if it.kind in ("membership", "number") and it.fields.get("alliance")]


def outcomes(text: str, **given: str) -> set[str]:
    return {it.then.outcome for it in claims(text, **given)}


def flagged(text: str, **given: str) -> list[Claim]:
    return [it for it in claims(text, **given) if it.then.outcome in ("contradicted", "partly")]


TRUE = [
    "The bloc unites Armenia, Belarus, Kazakhstan, Kyrgyzstan, Tajikistan and Russia.",
    "The CSTO (Russia, Armenia, Belarus, Kazakhstan, Kyrgyzstan and Tajikistan) met.",
    "Its remaining members are Russia, Armenia, Belarus, Kazakhstan, Tajikistan and Kyrgyzstan.",
    "Azerbaijan and Georgia dropped out of the treaty in 1999, as did Uzbekistan.",
    "Neighbouring Georgia, which left the alliance in 1999, wants to join NATO.",
    "Uzbekistan returned to the treaty in 2006 and left the bloc in 2012.",
    "Turkmenistan, which is not a member, sent nobody.",
    "Turkmenistan never belonged to the CSTO.",
    "The bloc, which had nine members in 1998, has six today.",
    "Kyrgyzstan, a fellow member of the bloc, agreed.",
    "The six-nation grouping met in Yerevan.",
    "The treaty was signed in 1992 by Armenia, Kazakhstan, Kyrgyzstan, Russia, Tajikistan and Uzbekistan.",
    "Armenia is among the founding members of the CSTO.",
]
FALSE = [
    ("The bloc unites Armenia, Belarus, Kazakhstan, Kyrgyzstan, Moldova and Russia.", "member"),
    ("The CSTO (Russia, Armenia, Belarus, Kazakhstan, Kyrgyzstan and Uzbekistan) met.", "member"),
    ("The members are Russia, Armenia, Belarus, Kazakhstan and Kyrgyzstan.", "member"),
    ("Azerbaijan and Georgia dropped out of the treaty in 1999, as did Armenia.", "act"),
    ("Neighbouring Georgia, which left the alliance in 2004, wants to join NATO.", "date"),
    ("Uzbekistan, which borders Tajikistan, walked out of the treaty in 1999 and has not returned.", "member"),
    ("Uzbekistan never belonged to the CSTO.", "member"),
    ("The bloc, which had nine members in 1998, has eight today.", "number"),
    ("In May soldiers of Azerbaijan, a fellow member of the bloc, advanced in Syunik.", "member"),
    ("The eight-nation grouping met in Yerevan.", "number"),
    ("The treaty was signed in 1992 by Armenia, Georgia, Kazakhstan, Kyrgyzstan, Russia and Uzbekistan.", "member"),
    ("Azerbaijan is among the founding members of the CSTO.", "member"),
    ("Georgia was expelled from the alliance in 1999.", "act"),
]  # fmt: skip


@pytest.mark.parametrize("text", TRUE)
def test_what_the_lists_bear_out_is_not_denied(text: str) -> None:
    assert claims(text), "the claim is seen"
    assert not flagged(text), [(it.says, it.then) for it in flagged(text)]
    assert "supported" in outcomes(text)


@pytest.mark.parametrize(("text", "part"), FALSE)
def test_what_the_lists_exclude_is_told_with_its_part(text: str, part: str) -> None:
    found = flagged(text)
    assert any(part in it.then.wrong for it in found), [(it.says, it.then.outcome) for it in claims(text)]
    assert all(it.then.evidence for it in found), "a verdict names its rows"


def test_of_two_names_before_a_member_the_last_is_meant() -> None:
    told = {it.fields["actors"] for it in claims("The ministers of Serbia and Armenia, a member of the CSTO, met.")}
    assert told == {"ARM"}


def test_years_later_counts_from_the_date_before_it() -> None:
    assert not flagged(
        "Montenegro was admitted to NATO in 2017 and North Macedonia three years later.",
        day="2022-06-29",
        alliance="NATO",
    )
    assert flagged(
        "Montenegro was admitted to NATO in 2017 and North Macedonia five years later.",
        day="2023-06-29",
        alliance="NATO",
    )


def test_the_order_of_accession_is_counted() -> None:
    right = claims("Finland became the thirty-first member of NATO in April 2023.", day="2023-06-01", alliance="NATO")
    wrong = flagged("Finland became the thirty-third member of NATO in April 2023.", day="2023-06-01", alliance="NATO")
    assert any(it.fields["act"] == "nth" and it.then.outcome == "supported" for it in right)
    assert any("number" in it.then.wrong for it in wrong)


def test_a_later_accession_does_not_exist_on_the_day_of_the_article() -> None:
    before = claims("Sweden is a member of NATO.", day="2024-02-01", alliance="NATO")
    assert {it.then.outcome for it in before} == {"contradicted"}
    counted = claims("NATO has 31 members.", day="2024-02-01", alliance="NATO")
    assert {it.then.outcome for it in counted} == {"supported"}
    assert {it.now.outcome for it in counted} <= {"contradicted", "supported"}


@pytest.mark.parametrize(
    "text",
    [
        "Georgia left the talks.",
        "He is a member of parliament.",
        "Three members of the CSTO abstained.",
        "Finland, Sweden and Norway joined the statement.",
        "Armenia threatened to leave the alliance.",
        "Georgia could join the alliance.",
    ],
)
def test_what_is_no_membership_is_not_called_one(text: str) -> None:
    assert not flagged(text), [(it.says, it.then.why) for it in flagged(text)]
