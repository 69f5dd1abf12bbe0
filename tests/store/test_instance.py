"""A ledger folder has one program at a time, and a copy of it never passes for the original."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from fupin_desk.core.errors import DeskError
from fupin_desk.store.ballast import lay_ballast, release_ballast
from fupin_desk.store.instance import AlreadyOpen, InstanceLock, held, mark_restored, needs_new_replica, settle

_HOLD = """
import sys
from pathlib import Path
from fupin_desk.store.instance import InstanceLock
lock = InstanceLock(Path(sys.argv[1]))
lock.acquire()
print("held", flush=True)
sys.stdin.read()
"""


def _holder(folder: Path) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path.cwd()
    )
    assert process.stdout is not None and process.stdout.readline().strip() == b"held"
    return process


def _open_and_close(folder: Path) -> None:
    lock = InstanceLock(folder)
    lock.acquire()
    lock.release()


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.communicate()


def test_a_second_opening_is_refused_and_a_later_one_allowed(tmp_path: Path) -> None:
    first = InstanceLock(tmp_path)
    first.acquire()
    for _ in range(50):
        with pytest.raises(AlreadyOpen, match="另一个窗口"):
            InstanceLock(tmp_path).acquire()
    first.release()
    first.release()
    with held(tmp_path), pytest.raises(AlreadyOpen):
        InstanceLock(tmp_path).acquire()
    _open_and_close(tmp_path)


def test_another_program_is_kept_out_until_it_is_killed(tmp_path: Path) -> None:
    process = _holder(tmp_path)
    try:
        with pytest.raises(AlreadyOpen):
            InstanceLock(tmp_path).acquire()
    finally:
        _end(process)
    _open_and_close(tmp_path)


def test_a_lock_file_left_by_a_dead_computer_keeps_nobody_out(tmp_path: Path) -> None:
    (tmp_path / "open.lock").write_text('{"process": 1, "computer": "ALT-PC"}')
    _open_and_close(tmp_path)


def test_a_folder_that_is_gone_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="找不到"):
        InstanceLock(tmp_path / "gone").acquire()


def test_a_copy_a_restore_and_a_new_ledger_take_a_new_replica(tmp_path: Path) -> None:
    here, copy, moved = tmp_path / "a", tmp_path / "b", tmp_path / "c"
    here.mkdir()
    (here / "ledger.db").write_bytes(b"x")
    assert needs_new_replica(here)
    settle(here)
    assert not needs_new_replica(here)
    shutil.copytree(here, copy)
    assert needs_new_replica(copy) and not needs_new_replica(here)
    os.rename(here, moved)
    assert not needs_new_replica(moved)
    mark_restored(moved)
    assert needs_new_replica(moved)
    (moved / "instance.json").write_text("{")
    assert needs_new_replica(moved)


def test_the_reserve_is_laid_and_given_back(tmp_path: Path) -> None:
    assert lay_ballast(tmp_path, 1_000_000) and lay_ballast(tmp_path, 1_000_000)
    assert (tmp_path / "ballast.bin").stat().st_size == 1_000_000
    assert release_ballast(tmp_path) and not release_ballast(tmp_path)
    assert not lay_ballast(tmp_path, 1 << 60)
    assert list(tmp_path.iterdir()) == []
