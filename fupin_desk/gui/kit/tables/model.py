"""Rows of ready-made cells: all in memory, or an array of ids with pages fetched when they are painted."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from fupin_desk.core.pinyin import sort_key

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole.value
_EDIT = Qt.ItemDataRole.EditRole.value
_PLAIN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_EDITABLE = _PLAIN | Qt.ItemFlag.ItemIsEditable
PAGE = 200
_PAGES_KEPT = 20


@dataclass(frozen=True)
class Column:
    """One column. ``width`` in px at 100 %.

    ``kind``: text, soft (grey text), number (right-aligned), tag, day (date with its age), bar (load bar with number),
    link (a verb that is clicked). ``as_text``: copied so that a spreadsheet keeps leading zeros and 18 digits.
    ``editor`` makes the widget of a cell that may be edited in place. ``fixed``: cannot be hidden or moved.
    """

    key: str
    title: str
    width: int = 90
    kind: str = "text"
    fixed: bool = False
    shown: bool = True
    sortable: bool = True
    as_text: bool = False
    stretch: bool = False
    editor: Callable[[QWidget], QWidget] | None = None


class Cell(NamedTuple):
    """A cell that is more than a text. ``tone`` colours it (tag ground or ink); ``extra`` stands behind it;
    ``part`` 0..1 fills a bar; ``sort`` is what it is sorted by; ``strong`` prints it bold; ``icon`` stands behind it.
    """

    text: str = ""
    tone: str = ""
    extra: str = ""
    extra_tone: str = "muted"
    sort: Any = None
    part: float = 0.0
    strong: bool = False
    icon: str = ""


class Row(NamedTuple):
    """One row: its id, one cell (a text or a Cell) per column. A ``heading`` spans the table with its one text."""

    id: Any
    cells: Sequence[str | Cell]
    heading: bool = False
    muted: bool = False
    spoken: str = ""


class RowsModel(QAbstractTableModel):
    """The model under a LedgerTable. Section 0 is the tick column when ``ticks`` is true."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns: tuple[Column, ...] = ()
        self.ticks = True
        self.ids: Sequence[Any] = ()
        self._rows: list[Row] | None = []
        self._fetch: Callable[[int, int], Sequence[Row]] | None = None
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._where: dict[Any, int] | None = None

    def set_columns(self, columns: Iterable[Column], *, ticks: bool) -> None:
        """The columns in their natural order."""
        self.beginResetModel()
        self.columns, self.ticks = tuple(columns), ticks
        self.endResetModel()

    def set_rows(self, rows: Iterable[Row]) -> None:
        """All rows, held in memory."""
        self.beginResetModel()
        self._rows = list(rows)
        self._fetch, self.ids, self._where = None, [row.id for row in self._rows], None
        self.endResetModel()

    def set_source(self, ids: Sequence[Any], fetch: Callable[[int, int], Sequence[Row]]) -> None:
        """An order of ids; ``fetch(start, count)`` gives rows when they are painted and must take under 5 ms."""
        self.beginResetModel()
        self._rows, self.ids, self._fetch, self._where = None, ids, fetch, None
        self._pages.clear()
        self.endResetModel()

    def forget_pages(self) -> None:
        """Fetch again what is painted next (the order of ids still holds)."""
        self._pages.clear()

    def replace_row(self, row: Row) -> None:
        """Show one row anew, where it stands."""
        at = self.row_of(row.id)
        if at < 0:
            return
        if self._rows is not None:
            self._rows[at] = row
        self._pages.pop(at // PAGE, None)
        self.dataChanged.emit(self.index(at, 0), self.index(at, self.columnCount() - 1))

    @property
    def paged(self) -> bool:
        return self._rows is None

    def row(self, at: int) -> Row:
        """The row at a place; fetches its page when it is not there."""
        if self._rows is not None:
            return self._rows[at]
        number = at // PAGE
        page = self._pages.get(number)
        if page is None:
            assert self._fetch is not None
            page = self._pages[number] = self._fetch(number * PAGE, PAGE)
            if len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        offset = at - number * PAGE
        return page[offset] if offset < len(page) else Row(self.ids[at], ())

    def row_of(self, row_id: Any) -> int:
        """Where an id stands, -1 when it is not among the rows."""
        if self._where is None:
            self._where = {key: at for at, key in enumerate(self.ids)}
        return self._where.get(row_id, -1)

    def cell(self, at: int, section: int) -> str | Cell:
        """The cell of a section; a plain empty text for the tick column and missing cells."""
        row, number = self.row(at), section - self.ticks
        if row.heading:
            return row.cells[0] if section == self.ticks else ""
        return row.cells[number] if 0 <= number < len(row.cells) else ""

    def column(self, section: int) -> Column | None:
        """The column of a section, None for the tick column."""
        number = section - self.ticks
        return self.columns[number] if 0 <= number < len(self.columns) else None

    # Qt's side

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns) + self.ticks

    def data(self, index: _Index, role: int = 0) -> Any:
        if role and role not in (_SPOKEN, _EDIT):  # most calls end here: keep it one truth test
            return None
        cell = self.cell(index.row(), index.column())
        text = cell if isinstance(cell, str) else f"{cell.text} {cell.extra}".strip()
        if role == _SPOKEN:
            return self.row(index.row()).spoken or text
        return text

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if role or orientation != Qt.Orientation.Horizontal:
            return None
        column = self.column(section)
        return column.title if column else "选择"

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if self.row(index.row()).heading:
            return Qt.ItemFlag.ItemIsEnabled
        column = self.column(index.column())
        return _EDITABLE if column is not None and column.editor is not None else _PLAIN

    # Sorting of rows in memory

    def sort_rows(self, order: Sequence[tuple[str, bool]]) -> None:
        """Sort by several columns (key, descending), the first counting most. Blank cells stay at the end."""
        if self._rows is None:
            return
        self.layoutAboutToBeChanged.emit()
        held = [(index, self.ids[index.row()]) for index in self.persistentIndexList()]
        for key, descending in reversed(order):
            number = next(at for at, column in enumerate(self.columns) if column.key == key)
            self._rows.sort(key=self._sort_key(number), reverse=descending)
            self._rows.sort(key=lambda row, at=number: not _has(row, at))  # type: ignore[misc]  # stable: blanks last
        self.ids, self._where = [row.id for row in self._rows], None
        for index, row_id in held:
            self.changePersistentIndex(index, self.index(self.row_of(row_id), index.column()))
        self.layoutChanged.emit()

    def _sort_key(self, number: int) -> Callable[[Row], Any]:
        kind = self.columns[number].kind

        def key(row: Row) -> Any:
            cell = row.cells[number]
            if isinstance(cell, Cell) and cell.sort is not None:
                return (0, cell.sort)
            text = cell if isinstance(cell, str) else cell.text
            plain = text.replace(",", "").replace("-", "", 1).replace(".", "", 1)
            if kind in ("number", "bar") and plain.isdigit():
                return (0, float(text.replace(",", "")))
            return (1, sort_key(text))

        return key


def _has(row: Row, number: int) -> bool:
    cell = row.cells[number]
    return bool(cell if isinstance(cell, str) else (cell.text or cell.sort is not None))
