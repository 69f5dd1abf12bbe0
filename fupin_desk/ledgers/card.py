"""户卡: the one line that lists, filters and counts show of a household."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class Card:
    """One household as lists show it; worked out by the store whenever anything in the household changes.

    Codes are national codes, money is 分. ``last_visit`` is None when nobody ever called.
    """

    household: str
    number: str | None
    short_number: str
    head: str
    head_id_number: str | None
    group_id: str | None
    group_name: str | None
    household_kind: str | None
    state: str | None
    size: int
    cause: str | None
    year: int | None
    per_capita_fen: int | None
    last_per_capita_fen: int | None
    helper: str | None
    helper_id: str | None
    helper_duty: str | None
    last_visit: datetime | None
    visits: int
    doubts: int
    hints: int
    phone: str | None
    address: str | None
    identified_year: int | None
    exit_year: int | None
    planned_exit_year: int | None
    monitor_kind: str | None
    standard: str | None
    low_income: int


@dataclass(frozen=True)
class Condition:
    """One filter line: a column of the card, an operator (= != < > ~ empty filled) and a plain value."""

    column: str
    operator: str
    value: object = None


def within(column: str, first: date, last: date) -> list[Condition]:
    """The conditions for a column of days or moments: the months from the one of ``first`` to the one of ``last``.

    Days are kept as text: the bare month lies before its first day, day 99 behind its last.
    """
    return [Condition(column, ">", f"{first:%Y-%m}"), Condition(column, "<", f"{last:%Y-%m}-99")]


@dataclass(frozen=True)
class CardFilter:
    """What the list shows: chips and conditions combine with 'and', states with 'or'; ``text`` is searched.

    ``overdue_before``: no visit since this day. ``order``: columns with True for falling.
    """

    states: tuple[str, ...] = ()
    overdue_before: date | None = None
    without_helper: bool = False
    with_doubts: bool = False
    group_id: str | None = None
    text: str = ""
    conditions: tuple[Condition, ...] = ()
    households: tuple[str, ...] | None = None
    order: tuple[tuple[str, bool], ...] = field(default=(("number", False),))
