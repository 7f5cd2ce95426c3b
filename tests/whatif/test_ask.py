"""The whole what-if on the embedded record: what it must hold, what it refuses, and that later knowledge changes nothing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import pytest

import foedus
from foedus.errors import FoedusError, UnknownName
from foedus.questions.help import class_words
from foedus.record import Record, embedded
from foedus.record.schema import TABLES
from foedus.whatif.outlook import MARK, Outlook


def ask(*levers: str, day: str = "2022-11-28", alliance: str = "csto", **more: Any) -> Outlook:
    asked: dict[str, Any] = {"runs": 1000, "needed": ()} | more
    return foedus.whatif(alliance, day, levers=levers, **asked)


def test_the_package_is_called_and_is_the_same_whoever_imports_it() -> None:
    package, called = import_module("foedus.whatif"), cast(object, foedus.whatif)
    levers = import_module("foedus.whatif.levers")
    assert called is package and package.levers is levers
    assert isinstance(package, ModuleType) and callable(package)


def test_it_says_that_it_is_a_model_and_what_it_rests_on(outlook: Outlook) -> None:
    assert outlook.mark == MARK
    assert (outlook.alliance, outlook.hub, outlook.as_of, outlook.months) == ("CSTO", "RUS", "2022-11-28", 60)
    assert [it.code for it in outlook.members] == ["ARM", "BLR", "KAZ", "KGZ", "TJK"]
    known = {row.id for row in outlook.evidence}
    for state in outlook.members:
        assert state.inputs and all(claim.evidence and set(claim.evidence) <= known for claim in state.inputs)
    (scenario,) = outlook.scenarios
    assert all(set(lever.evidence) <= known and lever.evidence for lever in scenario.levers)
    assert max(row.known_on for row in outlook.evidence) <= "2022-11-28"
    assert {row.source_id for row in outlook.evidence} - {None} == {source.id for source in outlook.sources}


def test_calls_are_classed_as_the_brief_classes_them(outlook: Outlook) -> None:
    told = {call.id: call.overall_class for call in foedus.assess("csto", "2022-11-28").calls}
    said = {
        claim.evidence[0]: claim.sentence for it in outlook.members for claim in it.inputs if len(claim.evidence) == 1
    }
    assert set(told) >= set(said) and len(said) >= 10
    for id_, sentence in said.items():
        assert sentence.endswith(f": {class_words(told[id_])}.")


def test_before_the_odds_are_those_of_question_9(outlook: Outlook) -> None:
    odds = foedus.assess("csto", "2022-11-28").odds
    told = {it.member: it for it in odds.outcomes if (it.outcome, it.horizon_years) == ("exit", 5)}
    for it in outlook.scenarios[0].changes:
        if (it.outcome, it.months) == ("leave", 60) and it.member:
            # The draws pick methods at random and spread over their intervals: the mean is near the mean of the methods.
            assert told[it.member].widest_low < it.before.value < told[it.member].widest_high
            assert it.before.value == pytest.approx(told[it.member].middle, rel=0.25)
            assert it.base_rate == told[it.member].base_rate


def test_every_outcome_is_told_at_every_horizon_with_ordered_intervals(outlook: Outlook) -> None:
    changes = outlook.scenarios[0].changes
    assert len(changes) == 3 * (1 + 3 * 5)
    for it in changes:
        for one in (it.before, it.after, it.difference):
            assert one.low <= one.high
        if it.outcome != "dissent":
            assert it.before.low >= 0 and it.after.high <= 1
        assert it.sentence.endswith(".") and "\n" not in it.sentence
    for path in outlook.before:
        assert len(path.value) == 60 and list(path.value) == sorted(path.value)


def test_what_it_would_take_is_said_unasked_of_the_member_that_is_touched(outlook: Outlook) -> None:
    assert {it.member for it in outlook.needed} == {"ARM"}
    assert {it.name for it in outlook.needed} == {"dependence", "outside", "attention", "threat", "answer-chance"}


def test_threads_do_not_matter() -> None:
    assert ask("threat ARM=x2", threads=1) == ask("threat ARM=x2", threads=2)


def test_as_of_a_day_before_the_answer_was_known_there_is_no_call_to_answer() -> None:
    with pytest.raises(FoedusError) as told:
        ask("answer KAZ=force", day="2022-01-04")
    assert str(told.value) == 'lever "answer KAZ=force": the record holds no call by Kazakhstan as of 4 January 2022'


REFUSED: list[tuple[Callable[[], object], str]] = [
    (lambda: ask(), "nothing to change was named: add at least one of --answer ARM=force"),
    (lambda: ask("threat ZZZ=x2"), '"ZZZ" is no member of CSTO'),
    (lambda: ask("threat UZB=x2"), "Uzbekistan is no longer a member"),
    (lambda: ask("threat RUS=x2"), "Russia is the hub"),
    (lambda: ask("threat ARM=x2", months=0), "0 months: ask for 1 to 240"),
    (lambda: ask("threat ARM=x2", months=241), "241 months"),
    (lambda: ask("threat ARM=x2", runs=1), "1 runs: ask for 1,000"),
    (lambda: ask("threat ARM=x2", runs=10**12), "ask for 1,000 to 10,000,000"),
    (lambda: ask("threat ARM=x2", seed=-1), "is no seed"),
    (lambda: ask("threat ARM=x2", threads=0), "0 threads"),
    (lambda: ask("threat ARM=x2", needed=["RUS"]), "Russia is the hub"),
    (lambda: ask("threat ARM=x2", needed=["XXX"]), '"XXX" is no member'),
    (lambda: ask("threat ARM=x2", day="1901-01-01"), "1901-01-01"),
    (lambda: ask("threat ARM=x2", day="1992-01-01"), "1992-01-01"),
    (lambda: ask("threat ARM=x2", day="soon"), "is not a date"),
    (lambda: ask("threat ARM=x2", alliance="csta"), "did you mean CSTO"),
    (lambda: ask("threat SAU=x2", alliance="arab league"), "no hub"),
]


@pytest.mark.parametrize(("asked", "why"), REFUSED, ids=[why for _, why in REFUSED])
def test_what_cannot_be_gets_one_sentence(asked: Callable[[], object], why: str) -> None:
    with pytest.raises((FoedusError, UnknownName)) as told:
        asked()
    assert why in str(told.value)
    assert "\n" not in str(told.value)


def test_a_bad_lever_of_a_file_is_told_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "odd.toml"
    path.write_text('[[step]]\nthreat = "RUS=x2"\n', encoding="utf-8")
    with pytest.raises(FoedusError, match=r"odd\.toml: lever .*Russia is the hub"):
        foedus.whatif("csto", "2022-11-28", scenarios=[path], runs=1000)


def test_without_numpy_it_is_said_what_to_install() -> None:
    code = (
        "import sys; sys.modules['numpy'] = None\n"
        "import foedus\n"
        "try: foedus.whatif('csto', '2022-11-28', levers=['threat ARM=x2'])\n"
        "except foedus.FoedusError as told: print(told)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "a what-if needs numpy: install foedus with its extra `stats`\n"


def test_rows_known_a_day_later_change_nothing(tmp_path: Path) -> None:
    day = date(2022, 11, 28)
    record = Record.open(embedded.FOLDER).save(tmp_path / "copy")

    def seen() -> Outlook:
        return ask("answer ARM=force", "outside KGZ=+0.1", record=Record.open(record))

    before = seen()
    view = Record.open(record).as_of(date(2026, 1, 1))
    opened = Record.open(record)
    for table, sql in (
        (
            "event",
            "SELECT * FROM event WHERE alliance = 'CSTO' AND actor = 'ARM' AND known_on <= $day ORDER BY id LIMIT 3",
        ),
        ("call", "SELECT * FROM call WHERE alliance = 'CSTO' ORDER BY called_on DESC LIMIT 2"),
        ("indicator", "SELECT * FROM indicator WHERE subject = 'ARM' ORDER BY id LIMIT 3"),
        ("conflict", "SELECT * FROM conflict WHERE side_a = 'ARM' OR side_b = 'ARM' ORDER BY id LIMIT 2"),
        ("membership", "SELECT * FROM membership WHERE alliance = 'CSTO' AND member = 'ARM'"),
    ):
        for row in view.query(sql, {"day": day} if "$day" in sql else {}):
            opened.add(table, [planted(table, row)])
    after = seen()
    assert after == before
    late = foedus.whatif("csto", "2022-11-29", levers=["answer ARM=force"], record=opened, runs=1000, needed=())
    assert any("planted" in (row.note or "") for row in late.evidence)


def planted(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """A copy of a row that became known a day after the as-of day, and says that it happened shortly before."""
    own = {column.name for column in TABLES[table].own} | {"method", "source_id", "is_verified"}
    made = {name: value for name, value in row.items() if name in own}
    made |= {"known_on": date(2022, 11, 29), "known_basis": "inferred", "note": "planted"}
    for column in ("happened_on", "called_on", "began_on"):
        if made.get(column):
            made[column] = "2022-11-20"
    if "spell" in made:
        made |= {"spell": 9, "from_on": "2022-11-20", "to_on": None}
    return made
