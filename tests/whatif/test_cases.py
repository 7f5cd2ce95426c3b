"""Cases from small records: classes, choices, covariates worked by hand, and no knowledge of later days."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pytest

from foedus.dates import month_of
from foedus.errors import UnknownName
from foedus.record import Record
from foedus.whatif.cases import Cases, cases
from foedus.whatif.months import DISSENT, FREEZE, LEAVE, STAY
from tests.rows import Row, act, answer, call, conflict, indicator, link, membership, obligation, small_record

DAY = date(2010, 12, 31)


def record_of(*members: str, acts: tuple[Row, ...] = ()) -> Record:
    """`XYZ` with its hub and members, followed by a session every June and December from 2000 to 2010."""
    record = small_record(*members)
    sessions = [act("XYZ", "XYZ", f"{year}-{month}-15", "meet") for year in range(2000, 2011) for month in ("06", "12")]
    record.add("event", [*sessions, *acts])
    return record


def asked(record: Record, *answers: tuple[str, str], day: date = DAY, **given: Any) -> Cases:
    """The cases of a record in which AAA called on 10 May 2005 and got these answers, by date and class."""
    record.add("call", [call("AAA", "2005-05-10", **given)])
    called = record.query("SELECT id FROM call")[0]["id"]
    record.add("answer", [answer(called, when, answer_class) for when, answer_class in answers])
    return cases(record, day=day)


@pytest.mark.parametrize(
    ("answers", "expected", "given"),
    [
        ([], "none", 0.0),
        ([("2005-05-11", "declined")], "declined", 0.0),
        ([("2005-05-11", "declined"), ("2005-06-01", "political")], "political", 0.0),
        ([("2005-05-11", "declined"), ("2005-06-01", "mission")], "mission", 0.5),
        ([("2005-05-11", "material"), ("2005-11-09", "force")], "force", 1.0),
        ([("2005-05-11", "material"), ("2005-11-11", "force")], "material", 0.5),
        ([("2005-05-01", "force")], "force", 1.0),
    ],
)
def test_a_calls_class_is_the_strongest_answer_within_six_months(
    answers: list[tuple[str, str]], expected: str, given: float
) -> None:
    made = asked(record_of("AAA", "BBB"), *answers).calls
    assert (made.classes[0], made.given[0], made.answerers[0], made.is_settled[0]) == (expected, given, "hub", True)


def test_a_call_is_open_until_six_months_are_over() -> None:
    record = record_of("AAA")
    record.add("call", [call("AAA", "2010-07-01"), call("AAA", "2010-06-30", situation="another")])
    assert cases(record, day=DAY).calls.is_settled.tolist() == [True, False]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"adversary": "AZE"}, "outside"),
        ({"adversary": "India"}, "outside"),
        ({"adversary": "Rwanda and Uganda", "situation": "a revolt in the east"}, "outside"),
        ({"adversary": "BBB"}, "inside"),
        ({"adversary": "armed groups", "situation": "They had crossed from the south."}, "outside"),
        ({"adversary": "protesters", "situation": "Protest had reached the border."}, "inside"),
        ({"situation": "Mutiny in the garrison."}, "inside"),
    ],
)
def test_what_a_call_is_about(given: dict[str, Any], expected: str) -> None:
    assert asked(record_of("AAA", "BBB"), **given).calls.kinds.tolist() == [expected]


def test_a_member_as_adversary_is_told_apart() -> None:
    record = record_of("ARM", "AZE")
    record.add("call", [call("ARM", "2005-05-10", adversary="AZE")])
    assert cases(record, day=DAY).calls.kinds.tolist() == ["member"]


def test_an_article_that_promises_consultation_only_is_marked() -> None:
    record = record_of("AAA")
    record.add("obligation", [obligation("consultation", "4"), obligation("defence", "5")])
    record.add("call", [call("AAA", f"2005-05-1{it}", legal_basis=f"Article {it}", situation=str(it)) for it in (4, 5)])
    assert cases(record, day=DAY).calls.is_consultation.tolist() == [True, False]


def test_attention_is_a_shrunk_log_ratio_of_acts_before_the_day_of_the_call() -> None:
    """In the 24 months before AAA's call: 3 acts to AAA, 1 to BBB; one on the day itself and one too long ago do not count."""
    towards = [("AAA", "2003-05-10"), ("AAA", "2004-01-01"), ("AAA", "2005-05-08"), ("BBB", "2004-01-01")]
    late = [("AAA", "2005-05-10"), ("AAA", "2003-05-09")]
    acts = tuple(act("HUB", to, when, sentence=f"{to} {when}") for to, when in [*towards, *late])
    made = asked(record_of("AAA", "BBB", acts=acts)).calls
    assert made.attention[0] == pytest.approx(np.log((3 + 1) / (4 / 2 + 1)))
    assert made.attention_own[0] == pytest.approx(np.log((3 + 1) / (1 * 24 / 60 + 1)))


