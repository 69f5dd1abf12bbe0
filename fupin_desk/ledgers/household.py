"""农户: the registered household and its members (信息采集表, domain 1.2 to 1.4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from fupin_desk.core.errors import Problem
from fupin_desk.ledgers.kinds import (
    BankCard,
    Choice,
    Choices,
    Day,
    IdNumber,
    Phone,
    Ref,
    Text,
    Whole,
    Year,
    YesNo,
)  # fmt: skip
from fupin_desk.ledgers.record import Around, Ledger, Record, field

HEAD = "01"
"""The code of 户主 in the list of relations (AAB006)."""
PRESENT = "1"
"""The code of 正常 in the list of a person's states (AAB015)."""

_BASIC, _REASON, _BANK, _MOVE = "基本情况", "致贫与脱贫", "开户信息", "易地扶贫搬迁"


@dataclass(frozen=True, kw_only=True)
class Household(Record):
    """农户: not the house, not everyone under the roof. Its 户主 is a member."""

    number: str | None = field("户编号", Text(most=30), section=_BASIC, national="AAC001")
    local_number: str | None = field("村内编号", Text(most=30), section=_BASIC)
    group: str | None = field("组", Ref("village_group"), section=_BASIC, national="AAR007")
    address: str | None = field("家庭住址", Text(private=True), section=_BASIC)
    phone: str | None = field("联系电话", Phone(), section=_BASIC, national="AAR012")
    household_kind: str | None = field("户类型", Choice("household_kind"), section=_BASIC, national="AAC006")
    standard: str | None = field("识别标准", Choice("identify_standard"), section=_BASIC, national="AAC005")
    identified_year: int | None = field("识别年度", Year(), section=_BASIC, national="AAR041")
    state: str | None = field("脱贫属性", Choice("poverty_state"), section=_BASIC, national="AAR010")
    martyr_family: bool | None = field("是否军烈属", YesNo(), section=_BASIC, national="AAC012")
    only_child: bool | None = field("是否独生子女户", YesNo(), section=_BASIC)
    two_daughters: bool | None = field("是否双女户", YesNo(), section=_BASIC)
    left_behind: bool | None = field("户中是否有三留人员", YesNo(), section=_BASIC)
    cause: str | None = field("主要致贫原因", Choice("poverty_cause", private=True), section=_REASON, national="AAC007")
    other_causes: tuple[str, ...] | None = field(
        "其他致贫原因", Choices("poverty_cause", most=2, private=True), section=_REASON, national="AAC008"
    )
    relapse_cause: str | None = field(
        "返贫原因", Choice("poverty_cause", private=True), section=_REASON, national="AAC009"
    )
    planned_exit_year: int | None = field("计划脱贫年度", Year(), section=_REASON)
    exit_year: int | None = field("脱贫年度", Year(), section=_REASON)
    no_exit_reason: str | None = field("不脱贫原因", Choice("no_exit_reason", private=True), section=_REASON)
    changed_year: int | None = field("变更年度", Year(), section=_REASON, national="AAC016")
    bank: str | None = field("开户银行名称", Text(), section=_BANK, national="AAQ002", group="bank")
    account_holder: str | None = field("开户人", Text(), section=_BANK, group="bank")
    bank_card: str | None = field("银行卡号", BankCard(), section=_BANK, national="AAC004", group="bank")
    moved: bool | None = field("是否搬迁户", YesNo(), section=_MOVE, national="ACR077")
    move_way: str | None = field("搬迁方式", Choice("move_way"), section=_MOVE, national="ACR075")
    settle_way: str | None = field("安置方式", Choice("settle_way"), section=_MOVE, national="ACR078")
    settle_place: str | None = field("安置地", Choice("settle_place"), section=_MOVE, national="ACR079")
    settle_address: str | None = field("安置点地址", Text(private=True), section=_MOVE)
    move_trouble: str | None = field("搬迁可能存在的困难", Choice("move_trouble"), section=_MOVE, national="ACR081")
    moved_on: date | None = field("入住时间", Day(), section=_MOVE)
    reservoir_migrant: bool | None = field("是否库区移民户", YesNo(), section=_MOVE)


