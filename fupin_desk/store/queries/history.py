"""Who changed what, when, from what to what, and why: read back from the log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from fupin_desk.core.change import PUT, REMOVE, Change
from fupin_desk.core.merge import Row
from fupin_desk.ledgers.record import Field, Ledger
from fupin_desk.store import journal

_UNKNOWN = "（本机不认识的一项）"


@dataclass(frozen=True)
class Entry:
    """One field changed once. ``before`` and ``after`` are shown values; ``action`` is put, remove or restore."""

    when: datetime
    who: str
    ledger: str
    record: str
    field: str
    label: str
    before: str
    after: str
    why: str
    action: str
    batch: str
    replica: str


def history_of(connection: Connection, ledger: Ledger, record_id: str) -> list[Entry]:
    """Every change of one record, the latest first."""
    entries: list[Entry] = []
    row = Row(ledger.name, record_id)
    for change in journal.changes_of_rows(connection, [record_id])[record_id]:
        old = row.shown()
        row.add(change)
        entries += _entries(ledger, change, old, row.shown())
    return entries[::-1]


def _entries(ledger: Ledger, change: Change, old: dict[str, object], new: dict[str, object]) -> list[Entry]:
    if change.action != PUT:
        word = "删除" if change.action == REMOVE else "恢复"
        return [_entry(ledger, change, "", word, "", "")]
    names = [name for fields in change.values.values() for name in fields]
    gone = [name for name in old if name not in new]
    found = []
    for name in dict.fromkeys([*names, *gone]):
        declared = ledger.by_name.get(name)
        before, after = _show(declared, old.get(name)), _show(declared, new.get(name))
        if before != after:
            found.append(_entry(ledger, change, name, declared.label if declared else _UNKNOWN, before, after))
    order = {f.name: at for at, f in enumerate(ledger.fields)}
    return sorted(found, key=lambda e: order.get(e.field, len(order)), reverse=True)


def _entry(ledger: Ledger, change: Change, name: str, label: str, before: str, after: str) -> Entry:
    return Entry(
        datetime.fromisoformat(change.wall), change.author, ledger.name, change.row, name, label, before, after,
        change.reason, change.action, change.batch, change.replica,
    )  # fmt: skip


def _show(declared: Field | None, value: object) -> str:
    if value is None:
        return ""
    if declared is None:
        return str(value)
    return declared.kind.show(declared.kind.from_plain(value))
