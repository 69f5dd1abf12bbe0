"""The cells of one row as values, sorted by what they belong to; each distinct cell of a column is read once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from fupin_desk.core.halfwidth import squeeze
from fupin_desk.ledgers.kinds import Year
from fupin_desk.sheets.cells import Cell, show
from fupin_desk.sheets.clean import Reading, key_text, read_cell
from fupin_desk.sheets.draft import Source
from fupin_desk.sheets.recognise import Column, Recognised, SourceRow

_YEAR = Year()


class Read(NamedTuple):
    """One filled cell: its column, the name of the field there, and what the cell means for it."""

    column: Column
    field: str
    reading: Reading
    cell: Cell


class RowRead:
    """One row, read. ``roles`` maps household, member, head, helper … to the filled cells that are about it."""

    def __init__(self, source: Source, reads: Iterable[Read]) -> None:
        self.source = source
        self.roles: dict[str, list[Read]] = {}
        for read in reads:
            self.roles.setdefault(read[0].target.role, []).append(read)

    def of(self, role: str) -> Sequence[Read]:
        return self.roles.get(role, ())

    def find(self, target: str) -> Read | None:
        """The first filled cell for this target."""
        role, _, name = target.partition(".")
        for read in self.roles.get(role, ()):
            if read[1] == name:
                return read
        return None

    def value(self, target: str) -> Any:
        """The value of the first cell for this target that has one."""
        role, _, name = target.partition(".")
        reads = (read for read in self.of(role) if read.field == name)
        return next((read.reading.value for read in reads if read.reading.value is not None), None)

    def key(self, target: str) -> str:
        """The cell as a key: '' for blank, 无, 0 and damaged cells."""
        read = self.find(target)
        return key_text(read.cell) if read else ""

    @cached_property
    def who(self) -> str:
        """The person or household as the row names it."""
        return self.key("member.name") or self.key("head.name") or self.key("household.number")


class SheetReader:
    """Reads the rows of one sheet; remembers each distinct cell of a column, since most columns hold few."""

    def __init__(self, sheet: Recognised) -> None:
        self.sheet = sheet
        self._columns: list[tuple[Column, int, str, dict[tuple[type, Cell], Reading]]] = [
            (column, column.index, column.target.field_name, {})
            for column in sheet.columns
            if column.target.role != "ignore"
        ]

    def read(self, row: SourceRow) -> RowRead:
        return RowRead(Source(self.sheet, row), self._reads(row))

    def _reads(self, row: SourceRow) -> Iterable[Read]:
        cells, width = row.cells, len(row.cells)
        for column, index, name, known in self._columns:
            cell = cells[index] if index < width else None
            if cell is None:
                continue
            key = (cell.__class__, cell)
            reading = known.get(key)
            if reading is None:
                reading = known[key] = _reading(column, cell)
            yield Read(column, name, reading, cell)


def _reading(column: Column, cell: Cell) -> Reading:
    target = column.target
    if target.role == "year":
        return read_cell(cell, _YEAR)
    if target.kind is None:
        return Reading(key_text(cell) or None)
    if target.values:
        cell = target.values.get(squeeze(show(cell)), cell)
    return read_cell(cell, target.kind)
