"""Ways around a block: HTTP and SOCKS5 proxies that the operator named in the configuration.

A proxy may stand on loopback or in an intranet, since the operator's own configuration says so; no
list of feeds and nobody in the chat can name another. What is asked for through it is checked as
everything else: no private address, and TLS is verified with the site itself, not with the proxy.
The proxy finds names in its own DNS, which we cannot see, so what our own DNS and the name itself
say has to do: a name that leads to a private network here, or can only mean one, is refused.
"""

from __future__ import annotations

import asyncio
import base64
import re
import socket
import ssl
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from ipaddress import ip_address
from typing import Any
from urllib.parse import unquote, urlsplit

import aiohttp
from aiohttp import hdrs
from aiohttp.client_proto import ResponseHandler
from aiohttp_socks import ProxyConnector
from python_socks import ProxyType
from python_socks.async_.asyncio import Proxy as SocksClient

from bot.feeds.addresses import AddressRefused, is_public
from bot.feeds.sockets import Sipping, taken
from bot.feeds.turns import Turns

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
_ONLY_PRIVATE = frozenset(
    {"corp", "home", "internal", "intranet", "lan", "local", "localdomain", "localhost"}
)
"""Last labels that mean a network of somebody's own (RFC 6761, RFC 6762, ICANN's reservations)."""
_HOME = ".home.arpa"
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")


class BadProxy(ValueError):
    """What stands for a proxy is none; the text says why and never quotes it."""


@dataclass(frozen=True, slots=True)
class Proxy:
    scheme: str
    """``http`` or ``socks5``."""
    host: str
    port: int
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    @property
    def url(self) -> str:
        """Its address without user and password."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"

    def connector(
        self, tls: ssl.SSLContext | bool, most: int, turns: Turns
    ) -> aiohttp.TCPConnector:
        """What connects through it where the proxy speaks SOCKS; `request_url` does for HTTP.

        `most` and `turns`: as of `Sipping`.
        """
        if self.scheme == "http":
            # aiohttp says who we are once a connection.
            return aiohttp.TCPConnector(
                ssl=tls, force_close=True, socket_factory=lambda info: Sipping(info, most, turns)
            )
        return _SocksConnector(self, tls, most, turns)

    @property
    def request_url(self) -> str | None:
        return self.url if self.scheme == "http" else None

    @property
    def headers(self) -> dict[str, str]:
        """For HTTP proxies; aiohttp renames it. SOCKS ones are told when connecting."""
        if self.scheme != "http" or not self.user:
            return {}
        login = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        return {hdrs.AUTHORIZATION: f"Basic {login}"}


class _SocksConnector(ProxyConnector):
    """The library's own reads as much as it can in one go."""

    def __init__(self, proxy: Proxy, tls: ssl.SSLContext | bool, most: int, turns: Turns) -> None:
        super().__init__(proxy.host, proxy.port, ssl=tls)
        self._proxy = proxy
        self._most = most
        self._turns = turns

    async def _connect_via_proxy(
        self, host: str, port: int, *_: Any, **settings: Any
    ) -> tuple[asyncio.Transport, ResponseHandler]:
        client = SocksClient(
            ProxyType.SOCKS5,
            self._proxy.host,
            self._proxy.port,
            username=self._proxy.user or None,
            password=self._proxy.password or None,
            # The proxy looks names up: here they may be blocked, and asking would tell of them.
            rdns=True,
        )
        plain = await client.connect(host, port)
        loop = asyncio.get_running_loop()
        tls = settings["ssl"]
        return await loop.create_connection(
            partial(ResponseHandler, loop),
            sock=taken(plain, self._most, self._turns),
            ssl=tls,
            server_hostname=host if tls else None,
        )


def read_proxy(written: str) -> Proxy:
    """A proxy's address, ``http://`` or ``socks5://``, a port, perhaps user and password.

    Raises `BadProxy`.
    """
    try:
        parts = urlsplit(written)
        port = parts.port
    except ValueError:
        raise BadProxy("cannot be read as an address") from None
    if parts.scheme not in ("http", "socks5"):
        raise BadProxy('must begin with "http://" or "socks5://"')
    if not parts.hostname or port is None:
        raise BadProxy("must name a host and a port, such as socks5://127.0.0.1:9050")
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise BadProxy("must end with the port")
    return Proxy(
        parts.scheme,
        parts.hostname,
        port,
        unquote(parts.username or ""),
        unquote(parts.password or ""),
    )


Resolve = Callable[[str], Awaitable[Sequence[str]]]
"""The addresses of a host. Raises OSError where it is unknown."""


async def system_resolve(host: str) -> Sequence[str]:
    """As this machine finds them."""
    found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


async def check_target(host: str, resolve: Resolve = system_resolve) -> None:
    """Raises `AddressRefused` for a host that a proxy must not be asked for."""
    host = host.rstrip(".").lower()
    if _means_private(host):
        raise AddressRefused
    if host.endswith(".onion"):
        # RFC 7686: such a name is nobody's business but the proxy's.
        return
    try:
        found = await resolve(host)
    except OSError:
        # Unknown here; the proxy may know it.
        return
    if not all(map(is_public, found)):
        raise AddressRefused


def _means_private(host: str) -> bool:
    """Whether the host is a private address in any spelling, or a name of private networks."""
    try:
        return not is_public(host)
    except ValueError:
        pass
    last = host.rpartition(".")[2]
    if _NUMBER.fullmatch(last):
        # An IPv4 address in a spelling of old: 127.1, 0x7f.1, 2130706433.
        try:
            return not is_public(str(ip_address(socket.inet_aton(host))))
        except OSError:
            return True
    return "." not in host or last in _ONLY_PRIVATE or host.endswith(_HOME)
