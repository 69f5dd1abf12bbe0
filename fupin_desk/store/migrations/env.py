"""Alembic's entry: runs the steps on the connection it is handed, each in a transaction that also holds its tables."""

from __future__ import annotations

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    transaction_per_migration=True,
    transactional_ddl=True,  # Alembic thinks SQLite cannot; with BEGIN emitted by store.engine it can
)
context.run_migrations()
