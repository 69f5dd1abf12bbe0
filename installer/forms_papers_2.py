"""Papers of leaving poverty and of clearing a risk: 双认定, 退出申请书, 退出确认书, 风险消除核实表 and 审批表
(domain 5.1 (13), (15), (16))."""

from __future__ import annotations

from form_parts import AREA, line, notes, title
from form_sheet import LABEL, PLAIN, SECTION, FormSheet, Look, Style, small
from forms_folder import INVENTED, upright
from forms_papers import text

_YES = "□是　□否"
_LINE = 14.5
"""Points that a line of an opinion takes."""


def opinion(form: FormSheet, height: float, label: str, words: str, signed: str) -> None:
    """A box for an opinion: printed words at the top, room to write, who signs at its foot."""
    empty = max(1, int(height / _LINE) - words.count("\n") - 3)
    said = f"{words}{chr(10) * (empty + 1)}{signed}\n" if words else f"{signed}\n"
    form.row(height, [(10, label, small(LABEL, 10.5)), (50, said, Style(size=10.5, across="left", down="bottom", indent=1))])


def _people(form: FormSheet, look: Look) -> None:
    for row in (
        "8*户主姓名 / 12 {{户.户主姓名}} / 8*证件号码 / 15 {{户.户主证件号码}} / 8*家庭人口 / 9 {{户.家庭人口}}",
        "8*户编号 / 12 {{户.户编号}} / 8*户类型 / 15 {{户.户类型}} / 8*识别年度 / 9 {{户.识别年度}}",
        "8*家庭住址 / 35<{{户.家庭住址}} / 8*联系电话 / 9 {{户.联系电话}}",
    ):
        form.row(25.5, look.cells(row))


# ------------------------------------------------------------------------------------------ 双认定
_STANDARDS = (
    ("有稳定收入来源~且吃穿不愁", "有耕地、林地、铺面、养殖或家庭成员稳定务工半年以上等稳定收入来源；口粮不愁，有应季衣服和御寒被褥。",
     "{{认定.主要收入来源|勾选}}~人均耕地{{认定.人均耕地面积|空白:亩}}，务工{{认定.务工人数|空白:人}}~"
     "不愁吃：{{年度.不愁吃|勾选}}　不愁穿：{{年度.不愁穿|勾选}}"),
    ("有稳固住房", "房屋主体稳固安全（A级或B级），人均建筑面积达到当地标准。",
     "{{年度.房屋结构|空白}}，{{认定.住房面积|空白:㎡}}，人均{{认定.人均住房面积|空白:㎡}}~"
     "危房户：{{年度.是否危房户|勾选}}　安全有保障：{{年度.住房安全有保障|勾选}}"),
    ("有基本医疗保障", "家庭成员都参加城乡居民或职工基本医疗保险（含大病保险），患病能及时救治。",
     "家庭{{认定.家庭人口|空白:人}}，已参保{{认定.参保人数|空白:人}}，未参保{{认定.未参保人数|空白:人}}~有保障：{{年度.基本医疗有保障|勾选}}"),
    ("有义务教育保障", "适龄儿童少年没有因贫失学辍学。",
     "适龄{{认定.适龄人数|空白:人}}，在学{{认定.在学人数|空白:人}}，失学辍学{{认定.失学辍学人数|空白:人}}~有保障：{{年度.义务教育有保障|勾选}}"),
    ("有安全饮水", "水量每人每天不少于35升，水质达标，取水往返不超过20分钟，保证率不低于90%。",
     "水源：{{年度.饮水状况|空白}}~有保障：{{年度.饮水安全有保障|勾选}}"),
    ("有路通村屯", "20户以上的屯（组）通砂石路以上等级的路，路面宽不小于3.5米。",
     "入户路：{{年度.入户路类型|空白}}，距村主干路{{认定.距主干路|空白:公里}}~通路：" + _YES),
    ("有电用", "接通生活用电，能满足照明和日常家用电器。", "通生活用电：{{年度.是否通生活用电|勾选}}"),
    ("有电视看", "能收看广播电视（电视机、电脑、手机任一）。", "通广播电视：{{年度.是否通广播电视|勾选}}"),
    ("年人均纯收入~稳定超过标准", "家庭年人均纯收入稳定超过当年标准（{{认定.收入标准|空白:元}}）。",
     "人均纯收入{{认定.人均纯收入|空白:元}}~超过标准：{{认定.收入达标|勾选}}"),
)  # fmt: skip


