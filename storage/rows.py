"""What the rows say, as plain frozen records.

This is the one storage module that pure rooms may import: it knows no database. A sealed id is the
only form in which a chat is ever stored or passed around below the handlers.

All datetimes are aware and in UTC. Minutes of a day count from local midnight in the subscriber's
time zone (0 to 1439).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NewType

from storage.reminder_rows import Every, Route, Whom

SealedId = NewType("SealedId", bytes)
"""A Telegram chat or user id under AES-SIV: equal ids stay equal, nothing else shows."""


class ChatKind(StrEnum):
    PRIVATE = "private"
    GROUP = "group"
    CHANNEL = "channel"


class Calls(StrEnum):
    """Which calls from organisers a chat wants."""

    ALL = "all"
    URGENT = "urgent"
    NONE = "none"


class TopicKind(StrEnum):
    CASE = "case"
    CAMPAIGN = "campaign"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Topic:
    """What can be followed, muted or addressed by a broadcast. The slug is empty for ``ALL``."""

    kind: TopicKind
    slug: str = ""


EVERYTHING = Topic(TopicKind.ALL)


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A chat that asked for something."""

    chat: SealedId
    kind: ChatKind
    language: str
    time_zone: str
    last_contact: date
    """The first day of the month in which the chat last spoke to the bot: nothing finer is kept."""
    quiet_from: int | None = None
    quiet_until: int | None = None
    suspended: bool = False
    """Telegram said the chat blocked or left the bot. It resumes when the chat speaks again."""
    calls: Calls = Calls.ALL
    follow_ups: bool = True
    """Wants to be reminded of a call before its deadline."""
    discreet: bool = False
    """What comes unasked begins with a line that names nobody."""
    links: bool = True
    """Wants links; without them sources are named all the same."""
    russia: bool = False
    """Reads in Russia: no links to publishers designated "undesirable" there."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """When a subscriber wants to be reminded to write a letter, and to whom."""

    chat: SealedId
    weekday: int
    """Monday is 0. Says nothing of a monthly one."""
    minute: int
    next_due: datetime
    every: Every = Every.WEEK
    day: int = 0
    """Of the month, or its last day where it is shorter; 0 unless it is monthly."""
    phase: int = 0
    """In which of two weeks a fortnightly one comes, 0 or 1; weeks count from Monday 1-01-01."""
    whom: Whom = Whom.FEWEST
    about: str = ""
    """The case of the one person it is about, if it is."""
    paused_until: date | None = None
    """The first local day on which anything comes again."""
    route: Route = Route.ABROAD
    """How this reader's letters travel."""
    told: date | None = None
    """The last day of the occasions that were told; None: not wanted."""
    look: datetime | None = None
    """When to look next for occasions ahead; None: not wanted."""


@dataclass(frozen=True, slots=True)
class Digest:
    """A subscriber wants one message for all news of a day or a week, instead of alerts."""

    chat: SealedId
    weekday: int | None
    """Monday is 0; None: every day."""
    minute: int
    next_due: datetime


class EntriesRule(StrEnum):
    ALL = "all"
    MENTIONS = "mentions"


class FeedKind(StrEnum):
    FEED = "feed"
    PAGE = "page"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class FeedSource:
    """A feed as people configured it."""

    url: str
    name: str
    kind: FeedKind = FeedKind.FEED
    language: str = ""
    campaign: str = ""
    entries: EntriesRule = EntriesRule.MENTIONS
    undesirable: bool = False
    """The publisher is designated "undesirable" in Russia: sharing its links is punished there."""
    case: str = ""
    """The slug of the one prisoner it is about: there the surname alone means that person."""
    include: tuple[str, ...] = ()
    """Words and phrases, in any inflection, of which an entry must have one; empty: none needed."""
    exclude: tuple[str, ...] = ()
    """Words and phrases that no entry may have."""
    proxy: str = ""
    """What it is asked through: a name from the configuration or an address, never a password."""
    shortest: timedelta | None = None
    """Between two polls at least; None: as the configuration says. Likewise the next."""
    longest: timedelta | None = None


class Trouble(StrEnum):
    """What organisers have heard of a feed that fails."""

    NONE = ""
    FAILING = "failing"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it stands: its source and what polling it has taught us."""

    id: int
    source: FeedSource
    next_poll: datetime
    etag: str = ""
    last_modified: str = ""
    baseline_at: datetime | None = None
    """When the first body was read. None: nothing was read yet, and the first body tells nobody."""
    last_success: datetime | None = None
    last_entry: datetime | None = None
    failures: int = 0
    """Failed polls since the last success."""
    last_error: str = ""
    failing_since: datetime | None = None
    """The first of these failures."""
    gone: bool = False
    """The last answer was that it will never come back (HTTP 410)."""
    not_modified: int = 0
    """Answers in a row that nothing changed, since the last body."""
    usual_gap: timedelta | None = None
    """About how far apart its new entries came; None before the first."""
    ttl: timedelta = timedelta(0)
    """What its last body asked for; likewise the next two, as bits: hour 0 and Monday are 1."""
    skip_hours: int = 0
    skip_days: int = 0
    address: str = ""
    """Where it is asked since it moved for good; empty: at its source's address."""
    moved_to: str = ""
    """Where a permanent redirect has led at every success since ``moved_since``."""
    moved_since: datetime | None = None
    paused: bool = False
    """An organiser said not to ask it for now."""
    by_hand: bool = False
    """Added in the chat: it is watched though no file names it."""
    trouble_told: Trouble = Trouble.NONE
    silence_told: datetime | None = None
    """The last entry after which organisers heard that the feed is silent."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing a feed said."""

    id: int
    feed_id: int
    link: str
    title: str
    summary: str
    published: datetime | None
    seen: datetime
    story: str
    """Equal for the same story in several feeds (hex of a hash of the canonical link)."""
    own_story: str = ""
    """The story by its own link, before it was found to be told under another; empty: `story`."""
    guid: bytes | None = None
    """The hash of the feed's own name for it, where that tells it from others."""
    title_key: bytes | None = None
    """The hash of its folded title."""


