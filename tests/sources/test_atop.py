"""ATOP 5.1: invented alliances under the published headers, and the real files where they are at hand.

Codebook: Alliance Treaty Obligations and Provisions 5.1, member level: YRENT to DAYEXIT (0 or empty where in effect or not
known), INEFFECT, PHASE, TERM, TERMMODE, TERMCAUS, the five promises, NEW5 and REV5. The header of the member level is the
published one, that of the alliance level is 4.01's with NEW5 and REV5; those of years hold the columns that are read. ATOP may
not be passed on: numbers from 9001 up and codes are ours; some members and days are those of known treaties (bare facts).
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import duckdb
import pytest

from foedus.record import Record
from foedus.rows import Row, row_id
from foedus.sources.atop import CARD, load
from foedus.sources.atop_codes import PROMISES, SLIM, known
from foedus.sources.card import BadSource, Report
from tests.sources.loading import FILES, assert_planted, changed, in_record, taken

MEMBERS, WHOLE, STATES, PAIRS = (f"atop5_1{level}.csv" for level in ("m", "a", "sy", "ddyr"))


def closing(rows: dict[str, list[Row]], table: str = "membership") -> list[Row]:
    """The rows of a table that no other supersedes."""
    old = {row["to_id"] for row in rows["link"]}
    return [row for row in rows[table] if row_id(table[:2], row) not in old]


def spells(number: int) -> list[tuple[str, int, str, str | None, str | None]]:
    """Member, spell, first and last day, and how it ended, of one alliance of the small file."""
    rows = closing(taken(load([FILES / MEMBERS])))
    return [
        (row["member"], row["spell"], row["from_on"], row.get("to_on"), row.get("end_mode"))
        for row in rows
        if row["alliance"] == f"ATOP {number}"
    ]


@pytest.mark.parametrize(
    ("number", "expected", "why"),
    [
        (
            9001,
            [
                ("CAN", 1, "1950-03-01", None, None),
                ("ITA", 1, "1950-03-01", "1955", "withdrawal"),
                ("USA", 1, "1950-03-01", None, None),
            ],
            "an amendment in 1960 closes a phase: nobody left then; who left in 1955 did, on a day not known",
        ),
        (
            9013,
            [
                ("FRA", 1, "1960-01-01", "1979-12-31", "lapse"),
                ("GBR", 1, "1960-01-01", "1979-12-31", "lapse"),
                ("ITA", 1, "1960-01-01", "1969-12-31", "withdrawal"),
            ],
            "one leaves on the day on which the others go on into the next phase; then the term runs out",
        ),
        (
            9014,
            [
                ("CAN", 1, "1996-06-01", "2000-12-30", "succession"),
                ("CAN", 2, "2001-01-01", None, None),
                ("MEX", 1, "1996-06-01", "2000-12-30", "succession"),
                ("MEX", 2, "2001-01-01", None, None),
            ],
            "out on 31 December and in on 1 January: out on that day by ATOP's own count, yet no departure",
        ),
        (
            9008,
            [
                ("FRA", 1, "1914-09-05", "1918-11-10", "lapse"),
                ("FRA", 2, "1925-12-01", None, None),
                ("GBR", 1, "1914-09-05", "1918-11-10", "lapse"),
                ("GBR", 2, "1925-12-01", None, None),
            ],
            "years apart are two spells",
        ),
        (
            9009,
            [
                ("ARG", 1, "1988-02-01", "1994-03-14", "dissolution"),
                ("ARG", 2, "1997-05-20", None, None),
                ("BRA", 1, "1988-02-01", "1994-03-14", "dissolution"),
                ("BRA", 2, "1997-05-20", None, None),
            ],
            "all leave together and come again: nobody stayed, so nobody withdrew",
        ),
        (
            9004,
            [("EGY", 1, "1936", "1958", "lapse"), ("IRQ", 1, "1936-08", "1958", "lapse")],
            "days and months that are not known are not made up",
        ),
    ],
)
def test_phases_are_joined_into_spells(number: int, expected: list[object], why: str) -> None:
    assert spells(number) == expected, why


@pytest.mark.parametrize(
    ("number", "expected", "why"),
    [
        (
            9002,
            [
                ("FIN", 1, "1948-04-06", "1992-01-19", "dissolution"),
                ("RUS", 1, "1991-12-26", "1992-01-19", "dissolution"),
                ("SUN", 1, "1948-04-06", "1991-12-25", "succession"),
            ],
            "one COW number, 365, two states: the row is cut, and the Soviet Union did not leave",
        ),
        (
            9003,
            [("DEU", 1, "1985-07-04", None, None), ("FRA", 1, "1985-07-04", None, None)],
            "two COW numbers, 260 and 255, one state: Germany did not leave in 1990",
        ),
        (
            9005,
            [
                ("DDR", 1, "1964-06-12", "1990-10-01", "state-ended"),
                ("SCG", 1, "2003-02-04", "2006-06-04", "succession"),
                ("SRB", 1, "2006-06-05", None, None),
                ("YUG", 1, "1964-06-12", "2003-02-03", "succession"),
            ],
            "East Germany ended; 345 is Yugoslavia, then Serbia and Montenegro, then Serbia",
        ),
        (
            9007,
            [
                ("Bavaria", 1, "1866-08-22", "1870-11-22", "state-ended"),
                ("DEU", 1, "1866-08-22", "1870-11-22", "dissolution"),
            ],
            "Bavaria ended; Prussia, 255, went on as Germany",
        ),
        (
            9010,
            [
                ("CSK", 1, "1970-05-05", "1992-12-30", "state-ended"),
                ("CZE", 1, "1993-01-01", None, None),
                ("KHM", 1, "1970-05-05", "1992-12-30", "succession"),
                ("KHM", 2, "1993-01-01", None, None),
                ("KHM", 3, "1993-01-01", "2001-06-30", "dissolution"),
                ("SVK", 1, "1993-01-01", "2001-06-30", "dissolution"),
            ],
            "a treaty goes on with both successors of a state, side by side; the end of one is no withdrawal from the other",
        ),
        (
            9011,
            [
                ("DEU", 1, "1971-03-02", "1990-11-08", "dissolution"),
                ("SUN", 1, "1971-03-02", "1990-11-08", "dissolution"),
            ],
            "West Germany's number ended five weeks before the treaty; Germany did not",
        ),
        (
            9012,
            [
                ("CHL", 1, "1874-01-10", "1883-07-31", "dissolution"),
                ("COW 8999", 1, "1874-01-10", "1883-07-31", "dissolution"),
            ],
            "a number that COW never gave is kept",
        ),
    ],
)
def test_states_that_change_or_end_do_not_depart(number: int, expected: list[object], why: str) -> None:
    assert spells(number) == expected, why


def test_ends_say_what_atop_codes() -> None:
    rows = {(row["alliance"], row["member"]): row for row in closing(taken(load([FILES / MEMBERS])))}
    assert rows["ATOP 9001", "ITA"]["note"] == (
        "ATOP codes the end: term 2, termmode 3, termcaus 4; ATOP does not tell withdrawal from suspension and expulsion"
    )
    assert rows["ATOP 9002", "SUN"]["note"].startswith("the same state goes on under another code")
    assert rows["ATOP 9001", "USA"]["locator"] == "atop5_1m.csv, lines 2, 5"


def test_promises_with_a_kind_are_obligations_and_all_are_codes() -> None:
    rows = taken(load([FILES / MEMBERS]))
    kinds = [
        (row["alliance"], row["instrument"], row["obligation_kind"], row["signed_on"]) for row in rows["obligation"]
    ]
    assert [one for one in kinds if one[0] in ("ATOP 9001", "ATOP 9002", "ATOP 9003", "ATOP 9004")] == [
        ("ATOP 9001", "treaty, phase 1 of alliance 9001", "defence", "1950-03-01"),
        ("ATOP 9001", "treaty, phase 1 of alliance 9001", "consultation", "1950-03-01"),
        ("ATOP 9001", "treaty, phase 2 of alliance 9001", "defence", "1960-05-02"),
        ("ATOP 9001", "treaty, phase 2 of alliance 9001", "non-aggression", "1960-05-02"),
        ("ATOP 9002", "treaty of alliance 9002", "consultation", "1948-04-06"),
        ("ATOP 9002", "treaty of alliance 9002", "non-aggression", "1948-04-06"),
    ], "neutrality (9003) and offence (9004) have no kind"
    promised = {
        (row["subject"], row["partner"], row["year"], row["name"])
        for row in rows["indicator"]
        if row["value"] == 1 and row["name"].removeprefix("atop_") in PROMISES
    }
    assert {one for one in promised if one[1] in ("ATOP 9001", "ATOP 9003", "ATOP 9004")} == {
        ("USA", "ATOP 9001", 1950, "atop_defense"),
        *((member, "ATOP 9001", 1950, "atop_consul") for member in ("USA", "CAN", "ITA")),
        ("USA", "ATOP 9001", 1960, "atop_defense"),
        *((member, "ATOP 9001", 1960, "atop_nonagg") for member in ("USA", "CAN")),
        *(
            (member, "ATOP 9003", year, "atop_neutral")
            for member, year in (("FRA", 1985), ("DEU", 1985), ("DEU", 1990))
        ),
        *((member, "ATOP 9004", 1936, "atop_offense") for member in ("EGY", "IRQ")),
    }, "defence of 9001 binds one side only"


def test_the_alliance_ends_with_its_last_member() -> None:
    rows = closing(taken(load([FILES / MEMBERS])), "alliance")
    found = {row["code"]: (row["in_force_on"], row.get("ended_on")) for row in rows}
    assert found["ATOP 9001"] == ("1950-03-01", None)
    assert found["ATOP 9004"] == ("1936", "1958")
    assert found["ATOP 9013"] == ("1960-01-01", "1979-12-31")
    assert {row["aliases"] for row in rows if "aliases" in row} == {"COW alliance 77"}


def test_everything_read_is_used_and_taken_in_once() -> None:
    loaded = load([FILES / MEMBERS])
    in_record(taken(loaded))
    assert loaded.report == Report(
        45,
        45,
        Counter(),
        [
            "no ISO 3166 code, kept under its name: Bavaria (1 rows)",
            "no ISO 3166 code, kept under its name: COW 8999 (1 rows)",
        ],
    )


def test_the_alliance_level_says_the_same() -> None:
    loaded = load([FILES / WHOLE])
    rows = taken(loaded)
    in_record(rows)
    found = {row["code"]: (row["in_force_on"], row.get("ended_on")) for row in closing(rows, "alliance")}
    members = {row["code"]: row for row in closing(taken(load([FILES / MEMBERS])), "alliance")}
    assert found == {code: (members[code]["in_force_on"], members[code].get("ended_on")) for code in found}
    assert [(row["alliance"], row["obligation_kind"]) for row in rows["obligation"]] == [
        ("ATOP 9001", "defence"),
        ("ATOP 9001", "consultation"),
        ("ATOP 9006", "defence"),
    ]
    assert "atop_milaid" not in {row["name"] for row in rows["indicator"] if row["subject"] == "ATOP 9001"}, "empty"
    assert loaded.report.n_used == 4


def test_years_hold_the_promises_in_force() -> None:
    loaded = load([FILES / STATES, FILES / PAIRS])
    rows = taken(loaded)
    in_record(rows)
    assert [
        (row["subject"], row.get("partner"), row["year"], row["name"].removeprefix("atop_"))
        for row in rows["indicator"]
    ] == [
        ("USA", None, 1950, "defense"),
        ("USA", None, 1950, "consul"),
        ("EGY", None, 1936, "offense"),
        ("DEU", None, 1989, "defense"),
        ("DEU", None, 1989, "nonagg"),
        ("SCG", None, 2004, "nonagg"),
        ("USA", "CAN", 1950, "defense"),
        ("USA", "CAN", 1950, "consul"),
        ("CAN", "USA", 1950, "consul"),
        ("SUN", "FIN", 1991, "nonagg"),
        ("BEL", "GBR", 1942, "defense"),
        ("DEU", "DDR", 1989, "nonagg"),
    ]
    assert dict(loaded.report.left_out) == {"none of the five promises": 2}


def test_a_code_is_unknown_before_a_version_covered_it() -> None:
    rows = taken(load([FILES / MEMBERS]))
    assert_planted(rows, "membership", lambda row: row["alliance"] == "ATOP 9001" and row["member"] == "ITA")
    assert_planted(rows, "membership", lambda row: row["member"] == "SRB")
    assert_planted(rows, "alliance", lambda row: row["code"] == "ATOP 9006")
    assert_planted(rows, "obligation", lambda row: row["alliance"] == "ATOP 9013")
    assert_planted(rows, "indicator", lambda row: row["partner"] == "ATOP 9006")
    assert [str(known(year).on) for year in (1944, 1945, 2003, 2004, 2016, 2017, 2018)] == [
        "2002-12-31",
        *["2005-12-31"] * 2,
        *["2018-12-31"] * 2,
        *["2022-12-31"] * 2,
    ]
    assert str(known(1950, is_new=True).on) == "2022-12-31"


def test_an_end_published_later_is_unknown_before() -> None:
    rows = taken(load([FILES / MEMBERS]))
    record = in_record(rows)
    sql = "SELECT to_on, end_mode FROM membership WHERE alliance = 'ATOP 9004' AND member = 'IRQ'"
    first, later = known(1936).on, known(1958).on
    assert record.as_of(first).query(sql) == [{"to_on": None, "end_mode": None}]
    assert record.as_of(later).query(sql) == [{"to_on": "1958", "end_mode": "lapse"}]
    alliance = "SELECT ended_on FROM alliance WHERE code = 'ATOP 9004'"
    assert record.as_of(first).query(alliance) == [{"ended_on": None}]
    assert record.as_of(later).query(alliance) == [{"ended_on": "1958"}]


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        (MEMBERS, lambda text: text.replace(",5.1\n", ",5.0\n"), "another version of ATOP than 5.1"),
        (WHOLE, lambda text: text.replace(",5.1\n", ",4.01\n"), "another version of ATOP than 5.1"),
        (PAIRS, lambda text: text.replace(",5.1\n", ",5.0\n"), "another version of ATOP than 5.1"),
        (MEMBERS, lambda text: text[:-9], "line 46: .* cells where the header has 105"),
        (MEMBERS, lambda text: text[: text.index("\n") + 1], "a header and no rows"),
        (STATES, lambda text: text[: text.index("\n") + 1], "a header and no rows"),
        (MEMBERS, lambda text: text.replace("moexit", "exitmonth", 1), "column `moexit` not found"),
        (PAIRS, lambda text: text.replace("nonagg", "nonaggression", 1), "columns of no level of ATOP"),
        (MEMBERS, lambda _: "stateabb,ccode\nUSA,2\n", r"columns of no level of ATOP \(stateabb, ccode"),
        (MEMBERS, lambda text: text.replace("9002,,,365", "9002,,,x"), 'column `member`: "x" is not a number'),
        (MEMBERS, lambda text: text.replace("1948,4,6,", "1948,13,6,"), "no date with year 1948 and month 13"),
        (MEMBERS, lambda text: text.replace("1948,4,6,", "1993,4,6,"), "is before the entry"),
        (MEMBERS, lambda text: text.replace("1995,8,29,", "2019,8,29,"), "after the last year of version 5.1"),
        (MEMBERS, lambda text: text.replace("1992,1,20,0", "1992,1,20,1"), "`ineffect`: .* contradicts the end"),
    ],
)
def test_a_wrong_file_is_told_plainly(tmp_path: Path, name: str, change: object, told: str) -> None:
    path = changed(tmp_path, name, change)  # type: ignore[arg-type]
    with pytest.raises(BadSource, match=told):
        taken(load([path]))


@pytest.mark.parametrize(
    ("name", "raw", "told"),
    [
        (MEMBERS, b"", "the file is empty"),
        (MEMBERS, bytes(range(256)), "is not utf-8-sig text"),
        (MEMBERS, b"\0\0\0", "this is no text"),
        ("atop_5.1.zip", b"PK junk", "the zip is cut short or damaged"),
        ("atop5_1_ddyr_slim.parquet", bytes(range(256)), "no Parquet"),
    ],
)
def test_what_is_no_table_is_told_plainly(tmp_path: Path, name: str, raw: bytes, told: str) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    with pytest.raises(BadSource, match=told):
        taken(load([path]))


def test_the_card_forbids_shipping() -> None:
    with pytest.raises(BadSource, match="no file given"):
        load([])
    assert not CARD.may_redistribute


@pytest.fixture(scope="module")
def real(shared: Path) -> tuple[dict[str, list[Row]], Report]:
    """All rows of the member file as published."""
    loaded = load([shared / "data" / "atop5_1m.csv.gz"])
    return taken(loaded), loaded.report


def test_counts_of_every_year_equal_the_check_file(shared: Path, real: tuple[dict[str, list[Row]], Report]) -> None:
    """Alliances, spells and states in force on 31 December, from the record, as whoever reads it in 2023 sees them.

    The check file counts rows of the publisher's: yrent <= year and (yrexit = 0 or yrexit > year). A spell of ours is one row or
    several joined, each beginning on the day on which another ended: of them one at most passes that rule in a year. `to_on`
    is the day before `yrexit`, so an exit on 1 January counts in the year before, as there. Where the file has no day or
    month, `to_on` is the month or year of the exit itself, which is then no day in force. A row that we cut where a state's
    code changes (Soviet Union, Russia) counts as the part that holds 31 December.
    """
    rows, _ = real
    record = Record.in_memory()
    for table in ("source", "alliance", "membership", "link"):
        record.add(table, rows[table])
    sql = """
        SELECT year, count(DISTINCT alliance) AS alliances_in_force_31_dec, count(*) AS member_spells,
               count(DISTINCT member) AS states
        FROM membership, (SELECT unnest(range(1816, 2019)) AS year)
        WHERE left(from_on, 4) <= year::VARCHAR
          AND (to_on IS NULL OR CASE length(to_on) WHEN 10 THEN to_on >= year || '-12-31' ELSE left(to_on, 4) > year::VARCHAR END)
        GROUP BY year ORDER BY year
    """
    ours = record.as_of(known(2018).on).query(sql)
    with (shared / "data" / "checks" / "atop_counts.csv").open(newline="", encoding="utf-8") as handle:
        theirs = [{name: int(value) for name, value in row.items()} for row in csv.DictReader(handle)]
    assert ours == theirs
    assert list(ours[-1].values()) == [2018, 372, 1146, 186]


def test_the_real_members_are_all_used(real: tuple[dict[str, list[Row]], Report]) -> None:
    rows, report = real
    assert (report.is_complete, report.n_read, report.n_used) == (True, 2510, 2510)
    assert len({row["code"] for row in rows["alliance"]}) == 789
    ids = Counter(row_id(table[:2], row) for table in rows if table != "indicator" for row in rows[table])
    claims = Counter((row["locator"], row["subject"], row["year"], row["name"]) for row in rows["indicator"])
    assert max(ids.values()) == max(claims.values()) == 1, "no row is told twice"
    assert Counter(row.get("end_mode") for row in closing(rows)) == {
        None: 1146,
        "dissolution": 938,
        "state-ended": 77,
        "lapse": 73,
        "succession": 45,
        "withdrawal": 43,
    }


def test_real_traps(real: tuple[dict[str, list[Row]], Report]) -> None:
    """Facts that are known apart from ATOP: who joined, left or ended when."""
    found = {(row["alliance"], row["member"], row["spell"]): row for row in closing(real[0])}
    nato = {member: row for (alliance, member, _), row in found.items() if alliance == "ATOP 3180"}
    founders = ["BEL", "CAN", "DNK", "FRA", "GBR", "ISL", "ITA", "LUX", "NLD", "NOR", "PRT", "USA"]
    assert {nato[member].get("to_on") for member in founders} == {None}, "the amendment of 1951 is no departure"
    assert {nato[member]["spell"] for member in nato} == {1}
    assert "to_on" not in nato["DEU"], "COW 260 until 1990, 255 from then"

    def end(number: int, member: str, spell: int = 1) -> str | None:
        return found[f"ATOP {number}", member, spell].get("end_mode")

    assert end(3285, "ALB") == "withdrawal", "Warsaw Pact, 1968"
    assert end(3285, "DDR") == "state-ended"
    assert end(3015, "EGY") == "withdrawal", "Arab League, 1979"
    assert end(3015, "EGY", 2) is None, "and back in 1989"
    assert end(4400, "GEO") == "withdrawal", "Commonwealth of Independent States, 2009"
    assert (end(4220, "UZB"), end(4220, "UZB", 2)) == ("lapse", "withdrawal"), (
        "Collective Security Treaty, 1999 and 2012"
    )
    assert end(1020, "Bavaria") == "dissolution", "German Confederation, dissolved in 1848 and restored in 1850"
    assert end(3640, "DEU") == "dissolution", "Treaty of Moscow, replaced in November 1990: Germany had not ended"
    assert end(3610, "SVK") == "dissolution", "Romania's treaty with Slovakia; that with the Czech Republic went on"


YEARS = (1816, 1914, 1939, 1951, 1989, 1991, 2006, 2018)
"""Years of the dyad file that are loaded here, wars and changes of states among them; `bench/atop_counts.py` loads all."""


def test_dyads_of_chosen_years_lose_nothing(shared: Path, tmp_path: Path) -> None:
    whole, part = shared / "data" / "atop5_1_ddyr_slim.parquet", tmp_path / "atop5_1_ddyr_slim.parquet"
    with duckdb.connect() as connection:
        assert connection.execute(f"SELECT count(*) FROM '{whole}'").fetchall() == [(273_296,)]
        connection.execute(f"COPY (SELECT * FROM '{whole}' WHERE year IN {YEARS}) TO '{part}'")
        n_rows, *n_promised = connection.execute(
            f"SELECT count(*), {', '.join(f'sum({column})' for column in SLIM[3:])} FROM '{part}'"
        ).fetchall()[0]
    loaded = load([part])
    rows = taken(loaded)
    assert loaded.report.n_read == n_rows
    assert set(loaded.report.left_out) <= {"none of the five promises"}
    assert Counter(row["name"] for row in rows["indicator"]) == dict(zip(SLIM[3:], n_promised, strict=True))
    assert {row["value"] for row in rows["indicator"]} == {1}


@pytest.mark.parametrize("name", ["atop4_01m.csv.gz", "atop5_1a_rebuilt.csv.gz"])
def test_files_that_are_not_version_5_1_as_published_are_refused(shared: Path, name: str) -> None:
    with pytest.raises(BadSource, match=r"columns .*`new5`, `rev5`.* not found"):
        taken(load([shared / "data" / name]))
