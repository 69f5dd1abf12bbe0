"""Saves filled forms as a workbook: the form's own sheet with the values in it, a sheet for each household."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Sized
from copy import copy, deepcopy
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from openpyxl.cell import Cell
from openpyxl.drawing.image import Image
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from fupin_desk.core.progress import QUIET, Task
from fupin_desk.forms.catalog import Form
from fupin_desk.forms.fill import BLANK, CONTINUED, PAGE, PAGES, FormCell, spans_of, tidy
from fupin_desk.forms.fit import Box, Spans, lay
from fupin_desk.forms.fonts import DRAWN_MARKS
from fupin_desk.forms.opening import form_sheet, open_book
from fupin_desk.forms.package import NOTES_SHEET
from fupin_desk.forms.pages import Page
from fupin_desk.forms.paper.extras import INTERNAL
from fupin_desk.forms.paper.frame import frame_of, rows_covered
from fupin_desk.forms.paper.saving import partial_file
from fupin_desk.forms.values import FormData, Stamp

_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_LONGEST_TITLE = 31
_MOST_FITTED = 20_000
_SPACES = " \u3000"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t")


def to_xlsx(
    form: Form, datas: FormData | Iterable[FormData], path: Path, stamp: Stamp | None = None, task: Task = QUIET
) -> None:
    """Save one form for one or many households. Every value is a text, so that no number changes and nothing computes.

    Raises DeskError when the file cannot be written, Cancelled when the person stops it.
    """
    copies = [datas] if isinstance(datas, FormData) else datas
    total = len(copies) if isinstance(copies, Sized) else 0
    book = open_book(form.info.path)
    template = form_sheet(form.info.path, book)
    styles, fitted = _styles(form, template), _Fitted(book)
    written = 0
    for written, data in enumerate(copies, 1):
        task.step(written - 1, max(total, written), "写表格")
        _Copy(form, book, template, styles, fitted, data).write(stamp)
    for sheet in [template, *(book[name] for name in book.sheetnames if name == NOTES_SHEET)]:
        if len(book.sheetnames) > 1:
            book.remove(sheet)
    book.active = 0
    with partial_file(path) as out:
        book.save(out)
    task.step(written, max(written, 1), "写表格")


class _Copy:
    """One household's sheet, written row by row in the order of its printed pages."""

    def __init__(
        self,
        form: Form,
        book: Workbook,
        template: Worksheet,
        styles: Mapping[tuple[int, int], StyleArray],
        fitted: _Fitted,
        data: FormData,
    ) -> None:
        self.form, self.template, self.styles, self.data = form, template, styles, data
        self.fitted = fitted
        self.sheet: Worksheet = book.create_sheet(_title(data.title or form.info.title, book.sheetnames))
        self.next = 1
        self.rows: dict[int, int] = {}

    def write(self, stamp: Stamp | None) -> None:
        pages = self.form.plan.pages(self.data)
        self._columns()
        for n, page in enumerate(pages):
            # Print titles stand on the sheet once; the spreadsheet repeats them.
            skip = (
                len(self.form.layout.titles) if n and page.rows[: len(self.form.layout.titles)] == self._titles else 0
            )
            self._page(page, skip, n + 1, len(pages))
            if n < len(pages) - 1:
                self.sheet.row_breaks.append(Break(id=self.next - 1))
        self._pictures()
        self._setup(stamp)

    def _pictures(self) -> None:
        """The pictures of the form, each from the row that its own row became."""
        for source in self.template._images:
            anchor, first = deepcopy(source.anchor), self.form.layout.first_column
            start = getattr(anchor, "_from", None)
            if start is None or start.row + 1 not in self.rows or start.col + 1 < first:
                continue
            down = self.rows[start.row + 1] - start.row - 1
            for mark in (start, getattr(anchor, "to", None)):
                if mark is not None:
                    mark.row, mark.col = mark.row + down, mark.col - first + 1
            copied = Image(BytesIO(source.ref.getvalue()))
            copied.anchor = anchor
            self.sheet.add_image(copied)

    @property
    def _titles(self) -> tuple[int, ...]:
        return self.form.layout.titles

    def _columns(self) -> None:
        layout = self.form.layout
        for n in range(len(layout.edges) - 1):
            width = (layout.edges[n + 1] - layout.edges[n]) / layout.scale
            found = self.template.column_dimensions
            source = next((d for d in found.values() if (d.min or 0) <= n + layout.first_column <= (d.max or 0)), None)
            letter = get_column_letter(n + 1)
            # The width as it is in the form's own file, else counted in digits of 7 pixels.
            self.sheet.column_dimensions[letter].width = source.width if source else width / 0.75 / 7
            self.sheet.column_dimensions[letter].hidden = width == 0

    def _page(self, page: Page, skip: int, at: int, of: int) -> None:
        named = {
            CONTINUED: f"（续页{page.continued}）" if page.continued else "",
            PAGE: str(at), PAGES: str(of), BLANK: "",
        }  # fmt: skip
        boxes = {(p.row, p.cell.place.column): p.box for p in frame_of(self.form.layout, self.form.rows, page).cells}
        for n in range(skip, len(page.rows)):
            self._row(page, n, named, boxes)
            self.next += 1

    def _row(self, page: Page, n: int, named: dict[str, str], boxes: Mapping[tuple[int, int], Box]) -> None:
        layout, row = self.form.layout, page.rows[n]
        self.rows.setdefault(layout.top + row, self.next)
        self.sheet.row_dimensions[self.next].height = page.heights[n] / layout.scale
        for column in range(len(layout.edges) - 1):
            style = self.styles[layout.top + row, layout.first_column + column]
            self.sheet.cell(self.next, column + 1)._style = style
        for cell in self.form.rows[row]:
            self._cell(cell, page.shifts[n], named, boxes.get((n, cell.place.column)))
            down, across = rows_covered(page.rows, n, cell), cell.place.columns
            if down > 1 or across > 1:
                column = cell.place.column + 1
                # merge_cells would rewrite the borders of every cell of the merge, and take most of the time.
                merge = CellRange(None, column, self.next, column + across - 1, self.next + down - 1)
                self.sheet.merged_cells.ranges.add(merge)

    def _cell(self, cell: FormCell, shift: int, named: dict[str, str], box: Box | None) -> None:
        target = self.sheet.cell(self.next, cell.place.column + 1)
        spans = spans_of(cell, self.data, shift, named)
        text = whole = "".join(text for text, _ in spans)
        if box is not None and spans and cell.drawn is None:
            text = self.fitted.fit(target, spans, box)
        if not cell.slots:
            target.value = self.template[cell.place.name].value if text == whole else text
            return
        if text:
            target.value = text
            target.data_type = "s"
            if text.startswith(_FORMULA_STARTS):
                target._style = copy(target._style)
                target.quotePrefix = True

    def _setup(self, stamp: Stamp | None) -> None:
        sheet, source = self.sheet, self.template
        sheet.page_setup, sheet.page_margins = copy(source.page_setup), copy(source.page_margins)
        sheet.print_options, sheet.sheet_format = copy(source.print_options), copy(source.sheet_format)
        sheet.sheet_properties = copy(source.sheet_properties)
        sheet.sheet_view.showGridLines = source.sheet_view.showGridLines
        sheet.print_area = f"A1:{get_column_letter(len(self.form.layout.edges) - 1)}{self.next - 1}"
        if self._titles:
            sheet.print_title_rows = f"{self._titles[0] + 1}:{self._titles[-1] + 1}"
        sheet.oddHeader, sheet.oddFooter = copy(source.oddHeader), copy(source.oddFooter)
        if stamp is not None:
            self._foot(stamp)

    def _foot(self, stamp: Stamp) -> None:
        """The small line of the printed page as the sheet's footer."""
        info, foot = self.form.info, self.sheet.oddFooter
        parts = ("" if info.public else INTERNAL, info.title, info.version, stamp.version, self.data.code)
        foot.left.text = tidy("　".join(part for part in parts if part)).replace("&", "&&")
        person = tidy(stamp.person).replace("&", "&&")
        foot.right.text = f"打印：{person}　{stamp.time:%Y-%m-%d %H:%M}　第 &P 页　共 &N 页"
        foot.left.size = foot.right.size = 7


