"""What organisers hear of trouble with sending, each thing once.

Also while the database is gone: those whom the configuration names are known without it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from enum import StrEnum

from bot.delivery.door import Delivered, Door
from bot.i18n import DEFAULT_LANGUAGE, Translations, Translator
from bot.organisers import Organisers
from bot.render import Message
from bot.subscribers import Subscribers
from storage.database import StorageError
from storage.rows import SealedId
from storage.sealing import Seal

logger = logging.getLogger(__name__)


class Trouble(StrEnum):
    STORAGE_FAILED = "storage-failed"
    STORAGE_WORKS = "storage-works"
    PLAIN = "plain"
    """Telegram refused a message's formatting; it went out without."""
    REFUSED = "refused"
    EXPIRED = "expired"
    """It could not be delivered in its lifetime."""


View = Callable[[Trouble, str, Translator], Message]
"""The message for a trouble with what a delivery is about (empty for the database)."""


class Troubles:
    def __init__(
        self,
        door: Door,
        seal: Seal,
        *,
        organisers: Organisers,
        subscribers: Subscribers,
        translations: Translations,
        view: View,
    ) -> None:
        self._door = door
        self._seal = seal
        self._organisers = organisers
        self._subscribers = subscribers
        self._translations = translations
        self._view = view
        self._told: set[tuple[Trouble, str]] = set()
        self._telling: set[asyncio.Task[None]] = set()

    def storage_failed(self) -> None:
        self._begin(Trouble.STORAGE_FAILED, "")

    def storage_works(self) -> None:
        """Only those who heard that it failed hear this."""
        if (Trouble.STORAGE_FAILED, "") in self._told:
            self._told.discard((Trouble.STORAGE_FAILED, ""))
            self._told.discard((Trouble.STORAGE_WORKS, ""))
            self._begin(Trouble.STORAGE_WORKS, "")

    def noticed(self, trouble: Trouble, about: str) -> None:
        """With deliveries about this: `Delivery.about`. Alerts and reminders each count as one."""
        self._begin(trouble, about if about.startswith("broadcast:") else about.partition(":")[0])

    async def close(self, seconds: float) -> None:
        """Give what is being told this long."""
        if self._telling:
            await asyncio.wait(self._telling, timeout=seconds)
        for task in tuple(self._telling):
            task.cancel()
        await asyncio.gather(*self._telling, return_exceptions=True)

    def _begin(self, trouble: Trouble, about: str) -> None:
        if (trouble, about) in self._told:
            return
        self._told.add((trouble, about))
        task = asyncio.create_task(self._tell(trouble, about))
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    async def _tell(self, trouble: Trouble, about: str) -> None:
        try:
            everyone = await self._organisers.everyone()
        except StorageError:
            everyone = self._organisers.owners
        heard = 0
        for each in everyone:
            say = self._translations(await self._language(each.user))
            message = self._view(trouble, about, say)
            outcome = await self._door.send(self._seal.open(each.user), message)
            heard += isinstance(outcome, Delivered)
        if not heard:
            logger.warning("no organiser could be told of trouble with sending (%s)", trouble)

    async def _language(self, user: SealedId) -> str:
        try:
            subscriber = await self._subscribers.find(user)
        except StorageError:
            return DEFAULT_LANGUAGE
        return subscriber.language if subscriber else DEFAULT_LANGUAGE
