"""The first windows: a ledger is made in three steps, restored, unlocked; by keyboard, and nothing is lost on the way."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fupin_desk.actions import backups, preferences
from fupin_desk.actions import session as sessions
from fupin_desk.gui.kit.toast import Toast
from fupin_desk.gui.memory import Memory
from fupin_desk.gui.start.shelf import Known, Shelf
from fupin_desk.gui.start.tries import FREE, WAITS_S, Tries
from fupin_desk.gui.start.window import StartWindow
from fupin_desk.gui.start.wizard import Wizard
from fupin_desk.ledgers.village import Village

CODE, USER, PASSWORD, OTHER = "511799105203", "周明远", "qiaotoulaoshu2018", "xiaohebian2020liu"
ALT, NONE = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, Path]:
    """A ledger with its recovery code and a backup that stands alone; tests work on copies."""
    place = tmp_path_factory.mktemp("start")
    folder = place / "石桥村.fupin"
    village = Village(code=CODE, name="石桥村", county="青山县", township="柳河乡")
    session, code = sessions.new_ledger(folder, village, user=USER, duty="第一书记", password=PASSWORD)
    backup = backups.back_up(session, place).path
    sessions.close(session)
    return folder, code, backup


@pytest.fixture
def ledger(made: tuple[Path, str, Path], tmp_path: Path) -> Path:
    """A copy of the ledger."""
    folder = tmp_path / "石桥村.fupin"
    shutil.copytree(made[0], folder)
    return folder


class Start(StartWindow):
    """The start window, with the sessions it handed over."""

    def __init__(self, memory: Memory, home: Path) -> None:
        super().__init__(memory, home)
        self.sessions: list[Any] = []
        self.opened.connect(self.sessions.append)


@pytest.fixture
def window(desk_app: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Start]:
    """The start window on an empty home; whatever was opened is closed again."""
    made = Start(Memory(tmp_path / "window.json"), tmp_path / "台账")
    qtbot.addWidget(made)
    made.resize(1366, 728)
    made.show()
    yield made
    assert made.desk.wait_idle()
    made.stop()
    for session in made.sessions:
        sessions.close(session, with_backup=False)


@pytest.fixture
def wizard(window: Start) -> Wizard:
    """The wizard as a new user meets it."""
    window.show_wizard()
    found: Wizard = window.wizard
    return found


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """A key where the focus is."""
    QTest.keyClick(focused(), key, modifiers)


def write(text: str) -> None:
    """Text where the focus is (Chinese as an input method commits it), then Enter."""
    if text.isascii():
        QTest.keyClicks(focused(), text)
    else:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(focused(), event)
    press(Qt.Key.Key_Return)


def focused() -> QWidget:
    """What has the focus."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def fill_village(wizard: Wizard) -> None:
    """Step 1 filled."""
    wizard.village.show_plan({"code": CODE, "name": "石桥村", "county": "青山县", "township": "柳河乡", "user": USER})


def fill_password(wizard: Wizard, second: str = PASSWORD) -> None:
    """Step 2 filled."""
    assert wizard.password is not None
    form = wizard.password.form
    for edit, text in ((form.first, PASSWORD), (form.second, second)):
        edit.clear()
        QTest.keyClicks(edit, text)


# The wizard


def test_a_ledger_is_made_without_the_mouse(qtbot: QtBot, window: Start, wizard: Wizard) -> None:
    for text in (CODE, "石桥村", "", "达州市", "青山县", "柳河乡", "", "驻石桥村工作队", USER, "第一书记"):
        write(text)
    assert wizard.step() is wizard.password
    write(PASSWORD)
    write(PASSWORD)
    press(Qt.Key.Key_Right)  # 15 -> 30 minutes
    press(Qt.Key.Key_Return)
    assert wizard.paper is not None
    assert wizard.step() is wizard.paper
    paper = wizard.paper.paper
    for edit in paper.edits:
        edit.setFocus()
        QTest.keyClicks(edit, edit.wanted.lower())
    paper.by_hand.setFocus()
    press(Qt.Key.Key_Space)
    assert wizard.next_button.isEnabled()
    code = paper.code
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.sessions), timeout=8000)
    session = window.sessions[0]
    village = sessions.village_of(session)
    assert (village.code, village.name, village.province, village.city) == (CODE, "石桥村", "四川省", "达州市")
    assert (village.county, village.township, village.team_name) == ("青山县", "柳河乡", "驻石桥村工作队")
    assert village.year == datetime.now().year
    assert (session.user, session.duty, session.folder.name) == (USER, "第一书记", "石桥村.fupin")
    assert preferences.idle_minutes(session) == 30
    sessions.close(window.sessions.pop(), with_backup=False)
    window.sessions.append(sessions.open_with_code(session.folder, USER, code, OTHER))
    assert PASSWORD not in repr(wizard.plan)


