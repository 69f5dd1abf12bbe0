"""One open ledger folder: its encrypted database, its photos, its keys, and the way to work on it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from fupin_desk.core.ids import new_replica_id
from fupin_desk.ledgers.params import national_params
from fupin_desk.store import cards, identity
from fupin_desk.store.ballast import release_ballast
from fupin_desk.store.engine import open_engine, reading, writing
from fupin_desk.store.faults import DiskFull
from fupin_desk.store.photos import PhotoStore
from fupin_desk.store.scene import Scene
from fupin_desk.store.settings import load_clock, read_setting, write_setting
from fupin_desk.store.work import Work

LEDGER_DB = "ledger.db"
Now = Callable[[], datetime]


class LedgerFile:
    """An unlocked ledger. ``read()`` gives a reading connection, ``work(title)`` the one way to write.

    One Work at a time: a second one waits for the first. Reading goes on meanwhile (WAL).
    """

    def __init__(self, folder: Path, data_key: bytes, user: str, *, now: Now = datetime.now,
                 craft: identity.Craft | None = None) -> None:  # fmt: skip
        self.folder, self.user, self._now = folder, user, now
        self._data_key = bytearray(data_key)
        self.engine: Engine = open_engine(folder / LEDGER_DB, data_key)
        self.photos = PhotoStore(folder, data_key)
        self._one_writer = threading.Lock()
        with self.read() as connection:
            self.village: str = read_setting(connection, "village", "")
            self.replica: str = read_setting(connection, "replica", "")
            clock = load_clock(connection)
        params = national_params()
        self.scene = Scene(
            self.village, self.replica, user, clock, now, lambda name, year: params.value(name, year, self.village),
            craft or identity.Craft(),
        )  # fmt: skip

    @property
    def data_key(self) -> bytes:
        return bytes(self._data_key)

    def read(self) -> AbstractContextManager[Connection]:
        """A connection that only reads, on a consistent state."""
        return reading(self.engine)

    def work(self, title: str, *, reason: str = "", strict: bool = True, kind: str = "edit",
             undoes: str | None = None) -> Work:  # fmt: skip
        """Begin one step of writing with its human title (see Work)."""
        return Work(self._transaction(), self.scene, title, reason=reason, strict=strict, kind=kind, undoes=undoes)

    def writing(self) -> AbstractContextManager[Connection]:
        """One writing transaction for the store's own tools (taking in a package, trust); people's edits are Works."""
        return self._transaction()

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with self._one_writer, writing(self.engine) as connection:
                yield connection
        except DiskFull:
            release_ballast(self.folder)  # the next try has the room to save what is in hand
            raise

    def set_up(self, village: str) -> None:
        """Name the village and take a fresh replica id and keys: a new ledger, after a restore, on a copied disk."""
        replica = new_replica_id()
        with self._transaction() as connection:
            write_setting(connection, "village", village)
            write_setting(connection, "replica", replica)
            identity.own_keys(connection, replica, village, self.scene.craft)
        self.village, self.replica = village, replica
        self.scene.village, self.scene.replica = village, replica

    def keys(self) -> identity.Keys:
        """This installation's own keys; made now where a ledger has none yet."""
        with self._transaction() as connection:
            return identity.own_keys(connection, self.replica, self.village, self.scene.craft)

    def setting(self, name: str, default: Any = None) -> Any:
        """A setting of this laptop, kept with the ledger."""
        with self.read() as connection:
            return read_setting(connection, name, default)

    def keep_setting(self, name: str, value: Any) -> None:
        """Keep a setting of this laptop."""
        with self._transaction() as connection:
            write_setting(connection, name, value)

    def bring_up_to_date(self) -> bool:
        """Work out the cards anew when they are of another day. True when there was something to do."""
        if self.setting("cards_day") == self.scene.today.isoformat():
            return False
        self.refresh_cards()
        return True

    def refresh_cards(self) -> None:
        """Work out every card and doubt anew."""
        today = self.scene.today
        with self._transaction() as connection:
            cards.refresh_all(connection, today, self.scene.parameter)
            write_setting(connection, "cards_day", today.isoformat())

    def close(self) -> None:
        """Give everything back and forget the key."""
        self.engine.dispose()
        self.photos.close()
        self._data_key[:] = bytes(len(self._data_key))
