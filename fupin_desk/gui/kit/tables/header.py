"""The header: sorted columns bold with an arrow, ctrl+click for a second sort, a box that ticks all."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from fupin_desk.gui.kit.optioncells import paint_tick
from fupin_desk.gui.kit.tables.model import RowsModel
from fupin_desk.gui.theme.current import theme

_DRAG = 4


class LedgerHeader(QHeaderView):
    """Paints its sections itself (QSS cannot make a sorted section bold)."""

    sort_asked = Signal(int, bool)
    """Section, and whether it is a further sort (ctrl held)."""
    tick_asked = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, parent: QWidget, model: RowsModel) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._rows = model
        self.order: list[tuple[str, bool]] = []
        self.tick_state = "off"
        self.pad = 10
        self._pressed: QPoint | None = None
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionsMovable(True)
        self.setMinimumSectionSize(20)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme().px(34))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        now, column = theme(), self._rows.column(section)
        painter.save()
        painter.fillRect(rect, now.color("sunken"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), now.color("line"))
        if column is None:
            size = now.px(16)
            box = QRectF(rect.center().x() - size / 2 + 1, rect.center().y() - size / 2 + 0.5, size, size)
            paint_tick(painter, box, self.tick_state)
        else:
            sorted_by = next((descending for key, descending in self.order if key == column.key), None)
            text = column.title if sorted_by is None else f"{column.title} {'↓' if sorted_by else '↑'}"
            painter.setFont(now.font(bold=sorted_by is not None))
            painter.setPen(now.color("ink3" if sorted_by is None else "ink"))
            right = column.kind in ("number", "link")
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            box_text = rect.adjusted(self.pad, 0, -self.pad, 0)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box_text.width() + 4)
            painter.drawText(box_text, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, shown)
        painter.restore()

    def paintEvent(self, event: object) -> None:
        super().paintEvent(event)  # type: ignore[arg-type]
        # Behind the last section the ground and the line go on.
        end = self.length() - self.offset()
        if end < self.viewport().width():
            painter, now = QPainter(self.viewport()), theme()
            rest = QRect(end, 0, self.viewport().width() - end, self.height())
            painter.fillRect(rest, now.color("sunken"))
            painter.fillRect(QRect(end, self.height() - 1, rest.width(), 1), now.color("line"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint() if event.button() == Qt.MouseButton.LeftButton else None
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        resizing = self.cursor().shape() == Qt.CursorShape.SplitHCursor
        super().mouseReleaseEvent(event)
        spot = event.position().toPoint()
        if self._pressed is None or resizing or (spot - self._pressed).manhattanLength() > _DRAG:
            return
        self._pressed = None
        section = self.logicalIndexAt(spot)
        column = self._rows.column(section)
        if section < 0:
            return
        if column is None:
            self.tick_asked.emit()
        elif column.sortable and column.kind != "link":
            self.sort_asked.emit(section, bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())
