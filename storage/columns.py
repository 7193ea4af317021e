"""What every table is made of: one `metadata`, and columns that keep what they promise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from weakref import WeakKeyDictionary

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    TypeDecorator,
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC. A naive one is refused: it would be a guess."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime cannot be stored; give it a time zone")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


# SQLite numbers rows by itself only for INTEGER primary keys.
RowId = BigInteger().with_variant(Integer, "sqlite")


class Sealed(TypeDecorator[bytes]):
    """A sealed id, or nothing yet.

    While keys are rotated it is read as under the new key, whichever key its row still has.
    """

    impl = LargeBinary
    cache_ok = True

    def __init__(self) -> None:
        super().__init__(24)

    @property
    def python_type(self) -> type[bytes]:
        return bytes

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        current = READ_AS.get(dialect)
        return value if value is None or current is None else current(value)


class Wrapped(TypeDecorator[bytes]):
    """A secret wrapped under the sealing key for one purpose."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, purpose: str) -> None:
        super().__init__(64)
        self.purpose = purpose

    @property
    def python_type(self) -> type[bytes]:
        return bytes


READ_AS: WeakKeyDictionary[Dialect, Callable[[bytes], bytes]] = WeakKeyDictionary()
"""What becomes of a sealed id read from the databases whose keys are rotated."""

SealedColumn = Sealed()

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def chat_key() -> Column[bytes]:
    """A column that belongs to a subscriber: it goes and moves with them."""
    return Column(
        "chat",
        SealedColumn,
        ForeignKey("subscribers.chat", ondelete="CASCADE", onupdate="CASCADE"),
        nullable=False,
        primary_key=True,
    )
