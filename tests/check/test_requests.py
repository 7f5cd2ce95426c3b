"""Requests told in many ways: passives, nouns, letters, what they rested on, and requests that are no row of the calls."""

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


def calls(text: str, alliance: str, day: str = "2026-01-10") -> list[Claim]:
    return [it for it in check(text, dateline=day, alliance=alliance, as_of="2026-06-01").claims if it.kind == "call"]


CALLS = [
    ("CSTO", "In June 2010", "Kyrgyzstan", "Kazakhstan", "Russia", "troops"),
    ("SADC", "In September 1998", "Lesotho", "Botswana", "SADC", "troops"),
    ("SEATO", "In May 1962", "Thailand", "Pakistan", "the United States", "forces"),
    ("GCC", "In March 2011", "Bahrain", "Oman", "the Gulf states", "troops"),
    ("NATO", "In July 2015", "Turkey", "Greece", "the alliance", "consultations"),
]
WAYS = [
    "{when} it was {who} that sought {what}.",
    "{when} {who} wanted {what} from {whom}.",
    "{when} {who} solicited {what} from {whom}.",
    "{when} {who} urged {whom} to provide {what}.",
    "{when} a request for {what} came from {who}.",
    "{when} the request for {what} had been made by {who}.",
    "{when} {what} had been requested by {who}.",
    "{when} {whom} received a request for {what} from {who}.",
    "{when} {whom} was asked for {what} by {who}.",
    "{when} {who}'s plea for {what} reached {whom}.",
    "The {what} had been sought {then} by {who}.",
]  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("alliance", "when", "caller", "other", "whom", "what"), CALLS)
def test_who_asked_is_read_from_every_form(
    way: str, alliance: str, when: str, caller: str, other: str, whom: str, what: str
) -> None:
    given = {"when": when, "whom": whom, "what": what, "then": when[0].lower() + when[1:]}
    right = calls(way.format(who=caller, **given), alliance)
    wrong = calls(way.format(who=other, **given), alliance)
    assert right and all(it.then.outcome == "supported" for it in right), [(it.says, it.then) for it in right]
    assert any(it.then.outcome == "contradicted" and "caller" in it.then.wrong for it in wrong), [
        it.then for it in wrong
    ]
    assert "supported" not in {it.then.outcome for it in wrong}


@pytest.mark.parametrize(
    ("text", "alliance"),
    [
        ("In June 2010 Kyrgyzstan wanted troops from Belarus.", "CSTO"),
        ("In June 2010 Belarus was asked for troops by Kyrgyzstan.", "CSTO"),
        ("In May 1962 Britain received a request for forces from Thailand.", "SEATO"),
        ("In December 1989 the new rulers of Romania appealed to Hungary for military help.", "WARSAW-PACT"),
        ("In June 2010 Kyrgyzstan's plea for troops reached Belarus.", "CSTO"),
        (
            "Roza Otunbayeva made her appeal on 12 June 2010, and she made it to the organisation's secretary general.",
            "CSTO",
        ),
    ],
)
def test_the_one_asked_is_held_against_the_row(text: str, alliance: str) -> None:
    assert any("recipient" in it.then.wrong for it in calls(text, alliance)), [it.then for it in calls(text, alliance)]


@pytest.mark.parametrize(
    "words",
    [
        "It did so with reference to a Council decision of {}.",
        "It relied on a Council decision taken in {}.",
        "The request rested on a Council decision from {}.",
        "The appeal cited a Council decision of {}.",
    ],
)
def test_the_basis_told_in_the_next_sentence_is_of_the_same_request(words: str) -> None:
    first = "On 7 July 2021 Tajikistan asked its allies for help on the Afghan border. "
    wrong = calls(first + words.format("2003"), "CSTO")
    assert any(it.then.outcome == "contradicted" and "article" in it.then.wrong for it in wrong), [
        it.then for it in wrong
    ]
    assert {it.then.outcome for it in calls(first + words.format("2013"), "CSTO")} == {"supported"}


def test_a_request_that_is_no_call_for_help_excludes_another_who_asked() -> None:
    text = "On 24 July 2025 {} turned to the UN Security Council for an urgent meeting."
    assert any("caller" in it.then.wrong for it in calls(text.format("Thailand"), "ASEAN"))
    assert {it.then.outcome for it in calls(text.format("Cambodia"), "ASEAN")} == {"supported"}


def test_those_who_asked_together_are_held_one_by_one() -> None:
    text = "On 24 February 2022 the request for consultations came from {}."
    wrong = calls(text.format("Poland, Czechia, Hungary, Romania and Bulgaria"), "NATO")
    assert any("caller" in it.then.wrong for it in wrong), [(it.says, it.then) for it in wrong]
    right = calls(text.format("Poland, Czechia, Slovakia, Romania and Bulgaria"), "NATO")
    assert "contradicted" not in {it.then.outcome for it in right}


def test_the_day_of_a_meeting_is_not_that_of_the_request_before_it() -> None:
    text = "NATO ambassadors met on 23 September 2025 after Estonia had requested consultations under Article 4."
    assert "contradicted" not in {it.then.outcome for it in calls(text, "NATO")}


def test_where_a_caller_spoke_is_no_caller() -> None:
    text = "On 19 January 2017 Adama Barrow called for help from Dakar."
    assert "contradicted" not in {it.then.outcome for it in calls(text, "ECOWAS")}


def test_that_another_did_so_as_well_repeats_the_words_just_before() -> None:
    text = "In August 1998 Laurent Kabila sought help. Angola and Namibia sent forces; South Africa did so as well."
    assert not [it for it in calls(text, "SADC") if "South Africa" in it.words]
