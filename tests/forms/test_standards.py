"""Recognition and exit papers: exact figures beside each standard, nothing stated that nobody recorded, nobody named."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

import pytest

from fupin_desk.actions.filling.source import HouseholdSource, VillageSource
from fupin_desk.actions.filling.standards import LISTS, SCALARS, school_children, shared, standard_values
from fupin_desk.forms.catalog import Form, find_form, load_form
from fupin_desk.forms.names import names_of
from fupin_desk.forms.pdf import page_text
from fupin_desk.forms.values import FormData, Value
from fupin_desk.ledgers.family import HouseholdFile
from fupin_desk.ledgers.helping import Helper, HelpingUnit, Pairing
from fupin_desk.ledgers.household import Household, Member
from fupin_desk.ledgers.year import HouseholdYear
from tests.forms.sheets import printed

HOME = "h1"
LINES = {("income_line_fen", 2019): 374_700, ("house_area_person", 2019): 13}


@dataclass
class County:
    """The county's figures, as a session hands them out."""

    lines: dict[tuple[str, int], int] = field(default_factory=lambda: dict(LINES))

    def parameter(self, name: str, year: int) -> int:
        return self.lines[name, year]


@dataclass
class Around:
    """What a household's copy reads of the village: the year, the day, the county."""

    year: int = 2019
    today: date = date(2019, 11, 20)
    session: County = field(default_factory=County)


def person(name: str, **more: Any) -> Member:
    return Member(id=name, household=HOME, name=name, **{"relation": "01" if name == "王秀兰" else "03", **more})


def source(*members: Member, year: int = 2019, **figures: Any) -> HouseholdSource:
    years = (HouseholdYear(id="y", household=HOME, year=2019, **figures),) if figures else ()
    file = HouseholdFile(Household(id=HOME), members=members, years=years)
    return HouseholdSource(file, cast(VillageSource, Around(year)))


def told(found: HouseholdSource) -> dict[str, str]:
    return {name: value.text for name, value in standard_values(found).items() if value.text}


def shipped(name: str) -> Form:
    info = find_form(name)
    return load_form(info.path, names_of(info.subject))


THREE = (person("王秀兰"), person("王浩"), person("王小雨"))


def test_the_figures_of_the_year_are_shared_by_the_people() -> None:
    found = told(source(*THREE, farmland=320, house_area=86_50, a1_fen=1_200_000, e1_fen=30_000, road_distance=140))
    assert found["家庭纯收入"] == "11,700元"
    assert found["人均纯收入"] == "3,900元"
    assert found["人均耕地面积"] == "1.06亩", "3.20 ÷ 3, cut and not rounded up"
    assert (found["住房面积"], found["人均住房面积"]) == ("86.5㎡", "28.83㎡")
    assert (found["距主干路"], found["家庭人口"]) == ("1.4公里", "3人")
    assert (found["收入标准"], found["人均住房标准"]) == ("3,747元", "13㎡")


@pytest.mark.parametrize(("fen", "reached"), [(1_124_099, "否"), (1_124_100, "否"), (1_124_103, "是")])
def test_the_income_has_to_be_above_the_line(fen: int, reached: str) -> None:
    """Three people, 3,747.00 each is the line itself: 超过 means more."""
    assert told(source(*THREE, a1_fen=fen))["收入达标"] == reached


def test_without_a_line_of_the_year_nothing_is_judged() -> None:
    found = source(*THREE, a1_fen=9_000_000)
    cast(Any, found.around).session.lines.clear()
    assert not {"收入标准", "收入达标", "人均住房标准"} & set(told(found))
    assert standard_values(found)["收入达标"].options == ("是", "否")


def test_another_years_figures_are_not_stated() -> None:
    found = told(source(*THREE, year=2018, a1_fen=1_200_000, house_area=86_50))
    assert set(found) == {"家庭人口", "适龄人数", "在学人数", "失学辍学人数"}


def test_where_the_income_comes_from() -> None:
    found = standard_values(source(*THREE, a1_fen=100, a3_fen=0, b2_fen=500, d2_fen=700))["主要收入来源"]
    assert found.text == "务工、种植养殖、政策性补助"
    assert found.options == ("务工", "公益性岗位", "种植养殖", "其他经营", "财产性", "政策性补助")


def test_insurance_is_counted_only_when_it_is_known_of_everybody() -> None:
    known = [person("王秀兰", resident_medical=True), person("王浩", resident_medical=False, worker_medical=True)]
    child = person("王小雨", resident_medical=False)
    found = told(source(*known, child))
    assert (found["参保人数"], found["未参保人数"]) == ("2人", "1人")
    assert "参保人数" not in told(source(*known, person("王小雨")))


def test_people_are_counted_where_something_is_recorded() -> None:
    people = (person("王秀兰", health=("02",), low_income=True, serious_illness=True), person("王浩", health=("01",), work_months=7))
    found = told(source(*people))
    assert [found[name] for name in ("患病人数", "低保特困人数", "大病保险人数", "务工人数")] == ["1人"] * 4
    assert not {"患病人数", "低保特困人数", "大病保险人数", "务工人数"} & set(told(source(person("王秀兰"))))


