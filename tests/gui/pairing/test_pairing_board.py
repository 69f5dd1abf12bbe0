"""结对帮扶: what the board shows, by keyboard and by mouse."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDragEnterEvent

from fupin_desk.actions import records
from fupin_desk.actions.session import Session
from fupin_desk.core.ids import new_id
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.frame import MainWindow
from fupin_desk.gui.kit.toast import ConfirmDialog
from fupin_desk.gui.pages.pairing import PairingPage
from fupin_desk.ledgers.helping import HELPER, MAIN, Pairing
from fupin_desk.ledgers.household import Household
from tests.gui.pairing.kit import CTRL, ENTER, LEFT, NONE, TAB, cells, drag, helper, load, shown, toast, waiting
from tests.gui.small_village import (
    CODE,
    TODAY,
    USER,
    press,
    settle,
    type_in,
)


def test_who_can_take_more_stands_first_and_the_rules_are_said(page: PairingPage) -> None:
    assert cells(page) == [("李文静", "0"), ("覃小满", "0"), (USER, "4")]
    assert page.context() == "每户一名帮扶责任人，每人不超过 12 户"
    assert page.helpers.foot.text() == "4 户已结对，平均每人 1.3 户，没有人超上限"
    [row] = page.waiting.list.rows
    assert (row.head, row.number, row.why) == ("刘小满", "0152", "没有指派过")
    assert page.history.chain.items[0].name == "空缺"


def test_the_one_at_work_is_current_and_the_households_are_shown(page: PairingPage) -> None:
    held = page.held.held
    assert held is not None
    assert page.helpers.table.current_id() == held.helper
    assert sorted(card.head for card in held.cards) == ["吴晓玲", "王喜来", "王秀兰", "韦小兵"]


def test_over_the_limit_is_amber(window: MainWindow, desk: Desk, session: Session) -> None:
    homes = [Household(id=new_id(), number=f"{CODE}1{at:03d}", state="0") for at in range(9)]
    taken = [Pairing(household=h.id, helper=helper(session, USER), role=MAIN, since=TODAY) for h in homes]
    with session.file.work("十三户", strict=False) as work:
        work.put_many([*homes, *taken])
    page = shown(window, desk)
    row = page.helpers.table.rows.row(page.helpers.table.rows.row_of(helper(session, USER)))
    assert (row.cells[2].text, row.cells[2].tone) == ("13", "amber")  # type: ignore[union-attr]
    assert page.helpers.foot.text().endswith("1 人超上限")


def test_a_helper_who_left_with_households_is_not_lost_from_sight(
    window: MainWindow, desk: Desk, session: Session
) -> None:
    left = records.get_record(session, HELPER, helper(session, USER))
    records.save(session, "调离", [dataclasses.replace(left, until=TODAY)])
    page = shown(window, desk)
    row = page.helpers.table.rows.row(page.helpers.table.rows.row_of(left.id))
    assert "还没有移交" in row.cells[1].text  # type: ignore[union-attr]
    assert left.id not in {option.code for option in page.waiting.list.box.options}


def test_units_show_their_people_and_the_year_s_money(page: PairingPage) -> None:
    [row] = [page.units.table.rows.row(at) for at in range(len(page.units.table.rows.ids))]
    texts = [cell if isinstance(cell, str) else cell.text for cell in row.cells]
    assert texts[:4] == ["县审计局", "定点帮扶", "石桥村", "何佳 139****1001"]
    assert texts[5:8] == ["2", "0", "38.5"]


def test_the_chain_follows_the_household_that_is_looked_at(page: PairingPage, desk: Desk) -> None:
    page.waiting.list.setFocus()
    settle(desk)
    assert page.history.chain.items[0].name == "空缺"
    page.held.table.setFocus()
    settle(desk)
    assert [item.name for item in page.history.chain.items] == [USER]
    assert page.history.chain.items[0].time.endswith("至今")


def test_tab_initials_enter_and_save_gives_a_helper_and_undo_takes_it_back(
    page: PairingPage, window: MainWindow, desk: Desk, session: Session
) -> None:
    page.waiting.list.setFocus()
    press(TAB)
    type_in("lwj")
    press(ENTER)
    settle(desk)
    assert waiting(session) == ["刘小满"]
    assert page.unsaved()
    press(Qt.Key.Key_S, mods=CTRL)
    settle(desk)
    assert waiting(session) == []
    assert load(session, "李文静") == 1
    assert not page.unsaved()
    message = toast(window)
    assert message.text == "刘小满已由李文静负责。"
    message.acted.emit()
    settle(desk)
    assert waiting(session) == ["刘小满"]
    assert [row.head for row in page.waiting.list.rows] == ["刘小满"]


def test_letters_alone_pick_nobody(page: PairingPage, desk: Desk) -> None:
    page.waiting.list.box.setFocus()
    type_in("l")
    settle(desk)
    assert page.waiting.picks() == {}


def test_suggestions_fill_the_boxes_and_save_nothing(page: PairingPage, desk: Desk, session: Session) -> None:
    page.waiting.suggest_button.click()
    settle(desk)
    assert page.waiting.picks() == {page.waiting.list.rows[0].household: helper(session, USER)}
    assert page.history.chain.items[0].detail == f"准备指派给 {USER}，还没有保存"
    assert waiting(session) == ["刘小满"]
    page.waiting.drop_button.click()
    assert page.waiting.picks() == {}


def test_leaving_with_picks_asks(
    page: PairingPage, window: MainWindow, desk: Desk, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.waiting.fill({page.waiting.list.rows[0].household: helper(session, "李文静")})
    answers = iter(["back", "save"])
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_args, **_how: next(answers))
    assert not window.go("home")
    assert window.page() is page
    assert window.go("home")
    settle(desk)
    assert waiting(session) == []


def test_the_filter_finds_by_initials_and_by_unit(page: PairingPage) -> None:
    page.helpers.find_box.setText("qxm")
    assert [name for name, _ in cells(page)] == ["覃小满"]
    page.helpers.find_box.setText("sjj")
    assert [name for name, _ in cells(page)] == ["李文静", "覃小满"]


def test_while_dragging_the_row_shows_what_it_comes_to(page: PairingPage, session: Session) -> None:
    drag(page, helper(session, USER), [page.waiting.list.rows[0].household], drop=False)
    assert (USER, "4 → 5") in cells(page)
    page.helpers.table.over("", 0)
    assert (USER, "4") in cells(page)


def test_letting_go_assigns_at_once_with_the_way_back(
    page: PairingPage, window: MainWindow, desk: Desk, session: Session
) -> None:
    drag(page, helper(session, "覃小满"), [page.waiting.list.rows[0].household], drop=True)
    settle(desk)
    assert load(session, "覃小满") == 1
    toast(window).acted.emit()
    settle(desk)
    assert load(session, "覃小满") == 0


def test_a_file_from_elsewhere_is_not_taken_for_a_household(page: PairingPage) -> None:
    data = QMimeData()
    data.setText("王秀兰")
    event = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.MoveAction, data, LEFT, NONE)
    event.ignore()
    page.helpers.table.dragEnterEvent(event)
    assert not event.isAccepted()

