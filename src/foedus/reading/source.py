"""A file's bytes to clean text: plain text, HTML, mail, and what `pdftotext` makes of a PDF.

What is no part of the article goes: menus, captions with their credit, `No comments:`, page numbers, quoted mail. Which
encoding was used, and on whose word, is kept. A file that is no text is refused with a sentence that says what to do.
Dates inside the article are for `dateline` and `when`.
"""

# ruff: noqa: RUF001 (the marks of news are curly)
from __future__ import annotations

import codecs
import re
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

from foedus.errors import FoedusError
from foedus.reading.boilerplate import is_boilerplate
from foedus.reading.dateline import dateline
from foedus.reading.html import Page, page
from foedus.reading.mail import mail
from foedus.reading.sentences import is_wrapped

Kind = Literal["plain", "html", "mail", "pdf"]
LARGEST = 60_000_000
"""Bytes; a larger file is no article."""

_FORMATS = {
    b"%PDF-": "a PDF: turn it into text first, for example with `pdftotext FILE - | foedus read -`",
    b"PK\x03\x04": "a zip or office file: save it as text or HTML first",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "gzip-compressed: unpack it first",
    b"\xd0\xcf\x11\xe0": "an old office file: save it as text or HTML first",
    b"{\\rtf": "RTF: save it as plain text first",
    b"SQLite format 3": "a database",
    b"\x7fELF": "a program",
}
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,30})", re.IGNORECASE)
_MAIL = re.compile(
    rb"(?:\A|\n)(?:From|Subject|Date|To|MIME-Version|Received|Return-Path|Message-ID):[^\n]*\n", re.IGNORECASE
)
_HTML = re.compile(rb"<(?:!doctype html|html|head|body|article|div|p|meta|title)\b[^>]{0,400}>", re.IGNORECASE)
_SPACES = re.compile(r"[^\S\n]+")
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200d\u2060\ufeff\u202a-\u202e\u2066-\u2069\u200e\u200f]|[\x00-\x08\x0b\x0e-\x1f\x7f]"
)
_HYPHEN = re.compile(r"(?<=[a-z])[-\u00ad\u2010]\n(?=[a-z])")
_PAGE_NUMBER = re.compile(r"\s*(?:page\s+)?[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*(?:of|/)\s*\d{1,4})?\s*", re.IGNORECASE)


class Source(NamedTuple):
    """One document, ready to be read."""

    text: str
    title: str
    on: date | None
    """Day of the text, from the page, the mail or the head of the text; None where none is given."""
    outlet: str
    kind: Kind
    encoding: str
    notes: tuple[str, ...]
    """What was decided on the way: where the encoding and the date come from, what was taken off."""


def load(path: Path, near: date | None = None) -> Source:
    """Read a file; raises `FoedusError` where it can't be opened or is no text."""
    try:
        if path.stat().st_size > LARGEST:
            raise FoedusError(f"{path}: larger than {LARGEST // 1_000_000} MB; foedus reads articles, split it first")
        data = path.read_bytes()
    except OSError as bad:
        raise FoedusError(f"{path}: cannot be read ({bad.strerror}); check the name and the rights") from bad
    return source(data, str(path), near)


def source(data: bytes, name: str = "text", near: date | None = None) -> Source:
    """Clean text out of bytes. `name` is for messages and its ending for the kind; `near` gives datelines their year."""
    for magic, what in _FORMATS.items():
        if data.startswith(magic):
            raise FoedusError(f"{name}: is {what}")
    kind = kind_of(data, name)
    if kind == "mail":
        letter = mail(data, decoded)
        body = page(letter.body) if letter.is_html else Page(letter.body, letter.subject, None, "")
        return _finished(body.text, letter.subject or body.title, letter.on or body.on, letter.outlet, kind, letter.encoding,
                         "from the head of the mail", letter.on or near)  # fmt: skip
    text, encoding, why = decoded(data)
    if _is_binary(text):
        raise FoedusError(f"{name}: is not text; foedus reads plain text, HTML, mail, and text taken out of a PDF")
    if kind == "html":
        body = page(text)
        return _finished(body.text, body.title, body.on, body.outlet, kind, encoding, why, near)
    return _finished(_unpaged(text) if kind == "pdf" else text, "", None, "", kind, encoding, why, near)