def test_who_has_to_be_at_school_goes_by_the_age_on_the_last_of_august() -> None:
    people = [
        person("刚满六岁", birth=date(2013, 8, 31)), person("差一天", birth=date(2013, 9, 1)),
        person("十五岁", birth=date(2003, 9, 1)), person("十六岁", birth=date(2003, 8, 31)),
        person("超龄在读", birth=date(2003, 1, 1), school="06"), person("无生日", school="03"),
    ]  # fmt: skip
    assert [m.name for m in school_children(people, 2019)] == ["超龄在读", "十五岁", "刚满六岁", "无生日"]


def test_children_who_left_school_are_named_with_the_reason() -> None:
    at_school = person("王小雨", birth=date(2008, 3, 12), school="03", school_name="柳河小学")
    left = person("王大雨", birth=date(2006, 3, 12), school="01", dropout_reason="04")
    unknown = person("王三雨", birth=date(2010, 3, 12))
    found = source(at_school, left, unknown)
    rows = [{name: value.text for name, value in row.items()} for row in LISTS["适龄儿童"](found)]
    assert [(row["姓名"], row["年龄"], row["是否失学辍学"], row["原因"]) for row in rows] == [
        ("王大雨", "13", "是", "厌学"), ("王小雨", "11", "否", ""), ("王三雨", "9", "", ""),
    ]  # fmt: skip
    counts = told(found)
    assert (counts["适龄人数"], counts["失学辍学人数"]) == ("3人", "1人")
    assert "在学人数" not in counts
    assert not {"在学人数", "失学辍学人数"} & set(told(source(unknown)))
    assert (told(source(at_school))["在学人数"], told(source(at_school))["失学辍学人数"]) == ("1人", "0人")


def test_the_main_helper_and_none() -> None:
    pairing = Pairing(id="p", household=HOME, helper="w", role="1", since=date(2016, 3, 1), main_measures="养牛")
    file = HouseholdFile(
        Household(id=HOME), pairings=(pairing,), helpers={"w": Helper(id="w", name="周明远", unit="u", phone="13800000000")},
        units={"u": HelpingUnit(id="u", name="县审计局", phone="2220000")},
    )  # fmt: skip
    found = SCALARS["主要结对"](HouseholdSource(file, cast(VillageSource, Around())))
    assert [found[n].text for n in ("帮扶人", "单位", "联系电话", "主要帮扶措施")] == ["周明远", "县审计局", "13800000000", "养牛"]
    assert found["开始时间"].raw == date(2016, 3, 1)
    assert not any(value.text for name, value in SCALARS["主要结对"](source()).items() if name != "家庭人口")


@pytest.mark.parametrize(("area", "size", "each"), [(40_00, 3, 13_33), (39_99, 3, 13_33), (38_99, 3, 12_99), (None, 3, None), (100, 0, None)])
def test_areas_for_each_person(area: int | None, size: int, each: int | None) -> None:
    assert shared(area, size) == each


def test_eight_sheets_each_with_its_own_signatures() -> None:
    pdf, result = printed(shipped("single_standards"), FormData("空白", {}))
    assert result.pages == 8
    pages = [page_text(pdf, [n]) for n in range(8)]
    assert [text[text.index("八之") + 2] for text in pages] == list("一二三四五六七八")
    assert all("户主（签字、按手印）" in text and "帮扶人员（签字）" in text for text in pages)


def test_a_page_for_more_people_says_whose_they_are() -> None:
    people = [{"姓名": Value(f"王{n}"), "与户主关系": Value("之子")} for n in range(11)]
    pdf, result = printed(shipped("single_standards"), FormData("王秀兰", {"户.户主姓名": Value("王秀兰")}, {"成员": people}))
    assert result.pages == 9
    last = page_text(pdf, [8])
    assert "王秀兰户家庭成员参保情况（续页1）" in last
    assert "王10" in last


def test_the_survey_of_satisfaction_knows_no_household() -> None:
    made = shipped("satisfaction_survey")
    assert made.info.subject == "村"
    slots = {slot.name for row in made.rows for cell in row for slot in cell.slots}
    assert all(name.startswith("村.") for name in slots)
    text = page_text(printed(made, FormData("石桥村", {}))[0])
    assert "户主" not in text
    assert "证件" not in text


def test_four_contact_cards_lie_on_a_sheet() -> None:
    made = shipped("contact_card")
    assert made.info.per_sheet == 4
    assert (round(made.layout.paper.width), round(made.layout.paper.height)) == (298, 420)


@pytest.mark.parametrize("name", ["exit_application", "exit_confirmation", "risk_clearing_check", "risk_clearing_approval"])
def test_papers_to_be_signed_are_one_page_when_empty(name: str) -> None:
    pdf, result = printed(shipped(name), FormData("空白", {}))
    assert result.pages == 1
    assert not result.overflows
    assert "签字" in page_text(pdf)
