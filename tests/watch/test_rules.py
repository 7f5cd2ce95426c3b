"""Words to rules, nonsense to one sentence that says what there is; and lines that are crossed once."""

from __future__ import annotations

import contextlib
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as some

from foedus.build import assess
from foedus.watch import levels
from foedus.watch.levels import Level, Value
from foedus.watch.rules import Rule, Watchable, parse, watchable
from foedus.watch.state import WatchError


@pytest.fixture(scope="module")
def there() -> Watchable:
    return watchable(assess("csto", "2022-11-28"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dissent ARM rises", ("dissent", "dissenting acts", "ARM", "rises", None, 0)),
        ("Dissent of  Armenia rises", ("dissent", "dissenting acts", "ARM", "rises", None, 0)),
        ("dissent rises", ("dissent", "dissenting acts", None, "rises", None, 0)),
        ("share of acts that dissent above 30%", ("dissent", "share of acts that dissent", None, "above", 0.3, 0)),
        ("days to answer below 3", ("help", "days to answer", None, "below", 3.0, 0)),
        ("exit ARM within 5 years above 10%", ("odds", "exit", "ARM", "above", 0.1, 5)),
        ("exit ARM falls", ("odds", "exit", "ARM", "falls", None, 2)),
        ("lost a member 1y changes", ("odds", "lost a member", None, "changes", None, 1)),
        ("any freeze", ("any", "freeze", None, "any", None, 0)),
        ("any notice ARM", ("any", "notice", "ARM", "any", None, 0)),
        ("new refuse sign Kazakhstan", ("any", "refuse_sign", "KAZ", "any", None, 0)),
    ],
)
def test_words_to_rules(there: Watchable, text: str, expected: tuple[object, ...]) -> None:
    made = parse(text, there)
    assert (made.question, made.measure, made.member, made.condition, made.level, made.years) == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "an alert is empty"),
        ("dissent ARM", "ends in rises, falls, changes, above N or below N"),
        ("rises", "ends in rises"),
        ("dissent ARM above", "ends in rises"),
        ("dissent ARM above many", '"many" is no number'),
        ("weather ARM rises", 'nothing of ARM is called "weather".*dissent: dissenting acts.*odds:.*members: ARM'),
        ("dissent XYZ rises", 'called "dissent xyz"'),
        ("any thing", "after `any` comes an act"),
        ("exit ARM within 7 years rises", "are told for 1, 2, 5 years, not 7"),
        ("dissent ARM within 5 years rises", "only odds have a horizon"),
    ],
)
def test_nonsense_is_told_with_what_there_is(there: Watchable, text: str, told: str) -> None:
    with pytest.raises(WatchError, match=told) as raised:
        parse(text, there)
    assert "\n" not in str(raised.value)


@given(some.text(max_size=60))
def test_no_words_do_anything_but_mean_a_rule_or_be_refused(text: str) -> None:
    small = Watchable("X", (("dissent", "acts", "share", frozenset({None, "ARM"})),), (), (("ARM", "Armenia"),))
    with contextlib.suppress(WatchError):
        assert parse(text, small).condition in ("rises", "falls", "changes", "above", "below", "any")


def run(condition: str, values: list[float | None], level: float | None = None) -> list[bool]:
    """Whether a line is crossed at each value after the first."""
    rule = Rule("x", "q", "m", None, condition, level)
    kept = levels.first(rule, _value(values[0]), "2022-01-01")
    fired = []
    for value in values[1:]:
        kept, is_fired = levels.step(rule, levels.from_kept(levels.as_kept(kept)), _value(value), "2022-01-01")
        fired.append(is_fired)
    return fired


def _value(value: float | None) -> Value:
    return Value(value, None, None, 0, "", "", ())


def test_a_level_is_crossed_once_and_again_only_after_it_came_back() -> None:
    assert run("above", [1, 11, 12, 9.9, 10.1, 9, 10.1], 10) == [True, False, False, False, False, True]
    assert run("below", [11, 9, 10.1, 9.9, 10.6, 9], 10) == [True, False, False, False, True]


def test_what_holds_at_the_start_is_no_news() -> None:
    assert run("above", [20, 21, 5, 12], 10) == [False, False, True]


def test_rises_and_falls_want_more_than_a_tremble_and_small_steps_add_up() -> None:
    assert run("rises", [100, 104, 96, 104]) == [False, False, False]
    assert run("rises", [100, 103, 106, 107]) == [False, True, False]
    assert run("falls", [100, 94, 100, 94]) == [True, False, True]
    assert run("rises", [0, 1, 1]) == [True, False]


def test_unknown_is_a_change_and_neither_high_nor_low() -> None:
    assert run("changes", [None, 1, None, None]) == [True, True, False]
    assert run("above", [None, None, 11], 10) == [False, True]
    assert run("rises", [None, 5]) == [False]


@given(some.lists(some.floats(0, 100), min_size=2, max_size=30))
def test_an_above_never_fires_twice_without_coming_back(values: list[float]) -> None:
    fired = [at for at, it in enumerate(run("above", [*values], 50.0), start=1) if it]
    for one, other in itertools.pairwise(fired):
        assert min(values[one:other]) < 50


def test_any_fires_for_what_is_new_and_never_again_for_what_came_back() -> None:
    rule = Rule("x", "any", "freeze", None, "any")
    kept = Level(1, None, None, 1, ("a",), "2022-01-01")
    fired = []
    for ids in (("a",), ("a", "b"), ("a",), ("a", "b"), ("c",)):
        kept, is_fired = levels.step(rule, kept, Value(float(len(ids)), None, None, 0, "", "", ids), "2022-01-01")
        fired.append(is_fired)
    assert fired == [False, True, False, False, True]
    assert kept.n_fired == 2
