"""Backups: made often, opened and checked before they count, thinned by age, restored only into a new folder.

A ledger of ten thousand visits has gigabytes of photos and megabytes of records, and photos are only ever added. So
records and photos are saved differently:

- in the ledger's own ``backups`` folder every backup is a small .fbk file without pictures, and one photos.db beside
  them receives the pictures it does not have yet. It is never thinned, so each .fbk there restores completely from it;
- a backup to another place (a stick) is one .fbk file with everything in it, and needs nothing beside it.

A backup is written under a temporary name: VACUUM INTO, opened again with the key, all checks, hashes, read back, and
only then renamed; older ones are thinned after that. Whatever fails leaves the earlier backups as they were.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Protocol

from sqlalchemy import Engine

from fupin_desk.core.errors import DeskError
from fupin_desk.core.files import file_faults, require_space
from fupin_desk.store.backup_file import SUFFIX, Backup, read_manifest, write_parts
from fupin_desk.store.checkup import damage, verify
from fupin_desk.store.engine import bare, sealed
from fupin_desk.store.faults import Damaged
from fupin_desk.store.instance import held
from fupin_desk.store.keys import KEYS_NAME, SPARE_NAME
from fupin_desk.store.photos import PHOTOS_DB, PhotoStore
from fupin_desk.store.restore import Restored, restore

__all__ = [
    "BACKUPS", "Backup", "Restored", "backup_if_changed", "list_backups", "make_backup", "restore", "thin",
    "verify",
]  # fmt: skip

BACKUPS: Final = "backups"
_LOCK: Final = "backup.lock"
_MAKING: Final = "making"
_MARGIN: Final = 4_000_000
_PHOTOS_AT_ONCE: Final = 20
_STATE = "SELECT count(*), coalesce(max(place), 0) FROM batch"

_KEEP_LATEST: Final = 10
_KEEP: Final[tuple[tuple[str, int], ...]] = (("%Y-%m-%d", 7), ("%G-%V", 4), ("%Y-%m", 12))
"""Of the newest so many days, ISO weeks and months that have a backup, the newest backup of each stays."""

_COPY_WRONG = "备份写出来后检查没有通过，已经删掉。台账和以前的备份都在。请做一次“数据体检”，再备份到U盘。"


class OpenLedger(Protocol):
    """What a backup needs of an open ledger."""

    @property
    def folder(self) -> Path: ...
    @property
    def engine(self) -> Engine: ...
    @property
    def data_key(self) -> bytes: ...


def backup_if_changed(file: OpenLedger, why: str) -> Backup | None:
    """Back up an open ledger when something was written since its newest backup, else None. Raises DeskError."""
    made = list_backups(file.folder)
    with bare(file.engine) as raw:
        state = _state(raw, file.folder)
    if made and made[0].state == state:
        return None
    return make_backup(file.folder, file.engine, file.data_key, why)


def make_backup(
    ledger_folder: Path,
    engine: Engine,
    data_key: bytes,
    why: str,
    to: Path | None = None,
    *,
    now: datetime | None = None,
) -> Backup:
    """Save the ledger as it is now: into its own backups, thinned afterwards, or as one file into the folder ``to``.

    ``why`` is a short reason without personal data (关闭时, 导入前). Raises DeskError: no room, stick gone, ledger
    damaged; a damaged copy never takes the place of an older backup.
    """
    own = ledger_folder / BACKUPS
    with file_faults(own):
        own.mkdir(exist_ok=True)
    with held(own, _LOCK), _workplace(own) as work:
        _require_room(ledger_folder, own, to)
        about = _copy_ledger(ledger_folder, engine, data_key, work)
        when = now or datetime.now()
        about |= {"when": when.isoformat(timespec="seconds"), "why": why, "stands_alone": to is not None}
        photos = PhotoStore(ledger_folder, data_key)
        try:
            about["photos"] = len(photos.names())
            if to is not None:
                _copy_photos(photos, data_key, work)
            target = _free_name(to or own, ledger_folder.stem, when)
            with file_faults(target):
                write_parts(target, {path.name: path for path in sorted(work.iterdir())}, about)
            if to is None:
                thin(ledger_folder)
                _add_photos(photos, own, data_key)
        finally:
            photos.close()
    return read_manifest(target)


def list_backups(folder: Path) -> list[Backup]:
    """The readable backups of a ledger, or in a plain folder such as a stick's, newest first. Raises nothing."""
    place = folder / BACKUPS if (folder / BACKUPS).is_dir() else folder
    found = []
    for path in place.glob(f"*{SUFFIX}"):
        with suppress(DeskError):
            found.append(read_manifest(path))
    return sorted(found, key=lambda backup: (backup.when, backup.path.name), reverse=True)


