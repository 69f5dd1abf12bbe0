"""驻村工作: team members, days in the village, visits, work logs and things to do (domain 4.1 to 4.6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fupin_desk.core.errors import Problem
from fupin_desk.ledgers.helping import Pairing
from fupin_desk.ledgers.kinds import Choice, Choices, Day, IdNumber, Moment, Phone, Ref, Text, YesNo
from fupin_desk.ledgers.record import Around, Ledger, Record, field

_CLOCK_SLACK = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class TeamMember(Record):
    """驻村工作队员: 第一书记, 队长 or 队员, sent by a unit for a term (domain 5.2 (23))."""

    name: str = field("姓名", Text(most=50), required=True)
    role: str | None = field("队内职务", Choice("team_role"))
    first_secretary: bool | None = field("是否第一书记", YesNo())
    leader: bool | None = field("是否队长", YesNo())
    unit: str | None = field("派出单位", Ref("helping_unit"))
    unit_level: str | None = field("派出单位层级", Choice("unit_level"))
    affiliation: str | None = field("隶属关系", Choice("affiliation"))
    duty: str | None = field("原单位职务", Text())
    rank: str | None = field("职务级别", Choice("rank"))
    phone: str | None = field("联系电话", Phone())
    sex: str | None = field("性别", Choice("sex"))
    birth: date | None = field("出生日期", Day())
    id_number: str | None = field("证件号码", IdNumber())
    politics: str | None = field("政治面貌", Choice("politics"))
    degree: str | None = field("学历", Choice("degree"))
    full_time: bool | None = field("是否脱产驻村", YesNo())
    since: date | None = field("驻村开始时间", Day(), group="term")
    until: date | None = field("驻村结束时间", Day(), group="term")


@dataclass(frozen=True, kw_only=True)
class Attendance(Record):
    """考勤: the state of one team member on one day (√在村 ○出差 △请假 ×缺勤)."""

    member: str = field("队员", Ref("team_member"), required=True)
    on: date = field("日期", Day(), required=True)
    state: str = field("考勤", Choice("attendance_state"), required=True)
    night: bool | None = field("是否住村", YesNo())
    reason: str | None = field("事由", Text())


@dataclass(frozen=True, kw_only=True)
class Visit(Record):
    """走访记录: one call at one household (入户走访记录表)."""

    household: str = field("农户", Ref("household"), required=True)
    at: datetime = field("走访时间", Moment(), required=True)
    visit_kind: str | None = field("走访类型", Choice("visit_kind"))
    visitors: str | None = field("参与人员", Text())
    met: tuple[str, ...] | None = field("见到", Choices("visit_met"))
    content: str | None = field("情况记录", Text(lines=6, private=True))
    needs: tuple[str, ...] | None = field("发现的需求", Choices("need", most=10, private=True))
    request: str | None = field("反映需求", Text(lines=3, private=True))
    solved: str | None = field("解决情况", Text(lines=3))
    next_step: str | None = field("下一步", Text(lines=2))
    next_by: date | None = field("下一步时限", Day())
    next_owner: str | None = field("下一步负责人", Text())
    head_signed: bool | None = field("户主签名", YesNo())
    helper_signed: bool | None = field("帮扶干部签名", YesNo())


@dataclass(frozen=True, kw_only=True)
class WorkLog(Record):
    """驻村工作日志（民情日记）: a team member's entry for a day (domain 5.4 (36))."""

    on: date = field("日期", Day(), required=True)
    author: str | None = field("记录人", Ref("team_member"))
    weather: str | None = field("天气", Choice("weather"))
    place: str | None = field("地点", Text())
    content: str | None = field("工作内容", Text(lines=8))
    households: str | None = field("走访户", Text(lines=2, private=True))
    requests: str | None = field("群众诉求", Text(lines=3, private=True))
    solved: str | None = field("解决情况", Text(lines=3))
    troubles: str | None = field("面临困难", Text(lines=3))
    thoughts: str | None = field("心得体会", Text(lines=3))
    week_plan: str | None = field("下步计划", Text(lines=3))
    pictures: bool | None = field("是否留影像", YesNo())


@dataclass(frozen=True, kw_only=True)
class TaskItem(Record):
    """待办: something that has to be done by a day, for a household or for the village."""

    title: str = field("待办事项", Text(), required=True)
    task_kind: str | None = field("类别", Choice("task_kind"))
    household: str | None = field("农户", Ref("household"))
    visit: str | None = field("来自走访", Ref("visit"))
    due_on: date | None = field("期限", Day())
    owner: str | None = field("负责人", Text())
    state: str | None = field("状态", Choice("task_state"))
    done_on: date | None = field("办结日期", Day(), group="done")
    result: str | None = field("办理结果", Text(lines=3), group="done")


def serves(member: TeamMember, first: date, last: date) -> bool:
    """Whether the member's term touches these days."""
    return (member.since is None or member.since <= last) and (member.until is None or member.until >= first)


def not_in_future(visit: Visit, around: Around) -> Iterable[Problem]:
    """A visit is written down after it was made."""
    if visit.at.date() > around.today or visit.at > datetime.combine(around.today, datetime.max.time()) + _CLOCK_SLACK:
        yield Problem("走访时间", f"走访时间（{visit.at:%Y-%m-%d %H:%M}）在今天之后。走访要在做过以后登记。")


def not_before_pairing(visit: Visit, around: Around) -> Iterable[Problem]:
    """No visit of the helping work before anybody was paired with the household."""
    pairings: Sequence[Pairing] = around.related("pairing", "household", visit.household)
    starts = [p.since for p in pairings if p.since is not None]
    if starts and len(starts) == len(pairings) and visit.at.date() < min(starts):
        yield Problem("走访时间", f"这一户的结对帮扶从 {min(starts)} 开始，走访不能早于这一天。")


def one_state_a_day(record: Attendance, around: Around) -> Iterable[Problem]:
    """A person has one state a day, and no day in the future is recorded."""
    days: Sequence[Attendance] = around.related("attendance", "member", record.member)
    if any(other.on == record.on and other.id != record.id for other in days):
        yield Problem("日期", f"{record.on} 的考勤已经记过，请在原来那一条上改。")
    if record.on > around.today:
        yield Problem("日期", f"{record.on} 还没有到，考勤要在当天或以后记。")


TEAM_MEMBER = Ledger(
    "team_member", "工作队员", TeamMember, key=("name", "since"), theme="队伍", titles=("name",), searched=("name", "phone")
)
ATTENDANCE = Ledger(
    "attendance", "考勤", Attendance, key=("member", "on"), theme="队伍", titles=("on", "state"), rules=(one_state_a_day,)
)
VISIT = Ledger(
    "visit", "走访记录", Visit, key=("household", "at"), theme="队伍", titles=("at", "visit_kind"),
    searched=("content", "request", "visitors"), rules=(not_in_future, not_before_pairing),
)  # fmt: skip
WORK_LOG = Ledger(
    "work_log", "工作日志", WorkLog, key=("on", "author"), theme="队伍", titles=("on",), searched=("content", "requests")
)
TASK = Ledger("task", "待办", TaskItem, key=("title", "due_on"), theme="队伍", titles=("title",), searched=("title",))
