"""The main window: what exists is offered, keys reach everything, pages are asked before they are left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from fupin_desk.gui.desk import Desk
from fupin_desk.gui.frame import MainWindow, Shell
from fupin_desk.gui.idle import WARNING, IdleWatch
from fupin_desk.gui.keysdialog import KeysDialog
from fupin_desk.gui.kit.items import Item
from fupin_desk.gui.kit.toast import Toast
from fupin_desk.gui.page import Page
from fupin_desk.gui.theme.current import theme
from fupin_desk.ledgers.changes import Changes

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


class Sample(Page):
    """A page that remembers what was asked of it."""

    name = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.refreshed, self.targets, self.may_leave, self.dirty = 0, [], True, False  # type: ignore[var-annotated]
        self.line = QLineEdit(self)
        QVBoxLayout(self).addWidget(self.line)

    def title(self) -> str:
        return self.name

    def context(self) -> str:
        return "137 户"

    def subject(self) -> str:
        return "一户一档" if self.name == "一户一档" else ""

    def crumb(self) -> tuple[str, str] | None:
        return ("ledger", "农户台账") if self.name == "一户一档" else None

    def refresh(self) -> None:
        self.refreshed += 1

    def unsaved(self) -> bool:
        return self.dirty

    def leave(self) -> bool:
        return self.may_leave

    def show_target(self, target: Any) -> None:
        self.targets.append(target)

    def place(self) -> Any:
        return f"row of {self.name}"

    def panes(self) -> list[QWidget]:
        return [self.line]

    def find_box(self) -> QWidget | None:
        return self.line

    def keys(self) -> list[tuple[str, str]]:
        return [("空格", "勾选")]


def factory(title: str) -> Any:
    """A factory of a sample page with this title."""

    def make(desk: Desk) -> Sample:
        page = Sample(desk)
        page.name = title
        return page

    return make


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> Iterator[MainWindow]:
    """A window with four pages, the first shown."""
    pages = {"home": "首页", "ledger": "农户台账", "visit": "登记走访", "household": "一户一档"}
    shell = Shell(
        village="石桥村",
        town="青山县 柳河乡",
        year="2019",
        user="周明远",
        duty="第一书记",
        pages={name: factory(title) for name, title in pages.items()},
        search=lambda _session, text: [Item("h1", "王秀兰", "0137 二组")] if text == "wxl" else [],
    )
    made = MainWindow(desk, shell)
    qtbot.addWidget(made)
    made.resize(1440, 868)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    made.go("home")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    yield made
    desk.wait_idle()


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key, mods: Any = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    qtbot.keyClick(QApplication.focusWidget() or window, key, mods)


def test_only_pages_that_exist_are_offered(window: MainWindow) -> None:
    assert list(window.navigation.items) == ["home", "ledger", "visit", "help"]
    assert set(window.pages) == {"home"}  # made when first shown


def test_alt_and_digit_go_to_a_page_and_the_title_says_where(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, window, Qt.Key.Key_2, ALT)
    assert window.name == "ledger"
    assert window.windowTitle() == "石桥村 2019 — 扶贫工作台"
    assert window.navigation.items["ledger"].isChecked()
    window.go("household", "h1")
    window.pages["household"].dirty = True  # type: ignore[attr-defined]
    window.pages["household"].titled.emit()
    assert window.windowTitle() == "一户一档 * 石桥村 2019 — 扶贫工作台"
    assert window.navigation.items["ledger"].isChecked()  # the page above it


def test_alt_left_comes_back_to_the_same_place(qtbot: QtBot, window: MainWindow) -> None:
    window.go("ledger")
    window.go("household", "h1")
    press(qtbot, window, Qt.Key.Key_Left, ALT)
    assert window.name == "ledger"
    assert window.pages["ledger"].targets == ["row of 农户台账"]  # type: ignore[attr-defined]


def test_a_page_may_refuse_to_be_left(qtbot: QtBot, window: MainWindow) -> None:
    window.page().may_leave = False  # type: ignore[union-attr]
    qtbot.mouseClick(window.navigation.items["visit"], Qt.MouseButton.LeftButton)
    assert window.name == "home"
    assert window.navigation.items["home"].isChecked()
    assert not window.close()
    window.page().may_leave = True  # type: ignore[union-attr]
    assert window.close()


def test_search_from_anywhere_opens_the_household(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, window, Qt.Key.Key_F3)
    box = window.header.search
    qtbot.waitUntil(box.hasFocus)
    qtbot.keyClicks(box, "wxl")
    qtbot.waitUntil(box.popup.isVisible)
    qtbot.waitUntil(lambda: [item.text for item in box.popup.list.items()] == ["王秀兰"])
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert window.name == "household"
    assert window.pages["household"].targets == ["h1"]  # type: ignore[attr-defined]
    assert box.text() == ""


def test_search_finds_pages_too_and_says_when_there_is_nothing(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, window, Qt.Key.Key_F3)
    box = window.header.search
    qtbot.waitUntil(box.hasFocus)
    qtbot.keyClicks(box, "djzf")
    qtbot.waitUntil(lambda: [item.text for item in box.popup.list.items()] == ["登记走访"])
    box.setText("qqq")
    qtbot.waitUntil(lambda: "没有找到" in box.popup.list.items()[0].text)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert window.name == "home"


def test_control_enter_in_the_search_logs_a_visit(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, window, Qt.Key.Key_F3)
    box = window.header.search
    qtbot.waitUntil(box.hasFocus)
    qtbot.keyClicks(box, "wxl")
    qtbot.waitUntil(box.popup.isVisible)
    qtbot.keyClick(box, Qt.Key.Key_Return, CONTROL)
    assert window.pages["visit"].targets == ["h1"]  # type: ignore[attr-defined]


def test_a_change_refreshes_what_is_seen_and_marks_the_rest(qtbot: QtBot, window: MainWindow) -> None:
    window.go("ledger")
    home, ledger = window.pages["home"], window.pages["ledger"]
    seen = (home.refreshed, ledger.refreshed)  # type: ignore[attr-defined]
    window.desk.changed.emit(Changes("保存了 1 户。"))
    assert (home.refreshed, ledger.refreshed) == (seen[0], seen[1] + 1)  # type: ignore[attr-defined]
    assert home.stale
    ledger.dirty = True  # type: ignore[attr-defined]
    window.desk.changed.emit(Changes("保存了 1 户。"))
    assert ledger.refreshed == seen[1] + 1  # type: ignore[attr-defined]  # not under the person's hands
    window.go("home")
    assert home.refreshed == seen[0] + 1  # type: ignore[attr-defined]
    assert window.status.saved.text().startswith("已保存")


def test_f6_goes_round_the_panes_and_control_f_to_the_filter(qtbot: QtBot, window: MainWindow) -> None:
    page = window.page()
    assert isinstance(page, Sample)
    window.navigation.items["home"].setFocus()
    for expected in (page.line, window.status.scale_button, window.navigation.items["home"]):
        press(qtbot, window, Qt.Key.Key_F6)
        assert QApplication.focusWidget() is expected
    press(qtbot, window, Qt.Key.Key_F, CONTROL)
    assert page.line.hasFocus()


def test_size_and_darkness_change_at_once_and_are_remembered(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, window, Qt.Key.Key_Equal, CONTROL)
    press(qtbot, window, Qt.Key.Key_Equal, CONTROL)
    assert theme().scale == 1.25
    assert window.navigation.width() == round(86 * 1.25)  # narrow: 1440 / 1.25 is below 1280
    press(qtbot, window, Qt.Key.Key_0, CONTROL)
    assert theme().scale == 1.0
    assert window.navigation.width() == 176
    press(qtbot, window, Qt.Key.Key_D, CONTROL)
    assert theme().palette.dark
    assert (window.desk.memory.get("scale"), window.desk.memory.get("dark")) == (1.0, True)


def test_a_low_window_has_a_lower_header(window: MainWindow) -> None:
    assert window.header.height() == 56
    window.resize(1366, 728)
    assert window.header.height() == 50


def test_lock_help_and_badges(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.lock_asked):
        press(qtbot, window, Qt.Key.Key_L, CONTROL)
    with qtbot.waitSignal(window.lock_asked):
        window.header.lock_button.click()
    window.navigation.set_badge("visit", 2)
    assert window.navigation.items["visit"].accessibleDescription() == "2 件等着处理"
    press(qtbot, window, Qt.Key.Key_F1)
    dialog = window.findChild(KeysDialog)
    assert dialog is not None
    dialog.accept()
    assert window.header.lock_button.accessibleName() == "锁定台账"


def test_holding_alt_shows_the_digits(qtbot: QtBot, window: MainWindow) -> None:
    focused = QApplication.focusWidget()
    qtbot.keyPress(focused, Qt.Key.Key_Alt)
    qtbot.waitUntil(lambda: window.navigation.items["visit"].digit == "3")
    qtbot.keyRelease(focused, Qt.Key.Key_Alt)
    assert window.navigation.items["visit"].digit == ""


def test_an_idle_program_warns_and_then_asks_for_the_lock(qtbot: QtBot, window: MainWindow) -> None:
    watch = IdleWatch(window, 0, warn_ms=120)
    watch._ms = 60
    expired: list[bool] = []
    watch.expired.connect(lambda: expired.append(True))
    watch.touch()
    qtbot.waitUntil(lambda: [bar.text for bar in window.findChildren(Toast)] == [WARNING])
    press(qtbot, window, Qt.Key.Key_Down)  # somebody is here
    assert expired == []
    qtbot.waitUntil(lambda: expired == [True])
    watch.set_minutes(0)
