"""Find the header of a sheet, join its levels, and tell table rows from titles, sums and signatures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from fupin_desk.core.halfwidth import squeeze
from fupin_desk.sheets.cells import Area, Cell, RawSheet, column_letter, show

SEARCHED_ROWS = 20
"""A header stands in the first rows of a sheet; county exports have it in row 1 to 3."""
LEAST_KNOWN = 3
MOST_LEVELS = 3

_MARKS = re.compile(r"[*＊※★:：]+$|^[*＊※★]+")
_UNIT = re.compile(
    r"\((?:元|万元|亩|㎡|平方米|平米|公里|千米|米|月|个月|人|户|个|元/人|元/年|是/否|必填|选填|单选|多选)\)$"
)
_YEAR_BEFORE = re.compile(r"((?:19|20)\d\d)年?度?(?=\D)")
_NUMBERED = re.compile(r"(?:[A-Z]?\d{1,2}(?:[-.]\d{1,2})?|[一二三四五六七八九十]{1,2})[、.．:：]")
_FOOT = re.compile(
    r"合计|总计|小计|共计|审核人|审批人|填表人|填报人|制表人?|经办人|负责人|单位负责|填报单位|填表单位|填报时间|填表时间"
    r"|(?:注|说明|备注)[:：]|备注$"
)
_SUM = re.compile(r"合\s*计|总\s*计|共\s*计")


@dataclass(frozen=True)
class HeaderColumn:
    """One column that has a heading. ``names`` are its readings to try, best first; ``year`` one it begins with."""

    index: int
    shown: str
    names: tuple[str, ...]
    year: int | None = None

    @property
    def letter(self) -> str:
        return column_letter(self.index)


@dataclass(frozen=True)
class Header:
    """Where the heading stands (zero-based rows, both included), its columns, and the words of the rows above it."""

    top: int
    bottom: int
    columns: tuple[HeaderColumn, ...]
    context: tuple[str, ...]


@dataclass(frozen=True)
class Foot:
    """A row of sums below or between the people: its zero-based row, and the cells as they stand."""

    row: int
    cells: list[Cell]


@lru_cache(maxsize=4096)
def plain_header(text: str) -> str:
    """A heading brought to one form: no line breaks or blanks, half-width brackets, no ``*`` or colon at its ends."""
    return _MARKS.sub("", squeeze(text)).replace("“", "").replace("”", "").replace('"', "")


@lru_cache(maxsize=4096)
def readings(text: str) -> tuple[str, ...]:
    """The names a heading may go by, the most literal first: without year, number or unit, with or without 是否."""
    plain = plain_header(text)
    found = [plain]
    for pattern in (_YEAR_BEFORE, _NUMBERED, _UNIT):
        found += [shorter for name in list(found) if (shorter := pattern.sub("", name, count=1)) and shorter != name]
    found += [name.removeprefix("是否") if name.startswith("是否") else f"是否{name}" for name in list(found)]
    return tuple(dict.fromkeys(found))


def year_of(text: str) -> int | None:
    """The year a heading begins with, as in 2017家庭总收入."""
    match = _YEAR_BEFORE.match(plain_header(text))
    return int(match[1]) if match else None


def find_header(sheet: RawSheet, known: Callable[[str], bool]) -> Header | None:
    """The rows among the first twenty that hold the most known names; None when no row holds three of them."""
    best: tuple[int, int, int] | None = None
    spread = _spread(sheet.merged)
    for top in range(min(SEARCHED_ROWS, len(sheet.rows))):
        for levels in range(1, MOST_LEVELS + 1):
            bottom = top + levels - 1
            if bottom >= len(sheet.rows) or (levels > 1 and not _goes_on(sheet, top, bottom, spread)):
                break
            columns = _columns(sheet, top, bottom, spread)
            # A group's name over four columns is one name, not four.
            score = len({name for column in columns if (name := next(filter(known, column.names), ""))})
            rank = (score, -levels, -top)
            if score >= LEAST_KNOWN and (best is None or rank > best):
                best = rank
    if best is None:
        return None
    levels, top = -best[1], -best[2]
    columns = _columns(sheet, top, top + levels - 1, spread)
    context = [words for row in sheet.rows[:top] for cell in row if (words := " ".join(show(cell).split()))]
    return Header(top, top + levels - 1, _numbered(columns), tuple(context))


def _goes_on(
    sheet: RawSheet, top: int, bottom: int, spread: dict[tuple[int, int], tuple[int, int]]
) -> bool:
    """Whether a row can be a further level of the heading: words only, and something above it spans columns or rows.

    A number, a date or a long digit text means that people have begun.
    """
    filled = [cell for cell in sheet.rows[bottom] if cell is not None]
    if not filled or not all(isinstance(cell, str) and not re.search(r"\d{6,}", cell) for cell in filled):
        return False
    above = range(len(sheet.rows[bottom]))
    merged = any(row in (bottom - 1, bottom) and top <= at[0] < bottom for (row, _), at in spread.items())
    return merged or any(not _text_at(sheet, bottom - 1, c) and _text_at(sheet, bottom, c) for c in above)


def _spread(merged: tuple[Area, ...]) -> dict[tuple[int, int], tuple[int, int]]:
    """Cell -> the cell whose text it shows, for merged ranges that touch the searched rows."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for top, left, bottom, right in merged:
        if top >= SEARCHED_ROWS + MOST_LEVELS:
            continue
        for row in range(top, min(bottom, SEARCHED_ROWS + MOST_LEVELS) + 1):
            for column in range(left, min(right, left + 300) + 1):
                found[row, column] = (top, left)
    return found


