"""考勤: one month of the work team's days, read and written as the stamped sheet shows them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fupin_desk.actions.session import Session
from fupin_desk.core.dates import days_of_month
from fupin_desk.core.ids import new_id
from fupin_desk.ledgers.card import within
from fupin_desk.ledgers.changes import Changes
from fupin_desk.ledgers.team import ATTENDANCE, TEAM_MEMBER, Attendance, TeamMember, serves
from fupin_desk.store.queries import lists


@dataclass(frozen=True)
class MonthSheet:
    """The team members of a month and the state (code of attendance_state) of each on each day that is recorded.

    A ledger without team members shows the person at work, who is recorded together with the first day.
    """

    month: str
    days: tuple[date, ...]
    members: tuple[TeamMember, ...]
    states: Mapping[tuple[str, date], str]
    today: date
    wanted: int


def month_sheet(session: Session, month: str) -> MonthSheet:
    """The sheet of ``2019-11``. Raises ValueError when it is no month."""
    days = days_of_month(month)
    with session.file.read() as connection:
        team: list[TeamMember] = lists.list_records(connection, TEAM_MEMBER)
        rows: list[Attendance] = lists.list_records(connection, ATTENDANCE, within("on", days[0], days[-1]))
    held = {row.member for row in rows}
    present = [m for m in team if m.id in held or serves(m, days[0], days[-1])]
    members = present or [TeamMember(id=new_id(), name=session.user)]
    states = {(row.member, row.on): row.state for row in rows}
    return MonthSheet(month, days, tuple(members), states, session.today, int(session.parameter("village_days_month")))


def save_month(session: Session, sheet: MonthSheet, changed: Mapping[tuple[str, date], str]) -> Changes:
    """Write changed days of a sheet, (member id, day) -> state, "" to take the record away. Raises Invalid."""
    with session.file.read() as connection:
        rows: list[Attendance] = lists.list_records(connection, ATTENDANCE, within("on", sheet.days[0], sheet.days[-1]))
        known = {m.id for m in lists.list_records(connection, TEAM_MEMBER)}
    held = {(row.member, row.on): row for row in rows}
    fresh = [m for m in sheet.members if m.id not in known and any(member == m.id for member, _ in changed)]
    puts = [_marked(held.get(key), key, state) for key, state in changed.items() if state]
    gone = [held[key].id for key, state in changed.items() if not state and key in held]
    with session.file.work(f"记考勤 {sheet.month}") as work:
        work.put_many([*fresh, *puts])
        if gone:
            work.remove_many(ATTENDANCE, gone)
    return dataclasses.replace(work.result, summary=f"{int(sheet.month[5:])}月考勤已保存，改了 {len(changed)} 处")


def _marked(row: Attendance | None, key: tuple[str, date], state: str) -> Attendance:
    return dataclasses.replace(row, state=state) if row else Attendance(member=key[0], on=key[1], state=state)
