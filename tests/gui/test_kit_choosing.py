"""Choosing: digits, letters, pinyin with the input method still open, Enter's way through a form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from fupin_desk.gui.kit.cells import MultiChoice, Option, OptionRow, YesNo
from fupin_desk.gui.kit.chips import ChipGroup
from fupin_desk.gui.kit.choices import ChipBox, ChoiceBox, matching
from fupin_desk.gui.kit.field import FieldFrame
from fupin_desk.gui.kit.forms_keys import FormKeys
from fupin_desk.gui.kit.inputs.line import LongText, TextEdit
from fupin_desk.gui.kit.inputs.numbers import MoneyEdit
from fupin_desk.gui.kit.items import Item, ItemList
from fupin_desk.gui.kit.kinds import EDITORS, Surroundings, editor_for, field_for
from fupin_desk.gui.kit.search import SearchBox
from fupin_desk.ledgers import kinds
from fupin_desk.ledgers.record import Field

CAUSES = [Option("1", "因病"), Option("2", "因残"), Option("7", "缺劳力"), Option("12", "因突发事故", "突发")]
ENTER = Qt.Key.Key_Return


STANDING: list[QWidget] = []


@pytest.fixture(autouse=True)
def themed(desk_app: QApplication) -> Iterator[None]:
    """All of these are drawn in the theme, in windows that live as long as their test."""
    yield
    STANDING.clear()


def stand(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    """A shown window with these widgets one under another, the first focused."""
    holder = QWidget()
    STANDING.append(holder)
    qtbot.addWidget(holder)
    box = QVBoxLayout(holder)
    for widget in widgets:
        box.addWidget(widget)
    holder.resize(700, 500)
    holder.show()
    holder.activateWindow()
    qtbot.waitExposed(holder)
    first = widgets[0].editor if isinstance(widgets[0], FieldFrame) else widgets[0]
    first.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    return holder


def compose(widget: QWidget, letters: str) -> None:
    """What a Chinese input method sends while letters are not committed yet."""
    QCoreApplication.sendEvent(widget, QInputMethodEvent(letters, []))


def commit(widget: QWidget, text: str) -> None:
    """What it sends when the person has picked a word."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QCoreApplication.sendEvent(widget, event)


class TestSearchBox:
    """The box that finds while composing."""

    def test_letters_still_being_composed_already_find(self, qtbot: QtBot) -> None:
        asked: list[str] = []
        box = SearchBox("找")
        box.query.connect(asked.append)
        stand(qtbot, box)
        compose(box, "w'x'l")
        assert asked[-1] == "wxl"
        commit(box, "王秀兰")
        assert asked[-1] == "王秀兰"
        assert len(asked) == len(set(asked))  # the same question is not asked twice

    def test_arrows_and_enter_pick_from_the_results(self, qtbot: QtBot) -> None:
        box, picked, other = SearchBox("找"), [], []
        box.picked.connect(lambda item: picked.append(item.key))
        box.picked_alt.connect(lambda item: other.append(item.key))
        stand(qtbot, box)
        qtbot.keyClicks(box, "wxl")
        results = [Item("h", "农户", heading=True), Item(1, "王秀兰"), Item(2, "吴晓玲")]
        box.show_results(results)
        assert box.popup.isVisible()
        assert box.hasFocus()
        qtbot.keyClick(box, Qt.Key.Key_Down)
        qtbot.keyClick(box, ENTER)
        assert picked == [2]
        box.show_results(results)
        qtbot.keyClick(box, ENTER, Qt.KeyboardModifier.ControlModifier)
        assert other == [1]
        qtbot.keyClick(box, Qt.Key.Key_Escape)
        assert box.text() == ""

    def test_without_a_popup_the_pages_own_list_is_moved(self, qtbot: QtBot) -> None:
        box = SearchBox("找")
        stand(qtbot, box)
        with qtbot.waitSignals([box.stepped, box.entered]):
            qtbot.keyClick(box, Qt.Key.Key_Down)
            qtbot.keyClick(box, ENTER)


