"""Real widgets, drawn offscreen in the program's own theme."""

from __future__ import annotations

import shutil
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from fupin_desk.actions import backups
from fupin_desk.actions import session as sessions
from fupin_desk.actions.session import Session
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.frame import MainWindow
from fupin_desk.gui.memory import Memory
from fupin_desk.gui.theme.current import theme
from fupin_desk.ledgers.village import Village
from tests.gui.small_village import Template, make_village, open_copy
from tests.gui.starting import CODE, PASSWORD, USER, Locked, Start


@pytest.fixture
def desk_app(qapp: QApplication) -> Iterator[QApplication]:
    """The application in the light theme at 100 %, put back to it afterwards."""
    if not qapp.styleSheet():  # styling every widget anew takes longer than most tests
        theme().start(qapp)
    yield qapp
    if theme().palette.dark or theme().scale != 1.0:
        theme().use(dark=False, scale=1.0)


@pytest.fixture
def desk(desk_app: QApplication) -> Iterator[Desk]:
    """A desk on a session that is nothing but a name; its threads are ended afterwards."""
    made = Desk("session")
    yield made
    made.stop()


@pytest.fixture(scope="session")
def village(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """The sample village, made once."""
    return make_village(tmp_path_factory.mktemp("village") / "石桥村.fupin")


@pytest.fixture
def session(village: Template, tmp_path: Path) -> Iterator[Session]:
    """A ledger of this test's own, like the sample village."""
    opened = open_copy(village, tmp_path / "石桥村.fupin")
    yield opened
    sessions.close(opened, with_backup=False)


@pytest.fixture
def village_desk(desk_app: QApplication, session: Session) -> Iterator[Desk]:
    """A desk on the sample village."""
    made = Desk(session)
    yield made
    made.stop()


@pytest.fixture
def asked() -> list[tuple[str, Any]]:
    """What stand-ins of other pages were asked for."""
    return []


_ask_before_closing = MainWindow.may_close


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """When a test's body is over its windows are closed for it: then nobody is asked about unsaved changes."""
    MainWindow.may_close = _ask_before_closing  # type: ignore[method-assign]  # restored for every test
    try:
        yield
    finally:
        MainWindow.may_close = lambda self: True  # type: ignore[method-assign]  # only for the clearing up

@pytest.fixture(scope="session")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Locked:
    """An empty ledger with its recovery code and a backup; tests work on copies."""
    place = tmp_path_factory.mktemp("start")
    folder = place / "石桥村.fupin"
    village = Village(code=CODE, name="石桥村", county="青山县", township="柳河乡")
    session, code = sessions.new_ledger(folder, village, user=USER, duty="第一书记", password=PASSWORD)
    backup = backups.back_up(session, place).path
    sessions.close(session)
    return Locked(folder, code, backup)


@pytest.fixture
def locked_ledger(locked: Locked, tmp_path: Path) -> Path:
    """A copy of the ledger."""
    folder = tmp_path / "石桥村.fupin"
    shutil.copytree(locked.folder, folder)
    return folder


@pytest.fixture
def start_window(desk_app: QApplication, tmp_path: Path) -> Iterator[Start]:
    """The start window on an empty home; whatever was opened is closed again."""
    made = Start(Memory(tmp_path / "window.json"), tmp_path / "台账")
    made.resize(1366, 728)
    made.show()
    yield made
    # Not by qtbot, which would destroy the window while its threads still run.
    assert made.desk.wait_idle()
    made.stop()
    for session in made.sessions:
        sessions.close(session, with_backup=False)
    made.close()
    made.deleteLater()
