"""结对帮扶: everybody gets one helper, by letters or by mouse; nothing is saved unasked and all of it can be taken back."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from fupin_desk.actions import pairing as pairings
from fupin_desk.actions import pairing_board, records
from fupin_desk.actions import session as sessions
from fupin_desk.actions.session import Session
from fupin_desk.core.errors import DeskError
from fupin_desk.core.ids import new_id
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.frame import MainWindow
from fupin_desk.gui.kit.toast import ConfirmDialog, Toast
from fupin_desk.gui.pages import pairing as pairing_module
from fupin_desk.gui.pages.pairing import PairingPage
from fupin_desk.gui.pages.pairing_drag import households_data
from fupin_desk.gui.pages.pairing_forms import RecordDialog
from fupin_desk.ledgers.helping import HELPER, MAIN, PAIRING, Helper, HelpingUnit, Pairing
from fupin_desk.ledgers.household import Household
from tests.gui.small_village import (
    CODE,
    TODAY,
    USER,
    Template,
    make_village,
    open_copy,
    open_window,
    press,
    settle,
    type_in,
)

ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab
CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """The sample village, made once: 周明远 answers for four households, nobody for 刘小满."""
    return make_village(tmp_path_factory.mktemp("pairing") / "石桥村.fupin")


@pytest.fixture
def session(template: Template, tmp_path: Path) -> Iterator[Session]:
    """A ledger of this test's own with two more helpers, one without a household."""
    opened = open_copy(template, tmp_path / "石桥村.fupin")
    unit = HelpingUnit(id=new_id(), name="县审计局", pairing_kind="2", contact="何佳", phone="13900001001", invested_fen=38_500_000)
    helpers = [Helper(id=new_id(), name=name, unit=unit.id, duty="股长") for name in ("李文静", "覃小满")]
    records.save(opened, "添加责任人", [unit, *helpers])
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
def nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A window that closes with picks left asks; in a test nobody is there."""
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_args, **_how: "drop")


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, asked: list[tuple[str, Any]]) -> MainWindow:
    """A window with the page behind a stand-in."""
    made = open_window(qtbot, desk, {"pairing": pairing_module.make}, asked)
    made.go("home")
    return made


@pytest.fixture
def page(window: MainWindow, desk: Desk) -> PairingPage:
    """The page in front, read."""
    return shown(window, desk)


def shown(window: MainWindow, desk: Desk) -> PairingPage:
    window.go("pairing")
    settle(desk)
    page = window.page()
    assert isinstance(page, PairingPage)
    return page


def helper(session: Session, name: str) -> str:
    """The id of the helper of this name."""
    return next(h.id for h in pairings.helpers(session) if h.name == name)


def load(session: Session, name: str) -> int:
    """How many households a helper has."""
    return next(p.households for p in pairings.loads(session) if p.helper.name == name)


def waiting(session: Session) -> list[str]:
    """Heads of the households without helper."""
    return [card.head for card in pairings.without_helper(session)]


def toast(window: MainWindow) -> Toast:
    """The message that is shown."""
    found = [t for t in window.findChildren(Toast) if t.isVisible()]
    assert found
    return found[-1]


def dialog(page: PairingPage) -> Any:
    """The dialog that is open."""
    return next(d for d in page.findChildren(QDialog) if d.isVisible())


def cells(page: PairingPage) -> list[tuple[str, str]]:
    """Name and load of every helper as the table shows them."""
    rows = [page.helpers.table.rows.row(at) for at in range(len(page.helpers.table.rows.ids))]
    return [(row.cells[0].text, row.cells[2].text) for row in rows]  # type: ignore[union-attr]


# What is seen


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


# By keyboard


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


# By mouse


def drag(page: PairingPage, onto: str, homes: list[str], *, drop: bool) -> None:
    """Carry households over a helper's row, and perhaps let go."""
    table, data = page.helpers.table, households_data(homes)
    at = table.rows.row_of(onto)
    spot = QPoint(20, table.rowViewportPosition(at) + 5)
    moves = Qt.DropAction.MoveAction
    table.dragEnterEvent(QDragEnterEvent(spot, moves, data, LEFT, NONE))
    table.dragMoveEvent(QDragMoveEvent(spot, moves, data, LEFT, NONE))
    if drop:
        table.dropEvent(QDropEvent(QPointF(spot), moves, data, LEFT, NONE))


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


# Handing over


def test_all_households_go_to_another_with_day_and_reason_and_the_old_records_stay(
    page: PairingPage, desk: Desk, session: Session
) -> None:
    day = TODAY - timedelta(days=3)
    page.history.since.put(day)
    page.history.reason.put("1")
    page.held.over_button.click()
    question = dialog(page)
    question.frames["helper"].put(helper(session, "李文静"))
    question.answer()
    settle(desk)
    assert (load(session, USER), load(session, "李文静")) == (0, 4)
    held = [p for p in records.list_records(session, PAIRING) if p.helper == helper(session, USER)]
    assert {(p.until, p.end_reason) for p in held} == {(day, "1")}
    chain = pairing_board.chain(session, held[0].household)
    assert [link.name for link in chain] == ["李文静", USER]


