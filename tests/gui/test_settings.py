"""设置: what is set takes effect and is kept; passwords, people, codes and backups are the ledger's own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from fupin_desk.actions import backups, preferences
from fupin_desk.actions import session as sessions
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.kit.toast import ConfirmDialog, Toast
from fupin_desk.gui.memory import Memory
from fupin_desk.gui.pages.settings import SettingsPage, make
from fupin_desk.gui.pages.settings_about import AboutSection, TextDialog
from fupin_desk.gui.pages.settings_backup import BackupSection
from fupin_desk.gui.pages.settings_display import DisplaySection
from fupin_desk.gui.pages.settings_lock import LockSection
from fupin_desk.gui.pages.settings_people import PeopleSection
from fupin_desk.gui.pages.settings_phrases import PhrasesSection
from fupin_desk.gui.start.secret import NewPassword
from fupin_desk.gui.theme.current import theme
from fupin_desk.ledgers.village import Village

USER, PASSWORD, OTHER = "周明远", "qiaotoulaoshu2018", "xiaohebian2020liu"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """An empty ledger with its recovery code; tests work on copies."""
    folder = tmp_path_factory.mktemp("settings") / "石桥村.fupin"
    village = Village(code="511799105203", name="石桥村")
    session, code = sessions.new_ledger(folder, village, user=USER, duty="第一书记", password=PASSWORD)
    sessions.close(session, with_backup=False)
    return folder, code


@pytest.fixture
def page(desk_app: QApplication, qtbot: QtBot, made: tuple[Path, str], tmp_path: Path) -> Iterator[SettingsPage]:
    """The page on an open copy of the ledger."""
    folder = tmp_path / "石桥村.fupin"
    shutil.copytree(made[0], folder)
    session = sessions.open_ledger(folder, USER, PASSWORD)
    desk = Desk(session, memory=Memory(tmp_path / "window.json"))
    found = make(desk)
    assert isinstance(found, SettingsPage)
    qtbot.addWidget(found)
    found.resize(1190, 650)
    found.show()
    yield found
    desk.stop()
    sessions.close(session, with_backup=False)


def open_section(page: SettingsPage, key: str) -> object:
    """Bring a section to the front and wait for what it reads."""
    page.show_section(key)
    assert page.desk.wait_idle()
    return page.section()


def type_twice(form: NewPassword, password: str = OTHER) -> None:
    """A new password typed twice."""
    for edit in (form.first, form.second):
        edit.setText(password)
        edit.edited.emit()


def told(page: SettingsPage) -> str:
    """What the bars say."""
    return " ".join(toast.text for toast in page.findChildren(Toast))


def test_size_and_colours_change_at_once_and_are_kept(page: SettingsPage, tmp_path: Path) -> None:
    section = open_section(page, "display")
    assert isinstance(section, DisplaySection)
    section.scale.setFocus()
    QTest.keyClick(section.scale, Qt.Key.Key_Right)
    QTest.keyClick(section.ground, Qt.Key.Key_2)
    assert (theme().scale, theme().palette.dark) == (1.15, True)
    kept = Memory(tmp_path / "window.json")
    assert (kept.get("scale"), kept.get("dark"), kept.get("follow_system")) == (1.15, True, False)
    QTest.keyClick(section.ground, Qt.Key.Key_3)
    assert Memory(tmp_path / "window.json").get("follow_system")
    theme().use(scale=1.5)  # Ctrl+= elsewhere
    assert section.scale.value() == "1.5"


def test_the_idle_lock_is_kept_in_the_ledger(page: SettingsPage) -> None:
    section = open_section(page, "lock")
    assert isinstance(section, LockSection)
    assert section.idle.value() == "15"
    changed: list[object] = []
    page.desk.changed.connect(changed.append)
    QTest.keyClick(section.idle, Qt.Key.Key_1)
    assert page.desk.wait_idle()
    assert preferences.idle_minutes(page.desk.session) == 5
    assert len(changed) == 1  # so that the window hears of it


def test_ones_own_password_is_changed_with_the_old_one(page: SettingsPage) -> None:
    section = open_section(page, "lock")
    assert isinstance(section, LockSection)
    section.open_own.click()
    assert section.own is not None
    type_twice(section.own.form)
    assert not section.own.button.isEnabled()
    section.own.old.setText("wrong-one-1")
    section.own.old.edited.emit()
    section.own.button.click()
    assert page.desk.wait_idle()
    assert "口令不对" in section.own.old_field.message()[1]
    section.own.old.setText(PASSWORD)
    section.own.old.edited.emit()
    section.own.button.click()
    assert page.desk.wait_idle()
    assert "口令已换" in told(page)
    assert section.own.old.text() == section.own.form.password() == ""
    folder = page.desk.session.folder
    backups.change_password(page.desk.session, USER, OTHER, PASSWORD)  # the new one is right
    assert sessions.people_of(folder)[0].name == USER


def test_a_new_recovery_code_takes_the_old_ones_place_only_when_it_is_kept(
    page: SettingsPage, made: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    section = open_section(page, "lock")
    assert isinstance(section, LockSection)
    section.new_code.begin.click()
    assert page.unsaved()
    monkeypatch.setattr(ConfirmDialog, "ask", staticmethod(lambda *_given, **_named: "back"))
    assert not page.leave()
    sheet = section.new_code._sheet
    assert sheet is not None
    assert not section.new_code.use.isEnabled()
    for edit in sheet.edits:
        edit.setText(edit.wanted)
        edit.take_typed(edit.wanted)
        edit.edited.emit()
    sheet.by_hand.setChecked(True)
    section.new_code.use.click()
    assert page.desk.wait_idle()
    assert "旧的那张作废了" in told(page)
    assert not page.unsaved()
    session = page.desk.session
    session.file.engine.dispose()
    session.lock.release()
    with pytest.raises(sessions.WrongPassword):
        sessions.open_with_code(session.folder, USER, made[1], OTHER)
    again = sessions.open_with_code(session.folder, USER, sheet.code, OTHER)
    sessions.close(again, with_backup=False)


def test_people_are_added_and_disabled_and_enabled_again(page: SettingsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    section = open_section(page, "people")
    assert isinstance(section, PeopleSection)
    section.add_button.click()
    assert section.form is not None
    section.form.name.put("李文静")
    section.form.duty.put("队员")
    type_twice(section.form.form)
    section.form.button.click()
    assert page.desk.wait_idle()
    assert page.desk.wait_idle()
    people = backups.users(page.desk.session)
    assert [(p.name, p.duty, p.disabled) for p in people] == [(USER, "第一书记", False), ("李文静", "队员", False)]
    monkeypatch.setattr(ConfirmDialog, "ask", staticmethod(lambda *_given, **_named: "stop"))
    section._disable("李文静")
    assert page.desk.wait_idle()
    assert backups.users(page.desk.session)[1].disabled
    section.show_form("李文静")
    type_twice(section.form.form)
    section.form.button.click()
    assert page.desk.wait_idle()
    assert not backups.users(page.desk.session)[1].disabled


def test_a_name_that_is_taken_is_refused_and_what_was_typed_stays(page: SettingsPage) -> None:
    section = open_section(page, "people")
    assert isinstance(section, PeopleSection)
    section.show_form("")
    assert section.form is not None
    section.form.name.put(USER)
    type_twice(section.form.form)
    section.form.button.click()
    assert page.desk.wait_idle()
    assert "已经有叫这个名字的用户" in told(page)
    assert section.form is not None


def test_backups_are_made_and_listed_and_the_ledger_checked(page: SettingsPage, tmp_path: Path) -> None:
    section = open_section(page, "backup")
    assert isinstance(section, BackupSection)
    assert list(section.table.ids()) == []
    section.check_up()
    assert page.desk.wait_idle()
    assert section.found is not None
    assert "还没有任何备份" in " ".join(label.text() for label in section.found.findChildren(QLabel))
    section.now_button.click()
    assert page.desk.wait_idle()
    assert page.desk.wait_idle()
    assert len(section.table.ids()) == 1
    assert "已备份并打开核对过" in told(page)
    stick = tmp_path / "stick"
    stick.mkdir()
    section.back_up(stick)
    assert page.desk.wait_idle()
    assert backups.backups_in(stick)[0].stands_alone
    section.check_up()
    assert page.desk.wait_idle()
    assert "都没有问题" in " ".join(label.text() for label in section.found.findChildren(QLabel))


def test_phrases_are_kept_with_the_ledger_and_asked_about_on_leaving(
    page: SettingsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    section = open_section(page, "phrases")
    assert isinstance(section, PhrasesSection)
    assert section.text.value() == "\n".join(preferences.PHRASES)
    assert page.leave()
    QTest.keyClicks(section.text, "A. ")
    assert page.unsaved()
    monkeypatch.setattr(ConfirmDialog, "ask", staticmethod(lambda *_given, **_named: "back"))
    assert not page.leave()
    section.text.setPlainText("  屋顶漏雨，  已报乡里。\n\n屋顶漏雨， 已报乡里。\n养了两头猪。")
    QTest.keyClick(section.text, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert page.desk.wait_idle()
    assert preferences.phrases(page.desk.session) == ["屋顶漏雨， 已报乡里。", "养了两头猪。"]
    assert not page.unsaved()
    section.text.setPlainText("字" * 201)
    section.save()
    assert page.desk.wait_idle()
    assert "超过 200 个字" in section.field.message()[1]
    monkeypatch.setattr(ConfirmDialog, "ask", staticmethod(lambda *_given, **_named: "drop"))
    assert page.leave()
    assert page.desk.wait_idle()
    assert not page.unsaved()


def test_every_licence_can_be_read(page: SettingsPage) -> None:
    section = open_section(page, "about")
    assert isinstance(section, AboutSection)
    texts = {label.text() for label in section.findChildren(QLabel)}
    assert {"NotoSansSC-Regular", "HanaMinB-Rare", "Lucide", "OFL-1.1"} <= texts
    assert "石桥村（511799105203）" in texts
    links = [button for button in section.findChildren(QPushButton) if button.text() == "看全文"]
    assert len(links) == 9
    links[-1].click()
    dialog = page.findChild(TextDialog)
    assert dialog is not None
    shown = dialog.findChild(QPlainTextEdit)
    assert shown is not None
    assert "ISC" in shown.toPlainText()
    dialog.close()


def test_the_page_comes_back_to_the_section_it_was_left_on(page: SettingsPage) -> None:
    page.show_target("backup")
    assert page.place() == "backup"
    assert page.context() == "备份"
    assert page.panes()[0] is page.list
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert page.place() == "phrases"
    assert page.desk.wait_idle()
