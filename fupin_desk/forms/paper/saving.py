"""A file that is written as it is made, and appears under its name only when it is whole."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from fupin_desk.core.files import file_faults, sync_folder, with_retry


@contextmanager
def partial_file(path: Path) -> Iterator[BinaryIO]:
    """Write beside ``path`` and put the file in its place at the end; after any failure nothing is left behind.

    Raises DeskError when the disk is full or cannot be written.
    """
    part = path.with_name(path.name + ".part")
    with file_faults(path):
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
