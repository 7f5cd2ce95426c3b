"""Feeds taken apart: RSS, Atom and JSON Feed, each item as one text; entities and other tricks of XML are refused."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from foedus.intake.inputs import Input, InputError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_HEADS = (b"<rss", b"<feed", b"<rdf:rdf", b"<?xml")
WHOLE = 600
"""Letters from which on an item's own text is taken for the article; under it the page that it links to is read."""


def is_feed(data: bytes) -> bool:
    """Whether bytes begin like a feed."""
    head = data[:600].lstrip().lower()
    if head.startswith(b"{"):
        return b"jsonfeed.org" in head
    return head.startswith(_HEADS) and any(mark in data[:2000].lower() for mark in (b"<rss", b"<feed", b"<rdf:rdf"))


def items(data: bytes, name: str) -> Iterator[Input]:
    """The items of a feed, newest as the feed has them; raises `InputError` for what is no feed."""
    found = list(_of_json(data, name) if data.lstrip().startswith(b"{") else _of_xml(data, name))
    if not found:
        raise InputError(f"{name}: the feed holds no item")
    yield from found


def _of_json(data: bytes, name: str) -> Iterator[Input]:
    try:
        feed: dict[str, Any] = json.loads(data)
        entries: list[Any] = list(feed["items"])
    except (ValueError, KeyError, TypeError):
        raise InputError(f"{name}: is no JSON Feed (an object with `items`)") from None
    for entry in entries:
        if isinstance(entry, dict):
            words = str(entry.get("content_html") or entry.get("content_text") or entry.get("summary") or "")
            date = str(entry.get("date_published") or "")[:10]
            yield _item(str(entry.get("title") or ""), str(entry.get("url") or ""), date, words, name)


def _of_xml(data: bytes, name: str) -> Iterator[Input]:
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root = fromstring(data)
    except (ParseError, DefusedXmlException, ValueError) as bad:
        raise InputError(f"{name}: is no feed that can be read ({type(bad).__name__}: {str(bad)[:80]})") from None
    for entry in root.iter():
        if _tag(entry) in ("item", "entry"):
            yield _item(_text(entry, "title"), _link(entry), _day(entry), _words(entry), name)


def _item(title: str, link: str, day: str, words: str, feed: str) -> Input:
    """One item: its own text where that is an article, else the page that it links to."""
    doc = title or link.rpartition("/")[2] or feed
    if len(words) < WHOLE and link.startswith(("http://", "https://")):
        return Input(link, doc, url=link)
    meta = f'<meta property="article:published_time" content="{day}">' if day else ""
    page = f"<html><head><title>{html.escape(title)}</title>{meta}</head><body><article>{words}</article></body></html>"
    return Input(link or f"{feed}: {doc}", doc, url=link or None, data=page.encode())


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _text(entry: Element, *names: str) -> str:
    for child in entry:
        if _tag(child) in names and child.text:
            return " ".join(child.text.split())
    return ""


def _words(entry: Element) -> str:
    found = [("".join(child.itertext()), _tag(child)) for child in entry]
    texts = [words for words, tag in found if tag in ("encoded", "content", "description", "summary")]
    return max(texts, key=len, default="").strip()


def _link(entry: Element) -> str:
    for child in entry:
        if _tag(child) == "link":
            address = child.get("href") or (child.text or "").strip()
            if address and child.get("rel", "alternate") == "alternate":
                return address
    return ""


def _day(entry: Element) -> str:
    """The day on which the item was published, `YYYY-MM-DD`; empty where it says none that can be read."""
    told = _text(entry, "pubdate", "published", "updated", "date")
    if len(told) >= 10 and told[4:5] == "-":
        return told[:10]
    try:
        return parsedate_to_datetime(told).date().isoformat() if told else ""
    except (ValueError, IndexError, TypeError):
        return ""
