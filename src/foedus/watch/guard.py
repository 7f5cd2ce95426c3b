"""Which addresses may be asked: no link of a feed may lead this computer to itself or into its own network.

The check is made on the number that a name has at the moment of connecting, and the connection goes to that number: a name
that answers differently the second time gains nothing. The same place bounds the whole time of a request.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import httpcore

from foedus.errors import FoedusError


class Refused(FoedusError):
    """An address that is not asked, or an answer that is not taken, now or later."""


class TooSlow(FoedusError):
    """A server that did not finish in the time that a request may take."""


def check_address(url: str, is_private_allowed: bool) -> None:
    """Raise `Refused` for what is no web address, or names a place that is not of the public net."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise Refused(f"{url[:200]}: is no address") from None
    if parts.scheme not in ("http", "https") or not host:
        raise Refused(f"{url[:200]}: only http and https addresses are asked")
    if parts.username or parts.password:
        raise Refused(f"{host}: addresses with a name or password inside are not asked")
    if is_private_allowed:
        return
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        raise Refused(_told(host))
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        return
    if not is_public(str(number)):
        raise Refused(_told(host))


def is_public(number: str) -> bool:
    """Whether an IP number belongs to the public net: neither loopback, private, link-local, shared, nor reserved."""
    found = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is not None:
            return is_public(str(inner))
        if found in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
    return found.is_global and not found.is_multicast


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def _told(host: str) -> str:
    return (
        f"{host}: lies on this computer or in a private network, where no feed should lead; --allow-private allows it"
    )


class Guarded(httpcore.NetworkBackend):
    """Connects to public numbers only, and ends everything at a deadline, however slowly bytes trickle."""

    def __init__(self, is_private_allowed: bool, seconds: float) -> None:
        self._inner = httpcore.SyncBackend()
        self._is_private_allowed = is_private_allowed
        self._ends = time.monotonic() + seconds

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first number of a host that may be asked; raises `Refused`, `httpcore.ConnectError`."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as bad:
            raise httpcore.ConnectError(f"{host} has no number ({bad})") from None
        numbers = list(dict.fromkeys(str(one[4][0]) for one in found))
        if not self._is_private_allowed and not all(map(is_public, numbers)):
            raise Refused(_told(host))
        failed: Exception = httpcore.ConnectError(f"{host} has no number")
        for number in numbers[:3]:
            try:
                stream = self._inner.connect_tcp(number, port, self._left(timeout), local_address, socket_options)
                return _Bounded(stream, self._left)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as bad:
                failed = bad
        raise failed

    def _left(self, timeout: float | None) -> float:
        """Seconds that one step may take; raises `TooSlow` when the time is over."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise TooSlow("the answer did not come to an end in time")
        return left if timeout is None else min(left, timeout)


class _Bounded(httpcore.NetworkStream):
    """A stream of which every step keeps to the deadline of the whole."""

    def __init__(self, inner: httpcore.NetworkStream, left: Any) -> None:
        self._inner, self._left = inner, left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Bounded(self._inner.start_tls(ssl_context, server_hostname, self._left(timeout)), self._left)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
