"""登记走访: drafts, pictures and ready phrases."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from fupin_desk.actions import households, preferences, visit_page, visits
from fupin_desk.actions.session import Session
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.frame import MainWindow
from fupin_desk.gui.pages import visit as visit_module
from fupin_desk.gui.pages.visit import VisitPage
from tests.gui.small_village import (
    here,
    home_of,
    open_window,
    press,
    settle,
    take_back,
    toast,
    type_in,
)

ENTER, TAB, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Space
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
WORDS = "医生说可以办门诊卡。"


@pytest.fixture
def desk(village_desk: Desk) -> Desk:
    """A desk on the sample village."""
    return village_desk


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, asked: list[tuple[str, Any]]) -> MainWindow:
    """A window whose first page is a stand-in."""
    made = open_window(qtbot, desk, {"visit": visit_module.make}, asked)
    made.go("home")
    return made


@pytest.fixture
def page(window: MainWindow, desk: Desk) -> VisitPage:
    """The page in front, read."""
    window.go("visit")
    settle(desk)
    shown = window.page()
    assert isinstance(shown, VisitPage)
    return shown


def pick(page: VisitPage, desk: Desk, letters: str) -> None:
    """Type letters and press Enter."""
    page.picker.search.setFocus()
    type_in(letters)
    settle(desk)
    press(ENTER)
    settle(desk)


class TestDrafts:
    """What is typed and not saved."""

    def test_a_draft_outlives_the_program(
        self, page: VisitPage, desk: Desk, window: MainWindow, qtbot: QtBot, asked: list[tuple[str, Any]]
    ) -> None:
        pick(page, desk, "wxl")
        page.form.note.put(WORDS)
        page.form.needs.put(("1",))
        page.side.ticks[0].box.click()
        page.record.keep_draft()
        settle(desk)
        assert page.form._saved.text() == "草稿 19:10 已存"
        again = open_window(qtbot, desk, {"visit": visit_module.make}, asked)
        again.go("visit")
        settle(desk)
        shown_again = again.page()
        assert isinstance(shown_again, VisitPage)
        assert shown_again.form.note.value() == WORDS
        assert shown_again.form.needs.value() == ("1",)
        assert len(shown_again.side.closes()) == 1
        assert shown_again.form._saved.text() == "接着 19:10 的草稿"
        assert shown_again.unsaved()

    def test_another_household_does_not_cost_the_words_typed(self, page: VisitPage, desk: Desk) -> None:
        pick(page, desk, "wxl")
        page.form.note.put(WORDS)
        page.picker.search.clear_all()
        pick(page, desk, "lxm")
        assert page.form.note.value() is None
        page.picker.search.clear_all()
        settle(desk)
        assert next(i.right for i in page.picker.list.items() if i.text == "王秀兰") == "有草稿"
        pick(page, desk, "wxl")
        assert page.form.note.value() == WORDS

    def test_saving_forgets_the_draft(self, page: VisitPage, desk: Desk, session: Session) -> None:
        pick(page, desk, "wxl")
        page.form.note.put(WORDS)
        page.record.keep_draft()
        press(ENTER, mods=CTRL)
        settle(desk)
        assert visit_page.waiting_drafts(session) == ()
        assert visit_page.visit_draft(session, home_of(session, "王秀兰")) is None

    def test_pictures_are_in_the_draft(self, page: VisitPage, desk: Desk, session: Session, tmp_path: Path) -> None:
        pick(page, desk, "wxl")
        page.photos.read([photo(tmp_path)])
        settle(desk)
        page.form.photos.say_kind(0, "1")
        page.record.keep_draft()
        settle(desk)
        page.picker.search.clear_all()
        pick(page, desk, "lxm")
        page.picker.search.clear_all()
        pick(page, desk, "wxl")
        assert [(s.kind, s.taken_at) for s in page.form.shots()] == [("1", datetime(2019, 11, 20, 18, 52))]

    def test_a_change_of_a_former_visit_waits_as_a_draft_too(self, page: VisitPage, desk: Desk, session: Session) -> None:
        pick(page, desk, "lxm")
        page.form.note.put("第一遍。")
        press(ENTER, mods=CTRL)
        settle(desk)
        page.revise(visits.logged_tonight(session)[0].id)
        settle(desk)
        page.form.note.put("改到一半")
        page.picker.search.clear_all()
        pick(page, desk, "wxl")
        page.picker.search.clear_all()
        pick(page, desk, "lxm")
        assert page.form.note.value() == "改到一半"
        assert page.form.doing.text() == "正在改 19:10 登记的走访"
        press(ENTER, mods=CTRL)
        settle(desk)
        assert [v.content for v in visits.visits_of(session, home_of(session, "刘小满"))] == ["改到一半"]

    def test_clearing_can_be_taken_back(self, page: VisitPage, desk: Desk, window: MainWindow) -> None:
        pick(page, desk, "wxl")
        page.form.note.put(WORDS)
        page.form.clear_button.click()
        settle(desk)
        assert page.form.note.value() is None
        assert not page.unsaved()
        take_back(window, desk)
        assert page.form.note.value() == WORDS

    def test_leaving_the_page_asks_nothing_and_keeps_the_words(
        self, page: VisitPage, desk: Desk, window: MainWindow, session: Session
    ) -> None:
        pick(page, desk, "wxl")
        page.form.note.put(WORDS)
        assert window.windowTitle().startswith("登记走访 * ")
        assert window.go("home")
        settle(desk)
        assert visit_page.waiting_drafts(session) == (home_of(session, "王秀兰"),)
        window.go("visit")
        assert page.form.note.value() == WORDS


def photo(folder: Path, name: str = "IMG_1.jpg") -> Path:
    """A small picture with a camera's time in it."""
    picture = Image.new("RGB", (320, 240), (120, 150, 150))
    exif = picture.getexif()
    exif[0x0132] = "2019:11:20 18:52:00"
    path = folder / name
    picture.save(path, exif=exif)
    return path


