"""What the first windows ask of the ledger. Everything heavy is loaded on the first call, never on importing this.

Loading the database takes half a second; the unlock window is drawn before that, and ``preload`` loads it while the
person types. Sessions pass through as they are: windows never look inside.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from fupin_desk.core.sticks import sticks
from fupin_desk.ledgers.village import Village

_HEAVY = ("session", "backups", "preferences", "households", "records", "home", "visits")


@dataclass
class Plan:
    """A ledger that is going to be made: what the three steps ask for."""

    code: str = ""
    name: str = ""
    province: str | None = None
    city: str | None = None
    county: str | None = None
    township: str | None = None
    year: int | None = None
    team: str | None = None
    user: str = ""
    duty: str = ""
    folder: Path = field(default_factory=Path)
    password: str = ""
    idle_minutes: int = 15
    recovery_code: str = ""


@dataclass(frozen=True)
class Person:
    """Someone who may unlock the ledger."""

    name: str
    duty: str


@dataclass(frozen=True)
class Standing:
    """What can be told of a ledger before it is unlocked."""

    people: tuple[Person, ...]
    last_backup: datetime | None


@dataclass(frozen=True)
class Refused:
    """The password was wrong; nothing was changed."""


def _actions(name: str) -> Any:
    """A module of actions. Loaded here and not above, for the reason at the head of this file."""
    return importlib.import_module(f"fupin_desk.actions.{name}")


def preload(more: Sequence[str] = ()) -> None:
    """Load what the main window will need (on a thread of its own), and further modules by their full names."""
    for name in _HEAVY:
        _actions(name)
    for full in more:
        importlib.import_module(full)
    _actions("session").warm_up()


def is_ledger(folder: Path) -> bool:
    """Whether a folder holds a ledger, told without loading anything."""
    return (folder / "ledger.db").is_file()


def standing(folder: Path) -> Standing:
    """Who may unlock, and the newest backup. Raises DeskError when the folder is no ledger."""
    people = [Person(p.name, p.duty) for p in _actions("session").people_of(folder) if not p.disabled]
    made = _actions("backups").backups_in(folder)
    return Standing(tuple(people), made[0].when if made else None)


def unlock(folder: Path, user: str, password: str) -> Any:
    """The open session, or Refused for a wrong password. Raises DeskError (open elsewhere, damaged, newer)."""
    sessions = _actions("session")
    try:
        return sessions.open_ledger(folder, user, password)
    except sessions.WrongPassword:
        return Refused()


def unlock_with_code(folder: Path, user: str, code: str, password: str) -> Any:
    """The open session, the person's password set anew. Raises DeskError naming the wrong group of the code."""
    return _actions("session").open_with_code(folder, user, code, password)


def make(plan: Plan) -> Any:
    """Make the ledger and leave it open; returns the session. Raises DeskError, Invalid."""
    sessions = _actions("session")
    village = Village(
        code=plan.code, name=plan.name, province=plan.province, city=plan.city, county=plan.county,
        township=plan.township, year=plan.year, team_name=plan.team,
    )  # fmt: skip
    session, _code = sessions.new_ledger(
        plan.folder, village, user=plan.user, duty=plan.duty, password=plan.password, code=plan.recovery_code
    )
    _actions("preferences").set_idle_minutes(session, plan.idle_minutes)
    return session


def close(session: Any) -> None:
    """Lock a ledger again, with a backup of what changed."""
    _actions("session").close(session)


def fresh_code() -> str:
    """A recovery code to print before the ledger is made."""
    return str(_actions("session").fresh_code())


def password_faults(text: str, name: str) -> list[str]:
    """Why a password is refused; empty when it may be used."""
    found: list[str] = _actions("backups").password_faults(text, name)
    return found


def password_strength(text: str) -> int:
    """0 to 4."""
    return int(_actions("backups").password_strength(text))


def least_length() -> int:
    """How many characters a password must have."""
    return int(_actions("backups").LEAST_LENGTH)


def read_backup(path: Path) -> Any:
    """What a backup file tells of itself. Raises DeskError when it is none."""
    return _actions("backups").read_backup(path)


def backups_on_sticks() -> list[Any]:
    """The backups on all sticks, in their roots and one folder below, the newest first."""
    found = []
    for stick in sticks():
        try:
            places = [stick.path, *(p for p in stick.path.iterdir() if p.is_dir())]
        except OSError:
            continue
        for place in places:
            found += _actions("backups").backups_in(place)
    return sorted(found, key=lambda backup: backup.when, reverse=True)


def restore(path: Path, folder: Path) -> Any:
    """Unpack a backup into a new folder. Raises DeskError."""
    return _actions("backups").restore_backup(path, folder)
