"""Orders that cannot be printed are refused with a sentence, and no file appears; a print leaves nothing half done."""

from __future__ import annotations

from pathlib import Path

import pytest

from fupin_desk.actions import print_folder, printing
from fupin_desk.actions.print_folder import FolderOrder
from fupin_desk.actions.printing import Order
from fupin_desk.actions.session import Session
from fupin_desk.core.errors import Cancelled, DeskError
from fupin_desk.core.progress import Task

SURVEY, MONTHLY = "household_survey", "member_month"


@pytest.mark.parametrize(
    ("order", "said"),
    [
        (Order(SURVEY, ()), "没有选中任何一户"),
        (Order(SURVEY, ("nobody",)), "没有选中任何一户"),
        (Order(MONTHLY, month="1950-01"), "1950年1月没有在队的队员"),
        (Order(MONTHLY, people=("nobody",)), "没有选中任何一名队员"),
        (Order(SURVEY, blank=-5), "份数"),
        (Order(SURVEY, blank=1_000_000), "份数"),
        (Order(SURVEY, year=10_000), "年度"),
        (Order(SURVEY, year=-5), "年度"),
        (Order(MONTHLY, month="2019-13"), "月份"),
        (Order(MONTHLY, month="2019-1"), "月份"),
        (Order("monthly_report", month="9999-12"), "月份"),
    ],
)
def test_an_order_that_comes_to_nothing_is_refused_and_writes_no_file(session: Session, tmp_path: Path, order: Order, said: str) -> None:
    out = tmp_path / "a.pdf"
    with pytest.raises(DeskError, match=said):
        printing.print_pdf(session, order, out)
    with pytest.raises(DeskError, match=said):
        printing.run_of(session, order)
    with pytest.raises(DeskError, match=said):
        printing.preview(session, order)
    assert not out.exists()


@pytest.mark.parametrize("year", [10_000, -5, 99])
def test_a_folder_of_an_impossible_year_is_refused(session: Session, tmp_path: Path, year: int) -> None:
    with pytest.raises(DeskError, match="年度"):
        print_folder.print_folder_pdf(session, FolderOrder(year=year), tmp_path / "a.pdf")
    with pytest.raises(DeskError, match="月份"):
        print_folder.folder_run(session, FolderOrder(month="2019-13"))


@pytest.mark.parametrize("month", ["1900-01", "2100-12", "2000-02"])
def test_months_far_away_print_with_their_days(session: Session, month: str) -> None:
    for name in ("attendance_sheet", "monthly_report", "quarterly_report", "half_year_report"):
        assert printing.page_count(printing.preview(session, Order(name, month=month))) >= 1


def test_a_whole_village_cannot_go_into_one_workbook_and_is_told_at_once(session: Session, tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="一次只能填一户，现在选了 50 户"):
        printing.fill_xlsx(session, Order(SURVEY), tmp_path / "a.xlsx")
    with pytest.raises(DeskError, match="没有选中任何一户"):
        printing.fill_xlsx(session, Order(SURVEY, ()), tmp_path / "a.xlsx")


def stopping(step: int) -> Task:
    """A task that the person stops at a step."""

    def at(done: int, total: int, label: str) -> None:
        assert total >= done, label
        if done == step:
            task.cancel()

    task = Task(at)
    return task


@pytest.mark.parametrize("step", [0, 1, 7, 49])
def test_cancelling_at_any_step_leaves_the_old_file_and_nothing_else(session: Session, tmp_path: Path, step: int) -> None:
    out = tmp_path / "a.pdf"
    out.write_bytes(b"old")
    with pytest.raises(Cancelled):
        printing.print_pdf(session, Order(SURVEY), out, task=stopping(step))
    with pytest.raises(Cancelled):
        print_folder.print_folder_pdf(session, FolderOrder(), out, stopping(step))
    with pytest.raises(Cancelled):
        printing.run_of(session, Order(SURVEY), task=stopping(step))
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["a.pdf"]
    assert out.read_bytes() == b"old"
