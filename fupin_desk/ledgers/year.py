"""户年度: what is true of a household in one year; a new year is a new record, never an overwritten one.

Income period: 1 October of last year to 30 September (domain 1.5). Items are those of the 2023 income table, to the
last sub-item; totals are computed (ledgers.income), never typed, except where a paper only gives the total of a group.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fupin_desk.core.errors import Problem
from fupin_desk.ledgers import income
from fupin_desk.ledgers.kinds import Area, Choice, Choices, Money, Ref, Text, Whole, Year, YesNo
from fupin_desk.ledgers.record import Around, Ledger, Record, field

_WAGE, _BUSINESS, _PROPERTY, _TRANSFER, _EXPENSE = "工资性收入", "生产经营性收入", "财产性收入", "转移性收入", "生产经营性支出"
_REFERENCE, _REPORTED, _LAND, _LIVING, _GUARANTEE = "收入参考", "系统数据", "土地", "生产生活条件", "两不愁三保障"
_SUFFIX = "_fen"


@dataclass(frozen=True, kw_only=True)
class HouseholdYear(Record):
    """户年度: income to the last sub-item, living conditions (domain 1.4 四), the guarantees."""

    household: str = field("农户", Ref("household"), required=True)
    year: int = field("年度", Year(), required=True, national="AAR040")
    a_fen: int | None = field("工资性收入", Money(), section=_WAGE, national="AAC073")
    a1_fen: int | None = field("务工收入", Money(), section=_WAGE)
    a2_fen: int | None = field("行业部门公益岗收入", Money(), section=_WAGE)
    a3_fen: int | None = field("乡镇公益岗收入", Money(), section=_WAGE)
    a4_fen: int | None = field("村级公益岗收入", Money(), section=_WAGE)
    a5_fen: int | None = field("自主采摘收入", Money(), section=_WAGE)
    b_fen: int | None = field("生产经营性收入", Money(), section=_BUSINESS, national="AAC071")
    b1_fen: int | None = field("种植收入", Money(), section=_BUSINESS)
    b2_fen: int | None = field("养殖收入", Money(), section=_BUSINESS)
    b3_fen: int | None = field("林果收入", Money(), section=_BUSINESS)
    b4_fen: int | None = field("其他生产经营性收入", Money(), section=_BUSINESS)
    c_fen: int | None = field("财产性收入", Money(), section=_PROPERTY, national="AAC072")
    c1_fen: int | None = field("资产收益扶贫分红收入", Money(), section=_PROPERTY, national="AAC092")
    c2_fen: int | None = field("土地流转收入", Money(), section=_PROPERTY)
    c3_fen: int | None = field("金融贷款项目收入", Money(), section=_PROPERTY)
    c4_fen: int | None = field("代种代养收入", Money(), section=_PROPERTY)
    c5_fen: int | None = field("其他财产性收入", Money(), section=_PROPERTY, national="AAC093")
    d_fen: int | None = field("转移性收入", Money(), section=_TRANSFER, national="AAC085")
    d1_fen: int | None = field("计划生育金", Money(), section=_TRANSFER, national="AAC076")
    d2_fen: int | None = field("低保金", Money(), section=_TRANSFER, national="AAC077")
    d3_fen: int | None = field("特困供养金（五保金）", Money(), section=_TRANSFER, national="AAC086")
    d4_fen: int | None = field("养老保险金", Money(), section=_TRANSFER, national="AAC087")
    d5_fen: int | None = field("生态补偿金", Money(), section=_TRANSFER, national="AAC078")
    d5a_fen: int | None = field("退耕还林补助", Money(), section=_TRANSFER)
    d5b_fen: int | None = field("公益林补助", Money(), section=_TRANSFER)
    d5c_fen: int | None = field("草原奖补", Money(), section=_TRANSFER)
    d5d_fen: int | None = field("移民补助", Money(), section=_TRANSFER)
    d5e_fen: int | None = field("其他生态补偿", Money(), section=_TRANSFER)
    d6_fen: int | None = field("其他转移性收入", Money(), section=_TRANSFER, national="AAC083")
    d6a_fen: int | None = field("玉米大豆补贴", Money(), section=_TRANSFER)
    d6b_fen: int | None = field("地力补贴", Money(), section=_TRANSFER)
    d6c_fen: int | None = field("大田保险", Money(), section=_TRANSFER)
    d6d_fen: int | None = field("高龄补贴", Money(), section=_TRANSFER)
    d6e_fen: int | None = field("优抚金", Money(), section=_TRANSFER)
    d6f_fen: int | None = field("残疾补贴", Money(), section=_TRANSFER)
    d6g_fen: int | None = field("教育补助", Money(), section=_TRANSFER)
    d6h_fen: int | None = field("救灾款", Money(), section=_TRANSFER)
    d6i_fen: int | None = field("失能老人补贴", Money(), section=_TRANSFER)
    d6j_fen: int | None = field("赡养费", Money(), section=_TRANSFER)
    d6k_fen: int | None = field("取暖补贴", Money(), section=_TRANSFER)
    d6l_fen: int | None = field("物价补贴", Money(), section=_TRANSFER)
    d6m_fen: int | None = field("社会救济", Money(), section=_TRANSFER)
    d6n_fen: int | None = field("防贫保险", Money(), section=_TRANSFER)
    d6o_fen: int | None = field("经常性捐赠赔偿", Money(), section=_TRANSFER)
    d6p_fen: int | None = field("其他转移性", Money(), section=_TRANSFER)
    e_fen: int | None = field("生产经营性支出", Money(), section=_EXPENSE, national="AAC074")
    e1_fen: int | None = field("种植支出", Money(), section=_EXPENSE)
    e2_fen: int | None = field("养殖支出", Money(), section=_EXPENSE)
    e3_fen: int | None = field("林果支出", Money(), section=_EXPENSE)
    e4_fen: int | None = field("其他生产经营性支出", Money(), section=_EXPENSE)
    claims_fen: int | None = field("其他理赔收入", Money(), section=_REFERENCE)
    out_of_pocket_fen: int | None = field("其他合规自负支出", Money(), section=_REFERENCE)
    basis: str | None = field("收入依据", Text(lines=3), section=_REFERENCE)
    reported_size: int | None = field("家庭人口数", Whole("人", 0, 30), section=_REPORTED, national="AAC017")
    reported_gross_fen: int | None = field("年收入", Money(), section=_REPORTED, national="AAC081")
    reported_net_fen: int | None = field("纯收入", Money(), section=_REPORTED, national="AAC079")
    reported_per_capita_fen: int | None = field("人均纯收入", Money(), section=_REPORTED, national="AAC082")
    farmland: int | None = field("耕地面积（亩）", Area(high=100_00), section=_LAND, national="AAC301")
    irrigated: int | None = field("有效灌溉面积（亩）", Area(high=100_00), section=_LAND, national="AAC302")
    forest: int | None = field("林地面积（亩）", Area(high=200_00), section=_LAND, national="AAC303")
    returned_forest: int | None = field("退耕还林面积（亩）", Area(high=200_00), section=_LAND, national="AAC304")
    orchard: int | None = field("林果面积（亩）", Area(high=200_00), section=_LAND, national="AAC305")
    pasture: int | None = field("牧草地面积（亩）", Area(high=100_00), section=_LAND, national="AAC306")
    water_area: int | None = field("水面面积（亩）", Area(high=100_00), section=_LAND, national="AAC307")
    cooperative: bool | None = field("是否加入农民专业合作组织", YesNo(), section=_LIVING, national="AAC084")
    leading_enterprise: bool | None = field("是否有龙头企业带动", YesNo(), section=_LIVING, national="AAC088")
    rich_leader: bool | None = field("是否有创业致富带头人带动", YesNo(), section=_LIVING, national="AAC089")
    industry_help: tuple[str, ...] | None = field("到户产业帮扶类型", Choices("industry_help"), section=_LIVING)
    production_power: bool | None = field("是否通生产用电", YesNo(), section=_LIVING, national="AAC308")
    power: bool | None = field("是否通生活用电", YesNo(), section=_LIVING, national="AAC313")
    broadcast: bool | None = field("是否通广播电视", YesNo(), section=_LIVING, national="AAC314")
    hard_water: bool | None = field("是否饮水困难", YesNo(), section=_LIVING, national="AAC311")
    safe_water: bool | None = field("是否解决安全饮用水", YesNo(), section=_LIVING, national="AAC091")
    drinking_water: str | None = field("饮水状况", Choice("drinking_water"), section=_LIVING)
    road_distance: int | None = field("与村主干路距离（公里）", Area("公里", 5_00), section=_LIVING, national="AAC315")
    road: str | None = field("入户路类型", Choice("road"), section=_LIVING, national="AAC316")
    house_area: int | None = field("住房面积（㎡）", Area("㎡", 1000_00), section=_LIVING, national="AAC317")
    house_structure: str | None = field("房屋结构", Choice("house_structure"), section=_LIVING)
    built_year: int | None = field("建房年份", Year(), section=_LIVING)
    danger_house: bool | None = field("是否危房户", YesNo(), section=_LIVING, national="AAC318", group="danger")
    danger_level: str | None = field("危房级别", Choice("danger_level"), section=_LIVING, national="AAC322", group="danger")
    toilet: bool | None = field("是否有卫生厕所", YesNo(), section=_LIVING, national="AAC319")
    fuel: str | None = field("主要燃料类型", Choice("fuel"), section=_LIVING, national="AAC320")
    enough_food: bool | None = field("不愁吃", YesNo(), section=_GUARANTEE)
    enough_clothing: bool | None = field("不愁穿", YesNo(), section=_GUARANTEE)
    school_guaranteed: bool | None = field("义务教育有保障", YesNo(), section=_GUARANTEE)
    medical_guaranteed: bool | None = field("基本医疗有保障", YesNo(), section=_GUARANTEE)
    house_guaranteed: bool | None = field("住房安全有保障", YesNo(), section=_GUARANTEE)
    water_guaranteed: bool | None = field("饮水安全有保障", YesNo(), section=_GUARANTEE)


_ITEM_FIELDS = tuple(f.name for f in dataclasses.fields(HouseholdYear)
                     if f.name.endswith(_SUFFIX) and not f.name.startswith("reported_"))  # fmt: skip


def items_of(record: HouseholdYear) -> Mapping[str, int]:
    """The typed income items as item code -> 分 (a, a1, …, d5a, …, e4, claims, out_of_pocket)."""
    return {name.removesuffix(_SUFFIX): value for name in _ITEM_FIELDS if (value := getattr(record, name)) is not None}


def totals_of(record: HouseholdYear) -> income.Totals:
    """Wage, business, property, transfer, gross, expense and net income of the year in 分."""
    return income.totals(items_of(record))


def one_year_each(record: HouseholdYear, around: Around) -> Iterable[Problem]:
    """A household has one record a year."""
    years = around.related("household_year", "household", record.household)
    if any(other.year == record.year and other.id != record.id for other in years):
        yield Problem("年度", f"这一户 {record.year} 年的数据已经有了，请在原来的那一份上改。")


HOUSEHOLD_YEAR = Ledger(
    "household_year", "户年度", HouseholdYear, key=("household", "year"), theme="农户", titles=("year",), rules=(one_year_each,),
)  # fmt: skip