def test_only_the_ticked_ones_are_handed_over(page: PairingPage, desk: Desk, session: Session) -> None:
    page.held.table.ticks.toggle(page.held.table.rows.ids[0])
    assert page.held.over_button.text() == "移交 1 户"
    page.held.over_button.click()
    question = dialog(page)
    question.frames["helper"].put(helper(session, "覃小满"))
    question.answer()
    settle(desk)
    assert (load(session, USER), load(session, "覃小满")) == (3, 1)
    assert page.held.table.ticked() == []


def test_a_deputy_s_households_keep_their_main_helper(session: Session) -> None:
    home = pairings.households_of(session, helper(session, USER))[0].household
    deputy, other = helper(session, "李文静"), helper(session, "覃小满")
    records.save(session, "协助", [Pairing(household=home, helper=deputy, role="2", since=TODAY)])
    done = pairings.hand_over(session, deputy, other)
    assert done.empty
    assert load(session, USER) == 4


def test_a_day_that_has_not_come_is_refused_and_nothing_changes(
    page: PairingPage, window: MainWindow, desk: Desk, session: Session
) -> None:
    page.history.since.put(TODAY + timedelta(days=10))
    drag(page, helper(session, "覃小满"), [page.waiting.list.rows[0].household], drop=True)
    settle(desk)
    assert "还没有到" in toast(window).text
    assert waiting(session) == ["刘小满"]


def test_a_day_that_cannot_be_read_stops_before_anything_is_asked(page: PairingPage, session: Session) -> None:
    page.history.since.editor.setFocus()
    page.history.since.editor.selectAll()
    type_in("abc")
    page.waiting.fill({page.waiting.list.rows[0].household: helper(session, "李文静")})
    assert not page.save()
    assert page.history.since.message()[0] == "error"
    assert page.waiting.picks()


# Helpers and units


def test_a_helper_is_added_with_a_unit_that_is_new(page: PairingPage, window: MainWindow, desk: Desk, session: Session) -> None:
    press(Qt.Key.Key_N, mods=CTRL)
    form = dialog(page)
    assert isinstance(form, RecordDialog)
    form.frames["name"].put("杨䶮")
    unit = form.frames["unit"].editor
    unit.setFocus()
    unit.setText("县卫健局")
    unit.take_typed("县卫健局")
    form.save()
    settle(desk)
    found = next(p for p in pairings.loads(session) if p.helper.name == "杨䶮")
    assert found.unit == "县卫健局"
    assert ("杨䶮", "0") in cells(page)
    assert len(page.units.table.ids()) == 2


def test_what_is_missing_is_said_at_its_field(page: PairingPage, session: Session) -> None:
    page.add_helper()
    form = dialog(page)
    form.save()
    assert form.frames["name"].message() == ("error", "还没有填。")
    assert len(pairings.helpers(session)) == 3
    form.done(0)


def test_what_was_typed_is_not_dropped_without_a_question(page: PairingPage, monkeypatch: pytest.MonkeyPatch) -> None:
    page.edit_helper()
    form = dialog(page)
    form.frames["duty"].put("支书")
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_args, **_how: "back")
    form.reject()
    assert form.isVisible()
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_args, **_how: "drop")
    form.reject()
    assert not form.isVisible()


def test_a_helper_with_pairings_is_kept_and_one_without_can_be_removed(session: Session) -> None:
    with pytest.raises(DeskError, match="4 条结对记录"):
        pairings.remove_helper(session, helper(session, USER))
    done = pairings.remove_helper(session, helper(session, "覃小满"))
    assert [p.helper.name for p in pairings.loads(session)] == ["李文静", USER]
    records.undo(session, done.batch)
    assert len(pairings.loads(session)) == 3


def test_printing_asks_for_the_roster(page: PairingPage, window: MainWindow, asked: list[tuple[str, Any]]) -> None:
    page.held.print_button.click()
    assert asked == [("printing", {"form": "pairing_roster"})]


def test_in_a_narrow_window_the_history_is_a_drawer(page: PairingPage, window: MainWindow, desk: Desk) -> None:
    window.resize(1100, 640)
    settle(desk)
    assert not page.history.isVisible()
    press(Qt.Key.Key_P, mods=Qt.KeyboardModifier.AltModifier)
    assert page.history.isVisible()
    window.resize(1366, 728)
    settle(desk)
    assert page.history.isVisible()


def test_a_village_without_helpers_says_where_to_get_them(
    window: MainWindow, desk: Desk, session: Session
) -> None:
    with session.file.work("没有责任人", strict=False) as work:
        for pairing in records.list_records(session, PAIRING):
            work.remove(PAIRING, pairing.id)
        for known in pairings.helpers(session):
            work.remove(HELPER, known.id)
    page = shown(window, desk)
    page.helpers.empty.button.click()
    assert window.name == "import"
