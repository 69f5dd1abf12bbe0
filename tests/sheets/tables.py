"""Workbooks for tests, written cell by cell, and the ledger as a picture without ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from fupin_desk.actions.session import Session
from fupin_desk.ledgers.record import to_plain
from fupin_desk.ledgers.registry import BY_NAME
from fupin_desk.sheets.plan import WRITE_ORDER
from fupin_desk.store.queries import lists


def save(path: Path, *rows: Sequence[Any], merged: Sequence[str] = (), sheet: str = "Sheet1") -> Path:
    """One sheet of these rows; ``merged`` like A1:C1."""
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(list(row))
    for area in merged:
        book.active.merge_cells(area)
    book.save(path)
    return path


def records(session: Session, ledger: str) -> list[Any]:
    """Every living record of a ledger."""
    with session.file.read() as connection:
        return lists.list_records(connection, BY_NAME[ledger])


def picture(session: Session) -> Counter[tuple[str, str]]:
    """All that an import may write, with names in place of ids: equal pictures are equal ledgers."""
    everything = {name: records(session, name) for name in WRITE_ORDER}
    names: dict[str, str] = {}
    for name in ("village_group", "helping_unit"):
        names |= {record.id: record.name for record in everything[name]}
    names |= {helper.id: f"{helper.name} {names.get(helper.unit or '')} {helper.phone}" for helper in everything["helper"]}
    names |= {home.id: f"户 {home.number}" for home in everything["household"]}
    found: Counter[tuple[str, str]] = Counter()
    for name, listed in everything.items():
        for record in listed:
            plain = {key: names.get(str(value), value) for key, value in to_plain(BY_NAME[name], record).items()}
            found[name, str(sorted(plain.items(), key=str))] += 1
    return found
