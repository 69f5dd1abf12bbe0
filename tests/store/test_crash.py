"""Killed at any moment or on a full disk: what was called saved is there, nothing half written, nothing in clear."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from fupin_desk.core.errors import DeskError
from fupin_desk.store.backup import list_backups, make_backup, restore
from fupin_desk.store.ballast import lay_ballast, release_ballast
from fupin_desk.store.engine import bare, open_engine, reading, writing
from fupin_desk.store.faults import DiskFull
from tests.store.folders import MARKER, Folder, make_folder

# Writes transactions of 1 to 800 rows that keep two sums balanced, and names each one only once it is committed.
_WRITER = """
import random, sys
from pathlib import Path
from sqlalchemy import text
from fupin_desk.store.engine import open_engine, writing
engine = open_engine(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
with writing(engine) as c:
    c.execute(text("CREATE TABLE IF NOT EXISTS t (txn INTEGER, k INTEGER, pad TEXT)"))
    c.execute(text("CREATE TABLE IF NOT EXISTS bal (id INTEGER PRIMARY KEY, v INTEGER)"))
    c.execute(text("INSERT OR IGNORE INTO bal VALUES (1, 0), (2, 0)"))
    n = c.scalar(text("SELECT coalesce(max(txn), 0) FROM t"))
print("ready", flush=True)
while True:
    n += 1
    k = random.choice([1, 5, 50, 800])
    rows = [{"n": n, "k": k, "p": sys.argv[3] + "x" * random.randrange(400)} for _ in range(k)]
    with writing(engine) as c:
        c.execute(text("INSERT INTO t VALUES (:n, :k, :p)"), rows)
        c.execute(text("UPDATE bal SET v = v + :k WHERE id = 1"), {"k": k})
        c.execute(text("UPDATE bal SET v = v - :k WHERE id = 2"), {"k": k})
        if n % 7 == 0:
            c.execute(text("DELETE FROM t WHERE txn < :n"), {"n": n - 20})
    print(n, flush=True)
"""

_BACKER = """
import sys
from pathlib import Path
from fupin_desk.store.backup import make_backup
from fupin_desk.store.engine import open_engine
folder, key = Path(sys.argv[1]), bytes.fromhex(sys.argv[2])
engine = open_engine(folder / "ledger.db", key)
print("ready", flush=True)
while True:
    print(make_backup(folder, engine, key, "x").path.name, flush=True)
"""


def _killed(program: str, arguments: list[str], after: float) -> list[str]:
    """What the program said before it was killed -9 so many seconds after it was ready."""
    process = subprocess.Popen(
        [sys.executable, "-c", program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None and process.stderr is not None
    assert process.stdout.readline().strip() == "ready", process.stderr.read()
    time.sleep(after)
    process.kill()
    said = process.stdout.read().split("\n")[:-1]
    process.communicate()
    return said


def _clear_files(folder: Path) -> list[str]:
    """Files that hold the marker or an unencrypted database."""
    found = []
    for path in folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        if MARKER.encode() in content or b"SQLite format 3" in content:
            found.append(path.name)
    return found


def _kill_and_check(path: Path, key: bytes, loops: int) -> int:
    """Kill the writer so often, hold the database against what it acknowledged; returns how often a log was hot."""
    chosen, hot, acknowledged = random.Random(9), 0, 0
    for _ in range(loops):
        said = _killed(_WRITER, [str(path), key.hex(), MARKER], chosen.expovariate(1 / 0.06))
        acknowledged += len(said)
        wal = path.with_name(path.name + "-wal")
        hot += wal.exists() and wal.stat().st_size > 0
        assert _clear_files(path.parent) == []
        engine = open_engine(path, key)
        with reading(engine) as connection:
            last = connection.scalar(text("SELECT max(txn) FROM t")) or 0
            partial = "SELECT count(*) FROM (SELECT 1 FROM t GROUP BY txn, k HAVING count(*) <> k)"
            assert connection.scalar(text(partial)) == 0
            assert connection.scalar(text("SELECT sum(v) FROM bal")) == 0
        assert not said or last >= int(said[-1])
        with bare(engine) as raw:
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            assert raw.execute("PRAGMA cipher_integrity_check").fetchall() == []
            assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        engine.dispose()
    assert acknowledged > loops
    return hot


def test_nothing_saved_is_lost_when_the_program_is_killed(tmp_path: Path) -> None:
    key = bytes(range(32))
    open_engine(tmp_path / "d.db", key, create=True).dispose()
    assert _kill_and_check(tmp_path / "d.db", key, 20) > 0


@pytest.mark.long
def test_nothing_saved_is_lost_in_a_thousand_kills(tmp_path: Path) -> None:
    key = bytes(range(32))
    open_engine(tmp_path / "d.db", key, create=True).dispose()
    assert _kill_and_check(tmp_path / "d.db", key, 1000) > 500


def test_a_backup_killed_halfway_is_never_listed(tmp_path: Path) -> None:
    ledger = make_folder(tmp_path / "青山村.fupin")
    ledger.add_steps(40)
    chosen = random.Random(4)
    for _ in range(6):
        _killed(_BACKER, [str(ledger.folder), ledger.data_key.hex()], chosen.uniform(0.02, 0.5))
        assert _clear_files(ledger.folder) == []
        for made in list_backups(ledger.folder):
            target = tmp_path / "restored" / made.path.stem
            if not target.exists():
                restored = restore(made.path, target)
                engine = open_engine(restored.folder / "ledger.db", ledger.data_key)
                with reading(engine) as connection:
                    assert connection.scalar(text("SELECT count(*) FROM batch")) == 40
                engine.dispose()
    make_backup(ledger.folder, ledger.engine, ledger.data_key, "x")
    assert not list((ledger.folder / "backups").glob("*.part"))
    ledger.close()


def test_no_trace_of_a_villager_is_readable_after_a_day_of_work(tmp_path: Path) -> None:
    temp = tmp_path / "temp"
    temp.mkdir()
    ledger = make_folder(tmp_path / "青山村.fupin")
    ledger.add_steps(300)
    with writing(ledger.engine) as connection:  # what spills, sorts and rebuilds
        connection.execute(text("CREATE TABLE big AS SELECT a.value v FROM setting a, setting b LIMIT 9000"))
        connection.execute(text("CREATE INDEX ix_big ON big (v)"))
        connection.execute(text("SELECT v FROM big ORDER BY v || 'x' DESC")).fetchall()
        assert _clear_files(tmp_path) == []
    photos = ledger.photos()
    photos.put(MARKER.encode() * 1000)
    photos.close()
    with bare(ledger.engine) as raw:
        raw.execute("VACUUM")
    stick = tmp_path / "stick"
    stick.mkdir()
    for to in (None, stick):
        make_backup(ledger.folder, ledger.engine, ledger.data_key, "测试", to)
        assert _clear_files(tmp_path) == []
    restore(list_backups(stick)[0].path, tmp_path / "new.fupin")
    assert _clear_files(tmp_path) == []
    ledger.close()
    assert _clear_files(tmp_path) == []


@contextmanager
def _small_disk(folder: Path, size: str) -> Iterator[bool]:
    """A disk of its own and of this size, where the system lets us mount one; else a limit on the size of a file."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if os.name == "posix" and subprocess.run(mount, check=False, capture_output=True).returncode == 0:
        try:
            yield True
        finally:
            subprocess.run(["umount", str(folder)], check=True)
    else:
        yield False


def _fill(ledger: Folder) -> int:
    """Save steps until the disk is full; returns how many were called saved."""
    saved = ledger.steps()
    with pytest.raises(DiskFull, match=r"磁盘满了.*以前保存的内容都在"):
        for _ in range(2000):
            ledger.add_steps(1, "x" * 3000)
            saved += 1
    return saved


def test_a_full_disk_loses_nothing_and_leaves_no_half_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with _small_disk(tmp_path / "disk", "14m") as mounted:
        if not mounted:
            return _full_by_limit(tmp_path / "disk")
        ledger = make_folder(tmp_path / "disk" / "青山村.fupin")
        ledger.add_steps(5)
        good = make_backup(ledger.folder, ledger.engine, ledger.data_key, "测试")
        assert lay_ballast(ledger.folder, 1_000_000)
        saved = _fill(ledger)
        assert ledger.steps() == saved > 5
        with pytest.raises(DeskError, match="磁盘"):
            make_backup(ledger.folder, ledger.engine, ledger.data_key, "测试")
        monkeypatch.setattr("fupin_desk.store.backup.require_space", lambda folder, need: None)
        with pytest.raises(DeskError, match="磁盘满了"):  # now the copy itself runs into the end of the disk
            make_backup(ledger.folder, ledger.engine, ledger.data_key, "测试")
        own = ledger.folder / "backups"
        assert sorted(p.name for p in own.iterdir()) == ["backup.lock", good.path.name]
        assert list_backups(ledger.folder) == [good]
        assert release_ballast(ledger.folder)
        ledger.add_steps(1)
        assert ledger.steps() == saved + 1
        ledger.close()
        engine = open_engine(ledger.folder / "ledger.db", ledger.data_key)
        with bare(engine) as raw:
            assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        engine.dispose()


_LIMITED = """
import resource, signal, sys
from pathlib import Path
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
sys.path.insert(0, sys.argv[2])
from fupin_desk.core.errors import DeskError
from tests.store.folders import make_folder
ledger = make_folder(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
saved = 0
try:
    while True:
        ledger.add_steps(1, "x" * 3000)
        saved += 1
except DeskError as error:
    print(saved, ledger.steps(), "以前保存的内容都在" in str(error))
"""


def _full_by_limit(folder: Path) -> None:
    """The same promise where no disk can be mounted: no file may grow beyond 2 MB (Windows has no such limit)."""
    if os.name == "nt":
        return
    root = str(Path(__file__).resolve().parents[2])
    done = subprocess.run(
        [sys.executable, "-c", _LIMITED, str(folder / "a.fupin"), root], capture_output=True, text=True, check=True
    )
    saved, there, said = done.stdout.split()
    assert saved == there and said == "True"


def test_a_file_that_may_not_grow_loses_nothing(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    _full_by_limit(tmp_path / "disk")
