"""One request within bounds: where it may go, how long, how large and what kind it may be, and what its answer means."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest

import fake_news
from foedus.watch.fetch import Got, Later, Limits, Moved, Never, Same, TooLarge, ask, inflated, retry_after, within
from foedus.watch.guard import Refused, check_address, is_public
from foedus.watch.pace import Pace
from foedus.watch.robots import Robots, fetch_robots

OPEN = Limits(seconds=2, is_private_allowed=True)


@pytest.fixture(scope="module")
def news() -> Iterator[fake_news.News]:
    kinds = ("plain", *fake_news.FAULTS)
    stories = [fake_news.Story(n, f"Text of {kind}. " * 9, "", kind, False, None, (0,)) for n, kind in enumerate(kinds)]
    with fake_news.serving(fake_news.News(stories, 1, {0: "plain"}, shown=len(stories))) as made:
        yield made


def page(news: fake_news.News, fault: str) -> str:
    return fake_news.link_of(news, next(one for one in news.stories if one.fault == fault))


@pytest.mark.parametrize(
    "number",
    [
        *(
            "127.0.0.1",
            "10.0.0.1",
            "192.168.1.1",
            "172.16.0.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.1.2.3",
            "224.0.0.1",
        ),
        *(
            "::1",
            "fe80::1",
            "fd00::1",
            "::ffff:127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "::ffff:169.254.169.254",
        ),
    ],
)
def test_numbers_of_this_computer_and_of_private_networks_are_not_public(number: str) -> None:
    assert not is_public(number)


def test_numbers_of_the_net_are_public() -> None:
    assert all(map(is_public, ("8.8.8.8", "2606:4700::1111", "64:ff9b::808:808")))


@pytest.mark.parametrize(
    "url",
    [
        *("http://localhost/a", "http://127.0.0.1/a", "http://[::1]/a", "http://printer.local/", "http://a.internal/"),
        *(
            "http://169.254.169.254/latest/meta-data/",
            "file:///etc/passwd",
            "ftp://example.org/",
            "http://",
            "http://[::1",
        ),
        *("http://name:word@example.org/", "gopher://x/"),
    ],
)
def test_addresses_that_no_feed_should_lead_to_are_refused(url: str) -> None:
    with pytest.raises(Refused):
        check_address(url, is_private_allowed=False)


def test_a_name_that_leads_to_a_private_number_is_refused_when_it_is_connected(
    news: fake_news.News, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(news.url.rpartition(":")[2])
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
    monkeypatch.setattr("foedus.watch.guard.socket.getaddrinfo", lambda *_, **__: found)
    before = sum(news.asked.values())
    answer = ask(f"http://news.example:{port}/page/0", Limits())
    assert isinstance(answer, Never)
    assert "private network" in answer.why
    assert sum(news.asked.values()) == before, "nothing was asked"
    assert isinstance(ask(f"http://news.example:{port}/page/0", OPEN), Got)


def test_a_page_comes_packed_or_not(news: fake_news.News) -> None:
    for fault in ("plain", "packed"):
        answer = ask(page(news, fault), OPEN)
        assert isinstance(answer, Got)
        assert f"Text of {fault}.".encode() in answer.data


def test_what_did_not_change_is_told_and_not_sent(news: fake_news.News) -> None:
    first = ask(f"{news.url}/feed/0", OPEN)
    assert isinstance(first, Got)
    assert isinstance(ask(f"{news.url}/feed/0", OPEN, first.etag), Same)


@pytest.mark.parametrize("fault", ["bomb", "double bomb", "picture", "gone"])
def test_bombs_pictures_and_what_is_gone_never_come(news: fake_news.News, fault: str) -> None:
    answer = ask(page(news, fault), OPEN)
    assert isinstance(answer, Never)
    assert answer.is_gone == (fault == "gone")


def test_a_bomb_is_never_unpacked_whole() -> None:
    import gzip

    packed = gzip.compress(b"0" * 30_000_000)
    taken = []
    with pytest.raises(TooLarge):
        for piece in within(inflated([packed], "gzip"), 1_000_000):
            taken.append(len(piece))
    assert max(taken) <= 65_536
    assert sum(taken) <= 1_000_000


def test_redirects_are_told_with_whether_they_are_for_good(news: fake_news.News) -> None:
    once, for_good = ask(page(news, "moved"), OPEN), ask(page(news, "moved for good"), OPEN)
    assert isinstance(once, Moved)
    assert isinstance(for_good, Moved)
    assert (once.is_for_good, for_good.is_for_good) == (False, True)
    assert once.to.startswith(news.url), "relative addresses are made whole"


@pytest.mark.parametrize("fault", ["busy", "cut", "later"])
def test_passing_faults_are_asked_again(news: fake_news.News, fault: str) -> None:
    first = ask(page(news, fault), OPEN)
    assert isinstance(first, Later)
    assert first.is_of_host == (fault == "later")
    assert first.wait_seconds == (1 if fault == "later" else 0)
    while isinstance(last := ask(page(news, fault), OPEN), Later):
        pass
    assert isinstance(last, Got)


def test_a_trickle_ends_at_the_limit_of_the_whole(news: fake_news.News) -> None:
    began = time.monotonic()
    answer = ask(page(news, "slow for ever"), OPEN._replace(seconds=0.4))
    assert isinstance(answer, Later)
    assert time.monotonic() - began < 1.5


def test_a_trickle_of_headers_ends_too() -> None:
    server = socket.create_server(("127.0.0.1", 0))

    def trickle() -> None:
        line, _ = server.accept()
        try:
            line.sendall(b"HTTP/1.1 200 OK\r\n")
            for number in range(100):
                line.sendall(f"X-{number}: y\r\n".encode())
                time.sleep(0.05)
        except OSError:
            pass

    threading.Thread(target=trickle, daemon=True).start()
    began = time.monotonic()
    answer = ask(f"http://127.0.0.1:{server.getsockname()[1]}/", OPEN._replace(seconds=0.4))
    server.close()
    assert isinstance(answer, Later)
    assert time.monotonic() - began < 1.5


def test_nobody_at_home_is_a_passing_fault_of_the_host() -> None:
    answer = ask("http://127.0.0.1:9/", OPEN)
    assert isinstance(answer, Later)
    assert answer.is_of_host


def test_retry_after_as_seconds_as_a_date_and_as_nonsense() -> None:
    assert retry_after("120", 0) == 120
    assert retry_after("Thu, 01 Jan 1970 00:02:00 GMT", 0) == 120
    assert retry_after("Thu, 01 Jan 1970 00:00:00 GMT", 100) == 0
    assert retry_after("soon", 0) == 0
    assert retry_after("99999999", 0) == 86_400


def test_robots_longest_rule_wildcards_and_delay() -> None:
    rules = Robots("User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /*.pdf$\nCrawl-delay: 3", 0)
    assert [rules.allows(f"http://h/{path}") for path in ("x", "a", "a/b", "a/c.pdf")] == [True, False, True, False]
    assert rules.delay_seconds == 3
    assert not Robots("User-agent: foedus\nDisallow: /", 0).allows("http://h/x")
    assert Robots("", 0).allows("http://h/x")
    assert Robots("", 1_000).is_fresh(1_001)
    assert not Robots("", 1_000).is_fresh(900), "after the clock was put back it is asked for again"


def test_robots_are_had_from_the_host_and_nobody_at_home_forbids_for_now(news: fake_news.News) -> None:
    rules = fetch_robots(page(news, "plain"), OPEN, 5)
    assert isinstance(rules, Robots)
    assert not rules.allows(f"{news.url}/refused/1")
    assert isinstance(fetch_robots("http://127.0.0.1:9/x", OPEN, 5), Later)


def test_waits_double_with_jitter_and_have_an_end() -> None:
    pace = Pace(1.0)
    for n in range(1, 40):
        whole = min(2.0**n, 3_600.0)
        assert whole / 2 <= pace.back_off(n) <= whole
    pace.failed("h", 100.0, 50.0)
    assert pace.of("h").due_at >= 150.0, "never earlier than the server asks"
    pace.went_well("h", 200.0)
    assert (pace.of("h").due_at, pace.of("h").n_failed) == (201.0, 0)
    pace.forget(10_000.0)
    assert not pace.hosts
