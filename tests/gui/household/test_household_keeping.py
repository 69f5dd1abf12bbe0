"""一户一档: drafts, leaving, pairings, photos, history, and a new household."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fupin_desk.actions import drafts, household_page, households, pairing, records
from fupin_desk.actions.session import Session
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.frame import MainWindow
from fupin_desk.gui.kit.toast import Toast
from fupin_desk.gui.pages import household as household_module
from fupin_desk.gui.pages.household import HouseholdPage
from fupin_desk.ledgers.card import Condition
from fupin_desk.ledgers.helping import HELPER, Helper
from fupin_desk.ledgers.household import HOUSEHOLD, MEMBER, Member
from tests.gui.household.kit import (
    CTRL,
    WANG,
    answer,
    member_frame,
    open_page,
    stored,
    toast_of,
    type_over,
    wait_until,
)
from tests.gui.small_village import TODAY, open_window, press, settle


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

