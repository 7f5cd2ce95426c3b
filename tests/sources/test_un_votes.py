"""UN General Assembly votes: invented votes under the header of UNVotes.csv, the same in fpsim's two files, and the real ones.

Codebook: that of doi 10.7910/DVN/LEJUQZ: vote 1 yes, 2 abstain, 3 no, 8 absent, 9 no member; the six issues me, nu, di, hr, co,
ec; amend and para.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import duckdb
import pytest

from foedus.rows import row_id
from foedus.sources.card import BadSource
from foedus.sources.un_votes import CARD, known, load
from tests.sources.loading import FILES, assert_planted, changed, in_record, taken

NAME = "UNVotes.csv"


def test_roll_calls_become_resolutions() -> None:
    rows = taken(load([FILES / NAME]))
    in_record(rows)
    assert [(row["number"], row["voted_on"], row["subject"], row["note"]) for row in rows["resolution"]] == [
        ("R/1/66", "1946", "amendment: AMENDMENTS, RULES", "session 1"),
        ("R/57/5", "2002", "US EMBARGO, CUBA", "session 57; issues: economic development"),
        (
            "R/77/30",
            "2022-11-07",
            'paragraph: Effective measures, "nuclear"',
            "session 77; issues: nuclear weapons and nuclear material; arms control and disarmament",
        ),
        ("roll call 77031", "2022-12-31", "no title in the file", "session 77"),
        ("R/44/21", "1989", "INVENTED, DISARMAMENT", "session 44; issues: arms control and disarmament"),
        ("R/45/260", "1991", "INVENTED, SPRING", "session 45"),
    ], "days are wrong before 2003"


def test_votes_stand_under_the_state_of_the_year() -> None:
    loaded = load([FILES / NAME])
    rows = taken(loaded)
    numbers = {row_id("re", row): row["number"] for row in rows["resolution"]}
    votes = [(numbers[row["resolution_id"]], row["member"], row["vote"]) for row in rows["vote"]]
    assert votes == [
        *(
            ("R/1/66", *one)
            for one in (("USA", "yes"), ("UKR", "yes"), ("IND", "abstain"), ("CHN", "no"), ("SUN", "yes"))
        ),
        *(("R/57/5", *one) for one in (("CUB", "yes"), ("USA", "no"), ("YUG", "yes"))),
        *(
            ("R/77/30", *one)
            for one in (("USA", "yes"), ("RUS", "no"), ("ARM", "abstain"), ("KGZ", "absent"), ("SRB", "yes"))
        ),
        ("roll call 77031", "ARM", "yes"),
        *(("R/44/21", member, "yes") for member in ("DEU", "DDR", "SUN", "BLR", "YEM")),
        ("R/44/21", "YMD", "abstain"),
        *(("R/45/260", *one) for one in (("DEU", "yes"), ("YUG", "abstain"), ("YEM", "absent"), ("CHN", "yes"))),
    ], "a tie is no matter here: each vote stands alone"
    assert loaded.report.n_read == 27
    assert dict(loaded.report.left_out) == {
        "no state then: 260": 1,
        "no member of the United Nations then": 1,
        "no COW code in the file": 1,
    }


def test_a_vote_is_unknown_before_the_day_after() -> None:
    rows = taken(load([FILES / NAME]))
    assert {str(row["known_on"]) for row in rows["vote"] if row["member"] == "KGZ"} == {"2022-11-08"}
    assert_planted(rows, "vote", lambda row: row["member"] == "KGZ")
    assert_planted(rows, "resolution", lambda row: row["number"] == "R/77/30")
    assert_planted(rows, "vote", lambda row: row["member"] == "CUB")


def test_before_2003_a_vote_is_known_at_the_end_of_its_year() -> None:
    assert known(date(2002, 1, 5), 57).on == date(2002, 12, 31)
    assert known(date(1991, 3, 5), 45).on == date(1991, 12, 31), "a session goes on into spring"
    assert known(date(1985, 1, 3), 41).on == date(1986, 12, 31), "stored a year too early: the session opened in 1986"
    assert known(date(1967, 6, 1), 1005).on == date(1967, 12, 31), "an emergency session has no year in its number"
    assert known(date(2003, 1, 1), 57).on == date(2003, 1, 2)


def slim(tmp_path: Path) -> list[Path]:
    """The small file as fpsim has it: votes of members only, and roll calls."""
    votes, calls = tmp_path / "un_votes.parquet", tmp_path / "un_rollcalls.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE file AS FROM read_csv('{FILES / NAME}', nullstr = 'NA')")
        connection.execute(
            f"COPY (SELECT resid, ccode, vote FROM file WHERE vote < 8 AND ccode NOT NULL) TO '{votes}' (FORMAT parquet)"
        )
        connection.execute(
            f"COPY (SELECT DISTINCT resid, date, session FROM file ORDER BY resid) TO '{calls}' (FORMAT parquet)"
        )
    return [votes, calls]


def test_the_two_files_of_fpsim_give_the_same_votes(tmp_path: Path) -> None:
    paths = slim(tmp_path)
    loaded = load(paths)
    rows = taken(loaded)
    in_record(rows)
    assert (loaded.report.n_read, dict(loaded.report.left_out)) == (29, {"no state then: 260": 1})
    whole = taken(load([FILES / NAME]))["vote"]
    assert Counter((row["member"], row["vote"], row["voted_on"], row["known_on"]) for row in rows["vote"]) == Counter(
        (row["member"], row["vote"], row["voted_on"], row["known_on"]) for row in whole if row["vote"] != "absent"
    )
    assert len(taken(load(paths[::-1]))["vote"]) == len(rows["vote"]), "in either order"


def test_both_files_of_fpsim_are_needed_and_of_one_version(tmp_path: Path) -> None:
    votes, calls = slim(tmp_path)
    with pytest.raises(BadSource, match=r"the file of roll calls .* is missing"):
        load([votes])
    with pytest.raises(BadSource, match=r"the file of votes .* is missing"):
        load([calls])
    older = tmp_path / "older.csv"
    older.write_text("resid,date,session\n1001,1946-01-01,1\n")
    with pytest.raises(BadSource, match=r'row \d+, column `resid`: "57005" is no roll call of older.csv'):
        taken(load([votes, older]))


def test_a_zip_is_read(tmp_path: Path) -> None:
    path = tmp_path / "dataverse_files.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(FILES / NAME, NAME)
        archive.writestr("codebook.pdf", b"%PDF")
    assert len(taken(load([path]))["vote"]) == 24


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda text: text[:-3].rsplit(",", 2)[0], "cells where the header has 25"),
        (lambda text: text[: text.index("\n") + 1], "a header and no rows"),
        (lambda text: text.replace("unres,", "resolution,", 1), "`unres` not found"),
        (lambda text: text.replace("vote,", "ballot,", 1), "column `vote` not found"),
        (lambda _: "stateabb,ccode\nUSA,2\n", r"no votes in UNVotes.csv \(stateabb, ccode"),
        (lambda text: text.replace("6301,365,1,3,", "6301,365,1,4,"), 'line 12, column `vote`: "4" is none of 1 yes'),
        (lambda text: text.replace("6301,365,1,3,", "6301,365,1,NA,"), 'column `vote`: "NA" is none of'),
        (lambda text: text.replace("6301,365,", "6301,Russia,"), 'column `ccode`: "Russia" is not a number'),
        (lambda text: text.replace("6301,365,", "6301,36.5,"), "is not a whole number"),
        (lambda text: text.replace("2022-11-07", "07/11/2022"), '"07/11/2022" is not a date'),
        (lambda text: text.replace("2022-11-07", "2022-11"), "is no day"),
        (lambda text: text.replace("2022,77,0", "2022,NA,0"), "column `session`: .* is empty where a number is needed"),
        (lambda text: text.replace('"Effective', '"Effective "'), "cut short or damaged"),
    ],
)
def test_a_wrong_file_is_told_plainly(tmp_path: Path, change: object, told: str) -> None:
    path = changed(tmp_path, NAME, change)  # type: ignore[arg-type]
    with pytest.raises(BadSource, match=told):
        taken(load([path]))


@pytest.mark.parametrize(
    ("name", "raw", "told"),
    [
        (NAME, b"", "the file is empty"),
        (NAME, bytes(range(256)), "is not utf-8-sig text"),
        (NAME, b"\0\0\0", "this is no text"),
        ("un_votes.parquet", b"PAR1 junk PAR1", "cut short, damaged or no Parquet"),
    ],
)
def test_what_is_no_table_is_told_plainly(tmp_path: Path, name: str, raw: bytes, told: str) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    with pytest.raises(BadSource, match=told):
        taken(load([path]))


def test_the_card_allows_shipping() -> None:
    with pytest.raises(BadSource, match="no votes in nothing"):
        load([])
    assert CARD.may_redistribute


SESSIONS = (1, 2, 20, 44, 45, 46, 57, 58, 61, 77, 78)
"""Sessions loaded here: the first, and those around changes of states and of how days are stored; `bench/source_counts.py`
loads all."""


def test_real_votes_of_chosen_sessions_lose_nothing(shared: Path, tmp_path: Path) -> None:
    data = shared / "data"
    votes, calls = tmp_path / "un_votes.parquet", tmp_path / "un_rollcalls.parquet"
    with duckdb.connect() as connection:
        whole = connection.execute(
            f"SELECT (SELECT count(*) FROM '{data / votes.name}'), (SELECT count(*) FROM '{data / calls.name}')"
        ).fetchall()
        assert whole == [(855_887, 6_132)]
        connection.execute(
            f"COPY (SELECT * FROM '{data / calls.name}' WHERE session IN {SESSIONS}) TO '{calls}' (FORMAT parquet)"
        )
        connection.execute(
            f"COPY (SELECT * FROM '{data / votes.name}' SEMI JOIN '{calls}' USING (resid)) TO '{votes}' (FORMAT parquet)"
        )
        counts = dict(connection.execute(f"SELECT vote, count(*) FROM '{votes}' GROUP BY vote").fetchall())
        n_calls = connection.execute(f"SELECT count(*) FROM '{calls}'").fetchall()[0][0]
    loaded = load([votes, calls])
    rows = taken(loaded)
    assert loaded.report.left_out == Counter()
    assert loaded.report.n_read == sum(counts.values()) + n_calls
    assert Counter(row["vote"] for row in rows["vote"]) == {"yes": counts[1], "abstain": counts[2], "no": counts[3]}
    assert len({(row["resolution_id"], row["member"]) for row in rows["vote"]}) == len(rows["vote"]), "one vote each"
    of_year = {(row["member"], row["voted_on"][:4]) for row in rows["vote"]}
    assert {("SUN", "1991"), ("RUS", "2003"), ("YUG", "2002"), ("SCG", "2003"), ("SRB", "2006")} <= of_year
    assert {("DEU", "1989"), ("DDR", "1989"), ("CHN", "1946"), ("IND", "1946")} <= of_year
    assert not {("RUS", "1991"), ("SUN", "2002"), ("DDR", "1991")} & of_year
