"""Feeds keep what organisers set, and why nobody was told of an entry; links have an index."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

MOMENT = sa.DateTime(timezone=True)
ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    for column in (
        sa.Column("include", sa.Text(), server_default="", nullable=False),
        sa.Column("exclude", sa.Text(), server_default="", nullable=False),
        sa.Column("proxy", sa.String(length=2048), server_default="", nullable=False),
        sa.Column("shortest", sa.Integer()),
        sa.Column("longest", sa.Integer()),
    ):
        op.add_column("feeds", column)
    op.create_table(
        "feed_requests",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("author", sa.LargeBinary(length=24), nullable=False),
        sa.Column("asked", MOMENT, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feed_requests"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "passed_over",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("feed_id", ROW_ID, nullable=False),
        sa.Column("key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("seen", MOMENT, nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("case", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["feeds.id"], name="fk_passed_over_feed_id_feeds", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_passed_over"),
    )
    op.create_index("ix_passed_over_key", "passed_over", ["key"])
    op.create_index("ix_passed_over_seen", "passed_over", ["seen"])
    op.create_index("ix_entries_link", "entries", ["link"], postgresql_using="hash")
    op.create_index(
        "ix_deliveries_entry",
        "deliveries",
        ["entry_id"],
        sqlite_where=sa.text("entry_id IS NOT NULL"),
        postgresql_where=sa.text("entry_id IS NOT NULL"),
    )
