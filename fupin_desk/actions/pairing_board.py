"""What the board 结对帮扶 shows: helpers with their loads, households without one and since when, units, the chain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from fupin_desk.actions.pairing import Load, loads
from fupin_desk.actions.session import Session, village_of
from fupin_desk.core.errors import DeskError
from fupin_desk.ledgers.card import Card, CardFilter
from fupin_desk.ledgers.family import HouseholdFile
from fupin_desk.ledgers.helping import (
    HELPER,
    HELPING_UNIT,
    MAIN,
    PAIRING,
    Helper,
    HelpingUnit,
    Pairing,
    helper_cap,
    is_current,
)
from fupin_desk.store.queries import families, lists


@dataclass(frozen=True)
class Waiting:
    """A household nobody answers for, with its last main helper: the name, when that ended and why (a code)."""

    card: Card
    former: str = ""
    until: date | None = None
    reason: str | None = None


@dataclass(frozen=True)
class UnitLine:
    """A helping unit with the number of its helpers and of the households they answer for now."""

    unit: HelpingUnit
    helpers: int
    households: int


@dataclass(frozen=True)
class Board:
    """One reading of everything the board shows. ``gone`` are helpers whose time is over but who still hold households."""

    loads: tuple[Load, ...]
    gone: frozenset[str]
    waiting: tuple[Waiting, ...]
    units: tuple[UnitLine, ...]
    caps: dict[str, int]
    paired: int
    village: str
    today: date


@dataclass(frozen=True)
class Link:
    """One helper in the chain of a household: who, from where, from when to when, and why it ended (a code)."""

    name: str
    unit: str
    duty: str
    since: date | None
    until: date | None
    reason: str | None
    main: bool


def board(session: Session) -> Board:
    """Read the board. With 2,000 households this takes tens of milliseconds: never call it while painting."""
    with session.file.read() as connection:
        helpers: list[Helper] = lists.list_records(connection, HELPER)
        units: list[HelpingUnit] = lists.list_records(connection, HELPING_UNIT)
        pairings: list[Pairing] = lists.list_records(connection, PAIRING)
        waiting_ids = lists.card_ids(connection, session.village, CardFilter(without_helper=True))
        cards = lists.cards(connection, waiting_ids)
        everyone, _ = lists.counts(connection, session.village, CardFilter())
    today, caps = session.today, dict(session.parameter("helper_caps"))
    held = _held(pairings, today)
    present = loads(session)
    gone = _gone(helpers, {u.id: u.name for u in units}, held, caps, {load.helper.id for load in present})
    names = {helper.id: helper.name for helper in helpers}
    last = _last_mains(pairings, set(waiting_ids))
    return Board(
        loads=(*present, *gone),
        gone=frozenset(load.helper.id for load in gone),
        waiting=tuple(_waiting(cards[i], last.get(i), names) for i in waiting_ids),
        units=tuple(_unit_lines(units, helpers, held)),
        caps=caps,
        paired=everyone - len(waiting_ids),
        village=village_of(session).name,
        today=today,
    )


def _held(pairings: Iterable[Pairing], today: date) -> dict[str, set[str]]:
    held: dict[str, set[str]] = {}
    for pairing in pairings:
        if is_current(pairing, today):
            held.setdefault(pairing.helper, set()).add(pairing.household)
    return held


def _gone(
    helpers: Iterable[Helper], units: dict[str, str], held: dict[str, set[str]], caps: dict[str, int], present: set[str]
) -> list[Load]:
    """Helpers who have left with households still in their name: these must not drop out of sight."""
    return [
        Load(h, units.get(h.unit or "", ""), len(held[h.id]), helper_cap(caps, h.rank))
        for h in helpers
        if h.id not in present and held.get(h.id)
    ]


def _last_mains(pairings: Iterable[Pairing], homes: set[str]) -> dict[str, Pairing]:
    """The main pairing that ended last, by household."""
    last: dict[str, Pairing] = {}
    for pairing in pairings:
        if pairing.household in homes and pairing.role in (None, MAIN) and pairing.until is not None:
            known = last.get(pairing.household)
            if known is None or (known.until or date.min) < pairing.until:
                last[pairing.household] = pairing
    return last


def _waiting(card: Card, last: Pairing | None, names: dict[str, str]) -> Waiting:
    if last is None:
        return Waiting(card)
    return Waiting(card, names.get(last.helper, ""), last.until, last.end_reason)


def _unit_lines(units: Sequence[HelpingUnit], helpers: Sequence[Helper], held: dict[str, set[str]]) -> list[UnitLine]:
    lines = []
    for unit in units:
        own = [helper for helper in helpers if helper.unit == unit.id]
        homes = set().union(*(held.get(helper.id, set()) for helper in own))
        lines.append(UnitLine(unit, len(own), len(homes)))
    return sorted(lines, key=lambda line: (-line.households, line.unit.id))


def chain(session: Session, household: str) -> list[Link]:
    """Who answered for a household, the latest first. Raises DeskError when the household is unknown."""
    with session.file.read() as connection:
        found = families.load_files(connection, [household], visits=False)
    if not found:
        raise DeskError("没有找到这一户，可能已被删除。没有改动任何内容。")
    file = found[0]
    ordered = sorted(file.pairings, key=lambda p: (p.since or date.min, p.until or date.max, p.id), reverse=True)
    return [_link(file, pairing) for pairing in ordered]


def _link(file: HouseholdFile, pairing: Pairing) -> Link:
    helper = file.helpers.get(pairing.helper)
    unit = file.units.get(helper.unit or "") if helper else None
    return Link(
        name=helper.name if helper else "已删除的责任人",
        unit=unit.name if unit else "",
        duty=(helper.duty if helper else "") or "",
        since=pairing.since,
        until=pairing.until,
        reason=pairing.end_reason,
        main=pairing.role in (None, MAIN),
    )
