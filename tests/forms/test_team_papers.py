"""Papers of the work team: marks and counts of days, logs and calls of the month, the figures of reports."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime

import pytest

from fupin_desk.actions import printing
from fupin_desk.actions.filling import report, team_days
from fupin_desk.actions.filling.periods import is_watched, span_of
from fupin_desk.actions.filling.source import PersonSource, VillageSource
from fupin_desk.actions.printing import Order
from fupin_desk.actions.session import Session
from fupin_desk.forms import pdf
from fupin_desk.forms.values import Value
from fupin_desk.ledgers.monitoring import Monitoring
from fupin_desk.ledgers.record import Record
from fupin_desk.ledgers.team import ATTENDANCE, VISIT, Attendance, TaskItem, TeamMember, Visit, WorkLog
from fupin_desk.store.queries import lists

MONTH = "2025-02"


def put(session: Session, *made: Record) -> None:
    with session.file.work("试用", strict=False) as work:
        work.put_many(list(made))


def february(session: Session, **more: object) -> VillageSource:
    return VillageSource(session, 2025, MONTH, **more)  # type: ignore[arg-type]  # arguments of a village's source


def shown(values: dict[str, Value], *names: str) -> list[str]:
    return [values[name].text for name in names]


def marked(member: TeamMember, state: str, *days: int, reason: str | None = None, night: bool | None = None) -> list[Attendance]:
    return [Attendance(member=member.id, on=date(2025, 2, day), state=state, reason=reason, night=night) for day in days]


def read(session: Session, order: Order) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", pdf.page_text(printing.preview(session, order))))


def test_attendance_is_counted_by_its_marks(session: Session) -> None:
    first, second, *_ = february(session).all_team
    put(session, *marked(first, "1", 3, 4, 5, night=True), *marked(first, "2", 6, reason="县里开会"),
        *marked(first, "3", 10, 11, 12, 14, reason="病假"), *marked(first, "4", 17), *marked(second, "1", 28))  # fmt: skip
    rows = team_days.attendance_rows(february(session))
    row = next(row for row in rows if row["姓名"].text == first.name)
    counts = shown(row, "驻村天数", "出差天数", "请假天数", "缺勤天数", "住村天数")
    assert counts == ["3", "1", "4", "1", "3"]
    assert row["事由"].text == "6日县里开会；10—12日病假；14日病假"
    assert shown(row, "1日", "3日", "6日", "10日", "17日") == ["", "√", "○", "△", "×"]
    assert shown(row, "28日", "29日", "30日", "31日") == ["", "／", "／", "／"]
    assert shown(next(r for r in rows if r["姓名"].text == second.name), "28日") == ["√"]


def test_a_member_is_crossed_out_outside_the_term(session: Session) -> None:
    put(session, TeamMember(name="马小明", since=date(2025, 2, 10), until=date(2025, 2, 20)))
    row = next(r for r in team_days.attendance_rows(february(session)) if r["姓名"].text == "马小明")
    assert [day for day in range(1, 32) if row[f"{day}日"].text == "／"] == [*range(1, 10), *range(21, 32)]
    assert row["驻村天数"].text == "", "没有登记的不写 0"


def test_weekdays_stand_under_the_days(session: Session) -> None:
    days = team_days.weekdays(february(session))
    assert shown(days, "1日", "2日", "28日", "29日") == ["六", "日", "五", "／"]
    assert shown(team_days.weekdays(VillageSource(session, 2024, "2024-02")), "29日") == ["四"]


def test_the_sheet_goes_on_when_the_team_is_larger_than_the_page(session: Session) -> None:
    put(session, *[TeamMember(name=f"队员{n:02d}", since=date(2025, 1, 1)) for n in range(24)])
    order = Order("attendance_sheet", month=MONTH)
    text, names = read(session, order), [f"队员{n:02d}" for n in range(24)]
    assert [name for name in names if name not in text] == []
    assert text.count("乡镇审核") == 1, "签字只在最后一页"
    assert printing.page_count(printing.preview(session, order)) == 3


def test_work_ledger_puts_logs_and_calls_in_order(session: Session) -> None:
    source = february(session)
    member, home = source.all_team[0], source.files[0]
    put(
        session, WorkLog(on=date(2025, 2, 20), author=member.id, content="修水渠"), WorkLog(on=date(2025, 2, 3), content="开支部会"),
        Visit(household=home.household.id, at=datetime(2025, 2, 11, 9), visitors=member.name, content="核对收入", request="修路"),
        WorkLog(on=date(2025, 3, 1), content="三月的事"), WorkLog(on=date(2025, 1, 31), content="一月的事"),
    )  # fmt: skip
    rows = team_days.work_rows(february(session))
    assert [row["工作内容"].text for row in rows] == ["开支部会", "核对收入", "修水渠"]
    assert shown(rows[1], "日期", "记录人", "走访户", "群众诉求") == ["2月11日", member.name, home.head_name(source.today), "修路"]
    assert rows[2]["记录人"].text == member.name


def test_the_diary_has_a_page_for_each_log(session: Session) -> None:
    put(session, *[WorkLog(on=date(2025, 2, day), content=f"第{day}天的事") for day in (3, 7, 21)])
    order = Order("work_diary", month=MONTH)
    assert printing.page_count(printing.preview(session, order)) == 3
    assert printing.page_count(printing.preview(session, Order("work_diary", month="2025-01"))) == 1
    text = read(session, order)
    assert text.index("第3天的事") < text.index("第7天的事") < text.index("第21天的事") and "2025年2月7日周五" in text


def test_a_members_month_counts_only_the_members_own_work(session: Session) -> None:
    source = february(session)
    one, other = source.all_team[0], source.all_team[1]
    homes = [file.household.id for file in source.files[:3]]
    calls = [(homes[0], f"{one.name}、{other.name}", 4), (homes[0], one.name, 5), (homes[1], f"{one.name}、村干部", 5), (homes[2], other.name, 6)]
    put(
        session, *[Visit(household=h, at=datetime(2025, 2, day, 10), visitors=who) for h, who, day in calls],
        WorkLog(on=date(2025, 2, 5), author=one.id, content="长" * 80, solved="便道垫平了。", week_plan="先前的打算"),
        WorkLog(on=date(2025, 2, 9), author=one.id, troubles="联系不上", week_plan="查四组"), WorkLog(on=date(2025, 2, 9), author=other.id, solved="别人的"),
    )  # fmt: skip
    values = team_days.month_figures(PersonSource(one, february(session)))
    assert shown(values, "走访户数", "走访次数", "日志篇数") == ["2", "3", "2"]
    assert shown(values, "办实事", "困难问题", "下月打算") == ["5日：便道垫平了", "9日：联系不上", "查四组"]
    days = team_days.day_rows(PersonSource(one, february(session)))
    assert len(days) == 28 and days[3]["工作内容"].text == "入户走访1户"
    assert days[4]["工作内容"].text == "长" * 45 + "…" and days[4]["走访户"].text.count("、") == 1
    assert shown(days[5], "工作内容", "走访户") == ["", ""]


def test_a_short_name_is_not_found_in_a_longer_one() -> None:
    called = "周明远、李文静"
    assert team_days.took_part(called, "周明远") and not team_days.took_part(called, "周明") and not team_days.took_part(called, "")


@pytest.mark.parametrize(("month", "months", "expected"), [
    ("2025-02", 1, (date(2025, 2, 1), date(2025, 2, 28), "2025年2月")),
    ("2025-12", 1, (date(2025, 12, 1), date(2025, 12, 31), "2025年12月")),
    ("2025-11", 3, (date(2025, 10, 1), date(2025, 12, 31), "2025年第四季度")),
    ("2025-06", 6, (date(2025, 1, 1), date(2025, 6, 30), "2025年上半年")),
    ("2024-07", 12, (date(2024, 1, 1), date(2024, 12, 31), "2024年度")),
])  # fmt: skip
def test_spans_are_whole_months(month: str, months: int, expected: tuple[date, date, str]) -> None:
    span = span_of(month, months)
    assert (span.first, span.last, span.name) == expected


def test_report_figures_are_those_of_the_period(session: Session) -> None:
    source = february(session)
    member, homes = source.all_team[0], [file.household.id for file in source.files]
    made: Sequence[Record] = [
        *marked(member, "1", 3, 4), *marked(member, "3", 5),
        Attendance(member=member.id, on=date(2025, 1, 31), state="1"),
        *[Visit(household=homes[n], at=datetime(2025, 2, 4, 9 + n), request="修路", solved="修了" if n else None) for n in (0, 1)],
        Visit(household=homes[0], at=datetime(2025, 2, 28, 23), request="无"), Visit(household=homes[2], at=datetime(2025, 3, 2)),
        Monitoring(household=homes[0], monitor_kind="2", identified_month="2025-02"),
        Monitoring(household=homes[1], monitor_kind="1", identified_month="2024-06", cleared=True, cleared_month="2025-02"),
        TaskItem(title="路灯", state="3", done_on=date(2025, 2, 9)), TaskItem(title="水渠", state="1", due_on=date(2025, 2, 9)),
    ]  # fmt: skip
    put(session, *made)
    values = report.period_values(february(session), 1)
    names = ("驻村天数", "请假天数", "走访户数", "走访户次", "反映需求件数", "解决需求件数", "新识别户数", "风险消除户数", "办结待办件数")
    assert shown(values, *names) == ["2", "1", "2", "3", "2", "1", "1", "1", "1"]
    assert shown(values, "走访监测户数", "期间") == ["1", "2025年2月"]
    assert shown(report.period_values(february(session), 3), "驻村天数", "走访户数", "走访户次") == ["3", "3", "4"]
    year = report.year_values(VillageSource(session, 2025, MONTH))
    assert shown(year, "期间", "驻村天数", "走访户次") == ["2025年度", "3", "4"]
    standing = report.standing_values(february(session))
    assert shown(standing, "监测户数", "边缘易致贫户数", "脱贫不稳定户数", "已消除户数") == ["1", "1", "0", "1"]
    assert standing["户数"].text == str(len(homes))
    assert int(standing["已结对户数"].text) + int(standing["未结对户数"].text) == len(homes)


def test_monitoring_is_open_from_its_month_until_it_is_cleared() -> None:
    spell = Monitoring(household="h", identified_month="2025-02", cleared=True, cleared_month="2025-06")
    assert [is_watched(spell, month) for month in ("2025-01", "2025-02", "2025-05", "2025-06")] == [False, True, True, False]
    assert not is_watched(Monitoring(household="h", cleared=True), "2025-05"), "消除时间没有写也算消除"


def test_masked_papers_read_masked_records(session: Session) -> None:
    put(session, WorkLog(on=date(2025, 2, 3), content="身份证 511799195006181004 的老人"))
    assert "511799195006181004" in read(session, Order("work_ledger", month=MONTH))
    assert "19500618" not in read(session, Order("work_ledger", month=MONTH, masked=True))


def test_records_of_other_months_stay_out(session: Session) -> None:
    with session.file.read() as connection:
        assert lists.count_records(connection, ATTENDANCE) and lists.count_records(connection, VISIT)
    empty = VillageSource(session, 2001, "2001-05")
    assert team_days.work_rows(empty) == [] and team_days.log_rows(empty) == []
    assert shown(report.period_values(empty, 1), "走访户次", "驻村天数", "请假天数") == ["0", "", ""], "没有考勤的天数不知道"
