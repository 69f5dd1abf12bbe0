"""Reads the sheet of a form into a frozen Layout: cells, rules and page, all measured in points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from fupin_desk.core.dates import show_day_signed
from fupin_desk.forms.drawings import Picture, pictures_on
from fupin_desk.forms.fonts import Font, role_of
from fupin_desk.forms.opening import borders_of, form_sheet, open_book, pictures_in, read_notes

INCH = 72.0
FLOOR = 7.0
"""The smallest type size in points that is still read by old eyes."""
_LEAST_FLOOR = 4.0
PIXEL = 0.75
"""A screen pixel in points: spreadsheets measure columns and rows in whole pixels of 1/96 inch."""
PAPERS: Mapping[str, tuple[float, float]] = MappingProxyType({
    "8": (841.89, 1190.55), "9": (595.28, 841.89), "11": (419.53, 595.28),
    "12": (708.66, 1000.63), "13": (515.91, 728.5), "70": (297.64, 419.53),
})  # fmt: skip
"""Width and height in points of A3, A4, A5, B4, B5 and A6 by the paper code of a spreadsheet."""
WEIGHTS: Mapping[str, tuple[float, tuple[float, ...]]] = MappingProxyType({
    "hair": (0.25, ()), "thin": (0.5, ()), "medium": (1.25, ()), "thick": (2.0, ()), "double": (1.25, ()),
    "dotted": (0.5, (1.0, 1.0)), "dashed": (0.5, (3.0, 2.0)), "mediumDashed": (1.25, (4.0, 2.0)),
    "dashDot": (0.5, (4.0, 2.0, 1.0, 2.0)), "dashDotDot": (0.5, (4.0, 2.0, 1.0, 2.0)),
    "mediumDashDot": (1.25, (4.0, 2.0, 1.0, 2.0)), "mediumDashDotDot": (1.25, (4.0, 2.0, 1.0, 2.0)),
    "slantDashDot": (1.25, (4.0, 2.0, 1.0, 2.0)),
})  # fmt: skip
"""Line width in points and dashes of each border style: outer rules medium, inner rules thin."""
_SPACES = {"arial": 0.278, "helvetica": 0.278, "liberation sans": 0.278, "calibri": 0.226}
STACKED = 255
"""The text rotation that writes one character below the other."""


@dataclass(frozen=True)
class Rule:
    """A border: its width in points and its dashes."""

    width: float
    dashes: tuple[float, ...] = ()


@dataclass(frozen=True)
class Run:
    """A piece of a cell's text in one font, placeholders still in it."""

    text: str
    font: Font


@dataclass(frozen=True)
class Look:
    """How a cell sets its text: alignment, wrapping, rotation in degrees (or STACKED), indent in points."""

    across: str = "general"
    down: str = "bottom"
    wrap: bool = False
    shrink: bool = False
    indent: float = 0.0
    turn: int = 0


@dataclass(frozen=True)
class Cell:
    """A cell or merge by its zero-based place within the layout, and what stands in it."""

    name: str
    row: int
    column: int
    rows: int
    columns: int
    runs: tuple[Run, ...]
    look: Look
    shade: str = ""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Row:
    """A row: height in points, the cells that begin in it, and the rules above, below and between its columns."""

    height: float
    cells: tuple[Cell, ...]
    above: tuple[Rule | None, ...]
    below: tuple[Rule | None, ...]
    upright: tuple[Rule | None, ...]

    @property
    def ruled(self) -> bool:
        """Whether any upright rule runs through the row: it belongs to a table, not to a heading or signature."""
        return any(self.upright)