_PERSON, _SCHOOL, _WORK, _COVER, _CHANGE = "基本信息", "教育与健康", "劳动与务工", "保障", "变动"


@dataclass(frozen=True, kw_only=True)
class Member(Record):
    """家庭成员: one person of a household; a person who left stays on record with the day and the reason."""

    household: str = field("农户", Ref("household"), required=True, section=_PERSON)
    number: str | None = field("人编号", Text(most=30), section=_PERSON, national="AAB001")
    name: str = field("姓名", Text(most=50), required=True, section=_PERSON, national="AAB002")
    relation: str | None = field("与户主关系", Choice("relation"), section=_PERSON, national="AAB006")
    id_kind: str | None = field("证件类型", Choice("id_kind"), section=_PERSON, national="AAB018", group="identity")
    id_number: str | None = field("证件号码", IdNumber(), section=_PERSON, national="AAB004", group="identity")
    sex: str | None = field("性别", Choice("sex"), section=_PERSON, national="AAB003")
    birth: date | None = field("出生日期", Day(), section=_PERSON, national="AAB005")
    nation: str | None = field("民族", Choice("nation"), section=_PERSON, national="AAB007")
    politics: str | None = field("政治面貌", Choice("politics"), section=_PERSON, national="AAK033")
    marital: str | None = field("婚姻状况", Choice("marital", private=True), section=_PERSON)
    phone: str | None = field("成员联系电话", Phone(), section=_PERSON, national="AAB031")
    soldier: bool | None = field("是否现役军人", YesNo(), section=_PERSON, national="AAB019")
    mandarin: bool | None = field("是否会讲普通话", YesNo(), section=_PERSON, national="AAB065")
    education: str | None = field("文化程度", Choice("education"), section=_SCHOOL, national="AAB008")
    school: str | None = field("在校生状况", Choice("school"), section=_SCHOOL, national="AAB009")
    school_name: str | None = field("就读学校", Text(private=True), section=_SCHOOL)
    dropout_reason: str | None = field("失学或辍学原因", Choice("dropout_reason", private=True), section=_SCHOOL)
    health: tuple[str, ...] | None = field(
        "健康状况", Choices("health", most=4, private=True), section=_SCHOOL, national="AAB017"
    )
    disease: str | None = field("疾病名称", Text(private=True), section=_SCHOOL)
    disability: str | None = field("残疾类别", Choice("disability_kind", private=True), section=_SCHOOL, group="disability")
    disability_grade: str | None = field(
        "残疾等级", Choice("disability_grade", private=True), section=_SCHOOL, group="disability"
    )
    disability_year: int | None = field("残疾证办证年度", Year(), section=_SCHOOL, group="disability")
    labour: str | None = field("劳动技能", Choice("labour"), section=_WORK, national="AAB010")
    work_area: str | None = field("务工状况", Choice("work_area"), section=_WORK, national="AAB011", group="work")
    work_province: str | None = field("务工所在省", Text(), section=_WORK, national="AAB025", group="work")
    work_city: str | None = field("务工所在市", Text(), section=_WORK, national="AAB026", group="work")
    work_county: str | None = field("务工所在县", Text(), section=_WORK, national="AAB027", group="work")
    work_township: str | None = field("务工所在乡", Text(), section=_WORK, national="AAB028", group="work")
    work_place: str | None = field("务工所在地", Text(), section=_WORK, group="work")
    work_months: int | None = field("务工时间（月）", Whole("个月", 0, 12), section=_WORK, national="AAB012", group="work")
    employer: str | None = field("务工企业名称", Text(), section=_WORK, national="AAB029", group="work")
    abroad: bool | None = field("是否国外务工", YesNo(), section=_WORK)
    industry: str | None = field("产业分类", Text(), section=_WORK)
    job_channel: str | None = field("就业渠道", Choice("job_channel"), section=_WORK)
    post_kind: str | None = field("公益性岗位类型", Choice("post_kind"), section=_WORK, group="post")
    post_months: int | None = field("公益性岗位（月数）", Whole("个月", 0, 12), section=_WORK, group="post")
    training_wish: bool | None = field("是否有意愿培训", YesNo(), section=_WORK)
    graduate_reason: str | None = field("大专本科毕业生未就业原因", Text(), section=_WORK)
    resident_medical: bool | None = field(
        "是否参加新型农村合作医疗（城乡居民基本医疗保险）", YesNo(), section=_COVER, national="AAB013"
    )
    worker_medical: bool | None = field("是否参加城镇职工基本医疗保险", YesNo(), section=_COVER)
    serious_illness: bool | None = field("是否参加大病保险", YesNo(), section=_COVER, national="AAB022")
    commercial_medical: bool | None = field("是否参加商业补充医疗保险", YesNo(), section=_COVER, national="AAB067")
    accident_insurance: bool | None = field("人身意外保险补贴", YesNo(), section=_COVER, national="AAB066")
    medical_aid: bool | None = field("是否接受大病医疗救助", YesNo(), section=_COVER)
    health_help: bool | None = field("是否接受其他健康扶贫", YesNo(), section=_COVER)
    resident_pension: bool | None = field("是否参加城乡居民基本养老保险", YesNo(), section=_COVER, national="AAB014")
    worker_pension: bool | None = field("是否参加城镇职工基本养老保险", YesNo(), section=_COVER)
    low_income: bool | None = field("是否享受低保", YesNo(), section=_COVER, national="AAB030")
    extreme_poverty: bool | None = field("是否特困供养人员", YesNo(), section=_COVER)
    state: str | None = field("人员状态", Choice("member_state"), section=_CHANGE, national="AAB015", group="leaving")
    joined_on: date | None = field("增加日期", Day(), section=_CHANGE, group="joining")
    joined_reason: str | None = field("增加原因", Choice("member_change"), section=_CHANGE, group="joining")
    left_on: date | None = field("减少日期", Day(), section=_CHANGE, group="leaving")
    left_reason: str | None = field("减少原因", Choice("member_change"), section=_CHANGE, group="leaving")


