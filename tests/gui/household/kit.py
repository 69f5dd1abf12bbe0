"""What the tests of 一户一档 do over and over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from fupin_desk.actions import households
from fupin_desk.actions.session import Session
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.frame import MainWindow
from fupin_desk.gui.kit.toast import ConfirmDialog, Toast
from fupin_desk.gui.pages.household import HouseholdPage
from fupin_desk.ledgers.family import HouseholdFile
from tests.gui.small_village import TODAY, settle

CTRL = Qt.KeyboardModifier.ControlModifier


WANG, WU, WEI, XI, LIU = range(5)


YEAR = TODAY.year


def open_page(window: MainWindow, desk: Desk, target: Any) -> HouseholdPage:
    window.go("household", target)
    settle(desk)
    shown = window.page()
    assert isinstance(shown, HouseholdPage)
    shown.sheet.ensure_down_to("income")
    return shown


def type_over(editor: QLineEdit, text: str) -> None:
    """Replace the text of a field as a person does, and leave it."""
    editor.setFocus(Qt.FocusReason.TabFocusReason)
    editor.setText(text)
    editor.textEdited.emit(text)
    QTest.keyClick(editor, Qt.Key.Key_Tab)


def member_frame(page: HouseholdPage, name: str) -> Any:
    return page.sheet.members.form.fields.frames[name]


def stored(session: Session, page: HouseholdPage) -> HouseholdFile:
    return households.household_file(session, page.household)


def toast_of(window: MainWindow) -> str:
    return " ".join(toast.text for toast in window.findChildren(Toast) if toast.isVisible())


def answer(monkeypatch: pytest.MonkeyPatch, key: str) -> list[str]:
    """Answer every question with this verb; returns the titles that were asked."""
    titles: list[str] = []

    def ask(_parent: Any, title: str, _text: str, _verbs: Any, **_more: Any) -> str:
        titles.append(title)
        return key

    monkeypatch.setattr(ConfirmDialog, "ask", ask)
    return titles


def wait_until(qtbot: QtBot, true: Callable[[], bool]) -> None:
    qtbot.waitUntil(true, timeout=5000)


def _age(birth: date) -> int:
    return TODAY.year - birth.year - ((TODAY.month, TODAY.day) < (birth.month, birth.day))

