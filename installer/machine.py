"""What the machine has to bring: Python 3.11 with venv, and the system libraries that Qt's own wheels do not carry.

Standard library only, and free of syntax newer than Python 3.7: UOS 20 starts this with 3.7 and must get a sentence.
"""

from __future__ import annotations

import ctypes
import importlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

VERSION = (3, 11)
VERSION_TEXT = "3.11"

# What PySide6 6.9.3 asks the system for (the NEEDED entries of its Core, Gui, Widgets, PrintSupport, Svg and DBus, and
# of the plugins for X11, offscreen, images, input and printing), by the Debian package that brings it. UOS, Kylin and
# Ubuntu use the same names.
LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libz.so.1": "zlib1g",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libcups.so.2": "libcups2",
}
# Besides these, the X11 plugin of PySide6 6.8.0.2, which arm64 uses.
ARM_LIBRARIES = {"libSM.so.6": "libsm6", "libICE.so.6": "libice6"}


class Unfit(Exception):
    """The machine lacks something; the text says in Chinese what, and the one command that brings it."""


def go_on_with_the_right_python(arguments: list[str]) -> None:
    """Return when this is Python 3.11; otherwise start a 3.11 that lies around with the same arguments and end with it.

    Raises Unfit when there is none.
    """
    if sys.version_info[:2] == VERSION:
        return
    for command in (["python" + VERSION_TEXT], ["py", "-" + VERSION_TEXT]):
        if shutil.which(command[0]) and _is_the_right_one(command):
            sys.exit(subprocess.call([*command, *arguments]))
    raise Unfit(
        f"本程序需要 Python {VERSION_TEXT}，现在运行的是 {platform.python_version()}。"
        f"装好 Python {VERSION_TEXT} 后，用它再运行一次同样的命令。"
    )


def _is_the_right_one(command: list[str]) -> bool:
    """Tried, because a name on the path may be a stand-in that starts nothing."""
    test = f"import sys; sys.exit(sys.version_info[:2] != {VERSION})"
    return subprocess.call([*command, "-c", test], stderr=subprocess.DEVNULL) == 0


def prepare() -> None:
    """See that venv and the libraries of Qt are there; as root on a Debian-like system install what is missing.

    Raises Unfit with the one command to run where this may not install.
    """
    packages = missing_packages()
    if not packages:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not _may_install():
        raise Unfit(_how_to_install(install))
    print("缺少系统软件包，正在安装：" + " ".join(packages), flush=True)
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    for command in (["apt-get", "update", "-q"], ["apt-get", *install[1:2], "-q", *install[2:]]):
        if subprocess.call(command, env=environment, stdout=subprocess.DEVNULL) != 0:
            raise Unfit("系统软件包没有装上，其他什么都没有改动。请检查软件源，再运行：" + " ".join(command))
    importlib.invalidate_caches()
    if missing_packages():
        raise Unfit("装好后仍缺少：" + " ".join(missing_packages()) + "。请检查系统的软件源。")


def missing_packages() -> list[str]:
    """Debian packages to install before anything can run, in a fixed order; empty on Windows."""
    if sys.platform == "win32":
        return []
    packages = [] if has_venv() else [f"python{VERSION_TEXT}-venv"]
    libraries = dict(LIBRARIES)
    if platform.machine() == "aarch64":
        libraries.update(ARM_LIBRARIES)
    packages += sorted({package for name, package in libraries.items() if not _loads(name)})
    return packages


def has_venv() -> bool:
    """Debian's Python comes without ensurepip, and makes no environment until python3.11-venv is installed."""
    return all(importlib.util.find_spec(name) is not None for name in ("venv", "ensurepip"))


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _is_debian_like() -> bool:
    return Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None


def _may_install() -> bool:
    return _is_debian_like() and os.geteuid() == 0


def _how_to_install(install: list[str]) -> str:
    if _is_debian_like():
        return "缺少系统软件包。请运行下面这一条命令，然后再来一次：\n    sudo " + " ".join(install)
    return "缺少系统软件包。请用本系统的软件管理器安装与这些 Debian 包相当的软件：" + " ".join(install[4:])
