"""Lists: cards of households by page, any ledger's records by condition, and what a typed word finds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, String, Table, and_, cast, func, or_, select

from fupin_desk.core.errors import DeskError
from fupin_desk.ledgers.card import Card, CardFilter, Condition
from fupin_desk.ledgers.record import Ledger
from fupin_desk.store.queries.families import CHUNK
from fupin_desk.store.rows import row_to_record
from fupin_desk.store.schema import TABLES, card

_CARD_FIELDS = tuple(Card.__dataclass_fields__)
_CARD_COLUMNS = [card.c[name] for name in _CARD_FIELDS]
_SORT_BY = {"head": "head_sort", "group_name": "group_number"}


def _condition(table: Table, condition: Condition) -> ColumnElement[bool]:
    column: ColumnElement[Any] = table.c[condition.column]
    value: Any = condition.value
    match condition.operator:
        case "=":
            return column.is_(None) if value is None else column == value
        case "!=":
            return column.is_not(None) if value is None else or_(column != value, column.is_(None))
        case "<":
            below: ColumnElement[bool] = column < value
            return below
        case ">":
            above: ColumnElement[bool] = column > value
            return above
        case "~":
            return cast(column, String).like(f"%{_escaped(str(value))}%", escape="\\")
        case "empty":
            return or_(column.is_(None), cast(column, String) == "")
        case "filled":
            return and_(column.is_not(None), cast(column, String) != "")
    raise DeskError(f"不认识条件“{condition.operator}”。可以用 = != < > ~ 。")


def _escaped(text: str) -> str:
    return re.sub(r"([%_\\])", r"\\\1", text)


def found_by(column: ColumnElement[str], text: str) -> ColumnElement[bool]:
    """Rows whose search column holds the typed word: letters begin a pinyin key, other text may stand anywhere."""
    word = _escaped("".join(text.lower().replace("'", "").replace("’", "").split()))
    if word.isascii() and word.isalpha():
        return or_(column.like(f"{word}%", escape="\\"), column.like(f"% {word}%", escape="\\"))
    return column.like(f"%{word}%", escape="\\")


def _filtered(query: Select[Any], village: str, wanted: CardFilter) -> Select[Any]:
    query = query.where(card.c.village == village)
    if wanted.states:
        query = query.where(card.c.state.in_(wanted.states))
    if wanted.overdue_before is not None:
        late = card.c.last_visit < wanted.overdue_before.isoformat()
        query = query.where(or_(card.c.last_visit.is_(None), late))
    if wanted.without_helper:
        query = query.where(card.c.helper_id.is_(None))
    if wanted.with_doubts:
        query = query.where(card.c.doubts > 0)
    if wanted.group_id is not None:
        query = query.where(card.c.group_id == wanted.group_id)
    if wanted.text.strip():
        query = query.where(found_by(card.c.search, wanted.text))
    for condition in wanted.conditions:
        query = query.where(_condition(card, condition))
    return query


def card_ids(connection: Connection, village: str, wanted: CardFilter) -> list[str]:
    """Household ids in the order of the list: the array a table pages through."""
    query = _filtered(select(card.c.household), village, wanted)
    for column, falling in wanted.order:
        by = card.c[_SORT_BY.get(column, column)]
        query = query.order_by(by.desc() if falling else by)
    ids = list(connection.scalars(query.order_by(card.c.number, card.c.household)))
    if wanted.households is None:
        return ids
    kept = set(wanted.households)
    return [i for i in ids if i in kept]


def cards(connection: Connection, households: Sequence[str]) -> dict[str, Card]:
    """Cards by household id."""
    found: dict[str, Card] = {}
    for at in range(0, len(households), CHUNK):
        query = select(*_CARD_COLUMNS).where(card.c.household.in_(households[at : at + CHUNK]))
        for row in connection.execute(query).mappings():
            found[row["household"]] = _card(row)
    return found


def _card(row: Mapping[Any, Any]) -> Card:
    last = row["last_visit"]
    return Card(**{**row, "last_visit": datetime.fromisoformat(last) if last else None})


def counts(connection: Connection, village: str, wanted: CardFilter) -> tuple[int, int]:
    """How many households and how many people the filter lets through."""
    query = _filtered(select(func.count(), func.coalesce(func.sum(card.c.size), 0)), village, wanted)
    homes, people = connection.execute(query).one()
    return int(homes), int(people)


def count_by(connection: Connection, village: str, column: str) -> dict[Any, int]:
    """Households by the value of one card column, e.g. state or cause."""
    query = select(card.c[column], func.count()).where(card.c.village == village).group_by(card.c[column])
    return {value: int(number) for value, number in connection.execute(query)}


def list_records(connection: Connection, ledger: Ledger, conditions: Sequence[Condition] = (), *, find: str = "",
                 order: Sequence[tuple[str, bool]] = (), limit: int | None = None, removed: bool = False) -> list[Any]:  # fmt: skip
    """Records of any ledger, living ones (or with ``removed`` the trash), by default in the order they were made."""
    table = TABLES[ledger.name]
    query = select(table).where(table.c.removed == int(removed))
    for condition in conditions:
        query = query.where(_condition(table, condition))
    if find.strip():
        query = query.where(found_by(table.c.search, find))
    for column, falling in order:
        query = query.order_by(table.c[column].desc() if falling else table.c[column])
    query = query.order_by(table.c.id).limit(limit)
    return [row_to_record(ledger, row) for row in connection.execute(query).mappings()]


def record_by_id(connection: Connection, ledger: Ledger, record_id: str) -> Any:
    """One record, removed or not, or None."""
    table = TABLES[ledger.name]
    row = connection.execute(select(table).where(table.c.id == record_id)).mappings().first()
    return None if row is None else row_to_record(ledger, row)


def count_records(connection: Connection, ledger: Ledger, conditions: Sequence[Condition] = ()) -> int:
    """How many living records."""
    table = TABLES[ledger.name]
    query = select(func.count()).select_from(table).where(table.c.removed == 0)
    for condition in conditions:
        query = query.where(_condition(table, condition))
    return int(connection.scalar(query) or 0)


def households_ending(connection: Connection, village: str, ending: str) -> list[str]:
    """Living households whose id ends with these hex digits (a short code on paper holds no more of it)."""
    table = TABLES["household"]
    plain = func.replace(table.c.id, "-", "")
    query = select(table.c.id).where(table.c.village == village, table.c.removed == 0, plain.like(f"%{ending}"))
    return list(connection.scalars(query))


def calls_between(connection: Connection, village: str, low: str, high: str) -> list[tuple[str, str]]:
    """(household, who called) of every living visit whose time as text lies between: for counting, without the visits'
    other fields, which take seconds to read for a year of 2,000 households."""
    table = TABLES["visit"]
    query = select(table.c.household, table.c.visitors).where(
        table.c.village == village, table.c.removed == 0, table.c.at > low, table.c.at < high
    )
    return [(household, visitors or "") for household, visitors in connection.execute(query)]


def find_people(connection: Connection, village: str, text: str, limit: int) -> list[tuple[str, str, str | None]]:
    """(household, member name, relation) of people a typed word finds, heads first."""
    member = TABLES["member"]
    query = (
        select(member.c.household, member.c.name, member.c.relation)
        .where(member.c.village == village, member.c.removed == 0, found_by(member.c.search, text))
        .order_by(member.c.relation != "01", member.c.name)
        .limit(limit)
    )
    return [(home, name, relation) for home, name, relation in connection.execute(query)]
