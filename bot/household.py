"""The opened house at work: its rounds, its sending and receiving, until it is told to stop."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from bot import role_notices
from bot.broadcasts.notices import SECONDS as HOLD_LOOK
from bot.broadcasts.notices import HoldNotices
from bot.broadcasts.progress import SECONDS as PROGRESS_LOOK
from bot.broadcasts.progress import LiveProgress
from bot.broadcasts.rounds import SECONDS as BROADCASTS_LOOK
from bot.broadcasts.rounds import Rounds
from bot.cases.registry import Registry
from bot.changes import claims
from bot.changes.changes import SECONDS as CHANGES_LOOK
from bot.changes.claims import ClaimNotices
from bot.clock import Clock, first
from bot.config import Config
from bot.delivery.sender import Sender
from bot.digests.digests import SECONDS as DIGESTS_LOOK
from bot.feeds import notices
from bot.feeds.notices import Notices
from bot.feeds.poll import Poller
from bot.health import HealthPage
from bot.letters import closing
from bot.letters.ahead import DaysAhead
from bot.letters.closing import Closing
from bot.letters.letters import Letters
from bot.measures import measures
from bot.meters import Meters
from bot.outage import Outage
from bot.replicas.joining import Joined
from bot.retention import Retention
from bot.role_notices import RoleNotices
from bot.rotating import LOOK as KEYS_LOOK
from bot.rotating import Keys
from bot.schedule import Round, Timetable
from bot.services import Services
from bot.starting import StartFault, listen_for_health, webhook_secret
from bot.updates import BotApplication, Updates
from bot.views import panic
from storage.database import Database
from storage.rows import FeedSource
from storage.sealing import Seal

POLL_LOOK = 5.0
"""Seconds between two looks for feeds that are due, or less where feeds are polled oftener."""
SELDOM = 20_000
"""Objects made and not yet gone after which the collector looks at the youngest of them."""
REMINDER_LOOK = 15.0


@dataclass(frozen=True, slots=True)
class House:
    """An opened house: rows are ready, Telegram knows the token, nothing runs yet."""

    config: Config
    clock: Clock
    database: Database
    seal: Seal
    registry: Registry
    sources: tuple[FeedSource, ...]
    services: Services
    application: BotApplication
    poller: Poller
    sender: Sender
    letters: Letters
    days_ahead: DaysAhead
    rounds: Rounds
    progress: LiveProgress
    hold_notices: HoldNotices
    notices: Notices
    claims: ClaimNotices
    role_notices: RoleNotices
    closing: Closing
    retention: Retention
    keys: Keys
    updates: Updates
    meters: Meters
    joined: Joined
    outage: Outage
    introduce: Callable[[], Coroutine[None, None, None]]
    """Tell Telegram's menu which commands there are."""

    @property
    def bot_name(self) -> str:
        return self.services.bot_name

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set; then finish what is in flight, within five seconds."""
        health = HealthPage(
            partial(measures, self.database, self.clock),
            self.meters.registry,
            self.joined.standing,
        )
        if self.config.health.port:
            await listen_for_health(health, self.config.health.host, self.config.health.port)
        try:
            with _collecting_seldom():
                async with asyncio.TaskGroup() as tasks:
                    tasks.create_task(self.joined.run(stop))
                    tasks.create_task(self._timetable().run(stop))
                    tasks.create_task(self.sender.run(stop))
                    tasks.create_task(self._receive(stop))
                    tasks.create_task(self.introduce())
                    tasks.create_task(self._halt(stop))
        finally:
            stop.set()
            await health.stop()
        if self.keys.panic:
            await self._destroy()

    def _timetable(self) -> Timetable:
        return Timetable(
            (
                Round(
                    "polling",
                    min(POLL_LOOK, self.config.feeds.poll_seconds),
                    self.poller.poll_due,
                ),
                Round("reminders", REMINDER_LOOK, self.letters.run_due),
                Round("days ahead", REMINDER_LOOK, self.days_ahead.run_due),
                Round("digests", DIGESTS_LOOK, self.services.digests.run_due),
                Round("broadcasts", BROADCASTS_LOOK, self.rounds.tick),
                Round("broadcast progress", PROGRESS_LOOK, self.progress.tick),
                Round("notices of broadcasts", HOLD_LOOK, self.hold_notices.tick),
                Round("notices of feeds", notices.SECONDS, self.notices.tick),
                Round("claims of feeds", claims.SECONDS, self.claims.tick),
                Round("roles in the terminal", role_notices.SECONDS, self.role_notices.tick),
                Round(
                    "changes of cases",
                    CHANGES_LOOK,
                    self.services.changes.refresh,
                    everywhere=True,
                ),
                Round("letter evenings", closing.SECONDS, self.closing.tick),
                Round("retention", 3600.0, self.retention.tick),
                Round("keys", KEYS_LOOK, self.keys.look, everywhere=True),
                Round("rotation of keys", KEYS_LOOK, self.keys.rotate),
            ),
            self.joined.standing,
            self.clock,
            self.outage,
        )

    async def _destroy(self) -> None:
        """Everything has stopped: destroy what leads to a person, and say what is left to do."""
        services = self.services
        destroyed = await services.panic.carry_out()
        for user, language in services.panic.listeners:
            message = panic.done(destroyed, services.translations(language))
            await services.door.send(self.seal.open(user), message)

    async def _halt(self, stop: asyncio.Event) -> None:
        """Stop when this process must not go on."""
        await first(stop.wait(), self.keys.halt.wait())
        stop.set()

    async def _receive(self, stop: asyncio.Event) -> None:
        telegram = self.config.telegram
        if telegram.mode == "polling":
            while (ended := await self.joined.standing.wait(stop)) is not None:
                await self.updates.poll(ended)
                if ended is stop:
                    return
            return
        host, _, port = telegram.webhook_listen.rpartition(":")
        try:
            await self.updates.listen(
                stop,
                host=host,
                port=int(port),
                public_url=telegram.webhook_url,
                secret=webhook_secret(self.application.bot.token),
            )
        except OSError as error:
            raise StartFault(
                f"[telegram] webhook_listen {telegram.webhook_listen} cannot be listened on "
                f"({error.strerror}). Choose another port."
            ) from error


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """What is loaded stays: walking through it takes the collector a tenth of a second. What comes
    later is mostly gone without it: looking seldom saves a tenth of the processor."""
    gc.collect()
    gc.freeze()
    eager = gc.get_threshold()
    gc.set_threshold(SELDOM, *eager[1:])
    try:
        yield
    finally:
        gc.set_threshold(*eager)
        gc.unfreeze()
