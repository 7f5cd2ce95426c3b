"""Feeds taken apart: RSS, Atom and JSON Feed, each item as one text; entities and other tricks of XML are refused."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from datetime import date
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from foedus.intake.inputs import Input, InputError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_HEADS = (b"<rss", b"<feed", b"<rdf:rdf", b"<?xml")
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,30})")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});)(?:([A-Za-z]{2,20});)?")
WHOLE = 600
"""Letters from which on an item's own text is taken for the article; under it the page that it links to is read."""


def is_feed(data: bytes) -> bool:
    """Whether bytes begin like a feed."""
    head = data[:600].lstrip().lower()
    if head.startswith(b"{"):
        return b"jsonfeed.org" in head
    return head.startswith(_HEADS) and any(mark in data[:2000].lower() for mark in (b"<rss", b"<feed", b"<rdf:rdf"))


class Entry(NamedTuple):
    """One item of a feed as it stands there."""

    guid: str
    """The name that the feed gives the item; empty where it gives none."""
    title: str
    link: str
    told: str
    """When it was published, in the feed's own words; empty where the feed does not say."""
    words: str
    """The longest text that the item carries: the article, or a summary of it; often HTML."""


def items(data: bytes, name: str) -> Iterator[Input]:
    """The items of a feed, newest as the feed has them; raises `InputError` for what is no feed."""
    found = [_item(one.title, one.link, day_of(one.told), one.words, name) for one in entries(data, name)]
    if not found:
        raise InputError(f"{name}: the feed holds no item")
    yield from found


def entries(data: bytes, name: str) -> list[Entry]:
    """The items of a feed, none where it is empty; raises `InputError` for what is no feed."""
    return list(_of_json(data, name) if data.lstrip().startswith(b"{") else _of_xml(data, name))


def page_of(title: str, day: str, words: str) -> bytes:
    """An item's own text as a page, with its title and day, as `foedus.reading` takes articles."""
    meta = f'<meta property="article:published_time" content="{day}">' if day else ""
    head = f"<head><title>{html.escape(title)}</title>{meta}</head>"
    return f"<html>{head}<body><article>{words}</article></body></html>".encode()


def _of_json(data: bytes, name: str) -> Iterator[Entry]:
    try:
        feed: dict[str, Any] = json.loads(data)
        found: list[Any] = list(feed["items"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise InputError(f"{name}: is no JSON Feed (an object with `items`)") from None
    for it in found:
        if isinstance(it, dict):
            words = str(it.get("content_html") or it.get("content_text") or it.get("summary") or "")
            guid, title, link = (str(it.get(key) or "") for key in ("id", "title", "url"))
            yield Entry(guid, title, link, str(it.get("date_published") or ""), words)


def _of_xml(data: bytes, name: str) -> Iterator[Entry]:
    for entry in _root(data, name).iter():
        if _tag(entry) in ("item", "entry"):
            told = _text(entry, "pubdate", "published", "updated", "date")
            yield Entry(_text(entry, "guid", "id"), _text(entry, "title"), _link(entry), told, _words(entry))


def _root(data: bytes, name: str) -> Element:
    """The feed's tree; one with entities of HTML, bare ampersands or control characters is mended first, as readers do."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        try:
            root: Element = fromstring(data)
        except ParseError:
            root = fromstring(_mended(data))
    except (ParseError, DefusedXmlException, ValueError, LookupError) as bad:
        raise InputError(f"{name}: is no feed that can be read ({type(bad).__name__}: {str(bad)[:80]})") from None
    return root


def _mended(data: bytes) -> str:
    declared = _ENCODING.search(data[:200])
    text = data.decode(declared.group(1).decode() if declared else "utf-8", "replace")
    text = _CONTROL.sub("", _DECLARATION.sub("", text, count=1))
    return _AMPERSAND.sub(lambda found: _character(found.group(1)), text)


def _character(entity: str | None) -> str:
    """What an ampersand stands for that XML does not know: a named character of HTML, or itself."""
    made = html.unescape(f"&{entity};") if entity else ""
    return made if len(made) == 1 else f"&amp;{entity};" if entity else "&amp;"


def _item(title: str, link: str, day: str, words: str, feed: str) -> Input:
    """One item: its own text where that is an article, else the page that it links to."""
    doc = title or link.rpartition("/")[2] or feed
    if len(words) < WHOLE and link.startswith(("http://", "https://")):
        return Input(link, doc, url=link)
    return Input(link or f"{feed}: {doc}", doc, url=link or None, data=page_of(title, day, words))


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


def day_of(told: str) -> str:
    """The day of a time as feeds write it (RFC 822, ISO 8601), `YYYY-MM-DD`; empty where it cannot be read."""
    try:
        if told[4:5] == "-":
            return date.fromisoformat(told[:10]).isoformat()
        return parsedate_to_datetime(told).date().isoformat() if told else ""
    except (ValueError, IndexError, TypeError, OverflowError):
        return ""
