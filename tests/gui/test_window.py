"""The program as a whole: unlocked, at work, locked, closed; whatever happens, the ledger is locked again and kept."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMainWindow
from pytestqt.qtbot import QtBot

from fupin_desk.actions import backups, demo, preferences
from fupin_desk.actions import session as sessions
from fupin_desk.app import facts, ledgerwindow, pages, shots, window
from fupin_desk.app.house import House
from fupin_desk.app.idle import IdleWatch, LockNotice
from fupin_desk.app.screen import PersonMemory, follow_system, start_screen
from fupin_desk.core.errors import DeskError
from fupin_desk.core.papercodes import scanned_code, short_code
from fupin_desk.core.progress import Task
from fupin_desk.gui.kit.toast import ConfirmDialog, Toast
from fupin_desk.gui.memory import Memory
from fupin_desk.gui.page import Page
from fupin_desk.gui.theme.current import theme

CONTROL = Qt.KeyboardModifier.ControlModifier
SLOW_MS = 10_000


class Note(Page):
    """A page with something typed and not saved."""

    kept: ClassVar[list[str]] = []

    def title(self) -> str:
        return "记事"

    def unsaved(self) -> bool:
        return True

    def keep_draft(self) -> None:
        self.desk.run(self, lambda s, _task: Note.kept.append(s.user))

    def place(self) -> Any:
        return "row 7"

    def show_target(self, target: Any) -> None:
        Note.kept.append(f"back at {target}")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample ledger of six households, without backups; tests work on copies."""
    folder = tmp_path_factory.mktemp("window") / "石桥村.fupin"
    session, _ = demo.make_demo(folder, households=6)
    sessions.close(session, with_backup=False)
    return folder


@pytest.fixture
def ledger(sample: Path, tmp_path: Path) -> Path:
    """A copy of the sample."""
    folder = tmp_path / "石桥村.fupin"
    shutil.copytree(sample, folder)
    return folder


@pytest.fixture
def house(desk_app: QApplication, tmp_path: Path) -> Iterator[House]:
    """The program's windows, not maximized; stopped afterwards."""
    memory = Memory(tmp_path / "window.json")
    memory.put("maximized", False)
    made = House(memory, tmp_path / "台账")
    yield made
    made.stop()
    made.door.close()
    made.door.deleteLater()


def enter(qtbot: QtBot, house: House, ledger: Path, password: str = demo.PASSWORD) -> ledgerwindow.OpenLedger:
    """Start with a ledger, give the password, wait for the first page."""
    if not house.door.isVisible():
        house.start(ledger)
    with qtbot.waitSignal(house.usable, timeout=SLOW_MS):
        qtbot.waitUntil(lambda: not house.door.desk.busy(), timeout=SLOW_MS)
        house.door.unlock.password.setText(password)
        house.door.unlock.submit()
    found: ledgerwindow.OpenLedger = house.ledger
    qtbot.waitUntil(lambda: not found.desk.busy(), timeout=SLOW_MS)
    return found


def is_locked(folder: Path) -> bool:
    """Whether nobody holds the ledger."""
    try:
        session = sessions.open_ledger(folder, "", demo.PASSWORD)
    except DeskError:
        return False
    sessions.close(session, with_backup=False)
    return True


def test_after_the_password_the_window_stands_on_the_ledger(qtbot: QtBot, house: House, ledger: Path) -> None:
    found = enter(qtbot, house, ledger)
    win = found.window
    year = sessions.village_of(found.session).year or found.session.today.year
    assert win.windowTitle() == f"石桥村 {year} — 扶贫工作台"
    assert win.name == pages.FIRST
    assert not house.door.isVisible()
    qtbot.waitUntil(lambda: "6 户" in win.status.counts.text(), timeout=SLOW_MS)
    assert win.status.backup.text() == "还没有备份"
    assert win.status.locked.text() == "台账已加密"
    texts = {label.text() for label in win.findChildren(QLabel)}
    assert {"周明远", "第一书记", "石桥村", "青山县 柳河乡"} <= texts
    assert not is_locked(ledger)


