"""首页: what waits tonight, the numbers that open their lists, and the four small charts."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from fupin_desk.actions.households import overdue_before
from fupin_desk.actions.session import Session
from fupin_desk.actions.visits import open_tasks, visits_on
from fupin_desk.ledgers.card import CardFilter, Condition
from fupin_desk.ledgers.changes import Changes
from fupin_desk.ledgers.team import ATTENDANCE, TEAM_MEMBER, Attendance, TeamMember
from fupin_desk.store.queries import lists

IN_VILLAGE = "1"
"""The code of 在村 in the list of attendance states."""
_WEEKS = 8
OVERDUE, TODAY, MONTH, LATER = "已过期", "今天", "本月内", "以后"


@dataclass(frozen=True)
class Numbers:
    """The strip of 首页; every number opens the rows behind it."""

    households: int
    people: int
    overdue: int
    without_helper: int
    doubtful: int
    days_in_village: int
    days_wanted: int


@dataclass(frozen=True)
class Job:
    """One line of 要办的事. ``verb`` says what the button at its right end does; ``target`` what it does it to."""

    when: str
    kind: str
    title: str
    concerns: str
    due_on: date | None
    verb: str
    action: str
    target: str = ""


def numbers(session: Session) -> Numbers:
    """The numbers of the strip as of today."""
    with session.file.read() as connection:
        village = session.village
        homes, people = lists.counts(connection, village, CardFilter())
        overdue, _ = lists.counts(connection, village, CardFilter(overdue_before=overdue_before(session)))
        alone, _ = lists.counts(connection, village, CardFilter(without_helper=True))
        doubtful, _ = lists.counts(connection, village, CardFilter(with_doubts=True))
    days = days_in_village(session, session.today.year, session.today.month)
    wanted = int(session.parameter("village_days_month"))
    return Numbers(homes, people, overdue, alone, doubtful, len(days), wanted)


def jobs(session: Session) -> list[Job]:
    """What is to be done, grouped by when: standing jobs first, then the promises and tasks by date."""
    found: list[Job] = []
    n = numbers(session)
    if n.overdue:
        days = int(session.parameter("visit_days"))
        found.append(Job(OVERDUE, "走访", f"{n.overdue} 户超过 {days} 天没有走访", "", None, "登记走访", "overdue"))
    if n.without_helper:
        found.append(Job(TODAY, "结对", f"{n.without_helper} 户没有帮扶责任人", "", None, "指派", "pairing"))
    if n.doubtful:
        found.append(Job(TODAY, "疑点", f"{n.doubtful} 户有疑点数据要核对", "", None, "去核对", "doubts"))
    with session.file.read() as connection:
        tasks = open_tasks(session)
        known = lists.cards(connection, [t.household for t in tasks if t.household])
    for task in tasks:
        card = known.get(task.household or "")
        concerns = f"{card.head} {card.short_number}" if card else ""
        found.append(Job(_when(task.due_on, session.today), "待办", task.title, concerns, task.due_on, "办结", "task", task.id))
    order = {OVERDUE: 0, TODAY: 1, MONTH: 2, LATER: 3}
    return sorted(found, key=lambda job: (order[job.when], job.due_on or date.min))


def _when(due: date | None, today: date) -> str:
    if due is None:
        return MONTH
    if due < today:
        return OVERDUE
    if due == today:
        return TODAY
    return MONTH if (due.year, due.month) == (today.year, today.month) else LATER


def days_in_village(session: Session, year: int, month: int) -> list[date]:
    """Days of a month on which any team member was in the village."""
    first = date(year, month, 1)
    following = (first + timedelta(days=32)).replace(day=1)
    span = [Condition("on", ">", (first - timedelta(days=1)).isoformat()), Condition("on", "<", following.isoformat())]
    with session.file.read() as connection:
        rows: list[Attendance] = lists.list_records(connection, ATTENDANCE, [*span, Condition("state", "=", IN_VILLAGE)])
    return sorted({row.on for row in rows})


def visits_by_week(session: Session) -> list[tuple[date, int]]:
    """(Monday, number of visits) of the last eight weeks, the oldest first."""
    monday = session.today - timedelta(days=session.today.weekday())
    first = monday - timedelta(weeks=_WEEKS - 1)
    weeks = {first + timedelta(weeks=i): 0 for i in range(_WEEKS)}
    start = datetime.combine(first, time.min) - timedelta(minutes=1)
    for visit in visits_on(session, start, datetime.combine(session.today, time.max)):
        weeks[visit.at.date() - timedelta(days=visit.at.weekday())] += 1
    return list(weeks.items())


def weekly_target(session: Session) -> int:
    """Visits a week when every household is to be seen once in the visit limit's days."""
    with session.file.read() as connection:
        homes, _ = lists.counts(connection, session.village, CardFilter())
    return round(homes * 7 / int(session.parameter("visit_days")))


def mark_day(session: Session, day: date, state: str = IN_VILLAGE) -> Changes:
    """Record the state of the person at work for a day (the month grid of 首页)."""
    with session.file.read() as connection:
        team: list[TeamMember] = lists.list_records(connection, TEAM_MEMBER)
        me = next((m for m in team if m.name == session.user), None)
        mine = lists.list_records(connection, ATTENDANCE, [Condition("on", "=", day.isoformat())]) if me else []
    with session.file.work(f"记考勤 {day.isoformat()}") as work:
        member = me or work.put(TeamMember(name=session.user))
        old = next((a for a in mine if a.member == member.id), None)
        if old is not None and old.state == state:
            work.remove(ATTENDANCE, old.id)
        else:
            work.put(dataclasses.replace(old, state=state) if old else Attendance(member=member.id, on=day, state=state))
    return work.result
