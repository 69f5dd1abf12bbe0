"""导入表格: files are looked at before anything is written; what is written adds up and can be taken back."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from fupin_desk.actions import importing, records
from fupin_desk.actions import session as sessions
from fupin_desk.actions.session import Session
from fupin_desk.core.errors import Cancelled
from fupin_desk.core.progress import Task
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.frame import MainWindow
from fupin_desk.gui.pages import importing as import_module
from fupin_desk.gui.pages.importing import ImportPage
from fupin_desk.gui.pages.importing_findings import CHANGES
from fupin_desk.ledgers import idnumber
from tests.gui.small_village import Template, make_village, open_copy, open_window, press, settle
from tests.sheets import tables

CTRL = Qt.KeyboardModifier.ControlModifier
PEOPLE = ["户编号", "姓名", "证件号码", "与户主关系", "性别", "健康状况", "政治面貌"]
HOMES = ["户编号", "户主姓名", "户主证件号码", "家庭人口数", "年收入", "工资性收入", "识别标准", "主要致贫原因"]


def number(day: int) -> str:
    """A sound number of an invented person born in January 1970."""
    return idnumber.make("511799", date(1970, 1, day), 1)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """An empty ledger, made once."""
    return make_village(tmp_path_factory.mktemp("import") / "石桥村.fupin", people=False)


@pytest.fixture
def session(template: Template, tmp_path: Path) -> Iterator[Session]:
    """A ledger of this test's own."""
    opened = open_copy(template, tmp_path / "石桥村.fupin")
    yield opened
    sessions.close(opened, with_backup=False)


@pytest.fixture
def desk(desk_app: Any, session: Session) -> Iterator[Desk]:
    """A desk on the ledger."""
    made = Desk(session)
    yield made
    made.stop()


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> MainWindow:
    """A window on the page."""
    return open_window(qtbot, desk, {"import": import_module.make}, [])


@pytest.fixture
def page(window: MainWindow, desk: Desk) -> ImportPage:
    """The page in front."""
    window.go("import")
    settle(desk)
    shown = window.page()
    assert isinstance(shown, ImportPage)
    return shown


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three people in two households; one number has a wrong check digit, one health word is unknown."""
    sound = number(3)
    wrong = sound[:-1] + ("1" if sound[-1] != "1" else "2")
    return tables.save(
        tmp_path_factory.mktemp("files") / "家庭成员信息.xlsx", PEOPLE,
        ["1", "王一", number(1), "户主", "男", "健康", "群众"],
        ["1", "王二", number(2), "配偶", "女", "不清楚", "群众"],
        ["2", "李三", wrong, "户主", "男", "健康", "群众"],
    )  # fmt: skip


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two households with an income, of a year that nobody says."""
    return tables.save(
        tmp_path_factory.mktemp("files") / "户信息.xlsx", HOMES,
        ["1", "王一", number(1), 2, 24000, 24000, "国家标准", "因病"],
        ["2", "李三", None, 1, 9000, 9000, "国家标准", "缺劳力"],
    )  # fmt: skip


def counts(session: Session) -> dict[str, int]:
    """How many records of each ledger there are."""
    return {name: found for name in ("household", "member", "household_year") if (found := len(tables.records(session, name)))}


def read(page: ImportPage, desk: Desk, *paths: Path) -> None:
    """Give files to the page and wait for the look at them."""
    page.add(list(paths))
    settle(desk)


def texts(page: ImportPage) -> list[list[str]]:
    """The lines of the list of files."""
    rows = [page.list.table.rows.row(at) for at in range(len(page.list.table.rows.ids))]
    return [[cell if isinstance(cell, str) else cell.text for cell in row.cells] for row in rows]


# Looking


def test_before_anything_is_chosen_the_page_says_what_it_takes(page: ImportPage) -> None:
    assert page.choose.isVisible()
    assert not page.foot.isVisible()
    assert "家庭成员信息" in page.choose.empty._advice.text()


