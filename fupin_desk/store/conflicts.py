"""不一致: what people wrote without knowing of each other, listed until a person decides, and the deciding.

Two kinds: a group of fields with several different values, of which one is shown; and a record that one person removed
while another changed it (删改冲突), which stays until someone decides. A decision is a change like any other: it names
everything it replaces, travels to the other laptops and ends the conflict there too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select

from fupin_desk.core.change import REMOVE, Change, Dot
from fupin_desk.core.errors import DeskError, Stale
from fupin_desk.core.merge import LIFE, SAME, Row, Version, fold
from fupin_desk.ledgers.changes import Changes
from fupin_desk.ledgers.record import Ledger
from fupin_desk.ledgers.registry import BY_NAME
from fupin_desk.store import identity, journal
from fupin_desk.store.fold import REMOVED
from fupin_desk.store.ledger_file import LedgerFile
from fupin_desk.store.rows import row_to_record
from fupin_desk.store.schema import TABLES, conflict

_GONE = "这处不一致已经有人处理了，没有改动。请按 F5 看新的内容。"
_UNKNOWN_GROUP = "这处不一致的内容由更新的程序填写，本程序不能决定。台账没有变。请升级程序后再处理。"


@dataclass(frozen=True)
class Side:
    """One of the values: the plain fields of the group, who wrote it when and why, on which laptop."""

    dot: Dot
    values: Mapping[str, object] = field(repr=False)
    author: str = field(repr=False)
    reason: str = field(repr=False)
    wall: str
    label: str = field(repr=False)
    """The name of the laptop, "" when none is known."""
    own: bool
    """Whether this laptop wrote it."""
    removes: bool = False


@dataclass(frozen=True)
class OpenConflict:
    """One thing to decide. ``group`` is REMOVED ("") for a record removed by one and changed by another: ``shown`` is
    then the latest change and ``others`` begin with the removals. ``seen`` are the dots a decision replaces."""

    village: str
    ledger: str
    row: str
    title: str = field(repr=False)
    group: str
    shown: Side
    others: tuple[Side, ...]
    seen: tuple[Dot, ...]


def count_conflicts(connection: Connection) -> dict[str, int]:
    """How many open conflicts each village has."""
    query = select(conflict.c.village, func.count()).group_by(conflict.c.village).order_by(conflict.c.village)
    return {line.village: int(line[1]) for line in connection.execute(query)}


def in_conflict(connection: Connection, ledger: Ledger, village: str) -> dict[str, tuple[str, ...]]:
    """The records of a ledger with open conflicts and their groups: a sensitive one must not go into a payment list."""
    query = select(conflict.c.row, conflict.c.grp).where(conflict.c.village == village, conflict.c.ledger == ledger.name)
    found: dict[str, tuple[str, ...]] = {}
    for row, group in connection.execute(query.order_by(conflict.c.row, conflict.c.grp)):
        found[row] = (*found.get(row, ()), group)
    return found


def open_conflicts(connection: Connection, village: str | None = None, *, row: str | None = None,
                   limit: int = 1000) -> list[OpenConflict]:  # fmt: skip
    """The open conflicts of one village or of all, or of one record, in the order the records were made."""
    query = select(conflict).order_by(conflict.c.row, conflict.c.grp).limit(limit)
    if village is not None:
        query = query.where(conflict.c.village == village)
    if row is not None:
        query = query.where(conflict.c.row == row)
    found = list(connection.execute(query).mappings())
    histories = journal.changes_of_rows(connection, [line["row"] for line in found])
    known = identity.peers(connection)
    made = []
    for line in found:
        history = [c for c in histories[line["row"]] if c.ledger == line["ledger"]]
        title = _title(connection, line["ledger"], line["row"])
        described = _described(fold(history), line["grp"], known)
        if described is not None:
            made.append(OpenConflict(line["village"], line["ledger"], line["row"], title, line["grp"], *described))
    return made


def decide(file: LedgerFile, found: OpenConflict, *, choose: Dot | None = None,
           fields: Mapping[str, object] | None = None, reason: str = "") -> Changes:  # fmt: skip
    """Let one of the sides stand (``choose`` its dot), or other plain values of the group (``fields``, by field name).

    A record removed by one and changed by another is kept by choosing the change, removed by choosing a removal.
    Raises Stale when something arrived meanwhile, Invalid when own values break a rule, DeskError.
    """
    ledger = BY_NAME.get(found.ledger)
    if ledger is None:
        raise DeskError(_UNKNOWN_GROUP)
    sides = {side.dot: side for side in (found.shown, *found.others)}
    if choose is not None and choose not in sides:
        raise Stale(_GONE)
    with file.work(f"处理不一致：{ledger.label}", reason=reason, strict=fields is not None) as work:
        if found.group == REMOVED:
            if choose is None:
                raise ValueError("a removal is decided by choosing a side")
            work.settle_removal(ledger, found.row, keep=not sides[choose].removes)
        else:
            values = sides[choose].values if choose is not None else _whole(found, fields or {})
            work.settle(ledger, found.row, found.group, values, found.seen)
    return work.result


def _whole(found: OpenConflict, fields: Mapping[str, object]) -> dict[str, object]:
    """The group with these fields; others in it, that this program may not know, stay as shown."""
    return {name: value for name, value in {**found.shown.values, **fields}.items() if value is not None}


def _described(row: Row, group: str, known: Mapping[str, identity.Peer]) -> tuple[Side, tuple[Side, ...], tuple[Dot, ...]] | None:
    if group == REMOVED:
        return _removal(row, known)
    for one in row.conflicts():
        if one.group == group:
            others = tuple(_side(version, known) for version in one.others)
            return _side(one.shown, known), others, row.heads(group)
    return None


def _removal(row: Row, known: Mapping[str, identity.Peer]) -> tuple[Side, tuple[Side, ...], tuple[Dot, ...]] | None:
    removals = [change for change in row.edited.get(LIFE, {}).values() if change.action == REMOVE]
    if not row.removed_in_conflict:
        return None
    seen_by_all = set.intersection(*(set(change.base) for change in removals))
    heads = {dot: change for group, found in row.edited.items() if group != SAME for dot, change in found.items()}
    if row.created is not None:
        heads.setdefault(row.created.dot, row.created)
    unseen = [change for dot, change in heads.items() if dot not in seen_by_all and change.action != REMOVE]
    latest = sorted(unseen, key=_rank, reverse=True)
    sides = [_side_of(change, known) for change in (*sorted(removals, key=_rank, reverse=True), *latest[1:])]
    return _side_of(latest[0], known), tuple(sides), row.seen()


def _rank(change: Change) -> tuple[object, str, int]:
    return (change.stamp, change.replica, change.seq)


def _side(version: Version, known: Mapping[str, identity.Peer]) -> Side:
    label, own = _source(version.dot[0], known)
    return Side(version.dot, dict(version.values), version.author, version.reason, version.wall, label, own)


def _side_of(change: Change, known: Mapping[str, identity.Peer]) -> Side:
    label, own = _source(change.replica, known)
    values = {name: value for fields in change.values.values() for name, value in fields.items()}
    return Side(change.dot, values, change.author, change.reason, change.wall, label, own, change.action == REMOVE)


def _source(replica: str, known: Mapping[str, identity.Peer]) -> tuple[str, bool]:
    found = known.get(replica)
    return (found.label, found.state == identity.OWN) if found else ("", False)


def _title(connection: Connection, name: str, row: str) -> str:
    ledger = BY_NAME.get(name)
    if ledger is None:
        return ""
    table = TABLES[name]
    line = connection.execute(select(table).where(table.c.id == row)).mappings().first()
    return "" if line is None else ledger.title(row_to_record(ledger, line))
