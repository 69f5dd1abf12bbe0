"""Read .xlsx, .xlsb, .xls and .ods with calamine, row by row; runs only inside the reading child."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from fupin_desk.sheets.cells import Area, Cell, settle
from fupin_desk.sheets.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MAX_SHEETS


class TooLarge(Exception):
    """The sheet has more rows, columns or cells than a village can have."""


@dataclass(frozen=True)
class OpenSheet:
    """A sheet ready to be read; ``rows`` begins with row 1 of the sheet."""

    name: str
    hidden: bool
    merged: tuple[Area, ...]
    rows: Iterator[list[Cell]]


def open_sheets(path: Path) -> Iterator[OpenSheet]:
    """Every worksheet in order. Raises TooLarge, or calamine's own errors for a broken or locked file."""
    book = CalamineWorkbook.from_path(path)
    kept = [m for m in book.sheets_metadata if m.typ is SheetTypeEnum.WorkSheet][:MAX_SHEETS]
    for meta in kept:
        sheet = book.get_sheet_by_name(meta.name)
        _, left = sheet.start or (0, 0)
        _check_extent(sheet)
        areas = tuple((top, a, bottom, b) for (top, a), (bottom, b) in sheet.merged_cell_ranges or ())
        hidden = meta.visible is not SheetVisibleEnum.Visible
        yield OpenSheet(meta.name, hidden, areas[:MAX_ROWS], _rows(sheet, left))


def _check_extent(sheet: CalamineSheet) -> None:
    if sheet.end is None:
        return
    last_row, last_column = sheet.end
    if last_row >= MAX_ROWS or last_column >= MAX_COLUMNS or sheet.height * sheet.width > MAX_CELLS:
        raise TooLarge


def _rows(sheet: CalamineSheet, left: int) -> Iterator[list[Cell]]:
    """Rows from the top of the sheet. calamine yields blank rows before the first cell, but no blank columns."""
    lead: list[Cell] = [None] * left
    for row in sheet.iter_rows():
        cells: list[Cell] = lead + [settle(value) for value in row]
        while cells and cells[-1] is None:
            cells.pop()
        yield cells
