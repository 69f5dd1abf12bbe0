"""脱贫摘帽认定表 of the village and of the county (domain 5.5 (59)): each standard with what was found, and the opinions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from math import ceil

from openpyxl.styles import Side

from form_lists import SIGNED
from form_parts import line, notes, title
from form_sheet import FormSheet, Look, Style

_COLUMNS = 60
_LOOK = Look(9.5, 9.5, 9)
_SIZE, _LEADING, _UNIT = 9, 12.6, 8.25
_WIDTHS = (3, 7, 22, 28)
_GAP, _PART = "＿＿＿", "＿＿"
"""Gaps for the pen: a number, a percentage."""
Standard = tuple[str, str, str]
"""An indicator, its standard, and what was found: sentences with figures of the ledger and gaps for the pen."""


def _figure(name: str) -> str:
    return f"{{{{统计.{name}|空白}}}}"


_LAND = "{{村.村集体经济收入|元}}"
_VILLAGE: tuple[Standard, ...] = (
    ("有特色产业", "1.有1—3个特色产业，覆盖全村60%以上（含）贫困户（无劳动能力或主要劳动力长期外出务工的除外）。~"
     "2.有农民合作社等新型经营主体或产业基地（园）覆盖。",
     f"1.特色产业名称：{_GAP}{_GAP}{_GAP}~2.全村贫困户{_figure('建档户数')}户，其中无劳动能力或主要劳动力长期外出的{_figure('两类户数')}户；"
     f"有特色产业的{_GAP}户，覆盖{_GAP}%。~3.合作社或产业基地（园）名称：{_GAP}{_GAP}"),
    ("有稳固住房", "98%以上（含）农户住房主体稳固安全（A、B级），"
     "人均建筑面积{{统计.人均面积标准|空白}}平方米以上（含）；搬迁户房屋质量合格、达到入住条件并已交钥匙或入住。",
     f"1.全村农户{_figure('户数')}户，其中有住房保障的{_figure('住房达标')}户，占{_figure('住房率')}%。~"
     f"2.易地扶贫搬迁{_figure('搬迁户数')}户，有住房保障的{_GAP}户。"),
    ("有基本医疗保障", "98%以上（含）居民参加当年城乡居民基本医疗保险（含大病保险）或商业保险；患病能得到有效治疗，费用按政策报销；医疗救助政策落实。",
     f"1.全村居民{_figure('人口')}人，参加基本医疗保险{_figure('医保人数')}人，参加商业保险{_figure('商保人数')}人，合计参保{_figure('参保人数')}人。~"
     f"2.贫困人口患病{_figure('患病人数')}人，接受医疗救助{_figure('救助人数')}人。"),
    ("有义务教育保障", "适龄儿童少年能接受义务教育，没有因经济困难辍学；教育扶贫政策落实。经动员仍不返校的，由家长、学校、帮扶联系人三方签字。",
     f"1.适龄儿童少年{_figure('适龄儿童')}人，在校{_figure('在校儿童')}人，登记有失学辍学原因的{_figure('失学儿童')}人。~2.落实教育扶贫政策：{_GAP}{_GAP}"),
    ("有硬化路", "通村道路硬化（沥青、水泥），路基宽6.5米、路面宽4.5米以上；20户以上自然村（屯）通砂石路以上，路面宽3.5米以上。",
     f"1.到乡镇是否通沥青（水泥）路：{{{{村.到乡镇是否通沥青（水泥）路|勾选}}}}~2.路基宽{_GAP}米，路面宽{_GAP}米。~"
     f"3.20户以上自然村{_GAP}个，其中达标{_GAP}个。"),
    ("有饮用水", "98%以上（含）农户饮水安全：水质良好，每人每日35升以上，取水往返20分钟以内，供水保证率90%以上。",
     f"全村农户{_figure('户数')}户，有安全饮水的{_figure('安全饮水')}户，占{_figure('饮水率')}%。其中自来水{_figure('自来水')}户，"
     f"打井、引用山泉{_figure('井泉水')}户，水柜、水窖{_figure('集雨水')}户。"),
    ("有电用", "98%以上（含）农户家中接通生活用电。",
     f"全村农户{_figure('户数')}户，通生活用电的{_figure('通电户数')}户，占{_figure('通电率')}%。"),
    ("有公共服务设施", "有办公场所、宣传栏，有标准化卫生室，有篮球场、文化室或戏台，通宽带；"
     "养老保险参保率90%以上（含），60周岁以上参保老人全部享受待遇；符合条件的纳入低保。",
     f"1.卫生室{{{{村.卫生室数|空白}}}}个，文化（图书）室{{{{村.文化（图书）室数|空白}}}}个，通宽带{{{{村.通宽带户数|空白}}}}户。~"
     f"2.养老保险参保率{_figure('养老参保率')}%，享受待遇比例{_PART}%。~3.纳入低保{_figure('低保户数')}户，应纳入{_GAP}户。"),
    ("有电视看", "98%以上（含）农户有电视机、电脑或智能手机，能收看电视或上网。",
     f"全村农户{_figure('户数')}户，通广播电视的{_figure('电视户数')}户，占{_figure('电视率')}%。"),
    ("有村集体~经济收入", "有村民合作社，有稳定收入；2017年达2万元以上（含），逐年提高，到2020年达5万元以上（含）。",
     f"1.村民合作社名称：{_GAP}{_GAP}{_GAP}~2.村集体经济收入（元）：{_LAND}"),
    ("有好的~“两委”~班子", "村“两委”能较好履行职责；没有软弱涣散村党组织的情形，或已整顿到位。",
     f"□无软弱涣散情形　□有，已整顿　□有，未整顿~整顿情况：{_GAP}{_GAP}{_GAP}"),
    ("贫困发生率", "低于{{统计.发生率标准|空白}}%。",
     f"乡村人口{_figure('乡村人口')}人，剩余贫困人口{_figure('贫困人口')}人，贫困发生率{_figure('发生率')}%。"),
)  # fmt: skip
_COUNTY: tuple[Standard, ...] = (
    ("有特色产业", "1.有2—5个特色产业，覆盖60%以上（含）贫困户（无劳动能力或主要劳动力长期外出务工的除外）。~"
     "2.所有贫困村有农民合作社等新型经营主体或产业基地（园）覆盖。",
     f"1.特色产业名称：{_GAP}{_GAP}{_GAP}~2.全县贫困户{_GAP}户，有特色产业的{_GAP}户，无劳动能力或主要劳动力长期外出的{_GAP}户，覆盖{_GAP}%。~"
     f"3.贫困村{_GAP}个，有经营主体或基地覆盖的{_GAP}个。"),
    ("有住房保障", "1.98%以上（含）农户住房稳固安全，人均建筑面积达标。~2.搬迁户房屋合格、已交钥匙或入住。~3.贫困户存量危房改造率2017年90%以上，到2020年100%。",
     f"1.全县农户{_GAP}户，有住房保障{_GAP}户，占{_PART}%。~2.易地扶贫搬迁{_GAP}户，有住房保障的{_GAP}户。~3.存量危房改造率{_GAP}%。"),
    ("有基本医疗保障", "1.98%以上（含）居民参加基本医疗保险（含大病保险）或商业保险。~2.患病能有效治疗，医疗救助落实。~3.因病致（返）贫问题基本解决。",
     f"1.农村居民{_GAP}人，参加基本医疗保险{_GAP}人，商业保险{_GAP}人，合计占{_GAP}%。~2.落实医疗救助政策：{_GAP}{_GAP}"),
    ("有义务教育保障", "1.教育发展保障、师资队伍、学生资助体系健全。~2.没有因经济困难辍学。~3.义务教育巩固率2017年90%以上，到2020年93%以上。",
     f"1.适龄儿童少年{_GAP}人，接受义务教育{_GAP}人，未能上学{_GAP}人。~2.义务教育巩固率{_GAP}%。~3.落实教育扶贫政策：{_GAP}{_GAP}"),
    ("有安全饮水", "98%以上（含）农户饮水达到安全标准。", f"全县农户{_GAP}户，饮水安全的{_GAP}户，占{_GAP}%。"),
    ("有路通村屯", "98%以上（含）行政村通硬化路；20户以上自然村（屯）通砂石路以上，路面宽3.5米以上。",
     f"1.行政村{_GAP}个，通硬化路的{_GAP}个，占{_GAP}%。~2.20户以上自然村{_GAP}个，通砂石路以上的{_GAP}个。"),
    ("有电用", "98%以上（含）农户接通生活用电。", f"全县农户{_GAP}户，通生活用电{_GAP}户，占{_PART}%。"),
    ("有基本公共服务", "1.有二级以上公立医院，乡镇有标准化卫生院，村有标准化卫生室。~"
     "2.村有办公场所、宣传栏、篮球场、文化室或戏台，通宽带。~3.98%以上（含）农户有电视、电脑或智能手机。",
     f"1.二级以上公立医院{_GAP}所；乡镇{_GAP}个，有标准化卫生院{_GAP}个。~2.行政村{_GAP}个，有卫生室{_GAP}个，~有办公场所、宣传栏{_GAP}个，有篮球场{_GAP}个，~"
     f"有文化室或戏台{_GAP}个，通宽带{_GAP}个。~3.有电视、电脑或手机的农户{_GAP}户，占{_GAP}%。"),
    ("有社会救助", "1.农村低保标准达到或超过国家扶贫标准，符合条件的纳入低保。~2.养老保险参保率90%以上（含），60周岁以上参保老人全部享受待遇。",
     f"1.农村低保标准{_GAP}元。~2.符合条件{_GAP}户，纳入{_GAP}户。~3.养老保险参保率{_GAP}%，享受待遇比例{_GAP}%。"),
    ("农村贫困~发生率", "1.低于3%（西部）、2%（其他）。~2.农村居民人均可支配收入增速高于全国平均水平。",
     f"1.乡村人口{_GAP}人，剩余贫困人口{_GAP}人，贫困发生率{_GAP}%。~2.人均可支配收入年均增速{_GAP}%。"),
)  # fmt: skip
_REACHED = "~□达标　□未达标（原因：＿＿＿＿＿＿＿＿）"
_SEAL = "（盖章）　　　　　年　　月　　日"


def _lines(text: str, columns: int) -> int:
    """How many lines a text takes, with figures counted as four digits."""
    room = columns * _UNIT - 6
    return sum(max(1, ceil(_wide(part) / room)) for part in text.split("~"))


def _wide(text: str) -> float:
    while "{{" in text:
        before, _, rest = text.partition("{{")
        text = f"{before}0000000{rest.partition('}}')[2]}"
    return sum(_SIZE * (0.55 if ord(c) < 0x2000 else 1) for c in text)


def _standards(form: FormSheet, standards: Sequence[Standard], first_page: int, spare: float) -> None:
    """The table of standards, each row with ``spare`` points; its first page keeps room for rows that grow when the gaps
    are for the pen."""
    for number, (name, standard, found) in enumerate(standards, 1):
        found += _REACHED
        lines = max(_lines(standard, _WIDTHS[2]), _lines(found, _WIDTHS[3]))
        texts = (f"{number}", name, f"<{standard}", f"<{found}")
        marks = (f"{width}{'' if text.startswith('<') else ' '}{text}" for width, text in zip(_WIDTHS, texts, strict=True))
        form.row(lines * _LEADING + spare, _LOOK.cells(" / ".join(marks)))
        if number == first_page:
            form.page_break()


def _opinion(form: FormSheet, name: str, text: str, height: float) -> None:
    style = Style(size=10, across="left", down="top")
    seal = Style(size=10, across="right", indent=1)
    label = _LOOK.cells("1*x")[0][2]
    first = form.row(height - 24, [(10, "", label), (50, text, style)])
    form.row(24, [(10, "", label), (50, _SEAL, seal)])
    form.down(first, 2, 1, 10, name.replace("~", "\n"), label)
    _joined(form, first, 11)


def _joined(form: FormSheet, row: int, column: int) -> None:
    """Take away the rule between a row and the next, from a column on: one cell whose foot is set to the right."""
    for c in range(column, form.columns + 1):
        for cell, edge in ((form.sheet.cell(row, c), "bottom"), (form.sheet.cell(row + 1, c), "top")):
            border = copy(cell.border)
            setattr(border, edge, Side())
            cell.border = border


def _head(form: FormSheet, name: str, found: str) -> None:
    labels = ("序~号", name, "验收标准", found)
    form.row(27, _LOOK.cells(" / ".join(f"{width}*{text}" for width, text in zip(_WIDTHS, labels, strict=True))))


def village_exit() -> FormSheet:
    """贫困村脱贫摘帽认定表 (59): the twelve standards, figures from the ledger."""
    form = FormSheet(_COLUMNS, 11, landscape=False, margins=(0.6, 0.6, 0.65, 0.6))
    title(form, "贫困村脱贫摘帽认定表", 40, 20, 38)
    place = "{{村.省|空白:省}} {{村.市|空白:市}} {{村.县|空白:县}} {{村.乡|空白:乡（镇）}} {{村.行政村|空白:村}}"
    line(form, 21, 10.5, [(42, place, "left"), (18, "脱贫年度：{{年度}}年", "right")])
    line(form, 21, 10.5, [(38, "填报单位（盖章）：{{填报单位|空白}}", "left"), (22, "填报时间：{{填表日期|年月日}}", "right")])
    _head(form, "脱贫指标", "认定情况")
    _standards(form, _VILLAGE, 10, 9)
    _opinion(form, "村“两委”~意　　见", "对照标准逐项自评：", 132)
    _opinion(form, "驻村工作队~意　　　见", "", 132)
    _opinion(form, "乡镇核验~意　　见", "", 132)
    _opinion(form, "县级审定~意　　见", "", 132)
    note = "注：农户、人口的数由台账在册户汇总，台账以外的请手工补上。达标与否由认定人勾选。"
    line(form, 15, 9, [(_COLUMNS, note, "left")])
    form.row(27, [(_COLUMNS, "{{统计.校验}}", Style(size=9, across="left", down="top", ruled=False))])
    line(form, 27, 10.5, [(20, text, "left") for text in SIGNED], "bottom")
    form.titles(4, 4)
    source = "广西《贫困村脱贫摘帽认定分析表》“十一有一低于”指标；意见栏布局自拟"
    how = "标准按广西口径，本省另有标准的以本省为准（可在表样上改）。人均住房面积和贫困发生率的标准取自参数。"
    notes(form, "贫困村脱贫摘帽认定表", "村级统计", "村", source, 填写要求=how, 行高="可增高")
    return form


def county_exit() -> FormSheet:
    """贫困县脱贫摘帽认定表 (59): three copies; the county's figures are written by hand."""
    form = FormSheet(_COLUMNS, 11, landscape=False, margins=(0.6, 0.6, 0.65, 0.6))
    title(form, "贫困县脱贫摘帽认定表", 40, 20, 38)
    line(form, 21, 10.5, [(40, "{{村.省|空白:省}} {{村.市|空白:市}} {{村.县|空白:县}}", "left"), (20, "脱贫年度：＿＿＿＿年", "right")])
    counts = f"全县农户 {_GAP} 万户 {_GAP} 万人，其中贫困户 {_GAP} 万户 {_GAP} 万人"
    line(form, 21, 10.5, [(_COLUMNS, counts, "left")])
    line(form, 21, 10.5, [(38, "填报单位（盖章）：", "left"), (22, "填报时间：　　年　月　日", "right")])
    _head(form, "脱贫指标", "认定情况")
    _standards(form, _COUNTY, 8, 21)
    apply = "对照贫困县脱贫摘帽标准，经自评，本县各项指标均达到标准，申请＿＿＿＿年脱贫摘帽。"
    _opinion(form, "县级申请~意　　见", apply, 174)
    _opinion(form, "设区市初审~意　　　见", "", 174)
    _opinion(form, "省（区、市）~意　　　见", "经核查，该县各项脱贫摘帽指标均达到标准，批准＿＿＿＿年脱贫摘帽。", 174)
    note = "注：此表一式3份，县、设区市、省（自治区、直辖市）扶贫部门各执1份。"
    line(form, 15, 9, [(_COLUMNS, note, "left")])
    line(form, 30, 10.5, [(20, text, "left") for text in ("审核人：", "填表人：", "联系电话：")], "bottom")
    form.titles(5, 5)
    source = "广西《贫困县脱贫摘帽认定表》（广西壮族自治区扶贫开发领导小组印制）；审核人、填表人签字行自拟"
    how = "全县的数由县里填写，本表只印栏目和县名。标准按广西口径，本省另有标准的以本省为准。"
    notes(form, "贫困县脱贫摘帽认定表", "村级统计", "村", source, 份数="3", 填写要求=how)
    return form


FORMS: dict[str, Callable[[], FormSheet]] = {
    "村级统计/village_exit": village_exit,
    "村级统计/county_exit": county_exit,
}