@dataclass(frozen=True)
class Paper:
    """Page size and margins in points, the sheet's own header and footer (left, centre, right)."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    middle: bool
    header: tuple[str, str, str] = ("", "", "")
    footer: tuple[str, str, str] = ("", "", "")
    header_at: float = 22.0
    footer_at: float = 22.0

    @property
    def room(self) -> float:
        """The height in points that rows may take on one page."""
        return self.height - self.top - self.bottom


@dataclass(frozen=True)
class Layout:
    """A form as drawn by its maker. ``edges`` are the column borders in points from the left of the first column.

    ``top`` and ``first_column`` are where it begins on the sheet (from 1), ``scale`` what its lengths were multiplied by.
    """

    paper: Paper
    edges: tuple[float, ...]
    rows: tuple[Row, ...]
    titles: tuple[int, ...]
    breaks: frozenset[int]
    notes: Mapping[str, str]
    top: int = 1
    first_column: int = 1
    scale: float = 1.0
    pictures: tuple[Picture, ...] = ()

    @property
    def floor(self) -> float:
        """The smallest type size in points that texts may be shrunk to (最小字号 of the 说明)."""
        told = self.notes.get("最小字号", "")
        return max(_LEAST_FLOOR, float(told)) if told.replace(".", "", 1).isdigit() else FLOOR

    @property
    def left(self) -> float:
        """Where the first column begins, in points from the left of the paper."""
        paper = self.paper
        spare = paper.width - paper.left - paper.right - self.edges[-1]
        return paper.left + (max(0.0, spare / 2) if paper.middle else 0.0)

    def cells(self) -> Iterator[Cell]:
        """All cells in reading order."""
        for row in self.rows:
            yield from row.cells


def read_layout(path: Path) -> Layout:
    """The layout of a form's workbook. Raises DeskError when it is no form (see ``opening``)."""
    book = open_book(path)
    sheet = form_sheet(path, book)
    found = _Reader(book, sheet, borders_of(sheet)).layout()
    heights = [row.height for row in found.rows]
    on = pictures_on(pictures_in(path), found.edges, heights, found.top, found.first_column, found.scale)
    return replace(found, pictures=on)


