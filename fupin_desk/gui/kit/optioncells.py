"""What shown options have in common: cells laid out in rows, one focus, digits and arrows; and the painted tick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import theme

_DIGITS = "1234567890"


@dataclass(frozen=True)
class Option:
    """One choice: the code that is kept, the label that is shown; ``keys`` are further texts it is found by."""

    code: Any
    label: str
    keys: str = ""


class OptionCells(QWidget):
    """Options laid out in rows of cells. The widget has the focus as a whole; digits choose, arrows move."""

    edited = Signal()
    left = Signal()

    def __init__(self, options: Sequence[Option] = (), parent: QWidget | None = None, *, columns: int = 0) -> None:
        super().__init__(parent)
        self._columns, self._over, self._at, self._locked = columns, -1, 0, False
        self.options: tuple[Option, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().changed.connect(self.updateGeometry)
        self.set_options(options)

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer these; a chosen code that is no longer offered is dropped."""
        self.options = tuple(options)
        self._at = 0
        self.updateGeometry()
        self.update()

    def chosen(self, row: int) -> bool:
        """Whether the option with this number (from 0) is chosen."""
        raise NotImplementedError

    def choose(self, row: int) -> None:
        """Choose or tick the option with this number (from 0), as its digit does."""
        raise NotImplementedError

    def problem(self) -> str:
        return ""

    def doubt(self) -> str:
        return ""

    def shown(self) -> str:
        """The labels of what is chosen."""
        return "、".join(o.label for row, o in enumerate(self.options) if self.chosen(row))

    def set_locked(self, locked: bool) -> None:
        self._locked = locked
        self.update()

    def set_state(self, state: str) -> None:
        """"" normal, "error" or "warning"."""
        self.setProperty("state", state)
        self.update()

    def digit(self, row: int) -> str:
        """The key of an option, "" beyond the tenth."""
        return _DIGITS[row] if row < len(_DIGITS) else ""

    # Geometry

    def cell_width(self, row: int) -> int:
        """The natural width of one cell."""
        raise NotImplementedError

    def rects(self, width: int) -> list[QRect]:
        """Where each cell lies when the widget is this wide."""
        px, gap, height = theme().px, self.gap(), theme().px(self.cell_height())
        result: list[QRect] = []
        x = y = 0
        columns = self._columns
        widest = max((self.cell_width(row) for row in range(len(self.options))), default=px(60))
        if columns and columns * (widest + gap) - gap > width > 0:
            columns = max(1, (width + gap) // (widest + gap))
        for row in range(len(self.options)):
            if columns:
                each = (width - (columns - 1) * gap) // columns
                result.append(QRect(row % columns * (each + gap), row // columns * (height + px(8)), each, height))
                continue
            cell = self.cell_width(row)
            if x and x + cell > width > 0:
                x, y = 0, y + height + px(6)
            result.append(QRect(x, y, cell, height))
            x += cell + gap
        return result

    def cell_height(self) -> int:
        return 34

    def gap(self) -> int:
        return theme().px(8)

    def sizeHint(self) -> QSize:
        widths = [self.cell_width(row) for row in range(len(self.options))]
        natural = sum(widths) + self.gap() * max(0, len(widths) - 1)
        if self._columns:
            natural = min(natural, self._columns * (max(widths, default=0) + self.gap()))
        return QSize(natural, self.heightForWidth(natural))

    def minimumSizeHint(self) -> QSize:
        widest = max((self.cell_width(row) for row in range(len(self.options))), default=theme().px(60))
        return QSize(widest, theme().px(self.cell_height()))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((rect.bottom() + 1 for rect in self.rects(width)), default=theme().px(self.cell_height()))

    def rect_of(self, row: int) -> QRect:
        """Where the option with this number lies now."""
        return self.rects(self.width())[row]

    def _cell_at(self, point: QPoint) -> int:
        return next((row for row, rect in enumerate(self.rects(self.width())) if rect.contains(point)), -1)

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A scroll area asks only for minimum sizes: say how high so many lines are.
        needed = self.heightForWidth(self.width())
        if self.minimumHeight() != needed:
            self.setMinimumHeight(needed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        text = event.text()
        if text and text in _DIGITS and plain and _DIGITS.index(text) < len(self.options):
            self._press(_DIGITS.index(text))
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Down) and plain:
            self._move(1)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Up) and plain:
            self._move(-1)
        elif event.key() == Qt.Key.Key_Space and plain and self.options:
            self._press(self._at)
        else:
            super().keyPressEvent(event)

    def _move(self, step: int) -> None:
        if self.options:
            self._at = max(0, min(len(self.options) - 1, self._at + step))
            self.update()

    def _press(self, row: int) -> None:
        if self._locked or not self.isEnabled():
            return
        self._at = row
        self.choose(row)
        self.announce()
        self.update()
        self.edited.emit()

    def announce(self) -> None:
        """Keep the description for screen readers in step."""
        self.setAccessibleDescription(f"已选 {self.shown()}" if self.shown() else "没有选")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._cell_at(event.position().toPoint())
        if over != self._over:
            self._over = over
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._cell_at(event.position().toPoint())
        if row >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self._press(row)

    def leaveEvent(self, _event: QEvent) -> None:
        self._over = -1
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._at = next((row for row in range(len(self.options)) if self.chosen(row)), 0)
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
        self.left.emit()

    # Painting

    def edge(self) -> tuple[str, float]:
        """Colour token and width of the border."""
        if self.hasFocus():
            return "ring", 2.0
        if self.property("state") == "error":
            return "red", 2.0
        if self.property("state") == "warning":
            return "amber_line", 1.0
        return ("line" if self._locked or not self.isEnabled() else "line2"), 1.0

    def ink(self, row: int) -> str:
        """The colour token of one label."""
        if not self.isEnabled():
            return "disabled"
        return "primary" if self.chosen(row) else "ink"


def paint_tick(painter: QPainter, box: QRectF, state: str, *, focused: bool = False, enabled: bool = True) -> None:
    """Draw a check box: ``state`` on, off or part."""
    now = theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    filled = state != "off" and enabled
    painter.setBrush(now.color("primary" if filled else "surface" if enabled else "sunken"))
    edge = "ring" if focused and not filled else "primary" if filled else "line2" if enabled else "line"
    width = 2.0 if focused else 1.0
    painter.setPen(QPen(now.color("ring_on" if focused and filled else edge), width))
    painter.drawRoundedRect(box.adjusted(width / 2, width / 2, -width / 2, -width / 2), 3, 3)
    if state != "off":
        icons.paint(painter, "check" if state == "on" else "minus", "on_primary" if enabled else "disabled",
                    box.adjusted(1, 1, -1, -1))  # fmt: skip
    painter.restore()
