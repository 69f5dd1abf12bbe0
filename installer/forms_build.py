"""Builds the printed forms that ship with the program: resources/forms/<group>/<name>.xlsx, byte for byte the same.

    python installer/forms_build.py [FOLDER]

A form may then be read and changed in Excel or WPS like any other; this script is where the shipped ones come from.
"""

from __future__ import annotations

import sys
from pathlib import Path

from form_sheet import LABEL, LEFT, MONEY, PLAIN, SECTION, TITLE, VALUE, Cells, FormSheet, Style, small

VERSION = "2025.1"
_ROOT = Path(__file__).resolve().parents[1] / "resources" / "forms"
_HEAD = Style(face=TITLE, size=20, across="center", wrap=False, ruled=False)
_AREA = "{{村.省}} {{村.市}} {{村.县}} {{村.乡}} {{村.行政村}} {{户.组}}"
_TICK = small(LEFT, 8.5)


def _pairs(row: list[tuple[int, str, int, str]], label: Style, value: Style) -> Cells:
    """Label and value, side by side: (columns, label, columns, value)."""
    return [part for lw, name, vw, text in row for part in ((lw, name, label), (vw, text, value))]


# ------------------------------------------------------------------------------------------ 信息采集表
_MEMBER = (
    (2, "序\n号", "序号"), (6, "姓名", "姓名"), (2, "性\n别", "性别"), (10, "证件号码", "证件号码"),
    (4, "与户主\n关系", "与户主关系"), (3, "民族", "民族"), (4, "政治\n面貌", "政治面貌"), (4, "文化\n程度", "文化程度"),
    (4, "在校生\n状况", "在校生状况"), (4, "失学辍\n学原因", "失学或辍学原因"), (4, "健康\n状况", "健康状况"),
    (4, "劳动\n技能", "劳动技能"), (4, "务工\n区域", "务工状况"), (2, "务工\n月数", "务工时间"),
    (5, "务工企业\n名称", "务工企业名称"), (2, "现役\n军人", "现役军人"), (2, "会普\n通话", "普通话"),
    (2, "居民\n医保", "居民医保"), (2, "大病\n保险", "大病保险"), (2, "商业\n补充\n医保", "商业补充医保"),
    (2, "居民\n养老\n保险", "居民养老"), (2, "享受\n低保", "低保"), (2, "特困\n供养", "特困供养"),
    (2, "意外\n险补\n贴", "意外保险补贴"), (6, "联系电话", "成员联系电话"),
)  # fmt: skip
_ITEMS = {
    "工资性收入": ("a", ("a1 务工", "a2 行业部门公益岗", "a3 乡镇公益岗", "a4 村级公益岗", "a5 自主采摘")),
    "生产经营性收入": ("b", ("b1 种植", "b2 养殖", "b3 林果", "b4 其他")),
    "财产性收入": ("c", ("c1 资产收益扶贫分红", "c2 土地流转", "c3 金融贷款项目", "c4 代种代养", "c5 其他")),
    "转移性收入": ("d", (
        "d1 计划生育金", "d2 低保金", "d3 特困供养金（五保金）", "d4 养老保险金", "d5 生态补偿金",
        "d5a 退耕还林补助", "d5b 公益林补助", "d5c 草原奖补", "d5d 移民补助", "d5e 其他生态补偿",
        "d6 其他转移性收入", "d6a 玉米大豆补贴", "d6b 地力补贴", "d6c 大田保险", "d6d 高龄补贴",
        "d6e 优抚金", "d6f 残疾补贴", "d6g 教育补助", "d6h 救灾款", "d6i 失能老人补贴",
        "d6j 赡养费", "d6k 取暖补贴", "d6l 物价补贴", "d6m 社会救济", "d6n 防贫保险",
        "d6o 经常性捐赠赔偿", "d6p 其他",
    )),
    "生产经营性支出": ("e", ("e1 种植", "e2 养殖", "e3 林果", "e4 其他")),
}  # fmt: skip
_PER_ROW = 5


def household_survey() -> FormSheet:
    """贫困户信息采集表 / 脱贫户信息采集表: A4 landscape, two pages (domain 1.4, 1.5)."""
    form = FormSheet(86, 12, landscape=True, margins=(0.44, 0.4, 0.58, 0.4))
    _survey_front(form)
    form.page_break()
    _survey_back(form)
    form.titles(3, 3)
    form.notes([
        ("名称", "贫困户（脱贫户）信息采集表"), ("分组", "户级"), ("对象", "户"), ("年度", "2014-"),
        ("依据", "国务院扶贫办《贫困户登记表》（2014年）、《贫困户信息采集表》（2017—2020年）、"
                 "《脱贫户信息采集表》（2021年起）指标；收入科目按2023年脱贫户收入表"),
        ("公开", "否"), ("份数", "2"), ("装订", "左"), ("版本", VERSION), ("续页", "另页"),
        ("填写要求", "年度在2020年及以前印“贫困户信息采集表”，以后印“脱贫户信息采集表”。主要致贫原因只选1项，"
                     "其他致贫原因最多选2项。文化程度与在校生状况只填一项。收入期为上年10月1日至当年9月30日。"),
    ])  # fmt: skip
    return form


