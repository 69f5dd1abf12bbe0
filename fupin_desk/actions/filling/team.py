"""Values of papers of the work team and of procedure: the month's days, logs and calls, reports, public lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fupin_desk.actions.filling import notices, report, team_days
from fupin_desk.actions.filling.source import PersonSource, VillageSource
from fupin_desk.actions.filling.words import Values, record_values
from fupin_desk.ledgers.team import TEAM_MEMBER


def _member(source: PersonSource) -> Values:
    return {**record_values(TEAM_MEMBER, source.member), **team_days.member_values(source)}


SCALARS: Mapping[str, Callable[[VillageSource], Values]] = {
    "月历": team_days.weekdays,
    "本月": lambda s: report.period_values(s, 1),
    "本季": lambda s: report.period_values(s, 3),
    "本半年": lambda s: report.period_values(s, 6),
    "全年": report.year_values,
    "现状": report.standing_values,
    "公示": notices.counts,
}
LISTS: Mapping[str, Callable[[VillageSource], list[Values]]] = {
    "考勤": team_days.attendance_rows,
    "日志": team_days.log_rows,
    "工作": team_days.work_rows,
    "识别名单": lambda s: notices.listed(s, notices.IDENTIFIED),
    "消除名单": lambda s: notices.listed(s, notices.CLEARED),
    "退出名单": lambda s: notices.listed(s, notices.EXITED),
    "评议名单": notices.review_rows,
}
PERSON_SCALARS: Mapping[str, Callable[[PersonSource], Values]] = {
    "队员": _member,
    "本月": team_days.month_figures,
    "本年": team_days.year_figures,
}
PERSON_LISTS: Mapping[str, Callable[[PersonSource], list[Values]]] = {"纪实": team_days.day_rows}
