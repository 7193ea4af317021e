"""Broadcasts become calls to action; what was delivered knows its last revision."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

MOMENT = sa.DateTime(timezone=True)
ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OF_BROADCASTS = sa.text("broadcast_id IS NOT NULL")


def upgrade() -> None:
    for column in (
        sa.Column("content", sa.Text(), server_default="{}", nullable=False),
        sa.Column("act", sa.String(length=8), server_default="send", nullable=False),
        sa.Column("revises", ROW_ID),
        sa.Column("release", MOMENT),
        sa.Column("closed", sa.String(length=8), server_default="", nullable=False),
        sa.Column("done", sa.Integer(), server_default="0", nullable=False),
        sa.Column("keep_until", MOMENT),
    ):
        op.add_column("broadcasts", column)
    op.create_index("ix_broadcasts_keep_until", "broadcasts", ["keep_until"])
    op.create_index("ix_broadcasts_revises", "broadcasts", ["revises"])
    op.add_column(
        "subscribers",
        sa.Column("calls", sa.String(length=8), server_default="all", nullable=False),
    )
    op.add_column(
        "subscribers",
        sa.Column("follow_ups", sa.Boolean(), server_default=sa.text("true"), nullable=False),
    )
    op.add_column("deliveries", sa.Column("revision", ROW_ID, server_default="0", nullable=False))
    op.drop_index("ix_deliveries_broadcast", "deliveries")
    op.create_index(
        "ix_deliveries_broadcast",
        "deliveries",
        ["broadcast_id", "state", "revision"],
        sqlite_where=OF_BROADCASTS,
        postgresql_where=OF_BROADCASTS,
    )