def test_looking_says_what_each_file_is_and_writes_nothing(
    page: ImportPage, desk: Desk, session: Session, people: Path
) -> None:
    read(page, desk, people)
    [line] = texts(page)
    assert line[:3] == ["家庭成员信息.xlsx", "家庭成员信息", "第 1 行"]
    assert (line[4], line[5]) == ("3", "认出 7 列")
    assert counts(session) == {}
    assert page.foot.way.import_button.isEnabled()


def test_problems_name_file_row_column_and_person(page: ImportPage, desk: Desk, people: Path) -> None:
    read(page, desk, people)
    found = {(p.row, p.column, p.who) for p in page.findings.problems}
    assert {(3, "F", "王二"), (4, "C", "李三")} <= found
    at = next(at for at, p in enumerate(page.findings.problems) if p.who == "李三")
    page.findings.problem_table.go_to(at)
    assert "家庭成员信息.xlsx 第 4 行 C 列“证件号码”（李三）" in page.findings.words.text()


def test_problems_are_filtered_by_file_and_level(page: ImportPage, desk: Desk, people: Path, homes: Path) -> None:
    read(page, desk, people, homes)
    everything = len(page.findings.shown_problems())
    page.findings.file.set_value("户信息.xlsx")
    assert {p.file for _, p in page.findings.shown_problems()} == {"户信息.xlsx"}
    page.findings.file.set_value(None)
    page.findings.levels.choose(["E"])
    assert {p.level for _, p in page.findings.shown_problems()} == {"E"}
    page.findings.levels.choose([])
    assert len(page.findings.shown_problems()) == everything


def test_a_refused_file_says_why_and_the_others_stay(page: ImportPage, desk: Desk, people: Path, tmp_path: Path) -> None:
    paper = tmp_path / "通知.xlsx"
    paper.write_bytes(b"%PDF-1.4 nothing in it")
    read(page, desk, people, paper)
    assert [line[6] for line in texts(page)] == ["认出", "没有读"]
    assert page.list.refusals.text().startswith("“通知.xlsx”是PDF文件，不是表格，没有导入。台账没有变。")
    assert page.foot.way.import_button.isEnabled()
    page.drop(paper)
    settle(desk)
    assert [line[0] for line in texts(page)] == ["家庭成员信息.xlsx"]
    assert not page.list.refusals.isVisible()


def test_with_nothing_readable_there_is_nothing_to_import(page: ImportPage, desk: Desk, tmp_path: Path) -> None:
    empty = tmp_path / "空的.csv"
    empty.write_bytes(b"")
    read(page, desk, empty)
    assert not page.foot.way.import_button.isEnabled()
    assert page.foot.way.verdict.text() == "选的文件都没有读成，没有可以导入的。"
    page.drop(empty)
    settle(desk)
    assert page.choose.isVisible()


def test_a_year_that_nobody_says_is_asked_for(page: ImportPage, desk: Desk, people: Path, homes: Path) -> None:
    read(page, desk, people, homes)
    assert "看不出年度" in page.foot.way.year_hint.text()
    assert page.found is not None and "household_year" not in page.found.plan.counts
    page.foot.way.year.set_value(2019)
    page.foot.way.year.left.emit()
    settle(desk)
    assert page.found.plan.counts["household_year"].new == 2
    assert "看不出年度" not in page.foot.way.year_hint.text()


def test_dropped_files_and_folders_are_read(page: ImportPage, desk: Desk, people: Path, homes: Path, tmp_path: Path) -> None:
    folder = tmp_path / "县里发的"
    folder.mkdir()
    (folder / people.name).write_bytes(people.read_bytes())
    (folder / "说明.docx").write_bytes(b"words")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in (folder, homes)])
    page.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                              Qt.KeyboardModifier.NoModifier))  # fmt: skip
    settle(desk)
    assert [line[0] for line in texts(page)] == ["家庭成员信息.xlsx", "户信息.xlsx"]


# Importing


