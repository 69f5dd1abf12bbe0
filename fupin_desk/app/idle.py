"""Locking by itself: how long nobody touched the keyboard or the mouse, and the notice before it locks."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.toast import say
from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import set_role, theme

NOTICE_S = 30
_TOUCHES = frozenset({
    QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel,
    QEvent.Type.TouchBegin, QEvent.Type.InputMethod, QEvent.Type.TabletMove,
})  # fmt: skip


class IdleWatch(QObject):
    """``soon(seconds)`` in the last half minute, ``back`` when the person returns in it, ``idle`` at its end.

    It listens at the system's windows and not at every widget: that is one Python call per key or mouse move.
    """

    soon = Signal(int)
    back = Signal()
    idle = Signal()

    def __init__(self, parent: QObject | None = None, *, now: Callable[[], float] = time.time) -> None:
        super().__init__(parent)
        # The wall clock, because a laptop that was asleep has not been touched either.
        self._now, self._last, self._limit_s, self._told = now, now(), 0.0, False
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self.look)

    def start(self, minutes: int, window: QWidget) -> None:
        """Watch from now on; dialogs of the program are watched as they come to the front."""
        self._limit_s = minutes * 60.0
        self._last, self._told = self._now(), False
        handle = window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._listen, Qt.ConnectionType.UniqueConnection)
        self._timer.start()

    def set_minutes(self, minutes: int) -> None:
        """Another limit."""
        self._limit_s = minutes * 60.0

    def stop(self) -> None:
        """Watch no longer (the ledger is locked)."""
        self._timer.stop()
        self._told = False

    def touch(self) -> None:
        """The person did something."""
        self._last = self._now()
        if self._told:
            self._told = False
            self.back.emit()

    def look(self) -> None:
        """Once a second: how long still."""
        left = self._limit_s - (self._now() - self._last)
        if left <= 0:
            self._last, self._told = self._now(), False
            self.idle.emit()
        elif left <= NOTICE_S:
            self._told = True
            self.soon.emit(max(1, round(left)))

    def _listen(self, window: QWindow | None) -> None:
        if window is not None and self._timer.isActive():
            window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.touch()
        return False


class LockNotice(QFrame):
    """再过 30 秒锁定，按任意键继续。"""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        set_role(self, "message-amber")
        mark, self._words = QLabel(self), label("", "")
        icons.set_icon(mark, "lock", "amber")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(10)
        row.addWidget(mark)
        row.addWidget(self._words)
        self.hide()

    def count(self, seconds: int) -> None:
        """Show how long still."""
        self._words.setText(f"再过 {seconds} 秒锁定，按任意键继续。")
        window, px = self._window, theme().px
        self.adjustSize()
        self.move((window.width() - self.width()) // 2, window.height() - self.height() - px(44))
        if not self.isVisible():
            self.show()
            self.raise_()
            say(self, self._words.text())