class TestChoiceBox:
    """One of a long list."""

    @pytest.mark.parametrize("typed", ["因病", "yb", "yinb", "1"])
    def test_label_initials_pinyin_or_code_find_the_option(self, qtbot: QtBot, typed: str) -> None:
        assert matching(CAUSES, typed)[0].label == "因病"

    def test_typing_and_enter_takes_the_first(self, qtbot: QtBot) -> None:
        box = ChoiceBox(CAUSES)
        stand(qtbot, box)
        qtbot.keyClicks(box, "ql")
        assert box.popup.isVisible()
        with qtbot.waitSignal(box.edited):
            qtbot.keyClick(box, ENTER)
        assert (box.value(), box.text()) == ("7", "缺劳力")
        assert not box.popup.isVisible()

    def test_letters_being_composed_filter_the_list(self, qtbot: QtBot) -> None:
        box = ChoiceBox(CAUSES)
        stand(qtbot, box)
        compose(box, "q'l")
        assert [item.text for item in box.popup.list.items()] == ["缺劳力"]

    def test_a_text_that_is_no_option_is_said_and_not_kept(self, qtbot: QtBot) -> None:
        box, other = ChoiceBox(CAUSES), TextEdit()
        stand(qtbot, box, other)
        qtbot.keyClicks(box, "zzz")
        other.setFocus()
        assert box.value() is None
        assert "没有“zzz”这一项" in box.problem()

    def test_leaving_with_the_only_fitting_text_takes_it(self, qtbot: QtBot) -> None:
        box, other = ChoiceBox(CAUSES), TextEdit()
        stand(qtbot, box, other)
        qtbot.keyClicks(box, "tf")
        other.setFocus()
        assert box.value() == "12"

    def test_arrow_down_opens_on_the_present_value_and_escape_keeps_it(self, qtbot: QtBot) -> None:
        box = ChoiceBox(CAUSES)
        box.set_value("7")
        stand(qtbot, box)
        qtbot.keyClick(box, Qt.Key.Key_Down)
        current = box.popup.list.current()
        assert current is not None
        assert current.key == "7"
        qtbot.keyClick(box, Qt.Key.Key_Up)
        qtbot.keyClick(box, Qt.Key.Key_Escape)
        assert box.value() == "7"

    def test_the_list_lies_inside_the_window(self, qtbot: QtBot) -> None:
        box = ChoiceBox([Option(str(n), f"选项{n}") for n in range(60)])
        holder = stand(qtbot, box)
        box.toggle_popup()
        assert holder.rect().contains(box.popup.geometry())

    def test_free_text_is_kept_where_it_may_be(self, qtbot: QtBot) -> None:
        box, other = ChoiceBox(CAUSES, free=True), TextEdit()
        stand(qtbot, box, other)
        qtbot.keyClicks(box, "zzz")
        other.setFocus()
        assert (box.value(), box.problem()) == ("zzz", "")


class TestShownOptions:
    """Up to ten options, chosen by digit."""

    def test_a_digit_chooses_and_delete_clears(self, qtbot: QtBot) -> None:
        row = OptionRow(CAUSES)
        stand(qtbot, row)
        qtbot.keyClick(row, Qt.Key.Key_3)
        assert (row.value(), row.shown()) == ("7", "缺劳力")
        assert row.accessibleDescription() == "已选 缺劳力"
        qtbot.keyClick(row, Qt.Key.Key_Left)
        assert row.value() == "2"
        qtbot.keyClick(row, Qt.Key.Key_Delete)
        assert row.value() is None

    def test_digits_tick_several_and_zero_is_the_tenth(self, qtbot: QtBot) -> None:
        needs = MultiChoice([Option(str(n), f"需求{n}") for n in range(1, 11)], columns=5)
        stand(qtbot, needs)
        for key in (Qt.Key.Key_1, Qt.Key.Key_5, Qt.Key.Key_0, Qt.Key.Key_1):
            qtbot.keyClick(needs, key)
        assert needs.value() == ("5", "10")
        qtbot.keyClick(needs, Qt.Key.Key_Space)
        assert needs.value() == ("1", "5", "10")

    def test_a_click_anywhere_on_an_option_chooses_it(self, qtbot: QtBot) -> None:
        row = OptionRow(CAUSES)
        stand(qtbot, row)
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=row.rect_of(1).bottomLeft() + row.rect_of(0).topLeft())
        assert row.value() == "2"

    def test_locked_options_do_not_move(self, qtbot: QtBot) -> None:
        answer = YesNo(digits=True)
        answer.set_value(True)
        answer.set_locked(True)
        stand(qtbot, answer)
        qtbot.keyClick(answer, Qt.Key.Key_2)
        assert answer.value() is True

    def test_narrow_options_wrap_and_none_is_cut_off(self, qtbot: QtBot) -> None:
        needs = MultiChoice([Option(str(n), f"需求{n}") for n in range(1, 11)], columns=5)
        holder = stand(qtbot, needs)
        holder.resize(260, 500)
        qtbot.waitUntil(lambda: needs.width() < 260)
        assert all(needs.rect().contains(rect) for rect in needs.rects(needs.width()))


