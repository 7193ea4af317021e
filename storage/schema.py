"""Every table, in one place. `migrations/` builds the same schema step by step; a test compares.

Nothing here names a person: chats and organisers stand under sealed ids, subscribers' last contact
is a month. Times are stored in UTC and read back aware.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.columns import RowId, SealedColumn, UtcDateTime, chat_key, metadata
from storage.evening_tables import evening_names, evenings
from storage.feed_tables import (
    entries,
    entry_keys,
    feed_requests,
    feeds,
    mentions,
    passed_over,
)
from storage.key_tables import panic_codes, panics, rotations, seals
from storage.replica_tables import leases, pace, places, taken_updates
from storage.role_tables import (
    audit,
    audit_chain,
    invitations,
    organisers,
    role_requests,
    step_ups,
)

__all__ = [
    "UtcDateTime",
    "audit",
    "audit_chain",
    "broadcast_texts",
    "broadcasts",
    "case_changes",
    "claims",
    "deliveries",
    "digests",
    "entries",
    "entry_keys",
    "evening_names",
    "evenings",
    "fan_outs",
    "feed_requests",
    "feeds",
    "follows",
    "gatherings",
    "hold_notices",
    "invitations",
    "leases",
    "mentions",
    "metadata",
    "mutes",
    "organisers",
    "pace",
    "panic_codes",
    "panics",
    "passed_over",
    "pauses",
    "places",
    "pledges",
    "reminders",
    "revisions",
    "role_requests",
    "rotations",
    "seals",
    "step_ups",
    "subscribers",
    "taken_updates",
]

subscribers = Table(
    "subscribers",
    metadata,
    Column("chat", SealedColumn, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("language", String(16), nullable=False),
    Column("time_zone", String(64), nullable=False),
    Column("last_contact", Date, nullable=False),
    Column("quiet_from", Integer),
    Column("quiet_until", Integer),
    Column("suspended", Boolean, nullable=False, server_default=text("false")),
    Column("calls", String(8), nullable=False, server_default="all"),
    Column("follow_ups", Boolean, nullable=False, server_default=text("true")),
    Column("discreet", Boolean, nullable=False, server_default=text("false")),
    Column("links", Boolean, nullable=False, server_default=text("true")),
    Column("russia", Boolean, nullable=False, server_default=text("false")),
    # When it was asked whether it still wants this, or was seen to be suspended.
    Column("asked", Date),
    sqlite_with_rowid=False,
)

follows = Table(
    "follows",
    metadata,
    chat_key(),
    Column("topic_kind", String(16), primary_key=True),
    Column("topic", String(80), primary_key=True),
    # Fan-out walks one topic's followers in the order of their sealed ids.
    Index("ix_follows_topic", "topic_kind", "topic", "chat"),
    sqlite_with_rowid=False,
)

mutes = Table(
    "mutes",
    metadata,
    chat_key(),
    Column("topic_kind", String(16), primary_key=True),
    Column("topic", String(80), primary_key=True),
    Column("until", UtcDateTime, nullable=False),
    sqlite_with_rowid=False,
)

reminders = Table(
    "reminders",
    metadata,
    chat_key(),
    Column("weekday", Integer, nullable=False),
    Column("minute", Integer, nullable=False),
    Column("next_due", UtcDateTime, nullable=False, index=True),
    Column("every", String(16), nullable=False, server_default="week"),
    Column("day", Integer, nullable=False, server_default="0"),
    Column("phase", Integer, nullable=False, server_default="0"),
    Column("whom", String(16), nullable=False, server_default="fewest"),
    Column("about", String(80), nullable=False, server_default=""),
    Column("paused_until", Date),
    Column("route", String(16), nullable=False, server_default="abroad"),
    Column("told", Date),
    Column("look", UtcDateTime, index=True),
    sqlite_with_rowid=False,
)

digests = Table(
    "digests",
    metadata,
    chat_key(),
    # None: every day.
    Column("weekday", Integer),
    Column("minute", Integer, nullable=False),
    Column("next_due", UtcDateTime, nullable=False, index=True),
    # It was ended; the row goes once nothing more can be held for it.
    Column("ending", Boolean, nullable=False, server_default=text("false")),
    sqlite_with_rowid=False,
)

broadcasts = Table(
    "broadcasts",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("author", SealedColumn, nullable=False),
    Column("state", String(16), nullable=False),
    Column("topic_kind", String(16), nullable=False),
    Column("topic", String(80), nullable=False),
    Column("asking", String(16), nullable=False, server_default=""),
    Column("created", UtcDateTime, nullable=False),
    Column("started", UtcDateTime),
    Column("ended", UtcDateTime),
    # What a second person approves besides texts and topic, as JSON.
    Column("content", Text, nullable=False, server_default="{}"),
    Column("act", String(8), nullable=False, server_default="send"),
    Column("revises", RowId, index=True),
    Column("release", UtcDateTime),
    Column("closed", String(8), nullable=False, server_default=""),
    Column("done", Integer, nullable=False, server_default="0"),
    # So long its deliveries are kept: what is gone can be neither corrected nor closed.
    Column("keep_until", UtcDateTime, index=True),
    # What became of its deliveries whose rows were purged.
    Column("past_sent", Integer, nullable=False, server_default="0"),
    Column("past_dropped", Integer, nullable=False, server_default="0"),
    Column("past_blocked", Integer, nullable=False, server_default="0"),
    Column("past_failed", Integer, nullable=False, server_default="0"),
    sqlite_autoincrement=True,
)

broadcast_texts = Table(
    "broadcast_texts",
    metadata,
    Column(
        "broadcast_id", RowId, ForeignKey("broadcasts.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("language", String(16), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("html", Text, nullable=False),
)

hold_notices = Table(
    "hold_notices",
    metadata,
    Column(
        "broadcast_id", RowId, ForeignKey("broadcasts.id", ondelete="CASCADE"), primary_key=True
    ),
    # An organiser's: who was told that it can be held back. Gone with the last moment for that.
    Column("chat", SealedColumn, primary_key=True),
    Column("message_id", BigInteger, nullable=False),
)

case_changes = Table(
    "case_changes",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("case", String(80), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("author", SealedColumn, nullable=False),
    Column("approver", SealedColumn),
    Column("asking", String(16), nullable=False, server_default=""),
    Column("dated", String(10), nullable=False, server_default=""),
    Column("source", String(2048), nullable=False, server_default=""),
    Column("undesirable", Boolean, nullable=False, server_default=text("false")),
    Column("place_en", String(300), nullable=False, server_default=""),
    Column("place_ru", String(300), nullable=False, server_default=""),
    Column("address", String(500), nullable=False, server_default=""),
    Column("recipient", String(200), nullable=False, server_default=""),
    Column("campaigns", Text, nullable=False, server_default=""),
    Column("corrects", RowId),
    Column("created", Date, nullable=False),
    Column("decided", Date),
    Index("ix_case_changes_state", "state"),
    sqlite_autoincrement=True,
)

claims = Table(
    "claims",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("case", String(80), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("entry_id", RowId, ForeignKey("entries.id", ondelete="CASCADE"), nullable=False),
    Column("told", UtcDateTime, nullable=False),
    Index("ix_claims_case_kind", "case", "kind", "told"),
    sqlite_autoincrement=True,
)

fan_outs = Table(
    "fan_outs",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("entry_id", RowId, ForeignKey("entries.id", ondelete="CASCADE"), unique=True),
    Column("broadcast_id", RowId, ForeignKey("broadcasts.id", ondelete="CASCADE"), unique=True),
    # The last sealed id that has its delivery row; empty before the first.
    Column("after", SealedColumn, nullable=False),
    # Changes of cases are never deleted, so no row here can lose its own.
    Column("change_id", RowId),
    Index("uq_fan_outs_change_id", "change_id", unique=True),
    Column("gathering", RowId),
    sqlite_autoincrement=True,
)

revisions = Table(
    "revisions",
    metadata,
    Column("story", String(32), primary_key=True),
    # The last sealed id whose message is due to be edited; empty before the first.
    Column("after", SealedColumn, nullable=False),
    Column("begun", UtcDateTime),
    Column("due", UtcDateTime, nullable=False),
)

gatherings = Table(
    "gatherings",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("least", Integer, nullable=False),
    Column("due", UtcDateTime, nullable=False),
    # A number used again would gather what an older one gathered.
    sqlite_autoincrement=True,
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "chat",
        SealedColumn,
        ForeignKey("subscribers.chat", ondelete="CASCADE", onupdate="CASCADE"),
        nullable=False,
    ),
    Column("kind", String(16), nullable=False),
    Column("about", String(64), nullable=False),
    Column("lane", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("due", UtcDateTime, nullable=False),
    Column("expires", UtcDateTime, nullable=False),
    Column("lease", UtcDateTime),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("entry_id", RowId, ForeignKey("entries.id", ondelete="CASCADE")),
    Column("broadcast_id", RowId, ForeignKey("broadcasts.id", ondelete="CASCADE")),
    Column("case", String(80), nullable=False, server_default=""),
    Column("answered", Boolean, nullable=False, server_default=text("false")),
    Column("act", String(8), nullable=False, server_default="send"),
    Column("message_id", BigInteger),
    # The broadcast that last corrected, closed or took back what was delivered.
    Column("revision", RowId, nullable=False, server_default="0"),
    Column("change_id", RowId),
    Column("gathering", RowId),
    # Sent again although it may have arrived: its sender died, or no answer came.
    Column("doubtful", Boolean, nullable=False, server_default=text("false")),
    Column("reason", String(64), nullable=False, server_default=""),
    Column("ended", UtcDateTime),
    UniqueConstraint("chat", "about"),
    Index(
        "ix_deliveries_gathering",
        "gathering",
        "chat",
        sqlite_where=text("gathering IS NOT NULL"),
        postgresql_where=text("gathering IS NOT NULL"),
    ),
    Index(
        "ix_deliveries_waiting",
        "lane",
        "due",
        "id",
        sqlite_where=text("state = 'due'"),
        postgresql_where=text("state = 'due'"),
    ),
    # A broadcast's progress is counted from the index alone.
    Index(
        "ix_deliveries_broadcast",
        "broadcast_id",
        "state",
        "revision",
        sqlite_where=text("broadcast_id IS NOT NULL"),
        postgresql_where=text("broadcast_id IS NOT NULL"),
    ),
    Index(
        "ix_deliveries_doubtful",
        "about",
        sqlite_where=text("doubtful"),
        postgresql_where=text("doubtful"),
    ),
    Index(
        "ix_deliveries_ended",
        "ended",
        sqlite_where=text("ended IS NOT NULL"),
        postgresql_where=text("ended IS NOT NULL"),
    ),
    # What became of one entry.
    Index(
        "ix_deliveries_entry",
        "entry_id",
        sqlite_where=text("entry_id IS NOT NULL"),
        postgresql_where=text("entry_id IS NOT NULL"),
    ),
    # A mark that comes late must not meet another delivery under a number used again.
    sqlite_autoincrement=True,
)
for _key in deliveries.foreign_key_constraints:
    if _key.referred_table is broadcasts:
        # A call is never deleted. PostgreSQL would ask for it once for each of a million rows: a
        # quarter of a fan-out.
        _key.ddl_if(dialect="sqlite")

pledges = Table(
    "pledges",
    metadata,
    Column("case", String(80), primary_key=True),
    Column("month", Date, primary_key=True),
    Column("letters", Integer, nullable=False),
)

pauses = Table(
    "pauses",
    metadata,
    Column("id", RowId, primary_key=True),
    # Without a chat: the whole bot.
    Column(
        "chat",
        SealedColumn,
        ForeignKey("subscribers.chat", ondelete="CASCADE", onupdate="CASCADE"),
        unique=True,
    ),
    Column("until", UtcDateTime, nullable=False),
)
