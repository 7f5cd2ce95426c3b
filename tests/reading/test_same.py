"""Duplicates: the same act and the same words told twice, in one article or in two."""

from __future__ import annotations

from typing import get_args

from foedus.reading.same import likeness, links, words_of
from foedus.reading.types import Dating, Event, Modality, Reading, Sentence, Span, Statement


def event(key: str, recipient: str = "AZE", on: str = "2022-11-23", modality: Modality = "actual") -> Event:
    when = Dating("", on, "day", "test")
    return Event(key, 0, Span(0, 1), "ARM", recipient, "ACCUSE", "", "", modality, when, "", 1.0, ())


def reading(text: str, *events: Event, statements: tuple[Statement, ...] = ()) -> Reading:
    sentence = Sentence(Span(0, len(text)), text, 0)
    return Reading(text, "2022-11-28", "", "", (sentence,), (), events, statements, "test")


FIRST = "Armenia accused Azerbaijan of shelling its border villages on Wednesday."
SECOND = "Azerbaijan was accused by Armenia on Wednesday of shelling border villages."


def test_one_act_in_two_articles_is_linked_to_the_first() -> None:
    found = links([reading(FIRST, event("a")), reading(SECOND, event("b", on="2022-11-24"))])
    assert [(one.id, one.first_id, one.kind) for one in found] == [("b", "a", "event")]


def test_other_recipient_day_or_standing_is_another_act() -> None:
    for other in (
        event("b", recipient="TUR"),
        event("b", on="2022-12-20"),
        event("b", modality="denied"),
        event("b", on=""),
    ):
        assert links([reading(FIRST, event("a")), reading(SECOND, other)]) == []
    assert "denied" in get_args(Modality)


def test_other_words_need_the_same_day() -> None:
    other = "Yerevan blames neighbour for the dead."
    assert len(links([reading(FIRST, event("a")), reading(other, event("b"))])) == 1
    assert links([reading(FIRST, event("a")), reading(other, event("b", on="2022-11-24"))]) == []


def test_the_same_words_of_one_speaker() -> None:
    def said(key: str, words: str, name: str = "Nikol Pashinyan") -> Statement:
        return Statement(key, 0, Span(0, 1), "ARM", "GOV", name, "direct", words, Span(0, 1), "", "neutral", ())

    one = reading("x", statements=(said("a", "We asked the alliance for help and nobody came"),))
    two = reading(
        "x", statements=(said("b", "We asked the alliance for help", "Pashinyan"), said("c", "Peace is near for us"))
    )
    assert [(link.id, link.first_id) for link in links([one, two])] == [("b", "a")]


def test_likeness_has_range_and_symmetry() -> None:
    a, b = words_of(FIRST), words_of(SECOND)
    assert 0 < likeness(a, b) == likeness(b, a) <= 1
    assert likeness(a, a) == 1
    assert likeness(a, frozenset()) == 0
