"""The embedded record: in step with its text files, true to its sources, neutral, and blind to the future."""

from __future__ import annotations

import csv
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from foedus.dates import PartialDate
from foedus.record import Record, embedded
from foedus.record.build import build
from foedus.record.schema import ANSWER_CLASSES, TABLES

Rows = dict[str, dict[str, Any]]
END_OF_TIME = date(2100, 1, 1)


@pytest.fixture(scope="module")
def record() -> Record:
    return Record.open(embedded.FOLDER)


def by_key(record: Record, table: str) -> Rows:
    return {row["key"]: row for row in record.query(f"SELECT * FROM {table}")}


def shared_rows(shared: Path, name: str) -> list[dict[str, str]]:
    with (shared / "record" / name).open(newline="", encoding="utf-8") as handle:
        return list(csv.DictReader(handle))


def test_the_parquet_is_in_step_with_the_text_files(record: Record) -> None:
    made = build(embedded.TEXT_FOLDER)
    for table in TABLES:
        query = f"SELECT * FROM {table} ORDER BY id"
        assert record.query(query) == made.query(query), f"{table} is stale: run `make record`"


def test_every_verified_row_cites_a_page_and_every_other_is_marked(record: Record) -> None:
    for table in set(TABLES) - {"source", "link"}:
        for row in record.query(f"SELECT * FROM {table} WHERE is_verified AND source_id IS NULL"):
            pytest.fail(f"{table} {row['key']} is marked as verified but cites no source")


def test_no_row_is_known_before_its_source_or_before_it_happened(record: Record) -> None:
    sources = {row["id"]: row for row in record.query("SELECT * FROM source")}
    announced = {row["id"] for row in record.query("SELECT id FROM event WHERE modality = 'announced'")}
    for name, table in TABLES.items():
        for row in record.query(f"SELECT * FROM {name}"):
            if {row["id"], row.get("event_id")} & announced:
                continue
            source = sources.get(row.get("source_id"))
            if source is not None:
                assert row["known_on"] >= source["known_on"], f"{name} {row['key']} is known before its source"
            if table.happened and row[table.happened]:
                first = PartialDate.parse(row[table.happened]).first
                assert row["known_on"] >= first or name in PROSPECTIVE, (
                    f"{name} {row['key']} is known before it happened"
                )


PROSPECTIVE = {"alliance", "obligation"}
"""Tables whose rows may tell of an entry into force that was fixed beforehand."""


def test_no_text_names_a_year_after_the_row_became_known(record: Record) -> None:
    for name in ("event", "statement", "call", "answer", "obligation", "membership", "conflict", "vote"):
        for row in record.query(f"SELECT * FROM {name}"):
            told = " ".join(
                str(row[column]) for column in ("sentence", "content", "note", "paraphrase") if row.get(column)
            )
            for year in re.findall(r"\b(?:19|20)\d\d\b", told):
                is_ahead = int(year) > row["known_on"].year
                assert not is_ahead or row["key"] in TERMS, (
                    f"{name} {row['key']}, known {row['known_on']}, names {year}"
                )


TERMS = {"csto-0027", "csto-0067", "csto-0073", "csto-0074", "csto-0089"}
"""Rows that tell of a term or plan which was set beforehand."""


def test_wording_names_no_side_as_right(record: Record) -> None:
    loaded = re.compile(
        r"\b(regime|despot|dictator\w*|puppet|aggressor|so-called|unprovoked|brutal\w*|heroic|illegal\w*|liberat\w+|"
        r"betray\w*|invad\w+ing|terrorists?)\b",
        re.IGNORECASE,
    )
    said_by = re.compile(
        r"\b(said|spoke of|called|described|according|what (he|she|it|they) call\w*|held|declared|termed)\b"
    )
    for name in ("event", "statement", "call", "answer", "conflict", "obligation"):
        for row in record.query(f"SELECT * FROM {name}"):
            told = str(row.get("sentence") or row.get("content") or row.get("situation") or row.get("paraphrase") or "")
            if loaded.search(told):
                assert said_by.search(told), f"{name} {row['key']} uses a loaded word as its own: {told}"


