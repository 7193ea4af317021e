"""An entry of which nobody was told is decided again when it is edited."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column(
        "passed_over", sa.Column("story", sa.String(32), server_default="", nullable=False)
    )
    op.add_column("passed_over", sa.Column("guid", sa.LargeBinary(length=16)))
    op.add_column("passed_over", sa.Column("said", sa.LargeBinary(length=16)))
    op.create_index("ix_passed_over_feed_seen", "passed_over", ["feed_id", "seen"])
