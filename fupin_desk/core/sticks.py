"""USB sticks that are plugged in now: where they are mounted and how much room they have."""

from __future__ import annotations

import shutil
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

if sys.platform == "win32":
    import ctypes

_REMOVABLE = 2
"""DRIVE_REMOVABLE of Windows' GetDriveTypeW."""
_MOUNTED_BELOW = ("/media/", "/run/media/", "/mnt/")
"""Where Linux desktops (UOS, Kylin, Debian) mount what is plugged in."""


@dataclass(frozen=True)
class Stick:
    """One stick: its root, what to call it (E: or its label) and its free bytes."""

    path: Path
    name: str
    free_bytes: int


def sticks() -> list[Stick]:
    """Every stick that can be read now. One that is pulled out meanwhile is left out; nothing is raised."""
    found = []
    for path in _roots():
        with suppress(OSError):
            found.append(Stick(path, path.name or str(path).rstrip("\\/"), shutil.disk_usage(path).free))
    return found


if sys.platform == "win32":

    def _roots() -> list[Path]:
        kernel = ctypes.windll.kernel32
        drives = kernel.GetLogicalDrives()
        letters = [chr(ord("A") + at) for at in range(26) if drives >> at & 1]
        return [Path(f"{letter}:\\") for letter in letters if kernel.GetDriveTypeW(f"{letter}:\\") == _REMOVABLE]

else:

    def _roots() -> list[Path]:
        try:
            lines = Path("/proc/mounts").read_text(encoding="utf-8").splitlines()
        except OSError:
            return []
        places = [line.split()[1].replace("\\040", " ") for line in lines if line.startswith("/dev/")]
        return [Path(place) for place in places if place.startswith(_MOUNTED_BELOW)]
