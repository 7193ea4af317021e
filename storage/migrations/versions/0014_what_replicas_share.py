"""Leases, the common pace, and updates that one of several replicas handles."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "leases",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("holder", sa.String(32), nullable=False),
        sa.Column("epoch", sa.BigInteger, nullable=False),
        sa.Column("until", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leases"),
    )
    op.create_table(
        "pace",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("beat", _TIME, nullable=False),
        sa.Column("silent_until", _TIME),
        sa.PrimaryKeyConstraint("id", name="pk_pace"),
    )
    op.create_table(
        "places",
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("free", _TIME, nullable=False),
        sa.Column("taking", sa.BigInteger, server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_places"),
    )
    op.create_table(
        "taken_updates",
        sa.Column("id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("line", sa.LargeBinary(24)),
        sa.Column("holder", sa.String(32), nullable=False),
        sa.Column("until", _TIME, nullable=False),
        sa.Column("begun", sa.Boolean, server_default=sa.text("false"), nullable=False),
        sa.Column("handled", sa.Boolean, server_default=sa.text("false"), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_taken_updates"),
    )
    op.create_index("ix_taken_updates_until", "taken_updates", ["until"])
    op.create_index(
        "ix_taken_updates_line",
        "taken_updates",
        ["line"],
        sqlite_where=sa.text("line IS NOT NULL"),
        postgresql_where=sa.text("line IS NOT NULL"),
    )
