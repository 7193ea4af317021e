"""Who forgets themselves is found among those who took a name, without a look through all."""

from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_index("ix_evening_names_taker", "evening_names", ["taker"])
