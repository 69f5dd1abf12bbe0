"""Village statistics: figures as a clerk would count them by hand, and the sentence when a table does not balance."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from fupin_desk.actions import printing
from fupin_desk.actions.filling.counts import Home, figures_of, rate
from fupin_desk.actions.filling.source import VillageSource
from fupin_desk.actions.filling.statistics import LISTS, imbalance, poverty_of, statistic_values
from fupin_desk.actions.print_checks import statistic_problems
from fupin_desk.actions.printing import Order
from fupin_desk.actions.session import Session, village_of
from fupin_desk.forms import pdf
from fupin_desk.forms.named.statistics import FIGURES
from fupin_desk.ledgers.family import HouseholdFile
from fupin_desk.ledgers.household import HOUSEHOLD, Household, Member
from fupin_desk.ledgers.year import HouseholdYear
from fupin_desk.store.queries import lists
from tests.demo_ledgers import make_sample

TODAY, YEAR, FLOOR = date(2020, 12, 10), 2020, 13_00
COUNTED = ("户数", "人口", "建档户数", "患病人数", "医保户数", "住房达标", "安全饮水", "底数", "脱贫合计", "新增", "返贫", "贫困人口")


class Around(VillageSource):
    """A village of which only the day and the year are asked."""

    def __init__(self) -> None:
        self.year, self.today = YEAR, TODAY


def home(size: int = 2, *, kind: str = "01", year: HouseholdYear | None = None, people: list[Member] | None = None, **more: object) -> Home:
    household = Household(id="h", household_kind=kind, **more)  # type: ignore[arg-type]  # fields of a household
    members = people if people is not None else [Member(household="h", name=f"人{n}") for n in range(size)]
    file = HouseholdFile(household, members=tuple(members), years=(year,) if year else ())
    return Home(file, members, year, kind != "05")


def person(**more: object) -> Member:
    return Member(household="h", name="人", **more)  # type: ignore[arg-type]  # fields of a member


def lived(**more: object) -> HouseholdYear:
    return HouseholdYear(household="h", year=YEAR, **more)  # type: ignore[arg-type]  # fields of a year


def test_the_rate_of_poverty_is_counted_as_on_paper() -> None:
    homes = [
        home(4, state="1", identified_year=2014, exit_year=2016), home(3, state="1", identified_year=2014, exit_year=2020),
        home(2, state="0", identified_year=2014), home(5, state="1", identified_year=2017, exit_year=2019),
        home(1, state="3", identified_year=2014, exit_year=2015), home(6, kind="05", state="0"),
        home(7, state="0", identified_year=2022),
    ]  # fmt: skip
    found = poverty_of(homes, YEAR, 600)
    assert {name: found[name] for name in ("底数", "脱贫2015", "脱贫2016", "脱贫2019", "脱贫2020", "新增", "返贫", "贫困人口")} == {
        "底数": 10, "脱贫2015": 1, "脱贫2016": 4, "脱贫2019": 5, "脱贫2020": 3, "新增": 5, "返贫": 1, "贫困人口": 3,
    }  # fmt: skip
    assert found["发生率"] == Decimal("0.50")
    assert imbalance(found) == ""


def test_an_earlier_year_counts_later_exits_as_still_poor() -> None:
    found = poverty_of([home(4, state="1", identified_year=2014, exit_year=2018)], 2016, 100)
    assert (found["底数"], found["脱贫合计"], found["贫困人口"], found["发生率"]) == (4, 0, 4, Decimal("4.00"))
    assert imbalance(found) == ""


def test_a_table_that_does_not_balance_says_by_how_many() -> None:
    found = poverty_of([home(3, state="1", identified_year=2014), home(2, state="0", identified_year=2014)], YEAR, 100)
    told = imbalance(found)
    assert told.startswith("不平衡：2013年底 5 人")
    assert "相差 3 人" in told


def test_rates_have_two_decimals_and_none_of_nothing() -> None:
    assert rate(2, 3) == Decimal("66.67")
    assert rate(0, 0) is None


def test_labour_tells_households_without_workers_from_those_whose_workers_are_away() -> None:
    away = {"work_area": "04", "work_months": 8}
    homes = [
        home(people=[person(labour="04"), person(labour="03")]),
        home(people=[person(labour="01", **away), person(labour="04"), person(labour="05")]),
        home(people=[person(labour="01", **away), person(labour="02")]),
        home(people=[person(labour="01", work_area="01", work_months=9)]),
        home(people=[person(labour="04"), person()]),
        home(kind="05", people=[person(labour="01")]),
    ]  # fmt: skip
    found = figures_of(Around(), homes, FLOOR)
    assert (found["无劳力户数"], found["无劳力户人口"], found["外出户数"], found["外出户人口"]) == (1, 2, 1, 3)
    assert (found["普通劳动力"], found["弱劳动力"], found["劳动力人数"], found["务工人数"], found["省外务工"]) == (3, 1, 5, 3, 2)


def test_a_house_is_up_to_standard_when_safe_and_wide_enough() -> None:
    homes = [
        home(2, year=lived(danger_house=False, house_area=26_00)), home(2, year=lived(danger_house=False, house_area=25_99)),
        home(2, year=lived(danger_level="3", house_area=100_00)), home(2, year=lived(danger_house=True, house_area=10_00)),
        home(2, year=lived(danger_house=False)), home(2),
    ]  # fmt: skip
    found = figures_of(Around(), homes, FLOOR)
    shown = [found[name] for name in ("住房达标", "住房未达标", "房屋不稳固", "面积不足", "住房未登记", "住房率")]
    assert shown == [1, 3, 2, 2, 2, Decimal("16.67")]


def test_water_insurance_illness_are_counted_by_household_and_person() -> None:
    insured, bare = {"resident_medical": True}, {"resident_medical": False, "commercial_medical": True}
    homes = [
        home(people=[person(**insured, health=("02", "03")), person(**insured)], year=lived(safe_water=True, drinking_water="1")),
        home(people=[person(**insured), person(**bare)], year=lived(safe_water=True, drinking_water="5")),
        home(people=[person(health=("02",), medical_aid=True)], year=lived(safe_water=False)), home(1),
    ]  # fmt: skip
    found = figures_of(Around(), homes, FLOOR)
    assert [found[name] for name in ("安全饮水", "自来水", "集雨水", "井泉水", "饮水未达标", "饮水未登记", "饮水率")] == [2, 1, 1, 0, 1, 1, Decimal("50.00")]
    assert [found[name] for name in ("参保户数", "医保户数", "商保户数", "医保人数", "参保人数", "未参保人数")] == [2, 1, 0, 3, 4, 2]
    assert [found[name] for name in ("患病人数", "大病人数", "慢性病人数", "患病参保人数", "救助人数")] == [2, 1, 2, 1, 1]


def test_houses_water_and_power_stay_unknown_where_nothing_was_written_down() -> None:
    found = figures_of(Around(), [home(2), home(3, year=lived())], FLOOR)
    names = ("住房达标", "住房未达标", "住房率", "安全饮水", "自来水", "饮水率", "通电户数", "通电率", "电视户数")
    assert {found[name] for name in names} == {None}
    assert (found["住房未登记"], found["饮水未登记"]) == (2, 2)


def test_commercial_insurance_stays_unknown_where_nobody_was_asked() -> None:
    found = figures_of(Around(), [home(people=[person(resident_medical=True)])], FLOOR)
    assert [found[name] for name in ("医保户数", "商保户数", "商保率", "商保人数")] == [1, None, None, None]


# ------------------------------------------------------------------------------------- 真实台账
@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty households."""
    return make_sample(tmp_path_factory.mktemp("statistics") / "石桥村.fupin", 20)


