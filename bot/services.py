"""What handlers may ask: every service, built once by the composition root."""

from __future__ import annotations

from dataclasses import dataclass

from bot.allowance import Allowance
from bot.appointing import Appointing
from bot.broadcasts.broadcasts import Broadcasts
from bot.broadcasts.links import Links
from bot.cases.lookup import Lookup
from bot.cases.registry import Registry
from bot.changes.changes import Changes
from bot.changes.drafts import Drafts
from bot.clock import Clock
from bot.delivery.door import Door
from bot.digests.digests import Digests
from bot.feeds.news import News
from bot.feeds.proposals import Proposals
from bot.feeds.watched import Watched
from bot.i18n import Translations
from bot.letters.evenings import Evenings
from bot.letters.letters import Letters
from bot.letters.printing import Printer
from bot.organisers import Organisers
from bot.panic import Panic
from bot.step_up import StepUp
from bot.subscribers import Subscribers
from storage.sealing import Seal


@dataclass(frozen=True, slots=True)
class Services:
    clock: Clock
    translations: Translations
    seal: Seal
    door: Door
    registry: Registry
    """The living one: changed in place when organisers confirm that a case changed."""
    lookup: Lookup
    subscribers: Subscribers
    news: News
    feeds: Watched
    proposals: Proposals
    letters: Letters
    evenings: Evenings
    digests: Digests
    printer: Printer
    files: Allowance
    """Kits and calendars for each chat: making them is the dearest thing anybody may ask for."""
    inline: Allowance
    """Inline queries for each person: one comes with every letter typed."""
    broadcasts: Broadcasts
    links: Links
    """Opens the links of a call, to see whether they are dead."""
    changes: Changes
    change_drafts: Drafts
    organisers: Organisers
    appointing: Appointing
    step_up: StepUp
    panic: Panic
    bot_name: str
    """The bot's username without the @, for deep links and commands addressed in groups."""
