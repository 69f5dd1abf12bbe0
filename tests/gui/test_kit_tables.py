"""The ledger table: ticks, sorting, copying, jumping and editing, from the keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from fupin_desk.gui.kit.inputs.numbers import MoneyEdit
from fupin_desk.gui.kit.tables import Cell, Column, LedgerTable, Row
from fupin_desk.gui.kit.tables.batch import BatchBar
from fupin_desk.gui.kit.tables.columns import ColumnChooser
from fupin_desk.gui.memory import Memory
from fupin_desk.gui.theme.current import theme

SPACE, SHIFT, CONTROL = Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
PEOPLE = (("0137", "王秀兰", "6,134"), ("0007", "吴晓玲", "912"), ("0029", "李长根", ""), ("0088", "赵桂香", "5,026"))
COLUMNS = [
    Column("no", "户编号", 62, fixed=True, as_text=True),
    Column("head", "户主", 72, fixed=True),
    Column("income", "人均纯收入", 98, kind="number", editor=lambda parent: MoneyEdit(parent, right=True)),
    Column("visit", "最近走访", 134, kind="day"),
    Column("note", "备注", 80, shown=False),
    Column("do", "", 64, kind="link", sortable=False),
]


def rows(people: Sequence[tuple[str, str, str]] = PEOPLE) -> list[Row]:
    """Invented households; the visit is longer ago the later the row."""
    result = []
    for at, (no, head, income) in enumerate(people):
        seen = Cell("10月08日", extra=f"{at}天前", sort=-at)
        result.append(Row(no, (no, head, income, seen, "", "看名单")))
    return result


@pytest.fixture
def table(qtbot: QtBot, desk_app: QApplication) -> LedgerTable:
    """A table of four households, shown and focused."""
    made = LedgerTable()
    qtbot.addWidget(made)
    made.set_columns(COLUMNS)
    made.set_rows(rows())
    made.resize(800, 300)
    made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


def click(qtbot: QtBot, table: LedgerTable, row: int, key: str, mods: Any = Qt.KeyboardModifier.NoModifier) -> None:
    """Click the middle of a cell ("" is the tick cell)."""
    section = table.section_of(key) if key else 0
    spot = table.visualRect(table.rows.index(row, section)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, mods, spot)


def press_header(qtbot: QtBot, table: LedgerTable, key: str, mods: Any = Qt.KeyboardModifier.NoModifier) -> None:
    """Click the middle of a column's title ("" is the tick box)."""
    section = table.section_of(key) if key else 0
    x = table.header.sectionViewportPosition(section) + table.header.sectionSize(section) // 2
    qtbot.mouseClick(table.header.viewport(), Qt.MouseButton.LeftButton, mods, QPoint(x, 12))


def heads(table: LedgerTable) -> list[str]:
    """The names in the order on screen."""
    return [str(table.rows.row(at).cells[1]) for at in range(len(table.rows.ids))]


def test_the_whole_tick_cell_and_the_space_bar_tick(qtbot: QtBot, table: LedgerTable) -> None:
    corner = table.visualRect(table.rows.index(1, 0)).topLeft() + QPoint(2, 2)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=corner)
    assert table.ticked() == ["0007"]
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, SPACE)
    assert table.ticked() == ["0007", "0029"]
    qtbot.keyClick(table, SPACE)
    assert table.ticked() == ["0007"]


def test_shift_and_arrows_tick_a_range_that_shrinks_again(qtbot: QtBot, table: LedgerTable) -> None:
    table.ticks.set(["0088"])
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(table, key, SHIFT)
    assert sorted(table.ticked()) == ["0007", "0088", "0137"]


def test_control_a_ticks_the_rows_of_the_filter_only(qtbot: QtBot, table: LedgerTable) -> None:
    table.set_rows(rows()[:2])
    qtbot.keyClick(table, Qt.Key.Key_A, CONTROL)
    table.set_rows(rows())
    assert table.ticked() == ["0137", "0007"]


def test_ticks_survive_sorting_and_filtering(qtbot: QtBot, table: LedgerTable) -> None:
    table.ticks.set(["0137", "0088"])
    press_header(qtbot, table, "head")
    assert table.ticked() == ["0137", "0088"]
    table.set_rows(rows()[:1])
    assert table.ticks.unseen() == 1
    bar = BatchBar(table)
    qtbot.addWidget(bar)
    assert bar.count.text() == "已选 2 户（1 户不在当前条件里）"
    bar.clear_button.click()
    assert table.ticked() == []
    assert not bar.isVisible()


