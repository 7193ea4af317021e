"""The schema says which older code can still work on it.

The table is the migrations' own, beside their `alembic_version`: no other code reads or writes it.
A step that takes something away from older code raises `schema_floor.step` to the first step whose
code does not miss it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_table(
        "schema_floor",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("step", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_schema_floor"),
    )
    op.execute("INSERT INTO schema_floor (id, step) VALUES (1, '0017')")