def mended(session: Session, rural: int | None = None) -> None:
    """Years of exit that agree with the states, and the village's people."""
    with session.file.read() as connection:
        homes: list[Household] = lists.list_records(connection, HOUSEHOLD, ())
    fixed = [dataclasses.replace(h, exit_year=2019 if h.state in ("1", "3") else None) for h in homes]
    with session.file.work("测试", strict=False, kind="demo") as work:
        work.put_many([*fixed, dataclasses.replace(village_of(session), rural_people=rural)])


def test_groups_add_up_to_the_village(session: Session) -> None:
    source = VillageSource(session, session.today.year)
    total, groups = statistic_values(source), LISTS["分组统计"](source)
    for name in COUNTED:
        assert sum(int(str(group[name].raw)) for group in groups) == total[name].raw, name
    assert set(FIGURES) <= set(total)


def test_a_statistic_that_balances_prints_no_sentence_and_one_that_does_not_prints_it(session: Session) -> None:
    mended(session, 1520)
    assert statistic_problems(session, "poverty_rate") == []
    with session.file.read() as connection:
        homes: list[Household] = lists.list_records(connection, HOUSEHOLD, ())
    wrong = next(h for h in homes if h.state == "1")
    with session.file.work("测试", strict=False, kind="demo") as work:
        work.put(dataclasses.replace(wrong, exit_year=None))
    (told,) = statistic_problems(session, "poverty_rate")
    assert "已脱贫没有填脱贫年度的 1 户" in told
    text = "".join(pdf.page_text(printing.preview(session, Order("poverty_rate"))).split())
    assert "".join(told.split())[:20] in text


def test_the_missing_rural_people_are_told(session: Session) -> None:
    mended(session)
    assert statistic_problems(session, "poverty_rate") == ["村情里没有填乡村人口，贫困发生率空着。"]


def test_other_forms_have_no_balance(session: Session) -> None:
    assert statistic_problems(session, "pairing_roster") == []
    assert statistic_problems(session, "county_exit") == []
