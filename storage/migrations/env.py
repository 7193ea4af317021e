"""Alembic runs this file; the connection comes from `storage.migrations.upgrade`."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
