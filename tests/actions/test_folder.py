"""一户一档: the contents name the page where each paper really begins, folders are parted, streamed and can be stopped."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest

from fupin_desk.actions import households, paper_sheets, print_folder, print_log
from fupin_desk.actions.print_folder import FolderOrder, contents_of, measure_folder, print_folder_pdf
from fupin_desk.actions.session import Session
from fupin_desk.core.errors import Cancelled, DeskError
from fupin_desk.core.progress import Task
from fupin_desk.forms.pdf import page_count, page_text
from fupin_desk.ledgers.card import CardFilter
from fupin_desk.ledgers.household import Member
from fupin_desk.ledgers.monitoring import Monitoring

SHORT = ("household_survey", "helping_agreement", "visit_record", "policy_notice")
BEFORE = 2  # cover and contents


class Mark(NamedTuple):
    level: int
    title: str
    page: int


def bookmarks(pdf: bytes) -> list[Mark]:
    """The outline as a reader shows it; pages from 0."""
    with pypdfium2.PdfDocument(pdf) as document:
        found = []
        for mark in document.get_toc():
            target = mark.get_dest()
            assert target is not None
            found.append(Mark(mark.level, mark.get_title(), target.get_index() or 0))
        return found


def listed(text: str) -> list[tuple[str, str, str]]:
    """Number, title and pages of each line of a printed contents."""
    return re.findall(r"^(\d+) (\S+) \d{8} ([\d—]+)\s*$", text.replace("\r", ""), re.MULTILINE)


def ids(session: Session, count: int) -> tuple[str, ...]:
    return tuple(households.card_ids(session, CardFilter())[:count])


def written(session: Session, order: FolderOrder, folder: Path) -> bytes:
    print_folder_pdf(session, order, folder / "档.pdf")
    return (folder / "档.pdf").read_bytes()


def crowded(session: Session) -> str:
    """A household of eight people: its survey has a 续页."""
    home = ids(session, 1)[0]
    with session.file.work("添人", strict=False) as work:
        for n in range(8):
            work.put(Member(household=home, name=f"添丁{n}", relation="12", birth=date(1990, 1, n + 1)))
    return home


def test_the_contents_name_the_page_on_which_each_paper_begins(session: Session, tmp_path: Path) -> None:
    homes = (crowded(session), *ids(session, 3)[1:])
    pdf = written(session, FolderOrder(homes, SHORT), tmp_path)
    marks = bookmarks(pdf)
    folders = [n for n, mark in enumerate(marks) if mark.level == 0]
    assert len(folders) == 3
    for at in folders:
        cover, contents, *papers = marks[at + 1 : at + 3 + len(SHORT)]
        assert (cover.title, contents.title) == ("户档案封面", "卷内目录")
        lines = listed(page_text(pdf, [contents.page]))
        assert [int(number) for number, _, _ in lines] == [1, 2, 3, 4]
        for (_, title, pages), paper in zip(lines, papers, strict=True):
            begins = contents.page + int(pages.partition("—")[0])
            assert begins == paper.page
            assert "第 1 页" in page_text(pdf, [begins]), title
            assert paper.title in page_text(pdf, [begins]), title


def test_a_paper_that_runs_on_moves_the_others(session: Session, tmp_path: Path) -> None:
    text = page_text(written(session, FolderOrder((crowded(session),), SHORT), tmp_path), [1])
    plain = page_text(written(session, FolderOrder(ids(session, 2)[1:], SHORT), tmp_path), [1])
    assert [pages for _, _, pages in listed(text)] == ["1", "4", "6", "7"]
    assert [pages for _, _, pages in listed(plain)] == ["1", "3", "5", "6"]


def test_the_last_line_says_where_the_folder_ends() -> None:
    rows = contents_of(["甲表", "乙表"], [2, 3], "20191120")
    assert [row["页号"].text for row in rows] == ["1", "3—5"]
    assert [row["页号"].text for row in contents_of(["甲表"], [1], "20191120")] == ["1"]
    assert rows[0]["日期"].text == "20191120"


def test_the_cover_counts_papers_and_pages(session: Session, tmp_path: Path) -> None:
    pdf = written(session, FolderOrder(ids(session, 1), SHORT), tmp_path)
    assert page_count(pdf) == BEFORE + 6
    cover = page_text(pdf, [0])
    assert re.search(r"^4\s+6\s*$", cover, re.MULTILINE), "卷内件数 and 卷内页数 stand beside one another"


def test_pages_and_sheets_are_known_before_printing(session: Session, tmp_path: Path) -> None:
    order = FolderOrder(ids(session, 4))
    measured = measure_folder(session, order)
    result = print_folder_pdf(session, order, tmp_path / "档.pdf")
    assert (sum(c.pages for c in measured), len(measured)) == (result.pages, result.households)
    run = print_folder.folder_run(session, order)
    assert [(c.household, c.pages) for c in run.copies] == [(c.household, c.pages) for c in measured]
    assert page_count(run.pdf) == result.pages
    _, sheets = paper_sheets.count((c.pages for c in measured), 1, both_sides=True)
    assert sheets == sum(-(-c.pages // 2) for c in measured)


def test_on_both_sides_every_folder_begins_on_a_front_page(session: Session, tmp_path: Path) -> None:
    pdf = written(session, FolderOrder(ids(session, 4), ("visit_record",), fresh_sheet=True), tmp_path)
    assert [mark.page for mark in bookmarks(pdf) if mark.level == 0] == [0, 4, 8, 12]


def test_masked_folders_hold_no_full_number(session: Session, tmp_path: Path) -> None:
    homes = ids(session, 2)
    known = [m.id_number for file in households.household_files(session, homes) for m in file.members if m.id_number]
    open_text = page_text(written(session, FolderOrder(homes, SHORT), tmp_path))
    text = page_text(written(session, FolderOrder(homes, SHORT, masked=True), tmp_path))
    assert any(number in open_text for number in known)
    assert not any(number in text for number in known)


def test_papers_of_monitoring_and_leaving_only_where_they_concern(session: Session) -> None:
    home, other = (file.household for file in households.household_files(session, ids(session, 2)))
    with session.file.work("监测", strict=False) as work:
        work.put(Monitoring(household=home.id, monitor_kind="1", identified_month="2021-05"))
        work.put(dataclasses.replace(home, state="0"))
        work.put(dataclasses.replace(other, state="1"))
    assert "监测对象风险消除审批表" in _titles(session, home.id, 2022)
    assert not any("监测对象" in title for title in _titles(session, other.id, 2022))
    assert "脱贫退出申请书" in _titles(session, other.id, 2019)
    assert "脱贫退出申请书" not in _titles(session, home.id, 2019), "it has not left poverty"
    assert "脱贫退出申请书" not in _titles(session, other.id, 2022), "the paper is one of the years to 2020"


def _titles(session: Session, household: str, year: int) -> set[str]:
    pdf = print_folder.folder_run(session, FolderOrder((household,), year=year)).pdf
    return {mark.title for mark in bookmarks(pdf)}


def test_the_usual_forms_come_in_official_order_and_cards_stay_out(session: Session) -> None:
    usual = [info.name for info in print_folder.folder_forms(session)]
    assert usual == [name for name in print_folder.FOLDER_FORMS if name in usual]
    offered = [info.name for info in print_folder.choosable_forms(session)]
    assert offered[: len(usual)] == usual
    assert not {"contact_card", "satisfaction_survey", "pairing_roster", "folder_cover"} & set(offered)


@pytest.mark.parametrize("name", ["contact_card", "satisfaction_survey", "pairing_roster"])
def test_a_form_that_does_not_belong_into_a_folder_is_refused(session: Session, tmp_path: Path, name: str) -> None:
    with pytest.raises(DeskError, match="放不进一户一档"):
        print_folder_pdf(session, FolderOrder(ids(session, 1), (name,)), tmp_path / "档.pdf")
    assert list(tmp_path.glob("档.*")) == []


def test_nobody_chosen_is_said(session: Session, tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="没有选中"):
        print_folder_pdf(session, FolderOrder(()), tmp_path / "档.pdf")


def test_the_file_grows_as_it_is_made_and_stopping_leaves_nothing(session: Session, tmp_path: Path) -> None:
    sizes: list[int] = []
    part = tmp_path / "档.pdf.part"

    def step(done: int, total: int, _label: str) -> None:
        assert total == 30
        sizes.append(part.stat().st_size)
        if done == 20:
            task.cancel()

    task = Task(step)
    with pytest.raises(Cancelled):
        print_folder_pdf(session, FolderOrder(ids(session, 30), SHORT), tmp_path / "档.pdf", task)
    assert len(sizes) == 21
    assert sizes[-1] > sizes[10] > 0
    assert list(tmp_path.glob("档.*")) == []


def test_printing_folders_is_noted(session: Session) -> None:
    homes = ids(session, 2)
    print_folder.note_folders(session, FolderOrder(homes, masked=True), print_log.PDF, 20)
    line = print_log.printings(session)[0]
    assert (line.form, line.households, line.pages, line.masked) == ("一户一档", 2, 20, True)
