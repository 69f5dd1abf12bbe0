"""One program at a time in a ledger folder, and the mark that tells a copy of a folder from the original.

The lock is the operating system's own, on an open file: it vanishes with its holder, however that ends, so there is no
stale lock to clear. The file's text (process and computer) is only for the sentence a second opener gets to read.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from fupin_desk.core.errors import DeskError
from fupin_desk.core.files import file_faults, write_atomic

if sys.platform == "win32":
    import msvcrt
    import winreg
else:
    import fcntl

LOCK_NAME: Final = "open.lock"
INSTANCE_NAME: Final = "instance.json"
_LOCKED_BYTE: Final = 1 << 20  # far behind the text: Windows keeps others from reading a locked byte
_DB_NAME: Final = "ledger.db"
_OPEN_HERE: Final = (
    "这本台账已经在另一个窗口里打开了{place}，没有再开一次。台账没有受影响。请回到那个窗口，或先把它关掉。"
)


class AlreadyOpen(DeskError):
    """Another window or program works in this ledger folder."""


class InstanceLock:
    """Keeps a folder for this program, from ``acquire`` until ``release`` or the program's end."""

    def __init__(self, folder: Path, name: str = LOCK_NAME) -> None:
        self._path = folder / name
        self._file: int | None = None

    def acquire(self) -> None:
        """Take the folder. Raises AlreadyOpen, or DeskError where the folder cannot be written."""
        if self._file is not None:
            raise AlreadyOpen(_OPEN_HERE.format(place=""))
        with file_faults(self._path):
            file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        if not _lock(file):
            text = _holder(file)
            os.close(file)
            raise AlreadyOpen(text)
        self._file = file
        with suppress(OSError):  # a full disk must not keep anyone out
            os.ftruncate(file, 0)
            os.lseek(file, 0, os.SEEK_SET)
            os.write(file, _who().encode())

    def release(self) -> None:
        """Give the folder back. Calling it again changes nothing."""
        if self._file is None:
            return
        file, self._file = self._file, None
        with suppress(OSError):
            os.ftruncate(file, 0)
        _unlock(file)
        os.close(file)


@contextmanager
def held(folder: Path, name: str = LOCK_NAME) -> Iterator[None]:
    """Hold the folder while inside. Raises AlreadyOpen."""
    lock = InstanceLock(folder, name)
    lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _who() -> str:
    return json.dumps({"process": os.getpid(), "computer": platform.node()})


def _holder(file: int) -> str:
    try:
        os.lseek(file, 0, os.SEEK_SET)
        who = json.loads(os.read(file, 1000))
        place = "" if who["computer"] == platform.node() else f"（在电脑 {who['computer']} 上）"
    except (OSError, ValueError, KeyError, TypeError):
        place = ""
    return _OPEN_HERE.format(place=place)


if sys.platform == "win32":

    def _lock(file: int) -> bool:
        os.lseek(file, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        os.lseek(file, 0, os.SEEK_SET)
        return True

    def _unlock(file: int) -> None:
        os.lseek(file, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)

    def _machine() -> str:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])

else:

    def _lock(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)

    def _machine() -> str:
        return Path("/etc/machine-id").read_text("ascii").strip()


def needs_new_replica(folder: Path) -> bool:
    """Whether this folder must take a new replica id before anything is written (safety.md 0.9).

    True for a new or restored ledger, a copied folder, a cloned disk. With the same id two laptops would give different
    changes the same name.
    """
    found = _read(folder)
    return found is None or bool(found.get("restored", True)) or found.get("place") != _place(folder)


def settle(folder: Path) -> None:
    """Note that the ledger in this folder has its own replica id; called after the id was saved. Raises DeskError."""
    content = {"restored": False, "place": _place(folder)}
    write_atomic(folder / INSTANCE_NAME, json.dumps(content).encode())


def mark_restored(folder: Path) -> None:
    """Note that this folder came out of a backup."""
    write_atomic(folder / INSTANCE_NAME, json.dumps({"restored": True}).encode())


def _read(folder: Path) -> dict[str, Any] | None:
    try:
        content = json.loads((folder / INSTANCE_NAME).read_bytes())
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) else None


def _place(folder: Path) -> str:
    """This computer and this very file, hashed: the file number changes with a copy and stays with a rename."""
    try:
        machine = _machine()
    except OSError:
        machine = platform.node()
    number = (folder / _DB_NAME).stat().st_ino if (folder / _DB_NAME).exists() else 0
    return hashlib.sha256(f"{machine}|{number}".encode()).hexdigest()[:32]
