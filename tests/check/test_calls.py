"""Calls for help and answers: each part, by hand, against the lists of the embedded record."""

# ruff: noqa: E501 (one case a line)

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


def claims(text: str, kind: str, day: str = "2023-01-10", alliance: str = "CSTO") -> list[Claim]:
    return [it for it in check(text, dateline=day, alliance=alliance, as_of="2026-01-01").claims if it.kind == kind]


def flagged(text: str, kind: str, **given: str) -> list[Claim]:
    return [it for it in claims(text, kind, **given) if it.then.outcome in ("contradicted", "partly")]


TRUE = [
    ("In September 2022 Armenia turned to the CSTO for help under Article 4.", "call"),
    ("In June 2010 Kyrgyzstan asked Moscow for soldiers.", "call"),
    ("On 31 October 2020 Yerevan requested consultations with Moscow under a bilateral treaty of 1997.", "call"),
    ("On 7 July 2021 Dushanbe asked its allies for help, pointing to a 2013 decision.", "call"),
    ("In July 2021 Tajikistan, watching the Taliban advance in Afghanistan, asked the members for assistance.", "call"),
    ("Armenia's request of September 2022 went to the alliance.", "call"),
    ("On 5 January 2022 Kazakhstan turned to the alliance. Within a day the alliance sent peacekeepers.", "answer"),
    ("In June 2010 Kyrgyzstan asked Moscow for soldiers. Russia declined.", "answer"),
    ("In June 2010 Russia sent aircraft with humanitarian supplies to Kyrgyzstan.", "answer"),
    ("In September 2022 Armenia asked the CSTO for help. The allies sent a fact-finding mission to Armenia.", "answer"),
]  # fmt: skip
FALSE = [
    ("In September 2022 Armenia turned to the CSTO for help under Article 2.", "call", "article"),
    ("In June 2010 Kyrgyzstan appealed to the CSTO for troops.", "call", "recipient"),
    ("In July 2021 Tajikistan asked the UN for help on its Afghan border.", "call", "recipient"),
    ("On 31 October 2020 Yerevan requested consultations with Moscow under a bilateral treaty of 1994.", "call", "article"),
    ("In July 2021 Uzbekistan, watching the Taliban advance in Afghanistan, asked the members for assistance.", "call", "caller"),
    ("The plea, lodged by Tajikistan on 13 September 2022, went unanswered.", "call", "caller"),
    ("Invited by Tajikistan, the peacekeepers landed in Almaty in January 2022.", "call", "caller"),
    ("In October 2022 Kyrgyzstan asked for observers on the border.", "call", "act"),
    ("Kyrgyzstan never asked the alliance for peacekeepers.", "call", "act"),
    ("In September 2022 Armenia asked the CSTO for help. The alliance responded with a peacekeeping contingent.", "answer", "answer"),
    ("In September 2022 Armenia asked the CSTO for help. The allies granted Yerevan's wish for military aid.", "answer", "answer"),
    ("In June 2010 Kyrgyzstan asked Moscow for soldiers, and Moscow sent them into the city.", "answer", "answer"),
    ("In January 1996 CIS leaders turned down a request by the Tajik president to extend the peacekeepers' stay.", "answer", "answer"),
    ("NATO sent troops to Kazakhstan in January 2022.", "answer", "actor"),
    ("On 5 January 2022 Kazakhstan turned to the alliance. The alliance sent 9,700 troops to Kazakhstan.", "answer", "number"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), TRUE)
def test_what_the_record_bears_out_is_supported(text: str, kind: str) -> None:
    assert not flagged(text, kind), [(it.says, it.then) for it in flagged(text, kind)]
    assert "supported" in {it.then.outcome for it in claims(text, kind)}


@pytest.mark.parametrize(("text", "kind", "part"), FALSE)
def test_a_part_that_differs_is_told(text: str, kind: str, part: str) -> None:
    found = flagged(text, kind)
    assert any(part in it.then.wrong for it in found), [(it.says, it.then) for it in claims(text, kind)]
    assert all(it.then.evidence for it in found), "a verdict names its rows"


def test_a_refusal_never_bears_out_that_force_was_sent() -> None:
    for text in (
        "Russia sent troops to Kyrgyzstan in June 2010.",
        "The alliance sent soldiers to Armenia in September 2022.",
    ):
        assert "supported" not in {it.then.outcome for it in claims(text, "answer")}, text


def test_who_led_a_mission_is_held_against_the_row() -> None:
    text = "In September 2022 Armenia asked the CSTO for help. The allies agreed to send a fact-finding mission, led by the {}."
    assert flagged(text.format("foreign minister"), "answer")
    assert not flagged(text.format("secretary general"), "answer")


def test_a_later_call_does_not_exist_on_the_day_of_the_article() -> None:
    told = claims("Armenia asked the CSTO for help in September 2022.", "call", day="2022-09-01")
    assert told and "supported" not in {it.then.outcome for it in told}
