"""Bringing a ledger's tables to today's shape: backup first, then one named step after the other, each whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from fupin_desk.core.errors import DeskError
from fupin_desk.store.backup import make_backup
from fupin_desk.store.engine import WRITE, open_engine
from fupin_desk.store.faults import database_faults
from fupin_desk.store.version import HEAD, require_known, version_of

__all__ = ["HEAD", "bring_up", "current", "make_tables", "upgrade", "version_of"]

LEDGER_DB: Final = "ledger.db"
_STEPS_FOLDER: Final = Path(__file__).with_name("migrations")


def current(engine: Engine) -> str:
    """The shape the tables have now; empty before the first step. Raises DeskError (damaged)."""
    return version_of(engine)


def upgrade(engine: Engine, backup: Callable[[], object], *, to: str = HEAD) -> bool:
    """Run the missing steps; ``backup`` is called before the first one, and its refusal stops everything.

    True when something was done. A fresh database needs no backup. Raises DeskError: newer file, no backup, disk full;
    the tables are then as after the last whole step.
    """
    found = version_of(engine)
    require_known(found)
    if found == to:
        return False
    if found:
        backup()
    _run_steps(engine, to)
    return True


def make_tables(path: Path, data_key: bytes, *, to: str = HEAD) -> None:
    """A new ledger database with all its tables. Raises DeskError; nothing is left behind then."""
    engine = open_engine(path, data_key, create=True)
    try:
        upgrade(engine, lambda: None, to=to)
    except BaseException:
        engine.dispose()
        for file in path.parent.glob(f"{path.name}*"):
            file.unlink(missing_ok=True)
        raise
    engine.dispose()


def bring_up(folder: Path, data_key: bytes) -> bool:
    """Bring the ledger in ``folder`` to today's shape, after a backup into it. True when there was something to do."""
    engine = open_engine(folder / LEDGER_DB, data_key)
    try:
        return upgrade(engine, lambda: make_backup(folder, engine, data_key, "升级前"))
    finally:
        engine.dispose()


def _run_steps(engine: Engine, to: str) -> None:
    # Alembic takes 0.3 s to import; it is needed on the rare day a ledger is made or brought up.
    from alembic import command, config  # noqa: PLC0415  # see above
    from alembic.util import CommandError  # noqa: PLC0415  # see above

    settings = config.Config()
    settings.set_main_option("script_location", str(_STEPS_FOLDER).replace("%", "%%"))
    if not (_STEPS_FOLDER / "env.py").exists():
        settings.set_main_option("sourceless", "true")  # the installed program has only compiled files
    with database_faults(), engine.connect() as connection:
        settings.attributes["connection"] = connection.execution_options(**{WRITE: True})
        try:
            command.upgrade(settings, to)
        except CommandError as error:
            raise DeskError(
                "程序里缺少升级台账要用的文件，台账没有升级，也没有被改动。请重新安装本程序，再打开台账。"
            ) from error
