"""What a file is: its layout, header, year and village, and its rows ready to be taken field by field."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from fupin_desk.core.errors import DeskError
from fupin_desk.core.halfwidth import squeeze
from fupin_desk.core.progress import QUIET, Task
from fupin_desk.ledgers.kinds import Year
from fupin_desk.sheets.cells import MADE_WITH, NOTES, PROGRAM, Cell, RawSheet, Workbook, show
from fupin_desk.sheets.clean import Reading, key_text, read_cell
from fupin_desk.sheets.header import Foot, Header, HeaderColumn, body, fill_merged, find_header
from fupin_desk.sheets.layouts import CHECK, KEY, Layout, Match, Target, fit, is_known, layout_named, rank
from fupin_desk.sheets.limits import MAX_CELLS, refuse
from fupin_desk.sheets.read import read

YEAR = Year()
_TITLE_YEAR = re.compile(r"((?:19|20)\d\d)年?度|((?:19|20)\d\d)年(?!\d)")
_NAME_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_PERSON = frozenset({"member.name", "member.id_number", "member.number"})
_REPORTED = "household_year.reported_"
_STAMP = re.compile(r"导出时间|填报时间|填表时间|制表时间|打印时间|报送时间")


@dataclass(frozen=True)
class Column:
    """One column of the file that a field takes: where it stands, what it is called there, what it means."""

    index: int
    letter: str
    header: str
    target: Target
    year: int | None = None


class SourceRow(NamedTuple):
    """One row of people: its number as Excel counts, and its cells as they stand (a row may be short)."""

    number: int
    cells: list[Cell]


class SourceCell(NamedTuple):
    """One cell with its place, for a problem to name."""

    row: int
    column: Column
    cell: Cell

    @property
    def text(self) -> str:
        return show(self.cell)


@dataclass(frozen=True)
class SheetProblem:
    """Something about the sheet itself; ``row`` 0 and ``column`` '' when it is about the whole of it."""

    row: int
    column: str
    message: str
    level: str = "W"


@dataclass(frozen=True)
class Recognised:
    """One sheet of one file, understood. ``header_row`` is the last row of the heading as Excel counts."""

    file: str
    sheet: str
    layout: Layout
    confidence: float
    header_row: int
    year: int | None
    region: dict[str, str]
    columns: tuple[Column, ...]
    rows: list[SourceRow]
    unknown_columns: tuple[HeaderColumn, ...]
    problems: tuple[SheetProblem, ...]
    context: tuple[str, ...] = ()
    ours: bool = False
    """Written by this program: its sums are only checked, and what its columns repeat is kept nowhere again."""

    def cells(self, row: SourceRow) -> dict[str, SourceCell]:
        """Field target (``member.name``) -> the first cell of the row that has something for it."""
        found: dict[str, SourceCell] = {}
        for column in self.columns:
            cell = row.cells[column.index] if column.index < len(row.cells) else None
            name = column.target.name
            if name not in found or (found[name].cell is None and cell is not None):
                found[name] = SourceCell(row.number, column, cell)
        return found


def recognise(path: Path, task: Task = QUIET, *, layout: str | None = None) -> Recognised:
    """The sheet of a file that is understood best. Raises DeskError when there is none, or the file is refused."""
    return max(recognise_all(path, task, layout=layout), key=lambda found: (found.confidence, len(found.rows)))


def recognise_all(path: Path, task: Task = QUIET, *, layout: str | None = None) -> list[Recognised]:
    """Every sheet of a file that is one of the county's layouts, in order. Raises DeskError when there is none."""
    wanted = _wanted(layout)
    book = read(path, task)
    found = [known for sheet in book.sheets if not sheet.hidden and (known := recognise_sheet(book, sheet, wanted))]
    if not found:
        found = [known for sheet in book.sheets if sheet.hidden and (known := recognise_sheet(book, sheet, wanted))]
    if not found:
        what = f"里没有找到“{wanted.title}”的表头" if wanted else "的表头认不出来"
        raise refuse(path, what, "请核对是不是这份文件，或指明它是哪一种表")
    return found


def _wanted(name: str | None) -> Layout | None:
    if not name:
        return None
    found = layout_named(name)
    if found is None:
        raise DeskError(f"没有叫“{name}”的表。台账没有变。请从列出的表里选一种。")
    return found


