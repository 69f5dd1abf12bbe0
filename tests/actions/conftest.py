"""An open session on an invented village of twelve households, made once and copied for every test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from fupin_desk.actions import demo
from fupin_desk.actions import session as sessions
from fupin_desk.actions.session import Session


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "石桥村.fupin"
    session, _ = demo.make_demo(folder, households=50)
    sessions.close(session, with_backup=False)
    return folder


@pytest.fixture
def other(sample: Path, tmp_path: Path) -> Iterator[Session]:
    """A second laptop with a ledger of its own."""
    folder = tmp_path / "other" / "石桥村.fupin"
    shutil.copytree(sample, folder)
    opened = sessions.open_ledger(folder, demo.USER, demo.PASSWORD, now=datetime.now)
    yield opened
    sessions.close(opened, with_backup=False)


@pytest.fixture
def session(sample: Path, tmp_path: Path) -> Iterator[Session]:
    folder = tmp_path / "石桥村.fupin"
    shutil.copytree(sample, folder)
    opened = sessions.open_ledger(folder, demo.USER, demo.PASSWORD, now=datetime.now)
    yield opened
    sessions.close(opened, with_backup=False)
