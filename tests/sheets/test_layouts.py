"""The county's headers, as collected from real files, are known for what they are; and the layouts hold together."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from fupin_desk.core.resources import resource
from fupin_desk.sheets.cells import RawSheet, Workbook
from fupin_desk.sheets.header import plain_header
from fupin_desk.sheets.layouts import ADD, CHECK, ECHO, KEY, LIST, WRITE, layout_named, layouts
from fupin_desk.sheets.recognise import Recognised, recognise_sheet

_ROLES_WITHOUT_FIELD = {"region", "year", "ignore"}

HEADERS: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "headers.toml").read_text(encoding="utf-8"))


def recognised(*rows: Sequence[str | None], name: str = "表.xlsx") -> Recognised:
    """A sheet of these rows, understood."""
    sheet = RawSheet("Sheet1", [list(row) for row in rows])
    found = recognise_sheet(Workbook(name, "xlsx", [sheet]), sheet)
    assert found is not None
    return found


@pytest.mark.parametrize("name", HEADERS)
def test_a_countys_header_is_known_column_by_column(name: str) -> None:
    found = recognised(["某县某表"], ["填报单位：某乡"], HEADERS[name]["columns"])
    assert (found.layout.name, found.header_row) == (HEADERS[name]["layout"], 3)
    assert found.unknown_columns == ()
    assert found.confidence > 0.5


def test_names_are_taken_as_people_write_them() -> None:
    found = recognised(["*户　编号", "户主\n姓名", "家庭人口数(人)", "2018年家庭总收入（元）", " 住房面积（平方米） ", "A13.识别标准："])
    assert [column.target.name for column in found.columns] == [
        "household.number", "head.name", "household_year.reported_size", "household_year.reported_gross_fen",
        "household_year.house_area", "household.standard",
    ]  # fmt: skip
    assert found.year == 2018


def test_columns_in_any_order_with_strange_ones_between() -> None:
    found = recognised([*reversed(HEADERS["L3"]["columns"]), "组长意见", "星级"])
    assert found.layout.name == "L3"
    assert [column.shown for column in found.unknown_columns] == ["组长意见", "星级"]


def test_a_column_that_stands_twice_is_two_columns() -> None:
    found = recognised(["户编号", "户主姓名", "帮扶责任人", "联系电话", "所属单位", "联系电话"])
    assert [column.shown for column in found.unknown_columns] == ["联系电话（2）"]


@pytest.mark.parametrize("name", [layout.name for layout in layouts()])
def test_every_column_of_a_layout_means_a_field_that_exists(name: str) -> None:
    known = layout_named(name)
    assert known is not None and known is layout_named(known.title)
    for own, target in known.columns.items():
        assert target.use in (WRITE, ECHO, CHECK, ADD, LIST, KEY), own
        assert (target.field is not None) == (target.role not in _ROLES_WITHOUT_FIELD), own
    names = {plain_header(name) for name in known.lookup}
    for mark in (*known.marks, *(name for group in known.required for name in group)):
        assert plain_header(mark) in names, mark
        assert plain_header(known.lookup[plain_header(mark)]) == plain_header(mark)
    for heading in known.export:
        assert known.target_of(heading).name
    for own in known.columns:
        assert known.lookup[plain_header(own)] == own


def test_a_name_means_one_thing_among_the_aliases() -> None:
    groups = tomllib.loads(resource("layouts", "aliases.toml").read_text(encoding="utf-8"))["groups"]
    names = [plain_header(name) for group in groups for name in {plain_header(n): n for n in group}.values()]
    assert sorted(names) == sorted(set(names))
