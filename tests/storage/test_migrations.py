"""The migrated schema is the declared one, on both databases."""

from __future__ import annotations

import ast
import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
import pytest_asyncio
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text

from storage import migrations
from storage.database import Database, StorageError
from storage.schema import metadata
from tests.fixtures.postgresql import Server

# Tables of the migrations themselves.
_NOT_OURS = "('alembic_version', 'schema_floor')"
_SQLITE_ONLY = "fk_deliveries_broadcast_id_broadcasts"
_DESCRIBE = {
    "sqlite": [
        "SELECT type, name, tbl_name, sql FROM sqlite_master"
        f" WHERE tbl_name NOT IN {_NOT_OURS} ORDER BY type, name"
    ],
    "postgresql": [
        "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable,"
        " column_default, identity_generation FROM information_schema.columns"
        " WHERE table_schema = 'public'"
        f" AND table_name NOT IN {_NOT_OURS} ORDER BY 1, 2",
        "SELECT indexdef FROM pg_indexes"
        " WHERE schemaname = 'public'"
        f" AND tablename NOT IN {_NOT_OURS} ORDER BY 1",
        "SELECT conname, conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE connamespace = 'public'::regnamespace"
        f" AND conrelid::regclass::text NOT IN {_NOT_OURS} ORDER BY 1, 2",
    ],
}


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without any schema."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/empty.db"
    server = request.getfixturevalue("postgresql_server")
    assert isinstance(server, Server)
    return server.create(f"empty_{uuid4().hex}")


@pytest_asyncio.fixture
async def empty(empty_url: str) -> AsyncIterator[Database]:
    database = Database(empty_url)
    yield database
    await database.close()


def _described(connection: Connection) -> list[tuple[object, ...]]:
    """Everything the database says of its schema; SQL as its sorted parts."""
    rows = [
        tuple(row)
        for query in _DESCRIBE[connection.dialect.name]
        for row in connection.execute(text(query))
    ]
    return [tuple(_parts(value) for value in row) for row in rows]


def _parts(value: object) -> object:
    if not isinstance(value, str):
        return value
    return sorted(part.strip(" \t,()") for part in re.split(r"[,\s]*\n\s*|, ", value))


async def test_migrated_and_declared_are_equal(empty: Database) -> None:
    async with empty.write() as c:
        await c.run_sync(metadata.create_all)
        declared = await c.run_sync(_described)
        await c.run_sync(metadata.drop_all)
    await empty.upgrade()
    async with empty.read() as c:
        assert await c.run_sync(_described) == declared


async def test_alembic_finds_nothing_to_change(database: Database) -> None:
    def compare(connection: Connection) -> object:
        options = {
            "include_name": lambda name, *_: name != "schema_floor",
            # This one is SQLite's alone; the test above compares it.
            "include_object": lambda _object, name, *_: name != _SQLITE_ONLY,
        }
        return compare_metadata(MigrationContext.configure(connection, opts=options), metadata)

    async with database.read() as c:
        assert await c.run_sync(compare) == []


async def test_an_upgrade_is_needed_once(empty: Database) -> None:
    with pytest.raises(StorageError, match=r"python run_bot\.py migrate"):
        await empty.check()
    await empty.upgrade()
    await empty.upgrade()
    await empty.check()


async def test_a_schema_of_newer_code_is_refused(database: Database) -> None:
    async with database.write() as c:
        await c.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        await c.execute(text("UPDATE schema_floor SET step = '9998'"))
    for refused in (database.upgrade, database.check):
        with pytest.raises(StorageError, match="newer version of the bot"):
            await refused()


async def test_replicas_that_start_together_upgrade_one_after_another(empty_url: str) -> None:
    databases = [Database(empty_url) for _ in range(3)]
    await asyncio.gather(*(database.upgrade() for database in databases))
    await asyncio.gather(*(database.check() for database in databases))
    await asyncio.gather(*(database.close() for database in databases))


async def test_a_new_file_that_another_process_writes_to_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    database = Database(f"sqlite:///{path}")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        upgrading = asyncio.create_task(database.upgrade())
        await asyncio.wait({upgrading}, timeout=0.3)
        assert not upgrading.done()
        other.execute("COMMIT")
    await upgrading
    await database.check()
    await database.close()


def test_no_step_leans_on_the_present_schema() -> None:
    for step in (Path(migrations.__file__).parent / "versions").glob("*.py"):
        tree = ast.parse(step.read_text())
        imported = {
            name.name
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in node.names
        }
        assert imported <= {"sqlalchemy", "op"}, step.name