class TestChipBox:
    """Several of a long list."""

    def test_enter_takes_and_backspace_gives_back(self, qtbot: QtBot) -> None:
        box = ChipBox([Option("a", "周明远"), Option("b", "李文静"), Option("c", "何佳")])
        stand(qtbot, box)
        qtbot.keyClicks(box.line, "lwj")
        qtbot.keyClick(box.line, ENTER)
        qtbot.keyClicks(box.line, "zmy")
        qtbot.keyClick(box.line, ENTER)
        assert box.value() == ("b", "a")
        assert box.shown() == "李文静、周明远"
        qtbot.keyClick(box.line, Qt.Key.Key_Backspace)
        assert box.value() == ("b",)


def test_exclusive_chips_are_one_of_and_others_any(qtbot: QtBot) -> None:
    one, many = ChipGroup(), ChipGroup(exclusive=False)
    one.set_chips([("", "全部"), ("n", "未脱贫")])
    many.set_chips([("late", "超期未走访"), ("doubt", "有疑点")])
    stand(qtbot, one, many)
    qtbot.mouseClick(one.chips["n"], Qt.MouseButton.LeftButton)
    for key in ("late", "doubt"):
        qtbot.mouseClick(many.chips[key], Qt.MouseButton.LeftButton)
    assert one.keys() == ["n"]
    assert many.keys() == ["late", "doubt"]
    many.set_counts({"late": 7})
    assert many.chips["late"].accessibleName() == "超期未走访 7"


def test_headings_of_a_list_are_passed_over(qtbot: QtBot) -> None:
    found = ItemList(two_lines=True)
    stand(qtbot, found)
    found.show_items([Item("h", "找到", heading=True), Item(1, "王"), Item("i", "超期", heading=True), Item(2, "李")])
    moved: list[Any] = []
    found.moved.connect(lambda item: moved.append(item.key))
    found.step(1)
    found.step(1)
    found.step(-1)
    assert moved == [2, 1]


