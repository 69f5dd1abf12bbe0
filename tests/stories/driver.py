"""A person at the program: opens pages, finds people, types, presses. Qt stays in here, so that a story reads as one."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QFileDialog, QLineEdit, QWidget

from fupin_desk.actions.session import Session
from fupin_desk.app.house import House
from fupin_desk.core.money import show_yuan_short
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.frame import MainWindow
from fupin_desk.gui.kit.field import FieldFrame
from fupin_desk.gui.kit.items import ItemList
from fupin_desk.gui.kit.tables import Cell, LedgerTable
from fupin_desk.gui.kit.toast import ConfirmDialog, Toast
from fupin_desk.gui.memory import Memory
from fupin_desk.gui.pages.household_income_table import IncomeTable
from fupin_desk.gui.start.code_step import CodeGroups, GroupEdit

PATIENCE_S = 30.0
"""So long a person waits for one thing before saying that the program hangs."""
_PLAIN, _CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
_KEYS = {
    "Enter": (Qt.Key.Key_Return, _PLAIN), "Tab": (Qt.Key.Key_Tab, _PLAIN), "Space": (Qt.Key.Key_Space, _PLAIN),
    "Down": (Qt.Key.Key_Down, _PLAIN), "F3": (Qt.Key.Key_F3, _PLAIN), "Ctrl+S": (Qt.Key.Key_S, _CTRL), "Ctrl+I": (Qt.Key.Key_I, _CTRL),
    "Ctrl+Enter": (Qt.Key.Key_Return, _CTRL), "Ctrl+L": (Qt.Key.Key_L, _CTRL), "Ctrl+O": (Qt.Key.Key_O, _CTRL), "Ctrl+3": (Qt.Key.Key_3, _CTRL),
}  # fmt: skip
W = TypeVar("W", bound=QWidget)
T = TypeVar("T")


class Driver:
    """The whole program with a person before it. Every verb waits until the program has answered."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        self.house = House(Memory(), home)
        self.house.memory.put("maximized", False)

    # Beginning and end

    def start(self, folder: Path | None = None) -> None:
        """Double-click the program, or a ledger."""
        self.house.start(folder)
        self.wait(self.house.door.isActiveWindow, "the first window")

    def stop(self) -> None:
        """Switch everything off."""
        self.house.stop()
        self.house.door.deleteLater()
        self.house.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    # Waiting

    def wait(self, ready: Callable[[], T | None], what: str) -> T:
        """Let the program live until something is so; the answer that was not empty."""
        until = time.monotonic() + PATIENCE_S
        while True:
            found = ready()
            if found:
                return found
            assert time.monotonic() < until, f"waited in vain for {what}; message: {self.says()}"
            assert not self._bug(), "the program reported a fault of its own"
            QApplication.processEvents()
            time.sleep(0.002)

    def settle(self) -> None:
        """Let everything that was asked for be answered and shown."""
        for _ in range(3):
            for desk in self._desks():
                assert desk.wait_idle(int(PATIENCE_S * 1000))
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            QApplication.processEvents()
            assert not self._bug(), "the program reported a fault of its own"

    def _desks(self) -> list[Desk]:
        return [self.house.door.desk] + ([self.house.ledger.desk] if self.house.ledger is not None else [])

    def _bug(self) -> bool:
        over = QApplication.activeModalWidget()
        return isinstance(over, ConfirmDialog) and over.accessibleName() == "程序出错了"

    # Where the person is

    @property
    def window(self) -> MainWindow:
        """The main window on the open ledger."""
        assert self.house.ledger is not None, "no ledger is open"
        window: MainWindow = self.house.ledger.window
        return window

    @property
    def session(self) -> Session:
        """The open ledger, to look into what was really written."""
        session: Session = self.house.ledger.session
        return session

    @property
    def page(self) -> Any:
        """The page in front."""
        return self.window.page()

    @property
    def title(self) -> str:
        """The title of the page in front."""
        return str(self.page.title())

    def _front(self) -> QWidget:
        return self.window if self.house.ledger is not None else self.house.door

    def _seen(self, kind: type[W], fits: Callable[[W], bool]) -> Iterator[W]:
        return (w for w in self._front().findChildren(kind) if w.isVisible() and fits(w))

    def _one(self, kind: type[W], fits: Callable[[W], bool], what: str) -> W:
        return self.wait(lambda: next(self._seen(kind, fits), None), what)

    # Verbs

    def open(self, title: str) -> None:
        """Go to a page by its line in the navigation."""
        item = next(i for i in self.window.navigation.items.values() if i.entry.title == title)
        QTest.mouseClick(item, Qt.MouseButton.LeftButton)
        self.settle()
        assert self.title == title

    def press(self, *what: str) -> None:
        """Press keys by name (Enter, Ctrl+S) or buttons by what is written on them, one after another."""
        for name in what:
            if name in _KEYS:
                key, mods = _KEYS[name]
                QTest.keyClick(self._focus(), key, mods)
            else:
                button = self._one(QAbstractButton, lambda b, name=name: b.text() == name and b.isEnabled(), name)  # type: ignore[misc]
                spot = QPoint(button.height() // 2, button.height() // 2) if isinstance(button, QCheckBox) else QPoint()
                QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=spot)
            self.settle()

    def type(self, text: str) -> None:
        """Letters as keys, everything else as an input method commits it."""
        for sign in text:
            if sign.isascii():
                QTest.keyClicks(self._focus(), sign)
            else:
                event = QInputMethodEvent("", [])
                event.setCommitString(sign)
                QCoreApplication.sendEvent(self._focus(), event)

    def _focus(self) -> QWidget:
        front = self._front()
        front.activateWindow()
        return QApplication.focusWidget() or front

    def fill(self, label: str, text: str) -> None:
        """Type into the field of this name, over what stands there."""
        frame = self._one(FieldFrame, lambda f: f.label == label, f"the field {label}")
        line = frame.editor if isinstance(frame.editor, QLineEdit) else frame.editor.findChild(QLineEdit) or frame.editor
        self._type_over(line, text)

    def edit(self, name: str, text: str) -> None:
        """Type into the input that a screen reader calls by this name, over what stands there."""
        line = self._one(QLineEdit, lambda e: e.accessibleName() == name, f"the input {name}")
        self._type_over(line, text)

    def _type_over(self, widget: QWidget, text: str) -> None:
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        self.wait(widget.hasFocus, "the focus")
        if isinstance(widget, QLineEdit):
            widget.selectAll()
        self.type(text)
        self.settle()

    def type_back(self, code: str) -> None:
        """Copy the groups of the recovery code that the program asks for from the paper."""
        groups = code.split("-")
        for edit in list(self._seen(GroupEdit, lambda _e: True)):
            number = int(edit.accessibleName().split()[1])
            self._type_over(edit, groups[number - 1])

    def recovery_code(self) -> str:
        """The code as it stands on the screen to be written down."""
        return "-".join(self._one(CodeGroups, lambda _g: True, "the recovery code").groups)

    def find(self, letters: str) -> list[str]:
        """Search the whole ledger with F3; what is offered below, the first one marked."""
        self.press("F3")
        self.type(letters)
        search = self.window.header.search
        self.wait(lambda: search.popup.isVisible(), f"an answer to {letters}")
        self.settle()
        return [item.text for item in search.popup.list.items() if not item.heading]

    def pick(self, name: str) -> None:
        """Go down the list under the box that has the focus to this line, and press Enter."""
        self.settle()
        for _ in range(20):
            marked = [view.current() for view in self._seen(ItemList, lambda _v: True)]
            if any(item is not None and item.text == name for item in marked):
                self.press("Enter")
                return
            self.press("Down")
        raise AssertionError(f"{name} is not offered")

    def choose(self, key: str) -> None:
        """Make the line with this key the current one of its list."""

        def at() -> tuple[ItemList, int] | None:
            for view in self._seen(ItemList, lambda _v: True):
                for row, item in enumerate(view.items()):
                    if item.key == key and not item.heading:
                        return view, row
            return None

        view, row = self.wait(at, f"the line {key}")
        view.setCurrentIndex(view.model().index(row, 0))
        QTest.qWait(100)  # lists wait a moment before they follow
        self.settle()

    def row(self, name: str) -> dict[str, str]:
        """The row of a table of the page in front in which this stands: column title -> text."""
        found = next((row for row in self.rows() if name in row.values()), None)
        assert found is not None, f"no row for {name}"
        return found

    def rows(self) -> list[dict[str, str]]:
        """All rows of the tables of the page in front."""
        return [row for table in self._seen(LedgerTable, lambda _t: True) for row in _rows_of(table)]

    def sums(self) -> dict[str, str]:
        """The income table of the household in front: item -> yuan of the year shown."""
        table = self._one(IncomeTable, lambda t: bool(t.rows), "the income table")
        return {row.label: show_yuan_short(row.now) for row in table.rows if row.now is not None}

    # Messages

    def says(self) -> str:
        """The message that is shown at the bottom."""
        return next((toast.text for toast in self._toasts()), "")

    def take_back(self) -> None:
        """Press 撤销 in the message."""
        toast = next(iter(self._toasts()))
        assert toast.button is not None and toast.button.text() == "撤销"
        QTest.mouseClick(toast.button, Qt.MouseButton.LeftButton)
        self.settle()

    def _toasts(self) -> list[Toast]:
        return list(self._seen(Toast, lambda _t: True))[::-1]

    # Dialogs of the system

    def will_open(self, *files: Path) -> None:
        """The next dialog for opening files is answered with these."""
        names = [str(file) for file in files]
        self._monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a, **_k: (names, ""))

    def will_save(self, file: Path) -> None:
        """The next dialog for saving a file is answered with this."""
        self._monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(file), ""))

    # Locking

    def lock(self) -> None:
        """Ctrl+L."""
        self.press("Ctrl+L")
        self.wait(lambda: self.house.ledger is None and self.house.door.isVisible(), "the lock")
        self.settle()

    def unlock(self, password: str) -> None:
        """Type the password and press Enter."""
        self.house.door.unlock.password.setFocus()
        self.type(password)
        self.press("Enter")
        self.arrive()

    def arrive(self) -> None:
        """Wait until the main window stands and has read what it shows."""
        self.wait(lambda: self.house.ledger is not None and self.window.isActiveWindow(), "the main window")
        self.window.resize(1366, 728)
        self.settle()


def _rows_of(table: LedgerTable) -> Iterator[dict[str, str]]:
    model = table.rows
    columns = [model.column(at) for at in range(model.columnCount())]
    for at in range(model.rowCount()):
        cells = ((column, model.cell(at, n)) for n, column in enumerate(columns) if column is not None)
        yield {column.title: cell.text if isinstance(cell, Cell) else cell for column, cell in cells}
