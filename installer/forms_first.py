"""贫困户（脱贫户）信息采集表, 入户走访记录表 and 结对帮扶花名册 (domain 5.1 (1), (5), 5.2 (22))."""

from __future__ import annotations

from form_parts import AREA, VERSION, line, title
from form_sheet import SECTION, FormSheet, Look, Style, small

# ------------------------------------------------------------------------------------------ 信息采集表
_MEMBER = (
    (2, "序\n号", "序号"), (5, "姓名", "姓名"), (2, "性\n别", "性别"), (9, "证件号码", "证件号码"),
    (4, "与户主\n关系", "与户主关系"), (3, "民族", "民族"), (4, "政治\n面貌", "政治面貌"),
    (5, "文化\n程度", "文化程度"), (4, "在校生\n状况", "在校生状况"), (3, "失学\n辍学\n原因", "失学或辍学原因"),
    (5, "健康\n状况", "健康状况"), (5, "劳动\n技能", "劳动技能"), (5, "务工\n区域", "务工状况"),
    (2, "务工\n月数", "务工时间"), (5, "务工企业\n名称", "务工企业名称"), (2, "现役\n军人", "现役军人"),
    (2, "会普\n通话", "普通话"), (2, "居民\n医保", "居民医保"), (2, "大病\n保险", "大病保险"),
    (2, "商业\n补充\n医保", "商业补充医保"), (2, "居民\n养老\n保险", "居民养老"), (2, "享受\n低保", "低保"),
    (2, "特困\n供养", "特困供养"), (2, "意外\n险补\n贴", "意外保险补贴"), (5, "联系电话", "成员联系电话"),
)  # fmt: skip
_ITEMS = {
    "工资性收入": ("a", "a1 务工/a2 行业部门公益岗/a3 乡镇公益岗/a4 村级公益岗/a5 自主采摘"),
    "生产经营性收入": ("b", "b1 种植/b2 养殖/b3 林果/b4 其他"),
    "财产性收入": ("c", "c1 资产收益扶贫分红/c2 土地流转/c3 金融贷款项目/c4 代种代养/c5 其他"),
    "转移性收入": (
        "d",
        "d1 计划生育金/d2 低保金/d3 特困供养金/d4 养老保险金/d5 生态补偿金/"
        "d5a 退耕还林补助/d5b 公益林补助/d5c 草原奖补/d5d 移民补助/d5e 其他生态补偿/"
        "d6 其他转移性收入/d6a 玉米大豆补贴/d6b 地力补贴/d6c 大田保险/d6d 高龄补贴/"
        "d6e 优抚金/d6f 残疾补贴/d6g 教育补助/d6h 救灾款/d6i 失能老人补贴/"
        "d6j 赡养费/d6k 取暖补贴/d6l 物价补贴/d6m 社会救济/d6n 防贫保险/"
        "d6o 经常性捐赠赔偿/d6p 其他",
    ),
    "生产经营性支出": ("e", "e1 种植/e2 养殖/e3 林果/e4 其他"),
}
_PER_ROW = 5
_NUMBERS = ("证件号码", "成员联系电话")
_FRONT, _BACK = Look(9, 9, 8.5), Look(7.5, 8, 8)


def household_survey() -> FormSheet:
    """贫困户信息采集表 / 脱贫户信息采集表: A4 landscape, two pages (domain 1.4, 1.5)."""
    form = FormSheet(86, 12, landscape=True, margins=(0.42, 0.4, 0.58, 0.4))
    _survey_front(form)
    form.page_break()
    _survey_back(form)
    form.titles(3, 3)
    form.notes([
        ("名称", "贫困户（脱贫户）信息采集表"),
        ("分组", "户级"),
        ("对象", "户"),
        ("年度", "2014-"),
        ("依据", "国务院扶贫办《贫困户登记表》（2014年）、《贫困户信息采集表》（2017—2020年）、"
                 "《脱贫户信息采集表》（2021年起）指标；收入科目按2023年脱贫户收入表"),
        ("公开", "否"),
        ("份数", "2"),
        ("装订", "左"),
        ("版本", VERSION),
        ("续页", "另页"),
        ("填写要求", "年度在2020年及以前印“贫困户信息采集表”，以后印“脱贫户信息采集表”。主要致贫原因只选1项，"
                     "其他致贫原因最多选2项。文化程度与在校生状况只填一项。收入期为上年10月1日至当年9月30日。"),
    ])  # fmt: skip
    return form