class _Fit(NamedTuple):
    """How a cell holds its text: as what text, at what part of its type size, whether it is wrapped against the sheet."""

    text: str
    size: float
    wraps: bool


class _Fitted:
    """Gives a cell the type size and the wrapping that its text has on the printed page: a spreadsheet would cut it.

    Sizes are found once for each text and box, and each is one style of the book.
    """

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.found: dict[tuple[Spans, Box], _Fit] = {}
        self.fonts: dict[tuple[int, float], int] = {}
        self.wraps: dict[int, int] = {}

    def fit(self, target: Cell, spans: Spans, box: Box) -> str:
        """Set the cell's style for a text; returns the text to write."""
        key = spans, box
        if key not in self.found:
            if len(self.found) >= _MOST_FITTED:
                self.found.clear()
            self.found[key] = _fitting(spans, box)
        found = self.found[key]
        if found.size < 1.0 or found.wraps:
            style = copy(target._style)
            if found.size < 1.0:
                style.fontId = self._font(style.fontId, found.size)
            if found.wraps:
                style.alignmentId = self._wrapping(style.alignmentId)
            target._style = style
        return found.text

    def _font(self, number: int, size: float) -> int:
        if (number, size) not in self.fonts:
            font = copy(self.book._fonts[number])
            font.sz = int((font.sz or 11) * size * 10 + 0.1) / 10
            self.fonts[number, size] = self.book._fonts.add(font)
        return self.fonts[number, size]

    def _wrapping(self, number: int) -> int:
        if number not in self.wraps:
            alignment = copy(self.book._alignments[number])
            alignment.wrap_text, alignment.shrink_to_fit = True, False
            self.wraps[number] = self.book._alignments.add(alignment)
        return self.wraps[number]


