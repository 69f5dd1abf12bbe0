"""Write workbooks with care: no cell ever becomes a formula, long numbers stay text, nothing touches a temporary file.

openpyxl keeps every sheet it writes in a plain file in the system's temporary folder until it is done, and leaves it
there when the program is ended (safety.md 0.6). Here its writers are given memory instead.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.packaging.manifest import Manifest
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.writer.excel import ExcelWriter

from fupin_desk import __version__
from fupin_desk.core.files import write_atomic
from fupin_desk.sheets.cells import MADE_WITH, NOTES, PROGRAM

OutCell = str | int | Decimal | date | None
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FONT, _SIZE = "宋体", 10
_LINE = Side(style="thin", color="BFBFBF")
_HEADING = PatternFill("solid", fgColor="E8F0E8")
_LIST_LIMIT = 250
"""Characters Excel takes in a validation list written out in the cell rule (255 with its quotation marks)."""
_A4 = 9
_LEAST_WIDTH, _MOST_WIDTH, _MEASURED_ROWS = 6.0, 40.0, 200


@dataclass(frozen=True)
class OutColumn:
    """One column: its heading, how numbers are shown (``0.00``), and what may be chosen in its cells."""

    header: str
    number_format: str = "General"
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class OutSheet:
    """One sheet: an optional title row, headings, rows of values (texts stay texts), an optional last row of sums."""

    name: str
    columns: Sequence[OutColumn]
    rows: Sequence[Sequence[OutCell]]
    title: str = ""
    sums: Sequence[OutCell] = ()


def write_workbook(path: Path, sheets: Iterable[OutSheet], notes: Sequence[tuple[str, str]] = ()) -> None:
    """Write sheets and, with ``notes``, a last sheet 说明 that says as of when, by whom, which filter, and our name.

    By that name an import knows a file of ours: its sums are the ledger's own, not what the county's system says.

    The file appears whole or not at all. Raises DeskError (no room, read-only, stick gone).
    """
    write_atomic(path, workbook_bytes(sheets, notes))


def workbook_bytes(sheets: Iterable[OutSheet], notes: Sequence[tuple[str, str]] = ()) -> bytes:
    """The workbook as the bytes of an .xlsx file."""
    book = Workbook(write_only=True)
    # Who wrote it and when is said on the sheet 说明; the file's own properties name nobody.
    book.properties.creator = ""
    for sheet in sheets:
        _write_sheet(book, sheet)
    if notes:
        lines = [list(note) for note in (*notes, (MADE_WITH, f"{PROGRAM} {__version__}"))]
        _write_sheet(book, OutSheet(NOTES, (OutColumn("项目"), OutColumn("内容")), lines))
    packed = io.BytesIO()
    book.properties.modified = datetime.now(UTC).replace(tzinfo=None)
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        _InMemory(book, archive).save()
    return packed.getvalue()


class _SheetInMemory(WorksheetWriter):  # type: ignore[misc]  # openpyxl has no types
    """A sheet's writer whose stream is memory, so that there is nothing to clean up."""

    def cleanup(self) -> None:
        self.out.close()


class _InMemory(ExcelWriter):  # type: ignore[misc]  # openpyxl has no types
    """Packs sheets from memory instead of from temporary files."""

    manifest: Manifest

    def write_worksheet(self, ws: Any) -> None:
        ws._drawing = None
        if not ws.closed:
            ws.close()
        ws._rels = ws._writer._rels
        self._archive.writestr(ws.path[1:], ws._writer.out.getvalue())
        self.manifest.append(ws)
        ws._writer.cleanup()


def _write_sheet(book: Any, sheet: OutSheet) -> None:
    ws = book.create_sheet(_sheet_name(sheet.name))
    ws._writer = _SheetInMemory(ws, out=io.BytesIO())
    top = 2 if sheet.title else 1
    ws.freeze_panes = f"A{top + 1}"
    for index, width in enumerate(_widths(sheet), 1):
        ws.column_dimensions[get_column_letter(index)].width = width
    _set_up_page(ws, top, len(sheet.columns))
    _add_choices(ws, sheet, top)
    ws._writer.write_top()
    if sheet.title:
        ws.append([_cell(ws, sheet.title, Font(name=_FONT, size=14, bold=True))])
    heading = Font(name=_FONT, size=_SIZE, bold=True)
    ws.append([_cell(ws, column.header, heading, fill=_HEADING, boxed=True) for column in sheet.columns])
    styles = _Styles(ws, sheet.columns)
    for row in sheet.rows:
        ws.append(styles.cells(row))
    if sheet.sums:
        ws.append(styles.cells(sheet.sums))


