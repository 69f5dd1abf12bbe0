"""一户一档: what a person can rely on while editing a household on its page."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from fupin_desk.actions import drafts, household_page, households, pairing, records
from fupin_desk.actions import session as sessions
from fupin_desk.actions.session import Session
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.frame import MainWindow
from fupin_desk.gui.kit.toast import ConfirmDialog, Toast
from fupin_desk.gui.pages import household as household_module
from fupin_desk.gui.pages.household import HouseholdPage
from fupin_desk.gui.pages.household_edits import Key, Spot
from fupin_desk.gui.pages.household_years import ask_for_year
from fupin_desk.gui.theme.current import theme
from fupin_desk.ledgers import idnumber
from fupin_desk.ledgers.card import Condition
from fupin_desk.ledgers.family import HouseholdFile
from fupin_desk.ledgers.helping import HELPER, Helper
from fupin_desk.ledgers.household import HOUSEHOLD, MEMBER, Member
from fupin_desk.ledgers.year import HouseholdYear
from tests.gui.small_village import TODAY, Template, here, make_village, open_copy, open_window, press, settle

CTRL = Qt.KeyboardModifier.ControlModifier
WANG, WU, WEI, XI, LIU = range(5)
YEAR = TODAY.year


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """The sample village with two years of income for 王秀兰."""
    bare = make_village(tmp_path_factory.mktemp("household") / "石桥村.fupin")
    session = open_copy(bare, tmp_path_factory.mktemp("with_years") / "石桥村.fupin")
    home = households.household_by_number(session, "0137")
    last = HouseholdYear(household=home, year=YEAR - 1, a_fen=9600_00, b1_fen=8450_00, e_fen=3370_00, farmland=320,
                         toilet=True)  # fmt: skip
    this = HouseholdYear(household=home, year=YEAR, a_fen=10000_00, b1_fen=9200_00, e_fen=3600_00, basis="流水",
                         enough_food=True)  # fmt: skip
    records.save(session, "样本", [last, this])
    folder = session.folder
    sessions.close(session, with_backup=False)
    return Template(folder, bare.key)


@pytest.fixture
def session(template: Template, tmp_path: Path) -> Iterator[Session]:
    """A ledger of this test's own."""
    opened = open_copy(template, tmp_path / "石桥村.fupin")
    yield opened
    sessions.close(opened, with_backup=False)


@pytest.fixture
def desk(desk_app: Any, session: Session) -> Iterator[Desk]:
    """A desk on the ledger."""
    made = Desk(session)
    yield made
    made.stop()


@pytest.fixture
def asked() -> list[tuple[str, Any]]:
    """What other pages were asked for."""
    return []


@pytest.fixture(autouse=True)
def no_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Closing a window at the end of a test drops what is unsaved without asking."""
    answer(monkeypatch, "drop")


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, asked: list[tuple[str, Any]]) -> MainWindow:
    """A window with this page and stand-ins for the others."""
    made = open_window(qtbot, desk, {"household": household_module.make}, asked)
    made.go("home")
    return made


@pytest.fixture
def ids(session: Session) -> list[str]:
    """王秀兰 first, the others behind her."""
    numbers = ("0137", "0007", "0045", "0093", "0152")
    return [households.household_by_number(session, number) for number in numbers]


@pytest.fixture
def page(window: MainWindow, desk: Desk, ids: list[str]) -> HouseholdPage:
    """王秀兰's page; sections further down than 收入 are made when they are looked at."""
    return open_page(window, desk, {"id": ids[WANG], "list": ids})


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


# Looking


def test_the_head_says_who_it_is_and_where_in_the_list(page: HouseholdPage) -> None:
    assert page.head.name.text() == "王秀兰"
    assert page.head.number.text() == "户编号 511799 105203 0137"
    assert page.head.facts["people"].text() == "2 人"
    assert page.head.facts["visit"].text().endswith("43天前")
    assert page.head.place.text() == "1 / 5"
    assert not page.head.back.isEnabled()


def test_ctrl_page_down_goes_through_the_list_and_keeps_the_section(page: HouseholdPage, desk: Desk) -> None:
    page.sheet.jump("income")
    settle(desk)
    press(Qt.Key.Key_PageDown, mods=CTRL)
    settle(desk)
    assert page.head.name.text() == "吴晓玲"
    assert page.sheet.current() == "income"
    press(Qt.Key.Key_PageUp, mods=CTRL)
    settle(desk)
    assert page.head.name.text() == "王秀兰"


