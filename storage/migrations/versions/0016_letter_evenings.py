"""Letter evenings of groups, and who took which name until they end."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

MOMENT = sa.DateTime(timezone=True)
ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "evenings",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("chat", sa.LargeBinary(length=24), nullable=False),
        sa.Column("starts", MOMENT, nullable=False),
        sa.Column("ends", MOMENT, nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("people", sa.Text(), nullable=False),
        sa.Column("message_id", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_evenings"),
        sa.UniqueConstraint("chat", name="uq_evenings_chat"),
        sa.ForeignKeyConstraint(
            ["chat"],
            ["subscribers.chat"],
            name="fk_evenings_chat_subscribers",
            ondelete="CASCADE",
            onupdate="CASCADE",
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_evenings_ends", "evenings", ["ends"])
    op.create_table(
        "evening_names",
        sa.Column("evening_id", ROW_ID, nullable=False),
        sa.Column("case", sa.String(80), nullable=False),
        sa.Column("taker", sa.LargeBinary(length=24), nullable=False),
        sa.Column("written", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.PrimaryKeyConstraint("evening_id", "case", "taker", name="pk_evening_names"),
        sa.ForeignKeyConstraint(
            ["evening_id"],
            ["evenings.id"],
            name="fk_evening_names_evening_id_evenings",
            ondelete="CASCADE",
        ),
    )
