"""打印中心: what reaches the printer and the files, and the shape of the page."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from fupin_desk.actions import printing
from fupin_desk.actions.session import Session
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.frame import MainWindow
from fupin_desk.gui.kit.toast import Toast
from fupin_desk.gui.pages import printing as printing_module
from fupin_desk.gui.pages import printing_machine
from fupin_desk.gui.pages.printing_machine import Machine
from fupin_desk.gui.pages.printing_options import BOTH, ONE
from fupin_desk.gui.pages.printing_turn import AS_IT_IS, TURNED_OVER
from fupin_desk.gui.theme.current import theme
from tests.gui.printing.kit import (
    COARSE,
    CTRL,
    FINE,
    ROSTER,
    SURVEY,
    TURNING,
    VISITS,
    ids,
    ink_of,
    opened,
    pages_of,
    rest,
    sizes_of,
    toasts,
    watch,
)
from tests.gui.small_village import HOMES, open_window


@pytest.mark.parametrize(("form", "paper"), [(SURVEY, (842, 595)), (VISITS, (595, 842))])
def test_as_many_pages_reach_the_printer_as_were_counted(
    window: MainWindow, session: Session, papers: list[Path], form: str, paper: tuple[int, int]
) -> None:
    page = opened(window, {"form": form, "households": ids(session, "王秀兰", "韦小兵")})
    page.options.copies.setValue(2)
    rest(page)
    pages = 2 * 2 * (2 if form == SURVEY else 1)
    assert page.foot.total.text() == f"{pages} 页，{pages} 张纸"
    QTest.keyClick(page.preview.view, Qt.Key.Key_P, CTRL)
    rest(page)
    assert pages_of(papers[0]) == pages
    assert sizes_of(papers[0]) == {paper}
    assert all(ink_of(papers[0]))
    assert toasts(window) == [f"已交给打印机：{pages} 页，{pages} 张纸。"]


def test_a_printer_that_turns_paper_begins_every_household_on_a_fresh_sheet(
    window: MainWindow, session: Session, papers: list[Path]
) -> None:
    page = opened(window, {"form": VISITS, "households": ids(session, "王秀兰", "韦小兵", "王喜来")})
    page.options.printer.set_value("turning")
    page.options.printer.edited.emit()
    assert [option.label for option in page.options.sides.options] == ["单面", "双面"]
    page.options.sides.set_value(BOTH)
    page.options.sides.edited.emit()
    assert page.foot.total.text() == "3 页，3 张纸"
    watch(page.verbs.print_now, page)
    assert ink_of(papers[0]) == [True, False, True, False, True]


@pytest.mark.parametrize("way", [AS_IT_IS, TURNED_OVER])
def test_turning_by_hand_prints_fronts_then_tells_how_to_turn_then_backs(
    window: MainWindow, session: Session, papers: list[Path], desk: Desk, way: str
) -> None:
    page = opened(window, {"form": SURVEY, "households": ids(session, "王秀兰", "韦小兵", "王喜来")})
    page.options.copies.setValue(1)
    page.options.sides.set_value(BOTH)
    page.options.sides.edited.emit()
    assert page.foot.total.text() == "6 页，3 张纸"
    assert "不能自动双面" in page.options.sides.toolTip()  # in a low window the note folds away
    window.resize(1366, 900)
    assert any("不能自动双面" in note.text for note in page.notes.notes)
    watch(page.verbs.print_now, page)
    assert pages_of(papers[0]) == 3
    dialog = page.jobs.dialog
    assert dialog is not None and dialog.isVisible()
    dialog.way.set_value(way)
    dialog.way.edited.emit()
    assert "页眉" in dialog.picture.accessibleDescription()
    dialog.go_button.click()
    rest(page)
    assert pages_of(papers[1]) == 3
    assert toasts(window) == ["反面也交给打印机了：一共 6 页，3 张纸。"]
    assert desk.memory.get("printing.turn") == {"plain": way}


def test_backs_that_were_put_off_can_still_be_printed(window: MainWindow, session: Session, papers: list[Path]) -> None:
    page = opened(window, {"form": SURVEY, "households": ids(session, "王秀兰")})
    page.options.sides.set_value(BOTH)
    watch(page.verbs.print_now, page)
    assert page.jobs.dialog is not None
    page.jobs.dialog.stop_button.click()
    assert len(papers) == 1
    toast = next(t for t in window.findChildren(Toast) if t.isVisible())
    assert toast.button is not None
    toast.button.click()
    assert page.jobs.dialog is not None
    page.jobs.dialog.go_button.click()
    rest(page)
    assert len(papers) == 2


def test_printing_can_be_stopped_between_pages(
    window: MainWindow, session: Session, papers: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(window, {"form": SURVEY, "households": ids(session, *HOMES)})
    real, drawn, go_on = printing.page_png, [], threading.Event()

    def slow(data: bytes, number: int, scale: float) -> bytes:
        if scale == COARSE:
            drawn.append(number)
            go_on.wait(2)
        return real(data, number, scale)

    monkeypatch.setattr(printing, "page_png", slow)
    page.verbs.print_now()
    while not drawn:
        QTest.qWait(5)
    running = page.desk.running()
    assert running is not None
    running.cancel()
    go_on.set()
    rest(page)
    assert len(drawn) == 1
    assert toasts(window) == []


def test_a_printer_that_is_gone_is_said_and_nothing_is_lost(
    window: MainWindow, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(window, ids(session, "王秀兰"))
    monkeypatch.undo()
    page.options.machine = Machine("nowhere", "没有的打印机")
    watch(page.verbs.print_now, page)
    assert any("找不到打印机“没有的打印机”" in text for text in toasts(window))
    assert page.households.chosen()


def test_without_a_printer_the_reason_stands_there_and_pdf_remains(
    window: MainWindow, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing_machine, "list_machines", list)
    page = opened(window, ids(session, "王秀兰"))
    assert not page.foot.print_button.isEnabled()
    assert page.foot.pdf_button.isEnabled()
    assert page.options.printer.placeholderText() == "没有装打印机"
    assert any("没有装打印机" in note.text for note in page.notes.notes)


def test_printer_sides_form_and_size_are_kept_for_the_next_time(
    qtbot: QtBot, window: MainWindow, session: Session, desk: Desk, asked: list[tuple[str, Any]], tmp_path: Path
) -> None:
    page = opened(window, {"form": ROSTER, "households": ids(session, "王秀兰")})
    page.options.printer.set_value("turning")
    page.options.printer.edited.emit()
    page.options.sides.set_value(BOTH)
    page.options.sides.edited.emit()
    page.preview.set_zoom("whole")
    again = opened(open_window(qtbot, desk, {"printing": printing_module.make}, asked))
    assert again.form is not None and again.form.name == ROSTER
    assert again.options.machine == TURNING
    assert again.options.sides.key_chosen() == BOTH != ONE
    assert again.preview.view.zoom == "whole"
    kept = (tmp_path / "memory.json").read_text(encoding="utf-8")
    assert not [head for head in HOMES if head in kept]


def test_paper_is_printed_at_three_hundred_dots_an_inch(
    window: MainWindow, session: Session, papers: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing_machine, "_SCALE", FINE)
    page = opened(window, {"form": VISITS, "households": ids(session, "王秀兰")})
    watch(page.verbs.print_now, page)
    with pypdfium2.PdfDocument(papers[0]) as document:
        (picture,) = document[0].get_objects()
        assert picture.get_px_size() == pytest.approx((8.27 * 300, 11.69 * 300), abs=12)
        assert picture.get_bounds() == pytest.approx((0, 0, 595, 842), abs=1)


def test_a_pdf_is_saved_with_every_page(
    window: MainWindow, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "存.pdf"
    offered: list[str] = []

    def answer(_parent: Any, _caption: str, suggested: str, _kinds: str) -> tuple[str, str]:
        offered.append(suggested)
        return str(out), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    page = opened(window, {"form": SURVEY, "households": ids(session, "王秀兰", "韦小兵")})
    watch(page.foot.pdf_button.click, page)
    assert pages_of(out) == 4
    assert not [head for head in HOMES if head in offered[0]]
    assert any("4 页" in text for text in toasts(window))


def test_the_household_in_the_preview_is_saved_as_a_workbook(
    window: MainWindow, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "存.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(out), ""))
    page = opened(window, {"form": SURVEY, "households": ids(session, "王秀兰", "韦小兵")})
    page.households.list.step_ticked(1)
    rest(page)
    assert "韦小兵 0045" in page.foot.xlsx_button.toolTip()
    watch(page.foot.xlsx_button.click, page)
    cells = [str(c.value) for row in load_workbook(out).worksheets[0].iter_rows() for c in row if c.value]
    assert any("韦小兵" in text for text in cells)
    assert not any("王秀兰" in text for text in cells)


@pytest.mark.parametrize(("size", "scale"), [((1366, 728), 1.0), ((1920, 1040), 1.0), ((1366, 728), 1.25), ((1024, 600), 1.0)])
def test_nothing_is_cut_off_at_any_size(
    window: MainWindow, session: Session, size: tuple[int, int], scale: float
) -> None:
    page = opened(window, ids(session, "王秀兰", "韦小兵"))
    if scale != theme().scale:
        theme().use(scale=scale)
    window.resize(*size)
    rest(page)
    assert window.width() == size[0]
    for widget in (page.preview.zoom, page.preview.households, page.foot.print_button, page.foot.pdf_button, page.foot.xlsx_button):
        parent = widget.parentWidget()
        assert parent is not None
        assert widget.width() >= widget.minimumSizeHint().width()
        assert parent.rect().contains(widget.geometry())
    assert page.preview.view.viewport().width() > 200 * theme().scale