def test_what_is_written_adds_up_and_can_be_taken_back_whole(
    page: ImportPage, desk: Desk, session: Session, people: Path
) -> None:
    read(page, desk, people)
    assert page.found is not None
    promised = {name: count.all for name, count in page.found.plan.counts.items()}
    press(Qt.Key.Key_Return, mods=CTRL)
    settle(desk)
    assert counts(session) == {"household": 2, "member": 3}
    assert {name: len(tables.records(session, name)) for name in promised} == promised
    total = page.counts.table.rows.row(0)
    assert [cell.text for cell in total.cells] == ["合计", "5", "0", "0", "5"]  # type: ignore[union-attr]
    assert page.foot.done.words.text().startswith("导入好了：新增 农户 2、家庭成员 3")
    page.foot.done.undo_button.click()
    settle(desk)
    assert counts(session) == {}
    assert page.foot.way.import_button.isEnabled()


def test_the_same_file_again_changes_nothing(page: ImportPage, desk: Desk, session: Session, people: Path) -> None:
    read(page, desk, people)
    page.apply()
    settle(desk)
    page.foot.done.more_button.click()
    read(page, desk, people)
    assert page.foot.way.verdict.text() == "台账里已经是这些内容，不用导入。"
    assert not page.foot.way.import_button.isEnabled()
    page.apply()
    settle(desk)
    assert len(records.recent_steps(session)) == 2  # the new ledger, and the one import


def test_the_way_decides_over_values_that_are_there(page: ImportPage, desk: Desk, session: Session, people: Path) -> None:
    importing.apply_import(session, importing.plan_import(session, [people]))
    first = next(m for m in tables.records(session, "member") if m.name == "王一")
    records.save(session, "改", [dataclasses.replace(first, politics="01")])
    read(page, desk, people)
    [change] = page.findings.changes
    assert (change.whose, change.label, change.before, change.after) == ("王一", "政治面貌", "中共党员", "群众")
    page.findings.which.set_value(CHANGES)
    page.findings._show()
    assert page.findings.words.text() == "王一的政治面貌：中共党员 → 群众（家庭成员信息.xlsx 第 2 行）"
    page.foot.way.way.set_value(importing.FILL_BLANKS)
    page.look_again()
    settle(desk)
    assert page.findings.changes == ()
    assert not page.foot.way.import_button.isEnabled()


def test_a_change_elsewhere_renews_the_look(page: ImportPage, desk: Desk, session: Session, people: Path) -> None:
    read(page, desk, people)
    desk.run(page, lambda s, _task: importing.apply_import(s, importing.plan_import(s, [people])))
    settle(desk)
    assert page.foot.way.verdict.text() == "台账里已经是这些内容，不用导入。"


def test_a_file_mended_in_between_is_read_anew(page: ImportPage, desk: Desk, people: Path, tmp_path: Path) -> None:
    mine = tmp_path / people.name
    mine.write_bytes(people.read_bytes())
    read(page, desk, mine)
    assert any(problem.who == "李三" for problem in page.findings.problems)
    tables.save(mine, PEOPLE, ["2", "李三", number(3), "户主", "男", "健康", "群众"])
    page.list.again_button.click()
    settle(desk)
    assert len(texts(page)) == 1
    assert not any(problem.who == "李三" for problem in page.findings.problems)


def test_stopping_leaves_everything_as_it_was(
    page: ImportPage, desk: Desk, session: Session, people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(page, desk, people)

    def stopped(_session: Session, _plan: object, *, task: Task) -> None:
        task.cancel()
        task.step(0, 1, "")
        raise Cancelled

    monkeypatch.setattr(importing, "apply_import", stopped)
    page.apply()
    settle(desk)
    assert counts(session) == {}
    assert page.foot.way.import_button.isEnabled()


def test_problems_are_saved_as_a_workbook(
    page: ImportPage, desk: Desk, people: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(page, desk, people)
    out = tmp_path / "问题.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(out), ""))
    page.findings.save_button.click()
    settle(desk)
    book = load_workbook(out)
    words = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row]
    book.close()
    assert "李三" in words


def test_the_page_has_its_line_in_the_navigation(page: ImportPage, window: MainWindow) -> None:
    assert window.navigation.items["import"].entry.title == "导入表格"
