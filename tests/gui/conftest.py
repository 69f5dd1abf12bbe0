"""Real widgets, drawn offscreen in the program's own theme."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from fupin_desk.actions import session as sessions
from fupin_desk.actions.session import Session
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.frame import MainWindow
from fupin_desk.gui.theme.current import theme
from tests.gui.small_village import Template, make_village, open_copy


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
