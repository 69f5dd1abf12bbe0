"""打印中心: a county's own forms are checked, added, taken away, carried in packs; the print log; the guide."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton

from fupin_desk.actions import own_forms, print_log
from fupin_desk.actions.session import Session
from fupin_desk.core.resources import resource
from fupin_desk.forms.fill import CONTINUED, NUMBER, PAGE, PAGES
from fupin_desk.forms.names import OBJECTS, names_of
from fupin_desk.forms.styles import parse_show
from fupin_desk.gui.frame import MainWindow
from fupin_desk.gui.guide import OWN_FORMS, GuideDialog
from fupin_desk.gui.keysdialog import KeysDialog
from fupin_desk.gui.pages.printing import PrintingPage
from fupin_desk.gui.pages.printing_check import CheckDialog
from fupin_desk.gui.pages.printing_log import LogDialog
from fupin_desk.gui.pages.printing_packs import PackDialog
from tests.gui.printing.kit import CTRL, VISITS, ids, opened, rest, toasts, watch
from tests.gui.small_village import settle, take_back


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A form as a county draws it: the shipped visit record under another name."""
    path = tmp_path / "county_visit.xlsx"
    shutil.copy(resource("forms", "户级", f"{VISITS}.xlsx"), path)
    book = load_workbook(path)
    notes = book["说明"]
    for row in notes.iter_rows(max_col=2):
        if row[0].value == "名称":
            row[1].value = "县里的走访表"
        if row[0].value == "分组":
            row[1].value = "县里的表"
    book.save(path)
    return path


def spoil(path: Path) -> str:
    """Put a name nobody knows into the form; returns the cell."""
    book = load_workbook(path)
    cell = next(c for row in book.worksheets[0].iter_rows() for c in row if "{{" in str(c.value or ""))
    cell.value = "{{户主名子}}"
    book.save(path)
    return str(cell.coordinate)


