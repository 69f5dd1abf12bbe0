"""结对帮扶: households without a helper, each with its reason, to be assigned by letters or carried by the mouse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from fupin_desk.actions.pairing import Load
from fupin_desk.gui.pages.pairing_choice import HelperBox
from fupin_desk.gui.pages.pairing_drag import far_enough, start_drag
from fupin_desk.gui.pages.pairing_words import WaitingRow
from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import theme
from fupin_desk.gui.theme.tokens import INPUT

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ELIDE = Qt.TextElideMode.ElideRight
ROW, _BOX = 50, 124
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class WaitingList(QAbstractScrollArea):
    """Rows painted, however many; the box 指派给 is real in the current row only and goes with it."""

    moved = Signal(str)
    """The current household."""
    chosen = Signal(str, str)
    """Household and helper ("" when taken back)."""
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[WaitingRow, ...] = ()
        self.picks: dict[str, str] = {}
        self.at, self._over = 0, -1
        self._pressed: QPoint | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.box = HelperBox(self.viewport())
        self.box.edited.connect(self._on_edited)
        self.box.hide()
        self.verticalScrollBar().valueChanged.connect(self._place_box)
        self.setAccessibleName("无帮扶责任人")
        theme().changed.connect(self._lay_out)

    # What is shown

    def show_rows(self, rows: Sequence[WaitingRow], loads: Sequence[Load]) -> None:
        """Show these; the current household and what was picked for households still here stay."""
        held = self.current()
        self.rows = tuple(rows)
        known = {row.household for row in rows}
        self.picks = {home: helper for home, helper in self.picks.items() if home in known}
        self.box.show_helpers(loads)
        self.at = next((at for at, row in enumerate(rows) if held and row.household == held.household), 0)
        self._lay_out()
        self._show_current()

    def pick(self, picks: Mapping[str, str]) -> None:
        """Fill boxes as if the person had; nothing is saved by it."""
        self.picks.update(picks)
        self._show_current()

    def current(self) -> WaitingRow | None:
        """The current row."""
        return self.rows[self.at] if self.at < len(self.rows) else None

    def go_to(self, household: str) -> bool:
        """Make a household current; False when it is not here."""
        found = next((at for at, row in enumerate(self.rows) if row.household == household), -1)
        if found >= 0:
            self._move(found)
        return found >= 0

    def wanted_height(self, most: int) -> int:
        """The height that shows all rows, at most so many."""
        return theme().px(ROW) * min(len(self.rows), most)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(400), self.wanted_height(3))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(200), theme().px(ROW))

    # Moving

    def _move(self, at: int) -> None:
        at = max(0, min(len(self.rows) - 1, at))
        if at != self.at and self.rows:
            self.at = at
            self._show_current()

    def _show_current(self) -> None:
        row = self.current()
        self.box.setVisible(row is not None)
        if row is not None:
            self.box.set_value(self.picks.get(row.household))
            self.box.setAccessibleName(f"{row.head} 指派给")
            self.setAccessibleDescription(f"{row.head}，{row.number}，{row.about}，{row.why}")
            top, bar, height = self.at * self._row(), self.verticalScrollBar(), self.viewport().height()
            if top < bar.value():
                bar.setValue(top)
            elif top + self._row() > bar.value() + height:
                bar.setValue(top + self._row() - height)
            self.moved.emit(row.household)
        self._place_box()

    def _on_edited(self) -> None:
        row, value = self.current(), self.box.value()
        if row is None or self.picks.get(row.household) == value:
            return  # letters are being typed: nothing is picked yet
        if value is None and self.box.text():
            return
        if value is None:
            self.picks.pop(row.household, None)
        else:
            self.picks[row.household] = value
        self.chosen.emit(row.household, value or "")
        if value is not None:
            QTimer.singleShot(0, self, self._to_next_open)  # when the box is done with the key press

    def _to_next_open(self) -> None:
        """After a pick go on to the next household that has none, as entering vouchers does."""
        ahead = [*range(self.at + 1, len(self.rows)), *range(self.at)]
        following = next((at for at in ahead if self.rows[at].household not in self.picks), None)
        if following is not None:
            self._move(following)
            self.box.setFocus(Qt.FocusReason.TabFocusReason)

    # Geometry

    def _row(self) -> int:
        return theme().px(ROW)

    def _lay_out(self) -> None:
        height = self.viewport().height()
        self.verticalScrollBar().setPageStep(height)
        self.verticalScrollBar().setSingleStep(self._row())
        self.verticalScrollBar().setRange(0, max(0, self._row() * len(self.rows) - height))
        self._place_box()

    def _box_rect(self, at: int) -> QRect:
        px = theme().px
        top = at * self._row() - self.verticalScrollBar().value() + (self._row() - px(INPUT)) // 2
        return QRect(self.viewport().width() - px(_BOX + 14), top, px(_BOX), px(INPUT))

    def _place_box(self) -> None:
        if self.rows:
            self.box.setGeometry(self._box_rect(self.at))
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.viewport().rect(), theme().color("surface"))
        first = self.verticalScrollBar().value() // self._row()
        last = (self.verticalScrollBar().value() + self.viewport().height()) // self._row()
        for at in range(first, min(last + 1, len(self.rows))):
            self._paint_row(painter, at)

    def _paint_row(self, painter: QPainter, at: int) -> None:
        now, px, row = theme(), theme().px, self.rows[at]
        rect = QRect(0, at * self._row() - self.verticalScrollBar().value(), self.viewport().width(), self._row())
        current = at == self.at
        painter.fillRect(rect, now.color("soft0" if current else "hover" if at == self._over else "surface"))
        painter.fillRect(QRect(0, rect.bottom(), rect.width(), 1), now.color("line"))
        if current and (self.hasFocus() or self.box.hasFocus()):
            painter.fillRect(QRect(0, rect.top(), 3, rect.height()), now.color("primary"))
        grip = QRectF(px(10), rect.center().y() - px(8), px(16), px(16))
        icons.paint(painter, "grip-vertical", "ink2" if at == self._over else "ink3", grip)
        words = QRect(px(34), rect.top() + px(5), self._box_rect(at).left() - px(34 + 10), px(20))
        x = self._words(painter, words, row.head, "ink", bold=True)
        x = self._words(painter, words.adjusted(x, 0, 0, 0), row.number, "ink2") + x
        self._words(painter, words.adjusted(x, 0, 0, 0), row.about, "ink2")
        self._words(painter, words.translated(0, px(20)), row.why, "amber", size=13)
        if not current:
            self._paint_box(painter, self._box_rect(at), self.box.name_of(self.picks.get(row.household, "")))

    def _words(
        self, painter: QPainter, box: QRect, text: str, ink: str, *, bold: bool = False, size: int = 14
    ) -> int:
        """Draw words from the left; returns the width they take with the gap behind them."""
        painter.setFont(theme().font(size, bold=bold))
        painter.setPen(theme().color(ink))
        shown = painter.fontMetrics().elidedText(text, _ELIDE, max(0, box.width()))
        painter.drawText(box, _LEFT, shown)
        return painter.fontMetrics().horizontalAdvance(shown) + theme().px(8)

    def _paint_box(self, painter: QPainter, box: QRect, name: str) -> None:
        """The box of a row that is not current: it looks like the real one."""
        now, px = theme(), theme().px
        painter.setPen(now.color("line2"))
        painter.setBrush(now.color("surface"))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(now.font())
        painter.setPen(now.color("ink" if name else "ink3"))
        painter.drawText(box.adjusted(px(11), 0, -px(30), 0), _LEFT, name or "指派给")
        if name:
            painter.fillRect(QRect(box.left(), box.top() + 2, 3, box.height() - 4), now.color("camber"))
        size = px(18)
        icons.paint(painter, "chevron-down", "ink2", QRectF(box.right() - px(7) - size, box.center().y() - size / 2, size, size))

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        page = max(1, self.viewport().height() // self._row()) if self.hasFocus() else 1
        jumps = {Qt.Key.Key_PageUp: self.at - page, Qt.Key.Key_PageDown: self.at + page,
                 Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self.rows) - 1}  # fmt: skip
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not self.rows:
            super().keyPressEvent(event)
        elif key in _STEPS:
            self._move(self.at + _STEPS[Qt.Key(key)])
        elif key in jumps:
            self._move(jumps[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.hasFocus():
            self.box.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _row_at(self, spot: QPoint) -> int:
        at = (spot.y() + self.verticalScrollBar().value()) // self._row()
        return at if 0 <= at < len(self.rows) else -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = event.position().toPoint()
        at = self._row_at(spot)
        if at < 0 or event.button() != Qt.MouseButton.LeftButton:
            return
        on_box = self._box_rect(at).contains(spot)
        self._move(at)
        if on_box:
            self.box.toggle_popup()
        else:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._pressed = spot

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = event.position().toPoint()
        over = self._row_at(spot)
        if over != self._over:
            self._over = over
            self.viewport().update()
        row = self.current()
        if row is not None and far_enough(self._pressed, spot):
            self._pressed = None
            start_drag(self, [row.household], row.head, row.number)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = self._row_at(event.position().toPoint())
        if at >= 0 and not self._box_rect(at).contains(event.position().toPoint()):
            self.opened.emit(self.rows[at].household)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        row = self.current()
        if row is not None:
            self.moved.emit(row.household)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
