"""Tables of feeds and of what they said. `storage/schema.py` shows them with all the others."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    text,
)

from storage.columns import RowId, SealedColumn, UtcDateTime, metadata

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
    # By these an edit is noticed: the hashes of what identifies it, and of what it said.
    Column("story", String(32), nullable=False, server_default=""),
    Column("guid", LargeBinary(16)),
    Column("said", LargeBinary(16)),
    Index("ix_passed_over_feed_seen", "feed_id", "seen"),
)

mentions = Table(
    "mentions",
    metadata,
    Column("entry_id", RowId, ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True),
    Column("case", String(80), primary_key=True),
    Column("words", String(300), nullable=False),
    Index("ix_mentions_case_entry", "case", "entry_id"),
)