def is_present(member: Member, on: date) -> bool:
    """Whether the person belongs to the household on this day. The one definition that every count uses."""
    if member.meta.removed or (member.joined_on is not None and member.joined_on > on):
        return False
    if member.left_on is not None:
        return member.left_on > on
    return member.state in (None, PRESENT, "4")


def people_on(members: Iterable[Member], on: date) -> list[Member]:
    """The people of a household on a day, the head first, then in the order they were entered."""
    found = [m for m in members if is_present(m, on)]
    return sorted(found, key=lambda m: (m.relation != HEAD, m.relation or "99", m.id))


def head_of(members: Sequence[Member], on: date) -> Member | None:
    """The 户主 on a day; None when nobody is recorded as such (doubt D006)."""
    return next((m for m in people_on(members, on) if m.relation == HEAD), None)


def one_head(member: Member, around: Around) -> Iterable[Problem]:
    """Every household with people has exactly one 户主."""
    family = people_on(around.related("member", "household", member.household), around.today)
    heads = [m.name for m in family if m.relation == HEAD]
    if len(heads) > 1:
        yield Problem("与户主关系", f"这一户已经有户主（{'、'.join(heads)}）。要换户主，请在同一次保存里改另一个人的关系。")
    if family and not heads:
        yield Problem("与户主关系", "这一户还没有户主。请先指定一个人为户主。")


def household_exists(member: Member, around: Around) -> Iterable[Problem]:
    """A person is entered under a living household."""
    if around.get("household", member.household) is None:
        yield Problem("农户", "没有找到这一户，可能已被删除。")


HOUSEHOLD = Ledger(
    "household", "农户", Household, key=("number",), theme="农户", titles=("number",), searched=("number", "local_number", "phone"),
)  # fmt: skip
MEMBER = Ledger(
    "member", "家庭成员", Member, key=("id_number", "name"), theme="农户", titles=("name",),
    searched=("name", "id_number", "phone"), rules=(household_exists, one_head),
)  # fmt: skip
