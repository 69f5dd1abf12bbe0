"""Read the tables of a web page that was saved under the name of a workbook (common with web exports)."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from fupin_desk.sheets.cells import Area, Cell, settle_text
from fupin_desk.sheets.limits import MAX_COLUMNS, MAX_ROWS

_BREAKS = frozenset({"br", "p", "div"})
_SILENT = frozenset({"style", "script", "head", "title"})


@dataclass
class PageTable:
    """One table of the page: its rows and the ranges its row and column spans merge."""

    rows: list[list[Cell]] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    held: dict[int, int] = field(default_factory=dict)
    """Column -> how many more rows a spanning cell above still covers."""


def page_tables(text: str) -> list[PageTable]:
    """Every outermost table of the page, in order; a table inside a cell is read as that cell's text."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.end_table(whole=True)
    return [table for table in reader.tables if table.rows]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[PageTable] = []
        self._depth = 0
        self._silent = 0
        self._cell: list[str] | None = None
        self._span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            self._depth += 1
            self._silent = 0
            if self._depth == 1:
                self.tables.append(PageTable())
        elif self._depth == 1 and tag == "tr":
            self._begin_row()
        elif self._depth == 1 and tag in ("td", "th"):
            self._end_cell()
            wanted = dict(attrs)
            self._cell = []
            self._span = (_count(wanted.get("rowspan"), MAX_ROWS), _count(wanted.get("colspan"), MAX_COLUMNS))
        elif tag in _BREAKS and self._cell:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "table" and self._depth:
            self.end_table()
        elif self._depth == 1 and tag in ("td", "th", "tr"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._silent:
            self._cell.append(data)

    def end_table(self, *, whole: bool = False) -> None:
        if self._depth == 1 or (whole and self._depth):
            self._end_cell()
        self._depth = 0 if whole else self._depth - 1

    def _begin_row(self) -> None:
        self._end_cell()
        table = self.tables[-1]
        table.held = {column: left - 1 for column, left in table.held.items() if left > 1}
        if len(table.rows) <= MAX_ROWS:
            table.rows.append([])

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        text = "".join(self._cell).replace("\xa0", " ").strip()
        self._cell = None
        table = self.tables[-1]
        if not table.rows:
            table.rows.append([])
        _place(table, settle_text(text), *self._span)


def _place(table: PageTable, cell: Cell, height: int, width: int) -> None:
    """Put a cell into the first free column of the last row and note what it spans."""
    row = table.rows[-1]
    while table.held.get(len(row), 0):
        row.append(None)
    column, top = len(row), len(table.rows) - 1
    if column + width > MAX_COLUMNS + 1:
        return
    row.extend([cell, *[None] * (width - 1)])
    if height > 1 or width > 1:
        table.merged.append((top, column, top + height - 1, column + width - 1))
    if height > 1:
        # One more than the rows below, because the row that begins next takes one off first.
        table.held.update(dict.fromkeys(range(column, column + width), height))


def _count(text: str | None, most: int) -> int:
    return max(1, min(int(text), most)) if text and text.strip().isdecimal() else 1
