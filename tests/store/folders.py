"""A ledger folder for tests of the store: real tables, cheap keys, rows that stand for steps of work."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, text

from fupin_desk.store import keys
from fupin_desk.store.engine import open_engine, reading, writing
from fupin_desk.store.keys import Cost
from fupin_desk.store.migrate import make_tables
from fupin_desk.store.photos import PhotoStore

CHEAP = Cost(memory_kib=8, iterations=1, lanes=1)
USER, PASSWORD = "周立新", "青山Qs2020驻村"
MARKER = "密标记王秀兰511799"


@dataclass
class Folder:
    """One ledger folder with its database open."""

    folder: Path
    data_key: bytes
    code: str
    engine: Engine

    def add_steps(self, count: int, text_of_each: str = MARKER) -> None:
        """So many committed steps of work, each with a setting that holds the marker."""
        for _ in range(count):
            place = self.steps() + 1
            with writing(self.engine) as connection:
                connection.execute(
                    text("INSERT INTO batch VALUES (:i, :t, '', '', '', 'edit', 1, NULL, NULL, :p)"),
                    {"i": str(place), "t": f"{text_of_each}{place}", "p": place},
                )
                connection.execute(
                    text("INSERT INTO setting VALUES (:n, :v)"), {"n": f"step{place}", "v": text_of_each * 20}
                )

    def steps(self) -> int:
        """How many steps of work are there."""
        with reading(self.engine) as connection:
            return int(connection.scalar(text("SELECT count(*) FROM batch")) or 0)

    def photos(self) -> PhotoStore:
        """Its pictures."""
        return PhotoStore(self.folder, self.data_key)

    def close(self) -> None:
        """Give the database back."""
        self.engine.dispose()


def make_folder(folder: Path) -> Folder:
    """A new ledger folder."""
    folder.mkdir(parents=True, exist_ok=True)
    data_key, code = keys.create_keys(folder, USER, "第一书记", PASSWORD, cost=CHEAP)
    make_tables(folder / "ledger.db", data_key)
    return Folder(folder, data_key, code, open_engine(folder / "ledger.db", data_key))


def open_folder(folder: Path) -> Folder:
    """The same folder again, by password."""
    data_key = keys.unlock(folder, USER, PASSWORD)
    return Folder(folder, data_key, "", open_engine(folder / "ledger.db", data_key))