def test_stakes_and_load_are_of_what_was_known_before_the_call() -> None:
    record = record_of("AAA", acts=(act("HUB", "AAA", "2004-01-01", "base", plover_type="COOPERATE"),))
    ucdp = {"method": "ucdp@25.1", "known_on": "2005-01-01"}
    record.add(
        "conflict",
        [
            conflict("HUB", "rebels", "2003", note="UCDP conflict 1, inside a state: 25 deaths", **ucdp),
            conflict("HUB", "others", "2003", note="UCDP conflict 2, inside a state: 25 deaths", **ucdp),
            conflict("AAA", "HUB", "2003", note="UCDP conflict 3, between states: 25 deaths", **ucdp),
            conflict("HUB", "CCC", "2005-02-01"),
            conflict("HUB", "DDD", "2005-05-11"),
        ],
    )
    made = asked(record).calls
    assert made.stakes[0] == 0.5
    assert made.load[0] == pytest.approx(np.log1p(3))


def test_what_the_record_does_not_tell_is_nan() -> None:
    made = asked(record_of("AAA", "BBB")).calls
    assert np.isnan([made.attention[0], made.attention_own[0], made.stakes[0], made.load[0]]).all()
    member = cases(record_of("AAA"), day=DAY).months
    assert np.isnan(member.dependence).all()
    assert np.isnan(member.outside).all()
    assert member.covered["XYZ"]["dependence"] == 0.0


def test_a_hubs_own_call_is_answered_by_the_alliance() -> None:
    record = record_of("AAA")
    record.add("call", [call("HUB", "2005-05-10")])
    assert cases(record, day=DAY).calls.answerers.tolist() == ["alliance"]


def at(made: Cases, member: str, month: str) -> int:
    """The place of a member's month."""
    year, number = map(int, month.split("-"))
    found = np.flatnonzero((made.months.members == member) & (made.months.months == year * 12 + number - 1))
    return int(found[0])


def test_choices_by_month_and_the_hub_is_left_out() -> None:
    acts = (
        act("AAA", "HUB", "2003-03-01", "criticise"),
        act("AAA", "BBB", "2003-03-02", "refuse_host"),
        act("AAA", "XYZ", "2004-04-01", "freeze"),
        act("AAA", "XYZ", "2005-04-01", "restore"),
        act("AAA", "QQQ", "2006-04-01", "criticise"),
        act("HUB", "AAA", "2006-05-01", "criticise"),
        act("BBB", "XYZ", "2003", "criticise"),
        act("BBB", "XYZ", "2007-05-01", "give_notice"),
    )
    record = record_of("AAA", acts=acts)
    record.add("membership", [membership("BBB", to_on="2008-05-01", end_mode="withdrawal")])
    made = cases(record, day=DAY)
    choices = {
        month: made.months.choices[at(made, "AAA", month)] for month in ("2003-03", "2003-04", "2004-04", "2006-04")
    }
    assert choices == {"2003-03": DISSENT, "2003-04": STAY, "2004-04": FREEZE, "2006-04": STAY}
    assert made.months.n_dissent[at(made, "AAA", "2003-03")] == 2
    assert made.months.choices[at(made, "BBB", "2007-05")] == FREEZE
    assert made.months.choices[at(made, "BBB", "2008-05")] == LEAVE
    assert set(made.months.members.tolist()) == {"AAA", "BBB"}
    assert made.months.months[made.months.members == "BBB"].max() == month_of(date(2008, 5, 1))
    frozen = made.months.months[made.months.is_frozen & (made.months.members == "AAA")]
    assert (frozen.min(), frozen.max()) == (month_of(date(2004, 5, 1)), month_of(date(2005, 4, 1)))
    assert len(made.months.undated) == 1