def test_every_page_opens(qtbot: QtBot, house: House, ledger: Path) -> None:
    found = enter(qtbot, house, ledger)
    target = facts.search(found.session, "5117991052030001")[0].key
    for name in pages.MODULES:
        assert found.window.go(name, target if name == "household" else None)
        qtbot.waitUntil(lambda: not found.desk.busy(), timeout=SLOW_MS)
        assert found.window.name == name
    assert found.window.findChildren(QDialog) == []


def test_the_search_finds_people_of_the_ledger(qtbot: QtBot, house: House, ledger: Path) -> None:
    found = enter(qtbot, house, ledger)
    head = facts.search(found.session, "5117991052030001")[0]
    assert facts.search(found.session, head.text)[0].key == head.key
    QTest.keyClick(found.window, Qt.Key.Key_F3)
    QTest.keyClicks(found.window.header.search, "5117991052030001")
    popup = found.window.header.search.popup
    qtbot.waitUntil(lambda: popup.isVisible(), timeout=SLOW_MS)
    QTest.keyClick(found.window.header.search, Qt.Key.Key_Return)
    assert found.window.name == "household"


@pytest.mark.parametrize(("form", "page"), [("visit_record", "visit"), ("household_survey", "household")])
def test_scanning_a_paper_after_the_visit_opens_its_household(
    qtbot: QtBot, house: House, ledger: Path, form: str, page: str
) -> None:
    found = enter(qtbot, house, ledger)
    home = facts.search(found.session, "5117991052030001")[0].key
    QTest.keyClick(found.window, Qt.Key.Key_F3)
    box = found.window.header.search
    QTest.keyClicks(box, scanned_code(short_code(home), form, date.today()))
    QTest.keyClick(box, Qt.Key.Key_Return)  # a scanner does not wait for the answer
    qtbot.waitUntil(lambda: found.window.name == page, timeout=SLOW_MS)
    QTest.keyClick(found.window, Qt.Key.Key_F3)
    QTest.keyClicks(box, short_code(home).lower())
    qtbot.waitUntil(box.popup.isVisible, timeout=SLOW_MS)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert found.window.name == "household"


def test_locking_keeps_drafts_and_comes_back_to_the_same_place(
    qtbot: QtBot, house: House, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "factories", lambda: {"home": Note})
    monkeypatch.setattr(Note, "kept", [])
    found = enter(qtbot, house, ledger)
    Note.kept.clear()
    QTest.keyClick(found.window, Qt.Key.Key_L, CONTROL)
    qtbot.waitUntil(lambda: house.door.isVisible() and not house.door.desk.busy(), timeout=SLOW_MS)
    assert Note.kept == ["周明远"]
    assert house.ledger is None
    unlock = house.door.unlock
    assert "草稿" in unlock._note_text.text()
    assert unlock._note_head.text().endswith("锁上")
    assert is_locked(ledger)
    assert backups.backups_in(ledger) != []  # what was changed is backed up before locking
    enter(qtbot, house, ledger)
    assert Note.kept[-1] == "back at row 7"


def test_locking_answers_open_dialogs_first(qtbot: QtBot, house: House, ledger: Path) -> None:
    found = enter(qtbot, house, ledger)
    dialog = QDialog(found.window)
    dialog.setModal(True)
    dialog.open()
    found.lock("20:26 离开 15 分钟，自动锁上")
    assert not dialog.isVisible()
    qtbot.waitUntil(lambda: house.door.isVisible() and not house.door.desk.busy(), timeout=SLOW_MS)
    assert house.door.unlock._note_head.text() == "20:26 离开 15 分钟，自动锁上"


def test_nobody_at_the_keyboard_is_noticed_in_time(qtbot: QtBot, desk_app: QApplication) -> None:
    clock = [1000.0]
    top = QMainWindow()
    qtbot.addWidget(top)
    top.show()
    watch = IdleWatch(top, now=lambda: clock[0])
    notice, told = LockNotice(top), list[object]()
    watch.soon.connect(notice.count)
    watch.back.connect(notice.hide)
    watch.soon.connect(told.append)
    watch.back.connect(lambda: told.append("back"))
    watch.idle.connect(lambda: told.append("idle"))
    watch.start(5, top)
    for gone in (269, 271):
        clock[0] = 1000.0 + gone
        watch.look()
    assert told == [29]
    assert notice.isVisible()
    QTest.keyClick(top.windowHandle(), Qt.Key.Key_Shift)
    assert told == [29, "back"]
    assert not notice.isVisible()
    clock[0] += 301  # a closed lid counts too
    watch.look()
    assert told == [29, "back", "idle"]
    watch.stop()