def test_quotations_are_attributed(record: Record) -> None:
    for row in record.query("SELECT * FROM statement WHERE is_direct"):
        assert row["office"] or row["speaker"], row["key"]
    for row in record.query("SELECT key, sentence FROM event WHERE sentence LIKE '%\"%'"):
        assert re.search(r"\b(said|spoke of|called|told|described)\b", row["sentence"]), row["key"]


# What follows is read once more against the facts the record was written from.

KNOWN_LATER_OR_ELSEWHERE = {
    "csto-0132": "dated by a report of 6 January 2022, five days before the page of the facts",
    "csto-0133": "dated by a report of 6 January 2022",
    "csto-0134": "dated by a report of 6 January 2022",
    "csto-0158": "the fighting is dated by an earlier page; the toll is a row of its own",
    "csto-0161": "the fighting is dated by an earlier page; the tolls are a row of their own",
    "csto-0185": "dated to the day by the press release of the Armenian prime minister",
    "csto-0189": "dated to the day by a report of 24 November 2022",
}


def known_by_rule(fact: dict[str, str]) -> date:
    """Publication where known to the day, else the end of its month or year, else the day after the act."""
    if fact["published"]:
        return PartialDate.parse(fact["published"]).last
    return PartialDate.parse(fact["date"]).last + timedelta(days=1)


def test_every_event_is_there_and_known_by_the_rule(record: Record, shared: Path) -> None:
    events, votes = by_key(record, "event"), by_key(record, "vote")
    sources = {row["id"]: row for row in record.query("SELECT * FROM source")}
    for fact in shared_rows(shared, "csto_events.csv"):
        row = (votes if fact["kind"] == "vote" else events)[fact["id"]]
        assert row["is_verified"] == (fact["verified"] == "true"), fact["id"]
        if fact["id"] in KNOWN_LATER_OR_ELSEWHERE:
            assert row["known_on"] <= known_by_rule(fact), fact["id"]
            continue
        assert row["known_on"] == known_by_rule(fact), fact["id"]
        assert (row["known_basis"] == "inferred") == (not fact["published"]), fact["id"]
        url = sources[row["source_id"]]["url"] if row["source_id"] else ""
        assert url == fact["source_url"], fact["id"]


def test_members_row_by_row(record: Record, shared: Path) -> None:
    view = record.as_of(END_OF_TIME)
    spells = {
        (row["member"], str(row["spell"])): row
        for row in view.query("SELECT * FROM membership WHERE alliance = 'CSTO'")
    }
    facts = shared_rows(shared, "members.csv")
    assert len(spells) == len(facts) == 10
    modes = {"in force": None, "lapse": "lapse", "suspension": "suspension-at-own-request"}
    for fact in facts:
        row = spells[(fact["iso3"], fact["spell"])]
        mode = next(ours for theirs, ours in modes.items() if fact["end_mode"].startswith(theirs))
        assert (row["from_on"], row["to_on"], row["end_mode"]) == (fact["start_date"], fact["end_date"] or None, mode)
        assert row["is_verified"] == (fact["verified"] == "true")
        assert view.query("SELECT name FROM actor WHERE code = $c", {"c": fact["iso3"]}) == [{"name": fact["state"]}]


def test_obligations_row_by_row(record: Record, shared: Path) -> None:
    rows = {
        (row["instrument"], row["article"]): row
        for row in record.query("SELECT * FROM obligation WHERE alliance = 'CSTO'")
    }
    sources = {row["id"]: row["url"] for row in record.query("SELECT id, url FROM source")}
    facts = shared_rows(shared, "obligations.csv")
    assert len(rows) == len(facts) == 29
    for fact in facts:
        row = rows[(fact["instrument"], fact["article"])]
        assert row["obligation_kind"] == fact["obligation_kind"].replace(" ", "-")
        assert row["is_verified"] == (fact["verified"] == "true")
        assert (sources[row["source_id"]] if row["source_id"] else "") == fact["source_url"]
        assert row["paraphrase"].rstrip(".") != fact["paraphrase"].rstrip(".")


