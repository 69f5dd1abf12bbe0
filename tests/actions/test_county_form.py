"""A township's own form, drawn and saved in LibreOffice: added, filled from the ledger, printed, carried on."""

from __future__ import annotations

import zipfile
from pathlib import Path

from fupin_desk.actions import form_packs, households, own_forms, printing
from fupin_desk.actions.print_order import Order
from fupin_desk.actions.session import Session
from fupin_desk.forms import pdf
from fupin_desk.forms.fonts import TICKED_BOX
from fupin_desk.ledgers.card import CardFilter
from fupin_desk.ledgers.household import Member
from tests.paper_text import bare

FORM = Path(__file__).resolve().parents[1] / "forms" / "county" / "industry_wish.xlsx"


def test_the_sheet_was_saved_by_libreoffice() -> None:
    with zipfile.ZipFile(FORM) as package:
        assert b"LibreOffice" in package.read("docProps/app.xml")


def test_a_townships_form_is_filled_from_the_ledger_for_every_household(session: Session) -> None:
    checked = own_forms.check_own_form(session, FORM)
    assert (checked.problems, checked.pages, checked.replaces) == ((), 1, "")
    added = own_forms.add_own_form(session, FORM)
    assert (added.group, added.subject, added.edition) == ("柳河乡", "户", "2019.11")
    ids = households.card_ids(session, CardFilter())
    for file in households.household_files(session, ids[:5]):
        today = session.today
        copy = printing.preview(session, Order(added.name, (file.household.id,), year=file.years[0].year))
        text = bare(pdf.page_text(copy))
        assert "柳河乡特色产业发展意愿登记表" in text
        assert bare(file.head_name(today)) in text
        assert str(file.household.number) in text
        assert all(bare(member.name) in text for member in file.people(today))
        assert TICKED_BOX in text


def test_more_people_than_rows_go_to_a_continuation(session: Session) -> None:
    own_forms.add_own_form(session, FORM)
    home = households.card_ids(session, CardFilter())[0]
    (before,) = households.household_files(session, [home])
    with session.file.work("新增成员") as work:
        work.put_many([Member(household=home, name=f"王小{letter}", relation="03") for letter in "甲乙丙丁戊己"])
    (large,) = households.household_files(session, [home])
    assert len(large.people(session.today)) == len(before.people(session.today)) + 6
    copy = printing.preview(session, Order("industry_wish", (home,)))
    assert printing.page_count(copy) == 2
    text = bare(pdf.page_text(copy))
    assert all(bare(member.name) in text for member in large.people(session.today))


def test_the_form_prints_the_same_after_a_journey_in_a_pack(session: Session, other: Session, tmp_path: Path) -> None:
    own_forms.add_own_form(session, FORM)
    pack = tmp_path / "柳河乡.bypack"
    form_packs.write_pack(session, ["industry_wish"], pack)
    form_packs.take_pack(other, pack)
    texts = [pdf.page_text(printing.preview(s, Order("industry_wish", blank=1))).splitlines()[:12] for s in (session, other)]
    assert texts[0] == texts[1]
