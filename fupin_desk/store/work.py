"""Work: the one way anything is written. One transaction with a human title, logged, checked, undoable.

A Work writes table rows and change records on the same connection. Rules are asked at the end, over the state as it
would be, and only for what a person typed (``strict``): data from outside come in as they are and become doubts.
A rule refuses only what this Work made wrong, so that an old fault never blocks mending another field.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, bindparam, insert, select, update

from fupin_desk.core import merge
from fupin_desk.core.change import PUT, REMOVE, RESTORE, Change, Dot
from fupin_desk.core.errors import DeskError, Invalid, Problem, Stale
from fupin_desk.core.ids import new_id
from fupin_desk.ledgers.changes import Changes, Touched
from fupin_desk.ledgers.record import Ledger, Record, check_values
from fupin_desk.ledgers.registry import BY_NAME, ledger_of
from fupin_desk.store import cards, fold, heads, identity, journal, rows
from fupin_desk.store.around import Surroundings
from fupin_desk.store.scene import Scene
from fupin_desk.store.schema import TABLES
from fupin_desk.store.settings import save_clock

_CHUNK = 400
SCHEMA = 1
"""The version of the record shapes written into changes; it rises with a migration that changes them."""
_MOVED = "这处不一致已经有人处理，或又收到了新的内容，这次没有改动。请按 F5 看新的内容，再决定。"
_Changed = tuple[Record, rows.Plain, rows.Plain, Mapping[str, Any]]
"""The record, its plain values, those before, and the table row before."""


class Work:
    """Use as a context manager: leaving it normally checks, logs and commits; an exception leaves nothing behind.

    ``kind`` says what it is in the list of batches: edit, import, undo, demo, note. ``result`` holds the Changes afterwards.
    Raises Invalid (rules), Stale (someone else changed the record), DeskError (the world) on leaving or putting.
    """

    def __init__(self, transaction: AbstractContextManager[Connection], scene: Scene, title: str, *,
                 reason: str = "", strict: bool = True, kind: str = "edit", undoes: str | None = None) -> None:  # fmt: skip
        self._transaction = transaction
        self._scene = scene
        self._title, self._reason, self._strict, self._kind, self._undoes = title, reason, strict, kind, undoes
        self._changes: list[Change] = []
        self._faults_before: dict[Touched, set[Problem]] = {}
        self._homes: set[str] = set()
        self._again: set[fold.Key] = set()  # records to be worked out anew from the log at the end
        self._batch = new_id()
        self.result = Changes(title)

    def __enter__(self) -> Self:
        self.connection = self._transaction.__enter__()
        self._seq = journal.last_seq(self.connection, self._scene.replica)
        self._around = Surroundings(self.connection, self._scene.today, self._scene.parameter)
        self._wall = self._scene.wall
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            try:
                self._finish()
            except BaseException as fault:
                self._transaction.__exit__(type(fault), fault, fault.__traceback__)
                raise
        self._transaction.__exit__(kind, error, trace)

    def put(self, record: Record) -> Any:
        """Write one record, new or changed; returns it as written. Raises Stale: it was changed since it was read."""
        return self.put_many([record])[0]

    def put_many(self, records: Iterable[Record]) -> list[Any]:
        """The bulk form: the same checks of version and the same log, in set-based SQL per ledger."""
        named = [r if r.id else dataclasses.replace(r, id=new_id()) for r in records]
        placed = [r if r.village else dataclasses.replace(r, village=self._scene.village) for r in named]
        by_ledger: dict[str, list[Record]] = {}
        for record in placed:
            by_ledger.setdefault(ledger_of(record).name, []).append(record)
        for name, group in by_ledger.items():
            self._put_ledger(BY_NAME[name], group)
        return placed

    def remove(self, ledger: Ledger, record_id: str) -> None:
        """Leave a tombstone; the record can be restored. Raises DeskError when it is not there."""
        self.remove_many(ledger, [record_id])

    def remove_many(self, ledger: Ledger, record_ids: Sequence[str]) -> None:
        """The bulk form of remove."""
        self._bury(ledger, record_ids, REMOVE)

    def restore(self, ledger: Ledger, record_id: str) -> None:
        """Bring a removed record back as it was."""
        self.restore_many(ledger, [record_id])

    def restore_many(self, ledger: Ledger, record_ids: Sequence[str]) -> None:
        """The bulk form of restore."""
        self._bury(ledger, record_ids, RESTORE)

    def _put_ledger(self, ledger: Ledger, records: Sequence[Record]) -> None:
        existing = self._existing(ledger, [r.id for r in records])
        new, changed = [], []
        for record in records:
            before = existing.get(record.id)
            plain = rows.record_to_plain(ledger, record)
            if before is None:
                new.append((record, plain))
            elif plain != (old := rows.columns_to_plain(ledger, before)):
                self._require_fresh(ledger, record, before)
                changed.append((record, plain, old, before))
        if new:
            self._insert(ledger, new)
        if changed:
            self._update(ledger, changed)
        self._note_homes(ledger, [r for r, *_ in new] + [r for r, *_ in changed])

    def _existing(self, ledger: Ledger, ids: Sequence[str]) -> dict[str, Mapping[str, Any]]:
        table = TABLES[ledger.name]
        found: dict[str, Mapping[str, Any]] = {}
        for at in range(0, len(ids), _CHUNK):
            query = select(table).where(table.c.id.in_(ids[at : at + _CHUNK]))
            found.update({row["id"]: row for row in self.connection.execute(query).mappings()})
        return found

    def _require_fresh(self, ledger: Ledger, record: Record, before: Mapping[str, Any]) -> None:
        if before["removed"]:
            raise Stale("这条记录已经被删除，没有保存。需要的话先在回收站里恢复它。")
        if record.meta.version and record.meta.version != before["version"]:
            when = datetime.fromisoformat(before["changed_at"])
            raise Stale(
                f"这条{ledger.label}在你打开之后被{before['changed_by']}改过（{when:%m月%d日 %H:%M}），这次没有保存。"
                "你填的内容还在页面上。请按 F5 看新的内容，再把要改的填一遍。"
            )
        if self._strict:
            old: Record = rows.row_to_record(ledger, before)
            self._faults_before.setdefault(Touched(ledger.name, record.id), set(self._faults(ledger, old)))

    def _insert(self, ledger: Ledger, new: Sequence[tuple[Record, rows.Plain]]) -> None:
        lines = []
        for record, plain in new:
            change = self._log(PUT, ledger, record.id, rows.by_group(ledger, plain), ())
            lines.append({
                "village": record.village, "id": record.id, **rows.plain_to_columns(ledger, plain),
                "search": rows.search_text(ledger, plain), "version": 1, "created_at": self._wall,
                "created_by": self._scene.author, "changed_at": self._wall, "changed_by": self._scene.author,
                "removed": 0, "born_replica": change.replica, "born_seq": change.seq,
            })  # fmt: skip
        self.connection.execute(insert(TABLES[ledger.name]), lines)

    def _update(self, ledger: Ledger, changed: Sequence[_Changed]) -> None:
        known = heads.of_rows(self.connection, [record.id for record, *_ in changed])
        lines, edited = [], []
        for record, plain, old, before in changed:
            new_groups, old_groups = rows.by_group(ledger, plain), rows.by_group(ledger, old)
            groups = [g for g in {**old_groups, **new_groups} if new_groups.get(g) != old_groups.get(g)]
            born, now = (before["born_replica"], before["born_seq"]), known.get(record.id, {})
            seen = self._seen_of_split(record.id, [g for g in groups if len(now.get(g, ())) > 1])
            whole = [g for g in groups if g not in seen]
            base = {*heads.base(now, whole, born), *(dot for dots in seen.values() for dot in dots)}
            change = self._log(PUT, ledger, record.id, {g: new_groups.get(g, {}) for g in groups}, tuple(sorted(base)))
            edited += [(record.id, group, change.dot) for group in whole]
            for group, dots in seen.items():
                heads.advance(self.connection, record.id, group, dots, change.dot)
            if before["extra"] and rows.UNREAD in before["extra"]:
                self._again.add((ledger.name, record.id))
            lines.append({
                "row_id": record.id, **rows.plain_to_columns(ledger, plain), "search": rows.search_text(ledger, plain),
                "version": before["version"] + 1, "changed_at": self._wall, "changed_by": self._scene.author,
            })  # fmt: skip
        table = TABLES[ledger.name]
        columns: dict[str, Any] = {name: bindparam(name) for name in lines[0] if name != "row_id"}
        self.connection.execute(update(table).where(table.c.id == bindparam("row_id")).values(columns), lines)
        heads.replace(self.connection, edited)

    def settle(self, ledger: Ledger, row_id: str, group: str, fields: Mapping[str, object], seen: Sequence[Dot]) -> None:
        """Decide an open conflict: these plain values of the whole group take the place of all that stand there.

        ``seen`` are the dots the person had before his eyes. Raises Stale when there are others by now.
        """
        row = merge.fold(self._history(row_id))
        if set(row.heads(group)) != set(seen):
            raise Stale(_MOVED)
        self._log(PUT, ledger, row_id, {group: dict(fields)}, row.heads(group))
        self._settled(ledger, row_id)

    def settle_removal(self, ledger: Ledger, row_id: str, *, keep: bool) -> None:
        """Decide a record that one person removed while another changed it. Raises Stale: it is decided already."""
        row = merge.fold(self._history(row_id))
        if not row.removed_in_conflict:
            raise Stale(_MOVED)
        self._log(RESTORE if keep else REMOVE, ledger, row_id, {}, row.seen())
        self._settled(ledger, row_id)

    def _settled(self, ledger: Ledger, row_id: str) -> None:
        """The tables follow a decision at once, so that the rules see it."""
        before = self._existing(ledger, [row_id]).get(row_id)
        if before is not None and self._strict:
            old: Record = rows.row_to_record(ledger, before)
            self._faults_before.setdefault(Touched(ledger.name, row_id), set(self._faults(ledger, old)))
        self._rewrite({(ledger.name, row_id): self._history(row_id)})
        lines = [before, self._existing(ledger, [row_id]).get(row_id)]
        self._note_homes(ledger, [rows.row_to_record(ledger, line) for line in lines if line is not None])

    def _history(self, row_id: str) -> list[Change]:
        """All changes of a record, those of this Work among them."""
        written = journal.changes_of_rows(self.connection, [row_id])[row_id]
        return written + [change for change in self._changes if change.row == row_id]

    def _seen_of_split(self, row_id: str, groups: Sequence[str]) -> dict[str, tuple[Dot, ...]]:
        """For groups in conflict what stood on the screen: an ordinary edit replaces that and leaves the rest open."""
        if not groups:
            return {}
        row = merge.fold(self._history(row_id))
        return {group: fold.shown_dots(row, group) for group in groups}

    def _rewrite(self, histories: Mapping[fold.Key, Sequence[Change]]) -> None:
        fold.rewrite(self.connection, self._scene.village, histories, identity.origins(self.connection))

    def _bury(self, ledger: Ledger, ids: Sequence[str], action: str) -> None:
        existing = self._existing(ledger, ids)
        state = int(action == REMOVE)
        alive = [i for i in ids if i in existing and existing[i]["removed"] != state]
        if not alive:
            raise DeskError("没有找到这条记录，可能已经被删除。没有改动任何内容。")
        known = heads.of_rows(self.connection, alive)
        marked = []
        for row_id in alive:
            before = existing[row_id]
            seen = heads.everything(known.get(row_id, {}), (before["born_replica"], before["born_seq"]))
            marked.append((row_id, heads.LIFE, self._log(action, ledger, row_id, {}, seen).dot))
            if any(len(dots) > 1 for dots in known.get(row_id, {}).values()):
                self._again.add((ledger.name, row_id))
        heads.replace(self.connection, marked)
        table = TABLES[ledger.name]
        lines = [{"row_id": i, "version": existing[i]["version"] + 1} for i in alive]
        stamp = {"changed_at": self._wall, "changed_by": self._scene.author}
        values = {"removed": state, **stamp, "version": bindparam("version")}
        self.connection.execute(update(table).where(table.c.id == bindparam("row_id")).values(values), lines)
        self._note_homes(ledger, [rows.row_to_record(ledger, existing[i]) for i in alive])

    def _log(self, action: str, ledger: Ledger, row: str, values: Mapping[str, Mapping[str, object]],
             base: tuple[Dot, ...]) -> Change:  # fmt: skip
        self._seq += 1
        scene = self._scene
        reason = f"{self._title}：{self._reason}" if self._reason else self._title
        change = Change(
            replica=scene.replica, seq=self._seq, action=action, ledger=ledger.name, row=row, values=values, base=base,
            author=scene.author, reason=reason, wall=self._wall, stamp=scene.clock.tick(time.time_ns() // 1_000_000),
            batch=self._batch, schema=SCHEMA,
        )  # fmt: skip
        self._changes.append(change)
        return change

    def _note_homes(self, ledger: Ledger, records: Sequence[Record]) -> None:
        self._homes |= cards.homes_of(self.connection, ledger, records)

    def _faults(self, ledger: Ledger, record: Record) -> list[Problem]:
        found = [p for p in check_values(ledger, record) if p.level == "E"]
        for rule in ledger.rules:
            found += rule(record, self._around)
        return found

    def _new_faults(self) -> list[Problem]:
        found: list[Problem] = []
        for touched in dict.fromkeys(Touched(c.ledger, c.row) for c in self._changes if c.action != REMOVE):
            record = self._around.get(touched.ledger, touched.id)
            if record is not None:
                before = self._faults_before.get(touched, set())
                found += [p for p in self._faults(BY_NAME[touched.ledger], record) if p not in before]
        return list(dict.fromkeys(found))

    def _conflicting(self) -> set[fold.Key]:
        """Records of this Work with an open conflict, whose state it may have changed."""
        found = fold.in_conflict(self.connection, [c.row for c in self._changes])
        return {(c.ledger, c.row) for c in self._changes if c.row in found} if found else set()

    def _finish(self) -> None:
        problems = self._new_faults() if self._strict else []
        refused = [p for p in problems if p.level == "E"]
        if refused:
            raise Invalid(refused)
        if not self._changes:
            return
        about = journal.Batch(
            id=self._batch, title=self._title, author=self._scene.author, reason=self._reason, wall=self._wall,
            kind=self._kind, records=len(self._changes), undoes=self._undoes, undone_by=None,
            place=journal.next_place(self.connection),
        )  # fmt: skip
        sign = identity.signer(self.connection, self._scene.replica, self._scene.village, self._scene.craft)
        journal.append(self.connection, self._changes, about, sign)
        self._again |= self._conflicting()
        if self._again:
            found = journal.changes_of_rows(self.connection, [row for _, row in self._again])
            self._rewrite({key: found[key[1]] for key in self._again})
        save_clock(self.connection, self._scene.clock)
        cards.refresh(self.connection, self._homes, self._scene.today, self._scene.parameter)
        touched = frozenset(Touched(c.ledger, c.row) for c in self._changes)
        self.result = Changes(self._title, touched, self._batch, tuple(problems))
