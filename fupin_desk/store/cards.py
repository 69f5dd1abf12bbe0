"""Cards and doubts: what lists and counts show of a household, worked out by the transaction that changes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from fupin_desk.core import pinyin
from fupin_desk.ledgers.checks import check_household
from fupin_desk.ledgers.family import Doubt, HouseholdFile
from fupin_desk.ledgers.record import Ledger
from fupin_desk.store.queries.families import CHUNK, load_files
from fupin_desk.store.schema import TABLES, card, doubt

Parameter = Callable[[str, int], Any]


def homes_of(connection: Connection, ledger: Ledger, records: Sequence[Any]) -> set[str]:
    """The households whose card these records (or anything with their fields) bear on."""
    if ledger.name == "household":
        return {r.id for r in records}
    if ledger.name == "member":
        return {str(r.household) for r in records} | _twin_homes(connection, records)
    if "household" in ledger.by_name:
        return {str(r.household) for r in records if r.household}
    through = {"helper": ("pairing", "helper", "household"), "village_group": ("household", "group", "id")}
    if ledger.name not in through:
        return set()
    table_name, column, home = through[ledger.name]
    table = TABLES[table_name]
    found: set[str] = set()
    ids = [r.id for r in records]
    for at in range(0, len(ids), CHUNK):
        query = select(table.c[home]).where(table.c[column].in_(ids[at : at + CHUNK]), table.c.removed == 0)
        found.update(connection.scalars(query))
    return found


def _twin_homes(connection: Connection, records: Sequence[Any]) -> set[str]:
    """Households with a person of the same number: their doubt D004 comes or goes with this record."""
    member = TABLES["member"]
    key = member.c.id_number
    numbers = list({r.id_number for r in records if r.id_number})
    found: set[str] = set()
    for at in range(0, len(numbers), CHUNK):
        found.update(connection.scalars(select(member.c.household).where(key.in_(numbers[at : at + CHUNK]))))
    return found


def refresh(connection: Connection, households: Iterable[str], today: date, parameter: Parameter) -> None:
    """Work out the cards and doubts of these households anew."""
    ids = sorted(households)
    for at in range(0, len(ids), CHUNK):
        chunk = ids[at : at + CHUNK]
        connection.execute(delete(card).where(card.c.household.in_(chunk)))
        connection.execute(delete(doubt).where(doubt.c.household.in_(chunk)))
        cards, doubts = [], []
        for file in load_files(connection, chunk):
            found = check_household(file, today, parameter)
            cards.append(card_of(file, found, today))
            doubts += [_doubt_row(file, number, item) for number, item in enumerate(found)]
        if cards:
            connection.execute(insert(card), cards)
        if doubts:
            connection.execute(insert(doubt), doubts)


def refresh_all(connection: Connection, today: date, parameter: Parameter) -> None:
    """Work out every card: on a new day (ages, overdue), after a rebuild, after new parameters."""
    table = TABLES["household"]
    connection.execute(delete(card))
    connection.execute(delete(doubt))
    refresh(connection, list(connection.scalars(select(table.c.id).where(table.c.removed == 0))), today, parameter)


def _doubt_row(file: HouseholdFile, number: int, item: Doubt) -> dict[str, object]:
    return {"village": file.household.village, "household": file.household.id, "number": number, **vars(item)}


def card_of(file: HouseholdFile, doubts: Sequence[Doubt], today: date) -> dict[str, object]:
    """The card of one household on a day, as a row of the card table."""
    home, people = file.household, file.people(today)
    head = file.head(today)
    name = file.head_name(today)
    pairing = file.main_pairing(today)
    helper = file.helpers.get(pairing.helper) if pairing else None
    incomes = [(y.year, file.per_capita_fen(y, today)) for y in file.years]
    known = [(year, fen) for year, fen in incomes if fen is not None]
    monitoring = next((m for m in file.monitoring if not m.cleared), None)
    return {
        "village": home.village, "household": home.id, "number": home.number,
        "short_number": (home.number or "")[-4:], "head": name, "head_sort": pinyin.sort_key(name),
        "head_id_number": head.id_number if head else None, "group_id": home.group,
        "group_name": file.group.name if file.group else None, "group_number": file.group.number if file.group else None,
        "household_kind": home.household_kind, "state": home.state, "size": len(people), "cause": home.cause,
        "year": known[0][0] if known else None, "per_capita_fen": known[0][1] if known else None,
        "last_per_capita_fen": known[1][1] if len(known) > 1 else None,
        "helper": helper.name if helper else None, "helper_id": helper.id if helper else None,
        "helper_duty": helper.duty if helper else None,
        "last_visit": file.visits[0].at.isoformat(timespec="minutes") if file.visits else None,
        "visits": len(file.visits), "doubts": sum(d.level != "H" for d in doubts),
        "hints": sum(d.level == "H" for d in doubts), "phone": home.phone or (head.phone if head else None),
        "address": home.address, "identified_year": home.identified_year, "exit_year": home.exit_year,
        "planned_exit_year": home.planned_exit_year, "monitor_kind": monitoring.monitor_kind if monitoring else None,
        "standard": home.standard, "low_income": sum(bool(m.low_income) for m in people),
        "search": _search_keys(file, today),
    }  # fmt: skip


def _search_keys(file: HouseholdFile, today: date) -> str:
    """Everything a household is looked for by: its people's names by pinyin, its numbers, phones and ID numbers."""
    home = file.household
    parts = [pinyin.keys(m.name) for m in file.people(today)]
    parts += [text for m in file.people(today) for text in (m.id_number, m.phone) if text]
    parts += [text for text in (home.number, home.local_number, home.phone) if text]
    return " ".join(parts)
