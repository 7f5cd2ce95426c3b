"""Tools that write: there only when asked for, whole or not at all, and never a fact."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from foedus.errors import RecordError
from foedus.mcp.records import Desk, check_folders, opened
from foedus.record import Record
from tests.mcp.conftest import ARTICLE, Talk

pytest.importorskip("spacy")

Local = Callable[[Desk], Talk]
GIVEN = {"text": ARTICLE, "dateline": "2022-11-24", "title": "A summit", "outlet": "Our Own Paper"}


def test_writing_tools_are_there_only_with_a_record_to_write_to(local: Local, tmp_path: Path) -> None:
    talk = local(Desk(write=tmp_path / "record"))
    tools = {it.name: it for it in talk.portal.call(talk.client.list_tools).tools}
    assert {"read_into", "waiting"} <= tools.keys()
    assert not {"read_into", "waiting"} & set(local(Desk()).tools())
    read = tools["read_into"].annotations
    assert read is not None
    assert (read.read_only_hint, read.destructive_hint, read.idempotent_hint) == (False, False, True)


def test_an_article_goes_in_unverified_once_and_is_seen_by_the_other_tools(local: Local, tmp_path: Path) -> None:
    folder = tmp_path / "record"
    talk = local(Desk(write=folder))
    assert talk.told("waiting")["rows"] == []
    told = talk.told("read_into", **GIVEN)
    assert told["n_new"]["source"] == 1
    assert told["n_new"]["event"] >= 1
    assert all(it["is_verified"] is False and it["method"].startswith("reader@") for it in told["rows"])
    again = talk.told("read_into", **GIVEN)
    assert (again["was_there"], again["n_new"]) == (True, {})
    assert [it["id"] for it in again["rows"]] == [it["id"] for it in told["rows"]]
    assert talk.told("waiting")["page"]["n_total"] == len(told["rows"])
    shown = talk.told("evidence", ids=[told["rows"][0]["id"]])
    assert shown["sources"][0]["title"] == "A summit"
    assert Record.open(folder).counts()["source"] == 1
    listed = {it["id"] for it in talk.told("timeline", alliance="csto", since="2022-09", until="2022-11-30")["items"]}
    assert listed & {it["id"] for it in told["rows"] if it["table"] == "event"}


def test_a_refused_article_leaves_nothing_behind(local: Local, tmp_path: Path) -> None:
    folder = tmp_path / "record"
    talk = local(Desk(write=folder))
    assert "is not a date" in talk.refused("read_into", text=ARTICLE, dateline="soon")
    assert "no alliance" in talk.refused("read_into", text=ARTICLE, alliance="No Such Pact")
    assert "title: 400 characters are too many" in talk.refused("read_into", text=ARTICLE, title="x" * 400)
    assert "it is empty" in talk.refused("read_into", text="")
    assert not folder.exists()


def test_a_whole_record_is_read_alone_and_a_small_one_beside_the_embedded(tmp_path: Path) -> None:
    from foedus.record import embedded

    whole = Record.open(*embedded.folders()).save(tmp_path / "whole")
    n = len(opened(Desk(write=whole)).query("SELECT id FROM alliance"))
    assert n == len(opened(Desk()).query("SELECT id FROM alliance"))
    small = Record.create(tmp_path / "small").folder
    assert len(opened(Desk(write=small)).query("SELECT id FROM alliance")) == n


def test_folders_that_no_call_could_use_are_refused_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("mine", encoding="utf-8")
    for desk, words in (
        (Desk(record=tmp_path), "is not a record"),
        (Desk(write=tmp_path / "full"), "is not empty and no record"),
        (Desk(texts=tmp_path / "none"), "is no folder"),
    ):
        with pytest.raises(RecordError, match=words):
            check_folders(desk)
    check_folders(Desk(write=tmp_path / "new"))
    assert not (tmp_path / "new").exists()
