"""A cell becomes the value it means, or a problem; it is never guessed, and nothing makes the reading fail."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desk.ledgers import idnumber
from fupin_desk.ledgers.kinds import (
    ALL_KINDS,
    Choice,
    Choices,
    Day,
    IdNumber,
    Kind,
    Money,
    Month,
    Phone,
    Text,
    Whole,
    Year,
    YesNo,
)
from fupin_desk.ledgers.registry import LEDGERS
from fupin_desk.sheets.cells import Cell, Damaged, settle
from fupin_desk.sheets.clean import key_text, name_text, read_cell
from fupin_desk.sheets.header import plain_header, readings
from fupin_desk.sheets.match import group_number, same_village

KINDS = sorted({f.kind for ledger in LEDGERS for f in ledger.fields}, key=repr)
SOUND = idnumber.make("511799", date(1975, 6, 18), 542)


def value(cell: Cell, kind: Kind) -> Any:
    reading = read_cell(cell, kind)
    assert not reading.problem, reading.problem
    return reading.value


CELLS: list[tuple[Cell, Kind, Any]] = [
    ("２０１９年", Year(), 2019), (2019, Year(), 2019), ("2018.0", Year(), 2018), ("201806", Year(), 2018), ("/", Year(), None),
    ("2018.6", Month(), "2018-06"), (202106, Month(), "2021-06"), (date(2019, 3, 1), Month(), "2019-03"),
    ("2018.10", Month(), "2018-10"), (43586, Month(), "2019-05"),
    ("19710921", Day(), date(1971, 9, 21)), (19710921, Day(), date(1971, 9, 21)), (26197, Day(), date(1971, 9, 21)),
    ("1971-09-21 00:00:00", Day(), date(1971, 9, 21)), (datetime(1971, 9, 21, 8), Day(), date(1971, 9, 21)),
    ("1971年9月21日", Day(), date(1971, 9, 21)), ("1971.9.21", Day(), date(1971, 9, 21)), ("—", Day(), None),
    ("是", YesNo(), True), ("√", YesNo(), True), (1, YesNo(), True), ("１", YesNo(), True), ("有", YesNo(), True),
    ("否", YesNo(), False), ("无", YesNo(), False), (0, YesNo(), False), ("×", YesNo(), False), ("/", YesNo(), None),
    (True, YesNo(), True), ("未享受", YesNo(), False), ("不享受", YesNo(), False),
    ("残疾,长期慢性病", Choices("health"), ("04", "02")), ("长期慢性病、残疾", Choices("health"), ("02", "04")),
    ("长期慢性病 残疾；患有大病", Choices("health"), ("02", "04", "03")), ("0", Money(), 0), ("无", Money(), None),
    ("汉", Choice("nation"), "01"), ("汉族 ", Choice("nation"), "01"), ("土家", Choice("nation"), "15"),
    ("户主", Choice("relation"), "01"), ("本人或户主", Choice("relation"), "01"), (1, Choice("relation"), "01"),
    ("1.44万", Money(), 1440000), (7888.5, Money(), 788850), ("14,400", Money(), 1440000), (9689.333333, Money(), 968933),
    ("￥ 12.5元", Money(), 1250), (1385.4999999999998, Money(), 138550),
    (11, Whole("个月"), 11), ("11个月", Whole("个月"), 11), (11.0, Whole(), 11), ("１１", Whole(), 11),
    (13934951916, Phone(), "13934951916"), ("+86 139-3495-1916", Phone(), "13934951916"), ("无", Phone(), None), (0, Phone(), None),
    (" 张\u200b三 ", Text(), "张三"), ("无", Text(), None), ("/", Text(), None), ("0", Text(), "0"),
    ("　" + SOUND.lower() + "\u200b", IdNumber(), SOUND), (None, IdNumber(), None),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "kind", "expected"), CELLS, ids=lambda v: repr(v)[:40])
def test_dirt_is_understood(cell: Cell, kind: Kind, expected: Any) -> None:
    assert value(cell, kind) == expected


@pytest.mark.parametrize(
    ("cell", "kind", "rule"),
    [
        ("5.11799E+17", IdNumber(), "id_damaged"), (5.11799197109213e17, IdNumber(), "id_damaged"),
        ("5117991994008231", IdNumber(), "id_length"), (SOUND[:-1] + ("0" if SOUND[-1] != "0" else "1"), IdNumber(), "id_check_digit"),
        ("'" + SOUND, IdNumber(), "id_repairable"), (SOUND + "43", IdNumber(), "disability_number"), ("无", IdNumber(), "no_id"),
        ("因懒", Choice("poverty_cause"), "code_unknown"), ("残疾，懒", Choices("health"), "code_unknown"),
        ("大约三千", Money(), "unreadable"), ("去年", Year(), "unreadable"), ("3-5", Day(), "unreadable"), ("+7", Day(), "unreadable"),
        (2018.1, Month(), "unreadable"), ("也许", YesNo(), "unreadable"), ("1个半月", Whole("个月"), "unreadable"),
        ("1234", Phone(), "value_doubt"), (99, Whole("个月", 0, 12), "value_doubt"), (6228236108786597296.0, Text(), "damaged"),
    ],
)  # fmt: skip
def test_what_cannot_be_sure_is_a_problem_with_a_name(cell: Cell, kind: Kind, rule: str) -> None:
    reading = read_cell(settle(cell), kind)
    assert (reading.rule, bool(reading.problem)) == (rule, True)
    assert not reading.problem.endswith("。")
    if rule in ("id_damaged", "damaged", "code_unknown", "unreadable", "no_id"):
        assert reading.value is None


texts = st.text(max_size=40) | st.from_regex(r"[0-9Ee.+\-/年月日 ×√'=\"X]{0,24}", fullmatch=True)
cells = texts | st.integers() | st.floats() | st.booleans() | st.dates() | st.datetimes() | st.none()


@given(cells)
def test_no_cell_makes_any_kind_fail(cell: Any) -> None:
    settled = settle(cell)
    assert key_text(settled) == key_text(settled).strip()
    name_text(settled)
    for kind in KINDS:
        reading = read_cell(settled, kind)
        assert reading.level in ("W", "H")
        assert bool(reading.rule) == bool(reading.problem)


def test_every_kind_of_a_ledger_can_be_read_from_a_cell() -> None:
    assert {type(kind) for kind in KINDS} <= set(ALL_KINDS)
    for kind in KINDS:
        assert read_cell(None, kind).value is None
        assert read_cell(Damaged("5E+17", "丢了"), kind).value is None


@given(st.text(max_size=30))
def test_a_heading_has_one_plain_form(text: str) -> None:
    plain = plain_header(text)
    assert plain_header(plain) == plain
    assert readings(text)[0] == plain


@pytest.mark.parametrize("blank", ["", "无", "0", " / ", "-", "——", "暂无", "NULL", 0, None, Damaged("1E+17", "")])
def test_blanks_are_no_keys(blank: Cell) -> None:
    assert key_text(blank) == ""


def test_groups_and_villages_are_known_by_any_name() -> None:
    assert {group_number(name) for name in ("4组", "四组", "第四村民小组", "4社", "４ 组")} == {4}
    assert [group_number(name) for name in ("十组", "十二组", "二十一组", "黄家湾", "0组")] == [10, 12, 21, None, None]
    assert same_village("石桥村", "石桥") and same_village("石桥村村委会", "石桥社区")
    assert not same_village("石桥村", "石板村") and same_village("村", "村")
