"""Sentences of news, worked by hand, and properties that hold for any text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.reading.sentences import sentences


def cut(text: str) -> list[str]:
    return [one.text for one in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Putin met Gen. J. Smith. He left.", ["Mr. Putin met Gen. J. Smith.", "He left."]),
        ("The U.S. Army left. The U.N. stayed.", ["The U.S. Army left.", "The U.N. stayed."]),
        ("Troops left the U.S. They came back.", ["Troops left the U.S.", "They came back."]),
        ("Resolution No. 1325 passed. It cost $3.5 million.", ["Resolution No. 1325 passed.", "It cost $3.5 million."]),
        ("They met on Nov. 23 at 6 p.m. in Minsk.", ["They met on Nov. 23 at 6 p.m. in Minsk."]),
        ('"We left." He smiled. "Did you?" she asked.', ['"We left."', "He smiled.", '"Did you?" she asked.']),
        ("“Go!” said the minister. “Now.”", ["“Go!” said the minister.", "“Now.”"]),
        ("Alliance could crumble\n\nThe group met.", ["Alliance could crumble", "The group met."]),
        (
            "He told Express.co.uk that it failed... Then he left.",
            ["He told Express.co.uk that it failed...", "Then he left."],
        ),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_news(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_a_wrapped_text_is_not_cut_at_its_lines() -> None:
    text = (
        "The foreign ministers of the six member states met in the capital on\n"
        "Wednesday and failed to agree on a declaration, a statement of the\n"
        "Secretariat said. The meeting lasted for three hours and ended late,\n"
        "and the next one will be held in Minsk."
    )
    assert len(cut(text)) == 2


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
@settings(max_examples=200, deadline=None)
def test_spans_are_verbatim_in_order_and_lose_no_letter(text: str) -> None:
    found = sentences(text)
    at = 0
    kept = ""
    for n, one in enumerate(found):
        assert one.n == n
        assert one.span.of(text) == one.text == one.text.strip() != ""
        assert one.span.start >= at
        at = one.span.end
        kept += one.text
    assert "".join(kept.split()) == "".join(text.split())