def test_without_a_list_the_whole_ledger_is_the_order(window: MainWindow, desk: Desk, ids: list[str]) -> None:
    page = open_page(window, desk, ids[WEI])
    assert page.head.place.text() == "2 / 5"


def test_ctrl_digits_jump_and_the_list_follows_scrolling(page: HouseholdPage, desk: Desk) -> None:
    page.sheet.ensure_down_to("photos")
    page.sheet.contents.setFocus()
    for digit, section in ((Qt.Key.Key_3, "income"), (Qt.Key.Key_2, "members"), (Qt.Key.Key_7, "tasks")):
        press(digit, mods=CTRL)
        settle(desk)
        assert page.sheet.current() == section
    page.sheet.area.verticalScrollBar().setValue(0)
    assert page.sheet.current() == "basic"
    page.sheet.area.verticalScrollBar().setValue(page.sheet.living.y())
    assert page.sheet.current() == "living"


@pytest.mark.parametrize(("size", "scale"), [((1366, 728), 1.0), ((1920, 1040), 1.0), ((1440, 860), 1.25)])
def test_nothing_is_wider_than_the_window(
    window: MainWindow, desk: Desk, ids: list[str], size: tuple[int, int], scale: float
) -> None:
    if scale != 1.0:
        theme().use(scale=scale)
    window.resize(*size)
    page = open_page(window, desk, {"id": ids[WANG], "list": ids})
    page.sheet.ensure_down_to("photos")
    page.sheet.members.form.unfold()
    settle(desk)
    assert page.sheet.area.horizontalScrollBar().maximum() == 0
    assert page.bar.save_button.geometry().right() < page.bar.width()


def test_enter_in_the_list_goes_into_the_section(page: HouseholdPage, desk: Desk) -> None:
    page.sheet.contents.setFocus()
    press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    settle(desk)
    assert here() is page.sheet.members.table


def test_a_household_without_head_says_so_over_its_people(page: HouseholdPage) -> None:
    head = page.book.members()[0]
    page.book.edits.put(Spot(Key("member", head.id), "relation"), "99")
    page.book.check()
    assert "这一户没有户主" in page.sheet.members.notes.text()
    assert page.book.sections_with("E") == {"members"}


# Editing


def test_a_change_is_marked_named_and_taken_back(page: HouseholdPage, window: MainWindow) -> None:
    type_over(member_frame(page, "name").editor, "王秀英")
    assert page.unsaved()
    assert page.bar.count.text() == "1 处改动未保存"
    assert page.bar.names.text() == "王秀英 姓名"
    assert page.head.name.text() == "王秀英"
    assert window.windowTitle().startswith("一户一档 * ")
    press(Qt.Key.Key_Z, mods=CTRL)
    assert member_frame(page, "name").value() == "王秀兰"
    assert not page.unsaved()
    press(Qt.Key.Key_Y, mods=CTRL)
    assert member_frame(page, "name").value() == "王秀英"


def test_one_save_writes_everything_as_one_step(
    page: HouseholdPage, desk: Desk, session: Session, window: MainWindow
) -> None:
    type_over(member_frame(page, "name").editor, "王秀英")
    type_over(page.sheet.basic.fields.frames["phone"].editor, "13800001234")
    type_over(page.sheet.income.table.editors["a"], "1.2万")
    press(Qt.Key.Key_S, mods=CTRL)
    settle(desk)
    file = stored(session, page)
    assert (file.head_name(TODAY), file.household.phone, file.years[0].a_fen) == ("王秀英", "13800001234", 12000_00)
    assert records.recent_steps(session, 1)[0].title == "修改农户档案 王秀英"
    assert records.recent_steps(session, 1)[0].records == 3
    assert not page.unsaved()
    assert "3 处改动已保存" in toast_of(window)
    toast = next(toast for toast in window.findChildren(Toast) if toast.isVisible())
    assert toast.button is not None
    toast.button.click()
    settle(desk)
    assert stored(session, page).head_name(TODAY) == "王秀兰"
    assert page.head.name.text() == "王秀兰"


