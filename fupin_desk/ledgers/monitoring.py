"""防止返贫监测对象: what the county's list says of a monitored household (domain 2.1 to 2.5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fupin_desk.core.errors import Problem
from fupin_desk.ledgers.kinds import Choice, Choices, Money, Month, Phone, Ref, Text, YesNo
from fupin_desk.ledgers.record import Around, Ledger, Record, field

_KNOWN, _SITUATION, _CLEARED = "识别", "三保障和饮水", "风险消除"


@dataclass(frozen=True, kw_only=True)
class Monitoring(Record):
    """监测对象: one spell of monitoring of one household, from identification to the clearing of the risk."""

    household: str = field("农户", Ref("household"), required=True, section=_KNOWN)
    monitor_kind: str | None = field("监测对象类别", Choice("monitor_kind"), section=_KNOWN)
    was_poor: bool | None = field("是否脱贫户", YesNo(), section=_KNOWN)
    identified_month: str | None = field("识别监测时间", Month(), section=_KNOWN)
    risks: tuple[str, ...] | None = field("致贫/返贫风险", Choices("risk", most=5, private=True), section=_KNOWN)
    risk_note: str | None = field("风险备注", Text(lines=2, private=True), section=_KNOWN)
    no_labour: bool | None = field("整户无劳动能力兜底保障户", YesNo(), section=_KNOWN)
    in_settlement: bool | None = field("是否居住在易地扶贫搬迁集中安置区", YesNo(), section=_KNOWN)
    per_capita_fen: int | None = field("识别时人均纯收入（元）", Money(), section=_KNOWN)
    claims_fen: int | None = field("识别时理赔收入（元）", Money(), section=_KNOWN)
    out_of_pocket_fen: int | None = field("识别时合规自付支出（元）", Money(), section=_KNOWN)
    house_trouble: bool | None = field("住房是否出现安全问题", YesNo(), section=_SITUATION)
    school_trouble: bool | None = field("适龄儿童少年是否失学辍学", YesNo(), section=_SITUATION)
    water_trouble: bool | None = field("饮水是否出现安全问题", YesNo(), section=_SITUATION)
    medical_trouble: bool | None = field("是否有家庭成员未参加基本医疗保险", YesNo(), section=_SITUATION)
    development_help: str | None = field("实施开发式帮扶措施情况", Choice("development_help"), section=_SITUATION)
    cleared: bool | None = field("风险是否已消除", YesNo(), section=_CLEARED)
    cleared_way: str | None = field("风险消除方式", Choice("risk_cleared_way"), section=_CLEARED)
    cleared_month: str | None = field("消除监测时间", Month(), section=_CLEARED)
    cleared_per_capita_fen: int | None = field("消除时人均纯收入（元）", Money(), section=_CLEARED)
    contact: str | None = field("信息采集人", Text(), section=_CLEARED)
    contact_phone: str | None = field("信息采集人联系电话", Phone(), section=_CLEARED)


def months_in_order(record: Monitoring, around: Around) -> Iterable[Problem]:
    """A risk cannot be cleared before it was identified."""
    if record.identified_month and record.cleared_month and record.cleared_month < record.identified_month:
        yield Problem("消除监测时间", f"消除（{record.cleared_month}）不能早于识别（{record.identified_month}）。")


MONITORING = Ledger(
    "monitoring", "监测对象", Monitoring, key=("household", "identified_month"), theme="农户",
    titles=("monitor_kind", "identified_month"), rules=(months_in_order,),
)  # fmt: skip
