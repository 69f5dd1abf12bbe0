"""Any ledger's records: list, add, set, remove, restore, history, undo. The verbs of cli.md and of every page."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from fupin_desk.actions.session import Session
from fupin_desk.core.errors import DeskError, Invalid, Problem
from fupin_desk.ledgers.card import Condition
from fupin_desk.ledgers.changes import Changes
from fupin_desk.ledgers.record import Ledger, Record
from fupin_desk.store import fold, journal
from fupin_desk.store.queries import history as histories
from fupin_desk.store.queries import lists
from fupin_desk.store.undo import undo_batch

Entry = histories.Entry
Batch = journal.Batch
_WHERE = re.compile(r"(?P<field>[^=!<>~]+)(?P<operator>!=|[=<>~])(?P<value>.*)", re.DOTALL)


def parse_where(ledger: Ledger, text: str) -> Condition:
    """A condition written FIELD=VALUE; the field by label or code name, the value as the field's kind reads it.

    Raises DeskError naming what was not understood.
    """
    match = _WHERE.fullmatch(text.strip())
    if match is None:
        raise DeskError(f"看不懂条件“{text}”。应写成 字段=值，可以用 = != < > ~ 。")
    found = ledger.find(match["field"].strip())
    if found is None:
        raise DeskError(f"{ledger.label}没有“{match['field'].strip()}”这一项。没有改动任何内容。")
    raw = match["value"].strip()
    if match["operator"] == "~":
        return Condition(found.name, "~", raw)
    value = parse_values(ledger, {found.name: raw})[found.name]
    return Condition(found.name, match["operator"], None if value is None else found.kind.to_plain(value))


def parse_values(ledger: Ledger, texts: Mapping[str, str]) -> dict[str, Any]:
    """Typed words as values by field name. Raises Invalid with every field that could not be read."""
    values: dict[str, Any] = {}
    problems = []
    for name, text in texts.items():
        found = ledger.find(name)
        if found is None:
            problems.append(Problem(name, f"{ledger.label}没有这一项。"))
            continue
        try:
            values[found.name] = found.kind.parse(text)
        except ValueError as fault:
            problems.append(Problem(found.label, str(fault)))
    if problems:
        raise Invalid(problems)
    return values


def list_records(session: Session, ledger: Ledger, conditions: Sequence[Condition] = (), *, find: str = "",
                 limit: int | None = None, as_of: date | None = None, removed: bool = False) -> list[Any]:  # fmt: skip
    """Records of a ledger, living ones; ``as_of`` reads them as they stood at the end of that day."""
    with session.file.read() as connection:
        if as_of is None:
            return lists.list_records(connection, ledger, conditions, find=find, limit=limit, removed=removed)
        found = fold.as_of(connection, session.village, ledger, as_of)
    kept = [r for r in found if all(_meets(ledger, r, c) for c in conditions)]
    return kept[:limit]


def _meets(ledger: Ledger, record: Record, condition: Condition) -> bool:
    value = getattr(record, condition.column)
    plain: Any = None if value is None else ledger.by_name[condition.column].kind.to_plain(value)
    wanted: Any = condition.value
    match condition.operator:
        case "=":
            return bool(plain == wanted)
        case "!=":
            return bool(plain != wanted)
        case "~":
            return str(wanted) in str(plain or "")
        case "<":
            return plain is not None and bool(plain < wanted)
        case _:
            return plain is not None and bool(plain > wanted)


def get_record(session: Session, ledger: Ledger, record_id: str) -> Any:
    """One living record. Raises DeskError when there is none with this id."""
    with session.file.read() as connection:
        found = lists.record_by_id(connection, ledger, record_id)
    if found is None or found.meta.removed:
        raise DeskError(f"没有找到这条{ledger.label}，可能已被删除。没有改动任何内容。")
    return found


def save(session: Session, title: str, records: Sequence[Record], *, why: str = "",
         remove: Sequence[tuple[Ledger, str]] = ()) -> Changes:  # fmt: skip
    """Write what a page holds in one step: records new or changed, and records removed. Raises Invalid, Stale."""
    with session.file.work(title, reason=why) as work:
        work.put_many(records)
        for ledger, record_id in remove:
            work.remove(ledger, record_id)
    return work.result


def add_record(session: Session, ledger: Ledger, texts: Mapping[str, str], why: str) -> tuple[Changes, str]:
    """Add one record from typed words; returns the changes and the new id."""
    values = parse_values(ledger, texts)
    missing = [f for f in ledger.fields if f.required and values.get(f.name) is None]
    if missing:
        raise Invalid([Problem(f.label, "还没有填。") for f in missing])
    record = ledger.record(**values)
    with session.file.work(f"新增{ledger.label} {ledger.title(record)}", reason=why) as work:
        written = work.put(record)
    return work.result, written.id


def set_record(session: Session, ledger: Ledger, record_id: str, texts: Mapping[str, str], why: str) -> Changes:
    """Change fields of one record from typed words, as one audited change."""
    before = get_record(session, ledger, record_id)
    record = dataclasses.replace(before, **parse_values(ledger, texts))
    with session.file.work(f"修改{ledger.label} {ledger.title(before)}", reason=why) as work:
        work.put(record)
    return work.result


def remove_record(session: Session, ledger: Ledger, record_id: str, why: str) -> Changes:
    """Remove one record with a reason; it stays in the trash and can be restored."""
    before = get_record(session, ledger, record_id)
    with session.file.work(f"删除{ledger.label} {ledger.title(before)}", reason=why) as work:
        work.remove(ledger, record_id)
    return work.result


def restore_record(session: Session, ledger: Ledger, record_id: str, why: str) -> Changes:
    """Bring a removed record back."""
    with session.file.work(f"恢复{ledger.label}", reason=why) as work:
        work.restore(ledger, record_id)
    return work.result


def history(session: Session, ledger: Ledger, record_id: str) -> list[Entry]:
    """Every change of one record, the latest first."""
    with session.file.read() as connection:
        return histories.history_of(connection, ledger, record_id)


def undo(session: Session, batch_id: str | None = None) -> Changes:
    """Take back one step, by default the newest."""
    return undo_batch(session.file, batch_id)


def redo(session: Session) -> Changes:
    """Take back the newest undo."""
    return undo_batch(session.file, redo=True)


def recent_steps(session: Session, limit: int = 50) -> list[Batch]:
    """What was done lately, latest first."""
    with session.file.read() as connection:
        return journal.batches(connection, limit)
