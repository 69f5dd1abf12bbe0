"""From the start of the program to its end: wizard or unlock, then the ledger's window, locked, unlocked, closed."""

from __future__ import annotations

import importlib
import threading
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QCloseEvent

from fupin_desk.app.pages import FIRST, MODULES
from fupin_desk.core.log import log
from fupin_desk.gui.memory import Memory
from fupin_desk.gui.start import verbs
from fupin_desk.gui.start.window import StartWindow
from fupin_desk.gui.sweeper import sweeper

_LEDGER_WINDOW = "fupin_desk.app.ledgerwindow"
_LOOK_MS = 30
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
        self._prepared: Any = None
        self._loading: threading.Thread | None = None
        self._stopped = False
        sweeper().hold()
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
        self._loading = threading.Thread(target=self._load, name="preload", daemon=True)
        self._loading.start()
        QTimer.singleShot(_LOOK_MS, self, self._prepare)

    def _prepare(self) -> None:
        """When all is loaded: make the ledger's window, so far as it can be made while the ledger is locked."""
        if self._loading is not None and self._loading.is_alive():
            QTimer.singleShot(_LOOK_MS, self, self._prepare)
        elif self.ledger is None and self._prepared is None and not self._stopped:
            self._prepared = self._make_window()
            QTimer.singleShot(_LOOK_MS, self, self._prepare_page)

    def _prepare_page(self) -> None:
        if self._prepared is not None:
            self._prepared.make_first_page()
            QTimer.singleShot(_LOOK_MS, self, self._draw_once)

    def _draw_once(self) -> None:
        if self._prepared is not None:
            self._prepared.draw_once(self.door.size())

    def _make_window(self) -> Any:
        # Loaded by now; at the head of this file it would load the database before the unlock page stands.
        return importlib.import_module(_LEDGER_WINDOW).Prepared(self.memory)

    def _load(self) -> None:
        others = [module for name, module in MODULES.items() if name != FIRST]
        try:
            verbs.preload([_LEDGER_WINDOW, MODULES[FIRST], *others])
        except ImportError:
            log.exception("preloading failed")  # the same import fails in the open, where it is reported

    # A ledger

    def _open(self, session: Any) -> None:
        """A session was unlocked or made: its window takes the place of the start window."""
        prepared, self._prepared = self._prepared or self._make_window(), None
        try:
            ledger = prepared.open(session, self)
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
        QTimer.singleShot(_LOOK_MS, self, self._prepare)

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
        if not self._stopped:
            self._stopped = True
            if self._loading is not None:
                self._loading.join()
            sweeper().release()
        ledger, self.ledger = self.ledger, None
        if ledger is not None:
            ledger.take_down()
            ledger.end()
        if self._prepared is not None:
            self._prepared.drop()
            self._prepared = None
        self.door.stop()
