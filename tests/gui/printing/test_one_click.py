"""From a household, from the ledger and from a visit it is one click to the paper."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from fupin_desk.actions.session import Session
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.pages import household, ledger, visit
from fupin_desk.gui.pages.household import HouseholdPage
from fupin_desk.gui.pages.ledger import LedgerPage
from fupin_desk.gui.pages.printing_menu import _PAPERS
from fupin_desk.gui.pages.printing_work import FOLDER, read_shelf
from fupin_desk.gui.pages.visit import VisitPage
from tests.gui.printing.kit import CTRL
from tests.gui.small_village import home_of, open_window, settle

Asked = list[tuple[str, Any]]


def test_the_household_offers_survey_folder_and_others(qtbot: QtBot, desk: Desk, session: Session, asked: Asked) -> None:
    home = home_of(session, "王秀兰")
    window = open_window(qtbot, desk, {"household": household.make}, asked)
    window.go("household", home)
    settle(desk)
    page = window.page()
    assert isinstance(page, HouseholdPage)
    page.head.print_button.click()
    menu = next(m for m in page.head.print_button.findChildren(QMenu) if m.isVisible())
    QTest.keyClick(menu, Qt.Key.Key_2)
    menu.actions()[-1].trigger()
    assert asked[-2:] == [("printing", {"form": FOLDER, "households": [home]}), ("printing", [home])]


def test_every_paper_of_the_menu_is_in_the_list(session: Session) -> None:
    names = {form.name for form in read_shelf(session).forms}
    assert [form for form, _ in _PAPERS if form and form not in names] == []


def test_a_visit_prints_the_record_of_its_household_by_button_and_key(
    qtbot: QtBot, desk: Desk, session: Session, asked: Asked
) -> None:
    home = home_of(session, "王秀兰")
    window = open_window(qtbot, desk, {"visit": visit.make}, asked)
    window.go("visit", home)
    settle(desk)
    page = window.page()
    assert isinstance(page, VisitPage)
    page.form.print_button.click()
    assert asked[-1] == ("printing", {"form": "visit_record", "households": [home]})
    window.go("visit", home)
    settle(desk)
    asked.clear()
    QTest.keyClick(page.form.when.editor, Qt.Key.Key_P, CTRL)
    assert asked == [("printing", {"form": "visit_record", "households": [home]})]


def test_the_ledger_prints_what_is_ticked(qtbot: QtBot, desk: Desk, session: Session, asked: Asked) -> None:
    window = open_window(qtbot, desk, {"ledger": ledger.make}, asked)
    window.go("ledger")
    settle(desk)
    page = window.page()
    assert isinstance(page, LedgerPage)
    wanted = [home_of(session, "王秀兰"), home_of(session, "韦小兵")]
    page.table.ticks.set(wanted)
    page.print_button.click()
    assert asked[-1][0] == "printing" and set(asked[-1][1]) == set(wanted)
