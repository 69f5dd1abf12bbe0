"""SearchBox: finds while a Chinese input method is still composing; results hang below in a list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from fupin_desk.gui.kit.inputs.line import LineEdit
from fupin_desk.gui.kit.items import Item, PopupList
from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import theme

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


class SearchBox(LineEdit):
    """A line with a magnifier. ``query`` carries committed text plus preedit without apostrophes and blanks.

    With ``list_below`` the page's own list is moved by Up and Down and picked by Enter; else a popup shows results.
    """

    query = Signal(str)
    picked = Signal(object)
    picked_alt = Signal(object)
    """Ctrl+Enter on a result."""
    cleared = Signal()
    stepped = Signal(int)
    """Up or Down while no popup is open: move the page's own list."""
    entered = Signal()
    """Enter while no popup is open: pick in the page's own list."""

    def __init__(self, placeholder: str, parent: QWidget | None = None, *, key: str = "", big: bool = False) -> None:
        self._count, self._key, self._last, self._hurried = "", key, "", False
        super().__init__(parent, placeholder=placeholder)
        self.popup = PopupList(self)
        self.popup.picked.connect(self._pick)
        self.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText)
        self.composed.connect(self._ask)
        if big:
            self.setProperty("big", True)

    def show_results(self, items: Sequence[Item]) -> None:
        """Offer results below while the person is still here; take the first if Enter came before them, as a barcode
        scanner sends it."""
        first = next((item for item in items if not item.heading), None)
        if self._hurried and first is not None and self.hasFocus():
            self._hurried = False
            self._pick(first)
            return
        self.popup.offer(items if self.hasFocus() and self.composed_text() else ())

    def set_count(self, text: str) -> None:
        """A grey count at the right end, e.g. 4 户."""
        self._count = text
        self._fit()

    def clear_all(self) -> None:
        """Empty the box and close its list."""
        self.clear()
        self.popup.hide()

    def _ask(self, text: str) -> None:
        if text == self._last:
            return
        self._last, self._hurried = text, False
        if not text:
            self.popup.hide()
        self.query.emit(text)

    def _pick(self, item: Item) -> None:
        self.popup.hide()
        self.picked.emit(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, mods = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        current = self.popup.list.current() if self.popup.isVisible() else None
        if key in _STEPS and not mods:
            steps = _STEPS[Qt.Key(key)]
            if self.popup.isVisible():
                self.popup.list.step(steps)
            else:
                self.stepped.emit(steps)
        elif key in _ENTER and mods == Qt.KeyboardModifier.ControlModifier and current is not None:
            self.popup.hide()
            self.picked_alt.emit(current)
        elif key in _ENTER and not mods:
            if current is not None:
                self._pick(current)
            else:
                self._hurried = bool(self.text())
                self.entered.emit()
        elif key == Qt.Key.Key_Escape and (self.text() or self.popup.isVisible()):
            self.clear_all()
            self.cleared.emit()
        else:
            super().keyPressEvent(event)

    def stays(self) -> bool:
        """Enter picks here and does not go to the next field."""
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.popup.hide()

    # The magnifier and the key hint

    def _left_width(self) -> int:
        return theme().px(24)

    def _right_width(self) -> int:
        metrics, px = self.fontMetrics(), theme().px
        hint = metrics.horizontalAdvance(self._key) + px(20) if self._key and not self.text() else 0
        return super()._right_width() + max(hint, metrics.horizontalAdvance(self._count) + px(8) if self._count else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        now, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = now.px(16)
        icons.paint(painter, "search", "ink3", QRectF(now.px(11), (self.height() - size) / 2, size, size))
        if self._count:
            painter.setFont(now.font())
            painter.setPen(now.color("ink3"))
            box = self.rect().adjusted(0, 0, -now.px(10), 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._count)
        elif self._key and not self.text():
            self._paint_key(painter)

    def _paint_key(self, painter: QPainter) -> None:
        now = theme()
        painter.setFont(now.font(13))
        width = painter.fontMetrics().horizontalAdvance(self._key) + now.px(12)
        box = QRectF(self.width() - width - now.px(7), (self.height() - now.px(20)) / 2, width, now.px(20))
        painter.setPen(now.color("line"))
        painter.setBrush(now.color("sunken"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setPen(now.color("ink3"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._key)