def _fitting(spans: Spans, box: Box) -> _Fit:
    laid = lay(spans, box)
    text = "".join(text for text, _ in spans)
    whole = max(font.size for _, font in spans)
    size = max((font.size for line in laid.lines for _, font in line.spans), default=whole)
    lines = ["".join(text for text, _ in line.spans) for line in laid.lines]
    if len(lines) > 1 and not set(DRAWN_MARKS).isdisjoint(text):
        text = _boxes_kept(text, lines)
    return _Fit(text, min(1.0, size / whole), len(lines) > 1 and not box.look.wrap)


def _boxes_kept(text: str, lines: Sequence[str]) -> str:
    """The text with its lines as printed wherever one begins with a box: a spreadsheet would part it from its label."""
    kept, rest = "", text
    for line in lines:
        begins = rest.lstrip(_SPACES)
        if kept and len(begins) < len(rest) and begins[:1] in DRAWN_MARKS:
            kept, rest = kept.rstrip(_SPACES) + "\n", begins
        at = rest.find(line)
        if at < 0:
            break
        kept, rest = kept + rest[: at + len(line)], rest[at + len(line) :]
    return kept + rest


def _styles(form: Form, template: Worksheet) -> dict[tuple[int, int], StyleArray]:
    """The style of every cell of the form, by row and column of its sheet."""
    layout = form.layout
    rows = range(layout.top, layout.top + len(layout.rows))
    columns = range(layout.first_column, layout.first_column + len(layout.edges) - 1)
    return {(row, column): copy(template.cell(row, column)._style) for row in rows for column in columns}


def _title(text: str, taken: Sequence[str]) -> str:
    """A name for a sheet: without the signs that spreadsheets refuse, at most 31 characters, used once."""
    plain = _NOT_IN_TITLES.sub("", tidy(text))[:_LONGEST_TITLE].strip() or "表"
    known = {name.casefold() for name in taken}
    found, n = plain, 2
    while found.casefold() in known:
        mark = f" {n}"
        found, n = plain[: _LONGEST_TITLE - len(mark)] + mark, n + 1
    return found
