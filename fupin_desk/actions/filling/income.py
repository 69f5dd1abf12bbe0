"""Values of income papers: the lines of the accounting sheet and the letters of the plain-words card."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from fupin_desk.actions.filling import monitored
from fupin_desk.actions.filling.source import HouseholdSource
from fupin_desk.actions.filling.words import Values, money_value, number_value
from fupin_desk.core.money import show_yuan
from fupin_desk.forms.named.income import LETTERS, OF_ACCOUNT, OF_CARD
from fupin_desk.forms.values import Value
from fupin_desk.ledgers import income
from fupin_desk.ledgers.household import Member
from fupin_desk.ledgers.team import TaskItem
from fupin_desk.ledgers.year import items_of, totals_of

POSTS = ("a2", "a3", "a4")
OTHER_PROPERTY = ("c3", "c4", "c5")
CIVIL = ("d2", "d3", "d6d", "d6e", "d6h", "d6i", "d6k", "d6l", "d6m")
"""民政: 低保, 特困供养, 高龄, 优抚, 救灾, 失能老人, 取暖, 物价, 社会救济."""
FARMING = ("d6a", "d6b", "d6c")
FOREST = ("d5a", "d5b", "d5c")
NAMED_POLICY = (*CIVIL, *FARMING, *FOREST, "d5d", "d6f", "d6g")
"""Items of 转移性收入 that have a line of their own under 政策性收入; 移民, 残疾 and 教育 are printed as they are."""
NO_POLICY = ("d6j", "d6n", "d6o", "d6p")
"""赡养费, 防贫保险, 经常性捐赠赔偿, 其他转移性: transfers that no policy pays; the sheet's fifth item."""
_DONE = "3"
_AREAS = {"乡镇内务工": "01", "乡外县内务工": "02", "县外省内务工": "03", "省外务工": "04", "其他务工": "99"}


def line_sum(items: Mapping[str, int], codes: Iterable[str]) -> int | None:
    """What several items come to in 分; None when none of them is written down."""
    known = [found for found in (income.amount(items, code) for code in codes) if found is not None]
    return sum(known) if known else None


def rest(items: Mapping[str, int], code: str, codes: Iterable[str]) -> int | None:
    """What is left of an item without these parts: other parts, or a total that was typed without parts."""
    whole = income.amount(items, code)
    if whole is None:
        return None
    left = whole - (line_sum(items, codes) or 0)
    return left if left or any(code in items for code in _others(items, code, codes)) else None


def _others(items: Mapping[str, int], code: str, codes: Iterable[str]) -> set[str]:
    """The items under an item that are not among these, without sub-totals that have parts of their own."""
    parts = set(income.parts_of(code))
    below = {part for place in parts for part in income.parts_of(place)}
    return {part for part in (parts | below) - set(codes) if line_sum(items, income.parts_of(part)) is None}


def account_values(source: HouseholdSource) -> Values:
    """收入核算表: the year's items under the sheet's lines. 一 to 五 add up to 年收入 whatever was written down."""
    found: Values = {name: Value() for name in OF_ACCOUNT}
    found.update(_workers(source))
    year = source.file.year(source.year)
    if year is None:
        return found
    items = items_of(year)
    other, transfers = line_sum(items, NO_POLICY), income.amount(items, "d")
    policy = None if transfers is None else transfers - (other or 0)
    amounts = {
        "公益性岗位": line_sum(items, POSTS), "其他工资性": line_sum(items, ("a5",)),
        "其他财产性": line_sum(items, OTHER_PROPERTY), "政策性收入": policy, "民政补助": line_sum(items, CIVIL),
        "农业补助": line_sum(items, FARMING), "林业补助": line_sum(items, FOREST),
        "其他政策性": rest(items, "d", (*NAMED_POLICY, *NO_POLICY)), "其他收入": other,
    }  # fmt: skip
    size = source.file.size_in(year, source.today)
    if not totals_of(year).empty and {"claims", "out_of_pocket"} & items.keys():
        amounts["收入参考范围"] = income.reference_fen(items)
        if size:
            amounts["人均收入参考范围"] = income.per_capita_fen(income.reference_fen(items), size)
    return {**found, **{name: money_value(fen) for name, fen in amounts.items()}}


def _workers(source: HouseholdSource) -> Values:
    """People at work and their months, by area: ``2 人 16 月``."""
    found = {}
    for name, area in _AREAS.items():
        people: list[Member] = [m for m in source.file.people(source.today) if m.work_area == area]
        months = sum(m.work_months or 0 for m in people)
        found[name] = Value(f"{len(people)} 人" + (f" {months} 月" if months else "") if people else "")
    return found


def card_values(source: HouseholdSource) -> Values:
    """收入明白卡: letters A to T, K = B + … + J, R = L + … + Q, S = K − R, T = S ÷ A (rounded to the 分)."""
    found: Values = {name: Value() for name in OF_CARD}
    year = source.file.year(source.year)
    if year is None or totals_of(year).empty:
        return found
    items, sums, size = items_of(year), totals_of(year), source.file.size_in(year, source.today)
    fen = letters(items)
    per_head = income.per_capita_fen(sums.net, size) if size else None
    fen.update({"K": sums.gross, "R": sums.expense, "S": sums.net, "T": per_head})
    found.update({letter: money_value(fen[letter]) for letter in LETTERS[1:]})
    found["A"] = number_value(size)
    found["S算式"] = Value(f"{show_yuan(sums.gross)} － {show_yuan(sums.expense)} ＝ {show_yuan(sums.net)}")
    if per_head is not None:
        found["T算式"] = Value(f"{show_yuan(sums.net)} ÷ {size} 人 ＝ {show_yuan(per_head)}")
    return found


def letters(items: Mapping[str, int]) -> dict[str, int | None]:
    """B to J and L to O of the card in 分: together the four kinds of income, and the costs, of the year."""
    security = ("d2", "d3", "d4")
    return {
        "B": line_sum(items, ("b1",)), "C": line_sum(items, ("b2",)), "D": line_sum(items, ("b3",)),
        "E": rest(items, "b", ("b1", "b2", "b3")), "F": line_sum(items, ("a1",)), "G": rest(items, "a", ("a1",)),
        "H": income.amount(items, "c"), "I": line_sum(items, security), "J": rest(items, "d", security),
        "L": line_sum(items, ("e1",)), "M": line_sum(items, ("e2",)), "N": line_sum(items, ("e3",)),
        "O": rest(items, "e", ("e1", "e2", "e3")),
    }  # fmt: skip


def _results(source: HouseholdSource) -> list[Values]:
    """What the contact brought about: the household's tasks that were finished in the year, the earliest first."""

    def finished(task: TaskItem) -> bool:
        return task.done_on is not None and task.done_on.year == source.year and task.state in (None, _DONE)

    done = sorted((task for task in source.file.tasks if finished(task)), key=lambda task: (task.done_on, task.title))
    return [
        {
            "联系事项": Value(task.title), "成效": Value(task.result or ""), "联系人": Value(task.owner or ""),
            "取得成效时间": Value(task.done_on.isoformat() if task.done_on else "", raw=task.done_on),
        }
        for task in done
    ]  # fmt: skip


SCALARS: Mapping[str, Callable[[HouseholdSource], Values]] = {
    "核算": account_values, "明白卡": card_values, **monitored.SCALARS,
}  # fmt: skip
LISTS: Mapping[str, Callable[[HouseholdSource], list[Values]]] = {"成效": _results, **monitored.LISTS}
