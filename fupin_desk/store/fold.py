"""The tables as the fold of the log: worked out anew from the change records, to compare or to rebuild."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, delete, insert, select

from fupin_desk.core.change import Change, Dot, canonical_json
from fupin_desk.core.merge import Row, fold
from fupin_desk.ledgers.record import Ledger
from fupin_desk.ledgers.registry import BY_NAME, LEDGERS
from fupin_desk.store import journal, rows
from fupin_desk.store.identity import Origins, origins
from fupin_desk.store.schema import TABLES, conflict, head

Columns = dict[str, object]
Key = tuple[str, str]
"""A record: its ledger's name and its id."""
NOBODY: Final = Origins()
REMOVED: Final = ""
"""Stands in the table of conflicts where a group would: removed by one while another changed it (删改冲突)."""

_CHUNK = 300


def by_row(changes: Iterable[Change]) -> dict[str, list[Change]]:
    """The changes sorted by the record they belong to."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(change.row, []).append(change)
    return found


def row_columns(village: str, ledger: Ledger, changes: Sequence[Change], known: Origins = NOBODY) -> Columns | None:
    """The table row that these changes of one record make; None before the change that creates it has arrived."""
    return _columns(village, ledger, fold(changes), changes, known)


def _columns(village: str, ledger: Ledger, row: Row, changes: Sequence[Change], known: Origins) -> Columns | None:
    if row.created is None:
        return None
    born, last = row.created, max(changes, key=lambda c: (c.stamp, c.replica, c.seq))
    plain = rows.readable(ledger, {name: value for name, value in row.shown().items() if value is not None})
    return {
        "village": known.village(born.replica, village), "id": row.row, **rows.plain_to_columns(ledger, plain),
        "search": rows.search_text(ledger, plain), "version": len(row.dots), "created_at": born.wall,
        "created_by": born.author, "changed_at": last.wall, "changed_by": last.author, "removed": int(row.removed),
        "born_replica": born.replica, "born_seq": born.seq,
    }  # fmt: skip


def row_heads(row: Row) -> list[dict[str, object]]:
    """The rows of the head table for one record."""
    return [
        {"row": row.row, "grp": group, "replica": dot[0], "seq": dot[1]} for group in row.edited for dot in row.edited[group]
    ]


def shown_dots(row: Row, group: str) -> tuple[Dot, ...]:
    """The dots of the value that is shown of a group: what somebody saw who did not look at the conflict."""
    shown = canonical_json(row.values(group))
    heads = row.edited.get(group, {})
    return tuple(sorted(dot for dot, change in heads.items() if canonical_json(change.values[group]) == shown))


class Lines(NamedTuple):
    """What one record comes to in the tables: its row, its heads, the groups in conflict (REMOVED: 删改冲突)."""

    columns: Columns | None
    heads: list[Columns]
    conflicts: list[Columns]


def lines_of(village: str, name: str, changes: Sequence[Change], known: Origins) -> Lines:
    """The table rows that the changes of one record make. Pure: the same for every order and way of arrival."""
    counted = [change for change in changes if known.may(change)]
    if not counted:
        return Lines(None, [], [])
    row, ledger = fold(counted), BY_NAME.get(name)
    columns = _columns(village, ledger, row, counted, known) if ledger else None
    groups: list[str] = []
    if columns is not None and row.edited and not row.removed:
        groups = [REMOVED] * row.removed_in_conflict + [found.group for found in row.conflicts()]
    conflicts = [
        {"village": columns["village"], "row": row.row, "grp": g, "ledger": name} for g in groups if columns is not None
    ]
    return Lines(columns, row_heads(row), conflicts)


class Rewritten(NamedTuple):
    """What became of one record: its table row and its groups in conflict, before and after."""

    ledger: str
    row: str
    before: Mapping[str, Any] | None
    after: Columns | None
    conflicts_before: frozenset[str]
    conflicts_after: frozenset[str]


def rewrite(connection: Connection, village: str, histories: Mapping[Key, Sequence[Change]],
            known: Origins) -> list[Rewritten]:  # fmt: skip
    """Write the rows, heads and conflicts of these records anew from all their changes; none means: forget the record."""
    keys = list(histories)
    found = []
    for at in range(0, len(keys), _CHUNK):
        chunk = keys[at : at + _CHUNK]
        before = _take_out(connection, chunk)
        split = _conflicts_of(connection, [row for _, row in chunk])
        for table in (head, conflict):
            connection.execute(delete(table).where(table.c.row.in_([row for _, row in chunk])))
        lines = {key: lines_of(village, key[0], histories[key], known) for key in chunk}
        insert_lines(connection, lines)
        for key in chunk:
            after = frozenset(str(line["grp"]) for line in lines[key].conflicts)
            found.append(Rewritten(*key, before.get(key), lines[key].columns, split.get(key[1], frozenset()), after))
    return found


def insert_lines(connection: Connection, lines: Mapping[Key, Lines]) -> None:
    """Insert what these records come to; they must not be in the tables."""
    by_table: dict[str, list[Columns]] = {}
    for (name, _), line in lines.items():
        if line.columns is not None:
            by_table.setdefault(name, []).append(line.columns)
    for name, columns in by_table.items():
        connection.execute(insert(TABLES[name]), columns)
    heads = [line for found in lines.values() for line in found.heads]
    if heads:
        connection.execute(insert(head), heads)
    conflicts = [line for found in lines.values() for line in found.conflicts]
    if conflicts:
        connection.execute(insert(conflict), conflicts)


def _take_out(connection: Connection, keys: Sequence[Key]) -> dict[Key, Mapping[str, Any]]:
    by_ledger: dict[str, list[str]] = {}
    for name, row in keys:
        by_ledger.setdefault(name, []).append(row)
    found: dict[Key, Mapping[str, Any]] = {}
    for name in by_ledger.keys() & TABLES.keys():
        table = TABLES[name]
        where = table.c.id.in_(by_ledger[name])
        for line in connection.execute(select(table).where(where)).mappings():
            found[name, line["id"]] = dict(line)
        connection.execute(delete(table).where(where))
    return found


def _conflicts_of(connection: Connection, ids: Sequence[str]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for row, group in connection.execute(select(conflict.c.row, conflict.c.grp).where(conflict.c.row.in_(ids))):
        found[row] = found.get(row, frozenset()) | {group}
    return found


def in_conflict(connection: Connection, ids: Sequence[str]) -> set[str]:
    """Those of these records that have an open conflict."""
    if connection.scalar(select(conflict.c.row).limit(1)) is None:
        return set()
    return {row for at in range(0, len(ids), _CHUNK) for row in _conflicts_of(connection, ids[at : at + _CHUNK])}


def rebuild(connection: Connection, village: str) -> None:
    """Write every ledger table, the heads and the conflicts anew from the log; the caller then refreshes the cards."""
    for ledger in LEDGERS:
        connection.execute(delete(TABLES[ledger.name]))
    connection.execute(delete(head))
    connection.execute(delete(conflict))
    known = origins(connection)
    lines: dict[Key, Lines] = {}
    for row, changes in by_row(journal.all_changes(connection)).items():
        lines[changes[0].ledger, row] = lines_of(village, changes[0].ledger, changes, known)
    insert_lines(connection, lines)


def differences(connection: Connection, village: str) -> list[str]:
    """Ids of records whose table row is not what the log makes of them: must be empty (数据体检)."""
    known = origins(connection)
    folded = {
        row: columns
        for row, changes in by_row(journal.all_changes(connection)).items()
        if (columns := lines_of(village, changes[0].ledger, changes, known).columns)
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


def record_at(village: str, ledger: Ledger, changes: Sequence[Change]) -> Any:
    """The record that these changes make, or None before it was created."""
    columns = row_columns(village, ledger, changes)
    return None if columns is None else rows.row_to_record(ledger, columns)

