"""A month to pick a day from, in Chinese order: 2019年11月, weeks from Monday."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fupin_desk.gui.kit.push import push
from fupin_desk.gui.theme.current import set_role, theme

_WEEK = "一二三四五六日"
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
_WEEKS = 6


def months_on(day: date, months: int) -> date:
    """The same day so many months on, or that month's last day."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class DayGrid(QWidget):
    """Six weeks; arrows move by a day or a week, PgUp and PgDn by a month, Enter takes."""

    picked = Signal(date)
    moved = Signal(date)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = date.today()
        self._over = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("日历")

    def set_day(self, day: date) -> None:
        """Make a day current; its month is shown."""
        self.day = day
        self.setAccessibleDescription(day.isoformat())
        self.update()
        self.moved.emit(day)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(34 * 7), theme().px(24 + 30 * _WEEKS))

    def _cell(self, at: int) -> QRect:
        px = theme().px
        return QRect(at % 7 * px(34) + 1, px(24) + at // 7 * px(30) + 1, px(34) - 2, px(30) - 2)

    def _first(self) -> date:
        start = self.day.replace(day=1)
        return start - timedelta(days=start.weekday())

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(now.font(13))
        painter.setPen(now.color("ink3"))
        for column, name in enumerate(_WEEK):
            cell = self._cell(column)
            painter.drawText(QRect(cell.left(), 0, cell.width(), now.px(22)), Qt.AlignmentFlag.AlignCenter, name)
        for at in range(7 * _WEEKS):
            self._paint_day(painter, at, self._first() + timedelta(days=at))

    def _paint_day(self, painter: QPainter, at: int, day: date) -> None:
        now, cell = theme(), self._cell(at)
        chosen, inside = day == self.day, day.month == self.day.month
        if chosen or at == self._over:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.color("primary" if chosen else "hover"))
            painter.drawRoundedRect(cell, 4, 4)
        if day == date.today() and not chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(now.color("primary"), 1))
            painter.drawRoundedRect(QRectF(cell).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(now.font(bold=chosen))
        painter.setPen(now.color("on_primary" if chosen else "ink" if inside else "disabled"))
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(day.day))

    def _place(self, point: QPoint) -> int:
        return next((at for at in range(7 * _WEEKS) if self._cell(at).contains(point)), -1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._over = self._place(event.position().toPoint())
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._place(event.position().toPoint())
        if at >= 0:
            self.picked.emit(self._first() + timedelta(days=at))

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.set_day(months_on(self.day, -1 if event.angleDelta().y() > 0 else 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.set_day(self.day + timedelta(days=_STEPS[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.set_day(months_on(self.day, -1 if key == Qt.Key.Key_PageUp else 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(self.day)
        else:
            super().keyPressEvent(event)


class CalendarPopup(QFrame):
    """The month under (or over) a field. Esc closes it."""

    picked = Signal(date)

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        self._owner = owner
        set_role(self, "popup")
        self.grid = DayGrid(self)
        self._month = QLabel(self)
        set_role(self._month, "b")
        back, on = push("", "bare", icon="chevron-left"), push("", "bare", icon="chevron-right")
        today = push("今天", "link")
        for button, name in ((back, "上个月"), (on, "下个月")):
            button.setAccessibleName(name)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        today.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        back.clicked.connect(lambda: self.grid.set_day(months_on(self.grid.day, -1)))
        on.clicked.connect(lambda: self.grid.set_day(months_on(self.grid.day, 1)))
        today.clicked.connect(lambda: self._take(date.today()))
        head = QHBoxLayout()
        head.addWidget(back)
        head.addWidget(self._month, 1, Qt.AlignmentFlag.AlignCenter)
        head.addWidget(today)
        head.addWidget(on)
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 6, 8, 8)
        box.addLayout(head)
        box.addWidget(self.grid)
        self.grid.moved.connect(lambda day: self._month.setText(f"{day.year}年{day.month}月"))
        self.grid.picked.connect(self._take)

    def show_at(self, day: date) -> None:
        """Open under the field, or above it where there is no room, with this day current."""
        self.grid.set_day(day)
        self.adjustSize()
        spot = self._owner.mapToGlobal(QPoint(0, self._owner.height() + 2))
        screen = self._owner.screen().availableGeometry()
        if spot.y() + self.height() > screen.bottom():
            spot = self._owner.mapToGlobal(QPoint(0, -self.height() - 2))
        spot.setX(max(screen.left(), min(spot.x(), screen.right() - self.width())))
        self.move(spot)
        self.show()
        self.grid.setFocus()

    def _take(self, day: date) -> None:
        self.close()
        self.picked.emit(day)
