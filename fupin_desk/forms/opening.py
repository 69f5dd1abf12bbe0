"""Opens a form's workbook, or refuses it with a sentence that says what is wrong and where."""

from __future__ import annotations

import lzma
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from fupin_desk.core.errors import DeskError
from fupin_desk.core.files import file_faults
from fupin_desk.forms.drawings import Anchor
from fupin_desk.forms.inspection import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, check_package, inspect, no_package
from fupin_desk.forms.package import NOTES_SHEET, Package, refuse, text_rows, without_merges

_MAX_NOTES = 100
_READ_FAULTS = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, LookupError, ValueError, TypeError, AttributeError,
    ArithmeticError, EOFError, SyntaxError, RuntimeError,
)  # fmt: skip
"""What the libraries raise for a file that was cut, altered or made by hand."""


def open_book(path: Path) -> Workbook:
    """The workbook of a form. Raises DeskError for anything that is not a plain, small .xlsx."""
    _inspected(path)
    try:
        with file_faults(path), warnings.catch_warnings(), zipfile.ZipFile(path) as package:
            # Extensions of WPS that openpyxl drops (data bars, slicers) do not print on a form.
            warnings.simplefilter("ignore")
            source, merges = without_merges(Package(path, package))
            book = load_workbook(source, rich_text=True, keep_links=False)
            for sheet in book.worksheets:
                sheet.merged_cells.ranges = {CellRange(ref) for ref in merges.get(sheet.title, ())}
    except _READ_FAULTS as error:
        raise _damaged(path) from error
    _check_size(path, form_sheet(path, book))
    return book


def pictures_in(path: Path) -> tuple[Anchor, ...]:
    """The pictures on the form's sheet. Raises DeskError as ``open_book`` does."""
    return _inspected(path)


def _inspected(path: Path) -> tuple[Anchor, ...]:
    try:
        with file_faults(path), zipfile.ZipFile(path) as package:
            check_package(path, package)
            return inspect(path, package)
    except zipfile.BadZipFile as error:
        raise no_package(path) from error
    except _READ_FAULTS as error:
        raise _damaged(path) from error


def form_sheet(path: Path, book: Workbook) -> Worksheet:
    """The sheet with the form: the first one shown that is not 说明. Raises DeskError when there is none."""
    for sheet in book.worksheets:
        if sheet.title != NOTES_SHEET and sheet.sheet_state == "visible":
            return sheet
    raise refuse(path, "里面没有表样", f"请在“{NOTES_SHEET}”之前放一张画好的表")


def notes_of(path: Path) -> Mapping[str, str]:
    """The 说明 of a form without reading the form itself. Raises DeskError for a file that cannot be opened."""
    try:
        with file_faults(path), zipfile.ZipFile(path) as package:
            check_package(path, package)
            return _notes(text_rows(Package(path, package), NOTES_SHEET, _MAX_NOTES))
    except zipfile.BadZipFile as error:
        raise no_package(path) from error
    except _READ_FAULTS as error:
        raise _damaged(path) from error


def read_notes(book: Workbook) -> Mapping[str, str]:
    """The 说明 sheet: what each row of its first two columns says. Empty when there is none."""
    if NOTES_SHEET not in book.sheetnames:
        return MappingProxyType({})
    rows = book[NOTES_SHEET].iter_rows(min_col=1, max_col=2, max_row=_MAX_NOTES, values_only=True)
    return _notes(("" if name is None else str(name), "" if told is None else str(told)) for name, told in rows)


def _notes(rows: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    return MappingProxyType({name.strip(): told.strip() for name, told in rows if name.strip()})


def _damaged(path: Path) -> DeskError:
    return refuse(path, "已损坏，打不开", "请用WPS或Excel打开它另存为 .xlsx，再试一次")


def borders_of(sheet: Worksheet) -> dict[tuple[int, int], Any]:
    """The border of each cell as it is in the file, by row and column."""
    return {(cell.row, cell.column): cell.border for row in sheet.iter_rows() for cell in row if cell.has_style}


def _check_size(path: Path, sheet: Worksheet) -> None:
    rows, columns = sheet.max_row, sheet.max_column
    if rows > MAX_ROWS or columns > MAX_COLUMNS or rows * columns > MAX_CELLS:
        raise refuse(path, f"有 {rows} 行 {columns} 列，不像一张表样", "请删掉表外多余的行和列（连同格式），再试一次")
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                raise refuse(path, f"的 {cell.coordinate} 是公式，打印时不会计算", "请改成文字，或换成 {{ }} 里的名称")