def kind_of(data: bytes, name: str = "") -> Kind:
    """What kind of text the bytes are, by the name's ending first and their beginning else."""
    ending = name.lower().rpartition(".")[2]
    if ending in ("eml", "mbox"):
        return "mail"
    if ending in ("html", "htm", "xhtml"):
        return "html"
    head = data[:4000]
    if ending != "txt" and len(_MAIL.findall(head)) >= 3 and not head.lstrip().startswith(b"<"):
        return "mail"
    if head.lstrip()[:1] == b"<" and _HTML.search(head):
        return "html"
    if len(_HTML.findall(head)) >= 3:
        return "html"
    return "pdf" if b"\x0c" in data[:200_000] else "plain"


# --- encodings -------------------------------------------------------------------------------------------------------


def decoded(data: bytes, declared: str = "") -> tuple[str, str, str]:
    """Text, encoding, and on whose word: the mark in front, the declaration, UTF-8, then a guess, then Windows-1252."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), encoding, "byte order mark"
    found = _CHARSET.search(data[:3000])
    named = declared or (found.group(1).decode("ascii") if found and data.lstrip()[:1] == b"<" else "")
    for encoding, why in ((named, "declared"), ("utf-8", "valid UTF-8")):
        text = _try(data, encoding)
        if text is not None:
            return text, encoding.lower(), why
    guess = _guess(data)
    text = _try(data, guess)
    if text is not None:
        return text, guess, "guessed by charset-normalizer"
    return data.decode("cp1252", "replace"), "cp1252", "nothing else fits; unknown bytes are replaced"


def _try(data: bytes, encoding: str) -> str | None:
    if not encoding:
        return None
    try:
        wide = "cp1252" if codecs.lookup(encoding).name in ("iso8859-1", "ascii") else encoding
        return data.decode(wide)
    except (LookupError, UnicodeError, ValueError):
        return None


def _guess(data: bytes) -> str:
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        return ""
    best = from_bytes(data[:100_000]).best()
    return best.encoding if best is not None else ""


def _is_binary(text: str) -> bool:
    head = text[:20_000]
    odd = sum(head.count(chr(code)) for code in (*range(9), *range(14, 32))) + head.count("\ufffd")
    return odd > max(3, len(head) // 20)


# --- cleaning --------------------------------------------------------------------------------------------------------


def _unpaged(text: str) -> str:
    """PDF text without page numbers and the lines that head or foot every page."""
    pages = [[line.strip() for line in part.split("\n")] for part in text.split("\f")]
    edges: dict[str, int] = {}
    for lines in pages:
        kept = [line for line in lines if line]
        for line in {re.sub(r"\d+", "#", line) for line in kept[:2] + kept[-2:]}:
            edges[line] = edges.get(line, 0) + 1
    often = {line for line, n in edges.items() if n >= 3 and len(line) < 90}
    kept_pages = [
        [line for line in lines if not _PAGE_NUMBER.fullmatch(line) and re.sub(r"\d+", "#", line) not in often]
        for lines in pages
    ]
    return "\n".join("\n".join(lines).strip("\n") for lines in kept_pages)


def _finished(
    text: str, title: str, on: date | None, outlet: str, kind: Kind, encoding: str, why: str, near: date | None
) -> Source:
    text = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n"))
    text = _SPACES.sub(" ", text)
    notes = [f"{encoding}: {why}"]
    told = dateline(text, on or near)
    if told.is_label:
        text = text[told.span.end :]
    if told.on is not None and (on is None or told.is_label):
        on = told.on
        notes.append(f"date: {told.rule}")
    lines = [line.strip() for line in text.split("\n")]
    kept = [line for line in lines if not is_boilerplate(line)]
    if len(kept) < len(lines):
        notes.append(f"{len(lines) - len(kept)} lines taken off that are no part of the article")
    text = _unwrapped(kept)
    return Source(text, title or _headline(text), on, told.outlet or outlet, kind, encoding, tuple(notes))


def _unwrapped(lines: list[str]) -> str:
    """Lines joined where a fixed width broke them; blank lines between paragraphs, never more than one."""
    joiner = "\n"
    if is_wrapped(lines):
        joiner = " "
        lines = _HYPHEN.sub("", "\n".join(lines)).split("\n")
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line:
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return "\n\n".join(joiner.join(part) for part in paragraphs if part)


def _headline(text: str) -> str:
    """The first line that could be a headline: short, no full stop, no date."""
    for line in text[:2000].split("\n")[:6]:
        if 12 <= len(line) <= 160 and line[-1:] not in ".:,;" and dateline(line).on is None:
            return line
        if len(line) > 160:
            break
    return ""
