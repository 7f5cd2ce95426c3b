"""The review queue in a browser: what is on the pages, what a form does, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the web needs the extra `web`")

from starlette.testclient import TestClient

from foedus.record import Record
from foedus.review.decisions import decide, history, kept, standing
from foedus.review.queue import items
from foedus.review.withtexts import assess_with_read, keep
from foedus.web.app import app
from tests.review.world import text, world

SCRIPT = "<script>alert(1)</script>"
WORDS = "Kazakhstan refused to attend the CSTO exercise on Tuesday. Belarus criticised the CSTO. “We wait,” Nikol Pashinyan said."


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("web") / "base"
    record = world()
    texts = [
        text(WORDS, outlet=f"Wire {SCRIPT}"),
        text("Kazakhstan refused to attend the CSTO exercise.", outlet="Courier"),
    ]
    keep(assess_with_read("csto", texts, "2022-11-30", record=record).scratch, folder, record)
    return folder


@pytest.fixture
def folder(base: Path, tmp_path: Path) -> Path:
    Record.open(base).save(tmp_path / "record")
    return tmp_path / "record"


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    with TestClient(app(folder, "Ana"), base_url="http://localhost", follow_redirects=False) as made:
        yield made


def first(folder: Path) -> str:
    return items(Record.open(folder))[0].id


def field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return unescape(found.group(1))


def form(client: TestClient, id_: str, **more: str) -> dict[str, str]:
    page = client.get(f"/row/{id_}").text
    return {"token": field(page, "token"), "seen": field(page, "seen")} | more


def test_the_queue_lists_rows_with_their_sentences(client: TestClient, folder: Path) -> None:
    page = client.get("/").text
    for item in items(Record.open(folder)):
        assert f'href="/row/{item.id}"' in page
    assert "refused to attend the CSTO exercise on Tuesday" in page


def test_the_page_of_a_row_marks_the_words_and_gives_the_reasons(client: TestClient, folder: Path) -> None:
    page = client.get(f"/row/{first(folder)}").text
    assert re.search(r"<mark>refused to attend[^<]*</mark>", page)
    assert "outer verb:" in page


def test_every_row_has_its_page(client: TestClient, folder: Path) -> None:
    for item in items(Record.open(folder), {"state": "all"}):
        assert client.get(f"/row/{item.id}").status_code == 200


def test_what_a_text_says_is_never_markup(client: TestClient, folder: Path) -> None:
    pages = [client.get("/").text, client.get(f"/row/{first(folder)}").text, client.get("/decisions").text]
    assert all(SCRIPT not in page for page in pages)
    assert "&lt;script&gt;" in pages[0]


@pytest.mark.parametrize("verdict", ["accept", "reject"])
def test_a_form_decides_and_goes_on_to_the_next(client: TestClient, folder: Path, verdict: str) -> None:
    id_ = first(folder)
    answer = client.post(f"/row/{id_}", data=form(client, id_, action=verdict, reason="it is so"))
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/row/")
    made = standing(Record.open(folder))[id_]
    assert (made.verdict, made.by, made.reason) == (verdict, "Ana", "it is so")
    assert f"Saved: {verdict} {id_}" in client.get(answer.headers["location"]).text
    assert client.get("/decisions").text.count("it is so") == 1


def test_a_correction_takes_only_what_was_changed(client: TestClient, folder: Path) -> None:
    id_ = first(folder)
    page = client.get(f"/row/{id_}").text
    told = {name: field(page, name) for name in ("happened_on", "actor", "recipient", "alliance")}
    sent = form(client, id_, action="correct") | told | {"actor": "BLR"}
    assert client.post(f"/row/{id_}", data=sent).status_code == 303
    made = standing(Record.open(folder))[id_]
    (row,) = Record.open(folder).query("SELECT * FROM event WHERE id = $id", {"id": made.corrected_id})
    assert (row["actor"], row["recipient"], row["alliance_act"]) == ("BLR", "CSTO", "refuse_attend")


def test_a_bad_correction_is_one_sentence_and_saves_nothing(client: TestClient, folder: Path) -> None:
    id_ = first(folder)
    answer = client.post(f"/row/{id_}", data=form(client, id_, action="correct", happened_on="soon"))
    assert answer.status_code == 422
    assert "is not a date" in answer.text
    assert history(Record.open(folder)) == []


def test_undo_shows_the_row_again(client: TestClient, folder: Path) -> None:
    id_ = first(folder)
    client.post(f"/row/{id_}", data=form(client, id_, action="reject"))
    answer = client.post(f"/row/{id_}", data=form(client, id_, action="undo"))
    assert answer.headers["location"].startswith(f"/row/{id_}")
    assert standing(Record.open(folder)) == {}


def test_somebody_was_quicker(client: TestClient, folder: Path) -> None:
    id_ = first(folder)
    sent = form(client, id_, action="reject")
    kept(folder, lambda record: decide(record, id_, "accept", "Ben"))
    answer = client.post(f"/row/{id_}", data=sent)
    assert (answer.status_code, "Ben decided meanwhile" in answer.text) == (409, True)
    assert standing(Record.open(folder))[id_].by == "Ben"


def test_a_form_without_what_was_seen_never_overrides(client: TestClient, folder: Path) -> None:
    id_ = first(folder)
    sent = form(client, id_, action="reject")
    kept(folder, lambda record: decide(record, id_, "accept", "Ben"))
    assert client.post(f"/row/{id_}", data=sent | {"seen": ""}).status_code == 409


def test_forged_forms_are_refused(client: TestClient, folder: Path) -> None:
    id_ = first(folder)
    sent = form(client, id_, action="accept")
    token = sent.pop("token")
    url = f"/row/{id_}"
    assert client.post(url, data=sent).status_code == 403
    assert client.post(url, data=sent | {"token": "0" * 64}).status_code == 403
    assert client.post(url, data=sent | {"token": token}, headers={"origin": "https://evil.example"}).status_code == 403
    assert client.post(url, json=sent | {"token": token}).status_code == 415
    assert client.post(url, data=sent | {"token": token, "reason": "x" * 70_000}).status_code == 413
    client.cookies.clear()
    assert client.post(url, data=sent | {"token": token}).status_code == 403
    assert history(Record.open(folder)) == []


def test_other_names_of_this_machine_are_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    assert client.get("/", headers={"host": "127.0.0.1:8642"}).status_code == 200


def test_every_answer_is_under_a_strict_policy(client: TestClient) -> None:
    for url in ("/", "/style.css", "/nowhere", "/row/ev-000000000000"):
        policy = client.get(url).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "script-src" not in policy
    assert "<script" not in client.get("/").text
    assert " style=" not in client.get("/").text


def test_pages_that_do_not_exist_say_so(client: TestClient) -> None:
    assert client.get("/nowhere").status_code == 404
    answer = client.get("/row/ev-000000000000")
    assert (answer.status_code, "is not in the review queue" in answer.text) == (404, True)
    assert client.get("/?state=done").status_code == 422
    assert "Saved" not in client.get("/?said=you+have+won").text


def test_filters_and_names(client: TestClient, folder: Path) -> None:
    assert "refused to attend" not in client.get("/?act=criticise").text
    token = field(client.get("/").text, "token")
    assert client.post("/name", data={"token": token, "name": "  "}).status_code == 422
    assert client.post("/name", data={"token": token, "name": "Žofia Ünal"}).status_code == 303
    id_ = first(folder)
    client.post(f"/row/{id_}", data=form(client, id_, action="accept"))
    assert standing(Record.open(folder))[id_].by == "Žofia Ünal"
