"""Every embedded alliance: it can be assessed at the end of each year of its life, from treaties with sources."""

from __future__ import annotations

from datetime import date

import pytest

import foedus
from foedus.build import find_alliance, list_alliances
from foedus.dates import PartialDate
from foedus.record import Record, embedded
from foedus.states import held_by

WANTED = {
    "nato": "NATO",
    "Warsaw Pact": "WARSAW-PACT",
    "cis": "CIS",
    "Rio Treaty": "RIO",
    "oas": "OAS",
    "alba": "ALBA",
    "Arab League": "ARAB-LEAGUE",
    "gcc": "GCC",
    "ecowas": "ECOWAS",
    "sadc": "SADC",
    "eccas": "ECCAS",
    "African Union": "AU",
    "Alliance of Sahel States": "AES",
    "cento": "CENTO",
    "seato": "SEATO",
    "anzus": "ANZUS",
    "aukus": "AUKUS",
    "Five Power Defence Arrangements": "FPDA",
    "asean": "ASEAN",
    "sco": "SCO",
    "guam": "GUAM",
    "Western European Union": "WEU",
    "eu": "EU",
    "Balkan Pact": "BALKAN-PACT",
    "union-state": "UNION-STATE",
    "us-japan": "US-JAPAN",
    "us-korea": "US-KOREA",
    "russia-dprk": "RUSSIA-DPRK",
    "csto": "CSTO",
}
"""Names a user types, and the alliance that is meant."""


@pytest.fixture(scope="module")
def record() -> Record:
    return Record.open(*embedded.folders())


@pytest.mark.parametrize("name", WANTED)
def test_the_names_that_people_type_find_it(record: Record, name: str) -> None:
    assert find_alliance(record.as_of(date(2026, 1, 1)), name)["code"] == WANTED[name]


def test_there_are_at_least_25_and_each_has_members_promises_and_events(record: Record) -> None:
    view = record.as_of(date(2026, 1, 1))
    codes = {row["code"] for row in list_alliances(view)}
    assert len(codes) >= 25
    for table in ("membership", "obligation", "event"):
        assert codes <= {row["alliance"] for row in view.query(f"SELECT DISTINCT alliance FROM {table}")}, table


def test_every_member_is_a_state_of_its_first_day(record: Record) -> None:
    for row in record.query("SELECT DISTINCT alliance, member, from_on FROM membership"):
        if row["alliance"] == "ARAB-LEAGUE" and row["from_on"].startswith("1945"):
            continue  # Syria and Transjordan signed the Pact before the lists of states count them.
        if row["member"].isupper() and len(row["member"]) == 3 and row["member"] not in ("ESH", "PSE"):
            # The republics of the Soviet Union ratified the founding of the CIS some weeks before it ended.
            year = PartialDate.parse(row["from_on"]).last.year
            assert held_by(row["member"], "iso3", date(year, 12, 31)), row


def test_no_two_spells_of_a_member_overlap(record: Record) -> None:
    view = record.as_of(date(2026, 1, 1))
    sql = """SELECT a.alliance, a.member FROM membership a JOIN membership b USING (alliance, member)
    WHERE a.spell < b.spell AND coalesce(a.ended_from, DATE '2100-01-01') > b.happened_to"""
    assert view.query(sql) == []


COUNTS = {
    ("NATO", "1952-12-31"): 14,
    ("NATO", "2004-12-31"): 26,
    ("NATO", "2024-12-31"): 32,
    ("WARSAW-PACT", "1960-01-01"): 8,
    ("WARSAW-PACT", "1990-01-01"): 7,
    ("EU", "2012-01-01"): 27,
    ("EU", "2014-01-01"): 28,
    ("EU", "2021-01-01"): 27,
    ("ECOWAS", "2023-09-01"): 15,
    ("ECOWAS", "2025-02-15"): 12,
    ("GCC", "2017-07-01"): 6,
    ("ASEAN", "2000-01-01"): 10,
    ("SADC", "2020-01-01"): 16,
    ("ARAB-LEAGUE", "2020-01-01"): 22,
    ("AU", "2018-01-01"): 55,
    ("SCO", "2024-12-31"): 10,
    ("OAS", "2024-12-31"): 34,
    ("SEATO", "1970-01-01"): 8,
    ("CENTO", "1958-01-01"): 5,
    ("CENTO", "1960-01-01"): 4,
    ("WEU", "2000-01-01"): 10,
}
"""Numbers of members that the bodies themselves state for these days."""


@pytest.mark.parametrize(("code", "day"), COUNTS)
def test_the_number_of_members(record: Record, code: str, day: str) -> None:
    found = {row["code"]: row["members"] for row in list_alliances(record.as_of(date.fromisoformat(day)))}
    assert found[code] == COUNTS[code, day]


@pytest.mark.parametrize("code", sorted(set(WANTED.values())))
def test_it_can_be_assessed_through_its_life(record: Record, code: str) -> None:
    for year in range(1950, 2026, 15):
        day = date(year, 6, 30)
        if code in {row["code"] for row in list_alliances(record.as_of(day))}:
            made = foedus.assess(code, day, record=record)
            assert made.headline
            known = {row.id: row for row in made.evidence}
            cited = {id_ for it in made.findings for id_ in it.evidence}
            assert cited <= set(known)
            assert all(date.fromisoformat(row.known_on) <= day for row in made.evidence)
