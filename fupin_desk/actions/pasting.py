"""从表格粘贴: rows copied in a spreadsheet read as family members; nothing is written here."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from fupin_desk.ledgers import kinds
from fupin_desk.ledgers.household import MEMBER
from fupin_desk.ledgers.record import Field
from fupin_desk.sheets.clean import name_text, read_cell
from fupin_desk.sheets.header import readings
from fupin_desk.sheets.layouts import layouts

MOST_ROWS = 200
"""So many rows are taken: a household is small, and whole registers belong into 导入."""
_PERSON = "member"
_LEAST_SHARE = 0.6
_NEVER = ("household", "note")


@dataclass(frozen=True)
class PastedColumn:
    """One column: its heading ("" without a heading row), its first values, the member's field it seems to mean."""

    heading: str
    samples: tuple[str, ...]
    field: str | None


@dataclass(frozen=True)
class PastedTable:
    """What was pasted, without the heading row."""

    columns: tuple[PastedColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    too_many: int = 0


@dataclass(frozen=True)
class PastedPerson:
    """The values of one row by field name, and what could not be read, as sentences."""

    values: Mapping[str, Any]
    problems: tuple[str, ...]


def pasted_table(text: str) -> PastedTable:
    """The rows of a copied range (tab separated, cells with line breaks in quotes), with guesses for its columns."""
    lines = csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), delimiter="\t")
    cells = [[" ".join(cell.split()) for cell in line] for line in lines]
    filled = [row for row in cells if any(row)]
    width = max((len(row) for row in filled), default=0)
    rows = [tuple(row + [""] * (width - len(row))) for row in filled]
    headed = bool(rows) and _is_heading(rows[0])
    headings: Sequence[str] = rows[0] if headed else [""] * width
    body = rows[1:] if headed else rows
    columns = [_column(headings[at], [row[at] for row in body]) for at in range(width)]
    return PastedTable(_each_field_once(columns), tuple(body[:MOST_ROWS]), max(0, len(body) - MOST_ROWS))


def pasted_people(table: PastedTable, fields: Sequence[str | None]) -> list[PastedPerson]:
    """The people of the table when its columns mean these fields. Rows without a name are left out."""
    found = []
    for number, row in enumerate(table.rows, 1):
        values: dict[str, Any] = {}
        problems: list[str] = []
        for cell, name in zip(row, fields, strict=True):
            if name is None or name == "name":
                values |= {"name": name_text(cell)} if name and name_text(cell) else {}
                continue
            reading = read_cell(cell, MEMBER.by_name[name].kind)
            if reading.value is not None:
                values[name] = reading.value
            elif reading.problem:
                problems.append(f"第 {number} 行“{MEMBER.by_name[name].label}”：{reading.problem}。")
        if values.get("name"):
            found.append(PastedPerson(values, tuple(problems)))
    return found


def fields_to_fill() -> tuple[Field, ...]:
    """The member's fields a column may be put into."""
    return tuple(f for f in MEMBER.fields if f.name not in _NEVER)


def _column(heading: str, values: list[str]) -> PastedColumn:
    field = _by_heading(heading) if heading else _by_values(values)
    return PastedColumn(heading, tuple(dict.fromkeys(v for v in values if v))[:3], field)


def _is_heading(row: Iterable[str]) -> bool:
    return sum(_by_heading(cell) is not None for cell in row if cell) >= 2 or [*row][:1] == ["姓名"]


@cache
def _names() -> Mapping[str, str]:
    """Every heading a county's file uses for a person's column, by the layouts of 导入, and the ledger's own labels."""
    found: dict[str, str] = {}
    for layout in layouts():
        for name, own in layout.lookup.items():
            target = layout.columns[own]
            if target.role == _PERSON and target.field is not None:
                found.setdefault(name, target.field.name)
    for field in fields_to_fill():
        for name in readings(field.label):
            found.setdefault(name, field.name)
    for name, field_name in {"关系": "relation", "身份证号": "id_number", "出生年月": "birth", "电话": "phone"}.items():
        found.setdefault(name, field_name)
    return found


def _by_heading(heading: str) -> str | None:
    return next((_names()[name] for name in readings(heading) if name in _names()), None)


def _by_values(values: list[str]) -> str | None:
    """A column without a heading is known by its values where they can mean one thing only."""
    filled = [value for value in values if value]
    for name in ("id_number", "sex", "relation", "nation", "education", "health", "labour", "phone", "birth"):
        kind = MEMBER.by_name[name].kind
        if filled and sum(_fits(kind, value) for value in filled) >= len(filled) * _LEAST_SHARE:
            return name
    chinese = [v for v in filled if 2 <= len(v) <= 4 and all(ch >= "㐀" for ch in v)]
    return "name" if filled and len(chinese) >= len(filled) * _LEAST_SHARE else None


def _fits(kind: kinds.Kind, value: str) -> bool:
    reading = read_cell(value, kind)
    if reading.value is None:
        return False
    if isinstance(kind, kinds.IdNumber):
        return len(str(reading.value)) in (15, 18, 20, 22)
    if isinstance(kind, kinds.Phone):
        return not reading.problem and kind.check(reading.value) is None
    if isinstance(kind, kinds.Choice | kinds.Choices):
        return not value.isdigit()
    return not reading.problem


def _each_field_once(columns: list[PastedColumn]) -> tuple[PastedColumn, ...]:
    taken: set[str] = set()
    found = []
    for column in columns:
        if column.field in taken:
            column = PastedColumn(column.heading, column.samples, None)
        elif column.field is not None:
            taken.add(column.field)
        found.append(column)
    return tuple(found)