def _survey_front(form: FormSheet) -> None:
    title(form, "{{表名}}", 32, 20, 33)
    line(form, 17, 10.5, [(86, "（{{年度}}年度）", "center")])
    head = [
        (46, AREA, "left"),
        (18, "户主姓名：{{户.户主姓名|空白}}", "left"),
        (22, "户编号：{{户.户编号|空白}}", "right"),
    ]
    line(form, 18, 10, head)
    form.row(18, [(86, "一、基本情况", SECTION)])
    _survey_basics(form)
    form.row(18, [(86, "二、家庭成员{{续页}}", SECTION)])
    narrow, wide = Look(7), Look(8, 8)
    form.row(34, [((narrow if w == 2 else wide).cells(f"{w}*{name}")[0]) for w, name, _ in _MEMBER])
    for _ in range(6):
        form.row(36, [
            (Look(8, 7.5) if name in _NUMBERS else wide).cells(f"{w} {{{{成员.{name}}}}}")[0] for w, _, name in _MEMBER
        ])  # fmt: skip


def _survey_basics(form: FormSheet) -> None:
    cells = _FRONT.cells
    form.row(21, cells(
        "8*户主姓名 / 13 {{户.户主姓名}} / 8*证件号码 / 17 {{户.户主证件号码}} / 8*联系电话 / 13 {{户.联系电话}} / "
        "8*家庭人口 / 11 {{户.家庭人口}}"
    ))  # fmt: skip
    form.row(21, cells(
        "8*家庭住址 / 38 {{户.家庭住址}} / 8*开户银行 / 13 {{户.开户银行名称}} / 6*卡号 / 13 {{户.银行卡号}}"
    ))  # fmt: skip
    form.row(28, cells(
        "8*识别标准 / 29<{{户.识别标准|勾选}} / 8*识别年度 / 8 {{户.识别年度}} / 6*户类型 / 27<{{户.户类型|勾选}}"
    ))  # fmt: skip
    form.row(24, cells("8*主要致贫~原因 / 78<{{户.主要致贫原因|勾选}}"))
    form.row(24, cells("8*其他致贫~原因 / 78<{{户.其他致贫原因|勾选}}"))
    form.row(24, cells(
        "8*脱贫属性 / 29<{{户.脱贫属性|勾选}} / 8*计划脱贫~年度 / 8 {{户.计划脱贫年度}} / 8*脱贫年度 / "
        "8 {{户.脱贫年度}} / 7*返贫原因 / 10 {{户.返贫原因}}"
    ))  # fmt: skip
    form.row(21, cells(
        "8*军烈属 / 13 {{户.是否军烈属|勾选}} / 8*独生子女户 / 14 {{户.是否独生子女户|勾选}} / "
        "8*双女户 / 13 {{户.是否双女户|勾选}} / 9*有三留人员 / 13 {{户.户中是否有三留人员|勾选}}"
    ))  # fmt: skip


def _section(form: FormSheet, text: str) -> None:
    form.row(15, [(form.columns, text, small(SECTION, 9.5))])


def _survey_back(form: FormSheet) -> None:
    period = "收入期为上年10月1日至当年9月30日；年收入=a+b+c+d，纯收入=年收入－e；单位：元"
    _section(form, f"三、收入情况（{{{{年度}}}}年度，{period}）")
    _incomes(form)
    _section(form, "四、生产生活条件")
    _living(form)
    _section(form, "五、易地扶贫搬迁")
    _moving(form)
    _section(form, "六、帮扶责任人结对{{续页}}")
    _helpers(form)
    kinds = "产业、就业、易地搬迁、公益岗位、教育、健康、危房改造、金融、基础设施、综合保障、生态、其他"
    _section(form, f"七、帮扶措施（类别：{kinds}）")
    form.row(15, Look(8).cells("10*措施类别 / 30*项目内容 / 13*实施时间 / 13*金额（元） / 10*成效 / 10*户主签字"))
    for _ in range(2):
        form.row(18, _BACK.cells("10 / 30 / 13 / 13 / 10 / 10"))
    signed = ("填表人：{{填表人}}", "联系电话：{{填表人电话}}", "填表时间：{{填表日期|年月日}}")
    signed_line = [(26, "户主签字（按手印）：", "left"), *((20, text, "left") for text in signed)]
    line(form, 24, 9.5, signed_line, "bottom")


