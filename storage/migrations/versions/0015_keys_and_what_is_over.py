"""Keys are rotated and destroyed; who is silent is asked once; totals outlive their rows."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "rotations",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("proof", sa.LargeBinary(length=64), nullable=False),
        sa.Column("after", sa.LargeBinary(length=32), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rotations"),
    )
    op.create_table(
        "panics",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("author", sa.LargeBinary(length=24)),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=False),
        sa.Column("alone", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("struck", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_panics"),
    )
    op.create_table(
        "panic_codes",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_panic_codes"),
    )
    op.add_column("subscribers", sa.Column("asked", sa.Date()))
    for name in ("past_sent", "past_dropped", "past_blocked", "past_failed"):
        op.add_column(
            "broadcasts", sa.Column(name, sa.Integer(), server_default="0", nullable=False)
        )
