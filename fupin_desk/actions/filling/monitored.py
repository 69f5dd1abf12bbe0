"""Values of the monitoring papers and of the measures a household has: the current spell, its people, what facts show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from fupin_desk.actions.filling.source import HouseholdSource
from fupin_desk.actions.filling.words import Values, number_value, record_values
from fupin_desk.core.dates import age_on
from fupin_desk.forms.named.income import OF_SPELL, RISKS
from fupin_desk.forms.values import Value
from fupin_desk.ledgers import income
from fupin_desk.ledgers.codes import code_list
from fupin_desk.ledgers.family import HouseholdFile
from fupin_desk.ledgers.household import MEMBER, Household, Member
from fupin_desk.ledgers.monitoring import MONITORING, Monitoring
from fupin_desk.ledgers.year import items_of

ADULT, OLD = 18, 60
_DISASTER = "02"
_ILL = frozenset({"02", "03"})
_NO_SCHOOL = frozenset({None, "01", "17"})
_FAR, _NEAR = frozenset({"02", "03", "04", "99"}), frozenset({"01"})


def current_spell(file: HouseholdFile) -> Monitoring | None:
    """The spell of monitoring that is still open, else the one that was identified last; None when there is none."""
    return max(file.monitoring, key=lambda m: (not m.cleared, m.identified_month or "", m.id), default=None)


def spell_values(source: HouseholdSource) -> Values:
    """The current spell as single values; empty boxes to tick when the household was never monitored."""
    spell = current_spell(source.file)
    found = {**{name: Value() for name in OF_SPELL}, **record_values(MONITORING, spell)}
    risks = (spell.risks or ()) if spell else ()
    labels = code_list("risk")
    found.update({name: Value(labels.label(risk)) for name, risk in zip(RISKS, risks, strict=False)})
    kinds = [code for code in labels.codes if code.group == labels.label(_DISASTER)]
    short = {code.code: code.label.partition("（")[2].rstrip("）") for code in kinds}
    found["自然灾害类型"] = Value("、".join(short[r] for r in risks if r in short), tuple(short.values()))
    still = spell if spell is not None and not spell.cleared else None
    found["在册风险备注"] = Value((still.risk_note or "") if still else "")
    found["在册风险"] = _main_risks((still.risks or ()) if still else ())
    return found


def _main_risks(risks: tuple[str, ...]) -> Value:
    """Risks without the kinds of disaster: the boxes of a paper that a household fills in itself."""
    labels = code_list("risk")
    main = [_DISASTER if risk.startswith(_DISASTER) else risk for risk in risks]
    offered = tuple(code.label for code in labels.codes if not code.group)
    return Value("、".join(labels.label(risk) for risk in dict.fromkeys(main)), offered)


def _monitored_people(source: HouseholdSource) -> list[Values]:
    house, rows = source.file.household, []
    for member in source.file.people(source.today):
        row = record_values(MEMBER, member)
        row["务工地点"], row["易地搬迁人口"] = Value(_work_place(member)), Value(_moved(house, member), ("是", "否"))
        rows.append(row)
    return rows


def _work_place(member: Member) -> str:
    """Province to township as far as known, else the place as written, else the area of work."""
    parts = (member.work_province, member.work_city, member.work_county, member.work_township)
    written = "".join(part for part in parts if part) or member.work_place or ""
    return written or MEMBER.by_name["work_area"].kind.show(member.work_area)


def _moved(house: Household, member: Member) -> str:
    """Whether the person moved with the household; who joined after the move did not."""
    if house.moved is None:
        return ""
    later = bool(member.joined_on and house.moved_on and member.joined_on > house.moved_on)
    return "是" if house.moved and not later else "否"


def adults(file: HouseholdFile, on: date) -> list[Member]:
    """Who signs for the family on a day: everybody of 18 and over, and whose birthday is not known."""
    return [m for m in file.people(on) if m.birth is None or age_on(m.birth, on) >= ADULT]


def measure_values(source: HouseholdSource) -> Values:
    """Measures that the members' and the year's records show; the rest is ticked by hand."""
    people, house = source.file.people(source.today), source.file.household
    year = source.file.year(source.year)
    items = items_of(year) if year else {}
    forest, nature = income.amount(items, "d5a"), income.amount(items, "d5")
    posts = {MEMBER.by_name["post_kind"].kind.show(m.post_kind) for m in people if m.post_kind}
    shown = {
        "产业": [("加入合作社", bool(year and year.cooperative))],
        "就业": [("乡外务工", any(m.work_area in _FAR for m in people)), ("乡内务工", any(m.work_area in _NEAR for m in people))],
        "公益性岗位": [(post, True) for post in sorted(posts)],
        "健康": [
            ("居民医保", any(m.resident_medical for m in people)), ("大病保险", any(m.serious_illness for m in people)),
            ("医疗救助", any(m.medical_aid for m in people)), ("商业补充医保", any(m.commercial_medical for m in people)),
            ("意外险", any(m.accident_insurance for m in people)),
        ],
        "综合保障": [
            ("低保", any(m.low_income for m in people)), ("特困供养", any(m.extreme_poverty for m in people)),
            ("居民养老", any(m.resident_pension for m in people)),
        ],
        "生态": [("退耕还林", bool(forest)), ("生态补偿", bool((nature or 0) - (forest or 0)))],
    }  # fmt: skip
    found = {name: _boxes(name, [label for label, true in facts if true]) for name, facts in shown.items()}
    moved = "是" if house.moved else "否" if house.moved is False else ""
    found["易地搬迁"] = Value(moved, ("是", "否"))
    found["搬迁人数"] = number_value(sum(_moved(house, m) == "是" for m in people) or None)
    return found


def _boxes(kind: str, labels: list[str]) -> Value:
    """The boxes of a kind of measure in the order of the list, those of ``labels`` ticked."""
    listed = code_list("measure_kind")
    group = next(code.label for code in listed.codes if not code.group and code.label.startswith(kind))
    return Value("、".join(labels), (*(code.label for code in listed.codes if code.group == group), "其他"))


def plan_values(source: HouseholdSource) -> Values:
    """Whom the blocks of the yearly plan are about: pupils, the ill, those on allowances, the old, those at work."""
    people, show = source.file.people(source.today), MEMBER.by_name
    end = date(source.year or source.today.year, 12, 31)
    named: dict[str, list[tuple[str, str]]] = {
        "在校学生": [(m.name, show["school"].kind.show(m.school)) for m in people if m.school not in _NO_SCHOOL],
        "患病成员": [(m.name, m.disease or show["health"].kind.show(m.health)) for m in people if _ILL & {*(m.health or ())}],
        "低保成员": [(m.name, "") for m in people if m.low_income],
        "六十岁以上成员": [(m.name, f"{age_on(m.birth, end)}岁") for m in people if m.birth and age_on(m.birth, end) >= OLD],
        "务工成员": [(m.name, show["work_area"].kind.show(m.work_area)) for m in people if m.work_area],
        "有培训意愿的成员": [(m.name, "") for m in people if m.training_wish],
    }  # fmt: skip
    return {
        name: Value("、".join(who + (f"（{what}）" if what else "") for who, what in found)) for name, found in named.items()
    }


SCALARS: Mapping[str, Callable[[HouseholdSource], Values]] = {
    "当前监测": spell_values, "享受措施": measure_values, "计划": plan_values,
}  # fmt: skip
LISTS: Mapping[str, Callable[[HouseholdSource], list[Values]]] = {
    "监测成员": _monitored_people,
    "成年成员": lambda s: [record_values(MEMBER, m) for m in adults(s.file, s.today)],
}
