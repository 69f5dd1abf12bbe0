"""Read any table file a county hands out: checked first, parsed in a limited process, given back as plain cells."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from fupin_desk.core.errors import DeskError
from fupin_desk.core.progress import QUIET, Task
from fupin_desk.sheets.cells import Cell, Damaged, RawSheet, Workbook
from fupin_desk.sheets.limits import MAX_ROWS, MAX_SECONDS, Checked, check, locked, refuse

FROZEN_FLAG = "--read-table"
"""What the frozen program is started with to become the reading child; ``app`` looks for it before anything else."""

SHOW_EVERY = 0.1
"""Seconds between two reports of progress."""
_ROOT = str(Path(__file__).resolve().parents[2])


def read(path: Path, task: Task = QUIET, *, seconds: float = MAX_SECONDS) -> Workbook:
    """The sheets of one file. Raises DeskError (refused, with a sentence) or Cancelled; never changes the file."""
    checked = check(path)
    sheets: list[RawSheet] = []
    with _child(checked, seconds) as (child, overdue):
        fault = _collect(child, sheets, task, path.name)
    if overdue.is_set():
        raise refuse(path, f"读了 {seconds:.0f} 秒还没有读完", "请用WPS或Excel打开它，只留需要的工作表另存为 xlsx")
    if fault:
        raise _fault(path, fault)
    return Workbook(path.name, checked.kind, [_trimmed(sheet) for sheet in sheets])


def _command(checked: Checked) -> list[str]:
    start = [FROZEN_FLAG] if getattr(sys, "frozen", False) else ["-m", "fupin_desk.sheets.child"]
    return [sys.executable, *start, checked.kind, os.fspath(checked.path.resolve())]


@contextmanager
def _child(checked: Checked, seconds: float) -> Iterator[tuple[subprocess.Popen[bytes], threading.Event]]:
    """Start the reading process; it is ended when time is up, when the work is cancelled, in any case at the end."""
    environment = dict(os.environ)
    environment["PYTHONPATH"] = os.pathsep.join([_ROOT, *filter(None, [os.environ.get("PYTHONPATH")])])
    no_window = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        child = subprocess.Popen(
            _command(checked),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            creationflags=no_window,
        )
    except OSError as error:
        raise DeskError("读表格的部件没有启动起来。台账没有变。请重新启动程序，或重新安装后再导入。") from error
    overdue = threading.Event()

    def end() -> None:
        overdue.set()
        child.kill()

    timer = threading.Timer(seconds, end)
    timer.start()
    try:
        yield child, overdue
    finally:
        timer.cancel()
        child.kill()
        if child.stdout is not None:
            child.stdout.close()
        child.wait()


def _collect(child: subprocess.Popen[bytes], sheets: list[RawSheet], task: Task, name: str) -> str:
    """Take the child's lines as they come. Returns '' at a good end, else the fault's name."""
    assert child.stdout is not None
    shown = time.monotonic()
    for line in child.stdout:
        try:
            value = json.loads(line)
        except ValueError:
            return "broken"
        if isinstance(value, list):
            sheets[-1].rows.extend([_cell(cell) for cell in row] for row in value)
            if time.monotonic() - shown > SHOW_EVERY:
                shown = time.monotonic()
                task.step(len(sheets[-1].rows), 0, f"读取 {name}")
        elif "fault" in value:
            return str(value["fault"])
        elif "end" in value:
            return ""
        else:
            sheets.append(_opened(value))
    return "large" if child.wait() < 0 or child.returncode > 1 else "broken"


def _opened(value: dict[str, Any]) -> RawSheet:
    return RawSheet(str(value["sheet"]), [], tuple(tuple(area) for area in value["merged"]), bool(value["hidden"]))


def _cell(value: Any) -> Cell:
    """A cell from its JSON form."""
    if type(value) is not list:
        return value  # type: ignore[no-any-return]  # str, int, float, bool or None by construction
    if value[0] == "d":
        return datetime.fromisoformat(value[1]) if "T" in value[1] else date.fromisoformat(value[1])
    return Damaged(value[1], value[2])


def _trimmed(sheet: RawSheet) -> RawSheet:
    """Without the blank rows below the last cell."""
    while sheet.rows and not sheet.rows[-1]:
        sheet.rows.pop()
    return sheet


def _fault(path: Path, fault: str) -> DeskError:
    if fault == "locked":
        return locked(path)
    if fault == "large":
        return refuse(path, f"里面的表太大（最多 {MAX_ROWS:,} 行、200 列）", "请删掉多余的行和列，另存一份")
    return refuse(path, "不完整或已损坏", "请用WPS或Excel打开它，另存为 xlsx，或向发文件的人再要一份")