def test_the_box_in_the_header_ticks_all_or_none(qtbot: QtBot, table: LedgerTable) -> None:
    table.ticks.set(["0007"])
    assert table.header.tick_state == "part"
    press_header(qtbot, table, "")
    assert len(table.ticked()) == 4
    press_header(qtbot, table, "")
    assert table.ticked() == []


def test_a_header_sorts_reverses_and_takes_a_second_sort(qtbot: QtBot, table: LedgerTable) -> None:
    told: list[Any] = []
    table.sort_changed.connect(told.append)
    press_header(qtbot, table, "income")
    assert heads(table) == ["吴晓玲", "赵桂香", "王秀兰", "李长根"]  # by number, the blank at the end
    press_header(qtbot, table, "income")
    assert heads(table) == ["王秀兰", "赵桂香", "吴晓玲", "李长根"]
    press_header(qtbot, table, "head", CONTROL)
    assert told[-1] == [("income", True), ("head", False)]
    press_header(qtbot, table, "head")
    assert told[-1] == [("head", False)]
    assert heads(table) == ["李长根", "王秀兰", "吴晓玲", "赵桂香"]  # by pinyin


def test_the_current_household_stays_current_when_rows_are_read_again(qtbot: QtBot, table: LedgerTable) -> None:
    table.go_to("0029")
    table.sort_by("visit")
    assert table.current_id() == "0029"
    table.set_rows(rows())
    assert table.current_id() == "0029"
    assert heads(table)[0] == "赵桂香"  # still sorted


def test_the_preview_follows_when_the_key_is_let_go(qtbot: QtBot, table: LedgerTable) -> None:
    settled: list[Any] = []
    table.settled.connect(settled.append)
    for _ in range(3):
        qtbot.keyClick(table, Qt.Key.Key_Down)
    assert settled == []
    qtbot.waitUntil(lambda: settled == ["0088"])


def test_letters_jump_to_the_next_name(qtbot: QtBot, table: LedgerTable) -> None:
    qtbot.keyClicks(table, "zg")
    assert table.current_id() == "0088"
    table._forget_letters()
    qtbot.keyClicks(table, "w")
    assert table.current_id() == "0137"


def test_home_end_enter_and_a_link(qtbot: QtBot, table: LedgerTable) -> None:
    opened: list[Any] = []
    verbs: list[Any] = []
    table.opened.connect(opened.append)
    table.verb.connect(lambda row_id, key: verbs.append((row_id, key)))
    qtbot.keyClick(table, Qt.Key.Key_End)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.keyClick(table, Qt.Key.Key_Home)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    click(qtbot, table, 1, "do")
    assert opened == ["0088", "0137"]
    assert verbs == [("0007", "do")]


def test_copied_rows_keep_leading_zeros_in_a_spreadsheet(qtbot: QtBot, table: LedgerTable) -> None:
    table.ticks.set(["0007", "0137"])
    qtbot.keyClick(table, Qt.Key.Key_C, CONTROL)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "0137\t王秀兰\t6,134\t10月08日 0天前\n0007\t吴晓玲\t912\t10月08日 1天前"
    assert "<td style=\"mso-number-format:'\\@'\">0137</td><td>王秀兰</td>" in data.html()
    table.ticks.clear()
    table.go_to("0029")
    table.copy()
    assert QGuiApplication.clipboard().text().startswith("0029\t李长根\t\t")


def test_f2_edits_where_it_is_allowed_and_tells_the_page(qtbot: QtBot, table: LedgerTable) -> None:
    edited: list[Any] = []
    table.cell_edited.connect(lambda *args: edited.append(args))
    table.setCurrentIndex(table.rows.index(0, table.section_of("head")))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    assert table.viewport().findChild(MoneyEdit) is None
    table.setCurrentIndex(table.rows.index(0, table.section_of("income")))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = table.viewport().findChild(MoneyEdit)
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, "7000")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: edited == [("0137", "income", 700_000)])
    assert table.rows.cell(0, table.section_of("income")) == "6,134"  # the page shows it when it is saved
    table.replace_row(Row("0137", ("0137", "王秀兰", "7,000", "", "", "")))
    assert table.rows.cell(0, table.section_of("income")) == "7,000"


