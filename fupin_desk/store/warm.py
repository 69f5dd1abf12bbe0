"""Doing once, on an empty database in memory, what every opening does: SQLAlchemy's first queries cost tenfold."""

from __future__ import annotations

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from fupin_desk.ledgers.card import CardFilter
from fupin_desk.ledgers.registry import BY_NAME
from fupin_desk.store.queries import doubts, lists
from fupin_desk.store.schema import metadata

_LEDGERS = ("village", "household", "visit", "task", "attendance")
_NOBODY = ("-",)


def warm_up() -> None:
    """Run the kinds of queries the first page asks. Touches no ledger and no file; safe to call at any time."""
    engine = create_engine("sqlite://", module=dbapi2, poolclass=StaticPool)
    try:
        with engine.begin() as connection:
            metadata.create_all(connection)
            for name in _LEDGERS:
                lists.list_records(connection, BY_NAME[name], limit=1)
            lists.cards(connection, _NOBODY)
            lists.card_ids(connection, "", CardFilter(with_doubts=True, without_helper=True))
            lists.counts(connection, "", CardFilter())
            lists.count_by(connection, "", "state")
            doubts.all_doubts(connection, "")
    finally:
        engine.dispose()
