"""The composition root: builds every room of the house from the configuration, opens and closes it.

The only file besides the command line that sees handlers, services and storage together.
"""

from __future__ import annotations

import logging
import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path

from telegram.ext import Application, ExtBot

from bot.broadcasts.notices import HoldNotices
from bot.broadcasts.progress import LiveProgress
from bot.broadcasts.rounds import Rounds
from bot.cases.cases import Cases
from bot.cases.registry import Registry, load
from bot.changes.claims import ClaimNotices
from bot.changes.wording import Wording
from bot.clock import Clock, SystemClock
from bot.config import Config, Secrets
from bot.delivery.compose import Composer, Views
from bot.delivery.door import Door
from bot.delivery.fan_out import FanOut
from bot.delivery.pacing import Pacer
from bot.delivery.sender import Sender
from bot.delivery.transport import AiohttpRequest
from bot.delivery.troubles import Troubles
from bot.feeds.fetch import Fetcher
from bot.feeds.notices import Notices
from bot.feeds.parser import Parser
from bot.feeds.poll import Poller
from bot.feeds.proxies import read_proxy
from bot.feeds.sources import load_sources
from bot.household import House
from bot.i18n import Translations
from bot.keys import refuse_beside
from bot.letters.advice import Advice
from bot.letters.ahead import DaysAhead
from bot.letters.closing import Closing
from bot.meters import Meters
from bot.outage import Outage
from bot.panic import refuse_after
from bot.replicas.joining import Joined, joined
from bot.retention import Retention
from bot.role_notices import RoleNotices
from bot.rotating import Keys
from bot.services import Services
from bot.serving import serving
from bot.starting import meet_telegram
from bot.updates import Updates
from bot.views import (
    alerts,
    calls,
    changes,
    digests,
    letters,
    occasions,
    silence,
    troubles,
)
from handlers import routes
from handlers.introduction import introduce
from storage import feeds, rotations, seals
from storage.alone import only_one
from storage.database import Database
from storage.rows import FeedSource
from storage.sealing import Seal

__all__ = ["House", "feed_reader", "opened", "views"]

log = logging.getLogger(__name__)


@asynccontextmanager
async def opened(
    config: Config,
    secrets: Secrets,
    clock: Clock | None = None,
    sources: tuple[FeedSource, ...] | None = None,
) -> AsyncIterator[House]:
    """Build the whole house and close it again. ``sources`` stand in for the configured file's.

    Raises ConfigFault, RegistryFault, SourcesFault, StorageError, BadKey or StartFault, each a
    sentence with its remedy, and then leaves nothing open.
    """
    clock = clock or SystemClock()
    refuse_beside(secrets.key_files, config.storage.url)
    seal = secrets.seal
    translations = Translations()
    cases = Cases(load(Path(config.cases.directory)), Wording(translations))
    registry = cases.registry
    if sources is None:
        sources = load_sources(Path(config.feeds.sources), proxies=config.feeds.proxies)
    _warn_of_unknown(sources, registry)
    async with AsyncExitStack() as rooms:
        rooms.enter_context(only_one(config.storage.url))
        database = Database(config.storage.url)
        rooms.push_async_callback(database.close)
        keys = await _rows_ready(database, clock, seal, sources)

        bot = await rooms.enter_async_context(_met(config, secrets, clock))
        application = Application.builder().bot(bot).updater(None).build()
        await application.initialize()

        per_second = config.delivery.messages_per_second
        outage = Outage(clock)
        shared = await rooms.enter_async_context(joined(database, clock, seal, per_second, outage))
        pacer = Pacer(clock, per_second, slots=shared.slots)
        meters = Meters()
        meters.watch(shared.standing)
        advice = Advice(config.letters.confirmed_within_months, config.letters.leads)
        fetcher, parser = await rooms.enter_async_context(feed_reader(config, clock))
        services = await serving(
            config,
            database,
            clock,
            seal,
            cases=cases,
            translations=translations,
            advice=advice,
            door=Door(bot, pacer, meters),
            fetcher=fetcher,
            parser=parser,
            keys=keys,
            key_files=secrets.key_files,
            bot_name=bot.username,
        )
        routes.register(application, services)

        poller = Poller(
            database,
            clock,
            fetcher,
            parser,
            cases.mentions,
            poll_seconds=config.feeds.poll_seconds,
            quiet_factor=config.feeds.quiet_factor,
            fastest_seconds=config.feeds.fastest.total_seconds(),
            chance=random.Random(),  # noqa: S311 - spreads polls, keeps no secret
            meters=meters,
        )
        rooms.push_async_callback(poller.close)
        composer = Composer(
            database,
            clock,
            translations,
            views(registry, advice),
            calls_a_week=config.broadcasts.calls_a_week,
            registry=registry,
        )
        yield House(
            config=config,
            clock=clock,
            database=database,
            seal=seal,
            registry=registry,
            sources=sources,
            services=services,
            application=application,
            poller=poller,
            sender=_sender(
                config,
                database,
                services,
                composer=composer,
                shared=shared,
                outage=outage,
            ),
            letters=services.letters,
            days_ahead=DaysAhead(database, clock, registry, advice),
            rounds=Rounds(services),
            progress=LiveProgress(services, shared.standing),
            hold_notices=HoldNotices(services),
            notices=Notices(database, services),
            claims=ClaimNotices(database, services),
            role_notices=RoleNotices(database, services),
            closing=Closing(services),
            retention=Retention(database, clock, services.organisers.audit),
            keys=keys,
            updates=Updates(application, clock, meters=meters, turn=shared.turn),
            meters=meters,
            joined=shared,
            outage=outage,
            introduce=partial(introduce, application.bot, translations),
        )


