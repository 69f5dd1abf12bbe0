"""The ledger's households as rows of the county's own layouts: the same columns that an import reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from fupin_desk.ledgers import kinds
from fupin_desk.ledgers.codes import code_list
from fupin_desk.ledgers.family import HouseholdFile
from fupin_desk.ledgers.helping import Pairing, is_current
from fupin_desk.ledgers.household import Member
from fupin_desk.ledgers.kinds import Kind
from fupin_desk.ledgers.monitoring import Monitoring
from fupin_desk.ledgers.record import Record
from fupin_desk.ledgers.village import Village
from fupin_desk.ledgers.year import HouseholdYear, totals_of
from fupin_desk.sheets.layouts import LIST, Layout, Target
from fupin_desk.sheets.write import OutCell, OutColumn, OutSheet

_FEW = 40
"""A list of more codes than this is too long to choose from in a cell."""


@dataclass(frozen=True)
class Line:
    """What one exported row is about."""

    number: int
    village: Village
    file: HouseholdFile
    year: HouseholdYear | None
    year_number: int
    today: date
    member: Member | None = None
    pairing: Pairing | None = None
    monitoring: Monitoring | None = None


def layout_sheet(
    layout: Layout, village: Village, files: Sequence[HouseholdFile], *, year: int, today: date, masked: bool = False
) -> OutSheet:
    """The households in a county layout; yearly columns of ``year``. ``masked`` hides numbers as lists do."""
    targets = [layout.target_of(heading) for heading in layout.export]
    columns = [_column(heading, target) for heading, target in zip(layout.export, targets, strict=True)]
    lines = _lines(layout, village, files, year, today)
    rows = [_row(targets, line, masked) for line in lines]
    return OutSheet(layout.title, columns, rows)


def _lines(
    layout: Layout, village: Village, files: Sequence[HouseholdFile], year: int, today: date
) -> Iterator[Line]:
    number = 0
    watched = any(target.role == "monitoring" for target in layout.columns.values())
    for file in files:
        spell = next((m for m in file.monitoring if not m.cleared), None) or next(iter(file.monitoring), None)
        if watched and spell is None:
            continue
        for member, pairing in _subjects(layout.row, file, today):
            number += 1
            yield Line(number, village, file, file.year(year), year, today, member, pairing, spell)


def _subjects(row: str, file: HouseholdFile, today: date) -> Iterable[tuple[Member | None, Pairing | None]]:
    """The person and pairing of each row of a household: one row, one a person, or one a helper."""
    if row == "person":
        return [(member, None) for member in file.people(today)]
    if row == "pairing":
        current = [p for p in file.pairings if is_current(p, today)]
        return [(None, p) for p in sorted(current, key=lambda p: (p.role or "1", p.id))] or [(None, None)]
    return [(None, None)]


def _row(targets: Sequence[Target], line: Line, masked: bool) -> list[OutCell]:
    seen: dict[str, int] = {}
    cells = []
    for target in targets:
        place = seen[target.name] = seen.get(target.name, -1) + 1
        cells.append(_value(target, line, place, masked))
    return cells


def _value(target: Target, line: Line, place: int, masked: bool) -> OutCell:
    """The cell of one column. ``place`` counts columns of one field: the second risk stands in the second."""
    role, _, name = target.name.partition(".")
    if role in _PLAIN:
        return _PLAIN[role](line, name)
    if role == "household_year" and name in _COMPUTED:
        amount = _COMPUTED[name](line)
        return _fen(amount) if name.endswith("_fen") else amount
    record = _record(role, line)
    if record is None or target.field is None:
        return None
    value = getattr(record, name)
    kind = target.kind
    if target.use == LIST:
        value = tuple(value or ())[place : place + 1]
    if value in (None, "", ()) or kind is None:
        kept = record.extra.get(target.field.label)
        return None if kept is None or place else str(kept)
    if masked and kind.sensitive:
        return kind.masked(value)
    shown = out_cell(kind, value)
    back: dict[str, str] = {}
    for told, meant in target.values.items():
        back.setdefault(meant, told)
    return back.get(shown, shown) if isinstance(shown, str) else shown


def out_cell(kind: Kind, value: Any) -> OutCell:
    """A value as a cell: amounts and counts as numbers, days as dates, everything else as the text on paper."""
    if value is None:
        return None
    if isinstance(kind, kinds.Money | kinds.Area):
        return Decimal(value) / 100
    if isinstance(kind, kinds.Whole | kinds.Year):
        return int(value)
    if isinstance(kind, kinds.Day) and isinstance(value, date):
        return value
    return kind.show(value) or None


def out_column(header: str, kind: Kind | None) -> OutColumn:
    """A column with the number format and the choices of its kind."""
    if isinstance(kind, kinds.Money):
        return OutColumn(header, "0.00")
    if isinstance(kind, kinds.YesNo):
        return OutColumn(header, choices=("是", "否"))
    if isinstance(kind, kinds.Choice):
        options = code_list(kind.list_name).options()
        return OutColumn(header, choices=tuple(o.label for o in options) if len(options) <= _FEW else ())
    return OutColumn(header)


def _column(header: str, target: Target) -> OutColumn:
    return out_column(header, None if target.values else target.kind)


def _fen(amount: int | None) -> OutCell:
    return None if amount is None else Decimal(amount) / 100


def _record(role: str, line: Line) -> Record | None:
    if role == "head":
        return line.file.head(line.today)
    if role in ("helper", "unit"):
        helper = line.file.helpers.get(line.pairing.helper) if line.pairing else None
        return helper if role == "helper" or helper is None else line.file.units.get(helper.unit or "")
    records: Mapping[str, Record | None] = {
        "household": line.file.household, "member": line.member, "household_year": line.year, "village": line.village,
        "pairing": line.pairing, "monitoring": line.monitoring,
    }  # fmt: skip
    return records.get(role)


def _region(line: Line, name: str) -> OutCell:
    return line.village.name if name == "village" else getattr(line.village, name) or None


def _size(line: Line) -> int:
    day = line.today if line.year is None else min(date(line.year_number, 12, 31), line.today)
    return len(line.file.people(day))


def _gross(line: Line) -> int | None:
    totals = totals_of(line.year) if line.year else None
    return None if totals is None or totals.empty else totals.gross


def _net(line: Line) -> int | None:
    totals = totals_of(line.year) if line.year else None
    return None if totals is None or totals.empty else totals.net


def _per_capita(line: Line) -> int | None:
    return line.file.per_capita_fen(line.year, line.today) if line.year else None


_COMPUTED: Mapping[str, Callable[[Line], int | None]] = {
    "reported_size": _size,
    "reported_gross_fen": _gross,
    "reported_net_fen": _net,
    "reported_per_capita_fen": _per_capita,
}
"""Sums are worked out, never copied from what the county's system once said."""

_PLAIN: Mapping[str, Callable[[Line, str], OutCell]] = {
    "region": _region,
    "year": lambda line, _: line.year_number,
    "ignore": lambda line, _: line.number,
    "group": lambda line, _: line.file.group.name if line.file.group else None,
}
