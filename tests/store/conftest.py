"""One ledger made for the whole run; every test works on a copy of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from fupin_desk.store.ledger_file import LedgerFile
from tests.ledger_kit import USER, Clock, Family, add_family, make_ledger
from tests.store.laptops import acquaint, beyond, bring, empty_ledger


@pytest.fixture(scope="session")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """The folder and key of a ledger with one family."""
    folder = tmp_path_factory.mktemp("pattern") / "石桥村.fupin"
    file = make_ledger(folder)
    add_family(file)
    key = file.data_key
    file.close()
    return folder, key


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ledger(pattern: tuple[Path, bytes], tmp_path: Path, clock: Clock) -> Iterator[LedgerFile]:
    """An open ledger with 王秀兰's family in it, on 20 November 2019."""
    folder = tmp_path / "石桥村.fupin"
    shutil.copytree(pattern[0], folder)
    file = LedgerFile(folder, pattern[1], USER, now=clock)
    yield file
    file.close()


@pytest.fixture
def family(tmp_path: Path) -> Family:
    """The family as it was first written (ids and values)."""
    scratch = make_ledger(tmp_path / "scratch.fupin")
    made = add_family(scratch)
    scratch.close()
    return made


@pytest.fixture(scope="module")
def undo_ledger(pattern: tuple[Path, bytes], tmp_path_factory: pytest.TempPathFactory) -> Iterator[LedgerFile]:
    """One ledger for many generated runs; each run leads back to its beginning."""
    folder = tmp_path_factory.mktemp("undo") / "石桥村.fupin"
    shutil.copytree(pattern[0], folder)
    file = LedgerFile(folder, pattern[1], USER, now=Clock())
    yield file
    file.close()


@pytest.fixture
def second(ledger: LedgerFile, tmp_path: Path) -> Iterator[LedgerFile]:
    """The village's second laptop: began empty and took everything from the first."""
    other = empty_ledger(tmp_path / "二.fupin")
    acquaint([ledger, other])
    bring(beyond(ledger), other)
    yield other
    other.close()
