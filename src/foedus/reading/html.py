"""An article out of an HTML page: its text block by block, title, day and outlet.

The standard library and one pass over the tags, each step bounded, because pages are long and often broken. The block with
most running text and few links is taken for the article, unless the page marks it (`article`, `main`).
"""

# ruff: noqa: RUF001 (the marks of news are curly)
from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import NamedTuple

_TAG = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)((?:[^<>\"']|\"[^\"<]{0,1500}\"|'[^'<]{0,1500}')*+)>"
    r"|<!--|<![^<>]{0,400}>|<\?[^<>]{0,400}>"
)
_DROPPED = frozenset(
    {"script", "style", "noscript", "template", "svg", "iframe", "object", "select", "textarea", "button", "math"}
)
_ASIDE = frozenset({"nav", "footer", "aside", "form", "figure", "figcaption", "menu", "dialog"})
_BLOCKS = frozenset(
    {"p", "div", "section", "article", "main", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "blockquote", "table", "tr", "td",  # noqa: E501
     "th", "header", "body", "br", "hr", "pre", "dl", "dt", "dd", "address", "center", "figure", "figcaption", "nav", "footer", "aside",  # noqa: E501
     "form", "menu", "dialog", "title"}
)  # fmt: skip
_VOID = frozenset(
    {"br", "hr", "img", "input", "meta", "link", "source", "area", "base", "col", "embed", "wbr", "param", "track"}
)
_SELF_CLOSING = frozenset({"p", "li", "dt", "dd", "tr", "td", "th", "option"})
_ATTRIBUTE = re.compile(r"([a-zA-Z:_-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_HIDDEN = re.compile(
    r"(?:class|id|role)\s*=\s*[\"'][^\"']*\b(?:comments?|sidebar|related|share|social|newsletter|cookie|advert|promo|breadcrumb|"
    r"caption|"
    r"navigation|subscribe|recommend\w*|footer|popup|banner|tags|byline-social|most-read)\b|"
    r"aria-hidden\s*=\s*[\"']?true|\bhidden\b(?!\s*-)",
    re.IGNORECASE,
)
_JSON_DATE = re.compile(r"\"(?:datePublished|dateCreated)\"\s*:\s*\"(\d{4}-\d{2}-\d{2})")
_DATES = ("article:published_time", "datepublished", "og:article:published_time", "pubdate", "publishdate", "date", "dc.date", "dc.date.issued",  # noqa: E501
          "dcterms.created", "parsely-pub-date", "sailthru.date")  # fmt: skip
_DEEPEST = 60
_SPACE = re.compile(r"\s+")


class Page(NamedTuple):
    """What a page says."""

    text: str
    title: str
    on: date | None
    outlet: str


class Block(NamedTuple):
    """One stretch of text between block tags."""

    text: str
    tag: str
    linked: int
    parent: int
    grandparent: int
    is_aside: bool
    in_article: bool


class _Open(NamedTuple):
    tag: str
    number: int
    is_aside: bool
    is_article: bool


def page(html: str) -> Page:
    """The article of a page; all its text where no part of it looks like one."""
    blocks, meta = _blocks(html)
    title = meta.get("og:title") or meta.get("title", "")
    outlet = meta.get("og:site_name", "")
    heads = [block.text for block in blocks if block.tag == "h1"]
    chosen = _article(blocks)
    head = heads[0] if heads else _without_outlet(title, outlet)
    if head and chosen and not any(_same(head, block.text) for block in chosen[:4]):
        chosen = [chosen[0]._replace(text=head), *chosen]
    return Page("\n\n".join(block.text for block in chosen), head, _date(meta, html), outlet)


def _same(a: str, b: str) -> bool:
    return a.casefold().strip() == b.casefold().strip()


def _without_outlet(title: str, outlet: str) -> str:
    parts = re.split(r"\s+[|–—-]\s+", title)
    if len(parts) > 1 and (not outlet or outlet.casefold() in parts[-1].casefold()) and len(parts[-1]) < 40:
        return title[: title.rindex(parts[-1])].rstrip(" |–—-")
    return title


def _date(meta: dict[str, str], html: str) -> date | None:
    told = next((meta[key] for key in _DATES if key in meta), "")
    found = re.match(r"\d{4}-\d{2}-\d{2}", told) or _JSON_DATE.search(html)
    text = (found.group(1) if found.re is _JSON_DATE else found.group()) if found else meta.get("time", "")[:10]
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


# --- one pass ----------------------------------------------------------------------------------------------------------


def _blocks(html: str) -> tuple[list[Block], dict[str, str]]:
    """All text of a page in blocks, with what its head says."""
    builder = _Builder()
    at = 0
    while True:
        match = _TAG.search(html, at)
        if match is None:
            builder.words(html[at:])
            break
        builder.words(html[at : match.start()])
        at = match.end()
        if match.group() == "<!--":
            at = builder.comment(html, at)
            continue
        if not match[2]:
            continue
        tag = match[2].lower()
        if tag in _DROPPED and not match[1] and not match[3].endswith("/"):
            at = builder.skip(html, tag, at)
        elif match[1]:
            builder.close(tag)
        else:
            builder.open(tag, match[3])
    builder.flush()
    return builder.blocks, builder.meta


class _Builder:
    """Keeps what is open while the tags go by."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.meta: dict[str, str] = {}
        self.stack: list[_Open] = [_Open("", 0, False, False)]
        self.parts: list[str] = []
        self.linked = 0
        self.in_link = 0
        self.count = 0
        self.never: set[str] = set()
        self.tag = ""

    def words(self, raw: str) -> None:
        if raw:
            self.parts.append(raw)
            self.linked += len(raw) if self.in_link else 0

    def skip(self, html: str, tag: str, at: int) -> int:
        """Past the end of an element whose content is no text; at most one look for each tag that is never closed."""
        if tag in self.never:
            return at
        match = re.compile(rf"</{tag}\b[^<>]{{0,100}}>", re.IGNORECASE).search(html, at)
        if match is None:
            self.never.add(tag)
            return len(html) if tag in ("script", "style") else at
        return match.end()

    def comment(self, html: str, at: int) -> int:
        """Past the end of a comment; one that is never closed is looked for once."""
        end = -1 if "-->" in self.never else html.find("-->", at)
        if end < 0:
            self.never.add("-->")
            return at
        return end + 3

    def open(self, tag: str, attributes: str) -> None:
        if tag == "meta":
            self._note(attributes)
        if tag == "time" and "time" not in self.meta:
            known = {
                key.lower(): value or other or bare for key, value, other, bare in _ATTRIBUTE.findall(attributes[:2000])
            }
            self.meta["time"] = known.get("datetime", "")
        if tag in _BLOCKS:
            self.flush()
            self.tag = tag
        if tag == "a":
            self.in_link = 1
        if tag in _VOID or attributes.endswith("/"):
            return
        if tag in _SELF_CLOSING and self.stack[-1].tag == tag:
            self.stack.pop()
        if tag not in _BLOCKS:
            return
        above = self.stack[-1]
        self.count += 1
        is_body = tag in ("html", "body", "main", "article")
        aside = above.is_aside or tag in _ASIDE or (not is_body and bool(_HIDDEN.search(attributes[:1000])))
        article = above.is_article or tag in ("article", "main") or "articlebody" in attributes[:1000].lower()
        if len(self.stack) < 5000:
            self.stack.append(_Open(tag, self.count, aside, article))

    def close(self, tag: str) -> None:
        if tag == "a":
            self.in_link = 0
        if tag not in _BLOCKS:
            return
        self.flush()
        for depth in range(1, min(_DEEPEST, len(self.stack))):
            if self.stack[-depth].tag == tag:
                del self.stack[-depth:]
                return

    def flush(self) -> None:
        """End the block that is open."""
        text = _SPACE.sub(" ", unescape("".join(self.parts))).strip()
        linked, self.parts, self.linked = self.linked, [], 0
        if not text:
            return
        top = self.stack[-1]
        if top.tag == "title" or self.tag == "title":
            self.meta.setdefault("title", text)
            self.tag = ""
            return
        is_leaf = top.tag in ("p", "h1", "h2", "h3", "h4", "li", "blockquote", "pre") and len(self.stack) > 2
        parent = self.stack[-2].number if is_leaf else top.number
        grandparent = self.stack[-3 if is_leaf else -2].number if len(self.stack) > (2 if is_leaf else 1) else 0
        self.blocks.append(Block(text, top.tag, linked, parent, grandparent, top.is_aside, top.is_article))

    def _note(self, attributes: str) -> None:
        known = {
            key.lower(): value or other or bare for key, value, other, bare in _ATTRIBUTE.findall(attributes[:4000])
        }
        name = (known.get("property") or known.get("name") or known.get("itemprop") or "").lower()
        if name and known.get("content"):
            self.meta.setdefault(name, unescape(known["content"]))


# --- choosing ----------------------------------------------------------------------------------------------------------


def _is_prose(block: Block) -> bool:
    return len(block.text) >= 25 and block.linked < 0.5 * len(block.text) and not block.is_aside


def _article(blocks: list[Block]) -> list[Block]:
    marked = [block for block in blocks if block.in_article and not block.is_aside]
    if sum(len(block.text) for block in marked if _is_prose(block)) >= 250:
        return [block for block in marked if _keeps(block)]
    score: dict[int, float] = {}
    for block in blocks:
        if _is_prose(block) and (block.tag in ("p", "blockquote", "pre") or len(block.text) > 80):
            score[block.parent] = score.get(block.parent, 0) + len(block.text)
            score[block.grandparent] = score.get(block.grandparent, 0) + len(block.text) / 2
    if not score:
        return [block for block in blocks if not block.is_aside] or blocks
    best = max(score, key=lambda number: (score[number], -number))
    inside = [block for block in blocks if best in (block.parent, block.grandparent) and not block.is_aside]
    heads = [block for block in blocks if block.tag == "h1" and block not in inside[:50]][:1]
    return [*heads, *(block for block in inside if _keeps(block))]


def _keeps(block: Block) -> bool:
    """A block of the article that is text: no list of links, no lone word."""
    if block.linked >= 0.6 * len(block.text):
        return False
    return block.tag in ("h1", "h2", "h3", "p", "blockquote") or len(block.text) >= 25
