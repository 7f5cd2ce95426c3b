"""Statements: bars on the gold set, styles worked by hand, the specimen, and text that is none."""

# ruff: noqa: RUF001 (the marks of news are curly)
from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.reading import actors
from foedus.reading.quotes import quotes
from foedus.reading.sentences import sentences
from foedus.reading.source import source
from foedus.reading.statements import statements
from foedus.reading.types import Statement

SPECIMEN = next(
    (
        path
        for parent in Path(__file__).resolve().parents
        if (path := parent / "shared" / "specimen" / "2022-11-28_csto_summit.txt").exists()
    ),
    None,
)


def read(text: str, day: str = "2022-11-28") -> list[Statement]:
    return statements(text, sentences(text), [], actors.mentions(text, date.fromisoformat(day)))


def told(text: str) -> list[tuple[str, str]]:
    return [(one.speaker_name, one.quote) for one in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We left," said Ann Lee, the mayor, "and wept."', [("Ann Lee", "We left,"), ("Ann Lee", "and wept.")]),
        ("Moscow said it would help.", [("Moscow", "it would help")]),
        ("Help will come, the Kremlin said.", [("Kremlin", "Help will come")]),
        ("According to Baku, two men died.", [("Baku", "two men died")]),
        ("Iran was quoted by IRNA as saying that it had left.", [("Iran", "it had left")]),
        ("“He told me: ‘Leave,’” Tom Hill said.", [("Tom Hill", "He told me: ‘Leave,’")]),
        ('Lukashenko: "We stay"', [("Lukashenko", "We stay")]),
        ("“A\n\n“B",  []),
        ("The film \"War\" is a success. So-called \"experts\" like it.", []),
        ("Zhao did not say whether Beijing would mediate. Kyiv declined to comment.", []),
        ("", []),
    ],
)  # fmt: skip
def test_styles(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


def test_a_speech_over_paragraphs_stays_with_its_speaker() -> None:
    text = "Mr Lee told the hall: “We asked.\n\n“We waited.\n\n“Nobody came.”\n\nThe hall was silent."
    assert told(text) == [("Lee", "We asked."), ("Lee", "We waited."), ("Lee", "Nobody came.")]


def test_spans_are_verbatim_and_ids_repeat() -> None:
    text = "Armenian Prime Minister Nikol Pashinyan condemned the attack. “It failed,” he said. He warned that war would follow."
    first, second = read(text)
    assert [one.quote_span.of(text) == one.quote for one in (first, second)] == [True, True]
    assert {one.speaker for one in (first, second)} == {"ARM"}
    assert [one.id for one in read(text)] == [first.id, second.id]
    assert all(one.reasons for one in (first, second))


def test_stance_towards_an_actor() -> None:
    one = read('"Russia has betrayed us," Ann Lee, the mayor, said.')[0]
    assert (one.about, one.stance) == ("RUS", "criticises")
    two = read('"Saudi Arabia has always been our friend," Ann Lee, the mayor, said.')[0]
    assert (two.about, two.stance) == ("SAU", "supports")


@pytest.mark.skipif(SPECIMEN is None, reason="no shared folder here")
def test_the_specimen() -> None:
    assert SPECIMEN is not None
    text = source(SPECIMEN.read_bytes(), "specimen.txt").text
    found = [(one.speaker_name, one.quote.split()[0], one.kind) for one in read(text)]
    assert found == [
        ("two sides", "more", "indirect"),
        ("Nikol Pashinyan", "It", "direct"),
        ("Nikol Pashinyan", "Right", "direct"),
        ("Stepan Stepanenko", "the", "indirect"),
        ("Stepan Stepanenko", "The", "direct"),
        ("Stepan Stepanenko", "When", "direct"),
        ("Stepan Stepanenko", "Despite", "direct"),
        ("Tajikistan", "although", "indirect"),
        ("Stepan Stepanenko", "Armenia’s", "direct"),
    ]


@given(st.text(alphabet=st.sampled_from("\"'“”‘’«»„ \nab.,:?!-—()X said that he Russia 😀مЖ"), max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_and_quoted_verbatim(text: str) -> None:
    for quote in quotes(text):
        assert 0 <= quote.span.start <= quote.inner.start <= quote.inner.end <= quote.span.end <= len(text)
    for one in read(text):
        assert one.quote_span.of(text) == one.quote != ""


@pytest.mark.parametrize(
    "unit",
    ['"', "“a, said X. ", "(", "Putin said 😀 that we are. ", "U.S. ", "He said, ", "the states' and 'a ", "X, "],
)
def test_time_grows_with_the_text_and_not_with_its_square(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        cut = sentences(text)
        start = time.process_time()
        statements(text, cut, [], [])
        return time.process_time() - start

    assert seconds(80_000) < 12 * max(seconds(20_000), 0.05)
