"""The routes of the review queue: the list, one row, what was decided, and the forms that decide."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from foedus.errors import FoedusError, UnknownName
from foedus.review.decisions import Decided
from foedus.web import pages
from foedus.web.guard import SESSION, Headers, Refused, Tokens, form_of

HOSTS = ("localhost", "127.0.0.1", "[::1]")
WHO = "foedus_reviewer"
YEAR_SECONDS = 365 * 86_400

SAID = re.compile(r"(accept|reject|correct|undo) [a-z]{2}-[0-9a-f]{12}")

Endpoint = Callable[[Request], Awaitable[Response]]


def app(folder: Path, who: str, hosts: tuple[str, ...] = HOSTS) -> Starlette:
    """The review queue of a record folder; `who` reviews unless a browser gives another name."""
    made = _App(folder, who)
    routes = [
        Route("/", made.told(made.queue)),
        Route("/row/{id}", made.told(made.row)),
        Route("/row/{id}", made.told(made.decide), methods=["POST"]),
        Route("/name", made.told(made.name), methods=["POST"]),
        Route("/decisions", made.told(made.decisions)),
        Route("/style.css", style),
    ]
    guards = [Middleware(Headers), Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False)]
    return Starlette(routes=routes, middleware=guards, exception_handlers={404: made.told(made.nowhere)})


async def style(request: Request) -> Response:
    """The looks of every page."""
    return Response(pages.css(), media_type="text/css")


class _App:
    """What the pages of one server share."""

    def __init__(self, folder: Path, who: str) -> None:
        self.folder, self.who, self.tokens = folder, who, Tokens()

    def told(self, endpoint: Endpoint) -> Callable[..., Awaitable[Response]]:
        """The endpoint, with what cannot be done told on a page of its own."""

        async def answered(request: Request, *_: Any) -> Response:
            try:
                return await endpoint(request)
            except Refused as no:
                return self.page(request, "problem", status=no.status, words=str(no))
            except Decided as no:
                return self.page(request, "problem", status=409, words=str(no))
            except UnknownName as no:
                return self.page(request, "problem", status=404, words=str(no))
            except FoedusError as no:
                return self.page(request, "problem", status=422, words=str(no))

        return answered

    def page(self, request: Request, name: str, status: int = 200, **told: Any) -> Response:
        """A page, with the session's cookie and token."""
        session = self.tokens.session(request)
        shared = {"token": self.tokens.of(session), "who": self.reviewer(request), "folder": self.folder.name}
        made = HTMLResponse(pages.render(name, shared | told), status)
        made.set_cookie(SESSION, session, httponly=True, samesite="strict")
        return made

    def reviewer(self, request: Request) -> str:
        """Who reviews in this browser."""
        from urllib.parse import unquote

        return unquote(request.cookies.get(WHO, "")).strip()[:80] or self.who

    async def queue(self, request: Request) -> Response:
        """The list, filtered by what the address says."""
        asked = {name: value for name, value in request.query_params.items() if value and name not in ("page", "said")}
        place = request.query_params.get("page", "1")
        told = await run_in_threadpool(pages.queue, self.folder, asked, int(place) if place.isdecimal() else 1)
        return self.page(request, "queue", **told, said=_said(request))

    async def row(self, request: Request) -> Response:
        """One row with its sentence, its reasons and the forms."""
        told = await run_in_threadpool(pages.row, self.folder, request.path_params["id"])
        return self.page(request, "row", **told, said=_said(request))

    async def decisions(self, request: Request) -> Response:
        """Everything that was decided, the latest first."""
        return self.page(request, "decisions", **await run_in_threadpool(pages.decisions, self.folder))

    async def decide(self, request: Request) -> Response:
        """Take a decision, save it, and go on to the next open row."""
        form = await form_of(request)
        self.tokens.check(request, form)
        where = await run_in_threadpool(
            pages.decided, self.folder, request.path_params["id"], form, self.reviewer(request)
        )
        return RedirectResponse(where, status_code=303)

    async def name(self, request: Request) -> Response:
        """Keep the name of who reviews in this browser."""
        form = await form_of(request)
        self.tokens.check(request, form)
        name = " ".join(form.get("name", "").split())[:80]
        if not name:
            raise Refused(422, "A decision needs the name of who decides: write one.")
        answer = RedirectResponse("/", status_code=303)
        answer.set_cookie(WHO, quote(name), max_age=YEAR_SECONDS, httponly=True, samesite="strict")
        return answer

    async def nowhere(self, request: Request) -> Response:
        """There is no such page."""
        return self.page(request, "problem", status=404, words="There is no such page.")


def _said(request: Request) -> str:
    """What was saved last, as an address of ours says it; nothing for any other words that stand there."""
    given = request.query_params.get("said", "")
    return given if SAID.fullmatch(given) else ""
