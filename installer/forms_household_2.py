"""Papers of a household's income and of what the helper brought about: 帮扶联系成效记录表, 收入登记（核算）表, 收入明白卡
(domain 5.1 (6) to (8))."""

from __future__ import annotations

from dataclasses import replace

from form_parts import AREA, line, notes, title
from form_sheet import LABEL, LEFT, MONEY, VALUE, FormSheet, Look, Style

_INVENTED = "版面布局未见国家统一样式，按通行做法自拟"
_PERIOD = "收入期为上年10月1日至当年9月30日"


# ----------------------------------------------------------------------------------- 帮扶联系成效记录表
def helping_results() -> FormSheet:
    """帮扶联系成效记录表: A4 portrait, one household, a row for each result (domain 5.1 (6))."""
    form = FormSheet(60, 11, landscape=False, margins=(0.6, 0.6, 0.65, 0.6))
    title(form, "帮扶联系成效记录表", 38, 22, 40)
    line(form, 22, 10.5, [(40, AREA, "left"), (20, "（{{年度}}年度）", "right")])
    look = Look(10, 10, 10)
    for row in (
        "8*户主姓名 / 12 {{户.户主姓名}} / 7*户编号 / 15 {{户.户编号}} / 7*家庭人口 / 11 {{户.家庭人口}}",
        "8*帮扶联系人 / 12 {{户.帮扶人}} / 7*单位 / 15 {{户.帮扶单位}} / 7*联系电话 / 11 {{户.帮扶人电话}}",
    ):
        form.row(25, look.cells(row))
    first = form.next
    form.row(20, look.cells("3*序号 / 12* / 25*成效 / 8* / 12*"))
    form.row(20, look.cells("3* / 12* / 13*内容 / 5*数量 / 7*金额（元） / 8* / 12*"))
    for column, width, text in ((1, 3, "序号"), (4, 12, "联系事项"), (41, 8, "取得成效\n时间"), (49, 12, "联系人所发挥\n的作用")):
        form.down(first, 2, column, width, text, replace(LABEL, size=10))
    for _ in range(10):
        cells = look.cells(
            "3 {{成效.序号}} / 12<{{成效.联系事项}} / 13<{{成效.成效}} / 5 / 7> / 8 {{成效.取得成效时间|年月日}} / 12<"
        )
        cells[5] = (8, cells[5][1], Style(size=9, wrap=False))
        form.row(55.5, cells)
    line(form, 18, 9, [(60, "注：产业、就业、助学、就医、住房、销售等联系事项取得成效后填写一行；数量、金额据实填写。", "left")])
    signed = ("户主签名（手印）：", "帮扶联系人签名：", "填表时间：　　　年　　月　　日")
    line(form, 26, 10, [(19, signed[0], "left"), (19, signed[1], "left"), (22, signed[2], "right")], "bottom")
    form.titles(1, 6)
    notes(
        form, "帮扶联系成效记录表", "户级", "户",
        f"广西系统帮扶联系成效记录栏目（户名、联系事项、成效数量金额、取得成效时间、联系人所发挥作用）；{_INVENTED}",
        续页="接排", 行高="可增高",
        填写要求="程序填入所选年度已办结的待办事项（事项、办理结果、办结日期）；数量、金额和联系人所发挥的作用手填。",
    )  # fmt: skip
    return form


