"""Desk: work on its own thread, results in the window, and every way it can end."""

from __future__ import annotations

import json
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fupin_desk.core.errors import DeskError, Invalid, Problem
from fupin_desk.core.progress import Task
from fupin_desk.gui.bug import diagnostics
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.kit.busy import LoadingBars, ProgressOverlay
from fupin_desk.gui.kit.toast import ConfirmDialog, Toast, Verb, show_error, show_toast
from fupin_desk.gui.memory import Memory
from fupin_desk.ledgers.changes import Changes, Touched

SECRET = "王秀兰 511799197506185421"


@pytest.fixture
def page(qtbot: QtBot, desk_app: QApplication) -> QWidget:
    """A shown page."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    return made


def test_an_action_runs_elsewhere_and_answers_here(qtbot: QtBot, desk: Desk, page: QWidget) -> None:
    answered: list[Any] = []

    def action(session: Any, _task: Task) -> tuple[Any, int]:
        return session, threading.get_ident()

    desk.run(page, action, lambda result: answered.append((result, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(answered))
    (session, worker), here = answered[0]
    assert session == "session"
    assert here == threading.get_ident() != worker


def test_actions_run_one_after_another_in_order(qtbot: QtBot, desk: Desk, page: QWidget) -> None:
    order: list[int] = []
    running: list[int] = []

    def action(number: int) -> int:
        running.append(number)
        time.sleep(0.005)
        assert running.pop() == number  # nobody else was let in
        return number

    for number in range(10):
        desk.run(page, lambda _s, _t, n=number: action(n), order.append)  # type: ignore[misc]
    assert desk.wait_idle()
    assert order == list(range(10))


def test_what_was_written_is_told_to_every_view(qtbot: QtBot, desk: Desk, page: QWidget) -> None:
    changes = Changes("登记走访 1 次。", frozenset({Touched("visit", "v1")}))
    with qtbot.waitSignal(desk.changed) as told:
        desk.run(page, lambda _s, _t: changes)
    assert told.args == [changes]


def test_the_answer_for_a_page_that_is_gone_is_dropped(qtbot: QtBot, desk: Desk, desk_app: QApplication) -> None:
    answered: list[Any] = []
    gone, gate = QWidget(), threading.Event()
    desk.run(gone, lambda _s, _t: gate.wait(5), answered.append)
    shiboken6.delete(gone)
    gate.set()
    assert desk.wait_idle()
    assert answered == []


def test_long_work_shows_its_progress_and_can_be_cancelled(qtbot: QtBot, desk: Desk, page: QWidget) -> None:
    reached: list[int] = []

    def long_action(_session: Any, task: Task) -> None:
        for number in range(2000):
            reached.append(number)
            task.step(number, 2000, "正在导入")
            time.sleep(0.005)

    always: list[bool] = []
    job = desk.run(page, long_action, label="正在导入", always=lambda: always.append(True))
    qtbot.waitUntil(lambda: page.findChild(ProgressOverlay) is not None, timeout=3000)
    overlay = page.findChild(ProgressOverlay)
    assert overlay is not None
    assert overlay.isVisible()
    assert desk.running() is job
    overlay.card.cancel_button.click()
    assert desk.wait_idle()
    assert 0 < len(reached) < 2000
    assert always == [True]
    assert page.findChildren(Toast) == []  # cancelling is silent


def test_short_work_shows_no_progress(qtbot: QtBot, desk: Desk, page: QWidget) -> None:
    desk.run(page, lambda _s, _t: time.sleep(0.02), label="正在保存")
    assert desk.wait_idle()
    assert page.findChild(ProgressOverlay) is None


def test_problems_of_the_input_go_to_the_page(qtbot: QtBot, desk: Desk, page: QWidget) -> None:
    failed: list[Invalid] = []

    def action(_session: Any, _task: Task) -> None:
        raise Invalid([Problem("走访日期", "不能晚于今天。")])

    desk.run(page, action, failed=failed.append)
    assert desk.wait_idle()
    assert failed[0].problems[0].where == "走访日期"
    assert page.findChildren(Toast) == []


def test_a_fault_of_the_world_is_shown_and_stays(qtbot: QtBot, desk: Desk, page: QWidget) -> None:
    def action(_session: Any, _task: Task) -> None:
        raise DeskError("磁盘满了，没有写成。原有的内容都在。请先腾出一些空间，再试一次。")

    desk.run(page, action)
    desk.run(page, action)
    assert desk.wait_idle()
    bars = [bar for bar in page.findChildren(Toast) if bar.isVisible()]
    assert [bar.text[:4] for bar in bars] == ["磁盘满了"]  # once, however often it happens
    assert not bars[0]._timer.isActive()


def test_a_fault_of_the_program_gives_one_dialog_without_anybodys_data(
    qtbot: QtBot, desk: Desk, page: QWidget
) -> None:
    def broken_action(_session: Any, _task: Task) -> None:
        raise KeyError(SECRET)

    desk.run(page, broken_action)
    assert desk.wait_idle()
    dialog = page.findChild(ConfirmDialog)
    assert dialog is not None
    dialog.buttons["copy"].click()
    text = QGuiApplication.clipboard().text()
    assert "broken_action" in text
    assert "KeyError" in text
    assert "王秀兰" not in text
    assert "511799" not in text


def test_diagnostics_name_the_cause_too() -> None:
    try:
        try:
            raise ValueError(SECRET)
        except ValueError as cause:
            raise RuntimeError(SECRET) from cause
    except RuntimeError as error:
        text = diagnostics("save", error)
    assert "RuntimeError" in text
    assert "because of: builtins.ValueError" in text
    assert SECRET not in text


def test_reads_do_not_wait_for_a_long_action(qtbot: QtBot, desk: Desk, page: QWidget) -> None:
    answered: list[Any] = []
    gate = threading.Event()
    desk.run(page, lambda _s, _t: gate.wait(10))
    desk.read(page, lambda session: session.upper(), answered.append)
    qtbot.waitUntil(lambda: answered == ["SESSION"])
    gate.set()
    assert desk.wait_idle()


def test_of_reads_in_one_slot_only_the_last_is_answered(qtbot: QtBot, desk: Desk, page: QWidget) -> None:
    answered: list[Any] = []
    gate = threading.Event()
    desk.read(page, lambda _s: gate.wait(10), answered.append, slot="find")
    for letters in ("w", "wx", "wxl"):
        desk.read(page, lambda _s, asked=letters: asked, answered.append, slot="find")  # type: ignore[misc]
    gate.set()
    assert desk.wait_idle()
    assert answered == ["wxl"]


def test_peek_answers_at_once(desk: Desk) -> None:
    assert desk.peek(lambda session: session + "!") == "session!"


def test_many_jobs_lose_no_reference(qtbot: QtBot, desk: Desk, page: QWidget) -> None:
    before = sys.getrefcount(None)
    for _ in range(300):
        desk.run(page, lambda _s, _t: None)
    assert desk.wait_idle()
    assert sys.getrefcount(None) > before - 200


class TestToasts:
    """Messages at the foot of the window."""

    def test_undo_is_offered_and_a_new_toast_takes_the_place(self, qtbot: QtBot, page: QWidget) -> None:
        undone: list[bool] = []
        show_toast(page, "走访已保存，记了 1 件待办。", "撤销", lambda: undone.append(True))
        toast = show_toast(page, "已勾掉。", "撤销", lambda: undone.append(True))
        assert [bar.text for bar in page.findChildren(Toast) if bar.isVisible()] == ["已勾掉。"]
        assert toast._timer.isActive()
        assert toast.button is not None
        toast.button.click()
        assert undone == [True]

    def test_a_toast_lies_inside_the_window_and_over_an_error(self, qtbot: QtBot, page: QWidget) -> None:
        error = show_error(page, "U盘写不进去。本机台账没有变。请换一个U盘。")
        toast = show_toast(page, "已保存。")
        assert page.rect().contains(toast.geometry())
        assert not toast.geometry().intersects(error.geometry())


def test_a_dialog_answers_in_verbs_and_escape_goes_back(qtbot: QtBot, page: QWidget) -> None:
    verbs = [Verb("drop", "不要这些改动", "danger-link"), Verb("back", "回去接着改"), Verb("save", "保存", "primary")]
    dialog = ConfirmDialog(page, "有 3 处改动没保存", "离开前保存吗？", verbs, default="save")
    dialog.open()
    assert dialog.buttons["save"].isDefault()
    dialog.reject()
    assert dialog.answer == ""
    dialog.open()
    with qtbot.waitSignal(dialog.chosen) as told:
        dialog.buttons["drop"].click()
    assert told.args == ["drop"]


def test_loading_shows_nothing_for_a_moment_then_bars_then_a_sentence(qtbot: QtBot, page: QWidget) -> None:
    bars = LoadingBars(page)
    bars.start("正在读第 3 / 8 年")
    assert not bars.isVisible()
    qtbot.waitUntil(bars.isVisible, timeout=1500)
    qtbot.waitUntil(lambda: bars._text == "正在读第 3 / 8 年", timeout=4000)
    bars.stop()
    assert not bars.isVisible()


class TestMemory:
    """What the program remembers about a screen."""

    def test_values_come_back_after_a_restart(self, tmp_path: Path) -> None:
        path = tmp_path / "folder" / "screen.json"
        Memory(path).put("scale", 1.25)
        assert Memory(path).get("scale") == 1.25
        assert json.loads(path.read_text(encoding="utf-8")) == {"scale": 1.25}

    def test_a_spoilt_file_costs_nothing_but_the_settings(self, tmp_path: Path) -> None:
        path = tmp_path / "screen.json"
        path.write_text("{nonsense", encoding="utf-8")
        assert Memory(path).get("scale", 1.0) == 1.0
