"""Laptops of one village for tests of the exchange: real encrypted ledgers that know each other's keys."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select, text

from fupin_desk.core.envelope import SignedBlock, Verify
from fupin_desk.ledgers.changes import Changes
from fupin_desk.ledgers.record import Ledger
from fupin_desk.store import fold, identity, intake, origins
from fupin_desk.store.ledger_file import LEDGER_DB, LedgerFile
from fupin_desk.store.migrate import make_tables
from fupin_desk.store.queries import lists
from fupin_desk.store.schema import TABLES, card, conflict, doubt, head
from tests.ledger_kit import VILLAGE, Clock

KEY = bytes(range(32))


def empty_ledger(folder: Path, user: str = "李文静", clock: Clock | None = None) -> LedgerFile:
    """A ledger of the village without a single record, as a second laptop begins."""
    folder.mkdir(parents=True)
    make_tables(folder / LEDGER_DB, KEY)
    file = LedgerFile(folder, KEY, user, now=clock or Clock())
    file.set_up(VILLAGE.code)
    return file


def copied(file: LedgerFile, folder: Path, user: str = "李文静", clock: Clock | None = None) -> LedgerFile:
    """The ledger copied to another laptop, with an id and keys of its own."""
    file.engine.dispose()
    shutil.copytree(file.folder, folder)
    other = LedgerFile(folder, file.data_key, user, now=clock or Clock())
    other.set_up(other.village)
    return other


def acquaint(files: Iterable[LedgerFile]) -> None:
    """Every laptop gets to know what every other one knows of its own keys."""
    found = list(files)
    own = []
    for file in found:
        file.keys()
        with file.read() as connection:
            own.append(identity.peers(connection)[file.replica])
    for file in found:
        with file.writing() as connection:
            for one in own:
                if one.replica != file.replica:
                    identity.learn(connection, identity.Peer(**{**vars(one), "state": identity.CERTIFIED, "label": "另一台"}))


def verify(file: LedgerFile) -> Verify:
    """What this laptop accepts."""
    with file.read() as connection:
        return identity.verifier(identity.peers(connection), {file.village})


def beyond(file: LedgerFile, other: LedgerFile | None = None) -> list[SignedBlock]:
    """Everything in the ledger that the other one lacks."""
    known: Any = {}
    if other is not None:
        with other.read() as connection:
            known = origins.held(connection)
    with file.read() as connection:
        return list(origins.blocks_beyond(connection, known))


def bring(blocks: Sequence[SignedBlock], file: LedgerFile, name: str = "甲") -> Changes:
    """Take the blocks in as one package."""
    return intake.take(file, blocks, verify(file), package_hash=f"hash-{name}", title=f"导入数据包 {name}")


def exchange(one: LedgerFile, other: LedgerFile) -> None:
    """A package each way."""
    bring(beyond(one, other), other)
    bring(beyond(other, one), one)


def get(file: LedgerFile, kind: Ledger, record_id: str) -> Any:
    with file.read() as connection:
        return lists.record_by_id(connection, kind, record_id)


def tables(file: LedgerFile) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the ledgers, heads, conflicts, cards and doubts, sorted."""
    found = {}
    with file.read() as connection:
        for table in (*TABLES.values(), head, conflict, card, doubt):
            found[table.name] = sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
    return found


def log(file: LedgerFile) -> list[tuple[object, ...]]:
    """What is held, with every signature."""
    with file.read() as connection:
        query = "SELECT replica, first_seq, last_seq, stamp, wall, data, signature FROM block ORDER BY 1, 2"
        return [tuple(row) for row in connection.execute(text(query))]


def everything(file: LedgerFile) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table: to show that nothing at all has changed."""
    with file.read() as connection:
        names = connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
        return {
            name: sorted((tuple(r) for r in connection.execute(text(f'SELECT * FROM "{name}"'))), key=repr) for name in names
        }


def require_fold(file: LedgerFile) -> None:
    """The tables are what a rebuild from the log makes of them, byte for byte."""
    before = tables(file)
    with file.read() as connection:
        assert fold.differences(connection, file.village) == []
    with file.writing() as connection:
        fold.rebuild(connection, file.village)
    file.refresh_cards()
    assert tables(file) == before
