"""The month of the work team, day by day: attendance with its marks, logs, calls, and what each member did."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby

from fupin_desk.actions.filling.periods import Held, held_in
from fupin_desk.actions.filling.source import PersonSource, VillageSource
from fupin_desk.actions.filling.words import Values, number_value, record_values
from fupin_desk.core.dates import show_month, show_weekday
from fupin_desk.forms.values import Value
from fupin_desk.ledgers.codes import code_list
from fupin_desk.ledgers.team import WORK_LOG, Attendance, TeamMember, Visit, WorkLog, serves
from fupin_desk.store.queries import lists

HERE, AWAY, LEAVE, ABSENT = "1", "2", "3", "4"
"""States of a day: 在村 √, 出差 ○, 请假 △, 缺勤 ×."""
NO_DAY = "／"
"""Stands in the columns of days that the month lacks, and of days on which the member did not serve."""
DAY_NAMES = tuple(f"{number}日" for number in range(1, 32))
_MOST_OF_DAY = 46
_NAMES = re.compile(r"[、，,；;\s]+")


def weekdays(source: VillageSource) -> Values:
    """一 to 日 under the days of the month that is printed."""
    found = {f"{day.day}日": Value(show_weekday(day)[-1]) for day in source.days}
    return {name: found.get(name, Value(NO_DAY)) for name in DAY_NAMES}


def attendance_rows(source: VillageSource) -> list[Values]:
    """The month's team, a mark for each day, the counts of days and the reasons of those not spent in the village."""
    return [_sheet_row(source, member) for member in source.month_team]


def _sheet_row(source: VillageSource, member: TeamMember) -> Values:
    rows = [row for row in source.attendance if row.member == member.id]
    marks = {row.on.day: code_list("attendance_state").short(row.state) for row in rows}
    for day in source.days:
        if not serves(member, day, day):
            marks.setdefault(day.day, NO_DAY)
    shown = {
        f"{number}日": Value(marks.get(number, "") if number <= len(source.days) else NO_DAY) for number in range(1, 32)
    }
    return {
        "姓名": Value(member.name), "单位职务": Value(employer(source, member) + (member.duty or "")),
        "派出单位": Value(employer(source, member)), **shown, **day_counts(rows), "事由": Value(reasons(rows)),
    }  # fmt: skip


def day_counts(rows: Sequence[Attendance]) -> Values:
    """驻村天数, 出差天数, 请假天数, 缺勤天数 and the nights spent in the village; empty when no day is recorded."""
    states = Counter(row.state for row in rows)
    counts = {
        "驻村天数": states[HERE], "出差天数": states[AWAY], "请假天数": states[LEAVE], "缺勤天数": states[ABSENT],
        "住村天数": sum(bool(row.night) for row in rows),
    }  # fmt: skip
    return {name: number_value(count if rows else None) for name, count in counts.items()}


def reasons(rows: Iterable[Attendance]) -> str:
    """6—8日病假；15日县里开会: neighbouring days with the same state and reason in one."""
    told = sorted((row for row in rows if row.reason and row.state != HERE), key=lambda row: row.on)
    found = []
    for _, same in groupby(enumerate(told), key=lambda pair: _run(*pair)):
        days = [row for _, row in same]
        when = f"{days[0].on.day}日" if len(days) == 1 else f"{days[0].on.day}—{days[-1].on.day}日"
        found.append(f"{when}{days[0].reason}")
    return "；".join(found)


def _run(at: int, row: Attendance) -> tuple[date, str, str | None]:
    """The same for neighbouring days of one state and reason: the day that the run would have begun at place 0."""
    return row.on - timedelta(days=at), row.state, row.reason


def employer(source: VillageSource, member: TeamMember) -> str:
    """The name of the unit that sent a member."""
    return next((unit.name for unit in source.units if unit.id == member.unit), "")


def log_rows(source: VillageSource) -> list[Values]:
    """The month's logs, each with its author, by day."""
    return [_log_row(source, log) for log in source.logs]


def _log_row(source: VillageSource, log: WorkLog) -> Values:
    author = next((m.name for m in source.all_team if m.id == log.author), "")
    return {**record_values(WORK_LOG, log), "星期": Value(show_weekday(log.on)), "记录人": Value(author)}


