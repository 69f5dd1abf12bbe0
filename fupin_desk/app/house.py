"""From the start of the program to its end: wizard or unlock, then the ledger's window, locked, unlocked, closed."""

from __future__ import annotations

import importlib
import threading
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QCloseEvent

from fupin_desk.app.pages import FIRST, MODULES
from fupin_desk.app.screen import PersonMemory
from fupin_desk.core.log import log
from fupin_desk.gui.memory import Memory
from fupin_desk.gui.start import verbs
from fupin_desk.gui.start.window import StartWindow

_LEDGER_WINDOW = "fupin_desk.app.ledgerwindow"
_WIDTH, _HEIGHT = 1366, 728
_DRAFTS = "锁前没保存的改动存成了草稿，打开后接着填"


class Door(StartWindow):
    """The start window; closing it ends the program unless a ledger is just being made or opened."""

    closed = Signal()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.desk.busy():
            event.ignore()
            return
        event.accept()
        self.closed.emit()


class House(QObject):
    """Owns the windows. ``usable``: a ledger's first page stands. ``ended``: nothing is open any more."""

    usable = Signal()
    ended = Signal()

    def __init__(self, memory: Memory, home: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.memory = memory
        self.door = Door(memory, home)
        self.ledger: Any = None
        self._places: dict[tuple[str, str], tuple[str, Any]] = {}
        self.door.opened.connect(self._open)
        self.door.closed.connect(self._end)

    # Start

    def start(self, folder: Path | None, user: str = "", password: str = "") -> None:
        """Show the unlock page of this ledger (else of the last one), or the wizard where there is none."""
        recent = self.door.shelf.recent()
        wanted = folder or (recent[0] if recent else None)
        self._place_door()
        if wanted is None:
            self.door.show_wizard()
        elif verbs.is_ledger(wanted):
            self.door.show_unlock(wanted.resolve(), user=user, offered=password)
        else:
            self._show_without(wanted, recent)
        QTimer.singleShot(0, self, self._preload)

    def _show_without(self, wanted: Path, recent: list[Path]) -> None:
        """A folder was named that is no ledger: say so over what else there is."""
        if recent:
            self.door.show_unlock(recent[0])
        else:
            self.door.show_wizard()
        self.door.take_folder(wanted)

    def _place_door(self) -> None:
        size = self.memory.get("window")
        if isinstance(size, list) and len(size) == 2:
            self.door.resize(int(size[0]), int(size[1]))
        else:
            self.door.resize(_WIDTH, _HEIGHT)
        if self.memory.get("maximized", True):
            self.door.showMaximized()
        else:
            self.door.show()

    def _preload(self) -> None:
        """Load the database and the first page while the person types the password."""
        threading.Thread(target=self._load, name="preload", daemon=True).start()

    def _load(self) -> None:
        others = [module for name, module in MODULES.items() if name != FIRST]
        try:
            verbs.preload([_LEDGER_WINDOW, MODULES[FIRST], *others])
        except ImportError:
            log.exception("preloading failed")  # the same import fails in the open, where it is reported

    # A ledger

    def _open(self, session: Any) -> None:
        """A session was unlocked or made: its window takes the place of the start window."""
        opener = importlib.import_module(_LEDGER_WINDOW)  # loaded by now; at the head it would load the database
        memory = PersonMemory(self.memory, Path(session.folder), session.user)
        try:
            ledger = opener.OpenLedger(session, memory, self)
        except Exception:
            verbs.close(session)
            raise
        self.ledger = ledger
        ledger.locked.connect(self._locked)
        ledger.closed.connect(self._end)
        ledger.usable.connect(self.usable)
        window = ledger.window
        window.setGeometry(self.door.geometry())
        if self.door.isMaximized():
            window.showMaximized()
        else:
            window.show()
        ledger.open(*self._places.pop((str(ledger.folder), ledger.user), (FIRST, None)))
        self.door.shelf.put_first(ledger.folder, ledger.known)
        self.door.hide()

    def _locked(self, why: str, drafts: bool) -> None:
        ledger, self.ledger = self.ledger, None
        self._places[str(ledger.folder), ledger.user] = ledger.left_at
        self._keep_geometry(ledger)
        session, ledger.session = ledger.session, None
        self.door.show_unlock(ledger.folder, user=ledger.user, note=(why, _DRAFTS if drafts else ""))
        if self.memory.get("maximized", True):
            self.door.showMaximized()
        else:
            self.door.show()
        # On the same lane as unlocking, which so waits until the folder is free again.
        self.door.desk.run(self.door, lambda _s, _task: verbs.close(session))
        ledger.deleteLater()

    def _keep_geometry(self, ledger: Any) -> None:
        self.door.shelf.put_first(ledger.folder, ledger.known)
        maximized = bool(ledger.window.isMaximized())
        self.memory.put("maximized", maximized)
        if not maximized:
            self.memory.put("window", [ledger.window.width(), ledger.window.height()])

    # End

    def _end(self) -> None:
        if self.ledger is not None:
            self._keep_geometry(self.ledger)
        self.stop()
        self.ended.emit()

    def stop(self) -> None:
        """Whatever happened, the ledger is locked again and no thread runs on. Calling it again is safe."""
        ledger, self.ledger = self.ledger, None
        if ledger is not None:
            ledger.take_down()
            ledger.end()
        self.door.stop()