def _survey_front(form: FormSheet) -> None:
    form.row(33, [
        (20, "", PLAIN), (46, "{{表名}}", Style(face=TITLE, size=20, across="distributed", wrap=False, ruled=False)),
        (20, "", PLAIN),
    ])  # fmt: skip
    form.row(17, [(86, "（{{年度}}年度）", Style(size=10.5, wrap=False, ruled=False))])
    line = Style(size=10, across="left", wrap=False, ruled=False)
    form.row(20, [
        (38, _AREA, line), (20, "户主姓名：{{户.户主姓名}}", line),
        (28, "户编号：{{户.户编号}}", Style(size=10, across="right", wrap=False, ruled=False)),
    ])  # fmt: skip
    form.row(18, [(86, "一、基本情况", SECTION)])
    _survey_basics(form)
    form.row(18, [(86, "二、家庭成员{{续页}}", SECTION)])
    form.row(40, [(width, name, small(LABEL, 8)) for width, name, _ in _MEMBER])
    for _ in range(6):
        form.row(27, [(width, f"{{{{成员.{name}}}}}", small(VALUE, 8)) for width, _, name in _MEMBER])


def _survey_basics(form: FormSheet) -> None:
    v = VALUE
    form.row(21, _pairs([
        (8, "户主姓名", 13, "{{户.户主姓名}}"), (8, "证件号码", 17, "{{户.户主证件号码}}"), (8, "联系电话", 13, "{{户.联系电话}}"),
        (8, "家庭人口", 11, "{{户.家庭人口}}"),
    ], LABEL, v))  # fmt: skip
    form.row(21, _pairs([
        (8, "家庭住址", 38, "{{户.家庭住址}}"), (8, "开户银行", 13, "{{户.开户银行名称}}"), (6, "卡号", 13, "{{户.银行卡号}}"),
    ], LABEL, v))  # fmt: skip
    form.row(24, [
        (8, "识别标准", LABEL), (29, "{{户.识别标准|勾选}}", _TICK), (8, "识别年度", LABEL), (8, "{{户.识别年度}}", v),
        (6, "户类型", LABEL), (27, "{{户.户类型|勾选}}", _TICK),
    ])  # fmt: skip
    form.row(31, [(8, "主要致贫\n原因", LABEL), (78, "{{户.主要致贫原因|勾选}}", _TICK)])
    form.row(31, [(8, "其他致贫\n原因", LABEL), (78, "{{户.其他致贫原因|勾选}}", _TICK)])
    form.row(24, [
        (8, "脱贫属性", LABEL), (29, "{{户.脱贫属性|勾选}}", _TICK), (8, "计划脱贫\n年度", LABEL), (8, "{{户.计划脱贫年度}}", v),
        (8, "脱贫年度", LABEL), (8, "{{户.脱贫年度}}", v), (7, "返贫原因", LABEL), (10, "{{户.返贫原因}}", v),
    ])  # fmt: skip
    form.row(21, _pairs([
        (8, "军烈属", 13, "{{户.是否军烈属|勾选}}"), (8, "独生子女户", 14, "{{户.是否独生子女户|勾选}}"),
        (8, "双女户", 13, "{{户.是否双女户|勾选}}"), (9, "有三留人员", 13, "{{户.户中是否有三留人员|勾选}}"),
    ], LABEL, v))  # fmt: skip


