"""Income of a household in one year: its items to the last sub-item, and how totals are computed (domain 1.5).

年收入 = 工资性 + 生产经营性 + 财产性 + 转移性; 纯收入 = 年收入 − 生产经营性支出; 人均纯收入 = 纯收入 ÷ 家庭人口.
All amounts are whole 分. Income runs from 1 October of the year before to 30 September.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from fupin_desk.core.errors import Problem
from fupin_desk.core.money import show_yuan_short


@dataclass(frozen=True)
class Item:
    """One line of the income table: its code there, its label, the item it is part of, the national column."""

    code: str
    label: str
    parent: str = ""
    national: str = ""


def _family(code: str, label: str, national: str, *parts: str | tuple[str, str]) -> tuple[Item, ...]:
    """An item with its parts, numbered from 1 in the order of the paper."""
    pairs = (part if isinstance(part, tuple) else (part, "") for part in parts)
    below = (Item(f"{code}{place}", name, code, field) for place, (name, field) in enumerate(pairs, 1))
    return (Item(code, label, "", national), *below)


def _lettered(code: str, *parts: str) -> tuple[Item, ...]:
    """The parts of an item of the second level, lettered from a."""
    return tuple(Item(f"{code}{chr(ord('a') + place)}", name, code) for place, name in enumerate(parts))


_TRANSFER = _family(
    "d", "转移性收入", "AAC085", ("计划生育金", "AAC076"), ("低保金", "AAC077"), ("特困供养金（五保金）", "AAC086"),
    ("养老保险金", "AAC087"), ("生态补偿金", "AAC078"), ("其他转移性收入", "AAC083"),
)  # fmt: skip

ITEMS: tuple[Item, ...] = (
    *_family("a", "工资性收入", "AAC073", "务工收入", "行业部门公益岗收入", "乡镇公益岗收入", "村级公益岗收入",
             "自主采摘收入"),
    *_family("b", "生产经营性收入", "AAC071", "种植收入", "养殖收入", "林果收入", "其他生产经营性收入"),
    *_family("c", "财产性收入", "AAC072", ("资产收益扶贫分红收入", "AAC092"), "土地流转收入", "金融贷款项目收入",
             "代种代养收入", ("其他财产性收入", "AAC093")),
    *_TRANSFER[:6],
    *_lettered("d5", "退耕还林补助", "公益林补助", "草原奖补", "移民补助", "其他生态补偿"),
    _TRANSFER[6],
    *_lettered("d6", "玉米大豆补贴", "地力补贴", "大田保险", "高龄补贴", "优抚金", "残疾补贴", "教育补助", "救灾款",
               "失能老人补贴", "赡养费", "取暖补贴", "物价补贴", "社会救济", "防贫保险", "经常性捐赠赔偿",
               "其他转移性"),
    *_family("e", "生产经营性支出", "AAC074", "种植支出", "养殖支出", "林果支出", "其他生产经营性支出"),
    Item("claims", "其他理赔收入"),
    Item("out_of_pocket", "其他合规自负支出"),
)  # fmt: skip
"""All items in the order of the 2023 income table; ``claims`` and ``out_of_pocket`` count for monitoring only."""

BY_CODE: Mapping[str, Item] = {item.code: item for item in ITEMS}
_PARTS: Mapping[str, tuple[str, ...]] = {
    item.code: tuple(part.code for part in ITEMS if part.parent == item.code) for item in ITEMS
}
INCOME_GROUPS = ("a", "b", "c", "d")
EXPENSE = "e"


@dataclass(frozen=True)
class Totals:
    """The computed rows in 分; ``empty`` when not one item was written down."""

    wage: int
    business: int
    property: int
    transfer: int
    gross: int
    expense: int
    net: int
    empty: bool = False


def parts_of(code: str) -> tuple[str, ...]:
    """The codes of an item's parts, none for the last level. Raises KeyError for an unknown item."""
    return _PARTS[code]


def amount(items: Mapping[str, int], code: str) -> int | None:
    """What an item comes to in 分: the sum of its parts where any part is written down, else the item as typed.

    A part that is written down as 0 is written down. None when nothing is known. Raises KeyError for an unknown item.
    """
    known = [part for part in (amount(items, part) for part in _PARTS[code]) if part is not None]
    return sum(known) if known else items.get(code)


def totals(items: Mapping[str, int]) -> Totals:
    """The computed totals of a year (domain 1.5; G1 A52).

    A sub-total typed without parts counts as typed (many papers give no more). Where parts exist their sum counts, and
    a typed sub-total that disagrees is a doubt (``disagreements``), never silently preferred.
    """
    wage, business, owned, transfer = (amount(items, code) or 0 for code in INCOME_GROUPS)
    expense = amount(items, EXPENSE) or 0
    gross = wage + business + owned + transfer
    nothing = all(amount(items, code) is None for code in (*INCOME_GROUPS, EXPENSE))
    return Totals(wage, business, owned, transfer, gross, expense, gross - expense, nothing)


def disagreements(items: Mapping[str, int]) -> tuple[Problem, ...]:
    """Rule D101: every typed sub-total that is not the sum of its parts, with both numbers (level W)."""
    found = []
    for item in ITEMS:
        typed = items.get(item.code)
        known = [part for part in (amount(items, part) for part in _PARTS[item.code]) if part is not None]
        if typed is not None and known and typed != sum(known):
            shown, summed = show_yuan_short(typed), show_yuan_short(sum(known))
            found.append(Problem(item.label, f"填的是 {shown} 元，分项相加是 {summed} 元，已按分项计算。", "W"))
    return tuple(found)


def per_capita_fen(net: int, size: int) -> int:
    """人均纯收入 in 分, rounded half up (half away from zero for a loss). Raises ValueError unless size is positive."""
    if size <= 0:
        raise ValueError("家庭人口应大于 0。")
    return int((Decimal(net) / size).quantize(Decimal(1), ROUND_HALF_UP))


def reference_fen(items: Mapping[str, int]) -> int:
    """纳入监测对象的收入参考范围 in 分: net income + insurance claims − allowed own expenses (2023 monitoring form)."""
    return totals(items).net + items.get("claims", 0) - items.get("out_of_pocket", 0)


def written_out(net: int, size: int) -> str:
    """How the per-capita row came about, as the page shows it: ``24,536 ÷ 4 人`` (looks.md 7)."""
    return f"{show_yuan_short(net)} ÷ {size} 人"


def net_written_out(sums: Totals) -> str:
    """How the net row came about: ``收入合计 28,136 减 支出 3,600``."""
    return f"收入合计 {show_yuan_short(sums.gross)} 减 支出 {show_yuan_short(sums.expense)}"


def changed_much(now: int, before: int, percent: int) -> bool:
    """Whether an amount differs from last year's by more than ``percent`` (parameter income_change_percent; D112)."""
    return abs(now - before) * 100 > abs(before) * percent


def income_period(year: int) -> tuple[date, date]:
    """First and last day whose income counts for ``year``: 1 October before to 30 September."""
    return date(year - 1, 10, 1), date(year, 9, 30)


def year_of_income(day: date) -> int:
    """The year that income received on this day counts for."""
    return day.year + 1 if day.month >= 10 else day.year
