"""Waiting and emptiness: grey bars while loading, progress with 取消, and what to do when there is nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from fupin_desk.gui.kit.flow import WrapLabel
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.kit.toast import Toast
from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import set_role, theme

QUIET_MS, SENTENCE_MS = 300, 2000
_BARS = (0.10, 0.14, 0.52, 0.16)


class LoadingBars(QWidget):
    """Lies over a list: nothing for 0.3 s, then grey bars in the place of rows, after 2 s a sentence."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over, self._bars, self._sentence = over, False, ""
        self._text = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        over.installEventFilter(self)
        self._first = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._first.timeout.connect(self._show_bars)
        self._second = QTimer(self, singleShot=True, interval=SENTENCE_MS)
        self._second.timeout.connect(self._show_sentence)
        self.hide()

    def start(self, sentence: str = "正在读台账") -> None:
        """Loading begins."""
        self._bars, self._sentence, self._text = False, sentence, ""
        self._first.start()
        self._second.start()

    def stop(self) -> None:
        """Loading has ended."""
        self._first.stop()
        self._second.stop()
        self.hide()

    def _show_bars(self) -> None:
        self._bars = True
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()

    def _show_sentence(self) -> None:
        self._text = self._sentence
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter = theme(), QPainter(self)
        painter.fillRect(self.rect(), now.color("surface"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.color("grey_soft"))
        left, gap, row = now.px(16), now.px(14), now.px(34)
        room = self.width() - 2 * left - gap * (len(_BARS) - 1)
        for number in range(min(12, self.height() // row)):
            x, y = float(left), number * row + now.px(11)
            for share in _BARS:
                painter.drawRoundedRect(QRectF(x, y, room * share, now.px(12)), 3, 3)
                x += room * share + gap
        if self._text:
            painter.setPen(now.color("ink3"))
            painter.setFont(now.font(13))
            where = self.rect().adjusted(left, 0, -left, -now.px(12))
            painter.drawText(where, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignHCenter, self._text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._over.rect())
        return super().eventFilter(watched, event)


class ProgressCard(QWidget):
    """A label, count and percent over a bar, with 取消. Never a bar without a number."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None, *, note: str = "可以接着做别的，做完在状态栏提醒") -> None:
        super().__init__(parent)
        self._label, self._count, self._percent = QLabel(self), QLabel(self), QLabel(self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._note = QLabel(note, self)
        self.cancel_button = push("取消", "link")
        self.cancel_button.clicked.connect(self.cancelled)
        set_role(self._count, "sec")
        set_role(self._percent, "b")
        set_role(self._note, "hint")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.addWidget(self._label, 0, 0)
        grid.addWidget(self._count, 0, 1)
        grid.addWidget(self._percent, 0, 2)
        grid.addWidget(self._bar, 1, 0, 1, 3)
        grid.addWidget(self._note, 2, 0, 1, 2)
        grid.addWidget(self.cancel_button, 2, 2, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)

    def show_step(self, label: str, done: int, total: int) -> None:
        """Show ``done`` of ``total``; an unknown total (0) shows the moving bar and the count alone."""
        self._label.setText(label)
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(done)
        self._count.setText(f"{done:,} / {total:,}" if total else "")
        self._percent.setText(f"{done * 100 // total}%" if total else "")
        self.setAccessibleName(f"{label} {self._percent.text()}")


class ProgressOverlay(QFrame):
    """The progress of an action at the bottom right of the window."""

    def __init__(self, window: QWidget, cancel: Callable[[], None]) -> None:
        super().__init__(window)
        self._window = window
        self.setProperty("stacked", True)  # toasts lie above it
        set_role(self, "popup")
        self.card = ProgressCard(self)
        box = QVBoxLayout(self)
        edge = theme().px(14)
        box.setContentsMargins(edge, edge, edge, theme().px(10))
        box.addWidget(self.card)
        self.card.cancelled.connect(cancel)
        self.card.cancelled.connect(self._stopping)
        window.installEventFilter(self)

    def show_step(self, label: str, done: int, total: int) -> None:
        """Show a step; the first one makes the overlay visible."""
        self.card.show_step(label, done, total)
        if not self.isVisible():
            self._place()
            self.show()
            self.raise_()
            for toast in self._window.findChildren(Toast):
                toast.place()

    def _stopping(self) -> None:
        self.card.cancel_button.setText("正在停下")
        self.card.cancel_button.setEnabled(False)

    def _place(self) -> None:
        px = theme().px
        width = min(px(400), self._window.width() - px(40))
        height = self.sizeHint().height()
        self.setGeometry(self._window.width() - width - px(20), self._window.height() - height - px(40), width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)


class EmptyState(QFrame):
    """An icon, one bold line of fact, one line of what to do, one button."""

    acted = Signal()

    def __init__(
        self, icon: str, fact: str, advice: str = "", verb: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._mark, self._fact, self._advice = QLabel(self), WrapLabel("", self), WrapLabel("", self)
        self.button: QPushButton = push(verb)
        self.button.clicked.connect(self.acted)
        box = QVBoxLayout(self)
        box.setSpacing(6)
        box.addStretch(1)
        set_role(self._fact, "b")
        set_role(self._advice, "mut")
        for label in (self._mark, self._fact, self._advice):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            box.addWidget(label)
        box.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(1)
        self.say(icon, fact, advice, verb)

    def say(self, icon: str, fact: str, advice: str = "", verb: str = "") -> None:
        """Change the words."""
        icons.set_icon(self._mark, icon, "ink3", 24)
        self._fact.setText(fact)
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))
        self.button.setText(verb)
        self.button.setVisible(bool(verb))
