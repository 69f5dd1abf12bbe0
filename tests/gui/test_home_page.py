"""首页: numbers open the rows behind them, every job has its verb, days are recorded by a click or a key."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from fupin_desk.actions import attendance, backups, home, records, visits
from fupin_desk.actions import session as sessions
from fupin_desk.actions.session import Session
from fupin_desk.core.dates import month_of
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.frame import MainWindow
from fupin_desk.gui.kit.toast import ConfirmDialog
from fupin_desk.gui.pages import home as home_module
from fupin_desk.gui.pages import home_backup
from fupin_desk.gui.pages.home import HomePage
from fupin_desk.gui.pages.home_attendance import AttendanceDialog
from fupin_desk.gui.pages.home_task import TaskDialog
from fupin_desk.gui.theme.current import theme
from fupin_desk.ledgers.card import Condition
from fupin_desk.ledgers.team import ATTENDANCE, TaskItem
from tests.gui.small_village import (
    TODAY,
    USER,
    here,
    make_village,
    open_copy,
    open_window,
    press,
    settle,
    take_back,
    toast,
    type_in,
)

CTRL, ENTER, SPACE = Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Return, Qt.Key.Key_Space
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(village_desk: Desk) -> Desk:
    """A desk on the sample village."""
    return village_desk


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, asked: list[tuple[str, Any]]) -> MainWindow:
    """A window that opens with the page."""
    made = open_window(qtbot, desk, {"home": home_module.make}, asked, size=(1440, 868))
    made.go("home")
    settle(desk)
    return made


@pytest.fixture
def page(window: MainWindow) -> HomePage:
    """The page in front, read."""
    shown = window.page()
    assert isinstance(shown, HomePage)
    return shown


def lines(page: HomePage) -> list[str]:
    """The jobs as they stand, headings in brackets."""
    rows = (page.jobs.table.rows.row(at) for at in range(len(page.jobs.table.rows.ids)))
    return [f"[{row.cells[0]}]" if row.heading else _words(row.cells) for row in rows]


def _words(cells: Any) -> str:
    return " ".join(filter(None, (cell if isinstance(cell, str) else cell.text for cell in cells)))


def go_to(page: HomePage, title: str) -> None:
    """Make the job whose title begins so current."""
    table = page.jobs.table
    table.setFocus()
    key = next(i for i in table.rows.ids if isinstance(i, tuple) and i[2].startswith(title))
    assert table.go_to(key)


def dialog(kind: type[QDialog]) -> Any:
    """The dialog of this kind that is open."""
    found = next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())
    QApplication.processEvents()  # it becomes the active window
    return found


def test_the_strip_counts_what_the_ledger_holds(page: HomePage) -> None:
    tiles = {key: (t.held.number, t.held.note) for key, t in page.strip.tiles.items()}
    assert tiles["overdue"] == (3, "没走访过：刘小满 0152")
    assert tiles["alone"] == (1, "0152")
    assert tiles["days"][0] == 1


@pytest.mark.parametrize(("key", "marks"), [("overdue", ["overdue"]), ("alone", ["alone"]), ("doubts", ["doubts"])])
def test_a_number_opens_the_rows_behind_it(page: HomePage, asked: list[tuple[str, Any]], key: str, marks: list[str]) -> None:
    page.strip.tiles[key].setFocus()
    press(ENTER)
    assert asked == [("ledger", {"marks": marks})]


def test_jobs_stand_under_when_they_are_due_each_with_its_verb(page: HomePage) -> None:
    shown = lines(page)
    assert shown[0] == "[已过期 2]"
    assert shown[1].startswith("走访 3 户超过30天没有走访 刘小满、王秀兰 等")
    assert shown[1].endswith("看名单")
    assert shown[2].startswith("约定 回复门诊卡办理进度（")
    assert shown[2].endswith("王秀兰 0137 二组 超 2 天 办结")
    assert "结对 没有帮扶责任人，尚未指派 刘小满 0152 二组 今天 指派" in shown
    assert page.jobs.tabs.options[0].label == f"本月 {sum(not line.startswith('[') for line in shown)}"


def test_overdue_visits_open_their_list(page: HomePage, asked: list[tuple[str, Any]]) -> None:
    go_to(page, "3 户超过")
    press(ENTER)
    assert asked == [("ledger", {"marks": ["overdue"]})]


def test_a_household_without_helper_is_assigned_one(page: HomePage, asked: list[tuple[str, Any]], session: Session) -> None:
    go_to(page, "没有帮扶责任人")
    press(ENTER)
    assert [(name, bool(target)) for name, target in asked] == [("pairing", True)]


@pytest.mark.parametrize("key", [SPACE, ENTER])
def test_a_promise_is_done_by_a_key_and_taken_back(
    page: HomePage, desk: Desk, session: Session, window: MainWindow, key: Qt.Key
) -> None:
    go_to(page, "回复门诊卡")
    press(key)
    settle(desk)
    assert visits.open_tasks(session) == []
    assert not any("回复门诊卡" in line for line in lines(page))
    take_back(window, desk)
    assert len(visits.open_tasks(session)) == 1
    assert any("回复门诊卡" in line for line in lines(page))


def test_done_jobs_have_a_tab_and_can_be_taken_up_again(page: HomePage, desk: Desk, session: Session) -> None:
    go_to(page, "回复门诊卡")
    press(SPACE)
    settle(desk)
    page.jobs.tabs.setFocus()
    press(Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert page.jobs.tabs.options[2].label == "已办结 1"
    assert len(lines(page)) == 1
    go_to(page, "回复门诊卡")
    press(ENTER)
    settle(desk)
    assert len(visits.open_tasks(session)) == 1


def test_my_tab_shows_my_jobs_of_all_times(page: HomePage, desk: Desk, session: Session) -> None:
    later = TODAY + timedelta(days=70)
    tasks = [TaskItem(title="明年的事", due_on=later, owner=USER, state="1"), TaskItem(title="别人的事", owner="李文静", state="1")]
    records.save(session, "添加待办", tasks)
    page.refresh()
    settle(desk)
    assert not any("明年的事" in line for line in lines(page))
    assert any("别人的事" in line for line in lines(page))
    page.jobs.tabs.setFocus()
    press(Qt.Key.Key_Right)
    assert any("明年的事" in line for line in lines(page))
    assert not any("别人的事" in line for line in lines(page))


def test_a_job_about_a_visit_goes_to_the_visit(page: HomePage, desk: Desk, session: Session, asked: list[tuple[str, Any]]) -> None:
    wang = visits.open_tasks(session)[0].household
    records.save(session, "添加待办", [TaskItem(title="回访", task_kind="1", household=wang, due_on=TODAY, state="1")])
    page.refresh()
    settle(desk)
    go_to(page, "回访")
    press(ENTER)
    assert asked == [("visit", wang)]


def test_a_job_is_added_from_the_keyboard(page: HomePage, desk: Desk, session: Session) -> None:
    press(Qt.Key.Key_N, mods=CTRL)
    form = dialog(TaskDialog)
    type_in("送培训通知")
    form.household.editor.setFocus()
    type_in("wxl")
    settle(desk)
    press(ENTER)
    assert form.household.value() is not None
    form.due.editor.setFocus()
    type_in("+3")
    press(ENTER, mods=CTRL)
    settle(desk)
    added = [t for t in visits.open_tasks(session) if t.title == "送培训通知"]
    assert [(t.due_on, t.owner, bool(t.household)) for t in added] == [(TODAY + timedelta(days=3), USER, True)]


def test_a_job_without_words_is_not_added(page: HomePage, desk: Desk, session: Session) -> None:
    page.add_task()
    form = dialog(TaskDialog)
    form.save()
    assert form.title_field.message() == ("error", "还没有填。")
    assert len(visits.open_tasks(session)) == 1
    form.reject()


def test_a_job_is_changed_with_f2(page: HomePage, desk: Desk, session: Session) -> None:
    go_to(page, "回复门诊卡")
    press(Qt.Key.Key_F2)
    form = dialog(TaskDialog)
    assert form.household.editor.shown() == "王秀兰 0137"
    form.title_field.put("回复住院报销")
    form.save()
    settle(desk)
    assert [t.title for t in visits.open_tasks(session)] == ["回复住院报销"]


def test_the_three_actions_of_the_evening(page: HomePage, asked: list[tuple[str, Any]], window: MainWindow) -> None:
    page.visit_button.click()
    assert window.name == "visit"
    window.go("home")
    page.print_button.click()
    name, target = asked[-1]
    assert name == "printing"
    assert target["form"] == "visit_record"
    assert len(target["households"]) == 3
    window.go("home")
    press(Qt.Key.Key_P, mods=CTRL)
    assert asked[-1] == (name, target)


class TestBackup:
    """备份到U盘."""

    def test_without_a_stick_it_goes_into_a_chosen_folder(
        self, page: HomePage, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, window: MainWindow
    ) -> None:
        stick = tmp_path / "stick"
        stick.mkdir()
        monkeypatch.setattr(home_backup, "sticks", lambda: [])
        monkeypatch.setattr(ConfirmDialog, "ask", lambda *_a, **_k: "folder")
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: str(stick))
        press(Qt.Key.Key_B, mods=CTRL)
        settle(desk)
        assert len(backups.backups_in(stick)) == 1
        assert "已备份到“stick”" in toast(window).text

    def test_on_this_laptop(
        self, page: HomePage, desk: Desk, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = len(backups.backups(session))
        monkeypatch.setattr(ConfirmDialog, "ask", lambda *_a, **_k: "here")
        page.backup_button.click()
        settle(desk)
        assert len(backups.backups(session)) == before + 1

    def test_going_back_writes_nothing(
        self, page: HomePage, desk: Desk, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = len(backups.backups(session))
        monkeypatch.setattr(ConfirmDialog, "ask", lambda *_a, **_k: "")
        page.backup_button.click()
        settle(desk)
        assert len(backups.backups(session)) == before


class TestDays:
    """Days in the village."""

    def test_a_click_records_and_takes_back(
        self, page: HomePage, desk: Desk, session: Session, window: MainWindow, qtbot: QtBot
    ) -> None:
        grid = page.month.grid
        cell = next(rect for rect, day in grid.parts() if day == TODAY)
        was = TODAY in home.days_in_village(session, TODAY.year, TODAY.month)
        qtbot.mouseClick(grid, LEFT, pos=QPoint(cell.center()))
        settle(desk)
        assert (TODAY in home.days_in_village(session, TODAY.year, TODAY.month)) is not was
        take_back(window, desk)
        assert (TODAY in home.days_in_village(session, TODAY.year, TODAY.month)) is was

    def test_days_to_come_are_not_recorded(self, page: HomePage, desk: Desk, session: Session, window: MainWindow) -> None:
        before = len(records.list_records(session, ATTENDANCE))
        page.mark_day(TODAY + timedelta(days=1))
        settle(desk)
        assert len(records.list_records(session, ATTENDANCE)) == before
        assert "还没有到" in toast(window).text

    def test_the_sheet_is_filled_from_the_keyboard_and_saved_in_one_step(
        self, page: HomePage, desk: Desk, session: Session, window: MainWindow
    ) -> None:
        page.open_sheet()
        settle(desk)
        sheet = dialog(AttendanceDialog)
        grid = sheet.grid
        grid.setFocus()
        press(Qt.Key.Key_Home, Qt.Key.Key_Down)  # 李文静, the first of the month
        type_in("3")
        assert grid.state(grid.sheet.members[1].id, TODAY.replace(day=1)) == "3"
        press(Qt.Key.Key_Home, Qt.Key.Key_Up, Qt.Key.Key_Delete)  # 周明远 was not there
        assert len(grid.changed) == 2
        press(Qt.Key.Key_S, mods=CTRL)
        settle(desk)
        month = attendance.month_sheet(session, month_of(TODAY))
        states = {(m.name, day.day): month.states[m.id, day] for m in month.members for day in month.days if (m.id, day) in month.states}
        assert states == {("李文静", 1): "3"}
        take_back(window, desk)
        assert len(attendance.month_sheet(session, month_of(TODAY)).states) == 1

    def test_marks_that_are_not_saved_are_asked_about(
        self, page: HomePage, desk: Desk, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        page.open_sheet()
        settle(desk)
        sheet = dialog(AttendanceDialog)
        sheet.grid.setFocus()
        press(Qt.Key.Key_Home, Qt.Key.Key_Delete)
        monkeypatch.setattr(ConfirmDialog, "ask", lambda *_a, **_k: "back")
        sheet.reject()
        assert sheet.isVisible()
        sheet.turn(-1)
        assert "先按 Ctrl+S" in sheet.hint.text()
        monkeypatch.setattr(ConfirmDialog, "ask", lambda *_a, **_k: "drop")
        sheet.reject()
        assert not sheet.isVisible()
        assert len(attendance.month_sheet(session, month_of(TODAY)).states) == 1

    def test_another_month_can_be_looked_at(self, page: HomePage, desk: Desk) -> None:
        page.open_sheet()
        settle(desk)
        sheet = dialog(AttendanceDialog)
        sheet.grid.setFocus()
        press(Qt.Key.Key_PageUp)
        settle(desk)
        assert sheet.month == month_of(TODAY.replace(day=1) - timedelta(days=1))
        sheet.reject()


class TestCharts:
    """Charts."""

    def test_a_cause_opens_its_households(self, page: HomePage, asked: list[tuple[str, Any]]) -> None:
        page.causes.bars.setFocus()
        press(ENTER)
        assert asked == [("ledger", {"conditions": [Condition("cause", "=", "01")]})]

    def test_a_state_opens_its_households(self, page: HomePage, asked: list[tuple[str, Any]]) -> None:
        page.states.bars.setFocus()
        press(Qt.Key.Key_Down, Qt.Key.Key_Down, ENTER)
        assert asked == [("ledger", {"states": "0"})]

    def test_they_tell_their_numbers_to_a_screen_reader(self, page: HomePage) -> None:
        assert page.causes.bars.accessibleDescription() == "因病 5 户 100%"
        assert page.states.bars.accessibleDescription().startswith("已脱贫 3，拟脱贫 0，未脱贫 2")
        assert page.weeks.bars.accessibleDescription().startswith("近 8 周：")


def test_the_context_names_the_day_and_its_lunar_day(page: HomePage) -> None:
    assert f"{TODAY.month:02d}月{TODAY.day:02d}日 星期" in page.context()
    assert "农历" in page.context()


def test_a_new_user_is_shown_the_two_ways_to_begin(
    qtbot: QtBot, desk_app: Any, tmp_path: Path, asked: list[tuple[str, Any]]
) -> None:
    made = make_village(tmp_path / "空.fupin", people=False)
    session = open_copy(made, tmp_path / "石桥村.fupin")
    desk = Desk(session)
    window = open_window(qtbot, desk, {"home": home_module.make}, asked)
    window.go("home")
    settle(desk)
    page = window.page()
    assert isinstance(page, HomePage)
    assert here() is page.empty.import_button
    assert not page.jobs.isVisible()
    page.empty.import_button.click()
    page.empty.new_button.click()
    assert window.name == "household"
    assert asked[-1] == ("household", {"new": True, "list": []})
    desk.stop()
    sessions.close(session, with_backup=False)


@pytest.mark.parametrize(("width", "height", "scale"), [(1366, 728, 1.0), (1920, 1040, 1.0), (1440, 868, 1.25)])
def test_everything_stands_on_one_screen(
    page: HomePage, desk: Desk, window: MainWindow, qtbot: QtBot, width: int, height: int, scale: float
) -> None:
    theme().use(scale=scale)
    window.resize(width, height)
    settle(desk)
    low = height / scale < 800
    assert page.month.brief.isVisible() == low
    assert page.month.grid.isVisible() == (not low)
    parts = (page.strip, page.jobs, page.month, page.weeks, page.causes, page.states)
    # A new scale is laid out in several turns of the event loop; what counts is where it ends.
    qtbot.waitUntil(lambda: all(page.front.rect().contains(part.geometry()) for part in parts), timeout=5000)
    assert page.jobs.table.viewport().height() >= theme().px(7 * 32)
