"""A ledger is unlocked: by password, by recovery code, never by trying long enough."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fupin_desk.actions import backups
from fupin_desk.actions import session as sessions
from fupin_desk.gui.kit.toast import Toast
from fupin_desk.gui.memory import Memory
from fupin_desk.gui.start.shelf import Known, Shelf
from fupin_desk.gui.start.tries import FREE, WAITS_S, Tries
from tests.gui.starting import NONE, OTHER, PASSWORD, USER, Locked, Start, focused, unlock, write


def test_the_password_opens_the_ledger(qtbot: QtBot, start_window: Start, locked_ledger: Path) -> None:
    start_window.show_unlock(locked_ledger)
    qtbot.waitUntil(lambda: start_window.unlock.who.value() == USER, timeout=8000)
    assert focused() is start_window.unlock.password
    assert "上次备份" in start_window.foot.backup.text()
    unlock(qtbot, start_window, "wrong-one-1")
    assert start_window.unlock.field.message() == ("error", "口令不对，还能试 4 次。台账没有受影响。")
    assert start_window.sessions == []
    unlock(qtbot, start_window, PASSWORD)
    assert start_window.sessions[0].user == USER
    assert start_window.unlock.password.text() == ""


def test_too_many_wrong_passwords_wait_and_starting_again_does_not_help(tmp_path: Path) -> None:
    path, now = tmp_path / "window.json", [datetime(2019, 11, 20, 20, 0)]

    def tries() -> Tries:
        return Tries(Memory(path), tmp_path / "村.fupin", now=lambda: now[0])

    for left in range(FREE - 1, -1, -1):
        assert tries().wait_s() == 0
        tries().failed()
        assert tries().left() == left
    assert tries().wait_s() == WAITS_S[0]
    now[0] += timedelta(seconds=WAITS_S[0])
    assert tries().wait_s() == 0
    tries().failed()
    assert tries().wait_s() == WAITS_S[1]
    now[0] -= timedelta(days=365)  # a clock set back
    assert tries().wait_s() == WAITS_S[1]
    assert Tries(Memory(path), tmp_path / "别的村.fupin").left() == FREE
    tries().passed()
    assert tries().left() == FREE
    assert "村" not in path.read_text(encoding="utf-8")


def test_while_waiting_no_password_is_taken(qtbot: QtBot, start_window: Start, locked_ledger: Path) -> None:
    counted = Tries(start_window.memory, locked_ledger)
    for _ in range(FREE):
        counted.failed()
    start_window.show_unlock(locked_ledger)
    qtbot.waitUntil(lambda: not start_window.desk.busy(), timeout=8000)
    assert not start_window.unlock.button.isEnabled()
    assert "后再试" in start_window.unlock.field.message()[1]
    start_window.unlock.password.setText(PASSWORD)
    start_window.unlock.submit()
    assert not start_window.desk.busy()


def test_the_recovery_code_sets_a_new_password(
    qtbot: QtBot, start_window: Start, locked_ledger: Path, locked: Locked
) -> None:
    start_window.show_unlock(locked_ledger)
    qtbot.waitUntil(lambda: not start_window.desk.busy(), timeout=8000)
    start_window.unlock.forgot.click()
    form = start_window.unlock.recover
    qtbot.waitUntil(lambda: form.form.isVisible(), timeout=8000)
    wrong = locked.code[:-1] + ("2" if locked.code[-1] != "2" else "3")
    write(wrong.lower().replace("-", " "))
    write(OTHER)
    write(OTHER)
    qtbot.waitUntil(lambda: form.code_field.message()[0] == "error", timeout=8000)
    assert "第8组" in form.code_field.message()[1]
    form.code.setFocus()
    form.code.clear()
    QTest.keyClicks(form.code, locked.code.replace("-", ""))
    assert form.code.text() == locked.code
    form.button.click()
    qtbot.waitUntil(lambda: bool(start_window.sessions), timeout=8000)
    sessions.close(start_window.sessions.pop(), with_backup=False)
    with pytest.raises(sessions.WrongPassword):
        sessions.open_ledger(locked_ledger, USER, PASSWORD)
    start_window.sessions.append(sessions.open_ledger(locked_ledger, USER, OTHER))


def test_capital_letters_without_shift_tell_of_caps_lock(start_window: Start, locked_ledger: Path) -> None:
    start_window.show_unlock(locked_ledger)
    edit, told = start_window.unlock.password, list[bool]()
    edit.caps.connect(told.append)
    shift = Qt.KeyboardModifier.ShiftModifier
    for text, modifiers in (("a", NONE), ("A", shift), ("A", NONE), ("a", shift), ("a", NONE)):
        QApplication.sendEvent(edit, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, modifiers, text))
    assert told == [True, False]


def test_everybody_who_may_open_it_can_be_chosen(qtbot: QtBot, start_window: Start, locked_ledger: Path) -> None:
    session = sessions.open_ledger(locked_ledger, USER, PASSWORD)
    for name in ("李文静", "孙立新"):
        backups.add_user(session, name, "队员", OTHER)
    backups.disable_user(session, "孙立新")
    sessions.close(session, with_backup=False)
    start_window.show_unlock(locked_ledger, user="李文静")
    qtbot.waitUntil(lambda: len(start_window.unlock.who.options) == 2, timeout=8000)
    assert start_window.unlock.who.value() == "李文静"
    unlock(qtbot, start_window, OTHER)
    assert start_window.sessions[0].user == "李文静"


def test_a_ledger_that_is_open_elsewhere_is_told(qtbot: QtBot, start_window: Start, locked_ledger: Path) -> None:
    held = sessions.open_ledger(locked_ledger, USER, PASSWORD)
    try:
        start_window.show_unlock(locked_ledger)
        unlock(qtbot, start_window, PASSWORD)
        assert any("另一个窗口" in toast.text for toast in start_window.findChildren(Toast))
        assert start_window.sessions == []
    finally:
        sessions.close(held, with_backup=False)
    unlock(qtbot, start_window, PASSWORD)
    assert len(start_window.sessions) == 1


def test_ledgers_opened_before_are_offered_and_gone_ones_are_not(start_window: Start, locked_ledger: Path, tmp_path: Path) -> None:
    start_window.shelf.put_first(tmp_path / "搬走了.fupin", Known("搬走了"))
    start_window.shelf.put_first(locked_ledger, Known("石桥村 2019", "青山县 柳河乡，137 户 468 人"))
    texts = [action.text() for action in start_window.other_menu().actions() if action.text()]
    assert texts == ["石桥村 2019　青山县 柳河乡，137 户 468 人", "选择台账文件夹", "新建一本台账", "从备份恢复"]
    assert Shelf(Memory(tmp_path / "window.json")).recent() == [locked_ledger]
    start_window.take_folder(tmp_path / "搬走了.fupin")
    assert any("不是台账文件夹" in toast.text for toast in start_window.findChildren(Toast))


def test_larger_letters_and_dark_are_kept_for_the_next_start(start_window: Start, locked_ledger: Path, tmp_path: Path) -> None:
    start_window.show_unlock(locked_ledger)
    QTest.keyClick(start_window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    start_window.foot.scale_button.click()
    kept = Memory(tmp_path / "window.json")
    assert (kept.get("scale"), kept.get("dark")) == (1.15, True)
