"""首页: what waits tonight, the numbers that open their lists, and the four small charts."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fupin_desk.actions.households import overdue_before
from fupin_desk.actions.session import Session
from fupin_desk.actions.visits import DONE, open_tasks
from fupin_desk.core.dates import show_day_short
from fupin_desk.ledgers.card import Card, CardFilter, Condition
from fupin_desk.ledgers.changes import Changes
from fupin_desk.ledgers.codes import code_list
from fupin_desk.ledgers.family import Doubt
from fupin_desk.ledgers.team import ATTENDANCE, TASK, TEAM_MEMBER, VISIT, Attendance, TaskItem, TeamMember
from fupin_desk.store.queries import counts, doubts, lists

IN_VILLAGE = "1"
"""The code of 在村 in the list of attendance states."""
_WEEKS = 8
OVERDUE, TODAY, MONTH, LATER = "已过期", "今天", "本月内", "以后"
_ORDER = {OVERDUE: 0, TODAY: 1, MONTH: 2, LATER: 3}
_SINGLY = 3
"""Up to so many households without helper or with doubts stand singly among the jobs; more are one line."""
_VISIT_KIND, _PROMISE_KIND, _DOUBT_KIND, _PAIRING_KIND = "1", "2", "3", "4"
_VERBS = {_VISIT_KIND: ("登记走访", "visit"), _DOUBT_KIND: ("去核对", "household"), _PAIRING_KIND: ("指派", "pairing")}
"""Code of task_kind -> what the line's button says and does; any other kind is 办结."""


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
    """One line of 要办的事. ``verb`` says what the button at its right end does; ``target`` what it does it to.

    ``action`` is overdue, alone, doubts (lists of households), visit, household, pairing (``target`` is a household, or
    "" for all), task (``target`` is done with) or reopen. ``task`` is the task that the line stands for, if it is one.
    """

    when: str
    kind: str
    title: str
    concerns: str
    due_on: date | None
    verb: str
    action: str
    target: str = ""
    task: TaskItem | None = None


@dataclass(frozen=True)
class Overview:
    """Everything 首页 shows, read at once."""

    numbers: Numbers
    longest: Card | None
    """The household that waits longest for a visit, when any is overdue."""
    alone: tuple[str, ...]
    """Short numbers of the first households without helper."""
    doubt_places: int
    refused_places: int
    """Doubts of level E: the county would send them back."""
    jobs: tuple[Job, ...]
    mine: tuple[Job, ...]
    done: tuple[Job, ...]
    days: tuple[date, ...]
    my_days: frozenset[date]
    weeks: tuple[tuple[date, int], ...]
    target: int
    causes: Mapping[str, int]
    states: Mapping[str, int]
    late: tuple[str, ...]
    """Ids of the overdue households, those waiting longest first."""
    today: date
    visit_days: int


def overview(session: Session) -> Overview:
    """Read 首页."""
    n = numbers(session)
    today = session.today
    late = CardFilter(overdue_before=overdue_before(session), order=(("last_visit", False),))
    with session.file.read() as connection:
        village = session.village
        overdue = lists.card_ids(connection, village, late) if n.overdue else []
        alone = lists.card_ids(connection, village, CardFilter(without_helper=True))[:_SINGLY] if n.without_helper else []
        known = lists.cards(connection, [*overdue[:1], *alone])
        levels = doubts.count_doubts(connection, village)
        causes, states = (lists.count_by(connection, village, column) for column in ("cause", "state"))
    everything = jobs(session)
    mine = tuple(job for job in everything if job.task is not None and job.task.owner == session.user)
    return Overview(
        numbers=n, longest=known.get(overdue[0]) if overdue else None, alone=tuple(known[i].short_number for i in alone),
        doubt_places=sum(number for level, number in levels.items() if level != "H"), refused_places=levels.get("E", 0),
        jobs=tuple(job for job in everything if job.when != LATER), mine=mine, done=tuple(done_jobs(session)),
        days=tuple(days_in_village(session, today.year, today.month)), my_days=frozenset(_my_days(session)),
        weeks=tuple(visits_by_week(session)), target=weekly_target(session),
        causes={code or "": number for code, number in causes.items()},
        states={code or "": number for code, number in states.items()},
        late=tuple(overdue), today=today, visit_days=int(session.parameter("visit_days")),
    )  # fmt: skip


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


