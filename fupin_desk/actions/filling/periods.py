"""The months, quarter, half year or year a paper speaks of, and what the ledger holds of those days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from fupin_desk.actions.filling.source import VillageSource, by_day
from fupin_desk.core.dates import show_day_signed
from fupin_desk.core.lazily import lazily
from fupin_desk.ledgers.card import within
from fupin_desk.ledgers.family import HouseholdFile
from fupin_desk.ledgers.monitoring import Monitoring
from fupin_desk.ledgers.record import Ledger
from fupin_desk.ledgers.team import (
    ATTENDANCE,
    TASK,
    VISIT,
    WORK_LOG,
    Attendance,
    TaskItem,
    TeamMember,
    Visit,
    WorkLog,
    serves,
)
from fupin_desk.store.queries import lists

RecordT = TypeVar("RecordT")
_QUARTERS = "一二三四"
_LEFT = "4"
"""The state of a household that was struck off (已销户): it is counted nowhere."""


@dataclass(frozen=True)
class Span:
    """Whole months, from the first day to the last, and what they are called."""

    first: date
    last: date
    name: str

    @property
    def shown(self) -> str:
        """2026年10月1日至2026年12月31日."""
        return f"{show_day_signed(self.first)}至{show_day_signed(self.last)}"


def span_of(month: str, months: int) -> Span:
    """The month, quarter (3), half year (6) or year (12) that a month (2019-11) lies in."""
    year, number = int(month[:4]), int(month[5:7])
    start = (number - 1) // months * months + 1
    end = start + months - 1
    last = date(year + end // 12, end % 12 + 1, 1) - timedelta(days=1)
    part = {
        1: f"{start}月", 3: f"第{_QUARTERS[(start - 1) // 3]}季度", 6: "上半年" if start == 1 else "下半年", 12: "度",
    }[months]  # fmt: skip
    return Span(date(year, start, 1), last, f"{year}年{part}")


class Held:
    """What the ledger holds of a span; read when first asked for."""

    def __init__(self, source: VillageSource, span: Span) -> None:
        self.source, self.span = source, span

    @lazily
    def calls(self) -> list[tuple[str, str]]:
        """(household, who called) of every visit of the span."""
        session = self.source.session
        low, high = (str(condition.value) for condition in within("at", self.span.first, self.span.last))
        with session.file.read() as connection:
            return lists.calls_between(connection, session.village, low, high)

    def _between(self, ledger: Ledger, column: str) -> list[RecordT]:
        return self.source.between(ledger, column, self.span.first, self.span.last)

    @lazily
    def attendance(self) -> list[Attendance]:
        return self._between(ATTENDANCE, "on")

    @lazily
    def logs(self) -> list[WorkLog]:
        return by_day(self._between(WORK_LOG, "on"), "on")

    @lazily
    def visits(self) -> list[Visit]:
        return by_day(self._between(VISIT, "at"), "at")

    @lazily
    def done_tasks(self) -> list[TaskItem]:
        """What was finished in the span."""
        return self._between(TASK, "done_on")

    @property
    def team(self) -> list[TeamMember]:
        """Those who served on any day of the span."""
        return [m for m in self.source.all_team if serves(m, self.span.first, self.span.last)]


def held_in(source: VillageSource, month: str, months: int) -> Held:
    """What the ledger holds of the span a month lies in; read once for all copies of a paper."""
    span = span_of(month, months)
    found = source.kept.setdefault(("held", span), Held(source, span))
    assert isinstance(found, Held)
    return found


def counted(source: VillageSource) -> list[HouseholdFile]:
    """The households of the paper without those that were struck off."""
    return [file for file in source.files if file.household.state != _LEFT]


def is_watched(record: Monitoring, month: str) -> bool:
    """Whether a spell of monitoring is open at the end of a month (2019-11)."""
    begun = not record.identified_month or record.identified_month <= month
    ended = bool(record.cleared or record.cleared_month) and (record.cleared_month or month) <= month
    return begun and not ended
