"""One feed's body over HTTP: conditional, bounded in time and size, from public hosts."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus

import aiohttp
from aiohttp import hdrs
from aiohttp.abc import AbstractResolver
from aiohttp_socks import ProxyConnectionError, ProxyError, ProxyTimeoutError

from bot.clock import Clock
from bot.feeds.addresses import (
    AddressRefused,
    BadAddress,
    check_url,
    redirect_target,
)
from bot.feeds.answers import Failed, Fetched, NotModified
from bot.feeds.inflate import BadEncoding, Inflater, TooLarge
from bot.feeds.proxies import Proxy, Resolve, check_target, system_resolve
from bot.feeds.sockets import Flooded, MakeSocket, Sipping, public_socket
from bot.feeds.space import Place
from bot.feeds.turns import Turns
from bot.feeds.waiting import fresh_for, retry_after

PROJECT = "solidarity-bot"
_CHUNK = 1 << 16
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PROXY_FAULTS = (ProxyConnectionError, ProxyError, ProxyTimeoutError)
_PERMANENT = frozenset({301, 308})


@dataclass(frozen=True, slots=True)
class Limits:
    seconds: float = 30.0
    """For everything together: names, redirects and a body that drips."""
    body_bytes: int = 5 << 20
    decoded_bytes: int = 10 << 20
    redirects: int = 5


class Fetcher:
    """Owns its HTTP sessions: only through them is every address checked. Close it when done."""

    def __init__(
        self,
        clock: Clock,
        *,
        contact: str = "",
        allowed_private_hosts: frozenset[str] = frozenset(),
        limits: Limits = Limits(),
        tls: ssl.SSLContext | None = None,
        proxies: Mapping[str, Proxy] | None = None,
        resolve: Resolve = system_resolve,
        resolver: AbstractResolver | None = None,
        sockets: MakeSocket = Sipping,
    ) -> None:
        """`contact`: a URL or mail address for the owners of sites, in the User-Agent.

        `allowed_private_hosts`: exactly these ``host:port`` may stand at private addresses.
        `tls`: other trust anchors than the system's; certificates are verified in any case.
        `proxies`: by the names under which sources ask for them.
        `resolve`: looks up the names that a proxy is asked for.
        `resolver`: looks up those of sites, in the system's stead. `sockets`: makes what connects
        to an address that passed.
        """
        self._clock = clock
        self._agent = f"{PROJECT} (+{contact})" if contact else PROJECT
        self._allowed = allowed_private_hosts
        self._limits = limits
        self._tls = tls or True
        self._public: aiohttp.ClientSession | None = None
        self._trusting: aiohttp.ClientSession | None = None
        self._proxies = dict(proxies or {})
        self._resolve = resolve
        self._resolver = resolver
        self._sockets = sockets
        self._turns = Turns()
        self._through: dict[Proxy, aiohttp.ClientSession] = {}

    async def fetch(
        self,
        url: str,
        etag: str = "",
        last_modified: str = "",
        *,
        proxy: str = "",
        place: Place | None = None,
    ) -> Fetched | NotModified | Failed:
        """Never raises for what a server does or fails to do.

        Where many are fetched at once, `place` is where the body is held.

        With a proxy's name it is asked through that one, never without it.
        """
        if proxy and proxy not in self._proxies:
            return Failed(f'Its proxy "{proxy}" is not in [feeds.proxies] of the configuration.')
        try:
            async with asyncio.timeout(self._limits.seconds):
                return await self._follow(url, etag, last_modified, self._proxies.get(proxy), place)
        except TimeoutError:
            return Failed(f"The site did not finish answering within {self._limits.seconds:g} s.")
        except BadAddress as error:
            return Failed(f"The address was refused: {error}.")
        except (BadEncoding, TooLarge) as error:
            return Failed(f"The answer was refused: {error}.")
        except (aiohttp.ClientError, *_PROXY_FAULTS, OSError, ValueError) as error:
            return Failed(_connection_fault(error))

    async def close(self) -> None:
        for session in (self._public, self._trusting, *self._through.values()):
            if session is not None:
                await session.close()

    async def _follow(
        self, url: str, etag: str, last_modified: str, proxy: Proxy | None, place: Place | None
    ) -> Fetched | NotModified | Failed:
        headers = {hdrs.IF_NONE_MATCH: etag, hdrs.IF_MODIFIED_SINCE: last_modified}
        headers = {name: value for name, value in headers.items() if value}
        moved_to, lasting = "", True
        for _ in range(self._limits.redirects + 1):
            session = await self._session(check_url(url), proxy)
            async with session.get(
                url,
                headers=headers,
                allow_redirects=False,
                proxy=proxy.request_url if proxy else None,
                proxy_headers=proxy.headers if proxy else None,
            ) as response:
                if response.status not in _REDIRECTS:
                    return await self._read(response, moved_to, place, conditional=bool(headers))
                location = response.headers.get(hdrs.LOCATION, "")
                lasting = lasting and response.status in _PERMANENT
            if not location:
                return Failed("The site redirects without saying where to.")
            url = redirect_target(url, location)
            if lasting:
                moved_to = url
        return Failed(f"The site redirects more than {self._limits.redirects} times.")

    async def _read(
        self,
        response: aiohttp.ClientResponse,
        moved_to: str,
        place: Place | None,
        *,
        conditional: bool,
    ) -> Fetched | NotModified | Failed:
        now = self._clock.now()
        if response.status == HTTPStatus.NOT_MODIFIED:
            if conditional:
                return NotModified(fresh_for(response.headers, now), moved_to)
            return Failed("The site answered 304 (not modified) to a first question.")
        if response.status == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
            return Failed(f"The proxy refused to connect ({_status(response.status)}).")
        if response.status not in (HTTPStatus.OK, HTTPStatus.NO_CONTENT):
            return Failed(
                f"The site answered {_status(response.status)}.",
                retry_after(response.headers.get(hdrs.RETRY_AFTER, ""), now),
                gone=response.status == HTTPStatus.GONE,
            )
        return Fetched(
            body=await self._body(response, place),
            content_type=response.headers.get(hdrs.CONTENT_TYPE, ""),
            etag=response.headers.get(hdrs.ETAG, ""),
            last_modified=response.headers.get(hdrs.LAST_MODIFIED, ""),
            final_url=str(response.url),
            fresh_for=fresh_for(response.headers, now),
            moved_to=moved_to,
        )

    async def _body(self, response: aiohttp.ClientResponse, place: Place | None) -> bytes:
        limit = self._limits.body_bytes
        if (response.content_length or 0) > limit:
            raise TooLarge(limit)
        inflater = Inflater(
            ",".join(response.headers.getall(hdrs.CONTENT_ENCODING, [])),
            self._limits.decoded_bytes,
        )
        received = 0
        async for chunk in response.content.iter_chunked(_CHUNK):
            received += len(chunk)
            if received > limit:
                raise TooLarge(limit)
            for _ in inflater.steps(chunk):
                if place is not None:
                    await place.hold(inflater.size)
                await self._turns.wait(inflater)
        return inflater.finish()

    async def _session(self, host: str, proxy: Proxy | None) -> aiohttp.ClientSession:
        """What may speak to this ``host:port``. Raises AddressRefused."""
        if proxy is not None:
            if host not in self._allowed:
                await check_target(host.rpartition(":")[0].strip("[]"), self._resolve)
            if proxy not in self._through:
                self._through[proxy] = self._new_session(
                    proxy.connector(self._tls, self._most, self._turns)
                )
            return self._through[proxy]
        if host in self._allowed:
            if self._trusting is None:
                self._trusting = self._new_session(self._connector(self._sockets))
            return self._trusting
        if self._public is None:
            self._public = self._new_session(
                self._connector(partial(public_socket, make=self._sockets))
            )
        return self._public

    def _connector(self, make: MakeSocket) -> aiohttp.TCPConnector:
        return aiohttp.TCPConnector(
            ssl=self._tls,
            resolver=self._resolver,
            socket_factory=lambda info: make(info, self._most, self._turns),
        )

    @property
    def _most(self) -> int:
        """Bytes of an answer: headers come on top of the body, and what frames its chunks."""
        return 2 * self._limits.body_bytes

    def _new_session(self, connector: aiohttp.TCPConnector) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=connector,
            auto_decompress=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(),
            headers={
                hdrs.USER_AGENT: self._agent,
                hdrs.ACCEPT: "application/atom+xml, application/rss+xml, application/feed+json, "
                "application/xml;q=0.9, text/html;q=0.8, */*;q=0.5",
                hdrs.ACCEPT_ENCODING: "gzip, deflate",
            },
        )


def _status(code: int) -> str:
    try:
        return f"{code} ({HTTPStatus(code).phrase})"
    except ValueError:
        return str(code)


def _connection_fault(error: Exception) -> str:
    """In our words: the library's may quote addresses and whole headers."""
    match error:
        case (
            aiohttp.ClientConnectorCertificateError()
            | aiohttp.ClientOSError(__cause__=ssl.SSLCertVerificationError())
        ):
            return "The site's TLS certificate could not be verified."
        case aiohttp.ClientConnectorDNSError():
            return "The site's name could not be found in DNS."
        case aiohttp.ClientProxyConnectionError() | ProxyConnectionError() | ProxyTimeoutError():
            return "The proxy could not be reached: no connection."
        case aiohttp.ClientHttpProxyError(status=status):
            return f"The proxy refused to connect ({_status(status)})."
        case ProxyError():
            return "The proxy refused to connect, or could not."
        case AddressRefused() | aiohttp.ClientConnectorError(os_error=AddressRefused()):
            return (
                "The address was refused: it leads to a private network. An intranet's "
                "host:port can be named in [feeds] allowed_private_hosts."
            )
        case aiohttp.ClientConnectorError():
            return "The site could not be reached: no connection."
        case aiohttp.ClientPayloadError() | aiohttp.ServerDisconnectedError():
            return "The site broke off its answer."
        case Flooded() | aiohttp.ClientOSError(__cause__=Flooded()):
            return "The site sent far more than an answer may have."
        case aiohttp.InvalidURL():
            return "The address was refused: it cannot be read."
        case aiohttp.ClientResponseError():
            return "The site's answer was not valid HTTP."
        case _:
            return f"The site could not be read ({type(error).__name__})."
