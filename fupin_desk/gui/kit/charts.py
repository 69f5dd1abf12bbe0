"""Painted charts: month grid of days in the village, weekly bars, horizontal bars, one stacked bar with its list."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from fupin_desk.core.shown import show_percent
from fupin_desk.gui.theme.current import theme

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTER = Qt.AlignmentFlag.AlignCenter
_WEEK = "一二三四五六日"


@dataclass(frozen=True)
class Bar:
    """One bar: key, name, number. ``strong`` names the present one; ``faint`` is 其他; ``tone`` a chart token."""

    key: str
    name: str
    number: int
    strong: bool = False
    faint: bool = False
    tone: str = "c1"


class _Chart(QWidget):
    """Focus, hovering and clicking on parts of a painted picture."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self._over, self._at = -1, 0
        theme().changed.connect(self.updateGeometry)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), self.sizeHint().height() * 3 // 4)

    def parts(self) -> list[tuple[QRect, object]]:
        """Places that can be clicked and what they stand for."""
        return []

    def _place(self, point: QPoint) -> int:
        return next((n for n, (rect, _key) in enumerate(self.parts()) if rect.contains(point)), -1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._over = self._place(event.position().toPoint())
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._over >= 0 else Qt.CursorShape.ArrowCursor)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._place(event.position().toPoint())
        if at >= 0:
            self._at = at
            self.picked.emit(self.parts()[at][1])

    def step_of(self, key: int) -> int:
        """How far an arrow key moves among the parts."""
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        return steps.get(Qt.Key(key), 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        parts, step = self.parts(), self.step_of(event.key())
        if parts and step:
            self._at = max(0, min(len(parts) - 1, self._at + step))
            self.update()
        elif parts and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(parts[min(self._at, len(parts) - 1)][1])
        else:
            super().keyPressEvent(event)

    def paint_focus(self, painter: QPainter) -> None:
        """The ring round the part the keys are on."""
        parts = self.parts()
        if self.hasFocus() and parts:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme().color("ring"), 2))
            rect = parts[min(self._at, len(parts) - 1)][0]
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 3, 3)


