"""A reserve of disk space that is given back when the disk is full, so that work in hand can still be saved."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

NAME: Final = "ballast.bin"
SIZE: Final = 32_000_000
_ROOM: Final = 10  # it is laid only where ten times as much is free


def lay_ballast(folder: Path, size: int = SIZE) -> bool:
    """Keep ``size`` bytes in reserve where there is ample room. True when the reserve is there afterwards."""
    path = folder / NAME
    if path.exists() and path.stat().st_size == size:
        return True
    part = path.with_name(NAME + ".part")
    try:
        if shutil.disk_usage(folder).free < size * _ROOM:
            return False
        with part.open("wb") as out:
            out.write(os.urandom(size))  # zeros would take no room on a compressing disk
            out.flush()
            os.fsync(out.fileno())
        os.replace(part, path)
    except OSError:
        with suppress(OSError):
            part.unlink()
        return False
    return True


def release_ballast(folder: Path) -> bool:
    """Give the reserve back to a full disk. True when there was one."""
    try:
        (folder / NAME).unlink()
    except OSError:
        return False
    return True
