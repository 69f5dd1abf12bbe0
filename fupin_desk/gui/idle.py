"""IdleWatch: locks when nobody has touched the program for a while, with a word of warning 30 s before."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from fupin_desk.gui.kit.toast import Toast, show_toast

WARNING = "再过 30 秒锁定，按任意键继续。"
_WARN_MS = 30_000
_TOUCHES = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.InputMethod}
)


class IdleWatch(QObject):
    """Watches keys and clicks of the whole program."""

    expired = Signal()

    def __init__(self, window: QWidget, minutes: int, *, warn_ms: int = _WARN_MS) -> None:
        super().__init__(window)
        self._window, self._warn_ms, self._ms = window, warn_ms, 0
        self._toast: Toast | None = None
        self._quiet = QTimer(self, singleShot=True)
        self._last = QTimer(self, singleShot=True, interval=warn_ms)
        self._quiet.timeout.connect(self._warn)
        self._last.timeout.connect(self.expired)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # there is one when widgets are
        self.set_minutes(minutes)

    def set_minutes(self, minutes: int) -> None:
        """Lock after so many minutes; 0 never does."""
        self._ms = max(0, minutes * 60_000 - self._warn_ms)
        self.touch()

    def touch(self) -> None:
        """Somebody is here: count from now."""
        self._last.stop()
        if self._toast is not None and shiboken6.isValid(self._toast):
            self._toast.dismiss()
        self._toast = None
        if self._ms:
            self._quiet.start(self._ms)
        else:
            self._quiet.stop()

    def _warn(self) -> None:
        self._toast = show_toast(self._window, WARNING)
        self._last.start()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.touch()
        return False
