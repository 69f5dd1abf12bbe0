"""Which changes of which replica are held here, and the signed blocks that somebody else lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection, delete, insert, select

from fupin_desk.core.envelope import Held, SignedBlock
from fupin_desk.core.spans import Span, Spans
from fupin_desk.store.schema import block, replica_range

_AT_ONCE = 64


def held(connection: Connection) -> Held:
    """Per replica the numbers held, gaps and all: what a receipt says and what an incremental package starts from."""
    rows = connection.execute(select(replica_range.c.replica, replica_range.c.first_seq, replica_range.c.last_seq))
    return Held.of((replica, first, last) for replica, first, last in rows)


def spans(connection: Connection) -> dict[str, Spans]:
    """The same, to be asked for single numbers."""
    return {replica: Spans(ranges) for replica, ranges in held(connection).ranges.items()}


def keep_spans(connection: Connection, replica: str, numbers: Iterable[Span]) -> None:
    """Note that exactly these numbers of a replica are held."""
    connection.execute(delete(replica_range).where(replica_range.c.replica == replica))
    rows = [{"replica": replica, "first_seq": first, "last_seq": last} for first, last in numbers]
    if rows:
        connection.execute(insert(replica_range), rows)


def covers(numbers: Iterable[Span], first: int, last: int) -> bool:
    """Whether all numbers from the first to the last are among these spans."""
    return any(start <= first and last <= end for start, end in numbers)


def overlaps(numbers: Iterable[Span], first: int, last: int) -> bool:
    """Whether any number from the first to the last is among these spans."""
    return any(start <= last and first <= end for start, end in numbers)


def without(numbers: Iterable[Span], gone: Iterable[int]) -> list[Span]:
    """These spans without single numbers."""
    found = list(numbers)
    for lost in Spans((seq, seq) for seq in gone):
        found = [part for span in found for part in _cut(span, lost)]
    return found


def blocks_beyond(connection: Connection, known: Held | Mapping[str, Iterable[Span]]) -> Iterator[SignedBlock]:
    """Every block with a change that ``known`` does not name, as it was written; all of them for nothing known.

    In the order of their first stamps: a block is one step of work, so whatever it builds upon comes before it. A few
    blocks are in memory at a time. The connection must stay open until the end.
    """
    ranges = known.ranges if isinstance(known, Held) else known
    confirmed = {replica: tuple(Spans(numbers)) for replica, numbers in ranges.items()}
    keys = select(block.c.replica, block.c.first_seq, block.c.last_seq)
    keys = keys.order_by(block.c.stamp, block.c.replica, block.c.first_seq)
    wanted: list[tuple[str, int, int]] = []
    for replica, first, last in connection.execute(keys, execution_options={"yield_per": 1000}):
        if not covers(confirmed.get(replica, ()), first, last):
            wanted.append((replica, first, last))
            if len(wanted) == _AT_ONCE:
                yield from _load(connection, wanted)
                wanted = []
    yield from _load(connection, wanted)


def _load(connection: Connection, keys: list[tuple[str, int, int]]) -> Iterator[SignedBlock]:
    for replica, first, last in keys:
        where = (block.c.replica == replica, block.c.first_seq == first)
        data, signature = connection.execute(select(block.c.data, block.c.signature).where(*where)).one()
        yield SignedBlock(replica, first, last, data, signature)


def _cut(span: Span, lost: Span) -> Iterator[Span]:
    """What is left of a span without another one."""
    first, last = span
    if lost[1] < first or last < lost[0]:
        yield span
        return
    if first < lost[0]:
        yield (first, lost[0] - 1)
    if lost[1] < last:
        yield (lost[1] + 1, last)
