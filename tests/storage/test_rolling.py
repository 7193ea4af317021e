"""Schema upgrades while replicas run: this version works beside the next one."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from sqlalchemy import text

from storage import migrations, subscribers
from storage.database import Database
from tests.storage.made import subscribe

STEPS = sorted((Path(migrations.__file__).parent / "versions").glob("*.py"))
WIDENING = {
    "create_table", "create_index", "add_column", "execute", "drop_constraint", "get_bind",
}  # fmt: skip
"""What older code does not notice."""
DROPPING = {"drop_index"}
"""It costs older code time at most."""


async def widen(database: Database, *, floor: str) -> None:
    """Take the step that a next version might: a column, a table, and code unknown here."""
    async with database.write() as c:
        await c.execute(text("ALTER TABLE subscribers ADD COLUMN tempo INTEGER NOT NULL DEFAULT 1"))
        await c.execute(text("CREATE TABLE tempi (id INTEGER PRIMARY KEY)"))
        await c.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        await c.execute(text("UPDATE schema_floor SET step = :floor"), {"floor": floor})


async def test_this_version_works_on_beside_the_next(database: Database) -> None:
    await widen(database, floor=migrations.head())
    await database.upgrade()
    await database.check()
    async with database.write() as c:
        await subscribe(c, [1, 2])
        assert await subscribers.count(c) == 2
        assert (await c.scalar(text("SELECT sum(tempo) FROM subscribers"))) == 2
        # The newer schema stays: nothing was taken back.
        assert await c.run_sync(migrations.current) == "9999"


def narrowed(source: str) -> set[str]:
    """What a step does that older code would miss, unless it says so in `schema_floor`."""
    tree = ast.parse(source)
    done = {
        node.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "op"
    }
    taken = done - WIDENING - DROPPING
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Column"):
            given = {word.arg: ast.unparse(word.value) for word in node.keywords}
            required = given.get("nullable") == "False" and "server_default" not in given
            if required and not _in_new_table(tree, node):
                taken.add("a column that older code does not fill")
    return set() if "UPDATE schema_floor" in source else taken


def _in_new_table(tree: ast.AST, column: ast.Call) -> bool:
    return any(
        isinstance(node, ast.Call)
        and ast.unparse(node.func) == "op.create_table"
        and any(inner is column for inner in ast.walk(node))
        for node in ast.walk(tree)
    )


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.stem)
def test_every_step_leaves_room_for_older_code(step: Path) -> None:
    assert narrowed(step.read_text()) == set()


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("op.drop_column('feeds', 'pace')", {"drop_column"}),
        ("op.alter_column('feeds', 'pace', nullable=False)", {"alter_column"}),
        ("op.drop_column('a', 'b')\nop.execute(\"UPDATE schema_floor SET step = '9'\")", set()),
        (
            "op.add_column('feeds', sa.Column('pace', sa.Integer, nullable=False))",
            {"a column that older code does not fill"},
        ),
        ("op.create_table('a', sa.Column('b', sa.Integer, nullable=False))", set()),
    ],
)
def test_what_counts_as_narrowing(source: str, what: set[str]) -> None:
    assert narrowed(source) == what
