"""打印中心: the many forms: groups and pictures, papers of the team and of a month, whole folders, documents, large villages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from fupin_desk.actions import print_log, print_shelf, printing
from fupin_desk.actions.session import Session
from fupin_desk.app import facts
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.frame import MainWindow
from fupin_desk.gui.pages import printing as printing_module
from fupin_desk.gui.pages import printing_binding
from fupin_desk.gui.pages.printing import PrintingPage
from fupin_desk.gui.pages.printing_work import FOLDER, Drawn, draw_sample
from tests.gui.printing.kit import CTRL, ROSTER, SURVEY, VISITS, ids, opened, pages_of, rest, watch
from tests.gui.small_village import open_window

PERSON, MONTHLY, DOCUMENT, STATISTIC = "assessment_sheet", "monthly_report", "letter", "poverty_rate"


def text_of(page: PrintingPage) -> str:
    """Every word of the copy in the preview."""
    assert page.preview.drawn is not None
    with pypdfium2.PdfDocument(page.preview.drawn.pdf) as document:
        return "".join(leaf.get_textpage().get_text_range() for leaf in document)


def test_folders_stand_first_and_every_group_has_one_heading(window: MainWindow) -> None:
    page = opened(window)
    items = page.forms.list.items()
    assert [item.text for item in items[:3]][:2] == ["成套", "一户一档全套"]
    headings = [item.text for item in items if item.heading]
    assert len(headings) == len(set(headings))
    assert headings[:2] == ["成套", "户级"]
    assert {"花名册", "村级统计", "队伍与台账"} <= set(headings)


def test_only_forms_that_are_seen_are_drawn_and_scrolling_draws_more(
    qtbot: QtBot, desk: Desk, papers: list[Path], asked: list[tuple[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing_binding, "COUNTED", 0)
    page = opened(open_window(qtbot, desk, {"printing": printing_module.make}, asked))
    qtbot.waitUntil(lambda: page.forms.missing_sample() is None, timeout=20_000)
    rows = [item.key for item in page.forms.list.items() if not item.heading and item.key != FOLDER]
    drawn = [name for name in rows if page.forms.sample(name) is not None]
    assert 0 < len(drawn) < len(rows) / 2
    assert rows[-1] not in drawn
    assert all(item.detail.startswith("A") for item in page.forms.list.items() if item.key in drawn)  # its paper: A4, A5横 …
    page.forms.list.verticalScrollBar().setValue(page.forms.list.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: page.forms.sample(rows[-1]) is not None, timeout=20_000)
    before = page.forms.sample(rows[-1])
    watch(page.refresh, page)
    assert page.forms.sample(rows[-1]) is before  # kept, not drawn again


def test_a_paper_of_the_team_is_about_members_ticked_by_key(window: MainWindow, session: Session) -> None:
    page = opened(window, {"form": PERSON, "households": ids(session, "王秀兰")})
    people = page.households.people
    assert page.households.title.text() == "打印哪些队员"
    assert [row.head for row in people.rows()] == ["周明远", "李文静"]
    assert not page.households.search.isVisible()
    assert page.preview.name.text().startswith("周明远")
    assert page.foot.total.text() == "2 页，2 张纸"
    assert page.preview.households.words.text() == "1 / 2 人"
    QTest.keyClick(page.preview.view, Qt.Key.Key_PageDown, CTRL)
    rest(page)
    assert "李文静" in text_of(page)
    people.setFocus()
    QTest.keyClick(people, Qt.Key.Key_Space)
    QTest.keyClick(people, Qt.Key.Key_Delete)  # a member cannot be taken out of the list
    rest(page)
    assert len(people.rows()) == 2
    assert page.households.count.text() == "1 人"
    assert page.foot.total.text() == "1 页，1 张纸"


def test_a_paper_of_a_month_asks_for_the_month_and_prints_it(window: MainWindow, session: Session) -> None:
    page = opened(window, {"form": MONTHLY})
    assert page.form is not None
    page.forms.show_sample(page.form, draw_sample(session, MONTHLY))  # its sheet tells that it goes by months
    watch(lambda: page.choose_form(MONTHLY), page)
    assert page.options.month.isVisible() and not page.options.year.isVisible()
    page.options.month.setFocus()
    page.options.month.selectAll()
    QTest.keyClicks(page.options.month, "2019-06")
    QTest.keyClick(page.options.month, Qt.Key.Key_Return)
    rest(page)
    assert "2019年6月" in text_of(page)
    watch(lambda: page.choose_form(VISITS), page)
    assert page.options.year.isVisible() and not page.options.month.isVisible()


def test_the_box_turns_the_printing_into_folders_counted_before(
    window: MainWindow, session: Session, desk: Desk, papers: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing_binding, "COUNTED", 10)
    desk.memory.put("printing.folder", [VISITS, "income_card"])
    page = opened(window, {"form": VISITS, "households": ids(session, "王秀兰", "韦小兵")})
    told = page.folder.detail.text()
    assert "种表加封面目录" in told and told.endswith("张纸")
    page.folder.tick.click()
    rest(page)
    assert page.form is not None and page.form.folder and page.forms.current() == FOLDER
    assert page.preview.drawn is not None and not page.preview.drawn.part
    pages = int(page.foot.total.text().partition(" ")[0])
    assert f"{pages} 页 {pages} 张纸" in page.folder.detail.text()
    assert f"{pages} 页" in told
    watch(page.verbs.print_now, page)
    assert pages_of(papers[0]) == pages
    (line,) = print_log.printings(session)
    assert (line.form, line.households, line.pages, line.way) == ("一户一档全套", 2, pages, print_log.PRINTER)
    page.folder.tick.click()
    rest(page)
    assert page.form.name == VISITS and page.foot.total.text() == "2 页，2 张纸"


def test_what_a_folder_holds_is_chosen_and_kept(window: MainWindow, session: Session, desk: Desk) -> None:
    page = opened(window, {"form": FOLDER, "households": ids(session, "王秀兰")})
    before = page.counter.copies()[0].pages
    dialog = page.binding.pick()
    dialog.table.ticks.set([SURVEY, VISITS])
    assert dialog.count.text() == "已选 2 种"
    dialog.save_button.click()
    rest(page)
    assert desk.memory.get("printing.folder") == [SURVEY, VISITS]
    assert page.folder.detail.text().startswith("2 种表加封面目录")
    assert page.counter.copies()[0].pages == 1 + 1 + 2 + 1 < before
    again = page.binding.pick()
    again.usual_link.click()
    again.save_button.click()
    rest(page)
    assert desk.memory.get("printing.folder") == []


def test_a_document_is_saved_as_plain_text(
    window: MainWindow, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "函.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(out), ""))
    page = opened(window, {"form": DOCUMENT})
    assert page.foot.xlsx_button.accessibleName() == "存为文本"
    watch(page.foot.xlsx_button.click, page)
    assert "石桥村" in out.read_text(encoding="utf-8-sig")
    assert [line.way for line in print_log.printings(session)] == [print_log.TEXT]


def test_a_large_village_is_shown_by_its_beginning_and_then_whole(
    window: MainWindow, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_shelf, "_HOUSEHOLDS_READ", 2)
    seen: list[tuple[str, tuple[int, int]]] = []
    page = opened(window, {"form": VISITS})
    page.preview.shown.connect(lambda drawn: seen.append((drawn.part, page.counter.progress())))
    watch(lambda: page.choose_form(ROSTER), page)
    assert [bool(part) for part, _ in seen] == [True, False]
    assert "前 2 户" in seen[0][0]
    assert seen[0][1][0] == 0  # pages are not counted from a part
    assert not page.preview.part.isVisible()
    assert "王秀兰" in text_of(page)  # by number she comes after the first two
    assert page.foot.total.text() == "1 页，1 张纸"


def test_the_whole_of_a_village_that_comes_late_does_not_replace_another_form(
    window: MainWindow, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_shelf, "_HOUSEHOLDS_READ", 2)
    page = opened(window, {"form": ROSTER, "households": []})
    late: Drawn | None = page.preview.drawn
    assert late is not None
    watch(lambda: page.choose_form(VISITS), page)
    page.preview._show_whole(late)
    assert page.preview.drawn is not None and page.preview.drawn.wanted.form == VISITS


def test_figures_that_do_not_balance_are_said_before_a_statistic_is_printed(
    window: MainWindow, session: Session, asked: list[tuple[str, Any]]
) -> None:
    page = opened(window, {"form": STATISTIC})
    assert page.households.for_everyone()
    found = [note for note in page.notes.notes if note.verb == "先去核对"]
    assert found and "乡村人口" in found[0].text
    page.notes.asked.emit(found[0].key)
    assert asked[-1][0] == "ledger"
    watch(lambda: page.choose_form(VISITS), page)
    assert not [note for note in page.notes.notes if "乡村人口" in note.text]


def test_a_watermark_stands_on_the_paper_and_folds_away_in_a_low_window(window: MainWindow, session: Session) -> None:
    page = opened(window, {"form": VISITS, "households": ids(session, "王秀兰")})
    options = page.options
    assert not options.watermark.isVisible()
    options.more_link.click()
    assert options.watermark.isVisible() and options.watermark.hasFocus()
    plain = page.preview.drawn
    options.watermark.selectAll()
    QTest.keyClicks(options.watermark, "own7")
    QTest.keyClick(options.watermark, Qt.Key.Key_Return)
    rest(page)
    assert options.word() == "own7"
    assert page.preview.drawn is not None and plain is not None and page.preview.drawn.pdf != plain.pdf
    assert page.preview.drawn.wanted.watermark == "own7"
    assert page.foot.total.text() == "1 页，1 张纸"
    window.resize(1366, 900)
    rest(page)
    options.watermark.set_value("不加")
    assert options.word() == "" and options.watermark.isVisible()


def test_papers_for_the_notice_board_hide_numbers_and_the_choice_comes_back(window: MainWindow, session: Session) -> None:
    page = opened(window, {"form": VISITS, "households": ids(session, "王秀兰")})
    public = next(form for form in page.shelf.forms if form.public)
    watch(lambda: page.choose_form(public.name), page)
    assert page.options.is_masked()
    watch(lambda: page.choose_form(VISITS), page)
    assert not page.options.is_masked()


def test_only_the_forms_used_last_are_made_ready_beforehand(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[str] = []
    monkeypatch.setattr(printing, "check_form", lambda name, _session: loaded.append(name))
    monkeypatch.setattr(facts, "_PAUSE_S", 0.0)
    facts.warm_up(session, [ROSTER, "a form that is gone", VISITS])
    assert loaded == [ROSTER, VISITS, SURVEY]


def test_the_list_opens_on_the_form_used_last_that_is_still_there(window: MainWindow, desk: Desk) -> None:
    desk.memory.put("printing.recent", ["a form that is gone", ROSTER])
    page = opened(window)
    assert page.form is not None and page.form.name == ROSTER
