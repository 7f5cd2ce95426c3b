"""Alerts on their way: signed so that a receiver can tell, sent again until taken, printed at least once, never lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import fake_news
from foedus.watch import outbox
from foedus.watch.state import State, WatchError, opened

KEY = b"k" * 32


def post(state: State, *ids: str) -> None:
    for id_ in ids:
        body = json.dumps({"id": id_, "kind": "alert"})
        state.do("INSERT INTO outbox (id, body, made_at, is_to_send) VALUES (?, ?, 1, 1)", id_, body)


def test_the_signature_is_that_of_standard_webhooks(tmp_path: Path) -> None:
    """The published test vector of standardwebhooks.com."""
    path = tmp_path / "secret"
    path.write_text("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n")
    made = outbox.signature(outbox.secret_of(path), "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_receiver_tells_what_is_signed_fresh_and_whole() -> None:
    headers = {
        "Webhook-Id": "a",
        "webhook-timestamp": "1000",
        "webhook-signature": outbox.signature(KEY, "a", 1000, b"x"),
    }
    assert outbox.is_signed(KEY, headers, b"x", now=1100)
    assert not outbox.is_signed(KEY, headers, b"y", now=1100)
    assert not outbox.is_signed(KEY, headers, b"x", now=1400), "too old: a replay"
    assert not outbox.is_signed(KEY, headers | {"Webhook-Id": "b"}, b"x", now=1100)
    assert not outbox.is_signed(b"j" * 32, headers, b"x", now=1100)
    assert not outbox.is_signed(KEY, {}, b"x", now=1100)


def test_what_is_not_taken_is_sent_again_under_the_same_id_and_in_order(tmp_path: Path) -> None:
    news = fake_news.made(0, 1)
    news.hook_faults = [500, 404]
    with fake_news.serving(news), opened(tmp_path / "r") as state:
        post(state, "al_1", "al_2")
        url, now = f"{news.url}/hook", 1_000_000.0
        assert outbox.send_due(state, url, KEY, now) == 0
        assert outbox.send_due(state, url, KEY, now + 1) == 0
        assert len(news.hooks) == 1, "the first waits, and the second does not overtake it"
        for later in (10, 100, 1_000, 10_000):
            outbox.send_due(state, url, KEY, now + later)
        assert state.one("SELECT count(*) FROM outbox WHERE sent_at IS NULL") == 0
        assert outbox.next_due(state) is None
    sent = [json.loads(body)["id"] for _, body in news.hooks]
    assert sent == ["al_1", "al_1", "al_1", "al_2"], "two refusals, two taken"
    for headers, body in news.hooks:
        told = {name.lower(): value for name, value in headers.items()}
        assert told["webhook-id"] == json.loads(body)["id"]
        assert outbox.is_signed(KEY, told, body, now=float(told["webhook-timestamp"]))


def test_a_receiver_that_is_away_loses_nothing(tmp_path: Path) -> None:
    with opened(tmp_path / "r") as state:
        post(state, "al_1")
        assert outbox.send_due(state, "http://127.0.0.1:9/", KEY, 1.0) == 0
        assert state.one("SELECT n_tries FROM outbox") == 1
    with opened(tmp_path / "r") as state:
        assert outbox.next_due(state) is not None


def test_printing_is_noted_after_it_was_done(tmp_path: Path) -> None:
    shown: list[str] = []

    def write(told: dict[str, object]) -> None:
        if not shown:
            shown.append("broken")
            raise BrokenPipeError
        shown.append(str(told["id"]))

    with opened(tmp_path / "r") as state:
        post(state, "al_1")
        with pytest.raises(BrokenPipeError):
            outbox.print_new(state, write, 1.0)
        outbox.print_new(state, write, 2.0)
        assert outbox.print_new(state, write, 3.0) == 0
    assert shown == ["broken", "al_1"]


@pytest.mark.parametrize(
    ("text", "told"), [("short", "shorter than 16"), ("whsec_!!!!", "not base64"), (None, "cannot be read")]
)
def test_a_bad_secret_is_told(tmp_path: Path, text: str | None, told: str) -> None:
    path = tmp_path / "secret"
    if text is not None:
        path.write_text(text)
    with pytest.raises(WatchError, match=told):
        outbox.secret_of(path)