def _survey_back(form: FormSheet) -> None:
    section = small(SECTION, 9.5)
    form.row(16, [(86, "三、收入情况（{{年度}}年度，收入期为上年10月1日至当年9月30日；单位：元）", section)])
    _incomes(form)
    form.row(16, [(86, "四、生产生活条件", section)])
    _living(form)
    form.row(16, [(86, "五、易地扶贫搬迁", section)])
    _moving(form)
    form.row(16, [(86, "六、帮扶责任人结对{{续页}}", section)])
    _helpers(form)
    form.row(16, [(86, "七、帮扶措施（类别：产业、就业、易地搬迁、公益岗位、教育、健康、危房改造、金融、基础设施、综合保障、生态、其他）",
                   section)])  # fmt: skip
    head, blank = small(LABEL, 8), VALUE
    columns = ((10, "措施类别"), (30, "项目内容"), (13, "实施时间"), (13, "金额（元）"), (10, "成效"), (10, "户主签字"))
    form.row(15, [(width, name, head) for width, name in columns])
    for _ in range(2):
        form.row(18, [(width, "", blank) for width, _ in columns])
    line = Style(size=9.5, across="left", down="bottom", wrap=False, ruled=False)
    form.row(25, [
        (26, "户主签字（按手印）：", line), (20, "填表人：{{填表人}}", line), (20, "联系电话：{{填表人电话}}", line),
        (20, "填表时间：{{填表日期|年月日}}", line),
    ])  # fmt: skip


