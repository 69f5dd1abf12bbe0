"""Real widgets, drawn offscreen in the program's own theme."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from fupin_desk.gui.desk import Desk
from fupin_desk.gui.theme.current import theme


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
