"""Every form that ships: printed from a rich and from an almost empty ledger, parsed back, nothing lost, cut or leaked."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from fupin_desk.actions import households, print_log, printing, records
from fupin_desk.actions.print_order import HOUSEHOLD, Copies, Order
from fupin_desk.actions.session import Session
from fupin_desk.forms import catalog, pdf
from fupin_desk.forms.fill import Slot, value_of
from fupin_desk.forms.names import names_of
from fupin_desk.forms.values import FormData
from fupin_desk.ledgers.card import CardFilter
from fupin_desk.ledgers.household import HOUSEHOLD as HOUSEHOLDS
from fupin_desk.ledgers.household import MEMBER, Household, Member
from fupin_desk.ledgers.monitoring import Monitoring
from tests.demo_ledgers import opened_copy
from tests.paper_text import bare

FORMS = [info.name for info in catalog.list_forms()]
_DRAWN = ("二维码", "照片", "图表")
_NOTES = ("名称", "分组", "对象", "年度", "依据", "公开", "份数", "装订", "版本")


def loaded(name: str) -> catalog.Form:
    info = catalog.find_form(name)
    return catalog.load_form(info.path, names_of(info.subject))


def copies_of(session: Session, order: Order) -> list[FormData]:
    return list(Copies(session, order, loaded(order.form)))


def written(form: catalog.Form, data: FormData) -> Iterator[tuple[str, str]]:
    """(placeholder, text it has to show) for every value of a copy, all items of lists."""
    for slot in {slot for row in form.rows for cell in row for slot in cell.slots}:
        shifts = range(len(data.lists.get(slot.listed, ())) - slot.item) if slot.listed else (0,)
        for shift in shifts:
            value = value_of(slot, data, shift, {})
            if value is not None and value.text and slot.show.name not in _DRAWN:
                yield from _shown(slot, slot.show.text(value), value.text)


def _shown(slot: Slot, text: str, plain: str) -> Iterator[tuple[str, str]]:
    label = f"{slot.listed}.{slot.name}".strip(".")
    if slot.show.name == "勾选":
        yield from ((label, part.strip()) for part in re.split("[、，]", plain))
    elif slot.show.name == "方格":
        yield from ((label, digit) for digit in plain)
    else:
        yield label, text


def lost(session: Session, order: Order) -> list[str]:
    """Placeholders whose value is not on the paper."""
    form = loaded(order.form)
    paper = bare(pdf.page_text(printing.preview(session, order)))
    found = [pair for data in copies_of(session, order) for pair in written(form, data)]
    return [label for label, text in found if bare(text) not in paper]


@dataclass(frozen=True)
class Papers:
    """A village to print from, read by all tests: its richest household, one with a name only, one of a child alone."""

    session: Session
    rich: str
    bare: str
    child: str

    @property
    def numbers(self) -> set[str]:
        """Every full number of a person that the ledger holds."""
        people = records.list_records(self.session, MEMBER)
        homes = records.list_records(self.session, HOUSEHOLDS)
        found = {n for p in people for n in (p.id_number, p.phone)} | {n for h in homes for n in (h.phone, h.bank_card)}
        return {number for number in found if number}


@pytest.fixture(scope="module")
def papers(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Papers]:
    with opened_copy(sample, tmp_path_factory.mktemp("papers") / "石桥村.fupin") as session:
        born = date(session.today.year - 12, 1, 1)
        with session.file.work("新增两户") as work:
            known, child = work.put(Household(number="5117992110200999")), work.put(Household(number="5117992110200998"))
            work.put(Member(household=known.id, name="陈国富", relation="01"))
            work.put(Member(household=child.id, name="陈小满", relation="01", birth=born))
        yield Papers(session, _enriched(session), known.id, child.id)


def _enriched(session: Session) -> str:
    """The household with the most written down, and what no sample household has: monitoring, disability, a soldier."""
    files = households.household_files(session, households.card_ids(session, CardFilter()))
    file = max(files, key=lambda f: (len(f.members), len(f.years), len(f.visits)))
    first, *others = file.people(session.today)
    with session.file.work("补全") as work:
        work.put(Monitoring(
            household=file.household.id, monitor_kind="02", identified_month=f"{session.today:%Y-%m}", risks=("01", "02"),
            per_capita_fen=580_000, contact="周明远", contact_phone="13900001000", cleared=False,
        ))  # fmt: skip
        work.put(dataclasses.replace(first, health=("04",), politics="01", low_income=True))
        work.put_many([dataclasses.replace(other, soldier=True) for other in others[:1]])
    return file.household.id


def order_for(name: str, household: str) -> Order:
    return Order(name, (household,))


def test_the_set_holds_every_form_of_the_standard_list() -> None:
    assert len(FORMS) == len(set(FORMS))
    groups = {info.group for info in catalog.list_forms()}
    assert groups == {"户级", "花名册", "程序文书与公示", "队伍与台账", "村级统计"}
    titles = [info.title for info in catalog.list_forms()]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize("name", FORMS)
def test_a_form_says_what_it_is_and_where_it_comes_from(name: str) -> None:
    form = loaded(name)
    assert [note for note in _NOTES if not form.layout.notes.get(note)] == []


@pytest.mark.parametrize("name", FORMS)
def test_every_value_of_a_rich_household_or_village_is_on_paper(papers: Papers, name: str) -> None:
    session, household = papers.session, catalog.find_form(name).subject == HOUSEHOLD
    order = order_for(name, papers.rich) if household else Order(name)
    assert lost(session, order) == []
    result = printing.fit_check(session, Order(name))
    assert [str(found) for found in (*result.overflows, *result.missing_glyphs)] == []


@pytest.mark.parametrize("name", FORMS)
def test_what_is_known_of_an_almost_empty_household_is_on_paper_and_the_rest_is_for_the_pen(
    papers: Papers, name: str
) -> None:
    session, order = papers.session, order_for(name, papers.bare)
    assert lost(session, order) == []
    text = pdf.page_text(printing.preview(session, order))
    assert "None" not in text
    assert "{{" not in text
    assert not printing.fit_check(session, order).overflows


@pytest.mark.parametrize("name", FORMS)
def test_a_blank_form_holds_nobody(papers: Papers, name: str) -> None:
    text = bare(pdf.page_text(printing.preview(papers.session, Order(name, blank=1))))
    assert not [number for number in papers.numbers if number in text]
    assert "None" not in text


@pytest.mark.parametrize("name", FORMS)
def test_masked_and_posted_papers_show_no_full_number(papers: Papers, name: str) -> None:
    public = catalog.find_form(name).public
    text = bare(pdf.page_text(printing.preview(papers.session, Order(name, masked=not public))))
    assert not [number for number in papers.numbers if number in text]


def test_what_is_not_masked_shows_the_numbers(papers: Papers) -> None:
    text = bare(pdf.page_text(printing.preview(papers.session, Order("member_roster"))))
    assert len([number for number in papers.numbers if number in text]) > 50


@pytest.mark.parametrize("name", [info.name for info in catalog.list_forms() if info.public])
def test_no_child_is_named_on_what_is_posted_not_even_as_head(papers: Papers, name: str) -> None:
    assert "陈小满" not in bare(pdf.page_text(printing.preview(papers.session, Order(name, (papers.child,)))))


def test_undo_passes_over_a_printing(session: Session) -> None:
    with session.file.work("改一户") as work:
        work.put(Household(number="5117992110200998"))
    print_log.note_printing(session, "信息采集表", print_log.PDF, ["x"] * 3, 6, masked=True)
    assert records.undo(session).summary == "已撤销：改一户"
    assert [(line.form, line.households, line.pages, line.masked) for line in print_log.printings(session)] == [
        ("信息采集表", 3, 6, True)
    ]