class TestFormKeys:
    """Enter's way through a form."""

    def form(self, qtbot: QtBot) -> tuple[QWidget, dict[str, Any], list[str]]:
        """A form of six parts, its keys installed."""
        said: list[str] = []
        parts: dict[str, Any] = {
            "name": FieldFrame("姓名", TextEdit(), required=True),
            "cause": FieldFrame("致贫原因", ChoiceBox(CAUSES)),
            "auto": FieldFrame("年龄", TextEdit(), auto=True),
            "kind": FieldFrame("走访类型", OptionRow(CAUSES)),
            "text": FieldFrame("情况", LongText()),
            "money": FieldFrame("收入", MoneyEdit()),
        }
        button = QPushButton("保存")
        button.clicked.connect(lambda: said.append("pressed"))
        holder = stand(qtbot, *parts.values(), button)
        FormKeys(holder, save=lambda: said.append("save"), save_next=lambda: said.append("next"))
        return holder, parts, said

    def press(self, qtbot: QtBot, key: Qt.Key, mods: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> Any:
        """Press a key where the focus is; returns the widget that then has it."""
        qtbot.keyClick(QApplication.focusWidget(), key, mods)
        return QApplication.focusWidget()

    def test_enter_goes_on_past_locked_fields_and_shift_enter_back(self, qtbot: QtBot) -> None:
        _holder, parts, said = self.form(qtbot)
        assert self.press(qtbot, ENTER) is parts["cause"].editor
        assert self.press(qtbot, ENTER) is parts["kind"].editor
        assert self.press(qtbot, ENTER) is parts["text"].editor
        assert self.press(qtbot, ENTER) is parts["text"].editor
        assert parts["text"].editor.toPlainText() == "\n"
        assert self.press(qtbot, Qt.Key.Key_Tab) is parts["money"].editor
        assert self.press(qtbot, ENTER) is parts["money"].editor  # the last field; the button is not pressed
        assert self.press(qtbot, ENTER, Qt.KeyboardModifier.ShiftModifier) is parts["text"].editor
        assert said == []

    def test_enter_settles_a_list_box_and_goes_on(self, qtbot: QtBot) -> None:
        _holder, parts, _said = self.form(qtbot)
        box = self.press(qtbot, ENTER)
        qtbot.keyClicks(box, "ql")
        assert self.press(qtbot, ENTER) is parts["kind"].editor
        assert parts["cause"].value() == "7"

    def test_control_s_and_control_enter_save(self, qtbot: QtBot) -> None:
        _holder, _parts, said = self.form(qtbot)
        self.press(qtbot, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        self.press(qtbot, ENTER, Qt.KeyboardModifier.ControlModifier)
        assert said == ["save", "next"]

    def test_control_down_goes_to_the_next_error(self, qtbot: QtBot) -> None:
        _holder, parts, _said = self.form(qtbot)
        parts["money"].editor.setText("abc")
        parts["money"].editor.take_typed("abc")
        down, control = Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier
        assert self.press(qtbot, down, control) is parts["money"].editor
        assert parts["money"].message()[0] == "error"
        assert self.press(qtbot, down, control) is parts["name"].editor  # required and empty

    def test_focus_scrolls_the_field_into_view(self, qtbot: QtBot) -> None:
        inside, area = QWidget(), QScrollArea()
        box = QVBoxLayout(inside)
        fields = [FieldFrame(f"第{n}项", TextEdit()) for n in range(30)]
        for field in fields:
            box.addWidget(field)
        area.setWidget(inside)
        area.setWidgetResizable(True)
        FormKeys(inside)
        stand(qtbot, area)
        fields[-1].editor.setFocus()
        qtbot.waitUntil(lambda: area.verticalScrollBar().value() > 0)
        assert not fields[-1].editor.visibleRegion().isEmpty()


class TestKinds:
    """Every kind of value has its editor."""

    def test_no_kind_is_missing(self) -> None:
        assert set(EDITORS) == set(kinds.ALL_KINDS)

    @pytest.mark.parametrize("kind", kinds.ALL_KINDS, ids=lambda kind: kind.__name__)
    def test_every_editor_keeps_nothing_and_says_nothing(self, qtbot: QtBot, kind: type[kinds.Kind]) -> None:
        made = kind(list_name="poverty_cause") if kind in (kinds.Choice, kinds.Choices) else kind()
        editor = editor_for(made)
        qtbot.addWidget(editor)
        editor.set_value(None)
        assert (editor.value(), editor.problem(), editor.doubt(), editor.shown()) == (None, "", "", "")
        editor.set_locked(True)
        editor.set_state("error")
        editor.set_state("")

    def test_short_lists_are_shown_and_long_ones_searched(self, qtbot: QtBot) -> None:
        around = Surroundings(dense=True)
        for made, expected in (
            (editor_for(kinds.Choice(list_name="sex")), OptionRow),
            (editor_for(kinds.Choice(list_name="sex"), around), ChoiceBox),
            (editor_for(kinds.Choice(list_name="nation")), ChoiceBox),
            (editor_for(kinds.Text(lines=3)), LongText),
        ):
            qtbot.addWidget(made)
            assert isinstance(made, expected)

    def test_a_reference_offers_the_records_it_is_given(self, qtbot: QtBot) -> None:
        around = Surroundings(refs=lambda ledger: [Option("h1", "周明远")] if ledger == "helper" else [])
        frame = field_for(Field("helper", "帮扶责任人", kinds.Ref("helper"), required=True), around)
        qtbot.addWidget(frame)
        frame.set_value("h1")
        assert frame.editor.text() == "周明远"
        assert frame.editor.accessibleName() == "帮扶责任人，必填"
