"""Opening, making and closing a ledger: what everything else a user can do starts from."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from fupin_desk import __version__
from fupin_desk.core.errors import DeskError, Invalid, Problem
from fupin_desk.core.files import file_faults
from fupin_desk.ledgers import village_code
from fupin_desk.ledgers.registry import LEDGERS
from fupin_desk.ledgers.village import VILLAGE, Village
from fupin_desk.store import backup, keys, warm
from fupin_desk.store.instance import InstanceLock, needs_new_replica, settle
from fupin_desk.store.ledger_file import LEDGER_DB, LedgerFile
from fupin_desk.store.migrate import bring_up, make_tables
from fupin_desk.store.queries import lists
from fupin_desk.store.recovery_code import new_code
from fupin_desk.store.version import version_of

WrongPassword = keys.WrongPassword
SUFFIX = ".fupin"
"""A ledger is a folder NAME.fupin."""
Now = Callable[[], datetime]


@dataclass
class Session:
    """One person at work in one unlocked ledger. Opaque to windows: they hand it to actions."""

    file: LedgerFile
    user: str
    duty: str
    lock: InstanceLock

    @property
    def folder(self) -> Path:
        return self.file.folder

    @property
    def village(self) -> str:
        return self.file.village

    @property
    def today(self) -> date:
        return self.file.scene.today

    @property
    def now(self) -> datetime:
        return self.file.scene.now()

    def parameter(self, name: str, year: int | None = None) -> Any:
        """A value of the county's parameters, by default for this year."""
        return self.file.scene.parameter(name, year or self.today.year)


@dataclass(frozen=True)
class Info:
    """What ``fupin-desk info`` and the status bar tell of a ledger."""

    version: str
    schema: str
    folder: str
    village: str
    village_name: str
    counts: dict[str, int]
    users: tuple[str, ...]
    last_backup: datetime | None
    device: str


def is_ledger(folder: Path) -> bool:
    """Whether this folder holds a ledger."""
    return (folder / LEDGER_DB).is_file()


def new_ledger(folder: Path, village: Village, *, user: str, duty: str, password: str, code: str = "",
               now: Now = datetime.now, any_password: bool = False) -> tuple[Session, str]:  # fmt: skip
    """Make a ledger for a village; returns the open session and the recovery code, which is shown only here.

    ``code`` is a recovery code already shown and printed (``fresh_code``). Raises DeskError when the folder is taken,
    Invalid when the village's code is no code or the password is too weak; nothing is left behind then.
    """
    if folder.exists() and any(folder.iterdir()):
        raise DeskError(f"“{folder.name}”里已经有东西，没有新建。原有的内容都在。请换一个名字。")
    faulty = village_code.explain(village.code)
    if isinstance(faulty, Problem):
        raise Invalid([Problem("行政村代码", faulty.message)], "行政村代码不对，没有新建台账。")
    with file_faults(folder):
        folder.mkdir(parents=True, exist_ok=True)
    try:
        data_key, code = keys.create_keys(folder, user, duty, password, any_password=any_password, code=code)
    except DeskError:
        with suppress(OSError):
            folder.rmdir()
        raise
    lock = InstanceLock(folder)
    lock.acquire()
    try:
        make_tables(folder / LEDGER_DB, data_key)
        file = LedgerFile(folder, data_key, user, now=now)
        file.set_up(village.code)
        settle(folder)
        with file.work(f"新建台账 {village.name}") as work:
            work.put(village)
    except BaseException:
        lock.release()
        raise
    return Session(file, user, duty, lock), code


def fresh_code() -> str:
    """A recovery code to show and print before the ledger is made with it."""
    return new_code()


def people_of(folder: Path) -> list[keys.User]:
    """Who may unlock this ledger. Raises DeskError when it is no ledger or its keys cannot be read."""
    if not is_ledger(folder):
        raise DeskError(f"“{folder.name}”不是台账文件夹，或者已经被移走。没有改动任何内容。请重新选择。")
    return keys.list_users(folder)


def open_ledger(folder: Path, user: str, password: str, *, now: Now = datetime.now) -> Session:
    """Unlock a ledger. Raises WrongPassword, or DeskError when it is open elsewhere, newer, or damaged."""
    known = {person.name: person for person in people_of(folder)}
    name = user or (next(iter(known)) if len(known) == 1 else "")
    if name not in known:
        raise DeskError(f"这个台账没有叫“{name}”的人。台账没有受影响。可以选：{'、'.join(known)}。")
    return _open(folder, keys.unlock(folder, name, password), name, known[name].duty, now)


def open_with_code(folder: Path, user: str, code: str, new_password: str, *, now: Now = datetime.now) -> Session:
    """Unlock with the printed recovery code and give the person a new password."""
    known = {person.name: person for person in people_of(folder)}
    name = user or next(iter(known))
    data_key = keys.unlock_with_code(folder, code)
    if name not in known:
        raise DeskError(f"这个台账没有叫“{name}”的人。台账没有受影响。可以选：{'、'.join(known)}。")
    keys.set_password(folder, data_key, name, new_password)
    return _open(folder, data_key, name, known[name].duty, now)


def _open(folder: Path, data_key: bytes, user: str, duty: str, now: Now) -> Session:
    lock = InstanceLock(folder)
    lock.acquire()
    try:
        bring_up(folder, data_key)
        file = LedgerFile(folder, data_key, user, now=now)
        if needs_new_replica(folder):
            file.set_up(file.village)
            settle(folder)
    except BaseException:
        lock.release()
        raise
    return Session(file, user, duty, lock)


def close(session: Session, *, with_backup: bool = True) -> None:
    """Back up what changed since the last backup, then lock the ledger again."""
    try:
        if with_backup:
            backup.backup_if_changed(session.file, "关闭时")
    finally:
        session.file.close()
        session.lock.release()


def warm_up() -> None:
    """Do what the first queries after unlocking need, while the person still types the password."""
    warm.warm_up()


def bring_up_to_date(session: Session) -> bool:
    """Work out every household's line anew when it is of another day. True when there was something to do."""
    return session.file.bring_up_to_date()


def village_of(session: Session) -> Village:
    """The village of this ledger."""
    with session.file.read() as connection:
        found = lists.list_records(connection, VILLAGE, limit=1)
    if not found:
        return Village(code=session.village, name=session.village)
    village: Village = found[0]
    return village


def info(session: Session) -> Info:
    """Version, village, counts per ledger, users, last backup, device."""
    with session.file.read() as connection:
        counts = {ledger.name: lists.count_records(connection, ledger) for ledger in LEDGERS}
    made = backup.list_backups(session.folder)
    return Info(
        version=__version__,
        schema=version_of(session.file.engine),
        folder=session.folder.name,
        village=session.village,
        village_name=village_of(session).name,
        counts=counts,
        users=tuple(person.name for person in keys.list_users(session.folder)),
        last_backup=made[0].when if made else None,
        device=session.file.replica,
    )
