"""What tests of the first windows have in common: a start window that keeps its sessions, and keys where the focus is."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fupin_desk.gui.memory import Memory
from fupin_desk.gui.start.window import StartWindow

CODE, USER, PASSWORD, OTHER = "511799105203", "周明远", "qiaotoulaoshu2018", "xiaohebian2020liu"
NONE = Qt.KeyboardModifier.NoModifier


class Locked(NamedTuple):
    """A ledger nobody has open, its recovery code, and a backup of it that stands alone."""

    folder: Path
    code: str
    backup: Path


class Start(StartWindow):
    """The start window, with the sessions it handed over."""

    def __init__(self, memory: Memory, home: Path) -> None:
        super().__init__(memory, home)
        self.sessions: list[Any] = []
        self.opened.connect(self.sessions.append)


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """A key where the focus is."""
    QTest.keyClick(focused(), key, modifiers)


def write(text: str) -> None:
    """Text where the focus is (Chinese as an input method commits it), then Enter."""
    if text.isascii():
        QTest.keyClicks(focused(), text)
    else:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(focused(), event)
    press(Qt.Key.Key_Return)


def focused() -> QWidget:
    """What has the focus."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def unlock(qtbot: QtBot, window: Start, password: str) -> None:
    """Type a password and Enter, and wait for the answer."""
    qtbot.waitUntil(lambda: not window.desk.busy(), timeout=8000)
    window.unlock.password.setFocus()
    window.unlock.password.clear()
    write(password)
    qtbot.waitUntil(lambda: not window.desk.busy(), timeout=8000)
