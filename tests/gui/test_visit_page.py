"""登记走访: a visit is written down from the keyboard, and nothing that was typed is lost."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from pytestqt.qtbot import QtBot

from fupin_desk.actions import records, visits
from fupin_desk.actions.session import Session
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.frame import MainWindow
from fupin_desk.gui.pages import visit as visit_module
from fupin_desk.gui.pages.visit import VisitPage
from fupin_desk.gui.theme.current import theme
from fupin_desk.ledgers.card import Condition
from fupin_desk.ledgers.team import TASK, VISIT
from tests.gui.small_village import (
    NOW,
    TODAY,
    USER,
    here,
    home_of,
    open_window,
    press,
    settle,
    take_back,
    toast,
    type_in,
)

ENTER, TAB, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Space
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
WORDS = "医生说可以办门诊卡。"


@pytest.fixture
def desk(village_desk: Desk) -> Desk:
    """A desk on the sample village."""
    return village_desk


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, asked: list[tuple[str, Any]]) -> MainWindow:
    """A window whose first page is a stand-in."""
    made = open_window(qtbot, desk, {"visit": visit_module.make}, asked)
    made.go("home")
    return made


@pytest.fixture
def page(window: MainWindow, desk: Desk) -> VisitPage:
    """The page in front, read."""
    window.go("visit")
    settle(desk)
    shown = window.page()
    assert isinstance(shown, VisitPage)
    return shown


def shown(page: VisitPage) -> list[str]:
    """The picker's lines, headings in brackets."""
    return [f"[{item.text}]" if item.heading else item.text for item in page.picker.list.items()]


def pick(page: VisitPage, desk: Desk, letters: str) -> None:
    """Type letters and press Enter."""
    page.picker.search.setFocus()
    type_in(letters)
    settle(desk)
    press(ENTER)
    settle(desk)


def test_a_visit_is_logged_without_the_mouse(window: MainWindow, desk: Desk, session: Session) -> None:
    press(Qt.Key.Key_3, mods=ALT)
    settle(desk)
    page = window.page()
    assert isinstance(page, VisitPage)
    type_in("wxl")
    settle(desk)
    press(ENTER)
    assert page.record.card is not None
    assert page.record.card.head == "王秀兰"
    press(ENTER, ENTER)  # day and time stand at now
    type_in("1")
    press(ENTER, ENTER)  # the people stand as last time
    press(SPACE, ENTER)
    type_in(WORDS)
    press(TAB)
    type_in("15")
    press(ENTER, ENTER)
    type_in("到县医院补打出院小结")
    press(ENTER, ENTER, ENTER)
    press(ENTER, mods=CTRL)
    settle(desk)
    logged = visits.visits_of(session, home_of(session, "王秀兰"))[0]
    assert (logged.at, logged.visit_kind, logged.visitors) == (NOW, "1", USER)
    assert (logged.met, logged.content, logged.needs) == (("1",), WORDS, ("1", "5"))
    assert logged.next_step == "到县医院补打出院小结"
    promised = [t for t in visits.open_tasks(session, logged.household) if t.visit == logged.id]
    assert [(t.title, t.due_on, t.owner) for t in promised] == [("到县医院补打出院小结", TODAY + timedelta(days=7), USER)]
    assert "记了 1 件待办" in toast(window).text
    assert here() is page.picker.search
    assert page.picker.search.text() == ""
    assert not page.unsaved()


def test_letters_and_enter_faster_than_the_answer_pick_the_right_household(page: VisitPage, desk: Desk) -> None:
    page.picker.search.setFocus()
    type_in("lxm")
    press(ENTER)
    settle(desk)
    assert page.record.card is not None
    assert page.record.card.head == "刘小满"


def test_the_picker_offers_overdue_households_first(page: VisitPage) -> None:
    assert shown(page) == ["[超期未走访 3 户]", "刘小满", "王秀兰", "吴晓玲", "[其他户，最久没走访的在前]", "韦小兵", "王喜来"]
    rights = {item.text: (item.right, item.tone) for item in page.picker.list.items()}
    assert rights["刘小满"] == ("没走访过", "red")
    assert rights["王秀兰"] == ("43天前", "red")
    assert rights["王喜来"] == ("12天前", "muted")


def test_letters_still_being_composed_find_heads_and_members_under_their_household(page: VisitPage, desk: Desk) -> None:
    QCoreApplication.sendEvent(page.picker.search, QInputMethodEvent("w'x'l", []))
    settle(desk)
    assert shown(page)[:5] == ["[找到 4 户，回车选中]", "王秀兰", "吴晓玲", "王喜来", "韦小兵家 吴雪莲"]
    last = page.picker.list.items()[4]
    assert last.strong == "吴雪莲"
    assert "家庭成员" in last.detail