def recognise_sheet(book: Workbook, sheet: RawSheet, wanted: Layout | None = None) -> Recognised | None:
    """One sheet, or None when its heading fits no layout (or not the one that is wanted)."""
    header = find_header(sheet, is_known)
    if header is None:
        return None
    match = _match(header, [book.name, sheet.name, *header.context], wanted)
    if match is None:
        return None
    if not fill_merged(sheet, header.bottom + 1, MAX_CELLS):
        raise DeskError(f"“{book.name}”里合并的单元格太多，没有导入。台账没有变。请取消合并后另存一份，再导入。")
    ours = _is_ours(book)
    columns, unknown = _columns(header, match, own=ours)
    rows, feet = _rows(sheet, header)
    rows, problems = _one_group_filled(rows, columns)
    problems += _sum_problems(rows, feet, columns, sheet)
    year, region = _year(book.name, sheet.name, header, columns, rows), _region(columns, rows)
    return Recognised(
        book.name, sheet.name, match.layout, match.confidence, header.bottom + 1, year, region, columns, rows, unknown,
        tuple(problems), header.context, ours,
    )  # fmt: skip


def _match(header: Header, words: list[str], wanted: Layout | None) -> Match | None:
    if wanted is None:
        return next(iter(rank(header.columns, words)), None)
    match = fit(wanted, list(header.columns), "".join(words))
    return match if match.confidence or 2 * len(match.names) >= len(header.columns) else None


def _is_ours(book: Workbook) -> bool:
    """Whether this program wrote the file: its sums are then the ledger's own and only checked."""
    notes = (row for sheet in book.sheets if sheet.name == NOTES for row in sheet.rows)
    return any(row[:1] == [MADE_WITH] and show(row[1]).startswith(PROGRAM) for row in notes if len(row) > 1)


def _columns(header: Header, match: Match, *, own: bool) -> tuple[tuple[Column, ...], tuple[HeaderColumn, ...]]:
    """The columns a field takes, and those that are unknown.

    In a table with one line a household the person is its 户主, unless a column says who the person is.
    """
    known: list[Column] = []
    unknown: list[HeaderColumn] = []
    has_relation = any(match.layout.columns[name].name == "member.relation" for name in match.names.values())
    heads_only = match.layout.person_is_head and not has_relation
    for heading in header.columns:
        name = match.names.get(heading.index)
        if name is None:
            unknown.append(heading)
            continue
        target = match.layout.columns[name]
        if own and target.name.startswith(_REPORTED):
            target = Target(target.name, CHECK)
        if heads_only and target.name in _PERSON:
            target = Target(target.name.replace("member.", "head."), KEY)
        known.append(Column(heading.index, heading.letter, heading.shown, target, heading.year))
    names = [column for column in known if column.target.name == "head.name"]
    if len(names) > 1:
        # Beside 户主姓名 a plain 姓名 is somebody else, of whom the table says nothing more.
        keep = next((column for column in names if column.header.startswith("户主")), names[0])
        extra = {column.index for column in names if column is not keep}
        known = [column for column in known if column.index not in extra]
        unknown += [heading for heading in header.columns if heading.index in extra]
    return tuple(known), tuple(unknown)


def _rows(sheet: RawSheet, header: Header) -> tuple[list[SourceRow], list[Foot]]:
    rows, feet = [], []
    for found in body(sheet, header):
        if isinstance(found, Foot):
            feet.append(found)
        else:
            rows.append(SourceRow(found[0] + 1, found[1]))
    return rows, feet


def column_of(columns: tuple[Column, ...], *targets: str) -> Column | None:
    """The first column with one of these targets."""
    return next((column for name in targets for column in columns if column.target.name == name), None)


def _cell(row: SourceRow, column: Column | None) -> Cell:
    return row.cells[column.index] if column is not None and column.index < len(row.cells) else None