class MonthGrid(_Chart):
    """The days of a month; those in the village are filled. ``picked`` carries a date."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._month, self._today = date.today().replace(day=1), date.today()
        self._days: frozenset[int] = frozenset()

    def show_month(self, year: int, month: int, days: Collection[int], today: date) -> None:
        """Show a month with these days marked; days after ``today`` are pale."""
        self._month, self._today, self._days = date(year, month, 1), today, frozenset(days)
        self.setAccessibleName(f"{month}月驻村")
        listed = "、".join(str(day) for day in sorted(days))
        self.setAccessibleDescription(f"已记 {len(days)} 天：{listed}" if days else "还没有记")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(240), theme().px(172))

    def step_of(self, key: int) -> int:
        return {Qt.Key.Key_Down: 7, Qt.Key.Key_Up: -7}.get(Qt.Key(key), super().step_of(key))

    def _cell(self, row: int, column: int) -> QRect:
        px = theme().px
        gap, top = px(4), px(26)
        width = (self.width() - 6 * gap) // 7
        height = (self.height() - top - 5 * px(3)) // 6 if self._rows() == 6 else (self.height() - top - 4 * px(3)) // 5
        height = min(height, px(26))
        return QRect(column * (width + gap), top + row * (height + px(3)), width, height)

    def _rows(self) -> int:
        count = monthrange(self._month.year, self._month.month)[1]
        return (self._month.weekday() + count + 6) // 7

    def parts(self) -> list[tuple[QRect, object]]:
        first, count = self._month.weekday(), monthrange(self._month.year, self._month.month)[1]
        days = ((n, (first + n - 1) // 7, (first + n - 1) % 7) for n in range(1, count + 1))
        return [(self._cell(row, column), self._month.replace(day=n)) for n, row, column in days]

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(now.font(13))
        painter.setPen(now.color("ink3"))
        for column, name in enumerate(_WEEK):
            cell = self._cell(0, column)
            painter.drawText(QRect(cell.left(), 0, cell.width(), now.px(20)), _CENTER, name)
        for at, (rect, day) in enumerate(self.parts()):
            assert isinstance(day, date)
            marked, here = day.day in self._days, day == self._today
            if marked or at == self._over:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(now.color("soft2" if marked else "hover"))
                painter.drawRoundedRect(rect, 3, 3)
            if here:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(now.color("primary"), 2))
                painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 3, 3)
            painter.setFont(now.font(13, bold=marked))
            painter.setPen(now.color("primary" if marked else "disabled" if day > self._today else "ink2"))
            painter.drawText(rect, _CENTER, str(day.day))
        self.paint_focus(painter)


class WeekBars(_Chart):
    """Bars over time with a dashed target; bars under the target are paler. Every number is printed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[Bar, ...] = ()
        self._target = 0

    def show_bars(self, bars: Sequence[Bar], target: int, *, name: str = "每周走访次数") -> None:
        """Show these, the latest last."""
        self._bars, self._target = tuple(bars), target
        self.setAccessibleName(name)
        numbers = "、".join(str(bar.number) for bar in bars)
        self.setAccessibleDescription(f"近 {len(bars)} 周：{numbers}；目标每周 {target}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(380), theme().px(160))

    def _height_of(self, number: int) -> int:
        top = max([bar.number for bar in self._bars] + [self._target, 1]) * 1.15
        return round((self.height() - theme().px(44)) * number / top)

    def parts(self) -> list[tuple[QRect, object]]:
        count, base = max(1, len(self._bars)), self.height() - theme().px(26)
        each = self.width() // count
        width = min(theme().px(40), each * 3 // 5)
        result: list[tuple[QRect, object]] = []
        for at, bar in enumerate(self._bars):
            height = max(2, self._height_of(bar.number))
            result.append((QRect(at * each + (each - width) // 2, base - height, width, height), bar.key))
        return result

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter, px = theme(), QPainter(self), theme().px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        base = self.height() - px(26)
        painter.setPen(QPen(now.color("cgrid"), 1))
        for part in (0, 1, 2):
            y = base - (base - px(18)) * part // 2
            painter.drawLine(0, y, self.width(), y)
        for (rect, _key), bar in zip(self.parts(), self._bars, strict=True):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.color("c1" if bar.number >= self._target else "c2"))
            painter.drawRoundedRect(rect, 3, 3)
            painter.setFont(now.font())
            painter.setPen(now.color("ink"))
            above = QRect(rect.left() - px(20), rect.top() - px(20), rect.width() + px(40), px(19))
            painter.drawText(above, _CENTER, str(bar.number))
            painter.setFont(now.font(13, bold=bar.strong))
            painter.setPen(now.color("ink" if bar.strong else "ink3"))
            painter.drawText(QRect(above.left(), base + px(4), above.width(), px(20)), _CENTER, bar.name)
        if self._target:
            y = base - self._height_of(self._target)
            painter.setPen(QPen(now.color("camber"), 1.5, Qt.PenStyle.DashLine))
            painter.drawLine(0, y, self.width(), y)
        self.paint_focus(painter)


class RowBars(_Chart):
    """Horizontal bars with number and percent; a click filters."""

    def __init__(self, parent: QWidget | None = None, *, unit: str = "户") -> None:
        super().__init__(parent)
        self._bars: tuple[Bar, ...] = ()
        self._total, self._unit = 0, unit

    def show_bars(self, bars: Sequence[Bar], total: int, *, name: str = "主要致贫原因") -> None:
        """Show these, largest first; percents are of ``total``."""
        self._bars, self._total = tuple(bars), total
        self.setAccessibleName(name)
        listed = (f"{b.name} {b.number} {self._unit} {show_percent(b.number, total)}" for b in bars)
        self.setAccessibleDescription("，".join(listed))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(320), theme().px(22) * max(1, len(self._bars)))

    def parts(self) -> list[tuple[QRect, object]]:
        count = max(1, len(self._bars))
        each = min(self.height() // count, theme().px(26))
        return [(QRect(0, at * each, self.width(), each), bar.key) for at, bar in enumerate(self._bars)]

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter, px = theme(), QPainter(self), theme().px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(now.font())
        names = max((painter.fontMetrics().horizontalAdvance(bar.name) for bar in self._bars), default=0)
        names = min(names, self.width() // 3)
        most = max((bar.number for bar in self._bars), default=1) or 1
        room = max(px(20), self.width() - names - px(120))
        for at, ((rect, _key), bar) in enumerate(zip(self.parts(), self._bars, strict=True)):
            if at == self._over:
                painter.fillRect(rect, now.color("hover"))
            painter.setFont(now.font())
            painter.setPen(now.color("ink2"))
            label = painter.fontMetrics().elidedText(bar.name, Qt.TextElideMode.ElideRight, names)
            painter.drawText(QRect(0, rect.top(), names, rect.height()), _RIGHT, label)
            thick = min(px(14), rect.height() - px(6))
            width = max(2, room * bar.number // most)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.color("c2" if bar.faint else bar.tone))
            painter.drawRoundedRect(QRectF(names + px(10), rect.center().y() - thick / 2 + 1, width, thick), 2, 2)
            paint_amount(painter, rect, bar.number, self._unit, show_percent(bar.number, self._total))
        self.paint_focus(painter)


def paint_amount(painter: QPainter, rect: QRect, number: int, unit: str, end: str, *, strong: bool = False) -> None:
    """A number with its unit and, at the right end, a percent or another grey word."""
    now, px = theme(), theme().px
    painter.setFont(now.font(bold=strong))
    painter.setPen(now.color("ink"))
    painter.drawText(rect.adjusted(0, 0, -px(74), 0), _RIGHT, f"{number:,}")
    painter.setFont(now.font())
    painter.setPen(now.color("ink2"))
    painter.drawText(rect.adjusted(rect.width() - px(70), 0, 0, 0), _LEFT, unit)
    painter.setPen(now.color("ink3"))
    painter.drawText(rect, _RIGHT, end)


class StackedBar(_Chart):
    """One bar of parts over a list of them with number and percent, and the total."""

    def __init__(self, parent: QWidget | None = None, *, unit: str = "户") -> None:
        super().__init__(parent)
        self._bars: tuple[Bar, ...] = ()
        self._unit, self._total_words = unit, ""

    def show_bars(self, bars: Sequence[Bar], total_words: str = "", *, name: str = "户状态") -> None:
        """Show these parts; ``total_words`` stands behind the total, e.g. 468 人."""
        self._bars, self._total_words = tuple(bars), total_words
        self.setAccessibleName(name)
        self.setAccessibleDescription("，".join(f"{bar.name} {bar.number}" for bar in bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(260), theme().px(34 + 24 * len(self._bars) + 32))

    def parts(self) -> list[tuple[QRect, object]]:
        px = theme().px
        each = px(24)
        return [(QRect(0, px(26) + at * each, self.width(), each), bar.key) for at, bar in enumerate(self._bars)]

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter, px = theme(), QPainter(self), theme().px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        total, x = sum(bar.number for bar in self._bars), 0.0
        for bar in self._bars:
            width = self.width() * bar.number / total if total else 0
            if width:
                painter.fillRect(QRectF(x, 0, max(1.0, width - 2), px(16)), now.color(bar.tone))
            x += width
        for at, ((rect, _key), bar) in enumerate(zip(self.parts(), self._bars, strict=True)):
            if at == self._over:
                painter.fillRect(rect, now.color("hover"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.color(bar.tone))
            painter.drawRoundedRect(QRectF(0, rect.center().y() - px(5) + 1, px(10), px(10)), 2, 2)
            painter.setFont(now.font())
            painter.setPen(now.color("ink2"))
            painter.drawText(rect.adjusted(px(18), 0, 0, 0), _LEFT, bar.name)
            paint_amount(painter, rect, bar.number, self._unit, show_percent(bar.number, total), strong=True)
        foot = px(26) + px(24) * len(self._bars) + px(6)
        if self._total_words and foot + px(24) <= self.height():
            painter.fillRect(QRect(0, foot - px(2), self.width(), 1), now.color("line"))
            line = QRect(0, foot, self.width(), px(24))
            painter.setFont(now.font())
            painter.setPen(now.color("ink2"))
            painter.drawText(line, _LEFT, "合计")
            paint_amount(painter, line, total, self._unit, self._total_words, strong=True)
        self.paint_focus(painter)