def test_a_wrong_check_digit_is_explained_and_can_be_saved(page: HouseholdPage, desk: Desk, session: Session) -> None:
    good = idnumber.make("511799", date(1975, 6, 18), 542)
    bad = good[:-1] + ("1" if good[-1] != "1" else "2")
    type_over(member_frame(page, "id_number").editor, bad)
    page.book.check()
    assert member_frame(page, "id_number").message()[0] == "error"
    assert "第18位校验码不对" in member_frame(page, "id_number").message()[1]
    assert member_frame(page, "birth").value() == date(1975, 6, 18)
    assert not member_frame(page, "birth").editor.isReadOnly()
    assert "D002" in {doubt.rule for doubt in page.book.doubts}
    assert page.head.doubts.tag.text() == f"疑点 {page.book.count_doubts()} 处"
    page.keeper.save()
    settle(desk)
    assert stored(session, page).people(TODAY)[0].id_number == bad
    type_over(member_frame(page, "id_number").editor, good)
    assert member_frame(page, "birth").editor.isReadOnly()
    assert member_frame(page, "sex").value() == "2"
    assert page.sheet.members.form.age.value() == f"{_age(date(1975, 6, 18))} 岁"


def _age(birth: date) -> int:
    return TODAY.year - birth.year - ((TODAY.month, TODAY.day) < (birth.month, birth.day))


def test_a_number_that_somebody_else_has_is_told(
    page: HouseholdPage, desk: Desk, session: Session, ids: list[str]
) -> None:
    other = households.household_file(session, ids[WEI]).people(TODAY)[1]
    type_over(member_frame(page, "id_number").editor, other.id_number or "")
    settle(desk)
    assert "韦小兵家 吴雪莲也是这个号" in member_frame(page, "id_number").message()[1]


def test_text_that_cannot_be_read_stays_and_is_never_saved(
    page: HouseholdPage, desk: Desk, session: Session, window: MainWindow
) -> None:
    page.sheet.members.form.unfold()
    type_over(member_frame(page, "work_months").editor, "半年")
    people = page.book.members()
    page.sheet.members.table.go_to(people[1].id)
    assert member_frame(page, "work_months").editor.text() == ""
    page.sheet.members.table.go_to(people[0].id)
    assert member_frame(page, "work_months").editor.text() == "半年"
    page.keeper.save()
    settle(desk)
    assert "没有保存" in toast_of(window)
    assert page.unsaved()
    assert stored(session, page).members[0].work_months is None


def test_ctrl_down_finds_the_next_doubt_even_of_another_person(page: HouseholdPage, desk: Desk) -> None:
    people = page.book.members()
    for person in people:
        page.book.edits.put(Spot(Key("member", person.id), "work_months"), 14)
    page.book.check()
    page.sheet.contents.setFocus()
    seen = []
    for _ in range(6):
        press(Qt.Key.Key_Down, mods=CTRL)
        settle(desk)
        seen.append(page.sheet.spot_of_focus())
    wanted = {Spot(Key("member", person.id), "work_months") for person in people}
    assert wanted <= set(seen)


# People


def test_insert_adds_a_person_and_a_missing_name_is_refused_with_its_place(
    page: HouseholdPage, desk: Desk, session: Session, window: MainWindow
) -> None:
    page.sheet.jump("members")
    settle(desk)
    press(Qt.Key.Key_Insert)
    settle(desk)
    assert here() is member_frame(page, "name").editor
    assert page.bar.names.text() == "添加 新成员"
    page.keeper.save()
    settle(desk)
    assert "姓名：还没有填" in toast_of(window)
    assert page.unsaved()
    type_over(member_frame(page, "name").editor, "陈小雨")
    member_frame(page, "relation").put("04")
    page.keeper.save()
    settle(desk)
    assert [m.name for m in stored(session, page).people(TODAY)] == ["王秀兰", "陈建国", "陈小雨"]


