"""A chat may want messages that name nobody at first, no links, or no "undesirable" ones."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    for name, default in (("discreet", "false"), ("links", "true"), ("russia", "false")):
        op.add_column(
            "subscribers",
            sa.Column(name, sa.Boolean(), server_default=sa.text(default), nullable=False),
        )
