"""Masking: a household's file as it may be shown to others, with ID numbers, telephones and bank cards hidden."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from fupin_desk.core.dates import age_on
from fupin_desk.ledgers import idnumber
from fupin_desk.ledgers.family import HouseholdFile
from fupin_desk.ledgers.helping import HELPER, HELPING_UNIT, PAIRING
from fupin_desk.ledgers.household import HOUSEHOLD, MEMBER, Member
from fupin_desk.ledgers.kinds import Text
from fupin_desk.ledgers.monitoring import MONITORING
from fupin_desk.ledgers.record import Field, Ledger
from fupin_desk.ledgers.team import TASK, VISIT
from fupin_desk.ledgers.year import HOUSEHOLD_YEAR

_WRITTEN = re.compile(r"(?<![0-9])[1-9]\d{5}(?:19|20)\d{9}[0-9Xx](?![0-9])")
"""A citizen's number that someone wrote into a sentence (GB 11643: area, year of birth, the rest)."""
RecordT = TypeVar("RecordT")
_ADULT = 18


def masked_record(ledger: Ledger, record: RecordT) -> RecordT:
    """The record with every value of a sensitive kind masked, and ID numbers within its texts."""
    hidden: dict[str, Any] = {}
    for f in ledger.fields:
        value = getattr(record, f.name)
        if value not in (None, "", ()):
            shown = _masked(f, value)
            if shown != value:
                hidden[f.name] = shown
    return dataclasses.replace(record, **hidden) if hidden else record  # type: ignore[type-var]  # every record is one


def _masked(f: Field, value: Any) -> Any:
    if f.kind.sensitive == "mask":
        return f.kind.masked(value)
    if isinstance(f.kind, Text) and isinstance(value, str):
        return _WRITTEN.sub(lambda found: idnumber.mask(found[0]), value)
    return value


def masked_file(file: HouseholdFile) -> HouseholdFile:
    """Everything about a household with masked values: whatever is made of it can show no full number."""
    return dataclasses.replace(
        file, household=masked_record(HOUSEHOLD, file.household), members=_all(MEMBER, file.members),
        years=_all(HOUSEHOLD_YEAR, file.years), pairings=_all(PAIRING, file.pairings), visits=_all(VISIT, file.visits),
        monitoring=_all(MONITORING, file.monitoring), tasks=_all(TASK, file.tasks),
        helpers={key: masked_record(HELPER, helper) for key, helper in file.helpers.items()},
        units={key: masked_record(HELPING_UNIT, unit) for key, unit in file.units.items()},
    )  # fmt: skip


def posted_file(file: HouseholdFile, today: date) -> HouseholdFile:
    """The same for papers that hang in public: children, also a child that is head of its household, lose their names
    (domain 5.6: minors are not named in public)."""
    shown = masked_file(file)
    return dataclasses.replace(shown, members=tuple(_unnamed(member, today) for member in shown.members))


def _unnamed(member: Member, today: date) -> Member:
    child = member.birth is not None and age_on(member.birth, today) < _ADULT
    return dataclasses.replace(member, name=member.name[:1] + "某某") if child else member


def _all(ledger: Ledger, records: Sequence[RecordT]) -> tuple[RecordT, ...]:
    return tuple(masked_record(ledger, record) for record in records)