def _one_group_filled(rows: list[SourceRow], columns: tuple[Column, ...]) -> tuple[list[SourceRow], list[SheetProblem]]:
    """Give the people below a household's first row its number, where the file writes it once a household.

    Only when that is the file's way throughout: every number stands once, people without a number never call
    themselves 户主, and every 户主 has a number. Otherwise blank stays blank.
    """
    number, name = column_of(columns, "household.number"), column_of(columns, "member.name")
    relation = column_of(columns, "member.relation")
    if number is None or name is None or relation is None or not rows:
        return rows, []
    numbers = [key_text(_cell(row, number)) for row in rows]
    filled = [text for text in numbers if text]
    if not filled or len(filled) == len(rows) or not numbers[0] or len(set(filled)) < len(filled):
        return rows, []
    followers = [row for row, text in zip(rows, numbers, strict=True) if not text]
    if any("户主" in show(_cell(row, relation)) for row in followers):
        return rows, []
    current, found = "", []
    for row, text in zip(rows, numbers, strict=True):
        current = text or current
        found.append(row if text or not key_text(_cell(row, name)) else _with(row, number.index, current))
    note = f"有 {len(followers)} 行没有写户编号，按上一行的户登记（这份表每户只写一次）"
    return found, [SheetProblem(followers[0].number, number.letter, note, "H")]


def _with(row: SourceRow, index: int, value: Cell) -> SourceRow:
    cells = row.cells + [None] * (index + 1 - len(row.cells))
    cells[index] = value
    return row._replace(cells=cells)


def _sum_problems(
    rows: list[SourceRow], feet: list[Foot], columns: tuple[Column, ...], sheet: RawSheet
) -> list[SheetProblem]:
    """Sums at the foot that differ from the sum of the column above them."""
    if len(feet) != 1 or not rows:
        return []
    return [
        SheetProblem(feet[0].row + 1, column.letter, f"合计写的是 {show(stated)}，上面各行加起来是 {show(total)}")
        for column in columns
        if isinstance(stated := _foot_cell(feet[0], column), int | float)
        and (total := _sum(_own_cells(rows, column, sheet))) is not None
        and abs(total - stated) > 0.01
    ]


def _foot_cell(foot: Foot, column: Column) -> Cell:
    return foot.cells[column.index] if column.index < len(foot.cells) else None


def _own_cells(rows: list[SourceRow], column: Column, sheet: RawSheet) -> Iterator[Cell]:
    """The column's cells, each merged range counted once."""
    tall = ((top, bottom) for top, left, bottom, _ in sheet.merged if left == column.index)
    covered = {row for top, bottom in tall for row in range(top + 1, bottom + 1)}
    return (_cell(row, column) for row in rows if row.number - 1 not in covered)


def _sum(cells: Iterator[Cell]) -> float | int | None:
    numbers = [cell for cell in cells if cell is not None]
    if not numbers or not all(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in numbers):
        return None
    total = sum(cell for cell in numbers if isinstance(cell, int | float))
    return round(total, 2)


def _year(file: str, sheet: str, header: Header, columns: tuple[Column, ...], rows: list[SourceRow]) -> int | None:
    """The year the rows are of: the column 年度, else a year in a heading, else the title, else the file's name."""
    column = column_of(columns, "year")
    if column is not None:
        counted = Counter(year for row in rows if (year := read_year(_cell(row, column)).value))
        if counted:
            return int(counted.most_common(1)[0][0])
    in_headings = {column.year for column in columns if column.year}
    if len(in_headings) == 1:
        return in_headings.pop()
    titles = [text for text in header.context if not _STAMP.search(text)]
    for text in (*titles, sheet, file):
        if match := _TITLE_YEAR.search(squeeze(text)):
            return int(match[1] or match[2])
    match = _NAME_YEAR.search(file) or _NAME_YEAR.search(sheet)
    return int(match[1]) if match else None


def read_year(cell: Cell) -> Reading:
    """A cell of the column 年度: 2018, 2018年, 201806."""
    return read_cell(cell, YEAR)


def _region(columns: tuple[Column, ...], rows: list[SourceRow]) -> dict[str, str]:
    """The commonest value of each region column: province, city, county, township, village."""
    found: dict[str, str] = {}
    for column in columns:
        if column.target.role == "region":
            counted = Counter(text for row in rows if (text := key_text(_cell(row, column))))
            if counted:
                found[column.target.name.partition(".")[2]] = counted.most_common(1)[0][0]
    return found


def with_year(sheet: Recognised, year: int) -> Recognised:
    """The same sheet, taken as of another year (the person said so, or its sister files do)."""
    return replace(sheet, year=year)
