"""A paper carries the code of its household: typed or scanned it finds the very record again."""

from __future__ import annotations

from datetime import date

from fupin_desk.actions import households, printing
from fupin_desk.actions.print_order import Order
from fupin_desk.actions.session import Session
from fupin_desk.core.papercodes import form_sign, scanned_code, short_code
from fupin_desk.forms import pdf
from fupin_desk.ledgers.card import CardFilter


def test_every_household_is_found_by_the_code_on_its_paper(session: Session) -> None:
    for home in households.card_ids(session, CardFilter())[:5]:
        code = short_code(home)
        assert code in pdf.page_text(printing.preview(session, Order("visit_record", (home,))))
        assert [found.household for found in households.search(session, code)] == [home]
        (scanned,) = households.search(session, scanned_code(code, "visit_record", date(2019, 11, 20)))
        assert (scanned.household, scanned.form) == (home, form_sign("visit_record"))
        assert "2019年11月20日打印" in scanned.detail


def test_the_code_of_a_household_that_is_not_here_finds_nobody(session: Session) -> None:
    assert households.search(session, short_code("019ab3c4-1111-7000-8000-01082180c001")) == []


def test_blank_and_posted_papers_carry_no_code(session: Session) -> None:
    home = households.card_ids(session, CardFilter())[0]
    assert short_code(home) not in pdf.page_text(printing.preview(session, Order("visit_record", blank=1)))
    assert short_code(home) not in pdf.page_text(printing.preview(session, Order("exit_notice", (home,))))
