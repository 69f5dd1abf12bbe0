"""What rules may ask about the rest of the ledger, answered from the tables inside the running transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from fupin_desk.ledgers.record import Record
from fupin_desk.ledgers.registry import BY_NAME
from fupin_desk.store.rows import row_to_record
from fupin_desk.store.schema import TABLES


class Surroundings:
    """Implements ledgers.record.Around over one connection. Answers are not kept: the transaction is changing them."""

    def __init__(self, connection: Connection, today: date, parameter: Callable[[str, int], Any]) -> None:
        self._connection = connection
        self._parameter = parameter
        self._today = today

    @property
    def today(self) -> date:
        return self._today

    def parameter(self, name: str, year: int) -> Any:
        return self._parameter(name, year)

    def get(self, ledger: str, record_id: str) -> Record | None:
        """The living record with this id."""
        table = TABLES[ledger]
        query = select(table).where(table.c.id == record_id, table.c.removed == 0)
        row = self._connection.execute(query).mappings().first()
        found: Record | None = None if row is None else row_to_record(BY_NAME[ledger], row)
        return found

    def related(self, ledger: str, field_name: str, value: object) -> Sequence[Any]:
        """All living records whose field equals the value, in the order they were made."""
        table = TABLES[ledger]
        query = select(table).where(table.c[field_name] == value, table.c.removed == 0).order_by(table.c.id)
        return [row_to_record(BY_NAME[ledger], row) for row in self._connection.execute(query).mappings()]
