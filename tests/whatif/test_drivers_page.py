"""docs/drivers.md says what the record gives: counts and ratios that take no draws."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

import drivers as bench
import drivers_months
from foedus.record import embedded
from foedus.whatif import drivers

PAGE = Path(__file__).resolve().parents[2] / "docs" / "drivers.md"


@pytest.fixture(scope="module")
def data() -> bench.Data:
    return bench.read(embedded.COMPILED_AT.date())


@pytest.fixture(scope="module")
def page() -> str:
    return re.sub(r"\s+", " ", PAGE.read_text(encoding="utf-8"))


def test_counts(data: bench.Data, page: str) -> None:
    to_hub = data.calls.answerers[data.after.place] == "hub"
    arm = data.arm[to_hub].tolist()
    assert f"| {len(arm)} |" in page
    assert f"| {arm.count('answered')} |" in page
    assert f"| {arm.count('unanswered')} |" in page
    assert f"| {len(data.months):,} |" in page
    assert f"| {int((data.months.choices > 0).sum())} |" in page
    assert f"{int(data.months.is_followed_otherwise.sum()):,} of the months" in page
    compared = data.arm[data.chosen].tolist()
    assert f"{compared.count('unanswered')} unanswered, {compared.count('answered')} answered" in page


def test_changes_after_calls(data: bench.Data, page: str) -> None:
    it, missed = data.after.where(data.chosen), data.arm[data.chosen] == drivers.UNANSWERED
    for name, found in (
        ("own dissent", drivers.own_dissent(it, missed, n_draws=9)),
        ("of the other members", drivers.others_dissent(it, missed, n_draws=9)),
    ):
        arms = " | ".join(f"{found.before[arm]} then {found.after[arm]}" for arm in ("unanswered", "answered"))
        assert f"| {name} | {arms} | {found.ratio:.2f} ({found.low:.2f} to {found.high:.2f}) |" in page


def test_the_first_model(data: bench.Data, page: str) -> None:
    it = drivers_months.fitted(data, drivers_months.BASE, drivers.arms(data.calls))
    assert f"A: {it.n_rows:,} months, {it.n_events} with dissent, {it.n_clusters} alliances" in page
    for words, name in (("own call unanswered", "unanswered"), ("outside options", "outside")):
        ratio, low, high = it.interval(name)
        assert f"| {words} | {ratio:.2f} ({low:.2f} to {high:.2f}) |" in page


def test_five_alliances_hold_most_dissent(data: bench.Data, page: str) -> None:
    counts = np.unique(data.months.alliances[data.months.choices > 0], return_counts=True)[1]
    assert f"five hold {np.sort(counts)[-5:].sum()} of its {counts.sum()} months" in page
