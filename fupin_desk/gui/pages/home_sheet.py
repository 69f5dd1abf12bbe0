"""首页: 记考勤, the month of the whole team as on the stamped sheet, filled from the keyboard."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from fupin_desk.actions.attendance import MonthSheet
from fupin_desk.actions.home import IN_VILLAGE
from fupin_desk.core.dates import show_weekday
from fupin_desk.gui.theme.current import theme
from fupin_desk.ledgers.codes import code_list

_NAME, _DAY, _SUM, _HEAD, _ROW = 88, 27, 92, 44, 34
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTER = Qt.AlignmentFlag.AlignCenter
_WEEKEND = 5
_STEPS = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}
_CYCLE = ("", "1", "2", "3", "4")


class AttendanceGrid(QWidget):
    """Members down, days across. Arrows move, 1 to 4 say the state, the space bar 在村, Delete takes away."""

    edited = Signal()
    month_asked = Signal(int)
    """-1 or 1: the month before or after (PgUp, PgDn)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet: MonthSheet | None = None
        self.changed: dict[tuple[str, date], str] = {}
        self._row, self._column = 0, 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("考勤表")
        theme().changed.connect(self.updateGeometry)

    def show_sheet(self, sheet: MonthSheet) -> None:
        """Show a month; the current cell is today, or the month's first day."""
        first = self.sheet is None
        self.sheet, self.changed = sheet, {}
        if first or self._row >= len(sheet.members):
            self._row = 0
        self._column = sheet.days.index(sheet.today) if sheet.today in sheet.days else 0
        self.updateGeometry()
        self.update()
        self._announce()

    def state(self, member: str, day: date) -> str:
        """The state of one cell as it would be saved."""
        assert self.sheet is not None
        key = (member, day)
        return self.changed[key] if key in self.changed else self.sheet.states.get(key, "")

    def set_state(self, state: str) -> None:
        """Set the current cell; a day that has not come yet stays empty."""
        sheet = self.sheet
        if sheet is None:
            return
        member, day = sheet.members[self._row].id, sheet.days[self._column]
        if day > sheet.today:
            return
        if state == sheet.states.get((member, day), ""):
            self.changed.pop((member, day), None)
        else:
            self.changed[member, day] = state
        self._announce()
        self.update()
        self.edited.emit()

    def _announce(self) -> None:
        if self.sheet is None:
            return
        member, day = self.sheet.members[self._row], self.sheet.days[self._column]
        state = self.state(member.id, day)
        word = code_list("attendance_state").label(state) if state else "没有记"
        self.setAccessibleDescription(f"{member.name}，{day.month}月{day.day}日，{word}")

    # Geometry

    def sizeHint(self) -> QSize:
        px = theme().px
        days = len(self.sheet.days) if self.sheet else 31
        rows = len(self.sheet.members) if self.sheet else 1
        return QSize(px(_NAME) + days * px(_DAY) + px(_SUM), px(_HEAD) + rows * px(_ROW) + 2)

    def cell(self, row: int, column: int) -> QRect:
        """Where a cell lies."""
        px = theme().px
        return QRect(px(_NAME) + column * px(_DAY), px(_HEAD) + row * px(_ROW), px(_DAY), px(_ROW))

    def _at(self, point: QPoint) -> tuple[int, int] | None:
        if self.sheet is None:
            return None
        places = ((r, c) for r in range(len(self.sheet.members)) for c in range(len(self.sheet.days)))
        return next((place for place in places if self.cell(*place).contains(point)), None)

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain, key, text = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, event.key(), event.text()
        if not plain or self.sheet is None:
            super().keyPressEvent(event)
        elif (step := _STEPS.get(Qt.Key(key))) is not None:
            self._move(*step)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._move(0, -99 if key == Qt.Key.Key_Home else 99)
        elif text.isascii() and text.isdigit() and code_list("attendance_state").get(text):
            self.set_state(text)
            self._move(0, 1)
        elif key == Qt.Key.Key_Space:
            here = self.state(self.sheet.members[self._row].id, self.sheet.days[self._column])
            self.set_state("" if here == IN_VILLAGE else IN_VILLAGE)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.set_state("")
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.month_asked.emit(-1 if key == Qt.Key.Key_PageUp else 1)
        else:
            super().keyPressEvent(event)

    def _move(self, down: int, right: int) -> None:
        assert self.sheet is not None
        self._row = max(0, min(len(self.sheet.members) - 1, self._row + down))
        self._column = max(0, min(len(self.sheet.days) - 1, self._column + right))
        self._announce()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position().toPoint())
        if place is None or self.sheet is None:
            return
        self._row, self._column = place
        here = self.state(self.sheet.members[self._row].id, self.sheet.days[self._column])
        self.set_state(_CYCLE[(_CYCLE.index(here) + 1) % len(_CYCLE)] if here in _CYCLE else IN_VILLAGE)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.sheet is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme().color("surface"))
        self._paint_head(painter)
        for row in range(len(self.sheet.members)):
            self._paint_row(painter, row)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme().color("ring"), 2))
            painter.drawRoundedRect(QRectF(self.cell(self._row, self._column)).adjusted(2, 2, -2, -2), 3, 3)

    def _paint_head(self, painter: QPainter) -> None:
        now, px, sheet = theme(), theme().px, self.sheet
        assert sheet is not None
        painter.fillRect(QRect(0, 0, self.width(), px(_HEAD)), now.color("sunken"))
        painter.setFont(now.font(13))
        for column, day in enumerate(sheet.days):
            cell = self.cell(0, column)
            today, weekend = day == sheet.today, day.weekday() >= _WEEKEND
            painter.setPen(now.color("primary" if today else "ink3" if weekend else "ink2"))
            painter.setFont(now.font(13, bold=today))
            painter.drawText(QRect(cell.left(), px(2), cell.width(), px(20)), _CENTER, str(day.day))
            painter.setFont(now.font(13))
            painter.drawText(QRect(cell.left(), px(21), cell.width(), px(20)), _CENTER, show_weekday(day)[1])
        painter.setPen(now.color("ink2"))
        end = self.cell(0, len(sheet.days) - 1).right()
        painter.drawText(QRect(end, 0, px(_SUM) - px(12), px(_HEAD)), _RIGHT, f"在村 / {sheet.wanted} 天")
        painter.drawText(QRect(px(12), 0, px(_NAME), px(_HEAD)), _LEFT, "队员")

    def _paint_row(self, painter: QPainter, row: int) -> None:
        now, px, sheet = theme(), theme().px, self.sheet
        assert sheet is not None
        member, signs = sheet.members[row], code_list("attendance_state")
        top = self.cell(row, 0).top()
        painter.fillRect(QRect(0, top + px(_ROW) - 1, self.width(), 1), now.color("line"))
        painter.setFont(now.font(bold=row == self._row))
        painter.setPen(now.color("ink"))
        name = painter.fontMetrics().elidedText(member.name, Qt.TextElideMode.ElideRight, px(_NAME) - px(16))
        painter.drawText(QRect(px(12), top, px(_NAME), px(_ROW)), _LEFT, name)
        count = 0
        for column, day in enumerate(sheet.days):
            cell, state = self.cell(row, column), self.state(member.id, day)
            count += state == IN_VILLAGE
            ground = "soft2" if state == IN_VILLAGE else "amber_soft" if state else ""
            if ground:
                painter.fillRect(cell.adjusted(1, 2, -1, -3), now.color(ground))
            if (member.id, day) in self.changed:
                painter.fillRect(QRect(cell.left() + 1, cell.top() + 2, 3, cell.height() - 5), now.color("camber"))
            painter.setFont(now.font(bold=bool(state)))
            painter.setPen(now.color("primary" if state == IN_VILLAGE else "amber" if state else "line2"))
            blank = "" if day <= sheet.today else "·"
            painter.drawText(cell, _CENTER, signs.short(state) if state else blank)
        painter.setFont(now.font(bold=True))
        painter.setPen(now.color("ink"))
        end = self.cell(row, len(sheet.days) - 1).right()
        painter.drawText(QRect(end, top, px(_SUM) - px(12), px(_ROW)), _RIGHT, f"{count} 天")
