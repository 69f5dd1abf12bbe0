"""Taking signed blocks into the log and the tables, inside a transaction of the caller: what a package does.

Blocks come in any order, again and again, with gaps. Each is checked, kept to the letter and its changes are folded
into the tables by the same fold that rebuilds them. Only ids and counts are kept in memory beside a few blocks.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass, field
from datetime import datetime
from types import SimpleNamespace
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select

from fupin_desk.core.change import PUT, BadBlock, Change, Dot, decode_block
from fupin_desk.core.envelope import Held, SignedBlock, Verify, open_block
from fupin_desk.core.errors import DeskError
from fupin_desk.core.hlc import ZERO
from fupin_desk.core.merge import CloneFound
from fupin_desk.core.progress import Task
from fupin_desk.core.spans import Spans
from fupin_desk.ledgers.changes import Touched
from fupin_desk.ledgers.registry import BY_NAME
from fupin_desk.store import cards, fold, journal, origins, rows
from fupin_desk.store.identity import LeftOut, unknown
from fupin_desk.store.identity import origins as known_origins
from fupin_desk.store.scene import Scene
from fupin_desk.store.schema import block, touch
from fupin_desk.store.work import SCHEMA

_BLOCKS_AT_ONCE: Final = 200
_CHANGES_AT_ONCE: Final = 3000
_ROWS_AT_ONCE: Final = 400
_TWO_KINDS = "数据包里有一条记录和本机另一种台账的记录编号相同，整个数据包没有导入。原有台账没有变化。请与县里联系。"


@dataclass(frozen=True)
class Refusal:
    """A block that was not taken, and why, in Chinese."""

    replica: str
    first: int
    last: int
    reason: str


@dataclass(frozen=True)
class FieldEdit:
    """One field of a record here that becomes another. Shown values."""

    ledger: str
    record: str
    title: str = field(repr=False)
    label: str
    before: str = field(repr=False)
    after: str = field(repr=False)


@dataclass
class Found:
    """What came of it. Counts of records are by (village, replica, ledger)."""

    blocks: int = 0
    changes: int = 0
    new: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    changed: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    known: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    edits: list[FieldEdit] = field(default_factory=list)
    edits_in_all: int = 0
    conflicts: list[tuple[str, str, str]] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    clones: list[Dot] = field(default_factory=list)
    left_out: list[Refusal] = field(default_factory=list)
    not_allowed: Counter[tuple[str, str]] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    newest_schema: int = SCHEMA
    own_ahead: bool = False
    touched: set[Touched] = field(default_factory=set)
    homes: set[str] = field(default_factory=set)


class Reception:
    """One package on its way in. ``look`` asks for a preview: refusals are collected, so many edited fields are named."""

    def __init__(self, connection: Connection, scene: Scene, verify: Verify, batch: str, *, look: int | None = None) -> None:
        self.found = Found()
        self.last_stamp = ZERO
        self._connection, self._scene, self._verify, self._batch, self._look = connection, scene, verify, batch, look
        self._held = origins.spans(connection)
        self._origins = known_origins(connection)
        self._pending: list[tuple[SignedBlock, list[Change]]] = []
        self._pending_changes = 0
        self._again: dict[fold.Key, set[str]] = {}  # records to fold anew, each with the replicas that wrote to it
        self._seen: set[str] = set()  # replicas in this package
        self._named: dict[str, int] = {}  # the highest number of each replica that any base mentions
        self._known_rows: set[tuple[str, str, str]] = set()
        self._there: set[str] = set()  # records of the blocks being written that had changes before

    def receive(self, blocks: Iterable[SignedBlock], task: Task) -> Found:
        """Take all blocks. Raises DeskError for the first that spoils the package (not when previewing), Cancelled."""
        total = len(blocks) if isinstance(blocks, Sized) else 0
        for number, sealed in enumerate(blocks, 1):
            task.step(number, max(total, number), "正在读取数据包")
            self._seen.add(sealed.replica)
            try:
                self._take(sealed)
            except LeftOut as reason:
                self.found.left_out.append(Refusal(sealed.replica, sealed.first, sealed.last, str(reason)))
            except DeskError as reason:
                self._refuse(sealed, reason)
        self._flush()
        self._fold_again(task)
        for replica in self._seen & self._held.keys():
            origins.keep_spans(self._connection, replica, self._held[replica])
        self._count_known()
        return self.found

    def gaps(self) -> Held:
        """Numbers that must exist, because later ones or a base say so, and that have not arrived."""
        found = []
        for replica in self._seen | self._named.keys():
            numbers = self._held.get(replica, Spans())
            last = max([self._named.get(replica, 0), *(end for _, end in numbers)])
            found += [(replica, *span) for span in numbers.missing(last)]
        return Held.of(found)

    def _refuse(self, sealed: SignedBlock, reason: DeskError) -> None:
        if self._look is None:
            raise reason
        if isinstance(reason, CloneFound):
            self.found.clones.append(reason.dot)
        self.found.refused.append(Refusal(sealed.replica, sealed.first, sealed.last, str(reason)))

    def _take(self, sealed: SignedBlock) -> None:
        numbers = self._held.setdefault(sealed.replica, Spans())
        before: list[tuple[bytes, bytes]] = []
        if origins.overlaps(numbers, sealed.first, sealed.last):
            self._flush()
            before = self._stored(sealed)
        if [(sealed.data, sealed.signature)] == before and origins.covers(numbers, sealed.first, sealed.last):
            self._note_known(sealed, decode_block(sealed.data) if self._look is not None else [])
            return
        changes = open_block(sealed, self._verify)
        if not self._origins.knows(sealed.replica):
            raise unknown(sealed.replica)
        _require_times(changes)
        fresh = [change for change in changes if change.seq not in numbers]
        if before:
            self._require_same(before, changes)
            if fresh:  # a part of this block was taken back; it lies here still
                self._connection.execute(delete(block).where(_place(sealed)))
        self._note_known(sealed, [change for change in changes if change.seq in numbers])
        if fresh:
            self._accept(sealed, fresh, numbers)

    def _stored(self, sealed: SignedBlock) -> list[tuple[bytes, bytes]]:
        where = and_(block.c.replica == sealed.replica, block.c.first_seq <= sealed.last, block.c.last_seq >= sealed.first)
        found = self._connection.execute(select(block.c.data, block.c.signature).where(where))
        return [(data, signature) for data, signature in found]

    def _require_same(self, before: Sequence[tuple[bytes, bytes]], changes: Sequence[Change]) -> None:
        """The same numbers must mean the same changes, packed as they were. Raises CloneFound or BadBlock."""
        held = {change.dot: change for data, _ in before for change in decode_block(data)}
        for change in changes:
            if held.get(change.dot, change) != change:
                raise CloneFound(held[change.dot], change)
        if len(before) > 1 or len(held) != len(changes):
            raise BadBlock("changes held already, packed anew")

    def _note_known(self, sealed: SignedBlock, changes: Sequence[Change]) -> None:
        village = self._origins.village(sealed.replica, self._scene.village)
        if self._look is not None:
            for change in changes:
                if (change.ledger, change.row, sealed.replica) not in self._known_rows:
                    self._known_rows.add((change.ledger, change.row, sealed.replica))
                    self.found.known[village, sealed.replica, change.ledger] += 1

    def _accept(self, sealed: SignedBlock, fresh: list[Change], numbers: Spans) -> None:
        self.found.blocks += 1
        self.found.changes += len(fresh)
        self.found.own_ahead |= sealed.replica == self._scene.replica
        village = self._origins.village(sealed.replica, self._scene.village)
        for change in fresh:
            numbers.add(change.seq)
            self.last_stamp = max(self.last_stamp, change.stamp)
            self.found.newest_schema = max(self.found.newest_schema, change.schema)
            if not self._origins.may(change):
                self.found.not_allowed[village, change.ledger] += 1
            elif change.ledger not in BY_NAME:
                self.found.unknown[change.ledger] += 1
            for replica, seq in change.base:
                self._named[replica] = max(seq, self._named.get(replica, 0))
        self._pending.append((sealed, fresh))
        self._pending_changes += len(fresh)
        if len(self._pending) >= _BLOCKS_AT_ONCE or self._pending_changes >= _CHANGES_AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        """Write what is pending: blocks, touches, and at once the records that one change has made whole."""
        pending, self._pending, self._pending_changes = self._pending, [], 0
        if not pending:
            return
        ids = Counter(change.row for _, fresh in pending for change in fresh)
        kinds = self._kinds_of(list(ids))
        for sealed, fresh in pending:
            if any(kinds.setdefault(change.row, change.ledger) != change.ledger for change in fresh):
                self._refuse(sealed, DeskError(_TWO_KINDS))
        lines = [journal.block_row(sealed, fresh, self._batch) for sealed, fresh in pending]
        self._connection.execute(insert(block), lines)
        lone: dict[fold.Key, Change] = {}
        for _, fresh in pending:
            self._connection.execute(insert(touch), journal.touch_rows(fresh))
            for change in fresh:
                self._sort(change, lone, alone=ids[change.row] == 1 and change.row not in self._there)
        self._write_lone(lone)

    def _kinds_of(self, ids: Sequence[str]) -> dict[str, str]:
        """For records that have changes already the ledger they belong to."""
        found: dict[str, str] = {}
        for at in range(0, len(ids), _ROWS_AT_ONCE):
            query = select(touch.c.row, touch.c.ledger).where(touch.c.row.in_(ids[at : at + _ROWS_AT_ONCE])).distinct()
            found.update((row, ledger) for row, ledger in self._connection.execute(query))
        self._there = set(found)
        return found

    def _sort(self, change: Change, lone: dict[fold.Key, Change], *, alone: bool) -> None:
        key = (change.ledger, change.row)
        self.found.touched.add(Touched(*key))
        if alone and change.action == PUT and not change.base:
            lone[key] = change
        else:
            self._again.setdefault(key, set()).add(change.replica)

    def _write_lone(self, lone: Mapping[fold.Key, Change]) -> None:
        village = self._scene.village
        lines = {key: fold.lines_of(village, key[0], [change], self._origins) for key, change in lone.items()}
        fold.insert_lines(self._connection, lines)
        by_ledger: dict[str, list[Any]] = {}
        for key, line in lines.items():
            if line.columns is not None:
                self.found.new[str(line.columns["village"]), lone[key].replica, key[0]] += 1
                by_ledger.setdefault(key[0], []).append(SimpleNamespace(**line.columns))
        self._note_homes(by_ledger)

    def _note_homes(self, by_ledger: Mapping[str, Sequence[Any]]) -> None:
        if self._look is None:
            for name, records in by_ledger.items():
                self.found.homes |= cards.homes_of(self._connection, BY_NAME[name], records)

    def _fold_again(self, task: Task) -> None:
        keys = sorted(self._again, key=lambda key: key[1])
        for at in range(0, len(keys), _ROWS_AT_ONCE):
            task.step(at, len(keys), "正在合并记录")
            chunk = keys[at : at + _ROWS_AT_ONCE]
            changes = journal.changes_of_rows(self._connection, [row for _, row in chunk])
            histories = {key: changes[key[1]] for key in chunk}
            done = fold.rewrite(self._connection, self._scene.village, histories, self._origins)
            by_ledger: dict[str, list[Any]] = {}
            for one in done:
                self._note(one)
                for line in (one.before, one.after):
                    if line is not None:
                        by_ledger.setdefault(one.ledger, []).append(SimpleNamespace(**line))
            self._note_homes(by_ledger)

    def _note(self, one: fold.Rewritten) -> None:
        line = one.after or one.before
        if line is None:
            return
        counter = self.found.new if one.before is None else self.found.changed
        for replica in self._again[one.ledger, one.row]:
            counter[str(line["village"]), replica, one.ledger] += 1
        self.found.conflicts += [(one.ledger, one.row, g) for g in sorted(one.conflicts_after - one.conflicts_before)]
        if self._look is not None and one.before is not None and one.after is not None:
            edits = field_edits(one.ledger, one.before, one.after)
            self.found.edits_in_all += len(edits)
            self.found.edits += edits[: max(0, self._look - len(self.found.edits))]

    def _count_known(self) -> None:
        """A record that this package also changes or makes is not counted as merely known."""
        for ledger, row, replica in self._known_rows:
            if Touched(ledger, row) in self.found.touched:
                self.found.known[self._origins.village(replica, self._scene.village), replica, ledger] -= 1
        self.found.known = +self.found.known

    def move_clock(self) -> None:
        """What is written here next comes after everything received."""
        self._scene.clock.observe(self.last_stamp, time.time_ns() // 1_000_000)


def _place(sealed: SignedBlock) -> ColumnElement[bool]:
    return and_(block.c.replica == sealed.replica, block.c.first_seq == sealed.first)


def field_edits(name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[FieldEdit]:
    """Which fields of a record become others, as shown values, with being removed or brought back."""
    ledger = BY_NAME[name]
    old, new = rows.columns_to_plain(ledger, before), rows.columns_to_plain(ledger, after)
    title = ledger.title(rows.row_to_record(ledger, before))
    found = []
    for declared in ledger.fields:
        was, becomes = (declared.kind.show(_read(declared.kind, plain.get(declared.name))) for plain in (old, new))
        if was != becomes:
            found.append(FieldEdit(name, str(before["id"]), title, declared.label, was, becomes))
    if before["removed"] != after["removed"]:
        words = ("在册", "已删除")
        found.append(FieldEdit(name, str(before["id"]), title, "记录", words[before["removed"]], words[after["removed"]]))
    return found


def _read(kind: Any, plain: object) -> Any:
    return None if plain is None else kind.from_plain(plain)


def _require_times(changes: Sequence[Change]) -> None:
    """Labels of time must be readable everywhere. Raises BadBlock."""
    for wall in {change.wall for change in changes}:
        try:
            if datetime.fromisoformat(wall).replace(tzinfo=None, microsecond=0).isoformat() == wall:
                continue
        except ValueError:
            pass
        raise BadBlock("a label of time that cannot be read")
