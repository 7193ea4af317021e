"""Tables of letter evenings: nothing in them outlives the evening."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, String, Table, Text, text

from storage.columns import RowId, SealedColumn, UtcDateTime, metadata

evenings = Table(
    "evenings",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "chat",
        SealedColumn,
        ForeignKey("subscribers.chat", ondelete="CASCADE", onupdate="CASCADE"),
        nullable=False,
        unique=True,
    ),
    Column("starts", UtcDateTime, nullable=False),
    Column("ends", UtcDateTime, nullable=False, index=True),
    Column("zone", String(64), nullable=False),
    Column("place", String(200), nullable=False),
    # Slugs of those who are written to, as JSON.
    Column("people", Text, nullable=False),
    # The announcement; none until Telegram has taken it.
    Column("message_id", BigInteger),
    # A button of an earlier evening must not meet a later one under its number.
    sqlite_autoincrement=True,
)

evening_names = Table(
    "evening_names",
    metadata,
    Column("evening_id", RowId, ForeignKey("evenings.id", ondelete="CASCADE"), primary_key=True),
    Column("case", String(80), primary_key=True),
    # Who took the name, so that each counts once; gone with the evening.
    Column("taker", SealedColumn, primary_key=True),
    Column("written", Boolean, nullable=False, server_default=text("false")),
    # Who asks to be forgotten.
    Index("ix_evening_names_taker", "taker"),
)
