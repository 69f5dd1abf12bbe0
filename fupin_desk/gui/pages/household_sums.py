"""The rows of the income table as plain values: amounts of two years, their difference, how a sum came about. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fupin_desk.core.money import show_yuan_short
from fupin_desk.ledgers import income
from fupin_desk.ledgers.family import HouseholdFile
from fupin_desk.ledgers.year import HouseholdYear, items_of, totals_of

GROUPS = (*income.INCOME_GROUPS, income.EXPENSE)
_UNCOUNTED = ("claims", "out_of_pocket")


@dataclass(frozen=True)
class SumRow:
    """One row. ``code`` is an item of ledgers.income or gross, net, per_capita. Amounts are 分, None when unknown.

    ``summed``: the amount is the sum of parts and is not typed. ``tone`` of the words: "", "warning".
    """

    code: str
    label: str
    level: int
    before: int | None
    now: int | None
    words: str = ""
    tone: str = ""
    summed: bool = False
    foldable: bool = False
    computed: bool = False

    @property
    def change(self) -> int | None:
        """This year less last year."""
        return None if self.before is None or self.now is None else self.now - self.before


def field_of(code: str) -> str:
    """The field that holds an item."""
    return f"{code}_fen"


def level_of(code: str) -> int:
    """0 for a group, 1 for its parts, 2 for theirs."""
    parent = income.BY_CODE[code].parent
    return 1 + level_of(parent) if parent else 0


def shown_codes(unfolded: Iterable[str]) -> list[str]:
    """The items that are shown when these are unfolded, in the order of the paper."""
    opened = set(unfolded)
    return [
        item.code
        for item in income.ITEMS
        if item.code not in _UNCOUNTED and (not item.parent or all(parent in opened for parent in above(item.code)))
    ]


def above(code: str) -> list[str]:
    """The items an item is part of, the nearest first; none for what is no item."""
    parent = income.BY_CODE[code].parent if code in income.BY_CODE else ""
    return [parent, *above(parent)] if parent else []


def values_with(record: HouseholdYear, original: HouseholdYear, code: str, value: int | None) -> dict[str, Any]:
    """What typing one item changes: the item, and every typed sub-total above it, which follows its parts.

    A sub-total whose parts are all empty again becomes what it was before the page was opened.
    """
    items = {**items_of(record)}
    if value is None:
        items.pop(code, None)
    else:
        items[code] = value
    found: dict[str, Any] = {field_of(code): value}
    for parent in above(code):
        if getattr(record, field_of(parent)) is None and getattr(original, field_of(parent)) is None:
            continue
        known = [part for part in (income.amount(items, p) for p in income.parts_of(parent)) if part is not None]
        total = sum(known) if known else getattr(original, field_of(parent))
        found[field_of(parent)] = total
        if total is None:
            items.pop(parent, None)
        else:
            items[parent] = total
    return found


def rows_of(file: HouseholdFile, now: HouseholdYear, before: HouseholdYear | None, *, unfolded: Iterable[str],
            percent: int, line: int | None, size: int, size_before: int) -> list[SumRow]:  # fmt: skip
    """The rows of one year beside the year before. ``line`` is the reference line in 分, ``percent`` the change that
    asks for grounds."""
    items, old = items_of(now), items_of(before) if before is not None else {}
    doubts = {problem.where: problem.message for problem in income.disagreements(items)}
    rows = [_item_row(code, items, old, now, doubts, percent) for code in shown_codes(unfolded)]
    return [*rows, *_computed(now, before, size, size_before, line)]


def _item_row(code: str, items: Mapping[str, int], old: Mapping[str, int], record: HouseholdYear,
              doubts: Mapping[str, str], percent: int) -> SumRow:  # fmt: skip
    item = income.BY_CODE[code]
    parts = income.parts_of(code)
    known = [(p, amount) for p in parts if (amount := income.amount(items, p)) is not None]
    amount, before = income.amount(items, code), income.amount(old, code)
    words, tone = "、".join(f"{income.BY_CODE[p].label} {show_yuan_short(part)}" for p, part in known if part), ""
    if item.label in doubts:
        words, tone = doubts[item.label], "warning"
    elif level_of(code) == 0 and not (record.basis or "").strip() and _jumped(amount, before, percent):
        words, tone = f"比上年变化超过 {percent}%，请在下面写明依据", "warning"
    label = f"减：{item.label}" if code == income.EXPENSE else item.label
    return SumRow(code, label, level_of(code), before, amount, words, tone, summed=bool(known), foldable=bool(parts))


def _jumped(now: int | None, before: int | None, percent: int) -> bool:
    return now is not None and before is not None and now != before and income.changed_much(now, before, percent)


def _computed(now: HouseholdYear, before: HouseholdYear | None, size: int, size_before: int,
              line: int | None) -> list[SumRow]:  # fmt: skip
    sums, old = totals_of(now), totals_of(before) if before is not None else None
    empty, old_empty = sums.empty, old is None or old.empty
    each = income.per_capita_fen(sums.net, size) if size and not empty else None
    old_each = (
        income.per_capita_fen(old.net, size_before) if old is not None and size_before and not old.empty else None
    )
    names = "＋".join(income.BY_CODE[code].label.removesuffix("收入") for code in income.INCOME_GROUPS)
    words = income.written_out(sums.net, size) if each is not None else "没有在册人口，算不出人均" if not size else ""
    if each is not None and line is not None:
        words += f"，{'低于' if each < line else '高于' if each > line else '等于'}参考线 {show_yuan_short(line)} 元"
    low = each is not None and line is not None and each < line
    return [
        SumRow("gross", "年收入", 0, None if old_empty or old is None else old.gross, None if empty else sums.gross,
               "" if empty else names, computed=True),
        SumRow("net", "年纯收入", 0, None if old_empty or old is None else old.net, None if empty else sums.net,
               "" if empty else income.net_written_out(sums), computed=True),
        SumRow("per_capita", "人均纯收入", 0, old_each, each, words, "warning" if low else "", computed=True),
    ]  # fmt: skip