def work_rows(source: VillageSource) -> list[Values]:
    """Logs and calls of the month together, by day: the team's work ledger."""
    homes = heads(source, source.visits)
    found = [(log.on, _ledger_row(_log_row(source, log), log.on)) for log in source.logs]
    for visit in source.visits:
        row = {
            "记录人": Value(visit.visitors or ""), "工作内容": Value(visit.content or "入户走访"),
            "走访户": Value(homes.get(visit.household, "")), "群众诉求": Value(visit.request or ""),
            "解决情况": Value(visit.solved or ""), "地点": Value("农户家中"),
        }  # fmt: skip
        found.append((visit.at.date(), _ledger_row(row, visit.at.date())))
    return [row for _, row in sorted(found, key=lambda pair: pair[0])]


def _ledger_row(row: Values, day: date) -> Values:
    wanted = ("记录人", "地点", "工作内容", "走访户", "群众诉求", "解决情况")
    return {**{name: row[name] for name in wanted}, "日期": Value(f"{day.month}月{day.day}日", raw=day)}


def heads(source: VillageSource, visits: Iterable[Visit]) -> dict[str, str]:
    """The 户主 of the households that were called on, by household id."""
    with source.session.file.read() as connection:
        cards = lists.cards(connection, sorted({visit.household for visit in visits}))
    return {household: card.head for household, card in cards.items()}


def took_part(visitors: str | None, name: str) -> bool:
    """Whether a member of this name is among those who called."""
    return bool(name) and name in _NAMES.split(visitors or "")


def month_figures(source: PersonSource) -> Values:
    """What one member did in the month that is printed: days, calls, logs, and what the logs say."""
    around = source.around
    return _figures(source, held_in(around, around.month, 1), show_month(around.month))


def year_figures(source: PersonSource) -> Values:
    """The same counts for the year that is printed."""
    return _figures(source, held_in(source.around, f"{source.around.year or source.around.today.year}-01", 12), "")


def _figures(source: PersonSource, held: Held, name: str) -> Values:
    member = source.member
    rows = [row for row in held.attendance if row.member == member.id]
    logs = [log for log in held.logs if log.author == member.id]
    calls = [household for household, visitors in held.calls if took_part(visitors, member.name)]
    plan = next((log.week_plan for log in reversed(logs) if log.week_plan), "")
    return {
        "期间": Value(name), **day_counts(rows), "走访户数": number_value(len(set(calls))), "走访次数": number_value(len(calls)),
        "日志篇数": number_value(len(logs)), "请假事由": Value(reasons(rows)),
        "办实事": Value(_told((log.on, log.solved) for log in logs)),
        "困难问题": Value(_told((log.on, log.troubles) for log in logs)), "下月打算": Value(plan or ""),
    }  # fmt: skip


def _told(parts: Iterable[tuple[date, str | None]]) -> str:
    """3日：…；8日：…, leaving out days with nothing to tell."""
    return "；".join(f"{day.day}日：{text.strip().rstrip('。；')}" for day, text in parts if text and text.strip())


def day_rows(source: PersonSource) -> list[Values]:
    """One member's month, a row for each day: mark, place, work, households called on."""
    around, member = source.around, source.member
    visits = [visit for visit in around.visits if took_part(visit.visitors, member.name)]
    homes = heads(around, visits)
    marks = {row.on: row.state for row in around.attendance if row.member == member.id}
    logs = {log.on: log for log in around.logs if log.author == member.id}
    found = []
    for day in around.days:
        called = [homes.get(visit.household, "") for visit in visits if visit.at.date() == day]
        log, mark = logs.get(day), marks.get(day)
        work = log.content if log else f"入户走访{len(set(called))}户" if called else ""
        found.append({
            "日期": Value(f"{day.day}日", raw=day), "星期": Value(show_weekday(day)[-1]),
            "考勤": Value(code_list("attendance_state").short(mark) if mark else ""),
            "地点": Value((log.place or "") if log else ""), "工作内容": Value(_short(work or "")),
            "走访户": Value(_few(list(dict.fromkeys(called))) or ((log.households or "") if log else "")),
        })  # fmt: skip
    return found


def _short(text: str) -> str:
    """What stands in two lines of the month's sheet; the whole of it is in the diary."""
    line = " ".join(text.split())
    return line if len(line) <= _MOST_OF_DAY else line[: _MOST_OF_DAY - 1] + "…"


def _few(names: Sequence[str]) -> str:
    """Up to four names, else three and how many there are."""
    return "、".join(names) if len(names) <= 4 else f"{'、'.join(names[:3])}等{len(names)}户"


def member_values(source: PersonSource) -> Values:
    """The unit that sent the member, and the term: what the ledger's own labels do not say as one text."""
    member = source.member
    first, last = member.since, member.until
    term = f"{first:%Y.%m}—" + (f"{last:%Y.%m}" if last else "至今") if first else ""
    return {"派出单位": Value(employer(source.around, member)), "起止时间": Value(term)}