def test_idle_locks_after_the_minutes_that_were_set(qtbot: QtBot, house: House, ledger: Path) -> None:
    found = enter(qtbot, house, ledger)
    found.desk.run(found.window, lambda s, _task: preferences.set_idle_minutes(s, 5))
    qtbot.waitUntil(lambda: not found.desk.busy(), timeout=SLOW_MS)
    found.watch._last -= 5 * 60 + 1
    found.watch.look()
    qtbot.waitUntil(lambda: house.door.isVisible() and not house.door.desk.busy(), timeout=SLOW_MS)
    assert "离开 5 分钟，自动锁上" in house.door.unlock._note_head.text()
    assert is_locked(ledger)


def test_closing_backs_up_and_ends(qtbot: QtBot, house: House, ledger: Path) -> None:
    found = enter(qtbot, house, ledger)
    qtbot.waitUntil(lambda: "6 户" in found.known.line, timeout=SLOW_MS)
    with qtbot.waitSignal(house.ended, timeout=SLOW_MS):
        found.window.close()
    assert [b.why for b in backups.backups_in(ledger)] == ["关闭时"]
    assert is_locked(ledger)
    shelf = house.door.shelf
    assert shelf.recent() == [ledger]
    assert shelf.known(ledger).line.startswith("青山县 柳河乡，6 户 ")


