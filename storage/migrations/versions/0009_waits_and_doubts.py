"""Waits that Telegram named outlive a restart; what may have been delivered twice is counted."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

MOMENT = sa.DateTime(timezone=True)
ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column(
        "deliveries",
        sa.Column("doubtful", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    op.create_index(
        "ix_deliveries_doubtful",
        "deliveries",
        ["about"],
        sqlite_where=sa.text("doubtful"),
        postgresql_where=sa.text("doubtful"),
    )
    op.create_table(
        "pauses",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("chat", sa.LargeBinary(length=24)),
        sa.Column("until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pauses"),
        sa.UniqueConstraint("chat", name="uq_pauses_chat"),
        sa.ForeignKeyConstraint(
            ["chat"],
            ["subscribers.chat"],
            name="fk_pauses_chat_subscribers",
            ondelete="CASCADE",
            onupdate="CASCADE",
        ),
    )