def thin(folder: Path) -> list[Path]:
    """Delete the ledger's backups beyond 10 latest, 7 daily, 4 weekly, 12 monthly; returns what was deleted."""
    made = list_backups(folder)
    keep = {backup.path for backup in made[:_KEEP_LATEST]}
    for pattern, count in _KEEP:
        newest: dict[str, Path] = {}
        for backup in made:
            newest.setdefault(backup.when.strftime(pattern), backup.path)
        keep.update(list(newest.values())[:count])
    gone = [backup.path for backup in made if backup.path not in keep]
    for path in gone:
        with suppress(OSError):
            path.unlink()
    return gone


@contextmanager
def _workplace(own: Path) -> Iterator[Path]:
    """An empty folder for the parts; whatever an interrupted backup left is removed first."""
    work = own / _MAKING
    shutil.rmtree(work, ignore_errors=True)
    for part in own.glob(f"*{SUFFIX}.part"):
        part.unlink(missing_ok=True)
    with file_faults(work):
        work.mkdir()
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _require_room(ledger_folder: Path, own: Path, to: Path | None) -> None:
    """Before anything is written: the copy and the file made from it must both fit."""
    ledger = _size(ledger_folder / "ledger.db") + _size(ledger_folder / "ledger.db-wal") + _MARGIN
    photos = _size(ledger_folder / PHOTOS_DB)
    if to is None:
        require_space(own, 2 * ledger + max(0, photos - _size(own / PHOTOS_DB)))
        return
    if not to.is_dir():
        raise DeskError(f"找不到文件夹“{to.name}”，没有备份。台账没有变。请看看U盘是否插好，或换一个位置。")
    require_space(own, ledger + photos)
    require_space(to, ledger + photos)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _copy_ledger(ledger_folder: Path, engine: Engine, data_key: bytes, work: Path) -> dict[str, Any]:
    """A checked copy of records and keys in ``work``; gives what the manifest tells of it."""
    copy = work / "ledger.db"
    with bare(engine) as raw:
        state, before = _state(raw, ledger_folder), _counts(raw)
        raw.execute("VACUUM INTO ?", (str(copy),))
        unchanged = _state(raw, ledger_folder) == state and _counts(raw) == before
    counts = _checked(copy, data_key)
    if set(counts) != set(before) or (unchanged and counts != before):
        raise Damaged(_COPY_WRONG)
    keys = ledger_folder / KEYS_NAME
    with file_faults(keys):
        shutil.copyfile(keys if keys.exists() else ledger_folder / SPARE_NAME, work / KEYS_NAME)
    with sealed(copy, data_key) as raw:
        row = raw.execute("SELECT version_num FROM alembic_version").fetchone() if "alembic_version" in counts else None
    return {"schema": row[0] if row else "", "counts": counts, "state": state}


def _checked(copy: Path, data_key: bytes) -> dict[str, int]:
    with sealed(copy, data_key) as raw:
        found = damage(raw)
        if found:
            raise Damaged(_COPY_WRONG)
        return _counts(raw)


def _counts(raw: Any) -> dict[str, int]:
    names = raw.execute("SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite%'").fetchall()
    return {name: raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in sorted(names)}


def _state(raw: Any, folder: Path) -> str:
    """Changes with every step of work and with every change of users; settings of the window do not count."""
    keys = folder / KEYS_NAME
    digest = hashlib.sha256(keys.read_bytes() if keys.exists() else b"").hexdigest()[:16]
    tables = {name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type='table'")}
    steps = raw.execute(_STATE).fetchone() if "batch" in tables else (0, 0)
    return f"{steps[0]}-{steps[1]}-{digest}"


def _copy_photos(photos: PhotoStore, data_key: bytes, work: Path) -> None:
    engine = photos.engine()
    if engine is None:
        return
    copy = work / PHOTOS_DB
    with bare(engine) as raw:
        raw.execute("VACUUM INTO ?", (str(copy),))
    _checked(copy, data_key)


def _add_photos(photos: PhotoStore, own: Path, data_key: bytes) -> None:
    """Bring the backup's photos up to the ledger's. A damaged collection is set aside and made anew."""
    kept = PhotoStore(own, data_key)
    try:
        try:
            missing = sorted(photos.names() - kept.names())
        except Damaged:
            kept.close()
            _set_aside(own)
            kept = PhotoStore(own, data_key)
            missing = sorted(photos.names())
        for start in range(0, len(missing), _PHOTOS_AT_ONCE):
            kept.put_rows(photos.rows(missing[start : start + _PHOTOS_AT_ONCE]))
    finally:
        kept.close()


def _set_aside(own: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        path = own / (PHOTOS_DB + ending)
        if path.exists():
            os.replace(path, own / f"photos.damaged.db{ending}")


def _free_name(folder: Path, name: str, when: datetime) -> Path:
    """A name not yet taken, so that no backup is ever written over another."""
    stem = f"{name}-{when:%Y%m%d-%H%M}"
    count, path = 1, folder / f"{stem}{SUFFIX}"
    while path.exists():
        count += 1
        path = folder / f"{stem}-{count}{SUFFIX}"
    return path