# ------------------------------------------------------------------------------------- 收入登记（核算）表
_Lines = tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]
"""Kinds of one item of the sheet, each with its lines: line, quantity, subtotal's placeholder at the first line."""
_BUSINESS: _Lines = (
    ("种植业", (("粮食", "", "收入.b1"), ("水果", "", ""), ("蔬菜", "", ""), ("其他", "", ""))),
    ("林业", (("木材", "", "收入.b3"), ("林果及其他", "", ""))),
    ("养殖业", (("水产", "", "收入.b2"), ("特色养殖", "", ""), ("畜牧（家禽）", "", ""))),
    ("其他经营", (("加工、商业、服务", "", "收入.b4"),)),
)
_WAGE: _Lines = (
    ("务工", (
        ("乡镇内", "乡镇内务工", "收入.a1"), ("乡外县内", "乡外县内务工", ""), ("省（区）内县外", "县外省内务工", ""),
        ("省（区）外", "省外务工", ""), ("其他", "其他务工", ""),
    )),
    ("公益性岗位", (("行业、乡镇、村级岗位", "", "核算.公益性岗位"),)),
    ("其他工资", (("自主采摘等", "", "核算.其他工资性"),)),
)  # fmt: skip
_OWNED = (("土地流转", "收入.c2"), ("红利（资产收益分红）", "收入.c1"), ("其他（金融贷款项目、代种代养等）", "核算.其他财产性"))
_POLICY = (
    ("扶贫（到户奖补）", ""), ("教育培训", "收入.d6g"), ("民政（低保、特困、救灾、救济等）", "核算.民政补助"),
    ("医疗（报销、救助）", ""), ("农业（粮食、地力、农业保险）", "核算.农业补助"), ("林业（退耕、公益林、草原）", "核算.林业补助"),
    ("水库移民", "收入.d5d"), ("残疾", "收入.d6f"), ("其他（养老金、计生金、未细分的补助）", "核算.其他政策性"),
)  # fmt: skip
_COSTS = (("种植支出", "收入.e1"), ("林业（林果）支出", "收入.e3"), ("养殖支出", "收入.e2"), ("其他支出", "收入.e4"))
_FRONT, _BACK, _SUM = 33.75, 28.5, 27


def income_account() -> FormSheet:
    """收入登记（核算）表: A4 portrait, two pages; quantity × price, costs apart (domain 5.1 (7))."""
    form = FormSheet(60, 11, landscape=False, margins=(0.6, 0.6, 0.65, 0.6))
    title(form, "农户收入登记（核算）表", 42, 20, 36)
    line(form, 20, 10, [
        (31, AREA, "left"), (13, "户主：{{户.户主姓名|空白}}", "left"), (16, "（{{年度}}年度，单位：元）", "right"),
    ])  # fmt: skip
    look = Look(9.5, 9.5, 9.5)
    form.row(24, look.cells(
        "8*户主姓名 / 10 {{户.户主姓名}} / 7*户编号 / 15 {{户.户编号}} / 7*家庭人口 / 4 {{年度.家庭人口数}} / 5*劳动力 / "
        "4 {{户.劳动力人数}}"
    ))  # fmt: skip
    _head(form)
    _kinds(form, "一\n经\n营\n性\n收\n入", _BUSINESS, "一、经营性收入合计", "收入.b")
    _kinds(form, "二\n工\n资\n性\n收\n入", _WAGE, "二、工资性收入合计", "收入.a")
    form.page_break()
    _head(form)
    _plain(form, "三\n财\n产\n性", _OWNED, "三、财产性收入合计", "收入.c")
    _plain(form, "四\n政\n策\n性\n收\n入", _POLICY, "四、政策性收入合计", "核算.政策性收入")
    _total(form, "五、其他收入（赡养费、防贫保险、捐赠赔偿等）", "核算.其他收入")
    _total(form, "六、总收入（六＝一＋二＋三＋四＋五）", "年度.年收入")
    _plain(form, "七\n支\n出", _COSTS, "七、生产经营支出合计", "收入.e")
    _total(form, "八、家庭纯收入（八＝六－七）", "年度.纯收入")
    _total(form, "人均纯收入（＝八÷家庭人口 {{年度.家庭人口数|空白}} 人）", "年度.人均纯收入")
    note = "注：金额＝数量×单价，成本另记、汇入第七项，不在金额里扣减。小计、合计为台账数，手填的明细应与它相等。"
    line(form, 19, 9, [(60, note, "left")])
    signed = ("户主签字（手印）：", "帮扶干部：", "填表人：{{填表人}}", "填表时间：{{填表日期|年月日}}")
    line(form, 28, 10, [(w, text, "left") for w, text in zip((17, 13, 13, 17), signed, strict=True)], "bottom")
    form.titles(2, 2)
    notes(
        form, "农户收入登记（核算）表", "户级", "户",
        f"广西系统收入登记表栏目（一至八项）；数量×单价－成本的计算列按云南、甘肃测算办法加；{_INVENTED}",
        续页="另页", 份数="2",
        填写要求=f"{_PERIOD}。台账只记到种植、养殖、林果、其他四类，粮食、蔬菜、木材等明细手填；台账的“林果”列在林业小计。"
        "工资性按务工、公益性岗位、其他三类，务工地的人数和月数取自成员登记。转移性收入分列四、五两项：赡养费、防贫保险、经常性捐赠赔偿、"
        "其他转移性列第五项，其余列第四项；没有细分的生态补偿金、其他转移性收入列“其他”。只填了合计的，分项空着。",
    )  # fmt: skip
    return form


