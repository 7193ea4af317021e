"""While keys are rotated: ids in a database that is partly under the old key, partly under the new.

Rows pass from one key to the other in the order of their ids under the old key, and `rotations`
says how far that has come. So every transaction knows where each id stands: what is asked for is
put under the key its row has, and what is read comes back under the new one.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, event, select

from storage.columns import READ_AS
from storage.key_tables import rotations
from storage.sealing import SEALED_BYTES, Seal

AS_STORED = "as_stored"
"""An execution option: sealed ids of such a connection are left as they stand."""

LOCK = 7_116_001
"""PostgreSQL: shared by everyone who writes, and held alone while rows pass to the new key."""

_AFTER = "after which id"


def follow(engine: Engine, seal: Seal) -> None:
    """Let all that this engine does from now on find ids under either key of this seal."""
    READ_AS[engine.dialect] = seal.current

    @event.listens_for(engine, "begin")
    def look(connection: Connection) -> None:
        options = connection.get_execution_options()
        connection.info[_AFTER] = None
        if options.get(AS_STORED):
            return
        if connection.dialect.name == "postgresql" and not options.get("postgresql_readonly"):
            # Nothing passes to the new key before this transaction ends.
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock_shared({LOCK})")
        connection.info[_AFTER] = connection.scalar(select(rotations.c.after))

    @event.listens_for(engine, "before_cursor_execute", retval=True)
    def ask(
        connection: Connection,
        _cursor: object,
        statement: str,
        parameters: Any,
        _context: object,
        executemany: bool,
    ) -> tuple[str, Any]:
        after = connection.info.get(_AFTER)
        if after is None or not parameters:
            return statement, parameters
        if executemany:
            return statement, [_placed(each, seal, after) for each in parameters]
        return statement, _placed(parameters, seal, after)


def _placed(parameters: Any, seal: Seal, after: bytes) -> Any:
    if isinstance(parameters, dict):
        return {name: _place(value, seal, after) for name, value in parameters.items()}
    return tuple(_place(value, seal, after) for value in parameters)


def _place(value: Any, seal: Seal, after: bytes) -> Any:
    """A sealed id under the key that its rows have; anything else as it is."""
    # Drivers wrap bytes in classes of their own.
    plain = getattr(value, "obj", value)
    if not isinstance(plain, bytes) or len(plain) != SEALED_BYTES:
        return value
    past = seal.past(plain)
    if past is None:
        return value
    return past if past > after else seal.current(plain)
