"""Everything the ledger knows of one household, as one frozen value (一户一档)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from fupin_desk.ledgers import income
from fupin_desk.ledgers.helping import Helper, HelpingUnit, Pairing, main_pairing
from fupin_desk.ledgers.household import Household, Member, head_of, people_on
from fupin_desk.ledgers.monitoring import Monitoring
from fupin_desk.ledgers.team import TaskItem, Visit
from fupin_desk.ledgers.village import VillageGroup
from fupin_desk.ledgers.year import HouseholdYear, totals_of


@dataclass(frozen=True)
class Doubt:
    """疑点: one record that a rule questions. ``rule`` is the number of domain 7, ``level`` E, W or H."""

    rule: str
    level: str
    ledger: str
    record: str
    field: str
    message: str


@dataclass(frozen=True)
class HouseholdFile:
    """A household with all that hangs on it. ``years`` and ``visits`` run from the latest to the earliest.

    ``twins`` names, for the first 18 characters of an ID number, where else in the ledger it stands (户主 names).
    """

    household: Household
    members: tuple[Member, ...] = ()
    years: tuple[HouseholdYear, ...] = ()
    pairings: tuple[Pairing, ...] = ()
    visits: tuple[Visit, ...] = ()
    monitoring: tuple[Monitoring, ...] = ()
    tasks: tuple[TaskItem, ...] = ()
    helpers: Mapping[str, Helper] = field(default_factory=dict)
    units: Mapping[str, HelpingUnit] = field(default_factory=dict)
    group: VillageGroup | None = None
    twins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def people(self, on: date) -> list[Member]:
        """The people of this household on a day."""
        return people_on(self.members, on)

    def head(self, on: date) -> Member | None:
        return head_of(self.members, on)

    def head_name(self, on: date) -> str:
        """The name the household goes by: its 户主, else its first person, else its number."""
        head = self.head(on)
        if head is not None:
            return head.name
        people = self.people(on) or list(self.members)
        return people[0].name if people else (self.household.number or "")

    def year(self, year: int) -> HouseholdYear | None:
        return next((y for y in self.years if y.year == year), None)

    def size_in(self, year: HouseholdYear, today: date) -> int:
        """The family size that the year's income is shared by: the people at the year's end, or today if sooner."""
        return len(self.people(min(date(year.year, 12, 31), today)))

    def per_capita_fen(self, year: HouseholdYear, today: date) -> int | None:
        """人均纯收入 of a year in 分, computed; None without people or without any income item."""
        totals = totals_of(year)
        size = self.size_in(year, today)
        if not size or totals.empty:
            return None
        return income.per_capita_fen(totals.net, size)

    def main_pairing(self, on: date) -> Pairing | None:
        return main_pairing(self.pairings, on)
