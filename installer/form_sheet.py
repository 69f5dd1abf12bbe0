"""Lays out a printed form as a spreadsheet: a grid of narrow columns, merged cells, official rules and faces."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

BODY, HEADING, TITLE = "宋体", "黑体", "方正小标宋简体"
_NORMAL = ("Times New Roman", 12)
_DIGIT_PIXELS = 8
"""The normal font, and the width of its digits in pixels of 1/96 inch: what column widths are counted in. Its digits are
half of 12 points, which is 8 pixels without rounding: so Excel, WPS and LibreOffice make the columns equally wide. With
Arial 10 (7.41 pixels) Excel counts 7, LibreOffice what the font says, and a form grows by 6 %."""
_PIXEL = 0.75  # of a screen, in points
_FIXED = datetime(2020, 1, 1)
_THIN, _MEDIUM = Side("thin"), Side("medium")
GREY = "EDEDED"


@dataclass(frozen=True)
class Style:
    """How a cell is set: face, size in points, alignment, shade, rules."""

    face: str = BODY
    size: float = 9
    bold: bool = False
    across: str = "center"
    down: str = "center"
    wrap: bool = True
    indent: int = 0
    shade: str = ""
    ruled: bool = True


LABEL = Style(shade=GREY)
VALUE = Style()
LEFT = Style(across="left")
MONEY = Style(across="right", wrap=False)
SECTION = Style(face=HEADING, size=10, across="left", shade=GREY)
PLAIN = Style(across="left", wrap=False, ruled=False)
Cells = Sequence[tuple[int, str, Style]]
"""Cells of a row from the left: width in grid columns, text, style."""
Margins = tuple[float, float, float, float]
_CELL = re.compile(r"\s*(\d+)([*<>^_]?)\s?(.*)", re.DOTALL)


@dataclass(frozen=True)
class Look:
    """The sizes of one table: labels, values, ticks and amounts."""

    label: float = 9
    value: float = 9
    tick: float = 8.5

    def cells(self, text: str) -> list[tuple[int, str, Style]]:
        """Cells from ``8*户主姓名 / 13 {{户.户主姓名}}``: columns, a mark, the text (~ breaks a line).

        Marks: ``*`` label, ``<`` from the left (ticks, sentences), ``>`` amount, ``^`` strong amount, none centred.
        """
        styles = {
            "*": replace(LABEL, size=self.label), "<": replace(LEFT, size=self.tick),
            ">": replace(MONEY, size=self.value),
            "^": replace(MONEY, size=self.value + 0.5, bold=True), "": replace(VALUE, size=self.value),
        }  # fmt: skip
        found = []
        for part in text.split(" / "):
            match = _CELL.fullmatch(part)
            if match is None:
                raise ValueError(part)
            found.append((int(match[1]), match[3].replace("~", "\n"), styles[match[2]]))
        return found


class FormSheet:
    """A form being laid out from the top. Rows that are ruled stand inside one table with heavy outer rules."""

    def __init__(self, columns: int, pixels: int, *, landscape: bool, margins: Margins) -> None:
        self.book = Workbook()
        self.columns = columns
        self.sheet = self.book.active
        self.sheet.title = "表"
        self._normal_font()
        self.next = 1
        self.table_from = 0
        for n in range(1, columns + 1):
            self.sheet.column_dimensions[get_column_letter(n)].width = pixels / _DIGIT_PIXELS
        self._page(landscape, margins)

    def _normal_font(self) -> None:
        for style in self.book._named_styles:
            style.font = Font(*_NORMAL)
            style.bind(self.book)
        self.book._fonts[0] = Font(*_NORMAL)

    def _page(self, landscape: bool, margins: Margins) -> None:
        """A4; margins top, right, bottom, left in inches."""
        sheet = self.sheet
        sheet.page_setup.paperSize = 9
        sheet.page_setup.orientation = "landscape" if landscape else "portrait"
        m = sheet.page_margins
        m.top, m.right, m.bottom, m.left = margins
        m.header = m.footer = 0.2
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.print_options.horizontalCentered = True
        sheet.sheet_view.showGridLines = False

    def row(self, height: float, cells: Cells) -> int:
        """Add a row of a height in points; the widths must fill the grid. Returns its number.

        The height is cut to whole pixels, as every spreadsheet does when it opens the form.
        """
        if sum(width for width, _, _ in cells) != self.columns:
            raise ValueError(f"row {self.next}: {sum(w for w, _, _ in cells)} of {self.columns} columns")
        number, column = self.next, 1
        self.sheet.row_dimensions[number].height = int(height / _PIXEL + 0.01) * _PIXEL
        for width, text, style in cells:
            self._cell(number, column, width, text, style)
            column += width
        ruled = any(style.ruled for _, _, style in cells)
        if ruled and not self.table_from:
            self.table_from = number
        if not ruled:
            self.end_table()
        self.next += 1
        return number

    def _cell(self, row: int, column: int, width: int, text: str, style: Style, rows: int = 1) -> None:
        for r in range(row, row + rows):
            for c in range(column, column + width):
                edges = (c == column, c == column + width - 1, r == row, r == row + rows - 1)
                self.sheet.cell(r, c).border = Border(*(_THIN if style.ruled and edge else Side() for edge in edges))
        cell = self.sheet.cell(row, column)
        if text:
            cell.value = text
        cell.font = Font(style.face, style.size, bold=style.bold)
        cell.alignment = Alignment(style.across, style.down, wrap_text=style.wrap, indent=style.indent)
        if style.shade:
            cell.fill = PatternFill("solid", fgColor="FF" + style.shade)
        if width > 1 or rows > 1:
            last_row, last_column = row + rows - 1, column + width - 1
            self.sheet.merge_cells(start_row=row, start_column=column, end_row=last_row, end_column=last_column)

    def down(self, row: int, rows: int, column: int, width: int, text: str, style: Style) -> None:
        """Lay one cell over several rows that were added with an empty piece in its place."""
        for r in range(row, row + rows):
            for merged in list(self.sheet.merged_cells.ranges):
                if merged.min_row == merged.max_row == r and merged.min_col == column:
                    self.sheet.unmerge_cells(merged.coord)
        self._cell(row, column, width, text, style, rows)

    def end_table(self) -> None:
        """Close the table with heavy outer rules."""
        if not self.table_from:
            return
        first, last = self.table_from, self.next - 1
        for r in range(first, last + 1):
            self._side(r, 1, left=_MEDIUM)
            self._side(r, self.columns, right=_MEDIUM)
        for c in range(1, self.columns + 1):
            self._side(first, c, top=_MEDIUM)
            self._side(last, c, bottom=_MEDIUM)
        self.table_from = 0

    def _side(self, row: int, column: int, **sides: Side) -> None:
        cell = self.sheet.cell(row, column)
        b = cell.border
        kept = {"left": b.left, "right": b.right, "top": b.top, "bottom": b.bottom}
        cell.border = Border(**{**kept, **sides})

    def page_break(self) -> None:
        """End the page behind the last row."""
        self.end_table()
        self.sheet.row_breaks.append(Break(id=self.next - 1))

    def titles(self, first: int, last: int) -> None:
        """The rows that every page repeats."""
        self.sheet.print_title_rows = f"{first}:{last}"

    def notes(self, lines: Sequence[tuple[str, str]]) -> None:
        """The 说明 sheet: what the form is, whom it is about, what prescribes it."""
        notes = self.book.create_sheet("说明")
        notes.column_dimensions["A"].width, notes.column_dimensions["B"].width = 14, 90
        for line in lines:
            notes.append(line)
        for row in notes.iter_rows():
            row[0].font = Font(HEADING, 11)
            row[1].font, row[1].alignment = Font(BODY, 11), Alignment("left", "top", wrap_text=True)

    def save(self, path: Path) -> None:
        """Write the workbook, the same bytes every time."""
        self.end_table()
        last = get_column_letter(self.columns)
        self.sheet.print_area = f"A1:{last}{self.next - 1}"
        self.book.properties.created = self.book.properties.modified = _FIXED
        self.book.properties.creator = "扶贫工作台"
        raw = io.BytesIO()
        self.book.save(raw)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_dated(raw.getvalue()))


def _dated(data: bytes) -> bytes:
    """The same package with one fixed date on every part, and no time of saving inside."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _without_modified(content)
            new.writestr(zipfile.ZipInfo(entry.filename, _FIXED.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _without_modified(content: bytes) -> bytes:
    """openpyxl writes the moment of saving as the date of change; the fixed one is put in its place."""
    start = content.index(b"<dcterms:modified")
    opening = content.index(b">", start) + 1
    end = content.index(b"</dcterms:modified>", start)
    return content[:opening] + f"{_FIXED:%Y-%m-%dT%H:%M:%SZ}".encode() + content[end:]


def small(style: Style, size: float) -> Style:
    """The same style in another size."""
    return replace(style, size=size)