def test_a_person_leaves_with_a_day_and_a_reason_and_stays_on_record(
    page: HouseholdPage, desk: Desk, session: Session
) -> None:
    second = page.book.members()[1]
    page.sheet.members.table.go_to(second.id)
    page.sheet.members.table.setFocus()
    press(Qt.Key.Key_Delete, mods=CTRL)
    dialog = page.sheet.members.dialog
    assert dialog is not None
    dialog.frames["left_reason"].put("02")
    dialog.answer()
    page.keeper.save()
    settle(desk)
    gone = next(m for m in stored(session, page).members if m.id == second.id)
    assert (gone.state, gone.left_reason, gone.left_on) == ("3", "02", TODAY)
    assert page.head.facts["people"].text() == "1 人"
    assert "gone" in page.sheet.members.table.rows.ids


def test_rows_copied_in_a_spreadsheet_become_people_in_one_step(
    page: HouseholdPage, desk: Desk, session: Session
) -> None:
    number = idnumber.make("511799", date(2008, 3, 12), 452)
    QGuiApplication.clipboard().setText(
        f"姓名\t关系\t身份证号\t文化程度\n陈小雨\t之女\t{number}\t\n陈建国\t配偶\t\t小学\n"
    )
    page.paste_people()
    assert page.paste is not None
    assert "新增 1 人，补到已有的 1 人" in page.paste.summary.text()
    page.paste.take()
    people = {m.name: m for m in page.book.members()}
    assert people["陈小雨"].birth == date(2008, 3, 12)
    assert people["陈建国"].education == "02"
    page.undo()
    assert not page.unsaved()


# Income


def test_per_capita_is_worked_out_with_its_sum(page: HouseholdPage) -> None:
    type_over(page.sheet.income.table.editors["a"], "14400")
    rows = {row.code: row for row in page.sheet.income.table.rows}
    assert rows["net"].now == (14400 + 9200 - 3600) * 100
    assert rows["per_capita"].words.startswith("20,000 ÷ 2 人")
    assert rows["a"].change == 4800_00


def test_f7_fetches_last_years_value(page: HouseholdPage, desk: Desk) -> None:
    page.sheet.income.table.editors["a"].setFocus()
    press(Qt.Key.Key_F7)
    assert page.book.year_record() is not None
    assert page.sheet.income.table.editors["a"].value() == 9600_00
    press(Qt.Key.Key_Z, mods=CTRL)
    assert page.sheet.income.table.editors["a"].value() == 10000_00


def test_the_space_bar_unfolds_a_group_and_its_sum_follows(page: HouseholdPage, desk: Desk) -> None:
    table = page.sheet.income.table
    assert table.editors["b"].isReadOnly()
    table.editors["b"].setFocus()
    press(Qt.Key.Key_Space)
    assert here() is table.editors["b1"]
    type_over(table.editors["b2"], "800")
    assert table.editors["b"].value() == 10000_00


