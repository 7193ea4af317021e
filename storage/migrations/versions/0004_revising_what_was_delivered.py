"""A delivery remembers its message, so that it can be edited or taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column(
        "deliveries", sa.Column("act", sa.String(length=8), server_default="send", nullable=False)
    )
    op.add_column("deliveries", sa.Column("message_id", sa.BigInteger()))
