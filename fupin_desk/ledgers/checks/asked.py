"""What a check is given and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from fupin_desk.ledgers.family import HouseholdFile
from fupin_desk.ledgers.household import Member
from fupin_desk.ledgers.record import Record
from fupin_desk.ledgers.year import HouseholdYear


@dataclass(frozen=True)
class Asked:
    """One household on one day, with the county's parameters."""

    file: HouseholdFile
    today: date
    parameter: Callable[[str, int], Any]

    @cached_property
    def people(self) -> list[Member]:
        """Those who belong to the household today."""
        return self.file.people(self.today)

    @cached_property
    def year(self) -> HouseholdYear | None:
        """The latest year on record."""
        return self.file.years[0] if self.file.years else None


class Hit(NamedTuple):
    """One thing to look at: the record, the name of its field, and a sentence that says what is wrong."""

    record: Record
    field: str
    message: str


Check = Callable[[Asked], Iterator[Hit]]
Checks = tuple[tuple[str, str, Check], ...]
"""(number of domain 7, level E W or H, function)."""


def age_on(birth: date, day: date) -> int:
    """Full years of age on a day."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
