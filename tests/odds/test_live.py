"""The live record: what is saved stays as it was, and a crash loses nothing."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedus.odds import live
from foedus.odds.live import BASE, FIRST_HASH, Forecast, LiveError, inputs_hash, place, read, save

NOON = datetime(2022, 11, 28, 12, tzinfo=UTC)

odds = st.floats(1e-9, 1 - 1e-9)
forecasts = st.builds(
    Forecast,
    made_on=st.dates(date(2000, 1, 1), date(2022, 11, 28)),
    alliance=st.sampled_from(("XYZ", 'Ärmel, \n\u2028 "Pact"')),
    member=st.sampled_from((None, "AAA", "BBB")),
    outcome=st.sampled_from(("exit", "notice", "freeze")),
    horizon_months=st.sampled_from(live.HORIZONS),
    probabilities=st.fixed_dictionaries({BASE: odds, "covariates": odds}, optional={"own record": odds}),
    inputs_sha256=st.just("ab" * 32),
    foedus_version=st.just("0.1.0"),
)
batches = st.lists(forecasts, min_size=1, max_size=4)
on_files = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def forecast(**given: Any) -> Forecast:
    made = Forecast(date(2022, 11, 28), "XYZ", "AAA", "exit", 12, {BASE: 0.002, "covariates": 0.01}, "ab" * 32, "0.1.0")
    return made._replace(**given)


def fresh(folder: Path) -> Path:
    return folder / f"{os.urandom(6).hex()}.jsonl"


@on_files
@given(batches, batches)
def test_what_is_saved_is_read_back_and_saving_again_adds_nothing(
    tmp_path: Path, one: list[Forecast], two: list[Forecast]
) -> None:
    path = fresh(tmp_path)
    save(one, path, now=NOON)
    first = path.read_bytes()
    report = save([*one, *two], path, now=NOON)
    content = path.read_bytes()
    # Append-only: what was there is there still.
    assert content.startswith(first)
    assert save([*two, *one], path) == (0, len(one) + len(two), report.last_sha256)
    assert path.read_bytes() == content
    saved = read(path)
    assert [it.forecast for it in saved] == [f for i, f in enumerate([*one, *two]) if f not in [*one, *two][:i]]
    assert saved[-1].sha256 == report.last_sha256
    assert {it.saved_at for it in saved} == {NOON}


@on_files
@given(batches, batches, st.data())
def test_a_crash_in_the_middle_of_an_append_loses_nothing(
    tmp_path: Path, one: list[Forecast], two: list[Forecast], data: st.DataObject
) -> None:
    path = fresh(tmp_path)
    save(one, path, now=NOON)
    before = path.read_bytes()
    save(two, path, now=NOON)
    whole, everything = path.read_bytes(), read(path)
    cut = data.draw(st.integers(len(before), len(whole)), label="bytes that reached the disk")
    path.write_bytes(whole[:cut])
    left = read(path)
    assert left == everything[: len(left)]
    assert len(left) >= len({live._claim(f) for f in one})
    # Saving again adds what is missing, and the file is whole.
    save(two, path, now=NOON)
    assert path.read_bytes() == whole
    assert read(path) == everything


@on_files
@given(batches, st.data())
def test_no_byte_can_be_changed_unseen(tmp_path: Path, some: list[Forecast], data: st.DataObject) -> None:
    path = fresh(tmp_path)
    save(some, path, now=NOON)
    content, everything = bytearray(path.read_bytes()), read(path)
    place_of = data.draw(st.integers(0, len(content) - 1), label="place")
    content[place_of] = data.draw(st.integers(0, 255).filter(lambda byte: byte != content[place_of]), label="byte")
    path.write_bytes(bytes(content))
    try:
        seen = read(path)
    except LiveError as bad:
        assert "restore the file" in str(bad)
    else:
        # Only the end of the last line: it then looks cut short, as after a crash, and no other line changes.
        assert place_of == len(content) - 1
        assert seen == everything[:-1]


def test_a_line_taken_out_moved_or_put_in_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "live.jsonl"
    save([forecast(horizon_months=months) for months in (12, 24, 60)], path, now=NOON)
    one, two, three = path.read_bytes().splitlines(keepends=True)
    for wrong in ((one, three), (two, three), (one, three, two), (one, one, two, three)):
        path.write_bytes(b"".join(wrong))
        with pytest.raises(LiveError, match="taken out, added or moved"):
            read(path)
    # Lines cut off at the end do not show in the file: that is what the hash of the last line is for.
    path.write_bytes(one + two)
    assert len(read(path)) == 2


def test_a_last_line_whose_end_an_editor_took_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "live.jsonl"
    save([forecast()], path, now=NOON)
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    assert len(read(path)) == 1
    save([forecast(horizon_months=24)], path, now=NOON)
    assert [it.forecast.horizon_months for it in read(path)] == [12, 24]


def test_a_full_disk_says_so_and_keeps_what_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "live.jsonl"
    save([forecast()], path, now=NOON)
    real = os.write

    def half(handle: int, content: bytes) -> int:
        if len(content) < 40:
            raise OSError(28, "No space left on device")
        return real(handle, content[: len(content) // 2])

    monkeypatch.setattr(os, "write", half)
    with pytest.raises(LiveError, match=r"No space left.*save again"):
        save([forecast(horizon_months=24)], path, now=NOON)
    monkeypatch.undo()
    assert len(read(path)) == 1
    save([forecast(horizon_months=24)], path, now=NOON)
    assert len(read(path)) == 2


def save_one(path: Path, months: int) -> None:
    save([forecast(horizon_months=months)], path, now=NOON)


def test_several_at_once_save_in_turn(tmp_path: Path) -> None:
    path = tmp_path / "live.jsonl"
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(save_one, [path] * 8, range(1, 9)))
    assert sorted(it.forecast.horizon_months for it in read(path)) == list(range(1, 9))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (forecast(probabilities={"covariates": 0.1}), "base rate"),
        (forecast(probabilities={BASE: 0.0}), "cannot be scored"),
        (forecast(probabilities={BASE: 0.1, "covariates": 1.0}), "cannot be scored"),
        (forecast(probabilities={BASE: float("nan")}), "cannot be scored"),
        (forecast(horizon_months=0), "horizon"),
        (forecast(made_on=date(2022, 11, 30)), "before that day"),
    ],
)
def test_what_could_not_be_scored_is_refused_and_nothing_is_written(
    tmp_path: Path, wrong: Forecast, words: str
) -> None:
    path = tmp_path / "live.jsonl"
    with pytest.raises(LiveError, match=words):
        save([forecast(), wrong], path, now=NOON)
    assert not path.exists()


def test_no_file_is_an_empty_record_and_nothing_saved_makes_none(tmp_path: Path) -> None:
    assert read(tmp_path / "none.jsonl") == []
    assert save([], tmp_path / "none.jsonl") == (0, 0, FIRST_HASH)
    assert not (tmp_path / "none.jsonl").exists()


def test_a_file_that_cannot_be_read_or_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(LiveError, match="cannot be written"):
        save([forecast()], tmp_path / "file" / "live.jsonl", now=NOON)
    with pytest.raises(LiveError, match="cannot be read"):
        read(tmp_path)


def test_a_line_of_another_form_is_not_guessed_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "live.jsonl"
    monkeypatch.setattr(live, "FORM", 2)
    save([forecast()], path, now=NOON)
    monkeypatch.undo()
    with pytest.raises(LiveError, match="another version of foedus"):
        read(path)


def test_it_is_kept_beside_the_installed_data_sets_and_is_none_of_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from foedus.shelf import installed

    monkeypatch.setenv("FOEDUS_DATA", str(tmp_path))
    assert place() == tmp_path / "forecasts.jsonl"
    save([forecast()], now=NOON)
    assert len(read()) == 1
    assert installed() == {}


def test_the_hash_of_inputs_is_of_their_values() -> None:
    one = {"polyarchy": 0.25, "age_years": 28, "day": date(2022, 11, 28)}
    assert inputs_hash(one) == inputs_hash(dict(reversed(one.items())))
    assert inputs_hash(one) != inputs_hash(one | {"age_years": 29})
    assert len(inputs_hash({})) == 64
