"""结对帮扶: handing over, helpers and units."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt

from fupin_desk.actions import pairing as pairings
from fupin_desk.actions import pairing_board, records
from fupin_desk.actions.session import Session
from fupin_desk.core.errors import DeskError
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.frame import MainWindow
from fupin_desk.gui.kit.toast import ConfirmDialog
from fupin_desk.gui.pages.pairing import PairingPage
from fupin_desk.gui.pages.pairing_forms import RecordDialog
from fupin_desk.ledgers.helping import HELPER, PAIRING, Pairing
from tests.gui.pairing.kit import CTRL, cells, dialog, drag, helper, load, shown, toast, waiting
from tests.gui.small_village import (
    TODAY,
    USER,
    press,
    settle,
    type_in,
)


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

