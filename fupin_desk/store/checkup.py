"""数据体检: is the ledger, with its keys, photos and backups, still what was written?

The order is a measured one: SQLCipher's own check reads the main file only and gives false alarms until the write-ahead
log has been folded in, so the checkpoint comes first.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, text

from fupin_desk.core.errors import DeskError
from fupin_desk.store.backup_file import SUFFIX, check_parts
from fupin_desk.store.engine import bare, reading
from fupin_desk.store.faults import Damaged
from fupin_desk.store.keys import key_file_findings
from fupin_desk.store.photos import PhotoStore

SHARES: Final = 7
"""All photos are read once in this many days, one share a day."""

_DAYS_WITHOUT_BACKUP: Final = 7
_RESTORE = "请马上把最近的备份恢复到一个新文件夹，并保留现在这个文件夹。"
_PAGES = f"台账文件有 {{count}} 处和写入时不一样，可能是磁盘出了问题。备份还在。{_RESTORE}"
_STRUCTURE = f"台账文件的结构有 {{count}} 处损坏。备份还在。{_RESTORE}"
_REFERENCES = "有 {count} 条记录指向不存在的记录。其他内容都在。请从“修改历史”里查看最近的改动。"
_BUSY = "台账正忙，加密校验没有做完。台账没有变。请关掉其他窗口，再做一次体检。"
_MISSING_PHOTOS = "有 {count} 张照片找不到了。其他内容都在。请从最近的备份恢复，或重新添加这些照片。"
_BAD_PHOTOS = "有 {count} 张照片的内容坏了。其他内容都在。请从最近的备份恢复，或重新添加这些照片。"
_NO_BACKUP = "还没有任何备份。台账没有问题。请现在备份一次，并另存一份到U盘。"
_OLD_BACKUP = "最近一次备份是 {days} 天前的。台账没有问题。请现在备份一次，并另存一份到U盘。"
_BAD_BACKUP = "最近的备份“{name}”坏了，用不了。台账没有问题。请现在重新备份一次。"


def damage(raw: Any) -> list[str]:
    """What is wrong inside one database, in Chinese; ``raw`` is the driver's connection, outside a transaction."""
    found = []
    pages = raw.execute("PRAGMA cipher_integrity_check").fetchall()
    if pages:
        found.append(_PAGES.format(count=len(pages)))
    structure = raw.execute("PRAGMA integrity_check").fetchall()
    if [row[0] for row in structure] != ["ok"]:
        found.append(_STRUCTURE.format(count=len(structure)))
    references = raw.execute("PRAGMA foreign_key_check").fetchall()
    if references:
        found.append(_REFERENCES.format(count=len(references)))
    return found


def verify(folder: Path, engine: Engine, photos: PhotoStore | None = None, *, today: date | None = None) -> list[str]:
    """Every finding about the ledger in ``folder``, in Chinese; empty when all is well. Changes nothing.

    With ``photos`` one seventh of all pictures is read anew, another one each day.
    """
    day = today or date.today()
    found = _ledger_findings(engine)
    found += key_file_findings(folder)
    if photos is not None:
        found += _photo_findings(engine, photos, day.toordinal() % SHARES)
    return found + _backup_findings(folder, day)


def _ledger_findings(engine: Engine) -> list[str]:
    try:
        with bare(engine) as raw:
            busy = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            return [_BUSY] if busy else damage(raw)
    except Damaged as error:
        return [str(error)]


def _photo_findings(engine: Engine, photos: PhotoStore, share: int) -> list[str]:
    found = []
    try:
        with reading(engine) as connection:
            wanted = set(connection.scalars(text("SELECT photo FROM attachment WHERE removed = 0 AND photo <> ''")))
        missing = wanted - photos.names()
        if missing:
            found.append(_MISSING_PHOTOS.format(count=len(missing)))
        bad = list(photos.damaged(share, SHARES))
        if bad:
            found.append(_BAD_PHOTOS.format(count=len(bad)))
    except DeskError as error:
        found.append(str(error))
    return found


def _backup_findings(folder: Path, day: date) -> list[str]:
    files = sorted((folder / "backups").glob(f"*{SUFFIX}"), key=lambda path: path.stat().st_mtime)
    if not files:
        return [_NO_BACKUP]
    newest = files[-1]
    try:
        backup = check_parts(newest)
    except DeskError:
        return [_BAD_BACKUP.format(name=newest.name)]
    days = (day - backup.when.date()).days
    return [_OLD_BACKUP.format(days=days)] if days > _DAYS_WITHOUT_BACKUP else []