class TestPhotos:
    """Pictures of a visit."""

    def test_they_are_imported_shown_with_their_time_and_saved(
        self, page: VisitPage, desk: Desk, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        chosen = [str(photo(tmp_path))]
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: (chosen, ""))
        pick(page, desk, "wxl")
        press(Qt.Key.Key_I, mods=CTRL)
        settle(desk)
        page.form.photos.setFocus()
        press(Qt.Key.Key_Left)
        type_in("1")
        assert page.form.shots()[0].caption() == "18:52 住房"
        page.form.note.put("拍了房子。")
        press(ENTER, mods=CTRL)
        settle(desk)
        held = households.attachments(session, home_of(session, "王秀兰"))
        assert [(a.photo_kind, a.of_ledger) for a in held] == [("1", "visit")]
        assert visits.photo_bytes(session, held[0].photo) is not None

    def test_one_that_is_no_picture_stops_no_other(
        self, page: VisitPage, desk: Desk, tmp_path: Path, window: MainWindow
    ) -> None:
        bad = tmp_path / "IMG_2.jpg"
        bad.write_bytes(b"no picture at all")
        pick(page, desk, "wxl")
        page.photos.read([bad, photo(tmp_path)])
        settle(desk)
        assert len(page.form.shots()) == 1
        assert "照片" in toast(window).text

    def test_a_picture_taken_away_comes_back(self, page: VisitPage, desk: Desk, tmp_path: Path, window: MainWindow) -> None:
        pick(page, desk, "wxl")
        page.photos.read([photo(tmp_path)])
        settle(desk)
        page.form.photos.setFocus()
        press(Qt.Key.Key_Left, Qt.Key.Key_Delete)
        assert page.form.shots() == ()
        take_back(window, desk)
        assert len(page.form.shots()) == 1

    def test_pictures_of_a_former_visit_are_changed_and_taken_away(
        self, page: VisitPage, desk: Desk, session: Session, tmp_path: Path
    ) -> None:
        pick(page, desk, "lxm")
        page.photos.read([photo(tmp_path)])
        settle(desk)
        page.form.note.put("拍了房子。")
        press(Qt.Key.Key_S, mods=CTRL)
        settle(desk)
        home = home_of(session, "刘小满")
        page.form.photos.say_kind(0, "6")
        press(Qt.Key.Key_S, mods=CTRL)
        settle(desk)
        assert [a.photo_kind for a in households.attachments(session, home)] == ["6"]
        page.form.photos.remove(0)
        press(Qt.Key.Key_S, mods=CTRL)
        settle(desk)
        assert households.attachments(session, home) == []


class TestPhrases:
    """F9."""

    def test_a_phrase_found_by_initials_is_written_where_the_caret_stands(self, page: VisitPage, desk: Desk) -> None:
        pick(page, desk, "wxl")
        page.form.note.editor.setFocus()
        type_in("今天：")
        press(Qt.Key.Key_F9)
        type_in("ysz")
        press(ENTER)
        assert page.form.note.value() == "今天：饮水正常，水费按时交。"
        assert here() is page.form.note.editor.text

    def test_marked_words_become_a_phrase(self, page: VisitPage, desk: Desk, session: Session) -> None:
        pick(page, desk, "wxl")
        page.form.note.editor.setFocus()
        type_in("谈了养牛的打算。")
        page.form.note.editor.text.selectAll()
        press(Qt.Key.Key_F9, ENTER)
        settle(desk)
        assert page.form.note.value() == "谈了养牛的打算。"
        assert preferences.phrases(session)[0] == "谈了养牛的打算。"

    def test_escape_goes_back_to_the_text(self, page: VisitPage, desk: Desk) -> None:
        pick(page, desk, "wxl")
        page.form.note.editor.setFocus()
        press(Qt.Key.Key_F9, Qt.Key.Key_Escape)
        assert here() is page.form.note.editor.text
        assert not page.phrases.popup.isVisible()
