"""Tables that replicas on one PostgreSQL share. `storage/schema.py` shows them with all the others.

Times here are the database's own, so that the clocks of several machines need not agree.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, String, Table, text

from storage.columns import SealedColumn, UtcDateTime, metadata

leases = Table(
    "leases",
    metadata,
    Column("name", String(64), primary_key=True),
    # A random word of the process; nothing about its machine.
    Column("holder", String(32), nullable=False),
    # Grows with every taking: who holds an older one holds nothing.
    Column("epoch", BigInteger, nullable=False),
    Column("until", UtcDateTime, nullable=False),
)

pace = Table(
    "pace",
    metadata,
    # One row. Whoever takes places holds it meanwhile.
    Column("id", Integer, primary_key=True, autoincrement=False),
    # When the next message may leave, whoever sends it.
    Column("beat", UtcDateTime, nullable=False),
    # Telegram wants the whole bot to be silent until then.
    Column("silent_until", UtcDateTime),
)

places = Table(
    "places",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    # When Telegram no longer counts what last stood here.
    Column("free", UtcDateTime, nullable=False),
    # Grows with every taking: an answer that comes late frees nothing of somebody else's.
    Column("taking", BigInteger, nullable=False, server_default="0"),
)

taken_updates = Table(
    "taken_updates",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    # The sealed chat while it is handled, so that a chat's updates go one after another.
    Column("line", SealedColumn),
    Column("holder", String(32), nullable=False),
    Column("until", UtcDateTime, nullable=False, index=True),
    Column("begun", Boolean, nullable=False, server_default=text("false")),
    Column("handled", Boolean, nullable=False, server_default=text("false")),
    Index(
        "ix_taken_updates_line",
        "line",
        sqlite_where=text("line IS NOT NULL"),
        postgresql_where=text("line IS NOT NULL"),
    ),
)
