"""Papers of a household's helping measures: 年度帮扶及收入计划表, 帮扶措施明白卡 (domain 5.1 (9), (10); 1.8)."""

from __future__ import annotations

from dataclasses import replace

from form_parts import AREA, line, notes, title
from form_sheet import LABEL, LEFT, SECTION, VALUE, FormSheet, Look, Style, small
from forms_household import boxes

_INVENTED = "版面布局未见国家统一样式，按通行做法自拟"

# ----------------------------------------------------------------------------------- 年度帮扶及收入计划表
_HALF = 43
_Block = tuple[str, str, str, tuple[str, ...]]
"""A block of half the sheet's width: its name, its first row, its columns, what each row begins with."""
_HOME = "6*本户 / 33<"
_LAND = "6*本户（亩） / " + " / ".join(
    f"4*{name} / {width} {{{{年度.{name}面积|亩}}}}" for name, width in (("耕地", 4), ("林地", 4), ("林果", 4), ("水面", 5))
)
_FOREST = "6*本户（亩） / 6*退耕还林 / 10 {{年度.退耕还林面积|亩}} / 6*林地 / 11 {{年度.林地面积|亩}}"
_BLOCKS: tuple[tuple[_Block, _Block], ...] = (
    (
        ("①扶持~生产", _LAND, "6*类别 / 9*种类 / 6*规模 / 6*种养~时间 / 6*出产~年月 / 6*年收入", ("种植", "养殖", "其他")),
        ("②转移~就业", _HOME + "{{计划.务工成员}}", "8*类别 / 5*人数 / 5*月数 / 13*工种 / 8*年收入", ("临时工", "季节工", "长期工")),
    ),
    (
        ("③移民~搬迁", "", "", ()),
        ("④生态~补偿", _FOREST, "11*类别 / 9*面积（亩） / 10*金额 / 9*时间", ("退耕还林", "公益林", "其他")),
    ),
    (
        ("⑤教育~学生", _HOME + "{{计划.在校学生}}", "8*姓名 / 8*类别 / 10*学校年级 / 7*毕业~时间 / 6*补助", ("", "", "")),
        ("⑤教育~培训", _HOME + "{{计划.有培训意愿的成员}}", "6*受训人 / 4*天数 / 9*内容 / 6*地点 / 8*单位、形式 / 6*金额", ("", "", "")),
    ),
    (
        ("⑥医疗~救助", _HOME + "{{计划.患病成员}}", "8*患者 / 9*病种 / 7*时间 / 8*救助途径 / 7*金额", ("", "")),
        ("⑦低保", _HOME + "{{计划.低保成员}}", "15*姓名 / 12*起始月 / 12*年额", ("", "")),
    ),
    (
        ("⑧养老~高龄", _HOME + "{{计划.六十岁以上成员}}", "9*类别 / 13*姓名 / 8*起始月 / 9*年额", ("养老", "高龄")),
        ("⑨边贸", f"6*边民证 / 33<{boxes('有', '无')}", "11*姓名 / 12*项目 / 8*时间 / 8*年收入", ("", "")),
    ),
    (
        ("⑪危房~改造", "", "", ()),
        ("⑫其他", "6*说明 / 33<", "13*项目 / 17*内容 / 9*金额", ("", "")),
    ),
)  # fmt: skip
_FREE = {
    "③移民~搬迁": (
        "7*是否搬迁 / 9 {{户.是否搬迁户|勾选}} / 7*安置方式 / 16<{{户.安置方式|勾选}}",
        f"7*有无土地 / 9 {boxes('有地', '无地')} / 7*搬迁原因 / 16",
        "7*搬迁时间 / 9 {{户.入住时间|年月}} / 7*安置点 / 16<{{户.安置点地址}}",
        "7*补助金额 / 9> / 7*土地处置 / 16",
        "7*搬迁后~就业 / 32<",
    ),
    "⑪危房~改造": (
        "6*现住房 / 12 {{年度.房屋结构}} / 6*面积（㎡） / 5 {{年度.住房面积|亩}} / 5*危房级别 / 5 {{年度.危房级别}}",
        f"6*方式 / 33<{boxes('修缮加固', '原址翻建', '异地集中新建', '异地分散新建', '房屋置换')}",
        "6*面积~（㎡） / 7 / 6*改造~时间 / 7 / 6*是否~完成 / 7 □是　□否",
        "6*补助~金额 / 7> / 6*备注 / 20",
    ),
}