def test_the_code_of_the_village_is_explained_and_checked(wizard: Wizard) -> None:
    step = wizard.village
    assert not wizard.next_button.isEnabled()
    step.show_plan({"name": "石桥村", "user": USER})
    QTest.keyClicks(step.code_edit, CODE)
    assert step.code.message() == ("ok", "四川省，县 511799，镇 105，村民委员会 203")
    assert step.places["province"].value() == "四川省"
    assert wizard.next_button.isEnabled()
    step.code_edit.clear()
    QTest.keyClicks(step.code_edit, "995117991052")
    assert step.missing() == "行政村代码还不对"
    wizard.forward()
    assert wizard.step() is step
    assert step.code.message() == ("error", "前2位不是省级代码，例如四川省是51。")


def test_a_ledger_gets_a_folder_of_its_own(wizard: Wizard, tmp_path: Path) -> None:
    (tmp_path / "台账" / "石桥村.fupin").mkdir(parents=True)
    wizard.village.show_plan({"name": "石/桥村"})
    assert wizard.village.folder() == tmp_path / "台账" / "石桥村2.fupin"


def test_a_password_shows_its_rules_and_from_where_the_two_differ(wizard: Wizard) -> None:
    fill_village(wizard)
    wizard.forward()
    assert wizard.password is not None
    form = wizard.password.form
    QTest.keyClicks(form.first, "abcd1234")
    assert [rule.met for rule in form.rules] == [True, False, False]
    form.first.clear()
    fill_password(wizard, "qiaotou")
    assert form.second_field.message()[1] == ""  # half of it is no difference yet
    fill_password(wizard, "qiaotoulaochu2018")
    assert "从第 11 个字符起不同" in form.second_field.message()[1]
    assert form.missing() == "两遍还不一样"
    assert not wizard.next_button.isEnabled()
    fill_password(wizard)
    assert [rule.met for rule in form.rules] == [True, True, True]
    assert form.bar.strength >= 3
    assert not form.first.is_shown()
    press(Qt.Key.Key_V, ALT)
    assert form.first.is_shown()
    assert form.second.is_shown()


def test_ones_own_name_is_no_password(wizard: Wizard) -> None:
    wizard.village.show_plan({"code": CODE, "name": "石桥村", "user": "zhoumingyuan"})
    wizard.forward()
    assert wizard.password is not None
    QTest.keyClicks(wizard.password.form.first, "zhoumingyuan2018")
    assert not wizard.password.form.rules[1].met


def test_nothing_is_made_before_the_code_is_kept_and_typed_back(wizard: Wizard, tmp_path: Path) -> None:
    fill_village(wizard)
    wizard.forward()
    fill_password(wizard)
    wizard.forward()
    assert wizard.paper is not None
    paper = wizard.paper.paper
    assert paper.missing() == "还没有打印、存成 PDF 或手抄"
    paper.save_pdf(tmp_path / "恢复码.pdf")
    first, second = (at + 1 for at in paper.asked)
    assert paper.missing() == f"还要核对第 {first}、{second} 组"
    QTest.keyClicks(paper.edits[0], "2222")
    assert paper.edits[0].property("state") == "error"
    paper.edits[0].clear()
    for edit in paper.edits:
        QTest.keyClicks(edit, edit.wanted)
    assert paper.missing() == ""
    assert not (tmp_path / "台账").exists()
    with pypdfium2.PdfDocument(tmp_path / "恢复码.pdf") as document:
        page = document[0].get_textpage()
        text = page.get_text_bounded()
        page.close()
        assert len(document) == 1
    assert all(group in text.replace(" ", "") for group in paper.code.split("-"))
    assert "桥村" in text
    assert CODE not in text


