"""Households with all that hangs on them, many at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from fupin_desk.ledgers.family import HouseholdFile
from fupin_desk.ledgers.helping import Helper, HelpingUnit
from fupin_desk.ledgers.registry import BY_NAME
from fupin_desk.ledgers.village import VillageGroup
from fupin_desk.store.rows import row_to_record
from fupin_desk.store.schema import TABLES, citizen_part

CHUNK = 300
_LATEST_FIRST = {"household_year": "year", "visit": "at", "monitoring": "identified_month"}


def load_files(connection: Connection, households: Sequence[str], *, visits: bool = True) -> list[HouseholdFile]:
    """The files of these households, living ones only, in the order asked for. ``visits`` False leaves visits out."""
    found: list[HouseholdFile] = []
    for at in range(0, len(households), CHUNK):
        found += _load_chunk(connection, list(households[at : at + CHUNK]), visits)
    return found


def _load_chunk(connection: Connection, ids: Sequence[str], visits: bool) -> list[HouseholdFile]:
    homes = {r.id: r for r in _by(connection, "household", "id", ids)}
    parts = {
        name: _grouped(connection, name, ids)
        for name in ("member", "household_year", "pairing", "monitoring", "task", *(("visit",) if visits else ()))
    }
    helpers = _helpers(connection, [p.helper for pairings in parts["pairing"].values() for p in pairings])
    units = _units(connection, [h.unit for h in helpers.values() if h.unit])
    groups: dict[str, VillageGroup] = {
        g.id: g for g in _by(connection, "village_group", "id", [h.group for h in homes.values() if h.group])
    }
    twins = _twins(connection, [m.id_number[:18] for ms in parts["member"].values() for m in ms if m.id_number])
    return [
        HouseholdFile(
            household=homes[i],
            members=tuple(parts["member"].get(i, ())),
            years=tuple(parts["household_year"].get(i, ())),
            pairings=tuple(parts["pairing"].get(i, ())),
            visits=tuple(parts.get("visit", {}).get(i, ())),
            monitoring=tuple(parts["monitoring"].get(i, ())),
            tasks=tuple(parts["task"].get(i, ())),
            helpers=helpers,
            units=units,
            group=groups.get(homes[i].group or ""),
            twins=twins,
        )
        for i in ids
        if i in homes
    ]


def _by(connection: Connection, ledger: str, column: str, values: Sequence[str | None]) -> list[Any]:
    table = TABLES[ledger]
    wanted = list({v for v in values if v})
    found = []
    for at in range(0, len(wanted), CHUNK):
        query = select(table).where(table.c[column].in_(wanted[at : at + CHUNK]), table.c.removed == 0)
        found += [row_to_record(BY_NAME[ledger], row) for row in connection.execute(query).mappings()]
    return found


def _grouped(connection: Connection, ledger: str, ids: Sequence[str]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for record in sorted(_by(connection, ledger, "household", ids), key=lambda r: r.id):
        found.setdefault(record.household, []).append(record)
    if ledger in _LATEST_FIRST:
        for records in found.values():
            records.sort(key=lambda r: (str(getattr(r, _LATEST_FIRST[ledger]) or ""), r.id), reverse=True)
    return found


def _helpers(connection: Connection, ids: Sequence[str]) -> Mapping[str, Helper]:
    return {h.id: h for h in _by(connection, "helper", "id", ids)}


def _units(connection: Connection, ids: Sequence[str]) -> Mapping[str, HelpingUnit]:
    return {u.id: u for u in _by(connection, "helping_unit", "id", ids)}


def _twins(connection: Connection, numbers: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The first 18 characters of ID numbers that stand more than once in the ledger -> the members' ids."""
    member = TABLES["member"]
    key = citizen_part(member.c.id_number)
    found: dict[str, list[str]] = {}
    wanted = list(set(numbers))
    for at in range(0, len(wanted), CHUNK):
        query = select(key, member.c.id).where(key.in_(wanted[at : at + CHUNK]), member.c.removed == 0)
        for number, member_id in connection.execute(query):
            found.setdefault(number, []).append(member_id)
    return {number: tuple(ids) for number, ids in found.items() if len(ids) > 1}