def add(page: PrintingPage, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Press 添加表样… and choose the file."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(path), ""))
    watch(page.forms.add_button.click, page)


def test_an_own_form_is_looked_at_added_marked_and_taken_back(
    window: MainWindow, session: Session, sheet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(window, ids(session, "王秀兰"))
    add(page, sheet, monkeypatch)
    dialog = page.own.dialog
    assert isinstance(dialog, CheckDialog) and dialog.isVisible()
    assert dialog.title.text() == "“县里的走访表”可以添加"
    assert not dialog.picture.image.isNull() and not dialog.table.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    rest(page)
    assert page.form is not None and (page.form.title, page.form.own) == ("县里的走访表", True)
    item = page.forms.list.current()
    assert item is not None and item.right == "自带"
    assert page.preview.drawn is not None and page.preview.drawn.wanted.form == "county_visit"
    take_back(window, page.desk)
    rest(page)
    assert own_forms.own_forms(session) == []
    assert "县里的走访表" not in [form.title for form in page.shelf.forms]


def test_unknown_names_are_listed_copied_and_checked_again(
    window: MainWindow, session: Session, sheet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = sheet.read_bytes()
    cell = spoil(sheet)
    page = opened(window)
    add(page, sheet, monkeypatch)
    dialog = page.own.dialog
    assert isinstance(dialog, CheckDialog)
    assert dialog.title.text() == "“县里的走访表”有 1 处没看懂"
    assert not dialog.add_button.isVisible() and dialog.picture.image.isNull()
    assert dialog.detail.text().startswith(f"{cell}：") and "户主姓名" in dialog.detail.text()
    QTest.keyClick(dialog, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text().splitlines()[1].startswith(f"{cell}\t")
    sheet.write_bytes(good)
    dialog.again_button.click()
    rest(page)
    assert page.own.dialog is dialog and dialog.add_button.isVisible()
    dialog.back_button.click()
    settle(page.desk)
    assert own_forms.own_forms(session) == []


def test_a_file_that_is_no_form_is_refused_with_a_sentence(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "坏的.xlsx"
    path.write_bytes(b"nothing")
    page = opened(window)
    add(page, path, monkeypatch)
    assert page.own.dialog is None
    assert any("坏的.xlsx" in text for text in toasts(window))


def test_an_own_form_that_takes_the_place_of_a_shipped_one_says_so_and_delete_brings_that_back(
    window: MainWindow, session: Session, sheet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = sheet.with_name(f"{VISITS}.xlsx")
    sheet.rename(mine)
    page = opened(window, ids(session, "王秀兰"))
    shipped = page.form.title if page.form else ""
    add(page, mine, monkeypatch)
    dialog = page.own.dialog
    assert isinstance(dialog, CheckDialog)
    assert f"会代替现在的“{shipped}”" in dialog.words.text()
    watch(dialog.add_button.click, page)
    assert page.form is not None and page.form.own
    page.forms.list.setFocus()
    QTest.keyClick(page.forms.list, Qt.Key.Key_Delete)
    rest(page)
    assert page.form.title == shipped and not page.form.own
    QTest.keyClick(page.forms.list, Qt.Key.Key_Delete)
    rest(page)
    assert any("程序自带的，去不掉" in text for text in toasts(window))


def test_a_pack_goes_out_and_comes_back(
    window: MainWindow, session: Session, sheet: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = tmp_path / "表样.bypack"
    page = opened(window)
    menu = page.show_menu()
    lines = {act.text(): act for act in menu.actions()}
    assert not lines["导出表样包…"].isEnabled() and not lines["去掉这张自带表样"].isEnabled()
    menu.close()
    own_forms.add_own_form(session, sheet)
    watch(page.refresh, page)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(pack), ""))
    watch(page.own.write_pack, page)
    own_forms.remove_own_form(session, "county_visit")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(pack), ""))
    watch(page.own.read_pack, page)
    dialog = page.own.dialog
    assert isinstance(dialog, PackDialog)
    assert [(form.title, form.known) for form in dialog.forms] == [("县里的走访表", False)]
    dialog.take_button.click()
    rest(page)
    assert [form.name for form in own_forms.own_forms(session)] == ["county_visit"]
    watch(page.own.read_pack, page)
    again = page.own.dialog
    assert isinstance(again, PackDialog) and not again.take_button.isEnabled()
    again.back_button.click()
    take_back(window, page.desk)
    assert own_forms.own_forms(session) == []


def test_every_printing_stands_in_the_log(
    window: MainWindow, session: Session, papers: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(tmp_path / "out"), ""))
    page = opened(window, {"form": VISITS, "households": ids(session, "王秀兰", "韦小兵")})
    watch(page.verbs.print_now, page)
    watch(page.foot.pdf_button.click, page)
    page.options.masked.setFocus()
    QTest.keyClick(page.options.masked, Qt.Key.Key_2)
    rest(page)
    watch(page.foot.xlsx_button.click, page)
    lines = print_log.printings(session)
    assert {(n.way, n.households, n.pages, n.sheets, n.masked) for n in lines} == {
        (print_log.PRINTER, 2, 2, 2, False), (print_log.PDF, 2, 2, None, False), (print_log.EXCEL, 1, 1, None, True),
    }  # fmt: skip
    page.households.blank_chip.click()
    rest(page)
    watch(page.verbs.print_now, page)
    assert len(print_log.printings(session)) == 3  # blank papers say nothing about anybody
    QTest.keyClick(page.preview.view, Qt.Key.Key_H, CTRL)
    dialog = next(d for d in window.findChildren(LogDialog) if d.isVisible())
    settle(page.desk)
    assert dialog.count.text() == "3 次"
    assert dialog.table.rows.rowCount() == 3
    dialog.reject()


def test_an_empty_log_says_what_will_be_in_it(window: MainWindow) -> None:
    page = opened(window)
    dialog = page.show_log()
    settle(page.desk)
    assert dialog.empty.isVisible() and not dialog.table.isVisible()
    dialog.reject()


def test_the_guide_opens_beside_the_check_with_its_pictures(
    window: MainWindow, sheet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(window)
    add(page, sheet, monkeypatch)
    assert isinstance(page.own.dialog, CheckDialog)
    page.own.dialog.guide_link.click()
    guide = next(g for g in page.own.dialog.findChildren(GuideDialog) if g.isVisible())
    words = guide.text.toPlainText()
    assert "怎样做自己的表样" in words and "说明" in words
    pictures = re.findall(r"\]\((pictures/[^)]+)\)", resource("help", OWN_FORMS).read_text(encoding="utf-8"))
    assert len(pictures) >= 5
    for name in pictures:
        image = guide.text.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name))
        assert 0 < image.width() <= guide.text.width(), name
    guide.reject()
    page.own.dialog.reject()


def test_every_name_and_show_of_the_guide_is_one_that_forms_know() -> None:
    words = resource("help", OWN_FORMS).read_text(encoding="utf-8").replace("\\|", "|")
    known = [names_of(subject) for subject in OBJECTS]
    everywhere = {CONTINUED, PAGE, PAGES}
    for written in re.findall(r"\{\{([^{} ]+)\}\}", words):
        name, _, show = written.partition("|")
        listed = name.removesuffix(f".{NUMBER}") in known[0].lists
        assert name in everywhere or listed or any(names.resolve(name) for names in known), written
        assert parse_show(show) is not None, written


def test_the_help_window_leads_to_the_guide(window: MainWindow) -> None:
    opened(window)
    window.show_keys()
    keys = next(d for d in window.findChildren(KeysDialog) if d.isVisible())
    next(b for b in keys.findChildren(QPushButton) if b.text() == "怎样做自己的表样").click()
    guide = next(g for g in window.findChildren(GuideDialog) if g.isVisible())
    guide.reject()