def _warn_of_unknown(sources: tuple[FeedSource, ...], registry: Registry) -> None:
    for source in sources:
        if source.campaign and source.campaign not in registry.campaigns:
            log.warning(
                "feed %s: nobody can follow its campaign %s, which has no file",
                source.name,
                source.campaign,
            )
        if source.case and source.case not in registry.cases:
            log.warning(
                "feed %s: its case %s has no file, so no surname alone means anybody there",
                source.name,
                source.case,
            )


@asynccontextmanager
async def _met(config: Config, secrets: Secrets, clock: Clock) -> AsyncIterator[ExtBot[None]]:
    """The bot that the token is for. Raises StartFault."""
    request = AiohttpRequest()
    bot = ExtBot(
        token=secrets.token.get_secret_value(),
        base_url=config.telegram.base_url,
        request=request,
        get_updates_request=request,
    )
    try:
        await meet_telegram(bot, clock)
        yield bot
    finally:
        await bot.shutdown()


def views(registry: Registry, advice: Advice) -> Views:
    """How each kind of delivery reads."""
    return Views(
        alert=partial(alerts.alert, registry),
        reminder=partial(letters.reminder, registry),
        occasions=partial(occasions.occasions, registry, advice),
        broadcast=partial(calls.call, registry=registry),
        silence=silence.question,
        digest=partial(digests.digest, registry),
        change=partial(changes.told, registry),
    )


def _sender(
    config: Config,
    database: Database,
    services: Services,
    *,
    composer: Composer,
    shared: Joined,
    outage: Outage,
) -> Sender:
    clock, seal, door = services.clock, services.seal, services.door
    return Sender(
        database,
        clock,
        seal,
        door=door,
        composer=composer,
        fan_out=FanOut(database, clock),
        per_second=config.delivery.messages_per_second,
        lease=shared.lease,
        standing=shared.standing,
        outage=outage,
        troubles=Troubles(
            door,
            seal,
            organisers=services.organisers,
            subscribers=services.subscribers,
            translations=services.translations,
            view=troubles.trouble,
        ),
    )


async def _rows_ready(
    database: Database, clock: Clock, seal: Seal, sources: tuple[FeedSource, ...]
) -> Keys:
    """Bring the rows to this code, this key and this list of feeds.

    Raises StorageError, BadKey or PanicFault.
    """
    await database.upgrade()
    await refuse_after(database)
    async with database.write() as connection:
        await seals.keep_or_check(connection, seal)
        await rotations.announce(connection, seal, clock.now())
    database.follow(seal)
    async with database.write() as connection:
        await feeds.sync(connection, sources, clock.now())
    return Keys(database, clock, seal)


@asynccontextmanager
async def feed_reader(config: Config, clock: Clock) -> AsyncIterator[tuple[Fetcher, Parser]]:
    """What fetches and what parses, closed again."""
    fetcher = Fetcher(
        clock,
        contact=config.feeds.contact,
        allowed_private_hosts=frozenset(config.feeds.allowed_private_hosts),
        proxies={
            name: read_proxy(address.get_secret_value())
            for name, address in config.feeds.proxies.items()
        },
    )
    parser = Parser()
    try:
        yield fetcher, parser
    finally:
        await parser.close()
        await fetcher.close()
