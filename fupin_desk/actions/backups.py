"""Backups, restoring into a new folder, the check-up of a ledger, and its users."""

from __future__ import annotations

from pathlib import Path

from fupin_desk.actions.session import Session
from fupin_desk.core.progress import QUIET, Task
from fupin_desk.store import backup, backup_file, checkup, fold, keys, passwords, restore
from fupin_desk.store.ballast import lay_ballast

Backup = backup.Backup
Restored = restore.Restored
User = keys.User
LEAST_LENGTH = passwords.LEAST_LENGTH
"""How many characters a password must have."""
DAMAGED_LOG = "有记录与变更日志对不上（{count} 条）。台账还能看。请先备份，再把备份交县里核对。"


def back_up(session: Session, to: Path | None = None, *, why: str = "手动") -> Backup:
    """Write a backup beside the ledger or, with ``to``, into another folder such as a stick; it is opened and checked."""
    return backup.make_backup(session.folder, session.file.engine, session.file.data_key, why, to)


def back_up_if_changed(session: Session, why: str) -> Backup | None:
    """A backup when anything was written since the last one (every 30 minutes, and on closing)."""
    return backup.backup_if_changed(session.file, why)


def backups(session: Session) -> list[Backup]:
    """The backups kept beside the ledger, the newest first."""
    return backup.list_backups(session.folder)


def backups_in(folder: Path) -> list[Backup]:
    """The backups of a ledger that is not open, or in a plain folder such as a stick's, the newest first."""
    return backup.list_backups(folder)


def read_backup(path: Path) -> Backup:
    """What a backup file tells of itself: when, how many of what. Raises DeskError when it is none or is damaged."""
    return backup_file.read_manifest(path)


def restore_backup(path: Path, new_folder: Path) -> Restored:
    """Unpack a backup into a folder that does not exist yet; the old ledger is not touched. Raises DeskError."""
    return restore.restore(path, new_folder)


def verify(session: Session, task: Task = QUIET) -> list[str]:
    """数据体检: damage in the files, records that are not what the log makes of them. Empty when all is well."""
    task.step(0, 2, "正在检查文件")
    found = checkup.verify(session.folder, session.file.engine, session.file.photos)
    task.step(1, 2, "正在核对变更日志")
    with session.file.read() as connection:
        wrong = fold.differences(connection, session.village)
    if wrong:
        found.append(DAMAGED_LOG.format(count=len(wrong)))
    return found


def refresh_cards(session: Session) -> None:
    """Work out every household's line and doubts anew."""
    session.file.refresh_cards()


def lay_reserve(session: Session) -> bool:
    """Keep some disk space in reserve beside the ledger, given back when the disk is full. True when it lies there."""
    return lay_ballast(session.folder)


def users(session: Session) -> list[User]:
    """Who may unlock this ledger."""
    return keys.list_users(session.folder)


def add_user(session: Session, name: str, duty: str, password: str) -> None:
    """Let another person unlock this ledger. Raises Invalid when the password is too weak."""
    keys.add_user(session.folder, session.file.data_key, name, duty, password)


def disable_user(session: Session, name: str) -> None:
    """Take a person's way in away. Raises DeskError for the last one."""
    keys.disable_user(session.folder, session.file.data_key, name)


def change_password(session: Session, name: str, old: str, new: str) -> None:
    """Change a password; the data are not written anew. Raises WrongPassword, Invalid."""
    keys.change_password(session.folder, name, old, new)


def set_password(session: Session, name: str, new: str) -> None:
    """Give another person a new password; a disabled person may unlock again with it. Raises Invalid."""
    keys.set_password(session.folder, session.file.data_key, name, new)


def set_recovery_code(session: Session, code: str) -> None:
    """Let a fresh code (session.fresh_code), already printed, open the ledger; the old one stops working."""
    keys.new_recovery_code(session.folder, session.file.data_key, code=code)


def password_faults(text: str, name: str = "") -> list[str]:
    """What is missing for a password to be taken, in words; empty when it is good."""
    return passwords.password_faults(text, name)


def password_strength(text: str) -> int:
    """0 to 4."""
    return passwords.password_strength(text)
