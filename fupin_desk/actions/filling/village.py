"""Values of every form, and of forms about the village: its fields, its work team, its households and people in rosters."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fupin_desk.actions.filling.household import head_values, pairing_row, year_values
from fupin_desk.actions.filling.source import VillageSource
from fupin_desk.actions.filling.words import Values, number_value, record_values
from fupin_desk.core.dates import show_month
from fupin_desk.forms.values import Value
from fupin_desk.ledgers.family import HouseholdFile
from fupin_desk.ledgers.helping import HELPING_UNIT, is_current
from fupin_desk.ledgers.household import HOUSEHOLD, MEMBER
from fupin_desk.ledgers.team import TEAM_MEMBER, TeamMember
from fupin_desk.ledgers.village import VILLAGE, Village

LAST_POOR_YEAR = 2020
"""Up to this year the form is 贫困户信息采集表, after it 脱贫户信息采集表 (domain 1.1)."""
COUNTS = frozenset({"村.户数", "村.人口", "村.帮扶户数"})
"""The named values of the village for which every household has to be read."""
_QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")


def general_values(source: VillageSource, code: str = "") -> Values:
    """Named values of every form."""
    village, year, month = source.village, source.year, int(source.month[5:])
    era = "贫困户信息采集表" if (year or source.today.year) <= LAST_POOR_YEAR else "脱贫户信息采集表"
    where = "".join(filter(None, [village.county, village.township, village.name]))
    return {
        "表名": Value(era), "年度": Value(str(year) if year else ""), "月份": Value(show_month(source.month)),
        "季度": Value(_QUARTERS[(month - 1) // 3]), "半年": Value("上半年" if month <= 6 else "下半年"),
        "打印日期": Value(source.today.isoformat(), raw=source.today), "打印人": Value(source.person), "编号": Value(code),
        "填表人": Value(source.person), "填表人电话": Value(""), "填表日期": Value("", raw=None), "审核人": Value(""),
        "填报单位": Value(f"{where}村民委员会" if not where.endswith("委员会") else where),
    }  # fmt: skip


def village_fields(village: Village) -> Values:
    """The village's own fields; they stand on blank forms too."""
    return {**record_values(VILLAGE, village), "名称": Value(village.name)}


def village_values(source: VillageSource) -> Values:
    """The village's fields and who leads its work team: what forms about a household or a person need."""
    values = village_fields(source.village)
    for name, found in (("第一书记", _first_secretary(source)), ("工作队长", _leader(source))):
        values[name], values[f"{name}电话"] = Value(found.name if found else ""), Value((found.phone or "") if found else "")
    return values


def counted_village(source: VillageSource) -> Values:
    """The same with the counts of the printed households."""
    files, today = source.files, source.today
    helped = sum(sum(is_current(p, today) for p in file.pairings) for file in files)
    people = sum(len(file.people(today)) for file in files)
    counts = {"户数": number_value(len(files)), "人口": number_value(people), "帮扶户数": number_value(helped)}
    return {**village_values(source), **counts}


def _first_secretary(source: VillageSource) -> TeamMember | None:
    return next((m for m in source.team if m.first_secretary), None)


def _leader(source: VillageSource) -> TeamMember | None:
    return next((m for m in source.team if m.leader), None) or _first_secretary(source)


def home_values(source: VillageSource, file: HouseholdFile) -> Values:
    """One household as a line of a roster, with its figures of the year."""
    own = {**record_values(HOUSEHOLD, file.household), **head_values(file, source.today)}
    return {**year_values(file, file.year(source.year), source.today), **own}


def _members(source: VillageSource) -> list[Values]:
    rows = []
    for file in source.files:
        home = head_values(file, source.today)
        own = {"户主姓名": home["户主姓名"], "户编号": Value(file.household.number or ""), "组": home["组"]}
        rows += [{**record_values(MEMBER, m), **own} for m in file.people(source.today)]
    return rows


def _pairings(source: VillageSource) -> list[Values]:
    today = source.today
    return [pairing_row(file, p, today) for file in source.files for p in file.pairings if is_current(p, today)]


SCALARS: Mapping[str, Callable[[VillageSource], Values]] = {"村": counted_village}
LISTS: Mapping[str, Callable[[VillageSource], list[Values]]] = {
    "户": lambda s: [home_values(s, file) for file in s.files],
    "成员": _members,
    "结对": _pairings,
    "队员": lambda s: [record_values(TEAM_MEMBER, m) for m in s.team],
    "单位": lambda s: [record_values(HELPING_UNIT, unit) for unit in s.units],
}