def _incomes(form: FormSheet) -> None:
    label, money = small(LABEL, 7.5), small(MONEY, 8)
    for group, (letter, items) in _ITEMS.items():
        first, rows = form.next, -(-len(items) // _PER_ROW)
        for n in range(rows):
            part = items[n * _PER_ROW : (n + 1) * _PER_ROW]
            cells: list[tuple[int, str, Style]] = [(9, "", LABEL), (7, "", money)]
            for item in part:
                code, _, name = item.partition(" ")
                cells += [(8, f"{code[1:]}.{name}", label), (6, f"{{{{收入.{code}|元}}}}", money)]
            for _ in range(_PER_ROW - len(part)):
                cells += [(8, "", label), (6, "", money)]
            form.row(15.5, cells)
        form.down(first, rows, 1, 9, f"{letter} {group}", small(LABEL, 8))
        form.down(first, rows, 10, 7, f"{{{{收入.{group}|元}}}}", small(MONEY, 8))
    strong = Style(size=8.5, bold=True, across="right", wrap=False)
    form.row(17, [
        (9, "年收入\n（a+b+c+d）", label), (9, "{{收入.年收入|元}}", strong), (8, "纯收入\n（年收入−e）", label),
        (9, "{{收入.纯收入|元}}", strong), (7, "家庭人口数", label), (4, "{{收入.家庭人口数}}", small(VALUE, 8)),
        (8, "人均纯收入", label), (8, "{{收入.人均纯收入|元}}", strong), (6, "理赔收入", label), (6, "{{收入.claims|元}}", money),
        (6, "自负支出", label), (6, "{{收入.out_of_pocket|元}}", money),
    ])  # fmt: skip


def _living(form: FormSheet) -> None:
    label, value, tick = small(LABEL, 7.5), small(VALUE, 8), small(LEFT, 8)
    land = ("耕地", "有效灌溉", "林地", "退耕还林", "林果", "牧草地", "水面")
    cells: list[tuple[int, str, Style]] = [(9, "土地面积（亩）", label)]
    for n, name in enumerate(land):
        cells += [(6, name, label), (5, f"{{{{年度.{name}面积|亩}}}}", value)]
    form.row(16, cells)
    form.row(16, [
        (9, "住房面积（㎡）", label), (6, "{{年度.住房面积|亩}}", value), (6, "房屋结构", label), (9, "{{年度.房屋结构}}", value),
        (6, "建房年份", label), (5, "{{年度.建房年份}}", value), (6, "危房户", label), (9, "{{年度.是否危房户|勾选}}", value),
        (6, "危房级别", label), (6, "{{年度.危房级别}}", value), (8, "有卫生厕所", label), (10, "{{年度.是否有卫生厕所|勾选}}", value),
    ])  # fmt: skip
    form.row(16, [
        (9, "通生产用电", label), (8, "{{年度.是否通生产用电|勾选}}", value), (8, "通生活用电", label),
        (8, "{{年度.是否通生活用电|勾选}}", value), (8, "通广播电视", label), (8, "{{年度.是否通广播电视|勾选}}", value),
        (10, "解决安全饮用水", label), (8, "{{年度.是否解决安全饮用水|勾选}}", value), (7, "饮水状况", label), (12, "{{年度.饮水状况}}", value),
    ])  # fmt: skip
    form.row(16, [
        (9, "距主干路（公里）", label), (6, "{{年度.与村主干路距离|亩}}", value), (7, "入户路", label),
        (28, "{{年度.入户路类型|勾选}}", tick), (7, "主要燃料", label), (29, "{{年度.主要燃料类型|勾选}}", tick),
    ])  # fmt: skip
    form.row(16, [
        (9, "加入合作社", label), (8, "{{年度.是否加入农民专业合作组织|勾选}}", value), (9, "龙头企业带动", label),
        (8, "{{年度.是否有龙头企业带动|勾选}}", value), (10, "致富带头人带动", label), (8, "{{年度.是否有创业致富带头人带动|勾选}}", value),
        (9, "到户产业帮扶", label), (25, "{{年度.到户产业帮扶类型}}", tick),
    ])  # fmt: skip
    kept = ("不愁吃", "不愁穿", "义务教育有保障", "基本医疗有保障", "住房安全有保障", "饮水安全有保障")
    cells = [(2, "", value)]
    for n, name in enumerate(kept):
        cells += [(4 if n < 2 else 8, name, label), (8, f"{{{{年度.{name}|勾选}}}}", small(VALUE, 7.5))]
    form.row(16, _fill_up(cells[1:]))


def _fill_up(cells: list[tuple[int, str, Style]]) -> Cells:
    """The last cell takes what the row still lacks."""
    width, text, style = cells[-1]
    return [*cells[:-1], (86 - sum(w for w, _, _ in cells[:-1]), text, style)]


def _moving(form: FormSheet) -> None:
    label, tick = small(LABEL, 7.5), small(LEFT, 8)
    form.row(16, [
        (9, "是否搬迁户", label), (10, "{{户.是否搬迁户|勾选}}", tick), (7, "搬迁方式", label), (60, "{{户.搬迁方式|勾选}}", tick),
    ])  # fmt: skip
    form.row(16, [
        (9, "安置方式", label), (16, "{{户.安置方式|勾选}}", tick), (7, "安置地", label), (31, "{{户.安置地|勾选}}", tick),
        (9, "入住时间", label), (14, "{{户.入住时间}}", small(VALUE, 8)),
    ])  # fmt: skip
    form.row(16, [
        (9, "安置点地址", label), (16, "{{户.安置点地址}}", tick), (10, "可能存在的困难", label), (51, "{{户.搬迁可能存在的困难|勾选}}", tick),
    ])  # fmt: skip


def _helpers(form: FormSheet) -> None:
    columns = (
        (7, "姓名", "帮扶人"), (3, "性别", "性别"), (6, "政治面貌", "政治面貌"), (5, "学历", "学历"), (17, "单位", "单位"),
        (9, "职务", "职务"), (9, "隶属关系", "隶属关系"), (9, "联系电话", "联系电话"), (5, "驻村队员", "是否驻村队员"),
        (8, "开始时间", "开始时间"), (8, "结束时间", "结束时间"),
    )  # fmt: skip
    form.row(15, [(width, name, small(LABEL, 7.5)) for width, name, _ in columns])
    for _ in range(2):
        form.row(16, [(width, f"{{{{结对.{name}}}}}", small(VALUE, 8)) for width, _, name in columns])


# ----------------------------------------------------------------------------------------- 走访记录表
def visit_record() -> FormSheet:
    """入户走访记录表: A4 portrait, one household, a row for each visit (domain 5.1 (5))."""
    form = FormSheet(60, 11, landscape=False, margins=(0.6, 0.6, 0.65, 0.6))
    form.row(40, [
        (13, "", PLAIN), (34, "入户走访记录表", Style(face=TITLE, size=22, across="distributed", wrap=False, ruled=False)),
        (13, "", PLAIN),
    ])  # fmt: skip
    line = Style(size=10.5, across="left", wrap=False, ruled=False)
    form.row(22, [(40, _AREA, line), (20, "（{{年度}}年度）", Style(size=10.5, across="right", wrap=False, ruled=False))])
    label, value = small(LABEL, 10), small(VALUE, 10)
    form.row(25, _pairs([
        (9, "户主姓名", 11, "{{户.户主姓名}}"), (7, "户编号", 15, "{{户.户编号}}"), (7, "家庭人口", 11, "{{户.家庭人口}}"),
    ], label, value))  # fmt: skip
    form.row(25, _pairs([
        (9, "联系电话", 11, "{{户.联系电话}}"), (7, "户类型", 15, "{{户.户类型}}"), (7, "致贫原因", 11, "{{户.主要致贫原因}}"),
    ], label, value))  # fmt: skip
    form.row(25, [(9, "家庭住址", label), (51, "{{户.家庭住址}}", small(LEFT, 10))])
    form.row(25, _pairs([
        (9, "帮扶责任人", 11, "{{户.帮扶人}}"), (7, "单位", 15, "{{户.帮扶单位}}"), (7, "联系电话", 11, "{{户.帮扶人电话}}"),
    ], label, value))  # fmt: skip
    columns = (
        (3, "序号", "序号", value), (7, "走访时间", "走访日期|年月日", value), (5, "走访\n类型", "走访类型", value),
        (17, "走访内容（帮扶内容）", "走访内容", small(LEFT, 10)), (10, "反映需求", "反映需求", small(LEFT, 10)),
        (8, "解决情况", "解决情况", small(LEFT, 10)), (5, "户主\n签名", "", value), (5, "帮扶干\n部签名", "", value),
    )  # fmt: skip
    form.row(32, [(width, name, label) for width, name, _, _ in columns])
    for _ in range(6):
        form.row(83, [(w, f"{{{{走访.{name}}}}}" if name else "", style) for w, _, name, style in columns])
    form.row(16, [(60, "注：每次走访后填写一行，由户主和帮扶干部分别签名；户主不会写字的按手印。本表留存户档案。", small(PLAIN, 9))])
    form.titles(1, 7)
    form.notes([
        ("名称", "入户走访记录表"), ("分组", "户级"), ("对象", "户"), ("年度", "2014-"),
        ("依据", "各地入户走访记录表通行栏目（走访时间、帮扶内容、反映需求、解决情况、户主签名、帮扶干部签名）"),
        ("公开", "否"), ("份数", "1"), ("装订", "左"), ("版本", VERSION), ("续页", "接排"), ("行高", "可增高"),
        ("填写要求", "已登记的走访由程序填好，空行留给下次入户手写，回来再登记。"),
    ])  # fmt: skip
    return form


# --------------------------------------------------------------------------------------- 结对帮扶花名册
def pairing_roster() -> FormSheet:
    """结对帮扶花名册: A4 landscape, a row for each pairing of the village (domain 5.2 (22))."""
    form = FormSheet(72, 14, landscape=True, margins=(0.6, 0.5, 0.65, 0.5))
    form.row(40, [
        (18, "", PLAIN), (36, "结对帮扶花名册", Style(face=TITLE, size=22, across="distributed", wrap=False, ruled=False)),
        (18, "", PLAIN),
    ])  # fmt: skip
    line = Style(size=10.5, across="left", wrap=False, ruled=False)
    right = Style(size=10.5, across="right", wrap=False, ruled=False)
    form.row(22, [(32, "填报单位（盖章）：{{填报单位}}", line), (20, "填报时间：{{填表日期|年月日}}", line), (20, "单位：户、人", right)])
    columns = (
        (3, "序号", "序号"), (6, "户主姓名", "户主姓名"), (8, "户编号", "户编号"), (5, "组", "组"), (3, "人口", "家庭人口"),
        (6, "帮扶人", "帮扶人"), (3, "性别", "性别"), (11, "单位", "单位"), (6, "职务\n级别", "职务级别"), (6, "隶属\n关系", "隶属关系"),
        (8, "联系电话", "联系电话"), (7, "起止时间", "起止时间"), (0, "", ""),
    )[:-1]  # fmt: skip
    _roster_rows(form, columns)
    form.row(30, [
        (24, "审核人：{{审核人}}", Style(size=10.5, across="left", down="bottom", wrap=False, ruled=False)),
        (24, "填表人：{{填表人}}", Style(size=10.5, across="left", down="bottom", wrap=False, ruled=False)),
        (24, "联系电话：{{填表人电话}}", Style(size=10.5, across="left", down="bottom", wrap=False, ruled=False)),
    ])  # fmt: skip
    form.titles(1, 3)
    form.notes([
        ("名称", "结对帮扶花名册"), ("分组", "花名册"), ("对象", "村"), ("年度", "2014-"),
        ("依据", "村级结对帮扶花名册（帮扶责任人一览表）通行栏目；帮扶责任人指标同国家信息采集表“帮扶责任人结对”"),
        ("公开", "否"), ("份数", "1"), ("装订", "左"), ("版本", VERSION), ("续页", "接排"),
        ("填写要求", "一户有多名帮扶责任人的，每人一行。起止时间填到月，仍在帮扶的只填开始。"),
    ])  # fmt: skip
    return form


def _roster_rows(form: FormSheet, columns: tuple[tuple[int, str, str], ...]) -> None:
    form.row(32, [(width, name, small(LABEL, 10)) for width, name, _ in columns])
    for _ in range(17):
        form.row(22, [(width, f"{{{{结对.{name}}}}}", small(VALUE, 9.5)) for width, _, name in columns])


FORMS = {
    "户级/household_survey": household_survey,
    "户级/visit_record": visit_record,
    "花名册/pairing_roster": pairing_roster,
}


def build(folder: Path = _ROOT) -> None:
    """Write every form below ``folder``."""
    for name, make in FORMS.items():
        make().save(folder / f"{name}.xlsx")


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else _ROOT)
