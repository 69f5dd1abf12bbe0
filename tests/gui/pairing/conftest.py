"""A small village and the board of 结对帮扶 open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from fupin_desk.actions import records
from fupin_desk.actions import session as sessions
from fupin_desk.actions.session import Session
from fupin_desk.core.ids import new_id
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.frame import MainWindow
from fupin_desk.gui.kit.toast import ConfirmDialog
from fupin_desk.gui.pages import pairing as pairing_module
from fupin_desk.gui.pages.pairing import PairingPage
from fupin_desk.ledgers.helping import Helper, HelpingUnit
from tests.gui.pairing.kit import shown
from tests.gui.small_village import (
    Template,
    open_copy,
    open_window,
)


@pytest.fixture
def session(village: Template, tmp_path: Path) -> Iterator[Session]:
    """A ledger of this test's own with two more helpers, one without a household."""
    opened = open_copy(village, tmp_path / "石桥村.fupin")
    unit = HelpingUnit(id=new_id(), name="县审计局", pairing_kind="2", contact="何佳", phone="13900001001", invested_fen=38_500_000)
    helpers = [Helper(id=new_id(), name=name, unit=unit.id, duty="股长") for name in ("李文静", "覃小满")]
    records.save(opened, "添加责任人", [unit, *helpers])
    yield opened
    sessions.close(opened, with_backup=False)


@pytest.fixture
def desk(village_desk: Desk) -> Desk:
    """A desk on the ledger."""
    return village_desk


@pytest.fixture(autouse=True)
def nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A window that closes with picks left asks; in a test nobody is there."""
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_args, **_how: "drop")


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, asked: list[tuple[str, Any]]) -> MainWindow:
    """A window with the page behind a stand-in."""
    made = open_window(qtbot, desk, {"pairing": pairing_module.make}, asked)
    made.go("home")
    return made


@pytest.fixture
def page(window: MainWindow, desk: Desk) -> PairingPage:
    """The page in front, read."""
    return shown(window, desk)

