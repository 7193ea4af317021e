"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SEALED = sa.LargeBinary(24)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "broadcasts",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("author", SEALED, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("topic_kind", sa.String(length=16), nullable=False),
        sa.Column("topic", sa.String(length=80), nullable=False),
        sa.Column("asking", sa.String(length=16), server_default="", nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("started", MOMENT, nullable=True),
        sa.Column("ended", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_broadcasts"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "feeds",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("url", sa.String(length=2048), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("campaign", sa.String(length=80), nullable=False),
        sa.Column("entries", sa.String(length=16), nullable=False),
        sa.Column("undesirable", sa.Boolean(), nullable=False),
        sa.Column("watched", sa.Boolean(), nullable=False),
        sa.Column("next_poll", MOMENT, nullable=False),
        sa.Column("etag", sa.String(length=1024), server_default="", nullable=False),
        sa.Column("last_modified", sa.String(length=128), server_default="", nullable=False),
        sa.Column("baseline_at", MOMENT, nullable=True),
        sa.Column("last_success", MOMENT, nullable=True),
        sa.Column("last_entry", MOMENT, nullable=True),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_error", sa.String(length=500), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feeds"),
        sa.UniqueConstraint("url", name="uq_feeds_url"),
    )
    op.create_index("ix_feeds_next_poll", "feeds", ["next_poll"], unique=False)
    op.create_table(
        "organisers",
        sa.Column("user", SEALED, nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("user", name="pk_organisers"),
    )
    op.create_table(
        "pledges",
        sa.Column("case", sa.String(length=80), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("case", "month", name="pk_pledges"),
    )
    op.create_table(
        "seals",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("proof", sa.LargeBinary(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_seals"),
    )
    op.create_table(
        "subscribers",
        sa.Column("chat", SEALED, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("last_contact", sa.Date(), nullable=False),
        sa.Column("quiet_from", sa.Integer(), nullable=True),
        sa.Column("quiet_until", sa.Integer(), nullable=True),
        sa.Column("suspended", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.PrimaryKeyConstraint("chat", name="pk_subscribers"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "broadcast_texts",
        sa.Column("broadcast_id", ROW_ID, nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["broadcast_id"],
            ["broadcasts.id"],
            name="fk_broadcast_texts_broadcast_id_broadcasts",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("broadcast_id", "language", name="pk_broadcast_texts"),
    )
    op.create_table(
        "entries",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("feed_id", ROW_ID, nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("published", MOMENT, nullable=True),
        sa.Column("seen", MOMENT, nullable=False),
        sa.Column("story", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["feeds.id"], name="fk_entries_feed_id_feeds", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_entries"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_entries_feed_seen", "entries", ["feed_id", "seen"], unique=False)
    op.create_index("ix_entries_story", "entries", ["story"], unique=False)
    op.create_table(
        "entry_keys",
        sa.Column("feed_id", ROW_ID, nullable=False),
        sa.Column("key", sa.LargeBinary(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["feeds.id"], name="fk_entry_keys_feed_id_feeds", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("feed_id", "key", name="pk_entry_keys"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "follows",
        sa.Column("chat", SEALED, nullable=False),
        sa.Column("topic_kind", sa.String(length=16), nullable=False),
        sa.Column("topic", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["chat"],
            ["subscribers.chat"],
            name="fk_follows_chat_subscribers",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("chat", "topic_kind", "topic", name="pk_follows"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_follows_topic", "follows", ["topic_kind", "topic", "chat"], unique=False)
    op.create_table(
        "mutes",
        sa.Column("chat", SEALED, nullable=False),
        sa.Column("topic_kind", sa.String(length=16), nullable=False),
        sa.Column("topic", sa.String(length=80), nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["chat"],
            ["subscribers.chat"],
            name="fk_mutes_chat_subscribers",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("chat", "topic_kind", "topic", name="pk_mutes"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reminders",
        sa.Column("chat", SEALED, nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.Column("next_due", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["chat"],
            ["subscribers.chat"],
            name="fk_reminders_chat_subscribers",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("chat", name="pk_reminders"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_reminders_next_due", "reminders", ["next_due"], unique=False)
    op.create_table(
        "deliveries",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("chat", SEALED, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("about", sa.String(length=64), nullable=False),
        sa.Column("lane", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("due", MOMENT, nullable=False),
        sa.Column("expires", MOMENT, nullable=False),
        sa.Column("lease", MOMENT, nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("entry_id", ROW_ID, nullable=True),
        sa.Column("broadcast_id", ROW_ID, nullable=True),
        sa.Column("case", sa.String(length=80), server_default="", nullable=False),
        sa.Column("answered", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("reason", sa.String(length=64), server_default="", nullable=False),
        sa.Column("ended", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["broadcast_id"],
            ["broadcasts.id"],
            name="fk_deliveries_broadcast_id_broadcasts",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["chat"],
            ["subscribers.chat"],
            name="fk_deliveries_chat_subscribers",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name="fk_deliveries_entry_id_entries", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.UniqueConstraint("chat", "about", name="uq_deliveries_chat_about"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_deliveries_broadcast",
        "deliveries",
        ["broadcast_id", "state"],
        unique=False,
        sqlite_where=sa.text("broadcast_id IS NOT NULL"),
        postgresql_where=sa.text("broadcast_id IS NOT NULL"),
    )
    op.create_index("ix_deliveries_ended", "deliveries", ["ended"], unique=False)
    op.create_index(
        "ix_deliveries_waiting",
        "deliveries",
        ["lane", "due", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'due'"),
        postgresql_where=sa.text("state = 'due'"),
    )
    op.create_table(
        "fan_outs",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("entry_id", ROW_ID, nullable=True),
        sa.Column("broadcast_id", ROW_ID, nullable=True),
        sa.Column("after", SEALED, nullable=False),
        sa.ForeignKeyConstraint(
            ["broadcast_id"],
            ["broadcasts.id"],
            name="fk_fan_outs_broadcast_id_broadcasts",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name="fk_fan_outs_entry_id_entries", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_fan_outs"),
        sa.UniqueConstraint("broadcast_id", name="uq_fan_outs_broadcast_id"),
        sa.UniqueConstraint("entry_id", name="uq_fan_outs_entry_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "mentions",
        sa.Column("entry_id", ROW_ID, nullable=False),
        sa.Column("case", sa.String(length=80), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name="fk_mentions_entry_id_entries", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entry_id", "case", name="pk_mentions"),
    )
    op.create_index("ix_mentions_case_entry", "mentions", ["case", "entry_id"], unique=False)
