"""Copies of a story are found, other stories of the same event are not; the judgement and the index in the state agree."""

from __future__ import annotations

import random
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as some

import copies as bench
from foedus.watch import copies
from foedus.watch.state import opened, prune

LETTERS = ("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu")
WORDS = some.lists(some.sampled_from(LETTERS), min_size=40, max_size=80)


def test_copies_are_told_from_other_reports_of_the_event() -> None:
    pairs = bench.pairs()
    found, wrong = bench.score(pairs, bench.ours)
    assert found.recall >= 0.95, wrong
    assert found.precision >= 0.98, wrong


def test_the_estimate_is_near_the_true_likeness() -> None:
    chance = random.Random(3)  # noqa: S311
    gaps = []
    for _ in range(40):
        one = [f"w{chance.randrange(500)}" for _ in range(150)]
        other = one[: chance.randrange(30, 150)] + [f"x{chance.randrange(500)}" for _ in range(60)]
        a, b = " ".join(one), " ".join(other)
        gaps.append(copies.likeness(copies.sketch(a), copies.sketch(b)) - bench.jaccard(a, b))
    assert max(map(abs, gaps)) < 0.17, "four standard errors of 128 hashes"
    assert abs(sum(gaps) / len(gaps)) < 0.03, "and without a lean"


@settings(max_examples=25)
@given(WORDS)
def test_a_text_is_a_copy_of_itself_whatever_its_capitals_and_marks(words: list[str]) -> None:
    one, other = copies.sketch(" ".join(words)), copies.sketch(", ".join(words).upper() + ".")
    assert copies.is_copy(one, other)
    assert copies.likeness(one, other) == 1.0


@settings(max_examples=25)
@given(WORDS, WORDS)
def test_whether_one_is_a_copy_does_not_depend_on_which_came_first(one: list[str], other: list[str]) -> None:
    a, b = copies.sketch(" ".join(one)), copies.sketch(" ".join(other))
    assert copies.is_copy(a, b) == copies.is_copy(b, a)
    assert 0 <= copies.likeness(a, b) <= 1


def test_no_words_and_few_words_are_copies_of_nothing_else() -> None:
    assert not copies.is_copy(copies.sketch(""), copies.sketch("!"))
    assert not copies.is_copy(copies.sketch("Armenia froze its part"), copies.sketch("Armenia froze its part now"))
    assert copies.is_copy(copies.sketch("Armenia froze"), copies.sketch("ARMENIA froze!"))


def test_the_index_finds_what_the_judgement_takes_for_a_copy(tmp_path: Path) -> None:
    reports = [report for event in bench.EVENTS for report in event]
    with opened(tmp_path / "r") as state:
        for number, text in enumerate(reports):
            assert copies.find(state, copies.sketch(text)) is None
            copies.keep(state, copies.sketch(text), f"so-{number}", "2026-11-20", now=number)
        for number, text in enumerate(reports):
            for kind, edit in bench.EDITS.items():
                new = copies.sketch(edit(text, random.Random(number)))  # noqa: S311
                found = copies.find(state, new)
                is_meant = copies.is_copy(copies.sketch(text), new)
                assert (found is not None and found.source_id == f"so-{number}") == is_meant, kind
        prune(state, now=10.0, kept_days=90, most_stories=4)
        assert state.one("SELECT count(*) FROM story") == 4, "bounded, the oldest go"
        assert state.one("SELECT count(DISTINCT story) FROM band") == 4
        assert copies.find(state, copies.sketch(reports[0])) is None
        assert copies.find(state, copies.sketch(reports[-1])) is not None
