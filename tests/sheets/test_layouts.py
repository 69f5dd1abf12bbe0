"""The county's headers, as collected from real files, are known for what they are; and the layouts hold together."""

from __future__ import annotations

import tomllib

import pytest

from fupin_desk.core.resources import resource
from fupin_desk.sheets.cells import RawSheet, Workbook
from fupin_desk.sheets.header import plain_header
from fupin_desk.sheets.layouts import ADD, CHECK, ECHO, KEY, LIST, WRITE, layout_named, layouts
from fupin_desk.sheets.recognise import Recognised, recognise_sheet

_ROLES_WITHOUT_FIELD = {"region", "year", "ignore"}

HEADERS = {
    "L1 2018": ("L1", "行政县,乡镇,行政村,自然村,户编号,人编号,姓名,证件号码,人数,与户主关系,民族,文化程度,在校生状况,健康状况,劳动技能,务工状况,务工时间,参加大病医疗,脱贫属性,脱贫年度,贫困户属性,主要致贫原因,危房户,饮水安全,饮水困难,人均纯收入,联系电话"),
    "L1 national": ("L1", "省,市,县,乡,行政村,自然村,户编号,人编号,姓名,证件号码,人数,与户主关系,民族,文化程度,在校生状况,健康状况,劳动技能,务工状况,务工时间,是否参加大病医疗,脱贫属性,脱贫年度,贫困户属性,主要致贫原因,是否危房户,是否饮水安全,是否饮水困难,人均纯收入,联系电话"),
    "L2": ("L1", "乡镇,行政村,户编号,人编号,姓名,证件号码,人数,与户主关系,民族,文化程度,在校生状况,健康状况,劳动技能,务工状况,务工时间,参加大病医疗,脱贫属性,脱贫年度,贫困户属性,致贫原因,危房户,是否解决安全饮用水,人均纯收入,联系电话"),
    "L3": ("L3", "省,市,县,乡,村,户编号,人口编号,姓名,性别,出生日期,证件类型,证件号码,民族,户联系电话,成员联系电话,年度,与户主关系,文化程度,在校生状况,劳动技能,务工时间（月）,健康状况,政治面貌,务工企业名称,是否享受低保,是否参加城镇职工基本养老保险,是否参加大病保险,是否参加新型农村合作医疗（城乡居民基本医疗保险）,是否参加城乡居民基本养老保险,失学或辍学原因,是否会讲普通话,是否参加商业补充医疗保险,是否国外务工,产业分类,是否接受大病医疗救助,是否接受其他健康扶贫,公益性岗位类型,公益性岗位(月数),就业渠道,残疾类别,务工所在地,户主姓名,户主证件号码,是否参加城镇职工基本医疗保险,是否特困供养人员,残疾证办证年度,识别标准"),
    "L4": ("L4", "省,市,县,乡,村,户编号,户主编号,户主姓名,户主证件号码,家庭人口数,是否危房户,人均纯收入,年收入,是否解决安全饮用水,年度,村办公电话,开户银行名称,银行卡号,识别标准,主要致贫原因,次要致贫原因,工资性收入,生产经营性收入,财产性收入,转移性收入,计划生育金,低保金,五保金,养老保险金,生态补偿金,其他转移性收入,生产经营性支出,纯收入,资产收益扶贫分红收入,其他财产性收入,耕地面积（亩）,水面面积,是否加入农民专业合作组织,退耕还林面积（亩）,林果面积（亩）,牧草地面积,林地面积（亩）,是否通生产用电,是否通生活用电,是否通广播电视,与村主干路距离,入户路类型,住房面积,是否有卫生厕所,主要燃料类型,危房级别,是否有龙头企业带动,是否有创业致富带头人带动"),
    "L5": ("L5", "索引,村名,户主姓名,证件号,户编号,电话,人口数,主要致贫原因,帮扶责任人,所属单位,职务,帮扶责任人电话,帮扶类型,主要帮扶措施,计划脱贫年度,一卡通账号"),
    "L6 short": ("L5", "乡镇,行政村,户主姓名,证件号码,单位,帮扶责任人,帮扶人手机号,联系电话"),
    "L7": ("L7", "行政县,乡镇,行政村,户编号,人编号,姓名,身份证号,家庭人口数,与户主关系,奖扶金,特扶金,春节慰问金,低保金,特困供养金,养老保险金,生态补偿金,低保高龄补贴,低保电量补贴,不能自理老人护理补贴,城镇三无人员生活费,困难残疾人生活补贴,重度残疾人护理补贴,孤儿生活费,困境儿童生活费,伤残军人,病故军人的家属,在乡复员军人,带病回乡退伍军人,参加核试验,参战,60岁以上农村籍退役士兵,部分烈士子女,朝阳助学,老年乡村医生生活补贴,高龄补贴,企业遗属补助,职工养老保险金,原民办代课教师教龄补助,农支地保,棉花补贴,居家托养,残疾学生,残疾子女,教育资助金,老民师待遇金,老放影员生活补助,雨露计划,产业扶贫项目受益,生产贷,村集体发放款,慈善帮扶项目,特困基金项目,慈善,村集体入股分红,京博90岁以上老年人救助金,占地补偿,乡村干部退休金,赡养费,其他,其他转移性收入合计,转移性收入合计,工资性收入,生产经营性收入,资产收益扶贫分红收入,其他财产性收入,家庭总收入,生产经营性支出,人均纯收入"),
    "L8": ("L8", "市,县,乡,村,户编号,人编号,户主姓名,户主证件号码,户联系电话,家庭人口数,自然村,户类型,监测对象类别,姓名,性别,出生日期,证件类型,证件号码,民族,与户主关系,家庭成员联系电话,文化程度,在校生状况,劳动技能,健康状况,享受低保政策情况,享受特困供养政策情况,是否参加城乡居民基本医疗保险,是否参加城镇职工基本医疗保险,是否参加大病保险,务工所在地,公益性岗位,公益性岗位(月数),整户无劳动能力兜底保障户,致贫/返贫风险1,致贫/返贫风险2,致贫/返贫风险3,致贫/返贫风险4,致贫/返贫风险5,是否危房户,是否解决安全饮用水,人均纯收入（元）,风险是否已消除,识别监测时间,消除监测时间,风险消除方式,实施开发式帮扶措施情况,信息采集人,信息采集人联系电话"),
}  # fmt: skip


