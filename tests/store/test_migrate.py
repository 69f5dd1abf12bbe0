"""A ledger of any age is brought to today's tables or left exactly as it was."""

from __future__ import annotations

import compileall
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from fupin_desk.core.errors import DeskError
from fupin_desk.store import keys, migrate, version
from fupin_desk.store.backup import list_backups
from fupin_desk.store.engine import open_engine, reading, writing
from fupin_desk.store.migrate import HEAD, bring_up, current, make_tables, upgrade
from fupin_desk.store.photos import PhotoStore
from fupin_desk.store.schema import metadata
from tests.store.folders import make_folder

KEY = bytes(range(32))
OLD = Path(__file__).parent / "old"
OLD_PASSWORD = "jiu-tai-zhang-2020"
STEPS_FOLDER = Path(migrate.__file__).with_name("migrations")

_NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade():
    op.create_table("drought", sa.Column("id", sa.Text(), primary_key=True))
    op.add_column("setting", sa.Column("since", sa.Text()))
    {last}
"""


def _tables(engine: Engine) -> dict[str, str]:
    query = text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version'")
    with reading(engine) as connection:
        return {name: re.sub(r"\s+", " ", sql) for name, sql in connection.execute(query)}


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program of the next release: its steps folder, whose last step may still be written by the test."""
    folder = tmp_path / "100% 新" / "migrations"
    shutil.copytree(STEPS_FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(migrate, "_STEPS_FOLDER", folder)
    monkeypatch.setattr(version, "STEPS", ("0001", "0002"))
    return folder / "versions" / "0002_drought.py"


def test_a_new_ledger_has_exactly_the_declared_tables(tmp_path: Path) -> None:
    make_tables(tmp_path / "made.db", KEY)
    made = open_engine(tmp_path / "made.db", KEY)
    declared = open_engine(tmp_path / "declared.db", KEY, create=True)
    with writing(declared) as connection:
        metadata.create_all(connection)
    assert _tables(made) == _tables(declared)
    assert current(made) == HEAD
    made.dispose()
    declared.dispose()


def test_the_files_of_the_steps_are_the_known_versions() -> None:
    files = sorted(path.name[:4] for path in (STEPS_FOLDER / "versions").glob("[0-9]*.py"))
    assert files == list(version.STEPS) and files[-1] == version.HEAD
    for path in (STEPS_FOLDER / "versions").glob("[0-9]*.py"):
        assert "fupin_desk" not in re.sub(r'""".*?"""', "", path.read_text("utf-8"), flags=re.DOTALL)


def test_an_up_to_date_ledger_is_left_alone(tmp_path: Path) -> None:
    ledger = make_folder(tmp_path / "a.fupin")
    assert not bring_up(ledger.folder, ledger.data_key)
    assert list_backups(ledger.folder) == []
    ledger.close()


def test_an_older_ledger_is_backed_up_and_brought_up(tmp_path: Path, next_version: Path) -> None:
    ledger = make_folder(tmp_path / "a.fupin")
    ledger.add_steps(2)
    next_version.write_text(_NEXT.format(last=""))
    calls: list[int] = []
    assert upgrade(ledger.engine, lambda: calls.append(ledger.steps()), to="0002")
    assert calls == [2] and current(ledger.engine) == "0002" and ledger.steps() == 2
    assert "drought" in _tables(ledger.engine)
    assert not upgrade(ledger.engine, lambda: calls.append(0), to="0002") and calls == [2]
    ledger.close()


def test_a_step_that_fails_leaves_the_tables_as_they_were(tmp_path: Path, next_version: Path) -> None:
    ledger = make_folder(tmp_path / "a.fupin")
    before = _tables(ledger.engine)
    next_version.write_text(_NEXT.format(last='op.execute("INSERT INTO nowhere VALUES (1)")'))
    with pytest.raises(Exception, match="nowhere"):
        upgrade(ledger.engine, lambda: None, to="0002")
    assert _tables(ledger.engine) == before and current(ledger.engine) == "0001"
    next_version.write_text(_NEXT.format(last=""))
    shutil.rmtree(next_version.parent / "__pycache__", ignore_errors=True)
    assert upgrade(ledger.engine, lambda: None, to="0002")
    ledger.close()


def test_without_a_backup_nothing_is_changed(tmp_path: Path, next_version: Path) -> None:
    ledger = make_folder(tmp_path / "a.fupin")
    before = _tables(ledger.engine)
    next_version.write_text(_NEXT.format(last=""))

    def refuse() -> None:
        raise DeskError("磁盘只剩 1 MB")

    with pytest.raises(DeskError, match="磁盘"):
        upgrade(ledger.engine, refuse, to="0002")
    assert _tables(ledger.engine) == before
    ledger.close()


def test_a_ledger_killed_in_the_middle_of_a_step_is_as_before(tmp_path: Path, next_version: Path) -> None:
    ledger = make_folder(tmp_path / "a.fupin")
    ledger.close()
    next_version.write_text(_NEXT.format(last="import os; os._exit(9)"))
    program = (
        "import sys; from pathlib import Path; from fupin_desk.store import migrate, version\n"
        "from fupin_desk.store.engine import open_engine\n"
        "migrate._STEPS_FOLDER = Path(sys.argv[2]); version.STEPS = ('0001', '0002')\n"
        "migrate.upgrade(open_engine(Path(sys.argv[1]), bytes.fromhex(sys.argv[3])), lambda: None, to='0002')"
    )
    arguments = [str(ledger.folder / "ledger.db"), str(next_version.parents[1]), ledger.data_key.hex()]
    assert subprocess.run([sys.executable, "-c", program, *arguments], check=False).returncode == 9
    assert "drought" not in _tables(ledger.engine) and current(ledger.engine) == "0001"
    ledger.close()


def test_a_newer_ledger_is_refused_naming_both_versions(tmp_path: Path) -> None:
    ledger = make_folder(tmp_path / "a.fupin")
    with writing(ledger.engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0417'"))
    with pytest.raises(DeskError, match=f"版本 0417.*版本 {HEAD}") as caught:
        bring_up(ledger.folder, ledger.data_key)
    assert "升级" in str(caught.value)
    ledger.close()


def test_a_database_that_is_no_ledger_is_refused(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "ledger.db", KEY, create=True)
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE song (a)"))
    with pytest.raises(DeskError, match="没有版本记录"):
        upgrade(engine, lambda: None)
    engine.dispose()


def test_a_ledger_that_cannot_be_made_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrate, "_STEPS_FOLDER", tmp_path / "gone")
    with pytest.raises(DeskError, match="重新安装"):
        make_tables(tmp_path / "ledger.db", KEY)
    assert list(tmp_path.iterdir()) == []


def test_the_installed_program_runs_the_steps_from_compiled_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "migrations"
    shutil.copytree(STEPS_FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    compileall.compile_dir(folder, legacy=True, quiet=1)
    for source in folder.rglob("*.py"):
        source.unlink()
    monkeypatch.setattr(migrate, "_STEPS_FOLDER", folder)
    make_tables(tmp_path / "ledger.db", KEY)
    engine = open_engine(tmp_path / "ledger.db", KEY)
    assert current(engine) == HEAD
    engine.dispose()


@pytest.mark.parametrize("number", version.STEPS)
def test_a_real_ledger_of_every_version_opens(tmp_path: Path, number: str) -> None:
    folder = tmp_path / "old.fupin"
    shutil.copytree(OLD / f"{number}.fupin", folder)
    people = keys.list_users(folder)
    data_key = keys.unlock(folder, people[0].name, OLD_PASSWORD)
    bring_up(folder, data_key)
    engine = open_engine(folder / "ledger.db", data_key)
    assert current(engine) == HEAD
    found: dict[str, Any] = {}
    with reading(engine) as connection:
        for table in ("household", "member", "visit", "batch"):
            where = "WHERE removed = 0" if table != "batch" else ""
            found[table] = connection.scalar(text(f"SELECT count(*) FROM {table} {where}"))
        names = set(connection.scalars(text("SELECT name FROM member")))
        picture = connection.scalar(text("SELECT photo FROM attachment"))
    assert found["household"] == 2 and found["member"] == 3 and found["visit"] == 1 and found["batch"] >= 2
    assert names == {"王秀兰", "王䶮", "李𬭎"}
    engine.dispose()
    photos = PhotoStore(folder, data_key)
    assert photos.get(str(picture)).startswith(b"\xff\xd8")
    photos.close()