def test_digits_find_a_household_by_its_number(page: VisitPage, desk: Desk) -> None:
    pick(page, desk, "0045")
    assert page.record.card is not None
    assert page.record.card.head == "韦小兵"


def test_the_people_of_the_last_visit_come_along_again(page: VisitPage, desk: Desk) -> None:
    pick(page, desk, "wxl")
    page.form.people.editor.setFocus()
    type_in("lwj")
    press(ENTER)
    assert page.form.people.value() == (USER, "李文静")
    page.form.note.put("看过了。")
    press(ENTER, mods=CTRL)
    settle(desk)
    pick(page, desk, "lxm")
    assert page.form.people.value() == (USER, "李文静")
    page.form.people.editor.setFocus()
    press(Qt.Key.Key_Backspace)
    assert page.form.people.value() == (USER,)


def test_somebody_who_is_on_no_list_can_come_along(page: VisitPage, desk: Desk) -> None:
    pick(page, desk, "wxl")
    page.form.people.editor.setFocus()
    type_in("罗书记")
    press(ENTER)
    assert page.form.people.value() == (USER, "罗书记")


def test_no_need_and_nobody_home_stand_alone(page: VisitPage, desk: Desk) -> None:
    pick(page, desk, "wxl")
    page.form.needs.editor.setFocus()
    type_in("150")
    assert page.form.needs.value() == ("0",)
    type_in("3")
    assert page.form.needs.value() == ("3",)
    page.form.met.editor.setFocus()
    type_in("125")
    assert page.form.met.value() == ("5",)


def test_each_need_offers_a_next_step(page: VisitPage, desk: Desk) -> None:
    pick(page, desk, "wxl")
    page.form.needs.editor.setFocus()
    type_in("5")
    page.form.next.editor.setFocus(Qt.FocusReason.TabFocusReason)
    settle(desk)
    line = page.form.next.editor.words
    assert line.popup.isVisible()
    press(Qt.Key.Key_Down, ENTER)
    step = page.form.next.value()
    assert step.text == "联系农技员上门看一次"
    assert step.promise
    assert here() is line
    press(ENTER)
    assert here() is page.form.next.editor.owner


def test_what_is_missing_is_said_at_its_field_and_nothing_is_written(page: VisitPage, desk: Desk, session: Session) -> None:
    pick(page, desk, "lxm")
    press(Qt.Key.Key_S, mods=CTRL)
    settle(desk)
    assert page.form.note.message() == ("error", "还没有填。")
    assert here() is page.form.note.editor.text
    assert visits.visits_of(session, home_of(session, "刘小满")) == []


def test_refusals_of_the_rules_stand_at_their_field(page: VisitPage, desk: Desk, session: Session) -> None:
    pick(page, desk, "wxl")
    page.form.when.put(datetime.combine(TODAY - timedelta(days=900), NOW.time()))
    page.form.note.put("早就去过。")
    press(Qt.Key.Key_S, mods=CTRL)
    settle(desk)
    level, words = page.form.when.message()
    assert level == "error"
    assert "走访不能早于这一天" in words
    assert page.unsaved()
    assert len(visits.visits_of(session, home_of(session, "王秀兰"))) == 1


def test_open_jobs_are_closed_with_the_visit(page: VisitPage, desk: Desk, session: Session) -> None:
    pick(page, desk, "wxl")
    assert [t.job.task.title for t in page.side.ticks] == ["回复门诊卡办理进度"]
    assert "走访约定，超 2 天" in page.side.ticks[0].due.text()
    page.side.ticks[0].box.click()
    page.form.note.put("门诊卡办好了。")
    press(ENTER, mods=CTRL)
    settle(desk)
    assert visits.open_tasks(session, home_of(session, "王秀兰")) == []


def test_the_last_visit_can_be_copied_into_the_record(page: VisitPage, desk: Desk) -> None:
    pick(page, desk, "wxl")
    page.side.copy_link.click()
    assert page.form.note.value() == "王秀兰家一切照旧。"


