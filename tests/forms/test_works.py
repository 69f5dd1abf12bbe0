"""Ledgers of work for people: who stands in the store of labour and its registers, and what households asked for."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pypdfium2
import pytest

import forms_works_2
from fupin_desk.actions import printing
from fupin_desk.actions.filling import works
from fupin_desk.actions.filling.source import VillageSource
from fupin_desk.actions.filling.words import Values
from fupin_desk.actions.printing import Order
from fupin_desk.actions.session import Session
from fupin_desk.forms import pdf
from fupin_desk.ledgers.helping import Helper, HelpingUnit, Pairing
from fupin_desk.ledgers.household import HOUSEHOLD, MEMBER, Household, Member
from fupin_desk.ledgers.monitoring import Monitoring
from fupin_desk.ledgers.record import Ledger, Record
from fupin_desk.ledgers.team import VISIT, Visit
from fupin_desk.store.queries import lists

PERSONAL = ("labour_pool", "labour_poor", "labour_posts", "rain_dew", "job_matching", "helping_companies")
"""Ledgers with numbers of people or telephones."""
IDLE: Mapping[str, Any] = {
    "labour": "01", "school": None, "job_channel": None, "post_kind": None, "post_months": None, "work_area": None,
    "work_months": None, "work_place": None, "employer": None, "training_wish": None,
}  # fmt: skip
"""An able person of whom no work is known."""


def records(session: Session, ledger: Ledger) -> list[Record]:
    with session.file.read() as connection:
        return list(lists.list_records(connection, ledger, ()))


def put(session: Session, *changed: Record) -> None:
    """Write them over whatever the ledger now holds of them."""
    held = {record.id: record.meta for ledger in (HOUSEHOLD, MEMBER, VISIT) for record in records(session, ledger)}
    with session.file.work("测试", strict=False, kind="demo") as work:
        work.put_many([dataclasses.replace(record, meta=held.get(record.id, record.meta)) for record in changed])


def source(session: Session, *, masked: bool = False, households: list[str] | None = None) -> VillageSource:
    return VillageSource(session, session.today.year, households=households, masked=masked)


def rows(session: Session, listed: str) -> list[Values]:
    return works.LISTS[listed](source(session))


def names(session: Session, listed: str) -> list[str]:
    return [row["姓名"].text for row in rows(session, listed)]


def members(session: Session) -> list[Member]:
    return [record for record in records(session, MEMBER) if isinstance(record, Member)]


def households(session: Session) -> list[Household]:
    return [record for record in records(session, HOUSEHOLD) if isinstance(record, Household)]


def only_able(session: Session, count: int) -> list[Member]:
    """Nobody in the village can work but these, of whom no work is known."""
    everybody = members(session)
    able = [dataclasses.replace(m, birth=date(session.today.year - 40, 1, 1), **IDLE) for m in everybody[:count]]
    put(session, *able, *(dataclasses.replace(m, **{**IDLE, "labour": "04"}) for m in everybody[count:]))
    return able


def test_every_able_person_stands_in_the_store_and_in_the_register_of_what_they_do(session: Session) -> None:
    idle, away, post, business, wish = only_able(session, 5)
    put(
        session, dataclasses.replace(away, work_area="04", work_months=9, labour="02"),
        dataclasses.replace(post, post_kind="1", post_months=8, labour="05"),
        dataclasses.replace(business, job_channel="8", work_place="本镇农贸市场"), dataclasses.replace(wish, training_wish=True),
    )  # fmt: skip
    assert sorted(names(session, "劳动力")) == sorted(m.name for m in (idle, away, post, business, wish))
    assert names(session, "转移就业") == [away.name]
    assert names(session, "公益岗人员") == [post.name]
    assert names(session, "自主创业") == [business.name]
    assert names(session, "培训对象") == [wish.name]
    assert sorted(names(session, "求职人")) == sorted([idle.name, wish.name])


def test_a_post_is_known_by_the_job_channel_too(session: Session) -> None:
    (person,) = only_able(session, 1)
    put(session, dataclasses.replace(person, job_channel="6", work_area="01"))
    assert names(session, "公益岗人员") == [person.name]
    assert names(session, "转移就业") == []


@pytest.mark.parametrize(("years", "seeks"), [(15, False), (16, True), (59, True), (60, False)])
def test_those_who_look_for_work_are_sixteen_to_fifty_nine(session: Session, years: int, seeks: bool) -> None:
    today = session.today
    person = Member(household="h", name="陈国富", labour="01", birth=date(today.year - years, 1, 1))
    assert works.seeks_work(person, today) == seeks
    assert not works.seeks_work(dataclasses.replace(person, school="10"), today)


def test_the_register_of_the_poor_holds_registered_and_watched_households(session: Session) -> None:
    one, two, three, *_ = only_able(session, len(members(session)))
    home = {h.id: h for h in households(session)}
    put(session, *(dataclasses.replace(h, household_kind="05") for h in home.values()))
    assert rows(session, "贫困劳动力") == []
    put(
        session, dataclasses.replace(home[one.household], household_kind="01"),
        Monitoring(household=next(h for h in home if h != one.household), monitor_kind="2", identified_month="2020-05"),
    )  # fmt: skip
    found = rows(session, "贫困劳动力")
    assert {row["户类型"].text for row in found} == {"一般贫困户", "一般农户"}
    assert len({row["户编号"].text for row in found}) == 2
    assert {two.name, three.name} <= set(names(session, "劳动力"))


def test_rain_dew_holds_vocational_students_of_poor_households_only(session: Session) -> None:
    put(session, *(dataclasses.replace(m, school=None) for m in members(session)))
    by_home: dict[str, Member] = {}
    for member in members(session):
        by_home.setdefault(member.household, member)
    secondary, college, high, ordinary, *_ = by_home.values()
    homes = {h.id: h for h in households(session)}
    put(
        session, dataclasses.replace(secondary, school="11", school_name="县职教中心"), dataclasses.replace(college, school="13"),
        dataclasses.replace(high, school="07"), dataclasses.replace(ordinary, school="10"),
        *(dataclasses.replace(h, household_kind="05" if h.id == ordinary.household else "01") for h in homes.values()),
    )  # fmt: skip
    found = {row["姓名"].text: (row["在校生状况"].text, row["就读学校"].text) for row in rows(session, "雨露学生")}
    assert found == {secondary.name: ("中职二年级", "县职教中心"), college.name: ("高职高专一年级", "")}


def test_requests_of_the_year_are_listed_by_day(session: Session) -> None:
    put(session, *(dataclasses.replace(v, request=None, needs=None) for v in records(session, VISIT) if isinstance(v, Visit)))
    first, second, *_ = households(session)
    year = session.today.year
    put(
        session,
        Visit(household=second.id, at=datetime(year, 1, 2, 9), visit_kind="2", needs=("1", "3")),
        Visit(
            household=first.id, at=datetime(year, 1, 1, 9), visit_kind="1", request="屋顶漏雨", solved="已上报",
            next_by=date(year, 3, 5), next_owner="周明远",
        ),
        Visit(household=first.id, at=datetime(year, 1, 1, 15), request="无。", needs=("0",)),
        Visit(household=first.id, at=datetime(year - 1, 12, 31, 9), request="去年的"),
    )  # fmt: skip
    told = [[row[name].text for name in ("日期", "渠道", "内容", "承办人", "时限", "办结情况")] for row in rows(session, "诉求")]
    assert told == [
        ["1月1日", "入户走访", "屋顶漏雨", "周明远", f"{year}.03.05", "已上报"],
        ["1月2日", "电话", "就医、住房", "", "", ""],
    ]
    chosen = works.LISTS["诉求"](source(session, households=[second.id]))
    assert [row["内容"].text for row in chosen] == ["就医、住房"]
    assert chosen[0]["反映人"].text


def test_companies_show_how_many_households_their_people_answer_for(session: Session) -> None:
    company, other = HelpingUnit(name="绿野公司", unit_kind="6", invested_fen=1230000), HelpingUnit(name="县商会", pairing_kind="5")
    office = HelpingUnit(name="县统计局", unit_kind="1")
    with session.file.work("测试", strict=False, kind="demo") as work:
        unit, _, _ = work.put(company), work.put(other), work.put(office)
        helper = work.put(Helper(name="欧阳建平", unit=unit.id))
        for home in households(session)[:3]:
            work.put(Pairing(household=home.id, helper=helper.id, role="2"))
    found = {row["单位名称"].text: row for row in rows(session, "帮扶企业")}
    assert {"绿野公司", "县商会"} <= set(found)
    assert "县统计局" not in found
    assert (found["绿野公司"]["带动户数"].text, found["绿野公司"]["当年投入（元）"].raw) == ("3", 1230000)
    assert found["县商会"]["带动户数"].text == ""


def test_a_masked_ledger_shows_no_full_number(session: Session) -> None:
    only_able(session, 20)
    numbers = {m.id_number for m in members(session)} | {m.phone for m in members(session)} | {h.phone for h in households(session)}
    for form in PERSONAL:
        text = "".join(pdf.page_text(printing.preview(session, Order(form, masked=True))).split())
        assert not [form for number in numbers if number and number in text]


@pytest.mark.parametrize("form", [name.rpartition("/")[2] for name in forms_works_2.FORMS if "matching" not in name])
def test_a_ledger_for_the_pen_fills_one_page_and_ends_with_signatures(session: Session, form: str) -> None:
    printed = printing.preview(session, Order(form))
    text = pdf.page_text(printed)
    with pypdfium2.PdfDocument(printed) as document:
        assert len(document) == 1
    assert [name for name in ("填报单位", "审核人", "填表人", "联系电话") if name not in text] == []