def test_the_arrows_go_up_and_down_the_amounts(page: HouseholdPage) -> None:
    table = page.sheet.income.table
    table.editors["a"].setFocus()
    press(Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert here() is table.editors["c"]
    press(Qt.Key.Key_Up)
    assert here() is table.editors["b"]


def test_a_new_year_carries_living_conditions_but_no_income(
    window: MainWindow, desk: Desk, session: Session, ids: list[str]
) -> None:
    page = open_page(window, desk, {"id": ids[WANG], "list": ids})
    page.book.choose_year(YEAR)
    page.sheet.income.remove_row()
    assert page.book.year == YEAR - 1
    page.keeper.save()
    settle(desk)
    dialog = ask_for_year(window, page.book)
    dialog.answer()
    assert page.book.year == YEAR
    page.keeper.save()
    settle(desk)
    year = stored(session, page).years[0]
    assert (year.year, year.farmland, year.toilet, year.a_fen, year.enough_food) == (YEAR, 320, True, None, None)


# Keeping


def test_a_draft_survives_a_power_cut_and_goes_with_saving(
    page: HouseholdPage, desk: Desk, session: Session, window: MainWindow, qtbot: QtBot, ids: list[str]
) -> None:
    type_over(member_frame(page, "name").editor, "王秀英")
    page.keeper.keep_draft()
    settle(desk)
    assert "已存草稿" in page.bar.drafted.text()
    second = open_window(qtbot, desk, {"household": household_module.make}, [])
    again = open_page(second, desk, {"id": ids[WANG], "list": ids})
    assert again.unsaved()
    assert again.notice is not None
    assert again.head.name.text() == "王秀英"
    again.keeper.save()
    settle(desk)
    assert drafts.draft_of(session, ids[WANG]) is None


def test_leaving_asks_and_can_save(
    page: HouseholdPage, session: Session, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_over(member_frame(page, "name").editor, "王秀英")
    titles = answer(monkeypatch, "back")
    assert not window.go("home")
    assert titles == ["王秀英户有 1 处改动没保存"]
    answer(monkeypatch, "save")
    assert window.go("home")
    assert stored(session, page).head_name(TODAY) == "王秀英"


def test_giving_up_drops_the_draft_too(
    page: HouseholdPage, desk: Desk, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_over(member_frame(page, "name").editor, "王秀英")
    page.keeper.keep_draft()
    settle(desk)
    answer(monkeypatch, "drop")
    page.keeper.give_up()
    settle(desk)
    assert not page.unsaved()
    assert member_frame(page, "name").value() == "王秀兰"
    assert drafts.draft_of(session, page.household) is None


def test_what_somebody_else_saved_meanwhile_is_not_overwritten_unseen(
    page: HouseholdPage, desk: Desk, session: Session, window: MainWindow
) -> None:
    type_over(page.sheet.basic.fields.frames["phone"].editor, "13800001234")
    home = records.get_record(session, HOUSEHOLD, page.household)
    records.save(session, "另一个窗口", [dataclasses.replace(home, phone="13900000000")])
    page.keeper.save()
    settle(desk)
    assert "这次没有保存" in toast_of(window)
    assert page.sheet.basic.fields.frames["phone"].value() == "13800001234"
    window.refresh_now()
    settle(desk)
    assert page.notice is not None
    assert page.sheet.basic.fields.frames["phone"].original() == "13900000000"
    page.keeper.save()
    settle(desk)
    assert stored(session, page).household.phone == "13800001234"


# The rest of the file


def test_ending_a_pairing_leaves_unsaved_changes_alone(page: HouseholdPage, desk: Desk, session: Session) -> None:
    type_over(member_frame(page, "name").editor, "王秀英")
    held = stored(session, page).pairings[0]
    page.sheet.pairing.ensure()
    page.sheet.pairing.on_verb(held.id, "end")
    page.sheet.pairing.dialog.answer()
    settle(desk)
    assert stored(session, page).pairings[0].until == TODAY
    assert page.head.facts["helper"].text() == "未指派"
    assert page.unsaved()
    assert member_frame(page, "name").value() == "王秀英"


def test_a_new_helper_ends_the_former_pairing(page: HouseholdPage, desk: Desk, session: Session) -> None:
    records.save(session, "新人", [Helper(id="", name="李文静")])
    new = records.list_records(session, HELPER, [Condition("name", "=", "李文静")])[0]
    pairing.assign(session, [page.household], new.id, since=TODAY - timedelta(days=1))
    page.sheet.pairing.ensure()
    page.refresh()
    settle(desk)
    assert page.head.facts["helper"].text() == "李文静"
    assert "past" in page.sheet.pairing.table.rows.ids


def test_a_job_is_closed_with_its_result(page: HouseholdPage, desk: Desk, session: Session) -> None:
    job = stored(session, page).tasks[0]
    page.sheet.tasks.ensure()
    page.sheet.tasks.on_verb(job.id, "close")
    page.sheet.tasks.dialog.frames["result"].put("已回复")
    page.sheet.tasks.dialog.answer()
    settle(desk)
    done = stored(session, page).tasks[0]
    assert (done.state, done.result, done.done_on) == ("3", "已回复", TODAY)


def test_the_whole_record_of_a_visit_is_shown(page: HouseholdPage) -> None:
    page.sheet.visits.ensure()
    assert "王秀兰家一切照旧" in page.sheet.visits.record.text()


def test_history_names_every_field_and_puts_one_back(page: HouseholdPage, desk: Desk, session: Session) -> None:
    type_over(member_frame(page, "name").editor, "王秀英")
    page.keeper.save()
    settle(desk)
    lines = household_page.history_lines(session, stored(session, page))
    first = lines[0]
    assert (first.label, first.before, first.after, first.who, first.here) == (
        "姓名",
        "王秀兰",
        "王秀英",
        "周明远",
        True,
    )
    assert lines[-1].after == "新建"
    page.sheet.show_history(lines)
    page.sheet.history.on_verb(0, "back")
    settle(desk)
    assert stored(session, page).head_name(TODAY) == "王秀兰"


def test_photos_are_added_shown_and_removed(
    page: HouseholdPage, desk: Desk, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    for name in ("a.jpg", "b.jpg"):
        Image.new("RGB", (400, 300), (90, 120, 60)).save(tmp_path / name)
    page.sheet.photos.add_files([tmp_path / "a.jpg", tmp_path / "b.jpg"])
    settle(desk)
    wait_until(qtbot, lambda: len(page.sheet.photos.thumbs) == 2)
    page.sheet.photos.look_at(page.sheet.photos.thumbs[0].item)
    assert page.sheet.photos.dialog is not None
    page.sheet.photos.dialog.remove()
    settle(desk)
    assert len(households.attachments(session, page.household)) == 1


def test_a_picture_that_is_none_is_refused_with_its_name(
    page: HouseholdPage, desk: Desk, session: Session, tmp_path: Path, window: MainWindow
) -> None:
    (tmp_path / "坏的.jpg").write_bytes(b"not a picture")
    page.sheet.photos.add_files([tmp_path / "坏的.jpg"])
    settle(desk)
    assert toast_of(window)
    assert not households.attachments(session, page.household)


def test_the_visit_button_opens_the_form_for_this_household(page: HouseholdPage, asked: list[tuple[str, Any]]) -> None:
    page.head.visit_button.click()
    assert asked[-1] == ("visit", page.household)


# A new household


def test_a_new_household_is_entered_and_saved_in_one_step(
    window: MainWindow, desk: Desk, session: Session, ids: list[str]
) -> None:
    page = open_page(window, desk, {"new": True, "list": ids})
    assert page.title() == "新建户"
    assert not page.unsaved()
    type_over(member_frame(page, "name").editor, "石大成")
    type_over(page.sheet.basic.fields.frames["number"].editor, "5117991052030999")
    press(Qt.Key.Key_S, mods=CTRL)
    settle(desk)
    home = households.household_by_number(session, "0999")
    file = households.household_file(session, home)
    assert [(m.name, m.relation, m.state) for m in file.members] == [("石大成", "01", "1")]
    assert records.recent_steps(session, 1)[0].title == "新建户 石大成"
    assert not page.is_new
    assert page.head.place.text() == "6 / 6"


def test_the_draft_of_a_new_household_is_found_when_one_is_begun_again(
    window: MainWindow, desk: Desk, session: Session, qtbot: QtBot
) -> None:
    page = open_page(window, desk, {"new": True, "list": []})
    type_over(member_frame(page, "name").editor, "石大成")
    page.keeper.keep_draft()
    settle(desk)
    second = open_window(qtbot, desk, {"household": household_module.make}, [])
    again = open_page(second, desk, {"new": True, "list": []})
    assert again.household == page.household
    assert [m.name for m in again.book.members()] == ["石大成"]
    again.keeper.save()
    settle(desk)
    assert drafts.draft_of(session, drafts.NEW_HOUSEHOLD) is None
    assert households.household_file(session, again.household).head_name(TODAY) == "石大成"


def test_taking_a_new_household_back_returns_to_the_list(
    window: MainWindow, desk: Desk, session: Session, ids: list[str]
) -> None:
    page = open_page(window, desk, {"new": True, "list": ids})
    type_over(member_frame(page, "name").editor, "石大成")
    page.keeper.save()
    settle(desk)
    toast = next(toast for toast in window.findChildren(Toast) if toast.isVisible())
    assert toast.button is not None
    toast.button.click()
    settle(desk)
    assert window.name == "ledger"
    assert page.household not in household_page.list_order(session)


def test_leaving_a_new_household_untouched_asks_nothing(window: MainWindow, desk: Desk) -> None:
    open_page(window, desk, {"new": True, "list": []})
    assert window.go("home")


def test_a_member_of_the_ledger_is_found_by_reading_again(page: HouseholdPage, desk: Desk, session: Session) -> None:
    records.save(session, "补录", [Member(household=page.household, name="陈浩", relation="03")])
    page.refresh()
    settle(desk)
    assert "陈浩" in [m.name for m in page.book.members()]
    assert len(records.list_records(session, MEMBER, [Condition("household", "=", page.household)])) == 3
    assert QApplication.activeModalWidget() is None
