"""Amounts, areas and distances survive reading and showing to the last unit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desk.core import money, shown

FEN = st.integers(-(10**14), 10**14)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("14400", 1_440_000),
        ("14,400", 1_440_000),
        ("１４，４００", 1_440_000),
        ("1.44万", 1_440_000),
        ("1.44万元", 1_440_000),
        ("¥14400", 1_440_000),
        ("￥14,400.00元", 1_440_000),
        ("14 400", 1_440_000),
        ("125.5", 12_550),
        (".5", 50),
        ("3.", 300),
        ("0", 0),
        ("-230", -23_000),
        ("-¥5", -500),
        ("1.2亿", 12_000_000_000),
        ("1385.4999999999998", 138_550),
    ],
)
def test_typed_money_is_understood(text: str, fen: int) -> None:
    assert money.parse_fen(text) == fen


@pytest.mark.parametrize(
    "text", ["", "无", "14,40", "1,4400", "12.345", "1e5", "5.1E+17", "--5", "nan", "1.2.3", "万", "9" * 40]
)
def test_what_is_no_amount_is_refused_in_chinese(text: str) -> None:
    with pytest.raises(ValueError, match="看不懂这个金额"):
        money.parse_fen(text)


def test_a_computed_cell_is_rounded_half_up_only_when_asked() -> None:
    assert money.parse_fen("953.385", exact=False) == 95_339
    assert money.parse_fen("2633.33333333", exact=False) == 263_333


@given(FEN)
def test_every_shown_amount_is_read_back(fen: int) -> None:
    for text in (money.show_yuan(fen), money.show_yuan_short(fen), money.plain_yuan(fen)):
        assert money.parse_fen(text) == fen


def test_amounts_are_shown_as_the_design_says() -> None:
    assert money.show_yuan(613_400) == "6,134.00"
    assert money.show_yuan_short(613_400) == "6,134"
    assert money.show_yuan_short(613_450) == "6,134.50"
    assert money.plain_yuan(613_450) == "6134.5"
    assert money.show_wan(38_500_000) == "38.5"
    assert money.show_wan(6_000_000) == "6"


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角整"),
        (405, "肆元零伍分"),
        (60_350, "陆佰零叁元伍角整"),
        (1_440_000, "壹万肆仟肆佰元整"),
        (1_000_500, "壹万零伍元整"),
        (10_000_000_00, "壹仟万元整"),
        (100_000_001_00, "壹亿零壹元整"),
        (100_050_000_00, "壹亿零伍万元整"),
        (1_200_000_000_000_00, "壹万贰仟亿元整"),
        (1_000_000_000_000_00, "壹万亿元整"),
        (-12_34, "负壹拾贰元叁角肆分"),
    ],
)
def test_amounts_in_capitals(fen: int, text: str) -> None:
    assert money.capital_yuan(fen) == text


def test_an_amount_beyond_reason_has_no_capitals() -> None:
    with pytest.raises(ValueError):
        money.capital_yuan(10**18)


@given(FEN)
def test_capitals_never_hold_two_zeros_in_a_row(fen: int) -> None:
    text = money.capital_yuan(fen)
    assert "零零" not in text and text[-1] in "整分"


@given(st.integers(0, 10**9))
def test_areas_and_distances_are_read_back(value: int) -> None:
    assert money.parse_hundredths(money.show_hundredths(value)) == value
    assert money.parse_hundredths(money.show_hundredths(value, full=True)) == value
    assert money.parse_km(money.show_km(value)) == value
    assert money.parse_km(f"{value}米") == value


def test_areas_and_distances_with_their_units() -> None:
    assert [money.parse_hundredths(t) for t in ("4.8", "４.８亩", "4.80 亩", "4亩8分")] == [480] * 4
    assert [money.parse_hundredths(t) for t in ("104㎡", "104平方米", "104 平", "104.00")] == [10_400] * 4
    assert [money.parse_km(t) for t in ("1.2", "1.2公里", "1.2KM", "1200米", "1200 m")] == [1200] * 5
    assert money.show_hundredths(480) == "4.8" and money.show_hundredths(480, full=True) == "4.80"
    assert money.show_km(1200) == "1.2" and money.show_km(0) == "0"


@pytest.mark.parametrize("text", ["", "-4.8", "4.812", "四亩", "x"])
def test_what_is_no_area_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        money.parse_hundredths(text)
    with pytest.raises(ValueError):
        money.parse_km(text if text != "4.812" else "4.8127")


def test_counts_and_shares_on_screen() -> None:
    assert shown.show_people(137, 468) == "137 户 468 人"
    assert shown.show_percent(76, 100) == "76%" and shown.show_percent(1, 8) == "13%"
    assert shown.show_percent(0, 0) == "—"
    assert shown.show_size(92_798_976) == "88.5 MB" and shown.show_size(1) == "1 KB"


def test_telephones_and_numbers_on_screen() -> None:
    assert shown.group_phone("13934952087") == "139 3495 2087"
    assert shown.mask_phone("139-3495-2087") == "139 **** 2087"
    assert shown.mask_phone("8123456") == "*****56" and shown.mask_phone("") == ""
    assert shown.mask_card("6228236108786597296") == "**** 7296"
    assert shown.short_household_number("5299211052030137") == "0137"
    assert shown.group_household_number("5299211052030137") == "529921 105203 0137"
    assert shown.group_household_number("5117990001") == "5117990001"
