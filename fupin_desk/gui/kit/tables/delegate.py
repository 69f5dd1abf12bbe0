"""The one delegate: ticks, tags, dated cells, load bars, numbers, links, headings, the current row's bar."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from fupin_desk.gui.kit.inputs.line import ValueEdit
from fupin_desk.gui.kit.optioncells import paint_tick
from fupin_desk.gui.kit.tables.model import Cell, Column, Row, RowsModel
from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import theme
from fupin_desk.gui.theme.tokens import INKS, TONES

_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_LEFT = _MIDDLE | Qt.AlignmentFlag.AlignLeft
_RIGHT = _MIDDLE | Qt.AlignmentFlag.AlignRight
_ELIDE = Qt.TextElideMode.ElideRight
_Index = QModelIndex | QPersistentModelIndex


class TableState(Protocol):
    """What the delegate asks the view about a row."""

    hovered: int
    pad: int

    def is_ticked(self, row_id: Any) -> bool: ...
    def current_row(self) -> int: ...
    def has_focus_on(self, row: int, section: int) -> bool: ...


class TableDelegate(QStyledItemDelegate):
    """Paints every cell itself; texts come ready-made, so a screen of cells costs little more than its glyphs."""

    def __init__(self, view: QWidget, model: RowsModel, state: TableState) -> None:
        super().__init__(view)
        self._model, self._state = model, state

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        at, section, rect = index.row(), index.column(), option.rect  # type: ignore[attr-defined]  # stubs lack it
        now, state, row = theme(), self._state, self._model.row(at)
        painter.save()
        if row.heading:
            self._heading(painter, rect, row)
            painter.restore()
            return
        current = at == state.current_row()
        ticked = state.is_ticked(row.id)
        ground = "soft" if current else "soft0" if ticked else "hover" if at == state.hovered else "surface"
        painter.fillRect(rect, now.color(ground))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), now.color("line"))
        if section == 0 and current:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), now.color("primary"))
        column = self._model.column(section)
        if column is None:
            size = now.px(16)
            box = QRectF(rect.center().x() - size / 2 + 1, rect.center().y() - size / 2 + 0.5, size, size)
            paint_tick(painter, box, "on" if ticked else "off")
        else:
            self._cell(painter, rect, column, self._model.cell(at, section), row, current=current)
        if state.has_focus_on(at, section):
            painter.setPen(QPen(now.color("ring"), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(2, 2, -3, -4))
        painter.restore()

    def _heading(self, painter: QPainter, rect: QRect, row: Row) -> None:
        now = theme()
        painter.fillRect(rect, now.color("sunken"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), now.color("line"))
        text = row.cells[0] if row.cells else ""
        painter.setFont(now.font(13))
        painter.setPen(now.color("ink2"))
        painter.drawText(rect.adjusted(now.px(16), 0, 0, 0), _LEFT, text if isinstance(text, str) else text.text)

    def _cell(
        self, painter: QPainter, rect: QRect, column: Column, cell: str | Cell, row: Row, *, current: bool
    ) -> None:
        now, pad = theme(), self._state.pad
        box, kind = rect.adjusted(pad, 0, -pad, 0), column.kind
        if isinstance(cell, str):
            if not cell:
                return
            cell = Cell(cell)
        ink = INKS[cell.tone or ("muted" if row.muted else "soft" if kind == "soft" else "")]
        strong = cell.strong or (current and column.fixed and not column.as_text)
        painter.setFont(now.font(bold=strong))
        painter.setPen(now.color(ink))
        if kind == "tag":
            paint_tag(painter, QPoint(box.left(), rect.center().y()), cell.text, cell.tone or "grey", box.width())
        elif kind == "bar":
            self._bar(painter, box, cell)
        elif kind == "link":
            painter.setPen(now.color("primary"))
            painter.drawText(box, _RIGHT, cell.text)
        elif kind == "number":
            painter.drawText(box, _RIGHT, cell.text)
        else:
            self._text(painter, box, cell)

    def _text(self, painter: QPainter, box: QRect, cell: Cell) -> None:
        now, metrics = theme(), painter.fontMetrics()
        text = metrics.elidedText(cell.text, _ELIDE, box.width())
        painter.drawText(box, _LEFT, text)
        x = box.left() + metrics.horizontalAdvance(text)
        if cell.icon:
            size = now.px(16)
            spot = QRectF(x + now.px(8), box.center().y() - size / 2 + 1, size, size)
            icons.paint(painter, cell.icon, INKS[cell.extra_tone], spot)
            x += now.px(26)
        if cell.extra:
            painter.setFont(now.font())
            painter.setPen(now.color(INKS[cell.extra_tone]))
            gap = now.px(8) if cell.text else 0
            room = QRect(x + gap, box.top(), max(0, box.right() - x - gap + 1), box.height())
            painter.drawText(room, _LEFT, painter.fontMetrics().elidedText(cell.extra, _ELIDE, room.width()))

    def _bar(self, painter: QPainter, box: QRect, cell: Cell) -> None:
        now = theme()
        painter.drawText(box, _RIGHT, cell.text)
        room = painter.fontMetrics().horizontalAdvance("00 → 00")
        width = max(now.px(20), min(box.width() - room, now.px(90)))
        bar = QRectF(box.left(), box.center().y() - now.px(3) + 1, width, now.px(6))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = bar.height() / 2
        painter.setBrush(now.color("cgrid"))
        painter.drawRoundedRect(bar, radius, radius)
        if cell.part > 0:
            painter.setBrush(now.color("camber" if cell.part > 1 else "c1"))
            filled = QRectF(bar.left(), bar.top(), max(bar.height(), bar.width() * min(cell.part, 1.0)), bar.height())
            painter.drawRoundedRect(filled, radius, radius)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: _Index) -> QWidget:
        column = self._model.column(index.column())
        assert column is not None and column.editor is not None
        editor = column.editor(parent)
        editor.setProperty("cell", True)
        editor.setAutoFillBackground(True)
        return editor

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """Puts the cell into the editor: what it sorts by where that is given, else its text, read by the editor."""
        cell = self._model.cell(index.row(), index.column())
        value = cell.sort if isinstance(cell, Cell) else None
        text = cell if isinstance(cell, str) else cell.text
        if value is None and isinstance(editor, ValueEdit):
            try:
                editor.set_value(editor.parse_text(text))
            except ValueError:
                editor.setText(text)
            editor.selectAll()
            return
        editor.set_value(text or None if value is None else value)  # type: ignore[attr-defined]  # an Editor of the kit

    def setModelData(self, editor: QWidget, _model: Any, index: _Index) -> None:
        """Hands the edited value to the view, which tells the page; the model itself is never written to."""
        view = self.parent()
        view.take_edit(editor, index)  # type: ignore[attr-defined]  # the LedgerTable

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: _Index) -> None:
        editor.setGeometry(option.rect.adjusted(3, 3, -3, -4))  # type: ignore[attr-defined]


def paint_tag(painter: QPainter, left_middle: QPoint, text: str, tone: str, most: int = 10_000) -> int:
    """Draw a tag whose left middle is given; returns its width."""
    now = theme()
    ground, ink = TONES[tone]
    painter.setFont(now.font(13))
    metrics = painter.fontMetrics()
    width = min(metrics.horizontalAdvance(text) + now.px(16), max(most, 0))
    height = now.px(22)
    box = QRectF(left_middle.x(), left_middle.y() - height / 2 + 0.5, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(now.color(ground))
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(now.color(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, metrics.elidedText(text, _ELIDE, max(0, int(width) - 4)))
    return int(width)