class _Styles:
    """One styled cell a column and type, filled again for every row: a style is looked up once, not once a cell."""

    def __init__(self, ws: Any, columns: Sequence[OutColumn]) -> None:
        font = Font(name=_FONT, size=_SIZE)
        self._texts = [_cell(ws, "", font, boxed=True, text=True) for _ in columns]
        self._numbers = [_cell(ws, 0, font, boxed=True, number_format=column.number_format) for column in columns]
        self._days = [_cell(ws, 0, font, boxed=True, number_format="yyyy-mm-dd") for _ in columns]
        self._blanks = [_cell(ws, None, font, boxed=True) for _ in columns]

    def cells(self, row: Sequence[OutCell]) -> list[Any]:
        """The row's cells. They are the same objects each time and must be written before the next call."""
        return [self._one(index, value) for index, value in enumerate(row)]

    def _one(self, index: int, value: OutCell) -> Any:
        if value is None or value == "":
            return self._blanks[index]
        if isinstance(value, str):
            cell = self._texts[index]
            cell._value = _FORBIDDEN.sub("", value)
        elif isinstance(value, date):
            cell = self._days[index]
            cell.value = value
        else:
            cell = self._numbers[index]
            cell._value = value
        return cell


def _cell(
    ws: Any, value: OutCell, font: Font, *, fill: PatternFill | None = None, boxed: bool = False, text: bool = True,
    number_format: str = "",
) -> Any:  # fmt: skip
    """A styled cell. Texts get the type text, the format @ and the mark that keeps = + - @ from meaning anything."""
    cell = WriteOnlyCell(ws)
    cell._value = _FORBIDDEN.sub("", value) if isinstance(value, str) else value
    cell.font = font
    cell.alignment = Alignment(vertical="center", wrap_text=fill is not None)
    if boxed:
        cell.border = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
    if fill is not None:
        cell.fill = fill
    if isinstance(value, str) and text:
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = True
    elif number_format:
        cell.number_format = number_format
    return cell


def _widths(sheet: OutSheet) -> list[float]:
    """Column widths from the headings and the first rows; a Chinese character takes two places."""
    found = []
    for index, column in enumerate(sheet.columns):
        cells = [row[index] for row in sheet.rows[:_MEASURED_ROWS] if index < len(row)]
        # A long heading wraps into two lines.
        widest = max([_places(column.header) / 2, *(_places(str(cell)) for cell in cells if cell is not None)])
        found.append(min(max(widest + 2.0, _LEAST_WIDTH), _MOST_WIDTH))
    return found


def _places(text: str) -> int:
    return max(sum(2 if ord(c) > 0x2E7F else 1 for c in line) for line in text.splitlines()) if text else 0


def _set_up_page(ws: Any, top: int, columns: int) -> None:
    """A4, landscape when wide, fitted to the page's width, the heading on every page, page numbers."""
    ws.page_setup.paperSize = _A4
    ws.page_setup.orientation = "landscape" if columns > 7 else "portrait"
    ws.page_setup.fitToWidth, ws.page_setup.fitToHeight = 1, 0
    ws.sheet_properties.pageSetUpPr.fitToPage = True
    ws.print_title_rows = f"{top}:{top}"
    ws.oddFooter.center.text = "第 &P 页，共 &N 页"


def _add_choices(ws: Any, sheet: OutSheet, top: int) -> None:
    """Lists to choose from, where they are short enough to stand in the file's own rule."""
    for index, column in enumerate(sheet.columns, 1):
        listed = ",".join(column.choices)
        if not column.choices or len(listed) > _LIST_LIMIT or any("," in c or '"' in c for c in column.choices):
            continue
        rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=False)
        letter = get_column_letter(index)
        rule.add(f"{letter}{top + 1}:{letter}{top + max(len(sheet.rows), 1) + 100}")
        ws.data_validations.append(rule)


def _sheet_name(name: str) -> str:
    """A name Excel takes: at most 31 characters, none of []:*?/\\ ."""
    return re.sub(r"[\[\]:*?/\\']", " ", name)[:31].strip() or "表"