def test_a_backup_that_fails_on_closing_asks(
    qtbot: QtBot, house: House, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise DeskError("磁盘满了，没有写成。原有的内容都在。请先腾出一些空间，再试一次。")

    asked: list[str] = []
    answers = iter(["back", "again", "leave"])

    def answer(_parent: object, _title: str, text: str, _verbs: object, **_named: object) -> str:
        asked.append(text)
        return next(answers)

    monkeypatch.setattr(backups, "back_up_if_changed", full)
    monkeypatch.setattr(ConfirmDialog, "ask", staticmethod(answer))
    found = enter(qtbot, house, ledger)
    found.window.close()
    qtbot.waitUntil(lambda: len(asked) == 1, timeout=SLOW_MS)
    assert found.window.isVisible()
    assert found.window.centralWidget().isEnabled()
    with qtbot.waitSignal(house.ended, timeout=SLOW_MS):
        found.window.close()
    assert len(asked) == 3
    assert asked[0].startswith("磁盘满了")
    assert is_locked(ledger)


def test_work_that_is_not_done_keeps_the_ledger_open(qtbot: QtBot, house: House, ledger: Path) -> None:
    found = enter(qtbot, house, ledger)

    def long_work(_session: object, task: Task) -> None:
        for number in range(50):
            task.step(number, 50, "正在导入")
            time.sleep(0.005)

    found.desk.run(found.window, long_work)
    QTest.keyClick(found.window, Qt.Key.Key_L, CONTROL)
    assert house.ledger is found
    assert any("做完再锁" in toast.text for toast in found.window.findChildren(Toast))
    qtbot.waitUntil(lambda: not found.desk.busy(), timeout=SLOW_MS)


def test_an_unlocked_ledger_is_not_opened_twice(qtbot: QtBot, house: House, ledger: Path) -> None:
    enter(qtbot, house, ledger)
    second = House(Memory(), ledger.parent)
    second.memory.put("maximized", False)
    second.start(ledger)
    qtbot.waitUntil(lambda: not second.door.desk.busy(), timeout=SLOW_MS)
    second.door.unlock.password.setText(demo.PASSWORD)
    second.door.unlock.submit()
    qtbot.waitUntil(lambda: not second.door.desk.busy(), timeout=SLOW_MS)
    assert any("另一个窗口" in toast.text for toast in second.door.findChildren(Toast))
    second.stop()
    second.door.close()


def test_whatever_happens_the_ledger_is_locked_again(qtbot: QtBot, house: House, ledger: Path) -> None:
    enter(qtbot, house, ledger)
    house.stop()  # what run_window does when the program ends for any reason
    assert is_locked(ledger)


def test_a_fault_while_opening_locks_the_ledger_again(
    qtbot: QtBot, house: House, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_session: object) -> None:
        raise RuntimeError("王秀兰")

    monkeypatch.setattr(facts, "front", broken)
    house.start(ledger)
    qtbot.waitUntil(lambda: not house.door.desk.busy(), timeout=SLOW_MS)
    with qtbot.captureExceptions() as caught:
        house.door.unlock.password.setText(demo.PASSWORD)
        house.door.unlock.submit()
        qtbot.waitUntil(lambda: not house.door.desk.busy(), timeout=SLOW_MS)
    assert len(caught) == 1
    assert is_locked(ledger)


def test_a_fault_nobody_caught_is_one_dialog_without_values(
    desk_app: QApplication, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    shown: list[tuple[object, ...]] = []
    monkeypatch.setattr(window, "show_bug", lambda *given: shown.append(given))
    window._catch_faults()
    error = RuntimeError("王秀兰 511799198001010015")
    sys.excepthook(RuntimeError, error, None)
    assert shown == [(QApplication.activeWindow(), "window", error)]


def test_the_window_of_a_folder_that_is_no_ledger_says_so(qtbot: QtBot, house: House, tmp_path: Path) -> None:
    house.start(tmp_path / "不在.fupin")
    assert house.door.wizard is not None
    assert any("不是台账文件夹" in toast.text for toast in house.door.findChildren(Toast))


def test_the_sample_village_opens_with_the_password_of_the_environment(qtbot: QtBot, house: House, ledger: Path) -> None:
    with qtbot.waitSignal(house.usable, timeout=SLOW_MS):
        house.start(ledger, password=demo.PASSWORD)
    assert house.ledger.user == demo.USER


def test_the_screen_is_kept_per_person_and_without_names(tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    whole = Memory(path)
    for name, width in (("周明远", 90), ("李文静", 120)):
        mine = PersonMemory(whole)
        mine.belong_to(tmp_path / "石桥村.fupin", name)
        mine.put("ledger.columns", width)
        mine.put("scale", 1.25)
    again = PersonMemory(Memory(path))
    again.belong_to(tmp_path / "石桥村.fupin", "周明远")
    assert (again.get("ledger.columns"), again.get("scale")) == (90, 1.25)
    assert Memory(path).get("scale") == 1.25
    assert "周明远" not in path.read_text(encoding="utf-8")


def test_dark_follows_the_desktop_only_when_asked(desk_app: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fupin_desk.app.screen.system_is_dark", lambda: True)
    memory = Memory()
    follow_system(memory)
    assert not theme().palette.dark
    memory.put("follow_system", True)
    follow_system(memory)
    assert theme().palette.dark


def test_the_screen_starts_as_it_was_left(desk_app: QApplication) -> None:
    memory = Memory()
    memory.put("scale", 1.25)
    memory.put("dark", True)
    start_screen(desk_app, memory)
    assert (theme().scale, theme().palette.dark) == (1.25, True)
    assert not desk_app.windowIcon().isNull()


def test_pictures_of_every_window_are_drawn_without_a_screen(
    desk_app: QApplication, ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FUPIN_PASSWORD", demo.PASSWORD)
    monkeypatch.setattr(shots, "SIZES", ((1366, 728),))
    monkeypatch.setattr(shots, "_SETTLE_MS", 5)
    monkeypatch.setattr(pages, "MODULES", {"home": pages.MODULES["home"]})
    assert shots.main([str(tmp_path / "out"), "--ledger", str(ledger)]) == 0
    names = [path.name.split("-", 1)[1] for path in sorted((tmp_path / "out").iterdir())]
    assert names[0] == "首页-1366x728.png"
    assert "打开台账-1366x728.png" in names
    assert "新建-打印恢复码-1366x728.png" in names
    assert len(names) == 7
    assert is_locked(ledger)
    monkeypatch.setenv("FUPIN_PASSWORD", "wrong-one-1")
    assert shots.main([str(tmp_path / "out"), "--ledger", str(ledger)]) == 1
