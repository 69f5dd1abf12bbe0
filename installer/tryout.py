"""Show the program on an invented village: in its window, or where there is no display as files in ./out."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

from machine import Unfit

VILLAGE = "石桥村.fupin"
PASSWORD = "fupin-demo"
FORMS = (
    ("household_survey", "贫困户信息采集表.pdf"),
    ("visit_record", "入户走访记录表.pdf"),
    ("pairing_roster", "结对帮扶花名册.pdf"),
)


def run(root: Path, python: Path) -> int:
    """Make the sample village if it is not there yet, then show it; the exit code is the program's."""
    program = Program(root, python)
    ledger = sample_village(program, root / ".sample")
    print(f"样本村在 {ledger}，口令是 {PASSWORD}", flush=True)
    if program.can_open_a_window():
        return program.window(ledger)
    return without_display(program, ledger, root / "out")


class Program:
    """The program in the checkout, started as a user's shell would start it, with the sample village's password."""

    def __init__(self, root: Path, python: Path) -> None:
        self._root = root
        self._python = python
        self._environment = dict(os.environ, FUPIN_PASSWORD=PASSWORD, PYTHONUTF8="1")

    def can_open_a_window(self) -> bool:
        """Whether Qt reaches a display; asked of Qt itself, because a DISPLAY that is set may lead nowhere."""
        if os.name != "nt" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
            return False
        ask = [str(self._python), "-c", "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"]
        return subprocess.run(ask, stderr=subprocess.DEVNULL).returncode == 0

    def window(self, ledger: Path) -> int:
        """Open the window on this ledger and wait until it is closed; returns the exit code."""
        command = [str(self._python), "-m", "fupin_desk", "--ledger", str(ledger)]
        return subprocess.call(command, cwd=self._root, env=self._environment)

    def do(self, what: str, *arguments: str, module: str = "fupin_desk") -> None:
        """One command, without a screen, saying what was done and how long it took; Unfit when it is refused."""
        started = time.monotonic()
        offscreen = dict(self._environment, QT_QPA_PLATFORM="offscreen")
        command = [str(self._python), "-m", module, *arguments]
        if subprocess.call(command, cwd=self._root, env=offscreen) not in (0, 3):  # 3: done, with problems listed
            raise Unfit(f"{what}没有做成。原因见上面的信息。")
        print(f"{what}，{time.monotonic() - started:.1f} 秒", flush=True)


def sample_village(program: Program, folder: Path) -> Path:
    """The invented village's ledger, made the first time; it appears only when it is whole."""
    ledger = folder / VILLAGE
    if not ledger.exists():
        unfinished = folder / "unfinished" / VILLAGE
        shutil.rmtree(unfinished.parent, ignore_errors=True)
        unfinished.parent.mkdir(parents=True)
        program.do("做一个虚构的村", "demo", str(unfinished))
        unfinished.rename(ledger)
        unfinished.parent.rmdir()
    return ledger


def without_display(program: Program, ledger: Path, out: Path) -> int:
    """The main job without a window: three forms, a workbook, a backup, and pictures of the main windows."""
    print("没有显示器：改为把成果写进 " + str(out), flush=True)
    out.mkdir(exist_ok=True)
    there = ("--ledger", str(ledger))
    for form, name in FORMS:
        program.do("打印 " + name, "print", form, "--all", "-o", str(out / name), *there)
    program.do("导出 农户花名册.xlsx", "export", "household_roster", "-o", str(out / "农户花名册.xlsx"), *there)
    program.do("备份", "backup", "-o", str(out / "备份"), *there)
    program.do("窗口图片", str(out / "窗口"), *there, module="fupin_desk.app.shots")
    print("\n都在 " + str(out) + "：")
    for path in sorted(path for path in out.rglob("*") if path.is_file()):
        print(f"  {path.relative_to(out)}  {path.stat().st_size / 1024:,.0f} KB")
    return 0
