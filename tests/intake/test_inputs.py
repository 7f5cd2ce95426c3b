"""Texts found by name: files, folders, standard input, addresses, feeds; and what is wrong told in one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from foedus.intake.feeds import is_feed, items
from foedus.intake.inputs import InputError, fetched, inputs, opened
from tests.shelf.server import Shop, serving

LONG = "Armenia asked Russia for help on Tuesday. " * 20

RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>
<item><title>Long &amp; whole</title><link>http://example.invalid/1</link><pubDate>Mon, 28 Nov 2022 10:00:00 GMT</pubDate>
<description>{LONG}</description></item>
<item><title>Short</title><link>http://example.invalid/2</link><description>Read more</description></item>
</channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>One</title><link href="http://example.invalid/3"/>
<updated>2022-11-29T08:00:00Z</updated><content type="html">{LONG}</content></entry></feed>"""


def test_a_folder_gives_its_texts_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "c.png", "deeper/d.eml"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("words")
    assert [one.doc for one in inputs([str(tmp_path)])] == ["a", "b", "d"]


def test_a_file_that_is_named_is_read_whatever_its_ending(tmp_path: Path) -> None:
    path = tmp_path / "note.weird"
    path.write_text("words")
    (one,) = inputs([str(path)])
    assert (one.doc, opened(one)) == ("note", b"words")


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        list(inputs([str(tmp_path / "none.txt")]))
    with pytest.raises(InputError, match="holds no text"):
        list(inputs([str(tmp_path)]))


def test_an_rss_feed_gives_whole_items_and_links_to_short_ones() -> None:
    whole, short = items(RSS.encode(), "feed.xml")
    assert whole.doc == "Long & whole"
    assert b"2022-11-28" in opened(whole)
    assert (short.url, short.data) == ("http://example.invalid/2", None)
    assert is_feed(RSS.encode())
    assert not is_feed(b"<html><body>no feed</body></html>")


def test_an_atom_feed_and_a_json_feed() -> None:
    (one,) = items(ATOM.encode(), "feed")
    assert one.url == "http://example.invalid/3"
    assert b"2022-11-29" in opened(one)
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [{"title": "J", "url": "u", "content_text": LONG}]}
    (other,) = items(json.dumps(feed).encode(), "feed.json")
    assert other.doc == "J"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"<rss><channel></channel></rss>", "holds no item"),
        (b"<rss><channel>", "no feed that can be read"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><rss><channel><item><title>&b;</title></item></channel></rss>', "Entities"),
        (b'{"items": 3}', "holds no item|no JSON Feed"),
        (b"{", "no JSON Feed"),
    ],
)
def test_a_broken_or_tricky_feed_is_refused(data: bytes, told: str) -> None:
    with pytest.raises(InputError, match=told):
        list(items(data, "feed"))


def test_an_address_is_fetched_and_a_missing_page_is_told() -> None:
    with serving(Shop(files={"/page.html": b"<html><body><p>Words.</p></body></html>"})) as shop:
        (one,) = inputs([f"{shop.url}/page.html"])
        assert one.doc == "page.html"
        assert b"Words." in opened(one)
        with pytest.raises(InputError, match="answered 404"):
            fetched(f"{shop.url}/none.html")
    with pytest.raises(InputError, match="cannot be fetched"):
        fetched(f"{shop.url}/page.html")
