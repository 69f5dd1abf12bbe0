"""A file that is written as it is made, and appears under its name only when it is whole."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from fupin_desk.core.errors import DeskError
from fupin_desk.core.files import file_faults, sync_folder, with_retry

_writing: set[str] = set()
_guard = threading.Lock()


@contextmanager
def partial_file(path: Path) -> Iterator[BinaryIO]:
    """Write beside ``path`` and put the file in its place at the end; after any failure nothing is left behind.

    Raises DeskError when the disk is full or cannot be written, and at once, before anything is drawn, for a place that
    can be no file or is being written by another print.
    """
    if not path.name:
        raise DeskError("没有写明文件名。没有写文件。请在文件夹后面加上文件名，例如 花名册.pdf。")
    part = path.with_name(path.name + ".part")
    with _alone(path), file_faults(path):
        _check_place(path)
        try:
            with part.open("wb") as out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            with_retry(lambda: os.replace(part, path))
            sync_folder(path.parent)
        except BaseException:
            with contextlib.suppress(OSError):
                part.unlink()
            raise


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """No second print into the same file at a time: both would write into one ``.part``."""
    key = os.path.normcase(os.path.abspath(path))
    with _guard:
        if key in _writing:
            raise DeskError(f"另一次打印正在写“{path.name}”。这一次没有打印。请等它写完，或换一个文件名。")
        _writing.add(key)
    try:
        yield
    finally:
        with _guard:
            _writing.discard(key)


def _check_place(path: Path) -> None:
    """Raises DeskError for a folder or a device, OSError for a file that may not be written or another program holds:
    better now than after ten minutes of drawing."""
    if path.is_dir():
        raise DeskError(f"“{path.name}”是文件夹，不能写成文件。没有写文件。请在后面加上文件名。")
    if path.is_file():
        with path.open("r+b"):
            return
    if path.exists():
        raise DeskError(f"“{path.name}”不是普通文件，不能写。没有写文件。请换一个文件名。")
