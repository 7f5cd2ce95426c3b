"""Which endpoint reads, under what bounds and at what price: from the environment and from arguments.

The key is kept out of `repr`, of messages and of the cache. What is sent to the endpoint is in `llm_client`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from foedus.errors import FoedusError

URL, KEY, MODEL = "FOEDUS_LLM_URL", "FOEDUS_LLM_KEY", "FOEDUS_LLM_MODEL"
CACHE = "FOEDUS_LLM_CACHE"
"""A folder, or `off`; where it is not set, the place for a user's cache by the platform's convention."""
PRICE_IN, PRICE_OUT = "FOEDUS_LLM_PRICE_IN", "FOEDUS_LLM_PRICE_OUT"
"""Price of a million tokens of the prompt and of the answer, in whatever currency the user counts in."""

_LONG_ENOUGH = 8
"""Letters from which on a key can be a secret; local servers take `none` or `x`, which also stand in ordinary text."""
_PATH = "/chat/completions"


@dataclass(frozen=True, slots=True)
class Settings:
    """One endpoint and the bounds within which it is used."""

    url: str
    """Base address, such as `http://127.0.0.1:8000/v1`, with or without `/chat/completions`."""
    model: str
    key: str = field(default="", repr=False)
    timeout_seconds: float = 120.0
    """For one answer as a whole, first byte to last."""
    attempts: int = 4
    """Tries of one request; the first counts."""
    wait_seconds: float = 1.0
    """Wait before the second try; doubles from there up to a minute."""
    max_requests: int = 60
    """Requests for one text, tries included."""
    chunk_chars: int = 6000
    """Letters of the article in one request."""
    answer_tokens: int = 8000
    seed: int = 1
    price_in: float | None = None
    price_out: float | None = None
    cache: Path | None = None
    """Folder of answers already given; None for no cache."""

    def __post_init__(self) -> None:
        parts = _split(self.url)
        if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
            raise FoedusError(
                f"{URL} is no address of the form https://HOST/v1; set it to the base of an OpenAI-compatible API"
            )
        if parts.username or parts.password or self.secret_in(self.url):
            raise FoedusError(f"{URL} holds a password or the key; give the key in {KEY} only")
        if not re.fullmatch(r"[!-~][ -~]{0,199}", self.model):
            raise FoedusError(f"{MODEL} is not set to the name of a model that {parts.hostname} serves")
        if not re.fullmatch(r"[!-~]*", self.key):
            raise FoedusError(f"{KEY} holds a letter that no key has (a space, a line break, an accent); copy it again")
        if self.timeout_seconds <= 0 or min(self.attempts, self.max_requests, self.answer_tokens) < 1:
            raise FoedusError("the bounds of the model (timeout, attempts, requests, tokens) have to be above zero")
        if self.chunk_chars < 500:
            raise FoedusError(f"{self.chunk_chars} letters a request are too few to hold a sentence; give 500 or more")

    @property
    def method(self) -> str:
        """What stands on every row that the model gave."""
        return f"llm:{self.model}"

    @property
    def host(self) -> str:
        """The host alone: a path or a query may hold what is not for messages."""
        parts = _split(self.url)
        return parts.hostname or "" if parts else ""

    @property
    def endpoint(self) -> str:
        """The address that is asked, a query (`?api-version=...`) kept."""
        parts = urlsplit(self.url)
        path = parts.path.rstrip("/")
        return urlunsplit(parts._replace(path=path if path.endswith(_PATH) else path + _PATH, fragment=""))

    def secret_in(self, text: str) -> bool:
        """Whether the key stands in a text."""
        return len(self.key) >= _LONG_ENOUGH and self.key in text

    def without_key(self, body: bytes) -> bytes:
        """An answer with the key taken out: servers like to repeat it in their complaints."""
        return body.replace(self.key.encode(), b"[key]") if len(self.key) >= _LONG_ENOUGH else body


def settings(environ: Mapping[str, str] | None = None, **given: Any) -> Settings:
    """Settings from the environment; what is `given` by name goes first. Raises `FoedusError` for what is missing."""
    told = os.environ if environ is None else environ
    chosen: dict[str, Any] = {
        "url": told.get(URL, "").strip(),
        "model": told.get(MODEL, "").strip(),
        "key": told.get(KEY, "").strip(),
        "price_in": _price(told, PRICE_IN),
        "price_out": _price(told, PRICE_OUT),
    } | {name: value for name, value in given.items() if value is not None}
    missing = [name for name, value in ((URL, chosen["url"]), (MODEL, chosen["model"])) if not value]
    if missing:
        raise FoedusError(
            f"reading with a model needs {' and '.join(missing)} in the environment; without them, leave --llm away"
        )
    if "cache" not in chosen:
        chosen["cache"] = _cache(told.get(CACHE, "").strip())
    return Settings(**chosen)


def _cache(told: str) -> Path | None:
    if told.lower() == "off":
        return None
    if told:
        return Path(told).expanduser()
    try:
        from platformdirs import user_cache_path
    except ImportError:
        raise _not_installed() from None
    return user_cache_path("foedus", appauthor=False) / "llm"


def _not_installed() -> FoedusError:
    return FoedusError("reading with a model needs more packages; install them with `pip install foedus[llm]`")


def _price(told: Mapping[str, str], name: str) -> float | None:
    text = told.get(name, "").strip()
    if not text:
        return None
    if not re.fullmatch(r"\d{1,6}(\.\d{1,6})?", text):
        raise FoedusError(f'{name} is "{text[:20]}"; write the price of a million tokens as a number, such as 0.15')
    return float(text)


def _split(url: str) -> Any:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts
