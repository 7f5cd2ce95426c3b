"""The draws that ship, and a user's own file in the same form."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from foedus.errors import FoedusError
from foedus.record import Record, embedded
from foedus.whatif import shipped
from foedus.whatif.fit import Posterior
from foedus.whatif.model import NAMES, PARAMETERS, prior_draws

FIRST_DAYS = (date(1949, 12, 31), date(1954, 12, 31), date(1989, 12, 31), date(1990, 12, 31), date(2000, 6, 30))


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    """The whole file."""
    made: dict[str, Any] = json.loads(shipped.FILE.read_text(encoding="utf-8"))
    return made


def test_the_file_has_a_vintage_for_every_day_in_order(told: dict[str, Any]) -> None:
    assert told["form"] == shipped.FORM
    assert tuple(told["parameters"]) == NAMES
    days = [date.fromisoformat(one["day"]) for one in told["vintages"]]
    assert days == sorted(set(days)) == list(shipped.days(days[-1]))
    assert set(FIRST_DAYS) <= set(days)


def test_draws_lie_in_their_ranges_and_counts_never_fall(told: dict[str, Any]) -> None:
    before = (0, 0)
    for one in told["vintages"]:
        draws = np.array(one["draws"])
        assert draws.shape == (shipped.KEPT, len(NAMES))
        for place, it in enumerate(PARAMETERS):
            assert (draws[:, place] >= it.low).all()
            assert (draws[:, place] <= it.high).all()
        assert one["n_calls"] <= one["n_threats"]
        now = (one["n_answers"], one["n_calls"])
        assert now >= before
        before = now


def test_a_day_gets_the_last_vintage_learned_by_it(told: dict[str, Any]) -> None:
    days = [date.fromisoformat(one["day"]) for one in told["vintages"]]
    for day in (*days[::7], date(2022, 11, 28), date(2030, 1, 1)):
        for asked in (day - timedelta(days=1), day, day + timedelta(days=1)):
            found = shipped.posterior(asked)
            expected = max((one for one in days if one <= asked), default=None)
            assert found.day == expected
            assert found.day is None or found.day <= asked


def test_before_the_first_vintage_there_are_the_priors() -> None:
    found = shipped.posterior(date(1949, 12, 30))
    assert (found.n_calls, found.n_answers, found.n_acts, found.day) == (0, 0, (0, 0, 0), None)
    assert np.array_equal(found.draws, prior_draws(shipped.KEPT, shipped.SEED))


def test_an_early_vintage_is_made_again_the_same(told: dict[str, Any]) -> None:
    day = date(1964, 12, 31)
    made = shipped.vintage(shipped.learn(Record.open(*embedded.folders()), day), day)
    ours = next(one for one in told["vintages"] if one["day"] == day.isoformat())
    assert made["n_calls"] > 0
    draws, theirs = np.array(made.pop("draws")), np.array(ours.pop("draws"))
    assert made == ours
    assert draws == pytest.approx(theirs, rel=1e-3, abs=1e-4)


def own() -> Posterior:
    """A posterior of a user's own."""
    return Posterior(prior_draws(300, 4), shipped.NOTHING, 9, 8, 7, (3, 2, 1), 0.05, 1.5, date(2020, 5, 4), 0.25)


def saved(folder: Path, **changed: Any) -> Path:
    """A file of the user's own, with what the test says changed in its vintage."""
    path = folder / "own.json"
    path.write_text(shipped.text([shipped.vintage(own(), date(2020, 5, 4)) | changed]), encoding="utf-8")
    return path


def test_a_users_own_file_is_read_as_it_was_saved(tmp_path: Path) -> None:
    found = shipped.read_file(saved(tmp_path))
    assert found.centre == own().centre
    assert (found.n_threats, found.n_calls, found.n_answers, found.n_acts) == (9, 8, 7, (3, 2, 1))
    assert (found.threats_a_year, found.dispersion, found.day, found.log_alike) == (0.05, 1.5, date(2020, 5, 4), 0.25)
    assert found.draws.shape == (shipped.KEPT, len(NAMES))


def test_a_file_with_several_vintages_gives_the_last_by_the_day() -> None:
    assert shipped.read_file(shipped.FILE, date(2010, 1, 1)).day == date(2009, 12, 31)
    assert np.array_equal(
        shipped.read_file(shipped.FILE, date(2010, 1, 1)).draws, shipped.posterior(date(2010, 1, 1)).draws
    )


def test_draws_learned_later_than_the_day_are_refused(tmp_path: Path) -> None:
    path = saved(tmp_path)
    assert shipped.read_file(path, date(2020, 5, 4)).day == date(2020, 5, 4)
    with pytest.raises(FoedusError, match=r"no draws learned by 2020-05-03, the first learned by 2020-05-04: refit"):
        shipped.read_file(path, date(2020, 5, 3))


def test_files_that_are_none_are_refused_in_one_sentence(tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    with pytest.raises(FoedusError, match="cannot be read"):
        shipped.read_file(bad)
    for text, words in (
        ("{", "is no JSON"),
        ("[]", "no draws of the model"),
        ('{"form": 99, "parameters": []}', "another version"),
        (shipped.text([]), "holds no draws"),
    ):
        bad.write_text(text, encoding="utf-8")
        with pytest.raises(FoedusError, match=words):
            shipped.read_file(bad)


@pytest.mark.parametrize(
    "changed",
    [
        {"draws": [[0.5] * (len(NAMES) - 1)] * 3},
        {"draws": [[1.5, *[0.5] * (len(NAMES) - 1)]] * 3},
        {"draws": [[0.5, float("nan"), *[0.5] * (len(NAMES) - 2)]] * 3},
        {"draws": [["a"] * len(NAMES)] * 3},
        {"draws": [[0.5] * len(NAMES), [0.5]]},
        {"draws": []},
        {"centre": {"belief": 0.5}},
        {"centre": None},
        {"day": "yesterday"},
        {"n_acts": [1]},
        {"threats_a_year": -1.0},
        {"dispersion": 0.5},
    ],
)
def test_values_that_no_parameter_can_have_are_refused(tmp_path: Path, changed: dict[str, Any]) -> None:
    with pytest.raises(FoedusError, match="holds no draws of the model"):
        shipped.read_file(saved(tmp_path, **changed))
