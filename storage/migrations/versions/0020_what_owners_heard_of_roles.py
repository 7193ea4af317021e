"""Up to which row of the audit log the owners heard of what was done in the terminal."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    told = sa.Column("told", sa.BigInteger, nullable=False, server_default="0")
    op.add_column("audit_chain", told)
    # What was done before this version is not told as news.
    op.execute("UPDATE audit_chain SET told = number")
