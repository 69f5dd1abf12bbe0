"""The log: change records in blocks, the batches they belong to, and the way from a record to its changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, func, insert, select, update

from fupin_desk.core.change import Change, Dot, decode_block, split_blocks
from fupin_desk.core.envelope import Sign, SignedBlock, seal_block
from fupin_desk.store import origins
from fupin_desk.store.schema import batch, block, replica_range, touch

_CHUNK = 400
NOTED = "note"
"""The kind of batches that only note what happened."""
PACKAGE = "package"
"""The kind of batches in which a package was taken in."""


@dataclass(frozen=True)
class Batch:
    """One step a person took: its words, who and when, how many records, and whether it was taken back."""

    id: str
    title: str
    author: str
    reason: str
    wall: str
    kind: str
    records: int
    undoes: str | None
    undone_by: str | None
    place: int


def last_seq(connection: Connection, replica: str) -> int:
    """The number of this installation's latest change, 0 before the first."""
    found = connection.scalar(select(func.max(replica_range.c.last_seq)).where(replica_range.c.replica == replica))
    return int(found or 0)


def append(connection: Connection, changes: Sequence[Change], about: Batch, sign: Sign) -> None:
    """Write one batch of changes of this installation: signed blocks, touches, the held range, the batch itself."""
    if not changes:
        return
    replica, first, last = changes[0].replica, changes[0].seq, changes[-1].seq
    parts = list(split_blocks(changes))
    connection.execute(insert(block), [block_row(seal_block(part, sign), part, about.id) for part in parts])
    connection.execute(insert(touch), touch_rows(changes))
    _extend_range(connection, replica, first, last)
    connection.execute(insert(batch).values(**vars(about)))
    if about.undoes:
        # Taking back an undo makes what it had undone stand again.
        connection.execute(update(batch).where(batch.c.undone_by == about.undoes).values(undone_by=None))
        connection.execute(update(batch).where(batch.c.id == about.undoes).values(undone_by=about.id))


def block_row(sealed: SignedBlock, changes: Sequence[Change], batch_id: str) -> dict[str, object]:
    """The row of the log for one block; ``batch_id`` is the step that wrote or received it here."""
    return {
        "replica": sealed.replica, "first_seq": sealed.first, "last_seq": sealed.last, "batch": batch_id,
        "wall": changes[0].wall, "stamp": changes[0].stamp.encode(), "data": sealed.data, "signature": sealed.signature,
    }  # fmt: skip


def touch_rows(changes: Iterable[Change]) -> list[dict[str, object]]:
    """The way from each record to these changes."""
    return [{"row": c.row, "replica": c.replica, "seq": c.seq, "ledger": c.ledger} for c in changes]


def _extend_range(connection: Connection, replica: str, first: int, last: int) -> None:
    before = and_(replica_range.c.replica == replica, replica_range.c.last_seq == first - 1)
    if not connection.execute(update(replica_range).where(before).values(last_seq=last)).rowcount:
        connection.execute(insert(replica_range).values(replica=replica, first_seq=first, last_seq=last))


def next_place(connection: Connection) -> int:
    """The place of a new batch in the order of this ledger file."""
    return int(connection.scalar(select(func.max(batch.c.place))) or 0) + 1


def batch_by_id(connection: Connection, batch_id: str) -> Batch | None:
    """One batch, or None."""
    row = connection.execute(select(batch).where(batch.c.id == batch_id)).mappings().first()
    return None if row is None else Batch(**row)


def last_batch(connection: Connection, *, undone: bool = False) -> Batch | None:
    """The newest batch that can be undone, or with ``undone`` the newest undo that can itself be taken back.

    What was merely noted (a printing) is passed over: it happened, and undo is for what was changed. So is a package:
    what others wrote does not vanish by one key too many; it is taken back by name (take_back).
    """
    changed = batch.c.kind.not_in((NOTED, PACKAGE))
    query = select(batch).where(batch.c.undone_by.is_(None), changed).order_by(batch.c.place.desc()).limit(1)
    query = query.where(batch.c.undoes.is_not(None) if undone else batch.c.undoes.is_(None))
    row = connection.execute(query).mappings().first()
    return None if row is None else Batch(**row)


def cancelled(connection: Connection, apart_from: str) -> set[str]:
    """Batches that were undone together with the undos: as if neither had been. ``apart_from`` one step."""
    query = select(batch.c.id, batch.c.undone_by).where(batch.c.undone_by.is_not(None))
    pairs = [(done, undone) for done, undone in connection.execute(query) if apart_from not in (done, undone)]
    return {one for pair in pairs for one in pair}


def batches(connection: Connection, limit: int) -> list[Batch]:
    """The newest batches, latest first."""
    query = select(batch).order_by(batch.c.place.desc()).limit(limit)
    return [Batch(**row) for row in connection.execute(query).mappings()]


def changes_of_batch(connection: Connection, batch_id: str) -> list[Change]:
    """All changes of one batch in the order they were made."""
    query = select(block.c.data).where(block.c.batch == batch_id).order_by(block.c.replica, block.c.first_seq)
    return [change for (data,) in connection.execute(query) for change in decode_block(data) if change.batch == batch_id]


def changes_of_rows(connection: Connection, rows: Iterable[str]) -> Mapping[str, list[Change]]:
    """Row id -> its changes by stamp. Each block is unpacked once."""
    wanted: dict[Dot, str] = {}
    ids = list(dict.fromkeys(rows))
    for at in range(0, len(ids), _CHUNK):
        query = select(touch.c.row, touch.c.replica, touch.c.seq).where(touch.c.row.in_(ids[at : at + _CHUNK]))
        wanted.update({(replica, seq): row for row, replica, seq in connection.execute(query)})
    found: dict[str, list[Change]] = {row: [] for row in ids}
    for change in _read(connection, wanted):
        found[change.row].append(change)
    for changes in found.values():
        changes.sort(key=lambda c: (c.stamp, c.replica, c.seq))
    return found


def _read(connection: Connection, wanted: Mapping[Dot, str]) -> Iterator[Change]:
    pending = sorted(wanted)
    at = 0
    while at < len(pending):
        replica, seq = pending[at]
        where = and_(block.c.replica == replica, block.c.first_seq <= seq)
        query = select(block.c.data).where(where).order_by(block.c.first_seq.desc()).limit(1)
        changes = decode_block(connection.execute(query).scalar_one())
        yield from (change for change in changes if change.dot in wanted)
        last = changes[-1].dot
        while at < len(pending) and pending[at] <= last:
            at += 1


def all_changes(connection: Connection, until: datetime | None = None) -> Iterator[Change]:
    """Every change of the log, block by block; ``until`` leaves out batches written later (local wall clock)."""
    held = origins.spans(connection)
    query = select(block.c.replica, block.c.first_seq, block.c.last_seq, block.c.data)
    query = query.order_by(block.c.replica, block.c.first_seq)
    if until is not None:
        query = query.where(block.c.wall <= until.isoformat(timespec="seconds"))
    for replica, first, last, data in connection.execute(query, execution_options={"yield_per": 20}):
        numbers = held[replica]
        if origins.covers(numbers, first, last):
            yield from decode_block(data)
        else:  # part of the block was taken back again
            yield from (change for change in decode_block(data) if change.seq in numbers)

