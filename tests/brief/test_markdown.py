"""The Markdown brief, read back by a Markdown parser."""

from __future__ import annotations

import re

import pytest

from foedus.brief import markdown, words

from .sample import CONTROLS, LONG_WORD, MARKUP, SCRIPT, UNICODE, bare, sample


def shown(source: str) -> str:
    """What a reader sees of Markdown: rendered by CommonMark with tables, tags dropped, entities resolved."""
    parser = pytest.importorskip("markdown_it", reason="markdown-it-py is not installed")
    from html import unescape

    page = parser.MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough").render(source)
    return unescape(re.sub(r"<[^>]*>", "", page))


@pytest.mark.parametrize("raw", [SCRIPT, MARKUP, LONG_WORD, UNICODE, CONTROLS, "# x", "- x", "1. x", "+ x", "=", "a|b"])
@pytest.mark.parametrize("place", ["{}", "- {}", "| h |\n| --- |\n| {} |", "*{}*", "<sub>{}</sub>"])
def test_text_is_shown_as_it_is(raw: str, place: str) -> None:
    assert words.one_line(raw) in shown(place.format(markdown.text(raw)))


def test_holds_every_sentence() -> None:
    made, text = sample(), markdown.render(sample())
    said = [one.sentence for one in (*made.headline, *made.gaps)] + [item.sentence for item in made.timeline]
    said += [finding.sentence for finding in made.findings]
    said += [claim.sentence for call in made.calls for claim in call.versions]
    said += [answer.sentence for call in made.calls for answer in call.answers]
    assert [one for one in said if markdown.text(one) not in text] == []


def test_every_footnote_is_defined_once_and_used() -> None:
    text = markdown.render(sample())
    defined = re.findall(r"^\[\^([^\]\s]+)\]:", text, re.M)
    used = set(re.findall(r"(?<!\\)\[\^([^\]\s]+)\](?!:)", text))
    assert len(defined) == len(set(defined))
    assert set(defined) == used
    for row in sample().evidence:
        assert markdown.text(row.text) in text


def test_addresses_are_safe() -> None:
    text = markdown.render(sample())
    assert "](<javascript" not in text
    assert "](<https://example.org/a?b=1&c=%282%29%7C3>)" in text


def test_no_tags_but_ours() -> None:
    tags = {tag.lower() for tag in re.findall(r"(?<![\\(])<(/?[a-zA-Z]+)", markdown.render(sample()))}
    assert tags == {"br", "sub", "/sub", "details", "/details", "summary", "/summary"}


def test_same_order_as_the_page() -> None:
    heads = re.findall(r"^## (.*)$", markdown.render(sample()), re.M)
    assert heads[:3] == ["Members", "Odds", "1\\. What did they promise?"]
    assert heads[-5:] == ["Calls and answers", "Timeline", "What is not known", "Evidence", "Sources"]


def test_table_rows_have_equal_cells() -> None:
    lines = [line for line in markdown.render(sample()).splitlines() if line.startswith("| ")]
    members = lines[: 2 + sum(member.left_on is None for member in sample().members)]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in members} == {8}


def test_bare_assessment() -> None:
    assert "The record names no member on this day." in markdown.render(bare())
