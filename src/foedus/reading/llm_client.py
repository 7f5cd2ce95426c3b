"""One question to an OpenAI-compatible endpoint, and its answer as text, within bounds of time, size and tries.

What may pass (429, 5xx, a broken line, a slow or garbled answer) is tried again; all else is at once an `LlmError` of one
sentence. Redirects are not followed: the key goes to the address that the user named and to no other. What the answer
means is for `llm_check`.
"""

from __future__ import annotations

import json
import logging
import time
from dataclasses import dataclass, field
from functools import cache
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from foedus.errors import FoedusError
from foedus.reading import llm_schema
from foedus.reading.llm_settings import Settings, _not_installed

if TYPE_CHECKING:
    import ssl

    import httpx

LARGEST = 4_000_000
"""Bytes of an answer; what is larger is no answer."""
_LONGEST_WAIT = 60.0


class Usage(NamedTuple):
    """What a reading took."""

    requests: int = 0
    """Sent, tries that failed among them."""
    cached: int = 0
    """Answers taken from the cache instead."""
    prompt_tokens: int = 0
    completion_tokens: int = 0
    is_complete: bool = True
    """Whether the server told the tokens of every answer; where not, the numbers are the least they can be."""
    cost: float | None = None
    """In the currency of the prices in the settings; None where none are given or the tokens are not all known."""


class LlmError(FoedusError):
    """A model that could not be asked or did not answer as asked; `usage` says what was spent on it."""

    usage: Usage = Usage()


class _Passing(Exception):
    """Something that may be better at the next try; `after` seconds, where the server said so."""

    def __init__(self, words: str, after: float | None = None) -> None:
        super().__init__(words)
        self.after = after


class Answer(NamedTuple):
    """What the model wrote."""

    content: str
    is_cut: bool
    model: str


