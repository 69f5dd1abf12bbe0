"""Opening a ledger's encrypted database, and the two ways to use it: reading and writing.

Settings and their reasons are measured ones: WAL with synchronous=FULL was the only pair that neither lost an
acknowledged save nor left a page that cannot be re-keyed in simulated power cuts; BEGIN is emitted here because the
driver's own transactions would let CREATE TABLE survive a rollback. The database is never opened by the standard
library's sqlite3: it takes the key without a word and writes plain text.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from fupin_desk.core.errors import DeskError
from fupin_desk.store.faults import Damaged, Gone, database_faults, is_unusable

WRITE = "fupin_write"
"""Execution option of a connection that is going to write; its transaction begins with the write lock held."""

KEY_BYTES = 32
_OLDEST_SQLITE = (3, 51, 3)  # older ones have the WAL-reset corruption bug (3.7.0 to 3.51.2)
_PLAIN_HEADER = b"SQLite format 3\0"
_LOCK_WAIT_S = 5.0

# What is set on every connection, and what must be read back.
_PRAGMAS: tuple[tuple[str, str, str], ...] = (
    ("cipher_log_level", "NONE", "NONE"),  # the library must not write page faults to the terminal
    ("cipher_memory_security", "ON", "1"),  # wipes pages on free: 2 instead of 5,002 markers left in memory
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", "2"),
    ("foreign_keys", "ON", "1"),
    ("secure_delete", "ON", "1"),  # deleted personal data are overwritten
    ("temp_store", "MEMORY", "2"),  # with FILE, sorting and VACUUM leave plain text in temporary files
    ("trusted_schema", "OFF", "0"),
)

_BROKEN_PROGRAM = "程序的加密部件不对，台账没有打开，也没有被改动。请重新安装本程序，再打开台账。"
_PLAIN_FILE = "这个台账文件没有加密，不能打开。文件没有被改动。请从备份恢复到一个新文件夹，并告诉管理程序的人。"
_EMPTY_FILE = "台账文件是空的或只剩一截。没有改动任何内容，备份还在。请把最近的备份恢复到一个新文件夹。"
_MISSING = "找不到台账文件“{name}”。没有改动任何内容。请看看U盘是否还插着，或重新选择台账所在的文件夹。"
_TAKEN = "这里已经有一本台账，没有再建新的。原来的台账没有变。请换一个文件夹，或直接打开它。"


def assert_driver(module: ModuleType = dbapi2) -> None:
    """Refuse a database library that does not encrypt or is too old to be safe. Raises DeskError."""
    if tuple(module.sqlite_version_info) < _OLDEST_SQLITE:
        raise DeskError(_BROKEN_PROGRAM)
    connection = module.connect(":memory:")
    try:
        row = connection.execute("PRAGMA cipher_version").fetchone()
    finally:
        connection.close()
    if row is None or not row[0]:
        raise DeskError(_BROKEN_PROGRAM)


def open_engine(path: Path, data_key: bytes, *, create: bool = False) -> Engine:
    """Open the encrypted database at ``path`` with the ledger's 32-byte data key.

    With ``create`` the file must not exist yet; without it, it must. Raises DeskError: driver without encryption, file
    missing, empty, in plain text, damaged, of another key, on a read-only medium, or locked for more than 5 s.
    """
    if len(data_key) != KEY_BYTES:
        raise ValueError("the data key has 32 bytes")
    assert_driver()
    if create:
        _make_file(path, data_key)
    _check_file(path)
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        module=dbapi2,
        creator=lambda: _connect(path, data_key),
        poolclass=QueuePool,
        hide_parameters=True,  # an exception's text never shows a person's data
    )
    event.listen(engine, "begin", _begin)
    try:
        with reading(engine) as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
    except BaseException:
        engine.dispose()
        raise
    return engine


def _make_file(path: Path, data_key: bytes) -> None:
    """An empty encrypted database on disk; nothing is left behind when that fails."""
    if path.exists():
        raise DeskError(_TAKEN)
    with database_faults():
        try:
            _connect(path, data_key, must_exist=False).close()
        except BaseException:
            path.unlink(missing_ok=True)
            raise


def _check_file(path: Path) -> None:
    """Header test of safety.md 2.2: an existing ledger is neither empty nor readable without a key."""
    try:
        with path.open("rb") as file:
            head = file.read(len(_PLAIN_HEADER))
    except OSError as error:
        raise Gone(_MISSING.format(name=path.name)) from error
    if len(head) < len(_PLAIN_HEADER):
        raise Damaged(_EMPTY_FILE)
    if head == _PLAIN_HEADER:
        raise DeskError(_PLAIN_FILE)


def _connect(path: Path, data_key: bytes, *, must_exist: bool = True) -> Any:
    """One raw connection: key first, before anything reads the file, then the settings, each read back."""
    if must_exist and not path.is_file():
        raise Gone(_MISSING.format(name=path.name))  # connecting would leave an empty file behind
    connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False, timeout=_LOCK_WAIT_S)
    try:
        connection.execute(f"PRAGMA key=\"x'{data_key.hex()}'\"")
        for name, value, _ in _PRAGMAS:
            connection.execute(f"PRAGMA {name}={value}").fetchall()
        for name, _, expected in _PRAGMAS:
            _require(connection, name, expected)
        if not connection.execute("PRAGMA cipher_version").fetchone():
            raise DeskError(_BROKEN_PROGRAM)
    except BaseException:
        connection.close()
        raise
    return connection


def _require(connection: Any, pragma: str, expected: str) -> None:
    row = connection.execute(f"PRAGMA {pragma}").fetchone()
    if row is None or str(row[0]) != expected:
        raise DeskError(_BROKEN_PROGRAM)


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one unchanging state of the ledger; it never waits for writers. Raises DeskError."""
    with database_faults(), _connection(engine) as connection:
        transaction = connection.begin()
        try:
            yield connection
        finally:
            transaction.rollback()


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that holds the write lock: committed at the end, rolled back on any exception. Raises DeskError.

    Tables made inside disappear with the rollback too.
    """
    with database_faults(), _connection(engine) as connection:
        connection = connection.execution_options(**{WRITE: True})
        with connection.begin():
            yield connection
            raw = connection.connection.driver_connection
            if raw is None or not raw.in_transaction:
                # A full disk makes SQLite roll back by itself; whoever swallowed that error must not see a "commit".
                raise RuntimeError("the transaction ended before its end")


@contextmanager
def _connection(engine: Engine) -> Iterator[Connection]:
    """A pooled connection; one that met a damaged page or a lost medium is thrown away, not given back."""
    with engine.connect() as connection:
        try:
            yield connection
        except BaseException as error:
            if is_unusable(error):
                connection.invalidate()
            raise


@contextmanager
def bare(engine: Engine) -> Iterator[Any]:
    """The driver's own connection in autocommit, for VACUUM INTO and checkpoints, which refuse a transaction."""
    with database_faults():
        pooled = engine.raw_connection()
        try:
            yield pooled.driver_connection
        finally:
            pooled.close()


@contextmanager
def sealed(path: Path, data_key: bytes) -> Iterator[Any]:
    """The driver's connection to a copy that nobody else has open; nothing in it is changed, not even its journal mode.

    Raises DeskError: missing, empty, in plain text, damaged, of another key.
    """
    _check_file(path)
    with database_faults():
        connection = dbapi2.connect(str(path), isolation_level=None, timeout=_LOCK_WAIT_S)
        try:
            connection.execute(f"PRAGMA key=\"x'{data_key.hex()}'\"")
            connection.execute("PRAGMA cipher_log_level=NONE").fetchall()
            connection.execute("PRAGMA temp_store=MEMORY")
            connection.execute("PRAGMA query_only=ON")
            yield connection
        finally:
            connection.close()