def double_recognition() -> FormSheet:
    """脱贫“双认定”分析表（户）: A4 portrait, one page: nine indicators, signed by household and helper."""
    form = upright()
    title(form, "脱贫“双认定”分析表（户）", 48, 20, 42)
    line(form, 21, 10.5, [(42, AREA, "left"), (18, "（{{年度}}年度）", "right")])
    _people(form, Look(10, 10, 10))
    look = Look(10, 10, 9.5)
    form.row(24, look.cells("4*序号 / 11*指标 / 19*验收标准 / 26*分析情况"))
    for n, (name, standard, found) in enumerate(_STANDARDS, 1):
        form.row(51 if found.count("~") == 1 else 66 if "~" in found else 39, look.cells(f"4 {n} / 11 {name} / 19<{standard} / 26<{found}"))
    form.row(30, look.cells("15*认定结论 / 45<□达到脱贫标准，同意退出　　□未达到脱贫标准，继续帮扶"))
    form.end_table()
    line(form, 33, 11, [(30, "户主（签字、按手印）：", "left"), (30, "帮扶联系人（签字）：", "left")], "bottom")
    line(form, 27, 11, [(30, "联系电话：{{户.联系电话}}", "left"), (30, "联系电话：{{户.帮扶人电话}}", "left")])
    line(form, 24, 11, [(30, "　　　　年　　月　　日", "left"), (30, "　　　　年　　月　　日", "left")])
    notes(
        form, "脱贫“双认定”分析表（户）", "户级", "户",
        "广西贫困户脱贫摘帽“双认定”（八有一超）：序号、指标、验收标准、分析情况；户主、帮扶联系人签字。版面尺寸自拟", 年度="2016-2020",
        填写要求="“分析情况”由当年户年度记录和成员信息算出，台账里没有的手填。验收标准是广西口径，外省按本省标准改。"
        "收入标准取县里参数“脱贫收入执行线”。",
    )  # fmt: skip
    return form


# --------------------------------------------------------------------------------------- 退出申请、确认
_WORRIES = (
    ("年人均纯收入", "稳定超过当年标准（{{认定.收入标准|空白:元}}）", "{{认定.人均纯收入|空白:元}}", "{{认定.收入达标|勾选}}"),
    ("不愁吃", "口粮不愁，平常能吃上必要的营养食品", "", "{{年度.不愁吃|勾选}}"),
    ("不愁穿", "有应季的换洗衣服和御寒的被褥", "", "{{年度.不愁穿|勾选}}"),
    ("义务教育有保障", "适龄儿童少年没有失学辍学", "适龄 {{认定.适龄人数|空白:人}}~辍学 {{认定.失学辍学人数|空白:人}}", "{{年度.义务教育有保障|勾选}}"),
    ("基本医疗有保障", "全家参加基本医疗保险，患病能及时救治", "参保 {{认定.参保人数|空白:人}}~未参保 {{认定.未参保人数|空白:人}}",
     "{{年度.基本医疗有保障|勾选}}"),
    ("住房安全有保障", "房屋主体稳固安全，没有住危房", "{{年度.房屋结构}} {{认定.住房面积|空白:㎡}}", "{{年度.住房安全有保障|勾选}}"),
    ("饮水安全有保障", "水量、水质、取水方便程度、保证率达标", "{{年度.饮水状况}}", "{{年度.饮水安全有保障|勾选}}"),
)  # fmt: skip


