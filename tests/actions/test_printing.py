"""Printing from the ledger: every value lands on the paper, masked ones never do, pages are counted as they are printed."""

from __future__ import annotations

import dataclasses
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from openpyxl import load_workbook

from fupin_desk.actions import households, printing
from fupin_desk.actions.masking import masked_file
from fupin_desk.actions.print_order import Copies
from fupin_desk.actions.printing import Order
from fupin_desk.actions.session import Session
from fupin_desk.core.errors import Cancelled
from fupin_desk.core.progress import Task
from fupin_desk.forms import catalog, pdf
from fupin_desk.forms.fill import value_of
from fupin_desk.forms.names import names_of
from fupin_desk.ledgers.card import CardFilter
from fupin_desk.ledgers.family import HouseholdFile
from tests.paper_text import bare

SURVEY, VISITS, ROSTER = "household_survey", "visit_record", "pairing_roster"
_DRAWN = ("勾选", "二维码", "照片")
"""How values are shown that are not (only) text: boxes and pictures are checked where they are drawn."""


def printed(session: Session, order: Order) -> str:
    """What a reader of the paper sees."""
    return bare(pdf.page_text(printing.preview(session, order)))


def files(session: Session, count: int) -> list[HouseholdFile]:
    """The first households of the village."""
    return households.household_files(session, households.card_ids(session, CardFilter())[:count])


def expected(session: Session, form: str, household: str) -> dict[str, str]:
    """Name -> text of every filled placeholder of one household's copy."""
    info = catalog.find_form(form)
    loaded = catalog.load_form(info.path, names_of(info.subject))
    data = next(iter(Copies(session, Order(form, (household,)), loaded)))
    found: dict[str, str] = {}
    for slot in (slot for row in loaded.rows for cell in row for slot in cell.slots):
        value = value_of(slot, data, 0, {})
        if value is not None and value.text and slot.show.name not in _DRAWN:
            found[f"{slot.listed}.{slot.name}.{slot.item}"] = slot.show.text(value) if slot.show.name else value.text
    return found


@pytest.mark.parametrize("form", [SURVEY, VISITS])
def test_every_value_of_a_household_is_on_its_paper(session: Session, form: str) -> None:
    for file in files(session, 4):
        text = printed(session, Order(form, (file.household.id,)))
        wanted = expected(session, form, file.household.id)
        assert len(wanted) > 15
        missing = {name for name, value in wanted.items() if bare(value) not in text}
        assert not missing


def test_the_roster_names_every_pairing_of_the_village(session: Session) -> None:
    text = printed(session, Order(ROSTER))
    for file in files(session, 50):
        pairing = file.main_pairing(session.today)
        if pairing is not None:
            assert bare(file.head_name(session.today)) in text
            assert bare(file.helpers[pairing.helper].name) in text


def test_a_roster_of_some_households_names_only_these(session: Session) -> None:
    one, other, *_ = [f for f in files(session, 20) if f.main_pairing(session.today)]
    text = printed(session, Order(ROSTER, (one.household.id,)))
    assert str(one.household.number) in text
    assert str(other.household.number) not in text


@pytest.mark.parametrize("form", [SURVEY, VISITS])
def test_masked_paper_shows_no_full_number(session: Session, form: str) -> None:
    for file in files(session, 4):
        text = printed(session, Order(form, (file.household.id,), masked=True))
        secrets = [m.id_number for m in file.members] + [m.phone for m in file.members]
        secrets += [file.household.phone, file.household.bank_card, *(h.phone for h in file.helpers.values())]
        assert not [s for s in secrets if s and s in text]
        head = file.head(session.today)
        assert head is not None and head.name in text


def test_a_number_written_into_a_sentence_is_masked_too(session: Session) -> None:
    file = next(f for f in files(session, 20) if f.visits)
    number = next(m.id_number for m in file.members if m.id_number)
    told = dataclasses.replace(file.visits[0], content=f"核对了{number}的医保。")
    hidden = masked_file(dataclasses.replace(file, visits=(told,)))
    content = hidden.visits[0].content
    assert content is not None and number not in content
    assert content.startswith("核对了") and content.endswith("的医保。")


def test_a_year_without_figures_stays_empty_and_is_said(session: Session) -> None:
    household = files(session, 1)[0]
    year = printing.usual_year(session)
    assert [y.year for y in household.years][:1] == [year]
    order = Order(SURVEY, (household.household.id,), year=year - 20)
    (copy,) = printing.measure(session, order)
    assert copy.findings == (("年度各栏", f"没有 {year - 20} 年的数据，空着"),)
    income = household.per_capita_fen(household.years[0], session.today)
    assert income is not None
    assert f"{income // 100:,}" not in printed(session, order)


def test_years_offered_hold_the_newest_of_the_ledger(session: Session) -> None:
    years = printing.years(session)
    assert printing.usual_year(session) in years
    assert years == sorted(years, reverse=True)
    assert session.today.year in years


def test_pages_are_counted_as_they_are_printed(session: Session) -> None:
    ids = tuple(households.card_ids(session, CardFilter()))
    for form in (SURVEY, VISITS):
        order = Order(form, ids)
        counted = printing.measure(session, order)
        run = printing.run_of(session, order)
        assert [c.household for c in counted] == list(ids)
        assert counted == run.copies
        assert sum(c.pages for c in counted) == printing.page_count(run.pdf)


def test_a_household_that_is_gone_is_left_out(session: Session) -> None:
    known = files(session, 1)[0].household.id
    (copy,) = printing.measure(session, Order(SURVEY, ("nobody", known)))
    assert copy.household == known


def test_blank_forms_are_empty_whatever_they_are_about(session: Session) -> None:
    names = [file.head_name(session.today) for file in files(session, 50)]
    for form in (SURVEY, VISITS, ROSTER):
        run = printing.run_of(session, Order(form, blank=3))
        assert [c.household for c in run.copies] == ["", "", ""]
        text = bare(pdf.page_text(run.pdf))
        assert not [name for name in names if bare(name) in text]


def test_counting_stops_when_it_is_cancelled(session: Session) -> None:
    task = Task()
    task.cancel()
    with pytest.raises(Cancelled):
        printing.measure(session, Order(SURVEY, None), task=task)


def test_pictures_of_pages_can_be_drawn_on_two_threads_at_once(session: Session) -> None:
    ids = households.card_ids(session, CardFilter())[:6]
    papers = [printing.preview(session, Order(SURVEY, (i,))) for i in ids]
    alone = [printing.page_png(paper, 1, 0.7) for paper in papers]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda paper: printing.page_png(paper, 1, 0.7), papers * 4))
    assert together == alone * 4


def test_the_workbook_holds_what_the_paper_shows(session: Session, tmp_path: Path) -> None:
    file = files(session, 1)[0]
    out = tmp_path / "表.xlsx"
    printing.fill_xlsx(session, Order(SURVEY, (file.household.id,), masked=True), out)
    cells = [str(c.value) for row in load_workbook(out).worksheets[0].iter_rows() for c in row if c.value]
    head = file.head(session.today)
    assert head is not None and any(head.name in text for text in cells)
    assert head.id_number and not any(head.id_number in text for text in cells)