def _columns(
    sheet: RawSheet, top: int, bottom: int, spread: dict[tuple[int, int], tuple[int, int]]
) -> list[HeaderColumn]:
    width = max(len(sheet.rows[row]) for row in range(top, bottom + 1))
    stacks = (_stack(sheet, top, bottom, column, spread) for column in range(width))
    return [_column(column, stack) for column, stack in enumerate(stacks) if stack]


def _stack(
    sheet: RawSheet, top: int, bottom: int, column: int, spread: dict[tuple[int, int], tuple[int, int]]
) -> list[str]:
    """The words over one column, from the top level down, each once."""
    found: list[str] = []
    for row in range(top, bottom + 1):
        text = _text_at(sheet, *spread.get((row, column), (row, column)))
        if not text and row < bottom and _text_at(sheet, row + 1, column) and (row, column) not in spread:
            # Without merge marks (csv, pages) a group's name stands only over its first column.
            text = next((t for left in range(column - 1, -1, -1) if (t := _text_at(sheet, row, left))), "")
        if text and text not in found:
            found.append(text)
    return found


def _column(index: int, stack: list[str]) -> HeaderColumn:
    """A heading of one or more levels: the whole joined name is tried first, then the lowest, then the highest."""
    joined = "".join(stack)
    tried = (joined, "".join(stack[-2:]), stack[-1], stack[0])
    names = dict.fromkeys(name for text in tried for name in readings(text))
    year = next((year for text in stack if (year := year_of(text))), None)
    return HeaderColumn(index, plain_header(joined), tuple(names), year)


def _text_at(sheet: RawSheet, row: int, column: int) -> str:
    cells = sheet.rows[row]
    return show(cells[column]).strip() if column < len(cells) else ""


def _numbered(columns: list[HeaderColumn]) -> tuple[HeaderColumn, ...]:
    """Headings that occur again get 2, 3 … behind them, so that each column has a name of its own."""
    seen: dict[str, int] = {}
    found = []
    for column in columns:
        count = seen[column.shown] = seen.get(column.shown, 0) + 1
        if count > 1:
            again = tuple(f"{name}#{count}" for name in column.names)
            column = HeaderColumn(column.index, f"{column.shown}（{count}）", again, column.year)
        found.append(column)
    return tuple(found)


def body(sheet: RawSheet, header: Header) -> Iterator[tuple[int, list[Cell]] | Foot]:
    """The rows below the heading with their zero-based number; rows of sums come as Foot, signatures and blanks not."""
    heading = [plain_header(show(cell)) for cell in sheet.rows[header.bottom]]
    opening = next((text for text in heading if text), "")
    for row in range(header.bottom + 1, len(sheet.rows)):
        cells = sheet.rows[row]
        first = next((cell for cell in cells if cell is not None), None)
        if first is None:
            continue
        words = show(first).strip()
        if _is_foot(words, cells):
            if _SUM.match(words):
                yield Foot(row, cells)
            continue
        if plain_header(words) == opening and [plain_header(show(cell)) for cell in cells] == heading:
            continue
        yield row, cells


def _is_foot(words: str, cells: list[Cell]) -> bool:
    """Sums and signatures begin with their word and hold no identity number."""
    if not _FOOT.match("".join(words.split())):
        return False
    return not any(isinstance(cell, str) and re.fullmatch(r"'?\d{17}[\dXx]", cell.strip()) for cell in cells)


def fill_merged(sheet: RawSheet, first_row: int, budget: int) -> bool:
    """Write the value of each tall merged range below the heading into its lower cells. False when there are too many.

    Only what the file itself merges is filled: a blank cell is never filled by guess.
    """
    for top, left, bottom, right in sheet.merged:
        if top < first_row or bottom <= top or right > left:
            continue
        last = min(bottom, len(sheet.rows) - 1)
        budget -= max(0, last - top)
        if budget < 0:
            return False
        source = sheet.rows[top] if top < len(sheet.rows) else []
        value = source[left] if left < len(source) else None
        if value is None:
            continue
        for row in range(top + 1, last + 1):
            cells = sheet.rows[row]
            if len(cells) <= left:
                cells.extend([None] * (left + 1 - len(cells)))
            if cells[left] is None:
                cells[left] = value
    return True
