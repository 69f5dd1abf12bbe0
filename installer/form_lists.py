"""Lays out a list: a title, a line with the unit that reports, headings, rows, the signatures. Rosters and statistics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from form_parts import line, notes, title
from form_sheet import FormSheet, Look, Style

COLUMNS, PIXELS = 72, 14
"""The grid of a landscape sheet of A4: 72 columns of 10.5 points."""
MARGINS = (0.6, 0.5, 0.65, 0.5)
ROOM = 595.3 - (0.6 + 0.65) * 72
"""The height in points between the margins of a landscape sheet."""
UNIT, DAY = "填报单位（盖章）：{{填报单位|空白}}", "填报时间：{{填表日期|年月日}}"
SIGNED = ("审核人：{{审核人}}", "填表人：{{填表人}}", "联系电话：{{填表人电话}}")
_TITLE, _LINE, _HEAD, _NOTE, _FOOT = 38.0, 21.0, 33.0, 15.0, 28.5
Column = tuple[int, str, str]
"""Width in grid columns, heading, what stands in a row: a name of the list with a show (电话|遮盖), {{…}}, or nothing."""

Tall = tuple[int, int, str] | tuple[int, int, str, int]
"""A heading over several rows: first column, columns, text, and how many rows when not all."""


@dataclass(frozen=True)
class Roster:
    """A list on landscape A4. ``note`` is the line under the table; ``total`` a last row, in its first columns."""

    title: str
    listed: str
    columns: Sequence[Column]
    source: str
    how: str
    note: str = ""
    units: str = "单位：户、人"
    row: float = 22.5
    total: Sequence[tuple[int, str]] = ()
    spread: int = 0
    subject: str = "村"
    sizes: tuple[float, float] = (9.5, 9.0)
    more: dict[str, str] = field(default_factory=dict)


def roster(told: Roster) -> FormSheet:
    """The form of a roster: as many rows as a page holds, going on over pages."""
    form = FormSheet(COLUMNS, PIXELS, landscape=True, margins=MARGINS)
    title(form, told.title, told.spread or min(40, 3 * len(told.title)), 20, _TITLE)
    line(form, _LINE, 10.5, [(34, UNIT, "left"), (20, DAY, "left"), (18, told.units, "right")])
    look = Look(told.sizes[0], told.sizes[1], told.sizes[1])
    form.row(_HEAD, look.cells(" / ".join(f"{width}*{name}" for width, name, _ in told.columns)))
    used = _TITLE + _LINE + _HEAD + _FOOT + (_NOTE if told.note else 0) + (told.row if told.total else 0) + 3
    cells = look.cells(" / ".join(f"{width}{cell_of(told.listed, name)}" for width, _, name in told.columns))
    for _ in range(int((ROOM - used) / told.row)):
        form.row(told.row, cells)
    if told.total:
        form.row(told.row, look.cells(" / ".join(f"{width} {text}" for width, text in told.total)))
    if told.note:
        line(form, _NOTE, 9, [(COLUMNS, told.note, "left")])
    line(form, _FOOT, 10.5, [(24, text, "left") for text in SIGNED], "bottom")
    form.titles(1, 3)
    more = {"续页": "接排", "行高": "可增高", "填写要求": told.how, **told.more}
    notes(form, told.title, "花名册", told.subject, told.source, **more)
    return form


def cell_of(listed: str, name: str) -> str:
    """The cell of a row: its mark (> for amounts) and its placeholder."""
    mark = ">" if name.endswith("|元") else "<" if name.startswith("<") else " "
    name = name.removeprefix("<")
    if not name or "{{" in name:
        return f"{mark} {name}"
    return f"{mark} {{{{{listed}.{name}}}}}"


def signatures(form: FormSheet) -> None:
    """审核人, 填表人, 联系电话: the foot that every village statistic has (domain 5.5)."""
    line(form, _FOOT, 10.5, [(form.columns // 3, text, "left") for text in SIGNED], "bottom")


def heading(form: FormSheet, rows: Sequence[tuple[float, str]], tall: Sequence[Tall], look: Look) -> None:
    """Headings in several rows: each with its height and cells; ``tall`` ones reach over all of them."""
    first = form.next
    for height, text in rows:
        form.row(height, look.cells(text))
    (_, _, style), *_ = look.cells("1*x")
    for column, columns, text, *down in tall:
        form.down(first, down[0] if down else len(rows), column, columns, text.replace("~", "\n"), style)


def paper_style(size: float = 9, across: str = "left") -> Style:
    """A sentence under a table, free of rules, that may take several lines."""
    return Style(size=size, across=across, down="top", wrap=True, ruled=False)
