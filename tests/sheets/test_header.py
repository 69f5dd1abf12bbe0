"""The header is found wherever a county puts it, and rows of people are told from everything around them."""

from __future__ import annotations

from typing import Any

import pytest

from fupin_desk.sheets.cells import RawSheet
from fupin_desk.sheets.header import Foot, Header, body, fill_merged, find_header
from fupin_desk.sheets.layouts import is_known

PLAIN = ["户编号", "户主姓名", "家庭人口数", "联系电话"]
PERSON = ["5117990001", "王一", 3, "13900000001"]


def header_of(*rows: list[Any], merged: tuple[tuple[int, int, int, int], ...] = ()) -> tuple[Header, RawSheet]:
    sheet = RawSheet("表", [list(row) for row in rows], merged)
    found = find_header(sheet, is_known)
    assert found is not None
    return found, sheet


@pytest.mark.parametrize("above", [0, 1, 2, 5, 19])
def test_the_header_may_stand_in_any_of_the_first_twenty_rows(above: int) -> None:
    found, _ = header_of(*[[f"标题{number}"] for number in range(above)], PLAIN, PERSON)
    assert (found.top, found.bottom) == (above, above)
    assert found.context == tuple(f"标题{number}" for number in range(above))


def test_people_are_not_taken_for_a_header() -> None:
    too_late: list[list[Any]] = [*[["今天"] * 3] * 25, PLAIN]
    sheets: list[list[list[Any]]] = [[[]], [PERSON, PERSON], [["户编号", "其他", "别的"]], too_late]
    for rows in sheets:
        assert find_header(RawSheet("表", rows), is_known) is None


def test_two_levels_merged_are_joined() -> None:
    merged = ((0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 0, 4), (0, 5, 1, 5))
    found, _ = header_of(
        ["户编号", "户主", None, "家庭成员", None, "联系电话"], [None, "姓名", "证件号码", "姓名", "证件号码"], PERSON, merged=merged
    )
    assert (found.top, found.bottom) == (0, 1)
    assert [column.shown for column in found.columns] == [
        "户编号", "户主姓名", "户主证件号码", "家庭成员姓名", "家庭成员证件号码", "联系电话",
    ]  # fmt: skip
    assert found.columns[2].names[0] == "户主证件号码" and "证件号码" in found.columns[4].names


def test_two_levels_without_merge_marks_are_joined() -> None:
    found, _ = header_of(["户编号", "户主", None, "联系电话"], [None, "姓名", "证件号码", None], PERSON)
    assert [column.shown for column in found.columns] == ["户编号", "户主姓名", "户主证件号码", "联系电话"]


def test_a_name_that_stands_again_gets_a_number() -> None:
    found, _ = header_of(["户编号", "户主姓名", "联系电话", "单位", "联系电话"])
    assert [column.shown for column in found.columns][2::2] == ["联系电话", "联系电话（2）"]
    assert [column.letter for column in found.columns] == list("ABCDE")


def test_sums_signatures_blank_and_repeated_rows_are_no_people() -> None:
    found, sheet = header_of(
        PLAIN, PERSON, [], ["小 计", None, 3], PLAIN, ["审核人：", None, "填表人："], PERSON, ["合计", None, 6], ["填报单位：（盖章）"],
        ["说明：人口以户籍为准"],
    )  # fmt: skip
    rows = list(body(sheet, found))
    assert [row[0] for row in rows if not isinstance(row, Foot)] == [1, 6]
    assert [row.row for row in rows if isinstance(row, Foot)] == [7]


def test_only_merged_cells_are_filled_down() -> None:
    rows: list[list[Any]] = [["1", "甲"], [None, None], [], ["2", "乙"], [None, "丙"]]
    sheet = RawSheet("表", rows, ((0, 0, 2, 0), (3, 0, 3, 1)))
    assert fill_merged(sheet, 0, 100)
    assert sheet.rows == [["1", "甲"], ["1", None], ["1"], ["2", "乙"], [None, "丙"]]


def test_endless_merged_ranges_are_given_up() -> None:
    rows: list[list[Any]] = [[1] for _ in range(1000)]
    assert not fill_merged(RawSheet("表", rows, ((0, 0, 999, 0),) * 50), 0, 10_000)
