"""Rosters and the fourteen books: who stands in them, in which order, and what of a number may be seen."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from fupin_desk.actions import printing
from fupin_desk.actions.filling import rosters, special
from fupin_desk.actions.filling.people import last_four
from fupin_desk.actions.filling.source import VillageSource
from fupin_desk.actions.filling.words import Values
from fupin_desk.actions.printing import Order
from fupin_desk.actions.session import Session
from fupin_desk.forms import pdf
from fupin_desk.forms.named.special import SUBSIDIES
from fupin_desk.ledgers import idnumber
from fupin_desk.ledgers.household import HOUSEHOLD, MEMBER, Household, Member
from fupin_desk.ledgers.monitoring import Monitoring
from fupin_desk.ledgers.record import Ledger, Record
from fupin_desk.ledgers.year import HOUSEHOLD_YEAR, HouseholdYear
from fupin_desk.store.queries import lists

BOOKS = ("book_residents", "book_low_income", "book_disabled", "book_subsidies")
"""Books with numbers of people, of disability cards and of bank cards."""


def records(session: Session, ledger: Ledger) -> list[Record]:
    with session.file.read() as connection:
        return list(lists.list_records(connection, ledger, ()))


def put(session: Session, *changed: Record) -> None:
    with session.file.work("测试", strict=False, kind="demo") as work:
        work.put_many(changed)


def source(session: Session, *, masked: bool = False) -> VillageSource:
    return VillageSource(session, session.today.year, masked=masked)


def rows(session: Session, listed: str, *, masked: bool = False) -> list[Values]:
    return {**rosters.LISTS, **special.LISTS}[listed](source(session, masked=masked))


def members(session: Session) -> list[Member]:
    return [record for record in records(session, MEMBER) if isinstance(record, Member)]


def households(session: Session) -> list[Household]:
    return [record for record in records(session, HOUSEHOLD) if isinstance(record, Household)]


def years(session: Session) -> list[HouseholdYear]:
    return [record for record in records(session, HOUSEHOLD_YEAR) if isinstance(record, HouseholdYear)]


def names(found: list[Values]) -> list[str]:
    return [row["姓名"].text for row in found]


NUMBER = idnumber.make("511799", date(1975, 6, 18), 542)


@pytest.mark.parametrize(
    ("number", "seen"),
    [
        (NUMBER, NUMBER[14:]),
        (f"{NUMBER}43", NUMBER[14:]),
        (f"{NUMBER}43B1", NUMBER[14:]),
        (idnumber.mask(NUMBER), NUMBER[14:]),
        (idnumber.mask(f"{NUMBER}43"), NUMBER[14:]),
        (idnumber.mask(f"{NUMBER}43B1"), NUMBER[14:]),
        ("511799750618542", "8542"),
        ("", ""),
    ],
)
def test_hand_outs_show_the_last_four_of_the_citizens_number(number: str, seen: str) -> None:
    assert last_four(number) == seen


def test_a_masked_hand_out_sheet_still_shows_the_last_four(session: Session) -> None:
    full, masked = rows(session, "在册户"), rows(session, "在册户", masked=True)
    assert [row["证件号后四位"].text for row in masked] == [row["证件号后四位"].text for row in full]
    assert all("*" in row["户主证件号码"].text for row in masked)


def test_rosters_of_the_poor_leave_out_ordinary_households_and_those_struck_off(session: Session) -> None:
    first, second, *_ = households(session)
    put(session, dataclasses.replace(first, household_kind="05"), dataclasses.replace(second, state="4"))
    poor = {row["户编号"].text for row in rows(session, "建档户")}
    everybody = {row["户编号"].text for row in rows(session, "在册户")}
    assert len(poor) == 10
    assert everybody - poor == {first.number}
    assert second.number not in everybody


def test_people_stand_household_by_household_the_head_first(session: Session) -> None:
    found = rows(session, "在册人")
    heads = [row["户主姓名"].text for row in found if row["与户主关系"].text == "户主"]
    assert len(heads) == 12
    starts = [n for n, row in enumerate(found) if n == 0 or row["户编号"].text != found[n - 1]["户编号"].text]
    assert [found[n]["姓名"].text for n in starts] == heads


def test_monitored_households_list_their_risks_one_by_one_and_open_ones_first(session: Session) -> None:
    first, second, *_ = households(session)
    put(
        session,
        Monitoring(household=first.id, monitor_kind="1", identified_month="2023-01", risks=("01", "03"), cleared=True, cleared_month="2024-02"),
        Monitoring(household=second.id, monitor_kind="2", identified_month="2024-05", risks=("09",)),
    )  # fmt: skip
    open_one, cleared = rows(session, "监测对象")
    assert (open_one["风险1"].text, open_one["风险2"].text, open_one["已消除"].text) == ("因学", "", "否")
    assert (cleared["风险1"].text, cleared["风险2"].text, cleared["消除月"].text) == ("因病", "因残", "2024.02")
    assert (open_one["其他风险"].text, cleared["其他风险"].text) == ("", "因残")
    assert [row["户编号"].text for row in rows(session, "监测户册")] == [second.number]


def test_books_hold_who_the_fields_say(session: Session) -> None:
    first, second, third, *_ = [m for m in members(session) if m.relation != "01"]
    put(
        session,
        dataclasses.replace(first, disability="4", politics="13", soldier=True, work_area=None, work_months=None, work_place=None),
        dataclasses.replace(second, politics="02", medical_aid=True, id_number=f"{second.id_number}32"),
        dataclasses.replace(third, resident_medical=False, worker_medical=False, school="04", education=None),
    )
    disabled = {row["姓名"].text: (row["残疾类别"].text, row["残疾等级"].text) for row in rows(session, "残疾人册")}
    assert disabled == {first.name: ("肢体残疾", ""), second.name: ("言语", "二级")}
    assert second.name in names(rows(session, "党员册"))
    assert [(row["姓名"].text, row["对象类别"].text) for row in rows(session, "退役军人册")] == [(first.name, "现役军人")]
    assert [(row["姓名"].text, row["救助类别"].text) for row in rows(session, "医疗救助册")] == [(second.name, "大病医疗救助")]
    assert [row["姓名"].text for row in rows(session, "医保册") if row["参保情况"].text] == [third.name]
    assert third.name in names(rows(session, "教育资助册"))
    assert first.name not in names(rows(session, "务工册"))


def test_narrow_columns_say_how_far_away_in_a_word_and_a_state_of_health_on_each_line(session: Session) -> None:
    first, second, *_ = members(session)
    put(
        session, dataclasses.replace(first, health=("04", "02"), work_area="02"),
        dataclasses.replace(second, health=("02",), work_area=None),
    )  # fmt: skip
    found = {row["证件号码"].text: (row["健康分行"].text, row["务工区域"].text) for row in rows(session, "居民册")}
    assert found[first.id_number or ""] == ("残疾、\n长期慢性病", "县内")
    assert found[second.id_number or ""] == ("长期慢性病", "")


def test_low_income_counts_a_household_by_kind_person_or_money(session: Session) -> None:
    put(
        session, *(dataclasses.replace(home, household_kind="01") for home in households(session)),
        *(dataclasses.replace(year, d2_fen=None) for year in years(session)),
    )  # fmt: skip
    assert rows(session, "低保册") == []
    kind, person, money, *_ = households(session)
    receiver = next(m for m in members(session) if m.household == person.id)
    year = next(y for y in years(session) if y.household == money.id and y.year == session.today.year)
    put(
        session, dataclasses.replace(kind, household_kind="04"), dataclasses.replace(receiver, low_income=True),
        dataclasses.replace(year, d2_fen=120000),
    )  # fmt: skip
    found = {row["户编号"].text: row for row in rows(session, "低保册")}
    assert set(found) == {kind.number, person.number, money.number}
    assert found[person.number or ""]["保障对象"].text == receiver.name
    assert found[money.number or ""]["年低保金"].raw == 120000


def test_subsidies_of_a_household_add_up(session: Session) -> None:
    for row in rows(session, "惠民补贴册"):
        assert sum(int(str(row[name].raw or 0)) for name in SUBSIDIES) == row["补贴合计"].raw


def test_a_masked_book_shows_no_full_number(session: Session) -> None:
    numbers = [m.id_number for m in members(session)] + [home.bank_card for home in households(session)]
    for form in BOOKS:
        text = "".join(pdf.page_text(printing.preview(session, Order(form, masked=True))).split())
        assert not [form for number in numbers if number and number in text]
