"""A file that means harm is refused in a sentence, quickly, and nothing happens to the ledger or the computer."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fupin_desk.core.errors import Cancelled, DeskError
from fupin_desk.core.progress import Task
from fupin_desk.sheets import limits, read
from fupin_desk.sheets.recognise import recognise_all
from tests.sheets import hostile


@pytest.mark.parametrize("name", sorted(hostile.FILES))
def test_a_hostile_file_is_refused_with_a_sentence(name: str, tmp_path: Path) -> None:
    path = hostile.write(tmp_path, name)
    before = path.read_bytes()
    start = time.monotonic()
    with pytest.raises(DeskError) as refused:
        recognise_all(path)
    assert time.monotonic() - start < 5
    words = str(refused.value)
    assert re.search("[\u4e00-\u9fff]", words) and words.endswith("。") and "！" not in words
    assert name in words and "台账没有变" in words and "/" not in words.replace("、", "")
    assert path.read_bytes() == before


def test_the_corpus_has_at_least_twenty_files() -> None:
    assert len(hostile.FILES) >= 20


def test_a_file_over_the_size_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "大.xlsx"
    with path.open("wb") as out:
        out.write(b"PK\x03\x04")
        out.truncate(limits.MAX_FILE + 1)
    with pytest.raises(DeskError, match=r"超过了 50\.0 MB"):
        limits.check(path)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    for path in (tmp_path / "没有.xlsx", tmp_path):
        with pytest.raises(DeskError, match=path.name):
            limits.check(path)


def test_a_password_is_told_apart_from_damage(tmp_path: Path) -> None:
    for name in ("locked.xlsx", "locked_parts.xlsx"):
        with pytest.raises(DeskError, match="打开密码"):
            limits.check(hostile.write(tmp_path, name))


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "慢.csv"
    path.write_text("户编号,姓名\n1,王一\n", encoding="utf-8")
    sleeper = [sys.executable, "-c", "import time; time.sleep(60)"]
    monkeypatch.setattr(read, "_command", lambda checked: sleeper)
    start = time.monotonic()
    with pytest.raises(DeskError, match="还没有读完"):
        read.read(path, seconds=0.5)
    assert time.monotonic() - start < 5


def test_a_reader_that_dies_is_a_refusal_not_a_crash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "坏.csv"
    path.write_text("户编号,姓名\n1,王一\n", encoding="utf-8")
    for code in ("import os; os.abort()", "print('[1'); raise SystemExit(3)", "raise SystemExit(0)"):
        monkeypatch.setattr(read, "_command", lambda checked, code=code: [sys.executable, "-c", code])
        with pytest.raises(DeskError, match="台账没有变"):
            read.read(path)


def test_the_reading_process_cannot_take_more_memory_than_its_limit() -> None:
    code = "from fupin_desk.sheets.cap import cap_memory; cap_memory(300_000_000); bytearray(400_000_000)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=Path.cwd())
    assert done.returncode == 1
    assert "MemoryError" in done.stderr


def test_reading_can_be_stopped_by_the_person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "长.csv"
    path.write_text("户编号,姓名\n" + "1,王一\n" * 90_000, encoding="utf-8")
    task = Task()
    task.cancel()
    monkeypatch.setattr("fupin_desk.sheets.read.SHOW_EVERY", 0.0)
    with pytest.raises(Cancelled):
        read.read(path, task)


def test_empty_rows_to_the_end_of_the_sheet_are_read_in_no_time(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{i}" ht="15" customHeight="1"/>' for i in range(3, 150_000)) + '<row r="1048576" ht="15"/>'
    head = '<row r="1"><c r="A1" t="inlineStr"><is><t>户编号</t></is></c><c r="XFD1" s="1"/></row>'
    path = tmp_path / "空行.xlsx"
    path.write_bytes(hostile.packed({"xl/worksheets/sheet1.xml": hostile.sheet(head + rows)}))
    assert [len(sheet.rows) for sheet in read.read(path).sheets] == [1]
