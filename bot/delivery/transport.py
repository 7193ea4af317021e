"""python-telegram-bot's way to Telegram, over one aiohttp session.

The token is part of every address. So no exception that leaves here carries an address, a cause or
a context, and answers that cannot be read are never quoted.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import aiohttp
import telegram
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
    TimedOut,
)
from telegram.request import BaseRequest, RequestData
from typing_extensions import override
from yarl import URL

from bot.delivery.wire import Wire

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}

Seconds = Any
"""Seconds, None for no limit, or the library's own word for "not given"."""


class Flood(TelegramError):
    """429: nothing may be sent for ``seconds``."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"Telegram asks to wait {seconds:g} seconds")
        self.seconds = seconds


class TokenRejected(Exception):
    """Telegram does not know the bot's token."""

    def __init__(self) -> None:
        super().__init__(
            "Telegram rejected the bot token. Copy it again from @BotFather and set "
            "TELEGRAM_BOT_TOKEN to it."
        )


async def sign_in(bot: telegram.Bot) -> None:
    """Open the connection and ask Telegram who we are. Raises `TokenRejected` or TelegramError."""
    try:
        await bot.initialize()
    except InvalidToken:
        rejected = True  # The library's own text quotes the token.
    else:
        rejected = False
    if rejected:
        raise TokenRejected