def _incomes(form: FormSheet) -> None:
    for group, (letter, items) in _ITEMS.items():
        listed = [item.split(" ") for item in items.split("/")]
        first, rows = form.next, -(-len(listed) // _PER_ROW)
        for n in range(rows):
            part = listed[n * _PER_ROW : (n + 1) * _PER_ROW]
            filled = [f"8*{code[1:]}.{name} / 6>{{{{收入.{code}|元}}}}" for code, name in part]
            form.row(15, _BACK.cells(" / ".join(["9* / 7>", *filled, *["8* / 6>"] * (_PER_ROW - len(part))])))
        (_, label, label_style), (_, total, money) = Look(8, 8).cells(f"9*{letter} {group} / 7>{{{{收入.{group}|元}}}}")
        form.down(first, rows, 1, 9, label, label_style)
        form.down(first, rows, 10, 7, total, money)
    form.row(17, _BACK.cells(
        "9*年收入 / 9^{{收入.年收入|元}} / 8*纯收入 / 9^{{收入.纯收入|元}} / 7*家庭人口数 / 4 {{收入.家庭人口数}} / "
        "8*人均纯收入 / 8^{{收入.人均纯收入|元}} / 6*理赔收入 / 6>{{收入.claims|元}} / 6*自负支出 / "
        "6>{{收入.out_of_pocket|元}}"
    ))  # fmt: skip


def _living(form: FormSheet) -> None:
    land = ("耕地", "有效灌溉", "林地", "退耕还林", "林果", "牧草地", "水面")
    kept = "义务教育有保障", "基本医疗有保障", "住房安全有保障", "饮水安全有保障"
    rows = (
        "9*土地面积（亩） / " + " / ".join(f"6*{name} / 5 {{{{年度.{name}面积|亩}}}}" for name in land),
        "9*住房面积（㎡） / 6 {{年度.住房面积|亩}} / 6*房屋结构 / 9 {{年度.房屋结构}} / 6*建房年份 / "
        "5 {{年度.建房年份}} / 6*危房户 / 9 {{年度.是否危房户|勾选}} / "
        "6*危房级别 / 6 {{年度.危房级别}} / 8*有卫生厕所 / 10 {{年度.是否有卫生厕所|勾选}}",
        "9*通生产用电 / 8 {{年度.是否通生产用电|勾选}} / 8*通生活用电 / 8 {{年度.是否通生活用电|勾选}} / "
        "8*通广播电视 / 8 {{年度.是否通广播电视|勾选}} / 10*解决安全饮用水 / "
        "8 {{年度.是否解决安全饮用水|勾选}} / 7*饮水状况 / 12 {{年度.饮水状况}}",
        "9*距主干路（公里） / 6 {{年度.与村主干路距离|亩}} / 7*入户路 / 28<{{年度.入户路类型|勾选}} / 7*主要燃料 / "
        "29<{{年度.主要燃料类型|勾选}}",
        "9*加入合作社 / 8 {{年度.是否加入农民专业合作组织|勾选}} / 9*龙头企业带动 / "
        "8 {{年度.是否有龙头企业带动|勾选}} / 10*致富带头人带动 / "
        "8 {{年度.是否有创业致富带头人带动|勾选}} / 9*到户产业帮扶 / 25<{{年度.到户产业帮扶类型}}",
        "4*不愁吃 / 8 {{年度.不愁吃|勾选}} / 4*不愁穿 / 8 {{年度.不愁穿|勾选}} / "
        + " / ".join(f"8*{name} / {8 if n < 3 else 6} {{{{年度.{name}|勾选}}}}" for n, name in enumerate(kept)),
    )
    for row in rows:
        form.row(15.5, _BACK.cells(row))


def _moving(form: FormSheet) -> None:
    for row in (
        "9*是否搬迁户 / 10<{{户.是否搬迁户|勾选}} / 7*搬迁方式 / 60<{{户.搬迁方式|勾选}}",
        "9*安置方式 / 16<{{户.安置方式|勾选}} / 7*安置地 / 31<{{户.安置地|勾选}} / 9*入住时间 / 14 {{户.入住时间}}",
        "9*安置点地址 / 16<{{户.安置点地址}} / 10*可能存在的困难 / 51<{{户.搬迁可能存在的困难|勾选}}",
    ):
        form.row(15.5, _BACK.cells(row))


def _helpers(form: FormSheet) -> None:
    columns = (
        (7, "姓名", "帮扶人"), (3, "性别", "性别"), (6, "政治面貌", "政治面貌"), (5, "学历", "学历"),
        (17, "单位", "单位"), (9, "职务", "职务"), (9, "隶属关系", "隶属关系"),
        (9, "联系电话", "联系电话"), (5, "驻村队员", "是否驻村队员"),
        (8, "开始时间", "开始时间"), (8, "结束时间", "结束时间"),
    )  # fmt: skip
    form.row(15, _BACK.cells(" / ".join(f"{w}*{name}" for w, name, _ in columns)))
    for _ in range(2):
        form.row(16, _BACK.cells(" / ".join(f"{w} {{{{结对.{name}}}}}" for w, _, name in columns)))


# ----------------------------------------------------------------------------------------- 走访记录表
def visit_record() -> FormSheet:
    """入户走访记录表: A4 portrait, one household, a row for each visit (domain 5.1 (5))."""
    form = FormSheet(60, 11, landscape=False, margins=(0.6, 0.6, 0.65, 0.6))
    look = Look(10, 10, 10)
    title(form, "入户走访记录表", 34, 22, 40)
    line(form, 22, 10.5, [(40, AREA, "left"), (20, "（{{年度}}年度）", "right")])
    for row in (
        "9*户主姓名 / 11 {{户.户主姓名}} / 7*户编号 / 15 {{户.户编号}} / 7*家庭人口 / 11 {{户.家庭人口}}",
        "9*联系电话 / 11 {{户.联系电话}} / 7*户类型 / 15 {{户.户类型}} / 7*致贫原因 / 11 {{户.主要致贫原因}}",
        "9*家庭住址 / 51<{{户.家庭住址}}",
        "9*帮扶责任人 / 11 {{户.帮扶人}} / 7*单位 / 15 {{户.帮扶单位}} / 7*联系电话 / 11 {{户.帮扶人电话}}",
    ):
        form.row(25, look.cells(row))
    form.row(32, look.cells(
        "3*序号 / 9*走访时间 / 4*走访~类型 / 15*走访内容（帮扶内容） / 9*反映需求 / 8*解决情况 / "
        "6*户主~签名 / 6*帮扶干部~签名"
    ))  # fmt: skip
    for _ in range(6):
        cells = look.cells(
            "3 {{走访.序号}} / 9 {{走访.走访日期|年月日}} / 4 {{走访.走访类型}} / 15<{{走访.走访内容}} / "
            "9<{{走访.反映需求}} / 8<{{走访.解决情况}} / 6 / 6"
        )
        cells[1] = (9, cells[1][1], Style(size=9.5, wrap=False))
        form.row(83, cells)
    note = "注：每次走访后填写一行，由户主和帮扶干部分别签名；户主不会写字的按手印。本表留存户档案。"
    line(form, 16, 9, [(60, note, "left")])
    form.titles(1, 7)
    form.notes(
        [
            ("名称", "入户走访记录表"),
            ("分组", "户级"),
            ("对象", "户"),
            ("年度", "2014-"),
            ("依据", "各地入户走访记录表通行栏目（走访时间、帮扶内容、反映需求、解决情况、户主签名、帮扶干部签名）"),
            ("公开", "否"),
            ("份数", "1"),
            ("装订", "左"),
            ("版本", VERSION),
            ("续页", "接排"),
            ("行高", "可增高"),
            ("填写要求", "已登记的走访由程序填好，空行留给下次入户手写，回来再登记。"),
        ]
    )
    return form


# --------------------------------------------------------------------------------------- 结对帮扶花名册
_ROSTER = (
    (3, "序号", "序号"), (5, "户主姓名", "户主姓名"), (8, "户编号", "户编号"), (4, "组", "组"),
    (3, "家庭~人口", "家庭人口"), (5, "帮扶~责任人", "帮扶人"), (3, "性别", "性别"), (11, "单位", "单位"),
    (6, "职务级别", "职务级别"), (6, "隶属关系", "隶属关系"), (8, "联系电话", "联系电话"), (7, "起止时间", "起止时间"),
    (3, "驻村~队员", "是否驻村队员"),
)  # fmt: skip


def pairing_roster() -> FormSheet:
    """结对帮扶花名册: A4 landscape, a row for each pairing of the village (domain 5.2 (22))."""
    form = FormSheet(72, 14, landscape=True, margins=(0.6, 0.5, 0.65, 0.5))
    title(form, "结对帮扶花名册", 26, 22, 40)
    unit, day = "填报单位（盖章）：{{填报单位|空白}}", "填报时间：{{填表日期|年月日}}"
    line(form, 22, 10.5, [(32, unit, "left"), (20, day, "left"), (20, "单位：户、人", "right")])
    look = Look(10, 9.5)
    form.row(32, look.cells(" / ".join(f"{w}*{name}" for w, name, _ in _ROSTER)))
    for _ in range(17):
        form.row(22, look.cells(" / ".join(f"{w} {{{{结对.{name}}}}}" for w, _, name in _ROSTER)))
    signed = ("审核人：{{审核人}}", "填表人：{{填表人}}", "联系电话：{{填表人电话}}")
    line(form, 30, 10.5, [(24, text, "left") for text in signed], "bottom")
    form.titles(1, 3)
    form.notes(
        [
            ("名称", "结对帮扶花名册"),
            ("分组", "花名册"),
            ("对象", "村"),
            ("年度", "2014-"),
            ("依据", "村级结对帮扶花名册（帮扶责任人一览表）通行栏目；指标同国家信息采集表“帮扶责任人结对”"),
            ("公开", "否"),
            ("份数", "1"),
            ("装订", "左"),
            ("版本", VERSION),
            ("续页", "接排"),
            ("填写要求", "一户有多名帮扶责任人的，每人一行。起止时间填到月，仍在帮扶的只填开始。"),
        ]
    )
    return form


FORMS = {
    "户级/household_survey": household_survey,
    "户级/visit_record": visit_record,
    "花名册/pairing_roster": pairing_roster,
}
