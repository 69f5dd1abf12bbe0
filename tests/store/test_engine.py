"""The database is encrypted, set as promised, and a transaction is all or nothing, tables included."""

from __future__ import annotations

import secrets
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlcipher3 import dbapi2

from fupin_desk.core.errors import DeskError
from fupin_desk.store.engine import assert_driver, bare, open_engine, reading, writing
from fupin_desk.store.faults import Busy, Damaged, Gone, ReadOnly, database_faults

KEY = bytes(range(32))
MARKER = "密标记王秀兰511799"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine(tmp_path / "账 本'①.db", KEY, create=True)
    yield opened
    opened.dispose()


def _file(engine: Engine) -> Path:
    return Path(str(engine.url.database))


def test_every_connection_has_the_promised_settings(engine: Engine) -> None:
    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "temp_store": 2}
    with engine.connect() as one, engine.connect() as two:
        for connection in (one, two):
            for name, value in expected.items():
                assert connection.exec_driver_sql(f"PRAGMA {name}").scalar() == value
            assert str(connection.exec_driver_sql("PRAGMA cipher_memory_security").scalar()) == "1"
            assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 5000
            assert connection.exec_driver_sql("PRAGMA cipher_version").scalar()


def test_a_table_made_in_a_failed_transaction_is_gone(engine: Engine) -> None:
    with pytest.raises(KeyError), writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE t (a TEXT)")
        connection.exec_driver_sql("INSERT INTO t VALUES ('x')")
        raise KeyError
    with reading(engine) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 0