def helping_plan() -> FormSheet:
    """年度帮扶及收入计划表: A4 landscape, two pages, twelve blocks (domain 5.1 (9))."""
    form = FormSheet(86, 12, landscape=True, margins=(0.42, 0.4, 0.58, 0.4))
    title(form, "年度帮扶及收入计划表", 40, 20, 34)
    line(form, 19, 10, [
        (44, AREA, "left"), (20, "户主：{{户.户主姓名|空白}}", "left"), (22, "（{{年度}}年度，单位：元）", "right"),
    ])  # fmt: skip
    cells = Look(9, 9, 9).cells
    for row in (
        "7*户主姓名 / 11 {{户.户主姓名}} / 7*户编号 / 17 {{户.户编号}} / 7*家庭人口 / 7 {{户.家庭人口}} / 6*劳动力 / "
        "6 {{户.劳动力人数}} / 7*户类型 / 11 {{户.户类型}}",
        "7*帮扶人 / 11 {{户.帮扶人}} / 7*帮扶单位 / 17 {{户.帮扶单位}} / 7*联系电话 / 13 {{户.帮扶人电话}} / "
        "13*上年人均纯收入 / 11>{{上年.人均纯收入|元}}",
    ):
        form.row(24, cells(row))
    for left, right in _BLOCKS[:3]:
        _pair(form, left, right, 31.5)
    form.page_break()
    for left, right in _BLOCKS[3:5]:
        _pair(form, left, right, 35.25)
    _credit(form)
    _pair(form, *_BLOCKS[5], 35.25)
    form.row(27, cells("18*计划年收入合计 / 14> / 18*计划生产经营支出 / 10> / 14*计划人均纯收入 / 12>"))
    line(form, 32, 10, [
        (22, "户主签字（手印）：", "left"), (22, "帮扶联系人签字：", "left"), (20, "填表人：{{填表人}}", "left"),
        (22, "填表时间：{{填表日期|年月日}}", "right"),
    ], "bottom")  # fmt: skip
    form.titles(2, 2)
    notes(
        form, "年度帮扶及收入计划表", "户级", "户",
        f"广西系统年度帮扶及收入计划表十二块栏目；{_INVENTED}", 份数="2",
        填写要求="年初由帮扶联系人与农户商定后填写，户主签字。各块的“本户”一行由程序按打印当天的成员登记列出，供选定帮扶对象；计划数手填。"
        "搬迁、住房按台账填好，其余列明当年计划。",
    )  # fmt: skip
    return form


def _pair(form: FormSheet, left: _Block, right: _Block, height: float) -> None:
    """Two blocks side by side, equally high."""
    first, rows = form.next, (_rows(left), _rows(right))
    for n, (one, other) in enumerate(zip(*rows, strict=True)):
        form.row((21, 24)[n] if n < 2 else height, Look(8.5, 8.5, 8.5).cells(f"4* / {one} / 4* / {other}"))
    for column, block in ((1, left), (1 + _HALF, right)):
        form.down(first, len(rows[0]), column, 4, block[0].replace("~", "\n"), replace(LABEL, size=9))


def _rows(block: _Block) -> list[str]:
    """The rows of a block, 39 columns wide: its first row, its columns, a row for each plan."""
    name, first, columns, begins = block
    if not columns:
        return list(_FREE[name])
    widths = [part.split("*")[0].strip() for part in columns.split(" / ")]
    plain = [f"{widths[0]}{'*' if text else ''} {text} / " + " / ".join(widths[1:]) for text in begins]
    return [first, columns, *plain]


def _credit(form: FormSheet) -> None:
    first, look = form.next, Look(8.5, 8.5, 8.5)
    names = ("类别", "名称", "用途", "金额", "贴息", "贷款时间", "还贷时间", "年收入")
    widths = (10, 14, 17, 9, 7, 9, 8, 8)
    form.row(21, look.cells("4* / " + " / ".join(f"{w}*{name}" for w, name in zip(widths, names, strict=True))))
    for kind in ("小额信贷", "其他"):
        form.row(35.25, look.cells(f"4* / 10*{kind} / " + " / ".join(str(w) for w in widths[1:])))
    form.down(first, 3, 1, 4, "⑩金融", replace(LABEL, size=9))


