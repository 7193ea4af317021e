"""Entries are known again when edited or told elsewhere; alerts can be gathered in digests."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

MOMENT = sa.DateTime(timezone=True)
ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SEALED = sa.LargeBinary(length=24)
GATHERED = sa.text("gathering IS NOT NULL")


def upgrade() -> None:
    op.add_column(
        "entries", sa.Column("own_story", sa.String(length=32), server_default="", nullable=False)
    )
    op.add_column("entries", sa.Column("guid", sa.LargeBinary(length=16)))
    op.add_column("entries", sa.Column("title_key", sa.LargeBinary(length=16)))
    op.execute("UPDATE entries SET own_story = story")
    op.create_index("ix_entries_own_story", "entries", ["own_story"])
    op.create_index("ix_entries_title_key", "entries", ["title_key"])
    op.create_table(
        "revisions",
        sa.Column("story", sa.String(length=32), nullable=False),
        sa.Column("after", SEALED, nullable=False),
        sa.Column("begun", MOMENT),
        sa.Column("due", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("story", name="pk_revisions"),
    )
    op.create_table(
        "gatherings",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("due", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_gatherings"),
        sqlite_autoincrement=True,
    )
    op.add_column("fan_outs", sa.Column("gathering", ROW_ID))
    op.add_column("deliveries", sa.Column("gathering", ROW_ID))
    op.create_index(
        "ix_deliveries_gathering",
        "deliveries",
        ["gathering", "chat"],
        sqlite_where=GATHERED,
        postgresql_where=GATHERED,
    )
    op.create_table(
        "digests",
        sa.Column("chat", SEALED, nullable=False),
        sa.Column("weekday", sa.Integer()),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.Column("next_due", MOMENT, nullable=False),
        sa.Column("ending", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.PrimaryKeyConstraint("chat", name="pk_digests"),
        sa.ForeignKeyConstraint(
            ["chat"],
            ["subscribers.chat"],
            name="fk_digests_chat_subscribers",
            ondelete="CASCADE",
            onupdate="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_digests_next_due", "digests", ["next_due"])
