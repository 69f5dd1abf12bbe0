"""Looks at a form's layout before it is printed: what would be cut, unreadable or left out is said, with its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from openpyxl.utils import get_column_letter

from fupin_desk.core.errors import Invalid, Problem
from fupin_desk.forms.package import refuse
from fupin_desk.forms.sheet import Cell, Layout

MM = 72 / 25.4
_PLACEHOLDER = re.compile(r"\{\{[^{}]*\}\}")
_LEAST_ROOM = 40 * MM  # points: less than this between the margins is no page
_LEAST_TYPE = 3.5  # points: smaller type cannot be read by anyone
_LEAST_SCALE, _LARGEST_SCALE = 0.1, 4.0  # what a spreadsheet itself offers
_REACH = 3 * MM  # points from the paper's edge that printers reach
_SLACK = 1.5
_WIDE = str.maketrans("｛｝", "{}")


def check_layout(path: Path, layout: Layout) -> None:
    """Raises DeskError for a page that cannot be, Invalid naming every cell that is faulty."""
    _check_page(path, layout)
    if not any(cell.text.strip() for cell in layout.cells()) and not any(row.ruled for row in layout.rows):
        raise refuse(path, "的第一张表是空的", "请把表样画在第一张表里，再试一次")
    problems = [*_cells(layout), *_rows(layout)]
    if problems:
        raise Invalid(problems, f"表样“{path.name}”里有几处要改，没有打印。")
    _check_width(path, layout)


def _check_page(path: Path, layout: Layout) -> None:
    paper = layout.paper
    margins = {"左": paper.left, "右": paper.right, "上": paper.top, "下": paper.bottom}
    for side, margin in margins.items():
        if margin < 0:
            raise refuse(path, f"的{side}边距是 {_cm(margin)} 厘米，不能小于 0", "请在“页面设置”里改一改")
    wide, tall = paper.width - paper.left - paper.right, paper.room
    if wide < _LEAST_ROOM or tall < _LEAST_ROOM:
        told = "、".join(f"{side} {_cm(margin)}" for side, margin in margins.items())
        raise refuse(path, f"的页边距太大（厘米：{told}），纸上剩不下 4 厘米", "请在“页面设置”里改小")
    if not _LEAST_SCALE <= layout.scale <= _LARGEST_SCALE:
        raise refuse(path, f"的缩放比例是 {layout.scale:.0%}，只能是 10% 到 400%", "请在“页面设置”里改一改")


def _check_width(path: Path, layout: Layout) -> None:
    """Columns beyond the paper's edge would be cut off."""
    last = layout.paper.width - _REACH
    over = next((n for n, edge in enumerate(layout.edges) if layout.left + edge > last + _SLACK), None)
    if over is None or layout.edges[-1] <= layout.paper.width - layout.paper.left - layout.paper.right + _SLACK:
        return
    name = get_column_letter(layout.first_column + max(over - 1, 0))
    beyond = _cm(layout.left + layout.edges[-1] - last)
    raise refuse(path, f"比纸宽 {beyond} 厘米，从 {name} 列起印不到纸上", "请在“页面设置”里调成一页宽，或收窄各列")


def _cells(layout: Layout) -> Iterator[Problem]:
    for cell in layout.cells():
        text = cell.text
        rest = _PLACEHOLDER.sub("", text)
        if "{{" in rest.translate(_WIDE) or "}}" in rest.translate(_WIDE):
            yield Problem(cell.name, _braces(rest))
        if "{{" in text and _unseen(layout, cell):
            yield Problem(cell.name, "在隐藏的行或列里，里面的 {{ }} 印不出来。请取消隐藏，或删掉这一格。")
        if text.strip() and not _unseen(layout, cell):
            size = min(run.font.size for run in cell.runs)
            if size < _LEAST_TYPE:
                told = f"缩到一页后只有 {size:.1f} 磅（缩放 {layout.scale:.0%}），看不清。请放大缩放比例，或分成几页。"
                yield Problem(cell.name, told)
                return  # the whole sheet is as small: one cell says it


def _braces(rest: str) -> str:
    if "｛" in rest or "｝" in rest:
        return "用了中文的花括号｛｝。请改成英文的，例如 {{户主姓名}}。"
    opened, closed = rest.count("{{"), rest.count("}}")
    if opened and closed:
        return "{{ 里面又有 {{。请一个名称用一对花括号，例如 {{户主姓名}}。"
    return "有 {{ 而没有 }}。请补全，例如 {{户主姓名}}。" if opened else "有 }} 而没有 {{。请补全，例如 {{户主姓名}}。"


def _rows(layout: Layout) -> Iterator[Problem]:
    """A row taller than the page would be cut off."""
    for n, row in enumerate(layout.rows):
        if row.height > layout.paper.room + _SLACK:
            told = f"这一行高 {_cm(row.height)} 厘米，一页只放得下 {_cm(layout.paper.room)} 厘米。请改矮，或分成几行。"
            yield Problem(f"第 {layout.top + n} 行", told)


def _unseen(layout: Layout, cell: Cell) -> bool:
    """Whether all rows or all columns of a cell are hidden."""
    wide = layout.edges[cell.column + cell.columns] - layout.edges[cell.column]
    return wide <= 0 or sum(row.height for row in layout.rows[cell.row : cell.row + cell.rows]) <= 0


def _cm(points: float) -> str:
    return f"{points / MM / 10:.1f}".removesuffix(".0")
