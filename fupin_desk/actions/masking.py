"""Masking: a household's file as it may be shown to others, with ID numbers, telephones and bank cards hidden."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from fupin_desk.core.dates import age_on
from fupin_desk.core.shown import mask_card, mask_phone
from fupin_desk.ledgers import idnumber
from fupin_desk.ledgers.family import HouseholdFile
from fupin_desk.ledgers.helping import HELPER, HELPING_UNIT, PAIRING
from fupin_desk.ledgers.household import HOUSEHOLD, MEMBER, Member
from fupin_desk.ledgers.kinds import Text
from fupin_desk.ledgers.monitoring import MONITORING
from fupin_desk.ledgers.record import Field, Ledger
from fupin_desk.ledgers.team import TASK, VISIT
from fupin_desk.ledgers.year import HOUSEHOLD_YEAR

_WRITTEN = (
    (re.compile(
        r"(?<!\d)[1-9]\d{5}[ -]?(?:18|19|20)\d\d[ -]?(?:0[1-9]|1[0-2])[ -]?(?:[0-2]\d|3[01])[ -]?\d{3}[ -]?[\dXx](?:\d\d)?(?!\d)"
        r"|(?<!\d)[1-9]\d{7}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}(?!\d)"
    ), idnumber.mask),
    (re.compile(r"(?<!\d)62\d{2}(?:[ -]?\d){12,15}(?!\d)"), mask_card),
    (re.compile(r"(?<!\d)(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)"), mask_phone),
    (re.compile(r"(?<!\d)0\d{2,3}[ -][2-8]\d{6,7}(?!\d)"), mask_phone),
)  # fmt: skip
"""Numbers that someone wrote into a sentence, parted or not: of citizens and the disabled (18, 15 and 20 digits, GB 11643:
area, birth, the rest), bank cards of China (62…), mobile and fixed-line telephones."""
_OFFICES = frozenset({"village", "helping_unit"})
"""Ledgers whose sentences name the telephones of offices, not of people: 监督电话 stands on notices."""
_NARROW = str.maketrans("０１２３４５６７８９Ｘｘ－　", "0123456789Xx- ")
RecordT = TypeVar("RecordT")
_ADULT = 18


def masked_record(ledger: Ledger, record: RecordT) -> RecordT:
    """The record with every value of a sensitive kind masked, and ID numbers within its texts."""
    hidden: dict[str, Any] = {}
    for f in ledger.fields:
        value = getattr(record, f.name)
        if value not in (None, "", ()):
            shown = _masked(ledger, f, value)
            if shown != value:
                hidden[f.name] = shown
    return dataclasses.replace(record, **hidden) if hidden else record  # type: ignore[type-var]  # every record is one


def _masked(ledger: Ledger, f: Field, value: Any) -> Any:
    if f.kind.sensitive == "mask":
        return f.kind.masked(value)
    if isinstance(f.kind, Text) and isinstance(value, str):
        return masked_text(value, telephones=ledger.name not in _OFFICES)
    return value


def masked_text(text: str, *, telephones: bool = True) -> str:
    """A sentence with the numbers of people in it masked; as it was when there is none."""
    plain = found = text.translate(_NARROW)
    for pattern, mask in _WRITTEN:
        if telephones or mask is not mask_phone:
            found = pattern.sub(lambda hit, mask=mask: mask(hit[0].replace("-", "")), found)  # type: ignore[misc]  # mypy reads no defaults of lambdas
    return text if found == plain else found


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
    pairs = zip(file.members, shown.members, strict=True)
    return dataclasses.replace(shown, members=tuple(_unnamed(member, masked, today) for member, masked in pairs))


def _unnamed(member: Member, masked: Member, today: date) -> Member:
    """The masked member, without a name when the birth, or else the ID number, tells of a child."""
    birth = member.birth or idnumber.inspect(member.id_number or "", today).birth
    child = birth is not None and age_on(birth, today) < _ADULT
    return dataclasses.replace(masked, name=masked.name[:1] + "某某") if child else masked


def _all(ledger: Ledger, records: Sequence[RecordT]) -> tuple[RecordT, ...]:
    return tuple(masked_record(ledger, record) for record in records)