def _guarantees(form: FormSheet, height: float, size: float = 10.5) -> None:
    look = Look(size, size, size).cells
    form.row(25.5, look("13*项　目 / 20*标　准 / 16*现　状 / 11*是否达到"))
    for name, standard, found, reached in _WORRIES:
        form.row(height, look(f"13 {name} / 20<{standard} / 16 {found} / 11 {reached}"))


def exit_application() -> FormSheet:
    """脱贫退出申请书: A4 portrait, one page, written by the household to the village committee."""
    form = upright()
    title(form, "脱贫退出申请书", 38, 22, 54)
    text(form, 30, "{{村.行政村|空白}}村民委员会：", 14)
    text(form, 57, "　　我叫{{户.户主姓名|空白}}，家住{{户.家庭住址|空白}}，家庭人口{{认定.家庭人口|空白:人}}，{{户.识别年度|空白}}年被识别为建档立卡贫困户"
         "（主要致贫原因：{{户.主要致贫原因|空白}}）。", 14)  # fmt: skip
    text(form, 75, "　　在党和政府的关心下，在帮扶责任人{{户.帮扶人|空白}}（{{户.帮扶单位|空白}}）和驻村工作队的帮助下，我家落实了到户"
         "帮扶措施，{{年度}}年家庭纯收入{{认定.家庭纯收入|空白:元}}，人均纯收入{{认定.人均纯收入|空白:元}}，生活有了明显改善，"
         "达到脱贫标准，具体如下：", 14)  # fmt: skip
    _guarantees(form, 36)
    form.end_table()
    form.row(9, [(60, "", PLAIN)])
    text(form, 57, "　　现自愿申请退出贫困户。以上情况属实。退出后我家将继续靠勤劳增收，请村民委员会按程序核实、评议、公示。", 14)
    line(form, 54, 14, [(24, "", "left"), (36, "申请人（户主签字、按手印）：", "left")])
    line(form, 36, 14, [(24, "", "left"), (36, "联系电话：{{户.联系电话}}", "left")])
    line(form, 36, 14, [(24, "", "left"), (36, "　　　　年　　月　　日", "left")])
    notes(
        form, "脱贫退出申请书", "户级", "户", f"户申请、两不愁三保障逐项（是、否）为通行要求；行文和{INVENTED}", 年度="2014-2020",
        填写要求="由户主本人签字、按手印；不识字的由家人代书，写明代书人。收入和保障情况取当年户年度记录，没有的手填。",
    )  # fmt: skip
    return form


def exit_confirmation() -> FormSheet:
    """脱贫退出确认书（双签字）: A4 portrait, one page, signed by household, helper, team, village and township."""
    form = upright()
    title(form, "脱贫退出确认书", 38, 22, 42)
    line(form, 21, 10.5, [(42, AREA, "left"), (18, "（{{年度}}年度）", "right")])
    _people(form, Look(10.5, 10.5, 10.5))
    look = Look(10.5, 10.5, 10.5).cells
    form.row(27, look("8*主要致贫~原因 / 12 {{户.主要致贫原因}} / 8*帮扶责任人 / 15 {{户.帮扶人}} / 8*脱贫年度 / 9 {{户.脱贫年度}}"))
    _guarantees(form, 29.25, 10)
    day = "　　　　年　　月　　日"
    opinion(form, 78, "户主意见", "以上情况　□属实　□不属实；　□同意退出　□不同意退出，理由：", f"户主（签字、按手印）：　　　　　　　　　　{day}")
    opinion(form, 54, "帮扶责任人\n意　见", "", f"帮扶责任人（签字）：　　　　　　　　　　　{day}")
    opinion(form, 54, "驻村工作队\n意　见", "", f"第一书记（队长）签字：　　　　　　　　　　{day}")
    opinion(form, 72, "村民委员会\n意　见", "", f"负责人（签字）：　　　　　（章）　　　　　　{day}")
    opinion(form, 72, "乡（镇）人民\n政府意见", "", f"负责人（签字）：　　　　　（章）　　　　　　{day}")
    line(form, 18, 9.5, [(60, "注：户主和帮扶责任人双签字。一式三份，村、乡（镇）各存一份，户档案存一份。", "left")])
    notes(
        form, "脱贫退出确认书（双签字）", "户级", "户",
        f"退出程序“民主评议、核实、拟退出户认可、公示”；户主与帮扶责任人双签字；{INVENTED}", 年度="2014-2020", 份数="3",
        填写要求="户主不同意退出的如实写明理由，不得代签。收入和保障情况取当年户年度记录，没有的手填。",
    )  # fmt: skip
    return form


