"""Every table, in one place. `migrations/` builds the same schema step by step; a test compares.

Nothing here names a person: chats and organisers stand under sealed ids, subscribers' last contact
is a month. Times are stored in UTC and read back aware.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC. A naive one is refused: it would be a guess."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime cannot be stored; give it a time zone")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


# SQLite numbers rows by itself only for INTEGER primary keys.
RowId = BigInteger().with_variant(Integer, "sqlite")
SealedColumn = LargeBinary(24)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _chat_key() -> Column[bytes]:
    return Column(
        "chat",
        SealedColumn,
        ForeignKey("subscribers.chat", ondelete="CASCADE", onupdate="CASCADE"),
        nullable=False,
        primary_key=True,
    )


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
    sqlite_with_rowid=False,
)

follows = Table(
    "follows",
    metadata,
    _chat_key(),
    Column("topic_kind", String(16), primary_key=True),
    Column("topic", String(80), primary_key=True),
    # Fan-out walks one topic's followers in the order of their sealed ids.
    Index("ix_follows_topic", "topic_kind", "topic", "chat"),
    sqlite_with_rowid=False,
)

mutes = Table(
    "mutes",
    metadata,
    _chat_key(),
    Column("topic_kind", String(16), primary_key=True),
    Column("topic", String(80), primary_key=True),
    Column("until", UtcDateTime, nullable=False),
    sqlite_with_rowid=False,
)

reminders = Table(
    "reminders",
    metadata,
    _chat_key(),
    Column("weekday", Integer, nullable=False),
    Column("minute", Integer, nullable=False),
    Column("next_due", UtcDateTime, nullable=False, index=True),
    sqlite_with_rowid=False,
)

digests = Table(
    "digests",
    metadata,
    _chat_key(),
    # None: every day.
    Column("weekday", Integer),
    Column("minute", Integer, nullable=False),
    Column("next_due", UtcDateTime, nullable=False, index=True),
    # It was ended; the row goes once nothing more can be held for it.
    Column("ending", Boolean, nullable=False, server_default=text("false")),
    sqlite_with_rowid=False,
)

feeds = Table(
    "feeds",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("url", String(2048), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("language", String(16), nullable=False),
    Column("campaign", String(80), nullable=False),
    Column("entries", String(16), nullable=False),
    Column("undesirable", Boolean, nullable=False),
    Column("watched", Boolean, nullable=False),
    Column("next_poll", UtcDateTime, nullable=False, index=True),
    Column("etag", String(1024), nullable=False, server_default=""),
    Column("last_modified", String(128), nullable=False, server_default=""),
    Column("baseline_at", UtcDateTime),
    Column("last_success", UtcDateTime),
    Column("last_entry", UtcDateTime),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("last_error", String(500), nullable=False, server_default=""),
    Column("case", String(80), nullable=False, server_default=""),
    Column("failing_since", UtcDateTime),
    Column("gone", Boolean, nullable=False, server_default=text("false")),
    Column("not_modified", Integer, nullable=False, server_default="0"),
    Column("usual_gap", Integer),
    Column("ttl", Integer, nullable=False, server_default="0"),
    Column("skip_hours", Integer, nullable=False, server_default="0"),
    Column("skip_days", Integer, nullable=False, server_default="0"),
    Column("address", String(2048), nullable=False, server_default=""),
    Column("moved_to", String(2048), nullable=False, server_default=""),
    Column("moved_since", UtcDateTime),
    Column("paused", Boolean, nullable=False, server_default=text("false")),
    Column("by_hand", Boolean, nullable=False, server_default=text("false")),
    Column("trouble_told", String(16), nullable=False, server_default=""),
    Column("silence_told", UtcDateTime),
    # Words and phrases, one a line.
    Column("include", Text, nullable=False, server_default=""),
    Column("exclude", Text, nullable=False, server_default=""),
    Column("proxy", String(2048), nullable=False, server_default=""),
    # Seconds between two polls; null where the configuration decides.
    Column("shortest", Integer),
    Column("longest", Integer),
)

feed_requests = Table(
    "feed_requests",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("author", SealedColumn, nullable=False),
    Column("asked", UtcDateTime, nullable=False),
    # A feed's source as JSON: it becomes a feed once a second person agrees.
    Column("source", Text, nullable=False),
    sqlite_autoincrement=True,
)

entries = Table(
    "entries",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("feed_id", RowId, ForeignKey("feeds.id", ondelete="CASCADE"), nullable=False),
    Column("link", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("published", UtcDateTime),
    Column("seen", UtcDateTime, nullable=False),
    Column("story", String(32), nullable=False),
    # Its story by itself, before it was found to be the same as another feed's.
    Column("own_story", String(32), nullable=False, server_default=""),
    Column("guid", LargeBinary(16)),
    Column("title_key", LargeBinary(16)),
    Index("ix_entries_feed_seen", "feed_id", "seen"),
    Index("ix_entries_story", "story"),
    Index("ix_entries_own_story", "own_story"),
    Index("ix_entries_title_key", "title_key"),
    # A link may be longer than PostgreSQL's ordered indexes take.
    Index("ix_entries_link", "link", postgresql_using="hash"),
    sqlite_autoincrement=True,
)

entry_keys = Table(
    "entry_keys",
    metadata,
    Column("feed_id", RowId, ForeignKey("feeds.id", ondelete="CASCADE"), primary_key=True),
    Column("key", LargeBinary(16), primary_key=True),
    sqlite_with_rowid=False,
)

passed_over = Table(
    "passed_over",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("feed_id", RowId, ForeignKey("feeds.id", ondelete="CASCADE"), nullable=False),
    # The hash of the entry's canonical link: what it said is not kept.
    Column("key", LargeBinary(16), nullable=False, index=True),
    Column("seen", UtcDateTime, nullable=False, index=True),
    Column("reason", String(16), nullable=False),
    Column("words", String(300), nullable=False),
    Column("case", String(80), nullable=False),
)

mentions = Table(
    "mentions",
    metadata,
    Column("entry_id", RowId, ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True),
    Column("case", String(80), primary_key=True),
    Column("words", String(300), nullable=False),
    Index("ix_mentions_case_entry", "case", "entry_id"),
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
    Index("ix_deliveries_ended", "ended"),
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

organisers = Table(
    "organisers",
    metadata,
    Column("user", SealedColumn, primary_key=True),
    Column("role", String(16), nullable=False),
)

seals = Table(
    "seals",
    metadata,
    # One row: a known word under the key in use, so that another key is refused before it harms.
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("proof", LargeBinary(64), nullable=False),
)