# Jobs


def jobs(session: Session) -> list[Job]:
    """What is to be done, grouped by when: standing jobs first, then the promises and tasks by date."""
    today = session.today
    found = [*_overdue_job(session), *_alone_jobs(session), *_doubt_jobs(session)]
    tasks = open_tasks(session)
    known = _cards(session, [t.household for t in tasks])
    days = _visit_days(session, tasks)
    found += [_task_job(task, known, days, today) for task in tasks]
    return sorted(found, key=lambda job: (_ORDER[job.when], job.task is not None, job.due_on or date.max))


def done_jobs(session: Session) -> list[Job]:
    """The tasks done this month, the latest first."""
    month = [Condition("state", "=", DONE), Condition("done_on", ">", f"{session.today:%Y-%m}")]
    with session.file.read() as connection:
        tasks: list[TaskItem] = lists.list_records(connection, TASK, month, order=[("done_on", True)])
    known = _cards(session, [t.household for t in tasks])
    return [
        Job(MONTH, _kind_word(t), t.title, concerns(known.get(t.household or "")), t.done_on, "重新打开", "reopen", t.id, t)
        for t in tasks
    ]


def concerns(card: Card | None) -> str:
    """Whom a line is about: ``王秀兰 0137 二组``."""
    return " ".join(filter(None, [card.head, card.short_number, card.group_name])) if card else ""


def _overdue_job(session: Session) -> list[Job]:
    limit = int(session.parameter("visit_days"))
    with session.file.read() as connection:
        wanted = CardFilter(overdue_before=overdue_before(session), order=(("last_visit", False),))
        ids = lists.card_ids(connection, session.village, wanted)
        known = lists.cards(connection, ids[:2])
    if not ids:
        return []
    first = known[ids[0]]
    title, due = f"{len(ids)} 户超过{limit}天没有走访", session.today - timedelta(days=1)
    if first.last_visit is not None:
        title += f"，最久 {(session.today - first.last_visit.date()).days} 天"
        due = first.last_visit.date() + timedelta(days=limit)
    return [Job(OVERDUE, "走访", title, _names([known[i] for i in ids[:2]], len(ids)), due, "看名单", "overdue")]


def _alone_jobs(session: Session) -> list[Job]:
    with session.file.read() as connection:
        ids = lists.card_ids(connection, session.village, CardFilter(without_helper=True))
        known = lists.cards(connection, ids[:_SINGLY])
    today = session.today
    if len(ids) <= _SINGLY:
        return [
            Job(TODAY, "结对", "没有帮扶责任人，尚未指派", concerns(known[i]), today, "指派", "pairing", i) for i in ids
        ]
    names = _names([known[i] for i in ids[:2]], len(ids))
    return [Job(TODAY, "结对", f"{len(ids)} 户没有帮扶责任人，尚未指派", names, today, "指派", "pairing")]


def _doubt_jobs(session: Session) -> list[Job]:
    with session.file.read() as connection:
        found = [(h, d) for h, d in doubts.all_doubts(connection, session.village) if d.level != "H"]
        homes = list(dict.fromkeys(h for h, _ in found))
        known = lists.cards(connection, homes[:_SINGLY])
    today = session.today
    if len(found) <= _SINGLY:
        return [Job(TODAY, "疑点", _short(d), concerns(known.get(h)), today, "去核对", "household", h) for h, d in found]
    title = f"{len(found)} 处疑点要核对，涉及 {len(homes)} 户"
    return [Job(TODAY, "疑点", title, _names([known[h] for h in homes[:2]], len(homes)), today, "去核对", "doubts")]


def _short(doubt: Doubt) -> str:
    """The first sentence of a doubt: what is wrong, without what to do about it."""
    return doubt.message.split("。")[0]


def _names(cards: Sequence[Card], count: int) -> str:
    names = "、".join(card.head for card in cards)
    return f"{names} 等" if count > len(cards) else names


def _cards(session: Session, households: Sequence[str | None]) -> dict[str, Card]:
    with session.file.read() as connection:
        return lists.cards(connection, list({h for h in households if h}))


