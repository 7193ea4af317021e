"""A feed may be about one prisoner."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column(
        "feeds", sa.Column("case", sa.String(length=80), server_default="", nullable=False)
    )
