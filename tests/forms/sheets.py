"""Small sheets drawn by tests: a form with whatever cells the test needs."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from fupin_desk.forms.catalog import Form, load_form
from fupin_desk.forms.pdf import print_pdf
from fupin_desk.forms.values import FormData, Names, PrintResult, Value
from tests.forms.samples import STAMP

NAMES = Names(
    frozenset(["户.姓名", "户.金额", "户.日期", "户.照片"]),
    {"成员": frozenset(["姓名", "说明"])},
    {"姓名": "户.姓名"},
    frozenset(["户.姓名"]),
)
THIN, MEDIUM = Side("thin"), Side("medium")
RULED = Border(THIN, THIN, THIN, THIN)


def sheet(cells: Mapping[str, object], *, notes: Mapping[str, str] | None = None) -> Worksheet:
    """A sheet with these cells, 12 points of 宋体, columns of 20 digits; its book is ``sheet.parent``."""
    book = Workbook()
    made = book.active
    assert made is not None
    for letter in "ABCDEF":
        made.column_dimensions[letter].width = 20
    for place, value in cells.items():
        made[place] = value
        made[place].font = Font("宋体", 12)
        made[place].alignment = Alignment("left", "center")
    if notes:
        told = book.create_sheet("说明")
        for pair in notes.items():
            told.append(pair)
    return made


def save(made: Worksheet, folder: Path, name: str = "test_form") -> Path:
    path = folder / f"{name}.xlsx"
    made.parent.save(path)
    return path


def form(made: Worksheet, folder: Path) -> Form:
    return load_form(save(made, folder), NAMES)


def data(*people: str, **scalars: Value | str) -> FormData:
    """A copy: scalars by their short name, members by name."""
    single = {f"户.{name}": value if isinstance(value, Value) else Value(value) for name, value in scalars.items()}
    listed = [{"姓名": Value(person), "说明": Value()} for person in people]
    return FormData("王秀兰", single, {"成员": listed})


def printed(made: Form, *copies: FormData) -> tuple[bytes, PrintResult]:
    out = io.BytesIO()
    result = print_pdf(made, copies, out, STAMP)
    return out.getvalue(), result