def digit_pixels(name: str, size: float) -> int:
    """The width in pixels of a digit in the workbook's normal font: the unit of column widths."""
    pixels = size * 96 / 72
    if any(letter > "\u2e80" for letter in name) or name.lower() in ("simsun", "nsimsun", "simhei"):
        return -(-round(pixels) // 2)
    return int(pixels * (0.556 if name.lower().startswith(("arial", "helvetica", "liberation")) else 0.507))


def indent_points(name: str, size: float) -> float:
    """The length in points of one step of indent: three spaces of the workbook's normal font (ISO/IEC 29500-1, 18.8.1)."""
    if any(letter > "\u2e80" for letter in name) or name.lower() in ("simsun", "nsimsun", "simhei"):
        return 3 * size / 2
    narrow = next((part for start, part in _SPACES.items() if name.lower().startswith(start)), 0.25)
    return 3 * size * narrow


class _Reader:
    """Reads one sheet; all lengths are brought to the scale the sheet is printed at."""

    def __init__(self, book: Workbook, sheet: Worksheet, borders: Mapping[tuple[int, int], Any]) -> None:
        self.sheet = sheet
        self.borders = borders
        self.notes = read_notes(book)
        normal = book._fonts[0]  # the Normal style's font, the unit of widths
        self.digit = digit_pixels(normal.name or "", normal.sz or 11)
        self.indent = indent_points(normal.name or "", normal.sz or 11)
        self.left, self.top, self.right, self.bottom = self._area()
        self.merged = {(m.min_row, m.min_col): m for m in sheet.merged_cells.ranges}
        self.owner = {place: n for n, m in enumerate(sheet.merged_cells.ranges) for place in m.cells}
        self.covered = {
            (r, c) for m in sheet.merged_cells.ranges for r, c in m.cells if (r, c) != (m.min_row, m.min_col)
        }
        widths = [self._width(c) for c in range(self.left, self.right + 1)]
        heights = [self._height(r) for r in range(self.top, self.bottom + 1)]
        self.paper = self._paper()
        self.scale = self._scale(sum(widths), sum(heights))
        self.edges = tuple(sum(widths[:n]) * self.scale for n in range(len(widths) + 1))
        self.heights = [height * self.scale for height in heights]

    def layout(self) -> Layout:
        rows = tuple(self._row(number) for number in range(self.top, self.bottom + 1))
        breaks = frozenset(b.id - self.top + 1 for b in self.sheet.row_breaks.brk if self.top <= b.id < self.bottom)
        place = self.top, self.left, self.scale
        return Layout(self.paper, self.edges, rows, self._titles(), breaks, self.notes, *place)

    def _area(self) -> tuple[int, int, int, int]:
        """The print area, else everything that is written or ruled: left, top, right, bottom."""
        if self.sheet.print_area:
            first = str(self.sheet.print_area).split(",")[0].rsplit("!", 1)[-1].replace("$", "")
            left, top, right, bottom = range_boundaries(first)
            return left or 1, top or 1, right or self.sheet.max_column, bottom or self.sheet.max_row
        used = [(c.row, c.column) for row in self.sheet.iter_rows() for c in row if c.value is not None]
        used += [(m.max_row, m.max_col) for m in self.sheet.merged_cells.ranges]
        used += [place for place, border in self.borders.items() if _is_ruled(border)] or [(1, 1)]
        return 1, 1, max(column for _, column in used), max(row for row, _ in used)

    def _width(self, column: int) -> float:
        for letter, found in self.sheet.column_dimensions.items():
            low = found.min or 0
            if low <= column <= (found.max or low) or letter == get_column_letter(column):
                if found.hidden:
                    return 0.0
                if found.width:
                    return self._column_points(found.width)
        standard = self.sheet.sheet_format.defaultColWidth
        return self._column_points(standard) if standard else -(-(8 * self.digit + 5) // 8) * 8 * PIXEL

    def _column_points(self, width: float) -> float:
        return int((256 * width + 128 // self.digit) / 256 * self.digit) * PIXEL

    def _height(self, row: int) -> float:
        found = self.sheet.row_dimensions[row]
        if found.hidden:
            return 0.0
        return int(float(found.ht or self.sheet.sheet_format.defaultRowHeight or 15) / PIXEL + 0.01) * PIXEL

    def _paper(self) -> Paper:
        setup, margins, sheet = self.sheet.page_setup, self.sheet.page_margins, self.sheet
        width, height = PAPERS.get(str(setup.paperSize or "9"), PAPERS["9"])
        if setup.orientation == "landscape":
            width, height = height, width
        return Paper(
            width, height, margins.left * INCH, margins.right * INCH, margins.top * INCH, margins.bottom * INCH,
            bool(sheet.print_options.horizontalCentered), _three(sheet.oddHeader), _three(sheet.oddFooter),
            margins.header * INCH, margins.footer * INCH,
        )  # fmt: skip

    def _scale(self, width: float, height: float) -> float:
        """The sheet's own scale; with fit-to-page the largest, at most 1, that fits its pages."""
        setup = self.sheet.page_setup
        fit = self.sheet.sheet_properties.pageSetUpPr
        if fit is None or not fit.fitToPage:
            return (setup.scale or 100) / 100
        scale = 1.0
        wide, tall = setup.fitToWidth, setup.fitToHeight
        if wide is None or wide > 0:
            scale = min(scale, (self.paper.width - self.paper.left - self.paper.right) / max(width, 1) * (wide or 1))
        if tall:
            scale = min(scale, self.paper.room * tall / max(height, 1))
        # Spreadsheets scale in whole percent.
        return max(int(scale * 100 + 0.01) / 100, 0.1)

    def _titles(self) -> tuple[int, ...]:
        found = str(self.sheet.print_title_rows or "").replace("$", "")
        if ":" not in found:
            return ()
        first, last = (int(part) - self.top for part in found.split(":"))
        return tuple(n for n in range(first, last + 1) if 0 <= n < len(self.heights))

    def _row(self, number: int) -> Row:
        columns = range(self.left, self.right + 1)
        left = [self._rule(number, c, "left", 0, -1) for c in columns]
        right = [self._rule(number, c, "right", 0, 1) for c in columns]
        upright = tuple(stronger(a, b) for a, b in zip([*left, None], [None, *right], strict=True))
        above = tuple(self._rule(number, c, "top", -1, 0) for c in columns)
        below = tuple(self._rule(number, c, "bottom", 1, 0) for c in columns)
        found = tuple(self._cell(number, c) for c in columns if (number, c) not in self.covered)
        return Row(
            self.heights[number - self.top], tuple(c for c in found if c.runs or c.shade or c.rows * c.columns > 1),
            above, below, upright,
        )  # fmt: skip

    def _rule(self, row: int, column: int, side: str, down: int, across: int) -> Rule | None:
        """The rule at one side of a cell; what an editor left ruled inside a merge is not drawn."""
        owner = self.owner.get((row, column))
        border = self.borders.get((row, column))
        if border is None or (owner is not None and owner == self.owner.get((row + down, column + across))):
            return None
        found = getattr(border, side)
        if found is None or not found.style:
            return None
        width, dashes = WEIGHTS.get(found.style, WEIGHTS["thin"])
        return Rule(width, dashes)

    def _cell(self, row: int, column: int) -> Cell:
        source, merge = self.sheet.cell(row, column), self.merged.get((row, column))
        last_row, last_column = (merge.max_row, merge.max_col) if merge else (row, column)
        return Cell(
            source.coordinate, row - self.top, column - self.left,
            min(last_row, self.bottom) - row + 1, min(last_column, self.right) - column + 1,
            tuple(self._runs(source)), self._look(source), _shade(source.fill),
        )  # fmt: skip

    def _look(self, source: Any) -> Look:
        a = source.alignment
        across = a.horizontal or "general"
        if across == "general" and source.data_type == "n" and source.value is not None:
            across = "right"
        return Look(across, a.vertical or "bottom", bool(a.wrap_text), bool(a.shrink_to_fit),
                    (a.indent or 0) * self.indent * self.scale, int(a.textRotation or 0))  # fmt: skip

    def _runs(self, source: Any) -> Iterator[Run]:
        font = self._font(source.font)
        if isinstance(source.value, CellRichText):
            for piece in source.value:
                if isinstance(piece, TextBlock):
                    yield Run(piece.text, self._font(piece.font, font))
                elif piece:
                    yield Run(str(piece), font)
        elif source.value not in (None, ""):
            yield Run(_plain(source.value), font)

    def _font(self, found: Any, fallback: Font | None = None) -> Font:
        name = found.rFont if fallback else found.name
        role = role_of(name) if name else (fallback.role if fallback else role_of(""))
        size = float(found.sz) * self.scale if found.sz else (fallback.size if fallback else 11 * self.scale)
        return Font(
            role, size, bold=bool(found.b), underline=bool(found.u) and found.u != "none", colour=_ink(found.color)
        )


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return show_day_signed(value) if isinstance(value, date) else str(value)


def _is_ruled(b: Any) -> bool:
    return any(side is not None and side.style for side in (b.left, b.right, b.top, b.bottom))


def stronger(one: Rule | None, other: Rule | None) -> Rule | None:
    """Where two cells both rule their border, the heavier rule is drawn."""
    if one is None or other is None:
        return one or other
    return one if one.width >= other.width else other


def _three(part: Any) -> tuple[str, str, str]:
    """The three parts of a header or footer with their codes for font, page and day (``paper/running``)."""
    left, middle, right = (str(found) if found.text else "" for found in (part.left, part.center, part.right))
    return left, middle, right


def _ink(colour: Any) -> str:
    """The colour of a font as RRGGBB; "" for black and for what follows the theme."""
    value = getattr(colour, "rgb", None)
    return value[2:] if isinstance(value, str) and len(value) == 8 and value[2:] != "000000" else ""


def _shade(fill: Any) -> str:
    """The ground of a cell as RRGGBB; "" for none."""
    if fill is None or fill.patternType != "solid":
        return ""
    colour = fill.fgColor
    if colour.type == "rgb" and isinstance(colour.rgb, str):
        return "" if colour.rgb[2:] == "FFFFFF" else colour.rgb[2:]
    if colour.type == "theme" and colour.theme == 0 and colour.tint < 0:
        return f"{round(255 * (1 + colour.tint)):02X}" * 3
    return ""
