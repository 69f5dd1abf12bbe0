"""Values of recognition and exit papers: the year's facts beside each of the eight standards, the main helper.

What the ledger cannot tell is left free: a paper to be signed states nothing that nobody recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from fupin_desk.actions.filling.household import pairing_row
from fupin_desk.actions.filling.source import HouseholdSource
from fupin_desk.actions.filling.words import Values, number_value, value_of
from fupin_desk.core.dates import age_on
from fupin_desk.core.money import show_hundredths, show_yuan_short
from fupin_desk.forms.named.standards import OF_FOLDER, OF_STANDARDS
from fupin_desk.forms.values import Value
from fupin_desk.ledgers import income
from fupin_desk.ledgers.codes import code_list
from fupin_desk.ledgers.helping import Pairing
from fupin_desk.ledgers.household import MEMBER, Member
from fupin_desk.ledgers.year import HouseholdYear, items_of, totals_of

YES_NO = ("是", "否")
SCHOOL_FROM, SCHOOL_TO = 6, 15
"""Whole years of age on 31 August at which a child has to be at school (义务教育法: nine years from six)."""
_COMPULSORY = frozenset({"03", "04", "05", "06"})
"""小学 and 七年级 to 九年级 in the list of 在校生状况 (AAB009)."""
_NOT_AT_SCHOOL = frozenset({"01"})
_ILL = frozenset({"02", "03"})
_SOURCES: Mapping[str, tuple[str, ...]] = {
    "务工": ("a1", "a5"), "公益性岗位": ("a2", "a3", "a4"), "种植养殖": ("b1", "b2", "b3"), "其他经营": ("b4",), "财产性": ("c",),
    "政策性补助": ("d",),
}  # fmt: skip
"""Where a household's income comes from, by the items of the year."""


def standard_values(source: HouseholdSource) -> Values:
    """The facts beside each standard; those of the year stay empty in a year without figures."""
    found: Values = {name: Value() for name in OF_STANDARDS}
    found["收入达标"], found["主要收入来源"] = Value("", YES_NO), Value("", tuple(_SOURCES))
    line = _parameter(source, "income_line_fen")
    least = _parameter(source, "house_area_person")
    found["收入标准"], found["人均住房标准"] = _amount(line), Value("" if least is None else f"{least}㎡")
    people = source.file.people(source.today)
    if people:
        found.update(_people_values(people, source))
    year = source.file.year(source.year)
    if year is not None:
        found.update(_year_values(source, year, line))
    return found


def _parameter(source: HouseholdSource, name: str) -> int | None:
    """A county's figure of the year; None where none is set (there is no line for leaving poverty after 2020)."""
    try:
        found: int = source.around.session.parameter(name, source.year)
    except KeyError:
        return None
    return found


def _people_values(people: list[Member], source: HouseholdSource) -> Values:
    children = school_children(people, source.year)
    out = sum(_left_school(m) for m in children)
    # A child of whom no school is recorded is neither at school nor known to have left it.
    told = all(m.school or m.dropout_reason for m in children)
    insured = _count(people, lambda m: _either(m.resident_medical, m.worker_medical))
    sure = all(_either(m.resident_medical, m.worker_medical) is not None for m in people)
    found = {
        "家庭人口": len(people),
        "务工人数": _count(people, lambda m: None if m.work_months is None and m.labour is None else bool(m.work_months)),
        "大病保险人数": _count(people, lambda m: m.serious_illness), "适龄人数": len(children), "在学人数": len(children) - out if told else None,
        "患病人数": _count(people, lambda m: None if m.health is None else bool(_ILL & set(m.health))),
        "低保特困人数": _count(people, lambda m: _either(m.low_income, m.extreme_poverty)), "失学辍学人数": out if told or out else None,
        "参保人数": insured if sure else None, "未参保人数": len(people) - (insured or 0) if sure else None,
    }  # fmt: skip
    return {name: _with_unit(count, "人") for name, count in found.items()}


def _with_unit(count: int | None, unit: str) -> Value:
    return Value("" if count is None else f"{count}{unit}", raw=count)


