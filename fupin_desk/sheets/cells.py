"""What a read workbook is made of: sheets of plain cells, and the mark for a cell whose value is lost."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, time

MAX_EXACT = 10**15
"""A number cell holds 15 exact digits (IEEE 754 double as Excel keeps it); anything longer has lost its tail."""

NOTES, MADE_WITH, PROGRAM = "说明", "制表程序", "扶贫工作台"
"""The sheet of a file of ours that says so, the line there, and our name in it."""

_SCIENTIFIC = re.compile(r"[+-]?\d(?:\.\d+)?[eE]\+?\d{1,3}")
_FAULT_WORDS = frozenset({"#REF!", "#VALUE!", "#N/A", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"})
_PROTECTED = re.compile(r'="?([^"]*)"?', re.DOTALL)


@dataclass(frozen=True)
class Damaged:
    """A cell whose value the file itself has lost. ``shown`` is what the person sees there, ``why`` the reason."""

    shown: str
    why: str


Cell = str | int | float | bool | date | Damaged | None
Area = tuple[int, int, int, int]
"""top, left, bottom, right of a merged range; zero-based, both ends included."""


@dataclass(frozen=True)
class RawSheet:
    """One sheet as it stands in the file; ``rows[0]`` is row 1 of the sheet and rows may differ in length."""

    name: str
    rows: list[list[Cell]]
    merged: tuple[Area, ...] = ()
    hidden: bool = False


@dataclass(frozen=True)
class Workbook:
    """A file that has been read: its own name, what kind it really is, and its sheets in order."""

    name: str
    kind: str
    sheets: list[RawSheet]


def settle(value: object) -> Cell:
    """A value from a reader as a Cell: whole numbers without ``.0``, protected text unwrapped, lost values marked."""
    if isinstance(value, str):
        return settle_text(value)
    if value is None or isinstance(value, bool | date | Damaged):
        return value
    if isinstance(value, int | float):
        return _settle_number(value)
    return str(value)


def settle_text(text: str) -> Cell:
    """A text as a Cell: ``="…"`` unwrapped, blanks to None, 5.1E+17 and unreadable characters marked as lost."""
    if not text or text.isspace():
        return None
    if text[0] == "=" and (match := _PROTECTED.fullmatch(text)):
        text = match[1]
        if not text:
            return None
    if "\ufffd" in text:
        return Damaged(text, "有认不出的字（文件编码坏了）")
    if text[0] == "#" and text.strip() in _FAULT_WORDS:
        return Damaged(text.strip(), "是公式错误")
    if text[0] in "0123456789+-" and len(text) > 3 and _SCIENTIFIC.fullmatch(text.strip()):
        return Damaged(text.strip(), "已被表格软件变成科学计数法，原来的号码丢了")
    return text


def _settle_number(number: int | float) -> Cell:
    if isinstance(number, float) and not math.isfinite(number):
        return Damaged(str(number), "不是一个数")
    if abs(number) >= MAX_EXACT:
        return Damaged(format(float(number), ".6G"), "按数字存放，超过15位的部分已经丢了")
    if isinstance(number, float) and number.is_integer():
        return int(number)
    return number


def show(cell: Cell) -> str:
    """The cell as text, as a person would read it in the sheet; nothing is trimmed, a blank cell is ''."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return show_number(cell)
    if isinstance(cell, Damaged):
        return cell.shown
    if isinstance(cell, date):
        has_time = isinstance(cell, datetime) and cell.time() != time.min
        return cell.strftime("%Y-%m-%d %H:%M:%S" if has_time else "%Y-%m-%d")
    return str(cell)


def show_number(number: float) -> str:
    """A number cell as Excel shows it, to 15 digits and never in scientific notation: 0.1 + 0.2 gives 0.3."""
    if number.is_integer():
        return str(int(number))
    text = format(number, ".15g")
    return text if "e" not in text else format(number, ".15f").rstrip("0").rstrip(".")


def column_letter(index: int) -> str:
    """The letters of a zero-based column, as on top of the sheet: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