def _head(form: FormSheet) -> None:
    look, first = Look(9.5), form.next
    form.row(18, look.cells("4* / 7* / 13* / 20*计算过程 / 8* / 8*"))
    form.row(18, look.cells("4* / 7* / 13* / 8*数量 / 6*单价 / 6*成本 / 8* / 8*"))
    style = replace(LABEL, size=9.5)
    for column, width, text in ((1, 4, "类别"), (5, 7, "小类"), (12, 13, "项目"), (45, 8, "金额"), (53, 8, "小计（台账）")):
        form.down(first, 2, column, width, text, style)


def _kinds(form: FormSheet, name: str, kinds: _Lines, whole: str, total: str) -> None:
    """An item whose kinds have lines of their own, and its total."""
    top = form.next
    for kind, lines in kinds:
        first, subtotal = form.next, lines[0][2]
        for label, workers, _ in lines:
            quantity = f"{{{{核算.{workers}|空白:人　月}}}}" if workers else ""
            form.row(_FRONT, Look(9, 9, 9).cells(f"4* / 7* / 13*{label} / 8 {quantity} / 6 / 6> / 8> / 8>"))
        form.down(first, len(lines), 5, 7, kind, replace(LABEL, size=9))
        form.down(first, len(lines), 53, 8, f"{{{{{subtotal}|元}}}}", replace(MONEY, size=9))
    form.down(top, form.next - top, 1, 4, name, replace(LABEL, size=9.5))
    _total(form, whole, total)


def _plain(form: FormSheet, name: str, lines: tuple[tuple[str, str], ...], whole: str, total: str) -> None:
    """An item with one amount on each line, and its total."""
    top = form.next
    for label, amount in lines:
        shown = f"{{{{{amount}|元}}}}" if amount else ""
        form.row(_BACK, Look(9, 9, 9).cells(f"4* / 20*{label} / 8 / 6 / 6> / 8> / 8>{shown}"))
    form.down(top, len(lines), 1, 4, name, replace(LABEL, size=9.5))
    _total(form, whole, total)


def _total(form: FormSheet, label: str, amount: str) -> None:
    cells = [(44, label, replace(LABEL, size=10, across="left", indent=1, face="黑体")), *Look(10, 10).cells(f"16^{{{{{amount}|元}}}}")]
    form.row(_SUM, cells)


# --------------------------------------------------------------------------------------------- 收入明白卡
_EARNED = (
    ("B", "种植业收入"), ("C", "养殖业收入"), ("D", "林果业收入"), ("E", "其他经营收入"), ("F", "务工收入"),
    ("G", "公益性岗位和其他工资收入"), ("H", "财产性收入（土地流转、分红等）"), ("I", "低保金、特困供养金、养老金"),
    ("J", "其他转移性收入（补贴、赡养费等）"),
)  # fmt: skip
_SPENT = (("L", "种植业支出"), ("M", "养殖业支出"), ("N", "林果业支出"), ("O—Q", "其他经营支出（逐项写明）"))


