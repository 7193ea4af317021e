"""A delivery that waits is in no index of those that ended, and PostgreSQL no longer asks for each
of a million whether its call is there."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.drop_index("ix_deliveries_ended", "deliveries")
    op.create_index(
        "ix_deliveries_ended",
        "deliveries",
        ["ended"],
        sqlite_where=sa.text("ended IS NOT NULL"),
        postgresql_where=sa.text("ended IS NOT NULL"),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint("fk_deliveries_broadcast_id_broadcasts", "deliveries")
