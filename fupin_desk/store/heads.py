"""The heads of field groups edited since a record was made; a group without one stands at the record's birth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, delete, insert, select, tuple_

from fupin_desk.core.change import Dot
from fupin_desk.store.schema import head

LIFE: Final = "\0life"
"""The group that stands for being removed or not; no field group's name begins with NUL."""

_CHUNK = 300
Known = Mapping[str, list[Dot]]


def of_rows(connection: Connection, rows: Sequence[str]) -> dict[str, dict[str, list[Dot]]]:
    """Row id -> group -> the dots that stand for it now."""
    found: dict[str, dict[str, list[Dot]]] = {}
    for at in range(0, len(rows), _CHUNK):
        query = select(head).where(head.c.row.in_(rows[at : at + _CHUNK]))
        for row, group, replica, seq in connection.execute(query):
            found.setdefault(row, {}).setdefault(group, []).append((replica, seq))
    return found


def base(known: Known, groups: Iterable[str], born: Dot) -> tuple[Dot, ...]:
    """The dots seen for these groups: what a new change of them replaces."""
    seen = {dot for group in groups for dot in known.get(group, [born])}
    return tuple(sorted(seen))


def everything(known: Known, born: Dot) -> tuple[Dot, ...]:
    """Every dot that stands for any part of the row."""
    return tuple(sorted({born, *(dot for dots in known.values() for dot in dots)}))


def advance(connection: Connection, row: str, group: str, seen: Iterable[Dot], dot: Dot) -> None:
    """This change takes the place of those its author saw; the others of the group stay beside it (不一致)."""
    for replica, seq in seen:
        where = (head.c.row == row, head.c.grp == group, head.c.replica == replica, head.c.seq == seq)
        connection.execute(delete(head).where(*where))
    connection.execute(insert(head).values(row=row, grp=group, replica=dot[0], seq=dot[1]))


def replace(connection: Connection, edited: Sequence[tuple[str, str, Dot]]) -> None:
    """From now on this one change stands for the group of the row."""
    if not edited:
        return
    for at in range(0, len(edited), _CHUNK):
        keys = [(row, group) for row, group, _ in edited[at : at + _CHUNK]]
        connection.execute(delete(head).where(tuple_(head.c.row, head.c.grp).in_(keys)))
    lines = [{"row": row, "grp": group, "replica": dot[0], "seq": dot[1]} for row, group, dot in edited]
    connection.execute(insert(head), lines)
