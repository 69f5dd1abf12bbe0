"""Shown options chosen by digit: OptionRow (one of), MultiChoice (any of) and YesNo, each one painted widget."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from fupin_desk.gui.kit.optioncells import Option, OptionCells, paint_tick
from fupin_desk.gui.theme.current import theme

__all__ = ["MultiChoice", "Option", "OptionRow", "YesNo"]


class OptionRow(OptionCells):
    """One of up to ten options in a row; digits 1-9 choose, Delete clears."""

    def __init__(
        self,
        options: Sequence[Option] = (),
        parent: QWidget | None = None,
        *,
        digits: bool = True,
        clearable: bool = True,
    ) -> None:
        self._value: Any = None
        self._digits, self._clearable = digits, clearable
        super().__init__(options, parent)

    def value(self) -> Any:
        """The chosen code or None."""
        return self._value

    def set_value(self, value: Any) -> None:
        self._value = value
        self.announce()
        self.update()

    def chosen(self, row: int) -> bool:
        return self._value is not None and self.options[row].code == self._value

    def choose(self, row: int) -> None:
        self._value = self.options[row].code

    def _move(self, step: int) -> None:
        super()._move(step)
        if self.options:
            self._press(self._at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._clearable and not self._locked:
            self.set_value(None)
            self.edited.emit()
            return
        super().keyPressEvent(event)

    def label_text(self, row: int) -> str:
        """The digit and the label."""
        return f"{self.digit(row)} {self.options[row].label}" if self._digits else self.options[row].label

    def cell_width(self, row: int) -> int:
        # Measured bold, so that choosing does not shift the row.
        return QFontMetrics(theme().font(bold=True)).horizontalAdvance(self.label_text(row)) + theme().px(26)

    def gap(self) -> int:
        return 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rects = self.rects(self.width())
        lines: dict[int, QRect] = {}
        for rect in rects:
            lines[rect.top()] = lines.get(rect.top(), rect).united(rect)
        for line in lines.values():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.color("sunken" if self._locked or not self.isEnabled() else "surface"))
            painter.drawRoundedRect(QRectF(line).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        for row, rect in enumerate(rects):
            self._paint_cell(painter, row, rect, lines[rect.top()])
        token, width = self.edge()
        for line in lines.values():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(now.color(token), width))
            half = width / 2
            painter.drawRoundedRect(QRectF(line).adjusted(half, half, -half, -half), 5, 5)

    def _paint_cell(self, painter: QPainter, row: int, rect: QRect, line: QRect) -> None:
        now = theme()
        if self.chosen(row) or (row == self._over and not self._locked):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.color("soft" if self.chosen(row) else "hover"))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 3, 3)
        if rect.left() > line.left():
            painter.fillRect(QRect(rect.left(), rect.top() + 1, 1, rect.height() - 2), now.color("line"))
        painter.setFont(now.font(bold=self.chosen(row)))
        painter.setPen(now.color(self.ink(row)))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.label_text(row))


class YesNo(OptionRow):
    """是 or 否, by 1 and 2; empty until someone has said."""

    def __init__(self, parent: QWidget | None = None, *, digits: bool = False) -> None:
        super().__init__((Option(True, "是"), Option(False, "否")), parent, digits=digits)


class MultiChoice(OptionCells):
    """Any of up to ten options. ``boxed`` draws each as a toggle with its digit, else as a plain check box."""

    def __init__(
        self,
        options: Sequence[Option] = (),
        parent: QWidget | None = None,
        *,
        columns: int = 0,
        boxed: bool = True,
        most: int = 99,
    ) -> None:
        self._chosen: list[Any] = []
        self._boxed, self._most = boxed, most
        super().__init__(options, parent, columns=columns)

    def value(self) -> tuple[Any, ...] | None:
        """The chosen codes in the order of the options, None when there is none."""
        order = [option.code for option in self.options if option.code in self._chosen]
        return tuple(order + [code for code in self._chosen if code not in order]) or None

    def set_value(self, value: Sequence[Any] | None) -> None:
        self._chosen = list(value or ())
        self.announce()
        self.update()

    def problem(self) -> str:
        if len(self._chosen) > self._most:
            return f"最多选 {self._most} 项，现在有 {len(self._chosen)} 项。"
        return ""

    def chosen(self, row: int) -> bool:
        return self.options[row].code in self._chosen

    def choose(self, row: int) -> None:
        code = self.options[row].code
        if code in self._chosen:
            self._chosen.remove(code)
        else:
            self._chosen.append(code)

    def cell_height(self) -> int:
        return 32 if self._boxed else 28

    def gap(self) -> int:
        return theme().px(6 if self._boxed else 16)

    def cell_width(self, row: int) -> int:
        metrics = QFontMetrics(theme().font(bold=self._boxed))
        return metrics.horizontalAdvance(self.options[row].label) + theme().px(62 if self._boxed else 26)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row, rect in enumerate(self.rects(self.width())):
            self._paint_cell(painter, row, rect)

    def _paint_cell(self, painter: QPainter, row: int, rect: QRect) -> None:
        now, on, here = theme(), self.chosen(row), self.hasFocus() and row == self._at
        px = now.px
        if self._boxed:
            ground = "sunken" if self._locked or not self.isEnabled() else "soft" if on else "surface"
            token, width = ("primary", 1.0) if on else ("line2", 1.0)
            if self._locked or not self.isEnabled():
                token = "line"
            elif here:
                token, width = "ring", 2.0
            elif self.property("state") == "error":
                token, width = "red", 2.0
            painter.setBrush(now.color("hover" if row == self._over and not on else ground))
            painter.setPen(QPen(now.color(token), width))
            painter.drawRoundedRect(QRectF(rect).adjusted(width / 2, width / 2, -width / 2, -width / 2), 4, 4)
        x = rect.left() + px(9 if self._boxed else 1)
        box = QRectF(x, rect.center().y() - px(8) + 1, px(16), px(16))
        paint_tick(painter, box, "on" if on else "off", focused=here and not self._boxed, enabled=self.isEnabled())
        painter.setFont(now.font(bold=on and self._boxed))
        painter.setPen(now.color(self.ink(row) if self._boxed else "ink" if self.isEnabled() else "disabled"))
        text = QRect(round(box.right()) + px(8), rect.top(), rect.width(), rect.height())
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.options[row].label)
        if self._boxed:
            painter.setFont(now.font())
            painter.setPen(now.color("ink3"))
            end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(rect.adjusted(0, 0, -px(8), 0), end, self.digit(row))
