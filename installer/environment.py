"""The program's own Python environment, .venv in the checkout, made from requirements.lock.

A stamp in it says for which lock file, Python and place it was made, and is written last: without the right stamp the
environment is brought up to date in place, never thrown away, as long as its Python still starts.
"""

from __future__ import annotations

import hashlib
import platform
import subprocess
import sys
import time
from pathlib import Path

from machine import VERSION, Unfit

STAMP = "fupin-desk.stamp"


def ensure(root: Path) -> Path:
    """The Python of the checkout's environment, which is made or completed first where needed. Raises Unfit."""
    place = root / ".venv"
    python = _python_of(place)
    stamp = place / STAMP
    key = _key(root)
    if python.exists() and stamp.exists() and stamp.read_text("utf-8").strip() == key:
        return python
    started = time.monotonic()
    print("正在准备运行环境 .venv（第一次约要下载 250 MB，请等几分钟）……", flush=True)
    stamp.unlink(missing_ok=True)
    if not _starts(python):
        _do([sys.executable, "-m", "venv", "--clear", str(place)], "运行环境没有建成。")
    install = ["install", "-qq", "--disable-pip-version-check", "--no-input", "--require-hashes", "--no-deps"]
    install += ["--only-binary", ":all:", "-r", str(root / "requirements.lock")]
    _do([str(python), "-m", "pip", *install], "依赖没有装全。请检查网络或 pip 的镜像设置，再运行一次同样的命令。")
    _make_importable(python, root)
    stamp.write_text(key + "\n", "utf-8")
    print(f"运行环境已备好，用时 {time.monotonic() - started:.0f} 秒。", flush=True)
    return python


def _python_of(place: Path) -> Path:
    return place / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def _key(root: Path) -> str:
    """Changes with the lock file, the Python, the machine's kind, and when the checkout is moved."""
    digest = hashlib.sha256((root / "requirements.lock").read_bytes())
    digest.update(f"{VERSION} {sys.platform} {platform.machine()} {root}".encode())
    return digest.hexdigest()


def _starts(python: Path) -> bool:
    """Whether there is a Python 3.11 with pip; the one it was made from may have been removed since."""
    test = f"import sys, pip; sys.exit(sys.version_info[:2] != {VERSION})"
    return python.exists() and subprocess.call([str(python), "-c", test], stderr=subprocess.DEVNULL) == 0


def _make_importable(python: Path, root: Path) -> None:
    """Let the environment import the checkout from any working directory."""
    ask = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = subprocess.run(ask, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout.strip()
    # A plain path would be read in the locale's encoding or in UTF-8, as the mode has it; a line of code is ASCII.
    line = f"import sys; sys.path.append({str(root)!a})\n"
    Path(packages, "fupin_desk.pth").write_text(line, "ascii")


def _do(command: list[str], refused: str) -> None:
    if subprocess.call(command) != 0:
        raise Unfit(refused)
