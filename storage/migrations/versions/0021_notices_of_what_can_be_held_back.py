"""Which messages told organisers that a broadcast can be held back, until it cannot any more."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    row_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "hold_notices",
        sa.Column("broadcast_id", row_id, nullable=False),
        sa.Column("chat", sa.LargeBinary(length=24), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("broadcast_id", "chat", name="pk_hold_notices"),
        sa.ForeignKeyConstraint(
            ["broadcast_id"],
            ["broadcasts.id"],
            name="fk_hold_notices_broadcast_id_broadcasts",
            ondelete="CASCADE",
        ),
    )
