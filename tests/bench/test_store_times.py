"""What a person waits for when a ledger is made, unlocked, refused and backed up."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from sqlalchemy import text

from fupin_desk.store import keys
from fupin_desk.store.backup import make_backup
from fupin_desk.store.engine import open_engine, writing
from fupin_desk.store.keys import WrongPassword
from fupin_desk.store.migrate import make_tables
from tests.store.folders import make_folder

PASSWORD = "青山Qs2020驻村"


def test_a_wrong_password_is_refused_within_a_second(tmp_path: Path) -> None:
    keys.create_keys(tmp_path, "周立新", "队长", PASSWORD)
    started = time.perf_counter()
    with pytest.raises(WrongPassword):
        keys.unlock(tmp_path, "周立新", "不是这个1")
    assert time.perf_counter() - started < 1


def test_a_new_ledger_has_its_tables_within_a_second(tmp_path: Path) -> None:
    started = time.perf_counter()
    make_tables(tmp_path / "ledger.db", bytes(32))
    assert time.perf_counter() - started < 1


def test_an_unlocked_ledger_opens_in_a_twentieth_of_a_second(tmp_path: Path) -> None:
    make_tables(tmp_path / "ledger.db", bytes(32))
    started = time.perf_counter()
    open_engine(tmp_path / "ledger.db", bytes(32)).dispose()
    assert time.perf_counter() - started < 0.05


def test_a_ledger_of_24_megabytes_is_backed_up_within_three_seconds(tmp_path: Path) -> None:
    ledger = make_folder(tmp_path / "a.fupin")
    with writing(ledger.engine) as connection:
        rows = [{"n": str(n), "v": "王秀兰" * 60} for n in range(40_000)]
        connection.execute(text("INSERT INTO setting VALUES (:n, :v)"), rows)
    started = time.perf_counter()
    made = make_backup(ledger.folder, ledger.engine, ledger.data_key, "测试")
    assert time.perf_counter() - started < 3 and made.size > 20_000_000
    ledger.close()