@dataclass
class Client:
    """A connection with a count of what was spent; to be used in a `with` block."""

    settings: Settings
    requests: int = 0
    cached: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    is_complete: bool = True
    _http: Any = field(default=None, repr=False)

    def __enter__(self) -> Self:
        try:
            import httpx
            import stamina  # noqa: F401 (asked for here so that its lack is told before anything is sent)
        except ImportError:
            raise _not_installed() from None
        # Each retry is logged; where nobody listens to logs Python would print it.
        logging.getLogger("stamina").addHandler(logging.NullHandler())
        one = self.settings.timeout_seconds
        self._http = httpx.Client(
            timeout=httpx.Timeout(one, connect=min(one, 15.0)), follow_redirects=False, verify=_certificates()
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, bad: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def usage(self) -> Usage:
        """What was spent so far."""
        low, high = self.settings.price_in, self.settings.price_out
        cost = None
        if low is not None and high is not None and self.is_complete:
            cost = round((self.prompt_tokens * low + self.completion_tokens * high) / 1e6, 6)
        return Usage(self.requests, self.cached, self.prompt_tokens, self.completion_tokens, self.is_complete, cost)

    def ask(self, body: dict[str, Any]) -> Answer:
        """The answer to one request. Raises `LlmError`."""
        import httpx
        import stamina

        one = self.settings
        try:
            for attempt in stamina.retry_context(
                on=_again,
                attempts=one.attempts,
                timeout=None,
                wait_initial=one.wait_seconds,
                wait_max=max(one.wait_seconds, _LONGEST_WAIT),
                wait_jitter=one.wait_seconds,
            ):
                with attempt:
                    return self._once(body)
        except httpx.ConnectError as bad:
            words = (
                f"{one.host} cannot be reached ({_short(str(bad))}); look at FOEDUS_LLM_URL and whether the server runs"
            )
        except httpx.TimeoutException:
            words = f"{one.host} did not answer within {one.timeout_seconds:g} seconds, {one.attempts} times over"
        except (httpx.HTTPError, httpx.InvalidURL, _Passing) as bad:
            told = _short(str(bad)) or type(bad).__name__
            words = f"{one.host} gave no answer that can be used, {one.attempts} times over: {told}"
        raise LlmError(words)

    def _once(self, body: dict[str, Any]) -> Answer:
        if self.requests >= self.settings.max_requests:
            raise LlmError(
                f"gave up after {self.requests} requests for one text; split the text or allow more requests"
            )
        self.requests += 1
        answer = self._answer(_json(self._bytes(body)))
        if not answer.is_cut:
            told = _json(answer.content.encode("utf-8", "replace"), "the model's words are")
            if not isinstance(told, dict) or set(told) != set(llm_schema.LISTS):
                raise _Passing("the model's words are not an object of events and statements")
            if not all(isinstance(told[name], list) for name in llm_schema.LISTS):
                raise _Passing("the model's events or statements are no lists")
        return answer

    def _bytes(self, body: dict[str, Any]) -> bytes:
        """The body of the answer, read piece by piece so that neither its size nor its slowness is without bound."""
        one = self.settings
        headers = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "identity"}
        if one.key:
            headers["Authorization"] = f"Bearer {one.key}"
        late = time.monotonic() + one.timeout_seconds
        got = bytearray()
        with self._http.stream("POST", one.endpoint, content=json.dumps(body).encode(), headers=headers) as answer:
            is_good = answer.status_code == 200
            for piece in answer.iter_raw():
                got += piece
                if len(got) > LARGEST or (not is_good and len(got) > 100_000):
                    break
                if time.monotonic() > late:
                    raise _Passing(f"the answer took longer than {one.timeout_seconds:g} seconds")
            if not is_good:
                self._refuse(answer, one.without_key(bytes(got)))
            kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
            if not (kind == "application/json" or kind.endswith("+json")):
                raise LlmError(
                    f"{one.host} answered with {_short(kind) or 'no content type'} instead of JSON; look at FOEDUS_LLM_URL"
                )
            if answer.headers.get("Content-Encoding", "identity").lower() not in ("", "identity"):
                raise LlmError(f"{one.host} packed its answer though it was asked not to; a proxy may be in between")
        if len(got) > LARGEST:
            raise LlmError(f"{one.host} answered with more than {LARGEST // 1_000_000} MB, which no reading takes")
        return one.without_key(bytes(got))

    def _refuse(self, answer: httpx.Response, got: bytes) -> None:
        """An answer that is no success: to be tried again, or an error that says what to look at."""
        code = answer.status_code
        told = _message(got)
        because = f": {told}" if told else ""
        if code in (408, 409, 425, 429) or code >= 500:
            wait = answer.headers.get("Retry-After", "")
            after = min(float(wait), _LONGEST_WAIT) if wait.isdigit() and len(wait) < 6 else None
            raise _Passing(f"the server answered {code}{because}", after)
        where = {
            401: "; look at FOEDUS_LLM_KEY",
            403: "; look at FOEDUS_LLM_KEY",
            404: "; look at FOEDUS_LLM_URL and FOEDUS_LLM_MODEL",
        }.get(code, "; the endpoint has to know chat completions with a strict JSON schema")
        raise LlmError(f"{self.settings.host} answered {code}{because}{where}")

    def _answer(self, told: Any) -> Answer:
        """The model's words out of the server's envelope."""
        self._count(told.get("usage") if isinstance(told, dict) else None)
        try:
            choice = told["choices"][0]
            message = choice["message"]
            refusal, content, finish = message.get("refusal"), message.get("content"), choice.get("finish_reason")
        except (KeyError, IndexError, TypeError, AttributeError):
            raise _Passing("the answer has no message of a model") from None
        if refusal or finish == "content_filter":
            words = _short(str(refusal)) if refusal else "its filter took the answer away"
            raise LlmError(f"{self.settings.model} refused to read the text: {words}")
        model = told.get("model")
        name = _short(model) if isinstance(model, str) else ""
        if finish == "length":
            return Answer("", True, name)
        if not isinstance(content, str):
            raise _Passing("the model's message has no words")
        return Answer(content, False, name)

    def _count(self, told: object) -> None:
        values = [told.get(name) if isinstance(told, dict) else None for name in ("prompt_tokens", "completion_tokens")]
        known = [
            one if isinstance(one, int) and not isinstance(one, bool) and 0 <= one < 10**9 else None for one in values
        ]
        self.is_complete = self.is_complete and None not in known
        self.prompt_tokens += known[0] or 0
        self.completion_tokens += known[1] or 0


@cache
def _certificates() -> ssl.SSLContext:
    """Those that httpx trusts; loading them takes longer than all else that is done for a text, so it is done once."""
    import httpx

    return httpx.create_ssl_context()


def _again(bad: Exception) -> bool | float:
    import httpx

    if isinstance(bad, _Passing):
        return True if bad.after is None else bad.after
    return isinstance(bad, httpx.TransportError) and not isinstance(bad, httpx.UnsupportedProtocol)


def _json(data: bytes, what: str = "the answer is") -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise _Passing(f"{what} not JSON") from None


def _message(got: bytes) -> str:
    """What an OpenAI-compatible server says is wrong; empty where it says it in another form."""
    try:
        error = json.loads(got)["error"]
        return _short(error if isinstance(error, str) else str(error["message"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""


def _short(words: str) -> str:
    """Words of a stranger, fit for one line of a message."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in words[:2000]).split())
    return line if len(line) <= 200 else line[:197] + "..."