# ----------------------------------------------------------------------------------------- 帮扶措施明白卡
_MEASURES: tuple[tuple[str, str, str], ...] = (
    ("1", "产业帮扶", "{{享受措施.产业|勾选}}"),
    ("2", "就业帮扶", "{{享受措施.就业|勾选}}"),
    ("3", "易地搬迁", "{{享受措施.易地搬迁|勾选}}　入住时间：{{户.入住时间|年月}}　享受搬迁人数：{{享受措施.搬迁人数|空白}}"),
    ("4", "公益性岗位", "{{享受措施.公益性岗位|勾选}}\n聘用时间：＿＿＿＿＿＿　解聘时间：＿＿＿＿＿＿"),
    ("5", "教育帮扶", boxes("教育专项补助", "助学贷款", "两免一补", "雨露计划", "营养改善", "农业实用技术培训", "服务培训")),
    ("6", "健康帮扶", "{{享受措施.健康|勾选}}"),
    ("7", "危房改造", "□是　□否　改造时间：＿＿＿＿＿＿　补助金额（万元）：＿＿＿＿＿＿"),
    ("8", "金融帮扶", boxes("小额信贷", "农业保险") + "　贷款金额（万元）：＿＿＿＿＿＿"),
    ("9", "生活条件改善", boxes("入户路", "安全饮水", "卫生厕所")),
    ("10", "综合保障", "{{享受措施.综合保障|勾选}}"),
    ("11", "扶志教育", boxes("是", "否")),
    ("12", "社会帮扶", boxes("定点帮扶", "企业帮扶", "社会捐助", "其他")),
    ("13", "生态帮扶", "{{享受措施.生态|勾选}}"),
    ("14", "其他", ""),
)
_LINES = {"1": 2, "2": 2, "4": 3, "5": 2, "6": 3, "10": 2}
"""How many lines the boxes of a measure take."""
_HEIGHTS = {1: 26.25, 2: 34.5, 3: 45}


def measures_card() -> FormSheet:
    """帮扶措施明白卡: A4 portrait, one page, posted on the household's own wall (domain 5.1 (10))."""
    form = FormSheet(60, 11, landscape=False, margins=(0.6, 0.6, 0.6, 0.6))
    title(form, "帮扶措施明白卡", 36, 24, 42)
    line(form, 22, 11, [(44, AREA, "left"), (16, "（{{年度}}年度）", "right")])
    look = Look(10.5, 10.5, 10)
    for row in (
        "8*户主姓名 / 12 {{户.户主姓名}} / 8*家庭人口 / 8 {{户.家庭人口}} / 10*户类型 / 14 {{户.户类型}}",
        "8*帮扶人 / 12 {{户.帮扶人}} / 8*帮扶单位 / 15 {{户.帮扶单位}} / 5*电话 / 12 {{户.帮扶人电话}}",
        "8*第一书记 / 12 {{村.第一书记}} / 8*联系电话 / 15 {{村.第一书记电话}} / 5*监督~电话 / 12 12317",
    ):
        form.row(27, look.cells(row))
    form.row(21, [(60, "一、享受的帮扶措施（在方框内打勾）", small(SECTION, 11))])
    for number, name, text in _MEASURES:
        form.row(_HEIGHTS[_LINES.get(number, 1)], [
            *look.cells(f"4*{number} / 10*{name}"), (46, text, Style(size=10, across="left")),
        ])  # fmt: skip
    form.row(21, [(60, "二、家庭收入（单位：元）", small(SECTION, 11))])
    form.row(21, look.cells("12*上年第四季度 / 12*当年第一季度 / 12*当年第二季度 / 12*当年第三季度 / 12*年度人均纯收入"))
    form.row(40.5, [*((12, "", VALUE) for _ in range(4)), (12, "{{年度.人均纯收入|元}}", replace(VALUE, size=11, bold=True))])
    told = "本卡贴在家中醒目处。享受了新的措施、领到了补助，请帮扶人当面打勾、填写；与实际不符的，可拨打上面的电话。"
    form.row(33, [(60, told, replace(LEFT, size=10, indent=1))])
    signed = ("填写人：", "户主签字（手印）：", "填写时间：　　　年　　月　　日")
    line(form, 28, 10.5, [(18, signed[0], "left"), (20, signed[1], "left"), (22, signed[2], "right")], "bottom")
    notes(
        form, "帮扶措施明白卡", "户级", "户",
        f"精准帮扶明白卡14类措施选项、季度收入四格（上年第四季度和当年前三季度）；{_INVENTED}", 份数="2",
        填写要求="程序按成员和年度登记勾好能看出的措施（加入合作社、务工、搬迁、公益岗位、医保、低保、养老、退耕还林、生态补偿等），"
        "其余由帮扶人核对后打勾。季度收入手填，四格合起来与收入期（上年10月1日至当年9月30日）一致。"
        "贴在户内，不含证件号、病种和银行账号。",
    )  # fmt: skip
    return form


FORMS = {
    "户级/helping_plan": helping_plan,
    "户级/measures_card": measures_card,
}
