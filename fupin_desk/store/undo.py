"""Taking a batch back: every value it wrote becomes what it was, unless somebody changed it again since."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from fupin_desk.core.change import PUT, REMOVE, Change, Dot
from fupin_desk.core.errors import DeskError
from fupin_desk.core.merge import fold, values_before
from fupin_desk.ledgers.changes import Changes
from fupin_desk.ledgers.record import Ledger, Record, from_plain
from fupin_desk.ledgers.registry import BY_NAME
from fupin_desk.store import fold as folding
from fupin_desk.store import journal, rows
from fupin_desk.store.ledger_file import LedgerFile
from fupin_desk.store.take_back import take_back


@dataclass
class _Plan:
    """What taking back comes to: records to put, to bury, to bring back, and how many values were changed since."""

    puts: list[Record]
    buried: dict[str, list[str]]
    restored: dict[str, list[str]]
    kept: int = 0


def undo_batch(file: LedgerFile, batch_id: str | None = None, *, redo: bool = False) -> Changes:
    """Undo one batch, by default the newest (with ``redo`` the newest undo). It becomes a batch of its own.

    Values that were changed again after the batch stay as they are; the summary says how many. Raises DeskError when
    there is nothing to take back or it was taken back already. A package is taken back as store.take_back says.
    """
    with file.read() as connection:
        about = journal.batch_by_id(connection, batch_id) if batch_id else journal.last_batch(connection, undone=redo)
        if about is None:
            raise DeskError("没有可以重做的步骤。" if redo else "没有可以撤销的步骤。台账没有变。")
        if about.undone_by:
            raise DeskError(f"“{about.title}”已经撤销过了。台账没有变。")
        plan = None if about.kind == journal.PACKAGE else _plan(connection, file.village, about.id)
    if plan is None:
        return take_back(file, about.id)
    title = about.title.removeprefix("撤销：") if about.undoes else f"撤销：{about.title}"
    with file.work(title, strict=False, kind="undo", undoes=about.id) as work:
        work.put_many(plan.puts)
        for name, ids in plan.buried.items():
            work.remove_many(BY_NAME[name], ids)
        for name, ids in plan.restored.items():
            work.restore_many(BY_NAME[name], ids)
    kept = f"（{plan.kept} 处后来又改过，没有动）" if plan.kept else ""
    words = f"已重做：{title}" if about.undoes else f"已{title}"
    return dataclasses.replace(work.result, summary=words + kept)


def _plan(connection: Connection, village: str, batch_id: str) -> _Plan:
    touched = journal.changes_of_batch(connection, batch_id)
    histories = journal.changes_of_rows(connection, [c.row for c in touched])
    gone = journal.cancelled(connection, batch_id)
    plan = _Plan([], {}, {})
    for row, changes in folding.by_row(touched).items():
        ledger = BY_NAME.get(changes[0].ledger)
        if ledger is not None:
            standing = _without(histories[row], gone)
            _plan_row(plan, village, ledger, histories[row], standing, {c.dot for c in changes})
    return plan


def _without(history: list[Change], gone: set[str]) -> list[Change]:
    """The history as if these batches had never been: whoever saw one of their changes saw what it replaced."""
    dropped = {c.dot: c for c in history if c.batch in gone}

    def seen(base: Iterable[Dot]) -> set[Dot]:
        found: set[Dot] = set()
        for dot in base:
            found |= seen(dropped[dot].base) if dot in dropped else {dot}
        return found

    kept = [c for c in history if c.dot not in dropped]
    return [dataclasses.replace(c, base=tuple(seen(c.base))) for c in kept]


def _plan_row(plan: _Plan, village: str, ledger: Ledger, history: list[Change], standing: list[Change],
              undo: set[Dot]) -> None:  # fmt: skip
    """``standing`` is the history without steps that were taken back: what is judged 'changed since' is seen there."""
    now = fold(history)
    before = values_before(standing, undo)
    if before is None:
        if not now.removed:
            plan.buried.setdefault(ledger.name, []).append(now.row)
        return
    life = [c for c in history if c.dot in undo and c.action != PUT]
    if life:
        if life[-1].action == REMOVE and now.removed:
            plan.restored.setdefault(ledger.name, []).append(now.row)
        elif life[-1].action != REMOVE and not now.removed:
            plan.buried.setdefault(ledger.name, []).append(now.row)
    current = {name: value for name, value in now.shown().items() if value is not None}
    back, kept = _values_back(fold(standing).heads, before, current, undo)
    plan.kept += kept
    if back != current and not now.removed:
        record = folding.record_at(village, ledger, history)
        plan.puts.append(from_plain(ledger, now.row, record.village, back, record.meta))


def _values_back(heads: Callable[[str], tuple[Dot, ...]], before: Mapping[str, Mapping[str, object]],
                 current: Mapping[str, object],
                 undo: set[Dot]) -> tuple[rows.Plain, int]:  # fmt: skip
    back = dict(current)
    kept = 0
    for group, fields in before.items():
        standing = heads(group)
        if not set(standing) <= undo:
            kept += 1
            continue
        for name, value in fields.items():
            back.pop(name, None)
            if value is not None:
                back[name] = value
    return back, kept