def test_headings_span_the_table_and_are_never_ticked(qtbot: QtBot, table: LedgerTable) -> None:
    table.set_rows([Row("h", ("已过期 2",), heading=True), *rows()[:2], Row("i", ("今天 1",), heading=True), rows()[2]])
    assert table.columnSpan(0, 0) == table.rows.columnCount()
    qtbot.keyClick(table, Qt.Key.Key_A, CONTROL)
    assert table.ticked() == ["0137", "0007", "0029"]
    assert table.current_id() == "0137"


def test_a_long_list_fetches_only_what_is_painted(qtbot: QtBot, desk_app: QApplication) -> None:
    asked: list[int] = []

    def fetch(start: int, count: int) -> list[Row]:
        asked.append(start)
        return [Row(n, (f"{n:04}", f"第{n}户", "1", "", "", "")) for n in range(start, min(start + count, 100_000))]

    table = LedgerTable()
    qtbot.addWidget(table)
    table.set_columns(COLUMNS)
    table.set_source(range(100_000), fetch)
    table.resize(800, 400)
    table.show()
    qtbot.waitExposed(table)
    table.viewport().repaint()
    assert set(asked) == {0}
    table.go_to(99_999)
    table.viewport().repaint()
    assert set(asked) <= {0, 99_800}
    assert table.rows.cell(99_999, table.section_of("head")) == "第99999户"


def test_columns_fill_the_width_at_every_scale(qtbot: QtBot, table: LedgerTable) -> None:
    for scale in (1.0, 1.5):
        theme().use(scale=scale)
        table.resize(1400, 300)
        shown = [n for n in range(table.rows.columnCount()) if not table.isColumnHidden(n)]
        assert sum(table.columnWidth(n) for n in shown) == table.viewport().width()
        assert table.rowHeight(0) == round(34 * scale)


class TestColumnChooser:
    """Which columns, in what order."""

    def chooser(self, qtbot: QtBot, memory: Memory) -> tuple[QWidget, LedgerTable, ColumnChooser]:
        """A page with a table and its chooser."""
        page, table, button = QWidget(), LedgerTable(), QPushButton("显示列")
        qtbot.addWidget(page)
        box = QVBoxLayout(page)
        box.addWidget(button)
        box.addWidget(table)
        table.set_columns(COLUMNS)
        table.set_rows(rows())
        chooser = ColumnChooser(table, memory, "ledger.columns")
        chooser.restore()
        page.resize(900, 600)
        page.show()
        page.activateWindow()
        chooser.open_at(button)
        qtbot.waitUntil(chooser.box.hasFocus)
        return page, table, chooser

    def test_letters_find_a_column_and_space_ticks_it(self, qtbot: QtBot, desk_app: QApplication) -> None:
        memory = Memory()
        _page, table, chooser = self.chooser(qtbot, memory)
        assert chooser.words() == "显示列 4/5"
        qtbot.keyClicks(chooser.box, "bz")
        qtbot.keyClick(chooser.box, SPACE)
        assert not table.isColumnHidden(table.section_of("note"))
        assert chooser.words() == "显示列 5/5"
        assert ["note", 80, True] in memory.get("ledger.columns")

    def test_fixed_columns_can_neither_be_hidden_nor_moved(self, qtbot: QtBot, desk_app: QApplication) -> None:
        _page, table, chooser = self.chooser(qtbot, Memory())
        qtbot.keyClicks(chooser.box, "hz")
        qtbot.keyClick(chooser.box, SPACE)
        chooser.move_column("income", -1)
        assert [column.key for column in table.shown_columns()][:3] == ["no", "head", "income"]

    def test_the_order_is_kept_for_the_next_start(self, qtbot: QtBot, desk_app: QApplication) -> None:
        memory = Memory()
        page, _table, chooser = self.chooser(qtbot, memory)
        chooser.box.clear()
        for _ in range(2):
            qtbot.keyClick(chooser.box, Qt.Key.Key_Down)
        qtbot.keyClick(chooser.box, Qt.Key.Key_Down, ALT)
        page.close()
        _again, table, fresh = self.chooser(qtbot, memory)
        assert [column.key for column in table.shown_columns()][:4] == ["no", "head", "visit", "income"]
        fresh.reset()
        assert [column.key for column in table.shown_columns()][:4] == ["no", "head", "income", "visit"]
        qtbot.keyClick(fresh.box, Qt.Key.Key_Escape)
        assert not fresh.isVisible()