@pytest.mark.parametrize(
    ("end_mode", "is_left"), [("withdrawal", True), ("lapse", True), ("dissolution", False), ("state-ended", False)]
)
def test_only_an_end_by_the_members_will_is_leaving(end_mode: str, is_left: bool) -> None:
    record = record_of("AAA")
    record.add("membership", [membership("BBB", to_on="2008-05-01", end_mode=end_mode)])
    made = cases(record, day=DAY)
    assert (made.months.choices == LEAVE).any() == is_left


def test_a_bilateral_lapse_is_the_members_only_where_it_gave_notice() -> None:
    for noticed in (True, False):
        record = small_record()
        record.add("membership", [membership("AAA", to_on="2008-05-01", end_mode="lapse")])
        who = "AAA" if noticed else "HUB"
        sessions = [act("XYZ", "XYZ", f"{year}-06-15", "meet") for year in range(2000, 2010)]
        record.add("event", [*sessions, act(who, "XYZ", "2007-05-01", "give_notice")])
        ended = record.query("SELECT id FROM membership WHERE member = 'HUB'")[0]["id"]
        record.add("membership", [membership("HUB", to_on="2008-05-01", end_mode="lapse", known_on="2008-05-02")])
        closed = record.query("SELECT id FROM membership WHERE member = 'HUB' AND to_on IS NOT NULL")[0]["id"]
        record.add("link", [link(closed, "supersedes", ended, known_on="2008-05-02")])
        assert (cases(record, day=DAY).months.choices == LEAVE).any() == noticed


def test_months_that_the_record_does_not_follow_are_cut_out() -> None:
    record = small_record("AAA")
    days = ["1995-01-15", "1996-12-15", "1999-12-15", "2000-01-15", "2001-01-15", "2005-01-15"]
    record.add("event", [act("XYZ", "XYZ", day, "meet") for day in days])
    found = cases(record, day=DAY).months.months
    expected = [*range(1995 * 12, 1996 * 12 + 12), *range(1999 * 12 + 11, 2001 * 12 + 1)]
    assert found.tolist() == expected


def test_whether_a_month_is_followed_without_its_dissent() -> None:
    record = small_record("AAA")
    days = [f"{year}-06-15" for year in range(1995, 1999)]
    record.add("event", [act("XYZ", "XYZ", day, "meet") for day in days])
    record.add("event", [act("AAA", "XYZ", "2000-01-15", "criticise")])
    made = cases(record, day=DAY).months
    assert made.months.max() == 2000 * 12
    assert made.months[made.is_followed_otherwise].max() == 1998 * 12 + 5


def test_yearly_values_are_used_from_the_month_after_they_became_known() -> None:
    record = record_of("AAA", "BBB")
    values = [("AAA", 2003, 0.2), ("AAA", 2004, -0.2), ("UN members", 2003, 0.5), ("UN members", 2004, 0.5)]
    record.add(
        "indicator",
        [
            indicator(
                who, year, value, name="vote_s", partner="HUB", method="un_figures@1", known_on=f"{year + 1}-01-15"
            )
            for who, year, value in values
        ],
    )
    made = cases(record, day=DAY)
    distance = {
        it: made.months.vote_distance[at(made, "AAA", it)] for it in ("2004-01", "2004-02", "2005-01", "2005-02")
    }
    assert distance == pytest.approx({"2004-01": np.nan, "2004-02": 0.4, "2005-01": 0.4, "2005-02": 0.6}, nan_ok=True)
    assert made.months.vote_apart[at(made, "AAA", "2005-02")] == pytest.approx(0.35)
    assert np.isnan(made.months.vote_distance[at(made, "AAA", "2008-01")]), "a value four years old is not carried"
    assert made.months.outside[at(made, "AAA", "2005-02")] == pytest.approx(0.6 / 3)