def test_calls_and_answers_row_by_row(record: Record, shared: Path) -> None:
    calls = by_key(record, "call")
    answers = record.query("SELECT * FROM answer")
    events = {row["id"]: row["key"] for row in record.query("SELECT id, key FROM event")}
    facts = shared_rows(shared, "calls.csv")
    clashes = {fact["id"] for fact in shared_rows(shared, "csto_events.csv") if fact["kind"] == "clash"}
    assert len(facts) == 13
    for fact in facts:
        row = calls[fact["call_id"]]
        assert (row["called_on"], row["caller"]) == (fact["date"], fact["caller"])
        given = [answer for answer in answers if answer["call_id"] == row["id"]]
        made = {events[row["event_id"]], *(events.get(answer["event_id"]) for answer in given)}
        assert set(fact["source_event_ids"].split(";")) - clashes <= made, fact["call_id"]
        overall = next((c for c in ANSWER_CLASSES if any(answer["answer_class"] == c for answer in given)), "none")
        assert overall == fact["response_class"], fact["call_id"]
        if fact["response_date"]:
            of_class = [answer for answer in given if answer["answer_class"] == overall]
            by_addressee = [answer for answer in of_class if answer["responder"] == row["addressee"]] or of_class
            assert min(answer["answered_on"] for answer in by_addressee) == fact["response_date"], fact["call_id"]


OUR_NAMES = {
    "trade_with_russia_share_of_gdp": "trade_with_partner_share_of_gdp",
    "trade_turnover_with_russia": "trade_with_partner",
    "exports_to_russia": "exports_to_partner",
    "arms_import_share_from_russia_5y": "arms_import_share_from_partner_5y",
    "russian_gas_imports": "gas_imports_from_partner",
    "russian_gas_share_of_energy_consumption": "gas_from_partner_share_of_energy",
    "russian_gas_price": "gas_price_from_partner",
    "russian_troops": "partner_troops",
    "russian_base_agreement_end": "partner_base_agreement_end",
    "workers_in_russia": "workers_in_partner",
    "csto_budget_share": "alliance_budget_share",
    "csto_assessed_contribution": "alliance_assessed_contribution",
    "exports_to_EAEU_share": "exports_to_eaeu_share",
    "imports_from_EAEU_share": "imports_from_eaeu_share",
}
"""Names of the fact sheet that name Russia, and ours, which serve any hub."""


def test_indicators_row_by_row(record: Record, shared: Path) -> None:
    rows = {(row["subject"], row["year"], row["name"]): row for row in record.query("SELECT * FROM indicator")}
    for fact in shared_rows(shared, "dependence.csv"):
        row = rows[(fact["member"], int(fact["year"]), OUR_NAMES.get(fact["measure"], fact["measure"]))]
        assert row["value"] == float(fact["value"]), fact
        assert row["is_verified"] == (fact["verified"] == "true"), fact


def test_sentences_are_ours(record: Record, shared: Path) -> None:
    """No run of nine words is shared with the article of the specimen, and no sentence with the fact sheet."""
    article = _words((shared / "specimen" / "2022-11-28_csto_summit.txt").read_text(encoding="utf-8"))
    runs = {tuple(article[i : i + 9]) for i in range(len(article) - 8)}
    facts = {tuple(_words(fact["description"])) for fact in shared_rows(shared, "csto_events.csv")}
    for name, column in (("event", "sentence"), ("statement", "content"), ("answer", "content"), ("call", "situation")):
        for row in record.query(f"SELECT key, {column} AS told FROM {name}"):
            told = _words(row["told"])
            assert not {tuple(told[i : i + 9]) for i in range(len(told) - 8)} & runs, row["key"]
            assert tuple(told) not in facts or len(told) < 6, row["key"]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
