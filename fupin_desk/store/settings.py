"""Small named values of a ledger file: its village, its installation, its clock, what a person set up."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from fupin_desk.core.hlc import ZERO, Clock, Stamp
from fupin_desk.store.schema import setting

RELEASED_MS = 1_793_491_200_000
"""1 November 2026: this program was not there before, so no honest clock shows an earlier time."""


def read_setting(connection: Connection, name: str, default: Any = None) -> Any:
    """A value kept as JSON under this name."""
    text = connection.scalar(select(setting.c.value).where(setting.c.name == name))
    return default if text is None else json.loads(text)


def write_setting(connection: Connection, name: str, value: Any) -> None:
    """Keep a JSON value under this name. Settings are not part of the change log: they concern this laptop only."""
    connection.execute(delete(setting).where(setting.c.name == name))
    connection.execute(insert(setting).values(name=name, value=json.dumps(value, ensure_ascii=False)))


def load_clock(connection: Connection) -> Clock:
    """The hybrid clock as it stood after the last change."""
    kept = read_setting(connection, "clock")
    if not kept:
        return Clock(ZERO, RELEASED_MS)
    return Clock(Stamp.decode(kept["last"]), max(kept["floor_ms"], RELEASED_MS))


def save_clock(connection: Connection, clock: Clock) -> None:
    """Keep the clock with the change that moved it, in the same transaction."""
    write_setting(connection, "clock", {"last": clock.last.encode(), "floor_ms": clock.floor_ms})
