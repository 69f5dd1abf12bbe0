"""The tables as the fold of the log: worked out anew from the change records, to compare or to rebuild."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from fupin_desk.core.change import Change
from fupin_desk.core.merge import Row, fold
from fupin_desk.ledgers.record import Ledger
from fupin_desk.ledgers.registry import BY_NAME, LEDGERS
from fupin_desk.store import journal, rows
from fupin_desk.store.schema import TABLES, head

Columns = dict[str, object]


def by_row(changes: Iterable[Change]) -> dict[str, list[Change]]:
    """The changes sorted by the record they belong to."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(change.row, []).append(change)
    return found


def row_columns(village: str, ledger: Ledger, changes: list[Change]) -> Columns | None:
    """The table row that these changes of one record make; None before the change that creates it has arrived."""
    row = fold(changes)
    if row.created is None:
        return None
    born, last = row.created, max(changes, key=lambda c: (c.stamp, c.replica, c.seq))
    plain = {name: value for name, value in row.shown().items() if value is not None}
    return {
        "village": village, "id": row.row, **rows.plain_to_columns(ledger, plain),
        "search": rows.search_text(ledger, plain), "version": len(row.dots), "created_at": born.wall,
        "created_by": born.author, "changed_at": last.wall, "changed_by": last.author, "removed": int(row.removed),
        "born_replica": born.replica, "born_seq": born.seq,
    }  # fmt: skip


def row_heads(row: Row) -> list[dict[str, object]]:
    """The rows of the head table for one record."""
    return [
        {"row": row.row, "grp": group, "replica": dot[0], "seq": dot[1]} for group in row.edited for dot in row.edited[group]
    ]


def rebuild(connection: Connection, village: str) -> None:
    """Write every ledger table and the heads anew from the log. Cards are worked out afterwards by the caller."""
    for ledger in LEDGERS:
        connection.execute(delete(TABLES[ledger.name]))
    connection.execute(delete(head))
    lines: dict[str, list[Columns]] = {}
    heads: list[dict[str, object]] = []
    for changes in by_row(journal.all_changes(connection)).values():
        known = BY_NAME.get(changes[0].ledger)
        columns = row_columns(village, known, changes) if known else None
        if known and columns:
            lines.setdefault(known.name, []).append(columns)
        heads += row_heads(fold(changes))
    for name, found in lines.items():
        connection.execute(insert(TABLES[name]), found)
    if heads:
        connection.execute(insert(head), heads)


def differences(connection: Connection, village: str) -> list[str]:
    """Ids of records whose table row is not what the log makes of them: must be empty (数据体检)."""
    folded = {
        row: columns
        for row, changes in by_row(journal.all_changes(connection)).items()
        if (ledger := BY_NAME.get(changes[0].ledger)) and (columns := row_columns(village, ledger, changes))
    }
    found: list[str] = []
    kept = 0
    for ledger in LEDGERS:
        for row in connection.execute(select(TABLES[ledger.name])).mappings():
            kept += 1
            if folded.get(row["id"]) != dict(row):
                found.append(row["id"])
    return found if kept == len(folded) else [*found, "*"]


def as_of(connection: Connection, village: str, ledger: Ledger, day: date) -> list[Any]:
    """The living records of a ledger as they stood at the end of a day, in the order they were made."""
    until = datetime.combine(day, time(23, 59, 59))
    changes = (c for c in journal.all_changes(connection, until) if c.ledger == ledger.name)
    return [
        record for found in by_row(changes).values() if (record := record_at(village, ledger, found)) and not record.meta.removed
    ]


def record_at(village: str, ledger: Ledger, changes: list[Change]) -> Any:
    """The record that these changes make, or None before it was created."""
    columns = row_columns(village, ledger, changes)
    return None if columns is None else rows.row_to_record(ledger, columns)

