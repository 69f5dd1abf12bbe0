"""Taking a package back within seven days: as if it had not been taken in, except for what was built upon since.

How: the changes received with it are forgotten again, and their records worked out anew from what is left. Nothing is
written in anyone's name: reversing changes would travel on and undo the sender's own work. A change stays where

- a change that is kept, made here or brought by another package, names it in its base (somebody has seen and replaced
  or decided it), or a change that stays names it, and so on;
- it belongs to a record that would vanish while a record that stays refers to it (a visit to a household, say).

What stays is counted and said. The numbers forgotten become gaps: the next receipt names them, a later package, or the
same one again, brings them back, and everything is as after the first time. A block of which a part stays is kept whole
(only whole blocks carry a signature), but only the numbers held count. Photos stay; nothing points to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, delete, insert, select, tuple_, update

from fupin_desk.core.change import Change, Dot, decode_block
from fupin_desk.core.errors import DeskError
from fupin_desk.core.ids import new_id
from fupin_desk.ledgers.changes import Changes, Touched
from fupin_desk.ledgers.kinds import Ref
from fupin_desk.ledgers.registry import BY_NAME, LEDGERS
from fupin_desk.store import cards, fold, journal, origins
from fupin_desk.store.identity import origins as known_origins
from fupin_desk.store.ledger_file import LedgerFile
from fupin_desk.store.rows import row_to_record
from fupin_desk.store.schema import TABLES, batch, block, package, touch

DAYS: Final = 7
_CHUNK: Final = 300
_POINTERS: Final = (("attachment", "of_record"),)
"""Fields that name a record of any ledger."""
_NONE = "没有找到这个数据包的导入记录。台账没有变。"
_DONE = "这个数据包已经退回过了。台账没有变。"
_LATE = f"这个数据包是 {DAYS} 天以前导入的，不能再退回。台账没有变。有不对的内容，请在相应的记录里改正。"


@dataclass(frozen=True)
class Package:
    """A package that was taken in: by which step (``batch``), its hash, the replica that sent it, when."""

    batch: str
    hash: str
    sender: str
    title: str
    wall: str
    blocks: int
    changes: int
    taken_back: str | None


@dataclass
class _Part:
    """What is to be forgotten of the records looked at so far."""

    forget: dict[fold.Key, set[Dot]] = field(default_factory=dict)
    vanishing: dict[str, fold.Key] = field(default_factory=dict)  # by record id: those of which nothing is left
    stays: int = 0


def packages(connection: Connection, *, package_hash: str | None = None, limit: int = 200) -> list[Package]:
    """The packages that were taken in, latest first; with ``package_hash`` only this one, each time it came."""
    query = select(package).join(batch, batch.c.id == package.c.batch).order_by(batch.c.place.desc()).limit(limit)
    if package_hash is not None:
        query = query.where(package.c.hash == package_hash)
    return [Package(**row) for row in connection.execute(query).mappings()]


def can_be_taken_back(found: Package, now: datetime) -> bool:
    """Whether it was taken in within the last seven days and not taken back."""
    return found.taken_back is None and now - datetime.fromisoformat(found.wall) <= timedelta(days=DAYS)


def take_back(file: LedgerFile, batch_id: str) -> Changes:
    """Take back the package of this step. Raises DeskError: none, too late, taken back already."""
    with file.writing() as connection:
        found = next((one for one in packages(connection, limit=-1) if one.batch == batch_id), None)
        if found is None or not can_be_taken_back(found, file.scene.now()):
            raise DeskError(_NONE if found is None else _DONE if found.taken_back else _LATE)
        part = _part(connection, batch_id)
        homes = _forget(connection, file, part)
        step = _note(connection, file, found)
        cards.refresh(connection, homes, file.scene.today, file.scene.parameter)
    stays = f"（其中 {part.stays} 处后来又改过或用到，留着没有动）" if part.stays else ""
    records = frozenset(Touched(*key) for key in part.forget if key[0] in BY_NAME)
    return Changes(f"已退回：{found.title}{stays}", records, step)


def _part(connection: Connection, batch_id: str) -> _Part:
    """What of a package can be forgotten."""
    came = _received(connection, batch_id)
    part = _Part()
    keys = sorted(came, key=lambda key: key[1])
    for at in range(0, len(keys), _CHUNK):
        chunk = keys[at : at + _CHUNK]
        histories = journal.changes_of_rows(connection, [row for _, row in chunk])
        for key in chunk:
            _sift(part, key, histories[key[1]], came[key])
    kept = _needed(connection, part)
    for row in kept:
        part.stays += len(part.forget.pop(part.vanishing[row]))
    return part


def _received(connection: Connection, batch_id: str) -> dict[fold.Key, set[Dot]]:
    """The changes that this step brought and that are still held, by record."""
    held = origins.spans(connection)
    found: dict[fold.Key, set[Dot]] = {}
    query = select(block.c.data).where(block.c.batch == batch_id)
    for (data,) in connection.execute(query, execution_options={"yield_per": 20}):
        for change in decode_block(data):
            if change.seq in held[change.replica]:
                found.setdefault((change.ledger, change.row), set()).add(change.dot)
    return found


def _sift(part: _Part, key: fold.Key, history: Sequence[Change], came: set[Dot]) -> None:
    """Of one record: what came and nobody who stays has built upon. Bases lead within one record."""
    by_dot = {change.dot: change for change in history}
    staying = [change for change in history if change.dot not in came]
    keep: set[Dot] = set()
    while staying:
        for dot in staying.pop().base:
            if dot in came and dot not in keep and dot in by_dot:
                keep.add(dot)
                staying.append(by_dot[dot])
    part.stays += len(keep)
    if came - keep:
        part.forget[key] = came - keep
        if len(part.forget[key]) == len(history):
            part.vanishing[key[1]] = key


def _needed(connection: Connection, part: _Part) -> set[str]:
    """Of the records that would vanish those that a record that stays refers to, directly or through others."""
    refers: dict[str, set[str]] = {}  # who refers -> to which vanishing records
    fields = [(g.name, f.name) for g in LEDGERS for f in g.fields if isinstance(f.kind, Ref)] if part.vanishing else []
    for name, column in (*fields, *_POINTERS):
        table = TABLES[name]
        pairs = select(table.c.id, table.c[column]).where(table.c[column].is_not(None), table.c.removed == 0)
        for row, target in connection.execute(pairs, execution_options={"yield_per": 1000}):
            if target in part.vanishing:
                refers.setdefault(row, set()).add(target)
    needed: set[str] = set()
    staying = [row for row in refers if row not in part.vanishing]
    while staying:
        for target in refers.get(staying.pop(), set()) - needed:
            needed.add(target)
            staying.append(target)
    return needed


def _forget(connection: Connection, file: LedgerFile, part: _Part) -> set[str]:
    """Strike the changes out of the log and work their records out anew; returns the households concerned."""
    dots = [dot for found in part.forget.values() for dot in found]
    _strike(connection, part.forget)
    numbers: dict[str, list[int]] = {}
    for replica, seq in dots:
        numbers.setdefault(replica, []).append(seq)
    held = origins.spans(connection)
    for replica, gone in numbers.items():
        left = origins.without(held[replica], gone)
        origins.keep_spans(connection, replica, left)
        _drop_blocks(connection, replica, left)
    known = known_origins(connection)
    homes: set[str] = set()
    keys = sorted(part.forget, key=lambda key: key[1])
    for at in range(0, len(keys), _CHUNK):
        chunk = keys[at : at + _CHUNK]
        changes = journal.changes_of_rows(connection, [row for _, row in chunk])
        done = fold.rewrite(connection, file.village, {key: changes[key[1]] for key in chunk}, known)
        homes |= _homes(connection, done)
    return homes


def _strike(connection: Connection, forget: Mapping[fold.Key, Iterable[Dot]]) -> None:
    keys = [(row, *dot) for (_, row), dots in forget.items() for dot in dots]
    for at in range(0, len(keys), _CHUNK):
        place = tuple_(touch.c.row, touch.c.replica, touch.c.seq)
        connection.execute(delete(touch).where(place.in_(keys[at : at + _CHUNK])))


def _drop_blocks(connection: Connection, replica: str, left: Sequence[tuple[int, int]]) -> None:
    """Blocks of which nothing is held any more."""
    query = select(block.c.first_seq, block.c.last_seq).where(block.c.replica == replica)
    gone = [first for first, last in connection.execute(query) if not origins.overlaps(left, first, last)]
    for at in range(0, len(gone), _CHUNK):
        where = (block.c.replica == replica, block.c.first_seq.in_(gone[at : at + _CHUNK]))
        connection.execute(delete(block).where(*where))


def _homes(connection: Connection, done: Iterable[fold.Rewritten]) -> set[str]:
    homes: set[str] = set()
    for one in done:
        ledger = BY_NAME.get(one.ledger)
        lines = [line for line in (one.before, one.after) if line is not None]
        if ledger is not None and lines:
            homes |= cards.homes_of(connection, ledger, [row_to_record(ledger, line) for line in lines])
    return homes


def _note(connection: Connection, file: LedgerFile, found: Package) -> str:
    """Remember that it was taken back, as a step that itself cannot be undone: the package can be taken in again."""
    wall = file.scene.wall
    step = journal.Batch(
        id=new_id(), title=f"退回：{found.title}", author=file.scene.author, reason="", wall=wall, kind=journal.NOTED,
        records=0, undoes=None, undone_by=None, place=journal.next_place(connection),
    )  # fmt: skip
    connection.execute(insert(batch).values(**vars(step)))
    connection.execute(update(batch).where(batch.c.id == found.batch).values(undone_by=step.id))
    connection.execute(update(package).where(package.c.batch == found.batch).values(taken_back=wall))
    return step.id
