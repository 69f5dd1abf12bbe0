"""Doubts as they stand, by household, by rule, by level."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from fupin_desk.ledgers.family import Doubt
from fupin_desk.store.schema import doubt

_COLUMNS = (doubt.c.rule, doubt.c.level, doubt.c.ledger, doubt.c.record, doubt.c.field, doubt.c.message)


def doubts_of(connection: Connection, household: str) -> list[Doubt]:
    """The doubts of one household in the order of the rules."""
    query = select(*_COLUMNS).where(doubt.c.household == household).order_by(doubt.c.number)
    return [Doubt(*row) for row in connection.execute(query)]


def all_doubts(connection: Connection, village: str, *, rules: Sequence[str] = (),
               ledger: str | None = None) -> list[tuple[str, Doubt]]:  # fmt: skip
    """(household, doubt) of the whole village, optionally of some rules or one ledger."""
    query = select(doubt.c.household, *_COLUMNS).where(doubt.c.village == village)
    if rules:
        query = query.where(doubt.c.rule.in_(rules))
    if ledger:
        query = query.where(doubt.c.ledger == ledger)
    query = query.order_by(doubt.c.rule, doubt.c.household, doubt.c.number)
    return [(household, Doubt(*rest)) for household, *rest in connection.execute(query)]


def count_doubts(connection: Connection, village: str) -> dict[str, int]:
    """How many doubts of each level."""
    query = select(doubt.c.level, func.count()).where(doubt.c.village == village).group_by(doubt.c.level)
    return {level: int(number) for level, number in connection.execute(query)}
