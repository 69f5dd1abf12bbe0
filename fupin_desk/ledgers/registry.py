"""The list of all ledgers. A new ledger is one module, one line here and one migration."""

from __future__ import annotations

from collections.abc import Mapping

from fupin_desk.core.errors import DeskError
from fupin_desk.ledgers.attachment import ATTACHMENT
from fupin_desk.ledgers.helping import HELPER, HELPING_UNIT, PAIRING
from fupin_desk.ledgers.household import HOUSEHOLD, MEMBER
from fupin_desk.ledgers.monitoring import MONITORING
from fupin_desk.ledgers.papers import OWN_FORM, PRINT_LOG
from fupin_desk.ledgers.record import Ledger, Record
from fupin_desk.ledgers.team import ATTENDANCE, TASK, TEAM_MEMBER, VISIT, WORK_LOG
from fupin_desk.ledgers.village import VILLAGE, VILLAGE_GROUP
from fupin_desk.ledgers.year import HOUSEHOLD_YEAR

LEDGERS: tuple[Ledger, ...] = (
    VILLAGE, VILLAGE_GROUP,
    HOUSEHOLD, MEMBER, HOUSEHOLD_YEAR, MONITORING,
    HELPING_UNIT, HELPER, PAIRING,
    TEAM_MEMBER, ATTENDANCE, VISIT, WORK_LOG, TASK,
    ATTACHMENT, PRINT_LOG, OWN_FORM,
)  # fmt: skip

BY_NAME: Mapping[str, Ledger] = {ledger.name: ledger for ledger in LEDGERS}
_BY_RECORD: Mapping[type[Record], Ledger] = {ledger.record: ledger for ledger in LEDGERS}


def find_ledger(text: str) -> Ledger:
    """A ledger by code name or label. Raises DeskError that lists the names there are."""
    for ledger in LEDGERS:
        if text in (ledger.name, ledger.label):
            return ledger
    names = "、".join(f"{ledger.name}（{ledger.label}）" for ledger in LEDGERS)
    raise DeskError(f"没有叫“{text}”的台账。没有改动任何内容。可以用的有：{names}。")


def ledger_of(record: Record) -> Ledger:
    """The ledger a record belongs to."""
    return _BY_RECORD[type(record)]