def test_a_stick_that_cannot_be_written_is_told(wizard: Wizard, tmp_path: Path) -> None:
    fill_village(wizard)
    wizard.forward()
    fill_password(wizard)
    wizard.forward()
    assert wizard.paper is not None
    wizard.paper.paper.save_pdf(tmp_path / "没有这个文件夹" / "恢复码.pdf")
    assert wizard.paper.paper.missing() == "还没有打印、存成 PDF 或手抄"


def test_going_back_keeps_what_was_entered_and_the_same_code(wizard: Wizard) -> None:
    fill_village(wizard)
    wizard.forward()
    fill_password(wizard)
    wizard.forward()
    assert wizard.paper is not None
    code = wizard.paper.paper.code
    press(Qt.Key.Key_Left, ALT)
    press(Qt.Key.Key_Left, ALT)
    assert wizard.step() is wizard.village
    assert wizard.village.name.value() == "石桥村"
    wizard.village.name.put("石启村")
    wizard.forward()
    assert wizard.password is not None
    assert wizard.password.form.password() == PASSWORD
    wizard.forward()
    assert wizard.paper.paper.code == code
    assert "石启村" in wizard.paper.paper.sheet().village


def test_a_backup_becomes_a_new_ledger_and_the_old_one_stays(
    qtbot: QtBot, window: Start, made: tuple[Path, str, Path], ledger: Path
) -> None:
    window.show_wizard(restoring=True)
    step = window.wizard.restore
    assert step.missing() == "还没有选备份"
    step.take_file(ledger / "keys.json")
    assert "不是本程序的备份" in step._problem.text()
    step.take_file(made[2])
    assert step.missing() == ""
    assert step.folder().name == "石桥村.fupin"
    window.wizard.forward()
    qtbot.waitUntil(lambda: window.stack.currentWidget() is window.unlock, timeout=8000)
    restored = window.home / "石桥村.fupin"
    assert sessions.is_ledger(restored)
    unlock(qtbot, window, PASSWORD)
    assert window.sessions[0].folder == restored
    assert sessions.is_ledger(made[0])


# Unlocking


def unlock(qtbot: QtBot, window: Start, password: str) -> None:
    """Type a password and Enter, and wait for the answer."""
    qtbot.waitUntil(lambda: not window.desk.busy(), timeout=8000)
    window.unlock.password.setFocus()
    window.unlock.password.clear()
    write(password)
    qtbot.waitUntil(lambda: not window.desk.busy(), timeout=8000)


def test_the_password_opens_the_ledger(qtbot: QtBot, window: Start, ledger: Path) -> None:
    window.show_unlock(ledger)
    qtbot.waitUntil(lambda: window.unlock.who.value() == USER, timeout=8000)
    assert focused() is window.unlock.password
    assert "上次备份" in window.foot.backup.text()
    unlock(qtbot, window, "wrong-one-1")
    assert window.unlock.field.message() == ("error", "口令不对，还能试 4 次。台账没有受影响。")
    assert window.sessions == []
    unlock(qtbot, window, PASSWORD)
    assert window.sessions[0].user == USER
    assert window.unlock.password.text() == ""


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


def test_while_waiting_no_password_is_taken(qtbot: QtBot, window: Start, ledger: Path) -> None:
    counted = Tries(window.memory, ledger)
    for _ in range(FREE):
        counted.failed()
    window.show_unlock(ledger)
    qtbot.waitUntil(lambda: not window.desk.busy(), timeout=8000)
    assert not window.unlock.button.isEnabled()
    assert "后再试" in window.unlock.field.message()[1]
    window.unlock.password.setText(PASSWORD)
    window.unlock.submit()
    assert not window.desk.busy()


