"""A small village, invented printers, and 打印中心 open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fupin_desk.actions.session import Session
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.frame import MainWindow
from fupin_desk.gui.memory import Memory
from fupin_desk.gui.pages import printing as printing_module
from fupin_desk.gui.pages import printing_binding, printing_machine
from fupin_desk.gui.pages.printing_forms import FormList
from fupin_desk.gui.pages.printing_machine import Machine
from tests.gui.printing.kit import (
    COARSE,
    PLAIN,
    TURNING,
    VISITS,
)
from tests.gui.small_village import open_window


@pytest.fixture
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Two printers that print into PDF files; the files in the order they were printed."""
    made: list[Path] = []

    def open_printer(machine: Machine) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.append(tmp_path / f"{machine.name}{len(made)}.pdf")
        printer.setOutputFileName(str(made[-1]))
        return printer

    monkeypatch.setattr(printing_machine, "_SCALE", COARSE)
    monkeypatch.setattr(printing_machine, "list_machines", lambda: [PLAIN, TURNING])
    monkeypatch.setattr(printing_machine, "look_closely", lambda m: PLAIN if m.name == "plain" else TURNING)
    monkeypatch.setattr(printing_machine, "open_printer", open_printer)
    return made


@pytest.fixture
def desk(desk_app: QApplication, session: Session, tmp_path: Path) -> Iterator[Desk]:
    """A desk on the sample with a memory of its own."""
    made = Desk(session, memory=Memory(tmp_path / "memory.json"))
    yield made
    made.stop()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """No pictures of forms, no counting of folders unasked: most tests are about neither, and each takes seconds."""
    monkeypatch.setattr(FormList, "missing_sample", lambda _self: None)
    monkeypatch.setattr(printing_binding, "COUNTED", 0)


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, papers: list[Path], asked: list[tuple[str, Any]], quick: None) -> MainWindow:
    """A window with 打印中心 and stand-ins for the other pages."""
    desk.memory.put("printing.recent", [VISITS])
    return open_window(qtbot, desk, {"printing": printing_module.make}, asked)
