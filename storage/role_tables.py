"""Tables of roles and of what was done with them. `storage/schema.py` shows them with all the
others."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    text,
)

from storage.columns import RowId, SealedColumn, UtcDateTime, Wrapped, metadata

organisers = Table(
    "organisers",
    metadata,
    Column("user", SealedColumn, primary_key=True),
    Column("role", String(16), nullable=False),
    # Empty for a role that was given in the terminal: it counts at once.
    Column("since", UtcDateTime),
)

invitations = Table(
    "invitations",
    metadata,
    # Only the hash: whoever reads the table cannot accept.
    Column("token", LargeBinary(32), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("author", SealedColumn, nullable=False),
    Column("expires", UtcDateTime, nullable=False),
)

role_requests = Table(
    "role_requests",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("user", SealedColumn, nullable=False),
    Column("role", String(16), nullable=False, server_default=""),
    Column("author", SealedColumn, nullable=False),
    Column("asked", UtcDateTime, nullable=False),
    Index("ix_role_requests_asked", "asked"),
    # A late word must not meet another request under a number used again.
    sqlite_autoincrement=True,
)

step_ups = Table(
    "step_ups",
    metadata,
    Column("user", SealedColumn, primary_key=True),
    # The secret of the one-time codes.
    Column("secret", Wrapped("totp"), nullable=False),
    Column("confirmed", Boolean, nullable=False, server_default=text("false")),
    # The time step of the last code taken: it and those before it are not taken again.
    Column("step", BigInteger, nullable=False, server_default="0"),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("blocked", UtcDateTime),
    # When a code was shown that has not been used for anything yet.
    Column("proved", UtcDateTime),
)

audit = Table(
    "audit",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    # To the minute.
    Column("at", UtcDateTime, nullable=False),
    # Empty for what was done in the terminal.
    Column("actor", SealedColumn),
    Column("verb", String(32), nullable=False),
    Column("about", String(200), nullable=False),
    Column("previous", LargeBinary(32), nullable=False),
    Column("digest", LargeBinary(32), nullable=False),
)

audit_chain = Table(
    "audit_chain",
    metadata,
    # One row: the end of the chain, and the key of its digests.
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("secret", Wrapped("audit"), nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("digest", LargeBinary(32), nullable=False),
    # Up to which row the owners heard of what was done in the terminal.
    Column("told", BigInteger, nullable=False, server_default="0"),
)
