"""Feeds keep what manners, pauses and notices to organisers need."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    for column in (
        sa.Column("failing_since", MOMENT),
        sa.Column("gone", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("not_modified", sa.Integer(), server_default="0", nullable=False),
        sa.Column("usual_gap", sa.Integer()),
        sa.Column("ttl", sa.Integer(), server_default="0", nullable=False),
        sa.Column("skip_hours", sa.Integer(), server_default="0", nullable=False),
        sa.Column("skip_days", sa.Integer(), server_default="0", nullable=False),
        sa.Column("address", sa.String(length=2048), server_default="", nullable=False),
        sa.Column("moved_to", sa.String(length=2048), server_default="", nullable=False),
        sa.Column("moved_since", MOMENT),
        sa.Column("paused", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("by_hand", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("trouble_told", sa.String(length=16), server_default="", nullable=False),
        sa.Column("silence_told", MOMENT),
    ):
        op.add_column("feeds", column)
