"""Between records and table rows: the same plain values as in the change log, in typed columns."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from fupin_desk.core import pinyin
from fupin_desk.core.change import canonical_json
from fupin_desk.ledgers import kinds
from fupin_desk.ledgers.kinds import Choices, Kind, YesNo
from fupin_desk.ledgers.record import Ledger, Meta, Record, from_plain, to_plain

Plain = dict[str, object]
UNREAD = "+!"
"""Stands before the name of a declared field whose value this program cannot read; the value is kept beside."""

_WHOLE = (kinds.Whole, kinds.Year, kinds.Money, kinds.Area)
_LARGEST = 2**63 - 1


def readable(ledger: Ledger, plain: Mapping[str, object]) -> Plain:
    """The plain values with those set aside that do not fit their field: of a newer program, or of a faulty one."""
    found: Plain = {}
    for name, value in plain.items():
        known = ledger.by_name.get(name)
        found[name if known is None or _fits(known.kind, value) else UNREAD + name] = value
    return found


def _fits(kind: Kind, value: object) -> bool:
    if isinstance(kind, _WHOLE):
        return type(value) is int and -_LARGEST <= value <= _LARGEST
    if isinstance(kind, YesNo):
        return type(value) is bool
    if isinstance(kind, Choices):
        return isinstance(value, list) and all(isinstance(code, str) for code in value)
    if not isinstance(value, str):
        return False
    return _is_time(kind, value) if isinstance(kind, (kinds.Day, kinds.Moment)) else True


def _is_time(kind: Kind, value: str) -> bool:
    """A day or a moment of the local clock, written the one way it is written."""
    try:
        return "+" not in value and bool(kind.to_plain(kind.from_plain(value)) == value)
    except ValueError:
        return False


def plain_to_columns(ledger: Ledger, plain: Mapping[str, object]) -> dict[str, object]:
    """Column values of a record's plain values; a name the ledger does not declare goes into ``extra``."""
    columns: dict[str, object] = dict.fromkeys(ledger.by_name)
    extra: dict[str, object] = {}
    for name, value in plain.items():
        known = ledger.by_name.get(name)
        if known is None:
            extra[name] = value
        elif isinstance(known.kind, Choices):
            columns[name] = canonical_json(value)
        elif isinstance(known.kind, YesNo):
            columns[name] = int(bool(value))
        else:
            columns[name] = value
    columns["extra"] = canonical_json(extra) if extra else None
    return columns


def columns_to_plain(ledger: Ledger, row: Mapping[Any, Any]) -> Plain:
    """The plain values of a table row; empty columns are left out."""
    plain: Plain = {}
    for f in ledger.fields:
        value = row[f.name]
        if value is None:
            continue
        if isinstance(f.kind, Choices):
            value = json.loads(value)
        elif isinstance(f.kind, YesNo):
            value = bool(value)
        plain[f.name] = value
    if row["extra"]:
        plain.update(json.loads(row["extra"]))
    return plain


def row_to_record(ledger: Ledger, row: Mapping[Any, Any]) -> Any:
    """The record of a table row, with who wrote it and when."""
    meta = Meta(
        version=row["version"],
        created_at=datetime.fromisoformat(row["created_at"]),
        created_by=row["created_by"],
        changed_at=datetime.fromisoformat(row["changed_at"]),
        changed_by=row["changed_by"],
        removed=bool(row["removed"]),
    )
    return from_plain(ledger, row["id"], row["village"], columns_to_plain(ledger, row), meta)


def record_to_plain(ledger: Ledger, record: Record) -> Plain:
    """The record's non-empty plain values."""
    return to_plain(ledger, record)


def search_text(ledger: Ledger, plain: Mapping[str, object]) -> str:
    """What the search column holds: each searched value as written, by initials and by full pinyin, all readings."""
    parts = [pinyin.keys(str(plain[name])) for name in ledger.searched if plain.get(name)]
    return " ".join(parts)


def by_group(ledger: Ledger, plain: Mapping[str, object]) -> dict[str, dict[str, object]]:
    """The plain values sorted into field groups; an undeclared name is a group of its own."""
    groups: dict[str, dict[str, object]] = {}
    for name, value in plain.items():
        known = ledger.by_name.get(name)
        groups.setdefault(known.group if known else name, {})[name] = value
    return groups