def income_card() -> FormSheet:
    """收入明白卡: A4 portrait, one page, letters A to T (domain 5.1 (8))."""
    form = FormSheet(60, 11, landscape=False, margins=(0.65, 0.6, 0.65, 0.6))
    title(form, "农户收入明白卡", 34, 24, 42)
    line(form, 20, 10.5, [(60, f"（{{{{年度}}}}年度，{_PERIOD}）", "center")])
    line(form, 22, 10.5, [(46, AREA, "left"), (14, "单位：元", "right")])
    look = Look(10.5, 10.5, 10.5)
    form.row(28, look.cells("9*户主姓名 / 13 {{户.户主姓名}} / 8*户编号 / 16 {{户.户编号}} / 9*家庭人口 A / 5 {{明白卡.A}}"))
    form.row(24, look.cells("5*类别 / 6*代号 / 24*项目 / 11*金额 / 14*来源（数量×单价）"))
    _letters(form, "家\n庭\n收\n入", _EARNED)
    _letter_sum(form, "K", "总收入（K＝B＋C＋D＋E＋F＋G＋H＋I＋J）")
    _letters(form, "生\n产\n经\n营\n支\n出", _SPENT)
    _letter_sum(form, "R", "支出合计（R＝L＋M＋N＋O＋P＋Q）")
    for letter, text in (("S", "全年纯收入　S＝K－R"), ("T", "人均纯收入　T＝S÷A")):
        form.row(32, [
            (9, letter, replace(LABEL, size=14, bold=True)), (17, text, replace(LABEL, size=11)),
            (20, f"{{{{明白卡.{letter}算式}}}}", replace(VALUE, size=9.5)),
            (14, f"{{{{明白卡.{letter}|元}}}}", replace(MONEY, size=13, bold=True, indent=1)),
        ])  # fmt: skip
    told = "以上收入和支出由帮扶干部与农户当面逐项算清，农户看得懂、认得账。有异议的，可向村民委员会或驻村工作队提出，监督电话12317。"
    form.row(34, [(60, told, replace(LEFT, size=10, indent=1))])
    who = ("村党组织书记", "第一书记", "帮扶干部", "户主（手印）")
    form.row(22, [(15, name, replace(LABEL, size=10)) for name in who])
    form.row(46, [(15, "", VALUE) for _ in who])
    line(form, 26, 10.5, [(30, "填表人：{{填表人}}", "left"), (30, "填表时间：{{填表日期|年月日}}", "right")], "bottom")
    notes(
        form, "农户收入明白卡", "户级", "户",
        f"楚雄收入明白卡算法（A人口、K总收入、R支出、S＝K－R、T＝S÷A，四方签字）；各字母所列科目按台账科目编排，{_INVENTED}",
        份数="2",
        填写要求="一式两份，一份贴在农户家中或装入明白袋，一份存档。E含只填了经营性合计、没有分项的数，G、J和O—Q同理。"
        "“来源”一栏手写数量和单价，如：谷子800斤×1.5元。",
    )  # fmt: skip
    return form


def _letters(form: FormSheet, name: str, lines: tuple[tuple[str, str], ...]) -> None:
    top, look = form.next, Look(10.5, 10.5, 10.5)
    for letter, label in lines:
        form.row(26.25, [
            *look.cells(f"5* / 6*{letter}"), (24, label, replace(LEFT, size=10.5, indent=1)),
            *look.cells(f"11>{{{{明白卡.{letter[0]}|元}}}} / 14<"),
        ])  # fmt: skip
    form.down(top, len(lines), 1, 5, name, replace(LABEL, size=11))


def _letter_sum(form: FormSheet, letter: str, text: str) -> None:
    form.row(27, [
        (5, "合计", replace(LABEL, size=10.5)), (6, letter, replace(LABEL, size=11, bold=True)),
        (24, text, replace(LABEL, size=9, across="left", indent=1)),
        (11, f"{{{{明白卡.{letter}|元}}}}", replace(MONEY, size=11, bold=True)), (14, "", VALUE),
    ])  # fmt: skip


FORMS = {
    "户级/helping_results": helping_results,
    "户级/income_account": income_account,
    "户级/income_card": income_card,
}