def _visit_days(session: Session, tasks: Sequence[TaskItem]) -> dict[str, date]:
    """The days of the visits on which tasks were promised."""
    ids = {t.visit for t in tasks if t.visit}
    with session.file.read() as connection:
        found = (lists.record_by_id(connection, VISIT, i) for i in ids)
        return {visit.id: visit.at.date() for visit in found if visit is not None}


def _kind_word(task: TaskItem) -> str:
    if task.task_kind:
        return code_list("task_kind").label(task.task_kind)
    return "约定" if task.visit else "待办"


def _task_job(task: TaskItem, known: Mapping[str, Card], days: Mapping[str, date], today: date) -> Job:
    verb, action = _VERBS.get(task.task_kind or "", ("办结", "task")) if task.household else ("办结", "task")
    promised = days.get(task.visit or "")
    title = f"{task.title}（{show_day_short(promised, today)}走访约定）" if promised else task.title
    target = task.id if action == "task" else task.household or ""
    about = concerns(known.get(task.household or ""))
    return Job(_when(task.due_on, today), _kind_word(task), title, about, task.due_on, verb, action, target, task)


def _when(due: date | None, today: date) -> str:
    if due is None:
        return MONTH
    if due < today:
        return OVERDUE
    if due == today:
        return TODAY
    return MONTH if (due.year, due.month) == (today.year, today.month) else LATER


# Days and visits


def days_in_village(session: Session, year: int, month: int) -> list[date]:
    """Days of a month on which any team member was in the village."""
    return sorted({row.on for row in _in_village(session, date(year, month, 1))})


def _in_village(session: Session, first: date) -> list[Attendance]:
    following = (first + timedelta(days=32)).replace(day=1)
    span = [Condition("on", ">", (first - timedelta(days=1)).isoformat()), Condition("on", "<", following.isoformat())]
    with session.file.read() as connection:
        return lists.list_records(connection, ATTENDANCE, [*span, Condition("state", "=", IN_VILLAGE)])


def _my_days(session: Session) -> set[date]:
    """Days of this month on which the person at work was in the village."""
    with session.file.read() as connection:
        me = {m.id for m in lists.list_records(connection, TEAM_MEMBER, [Condition("name", "=", session.user)])}
    return {row.on for row in _in_village(session, session.today.replace(day=1)) if row.member in me}


def visits_by_week(session: Session) -> list[tuple[date, int]]:
    """(Monday, number of visits) of the last eight weeks, the oldest first."""
    monday = session.today - timedelta(days=session.today.weekday())
    first = monday - timedelta(weeks=_WEEKS - 1)
    weeks = {first + timedelta(weeks=i): 0 for i in range(_WEEKS)}
    with session.file.read() as connection:
        by_day = counts.records_by_day(connection, VISIT, "at", first, session.today)
    for day, number in by_day.items():
        weeks[day - timedelta(days=day.weekday())] += number
    return list(weeks.items())


def weekly_target(session: Session) -> int:
    """Visits a week when every household is to be seen once in the visit limit's days."""
    with session.file.read() as connection:
        homes, _ = lists.counts(connection, session.village, CardFilter())
    return round(homes * 7 / int(session.parameter("visit_days")))


def mark_day(session: Session, day: date, state: str = IN_VILLAGE) -> Changes:
    """Record the state of the person at work for a day (the month grid of 首页); the same state again takes it away.

    Raises Invalid for a day that has not come yet.
    """
    with session.file.read() as connection:
        team: list[TeamMember] = lists.list_records(connection, TEAM_MEMBER)
        me = next((m for m in team if m.name == session.user), None)
        mine = lists.list_records(connection, ATTENDANCE, [Condition("on", "=", day.isoformat())]) if me else []
    word, shown = code_list("attendance_state").label(state), show_day_short(day, session.today)
    with session.file.work(f"记考勤 {day.isoformat()}") as work:
        member = me or work.put(TeamMember(name=session.user))
        old = next((a for a in mine if a.member == member.id), None)
        if old is not None and old.state == state:
            work.remove(ATTENDANCE, old.id)
            words = f"{session.user} {shown}不再记为{word}"
        else:
            work.put(dataclasses.replace(old, state=state) if old else Attendance(member=member.id, on=day, state=state))
            words = f"{session.user} {shown}记为{word}"
    return dataclasses.replace(work.result, summary=words)
