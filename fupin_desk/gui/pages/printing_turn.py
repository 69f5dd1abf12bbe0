"""打印中心: between the two passes of printing both sides by hand: drawn, how the stack goes back into the printer."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.chips import Segments
from fupin_desk.gui.kit.flow import WrapLabel
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.theme.current import set_role, theme

AS_IT_IS, TURNED_OVER = "asis", "over"
_STEPS = {
    AS_IT_IS: ("整叠取出，不要打乱", "不翻面，空白面朝上", "放回，页眉那头先进"),
    TURNED_OVER: ("整叠取出，不要打乱", "翻过来，有字面朝上", "放回，页眉那头先进"),
}
_WIDTH, _HEIGHT = 168, 132


class StackPicture(QWidget):
    """Three pictures: the stack as it comes out, how it is turned, how it goes in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.way = AS_IT_IS
        theme().changed.connect(self.updateGeometry)

    def show_way(self, way: str) -> None:
        """``AS_IT_IS`` or ``TURNED_OVER``."""
        self.way = way
        self.setAccessibleName("怎样放回纸")
        self.setAccessibleDescription("；".join(_STEPS[way]))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(3 * _WIDTH + 24), theme().px(_HEIGHT + 26))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for n, words in enumerate(_STEPS[self.way]):
            painter.save()
            painter.translate(n * now.px(_WIDTH + 12), 0)
            painter.scale(now.scale, now.scale)
            self._paint_step(painter, n)
            painter.restore()
            box = QRectF(n * now.px(_WIDTH + 12), now.px(_HEIGHT), now.px(_WIDTH), now.px(24))
            painter.setFont(now.font())
            painter.setPen(now.color("ink"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{n + 1}. {words}")

    def _paint_step(self, painter: QPainter, step: int) -> None:
        now = theme()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.color("sunken"))
        painter.drawRoundedRect(QRectF(0, 0, _WIDTH, _HEIGHT - 6), 5, 5)
        written = step > 0 and self.way == TURNED_OVER
        if step == 0:
            self._printer(painter, QRectF(34, 66, 100, 46))
            self._stack(painter, QPointF(56, 52), written=False)
            self._arrow(painter, QPointF(84, 30), QPointF(84, 8))
        elif step == 1:
            self._stack(painter, QPointF(56, 78), written=written)
            if self.way == TURNED_OVER:
                self._curve(painter)
        else:
            self._printer(painter, QRectF(34, 16, 100, 46))
            self._stack(painter, QPointF(56, 98), written=written)
            self._arrow(painter, QPointF(146, 112), QPointF(146, 76))

    def _printer(self, painter: QPainter, box: QRectF) -> None:
        now = theme()
        painter.setPen(QPen(now.color("line2"), 1.5))
        painter.setBrush(now.color("surface"))
        painter.drawRoundedRect(box, 5, 5)
        painter.drawLine(box.topLeft() + QPointF(14, 12), box.topRight() + QPointF(-14, 12))
        painter.setBrush(now.color("cgreen"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(box.bottomRight() + QPointF(-12, -10), 3, 3)

    def _stack(self, painter: QPainter, at: QPointF, *, written: bool) -> None:
        """Four sheets seen from the front, their upper ends (页眉) away from the person; ``at`` is the near left corner."""
        now = theme()
        painter.setPen(QPen(now.color("line2"), 1.2))
        painter.setBrush(now.color("white"))
        for lift in (0.0, -3.0, -6.0, -9.0):
            painter.drawPolygon(_sheet(at + QPointF(0, lift)))
        if not written:
            return
        painter.setPen(QPen(now.color("c2"), 1.6))
        for n in range(4):
            y = at.y() - 9 - 24 + n * 6
            shift = 9.0 - n * 2.2
            head = 16.0 if n == 0 else 4.0
            painter.drawLine(QPointF(at.x() + shift + head, y), QPointF(at.x() + 56 - shift + 6 - head, y))

    def _arrow(self, painter: QPainter, start: QPointF, end: QPointF) -> None:
        painter.setPen(QPen(theme().color("primary"), 3))
        painter.drawLine(start, end + QPointF(0, 6))
        self._head(painter, end, QPointF(-6, 9), QPointF(6, 9))

    def _head(self, painter: QPainter, tip: QPointF, left: QPointF, right: QPointF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("primary"))
        painter.drawPolygon(QPolygonF([tip, tip + left, tip + right]))

    def _curve(self, painter: QPainter) -> None:
        """An arrow over the stack from its left to its right edge: turned over like the page of a book."""
        path = QPainterPath(QPointF(44, 58))
        path.cubicTo(QPointF(48, 10), QPointF(112, 10), QPointF(124, 50))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme().color("primary"), 3))
        painter.drawPath(path)
        self._head(painter, QPointF(127, 60), QPointF(-9, -9), QPointF(4, -12))


def _sheet(at: QPointF) -> QPolygonF:
    return QPolygonF([at, at + QPointF(56, 0), at + QPointF(46, -30), at + QPointF(10, -30)])


class TurnDialog(QDialog):
    """The first pass is done. ``answered`` with AS_IT_IS or TURNED_OVER goes on, "" leaves the backs out."""

    answered = Signal(str)

    def __init__(self, parent: QWidget, sheets: int, way: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("手动双面")
        self.setModal(True)
        set_role(self, "dialog")
        self.picture = StackPicture(self)
        self.way = Segments([(AS_IT_IS, "不翻面放回"), (TURNED_OVER, "翻面放回")], self)
        self.way.setAccessibleName("这台打印机怎样放回纸")
        self.way.set_value(way if way in _STEPS else AS_IT_IS)
        self.go_button, self.stop_button = push("接着打反面", "primary", key="Ctrl+Enter"), push("不打反面了", "danger-link")
        self.go_button.setShortcut("Ctrl+Return")
        self._build(sheets)
        self.way.edited.connect(lambda: self.picture.show_way(self.way.key_chosen()))
        self.picture.show_way(self.way.key_chosen())
        self.go_button.clicked.connect(self.accept)
        self.stop_button.clicked.connect(self.reject)
        self.finished.connect(lambda code: self.answered.emit(self.way.key_chosen() if code else ""))
        self.go_button.setFocus()

    def _build(self, sheets: int) -> None:
        choose = QHBoxLayout()
        choose.addWidget(label("这台打印机", "sec"))
        choose.addWidget(self.way)
        choose.addStretch(1)
        hint = WrapLabel("正反面对不上时，下次换另一种放法。放法会记住。第一次用这台打印机，先打一户试试。")
        set_role(hint, "hint")
        verbs = QHBoxLayout()
        verbs.addWidget(self.stop_button)
        verbs.addStretch(1)
        verbs.addWidget(self.go_button)
        down, px = QVBoxLayout(self), theme().px
        down.setContentsMargins(px(20), px(20), px(20), px(16))
        down.setSpacing(px(12))
        down.addWidget(label(f"正面已交给打印机，{sheets} 张纸", "h2"))
        down.addWidget(label("等正面全部打完，按下面的图把纸放回，再打反面。", "sec"))
        down.addWidget(self.picture)
        down.addLayout(choose)
        down.addWidget(hint)
        down.addLayout(verbs)