def test_the_recovery_code_sets_a_new_password(
    qtbot: QtBot, window: Start, ledger: Path, made: tuple[Path, str, Path]
) -> None:
    window.show_unlock(ledger)
    qtbot.waitUntil(lambda: not window.desk.busy(), timeout=8000)
    window.unlock.forgot.click()
    form = window.unlock.recover
    qtbot.waitUntil(lambda: form.form.isVisible(), timeout=8000)
    wrong = made[1][:-1] + ("2" if made[1][-1] != "2" else "3")
    write(wrong.lower().replace("-", " "))
    write(OTHER)
    write(OTHER)
    qtbot.waitUntil(lambda: form.code_field.message()[0] == "error", timeout=8000)
    assert "第8组" in form.code_field.message()[1]
    form.code.setFocus()
    form.code.clear()
    QTest.keyClicks(form.code, made[1].replace("-", ""))
    assert form.code.text() == made[1]
    form.button.click()
    qtbot.waitUntil(lambda: bool(window.sessions), timeout=8000)
    sessions.close(window.sessions.pop(), with_backup=False)
    with pytest.raises(sessions.WrongPassword):
        sessions.open_ledger(ledger, USER, PASSWORD)
    window.sessions.append(sessions.open_ledger(ledger, USER, OTHER))


def test_capital_letters_without_shift_tell_of_caps_lock(window: Start, ledger: Path) -> None:
    window.show_unlock(ledger)
    edit, told = window.unlock.password, list[bool]()
    edit.caps.connect(told.append)
    shift = Qt.KeyboardModifier.ShiftModifier
    for text, modifiers in (("a", NONE), ("A", shift), ("A", NONE), ("a", shift), ("a", NONE)):
        QApplication.sendEvent(edit, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, modifiers, text))
    assert told == [True, False]


def test_everybody_who_may_open_it_can_be_chosen(qtbot: QtBot, window: Start, ledger: Path) -> None:
    session = sessions.open_ledger(ledger, USER, PASSWORD)
    for name in ("李文静", "孙立新"):
        backups.add_user(session, name, "队员", OTHER)
    backups.disable_user(session, "孙立新")
    sessions.close(session, with_backup=False)
    window.show_unlock(ledger, user="李文静")
    qtbot.waitUntil(lambda: len(window.unlock.who.options) == 2, timeout=8000)
    assert window.unlock.who.value() == "李文静"
    unlock(qtbot, window, OTHER)
    assert window.sessions[0].user == "李文静"


def test_a_ledger_that_is_open_elsewhere_is_told(qtbot: QtBot, window: Start, ledger: Path) -> None:
    held = sessions.open_ledger(ledger, USER, PASSWORD)
    try:
        window.show_unlock(ledger)
        unlock(qtbot, window, PASSWORD)
        assert any("另一个窗口" in toast.text for toast in window.findChildren(Toast))
        assert window.sessions == []
    finally:
        sessions.close(held, with_backup=False)
    unlock(qtbot, window, PASSWORD)
    assert len(window.sessions) == 1


def test_ledgers_opened_before_are_offered_and_gone_ones_are_not(window: Start, ledger: Path, tmp_path: Path) -> None:
    window.shelf.put_first(tmp_path / "搬走了.fupin", Known("搬走了"))
    window.shelf.put_first(ledger, Known("石桥村 2019", "青山县 柳河乡，137 户 468 人"))
    texts = [action.text() for action in window.other_menu().actions() if action.text()]
    assert texts == ["石桥村 2019　青山县 柳河乡，137 户 468 人", "选择台账文件夹", "新建一本台账", "从备份恢复"]
    assert Shelf(Memory(tmp_path / "window.json")).recent() == [ledger]
    window.take_folder(tmp_path / "搬走了.fupin")
    assert any("不是台账文件夹" in toast.text for toast in window.findChildren(Toast))


def test_larger_letters_and_dark_are_kept_for_the_next_start(window: Start, ledger: Path, tmp_path: Path) -> None:
    window.show_unlock(ledger)
    QTest.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    window.foot.scale_button.click()
    kept = Memory(tmp_path / "window.json")
    assert (kept.get("scale"), kept.get("dark")) == (1.15, True)
