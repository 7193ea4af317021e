"""Every service that handlers may ask, put together from the rooms that it stands on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from bot.allowance import FILES, INLINE, Allowance
from bot.appointing import Appointing
from bot.audit import Audit
from bot.broadcasts.broadcasts import Broadcasts
from bot.broadcasts.links import Links
from bot.cases.cases import Cases
from bot.changes.changes import Changes
from bot.changes.drafts import Drafts
from bot.clock import Clock
from bot.config import Config
from bot.delivery.door import Door
from bot.digests.digests import Digests
from bot.feeds.fetch import Fetcher
from bot.feeds.finder import Finder
from bot.feeds.news import News
from bot.feeds.parser import Parser
from bot.feeds.proposals import Proposals
from bot.feeds.watched import Watched
from bot.i18n import Translations
from bot.letters.advice import Advice
from bot.letters.evenings import Evenings
from bot.letters.letters import Letters
from bot.letters.printing import Printer
from bot.organisers import Organisers
from bot.panic import Panic
from bot.rotating import Keys
from bot.services import Services
from bot.step_up import StepUp
from bot.subscribers import Subscribers
from storage.database import Database
from storage.sealing import Seal


async def serving(
    config: Config,
    database: Database,
    clock: Clock,
    seal: Seal,
    *,
    cases: Cases,
    translations: Translations,
    advice: Advice,
    door: Door,
    fetcher: Fetcher,
    parser: Parser,
    keys: Keys,
    key_files: Sequence[Path] = (),
    bot_name: str,
) -> Services:
    """The services, which know what is confirmed by now. Raises StorageError.

    ``key_files``: where the keys came from.
    """
    registry = cases.registry
    audit = Audit(database, clock, seal)
    owners = frozenset(seal.seal(owner) for owner in config.organisers.owners)
    organisers = Organisers(database, owners, clock, audit, solo=config.organisers.solo)
    changes = Changes(database, clock, cases, organisers)
    await changes.refresh()
    return Services(
        clock=clock,
        translations=translations,
        seal=seal,
        door=door,
        registry=registry,
        lookup=cases.lookup,
        subscribers=Subscribers(database, clock),
        news=News(database),
        feeds=Watched(
            database,
            clock,
            audit,
            proxies=tuple(sorted(config.feeds.proxies)),
            fastest=config.feeds.fastest,
        ),
        proposals=Proposals(Finder(fetcher, parser, cases.mentions), database, clock, organisers),
        letters=Letters(database, clock, registry, advice),
        evenings=Evenings(database, clock, registry),
        digests=Digests(database, clock),
        printer=Printer(),
        files=Allowance(clock, *FILES),
        inline=Allowance(clock, *INLINE),
        broadcasts=Broadcasts(
            database,
            clock,
            registry,
            cases.mentions,
            organisers,
            translations=translations,
            delay=timedelta(seconds=config.broadcasts.delay_seconds),
            calls_a_week=config.broadcasts.calls_a_week,
            paid=config.delivery.paid,
        ),
        links=Links(fetcher, clock, opens=config.broadcasts.open_links),
        changes=changes,
        change_drafts=Drafts(database, clock, cases),
        organisers=organisers,
        appointing=Appointing(database, clock, organisers),
        step_up=StepUp(database, clock, seal, audit),
        panic=Panic(database, clock, keys, audit, key_files),
        bot_name=bot_name,
    )
