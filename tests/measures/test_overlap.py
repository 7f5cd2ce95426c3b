"""Overlap of texts: bounds, symmetry, and that a text contains what was cut out of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from foedus.measures.overlap import contained, shingles

WORDS = st.lists(
    st.sampled_from(["alliance", "member", "summit", "refused", "asked", "help", "treaty", "signed"]), max_size=30
)


def test_a_run_of_words_is_a_shingle() -> None:
    assert shingles("The summit, in Yerevan.", 2) == {("the", "summit"), ("summit", "in"), ("in", "yerevan")}
    assert shingles("Short", 3) == {("short",)}
    assert shingles(" - ", 3) == frozenset()


@given(WORDS, WORDS)
def test_between_0_and_1_and_the_same_both_ways(a: list[str], b: list[str]) -> None:
    one, other = shingles(" ".join(a), 3), shingles(" ".join(b), 3)
    assert 0 <= contained(one, other) == contained(other, one) <= 1


@given(WORDS.filter(lambda words: len(words) >= 3), WORDS, WORDS)
def test_a_text_holds_what_was_cut_out_of_it(cut: list[str], before: list[str], behind: list[str]) -> None:
    whole = " ".join((*before, *cut, *behind))
    assert contained(shingles(" ".join(cut), 3), shingles(whole, 3)) == 1


def test_texts_of_no_words_share_nothing() -> None:
    assert contained(shingles("", 3), shingles("a b c d", 3)) == 0
