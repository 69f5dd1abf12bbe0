"""Sample ledgers for tests: made once, copied for every test that may write."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from fupin_desk.actions import demo
from fupin_desk.actions import session as sessions
from fupin_desk.actions.session import Session


def make_sample(folder: Path, households: int) -> Path:
    """An invented village in a folder that does not exist yet."""
    session, _ = demo.make_demo(folder, households=households)
    sessions.close(session, with_backup=False)
    return folder


@contextmanager
def opened_copy(sample: Path, folder: Path) -> Iterator[Session]:
    """A session on a copy of the sample, closed afterwards."""
    shutil.copytree(sample, folder)
    session = sessions.open_ledger(folder, demo.USER, demo.PASSWORD, now=datetime.now)
    yield session
    sessions.close(session, with_backup=False)
