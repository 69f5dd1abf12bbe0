"""Making a ledger folder out of a backup: always a new folder, never over an existing one."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fupin_desk.core.errors import DeskError
from fupin_desk.core.files import file_faults, require_space, sync_folder, with_retry
from fupin_desk.store.backup_file import Backup, read_manifest, unpack
from fupin_desk.store.instance import held, mark_restored
from fupin_desk.store.keys import KEYS_NAME, SPARE_NAME
from fupin_desk.store.photos import PHOTOS_DB

_LOCK: Final = "backup.lock"
_MARGIN: Final = 4_000_000
_NO_PHOTOS = (
    "这份备份旁边没有照片库，{count} 张照片没有恢复。请把原来“backups”文件夹里的 photos.db 一起拷来，再恢复一次。"
)
_PASSWORDS = "请用备份那天（{when:%Y年%m月%d日}）的口令打开；忘了口令，可以用当时打印的恢复码。"


@dataclass(frozen=True)
class Restored:
    """A ledger folder made from a backup, and what the person should know about it, in Chinese."""

    folder: Path
    backup: Backup
    photos_missing: int
    notes: tuple[str, ...]


def restore(backup: Path, new_folder: Path) -> Restored:
    """Unpack a backup into a new ledger folder; its opener then takes a new replica id (instance.json).

    Raises DeskError: folder not empty, no room, backup damaged or newer. The folder appears whole or not at all.
    """
    if new_folder.exists() and (not new_folder.is_dir() or any(new_folder.iterdir())):
        raise DeskError(f"“{new_folder.name}”里已经有内容，没有恢复。原有的内容都在。请换一个新的文件夹名。")
    about = read_manifest(backup)
    beside = backup.parent / PHOTOS_DB
    needs_photos = not about.stands_alone and about.photos > 0
    take_photos = needs_photos and beside.is_file()
    making = new_folder.with_name(new_folder.name + ".part")
    with file_faults(new_folder):
        new_folder.parent.mkdir(parents=True, exist_ok=True)
        require_space(new_folder.parent, about.size + (beside.stat().st_size if take_photos else 0) + _MARGIN)
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir()
        try:
            unpack(backup, lambda name: making / name)
            shutil.copyfile(making / KEYS_NAME, making / SPARE_NAME)
            if take_photos:
                _copy_photos(backup.parent, making)
            mark_restored(making)
            sync_folder(making)
            if new_folder.exists():
                new_folder.rmdir()
            with_retry(lambda: os.rename(making, new_folder))
            sync_folder(new_folder.parent)
        except BaseException:
            shutil.rmtree(making, ignore_errors=True)
            raise
    missing = about.photos if needs_photos and not take_photos else 0
    notes = [_PASSWORDS.format(when=about.when)]
    if missing:
        notes.append(_NO_PHOTOS.format(count=missing))
    return Restored(new_folder, about, missing, tuple(notes))


def _copy_photos(source: Path, target: Path) -> None:
    """The photo collection as it lies there, with its log if a crash left one; no backup may be running meanwhile."""
    with held(source, _LOCK):
        for ending in ("", "-wal"):
            path = source / (PHOTOS_DB + ending)
            if path.exists():
                shutil.copyfile(path, target / path.name)
