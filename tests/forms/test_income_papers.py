"""Papers of income and monitoring: every amount lands on one line, the letters add up, only adults sign."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from fupin_desk.actions import households, printing, records
from fupin_desk.actions.filling.copies import Wanted, blank_data, household_data
from fupin_desk.actions.filling.income import account_values, card_values, letters, line_sum, rest
from fupin_desk.actions.filling.monitored import adults, current_spell, measure_values, plan_values, spell_values
from fupin_desk.actions.filling.source import HouseholdSource, VillageSource
from fupin_desk.actions.printing import Order
from fupin_desk.actions.session import Session
from fupin_desk.forms import pdf
from fupin_desk.forms.values import Value
from fupin_desk.ledgers import income
from fupin_desk.ledgers.card import CardFilter
from fupin_desk.ledgers.family import HouseholdFile
from fupin_desk.ledgers.household import Household, Member
from fupin_desk.ledgers.monitoring import Monitoring
from fupin_desk.ledgers.team import TASK
from fupin_desk.ledgers.year import HouseholdYear

TODAY, HOME = date(2024, 11, 20), "h1"
FORMS = ("monitoring_survey", "monitoring_application", "monitoring_check", "helping_results", "income_account", "income_card",
         "helping_plan", "measures_card")  # fmt: skip


class Around(VillageSource):
    """A village of which only the day and the year are asked."""

    def __init__(self, year: int = 2024) -> None:
        self.year, self.today = year, TODAY


def person(name: str, birth: date | None, **more: object) -> Member:
    return Member(id=name, household=HOME, name=name, birth=birth, **more)  # type: ignore[arg-type]  # fields by name


def source(items: Mapping[str, int] | None = None, *people: Member, spells: tuple[Monitoring, ...] = ()) -> HouseholdSource:
    amounts: dict[str, Any] = {f"{code}_fen": fen for code, fen in (items or {}).items()}
    years = (HouseholdYear(id="y", household=HOME, year=2024, **amounts),) if items is not None else ()
    family = people or (person("甲", date(1980, 1, 1), relation="01"), person("乙", date(2015, 1, 1)))
    return HouseholdSource(HouseholdFile(Household(id=HOME), family, years, monitoring=spells), Around())


def fen(value: Value) -> int:
    return value.raw if isinstance(value.raw, int) else 0


LEAVES = tuple(item.code for item in income.ITEMS if not income.parts_of(item.code))[:-2]
SHEET = ("民政补助", "农业补助", "林业补助", "其他政策性")


def policy_lines(items: Mapping[str, int], found: Mapping[str, Value]) -> int:
    return sum(fen(found[name]) for name in SHEET) + (line_sum(items, ("d5d", "d6f", "d6g")) or 0)


@pytest.mark.parametrize("seed", range(20))
def test_the_sheet_and_the_card_hold_every_amount_once(seed: int) -> None:
    chance = random.Random(seed)
    items = {code: chance.randrange(0, 900_000) for code in chance.sample(LEAVES, 18)}
    found, card, sums = account_values(source(items)), card_values(source(items)), income.totals(items)
    assert policy_lines(items, found) == fen(found["政策性收入"])
    assert fen(found["政策性收入"]) + fen(found["其他收入"]) == sums.transfer
    wage = (line_sum(items, ("a1",)) or 0) + fen(found["公益性岗位"]) + fen(found["其他工资性"])
    owned = (line_sum(items, ("c1", "c2")) or 0) + fen(found["其他财产性"])
    assert (wage, owned) == (sums.wage, sums.property)
    assert sum(fen(card[letter]) for letter in "BCDEFGHIJ") == fen(card["K"]) == sums.gross
    assert sum(fen(card[letter]) for letter in "LMNO") == fen(card["R"]) == sums.expense
    assert fen(card["S"]) == fen(card["K"]) - fen(card["R"])
    assert fen(card["T"]) == income.per_capita_fen(fen(card["S"]), int(card["A"].text))


def test_totals_that_were_typed_without_parts_are_not_lost() -> None:
    items = {"a": 1_000_00, "b": 2_000_00, "d5": 300_00, "d6": 400_00, "d2": 500_00, "e": 700_00}
    found, card = account_values(source(items)), card_values(source(items))
    assert fen(found["其他政策性"]) == 700_00
    assert fen(found["政策性收入"]) == policy_lines(items, found) == 1_200_00
    assert found["其他收入"].text == ""
    assert [fen(card[letter]) for letter in "EGIJKORST"] == [
        2_000_00, 1_000_00, 500_00, 700_00, 4_200_00, 700_00, 700_00, 3_500_00, 1_750_00,
    ]  # fmt: skip
    assert card["T算式"].text == "3,500.00 ÷ 2 人 ＝ 1,750.00"


def test_a_line_without_figures_is_empty_and_a_written_zero_is_zero() -> None:
    assert letters({"b1": 100_00, "b2": 0})["C"] == 0
    assert letters({"b1": 100_00})["E"] is None
    assert rest({"d5": 900_00, "d5a": 200_00}, "d", ("d5a",)) is None
    assert rest({"d6p": 0, "d2": 100_00}, "d", ("d2",)) == 0


def test_a_year_without_figures_leaves_the_card_empty() -> None:
    for there in (source(None), source({})):
        assert {value.text for value in card_values(there).values()} == {""}
        assert account_values(there)["收入参考范围"].text == ""


def test_the_reference_income_is_not_stated_where_neither_claims_nor_own_payments_are_written_down() -> None:
    items = {"b1": 1_000_00}
    assert account_values(source(items))["收入参考范围"].text == account_values(source(items))["人均收入参考范围"].text == ""
    assert fen(account_values(source({**items, "claims": 0}))["收入参考范围"]) == 1_000_00


def test_a_loss_and_the_reference_income_keep_their_sign() -> None:
    items = {"b1": 1_000_00, "e1": 3_000_01, "claims": 500_00, "out_of_pocket": 2_000_00}
    card, found = card_values(source(items)), account_values(source(items))
    assert (card["S"].text, card["T"].text) == ("-2,000.01", "-1,000.01")
    assert (fen(found["收入参考范围"]), fen(found["人均收入参考范围"])) == (-3_500_01, -1_750_01)


def test_workers_are_counted_by_area_with_their_months() -> None:
    people = (person("甲", None, work_area="04", work_months=10), person("乙", None, work_area="04", work_months=6), person("丙", None))
    found = account_values(source({}, *people))
    assert (found["省外务工"].text, found["乡镇内务工"].text) == ("2 人 16 月", "")


# ------------------------------------------------------------------------------------------------ monitoring
def spell(id_: str, month: str, *, cleared: bool | None, risks: tuple[str, ...] = ("01",)) -> Monitoring:
    return Monitoring(id=id_, household=HOME, identified_month=month, cleared=cleared, risks=risks)


def test_the_open_spell_comes_before_a_later_one_that_is_cleared() -> None:
    old, new = spell("1", "2021-05", cleared=None), spell("2", "2023-05", cleared=True)
    assert current_spell(HouseholdFile(Household(id=HOME), monitoring=(old, new))) is old
    assert current_spell(HouseholdFile(Household(id=HOME), monitoring=(new, spell("3", "2022-01", cleared=True)))) is new
    assert current_spell(HouseholdFile(Household(id=HOME))) is None


def test_risks_stand_in_their_order_and_a_cleared_one_is_not_applied_for() -> None:
    risks = ("07", "0201", "01")
    found = spell_values(source(None, spells=(spell("1", "2024-03", cleared=False, risks=risks),)))
    assert [found[f"风险{n}"].text for n in range(1, 5)] == ["因务工就业不稳", "因自然灾害（洪涝）", "因病", ""]
    assert (found["自然灾害类型"].text, found["在册风险"].text) == ("洪涝", "因务工就业不稳、因自然灾害、因病")
    done = spell_values(source(None, spells=(spell("1", "2024-03", cleared=True, risks=risks),)))
    assert (done["风险1"].text, done["在册风险"].text) == ("因务工就业不稳", "")
    assert "因自然灾害" in done["在册风险"].options and "因自然灾害（洪涝）" not in done["在册风险"].options


def test_who_is_eighteen_today_signs_and_who_is_not_does_not() -> None:
    people = (person("户主", date(1970, 1, 1), relation="01"), person("今天满", date(2006, 11, 20)), person("明天满", date(2006, 11, 21)),
              person("不详", None), person("已迁出", date(1980, 1, 1), left_on=date(2024, 1, 1)))  # fmt: skip
    file = HouseholdFile(Household(id=HOME), people)
    assert {m.name for m in adults(file, TODAY)} == {"户主", "今天满", "不详"}


def test_facts_tick_measures_and_nothing_else_does() -> None:
    people = (person("甲", None, work_area="01", low_income=True), person("乙", None, post_kind="1", resident_medical=True))
    found = measure_values(source({"d5a": 100_00, "d5": 100_00}, *people))
    shown = {name: value.text for name, value in found.items() if value.text}
    assert shown == {"就业": "乡内务工", "公益性岗位": "护林员", "健康": "居民医保", "综合保障": "低保", "生态": "退耕还林"}
    assert all({*value.text.split("、")} <= {*value.options, ""} for name, value in found.items() if name != "搬迁人数")


def test_the_plan_names_whom_its_blocks_are_about() -> None:
    people = (person("甲", date(1964, 12, 31), health=("02",)), person("乙", date(2010, 1, 1), school="04"), person("丙", None, school="17"))
    found = {name: value.text for name, value in plan_values(source(None, *people)).items()}
    assert (found["患病成员"], found["在校学生"]) == ("甲（长期慢性病）", "乙（七年级）")
    assert (found["六十岁以上成员"], found["低保成员"]) == ("甲（60岁）", "")


# ------------------------------------------------------------------------------------------------ on paper
def test_what_was_done_in_the_year_stands_on_the_record_of_results(session: Session) -> None:
    home, today = households.card_ids(session, CardFilter())[0], session.today
    for title, day, state in (("卖土鸡", today, "已办结"), ("去年的事", today.replace(year=today.year - 1, day=1), "已办结"), ("没办的", today, "待办")):
        texts = {"title": title, "household": home, "state": state, "result": f"{title}办好了", "done_on": day.isoformat()}
        records.add_record(session, TASK, texts, "")
    around = VillageSource(session, today.year)
    file = households.household_file(session, home)
    data = household_data(HouseholdSource(file, around), Wanted(frozenset(), frozenset({"成效"})))
    results = {row["联系事项"].text: row["成效"].text for row in data.lists["成效"]}
    assert results["卖土鸡"] == "卖土鸡办好了"
    assert not {"去年的事", "没办的"} & results.keys()


@pytest.mark.parametrize("form", FORMS)
def test_every_form_keeps_its_pages_filled_and_blank(session: Session, form: str) -> None:
    most = 2 if form in ("monitoring_survey", "income_account", "helping_plan") else 1
    ids = households.card_ids(session, CardFilter())
    assert printing.page_count(printing.preview(session, Order(form, tuple(ids[:3])))) == 3 * most
    assert printing.page_count(printing.preview(session, Order(form, blank=1))) == most


def test_the_wall_card_shows_no_number_of_a_person_and_no_illness(session: Session) -> None:
    for home in households.card_ids(session, CardFilter()):
        file = households.household_file(session, home)
        text = pdf.page_text(printing.preview(session, Order("measures_card", (home,))))
        secrets = [m.id_number for m in file.members] + [m.disease for m in file.members] + [file.household.bank_card]
        assert not [secret for secret in secrets if secret and secret in text]


def test_a_blank_plan_names_nobody(session: Session) -> None:
    found = blank_data(VillageSource(session, session.today.year), "户", Wanted(frozenset({"计划", "明白卡", "核算"}), frozenset()))
    assert {value.text for name, value in found.scalars.items() if name.startswith(("计划.", "明白卡.", "核算."))} == {""}
