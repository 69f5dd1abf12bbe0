"""The program with its window: log, theme, faults nobody caught, and the end that always locks the ledger."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from fupin_desk.app import places
from fupin_desk.app.house import House
from fupin_desk.app.screen import start_screen
from fupin_desk.core.log import start_log
from fupin_desk.gui.bug import show_bug
from fupin_desk.gui.memory import Memory

_WAKE_MS = 500


def run_window(folder: Path | None, user: str = "") -> int:
    """Open the window on this ledger, the last one or the wizard, and stay until it is closed; the exit code."""
    start_log(places.log_folder())
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName(places.NAME)
    app.setQuitOnLastWindowClosed(False)
    memory = Memory(places.settings_file())
    start_screen(app, memory)
    house = House(memory, places.ledgers_folder())
    house.ended.connect(app.quit)
    _catch_faults()
    _end_on_signals(app)
    try:
        # A password in the environment is for scripts and for looking at the sample village.
        house.start(folder, user, os.environ.get("FUPIN_PASSWORD", ""))
        return int(app.exec())
    finally:
        house.stop()


def _catch_faults() -> None:
    """What a slot raises: one dialog, and the program goes on. Never a message with anybody's data on the terminal."""

    def caught(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        window = QApplication.activeWindow()
        show_bug(window, "window", error)

    sys.excepthook = caught


def _end_on_signals(app: QApplication) -> None:
    """Ctrl+C in the terminal and a system that shuts down end the program in order."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: app.quit())
    wake = QTimer(app, interval=_WAKE_MS)  # Python sees a signal only when it gets to run
    wake.timeout.connect(lambda: None)
    wake.start()
