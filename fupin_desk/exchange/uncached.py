"""Reading back what really lies on a stick, not what the system still remembers of it."""

from __future__ import annotations

import contextlib
import mmap
import os
import sys
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import BinaryIO, cast

if sys.platform == "win32":
    import ctypes
    import msvcrt
    from ctypes import wintypes

_BLOCK = 1 << 20
"""A multiple of every sector size, as unbuffered reading on Windows asks."""


def forget(path: Path) -> None:
    """Ask the system to drop its copy of a file already flushed (where it offers this). Raises OSError."""
    if sys.platform == "linux":
        handle = os.open(path, os.O_RDONLY)
        try:
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(handle)


def open_uncached(path: Path) -> BinaryIO:
    """Open for reading in order from the start, past the system's cache where that is possible. Raises OSError."""
    forget(path)
    if sys.platform == "win32":
        with contextlib.suppress(OSError):
            return cast(BinaryIO, BufferedReader(_Aligned(_unbuffered(path)), _BLOCK))
    return path.open("rb")


class _Aligned(RawIOBase):
    """Reads whole blocks into memory that begins on a page, and hands them on in any size."""

    def __init__(self, handle: int) -> None:
        self._file = os.fdopen(handle, "rb", buffering=0)
        self._block = mmap.mmap(-1, _BLOCK)
        self._view = memoryview(self._block)
        self._start = self._end = 0

    def readable(self) -> bool:
        return True

    def readinto(self, target: object) -> int:
        wanted = memoryview(cast(bytearray, target)).cast("B")
        if self._start == self._end:
            self._start, self._end = 0, self._file.readinto(self._view) or 0
        count = min(len(wanted), self._end - self._start)
        wanted[:count] = self._view[self._start : self._start + count]
        self._start += count
        return count

    def close(self) -> None:
        if not self.closed:
            self._file.close()
            self._view.release()
            self._block.close()
        super().close()


if sys.platform == "win32":

    def _unbuffered(path: Path) -> int:
        """A descriptor opened with FILE_FLAG_NO_BUFFERING. Raises OSError."""
        create = ctypes.WinDLL("kernel32", use_last_error=True).CreateFileW
        create.restype = wintypes.HANDLE
        create.argtypes = [wintypes.LPCWSTR, *[wintypes.DWORD] * 2, wintypes.LPVOID, *[wintypes.DWORD] * 2, wintypes.HANDLE]
        generic_read, share_read, open_existing, no_buffering = 0x80000000, 1, 3, 0x20000000
        handle = create(str(path), generic_read, share_read, None, open_existing, no_buffering, None)
        if handle in (None, wintypes.HANDLE(-1).value):
            raise ctypes.WinError(ctypes.get_last_error())
        return msvcrt.open_osfhandle(handle, os.O_RDONLY | os.O_BINARY)
