"""Strips over a page: MetricStrip (numbers that open the rows behind them) and Stepper (steps of a long job)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QWidget

from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import set_role, theme
from fupin_desk.gui.theme.tokens import LOW_HEIGHT

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Metric:
    """One number. ``tone``: red only for overdue, amber for missing or doubtful; zero is shown in grey anyway.

    ``part`` 0..1 draws a bar before the note (negative: none).
    """

    key: str
    title: str
    number: int
    unit: str = ""
    note: str = ""
    tone: str = ""
    part: float = -1.0


class MetricTile(QAbstractButton):
    """One tile of the strip: a flat button, painted."""

    def __init__(self, metric: Metric, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.held = metric
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme().changed.connect(self.updateGeometry)
        self.show_metric(metric)

    def show_metric(self, metric: Metric) -> None:
        """Show other numbers."""
        self.held = metric
        self.setAccessibleName(f"{metric.title} {metric.number} {metric.unit}")
        self.setAccessibleDescription(f"{metric.note} 按回车看名单".strip())
        self.updateGeometry()
        self.update()

    def _low(self) -> bool:
        return self.window().height() / theme().scale < LOW_HEIGHT

    def sizeHint(self) -> QSize:
        now, metric = theme(), self.held
        note = QFontMetrics(now.font(13)).horizontalAdvance(metric.note) + now.px(90 if metric.part >= 0 else 0)
        number = QFontMetrics(now.font(28, bold=True)).horizontalAdvance(str(metric.number))
        unit = QFontMetrics(now.font()).horizontalAdvance(metric.unit)
        width = max(note, number + unit + now.px(8), now.px(90)) + now.px(36)
        return QSize(width, now.px(88 if self._low() else 100))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, metric, painter = theme(), self.held, QPainter(self)
        px, low = now.px, self._low()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.isDown():
            painter.fillRect(self.rect(), now.color("sunken" if self.isDown() else "hover"))
        if self.x() > 2:
            painter.fillRect(QRect(0, 0, 1, self.height()), now.color("line"))
        painter.setFont(now.font())
        painter.setPen(now.color("ink2"))
        x, width = px(18), self.width() - px(30)
        painter.drawText(QRect(x, px(9 if low else 12), width, px(20)), _LEFT, metric.title)
        token = {"red": "red", "amber": "amber"}.get(metric.tone, "ink") if metric.number else "ink3"
        painter.setFont(now.font(24 if low else 28, bold=True))
        painter.setPen(now.color(token))
        line = QRect(x, px(29 if low else 32), width, px(32 if low else 36))
        painter.drawText(line, _LEFT, f"{metric.number:,}")
        used = painter.fontMetrics().horizontalAdvance(f"{metric.number:,}") + px(6)
        painter.setFont(now.font())
        painter.setPen(now.color("ink2"))
        painter.drawText(line.adjusted(used, px(5), 0, px(5)), _LEFT, metric.unit)
        self._paint_note(painter, QRect(x, px(61 if low else 70), width, px(20)))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(now.color("ring"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -3, -2), 4, 4)

    def _paint_note(self, painter: QPainter, box: QRect) -> None:
        now, metric, px = theme(), self.held, theme().px
        if metric.part >= 0:
            width = min(px(104), box.width() // 2)
            paint_bar(painter, QRectF(box.left(), box.center().y() - px(3), width, px(7)), metric.part)
            box = box.adjusted(width + px(8), 0, 0, 0)
        painter.setFont(now.font(13))
        painter.setPen(now.color("ink3"))
        text = painter.fontMetrics().elidedText(metric.note, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, _LEFT, text)


def paint_bar(painter: QPainter, bar: QRectF, part: float, token: str = "c1") -> None:
    """A rounded bar filled to ``part`` 0..1."""
    now, radius = theme(), bar.height() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(now.color("cgrid"))
    painter.drawRoundedRect(bar, radius, radius)
    if part > 0:
        painter.setBrush(now.color(token))
        filled = max(bar.height(), bar.width() * min(part, 1.0))
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), filled, bar.height()), radius, radius)


class MetricStrip(QFrame):
    """Numbers side by side in one card; a click or Enter opens the rows behind one."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self.tiles: dict[str, MetricTile] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(1, 1, 1, 1)
        self._row.setSpacing(0)

    def show_metrics(self, metrics: Sequence[Metric]) -> None:
        """Show these; tiles that are there already only change their numbers."""
        for metric in metrics:
            tile = self.tiles.get(metric.key)
            if tile is not None:
                tile.show_metric(metric)
                continue
            tile = self.tiles[metric.key] = MetricTile(metric, self)
            tile.clicked.connect(lambda _on=False, key=metric.key: self.opened.emit(key))
            self._row.addWidget(tile)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for tile in self.tiles.values():
            tile.updateGeometry()


