"""Documents from the ledger: listed beside the forms, printed as PDF and as text to paste, never as a workbook."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fupin_desk.actions import documenting, printing
from fupin_desk.actions.print_order import Order
from fupin_desk.actions.session import Session
from fupin_desk.core.errors import DeskError
from fupin_desk.forms import pdf


def bare(text: str) -> str:
    return re.sub(r"\s|\ufffe", "", text)


@pytest.mark.parametrize("info", documenting.documents(), ids=lambda info: info.name)
def test_every_document_is_filled_from_the_ledger(session: Session, info: printing.FormInfo) -> None:
    assert info in printing.forms(session)
    assert documenting.is_document(info)
    order = Order(info.name, blank=1 if info.subject == printing.HOUSEHOLD else 0)
    text = bare(pdf.page_text(documenting.preview(session, order)))
    assert "{{" not in text
    assert "None" not in text


def test_titles_of_forms_and_documents_are_never_the_same() -> None:
    titles = [info.title for info in printing.forms()]
    documents = [info.title for info in documenting.documents()]
    assert all(titles.count(title) == 1 for title in documents)


def test_a_document_is_saved_as_pdf_and_as_text(session: Session, tmp_path: Path) -> None:
    order = Order("work_report_year")
    result = documenting.save_pdf(session, order, tmp_path / "报告.pdf")
    assert result.pages == pdf.page_count((tmp_path / "报告.pdf").read_bytes())
    documenting.save_text(session, order, tmp_path / "报告.txt")
    text = (tmp_path / "报告.txt").read_text(encoding="utf-8-sig")
    assert "年度工作报告" in text
    assert "序号\t姓名\t派出单位\t起止时间" in text


def test_a_document_is_not_saved_as_a_workbook(session: Session, tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="是文书，不能存为 Excel 表"):
        printing.fill_xlsx(session, Order("letter"), tmp_path / "函.xlsx")
    assert not (tmp_path / "函.xlsx").exists()


def test_a_form_is_no_document(session: Session) -> None:
    with pytest.raises(DeskError, match="没有叫“household_survey”的文书"):
        documenting.text(session, Order("household_survey"))
