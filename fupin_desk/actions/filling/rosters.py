"""Values of rosters of the village: households, people, monitored households, the team and the units that send it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from fupin_desk.actions.filling.household import head_values
from fupin_desk.actions.filling.people import home_row, person_rows, registered
from fupin_desk.actions.filling.periods import counted
from fupin_desk.actions.filling.source import VillageSource
from fupin_desk.actions.filling.words import Values, number_value, record_values
from fupin_desk.forms.values import Value
from fupin_desk.ledgers.codes import code_list
from fupin_desk.ledgers.family import HouseholdFile
from fupin_desk.ledgers.helping import HELPING_UNIT, HelpingUnit
from fupin_desk.ledgers.monitoring import MONITORING, Monitoring
from fupin_desk.ledgers.team import TEAM_MEMBER, TeamMember

_RISKS = 5
_YES, _NO = "是", "否"


def term_text(since: date | None, until: date | None) -> str:
    """2019.3—2021.3; 2019.3 起 for one that still runs."""
    begun = f"{since:%Y.%m}" if since else ""
    return f"{begun}—{until:%Y.%m}" if until else f"{begun} 起" if begun else ""


def monitored_row(source: VillageSource, file: HouseholdFile, spell: Monitoring) -> Values:
    """One spell of monitoring as a line of a roster, its risks one by one."""
    row = record_values(MONITORING, spell)
    head = head_values(file, source.today)
    row.update({name: head[name] for name in ("户主姓名", "户主性别", "户主证件号码", "组", "家庭人口", "帮扶人")})
    row["户编号"], row["电话"] = Value(file.household.number or ""), Value(file.household.phone or "")
    labels = [code_list("risk").label(risk) for risk in spell.risks or ()]
    row.update({f"风险{n + 1}": Value(labels[n] if n < len(labels) else "") for n in range(_RISKS)})
    row["其他风险"] = Value("、\n".join(labels[1:]))
    for name, month in (("识别月", spell.identified_month), ("消除月", spell.cleared_month)):
        row[name] = Value((month or "").replace("-", "."))
    row["已消除"] = Value(_YES if spell.cleared or spell.cleared_month else _NO)
    return row


def _monitored(source: VillageSource) -> list[Values]:
    """Every spell, those that are still open first, then by the month in which they began."""
    found = [(file, spell) for file in counted(source) for spell in file.monitoring]
    found.sort(key=lambda pair: (bool(pair[1].cleared or pair[1].cleared_month), pair[1].identified_month or ""))
    return [monitored_row(source, file, spell) for file, spell in found]


def _team(source: VillageSource) -> list[Values]:
    units = {unit.id: unit for unit in source.units}
    return [_team_row(member, units.get(member.unit or "")) for member in source.team]


def _team_row(member: TeamMember, unit: HelpingUnit | None) -> Values:
    row = record_values(TEAM_MEMBER, member)
    row["单位"] = Value(unit.name if unit else "")
    if not row["隶属关系"].text and unit:
        row["隶属关系"] = record_values(HELPING_UNIT, unit)["隶属关系"]
    row["驻村时间"] = Value(f"{member.since:%Y.%m}" if member.since else "", raw=member.since)
    row["起止时间"] = Value(term_text(member.since, member.until))
    return row


def _sending_units(source: VillageSource) -> list[Values]:
    """The helping units, those that sent the team first."""
    sent = [member.unit for member in source.team]
    listed = sorted(source.units, key=lambda unit: unit.id not in sent)
    return [_unit_row(unit, sent.count(unit.id)) for unit in listed]


def _unit_row(unit: HelpingUnit, members: int) -> Values:
    row = record_values(HELPING_UNIT, unit)
    row["帮扶时间"] = Value(term_text(unit.since, unit.until))
    row["派驻人数"] = number_value(members or None)
    return row


def _registered_counts(source: VillageSource) -> Values:
    """Households and people of the roster of registered households."""
    return {
        "户数": number_value(len(registered(source))),
        "人口": number_value(sum(len(file.people(source.today)) for file in registered(source))),
    }  # fmt: skip


SCALARS: Mapping[str, Callable[[VillageSource], Values]] = {"建档": _registered_counts}
LISTS: Mapping[str, Callable[[VillageSource], list[Values]]] = {
    "建档户": lambda s: [home_row(s, file) for file in registered(s)],
    "在册户": lambda s: [home_row(s, file) for file in counted(s)],
    "在册人": lambda s: person_rows(s, lambda file, member: True),
    "监测对象": _monitored,
    "驻村队员": _team,
    "驻村单位": _sending_units,
}
