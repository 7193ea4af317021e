"""Reminders come every week, every second or monthly, pause, choose whom, and tell days ahead."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column(
        "reminders", sa.Column("every", sa.String(16), server_default="week", nullable=False)
    )
    op.add_column("reminders", sa.Column("day", sa.Integer(), server_default="0", nullable=False))
    op.add_column("reminders", sa.Column("phase", sa.Integer(), server_default="0", nullable=False))
    op.add_column(
        "reminders", sa.Column("whom", sa.String(16), server_default="fewest", nullable=False)
    )
    op.add_column("reminders", sa.Column("about", sa.String(80), server_default="", nullable=False))
    op.add_column("reminders", sa.Column("paused_until", sa.Date()))
    op.add_column(
        "reminders", sa.Column("route", sa.String(16), server_default="abroad", nullable=False)
    )
    op.add_column("reminders", sa.Column("told", sa.Date()))
    op.add_column("reminders", sa.Column("look", sa.DateTime(timezone=True)))
    op.create_index("ix_reminders_look", "reminders", ["look"])
    # Until now whom one followed came first: who arranged that keeps it.
    op.execute("UPDATE reminders SET whom = 'followed'")