def test_an_interrupted_program_leaves_nothing_half_written(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE t (a TEXT)")
    with pytest.raises(KeyboardInterrupt), writing(engine) as connection:
        connection.exec_driver_sql("INSERT INTO t VALUES ('x')")
        raise KeyboardInterrupt
    with reading(engine) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0


def test_rare_characters_come_back_as_written(engine: Engine) -> None:
    name = '䶮𬭎㛃𫍯 O\'Brien "引号" 🙂'
    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE t (a TEXT)")
        connection.execute(text("INSERT INTO t VALUES (:a)"), {"a": name})
    with reading(engine) as connection:
        assert connection.exec_driver_sql("SELECT a FROM t").scalar() == name


def test_a_reader_sees_one_state_while_another_writes(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE t (a)")
    with reading(engine) as reader:
        assert reader.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0
        with writing(engine) as writer:
            writer.exec_driver_sql("INSERT INTO t VALUES (1)")
        assert reader.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0
    with reading(engine) as reader:
        assert reader.exec_driver_sql("SELECT count(*) FROM t").scalar() == 1


def test_four_threads_write_without_losing_a_row(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE t (a)")

    def work() -> None:
        for _ in range(20):
            with writing(engine) as connection:
                count = connection.exec_driver_sql("SELECT count(*) FROM t").scalar()
                connection.execute(text("INSERT INTO t VALUES (:a)"), {"a": count})

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with reading(engine) as connection:
        assert connection.exec_driver_sql("SELECT count(DISTINCT a) FROM t").scalar() == 80


def test_a_transaction_that_ended_by_itself_is_never_called_saved(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE t (a)")
    with pytest.raises(RuntimeError), writing(engine) as connection:
        connection.exec_driver_sql("INSERT INTO t VALUES (1)")
        connection.exec_driver_sql("ROLLBACK")


def test_nothing_of_it_is_on_disk_in_clear(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE t (a TEXT)")
        connection.execute(text("INSERT INTO t VALUES (:a)"), [{"a": f"{MARKER}{i}"} for i in range(2000)])
    with reading(engine) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM t").scalar() == 2000
        for file in _file(engine).parent.iterdir():
            content = file.read_bytes()
            assert MARKER.encode() not in content and not content.startswith(b"SQLite format 3")


def test_a_driver_that_does_not_encrypt_is_refused() -> None:
    with pytest.raises(DeskError, match="加密部件"):
        assert_driver(sqlite3)
    old = SimpleNamespace(sqlite_version_info=(3, 51, 1), connect=dbapi2.connect)
    with pytest.raises(DeskError, match="加密部件"):
        assert_driver(old)  # type: ignore[arg-type]
    assert_driver()


def test_a_plain_text_database_is_refused(tmp_path: Path) -> None:
    plain = tmp_path / "plain.db"
    connection = sqlite3.connect(plain)
    connection.execute("CREATE TABLE t (a)")
    connection.close()
    with pytest.raises(DeskError, match="没有加密"):
        open_engine(plain, KEY)


def test_another_key_is_refused_and_changes_nothing(engine: Engine) -> None:
    path = _file(engine)
    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE t (a)")
    engine.dispose()
    before = path.read_bytes()
    with pytest.raises(Damaged, match="打不开"):
        open_engine(path, secrets.token_bytes(32))
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"SQLite"])
def test_an_empty_or_cut_file_is_never_taken_for_a_new_ledger(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "ledger.db"
    path.write_bytes(content)
    with pytest.raises(Damaged, match="恢复"):
        open_engine(path, KEY)
    with pytest.raises(DeskError, match="已经有"):
        open_engine(path, KEY, create=True)
    assert path.read_bytes() == content


def test_a_missing_file_is_named_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(Gone, match="找不到台账文件“ledger"):
        open_engine(tmp_path / "ledger.db", KEY)
    assert list(tmp_path.iterdir()) == []


def test_a_stick_pulled_while_open_is_a_sentence(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE t (a)")
    engine.dispose()
    _file(engine).unlink()
    with pytest.raises(Gone), reading(engine):
        pass
    assert not _file(engine).exists()


def test_a_second_writer_is_told_to_wait(engine: Engine) -> None:
    with bare(engine) as raw:
        raw.execute("PRAGMA busy_timeout=1")  # the pool hands out this connection again
    other = dbapi2.connect(_file(engine), isolation_level=None)
    other.execute(f"PRAGMA key=\"x'{KEY.hex()}'\"")
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Busy, match="占用"), writing(engine):
        pass
    other.close()


def test_a_damaged_page_is_a_sentence(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE t (a)")
        connection.execute(text("INSERT INTO t VALUES (:a)"), [{"a": "x" * 3000} for _ in range(50)])
    engine.dispose()
    path = _file(engine)
    content = bytearray(path.read_bytes())
    content[20 * 4096 + 100] ^= 1
    path.write_bytes(content)
    with pytest.raises(Damaged), reading(engine) as connection:
        connection.exec_driver_sql("SELECT sum(length(a)) FROM t").scalar()
    with pytest.raises(Damaged), bare(engine) as raw:
        raw.execute("VACUUM INTO ?", (str(path.with_suffix(".copy")),))
    path.with_suffix(".copy").unlink(missing_ok=True)


def test_our_own_mistakes_stay_mistakes(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE t (a TEXT UNIQUE)")
    with pytest.raises(OperationalError), reading(engine) as connection:
        connection.exec_driver_sql("SELECT nothing FROM t")
    with pytest.raises(IntegrityError) as caught, writing(engine) as connection:
        connection.execute(text("INSERT INTO t VALUES (:a)"), [{"a": MARKER}, {"a": MARKER}])
    assert MARKER not in str(caught.value)


def test_no_room_and_read_only_are_told_apart() -> None:
    for code, kind in ((13, "磁盘满"), (4874, "磁盘满"), (8, "只能读"), (10, "没有回应"), (11, "损坏")):
        error = dbapi2.OperationalError("x")
        error.sqlite_errorcode = code
        with pytest.raises(DeskError, match=kind), database_faults():
            raise error
    with pytest.raises(Damaged, match="内存"), database_faults():
        raise MemoryError
    assert issubclass(ReadOnly, DeskError)
