"""一户一档: looking, editing, people and income, and what a person can rely on there."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from fupin_desk.actions import households, records
from fupin_desk.actions.session import Session
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.frame import MainWindow
from fupin_desk.gui.kit.toast import Toast
from fupin_desk.gui.pages.household import HouseholdPage
from fupin_desk.gui.pages.household_edits import Key, Spot
from fupin_desk.gui.pages.household_years import ask_for_year
from fupin_desk.gui.theme.current import theme
from fupin_desk.ledgers import idnumber
from tests.gui.household.kit import (
    CTRL,
    WANG,
    WEI,
    YEAR,
    _age,
    member_frame,
    open_page,
    stored,
    toast_of,
    type_over,
)
from tests.gui.small_village import TODAY, here, press, settle


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

