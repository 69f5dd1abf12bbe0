"""A thin rounded bar: how far the month has come, on 首页 and beside 登记走访."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fupin_desk.gui.kit.strips import paint_bar
from fupin_desk.gui.theme.current import theme


class ThinBar(QWidget):
    """How far something has come, as a rounded bar. The number it shows stands beside it in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._part = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_part(self, part: float) -> None:
        """0..1."""
        self._part = part
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(60), theme().px(9))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = theme().px(7)
        paint_bar(painter, QRectF(0, (self.height() - height) / 2, self.width(), height), self._part)