class AiohttpRequest(BaseRequest):
    """Calls of the Bot API with kept-alive connections.

    ``proxy`` is an HTTP proxy's address. Times are in seconds; a call as a whole may take the sum
    of waiting for a connection (the pool), connecting, writing and reading.
    """

    def __init__(
        self,
        *,
        proxy: str | None = None,
        connections: int = 256,
        connect_timeout: float = 5.0,
        read_timeout: float = 10.0,
        write_timeout: float = 10.0,
        upload_timeout: float = 60.0,
        pool_timeout: float = 10.0,
    ) -> None:
        self._proxy = proxy
        self._connections = connections
        self._connect_timeout = connect_timeout
        self._read_timeout = read_timeout
        self._write_timeout = write_timeout
        self._upload_timeout = upload_timeout
        self._pool_timeout = pool_timeout
        self._session: aiohttp.ClientSession | None = None
        self._wire: Wire | None = None

    @property
    def read_timeout(self) -> float:
        return self._read_timeout

    async def initialize(self) -> None:
        if self._session is None:
            self._wire = Wire(
                connections=self._connections,
                connect_timeout=self._connect_timeout,
                read_timeout=self._read_timeout,
                agent=self.USER_AGENT,
            )
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections),
                headers={"User-Agent": self.USER_AGENT},
                cookie_jar=aiohttp.DummyCookieJar(),
                # Telegram's answers are short: asking for them packed costs more than it saves.
                skip_auto_headers=("Accept-Encoding",),
            )

    async def shutdown(self) -> None:
        session, self._session = self._session, None
        if self._wire is not None:
            self._wire.close()
        if session is not None:
            await session.close()

    @override
    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Seconds = BaseRequest.DEFAULT_NONE,
        write_timeout: Seconds = BaseRequest.DEFAULT_NONE,
        connect_timeout: Seconds = BaseRequest.DEFAULT_NONE,
        pool_timeout: Seconds = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        uploads = request_data is not None and request_data.contains_files
        limits = _limits(
            pool=_given(pool_timeout, self._pool_timeout),
            connect=_given(connect_timeout, self._connect_timeout),
            write=_given(write_timeout, self._upload_timeout if uploads else self._write_timeout),
            read=_given(read_timeout, self._read_timeout),
        )
        return await self._ask(method, url, limits, _body(request_data))

    async def post_form(self, url: str, form: bytes) -> Any:
        """A call whose parameters are encoded already; its result. Raises TelegramError.

        Half of what a message costs through the library is making its parameters and reading a
        whole message from the answer: neither is needed for what goes to many alike. Only a proxy
        is left to the session.
        """
        if self._proxy is None:
            status, payload = await self._post(url, form)
        else:
            limits = _limits(
                pool=None, connect=self._connect_timeout, write=None, read=self._read_timeout
            )
            status, payload = await self._ask("POST", url, limits, form, _FORM)
        answer = self.parse_json_payload(payload)
        if status == 200:
            return answer["result"]
        raise _refusal(status, answer)

    async def _post(self, url: str, form: bytes) -> tuple[int, bytes]:
        if self._session is None or self._wire is None:
            raise NetworkError("The connection to Telegram is closed")
        fault: NetworkError
        try:
            status, payload = await self._wire.post(_address(url), form)
        except TimeoutError:
            fault = TimedOut("Telegram did not answer in time")
        except OSError as error:
            fault = NetworkError(f"Telegram could not be reached ({type(error).__name__})")
        else:
            return _heard(status, payload)
        raise fault

    async def _ask(
        self,
        method: str,
        url: str,
        limits: aiohttp.ClientTimeout,
        body: aiohttp.FormData | bytes | None,
        headers: dict[str, str] | None = None,
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise NetworkError("The connection to Telegram is closed")
        # Faults are raised after their cause was let go: the cause knows the address.
        fault: NetworkError
        try:
            async with self._session.request(
                method,
                _address(url),
                data=body,
                headers=headers,
                timeout=limits,
                proxy=self._proxy,
                allow_redirects=False,
            ) as response:
                status, payload = response.status, await response.read()
        except TimeoutError:
            fault = TimedOut("Telegram did not answer in time")
        except (aiohttp.ClientError, OSError, ValueError) as error:
            fault = NetworkError(f"Telegram could not be reached ({type(error).__name__})")
        else:
            return _heard(status, payload)
        raise fault

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        answer = _json(payload)
        if not isinstance(answer, dict):
            raise NetworkError("Telegram's answer is not what the Bot API promises")
        return answer


def _given(value: Seconds, default: float) -> float | None:
    return default if value is BaseRequest.DEFAULT_NONE else value


@lru_cache(maxsize=64)
def _address(url: str) -> URL:
    """One for each method of the Bot API: taking them apart each time would cost as much as
    sending."""
    return URL(url)


@lru_cache(maxsize=64)
def _limits(
    *, pool: float | None, connect: float | None, write: float | None, read: float | None
) -> aiohttp.ClientTimeout:
    known = [seconds for seconds in (pool, connect, write, read) if seconds is not None]
    return aiohttp.ClientTimeout(
        total=sum(known) if len(known) == 4 else None, sock_connect=connect, sock_read=read
    )


def _body(request_data: RequestData | None) -> aiohttp.FormData | None:
    if request_data is None:
        return None
    form = aiohttp.FormData()
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    if request_data.contains_files:
        for name, (file_name, content, mime_type) in request_data.multipart_data.items():
            form.add_field(name, content, filename=file_name, content_type=mime_type)
    return form


def _heard(status: int, payload: bytes) -> tuple[int, bytes]:
    """An answer of the Bot API. Raises `Flood`, or NetworkError where it is none."""
    if status == 429:
        raise Flood(_retry_after(payload))
    if status != 200 and (status >= 500 or not isinstance(_json(payload), dict)):
        raise NetworkError(f"Telegram answered with status {status}")
    return status, payload


def _refusal(status: int, answer: Any) -> TelegramError:
    """As the library tells them apart."""
    words = str(answer.get("description", ""))
    moved_to = (answer.get("parameters") or {}).get("migrate_to_chat_id")
    if moved_to:
        return ChatMigrated(moved_to)
    if status == 403:
        return Forbidden(words)
    if status in (401, 404):
        return InvalidToken(f"status {status}")
    if status == 400:
        return BadRequest(words)
    return NetworkError(f"Telegram answered with status {status}")


def _json(payload: bytes) -> Any:
    """What the payload says, or None where it is not JSON: a decoding error would quote it."""
    try:
        return json.loads(payload)
    except ValueError:
        return None


def _retry_after(payload: bytes) -> float:
    """The named wait in seconds. A 429 that names none is taken as a second."""
    try:
        return float(_json(payload)["parameters"]["retry_after"])
    except (ValueError, KeyError, TypeError):
        return 1.0
