"""农户台账: the columns of the list and how a card becomes a row."""

from __future__ import annotations

from datetime import date

from fupin_desk.core.dates import days_ago, show_day_short
from fupin_desk.gui.kit.tables import Cell, Column, Row
from fupin_desk.ledgers import idnumber
from fupin_desk.ledgers.card import Card
from fupin_desk.ledgers.codes import code_list
from fupin_desk.ledgers.kinds import Phone

COLUMNS = [
    Column("number", "户编号", 62, fixed=True, as_text=True),
    Column("head", "户主", 78, fixed=True),
    Column("household_kind", "户类型", 104, kind="soft"),
    Column("size", "人口", 50, kind="number"),
    Column("cause", "主要致贫原因", 112),
    Column("per_capita_fen", "人均纯收入", 92, kind="number"),
    Column("helper", "帮扶责任人", 92),
    Column("last_visit", "最近走访", 138, kind="day"),
    Column("state", "状态", 78, kind="tag"),
    Column("doubts", "疑点", 50, kind="number"),
    Column("group_name", "组", 60, shown=False),
    Column("full_number", "全户编号", 150, shown=False, as_text=True, sortable=False),
    Column("phone", "联系电话", 118, shown=False, as_text=True),
    Column("address", "家庭住址", 150, shown=False, sortable=False),
    Column("head_id_number", "户主证件号", 170, shown=False, as_text=True, sortable=False),
    Column("identified_year", "识别年度", 76, kind="number", shown=False),
    Column("planned_exit_year", "计划脱贫年度", 104, kind="number", shown=False),
    Column("exit_year", "脱贫年度", 76, kind="number", shown=False),
    Column("standard", "识别标准", 84, shown=False),
    Column("monitor_kind", "监测类别", 110, shown=False),
    Column("last_per_capita_fen", "上年人均", 84, kind="number", shown=False),
    Column("visits", "走访次数", 76, kind="number", shown=False),
    Column("low_income", "低保人数", 76, kind="number", shown=False),
    Column("hints", "提示", 50, kind="number", shown=False),
]
SORTED_BY = {"number": "number", "full_number": "number"}
"""List column -> card column, where the names differ."""
STATE_TONES = {"0": "amber", "2": "blue", "1": "green", "3": "red", "4": "grey"}
UNASSIGNED = "未指派"


def whole_yuan(fen: int) -> str:
    """An amount in a list: whole 元 with thousands, rounded half up."""
    return f"{(abs(fen) + 50) // 100 * (1 if fen >= 0 else -1):,}"


def state_tag(state: str | None) -> Cell:
    """The 脱贫属性 as a tag; the word always stands in it."""
    if not state:
        return Cell("")
    return Cell(code_list("poverty_state").label(state), STATE_TONES.get(state, "grey"))


def visit_cell(card: Card, today: date, overdue_before: date) -> Cell:
    """Date and age of the last visit, red when the household is overdue."""
    if card.last_visit is None:
        return Cell("没有走访过", "red", sort=date.min)
    day = card.last_visit.date()
    late = day < overdue_before
    return Cell(show_day_short(day, today), extra=days_ago(day, today), extra_tone="red" if late else "muted", sort=day)


def row_of(card: Card, today: date, overdue_before: date) -> Row:
    """One household as a row of ready-made cells, in the order of COLUMNS."""
    visit = visit_cell(card, today, overdue_before)
    money = [whole_yuan(fen) if fen is not None else "" for fen in (card.per_capita_fen, card.last_per_capita_fen)]
    state = state_tag(card.state)
    cells: list[str | Cell] = [
        card.short_number, card.head, _label("household_kind", card.household_kind), str(card.size),
        code_list("poverty_cause").short(card.cause) if card.cause else "", money[0], card.helper or Cell(UNASSIGNED, "amber"), visit, state,
        Cell(str(card.doubts), "amber") if card.doubts else "", card.group_name or "", card.number or "",
        Phone().masked(card.phone), card.address or "", idnumber.mask(card.head_id_number) if card.head_id_number else "",
        _year(card.identified_year), _year(card.planned_exit_year), _year(card.exit_year),
        _label("identify_standard", card.standard), _label("monitor_kind", card.monitor_kind), money[1], str(card.visits),
        str(card.low_income or ""), str(card.hints or ""),
    ]  # fmt: skip
    return Row(card.household, cells, spoken=_spoken(card, state.text, visit))


def _label(name: str, code: str | None) -> str:
    return code_list(name).label(code) if code else ""


def _year(year: int | None) -> str:
    return str(year) if year else ""


def _spoken(card: Card, state: str, visit: Cell) -> str:
    doubts = f"{card.doubts} 处疑点" if card.doubts else "没有疑点"
    return "，".join(filter(None, [card.head, card.short_number, state, f"走访 {visit.text}{visit.extra}", doubts]))
