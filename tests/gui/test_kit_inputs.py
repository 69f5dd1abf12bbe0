"""What is typed into a field: money, days, identity and telephone numbers, in every form people use."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fupin_desk.gui.kit.field import FieldFrame
from fupin_desk.gui.kit.inputs.days import DateEdit, MomentEdit, MonthEdit, TimeEdit
from fupin_desk.gui.kit.inputs.identity import CardEdit, IdEdit, PhoneEdit
from fupin_desk.gui.kit.inputs.line import LineEdit, LongText, TextEdit
from fupin_desk.gui.kit.inputs.numbers import AreaEdit, MoneyEdit, WholeEdit
from fupin_desk.ledgers import idnumber


@pytest.fixture(autouse=True)
def themed(desk_app: QApplication) -> None:
    """All of these are drawn in the theme."""


def typed(qtbot: QtBot, editor: LineEdit, text: str) -> None:
    """Type into an editor and leave it."""
    qtbot.addWidget(editor)
    editor.setFocus()
    for sign in text:
        qtbot.keyClicks(editor, sign) if ord(sign) < 128 else editor.insert(sign)
    editor.textEdited.emit(editor.text())
    editor.editingFinished.emit()


@pytest.mark.parametrize("text", ["14400", "14,400", "1.44万", "１４４００", "¥14400", "14400元"])
def test_money_in_any_form_becomes_the_same_fen(qtbot: QtBot, text: str) -> None:
    edit = MoneyEdit()
    typed(qtbot, edit, text)
    assert (edit.value(), edit.text()) == (1_440_000, "14,400")


def test_money_that_is_none_stays_as_typed_and_says_why(qtbot: QtBot) -> None:
    edit = MoneyEdit()
    typed(qtbot, edit, "一万多")
    assert edit.value() is None
    assert edit.text() == "一万多"
    assert "看不懂" in edit.problem()


def test_area_and_counts_take_their_unit(qtbot: QtBot) -> None:
    area, people = AreaEdit(), WholeEdit(unit="人")
    typed(qtbot, area, "3.2亩")
    typed(qtbot, people, "４人")
    assert (area.value(), area.text()) == (320, "3.2")
    assert (people.value(), people.text()) == (4, "4")


@pytest.mark.parametrize("text", ["20191120", "2019-11-20", "2019/11/20", "2019.11.20", "2019年11月20日"])
def test_a_day_is_understood_however_it_is_written(qtbot: QtBot, text: str) -> None:
    edit = DateEdit()
    typed(qtbot, edit, text)
    assert (edit.value(), edit.text()) == (date(2019, 11, 20), "2019-11-20")


def test_today_yesterday_and_a_day_of_this_year(qtbot: QtBot) -> None:
    today = date.today()
    for text, expected in (("今天", today), ("-1", date.fromordinal(today.toordinal() - 1))):
        edit = DateEdit()
        typed(qtbot, edit, text)
        assert edit.value() == expected
    short = DateEdit()
    typed(qtbot, short, f"{today:%m%d}")
    assert short.value() == today


def test_a_day_picked_from_the_calendar_counts_as_edited(qtbot: QtBot) -> None:
    edit = DateEdit()
    qtbot.addWidget(edit)
    with qtbot.waitSignal(edit.edited):
        edit.pick(date(2019, 11, 5))
    assert edit.text() == "2019-11-05"


def test_the_calendar_opens_on_the_day_of_the_field(qtbot: QtBot) -> None:
    edit = DateEdit()
    qtbot.addWidget(edit)
    edit.show()
    edit.set_value(date(2019, 11, 20))
    qtbot.keyClick(edit, Qt.Key.Key_F4)
    assert edit.popup is not None
    assert edit.popup.grid.day == date(2019, 11, 20)
    for key in (Qt.Key.Key_PageUp, Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(edit.popup.grid, key)
    assert edit.text() == "2019-10-14"
    assert not edit.popup.isVisible()


def test_months_moments_and_times(qtbot: QtBot) -> None:
    month, moment, clock = MonthEdit(), MomentEdit(), TimeEdit()
    typed(qtbot, month, "2019年6月")
    typed(qtbot, moment, "20191120 1910")
    typed(qtbot, clock, "1910")
    assert month.value() == "2019-06"
    assert (moment.value(), moment.text()) == (datetime(2019, 11, 20, 19, 10), "2019-11-20 19:10")
    assert clock.value() == "19:10"


def test_an_identity_number_is_grouped_while_it_is_typed(qtbot: QtBot) -> None:
    edit = IdEdit()
    typed(qtbot, edit, "５１１７９９ 1975 0618-542x")
    assert edit.text() == "511799 19750618 542X"
    assert edit.value() == "51179919750618542X"


def test_a_wrong_check_digit_is_named_and_may_be_kept(qtbot: QtBot) -> None:
    good = idnumber.make("511799", date(2008, 3, 12), 452)
    wrong = good[:17] + ("8" if good[17] != "8" else "7")
    frame = FieldFrame("身份证号", IdEdit(), required=True)
    qtbot.addWidget(frame)
    typed(qtbot, frame.editor, wrong)
    assert frame.value() == wrong
    assert frame.problem() == ""  # it may be saved
    level, words = frame.message()
    assert level == "error"
    assert f"按前17位应是 {good[17]}，现在是 {wrong[17]}" in words
    assert "会记成疑点" in words
    assert words == frame.editor.accessibleDescription()


def test_birth_and_sex_are_read_from_the_number(qtbot: QtBot) -> None:
    edit = IdEdit()
    typed(qtbot, edit, idnumber.make("511799", date(1975, 6, 18), 542))
    facts = edit.facts(date(2019, 11, 20))
    assert (facts.birth, facts.sex) == (date(1975, 6, 18), "2")


def test_editing_inside_a_grouped_number_keeps_the_caret(qtbot: QtBot) -> None:
    edit = IdEdit()
    qtbot.addWidget(edit)
    edit.set_value("511799197506185421")
    edit.setCursorPosition(3)
    qtbot.keyClick(edit, Qt.Key.Key_Backspace)
    assert edit.cursorPosition() == 2
    qtbot.keyClicks(edit, "1")
    assert edit.value() == "511799197506185421"
    assert edit.cursorPosition() == 3


def test_telephone_and_card_numbers_are_grouped_on_leaving(qtbot: QtBot) -> None:
    phone, card = PhoneEdit(), CardEdit()
    typed(qtbot, phone, "139-0000 2087")
    typed(qtbot, card, "6217000012345678901")
    assert (phone.text(), phone.value()) == ("139 0000 2087", "13900002087")
    assert (card.text(), card.value()) == ("6217 0000 1234 5678 901", "6217000012345678901")
    assert phone.doubt() == ""
    typed(qtbot, phone, "9")
    assert "不像电话号码" in phone.doubt()


def test_long_text_is_left_by_tab_and_takes_enter(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    text, after = LongText(holder), TextEdit(holder)
    holder.show()
    holder.activateWindow()
    text.setFocus()
    qtbot.keyClicks(text, "ab")
    qtbot.keyClick(text, Qt.Key.Key_Return)
    assert text.toPlainText() == "ab\n"
    assert text.value() == "ab"
    qtbot.keyClick(text, Qt.Key.Key_Tab)
    qtbot.waitUntil(after.hasFocus)


def test_focus_and_error_rings_keep_the_size_of_the_box(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    edit, other = TextEdit(holder), TextEdit(holder)
    holder.show()
    holder.activateWindow()
    other.setFocus()
    plain = edit.sizeHint()
    assert plain.height() == 34
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    assert edit.sizeHint() == plain
    for state in ("error", "warning", "ok", ""):
        edit.set_state(state)
        assert edit.sizeHint().height() == plain.height()
    edit.setProperty("changed", True)
    edit.style().polish(edit)
    assert edit.sizeHint().height() == plain.height()


class TestFieldFrame:
    """Label, editor and the line under it."""

    def test_a_change_is_marked_and_says_what_was_there(self, qtbot: QtBot) -> None:
        frame = FieldFrame("工资性收入", MoneyEdit())
        qtbot.addWidget(frame)
        frame.show()
        frame.activateWindow()
        frame.set_value(960_000)
        assert not frame.changed()
        frame.editor.setFocus()
        qtbot.waitUntil(frame.editor.hasFocus)
        frame.editor.selectAll()
        qtbot.keyClicks(frame.editor, "14400")
        frame.refresh()
        assert frame.changed()
        assert frame.editor.property("changed") is True
        assert frame.message() == ("hint", "原来是 9,600")
        frame.editor.selectAll()
        qtbot.keyClicks(frame.editor, "9600")
        assert not frame.changed()

    def test_a_required_field_says_so_to_eyes_and_ears(self, qtbot: QtBot) -> None:
        frame = FieldFrame("姓名", TextEdit(), required=True)
        qtbot.addWidget(frame)
        assert frame.problem() == "还没有填。"
        assert frame.editor.accessibleName() == "姓名，必填"
        frame.put("王秀兰")
        assert frame.problem() == ""

    def test_a_computed_field_is_locked_and_named_so(self, qtbot: QtBot) -> None:
        frame = FieldFrame("人均纯收入", MoneyEdit(), auto=True, hint="24,536 ÷ 4 人")
        qtbot.addWidget(frame)
        assert frame.editor.isReadOnly()
        assert frame.editor.accessibleName() == "人均纯收入，自动计算"
        assert frame.message() == ("hint", "24,536 ÷ 4 人")

    def test_half_a_number_is_no_mistake_yet(self, qtbot: QtBot) -> None:
        frame = FieldFrame("身份证号", IdEdit())
        qtbot.addWidget(frame)
        frame.show()
        frame.editor.setFocus()
        qtbot.keyClicks(frame.editor, "5117")
        assert frame.message()[0] != "error"
        frame.editor.editingFinished.emit()
        assert frame.message()[0] == "error"

    def test_a_pages_message_goes_with_the_next_key(self, qtbot: QtBot) -> None:
        frame = FieldFrame("走访日期", TextEdit())
        qtbot.addWidget(frame)
        frame.say("error", "不能晚于今天。")
        assert frame.message() == ("error", "不能晚于今天。")
        qtbot.keyClicks(frame.editor, "1")
        assert frame.message() == ("hint", "")

    def test_a_doubt_of_the_page_is_a_warning(self, qtbot: QtBot) -> None:
        frame = FieldFrame("收入", MoneyEdit())
        qtbot.addWidget(frame)
        frame.set_check(lambda value: "比上年多 9 倍" if value and value > 5_000_000 else "")
        frame.set_value(9_800_000)
        assert frame.message() == ("warning", "比上年多 9 倍")
        assert frame.editor.property("state") == "warning"