def _amount(fen: int | None) -> Value:
    return Value("" if fen is None else f"{show_yuan_short(fen)}元", raw=fen)


def _area(hundredths: int | None, unit: str) -> Value:
    return Value("" if hundredths is None else f"{show_hundredths(hundredths)}{unit}", raw=hundredths)


def _count(people: list[Member], has: Callable[[Member], bool | None]) -> int | None:
    """How many of the people; None when it is recorded of nobody."""
    found = [has(m) for m in people]
    return None if all(one is None for one in found) else sum(one is True for one in found)


def _either(one: bool | None, other: bool | None) -> bool | None:
    return None if one is None and other is None else bool(one or other)


def _year_values(source: HouseholdSource, year: HouseholdYear, line: int | None) -> Values:
    size, totals = source.file.size_in(year, source.today), totals_of(year)
    per_head = source.file.per_capita_fen(year, source.today)
    found: Values = {
        "主要收入来源": _income_sources(year), "人均纯收入": _amount(per_head), "住房面积": _area(year.house_area, "㎡"),
        "家庭纯收入": _amount(None if totals.empty else totals.net), "距主干路": _area(year.road_distance, "公里"),
        "人均耕地面积": _area(shared(year.farmland, size), "亩"), "人均住房面积": _area(shared(year.house_area, size), "㎡"),
    }  # fmt: skip
    if per_head is not None and line is not None:
        found["收入达标"] = Value(YES_NO[0] if per_head > line else YES_NO[1], YES_NO)
    return found


def shared(hundredths: int | None, size: int) -> int | None:
    """An area for each person, cut to whole hundredths: nobody gains the missing square metre by rounding."""
    return hundredths // size if hundredths is not None and size else None


def _income_sources(year: HouseholdYear) -> Value:
    items = items_of(year)
    had = [name for name, codes in _SOURCES.items() if any((income.amount(items, code) or 0) > 0 for code in codes)]
    return Value("、".join(had), tuple(_SOURCES))


def school_children(people: list[Member], year: int) -> list[Member]:
    """Who has to be at school in the school year that begins in ``year``, the eldest first: by age on 31 August, and
    whoever is recorded in a class of 小学 or 初中."""
    day = date(year, 8, 31)
    found = [m for m in people if m.school in _COMPULSORY or (m.birth and SCHOOL_FROM <= age_on(m.birth, day) <= SCHOOL_TO)]
    return sorted(found, key=lambda m: m.birth or date.max)


def _left_school(member: Member) -> bool:
    return bool(member.dropout_reason) or member.school in _NOT_AT_SCHOOL


def _children(source: HouseholdSource) -> list[Values]:
    rows = []
    for m in school_children(source.file.people(source.today), source.year):
        age = age_on(m.birth, date(source.year, 8, 31)) if m.birth else None
        left = YES_NO[0] if _left_school(m) else YES_NO[1] if m.school else ""
        rows.append({
            "姓名": Value(m.name), "性别": value_of(MEMBER.by_name["sex"], m.sex), "年龄": number_value(age),
            "就读学校": Value(m.school_name or ""), "年级": Value(code_list("school").label(m.school) if m.school else ""),
            "是否失学辍学": Value(left, YES_NO), "原因": value_of(MEMBER.by_name["dropout_reason"], m.dropout_reason),
        })  # fmt: skip
    return rows


def _main_pairing(source: HouseholdSource) -> Values:
    """The main helper and the pairing; empty where the household has none."""
    file, today = source.file, source.today
    return pairing_row(file, file.main_pairing(today) or Pairing(id="", household="", helper=""), today)


SCALARS: Mapping[str, Callable[[HouseholdSource], Values]] = {
    "认定": standard_values, "主要结对": _main_pairing, "户档": lambda _: {name: Value() for name in OF_FOLDER},
}  # fmt: skip
LISTS: Mapping[str, Callable[[HouseholdSource], list[Values]]] = {"适龄儿童": _children, "目录": lambda _: []}
