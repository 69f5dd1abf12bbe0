"""Writing files so that a power cut leaves the old one or the new one, and naming the world's faults in Chinese."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from fupin_desk.core.errors import DeskError

_RETRY_WINERRORS = frozenset({5, 32, 33})
_MESSAGES = {
    errno.ENOSPC: "磁盘满了，“{name}”没有写成。原有的内容都在。请先腾出一些空间，再试一次。",
    errno.EROFS: "“{name}”所在的盘是只读的，写不进去。原有的内容都在。请换一个位置或U盘再试。",
    errno.EACCES: "没有权限写“{name}”。原有的内容都在。请换一个文件夹，或关掉正在打开它的程序再试。",
    errno.EPERM: "没有权限写“{name}”。原有的内容都在。请换一个文件夹，或关掉正在打开它的程序再试。",
    errno.ENOENT: "找不到“{name}”。没有改动任何内容。请看看U盘是否还插着，或重新选一个位置。",
    errno.EIO: "读写“{name}”时设备没有回应。台账没有变。请重新插好U盘，或换一个盘再试。",
}
_DEFAULT = "写“{name}”时出了问题。原有的内容都在。请换一个位置再试一次。"


def world_fault(error: OSError, path: Path) -> DeskError:
    """The sentence for a file error; only the file's own name is shown, never its folder."""
    text = _MESSAGES.get(error.errno or 0, _DEFAULT)
    return DeskError(text.format(name=path.name))


@contextmanager
def file_faults(path: Path) -> Iterator[None]:
    """Turn an OSError inside into a DeskError that names the file."""
    try:
        yield
    except OSError as error:
        raise world_fault(error, path) from error


def with_retry(act: Callable[[], None], seconds: float = 2.5) -> None:
    """Repeat a rename that a virus scanner or indexer holds up on Windows (WinError 5, 32, 33)."""
    deadline = time.monotonic() + seconds
    wait = 0.02
    while True:
        try:
            return act()
        except OSError as error:
            if getattr(error, "winerror", None) not in _RETRY_WINERRORS or time.monotonic() > deadline:
                raise
        time.sleep(wait)
        wait = min(wait * 2, 0.4)


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder durable where the system offers it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_atomic(path: Path, data: bytes) -> None:
    """Write ``data`` so that after a power cut the file is the old one or the new one. Raises DeskError."""
    part = path.with_name(path.name + ".part")
    with file_faults(path):
        try:
            with part.open("wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            with_retry(lambda: os.replace(part, path))
            sync_folder(path.parent)
        except OSError:
            with contextlib.suppress(OSError):
                part.unlink()
            raise


def require_space(folder: Path, need_bytes: int) -> None:
    """Refuse before starting when the disk has not the room. Raises DeskError naming both sizes."""
    free = shutil.disk_usage(folder).free
    if free < need_bytes:
        raise DeskError(
            f"磁盘只剩 {show_size(free)}，这一步要 {show_size(need_bytes)}。台账没有变。请先腾出空间，或换一个位置。"
        )


def show_size(count_bytes: int) -> str:
    """A file size as on screen: 88.5 MB."""
    if count_bytes < 1_000_000:
        return f"{max(1, round(count_bytes / 1000))} KB"
    if count_bytes < 1_000_000_000:
        return f"{count_bytes / 1_000_000:.1f} MB"
    return f"{count_bytes / 1_000_000_000:.1f} GB"
