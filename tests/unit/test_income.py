"""Income totals are exact sums; a sub-total that disagrees with its parts is a doubt."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desk.ledgers import income
from fupin_desk.ledgers.income import BY_CODE, ITEMS, Totals, totals
from fupin_desk.ledgers.year import HouseholdYear, items_of

LEAVES = [
    item.code for item in ITEMS if not income.parts_of(item.code) and item.code not in ("claims", "out_of_pocket")
]
FEN = st.integers(0, 10**9)
LEAF_ITEMS = st.dictionaries(st.sampled_from(LEAVES), FEN)
ANY_ITEMS = st.dictionaries(st.sampled_from([item.code for item in ITEMS]), FEN)


def test_the_items_are_those_of_the_2023_table() -> None:
    assert [len(income.parts_of(code)) for code in ("a", "b", "c", "d", "e", "d5", "d6")] == [5, 4, 5, 6, 4, 5, 16]
    assert len(BY_CODE) == len(ITEMS) == 5 + 24 + 5 + 16 + 2
    assert (BY_CODE["d6p"].parent, BY_CODE["d5a"].label) == ("d6", "退耕还林补助")
    assert (BY_CODE["a"].national, BY_CODE["d3"].national, BY_CODE["c5"].national) == ("AAC073", "AAC086", "AAC093")


def test_the_year_record_has_every_item_under_the_same_label_and_column() -> None:
    declared = {f.name: f.metadata["fupin"] for f in dataclasses.fields(HouseholdYear) if f.metadata}
    for item in ITEMS:
        known = declared[f"{item.code}_fen"]
        assert (known.label, known.national) == (item.label, item.national)
    given_items: dict[str, Any] = {f"{code}_fen": 1 for code in BY_CODE}
    record = HouseholdYear(id="1", village="511799105203", household="2", year=2019, **given_items)
    assert set(items_of(record)) == set(BY_CODE)


def test_the_page_of_the_pictures_comes_out() -> None:
    items = {"a": 1_440_000, "b": 920_000, "c": 30_000, "d": 423_600, "e": 360_000}
    found = totals(items)
    assert (found.gross, found.expense, found.net) == (2_813_600, 360_000, 2_453_600)
    assert income.per_capita_fen(found.net, 4) == 613_400
    assert income.written_out(found.net, 4) == "24,536 ÷ 4 人"
    assert income.net_written_out(found) == "收入合计 28,136 减 支出 3,600"


@given(LEAF_ITEMS)
def test_sums_of_last_items_are_exact(items: dict[str, int]) -> None:
    found = totals(items)
    assert found.gross == sum(fen for code, fen in items.items() if code[0] != "e")
    assert found.expense == sum(fen for code, fen in items.items() if code[0] == "e")
    assert found.net == found.gross - found.expense
    assert found.gross == found.wage + found.business + found.property + found.transfer
    assert found.empty == (not items) and income.disagreements(items) == ()


@given(LEAF_ITEMS, st.sampled_from("abcde"), FEN)
def test_a_typed_sub_total_counts_only_without_parts(items: dict[str, int], group: str, typed: int) -> None:
    without = {code: fen for code, fen in items.items() if code[0] != group}
    assert income.amount({**without, group: typed}, group) == typed
    both = {**items, group: typed}
    parts = [fen for code, fen in items.items() if code[0] == group]
    assert income.amount(both, group) == (sum(parts) if parts else typed)
    doubts = [p.where for p in income.disagreements(both)]
    assert doubts == ([BY_CODE[group].label] if parts and sum(parts) != typed else [])


def test_a_disagreement_names_both_numbers() -> None:
    problem = income.disagreements({"d": 283_040, "d4": 126_000, "d5": 30_000, "d5a": 20_000})
    assert [(p.where, p.level) for p in problem] == [("转移性收入", "W"), ("生态补偿金", "W")]
    assert problem[0].message == "填的是 2,830.40 元，分项相加是 1,460 元，已按分项计算。"


def test_a_part_written_as_nothing_is_written() -> None:
    assert income.amount({"a": 500, "a1": 0}, "a") == 0
    assert income.amount({}, "a") is None and income.amount({"a": 500}, "a") == 500


@given(ANY_ITEMS)
def test_claims_and_own_expenses_count_for_monitoring_only(items: dict[str, int]) -> None:
    plain = {code: fen for code, fen in items.items() if code not in ("claims", "out_of_pocket")}
    assert totals(items) == totals(plain)
    extra = items.get("claims", 0) - items.get("out_of_pocket", 0)
    assert income.reference_fen(items) == totals(plain).net + extra


@given(st.integers(-(10**10), 10**10), st.integers(1, 30))
def test_per_capita_is_rounded_half_up_to_the_fen(net: int, size: int) -> None:
    found = income.per_capita_fen(net, size)
    assert abs(Decimal(found) - Decimal(net) / size) <= Decimal("0.5")
    assert income.per_capita_fen(-net, size) == -found


def test_per_capita_at_the_half_and_without_people() -> None:
    assert income.per_capita_fen(5, 2) == 3 and income.per_capita_fen(1_076_500, 3) == 358_833
    for size in (0, -1):
        with pytest.raises(ValueError):
            income.per_capita_fen(100, size)


def test_an_empty_year_is_told_from_a_year_of_zeros() -> None:
    assert totals({}) == Totals(0, 0, 0, 0, 0, 0, 0, empty=True)
    assert not totals({"a": 0}).empty and totals({"claims": 5}).empty


def test_a_big_change_is_one_beyond_the_percentage() -> None:
    assert not income.changed_much(1500, 1000, 50) and income.changed_much(1501, 1000, 50)
    assert income.changed_much(499, 1000, 50) and not income.changed_much(0, 0, 50) and income.changed_much(1, 0, 50)


@given(st.dates(date(2010, 1, 1), date(2040, 12, 31)))
def test_every_day_counts_for_one_year(day: date) -> None:
    year = income.year_of_income(day)
    first, last = income.income_period(year)
    assert first <= day <= last and income.income_period(year + 1)[0] == last + timedelta(days=1)


def test_an_unknown_item_is_an_error() -> None:
    with pytest.raises(KeyError):
        income.amount({}, "z")
