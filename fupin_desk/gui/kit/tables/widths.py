"""Widths, order and visibility of a table's columns, at every scale and window width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTableView, QWidget

from fupin_desk.gui.kit.tables.header import LedgerHeader
from fupin_desk.gui.kit.tables.model import Column, RowsModel
from fupin_desk.gui.theme.current import theme

_TICK_WIDTH = 38
_SQUEEZE = 0.9


class ColumnedTable(QTableView):
    """A table view whose columns are Columns."""

    layout_changed = Signal()
    """A column was moved or resized by hand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowsModel(self)
        self.jump_key = ""
        self._base: dict[str, float] = {}
        self._laying = False
        self.setModel(self.rows)
        self.header = LedgerHeader(self, self.rows)
        self.setHorizontalHeader(self.header)
        self.header.sectionResized.connect(self._on_resized)
        self.header.sectionMoved.connect(self._on_moved)

    def set_columns(self, columns: Sequence[Column], *, ticks: bool = True) -> None:
        """The columns in their natural order; those with ``shown`` false are there but hidden."""
        self.rows.set_columns(columns, ticks=ticks)
        self._base = {column.key: column.width for column in columns}
        for at, column in enumerate(columns):
            self.setColumnHidden(at + ticks, not column.shown)
        if not self.jump_key:
            self.jump_key = next((c.key for c in columns if c.fixed and not c.as_text), columns[0].key)
        self._lay_out()

    def layout_now(self) -> list[tuple[str, int, bool]]:
        """Key, width at 100 % and shown of every column, in the order on screen."""
        result: list[tuple[str, int, bool]] = []
        for visual in range(self.header.count()):
            section = self.header.logicalIndex(visual)
            column = self.rows.column(section)
            if column is not None:
                result.append((column.key, round(self._base[column.key]), not self.isColumnHidden(section)))
        return result

    def set_layout(self, layout: Iterable[tuple[str, int, bool]]) -> None:
        """Order, widths and shown columns as ``layout_now`` gave them; unknown keys are passed over."""
        self._laying = True
        visual = int(self.rows.ticks)
        for key, width, shown in layout:
            section = self.section_of(key)
            if section < 0:
                continue
            column = self.rows.column(section)
            self.header.moveSection(self.header.visualIndex(section), visual)
            self._base[key] = float(width)
            self.setColumnHidden(section, not (shown or (column is not None and column.fixed)))
            visual += 1
        self._laying = False
        self._lay_out()

    def section_of(self, key: str) -> int:
        """The logical section of a column, -1 when there is none."""
        found = (at + self.rows.ticks for at, column in enumerate(self.rows.columns) if column.key == key)
        return next(found, -1)

    def shown_columns(self) -> list[Column]:
        """The visible columns in the order on screen."""
        keys = [key for key, _width, shown in self.layout_now() if shown]
        by_key = {column.key: column for column in self.rows.columns}
        return [by_key[key] for key in keys]

    def _lay_out(self) -> None:
        """Widths from the base widths; room that is left goes to the stretching column or to all in proportion."""
        now, shown = theme(), [c for c in self.rows.columns if not self.isColumnHidden(self.section_of(c.key))]
        self._laying = True
        room = self.viewport().width()
        if self.rows.ticks:
            self.setColumnWidth(0, now.px(_TICK_WIDTH))
            room -= now.px(_TICK_WIDTH)
        widths = {c.key: now.px(self._base[c.key]) for c in shown}
        stretching = [c.key for c in shown if c.stretch]
        if stretching and room > sum(widths.values()):
            widths[stretching[-1]] += room - sum(widths.values())
        elif widths and room > sum(widths.values()) * _SQUEEZE:
            # A little too wide: closer columns are better than a scroll bar, but dates and tags keep their words.
            narrow = room < sum(widths.values())
            elastic = [c.key for c in shown if not narrow or c.kind not in ("day", "tag", "link")] or list(widths)
            held = sum(width for key, width in widths.items() if key not in elastic)
            share = sum(widths[key] for key in elastic)
            widths.update({key: widths[key] * (room - held) // share for key in elastic})
            shown_last = [key for key, _width, is_shown in self.layout_now() if is_shown][-1]
            widths[shown_last] += room - sum(widths.values())
        for key, width in widths.items():
            self.setColumnWidth(self.section_of(key), width)
        self._laying = False

    def _on_resized(self, section: int, _old: int, new: int) -> None:
        column = self.rows.column(section)
        if self._laying or column is None or new == 0:
            return
        self._base[column.key] = new / theme().scale
        self.layout_changed.emit()

    def _on_moved(self, section: int, _old: int, new: int) -> None:
        if self._laying:
            return
        fixed = int(self.rows.ticks) + sum(column.fixed for column in self.rows.columns)
        column = self.rows.column(section)
        if column is None or column.fixed or new < fixed:
            self._laying = True
            self.header.moveSection(new, _old)
            self._laying = False
            return
        self.layout_changed.emit()
