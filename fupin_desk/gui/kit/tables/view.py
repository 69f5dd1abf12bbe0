"""LedgerTable: rows that are ticked, sorted, copied, jumped to by letters, and opened, all from the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from fupin_desk.core import pinyin
from fupin_desk.gui.kit.tables.clip import clipboard_data
from fupin_desk.gui.kit.tables.delegate import TableDelegate
from fupin_desk.gui.kit.tables.model import Cell, Row
from fupin_desk.gui.kit.tables.ticks import Ticks
from fupin_desk.gui.kit.tables.widths import ColumnedTable
from fupin_desk.gui.theme.current import theme
from fupin_desk.gui.theme.tokens import FULL_WIDTH, ROW

SETTLE_MS = 120
_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt)
_JUMP_MS = 1000


class LedgerTable(ColumnedTable):
    """The table of every list. Ticks belong to ids (whatever the page uses) and survive filtering and sorting."""

    current_moved = Signal(object)
    settled = Signal(object)
    """The current id, 120 ms after the last move: for previews."""
    opened = Signal(object)
    """Enter or a double click on a row that is not edited in place."""
    verb = Signal(object, str)
    """A link cell was clicked: id and column key."""
    ticks_changed = Signal()
    sort_changed = Signal(list)
    """The new order [(column key, descending)]; rows in memory are sorted already, a source must give a new order."""
    cell_edited = Signal(object, str, object)
    """Id, column key, new value. The page saves it and shows the row anew."""
    menu_asked = Signal(QPoint)
    """Right click on the header (global place): open the column chooser."""
    def __init__(self, parent: QWidget | None = None, *, row_height: int = ROW) -> None:
        super().__init__(parent)
        self.hovered, self.pad = -1, 10
        self.ticks = Ticks(self.rows)
        self._row_height = row_height
        self._typed = ""
        self.setItemDelegate(TableDelegate(self, self.rows, self))
        self._set_up()
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(lambda: self.settled.emit(self.current_id()))
        self._jump = QTimer(self, singleShot=True, interval=_JUMP_MS)
        self._jump.timeout.connect(self._forget_letters)
        self.ticks.changed.connect(self._on_ticks)
        self.header.sort_asked.connect(self._on_sort)
        self.header.tick_asked.connect(self.ticks.toggle_all)
        self.header.menu_asked.connect(self.menu_asked)
        theme().changed.connect(self._on_theme)
        self._on_theme()

    def _set_up(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QTableView.Shape.NoFrame)

    # Rows

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Show these rows (all in memory), sorted as the header says, keeping the current id and the scroll place."""
        self._keeping(lambda: self._put_rows(rows))

    def _put_rows(self, rows: Iterable[Row]) -> None:
        self.clearSpans()
        self.rows.set_rows(rows)
        if self.header.order and not any(self.rows.row(at).heading for at in range(len(self.rows.ids))):
            self.rows.sort_rows(self.header.order)
        for at in range(len(self.rows.ids)):
            row = self.rows.row(at)
            if row.heading:
                self.setSpan(at, 0, 1, max(1, self.rows.columnCount()))
                self.setRowHeight(at, theme().px(28))

    def set_source(self, ids: Sequence[Any], fetch: Callable[[int, int], Sequence[Row]]) -> None:
        """Show an order of ids whose rows are fetched when painted: for lists too long to hold."""
        self._keeping(lambda: self.rows.set_source(ids, fetch))

    def replace_row(self, row: Row) -> None:
        """Show one row anew, where it stands."""
        self.rows.replace_row(row)

    def _keeping(self, change: Callable[[], None]) -> None:
        held, column = self.current_id(), max(self.currentIndex().column(), int(self.rows.ticks))
        scrolled = self.verticalScrollBar().value()
        change()
        self.hovered = -1
        self._lay_out()
        at = self.rows.row_of(held) if held is not None else -1
        if at < 0:
            at = next((n for n in range(min(50, len(self.rows.ids))) if not self.rows.row(n).heading), -1)
        if at >= 0:
            self.setCurrentIndex(self.rows.index(at, column))
            self.verticalScrollBar().setValue(scrolled)
        self.ticks.tell()

    def ids(self) -> Sequence[Any]:
        """The ids of all rows in their order."""
        return [i for at, i in enumerate(self.rows.ids) if self.rows.paged or not self.rows.row(at).heading]

    def current_id(self) -> Any:
        """The id of the current row, None when there is none."""
        index = self.currentIndex()
        return self.rows.ids[index.row()] if index.isValid() and index.row() < len(self.rows.ids) else None

    def go_to(self, row_id: Any) -> bool:
        """Make the row with this id current and visible; False when it is not among the rows."""
        at = self.rows.row_of(row_id)
        if at < 0:
            return False
        self.setCurrentIndex(self.rows.index(at, max(self.currentIndex().column(), int(self.rows.ticks))))
        self.scrollTo(self.currentIndex())
        return True

    # Sorting

    def sort_by(self, key: str, *, descending: bool = False, further: bool = False) -> None:
        """Sort by a column as a click on its header does (``further``: ctrl+click)."""
        held = [pair for pair in self.header.order if pair[0] != key] if further else []
        self.header.order = [*held, (key, descending)]
        self.header.viewport().update()
        self.rows.sort_rows(self.header.order)
        self.sort_changed.emit(list(self.header.order))

    def order(self) -> list[tuple[str, bool]]:
        """The present order as (column key, descending)."""
        return list(self.header.order)

    def show_order(self, order: Sequence[tuple[str, bool]]) -> None:
        """Show an order in the header that the rows already have."""
        self.header.order = list(order)
        self.header.viewport().update()

    def _on_sort(self, section: int, further: bool) -> None:
        column = self.rows.column(section)
        if column is None:
            return
        held = dict(self.header.order)
        again = column.key in held and (further or len(held) == 1)
        self.sort_by(column.key, descending=again and not held[column.key], further=further)

    # Ticks

    def ticked(self) -> list[Any]:
        """Ticked ids in the order they were ticked, also those that the present filter hides."""
        return self.ticks.ids()

    def is_ticked(self, row_id: Any) -> bool:
        return row_id in self.ticks

    def _on_ticks(self) -> None:
        self.header.tick_state = self.ticks.state()
        self.header.viewport().update()
        self.viewport().update()
        self.ticks_changed.emit()

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, mods = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ctrl, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
        index = self.currentIndex()
        if mods == ctrl and key == Qt.Key.Key_A and self.rows.ticks:
            self.ticks.add(self.ids())
        elif mods == ctrl and key == Qt.Key.Key_C:
            self.copy()
        elif mods == shift and key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.rows.ticks:
            self._tick_range(1 if key == Qt.Key.Key_Down else -1)
        elif not mods and key == Qt.Key.Key_Space and self.rows.ticks and index.isValid():
            self.ticks.toggle(self.current_id())
        elif not mods and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self._open(index)
        elif not mods and key == Qt.Key.Key_F2 and index.isValid():
            self.edit_here(index)
        elif not mods and key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.rows.ids:
            at = 0 if key == Qt.Key.Key_Home else len(self.rows.ids) - 1
            self.setCurrentIndex(self.rows.index(at, max(index.column(), 0)))
        else:
            if key not in _MODIFIERS:
                self.ticks.end_range()
            super().keyPressEvent(event)

    def _tick_range(self, step: int) -> None:
        row = self.currentIndex().row()
        following = row + step
        if not 0 <= following < len(self.rows.ids):
            return
        self.setCurrentIndex(self.rows.index(following, self.currentIndex().column()))
        self.ticks.stretch(row, following)

    def _open(self, index: QModelIndex) -> None:
        column = self.rows.column(index.column())
        if column is not None and column.kind == "link" and self.rows.data(index):
            self.verb.emit(self.current_id(), column.key)
        else:
            self.opened.emit(self.current_id())

    def keyboardSearch(self, search: str) -> None:
        """Typed letters jump to the next row whose name (``jump_key``) they fit: pinyin initials or characters."""
        self._typed += search.strip()
        self._jump.start()
        number, count = self.section_of(self.jump_key), len(self.rows.ids)
        start = max(self.currentIndex().row(), 0) + (len(self._typed) == 1)
        if not self._typed or number < 0:
            return
        asked = self._typed.lower()
        for step in range(count):
            at = (start + step) % count
            cell = self.rows.cell(at, number)
            text = cell if isinstance(cell, str) else cell.text
            if text and not self.rows.row(at).heading and any(s.startswith(asked) for s in _spoken(text)):
                self.go_to(self.rows.ids[at])
                return

    def _forget_letters(self) -> None:
        self._typed = ""

    # Editing in place

    def edit_here(self, index: QModelIndex) -> bool:
        """Edit the cell in place where its column allows it."""
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            return False
        self.edit(index)
        return True

    def take_edit(self, editor: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        """What the delegate calls when an edited cell is stored."""
        column = self.rows.column(index.column())
        if column is None or editor.problem():
            return
        self.cell_edited.emit(self.rows.ids[index.row()], column.key, editor.value())

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        self.ticks.end_range()
        super().mousePressEvent(event)
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton or self.rows.row(index.row()).heading:
            return
        column = self.rows.column(index.column())
        if column is None:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.ticks.to_row(index.row())
            else:
                self.ticks.toggle(self.rows.ids[index.row()])
        elif column.kind == "link" and self.rows.data(index):
            self.verb.emit(self.rows.ids[index.row()], column.key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        column = self.rows.column(index.column()) if index.isValid() else None
        if index.isValid() and column is None:
            self.mousePressEvent(event)
        elif column is None or self.rows.row(index.row()).heading or column.kind == "link":
            return
        elif not self.edit_here(index):
            self.opened.emit(self.rows.ids[index.row()])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        self._hover(index.row() if index.isValid() else -1)
        column = self.rows.column(index.column()) if index.isValid() else None
        link = column is not None and column.kind == "link" and bool(self.rows.data(index))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if link else Qt.CursorShape.ArrowCursor)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row == self.hovered:
            return
        for at in (self.hovered, row):
            self._repaint_row(at)
        self.hovered = row

    def _repaint_row(self, at: int) -> None:
        if at >= 0:
            top, height = self.rowViewportPosition(at), self.rowHeight(at)
            self.viewport().update(0, top, self.viewport().width(), height)

    # Current row

    def current_row(self) -> int:
        """The current row's place, -1 when there is none."""
        return self.currentIndex().row()

    def has_focus_on(self, row: int, section: int) -> bool:
        """Whether this cell is current and the table has the focus."""
        index = self.currentIndex()
        return index.row() == row and index.column() == section and self.hasFocus()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self._repaint_row(previous.row())
            self._repaint_row(current.row())
            self.current_moved.emit(self.current_id())
            self._settle.start()

    def selectionCommand(self, index: object, event: object = None) -> QItemSelectionModel.SelectionFlag:
        return QItemSelectionModel.SelectionFlag.NoUpdate

    # Copying

    def copy(self) -> None:
        """Ticked rows that are shown, else the current one, onto the clipboard as text and as a table."""
        wanted = [i for i in self.rows.ids if i in self.ticks] or [self.current_id()]
        rows = [self.rows.row(self.rows.row_of(i)) for i in wanted if i is not None]
        columns = [(c, self.section_of(c.key) - self.rows.ticks) for c in self.shown_columns() if c.kind != "link"]
        table = [[(c, _text(row.cells[at])) for c, at in columns] for row in rows if not row.heading]
        QGuiApplication.clipboard().setMimeData(clipboard_data(table))

    # Sizes

    def _on_theme(self) -> None:
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(theme().px(self._row_height))
        self._lay_out()
        self.viewport().update()

    def set_row_height(self, px: int) -> None:
        """34 normal, 30 compact, 40 roomy (at 100 %)."""
        self._row_height = px
        self._on_theme()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        roomy = self.window().width() / theme().scale >= FULL_WIDTH
        self.pad = self.header.pad = theme().px(10 if roomy else 7)
        self._lay_out()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows.ids:
            self.setCurrentIndex(self.rows.index(0, int(self.rows.ticks)))


@lru_cache(8192)
def _spoken(name: str) -> tuple[str, ...]:
    """A name as it is, in initials and in full pinyin, in all readings."""
    return (name.lower(), *pinyin.initials(name), *pinyin.full(name))


def _text(cell: str | Cell) -> str:
    return cell if isinstance(cell, str) else " ".join(part for part in (cell.text, cell.extra) if part)