@dataclass(frozen=True)
class Step:
    """One step; ``note`` is its result in one line once it is done."""

    title: str
    note: str = ""


class Stepper(QWidget):
    """Steps of a long job: done ones with a tick, the present one filled, the others numbered."""

    def __init__(self, steps: Sequence[Step] = (), parent: QWidget | None = None, *, vertical: bool = False) -> None:
        super().__init__(parent)
        self._steps, self._at, self._vertical = tuple(steps), 0, vertical
        vertical_policy = QSizePolicy.Policy.Preferred if vertical else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Expanding, vertical_policy)
        theme().changed.connect(self.updateGeometry)
        self.show_steps(steps, 0)

    def show_steps(self, steps: Sequence[Step], at: int) -> None:
        """Show these with the one numbered ``at`` (from 0) as present."""
        self._steps, self._at = tuple(steps), at
        if steps:
            here = steps[min(at, len(steps) - 1)]
            self.setAccessibleName(f"第 {at + 1} 步，共 {len(steps)} 步：{here.title}")
            self.setAccessibleDescription(here.note)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        px = theme().px
        if self._vertical:
            return QSize(px(220), px(76) * len(self._steps))
        return QSize(px(180) * len(self._steps), px(60))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px, count = theme().px, max(1, len(self._steps))
        for at, step in enumerate(self._steps):
            lying = QRect(at * self.width() // count, 0, self.width() // count, self.height())
            box = QRect(0, at * px(76), self.width(), px(76)) if self._vertical else lying
            self._paint_step(painter, at, step, box)

    def _paint_step(self, painter: QPainter, at: int, step: Step, box: QRect) -> None:
        now, px = theme(), theme().px
        size = px(28)
        circle = QRectF(box.left() + 1, box.top() + px(4), size, size)
        done, here = at < self._at, at == self._at
        painter.setPen(QPen(now.color("green" if done else "primary" if here else "line2"), 2))
        painter.setBrush(now.color("green_soft" if done else "primary" if here else "surface"))
        painter.drawEllipse(circle.adjusted(1, 1, -1, -1))
        if done:
            inner = px(16)
            spot = QRectF(circle.center().x() - inner / 2, circle.center().y() - inner / 2, inner, inner)
            icons.paint(painter, "check", "green", spot)
        else:
            painter.setFont(now.font(bold=True))
            painter.setPen(now.color("on_primary" if here else "ink3"))
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(at + 1))
        words = QRect(round(circle.right()) + px(14), box.top() + px(6), box.width() - px(50), px(24))
        painter.setFont(now.font(15 if self._vertical else 14, bold=at <= self._at))
        painter.setPen(now.color("ink" if at <= self._at else "ink3"))
        painter.drawText(words, _LEFT, step.title)
        end = words.left() + painter.fontMetrics().horizontalAdvance(step.title)
        painter.setFont(now.font(13))
        painter.setPen(now.color("ink3"))
        note = painter.fontMetrics().elidedText(step.note, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words.translated(0, px(25)), _LEFT, note)
        if at + 1 < len(self._steps):
            painter.setPen(QPen(now.color("green_line" if done else "line"), 1.5))
            if self._vertical:
                x = circle.center().x()
                painter.drawLine(round(x), round(circle.bottom()) + px(6), round(x), box.bottom() - px(2))
            elif box.right() - px(14) > end + px(12):
                y = round(circle.center().y())
                painter.drawLine(end + px(12), y, box.right() - px(14), y)
