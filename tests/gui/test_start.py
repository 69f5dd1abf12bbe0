"""A ledger is made in three steps or restored; by keyboard, and nothing is lost on the way."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from fupin_desk.actions import preferences
from fupin_desk.actions import session as sessions
from fupin_desk.gui.start.wizard import Wizard
from tests.gui.starting import CODE, OTHER, PASSWORD, USER, Locked, Start, press, unlock, write

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def wizard(start_window: Start) -> Wizard:
    """The wizard as a new user meets it."""
    start_window.show_wizard()
    found: Wizard = start_window.wizard
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


def test_a_ledger_is_made_without_the_mouse(qtbot: QtBot, start_window: Start, wizard: Wizard) -> None:
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
    qtbot.waitUntil(lambda: bool(start_window.sessions), timeout=8000)
    session = start_window.sessions[0]
    village = sessions.village_of(session)
    assert (village.code, village.name, village.province, village.city) == (CODE, "石桥村", "四川省", "达州市")
    assert (village.county, village.township, village.team_name) == ("青山县", "柳河乡", "驻石桥村工作队")
    assert village.year == datetime.now().year
    assert (session.user, session.duty, session.folder.name) == (USER, "第一书记", "石桥村.fupin")
    assert preferences.idle_minutes(session) == 30
    sessions.close(start_window.sessions.pop(), with_backup=False)
    start_window.sessions.append(sessions.open_with_code(session.folder, USER, code, OTHER))
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
    qtbot: QtBot, start_window: Start, locked: Locked, locked_ledger: Path
) -> None:
    start_window.show_wizard(restoring=True)
    step = start_window.wizard.restore
    assert step.missing() == "还没有选备份"
    step.take_file(locked_ledger / "keys.json")
    assert "不是本程序的备份" in step._problem.text()
    step.take_file(locked.backup)
    assert step.missing() == ""
    assert step.folder().name == "石桥村.fupin"
    start_window.wizard.forward()
    qtbot.waitUntil(lambda: start_window.stack.currentWidget() is start_window.unlock, timeout=8000)
    restored = start_window.home / "石桥村.fupin"
    assert sessions.is_ledger(restored)
    unlock(qtbot, start_window, PASSWORD)
    assert start_window.sessions[0].folder == restored
    assert sessions.is_ledger(locked.folder)
