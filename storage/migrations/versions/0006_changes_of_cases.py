"""Changes of cases that organisers confirm in the chat, and claims they were told of."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "case_changes",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("case", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("author", sa.LargeBinary(length=24), nullable=False),
        sa.Column("approver", sa.LargeBinary(length=24)),
        sa.Column("asking", sa.String(length=16), server_default="", nullable=False),
        sa.Column("dated", sa.String(length=10), server_default="", nullable=False),
        sa.Column("source", sa.String(length=2048), server_default="", nullable=False),
        sa.Column("undesirable", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("place_en", sa.String(length=300), server_default="", nullable=False),
        sa.Column("place_ru", sa.String(length=300), server_default="", nullable=False),
        sa.Column("address", sa.String(length=500), server_default="", nullable=False),
        sa.Column("recipient", sa.String(length=200), server_default="", nullable=False),
        sa.Column("campaigns", sa.Text(), server_default="", nullable=False),
        sa.Column("corrects", ROW_ID),
        sa.Column("created", sa.Date(), nullable=False),
        sa.Column("decided", sa.Date()),
        sa.PrimaryKeyConstraint("id", name="pk_case_changes"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_case_changes_state", "case_changes", ["state"])
    op.create_table(
        "claims",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("case", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("entry_id", ROW_ID, nullable=False),
        sa.Column("told", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_claims"),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name="fk_claims_entry_id_entries", ondelete="CASCADE"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_claims_case_kind", "claims", ["case", "kind", "told"])
    op.add_column("fan_outs", sa.Column("change_id", ROW_ID))
    op.create_index("uq_fan_outs_change_id", "fan_outs", ["change_id"], unique=True)
    op.add_column("deliveries", sa.Column("change_id", ROW_ID))