def test_shares_stand_for_dependence_and_forces_where_there_are_none() -> None:
    record = record_of("AAA", "BBB")
    record.add(
        "indicator",
        [
            indicator("AAA", 2003, 20.0, name="trade_with_partner_share_of_gdp", partner="HUB", known_on="2004-01-15"),
            indicator(
                "AAA", 2003, 80.0, name="arms_import_share_from_partner_5y", partner="HUB", known_on="2004-01-15"
            ),
            indicator("BBB", 2003, 10_000.0, name="partner_troops", partner="HUB", known_on="2004-01-15"),
        ],
    )
    made = cases(record, day=DAY).months
    now = made.months == 2004 * 12 + 1
    assert made.dependence[now].tolist() == pytest.approx([(20 / 50 + 80 / 100) / 2, 1.0])


def test_threats_are_fights_with_outsiders_once_a_month() -> None:
    record = record_of("AAA", "BBB")
    ucdp = {"method": "ucdp@25.1"}
    record.add(
        "conflict",
        [
            conflict("AAA", "CCC", "2003-03-01"),
            conflict("AAA", "DDD", "2003-03-20"),
            conflict("AAA", "BBB", "2004-03-20"),
            conflict(
                "AAA", "rebels", "2006", note="UCDP conflict 7, inside a state: 25", known_on="2007-06-30", **ucdp
            ),
            conflict(
                "AAA", "rebels", "2007", note="UCDP conflict 7, inside a state: 25", known_on="2008-06-30", **ucdp
            ),
            conflict(
                "BBB",
                "rebels",
                "2007",
                note="UCDP conflict 7, inside a state: 25; BBB sent troops in support",
                known_on="2008-06-30",
                **ucdp,
            ),
        ],
    )
    record.add("event", [act("CCC", "AAA", "2003-03-05", "clash"), act("CCC", "AAA", "2003-05-05", "clash")])
    made = cases(record, day=DAY).threats
    counts = dict(zip(made.members.tolist(), made.n.tolist(), strict=True))
    assert counts == {"AAA": 3, "BBB": 0, "HUB": 0}
    assert [one.month for one in made.arrivals if one.member == "AAA"] == [2003 * 12 + 2, 2003 * 12 + 4, -1]
    years = dict(zip(made.members.tolist(), made.years.tolist(), strict=True))
    assert years["AAA"] == pytest.approx(18 - 1 / 12), "from February 1990 to the last year that UCDP covers, 2007"


PLANTED: list[tuple[str, Row]] = [
    ("event", act("AAA", "XYZ", "2006-03-01", "criticise", known_on="2011-01-01")),
    ("event", act("HUB", "AAA", "2005-03-01", known_on="2011-01-01")),
    ("event", act("HUB", "AAA", "2005-03-01", "base", plover_type="COOPERATE", known_on="2011-01-01")),
    ("event", act("AAA", "XYZ", "2006-03-01", "freeze", known_on="2011-01-01")),
    ("event", act("CCC", "AAA", "2006-03-01", "clash", known_on="2011-01-01")),
    ("call", call("BBB", "2006-03-01", known_on="2011-01-01")),
    ("conflict", conflict("HUB", "CCC", "2005-03-01", known_on="2011-01-01")),
    ("conflict", conflict("AAA", "CCC", "2006-03-01", known_on="2011-01-01")),
    ("membership", membership("DDD", known_on="2011-01-01")),
    ("membership", membership("AAA", alliance="OTHER", known_on="2011-01-01")),
    (
        "indicator",
        indicator("AAA", 2003, -1.0, name="vote_s", partner="HUB", method="un_figures@1", known_on="2011-01-01"),
    ),
    ("indicator", indicator("AAA", 2003, 9.0, name="partner_troops", partner="HUB", known_on="2011-01-01")),
    ("obligation", obligation("consultation", "4", known_on="2011-01-01")),
]


