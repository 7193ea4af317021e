"""What organisers hear about feeds, each thing once: what was told stands in the feed's row."""

from __future__ import annotations

import logging

from bot.delivery.door import Delivered
from bot.feeds.condition import Notice, notice_for
from bot.services import Services
from bot.views.feeds import notice as view
from bot.voices import tell, voice_for
from storage import feeds
from storage.database import Database
from storage.rows import Feed, SealedId, Trouble

log = logging.getLogger(__name__)

SECONDS = 300.0
"""Between two looks."""


class Notices:
    def __init__(self, database: Database, services: Services) -> None:
        self._database = database
        self._services = services

    async def tick(self) -> None:
        """Tell what is to be told; run every `SECONDS`. What nobody could hear is told later."""
        async with self._database.read() as connection:
            watched = await feeds.watched(connection)
        for feed in watched:
            notice = notice_for(feed, self._services.clock.now())
            if notice is None:
                continue
            everyone = await self._services.organisers.everyone()
            heard = [await self._tell(each.user, notice, feed) for each in everyone]
            # A move needs nobody's word: the feed goes on being read either way.
            if any(heard) or notice is Notice.MOVED:
                await self._keep(feed, notice)
            else:
                log.warning("feed %s: no organiser could be told (%s)", feed.source.name, notice)

    async def _tell(self, user: SealedId, notice: Notice, feed: Feed) -> bool:
        """Whether it arrived."""
        say, zone = await voice_for(self._services, user)
        outcome = await tell(self._services, user, view(notice, feed, say, zone))
        return isinstance(outcome, Delivered)

    async def _keep(self, feed: Feed, notice: Notice) -> None:
        async with self._database.write() as connection:
            match notice:
                case Notice.FAILING | Notice.GONE | Notice.BACK:
                    told = Trouble.NONE if notice is Notice.BACK else Trouble(notice.value)
                    await feeds.trouble_told(connection, feed.id, told)
                case Notice.SILENT:
                    await feeds.silence_told(connection, feed.id, feed.last_entry)
                case Notice.MOVED:
                    await feeds.move(connection, feed.id, feed.moved_to)
