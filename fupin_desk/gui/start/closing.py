"""What is shown while the last backup is written."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMainWindow, QVBoxLayout

from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.toast import say
from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import set_role, theme

_QUIET_MS = 300


class ClosingCard(QFrame):
    """Lies in the middle of the window that is closing. Short backups show nothing."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        set_role(self, "popup")
        mark = QLabel(self)
        icons.set_icon(mark, "archive", "primary", 24)
        self._head = label("正在备份，备份完自动关闭", "h2")
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._head)
        words.addWidget(label("台账已经存好。请等一下再关机或拔U盘。", "sec"))
        row = QHBoxLayout(self)
        edge = theme().px(20)
        row.setContentsMargins(edge, edge, edge, edge)
        row.setSpacing(theme().px(14))
        row.addWidget(mark)
        row.addLayout(words)
        self._timer = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._timer.timeout.connect(self._appear)
        self.hide()

    def start(self) -> None:
        """Closing begins: the window takes no more input."""
        self._set_window(on=False)
        self._timer.start()

    def stop(self) -> None:
        """Closing was stopped."""
        self._timer.stop()
        self.hide()
        self._set_window(on=True)

    def _set_window(self, *, on: bool) -> None:
        self._window.centralWidget().setEnabled(on)

    def _appear(self) -> None:
        window = self._window
        self.adjustSize()
        self.move((window.width() - self.width()) // 2, (window.height() - self.height()) // 3)
        self.show()
        self.raise_()
        say(self, self._head.text())
