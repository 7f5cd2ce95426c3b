"""Tools that write: there only when asked for, whole or not at all, and never a fact."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from foedus.errors import RecordError
from foedus.mcp.records import Desk, check_folders, opened
from foedus.record import Record
from tests.mcp.conftest import ARTICLE, Talk
from tests.mcp.standins import has_review

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


@pytest.mark.skipif(not has_review(), reason="needs foedus.review")
def test_a_decision_is_kept_with_who_and_how_and_hides_what_was_rejected(local: Local, tmp_path: Path) -> None:
    talk = local(Desk(write=tmp_path / "record"))
    rows = talk.told("read_into", **GIVEN)["rows"]
    row = next(it["id"] for it in rows if it["table"] == "event")
    tools = {it.name: it for it in talk.portal.call(talk.client.list_tools).tools}
    assert tools["review"].annotations is not None
    assert tools["review"].annotations.destructive_hint is True
    made = talk.told("review", row=row, verdict="reject", by="A. Reader", reason="not what the text says")
    assert (made["verdict"], made["by"]) == ("reject", "A. Reader (through a language model)")
    assert row not in {it["id"] for it in talk.told("timeline", alliance="csto", since="2022-09")["items"]}
    assert talk.told("review", row=row, verdict="undo", by="A. Reader")["verdict"] == "undo"
    assert "give the name" in talk.refused("review", row=row, verdict="reject", by=" ")
    assert talk.refused("review", row="csto-0159", verdict="reject", by="A. Reader")
    assert "verdict: input should be" in talk.refused("review", row=row, verdict="delete", by="A. Reader")


@pytest.mark.skipif(has_review(), reason="foedus.review is there")
def test_without_the_review_there_is_no_such_tool(local: Local, tmp_path: Path) -> None:
    assert "review" not in local(Desk(write=tmp_path / "record")).tools()