def test_taking_a_visit_back_brings_its_words_back_into_the_form(
    page: VisitPage, desk: Desk, session: Session, window: MainWindow
) -> None:
    pick(page, desk, "wxl")
    page.form.note.put(WORDS)
    page.side.ticks[0].box.click()
    press(ENTER, mods=CTRL)
    settle(desk)
    take_back(window, desk)
    assert len(visits.visits_of(session, home_of(session, "王秀兰"))) == 1
    assert len(visits.open_tasks(session, home_of(session, "王秀兰"))) == 1
    assert page.record.card is not None
    assert page.record.card.head == "王秀兰"
    assert page.form.note.value() == WORDS
    assert page.side.closes() != ()
    assert page.unsaved()


def test_saving_twice_changes_the_same_visit(page: VisitPage, desk: Desk, session: Session) -> None:
    pick(page, desk, "lxm")
    page.form.note.put("第一遍。")
    page.form.next.editor.words.setFocus()
    type_in("送表")
    press(Qt.Key.Key_S, mods=CTRL)
    settle(desk)
    assert not page.unsaved()
    assert page.form.doing.text() == "正在改 19:10 登记的走访"
    page.form.note.put("第二遍。")
    assert page.unsaved()
    press(Qt.Key.Key_S, mods=CTRL)
    settle(desk)
    home = home_of(session, "刘小满")
    assert [v.content for v in visits.visits_of(session, home)] == ["第二遍。"]
    assert [t.title for t in visits.open_tasks(session, home)] == ["送表"]


def test_a_visit_of_tonight_is_changed_in_the_same_form(page: VisitPage, desk: Desk, session: Session) -> None:
    pick(page, desk, "lxm")
    page.form.note.put("记错了。")
    page.form.next.editor.words.setFocus()
    type_in("送表")
    press(ENTER, mods=CTRL)
    settle(desk)
    rows = page.side.list.items()
    assert [(r.text, r.detail, r.right) for r in rows] == [("19:10　刘小满", "没有记需求", "改")]
    page.side.list.setFocus()
    press(ENTER)
    settle(desk)
    assert page.form.note.value() == "记错了。"
    page.form.note.put("改对了。")
    page.form.next.put(None)
    press(ENTER, mods=CTRL)
    settle(desk)
    home = home_of(session, "刘小满")
    assert [v.content for v in visits.visits_of(session, home)] == ["改对了。"]
    assert visits.open_tasks(session, home) == []
    dropped = records.list_records(session, TASK, [Condition("household", "=", home)])
    assert [t.state for t in dropped] == [visits.DROPPED]


def test_the_month_counts_the_household_that_was_visited(page: VisitPage, desk: Desk) -> None:
    before = page.side._seen.text()
    pick(page, desk, "lxm")
    page.form.note.put("去过了。")
    press(ENTER, mods=CTRL)
    settle(desk)
    assert page.side._seen.text() != before
    assert "/ 5 户" in page.side._seen.text()


def test_another_page_can_ask_for_a_household(window: MainWindow, desk: Desk, session: Session) -> None:
    window.go("visit", home_of(session, "吴晓玲"))
    settle(desk)
    page = window.page()
    assert isinstance(page, VisitPage)
    assert page.record.card is not None
    assert page.record.card.head == "吴晓玲"
    assert here() is page.form.when.editor.day


@pytest.mark.parametrize(("width", "height", "scale"), [(1366, 728, 1.0), (1920, 1040, 1.0), (1440, 868, 1.25)])
def test_all_fields_fit_without_scrolling(
    page: VisitPage, desk: Desk, window: MainWindow, width: int, height: int, scale: float
) -> None:
    theme().use(scale=scale)
    window.resize(width, height)
    pick(page, desk, "wxl")
    assert page.form.area.verticalScrollBar().maximum() == 0
    assert page.side.isVisible() == (width / scale >= 1280)
    for frame in page.form.frames():
        assert page.form.area.viewport().rect().contains(frame.geometry())


def test_the_right_side_is_a_drawer_in_narrow_windows(page: VisitPage, window: MainWindow) -> None:
    window.resize(1100, 700)
    assert not page.side.isVisible()
    press(Qt.Key.Key_P, mods=ALT)
    assert page.side.isVisible()
    assert page.rect().contains(page.side.geometry())
    window.resize(1366, 728)
    assert page.side.isVisible()


def test_removed_visits_are_not_among_tonights(page: VisitPage, desk: Desk, session: Session) -> None:
    pick(page, desk, "lxm")
    page.form.note.put("记错户了。")
    press(ENTER, mods=CTRL)
    settle(desk)
    logged = visits.logged_tonight(session)
    records.remove_record(session, VISIT, logged[0].id, "记错户")
    page.refresh()
    settle(desk)
    assert page.side.list.isHidden()
