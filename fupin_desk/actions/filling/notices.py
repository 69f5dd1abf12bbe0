"""Who stands on a notice posted in public, and who is spoken of at a villagers' review (domain 5.3 (27), (29), (30))."""

from __future__ import annotations

from fupin_desk.actions.filling.source import VillageSource
from fupin_desk.actions.filling.words import Values, number_value, value_of
from fupin_desk.core.dates import age_on
from fupin_desk.forms.values import Value
from fupin_desk.ledgers.family import HouseholdFile
from fupin_desk.ledgers.household import HOUSEHOLD, MEMBER
from fupin_desk.ledgers.monitoring import MONITORING, Monitoring

IDENTIFIED, CLEARED, EXITED = "识别", "消除", "退出"
_EXITING = frozenset({"1", "2"})
_PROPOSED = "2"
_ADULT = 18


def listed(source: VillageSource, kind: str) -> list[Values]:
    """The households of a notice as it may show them: name of the head, sex, group, people, kind.

    Households that were picked for the paper stand on it all; else those identified or cleared in the month that is
    printed, and those that left poverty (or are about to) in the year.
    """
    return [_row(source, file, kind) for file in _chosen(source, kind)]


def counts(source: VillageSource) -> Values:
    """How many households and people each notice lists; empty where it lists nobody: the list is then for the pen."""
    found: Values = {}
    for kind in (IDENTIFIED, CLEARED, EXITED):
        files = _chosen(source, kind)
        found[f"{kind}户数"] = number_value(len(files) or None)
        found[f"{kind}人数"] = number_value(sum(len(file.people(source.today)) for file in files) or None)
    return found


def _chosen(source: VillageSource, kind: str) -> list[HouseholdFile]:
    return [file for file in source.files if source.households is not None or _concerns(source, file, kind)]


def _concerns(source: VillageSource, file: HouseholdFile, kind: str) -> bool:
    home = file.household
    if kind == EXITED:
        return home.state in _EXITING and (home.exit_year or home.planned_exit_year) == source.year
    return _spell(source, file, kind) is not None


def _spell(source: VillageSource, file: HouseholdFile, kind: str) -> Monitoring | None:
    """The spell of monitoring that began, or ended, in the month that is printed."""
    name = "identified_month" if kind == IDENTIFIED else "cleared_month"
    return next((record for record in file.monitoring if getattr(record, name) == source.month), None)


def _row(source: VillageSource, file: HouseholdFile, kind: str) -> Values:
    head = file.head(source.today)
    name = Value(file.head_name(source.today))
    if head is not None and head.birth is not None and age_on(head.birth, source.today) < _ADULT:
        name = Value(name.text[:1] + "某某")
    return {
        "户主姓名": name, "性别": value_of(MEMBER.by_name["sex"], head.sex if head else None),
        "组": Value(file.group.name if file.group else ""), "人口": number_value(len(file.people(source.today))),
        "类别": _kind_shown(source, file, kind),
    }  # fmt: skip


def _kind_shown(source: VillageSource, file: HouseholdFile, kind: str) -> Value:
    """监测类别 on notices of identification, 消除方式 on those of cleared risks, 户类型 on those of exits."""
    if kind == EXITED:
        return value_of(HOUSEHOLD.by_name["household_kind"], file.household.household_kind)
    # A household may be put on the notice before its spell is written down: then the latest one tells, if any.
    spell = _spell(source, file, kind) or (file.monitoring[-1] if file.monitoring else None)
    name = "monitor_kind" if kind == IDENTIFIED else "cleared_way"
    return value_of(MONITORING.by_name[name], getattr(spell, name) if spell else None)


def review_rows(source: VillageSource) -> list[Values]:
    """The households a villagers' review speaks of: to be monitored, to be cleared, proposed to leave poverty."""
    found = []
    for file in source.files:
        about = _reviewed(source, file)
        if about or source.households is not None:
            found.append({**_row(source, file, IDENTIFIED), "户主姓名": Value(file.head_name(source.today)), "评议事项": Value(about)})
    return found


def _reviewed(source: VillageSource, file: HouseholdFile) -> str:
    if _spell(source, file, IDENTIFIED):
        return "纳入监测对象"
    if _spell(source, file, CLEARED):
        return "风险消除"
    return "脱贫退出" if file.household.state == _PROPOSED else ""
