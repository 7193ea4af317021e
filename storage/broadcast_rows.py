"""Broadcasts, and what a call says and to whom. Pure records, as in `rows`: no database is known.

Everything a second person must see before they approve stands in `Broadcast.texts`, `segment` and
`content`; what happens to it afterwards does not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from pydantic import TypeAdapter

from storage.rows import Act, ChatKind, SealedId, Topic


class CallKind(StrEnum):
    """What a call asks its readers to do."""

    NEWS = "news"
    """Nothing: it tells."""
    LETTER = "letter"
    PETITION = "petition"
    REPRESENTATIVE = "official"
    """Write to your representative: a letter with subject and text for each country."""
    EVENT = "event"
    SHARE = "share"


class MediaKind(StrEnum):
    PHOTO = "photo"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Media:
    """A picture or file that stands at Telegram already; nothing of it is kept here."""

    kind: MediaKind
    file_id: str


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Appeal:
    """A letter to a representative, ready to be sent."""

    country: str
    to: str
    """An e-mail address, or the https address of a form."""
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Event:
    place: str
    starts: datetime
    zone: str
    """The IANA name of the zone whose clock hangs there."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a call goes out, and until when at the latest: after that it does not go out at all."""

    at: datetime
    not_after: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Whom of a segment a call reaches. What is empty narrows nothing."""

    languages: tuple[str, ...] = ()
    kinds: tuple[ChatKind, ...] = ()
    without: tuple[Topic, ...] = ()
    """Those who follow one of these by name are left out."""


@dataclass(frozen=True, slots=True)
class Content:
    """A call besides its texts."""

    kind: CallKind = CallKind.NEWS
    media: Media | None = None
    links: tuple[tuple[str, tuple[Link, ...]], ...] = ()
    """(language, buttons)."""
    case: str = ""
    """Whom to write to; empty unless ``kind`` says so, like the next three."""
    petition: str = ""
    appeals: tuple[Appeal, ...] = ()
    event: Event | None = None
    deadline: datetime | None = None
    zone: str = "UTC"
    """In which the deadline is told."""
    done: bool = False
    """A button counts those who did it."""
    follow_up: bool = False
    """Those who have not pressed it hear once more before the deadline."""
    urgent: bool = False
    """Reaches those as well who want urgent calls alone."""
    beyond_cap: str = ""
    """Why it may reach those who had their share of calls this week; empty: it does not."""
    paid: bool = False
    """Telegram may be paid to take it faster."""
    narrowing: Narrowing = Narrowing()
    schedule: Schedule | None = None


_CONTENT = TypeAdapter(Content)


def written(content: Content) -> str:
    """As JSON; equal contents are written equally."""
    return _CONTENT.dump_json(content, exclude_defaults=True).decode()


def content_from(text: str) -> Content:
    return _CONTENT.validate_json(text)


class BroadcastState(StrEnum):
    DRAFT = "draft"
    PENDING = "pending"
    """Waits for a second person."""
    APPROVED = "approved"
    """Goes out at its time, and can still be held back."""
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    DONE = "done"
    DISCARDED = "discarded"
    EXPIRED = "expired"
    """Its time came when it was too late."""


OPEN = (BroadcastState.DRAFT, BroadcastState.PENDING)
"""What its author can still change."""
BEFORE = (*OPEN, BroadcastState.APPROVED)
"""What no reader has seen yet, and may still go out."""
LIVE = (BroadcastState.RUNNING, BroadcastState.PAUSED)
"""What goes out, or may go on."""


class Closing(StrEnum):
    """How a call ended for its readers."""

    OPEN = ""
    WON = "won"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One call from organisers to a segment; or what changes, recalls or repeats one."""

    id: int
    author: SealedId
    state: BroadcastState
    segment: Topic
    created: datetime
    texts: tuple[tuple[str, str], ...] = ()
    """(language, Telegram HTML), the author's default language first."""
    asking: str = ""
    """What the author is being asked for (a language: its text); empty when nothing is asked."""
    started: datetime | None = None
    ended: datetime | None = None
    content: Content = Content()
    act: Act = Act.SEND
    revises: int | None = None
    """The call that this one corrects, closes (`EDIT`), takes back (`DELETE`) or brings to mind
    again (`SEND`)."""
    release: datetime | None = None
    """When it goes out, once approved."""
    closed: Closing = Closing.OPEN
    done: int = field(default=0, compare=False)
    """How many pressed "Done"."""

    @property
    def call(self) -> int:
        """The number of the call that readers know."""
        return self.revises or self.id


@dataclass(frozen=True, slots=True)
class HoldNotice:
    """What told an organiser that a broadcast can be held back: the message with that button."""

    broadcast_id: int
    chat: SealedId
    message_id: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a broadcast has come, in deliveries. ``total`` grows until ``complete``."""

    total: int
    sent: int
    due: int
    dropped: int
    failed: int
    complete: bool
    """Every recipient has a delivery row."""
    blocked: int = 0
    """Of those dropped: the chat has blocked the bot or is gone."""
    later: int = 0
    """Of those due: put off, for quiet hours or to be tried again."""
    possibly_twice: int = 0
    """Of those sent: sent again although they may have arrived. Fewer were really doubled."""
