"""Counts over time: how many records of a ledger fall on each day."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Connection, func, select

from fupin_desk.ledgers.record import Ledger
from fupin_desk.store.schema import TABLES


def records_by_day(connection: Connection, ledger: Ledger, column: str, first: date, last: date) -> dict[date, int]:
    """Living records by the day of a day or moment column, from one day to another, both included."""
    table = TABLES[ledger.name]
    day = func.substr(table.c[column], 1, 10)
    inside = (table.c[column] >= first.isoformat(), table.c[column] < (last + timedelta(days=1)).isoformat())
    query = select(day, func.count()).where(table.c.removed == 0, *inside).group_by(day)
    return {date.fromisoformat(text): int(number) for text, number in connection.execute(query)}