def recognised(*rows: list[str | None], name: str = "表.xlsx") -> Recognised:
    """A sheet of these rows, understood."""
    sheet = RawSheet("Sheet1", [list(row) for row in rows])
    found = recognise_sheet(Workbook(name, "xlsx", [sheet]), sheet)
    assert found is not None
    return found


@pytest.mark.parametrize("name", HEADERS)
def test_a_countys_header_is_known_column_by_column(name: str) -> None:
    layout, text = HEADERS[name]
    found = recognised(["某县某表"], ["填报单位：某乡"], list(text.split(",")))
    assert (found.layout.name, found.header_row) == (layout, 3)
    assert found.unknown_columns == ()
    assert found.confidence > 0.5


def test_names_are_taken_as_people_write_them() -> None:
    found = recognised(["*户　编号", "户主\n姓名", "家庭人口数(人)", "2018年家庭总收入（元）", " 住房面积（平方米） ", "A13.识别标准："])
    assert [column.target.name for column in found.columns] == [
        "household.number", "head.name", "household_year.reported_size", "household_year.reported_gross_fen",
        "household_year.house_area", "household.standard",
    ]  # fmt: skip
    assert found.year == 2018


def test_columns_in_any_order_with_strange_ones_between() -> None:
    names = HEADERS["L3"][1].split(",")
    found = recognised([*reversed(names), "组长意见", "星级"])
    assert found.layout.name == "L3"
    assert [column.shown for column in found.unknown_columns] == ["组长意见", "星级"]


def test_a_column_that_stands_twice_is_two_columns() -> None:
    found = recognised(["户编号", "户主姓名", "帮扶责任人", "联系电话", "所属单位", "联系电话"])
    assert [column.shown for column in found.unknown_columns] == ["联系电话（2）"]


@pytest.mark.parametrize("layout", layouts(), ids=lambda layout: layout.name)
def test_every_column_of_a_layout_means_a_field_that_exists(layout: object) -> None:
    known = layout_named(layout.name)  # type: ignore[attr-defined]  # pytest hands the layout on as an object
    assert known is layout_named(known.title)
    for own, target in known.columns.items():
        assert target.use in (WRITE, ECHO, CHECK, ADD, LIST, KEY), own
        assert (target.field is not None) == (target.role not in _ROLES_WITHOUT_FIELD), own
    names = {plain_header(name) for name in known.lookup}
    for mark in (*known.marks, *(name for group in known.required for name in group)):
        assert plain_header(mark) in names, mark
        assert known.lookup[plain_header(mark)] == mark or plain_header(known.lookup[plain_header(mark)]) == plain_header(mark)
    for heading in known.export:
        assert known.target_of(heading).name
    for own in known.columns:
        assert known.lookup[plain_header(own)] == own


def test_a_name_means_one_thing_among_the_aliases() -> None:
    groups = tomllib.loads(resource("layouts", "aliases.toml").read_text(encoding="utf-8"))["groups"]
    names = [plain_header(name) for group in groups for name in {plain_header(n): n for n in group}.values()]
    assert sorted(names) == sorted(set(names))
