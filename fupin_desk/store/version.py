"""Which shape the tables of a ledger have, and which shapes this program knows."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Engine, text

from fupin_desk.core.errors import DeskError
from fupin_desk.store.engine import reading
from fupin_desk.store.faults import Damaged

STEPS: Final = ("0001",)
"""Every shape there has been, oldest first: the file names in migrations/versions."""

HEAD: Final = STEPS[-1]
VERSION_TABLE: Final = "alembic_version"

_NEWER = (
    "这本台账是更新的程序写的（台账版本 {found}），本程序只认到版本 {head}。"
    "台账没有被改动。请先把程序升级到最新，再打开。"
)
_NO_VERSION = "台账里没有版本记录，不像是本程序写的，没有打开。台账没有被改动。请从备份恢复到一个新文件夹。"


def version_of(engine: Engine) -> str:
    """The shape of this ledger's tables, as ``0001``; empty for a database without tables. Raises DeskError."""
    with reading(engine) as connection:
        tables = set(connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")))
        if not tables:
            return ""
        found = None
        if VERSION_TABLE in tables:
            found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if found is None:
        raise Damaged(_NO_VERSION)
    return str(found)


def require_known(version: str) -> None:
    """Refuse a ledger of a newer program, naming both versions. Raises DeskError."""
    if version and version not in STEPS:
        raise DeskError(_NEWER.format(found=version, head=HEAD))