# ------------------------------------------------------------------------------------------ 风险消除
def _monitored(form: FormSheet, look: Look) -> None:
    for row in (
        "8*户主姓名 / 12 {{户.户主姓名}} / 8*证件号码 / 15 {{户.户主证件号码}} / 8*家庭人口 / 9 {{户.家庭人口}}",
        "8*家庭住址 / 35<{{户.家庭住址}} / 8*联系电话 / 9 {{户.联系电话}}",
        "8*监测类别 / 35<{{当前监测.监测对象类别|勾选}} / 8*识别时间 / 9 {{当前监测.识别监测时间|年月}}",
        "8*致贫返贫~风险 / 35<{{当前监测.致贫/返贫风险}} / 8*识别时人~均纯收入 / 9 {{当前监测.识别时人均纯收入（元）|元}}",
    ):
        form.row(28.5, look.cells(row))


def _section(form: FormSheet, words: str) -> None:
    form.row(21, [(60, words, small(SECTION, 10.5))])


def risk_clearing_check() -> FormSheet:
    """风险消除入户核实表: A4 portrait, one page, at least two people check in the house."""
    form = upright()
    title(form, "监测对象风险消除入户核实表", 46, 20, 42)
    line(form, 21, 10.5, [(42, AREA, "left"), (18, "单位：元", "right")])
    look = Look(10, 10, 9.5)
    _section(form, "一、基本情况")
    _monitored(form, look)
    _section(form, "二、已落实的帮扶措施（至少1项）")
    form.row(22.5, look.cells("4*序号 / 11*措施类别 / 24*内　容 / 10*落实时间 / 11*成　效"))
    for n in range(1, 5):
        form.row(27, look.cells(f"4 {n} / 11 / 24< / 10 / 11 "))
    _section(form, "三、消除时情况")
    for row in (
        "15*{{年度}}年度家庭纯收入 / 15>{{年度.纯收入|元}} / 15*消除时人均纯收入 / 15>{{当前监测.消除时人均纯收入（元）|元}}",
        "15*{{年度}}年度理赔收入 / 15>{{年度.其他理赔收入|元}} / 15*{{年度}}年度合规自付支出 / 15>{{年度.其他合规自负支出|元}}",
        f"15*住房是否安全 / 15 {_YES} / 15*适龄儿童是否都在学 / 15 {_YES}",
        f"15*饮水是否安全 / 15 {_YES} / 15*是否全部参加医保 / 15 {_YES}",
        f"15*收入是否持续稳定 / 15 {_YES} / 15*风险是否稳定消除 / 15 {_YES}",
        "15*开发式帮扶 / 45<{{当前监测.实施开发式帮扶措施情况|勾选}}",
        "15*消除方式 / 15<{{当前监测.风险消除方式|勾选}} / 15*拟消除时间 / 15 {{当前监测.消除监测时间|年月}}",
    ):
        form.row(25.5, look.cells(row))
    _section(form, "四、核实意见")
    form.row(25.5, look.cells("15*意见 / 45<□风险已稳定消除，建议标注风险消除　　□风险未消除，继续监测帮扶"))
    form.row(39, look.cells("15*理由 / 45<"))
    form.end_table()
    line(form, 33, 11, [(30, "户主（签字、按手印）：", "left"), (30, "联系电话：{{户.联系电话}}", "left")])
    line(form, 27, 11, [(30, "核实人一（签字）：", "left"), (30, "核实人二（签字）：", "left")])
    line(form, 27, 11, [(30, "单位及职务：", "left"), (30, "单位及职务：", "left")])
    line(form, 27, 11, [(30, "核实时间：　　　　年　　月　　日", "left"), (30, "注：核实人不少于2人。", "left")])
    notes(
        form, "监测对象风险消除入户核实表", "户级", "户",
        f"风险消除程序（入户核实、监测类别、风险、措施、消除时收入和三保障及饮水、消除方式）通行栏目；{INVENTED}", 年度="2020-",
        填写要求="监测对象识别满6个月、收入持续稳定、“两不愁三保障”和饮水安全持续巩固、风险稳定消除的才可标注。有年度字样的取该年度户年度记录，消除时人均纯收入取监测记录，没有的手填。",
    )  # fmt: skip
    return form


