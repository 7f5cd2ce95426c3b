"""What keeps strangers out of a server on one's own machine: hosts, headers, tokens against forged forms, small bodies.

A page of another site may send a browser here. It cannot read our pages (no header allows it), so that it cannot know the token
of a form; and a name that resolves to this machine is refused unless it is this machine's own.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from urllib.parse import parse_qs, urlsplit

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SESSION = "foedus_session"
LARGEST_FORM_BYTES = 64_000
POLICY = (
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # With `no-referrer` a browser would send no origin with a form, which is what is checked.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class Refused(Exception):
    """A request that is not taken, with its status and one sentence."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


class Headers:
    """Adds the headers to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and put the headers on its answer."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
                message = {**message, "headers": [*message.get("headers", []), *own]}
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


class Tokens:
    """Tokens of forms, each bound to the session of one browser; a new server has new ones."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)

    def session(self, request: Request) -> str:
        """The session of a browser, a new one where it has none."""
        given = request.cookies.get(SESSION, "")
        return given if len(given) == 43 and given.isascii() else secrets.token_urlsafe(32)

    def of(self, session: str) -> str:
        """The token of a session."""
        return hmac.new(self._secret, session.encode(), hashlib.sha256).hexdigest()

    def check(self, request: Request, form: dict[str, str]) -> None:
        """Raise `Refused` for a form that none of our pages sent to this browser."""
        origin = request.headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
            raise Refused(403, "This form came from another site and was not taken.")
        session = request.cookies.get(SESSION, "")
        if not session or not hmac.compare_digest(self.of(session), form.get("token", "")):
            raise Refused(
                403, "This form is of another sitting and was not taken: go back, load the page again, and repeat."
            )


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a form, the last of each name; raises `Refused` for what is no form of ours."""
    kind = request.headers.get("content-type", "").partition(";")[0]
    if kind != "application/x-www-form-urlencoded":
        raise Refused(415, "Only a form can be sent here.")
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST_FORM_BYTES:
            raise Refused(413, "The form is too large.")
    try:
        fields = parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=50)
    except (UnicodeDecodeError, ValueError):
        raise Refused(400, "The form cannot be read.") from None
    return {name: values[-1] for name, values in fields.items()}
