"""A mail as text: its body without what it quotes and its signature, its subject, day and sender."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import parseaddr, parsedate_to_datetime
from typing import NamedTuple

Decoder = Callable[[bytes, str], "tuple[str, str, str]"]
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_QUOTED = re.compile(
    r"^(?:>.*|On .{5,120} wrote:|-{3,} ?(?:Original|Forwarded) Message ?-{3,})$", re.MULTILINE | re.IGNORECASE
)


class Letter(NamedTuple):
    """What a mail says."""

    body: str
    is_html: bool
    subject: str
    on: date | None
    outlet: str
    encoding: str


def mail(data: bytes, decode: Decoder) -> Letter:
    """Read a mail; a broken one gives what can be had. `decode` turns bytes and a declared encoding into text."""
    message = message_from_bytes(data, policy=policy.default)
    part = _body(message)
    body, encoding = _text(part, decode) if part is not None else ("", "")
    is_html = part is not None and part.get_content_type() == "text/html"
    if not is_html:
        signature = _SIGNATURE.search(body)
        body = _QUOTED.sub("", body[: signature.start()] if signature else body)
    return Letter(body, is_html, _header(message, "subject"), _date(message), _sender(message), encoding)


def _body(message: Message) -> Message | None:
    """The plain text of a mail, else its HTML, else the first part that is text."""
    if isinstance(message, EmailMessage):
        try:
            best = message.get_body(("plain", "html"))
        except (AttributeError, KeyError, ValueError):
            best = None
        if best is not None:
            return best
    return next((part for part in message.walk() if part.get_content_maintype() == "text"), None)


def _text(part: Message, decode: Decoder) -> tuple[str, str]:
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return str(part.get_payload()), ""
    text, encoding, _ = decode(raw, part.get_content_charset() or "")
    return text, encoding


def _header(message: Message, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, IndexError, AttributeError, UnicodeError):
        return ""


def _date(message: Message) -> date | None:
    try:
        return parsedate_to_datetime(_header(message, "date")).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _sender(message: Message) -> str:
    name, address = parseaddr(_header(message, "from"))
    return name or address