def rich() -> Record:
    """A record with something of everything."""
    acts = (act("AAA", "HUB", "2003-03-01", "criticise"), act("HUB", "BBB", "2004-03-01"))
    record = record_of("AAA", "BBB", acts=acts)
    record.add(
        "indicator",
        [indicator("AAA", 2003, 0.5, name="vote_s", partner="HUB", method="un_figures@1", known_on="2004-01-01")],
    )
    ucdp = {"method": "ucdp@25.1", "note": "UCDP conflict 9, between states: 25"}
    record.add("conflict", [conflict("HUB", "EEE", "2004", **ucdp), conflict("HUB", "FFF", "2009", **ucdp)])
    record.add("call", [call("AAA", "2005-05-10", legal_basis="Article 4", key="the-call")])
    return record


@cache
def baseline() -> Cases:
    """The cases of the rich record as of the day."""
    return cases(rich(), day=DAY)


def test_rows_known_later_change_nothing() -> None:
    planted = rich()
    for table, row in PLANTED:
        planted.add(table, [row])
    assert same(baseline(), cases(planted, day=DAY))


@pytest.mark.parametrize(
    ("table", "row"), PLANTED, ids=[f"{table}-{number}" for number, (table, _) in enumerate(PLANTED)]
)
def test_the_same_row_known_in_time_does_change_something(table: str, row: Row) -> None:
    """Without this the test above could pass for want of anything that counts."""
    planted = rich()
    planted.add(table, [row | {"known_on": "2006-03-15" if row.get("happened_on", "") > "2006" else "2005-03-15"}])
    assert not same(baseline(), cases(planted, day=DAY))


def test_an_answer_and_an_end_known_later_change_nothing() -> None:
    planted = rich()
    called = planted.query("SELECT id FROM call")[0]["id"]
    planted.add("answer", [answer(called, "2005-05-11", "force", known_on="2011-01-01")])
    old = planted.query("SELECT id FROM membership WHERE member = 'AAA'")[0]["id"]
    ended = membership("AAA", to_on="2008-05-01", end_mode="withdrawal", known_on="2011-01-01")
    planted.add("membership", [ended])
    new = planted.query("SELECT id FROM membership WHERE member = 'AAA' AND to_on IS NOT NULL")[0]["id"]
    planted.add("link", [link(new, "supersedes", old, known_on="2011-01-01")])
    assert same(baseline(), cases(planted, day=DAY))
    later = cases(planted, day=date(2011, 1, 1))
    assert later.calls.classes.tolist() == ["force"]
    assert (later.months.choices == LEAVE).sum() == 1


def test_values_of_earlier_months_do_not_move_with_what_became_known_after_them() -> None:
    """Seen from today a covariate of a month is what it was, though more became known since."""
    planted = rich()
    planted.add("event", [act("HUB", "AAA", "2005-03-01", known_on="2009-02-01")])
    before, after = baseline().months, cases(planted, day=DAY).months
    early = before.months < 2009 * 12 + 2
    assert np.array_equal(before.attention[early], after.attention[early], equal_nan=True)


def same(one: Cases, other: Cases) -> bool:
    """Whether two sets of cases agree in every array and list."""
    pairs = [(getattr(one, part), getattr(other, part)) for part in ("calls", "months", "threats")]
    return all(_equal(getattr(a, name), getattr(b, name)) for a, b in pairs for name in type(a).__dataclass_fields__)


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, np.ndarray):
        return np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
    return repr(one) == repr(other)


def test_an_alliance_that_is_not_there_is_named() -> None:
    with pytest.raises(UnknownName, match="no alliance NOPE as of 2010-12-31"):
        cases(record_of("AAA"), ["NOPE"], day=DAY)


def test_an_empty_record_has_no_cases() -> None:
    made = cases(Record.in_memory(), day=DAY)
    assert (len(made.calls), len(made.months), len(made.threats)) == (0, 0, 0)