class Reason(StrEnum):
    """Why an entry is told, or is not."""

    TOLD = "told"
    NO_CASE = "no-case"
    """It names nobody, in a feed where only entries that name somebody count."""
    NAMESAKE = "namesake"
    """Somebody of a name like a prisoner's stands in it, but nothing shows who is meant."""
    EXCLUDED = "excluded"
    NOT_INCLUDED = "not-included"


@dataclass(frozen=True, slots=True)
class PassedOver:
    """An entry of which nobody was told."""

    feed_id: int
    key: bytes
    """The hash of its canonical link, by which it is asked for again."""
    seen: datetime
    reason: Reason
    words: str = ""
    """The words in the entry that decided."""
    case: str = ""
    """Whose name they look like."""
    story: str = ""
    """As an entry's own story."""
    guid: bytes | None = None
    """The hash of the feed's own name for it, where that tells it from others."""
    said: bytes | None = None
    """The hash of its words: whether it was edited since."""
    id: int = 0
    """0 for one that is not stored yet."""


@dataclass(frozen=True, slots=True)
class FeedRequest:
    """Somebody wants a feed watched, or watched otherwise, and waits for a second person."""

    id: int
    author: SealedId
    asked: datetime
    source: FeedSource
    changes: int | None = None
    """The id of the feed that is to be watched so; None where a new one is wanted."""
    was: FeedSource | None = None
    """How that feed was watched when it was asked."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An entry names a case; the words that show it are kept for "why was this sent?"."""

    case: str
    words: str


class DeliveryKind(StrEnum):
    ALERT = "alert"
    REMINDER = "reminder"
    OCCASIONS = "occasions"
    """Days ahead on which a letter means most."""
    BROADCAST = "broadcast"
    DIGEST = "digest"
    """Several alerts in one message."""
    SILENCE = "silence"
    """Whether a chat that has been silent for long still wants to hear anything."""


class Lane(StrEnum):
    """Which delivery goes first. Replies to people are no deliveries and go before all."""

    ALERT = "1-alert"
    REMINDER = "2-reminder"
    BROADCAST = "3-broadcast"
    DIGEST = "4-digest"
    EDIT = "5-edit"
    """What was delivered is said anew: nobody waits for it, and it never rings."""


class DeliveryState(StrEnum):
    DUE = "due"
    SENT = "sent"
    DROPPED = "dropped"
    """Not sent on purpose: no longer followed, muted, stopped, suspended or out of time."""
    FAILED = "failed"
    """Telegram refused it for good."""
    HELD = "held"
    """Not sent while its broadcast is paused, or before its digest."""
    GATHERED = "gathered"
    """Told in a digest."""


class Act(StrEnum):
    """What a delivery does when its turn comes."""

    SEND = "send"
    EDIT = "edit"
    """Say anew what was delivered: the story has changed, or a call is corrected."""
    DELETE = "delete"
    """Take back what was delivered."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message due to one subscriber; delivered, it can become due again to be revised."""

    id: int
    chat: SealedId
    kind: DeliveryKind
    about: str
    """Unique for a chat: ``story:<hash>``, ``broadcast:<id>``, ``reminder:<UTC date>``,
    ``occasions:<after which day>:<to which>``, ``change:<id>``, ``digest:<gathering>``."""
    lane: Lane
    due: datetime
    expires: datetime
    attempts: int = 0
    entry_id: int | None = None
    broadcast_id: int | None = None
    case: str = ""
    """The case a reminder suggests; empty for other kinds."""
    change_id: int | None = None
    """The change of a case that an alert tells."""
    gathering: int | None = None
    """What a digest gathered; an alert that waits for it, or was gathered, has the same."""
    act: Act = Act.SEND
    message_id: int | None = None
    """Telegram's number for the message in its chat (of its last part), once it was delivered."""
    revision: int = 0
    """The broadcast that corrects, closes or takes back what was delivered; 0 if none ever did."""


@dataclass(frozen=True, slots=True)
class FanOut:
    """Recipients of one entry, broadcast or change still lack their delivery rows."""

    id: int
    entry_id: int | None
    broadcast_id: int | None
    change_id: int | None = None
    gathering: int | None = None
    """Its deliveries wait to be gathered in digests."""
    after: bytes = field(default=b"", repr=False)
    """The sealed id of the last recipient who has a row."""


class Role(StrEnum):
    OWNER = "owner"
    APPROVER = "approver"
    ORGANISER = "organiser"
    """Writes calls."""
    EDITOR = "editor"
    """Keeps cases and feeds."""


@dataclass(frozen=True, slots=True)
class Organiser:
    user: SealedId
    role: Role
    since: datetime | None = None
    """When it was given in the chat; None: it is older than this, or the campaign's own word."""