def risk_clearing_approval() -> FormSheet:
    """风险消除审批表: A4 portrait, one page, opinions of household, village, township and county."""
    form = upright()
    title(form, "监测对象风险消除审批表", 44, 20, 45)
    line(form, 21, 10.5, [(42, AREA, "left"), (18, "单位：元", "right")])
    look = Look(10, 10, 9.5)
    _monitored(form, look)
    for row in (
        "8*消除方式 / 19<{{当前监测.风险消除方式|勾选}} / 8*消除时间 / 8 {{当前监测.消除监测时间|年月}} / 8*消除时人~均纯收入 / "
        "9 {{当前监测.消除时人均纯收入（元）|元}}",
        "8*已落实~措施 / 52<□产业　□就业　□金融　□公益性岗位　□住房　□饮水　□健康　□义务教育　□教育资助　□综合保障　□社会帮扶　□其他",
    ):
        form.row(33, look.cells(row))
    day = "　　　　年　　月　　日"
    opinion(form, 87, "户主意见", "□风险已消除，同意标注　□不同意，理由：", f"户主（签字、按手印）：　　　　　　　　　　{day}")
    opinion(
        form, 111, "村级评议\n公示情况",
        "民主评议：应到　　　人，实到　　　人，同意　　　人。\n公示：　　　年　　月　　日至　　月　　日。　□无异议　□有异议",
        f"村民委员会（章）　负责人（签字）：　　　　　{day}",
    )  # fmt: skip
    opinion(form, 78, "驻村工作队\n意　见", "", f"第一书记（队长）签字：　　　　　　　　　　{day}")
    opinion(form, 96, "乡（镇）\n审核意见", "", f"负责人（签字）：　　　　　（章）　　　　　　{day}")
    opinion(form, 96, "县级\n审批意见", "", f"负责人（签字）：　　　　　（章）　　　　　　{day}")
    form.end_table()
    form.row(3, [(60, "", PLAIN)])
    line(form, 18, 9.5, [(60, "注：附入户核实表。一式三份，村、乡（镇）、县各一份；批准后由乡（镇）在系统标注。", "left")])
    notes(
        form, "监测对象风险消除审批表", "户级", "户", f"风险消除程序（村级评议公示、乡镇审核、县级审批）通行栏目；{INVENTED}", 年度="2020-", 份数="3",
        填写要求="各级签署意见并盖章。公示天数按县里规定；整户无劳动能力兜底保障户暂不标注。",
    )  # fmt: skip
    return form


FORMS = {
    "户级/double_recognition": double_recognition, "户级/exit_application": exit_application,
    "户级/exit_confirmation": exit_confirmation, "户级/risk_clearing_check": risk_clearing_check,
    "户级/risk_clearing_approval": risk_clearing_approval,
}  # fmt: skip
