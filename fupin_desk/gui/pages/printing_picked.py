"""打印中心: the list of households (or team members) to print, each with its tick, its doubts and a cross."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from fupin_desk.gui.kit.optioncells import paint_tick
from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import theme

_Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
ROW = 30


@dataclass(frozen=True)
class Picked:
    """A household of the list."""

    household: str
    head: str
    number: str
    doubts: int = 0
    ticked: bool = True

    def spoken(self) -> str:
        """As a screen reader says it."""
        doubts = f"{self.doubts} 处疑点" if self.doubts else ""
        return "，".join(filter(None, [self.head, self.number, doubts, "已选" if self.ticked else "未选"]))


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[Picked] = []

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = 0) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.head
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken()
        return None

    def reset(self, rows: Sequence[Picked]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(theme().px(80), theme().px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model, view = index.model(), self.parent()
        if not isinstance(model, _Model) or not isinstance(view, PickedList):
            return
        row, now, px = model.rows[index.row()], theme(), theme().px
        rect, state = option.rect, option.state  # type: ignore[attr-defined]  # the stubs leave the option's fields out
        current = bool(state & QStyle.StateFlag.State_Selected)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if current or over:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.color("soft" if current else "hover"))
            painter.drawRoundedRect(QRectF(rect), 3, 3)
        tick = QRectF(rect.left() + px(4), rect.center().y() - px(8) + 1, px(16), px(16))
        paint_tick(painter, tick, "on" if row.ticked else "off")
        self._paint_words(painter, row, rect.adjusted(px(28), 0, -px(30), 0), current=current)
        size = px(16)
        if view.removable:
            icons.paint(painter, "x", "ink2", QRectF(rect.right() - px(24), rect.center().y() - size / 2 + 1, size, size))
        if current and view.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(now.color("ring"), 1, Qt.PenStyle.DotLine))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.restore()

    def _paint_words(self, painter: QPainter, row: Picked, box: QRect, *, current: bool) -> None:
        now, px = theme(), theme().px
        words = f"{row.doubts} 处疑点" if row.doubts else ""
        painter.setFont(now.font(13))
        right = painter.fontMetrics().horizontalAdvance(words)
        painter.setPen(now.color("amber"))
        painter.drawText(box, _RIGHT, words)
        painter.setFont(now.font(bold=current))
        metrics = painter.fontMetrics()
        number_width = metrics.horizontalAdvance(row.number) + px(8)
        room = max(px(20), box.width() - right - number_width - px(8))
        name = metrics.elidedText(row.head, Qt.TextElideMode.ElideRight, room)
        painter.setPen(now.color("primary" if current else "ink" if row.ticked else "ink3"))
        painter.drawText(box, _LEFT, name)
        x = box.left() + max(px(62), metrics.horizontalAdvance(name) + px(8))
        painter.setFont(now.font())
        painter.setPen(now.color("ink3"))
        painter.drawText(QRect(x, box.top(), number_width, box.height()), _LEFT, row.number)


class PickedList(QListView):
    """空格 ticks, Delete takes out of the list, the arrows move and the preview follows."""

    moved = Signal(str)
    """Another household is current; "" when the list has become empty."""
    changed = Signal()

    def __init__(self, parent: QWidget | None = None, *, removable: bool = True) -> None:
        super().__init__(parent)
        self.removable = removable
        self._model, self._silent = _Model(self), False
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName("要打印的户")
        theme().changed.connect(self.doItemsLayout)

    def rows(self) -> list[Picked]:
        """Every household of the list."""
        return self._model.rows

    def ticked(self) -> tuple[str, ...]:
        """The households that will be printed, in order."""
        return tuple(row.household for row in self.rows() if row.ticked)

    def current(self) -> Picked | None:
        """The household the preview shows."""
        at = self.currentIndex().row()
        return self.rows()[at] if 0 <= at < len(self.rows()) else None

    def show_rows(self, rows: Sequence[Picked], current: str = "") -> None:
        """Show these; the current household stays, or is the one named, or the first."""
        held = self.current()
        wanted = current or (held.household if held else "")
        at = next((n for n, row in enumerate(rows) if row.household == wanted), 0)
        self._silent = True
        self._model.reset(rows)
        if rows:
            self.setCurrentIndex(self._model.index(at))
        self._silent = False
        self.changed.emit()
        now = self.current()
        if (now.household if now else "") != (held.household if held else ""):
            self.moved.emit(now.household if now else "")

    def go_to(self, household: str) -> None:
        """Make a household current."""
        at = next((n for n, row in enumerate(self.rows()) if row.household == household), -1)
        if at >= 0:
            self.setCurrentIndex(self._model.index(at))

    def step_ticked(self, steps: int) -> None:
        """The next household that will be printed, or the one before."""
        marked = [n for n, row in enumerate(self.rows()) if row.ticked]
        at = self.currentIndex().row()
        ahead = [n for n in marked if n > at] if steps > 0 else [n for n in reversed(marked) if n < at]
        if ahead:
            self.setCurrentIndex(self._model.index(ahead[0]))

    def toggle(self, at: int) -> None:
        """Tick or untick one."""
        row = self.rows()[at]
        self._model.rows[at] = replace(row, ticked=not row.ticked)
        self._model.dataChanged.emit(self._model.index(at), self._model.index(at))
        self.changed.emit()

    def take_out(self, at: int) -> None:
        """Take one out of the list; its neighbour becomes current."""
        rows = [row for n, row in enumerate(self.rows()) if n != at]
        held = self.current()
        gone = held is not None and held.household == self.rows()[at].household
        near = rows[min(at, len(rows) - 1)].household if gone and rows else ""
        self.show_rows(rows, near)

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        self.scrollTo(self.currentIndex())
        if current.isValid() and not self._silent:
            self.moved.emit(self.rows()[current.row()].household)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self.indexAt(event.position().toPoint()).row()
        if at < 0 or event.button() != Qt.MouseButton.LeftButton:
            return
        x = event.position().x()
        if x < theme().px(26):
            self.toggle(at)
        elif self.removable and x > self.viewport().width() - theme().px(30):
            self.take_out(at)
        else:
            self.setCurrentIndex(self._model.index(at))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at, plain = self.currentIndex().row(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if at >= 0 and plain and event.key() == Qt.Key.Key_Space:
            self.toggle(at)
        elif at >= 0 and plain and self.removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.take_out(at)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            return False
        return super().viewportEvent(event)
