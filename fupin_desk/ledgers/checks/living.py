"""Doubts about schooling, work, insurance, housing and income (domain 7.2 to 7.5) that the first ledgers can feed."""

from __future__ import annotations

from collections.abc import Iterator

from fupin_desk.core import money
from fupin_desk.ledgers import income
from fupin_desk.ledgers.checks.asked import Asked, Checks, Hit, age_on
from fupin_desk.ledgers.year import HOUSEHOLD_YEAR, items_of, totals_of

_NO_LABOUR, _NORMAL, _SKILLED = "04", "01", "02"
_DISABLED = "04"
_POST_AGE = 16
_TOLERANCE_FEN = 100
_LOW_PER_CAPITA_FEN = 4000_00


def school_and_schooling(asked: Asked) -> Iterator[Hit]:
    """D030: exactly one of 文化程度 and 在校生状况 is filled (rule of the 2019 form)."""
    for m in asked.people:
        if m.education and m.school and m.school != "01":
            yield Hit(m, "school", f"{m.name}同时填了文化程度和在校生状况。在校的只填在校生状况，不在校的只填文化程度。")


def child_with_labour(asked: Asked) -> Iterator[Hit]:
    """D051: under 16 there is no labour."""
    for m in asked.people:
        if m.birth and m.labour in (_NORMAL, _SKILLED) and age_on(m.birth, asked.today) < _POST_AGE:
            yield Hit(m, "labour", f"{m.name}未满 16 岁，劳动技能应是“无劳动力”。请核对出生日期或劳动技能。")


def disabled_without_certificate(asked: Asked) -> Iterator[Hit]:
    """D058: 残疾 without a certificate number, or a certificate number without 残疾."""
    for m in asked.people:
        certificate = len(m.id_number or "") in (20, 22)
        disabled = _DISABLED in (m.health or ())
        if certificate and not disabled:
            yield Hit(m, "health", f"{m.name}登记的是残疾人证号，健康状况里没有“残疾”。请核对。")


def months_without_place(asked: Asked) -> Iterator[Hit]:
    """D060: months of work need a place, and a place needs months."""
    for m in asked.people:
        place = m.work_area or m.work_place or m.work_province
        if m.work_months and not place:
            yield Hit(m, "work_place", f"{m.name}填了务工 {m.work_months} 个月，没有填务工地点。")
        elif place and m.work_months is None:
            yield Hit(m, "work_months", f"{m.name}填了务工地点，没有填务工月数。")


def months_out_of_range(asked: Asked) -> Iterator[Hit]:
    """D061: months of work are 0 to 12."""
    for m in asked.people:
        if m.work_months is not None and not 0 <= m.work_months <= 12:
            yield Hit(m, "work_months", f"{m.name}的务工时间是 {m.work_months} 个月，应在 0 到 12 之间。")


def danger_without_level(asked: Asked) -> Iterator[Hit]:
    """D086: a dangerous house has level C or D."""
    year = asked.year
    if year is None:
        return
    if year.danger_house and not year.danger_level:
        yield Hit(year, "danger_level", "填了是危房户，没有填危房级别。请补填 C 级或 D 级。")
    if year.danger_house is False and year.danger_level in ("3", "4"):
        yield Hit(year, "danger_house", "填了不是危房户，危房级别却是 C 级或 D 级。请核对。")


def per_capita_differs(asked: Asked) -> Iterator[Hit]:
    """D100: the reported figures do not follow from the reported items (tolerance 1 元)."""
    year = asked.year
    if year is None:
        return
    totals = totals_of(year)
    if totals.empty:
        return
    for name, ours, word in (("reported_gross_fen", totals.gross, "年收入"), ("reported_net_fen", totals.net, "纯收入")):
        theirs = getattr(year, name)
        if theirs is not None and abs(theirs - ours) > _TOLERANCE_FEN:
            yield Hit(year, name, f"{year.year} 年上报{word} {_yuan(theirs)} 元，按各项算是 {_yuan(ours)} 元。请核对。")
    size = year.reported_size or asked.file.size_in(year, asked.today)
    if year.reported_per_capita_fen is not None and size:
        ours = income.per_capita_fen(totals.net, size)
        if abs(year.reported_per_capita_fen - ours) > _TOLERANCE_FEN:
            yield Hit(
                year, "reported_per_capita_fen",
                f"{year.year} 年上报人均纯收入 {_yuan(year.reported_per_capita_fen)} 元，按 {_yuan(totals.net)} ÷ {size} 人"
                f"算是 {_yuan(ours)} 元。请核对收入各项和人口。",
            )  # fmt: skip


_yuan = money.show_yuan_short


def items_differ(asked: Asked) -> Iterator[Hit]:
    """D101: the sub-items of a group do not add up to its typed total."""
    for year in asked.file.years[:1]:
        for problem in income.disagreements(items_of(year)):
            known = HOUSEHOLD_YEAR.by_label[problem.where]
            yield Hit(year, known.name, f"{year.year} 年{problem.where}{problem.message}请核对。")


def low_per_capita(asked: Asked) -> Iterator[Hit]:
    """D102: 人均纯收入 is below 4,000 元."""
    year = asked.year
    fen = asked.file.per_capita_fen(year, asked.today) if year else None
    if year is not None and fen is not None and fen < _LOW_PER_CAPITA_FEN:
        yield Hit(year, "a_fen", f"{year.year} 年人均纯收入 {_yuan(fen)} 元，低于 4,000 元。请核实收入有没有漏记。")


CHECKS: Checks = (
    ("D030", "H", school_and_schooling), ("D051", "E", child_with_labour), ("D058", "W", disabled_without_certificate),
    ("D060", "E", months_without_place), ("D061", "E", months_out_of_range), ("D086", "E", danger_without_level),
    ("D100", "E", per_capita_differs), ("D101", "E", items_differ), ("D102", "H", low_per_capita),
)  # fmt: skip
