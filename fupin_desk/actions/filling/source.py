"""What the copies of a form are filled from; parts of the ledger are read when a form first asks for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import TypeVar

from fupin_desk.actions.masking import masked_file, masked_record, posted_file
from fupin_desk.actions.session import Session, village_of
from fupin_desk.core.dates import days_of_month
from fupin_desk.core.lazily import lazily
from fupin_desk.ledgers.card import CardFilter, Condition, within
from fupin_desk.ledgers.family import HouseholdFile
from fupin_desk.ledgers.helping import HELPING_UNIT, HelpingUnit
from fupin_desk.ledgers.record import Ledger
from fupin_desk.ledgers.team import (
    ATTENDANCE,
    TEAM_MEMBER,
    VISIT,
    WORK_LOG,
    Attendance,
    TeamMember,
    Visit,
    WorkLog,
    serves,
)
from fupin_desk.ledgers.village import VILLAGE, Village
from fupin_desk.store.queries import families, lists

BY_GROUP = (("group_name", False), ("number", False))
"""The order of every batch: by group, then by number."""
_AT_ONCE = 100
RecordT = TypeVar("RecordT")


class VillageSource:
    """The village as forms see it: for a year, a month (2019-11), these households (None = all), in full, masked, or fit to be posted.

    Everything of a copy comes from here, so that a masked copy can show no full number.
    """

    def __init__(
        self, session: Session, year: int, month: str = "", households: Sequence[str] | None = None, *,
        masked: bool = False, posted: bool = False,
    ) -> None:  # fmt: skip
        self.session, self.year, self.households = session, year, households
        self.masked, self.posted = masked or posted, posted
        self.month = month or f"{session.today:%Y-%m}"
        self.today, self.person = session.today, session.user
        self.kept: dict[object, object] = {}  # what a theme has worked out once for all copies

    def one(self, ledger: Ledger, record: RecordT) -> RecordT:
        """A record as it may be shown in this copy."""
        return masked_record(ledger, record) if self.masked else record

    def _listed(self, ledger: Ledger, conditions: Sequence[Condition] = ()) -> list[RecordT]:
        with self.session.file.read() as connection:
            found: list[RecordT] = lists.list_records(connection, ledger, conditions)
        return [self.one(ledger, record) for record in found]

    @lazily
    def village(self) -> Village:
        return self.one(VILLAGE, village_of(self.session))

    @lazily
    def ids(self) -> list[str]:
        """The households of the copy, by group and number."""
        with self.session.file.read() as connection:
            return lists.card_ids(connection, self.session.village, CardFilter(order=BY_GROUP, households=_tuple(self.households)))

    @lazily
    def files(self) -> list[HouseholdFile]:
        """The households with all that hangs on them but their visits."""
        with self.session.file.read() as connection:
            found = families.load_files(connection, self.ids, visits=False)
        return [self.shown(file) for file in found]

    def whole_files(self, ids: Sequence[str]) -> Iterator[HouseholdFile]:
        """These households with their visits too, a hundred at a time, so that memory does not grow with their number."""
        for at in range(0, len(ids), _AT_ONCE):
            with self.session.file.read() as connection:
                files = families.load_files(connection, ids[at : at + _AT_ONCE])
            yield from map(self.shown, files)

    def shown(self, file: HouseholdFile) -> HouseholdFile:
        """A household as it may be shown in this copy; on a ``posted`` one no child is named."""
        if self.posted:
            return posted_file(file, self.today)
        return masked_file(file) if self.masked else file

    @lazily
    def all_team(self) -> list[TeamMember]:
        """Everybody who ever served in the team, in the ledger's order."""
        return self._listed(TEAM_MEMBER)

    @lazily
    def team(self) -> list[TeamMember]:
        """Those who serve on the day of printing, the first secretary and the leader first."""
        here = [m for m in self.all_team if serves(m, self.today, self.today)]
        return sorted(here, key=lambda m: (not m.first_secretary, not m.leader))

    @lazily
    def units(self) -> list[HelpingUnit]:
        return self._listed(HELPING_UNIT)

    @lazily
    def days(self) -> tuple[date, ...]:
        """The days of the month that is printed."""
        return days_of_month(self.month)

    @lazily
    def month_team(self) -> list[TeamMember]:
        """Those who served on any day of the month, and whoever has a state recorded in it."""
        held = {row.member for row in self.attendance}
        found = [m for m in self.all_team if m.id in held or serves(m, self.days[0], self.days[-1])]
        return sorted(found, key=lambda m: (not m.first_secretary, not m.leader))

    @lazily
    def attendance(self) -> list[Attendance]:
        """The month's states, one for each team member and day."""
        return self.between(ATTENDANCE, "on", self.days[0], self.days[-1])

    @lazily
    def logs(self) -> list[WorkLog]:
        """The month's work logs, by day."""
        return by_day(self.between(WORK_LOG, "on", self.days[0], self.days[-1]), "on")

    @lazily
    def visits(self) -> list[Visit]:
        """The month's visits at all households, by time."""
        return by_day(self.between(VISIT, "at", self.days[0], self.days[-1]), "at")

    def between(self, ledger: Ledger, column: str, first: date, last: date) -> list[RecordT]:
        """The records of whole months, in the ledger's order."""
        return self._listed(ledger, within(column, first, last))


@dataclass(frozen=True)
class HouseholdSource:
    """One household's copy. ``visits`` limits how many stand on it, so that rows stay free for the pen."""

    file: HouseholdFile
    around: VillageSource
    visits: int = 3

    @property
    def year(self) -> int:
        return self.around.year

    @property
    def today(self) -> date:
        return self.around.today


@dataclass(frozen=True)
class PersonSource:
    """One team member's copy."""

    member: TeamMember
    around: VillageSource


def by_day(records: Iterable[RecordT], column: str) -> list[RecordT]:
    """Records by a column of days or moments."""
    return sorted(records, key=attrgetter(column))


def _tuple(households: Sequence[str] | None) -> tuple[str, ...] | None:
    return None if households is None else tuple(households)
