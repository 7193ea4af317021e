"""The schema step by step. Each step stands alone: it never imports the present schema.

Steps go one way; to go back, restore the backup made before the upgrade. They widen first and
narrow later: what a version adds, the version before can leave alone, so that replicas of both work
side by side while they are replaced one by one. What nobody needs any more is taken away a version
later, by a step that says in `schema_floor` from which step on code can do without it.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, text

# Any number, the same in every version: replicas that start together upgrade one after another.
_LOCK = 7_013_202_611


def head() -> str:
    """The newest step this code knows."""
    found = _steps().get_current_head()
    assert found is not None
    return found


def known(step: str) -> bool:
    try:
        return _steps().get_revision(step) is not None
    except CommandError:
        return False


def has_room(connection: Connection) -> bool:
    """Whether the schema, though of newer code, is one that this code can work on."""
    step = connection.execute(text("SELECT step FROM schema_floor")).scalar()
    return isinstance(step, str) and known(step)


def current(connection: Connection) -> str | None:
    """The step the database is at; None before the first."""
    return MigrationContext.configure(connection).get_current_revision()


def lock(connection: Connection) -> None:
    """Wait until nobody else upgrades; held to the end of the transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def upgrade(connection: Connection) -> None:
    """Take every step that is missing, inside the connection's transaction."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _steps() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("path_separator", "os")
    # A percent sign in the path would be taken for an interpolation.
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config
