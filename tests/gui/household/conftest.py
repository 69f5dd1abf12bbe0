"""A small village and 一户一档 open on one of its households."""

from __future__ import annotations

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from fupin_desk.actions import households, records
from fupin_desk.actions import session as sessions
from fupin_desk.actions.session import Session
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.frame import MainWindow
from fupin_desk.gui.pages import household as household_module
from fupin_desk.gui.pages.household import HouseholdPage
from fupin_desk.ledgers.year import HouseholdYear
from tests.gui.household.kit import (
    WANG,
    YEAR,
    answer,
    open_page,
)
from tests.gui.small_village import Template, open_copy, open_window


@pytest.fixture(scope="session")
def village(village: Template, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """The sample village with two years of income for 王秀兰."""
    session = open_copy(village, tmp_path_factory.mktemp("with_years") / "石桥村.fupin")
    home = households.household_by_number(session, "0137")
    last = HouseholdYear(household=home, year=YEAR - 1, a_fen=9600_00, b1_fen=8450_00, e_fen=3370_00, farmland=320,
                         toilet=True)  # fmt: skip
    this = HouseholdYear(household=home, year=YEAR, a_fen=10000_00, b1_fen=9200_00, e_fen=3600_00, basis="流水",
                         enough_food=True)  # fmt: skip
    records.save(session, "样本", [last, this])
    folder = session.folder
    sessions.close(session, with_backup=False)
    return Template(folder, village.key)


@pytest.fixture
def desk(village_desk: Desk) -> Desk:
    """A desk on the ledger."""
    return village_desk


@pytest.fixture(autouse=True)
def no_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Closing a window at the end of a test drops what is unsaved without asking."""
    answer(monkeypatch, "drop")


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, asked: list[tuple[str, Any]]) -> MainWindow:
    """A window with this page and stand-ins for the others."""
    made = open_window(qtbot, desk, {"household": household_module.make}, asked)
    made.go("home")
    return made


@pytest.fixture
def ids(session: Session) -> list[str]:
    """王秀兰 first, the others behind her."""
    numbers = ("0137", "0007", "0045", "0093", "0152")
    return [households.household_by_number(session, number) for number in numbers]


@pytest.fixture
def page(window: MainWindow, desk: Desk, ids: list[str]) -> HouseholdPage:
    """王秀兰's page; sections further down than 收入 are made when they are looked at."""
    return open_page(window, desk, {"id": ids[WANG], "list": ids})

