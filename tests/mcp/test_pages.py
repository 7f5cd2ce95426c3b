"""Pages: nothing lost, nothing twice, never above the budget unless one item alone is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.mcp.lines import Cited, Said
from foedus.mcp.pages import BadPage, cut, length, paged, plain

TEXTS = st.lists(st.text(st.characters(codec="utf-8"), max_size=60), max_size=30)


def source(id_: str) -> Cited:
    """A source with nothing but an id."""
    return Cited(id=id_, key=None, title="t", publisher=None, url=None, published=None, licence=None)


def of(item: Said) -> list[Cited]:
    """One of three sources, by the length of the sentence."""
    return [source(f"so-{len(item.sentence) % 3}")]


@settings(max_examples=50, deadline=None)
@given(TEXTS, st.integers(1, 900))
def test_the_pages_of_a_list_are_the_list(texts: list[str], budget: int) -> None:
    items = [Said(sentence=text, evidence=[], n_evidence=0) for text in texts]
    seen: list[Said] = []
    offset: int | None = 0
    while offset is not None:
        shown, page, sources = paged(items, offset, of, budget)
        spent = sum(map(length, shown)) + sum(map(length, sources))
        assert spent <= budget or len(shown) == 1
        assert {it.id for it in sources} == {one.id for it in shown for one in of(it)}
        assert (page.offset, page.n_shown, page.n_total) == (offset, len(shown), len(items))
        seen += shown
        offset = page.next_offset
    assert seen == items


def test_an_offset_outside_the_list_is_refused() -> None:
    items = [Said(sentence="a", evidence=[], n_evidence=0)]
    for offset in (-1, 1, 99):
        with pytest.raises(BadPage, match="begin with offset 0"):
            paged(items, offset, of)
    assert paged([], 0, of)[1].n_total == 0


@settings(max_examples=50, deadline=None)
@given(st.text())
def test_plain_text_shows_only_what_can_be_seen(text: str) -> None:
    import unicodedata

    shown = plain(text)
    assert len(shown) == len(text)
    assert all(unicodedata.category(one) not in ("Cf", "Co", "Cs") for one in shown)
    assert plain(shown) == shown


def test_what_is_cut_is_marked() -> None:
    assert cut("abcdef", 4) == "abc\N{HORIZONTAL ELLIPSIS}"
    assert cut("abcd", 4) == "abcd"
    assert cut(None, 4) is None
