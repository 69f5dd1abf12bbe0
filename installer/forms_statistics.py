"""Village statistics (domain 5.5 (52)-(58)): a line for each group, the sum of the village, a check, signatures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from form_lists import COLUMNS, DAY, MARGINS, PIXELS, ROOM, UNIT, Tall, heading, paper_style, signatures
from form_parts import line, notes, title
from form_sheet import FormSheet, Look, Style

_SOURCE = "广西《行政村档案清单》"
_OWN_SUM = "按村民小组分行，合计行取全村"
_ROW, _CHECK, _NOTE = 22.5, 27.0, 15.0
_LOOK = Look(9.5, 9.5, 9.5)


@dataclass(frozen=True)
class Statistic:
    """A statistic by group. ``columns`` are (width, name in 统计 and 分组统计); an empty name stays for the pen."""

    title: str
    heads: Sequence[tuple[float, str]]
    tall: Sequence[Tall]
    columns: Sequence[tuple[int, str]]
    check: str
    note: str
    source: str
    how: str
    spread: int
    chart: tuple[str, str] = ("", "")
    units: str = "单位：户、人、%"


def statistic(told: Statistic) -> FormSheet:
    """The sheet of a statistic: as many lines for groups as the page holds beside the chart, the check and the foot."""
    form = FormSheet(COLUMNS, PIXELS, landscape=True, margins=MARGINS)
    title(form, told.title, told.spread, 20, 38)
    line(form, 21, 10.5, [(34, UNIT, "left"), (20, DAY, "left"), (18, f"{{{{年度}}}}年　{told.units}", "right")])
    first = form.next
    heading(form, told.heads, told.tall, _LOOK)
    head = sum(height for height, _ in told.heads)
    chart = 114.0 + 18 if told.chart[0] else 0.0
    room = ROOM - 38 - 21 - head - _ROW - chart - (_CHECK if told.check else 0) - _NOTE - 28.5 - 4
    for _ in range(int(room / _ROW)):
        form.row(_ROW, _LOOK.cells(" / ".join(_cell(width, "分组统计", name) for width, name in told.columns)))
    total = " / ".join(_cell(width, "统计", name) for width, name in told.columns[2:])
    form.row(_ROW, _LOOK.cells(f"{told.columns[0][0] + told.columns[1][0]}*合　　计 / {total}"))
    if told.chart[0]:
        form.row(18, _LOOK.cells(f"{COLUMNS}*{told.chart[1]}"))
        form.row(114, [(COLUMNS, f"{{{{统计.{told.chart[0]}|图表}}}}", Style(size=9))])
    line(form, _NOTE, 9, [(COLUMNS, told.note, "left")])
    if told.check:
        form.row(_CHECK, [(COLUMNS, f"{{{{统计.{told.check}}}}}", paper_style(9.5))])
    signatures(form)
    form.titles(1, first + len(told.heads) - 1)
    notes(form, told.title, "村级统计", "村", told.source, 续页="接排", 填写要求=told.how)
    return form


def _cell(width: int, listed: str, name: str) -> str:
    return f"{width} {{{{{listed}.{name}}}}}" if name else f"{width} "


_SEEN = "注：由台账在册户汇总；台账以外农户的数请手工补上。"
_REGISTERED = "注：由台账里的建档立卡户汇总（不含一般农户和已销户的户）。"


def labour() -> FormSheet:
    """劳动力情况统计表 (52)."""
    top = "3* / 6* / 4* / 4* / 20*劳动技能（人） / 20*务工人数（人） / 6*无劳动~能力户 / 6*主要劳动力~长期外出户 / 3*"
    low = (
        "3* / 6* / 4* / 4* / 4*普通 / 4*技能 / 4*弱（半） / 4*丧失 / 4*无 / 4*合计 / 4*乡镇内 / 4*县内 / 4*省内 / 4*省外 / "
        "3*户数 / 3*人数 / 3*户数 / 3*人数 / 3*"
    )
    names = (
        "序号", "组", "建档户数", "建档人口", "普通劳动力", "技能劳动力", "弱劳动力", "丧失劳动力", "无劳动力", "务工人数", "乡镇内务工",
        "县内务工", "省内务工", "省外务工", "无劳力户数", "无劳力户人口", "外出户数", "外出户人口", "",
    )  # fmt: skip
    widths = (3, 6, 4, 4, *[4] * 10, 3, 3, 3, 3, 3)
    how = (
        "无劳动能力户：家里人人登记为无劳动力或丧失劳动力。主要劳动力长期外出户：普通、技能劳动力都在乡镇外务工满6个月。"
        "务工区域为“其他”的计入务工合计，不计入四个区域。"
    )
    source = f"{_SOURCE}劳动力情况统计表（无劳动能力或主要劳动力长期外出务工贫困户情况）；劳动技能、务工区域两组栏目自拟，{_OWN_SUM}"
    tall = ((1, 3, "序号"), (4, 6, "村民小组"), (10, 4, "贫困~户数"), (14, 4, "贫困~人口"), (70, 3, "备注"))
    columns = tuple(zip(widths, names, strict=True))
    chart = ("劳动力图", "全村劳动力构成（人）")
    return statistic(Statistic(
        "劳动力情况统计表", ((30, top), (18, low)), tall, columns, "劳动力校验", _REGISTERED, source, how, 30, chart, "单位：户、人",
    ))  # fmt: skip


def illness() -> FormSheet:
    """患病救治和补助报销情况统计表 (53)."""
    heads = (
        "4*序号 / 10*村民小组 / 7*患病~贫困户数 / 7*患病人数 / 7*其中：~患大病 / 7*其中：~长期慢性病 / 7*参加基本~医保人数 / "
        "7*接受医疗~救助人数 / 6*得到有效~救治人数 / 6*得到补助~报销人数 / 4*备注"
    )
    columns = (
        (4, "序号"), (10, "组"), (7, "患病户数"), (7, "患病人数"), (7, "大病人数"), (7, "慢性病人数"), (7, "患病参保人数"), (7, "救助人数"), (6, ""),
        (6, ""), (4, ""),
    )  # fmt: skip
    how = "患病人数按健康状况为患有大病、长期慢性病的人计，两样都有的只计1人。得到有效救治、得到补助报销的人数以卫健、医保部门核实为准，手工填写。"
    source = f"{_SOURCE}贫困人口患病救治和补助报销情况统计表；{_OWN_SUM}"
    name = "贫困人口患病救治和补助报销情况统计表"
    return statistic(Statistic(name, ((36, heads),), (), columns, "", _REGISTERED, source, how, 50, units="单位：户、人"))


def allowances() -> FormSheet:
    """贫困户纳入农村低保情况统计表 (54)."""
    heads = (
        "4*序号 / 12*村民小组 / 8*贫困户数 / 9*符合条件应~纳入低保户数 / 8*已纳入~低保户数 / 8*享受低保~人数 / 8*特困~供养户数 / "
        "9*符合条件~纳入率（%） / 6*备注"
    )
    columns = ((4, "序号"), (12, "组"), (8, "建档户数"), (9, ""), (8, "低保户数"), (8, "低保人数"), (8, "特困户数"), (9, ""), (6, ""))
    how = "应纳入户数由乡镇民政核定，手工填写；纳入率 = 已纳入户数 ÷ 应纳入户数 × 100%。"
    source = f"{_SOURCE}贫困户纳入农村低保情况统计表；享受人数、特困户数两栏自拟，{_OWN_SUM}"
    name = "贫困户纳入农村低保情况统计表"
    return statistic(Statistic(name, ((36, heads),), (), columns, "低保校验", _REGISTERED, source, how, 42))


def insurance() -> FormSheet:
    """居民购买医疗或商业保险情况统计表 (55)."""
    rows = (
        (24, "4* / 10* / 6* / 6* / 12* / 24*其中 / 6* / 4*"),
        (30, "4* / 10* / 6* / 6* / 12* / 12*购买医疗保险~（含大病保险） / 12*购买商业保险 / 6* / 4*"),
        (18, "4* / 10* / 6* / 6* / 6*户数 / 6*购买率 / 6*户数 / 6*购买率 / 6*户数 / 6*购买率 / 6* / 4*"),
    )
    names = ("序号", "组", "户数", "人口", "参保户数", "参保率", "医保户数", "医保率", "商保户数", "商保率", "未参保人数", "")
    columns = tuple(zip((4, 10, *[6] * 9, 4), names, strict=True))
    tall = (
        (1, 4, "序号"), (5, 10, "村民小组"), (15, 6, "农户数"), (21, 6, "人口"), (63, 6, "未参加~人数"), (69, 4, "备注"),
        (27, 12, "参加城乡居民基本医疗保险~（含大病保险）或商业保险", 2),
    )  # fmt: skip
    how = "全家人人参加的才算1户。购买率 = 户数 ÷ 农户数 × 100%。医疗保险含城乡居民医保和职工医保。"
    source = f"{_SOURCE}居民购买医疗或商业保险情况统计表；人口、未参加人数两栏自拟，{_OWN_SUM}"
    name = "居民购买医疗或商业保险情况统计表"
    return statistic(Statistic(name, rows, tall, columns, "医保校验", _SEEN, source, how, 46))


def houses() -> FormSheet:
    """住房保障达标情况统计表 (56)."""
    limit = "人均面积不足~{{统计.人均面积标准|空白}}㎡"
    rows = (
        (22.5, "4* / 10* / 7* / 8* / 8* / 16*其中（户） / 7* / 8* / 4*"),
        (30, f"4* / 10* / 7* / 8* / 8* / 8*房屋不~稳固安全 / 8*{limit} / 7* / 8* / 4*"),
    )
    names = ("序号", "组", "户数", "住房达标", "住房未达标", "房屋不稳固", "面积不足", "住房未登记", "住房率", "")
    columns = tuple(zip((4, 10, 7, 8, 8, 8, 8, 7, 8, 4), names, strict=True))
    tall = (
        (1, 4, "序号"), (5, 10, "村民小组"), (15, 7, "农户数"), (22, 8, "住房保障~达标户数"), (30, 8, "住房保障~未达标户数"),
        (54, 7, "没有登记~户数"), (61, 8, "达标率~（%）"), (69, 4, "备注"),
    )  # fmt: skip
    how = "达标：不是危房（C、D级），且人均面积达到标准。一户既不稳固又面积不足的，两栏各计1户，未达标只计1户。达标率 = 达标户数 ÷ 农户数 × 100%。"
    source = f"{_SOURCE}住房保障达标情况统计表（人均13平方米）；没有登记户数一栏自拟，{_OWN_SUM}"
    return statistic(Statistic("住房保障达标情况统计表", rows, tall, columns, "住房校验", _SEEN, source, how, 36, units="单位：户、%"))


def water() -> FormSheet:
    """安全饮水达标情况统计表 (57)."""
    rows = (
        (22.5, "4* / 10* / 6* / 7* / 28*其中（户） / 7* / 7* / 3*"),
        (30, "4* / 10* / 6* / 7* / 7*自来水 / 7*打井、~引用山泉 / 7*水柜、水窖~（集雨） / 7*其他水源 / 7* / 7* / 3*"),
    )
    names = ("序号", "组", "户数", "安全饮水", "自来水", "井泉水", "集雨水", "其他水源", "饮水未达标", "饮水率", "")
    columns = tuple(zip((4, 10, 6, 7, 7, 7, 7, 7, 7, 7, 3), names, strict=True))
    tall = (
        (1, 4, "序号"), (5, 10, "村民小组"), (15, 6, "户数"), (21, 7, "有安全~饮水户数"), (56, 7, "未达到安全~饮水户数"), (63, 7, "达标率~（%）"),
        (70, 3, "备注"),
    )  # fmt: skip
    how = "水源按饮水状况归类：净化处理的自来水；受保护的井水和泉水；收集雨水；其他。达标率 = 有安全饮水户数 ÷ 户数 × 100%。"
    source = f"{_SOURCE}有安全饮水达标情况统计表；打井与山泉、水柜与水窖按国家饮水状况代码各并为一栏，{_OWN_SUM}"
    return statistic(Statistic("安全饮水达标情况统计表", rows, tall, columns, "饮水校验", _SEEN, source, how, 36, units="单位：户、%"))


def poverty_rate() -> FormSheet:
    """贫困发生率统计表 (58), with its balance check."""
    years = " / ".join(f"4*{year}年" for year in range(2014, 2021))
    rows = (
        (22.5, "3* / 6* / 5* / 5* / 32*2014年以来每年脱贫人数 / 4* / 4* / 5* / 4* / 4*"),
        (27, f"3* / 6* / 5* / 5* / {years} / 4*2021年~以来 / 4* / 4* / 5* / 4* / 4*"),
    )
    exits = (*(f"脱贫{year}" for year in range(2014, 2021)), "脱贫以后")
    names = ("序号", "组", "乡村人口", "底数", *exits, "新增", "返贫", "贫困人口", "发生率", "")
    columns = tuple(zip((3, 6, 5, 5, *[4] * 8, 4, 4, 5, 4, 4), names, strict=True))
    tall = (
        (1, 3, "序号"), (4, 6, "村民小组"), (10, 5, "乡村~人口数"), (15, 5, "2013年~底贫困~人口"), (52, 4, "新增~贫困~人口"), (56, 4, "返贫~人口"),
        (60, 5, "核验时~贫困~人口"), (65, 4, "发生率~（%）"), (69, 4, "备注"),
    )  # fmt: skip
    how = (
        "人数按各户现有在册人口计，家庭成员自然增减已经包括在内。识别年度在2014年及以前的计入2013年底，以后的计入新增。"
        "平衡：核验时贫困人口 = 2013年底贫困人口 − 各年脱贫 + 新增 + 返贫；不平衡时表下印出差数，请核对脱贫属性和脱贫年度。"
    )
    source = f"{_SOURCE}贫困发生率统计表；2017年以后各年和图自拟，{_OWN_SUM}"
    note = "注：核验时贫困人口 = 2013年底贫困人口 − 各年脱贫人数 + 新增 + 返贫；贫困发生率 = 核验时贫困人口 ÷ 乡村人口 × 100%。"
    return statistic(Statistic(
        "贫困发生率统计表", rows, tall, columns, "校验", note, source, how, 30, ("脱贫图", "历年脱贫人数（人）"), "单位：人、%",
    ))  # fmt: skip


FORMS: dict[str, Callable[[], FormSheet]] = {
    "村级统计/labour_statistic": labour,
    "村级统计/illness_statistic": illness,
    "村级统计/allowance_statistic": allowances,
    "村级统计/insurance_statistic": insurance,
    "村级统计/housing_statistic": houses,
    "村级统计/water_statistic": water,
    "村级统计/poverty_rate": poverty_rate,
}
